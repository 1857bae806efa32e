"""The sample workbooks, and the code that builds them from data."""
