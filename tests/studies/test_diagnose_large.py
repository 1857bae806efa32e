"""Diagnosis as it is done for large instances, on tiny ones: fractions, and residency for the work that is short."""

from collections.abc import Callable

import pytest

from models.instance import Instance
from models.records import Policy, Selection, Supply
from planner.solve import elastic, solve
from planner.solve.outcome import Progress
from planner.solve.repairs import Change, Changes
from planner.studies import diagnose as diagnosing
from planner.studies.diagnose import Diagnosis, End, Scope, Verdict, diagnose
from planner.studies.room import with_room
from tests.cases import one_region, two_regions


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elastic, "_TREE_NONZEROS", 0)
    monkeypatch.setattr(diagnosing, "_MOST_FLOWS", 0)


def quota(units: float) -> Supply:
    return Supply("a", "nation", ("west",), {"2026": units})


def east_alone() -> Instance:
    """Return two regions of which only west can have chips, where the work of east, 10 PFLOPS, may not go."""
    return two_regions(regions={"east": {"existing_hall_mw": 0.0}}, host_rules={})


def contradiction() -> Instance:
    def units(name: str, sense: str, value: float) -> Policy:
        return Policy(name, "units", Selection(), None, "each period", sense, value)

    return one_region(policies={"few": units("few", "<=", 6.0), "many": units("many", ">=", 9.0)})


def repairs(found: Diagnosis) -> list[dict[tuple[str, ...], float]]:
    return [{change.key: change.needed for change in one.repair.changes} for one in found.repairs if one.has_plan]


def test_an_instance_with_a_plan_needs_no_repair() -> None:
    assert diagnose(one_region(), solve) == Diagnosis(Verdict.PLAN)


def test_a_number_is_moved_before_work_is_given_up() -> None:
    # 10 PFLOPS at 2 each are 5 units; 3 units deliver 6 PFLOPS.
    found = diagnose(one_region(supplies=(quota(3.0),)), solve)
    assert found.verdict is Verdict.NO_PLAN
    assert repairs(found)[:2] == [{("supply_limit", "0", "2026"): 5.0}, {("demand", "west", "work", "2026"): 6.0}]
    assert found.repairs[0].repair.changes[0].nearest
    assert not found.repairs[0].repair.proven


def test_a_conflict_is_shown_with_fractions() -> None:
    found = diagnose(contradiction(), solve)
    assert found.clash is not None
    assert set(found.clash.keys) == {("policy_limit", "few"), ("policy_limit", "many")}
    assert (found.clash.minimal, found.clash.fractions) == (True, True)


def test_residency_is_looked_at_where_only_less_work_would_help() -> None:
    found = diagnose(east_alone(), solve)
    assert found.scope is Scope.SHORT
    assert found.movable == {("east", "work")}
    assert {("host_share_limit", "work", "east", "west"): 1.0} in repairs(found)


def test_residency_stays_where_no_work_is_short() -> None:
    # Less work does not make 9 units of 6.
    assert diagnose(contradiction(), solve).scope is Scope.NO_SHORTAGE


def test_residency_of_too_much_work_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnosing, "_MOST_MORE_FLOWS", 0)
    found = diagnose(east_alone(), solve)
    assert found.scope is Scope.TOO_MUCH
    assert repairs(found)


def at_phase(name: str) -> Callable[[Progress], None]:
    def stop(progress: Progress) -> None:
        if progress.phase == name:
            raise KeyboardInterrupt

    return stop


@pytest.mark.parametrize("phase", ["limits", "repair 1"])
def test_a_stop_before_that_leaves_open_which_work_is_short(phase: str) -> None:
    found = diagnose(east_alone(), solve, on_progress=at_phase(phase))
    assert (found.end, found.scope) == (End.INTERRUPTED, Scope.NOT_REACHED)


def test_a_stop_while_residency_is_looked_at_keeps_what_is_short() -> None:
    found = diagnose(east_alone(), solve, on_progress=at_phase("residency and latency"))
    assert (found.end, found.scope) == (End.INTERRUPTED, Scope.SHORT)


def test_a_repair_has_room_for_what_comes_in_whole_pieces() -> None:
    # 94 PFLOPS are 47 units, in lots of 8 they are 48. Fractions ask for 47; a twentieth of the way from 20 is 1.35,
    # and of whole units that is 49.
    found = diagnose(one_region(94.0, supplies=(quota(20.0),), chip={"lot_size": 8}), solve)
    (first, *_) = found.repairs
    assert first.has_plan
    assert {change.key: change.needed for change in first.repair.changes} == {("supply_limit", "0", "2026"): 49.0}
    assert not first.repair.changes[0].nearest


def test_small_numbers_get_no_room() -> None:
    few = Changes((Change("policy_limit", ("share",), 0.3, 0.35),), proven=True, needed=True)
    assert with_room(few) == few
    less = Changes((Change("policy_limit", ("most",), 900.0, 700.0, nearest=True),), proven=True, needed=True)
    assert [change.needed for change in with_room(less).changes] == [690.0]
