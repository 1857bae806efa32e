"""Work in a region that hosts nothing, by what it would cost there."""

from typing import Any

import pytest

from models.instance import Instance
from models.records import Tier
from planner.solve import SolveOptions, solve
from planner.solve.price_offers import offered_prices
from planner.studies.offers import offers
from tests.cases import a_chip, two_regions

EXACT = SolveOptions(gap=0.0, threads=1)


def offered(inst: Instance) -> dict[str, Any]:
    """Return price and hindrance of each region."""
    outcome = solve(inst, EXACT)
    assert outcome.plan is not None
    priced = offered_prices(inst, outcome.plan)
    assert priced is not None
    return {
        one.region: (None if one.price_m is None else pytest.approx(one.price_m, abs=1e-3), one.hindrance)
        for one in offers(inst, outcome.plan, priced)
    }


def test_a_region_that_imports_has_an_offer_of_its_own() -> None:
    # East sends its 10 PFLOPS to west, where a unit for 2 costs 1 million; one more PFLOPS in east would be half a unit
    # at 3 million and half a MW: 8,760 h at 0.4 / 8,760 million a MWh are 0.2. It
    # would be for nobody, as west has no work to send.
    inst = two_regions(at={"east": {"electricity_price_m_per_mwh": 0.4 / 8760}})
    assert offered(inst) == {"east": (1.7, "demand"), "west": (0.5, None)}


def test_what_is_full_costs_what_makes_way_for_it() -> None:
    # West's grid takes 4 of east's 5 units: a PFLOPS more in west sends one back to east, to half a unit at 3 million.
    inst = two_regions(at={"west": {"grid_limit_mw": 4.0}})
    assert offered(inst) == {"east": (1.5, "demand"), "west": (1.5, None)}


def test_halls_that_would_have_to_be_built_are_in_the_offer() -> None:
    # East has no hall: a module of 1 MW would cost 0.6 million, 0.3 for half a unit, where one may be built.
    built = {"east": {"existing_hall_mw": 0.0, "hall_module_mw": 1.0, "hall_life_years": 1.0}}
    at = {"east": {"hall_module_cost_m": 0.6, "max_hall_modules": 3}}
    inst = two_regions(demand={"east": 10.0, "west": 2.0}, regions=built, at=at, link={"existing_gbps": 9.0})
    assert offered(inst)["east"] == (1.8, None)
    # With a line that takes all, the region is not opened.
    inst = two_regions(demand={"east": 10.0, "west": 2.0}, regions=built, at=at)
    assert offered(inst)["east"] == (None, "opening")


def test_a_region_says_what_keeps_it_from_hosting() -> None:
    full = {"demand": {"east": 10.0, "west": 2.0}}
    assert offered(two_regions(**full, regions={"east": {"existing_hall_mw": 0.0}}))["east"] == (None, "halls")
    assert offered(two_regions(**full, at={"east": {"grid_limit_mw": 0.0}}))["east"] == (None, "power")
    assert offered(two_regions(**full, price_m={"east": 3.0}, performance_pflops={("a", "work", "west"): 2.0}))[
        "east"
    ] == (
        None,
        "chip",
    )
    # Work of west may not leave it, so that east could host for nobody.
    case = two_regions(**full).first_case
    stay = {key: rule for key, rule in case.host_rules.items() if key[1] == "east"}
    assert offered(two_regions(**full, host_rules=stay)) == {"east": (1.5, "residency"), "west": (0.5, None)}
    # The line of 10 ms is too long.
    near = two_regions(**full, workload={"max_latency_ms": 5.0})
    assert offered(near) == {"east": (1.5, "latency"), "west": (0.5, "latency")}
    # To join the platform costs more than it saves.
    apart = two_regions(
        **full,
        tiers=(Tier("basic", 1, joining_cost_m=100.0),),
        regions={r: {"starting_tier": None} for r in ("east", "west")},
    )
    assert offered(apart) == {"east": (1.5, "platform"), "west": (0.5, "platform")}


def test_work_that_is_not_ported_to_any_chip_there_has_no_offer() -> None:
    # East's chip b has a stack to which nothing is ported, as west does all the work.
    inst = two_regions(demand={"east": 10.0, "west": 2.0})
    case = inst.first_case
    inst = inst.with_cases(
        chips={**case.chips, "b": a_chip("b", stack="other")},
        chip_price_m={("b", "east", "2026"): 1.0, ("a", "west", "2026"): 1.0},
        performance_pflops={("b", "work", "east"): 2.0, ("a", "work", "west"): 2.0},
        porting_cost_m={("other", "work"): 50.0},
    )
    assert offered(inst) == {"east": (None, "port"), "west": (0.5, None)}
