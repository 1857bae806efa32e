"""The screening of losses as people read it."""
