"""The marginal prices of a run as JSON, so that its report can be made again without solving."""

import json
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.errors import RunFolderError
from planner.report.prices import PriceKey, PriceLike

FORMAT = 1
"""Raised when an older reader could not understand the file any more."""


@dataclass(frozen=True)
class SavedPrices:
    """The prices of a solve, in expected present value, in millions."""

    short_run: Mapping[PriceKey, float]
    long_run: Mapping[PriceKey, float]


def write_price_data(prices: PriceLike | None, path: Path) -> None:
    """Write both prices of every row: its family, its index, and the value; of None, that there are none."""
    rows = None if prices is None else {"short_run": _listed(prices.short_run), "long_run": _listed(prices.long_run)}
    data = {"format": FORMAT, "prices": rows}
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def read_price_data(path: Path) -> SavedPrices | None:
    """Return the prices that `write_price_data` wrote.

    Raises
    ------
    RunFolderError
        When the file cannot be read, holds no prices, or comes from a newer planner.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] > FORMAT:
            raise RunFolderError(f"{path} was written by a newer planner; read it with that one")
        rows = data["prices"]
        return None if rows is None else SavedPrices(_by_key(rows["short_run"]), _by_key(rows["long_run"]))
    except OSError as error:
        raise RunFolderError(f"{path} cannot be read ({error.strerror})") from error
    except (ValueError, KeyError, TypeError) as error:
        raise RunFolderError(f"{path} is damaged: it does not hold the prices of a run") from error


def _listed(prices: Mapping[PriceKey, float]) -> list[list[Any]]:
    return [[family, index, value] for (family, index), value in prices.items()]


def _by_key(rows: list[list[Any]]) -> dict[PriceKey, float]:
    return {(str(family), _index(index)): float(value) for family, index, value in rows}


def _index(part: Any) -> Hashable:
    """Return an index; with several parts it comes back from JSON as a list and was a tuple."""
    return tuple(_index(inner) for inner in part) if isinstance(part, list) else part
