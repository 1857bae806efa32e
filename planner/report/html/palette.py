"""Colours that people with any colour vision tell apart, in print as well.

The eight categorical colours are those of Okabe and Ito, "Color Universal Design" (2008), with a dark grey for black
and a deeper yellow that can be seen on white.
"""

SERIES = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8c7a00", "#5f6b7a")
"""For things without an order."""
REST = "#b8c0ca"
"""For what is put together because it is small."""
INK, QUIET, RULE = "#1f2933", "#52606d", "#d5dbe1"
PATTERNS = ("", "/", "", ".", "", "\\", "", "x")
"""Hatching of each series: neighbours in a pile stay apart without colour."""
DIVERGING = ((0, "#4a90c2"), (0.25, "#b5d3e7"), (0.5, "#f4f5f6"), (0.75, "#f6c9a0"), (1, "#e08a3c"))
"""Below and above a middle; dark text can be read on all of it."""
RISING = ((0, "#dce9f2"), (0.35, "#8fbcdb"), (0.7, "#2f7fb8"), (1, "#0b3c5d"))
"""From little to much."""
