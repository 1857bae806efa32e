"""The study of scenarios as people read it."""
