"""A small chart of best cost and bound over time, in the dots of Braille letters."""

from collections.abc import Sequence

from rich.text import Text

from planner.solve import Progress

_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot of a Braille letter: four rows of two."""
_EMPTY = 0x2800
_ABOVE, _BELOW = 2.5, 1.0
"""How much is shown above the best cost and below the bound, in gaps between the two: it closes in on what is open."""
BEST, BOUND = "cyan", "green"


def chart(points: Sequence[Progress], elapsed_s: float, width: int, height: int) -> list[Text]:
    """Return lines of text with the best cost above and the bound below; [] while there is nothing to show."""
    known = [value for point in points for value in (point.best_m, point.bound_m) if value is not None]
    if len(set(known)) < 2 or elapsed_s <= 0.0:
        return []
    low, high = _range(points, known)
    columns, rows = 2 * width, 4 * height
    lines = {BEST: [0] * (width * height), BOUND: [0] * (width * height)}
    for colour, values in ((BOUND, [p.bound_m for p in points]), (BEST, [p.best_m for p in points])):
        for x, value in enumerate(_sampled(points, values, elapsed_s, columns)):
            if value is not None and value <= high:
                y = min(rows - 1, max(0, round((high - value) / (high - low) * (rows - 1))))
                lines[colour][(y // 4) * width + x // 2] |= _DOTS[y % 4][x % 2]
    return [_line(lines, row * width, width) for row in range(height)]


def _range(points: Sequence[Progress], known: Sequence[float]) -> tuple[float, float]:
    """Return the lowest and the highest value that the chart shows."""
    low, high = min(known), max(known)
    best, bound = points[-1].best_m, points[-1].bound_m
    if best is not None and bound is not None and best > bound:
        gap = best - bound
        low, high = max(low, bound - _BELOW * gap), min(high, best + _ABOVE * gap)
    return (low, high) if high > low else (low - 1.0, high + 1.0)


def _sampled(
    points: Sequence[Progress], values: Sequence[float | None], elapsed_s: float, columns: int
) -> list[float | None]:
    """Return the value that held at each of evenly spaced times from the start until now."""
    found: list[float | None] = []
    i = 0
    for x in range(columns):
        while i + 1 < len(points) and points[i + 1].elapsed_s <= elapsed_s * (x + 1) / columns:
            i += 1
        found.append(values[i] if points[i].elapsed_s <= elapsed_s * (x + 1) / columns else None)
    return found


def _line(lines: dict[str, list[int]], begin: int, width: int) -> Text:
    text = Text()
    for best, bound in zip(*(lines[colour][begin : begin + width] for colour in (BEST, BOUND)), strict=True):
        text.append(chr(_EMPTY | best | bound), BEST if best else BOUND)
    return text
