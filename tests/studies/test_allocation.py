"""Who pays what of tiny common plans, worked out by hand."""

from dataclasses import replace
from math import inf
from typing import Any

import pytest

from models.instance import Instance, single
from models.plan import Plan
from models.records import FleetLine, HostRule, Policy, Selection, Supply, Tier
from planner.solve import Ending, Outcome, SolveOptions, solve
from planner.solve.worth import bound_by_duals, relaxation_worth
from planner.studies.allocation import Allocation, DivisionRule, allocate
from planner.studies.coalitions import PlanningGame, Relaxing
from planner.studies.division import all_to_each, equal_shares
from planner.studies.games.core import Verdict
from planner.studies.games.transfers import Transfer
from planner.studies.members import owners_alone, regions_alone
from planner.studies.solves import Solver
from tests.cases import a_chip, a_link, one_region, two_regions

EXACT = SolveOptions(gap=0.0, threads=1)
RELAXING = Relaxing(relaxation_worth, bound_by_duals)
NAMES = ("east", "west", "middle")
PRICES = {"east": 3.0, "west": 1.0, "middle": 2.0}
"""Of the 5 units that the 10 PFLOPS of each take."""


def three(**changes: Any) -> Instance:
    """Return east, west and middle, each with 10 PFLOPS of demand; a unit costs 3 million, 1 million, 2 million there.

    Alone they pay 15, 5 and 10. East and west together 10, for 10 units in west; middle and west 10; east and middle
    20, for 10 units in middle; all three 15. Porting to the stack costs each of these 1 million more.
    """
    case = two_regions(demand=dict.fromkeys(NAMES[:2], 10.0)).first_case
    usual: dict[str, Any] = {
        "regions": {**case.regions, "middle": replace(case.regions["west"], id="middle")},
        "demand_pflops": {(r, "work", "2026"): 10.0 for r in NAMES},
        "performance_pflops": {("a", "work", r): 2.0 for r in NAMES},
        "chip_price_m": {("a", r, "2026"): price_m for r, price_m in PRICES.items()},
        "host_rules": {("work", o, h): HostRule() for o in NAMES for h in NAMES if o != h},
        "links": {
            "east-west": a_link("east-west", "east", "west"),
            "east-middle": a_link("east-middle", "east", "middle"),
            "middle-west": a_link("middle-west", "middle", "west"),
        },
        "porting_cost_m": {("stack", "work"): 1.0},
    }
    return single(case.replace(**{**usual, **changes}))


def allocated(inst: Instance, **changes: Any) -> Allocation:
    return allocate(inst, regions_alone(inst), Solver(solve), RELAXING, options=EXACT, **changes)


def costs(found: Allocation) -> dict[str, Any]:
    return {
        "+".join(name for name in NAMES if name in s): pytest.approx(cost.most_m, abs=1e-6)
        for s, cost in found.game.costs.items()
    }


def paid(found: Allocation, rule: DivisionRule) -> dict[str, Any]:
    return {name: pytest.approx(cost_m, abs=1e-6) for name, cost_m in found.divisions[rule].cost_m.items()}


