"""What is installed stands in halls that are built in opened regions, and draws from a limited grid."""

from math import inf

import pytest

from models.build import build
from models.instance import Instance
from models.records import FleetLine, Pipeline
from tests.cases import a_chip, one_region
from tests.rows import row
from tests.rules import a_policy
from tests.solving import LeftOut, best_plan, cost

MODULES = {"opening_cost_m": 2.0, "hall_module_cost_m": 1.5, "max_hall_modules": 5}
SMALL_HALLS = {"existing_hall_mw": 3.0, "hall_module_mw": 2.0, "hall_life_years": 1.0}


def greenfield(**changes: object) -> Instance:
    """No halls: 5 MW need three modules of 2 MW at 1.5, an opening at 2, and 5 units: 4.5 + 2 + 5 = 11.5 million."""
    region = {"existing_hall_mw": 0.0, "hall_module_mw": 2.0, "hall_life_years": 1.0}
    return one_region(**{"region": region, "at": MODULES, **changes})


def one_module_at_most() -> Instance:
    """20 PFLOPS in 2027 need 10 MW, and there is one module of 5 MW at most: no plan.

    Were the region opened twice, there could be two: chips 5 + 2.5, openings 1 + 1, modules 1 + 0.5.
    """
    return one_region(
        {"2027": 20.0},
        years=(2026, 2027),
        chip={"lifetime_years": 2.0},
        region={"existing_hall_mw": 0.0, "hall_module_mw": 5.0, "hall_life_years": 2.0},
        at={"opening_cost_m": 1.0, "hall_module_cost_m": 1.0, "max_hall_modules": 1},
    )


def small_grid(grid_limit_mw: float, **region: float) -> Instance:
    """A fleet of 5 units for 10 PFLOPS, of which the grid may power some; what is not done costs 1 million a PFLOPS."""
    pipeline = (Pipeline("hall", "west", "2026", 100.0),) if "pue_new" in region else ()
    return one_region(
        region=region,
        at={"grid_limit_mw": grid_limit_mw},
        workload={"unmet_penalty_m_per_pflops": 1.0},
        fleet=(FleetLine("west", "a", 2026, 5.0),),
        pipeline=pipeline,
    )


LEFT_OUT = [
    # Three modules without an opening.
    LeftOut("hall_module_limit", greenfield(), 11.5, 9.5),
    # The load is said to stand in new halls, of which there are none.
    LeftOut("hall_power_limit", greenfield(), 11.5, 5.0),
    # 3 MW of existing halls, one module, and its opening.
    LeftOut("existing_hall_limit", greenfield(region=SMALL_HALLS), 8.5, 5.0),
    LeftOut("opened_once", one_module_at_most(), None, 11.0),
    # 4 MW power 4 units; 2 PFLOPS are left undone.
    LeftOut("grid_limit", small_grid(4.0), 2.0, 0.0),
    # Units without work draw nothing, and still need halls.
    LeftOut("hall_load_balance", greenfield(demand={}, policies=a_policy("units", ">=", 5.0)), 11.5, 5.0),
]


def test_five_units_of_a_megawatt_need_five_megawatts_of_halls() -> None:
    assert cost(one_region(region={"existing_hall_mw": 5.0})) == pytest.approx(5.0)
    assert cost(one_region(region={"existing_hall_mw": 4.9})) is None


def test_halls_come_in_whole_modules_in_an_opened_region() -> None:
    assert cost(greenfield()) == pytest.approx(11.5)


def test_existing_halls_need_no_opening() -> None:
    # 3 MW are there; one module of 2 MW more
    assert cost(greenfield(region=SMALL_HALLS)) == pytest.approx(5 + 2 + 1.5)
    assert cost(greenfield(region={**SMALL_HALLS, "existing_hall_mw": 5.0})) == pytest.approx(5.0)


def test_no_more_modules_are_built_than_the_region_has_room_for() -> None:
    assert cost(greenfield(at={**MODULES, "max_hall_modules": 3})) == pytest.approx(11.5)
    assert cost(greenfield(at={**MODULES, "max_hall_modules": 2})) is None


def test_a_region_is_opened_once_for_all_periods() -> None:
    # 11.5 in the first year, and the same without the opening in the second, when the first modules have expired
    assert cost(greenfield(years=(2026, 2027))) == pytest.approx(11.5 + 9.5)


def test_room_is_taken_by_modules_that_stand_and_by_those_under_construction() -> None:
    # lead 1, life 2: what is ordered in 2026 stands in 2027 and 2028, so nothing can be ordered in 2027 and 2028
    region = {"existing_hall_mw": 0.0, "hall_module_mw": 5.0, "hall_lead_years": 1.0, "hall_life_years": 2.0}
    inst = one_region(
        {"2027": 10.0, "2028": 10.0},
        years=(2026, 2027, 2028),
        region=region,
        at={"hall_module_cost_m": 1.0, "max_hall_modules": 1},
    )
    limits = build(inst).pyomo.hall_module_limit
    ordered = "modules_built[west,2026]", "modules_built[west,2027]"
    assert row(limits["west", "2026"])[1] == {ordered[0]: 1.0, "opened[west,2026]": -1.0}
    for period in ("2027", "2028"):
        opened = {"opened[west,2026]": -1.0, "opened[west,2027]": -1.0}
        assert row(limits["west", period])[1] == {ordered[0]: 1.0, ordered[1]: 1.0, **opened}
    # annuities of 0.5 in the two years
    assert cost(inst) == pytest.approx(10 + 1)


