"""What the price of compute is made of, in tiny plans."""

from typing import Any

import pytest

from models.instance import Instance
from models.records import FleetLine, Supply, Tier
from planner.solve import SolveOptions, solve
from planner.solve.price_parts import price_parts
from tests.cases import a_chip, one_region, two_regions

EXACT = SolveOptions(gap=0.0, threads=1)


def parts(inst: Instance) -> dict[str, Any]:
    """Return the parts of the price of each region's demand that are not nothing; they add up to the price."""
    outcome = solve(inst, EXACT)
    assert outcome.plan is not None
    assert outcome.prices is not None
    found = price_parts(inst, outcome.plan)
    assert found is not None
    for key, made_of in found.items():
        assert sum(made_of.values()) == pytest.approx(outcome.prices.long_run.get(key, 0.0), abs=1e-6)
    return {
        key[1][0]: {name: pytest.approx(x, abs=1e-3) for name, x in made_of.items() if abs(x) > 1e-4}
        for key, made_of in found.items()
    }


def test_a_price_is_that_of_the_chips_where_all_else_is_free() -> None:
    # A unit of 1 million delivers 2 PFLOPS.
    assert parts(one_region()) == {"west": {"chips": 0.5}}


def test_a_quota_adds_what_the_next_chip_costs_more() -> None:
    # 4 of the 5 units are of a at 1 million, the fifth of b at 2: a PFLOPS costs 1, half of it because a is scarce.
    supply = (Supply("a", "nation", ("west",), {"2026": 4.0}),)
    scarce = one_region(supplies=supply, others={"b": (a_chip("b"), 2.0, 2.0)})
    assert parts(scarce) == {"west": {"chips": 0.5, "chip scarcity": 0.5}}


def test_power_is_energy() -> None:
    # 0.5 MW for a PFLOPS, 8,760 hours at 1/8,760 million a MWh.
    inst = one_region(at={"electricity_price_m_per_mwh": 1 / 8760})
    assert parts(inst) == {"west": {"chips": 0.5, "energy": 0.5}}


def test_halls_that_have_to_be_built_are_power() -> None:
    # 5 MW are needed and 4 there; a module of 1 MW costs 2 million and lasts a year: 0.5 MW are 1 million.
    inst = one_region(
        region={"existing_hall_mw": 4.0, "hall_module_mw": 1.0, "hall_life_years": 1.0},
        at={"hall_module_cost_m": 2.0, "max_hall_modules": 3},
    )
    assert parts(inst) == {"west": {"chips": 0.5, "power and halls": 1.0}}


def test_sharing_adds_the_loss_and_the_way() -> None:
    # West's PFLOPS costs 0.5; for east a tenth more is run there, and carried for 0.1.
    inst = two_regions(
        demand={"east": 10.0, "west": 2.0},
        link={"carrying_cost_m_per_gbps": 0.1},
        tiers=(Tier("basic", 1, loss_fraction=0.1),),
    )
    assert parts(inst) == {"east": {"chips": 0.5, "loss": 0.05, "network": 0.1}, "west": {"chips": 0.5}}


def test_a_full_link_is_congestion() -> None:
    # Of 10 PFLOPS 8 reach west for 0.5; the last two are served in east for 1.5, and so a PFLOPS costs 1.5: the way is
    # worth 1.
    inst = two_regions(demand={"east": 10.0, "west": 2.0}, link={"existing_gbps": 8.0})
    assert parts(inst)["east"] in ({"chips": 1.5}, {"chips": 0.5, "network": 1.0})


def test_what_only_old_chips_do_is_scarce() -> None:
    # Nothing can be bought; beyond the fleet's 10 PFLOPS a PFLOPS stays undone for 7.
    fleet = (FleetLine("west", "a", 2026, 5.0),)
    inst = one_region(11.0, price_m={}, workload={"unmet_penalty_m_per_pflops": 7.0}, fleet=fleet)
    assert parts(inst)["west"] in ({"chip scarcity": 7.0}, {"bought outside": 7.0})