def test_three_parties_are_brought_to_their_side_payments() -> None:
    found = allocated(three())
    # Each coalition buys all its units where they are cheapest, and pays the port.
    assert costs(found) == {
        "east": 16.0,
        "west": 6.0,
        "middle": 11.0,
        "east+west": 11.0,
        "west+middle": 11.0,
        "east+middle": 21.0,
        "east+west+middle": 16.0,
    }
    # Savings: east and west 11, west and middle 6, east and middle 6, all 17. What each adds in the orders ewm, emw,
    # wem, wme, mew, mwe: east 0, 0, 11, 11, 6, 11; west 11, 11, 0, 0, 11, 6; middle 6, 6, 6, 6, 0, 0.
    assert paid(found, "shapley") == {"east": 16 - 39 / 6, "west": 6 - 39 / 6, "middle": 11 - 24 / 6}
    # East and west save 11 without middle, which leaves it 17 - 11 = 6 at most: halfway it saves 3 and they 3 more than
    # alone. Of their 14, east with 7 is as far above 0 as west, and each with middle is 4 above 6.
    assert paid(found, "nucleolus") == {"east": 9.0, "west": -1.0, "middle": 8.0}
    # All 15 units stand in west, and the port is the nation's.
    assert found.payments_m == {
        "east": pytest.approx(9.0),
        "west": pytest.approx(-16.0),
        "middle": pytest.approx(8.0),
        "nation": pytest.approx(-1.0),
    }
    assert found.transfers == (
        Transfer("east", "west", pytest.approx(9.0)),
        Transfer("middle", "west", pytest.approx(7.0)),
        Transfer("middle", "nation", pytest.approx(1.0)),
    )
    # 5 units each at the least price of the region: 15, 5 and 10 of 30; alone 16, 6 and 11 of 33; 17 / 3 saved by each.
    assert paid(found, "demand") == {"east": 8.0, "west": 16 / 6, "middle": 16 / 3}
    assert paid(found, "alone") == {"east": 16 * 16 / 33, "west": 16 * 6 / 33, "middle": 16 * 11 / 33}
    assert paid(found, "savings") == {"east": 31 / 3, "west": 1 / 3, "middle": 16 / 3}
    assert paid(found, "equal") == dict.fromkeys(NAMES, 16 / 3)


def test_it_is_told_who_would_leave_and_for_how_much() -> None:
    found = allocated(three())
    # West pays 6 alone and 16 / 3 as everybody; east and west would pay 11 on their own instead of 32 / 3.
    assert found.divisions["equal"].stability.in_core is Verdict.YES
    # The Shapley value lets east and west pay 9.5 - 0.5; all keep what they save.
    assert found.divisions["shapley"].stability.in_core is Verdict.YES
    dear = found.divisions["nucleolus"].stability.tempted
    assert dear is not None
    # Who gains most by leaving loses 3: middle, or east and west.
    assert dear.gain_m.least_m == pytest.approx(-3.0)
    assert found.union is not None
    assert found.union.core_is_empty is Verdict.NO
    # By the cost alone middle and west pay 16 * 17 / 33 = 8.2 of 11, and east and west 10.7 of 11.
    assert found.divisions["alone"].stability.in_core is Verdict.YES


def test_demand_at_marginal_values_is_in_the_core_where_nothing_is_whole() -> None:
    # Without the port everything may be in fractions: a PFLOPS is worth 0.5 wherever it is asked for, and 10 of it 5.
    found = allocated(three(porting_cost_m={}))
    assert paid(found, "duals") == dict.fromkeys(NAMES, 5.0)
    assert found.divisions["duals"].stability.in_core is Verdict.YES


def test_who_brings_the_scarce_units_is_paid_for_them_at_marginal_values() -> None:
    # West's own supply is 8 units of the 15; the 7 others are bought in middle at 2: a PFLOPS is worth 1 million
    # and a unit of west's supply 1 million more than it costs: 8 + 14 = 22 = 3 * 10 - 8.
    supply = (Supply("a", "west", ("west",), {"2026": 8.0}),)
    found = allocated(three(porting_cost_m={}, supplies=supply))
    assert found.game.total.most_m == pytest.approx(22.0)
    assert paid(found, "duals") == {"east": 10.0, "west": 2.0, "middle": 10.0}
    assert found.divisions["duals"].stability.in_core is Verdict.YES


def test_a_coalition_has_the_shares_of_its_members_together() -> None:
    # Of 15 units each has 5, so that nobody is short; with 12 a coalition of two has 8 and needs 10.
    def supplied(units: float) -> Instance:
        return three(supplies=(Supply("a", "nation", NAMES, {"2026": units}),))

    assert allocated(supplied(15.0), rule="equal").game.cost(["east", "west"]).most_m == pytest.approx(11.0)
    short = supplied(12.0)
    game = PlanningGame(short, regions_alone(short), equal_shares(regions_alone(short)), Solver(solve), EXACT)
    pair = frozenset(("east", "west"))
    (limit,) = game.instance_of(pair).first_case.supplies
    assert limit.units_per_year == {"2026": pytest.approx(8.0)}
    assert game.solve([pair]).cost(pair).least_m == inf
    everything = PlanningGame(short, regions_alone(short), all_to_each(regions_alone(short)), Solver(solve), EXACT)
    assert everything.solve([pair]).cost(pair).most_m == pytest.approx(11.0)


