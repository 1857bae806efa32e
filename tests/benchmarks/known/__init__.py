"""Public instances with published optima, read into planning problems."""
