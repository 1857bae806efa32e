"""The reports in Chinese: each English text of the code with its translation."""

CHINESE: dict[str, str] = {}