def test_a_coalition_crosses_others_only_where_that_is_allowed() -> None:
    # East reaches west over middle alone.
    links = {
        "east-middle": a_link("east-middle", "east", "middle"),
        "middle-west": a_link("middle-west", "middle", "west"),
    }
    inst = three(links=links)
    assert allocated(inst).game.cost(["east", "west"]).most_m == pytest.approx(21.0)
    assert allocated(inst, transit=True).game.cost(["east", "west"]).most_m == pytest.approx(11.0)


def test_without_the_shapley_value_only_coalitions_that_matter_are_solved() -> None:
    # Middle 15 million dearer than west and far from it: bounds tell that pairs with it gain nothing by leaving.
    whole, few = allocated(three()), allocated(three(), pairs=0)
    assert few.shapley is None
    assert paid(few, "nucleolus") == paid(whole, "nucleolus")
    assert len(few.solved) <= len(whole.solved)
    for rule, division in few.divisions.items():
        assert division.stability.in_core is whole.divisions[rule].stability.in_core


def test_coalitions_that_were_not_to_be_solved_leave_a_division_undecided() -> None:
    # Only the three alone and all together are solved: of the pairs a bound is known, and no plan to leave with.
    whole, found = allocated(three(), pairs=0), allocated(three(), pairs=0, most=0)
    assert len(found.solved) == 4
    assert found.refused
    assert sum(found.divisions["nucleolus"].cost_m.values()) == pytest.approx(16.0)
    known = {rule: division.stability.in_core for rule, division in whole.divisions.items() if rule != "nucleolus"}
    assert all(found.divisions[rule].stability.in_core in (known[rule], Verdict.UNDECIDED) for rule in known)
    assert any(division.stability.in_core is Verdict.UNDECIDED for division in found.divisions.values())


def test_a_coalition_whose_solve_ended_without_a_bound_gets_one_from_the_duals() -> None:
    def without_bound(inst: Instance, options: SolveOptions, *, start: Plan | None = None) -> Outcome:
        return replace(solve(inst, options), ending=Ending.TIME_LIMIT, bound_m=None)

    inst = three()
    members = regions_alone(inst)
    planning = PlanningGame(inst, members, all_to_each(members), Solver(without_bound), EXACT)
    solved = planning.solve([frozenset(["east"])]).cost(["east"])
    assert solved.least_m == -inf
    assert solved.most_m == pytest.approx(16.0)
    worth = relaxation_worth(inst)
    assert worth is not None
    assert 0.0 < planning.bound(RELAXING, worth).cost(["east"]).least_m <= 16.0 + 1e-6


def test_sampled_orders_need_no_more_coalitions_than_they_form() -> None:
    found = allocated(three(), pairs=1)
    assert found.shapley is not None
    assert found.shapley.orders == 2
    assert sum(found.shapley.cost_m.values()) == pytest.approx(16.0)


def test_without_a_common_plan_there_is_nothing_to_divide() -> None:
    found = allocated(three(chip_price_m={}))
    assert found.plan is None
    assert found.agreed is None
    assert not found.divisions
    assert not found.transfers


def test_who_has_no_plan_alone_is_not_compared_with_being_alone() -> None:
    # East has no units of its own: only with west or middle has it a plan.
    prices = {("a", r, "2026"): price_m for r, price_m in PRICES.items() if r != "east"}
    found = allocated(three(chip_price_m=prices))
    assert found.alone_m("east").least_m == inf
    assert found.shapley is None
    assert "alone" not in found.divisions
    # East saves 10 with west against being with middle; middle is never needed.
    assert found.divisions["nucleolus"].stability.in_core is Verdict.YES


