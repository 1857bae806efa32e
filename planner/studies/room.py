"""Repairs with some room: numbers beyond the nearest that fractions could do with, for what comes in whole pieces."""

from dataclasses import replace
from math import ceil, floor, isfinite, log10

from planner.solve.repairs import Change, Changes

_ROOM = 0.05
"""Of the way from a number to the one it needs, beyond it."""
_LEAST = 20.0
"""Smaller numbers are shares or count few things, and stay."""


def with_room(repair: Changes) -> Changes:
    """Return the changes with each amount a twentieth further from what it is now, rounded to three digits."""
    return replace(repair, changes=tuple(_further(change) for change in repair.changes))


def _further(change: Change) -> Change:
    if abs(change.needed) < _LEAST or not isfinite(change.needed) or not isfinite(change.now):
        return change
    far = change.needed + _ROOM * (change.needed - change.now)
    unit = 10.0 ** max(0, floor(log10(abs(far))) - 2)
    away = ceil if change.needed > change.now else floor
    return replace(change, needed=away(far / unit) * unit, nearest=False)