def test_a_hall_opens_after_its_lead_time() -> None:
    region = {"existing_hall_mw": 0.0, "hall_module_mw": 5.0, "hall_lead_years": 1.0}
    assert cost(one_region(region=region, at={"max_hall_modules": 1})) is None
    later = one_region({"2027": 10.0}, years=(2026, 2027), region=region, at={"max_hall_modules": 1})
    assert cost(later) == pytest.approx(5.0)


def test_halls_under_construction_open_in_their_period() -> None:
    pipeline = (Pipeline("hall", "west", "2027", 5.0),)
    region = {"existing_hall_mw": 0.0}
    assert cost(one_region({"2027": 10.0}, years=(2026, 2027), region=region, pipeline=pipeline)) == pytest.approx(5.0)
    assert cost(one_region({"2026": 10.0}, years=(2026, 2027), region=region, pipeline=pipeline)) is None


def test_hall_power_limit_counts_modules_and_pipeline() -> None:
    inst = greenfield(pipeline=(Pipeline("hall", "west", "2026", 1.0),))
    assert row(build(inst).pyomo.hall_power_limit["west", "2026"]) == (
        -inf,
        {"new_hall_load_mw[west,2026]": 1.0, "modules_built[west,2026]": -2.0},
        1.0,
    )


def test_the_grid_powers_units_times_the_pue_of_their_hall() -> None:
    assert cost(one_region(region={"pue_existing": 1.5}, at={"grid_limit_mw": 7.5})) == pytest.approx(5.0)
    assert cost(one_region(region={"pue_existing": 1.5}, at={"grid_limit_mw": 7.4})) is None


def test_what_stands_in_new_halls_counts_with_their_pue() -> None:
    # 5 MW of new halls at 1.2, and 3 of old ones at 2: 12 MW from the grid for 8 units
    def powered(grid_limit_mw: float) -> float | None:
        region = {"existing_hall_mw": 5.0, "pue_existing": 2.0, "pue_new": 1.2}
        pipeline = (Pipeline("hall", "west", "2026", 5.0),)
        return cost(one_region(16.0, region=region, at={"grid_limit_mw": grid_limit_mw}, pipeline=pipeline))

    assert powered(12.0) == pytest.approx(8.0)
    assert powered(11.9) is None


def test_grid_limit_counts_the_load_of_each_hall_with_its_pue() -> None:
    inst = one_region(
        region={"pue_existing": 2.0, "pue_new": 1.25},
        at={"grid_limit_mw": 9.0},
        pipeline=(Pipeline("hall", "west", "2026", 5.0),),
    )
    assert row(build(inst).pyomo.grid_limit["west", "2026"]) == (
        -inf,
        {"existing_hall_load_mw[west,2026]": 2.0, "new_hall_load_mw[west,2026]": 1.25},
        9.0,
    )


def test_all_chips_share_the_halls() -> None:
    # 4 PFLOPS a MW of a, 1 PFLOPS a MW of b: 5 MW serve 10 PFLOPS with 5/3 of a and 10/3 of b
    inst = one_region(
        10.0,
        performance=4.0,
        price_m=10.0,
        others={"b": (a_chip("b"), 1.0, 1.0)},
        region={"existing_hall_mw": 5.0},
    )
    assert cost(inst) == pytest.approx(50 / 3 + 10 / 3)


def test_upkeep_of_halls_counts_the_existing_at_the_price_of_new_ones() -> None:
    # 0.1 of: three modules at 1.5, and 1 MW of existing and 1 MW of pipeline at 1.5 for 2 MW
    region = {"existing_hall_mw": 1.0, "hall_module_mw": 2.0, "hall_life_years": 1.0, "hall_fixed_om_fraction": 0.1}
    pipeline = (Pipeline("hall", "west", "2026", 1.0),)
    inst = greenfield(demand=16.0, region=region, pipeline=pipeline)
    assert cost(inst) == pytest.approx(8 + 2 + 4.5 + 0.1 * (4.5 + 1.5))


def test_upkeep_of_a_module_follows_its_own_cost() -> None:
    # built in 2026 at 1 for two years, with 0.1 a year; in 2027 a module would cost 100
    region = {"existing_hall_mw": 0.0, "hall_module_mw": 5.0, "hall_life_years": 2.0, "hall_fixed_om_fraction": 0.1}
    inst = one_region(
        years=(2026, 2027),
        region=region,
        at={"hall_module_cost_m": 1.0, "max_hall_modules": 1},
        in_period={"2027": {"hall_module_cost_m": 100.0}},
    )
    assert cost(inst) == pytest.approx(10 + 1 + 2 * 0.1)


def test_a_plan_says_what_stands_in_new_halls() -> None:
    plan = best_plan(greenfield())
    assert plan.modules_built["west", "2026"] == pytest.approx(3.0)
    assert plan.new_hall_load_mw["west", "2026"] == pytest.approx(5.0)
