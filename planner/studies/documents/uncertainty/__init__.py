"""The study of uncertainty as people read it."""
