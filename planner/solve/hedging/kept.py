"""The best plan so far, in files: kept as soon as it is found, whatever then becomes of the processes."""

import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.plan import Plan

_FOLDER = "plans"
Row = tuple[str, tuple[Any, ...], float]
"""Family, index and value of a decision."""


@dataclass(frozen=True)
class KeptGroup:
    """What is kept of one group of futures."""

    cost_m: float
    """Expected, of all futures."""
    shared: Sequence[Row]
    """What it shares with others."""
    plan: Plan
    """Of the whole group."""


def keep(folder: Path, number: int, place: int, kept: KeptGroup) -> None:
    """Keep what was found for a group.

    Parameters
    ----------
    number
        Of the plan for all futures, one higher than that of the last one, which was dearer.
    place
        Of the group among all groups.
    """
    own = folder / _FOLDER / f"{number:06d}"
    own.mkdir(parents=True, exist_ok=True)
    draft = own / f"{place}.draft"
    draft.write_bytes(pickle.dumps(kept))
    draft.replace(own / f"{place}.pickle")


def last_cost_m(folder: Path, groups: int) -> float | None:
    """Return the expected cost of the last plan that is there for every group."""
    last = _last(folder, groups)
    return None if last is None else _read(last / "0.pickle").cost_m


def last_kept(folder: Path, groups: int) -> tuple[KeptGroup, ...]:
    """Return the last plan that is there for every group, in their order; empty: there is none."""
    last = _last(folder, groups)
    return () if last is None else tuple(_read(last / f"{place}.pickle") for place in range(groups))


def _last(folder: Path, groups: int) -> Path | None:
    numbers = sorted((folder / _FOLDER).iterdir(), reverse=True) if (folder / _FOLDER).is_dir() else []
    return next((own for own in numbers if all((own / f"{place}.pickle").exists() for place in range(groups))), None)


def _read(path: Path) -> KeptGroup:
    kept = pickle.loads(path.read_bytes())
    assert isinstance(kept, KeptGroup)
    return kept
