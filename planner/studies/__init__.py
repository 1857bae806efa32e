"""Studies: questions answered by solving variants of an instance."""
