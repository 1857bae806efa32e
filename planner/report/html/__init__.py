"""Plans as web pages that open offline: one file each, with its style, its scripts and the plotting library in it."""
