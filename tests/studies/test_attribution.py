"""Where a difference in cost comes from, with figures worked out by head."""

from dataclasses import replace

import pytest

from models.instance import Instance
from models.plan import Plan
from models.records import Supply
from planner.solve import Ending, Outcome, SolveOptions, solve
from planner.studies.attribution import Attribution, attribute
from planner.studies.known import FAILED_AUDIT, NO_PLAN, NOT_FOUND, Effect, Known, difference, known_of
from planner.studies.solves import Solver
from tests.cases import a_chip, one_region

OPTIONS = SolveOptions(gap=0.0, threads=1, prices=False)


def two_chips() -> Instance:
    """Return west with 10 PFLOPS of demand, chip a at 1 million a unit and chip b at 3, each of 2 PFLOPS."""
    return one_region(others={"b": (a_chip("b"), 3.0, 2.0)})


def dearer(inst: Instance) -> Instance:
    """Return the instance in which the cheap chip costs 2 instead of 1."""
    prices = {key: 2.0 if key[0] == "a" else price for key, price in inst.first_case.chip_price_m.items()}
    return inst.with_cases(chip_price_m=prices)


def scarcer(inst: Instance) -> Instance:
    """Return the instance with 3 units of the cheap chip."""
    return inst.with_cases(supplies=(Supply("a", "nation", ("west",), {"2026": 3.0}),))


def solved(inst: Instance) -> Known:
    return known_of(solve(inst, OPTIONS))


@pytest.fixture(scope="module")
def found() -> Attribution:
    # 10 PFLOPS at 2 a unit are 5 units: 5 of a at 1 cost 5; at 2 they cost 10. With 3 of a, 2 of b at 3 are needed:
    # 3 + 6 = 9. With both, 6 + 6 = 12.
    base = two_chips()
    both = scarcer(dearer(base))
    alone = {"price": dearer(base), "quota": scarcer(base)}
    return attribute(solved(base), solved(both), alone, Solver(solve), OPTIONS, order=("price", "quota"))


def test_a_price_and_a_quota_have_the_effects_of_their_arithmetic(found: Attribution) -> None:
    assert found.whole is not None
    assert found.whole.best_m == pytest.approx(7.0)
    assert {share.group: share.effect.best_m for share in found.shares if share.effect is not None} == pytest.approx(
        {"price": 5.0, "quota": 4.0}
    )


def test_what_the_groups_leave_is_interaction(found: Attribution) -> None:
    # 5 + 4 are 9, and the whole is 7: with fewer units of a its price matters less.
    assert found.together is not None
    assert found.interaction is not None
    assert found.together.best_m == pytest.approx(9.0)
    assert found.interaction.best_m == pytest.approx(-2.0)


def test_one_after_the_other_the_groups_make_the_whole(found: Attribution) -> None:
    # From 5 to 10 by the price, and from there to 12 by the quota.
    in_turn = [share.in_turn.best_m for share in found.shares if share.in_turn is not None]
    assert in_turn == pytest.approx([5.0, 2.0])


def test_an_exact_effect_has_no_room_for_doubt(found: Attribution) -> None:
    effect = found.shares[0].effect
    assert effect is not None
    assert (effect.least_m, effect.most_m) == pytest.approx((5.0, 5.0), abs=1e-5)


def test_an_effect_lies_between_what_the_gaps_leave_open() -> None:
    # A cheapest cost in 95 to 100, and one in 110 to 120: they differ by 10 at least and by 25 at most.
    a, b = Known(100.0, 95.0), Known(120.0, 110.0)
    assert difference([(1.0, b), (-1.0, a)]) == Effect(20.0, 10.0, 25.0)


def test_the_rounding_of_arithmetic_is_no_effect() -> None:
    assert difference([(1.0, Known(0.1 + 0.2, 0.3)), (-1.0, Known(0.3, 0.3))]) == Effect(0.0, 0.0, 0.0)


def test_without_a_bound_it_is_not_known_how_sure_an_effect_is() -> None:
    assert difference([(1.0, Known(120.0)), (-1.0, Known(100.0, 95.0))]) == Effect(20.0, None, None)


