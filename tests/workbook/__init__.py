"""Tests of everything that reads or writes workbooks."""
