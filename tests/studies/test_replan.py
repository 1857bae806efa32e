"""Plans again with new data, each worked out by hand."""

from typing import Any

import pytest

from models.instance import Instance
from models.plan import Plan
from models.records import FleetLine, Selection
from planner.solve import SolveOptions, solve
from planner.studies.holding import holding, price_m
from planner.studies.replan import Change, Replan, holds_of, replan
from planner.studies.solves import Solver
from tests.cases import a_chip, a_module, one_region, two_regions
from tests.rules import a_commitment
from tests.solving import best_plan

EXACT = SolveOptions(gap=0.0, threads=1, prices=False)
YEARS = (2026, 2027)


def study(
    old: Instance, new: Instance, locked_before: int | None = None, later: Any = "preferred", **changes: Any
) -> Replan:
    holds = holds_of(new, locked_before, later=later)
    return replan(old, best_plan(old), new, Solver(solve), holds=holds, options=EXACT, **changes)


def with_b(price_m: float, **changes: Any) -> Instance:
    """Return 10 PFLOPS in each of two years: 5 units a year, of chip a at 1 million or of chip b at this price."""
    return one_region(years=YEARS, others={"b": (a_chip("b"), price_m, 2.0)}, **changes)


def test_what_is_locked_stays_and_the_rest_is_changed_where_it_pays() -> None:
    # Planned with b at 2: 5 of a each year. Now b costs 0.5. 2026 is locked: 5 million; from 2027 on changing costs
    # 0.1 for each a left out and 0.05 for each b taken in, 0.75 in all, and b costs 2.5: 7.5 without the charge.
    found = study(with_b(2.0), with_b(0.5), locked_before=2027)
    assert found.kept.known.cost_m == pytest.approx(8.25)
    assert found.departure_m == pytest.approx(0.75)
    assert found.known.cost_m == pytest.approx(7.5)
    assert found.free.known.cost_m == pytest.approx(5.0)
    assert found.price_of_keeping is not None
    assert found.price_of_keeping.best_m == pytest.approx(2.5)
    assert found.changes == (
        Change("bought_units", ("west", "a"), "2027", pytest.approx(5.0), 0.0, "preferred"),
        Change("bought_units", ("west", "b"), "2027", 0.0, pytest.approx(5.0), "preferred"),
    )


def test_what_saves_less_than_changing_costs_is_not_changed() -> None:
    # b saves 0.1 a unit; at 10 % of the prices changing costs 0.1 + 0.09 for each unit, at 1 % a tenth of that
    assert study(with_b(2.0), with_b(0.9)).changes == ()
    assert len(study(with_b(2.0), with_b(0.9), changing=0.01).changes) == 4


def test_what_is_free_is_planned_anew() -> None:
    found = study(with_b(2.0), with_b(0.5), later="free")
    assert found.kept.known.cost_m == found.free.known.cost_m == pytest.approx(5.0)
    assert found.holding.commitments == {}


def test_locked_decisions_that_cannot_be_kept_are_named() -> None:
    # 5 units of 1 MW were planned; the grid now gives 3 MW, and 4 PFLOPS may stay undone at 100 million each.
    workload = {"unmet_penalty_m_per_pflops": 100.0}
    old, new = (one_region(at={"grid_limit_mw": mw}, workload=workload) for mw in (9.0, 3.0))
    found = study(old, new, locked_before=2030)
    assert found.kept.plan is None
    assert [(one.before, one.after, one.hold) for one in found.changes] == [
        (pytest.approx(5.0), pytest.approx(3.0), "locked")
    ]


def test_what_the_new_data_do_not_know_is_named() -> None:
    old = with_b(0.5)
    found = study(old, one_region(years=(2027, 2028)), locked_before=2030)
    unknown = {(one.place, one.period) for one in found.holding.unknown}
    assert unknown == {(("west", "b"), "2026"), (("west", "b"), "2027")}
    # of 2027 it is known that no a was bought: the lock cannot be kept; of 2028 nothing is known
    a = next(one for one in found.changes if one.place == ("west", "a"))
    assert a == Change("bought_units", ("west", "a"), "2027", 0.0, pytest.approx(5.0), "locked")
    assert {one.selection.periods for one in found.holding.commitments.values()} == {("2027",)}


def test_all_of_a_plan_can_be_locked() -> None:
    modules = {"wave": a_module("wave", 4.0, 1.0, 3), "fibre": a_module("fibre", 9.0, 3.0, 3)}
    fleet = (FleetLine("west", "a", 2025, 2.0), FleetLine("west", "a", 2026, 1.0))
    link = {"modules": modules, "opening_cost_m": 2.0, "existing_gbps": 0.0}
    inst = two_regions(link=link, fleet=fleet, chip={"lifetime_years": 2.0})
    early = a_commitment("retired_units", "=", 2.0, selection=Selection(years=(2025,)))
    plan = best_plan(inst.with_cases(commitments=early))
    assert plan.retired_units == {("west", "a", 2025, "2026"): pytest.approx(2.0)}
    held = holding(inst, plan, inst, {"2026": "locked"}, 0.1)
    kept = best_plan(inst.with_cases(commitments=dict(held.commitments)))
    for decision in ("bought_units", "retired_units", "link_opened", "circuits_added", "tier_joined"):
        assert getattr(kept, decision) == pytest.approx(getattr(plan, decision)), decision


def test_the_price_of_a_decision_is_what_ordering_one_costs() -> None:
    case = one_region(
        at={"opening_cost_m": 4.0, "hall_module_cost_m": 2.0}, porting_cost_m={("s", "work"): 3.0}
    ).first_case
    assert price_m(case, "bought_units", ("west", "a"), "2026") == 1.0
    assert price_m(case, "opened", ("west",), "2026") == 4.0
    assert price_m(case, "modules_built", ("west",), "2026") == 2.0
    assert price_m(case, "stack_ported", ("s", "work"), "2026") == 3.0
    assert price_m(case, "retired_units", ("west", "a", 2020), "2026") == 0.0


def test_decisions_that_futures_take_apart_are_free() -> None:
    assert holding(one_region(), Plan(0.0), one_region(), {"2026": "free"}, 0.1).commitments == {}