def test_without_a_plan_there_is_no_effect() -> None:
    assert difference([(1.0, Known(why=NO_PLAN)), (-1.0, Known(100.0, 95.0))]) is None


def test_interaction_counts_the_first_cost_only_as_often_as_it_stands_in_it() -> None:
    # Of three groups: b - (x + y + z) + 2 a. With a in 9 to 10, b 20, x, y and z 12 each: 20 - 36 + 20 = 4 at most, and
    # with a at 9: 2 at least.
    a, b = Known(10.0, 9.0), Known(20.0, 20.0)
    alone = dict.fromkeys("xyz", Known(12.0, 12.0))
    found = attribute(a, b, alone, Solver(solve), OPTIONS)
    assert found.interaction == Effect(4.0, 2.0, 4.0)
    assert found.together == Effect(6.0, 6.0, 9.0)


def test_what_is_known_is_not_solved_again() -> None:
    def never(_inst: Instance, _options: SolveOptions, *, start: Plan | None = None) -> Outcome:
        raise AssertionError("no solve is needed")

    found = attribute(Known(5.0, 5.0), Known(6.0, 6.0), {"price": Known(6.0, 6.0)}, Solver(never), OPTIONS)
    assert found.solves == 0
    assert found.interaction == Effect(0.0, 0.0, 0.0)


def test_a_group_that_leaves_no_plan_says_so_and_leaves_no_sum() -> None:
    base = two_chips()
    none = base.with_cases(supplies=tuple(Supply(k, "nation", ("west",), {"2026": 1.0}) for k in ("a", "b")))
    found = attribute(solved(base), Known(why=NOT_FOUND), {"quota": none}, Solver(solve), OPTIONS)
    (share,) = found.shares
    assert (share.effect, share.alone.why) == (None, NO_PLAN)
    assert (found.whole, found.together, found.interaction) == (None, None, None)


def test_the_ends_are_known_as_well_as_any_solve_knows_them() -> None:
    base = two_chips()
    vague = Known(6.0, 4.0)
    found = attribute(vague, vague, {"price": vague}, Solver(solve), OPTIONS, again={"a": base})
    # The cheapest cost is 5, so that the vague one differs by -1 to 1.
    assert found.whole is not None
    assert (found.whole.best_m, found.whole.least_m, found.whole.most_m) == pytest.approx((1.0, -1.0, 1.0), abs=1e-5)


def test_a_search_that_ended_without_a_plan_is_told_from_one_that_cannot_have_one() -> None:
    assert known_of(Outcome(Ending.TIME_LIMIT)).why == NOT_FOUND
    assert known_of(Outcome(Ending.INFEASIBLE)).why == NO_PLAN
    assert replace(Known(1.0), bound_m=0.5).sharpened(Known(2.0, 0.8)) == Known(1.0, 0.8)


def test_a_plan_that_breaks_a_rule_is_none() -> None:
    def wrong(inst: Instance, options: SolveOptions, *, start: Plan | None = None) -> Outcome:
        outcome = solve(inst, options)
        assert outcome.plan is not None
        return replace(outcome, plan=replace(outcome.plan, bought_units={}))

    base = two_chips()
    found = attribute(solved(base), Known(7.0, 7.0), {"price": dearer(base)}, Solver(wrong), OPTIONS)
    assert (found.shares[0].effect, found.shares[0].alone.why) == (None, FAILED_AUDIT)


def test_a_group_that_is_all_there_is_has_the_whole_effect_however_well_the_ends_are_known() -> None:
    base, b = two_chips(), Known(12.0, 8.0)
    again = {"a": base, "b": scarcer(base)}
    found = attribute(Known(6.0, 4.0), b, {"quota": b}, Solver(solve), OPTIONS, again=again)
    # 9 less 5, exactly.
    assert found.shares[0].effect == found.whole
    assert found.whole is not None
    assert (found.whole.least_m, found.whole.most_m) == pytest.approx((4.0, 4.0), abs=1e-5)
