"""Properties tried on random instances: a few in the fast suite, many in the slow one."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings, strategies

from models.instance import Case, Instance
from tests.audit.random_instances import Size, random_case, random_instance

both_efforts = pytest.mark.parametrize(
    "effort", [pytest.param(1, id="few"), pytest.param(12, id="many", marks=pytest.mark.slow)]
)
"""Runs a test with a few examples and, in the slow suite, with many."""
SEEDS = strategies.integers(0, 2**32 - 1)
SMALL = Size(regions=4, workloads=2, chips=2, tiers=2, slices=2, periods=3)


def hold(effort: int, *drawn: strategies.SearchStrategy[Any], claim: Callable[..., None]) -> None:
    """Try a claim on what the strategies draw, as often as the profile of hypothesis says times the effort."""
    usual = settings()
    settings(usual, max_examples=usual.max_examples * effort)(given(*drawn)(claim))()


@strategies.composite
def sizes(draw: strategies.DrawFn, most: Size = SMALL) -> Size:
    """Draw a size up to a largest one: two regions at least, one of the others, and perhaps no tier."""
    least = {"regions": 2, "tiers": 0}
    return Size(**{name: draw(strategies.integers(least.get(name, 1), number)) for name, number in vars(most).items()})


def instances(most: Size = SMALL) -> strategies.SearchStrategy[Instance]:
    """Draw random instances with every feature in some of them, chains and trees."""
    return strategies.builds(random_instance, SEEDS, sizes(most))


def cases(most: Size = SMALL) -> strategies.SearchStrategy[Case]:
    """Draw the data of random instances with one future."""
    return strategies.builds(random_case, SEEDS, sizes(most))


def near(found_m: float | None, wanted_m: float | None, share: float = 1e-6) -> bool:
    """Return whether two costs are the same to what the solver keeps; no plan is the same as no plan."""
    if found_m is None or wanted_m is None:
        return found_m is wanted_m
    return abs(found_m - wanted_m) <= share * (1 + abs(wanted_m))
