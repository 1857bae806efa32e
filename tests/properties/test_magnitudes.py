"""Inputs far apart in size still give audited plans, and the same ones."""

from dataclasses import replace

import pytest

from models.instance import Case, Instance, single
from tests.audit.random_instances import Size, random_instance
from tests.cases import two_regions
from tests.properties.rewriting import in_currency, in_pflops
from tests.solving import cost

SPREAD = [1e-3, 1.0, 1e3, 1e6]
"""Of one unit of money or compute against the usual one: nine orders of magnitude."""


def rich(seed: int) -> Instance:
    """Return an instance with most features."""
    return random_instance(seed, Size(regions=3, workloads=2, chips=2, tiers=1, slices=2, periods=2))


@pytest.mark.parametrize("money", SPREAD)
@pytest.mark.parametrize("compute", [SPREAD[0], SPREAD[-1], pytest.param(1.0, marks=pytest.mark.slow)])
def test_units_nine_orders_of_magnitude_apart_give_the_same_plan(money: float, compute: float) -> None:
    inst = rich(6)
    usual_m = cost(inst)
    assert usual_m is not None
    # `cost` audits every plan.
    assert cost(in_currency(in_pflops(inst, compute), money)) == pytest.approx(usual_m * money, rel=1e-5)


def unequal(ratio: float) -> Case:
    """Return east with a demand of 10 PFLOPS, and west with one `ratio` times as large, which share nothing."""
    inst = two_regions(demand={"east": 10.0, "west": 10.0 * ratio}, price_m={"east": 3.0, "west": 1.0}, host_rules={})
    west = inst.first_case.regions["west"]
    return inst.first_case.replace(
        regions={**inst.first_case.regions, "west": replace(west, existing_hall_mw=100.0 * ratio)}
    )


@pytest.mark.parametrize("ratio", [1e-6, 1e-3, 1e3, 1e6])
def test_a_tiny_and_a_huge_region_are_both_planned_to_the_unit(ratio: float) -> None:
    # East buys 5 units at 3 million, west `ratio` times 5 at 1 million.
    assert cost(single(unequal(ratio))) == pytest.approx(15.0 + 5.0 * ratio, rel=1e-9)
