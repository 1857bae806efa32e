"""Where regions stand on the map: their coordinates on a flat sheet, or a circle where they have none."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from models.records import Region

STEPS = (0.5, 1, 2, 5, 10, 20, 30)
"""Degrees between the lines of the grid."""
MOST_LINES = 8
APART = 0.012
"""Least distance of two places, as a share of the size of the map, so that neither hides the other."""


@dataclass(frozen=True)
class Line:
    """A line of the grid."""

    at: float
    name: str


@dataclass(frozen=True)
class Sheet:
    """Places on a flat sheet on which both directions have the same scale."""

    x: tuple[float, ...]
    y: tuple[float, ...]
    meridians: tuple[Line, ...] = ()
    parallels: tuple[Line, ...] = ()
    unplaced: tuple[int, ...] = ()
    """Regions without coordinates: below the others, or all on a circle."""


def lay_out(regions: Sequence[Region]) -> Sheet:
    """Return the places of regions in an equirectangular projection that is true at the middle latitude.

    One degree of longitude is as wide as cos(middle latitude) degrees of latitude; over a country that is true enough
    to see who is near whom, which is all that the map has to tell.
    """
    known = [i for i, region in enumerate(regions) if region.latitude is not None and region.longitude is not None]
    unplaced = tuple(i for i in range(len(regions)) if i not in known)
    if not known:
        return Sheet(*_circle(len(regions)), unplaced=unplaced)
    latitudes = [regions[i].latitude or 0.0 for i in known]
    longitudes = _unwrapped([regions[i].longitude or 0.0 for i in known])
    narrowing = max(math.cos(math.radians((min(latitudes) + max(latitudes)) / 2)), 0.1)
    x, y = [0.0] * len(regions), [0.0] * len(regions)
    for i, latitude, longitude in zip(known, latitudes, longitudes, strict=True):
        x[i], y[i] = longitude * narrowing, latitude
    size = max(max(longitudes) - min(longitudes), max(latitudes) - min(latitudes), 1.0)
    _row_below(x, y, unplaced, known, size)
    _part(x, y, APART * size)
    step = next((step for step in STEPS if size / step <= MOST_LINES), STEPS[-1])
    return Sheet(
        tuple(x),
        tuple(y),
        tuple(Line(degrees * narrowing, _degrees(degrees, "E", "W")) for degrees in _grid(longitudes, step)),
        tuple(Line(degrees, _degrees(degrees, "N", "S")) for degrees in _grid(latitudes, step)),
        unplaced,
    )


def _circle(count: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    angles = [math.pi - 2 * math.pi * i / max(count, 1) for i in range(count)]
    return tuple(math.cos(angle) for angle in angles), tuple(math.sin(angle) for angle in angles)


def _unwrapped(longitudes: list[float]) -> list[float]:
    """Return longitudes without the jump from 180 to -180 where they lie on both sides of it."""
    if max(longitudes) - min(longitudes) <= 180:
        return longitudes
    return [degrees + 360 if degrees < 0 else degrees for degrees in longitudes]


def _row_below(x: list[float], y: list[float], unplaced: Sequence[int], known: Sequence[int], size: float) -> None:
    left, bottom = min(x[i] for i in known), min(y[i] for i in known)
    for place, i in enumerate(unplaced):
        x[i], y[i] = left + 0.12 * size * place, bottom - 0.15 * size


def _part(x: list[float], y: list[float], least: float) -> None:
    """Move each place that falls on an earlier one a little to the right."""
    for i in range(len(x)):
        while any(math.hypot(x[i] - x[j], y[i] - y[j]) < least for j in range(i)):
            x[i] += least


def _grid(values: Sequence[float], step: float) -> list[float]:
    first, last = math.floor(min(values) / step) - 1, math.ceil(max(values) / step) + 1
    return [number * step for number in range(first, last + 1)]


def _degrees(value: float, positive: str, negative: str) -> str:
    turned = (value + 180) % 360 - 180 if positive == "E" else value
    side = "" if turned == 0 else positive if turned > 0 else negative
    return f"{abs(turned):g}°{side}"
