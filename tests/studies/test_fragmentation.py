"""Fragmentation of tiny markets, each worked out by hand."""

from dataclasses import replace
from typing import Any

import pytest

from models.instance import Instance
from models.part_scope import Share
from models.plan import Plan
from models.records import Policy, Selection, Supply, Tier
from planner.solve import SolveOptions, solve
from planner.studies.division import shares_by_demand, shares_by_purchases
from planner.studies.fragmentation import Fragmentation, fragmentation
from planner.studies.known import Effect
from planner.studies.members import parties_alone, regions_alone
from planner.studies.solves import Solver
from tests.cases import two_regions

EXACT = SolveOptions(gap=0.0, threads=1)
BASIC = Tier("basic", 1, joining_cost_m=0.5, loss_fraction=0.1)
STANDARD = Tier("standard", 2, joining_cost_m=0.1)
NATION = ("east", "west")


def apart(**changes: Any) -> Instance:
    """Return east, with all the demand, and west, with the cheap chips, neither of them a member yet."""
    usual: dict[str, Any] = {"tiers": (BASIC, STANDARD), "regions": {r: {"starting_tier": None} for r in NATION}}
    return two_regions(**{**usual, **changes})


def study(inst: Instance, **changes: Any) -> Fragmentation:
    return fragmentation(inst, regions_alone(inst), Solver(solve), options=EXACT, **changes)


def costs(found: Fragmentation) -> dict[str, float | None]:
    return {
        way: None if market.known.cost_m is None else pytest.approx(market.known.cost_m)
        for way, market in found.markets.items()
    }


def test_sharing_is_worth_what_the_chips_of_the_other_region_save() -> None:
    # Alone, and while nobody may join: 5 units at 3 million in east.
    # Connected: 10 % are lost, so 5.5 units at 1 million in west, and 0.5 for each of two members.
    # With a standard: 5 units in west, and 0.6 for each.
    found = study(apart())
    assert costs(found) == {"alone": 15.0, "today": 15.0, "connected": 6.5, "standard": 6.2}
    assert found.price() == Effect(pytest.approx(8.8), pytest.approx(8.8), pytest.approx(8.8))


def test_members_of_today_share_today() -> None:
    found = study(apart(regions={r: {"starting_tier": "basic"} for r in NATION}))
    assert costs(found) == {"alone": 15.0, "today": 5.5, "connected": 5.5, "standard": 5.2}


def test_a_market_that_does_not_pay_costs_what_being_alone_costs() -> None:
    dear = (replace(BASIC, joining_cost_m=100.0), replace(STANDARD, joining_cost_m=100.0))
    assert costs(study(apart(tiers=dear))) == {"alone": 15.0, "today": 15.0, "connected": 15.0, "standard": 15.0}


def test_without_tiers_there_is_only_being_alone() -> None:
    found = study(two_regions(tiers=()))
    assert costs(found) == {"alone": 15.0}
    assert found.price() == Effect(pytest.approx(0.0), pytest.approx(0.0), pytest.approx(0.0))


def test_one_tier_is_both_market_and_standard() -> None:
    assert costs(study(apart(tiers=(BASIC,)))) == {"alone": 15.0, "today": 15.0, "standard": 6.5}


def test_half_of_the_supply_for_each_leaves_a_member_without_a_plan() -> None:
    # 8 units are enough for both; 4 of them deliver 8 of the 10 PFLOPS of east.
    supply = (Supply("a", "nation", NATION, {"2026": 8.0}),)
    found = study(apart(supplies=supply), rule="equal")
    assert found.markets["alone"].known.cost_m is None
    assert [piece.name for piece in found.markets["alone"].without_plan] == ["east"]
    assert found.price() is None
    assert costs(study(apart(supplies=supply), rule="demand"))["alone"] == 15.0
    assert costs(study(apart(supplies=supply), rule="all"))["alone"] == 15.0
    assert costs(study(apart(supplies=supply), rule="purchases"))["alone"] == 15.0


def test_a_gap_leaves_a_range() -> None:
    found = study(apart())
    market = found.markets["standard"]
    piece = market.pieces[0]
    assert piece.outcome is not None
    loose = replace(piece, answer=replace(piece.answer, outcome=replace(piece.outcome, bound_m=6.0)))
    found = replace(found, markets={**found.markets, "standard": replace(market, pieces=(loose,))})
    # The best plan costs between 6.0 and 6.2, being alone 15.0.
    assert found.price() == Effect(pytest.approx(8.8), pytest.approx(8.8), pytest.approx(9.0))


def test_rules_that_set_members_against_each_other_are_named() -> None:
    west = Selection("region=west", regions=("west",))
    hub = Policy("hub", "new_units", west, Selection(), "total", ">=", 0.6)
    assert study(apart(policies={"hub": hub})).left_out == ("hub",)


def test_shares_by_demand_count_the_units_that_the_demand_takes() -> None:
    # A unit delivers 2 PFLOPS: 5 units for east and 15 for west; those of west cost 1 million, those of east 3.
    inst = apart(demand={"east": 10.0, "west": 30.0})
    assert shares_by_demand(inst, regions_alone(inst)) == {
        "east": Share({"a": 0.25}, 0.5),
        "west": Share({"a": 0.75}, 0.5),
    }


def test_shares_by_purchases_count_what_was_bought_and_paid() -> None:
    inst = apart()
    plans = {r: Plan(0.0, bought_units={(r, "a", "2026"): units}) for r, units in (("east", 1.0), ("west", 3.0))}
    assert shares_by_purchases(inst, regions_alone(inst), plans) == {
        "east": Share({"a": 0.25}, 0.5),
        "west": Share({"a": 0.75}, 0.5),
    }


def test_regions_of_a_party_are_one_member() -> None:
    inst = apart(regions={"east": {"party": "both"}, "west": {"party": "both"}})
    assert parties_alone(inst) == {"both": NATION}
    assert parties_alone(apart()) == {"east": ("east",), "west": ("west",)}
