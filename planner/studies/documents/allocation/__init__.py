"""The study of allocation as people read it."""
