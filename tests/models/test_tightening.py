"""Rows that tighten the relaxation change no plan."""

from math import inf

import pyomo.environ as pyo
import pytest

from models.build import build
from models.instance import Instance
from models.records import Tier
from tests.cases import two_regions
from tests.rows import row
from tests.solving import cost, optimum_of


def pooled_in_small_halls() -> Instance:
    """West needs 10 units of 1 MW alone, or 5 pooled ones if both regions join for 1 million each: 5 + 2.

    Its existing halls have 5 MW; a new one of 95 MW would cost a million for each of them.
    """
    joined = Tier("basic", 1, pooled_fraction=1.0, joining_cost_m=1.0)
    hall = {"existing_hall_mw": 5.0, "hall_module_mw": 95.0, "hall_life_years": 1.0, "starting_tier": None}
    return two_regions(
        demand={"west": 10.0},
        at={
            "east": {"alone_fraction": 0.5},
            "west": {"alone_fraction": 0.5, "hall_module_cost_m": 95.0, "max_hall_modules": 1},
        },
        tiers=(joined,),
        regions={"east": {"starting_tier": None}, "west": hall},
    )


def relaxed(inst: Instance, *, tightened: bool) -> float | None:
    """Return the least cost with fractions of decisions."""
    model = build(inst, tightened=tightened).pyomo
    pyo.TransformationFactory("core.relax_integer_vars").apply_to(model)
    return optimum_of(model)


def test_pooling_in_halls_counts_what_stands_in_existing_and_in_new_ones() -> None:
    assert row(build(pooled_in_small_halls()).pyomo.pooling_in_halls["west", "basic", "2026"]) == (
        -inf,
        {
            "pooled_units[west,a,basic,2026]": 1.0,
            "tier_joined[west,basic,2026]": -5.0,
            "new_hall_load_mw[west,2026]": -1.0,
        },
        0.0,
    )


def test_a_plan_costs_the_same_with_and_without_tightening() -> None:
    inst = pooled_in_small_halls()
    assert cost(inst) == pytest.approx(7.0)
    assert optimum_of(build(inst, tightened=False).pyomo) == pytest.approx(7.0)


def test_whoever_pools_all_that_stands_is_a_whole_member_even_of_a_relaxation() -> None:
    # 5 of the 100 units that could ever stand ask for a twentieth of two memberships; 5 of 5 MW for both
    inst = pooled_in_small_halls()
    assert relaxed(inst, tightened=False) == pytest.approx(5.0 + 2.0 / 20)
    assert relaxed(inst, tightened=True) == pytest.approx(7.0)
