"""Trees taken apart into their futures: the stages of shared decisions, and the plan and bounds that come of it."""

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from models.audit.audit import audit
from models.ids import PeriodId, ScenarioId
from models.instance import Instance
from models.plan import Plan
from models.records import FleetLine
from models.tree import Branch, grow
from planner.errors import SolverError
from planner.solve import Ending, Progress, SolveOptions, solve
from planner.solve.hedging import solve as apart
from planner.solve.hedging.groups import groups_of, size_of
from planner.solve.hedging.launch import launch
from planner.solve.hedging.problem import Problem
from planner.solve.hedging.shared import padding_of, shared_decisions
from planner.solve.hedging.solve import can_be_taken_apart, solve_by_future, together
from planner.solve.hedging.stages import stages_of
from tests.cases import a_chip, four_futures, one_region, two_futures
from tests.solving import best_plan

YEARS = ("2026", "2027", "2028")


def three_stages() -> Instance:
    """Return a tree that parts in 2027 and, on one side, once more in 2028; on that side there is a dear chip more."""
    demand = {"calm": (10, 10), "boom": (20, 20), "bust": (20, 10)}
    cases = {}
    for name, (first, second) in demand.items():
        pflops = {"2026": 10.0, "2027": first, "2028": second}
        case = one_region(pflops, years=(2026, 2027, 2028), others={"b": (a_chip("b"), 50.0, 2.0)}).first_case
        prices = {key: price_m for key, price_m in case.chip_price_m.items() if key[0] == "a" or name != "calm"}
        cases[ScenarioId(name)] = case.replace(chip_price_m=prices)
    branches = [
        Branch(ScenarioId("calm"), 0.5),
        Branch(ScenarioId("boom"), 0.3, ScenarioId("calm"), PeriodId("2027")),
        Branch(ScenarioId("bust"), 0.2, ScenarioId("boom"), PeriodId("2028")),
    ]
    return Instance("three stages", grow(tuple(map(PeriodId, YEARS)), branches), cases)


def test_futures_that_part_at_once_share_one_stage() -> None:
    found = stages_of(four_futures())
    assert {(stage.name, stage.periods) for way in found.values() for stage in way} == {("ROOT", ("2026",))}
    assert list(found) == ["2027", "2027/middle", "2027/high", "2027/top"]


def test_futures_that_part_one_after_the_other_share_stages_below_each_other() -> None:
    found = stages_of(three_stages())
    names = {leaf: [(stage.name, stage.periods) for stage in way] for leaf, way in found.items()}
    assert names == {
        "2028": [("ROOT", ("2026",)), ("ROOT_0", ("2027",))],
        "2028/boom": [("ROOT", ("2026",)), ("ROOT_1", ("2027",))],
        "2028/bust": [("ROOT", ("2026",)), ("ROOT_1", ("2027",))],
    }
    assert [way[1].probability for way in found.values()] == pytest.approx([0.5, 0.5, 0.5])


def test_futures_that_part_last_stay_together_where_their_model_is_small() -> None:
    tree = three_stages()
    calm, *boom = tree.tree.leaves
    of_boom = size_of(tree.part(boom))
    groups = groups_of(tree, of_boom)
    assert [(group.leaves, [stage.name for stage in group.stages]) for group in groups] == [
        ((calm,), ["ROOT"]),
        (tuple(boom), ["ROOT"]),
    ]
    assert [group.probability for group in groups] == pytest.approx([0.5, 0.5])
    alone = groups_of(tree, of_boom - 1)
    assert [(group.leaves, len(group.stages)) for group in alone] == [((leaf,), 2) for leaf in tree.tree.leaves]


def test_a_part_of_a_tree_has_the_probabilities_of_its_futures_given_that_one_of_them_comes() -> None:
    tree = three_stages()
    part = tree.part(tree.tree.leaves[1:])
    chances = {outcome.id: outcome.probability for outcome in part.tree.outcomes}
    assert chances == pytest.approx({"2026": 1.0, "2027/boom": 1.0, "2028/boom": 0.6, "2028/bust": 0.4})


def test_the_plans_of_futures_that_agree_make_the_plan_of_the_tree() -> None:
    inst = four_futures()
    whole = best_plan(inst)
    parts = {}
    for leaf in inst.tree.leaves:
        way = {*inst.tree.outcome_path(leaf), *inst.tree.node_path(inst.tree.outcome(leaf).node)}
        tables = {
            name: {key: value for key, value in getattr(whole, name).items() if way & set(map(str, key))}
            for name in ("bought_units", "run", "confined_run", "served")
        }
        parts[(leaf,)] = replace(whole, cost_m=0.0, **tables)
    plan = together(inst, parts)
    assert plan.cost_m == pytest.approx(16.0)
    assert audit(inst, plan).passed


