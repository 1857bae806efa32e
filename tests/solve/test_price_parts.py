"""What the price of compute is made of, in tiny plans."""

from typing import Any

import pytest

from models.instance import Instance
from models.records import FleetLine, Offer, Supply, Tier
from planner.solve import SolveOptions, solve
from planner.solve.price_parts import price_parts
from tests.cases import a_chip, a_link, a_module, one_region, three_regions, two_regions

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


def test_halls_that_have_to_be_built_cost_what_they_cost() -> None:
    # 5 MW are needed and 4 there; a module of 1 MW costs 2 million and lasts a year: 0.5 MW are 1 million.
    inst = one_region(
        region={"existing_hall_mw": 4.0, "hall_module_mw": 1.0, "hall_life_years": 1.0},
        at={"hall_module_cost_m": 2.0, "max_hall_modules": 3},
    )
    assert parts(inst) == {"west": {"chips": 0.5, "halls": 1.0}}


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
    assert parts(inst)["east"] == {"chips": 0.5, "congestion": 1.0}


def test_circuits_that_can_be_added_are_no_congestion() -> None:
    # Two more circuits of 1 Gbps at 0.3 million take the last two PFLOPS.
    two = {"100G": a_module("100G", 1.0, 0.3, 2)}
    inst = two_regions(demand={"east": 10.0, "west": 2.0}, link={"existing_gbps": 8.0, "modules": two})
    assert parts(inst)["east"] == {"chips": 0.5, "network": 0.3}
    # Where only one can be, the tenth PFLOPS is served in east for 1.5: the way is worth 1, and a circuit costs 0.3.
    one = {"100G": a_module("100G", 1.0, 0.3, 1)}
    inst = two_regions(demand={"east": 10.0, "west": 2.0}, link={"existing_gbps": 8.0, "modules": one})
    assert parts(inst)["east"] == {"chips": 0.5, "network": 0.3, "congestion": 0.7}


def test_work_routed_by_flows_is_followed_over_each_arc() -> None:
    # Over middle a PFLOPS is carried for 0.1 and 0.2. The first line takes 8 of 10 PFLOPS, the rest stays undone for 5:
    # the line is worth 5 - 0.5 - 0.3.
    links = {
        "first": a_link("first", "east", "middle", existing_gbps=8.0, carrying_cost_m_per_gbps=0.1),
        "second": a_link("second", "middle", "west", existing_gbps=9.0, carrying_cost_m_per_gbps=0.2),
    }
    inst = three_regions(links=links, workload={"routing": "arcs", "unmet_penalty_m_per_pflops": 5.0})
    assert parts(inst)["east"] == {"chips": 0.5, "network": 0.3, "congestion": 4.2}


def test_a_full_grid_is_scarce_power_and_a_full_site_scarce_halls() -> None:
    # West's grid, or its hall, takes 4 of the 5 units; the fifth is bought in east for 3 million, 1.5 a PFLOPS.
    grid = two_regions(at={"west": {"grid_limit_mw": 4.0}})
    assert parts(grid)["east"] == {"chips": 0.5, "power scarcity": 1.0}
    full = two_regions(regions={"west": {"existing_hall_mw": 4.0}})
    assert parts(full)["east"] == {"chips": 0.5, "hall scarcity": 1.0}
    # Three modules of 1 MW at 0.4 million beside a hall of 1 MW: a unit in west is worth 3 million, of which the module
    # is 0.4 and the room for one more 1.6.
    built = two_regions(
        regions={"west": {"existing_hall_mw": 1.0, "hall_module_mw": 1.0, "hall_life_years": 1.0}},
        at={"west": {"hall_module_cost_m": 0.4, "max_hall_modules": 3}},
    )
    assert parts(built)["east"] == {"chips": 0.5, "halls": 0.2, "hall scarcity": 0.8}


def test_every_part_of_a_price_stands_by_itself() -> None:
    # A PFLOPS in west is half a unit: the unit of a costs 1 million, that of b, of which the last ones are, 2; a module
    # 0.4, a person 0.2, its power 0.2. The grid takes 6 units, and what west cannot do it rents at 2.5: a MW more is
    # worth 2 * 2.5 - 2 - 0.4 - 0.2 - 0.2 = 2.2. Ten percent more are run for east, which is 0.25, and carried for 0.25.
    # The line takes 8 of east's 10 PFLOPS. A unit in east costs 12 million, so that the price there is 6, and the line
    # is worth 6 - 2.5 - 0.25 - 0.25 = 3.
    rent = Offer("cloud", {("work", "west", "2026"): None}, {("work", "west", "2026"): 2.5})
    inst = two_regions(
        demand={"east": 10.0, "west": 5.0},
        price_m={"east": 12.0},
        regions={
            "west": {"existing_hall_mw": 0.0, "hall_module_mw": 1.0, "hall_life_years": 1.0, "staff_per_mw": 1.0},
        },
        at={
            "west": {
                "hall_module_cost_m": 0.4,
                "max_hall_modules": 20,
                "grid_limit_mw": 6.0,
                "staff_cost_m_per_person": 0.2,
                "electricity_price_m_per_mwh": 0.2 / 8760,
            }
        },
        link={"existing_gbps": 8.0, "carrying_cost_m_per_gbps": 0.25},
        tiers=(Tier("basic", 1, loss_fraction=0.1),),
        supplies=(Supply("a", "west", ("west",), {"2026": 4.0}),),
        offers={"cloud": rent},
    )
    case = inst.first_case
    inst = inst.with_cases(
        chips={**case.chips, "b": a_chip("b")},
        chip_price_m={**case.chip_price_m, ("b", "west", "2026"): 2.0},
        performance_pflops={**case.performance_pflops, ("b", "work", "west"): 2.0},
    )
    assert parts(inst) == {
        "east": {
            "energy": 0.1,
            "chips": 0.5,
            "chip scarcity": 0.5,
            "halls": 0.2,
            "power scarcity": 1.1,
            "people": 0.1,
            "network": 0.25,
            "congestion": 3.0,
            "loss": 0.25,
        },
        "west": {"energy": 0.1, "chips": 0.5, "chip scarcity": 0.5, "halls": 0.2, "power scarcity": 1.1, "people": 0.1},
    }


def test_what_only_old_chips_do_is_scarce() -> None:
    # Nothing can be bought; beyond the fleet's 10 PFLOPS a PFLOPS stays undone for 7.
    fleet = (FleetLine("west", "a", 2026, 5.0),)
    inst = one_region(11.0, price_m={}, workload={"unmet_penalty_m_per_pflops": 7.0}, fleet=fleet)
    assert parts(inst)["west"] in ({"chip scarcity": 7.0}, {"bought outside": 7.0})
