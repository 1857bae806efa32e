"""The best decisions so far, in files: kept as soon as they are found, whatever then becomes of the processes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FOLDER = "decisions"
Row = tuple[str, tuple[Any, ...], float]
"""Family, index and value of a decision."""


def keep(folder: Path, number: int, leaf: int, cost_m: float, shared: list[Row], others: list[Row]) -> None:
    """Keep the decisions of a future.

    Parameters
    ----------
    number
        Of the decisions for all futures, one higher than that of the last ones, which were dearer.
    leaf
        The future's place among the leaves.
    cost_m
        Expected, of all futures.
    shared, others
        What it shares, and the rest of its plan.
    """
    own = folder / _FOLDER / f"{number:06d}"
    own.mkdir(parents=True, exist_ok=True)
    draft = own / f"{leaf}.draft"
    draft.write_text(json.dumps({"cost_m": cost_m, "shared": shared, "others": others}), encoding="utf-8")
    draft.replace(own / f"{leaf}.json")


@dataclass(frozen=True)
class Kept:
    """Decisions that do for all futures."""

    cost_m: float
    """Expected."""
    _folder: Path

    def shared(self, leaf: int) -> Iterator[Row]:
        """Yield what a future shares with others."""
        yield from self._rows(leaf, "shared")

    def all(self, leaf: int) -> Iterator[Row]:
        """Yield all decisions of a future."""
        yield from self._rows(leaf, "shared")
        yield from self._rows(leaf, "others")

    def _rows(self, leaf: int, what: str) -> Iterator[Row]:
        for family, key, value in _read(self._folder / f"{leaf}.json")[what]:
            yield family, tuple(key), value


def last_kept(folder: Path, leaves: int) -> Kept | None:
    """Return the last decisions that are there for every future."""
    numbers = sorted((folder / _FOLDER).iterdir(), reverse=True) if (folder / _FOLDER).is_dir() else []
    for number in numbers:
        if all((number / f"{leaf}.json").exists() for leaf in range(leaves)):
            return Kept(_read(number / "0.json")["cost_m"], number)
    return None


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