def test_a_year_that_futures_share_is_operated_as_in_the_first_of_them() -> None:
    # The fleet has 5 units of either type, and either alone does the work of 10 PFLOPS.
    fleet = (FleetLine("west", "a", 2025, 5.0), FleetLine("west", "b", 2025, 5.0))
    chips = {"chip": {"lifetime_years": 3.0}, "others": {"b": (a_chip("b", lifetime_years=3.0), 1.0, 2.0)}}
    inst = two_futures(*(one_region(years=(2026, 2027), fleet=fleet, **chips) for _ in range(2)), differ="2027")
    plans = {}
    for k, leaf in zip(("a", "b"), inst.tree.leaves, strict=True):
        way = inst.tree.outcome_path(leaf)
        work = {("west", k, "work", e, "year"): 10.0 for e in way}
        at_home = {("west", "west", None, "work", (), e, "year"): 10.0 for e in way}
        plans[(leaf,)] = Plan(0.0, run=work, confined_run=work, served=at_home)
    plan = together(inst, plans)
    assert {(k, e) for _, k, _, e, _ in plan.run} == {("a", "2026"), ("a", "2027"), ("b", "2027/high")}
    assert audit(inst, plan).passed


def test_futures_share_the_decisions_that_all_of_them_have() -> None:
    inst = four_futures()
    assert shared_decisions(inst, groups_of(inst, 0)) == {"ROOT": (("bought_units", ("west", "a", "2026")),)}
    tree = three_stages()
    alone = groups_of(tree, 0)
    found = shared_decisions(tree, alone)
    assert found["ROOT_1"] == tuple(("bought_units", ("west", k, "2027/boom")) for k in ("a", "b"))
    assert padding_of(alone, found) == {"ROOT": 0, "ROOT_0": 1, "ROOT_1": 0}


def test_futures_that_share_nothing_are_solved_alone() -> None:
    low, high = (one_region(pflops) for pflops in (10.0, 20.0))
    tree = two_futures(low, high, differ="2026", chance=0.25)
    found = solve_by_future(tree, SolveOptions(gap=0.0, threads=1), solve)
    # 5 and 10 units
    assert found.cost_m == pytest.approx(0.75 * 5 + 0.25 * 10)
    assert found.bound_m == pytest.approx(0.75 * 5 + 0.25 * 10)
    assert found.plan is not None
    assert audit(tree, found.plan).passed


def test_risk_ties_the_futures_so_that_they_stay_together() -> None:
    assert can_be_taken_apart(four_futures())
    assert not can_be_taken_apart(four_futures(risk_weight=0.5))
    assert not can_be_taken_apart(one_region())


def test_a_launcher_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SolverError, match="'no-such-launcher -n 3' cannot be started"):
        launch(Problem(four_futures(), (), {}, 0.01, 1.0), tmp_path, "no-such-launcher -n 3", lambda standing: None)


def test_as_many_processes_lead_bound_and_try_and_each_has_a_future() -> None:
    inst = four_futures()
    problem = Problem(inst, groups_of(inst, 0), {}, 0.01, 1.0)
    assert [processes for processes in range(1, 20) if problem.why_refused(processes) is None] == [3, 6, 9, 12]
    assert problem.why_refused(4) == (
        "it starts 4 processes, but for 4 futures it has to start a multiple of 3, and at most 12"
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("inst", "cost_m", "largest"),
    # Three stages: 5 units in 2026; 5 or 10 in 2027; 5, 10 or 5 in 2028.
    [
        (four_futures(), 16.0, 0),
        (three_stages(), 5 + 0.5 * 5 + 0.5 * 10 + 0.7 * 5 + 0.3 * 10, 0),
        (three_stages(), 5 + 0.5 * 5 + 0.5 * 10 + 0.7 * 5 + 0.3 * 10, 1000),
    ],
    ids=("four futures", "three stages", "three stages in two groups"),
)
def test_bounds_of_futures_apart_hold_the_cost_of_the_best_plan_between_them(
    inst: Instance, cost_m: float, largest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "LARGEST_GROUP", largest)
    seen: list[Progress] = []
    found = solve_by_future(inst, SolveOptions(gap=0.02, time_limit_s=3000.0, threads=1), solve, seen.append)
    assert found.plan is not None
    assert found.bound_m is not None
    assert found.ending is Ending.GAP_REACHED
    assert found.bound_m <= cost_m + 1e-6
    assert found.cost_m is not None
    assert cost_m - 1e-6 <= found.cost_m <= cost_m * 1.02 + 1e-6
    assert audit(inst, found.plan).passed
    assert seen[-1].bound_m is not None


