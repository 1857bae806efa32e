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
