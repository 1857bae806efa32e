"""The study of fragmentation as people read it."""
