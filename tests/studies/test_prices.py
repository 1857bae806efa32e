"""Prices of tiny plans, by duals and by planning again, worked out by hand."""

from typing import Any

import pytest

from models.instance import Instance
from models.records import Budget, Supply
from planner.solve import SolveOptions, solve
from planner.solve.price_parts import price_parts
from planner.studies.prices import Probe, Tried, moved, parts_by_region, prices_by_region, try_prices
from planner.studies.solves import Solver
from tests.cases import a_chip, one_region, two_regions

EXACT = SolveOptions(gap=0.0, threads=1)


def scarce(**changes: Any) -> Instance:
    """Return west, which needs 5 units: 4 of chip a at 1 million, and a fifth of chip b at 2 million."""
    supply = (Supply("a", "nation", ("west",), {"2026": 4.0}),)
    return one_region(supplies=supply, others={"b": (a_chip("b", **changes), 2.0, 2.0)})


def tried(inst: Instance, **changes: Any) -> dict[str, Tried]:
    return {one.probe.kind: one for one in try_prices(inst, Solver(solve), options=EXACT, **changes).tried}


def test_a_dual_that_holds_is_what_planning_again_says() -> None:
    # A hundredth more of a, 0.04 units, replaces as many of b and saves 0.04. 0.1 PFLOPS more take 0.05 of b for 0.1.
    found = tried(scarce())
    supply, demand = found["supply"], found["demand"]
    assert (supply.probe.name, supply.probe.value, supply.probe.step) == ("a, nation", 4.0, pytest.approx(0.04))
    assert supply.probe.long_run_m == pytest.approx(0.04)
    assert supply.saved is not None
    assert supply.saved.best_m == pytest.approx(0.04)
    assert supply.error_fraction == pytest.approx(0.0, abs=1e-6)
    assert demand.probe.long_run_m == pytest.approx(-0.1)
    assert demand.saved is not None
    assert demand.saved.best_m == pytest.approx(-0.1)


def test_whole_lots_are_what_a_dual_does_not_see() -> None:
    # B comes in lots of one: for 0.05 units more two lots stand beside 3.05 of a, 7.05 million instead of 6; the dual
    # takes lots in fractions and says 0.1.
    demand = tried(scarce(lot_size=1.0))["demand"]
    assert demand.probe.long_run_m == pytest.approx(-0.1)
    assert demand.saved is not None
    assert demand.saved.best_m == pytest.approx(-1.05)
    assert demand.error_fraction == pytest.approx(0.1 / 1.05 - 1.0)


def test_only_so_many_are_tried() -> None:
    study = try_prices(scarce(), Solver(solve), most=0, options=EXACT)
    assert study.tried == ()
    assert {one.kind for one in study.others} == {"supply", "demand"}


def test_without_a_plan_nothing_is_tried() -> None:
    study = try_prices(one_region(price_m={}), Solver(solve), options=EXACT)
    assert (study.tried, study.others, study.prices) == ((), (), None)


def test_each_kind_moves_one_value() -> None:
    budget = Budget("cash", "nation", ("east", "west"), ("line",), True, {"2026": 50.0}, ("chip",))
    inst = two_regions(
        supplies=(Supply("a", "nation", ("east", "west"), {"2026": 8.0}),),
        budgets={"cash": budget},
        at={"east": {"grid_limit_mw": 30.0}},
    )

    def after(kind: Any, name: str, period: str | None) -> Any:
        return moved(inst, Probe(kind, name, period, 1.0, 0.5, 0.0, 0.0)).first_case

    assert after("supply", "a, nation", "2026").supplies[0].units_per_year == {"2026": 8.5}
    assert after("grid", "east", "2026").regions["east"].at["2026"].grid_limit_mw == 30.5
    assert after("link", "line", None).links["line"].existing_gbps == 100.5
    assert after("budget", "cash", "2026").budgets["cash"].amount_m == {"2026": 50.5}
    assert after("demand", "east, work", "2026").demand_pflops == {("east", "work", "2026"): 10.5}


def test_a_grid_that_binds_and_a_budget_that_binds_are_worth_what_they_save() -> None:
    # West's grid takes 4 of the 5 units at 1 million; the fifth is bought in east at 3: a MW more saves 2.
    grid = tried(two_regions(at={"west": {"grid_limit_mw": 4.0}}))["grid"]
    assert (grid.probe.name, grid.probe.long_run_m) == ("west", pytest.approx(2 * 0.04))
    assert grid.error_fraction == pytest.approx(0.0, abs=1e-6)
    # With cash for 4 units of the 5, 2 PFLOPS stay undone at 5 million each: a million more does 2 more and costs 1.
    cash = Budget("cash", "nation", ("west",), (), True, {"2026": 4.0}, ("chip",))
    inst = one_region(budgets={"cash": cash}, workload={"unmet_penalty_m_per_pflops": 5.0})
    budget = tried(inst)["budget"]
    assert budget.probe.long_run_m == pytest.approx(9 * 0.04)
    assert budget.error_fraction == pytest.approx(0.0, abs=1e-6)


def test_a_link_that_is_full_is_worth_what_crosses_it() -> None:
    # 8 of 10 PFLOPS reach west at 0.5 a PFLOPS; in east one costs 1.5: a Gbps more saves 1.
    link = tried(two_regions(link={"existing_gbps": 8.0}))["link"]
    assert link.probe.long_run_m == pytest.approx(0.08)
    assert link.error_fraction == pytest.approx(0.0, abs=1e-6)


def test_the_price_of_compute_tells_regions_apart() -> None:
    inst = two_regions(demand={"east": 10.0, "west": 2.0}, link={"carrying_cost_m_per_gbps": 0.1})
    study = try_prices(inst, Solver(solve), most=0, options=EXACT)
    (by_region,) = prices_by_region(inst, study.prices).values()
    assert by_region == {"east": pytest.approx(0.6, abs=1e-3), "west": pytest.approx(0.5, abs=1e-3)}


def test_the_parts_of_prices_add_up_by_region() -> None:
    inst = two_regions(demand={"east": 10.0, "west": 2.0}, link={"carrying_cost_m_per_gbps": 0.1})
    study = try_prices(inst, Solver(solve), most=0, options=EXACT, parts_of=price_parts)
    (parts,), (prices,) = parts_by_region(inst, study.parts).values(), prices_by_region(inst, study.prices).values()
    assert {r: sum(made_of.values()) for r, made_of in parts.items()} == pytest.approx(prices)
    assert parts["east"]["network"] == pytest.approx(0.1)
