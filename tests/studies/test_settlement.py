"""Who gains by sharing, in tiny markets worked out by hand."""

from typing import Any

import pytest

from models.instance import Instance
from models.part import part_of
from models.records import Tier
from planner.solve import Outcome, Prices, SolveOptions, solve
from planner.studies.members import regions_alone
from planner.studies.settlement import Balance, Payment, balances, costs_by_member, flows_that_do_not_pay, payments
from tests.cases import two_regions

EXACT = SolveOptions(gap=0.0, threads=1)
BOTH = {"east": 10.0, "west": 2.0}
"""East needs 5 units and west 1; they cost 3 million in east and 1 million in west."""


def solved(inst: Instance) -> tuple[Outcome, Prices]:
    outcome = solve(inst, EXACT)
    assert outcome.plan is not None
    assert outcome.prices is not None
    return outcome, outcome.prices


def settled(inst: Instance) -> tuple[Balance, ...]:
    outcome, prices = solved(inst)
    assert outcome.plan is not None
    members = regions_alone(inst)
    alone_m = {r: solve(part_of(inst, (r,)), EXACT).cost_m or 0.0 for r in inst.first_case.regions}
    owed = payments(inst, outcome.plan, prices, members)
    return balances(members, alone_m, costs_by_member(inst, outcome.plan, members), owed)


def as_numbers(found: tuple[Balance, ...]) -> dict[str, Any]:
    return {
        one.name: [pytest.approx(x, abs=1e-3) for x in (one.alone_m, one.own_m, one.paid_m, one.received_m, one.gain_m)]
        for one in found
    }


def test_the_one_who_sends_pays_what_the_work_costs_where_it_is_done() -> None:
    # A PFLOPS costs 0.5 in west, and so in east. East pays 10 * 0.5 and no longer 15 for its own units.
    assert as_numbers(settled(two_regions(demand=BOTH))) == {
        "east": [15.0, 0.0, 5.0, 0.0, 10.0],
        "west": [1.0, 6.0, 0.0, 5.0, 0.0],
        "links": [0.0, 0.0, 0.0, 0.0, 0.0],
        "nation": [0.0, 0.0, 0.0, 0.0, 0.0],
    }


def test_origin_and_host_share_what_lies_between_their_prices() -> None:
    # Carrying costs 0.1 a PFLOPS, so that one costs 0.6 in east and 0.5 in west: 0.55 are paid.
    found = as_numbers(settled(two_regions(demand=BOTH, link={"carrying_cost_m_per_gbps": 0.1})))
    assert found["east"] == [15.0, 0.0, 5.5, 0.0, 9.5]
    assert found["west"] == [1.0, 6.0, 0.0, 5.5, 0.5]
    assert found["links"] == [0.0, 1.0, 0.0, 0.0, -1.0]


def test_the_gains_add_up_to_what_the_market_saves() -> None:
    inst = two_regions(
        demand=BOTH, link={"carrying_cost_m_per_gbps": 0.1}, tiers=(Tier("basic", 1, loss_fraction=0.1),)
    )
    # Alone 15 + 1. Together 1.1 * 10 PFLOPS and 2 PFLOPS take 6.5 units in west, and 1 for carrying.
    assert sum(one.gain_m for one in settled(inst)) == pytest.approx(16.0 - 7.5, abs=1e-3)


def test_a_host_without_such_work_of_its_own_gets_the_price_at_the_origin() -> None:
    inst = two_regions(link={"carrying_cost_m_per_gbps": 0.1})
    outcome, prices = solved(inst)
    assert outcome.plan is not None
    assert payments(inst, outcome.plan, prices, regions_alone(inst)) == (
        Payment("east", "west", pytest.approx(10.0), pytest.approx(6.0, abs=1e-3)),
    )


def test_work_between_regions_of_one_member_is_not_paid() -> None:
    inst = two_regions(demand=BOTH)
    outcome, prices = solved(inst)
    assert outcome.plan is not None
    assert not payments(inst, outcome.plan, prices, {"both": ("east", "west")})


def test_the_flow_that_does_not_pay_goes_from_the_cheap_region_to_the_dear_one() -> None:
    # Without a link nothing is sent. East's PFLOPS costs 1.5 and west's 0.5: west's work in east loses 1 a PFLOPS.
    inst = two_regions(demand=BOTH, link={"existing_gbps": 0.0})
    outcome, prices = solved(inst)
    assert outcome.plan is not None
    (flow,) = flows_that_do_not_pay(inst, outcome.plan, prices)
    assert (flow.origin, flow.host, flow.saving_m) == ("west", "east", pytest.approx(-1.0))