def test_rules_between_parties_are_named() -> None:
    hub = Policy("hub", "new_units", Selection("region=west", regions=("west",)), Selection(), "total", ">=", 0.6)
    assert allocated(three(policies={"hub": hub})).left_out == ("hub",)


def test_who_owns_the_way_is_paid_for_it() -> None:
    # The carrier has no region; without its line east buys its own units for 15 million, with it west's for 5. West has
    # no demand. East needs both, and all three save 10.
    inst = two_regions(link={"party": "carrier"})
    members = owners_alone(inst)
    assert members == {"east": ("east",), "west": ("west",), "carrier": ()}
    found = allocate(inst, members, Solver(solve), RELAXING, options=EXACT)
    assert {s: cost.most_m for s, cost in found.game.costs.items() if "east" in s} == {
        frozenset(("east",)): pytest.approx(15.0),
        frozenset(("east", "west")): pytest.approx(15.0),
        frozenset(("east", "carrier")): pytest.approx(15.0),
        frozenset(("east", "west", "carrier")): pytest.approx(5.0),
    }
    assert found.game.cost(["carrier"]).most_m == 0.0
    # Each of the three adds the 10 million when it comes last, a third of all orders.
    assert paid(found, "shapley") == {
        "east": pytest.approx(15 - 10 / 3),
        "west": pytest.approx(-10 / 3),
        "carrier": pytest.approx(-10 / 3),
    }
    assert found.divisions["shapley"].stability.in_core is Verdict.YES


def test_chips_of_one_who_stays_away_are_not_there() -> None:
    # The owner has 3 of the 5 units that west needs, in west's halls: alone west buys all 5, together 2.
    fleet = (FleetLine("west", "a", 2026, 3.0, "owner"),)
    inst = one_region(fleet=fleet)
    found = allocate(inst, owners_alone(inst), Solver(solve), RELAXING, options=EXACT)
    assert found.game.cost(["west"]).most_m == pytest.approx(5.0)
    assert found.game.total.most_m == pytest.approx(2.0)
    assert paid(found, "nucleolus") == {"west": pytest.approx(3.5), "owner": pytest.approx(-1.5)}


def test_who_owns_the_platform_is_paid_for_it() -> None:
    # The firm has neither region nor demand; without its tier nothing is shared: 15 million instead of 5.
    inst = two_regions(tiers=(Tier("basic", 1, party="firm"),))
    members = owners_alone(inst)
    assert members == {"east": ("east",), "west": ("west",), "firm": ()}
    found = allocate(inst, members, Solver(solve), RELAXING, options=EXACT)
    assert found.game.cost(["east", "west"]).most_m == pytest.approx(15.0)
    assert found.game.cost(["east", "firm"]).most_m == pytest.approx(15.0)
    assert found.game.total.most_m == pytest.approx(5.0)
    assert paid(found, "shapley") == {"east": 15 - 10 / 3, "west": -10 / 3, "firm": -10 / 3}


def test_who_owns_the_software_bears_the_port_and_is_paid_for_it() -> None:
    # With the firm's software west's work runs on a for 5 million and 1 for the port; without it on b for 10. Of the 4
    # saved each has 2: west pays 8, 3 of it to the firm, which has 2 left.
    inst = one_region(
        chip={"stack": "theirs"},
        others={"b": (a_chip("b"), 2.0, 2.0)},
        porting_cost_m={("theirs", "work"): 1.0},
        port_party={("theirs", "work"): "firm"},
    )
    found = allocate(inst, owners_alone(inst), Solver(solve), RELAXING, options=EXACT)
    assert found.game.cost(["west"]).most_m == pytest.approx(10.0)
    assert found.game.total.most_m == pytest.approx(6.0)
    assert paid(found, "nucleolus") == {"west": 8.0, "firm": -2.0}
    assert found.payments_m == {"west": pytest.approx(3.0), "firm": pytest.approx(-3.0)}
