"""Amounts and lists as they stand in sentences."""

from planner.report.words import Words

MOST_NAMED = 6
"""Things named in a sentence; the others are counted."""


def amount_text(amount: float) -> str:
    """Return an amount with about three digits."""
    return f"{amount:,.0f}" if abs(amount) >= 100 else f"{amount:.3g}"


def span_text(words: Words, amounts: list[float]) -> str:
    """Return the smallest and the largest of some amounts, or the one that they all are."""
    low, high = amount_text(min(amounts)), amount_text(max(amounts))
    return low if low == high else words("{low} to {high}", low=low, high=high)


def share_text(words: Words, shares: list[float]) -> str:
    """Return the smallest and the largest of some fractions in percent, or the one that they all are."""
    low, high = f"{min(shares):.0%}", f"{max(shares):.0%}"
    return low if low == high else words("{low} to {high}", low=low, high=high)


def listed(words: Words, amounts: dict[str, float], unit: str) -> str:
    """Return things with their amounts, the first few by name."""
    named = [f"{name} {amount_text(amount)} {unit}".rstrip() for name, amount in list(amounts.items())[:MOST_NAMED]]
    return _more(words, named, len(amounts))


def several(words: Words, names: list[str]) -> str:
    """Return things, the first few by name."""
    return _more(words, names[:MOST_NAMED], len(names))


def _more(words: Words, named: list[str], total: int) -> str:
    rest = total - len(named)
    return words("{list} and {rest} more", list=words.joined(named), rest=rest) if rest else words.joined(named)