@pytest.mark.slow
def test_futures_with_other_prices_of_what_they_share_have_a_bound_that_holds() -> None:
    cheap, dear = (
        one_region(pflops, years=(2026, 2027), price_m={"2026": price_m, "2027": 8.0}, chip={"lifetime_years": 2.0})
        for pflops, price_m in ((10.0, 1.0), (20.0, 3.0))
    )
    tree = two_futures(cheap, dear, differ="2026", decide="2027")
    found = solve_by_future(tree, SolveOptions(gap=0.01, time_limit_s=3000.0, threads=1), solve)
    # The 10 units that the dear future needs are bought in both: 0.5 * 10 * 1 + 0.5 * 10 * 3
    assert found.cost_m == pytest.approx(20.0)
    assert found.bound_m is not None
    assert found.bound_m <= 20.0 + 1e-6


@pytest.mark.slow
def test_a_pass_that_does_not_end_in_time_leaves_no_plan_and_is_no_failure() -> None:
    found = solve_by_future(four_futures(), SolveOptions(gap=0.0, time_limit_s=0.1, threads=1), solve)
    assert found.ending is Ending.TIME_LIMIT
    assert found.plan is None
    assert found.notes == ("no decisions were found that do for all futures",)


@pytest.mark.slow
def test_a_future_without_a_plan_leaves_the_tree_without_one() -> None:
    # 40 PFLOPS are 20 units at 1 MW, and the halls have 10 MW.
    fits, does_not = (
        one_region({"2026": 10.0, "2027": pflops}, years=(2026, 2027), region={"existing_hall_mw": 10.0})
        for pflops in (10.0, 40.0)
    )
    tree = two_futures(fits, does_not, differ="2027")
    found = solve_by_future(tree, SolveOptions(gap=0.0, time_limit_s=60.0, threads=1), solve)
    assert found.ending is Ending.INFEASIBLE
    assert found.plan is None
    assert found.notes == ("the futures that end in 2027/high have no plan, whatever is decided for the others",)


@pytest.mark.slow
def test_the_processes_end_with_a_planner_that_is_killed(tmp_path: Path) -> None:
    # Without a gap to reach, the four futures are searched until the time is over.
    program = (
        "from planner.solve import SolveOptions, solve\n"
        "from planner.solve.hedging.solve import solve_by_future\n"
        "from tests.cases import four_futures\n"
        "def tell(progress):\n"
        "    if progress.best_m is not None:\n"
        "        print('under way', flush=True)\n"
        "solve_by_future(four_futures(), SolveOptions(gap=0.0, time_limit_s=3000.0), solve, tell)\n"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    planner = subprocess.Popen([sys.executable, "-c", program], env=environment, stdout=subprocess.PIPE, text=True)
    with planner:
        assert planner.stdout is not None
        assert planner.stdout.readline() == "under way\n"
        assert running(tmp_path)
        planner.kill()
    until = time.monotonic() + 60.0
    while running(tmp_path) and time.monotonic() < until:
        time.sleep(0.2)
    assert not running(tmp_path)
    assert not list(tmp_path.glob("planner-*"))  # nor is their folder left


def running(folder: Path) -> list[str]:
    """Return the command lines of the processes that work in a folder; they name it."""
    listed = subprocess.run(["ps", "-ww", "-eo", "args"], stdout=subprocess.PIPE, text=True, check=True)
    return [line for line in listed.stdout.splitlines() if str(folder) in line]


@pytest.mark.slow
def test_a_stop_keeps_the_best_decisions_so_far(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    def stop(progress: Progress) -> None:
        if progress.best_m is not None:
            raise KeyboardInterrupt

    options = SolveOptions(gap=0.0, time_limit_s=600.0, threads=1)
    found = solve_by_future(four_futures(), options, solve, stop)
    assert found.ending is Ending.INTERRUPTED
    assert found.plan is not None
    assert audit(four_futures(), found.plan).passed
    assert list(tmp_path.iterdir()) == []  # nothing is left where the planner was called
