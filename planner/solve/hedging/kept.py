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
class KeptFuture:
    """What is kept of one future."""

    cost_m: float
    """Expected, of all futures."""
    shared: Sequence[Row]
    """What it shares with others."""
    plan: Plan
    """Of the whole future."""


def keep(folder: Path, number: int, leaf: int, kept: KeptFuture) -> None:
    """Keep what was found for a future.

    Parameters
    ----------
    number
        Of the plan for all futures, one higher than that of the last one, which was dearer.
    leaf
        The future's place among the leaves.
    """
    own = folder / _FOLDER / f"{number:06d}"
    own.mkdir(parents=True, exist_ok=True)
    draft = own / f"{leaf}.draft"
    draft.write_bytes(pickle.dumps(kept))
    draft.replace(own / f"{leaf}.pickle")


def last_cost_m(folder: Path, leaves: int) -> float | None:
    """Return the expected cost of the last plan that is there for every future."""
    last = _last(folder, leaves)
    return None if last is None else _read(last / "0.pickle").cost_m


def last_kept(folder: Path, leaves: int) -> tuple[KeptFuture, ...]:
    """Return the last plan that is there for every future, in the order of the leaves; empty: there is none."""
    last = _last(folder, leaves)
    return () if last is None else tuple(_read(last / f"{leaf}.pickle") for leaf in range(leaves))


def _last(folder: Path, leaves: int) -> Path | None:
    numbers = sorted((folder / _FOLDER).iterdir(), reverse=True) if (folder / _FOLDER).is_dir() else []
    return next((own for own in numbers if all((own / f"{leaf}.pickle").exists() for leaf in range(leaves))), None)


def _read(path: Path) -> KeptFuture:
    kept = pickle.loads(path.read_bytes())
    assert isinstance(kept, KeptFuture)
    return kept
