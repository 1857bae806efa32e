"""Who pays what, and who earns what, where several parties have demand in one region: worked out by hand."""

from typing import Any

import pytest

from models.ids import PartyId
from models.instance import Instance
from models.records import Offer, Supply, Tier
from planner.solve import SolveOptions, solve
from planner.solve.worth import bound_by_duals, relaxation_worth
from planner.studies.allocation import Allocation, DivisionRule, allocate
from planner.studies.business import BusinessCase, Tariff, business
from planner.studies.coalitions import PlanningGame, Relaxing
from planner.studies.division import equal_shares, shares_by_demand
from planner.studies.fragmentation import fragmentation
from planner.studies.games.core import Verdict
from planner.studies.games.transfers import Transfer
from planner.studies.members import owners_alone, parties_alone, regions_alone, visitors
from planner.studies.settlement import costs_by_member
from planner.studies.solves import Solver
from tests.cases import one_region, two_regions

EXACT = SolveOptions(gap=0.0, threads=1)
RELAXING = Relaxing(relaxation_worth, bound_by_duals)
EAST = {("east", "work", "2026"): {"bank": 0.4}}
"""Of the 10 PFLOPS of demand in east 6 are its own and 4 are the bank's, which has no region."""


def shared(**changes: Any) -> Instance:
    """Return east, which pays 3 million for a unit of 2 PFLOPS, and west, without demand, which pays 1 million.

    The bank has 4 of the 10 PFLOPS in east. What stays undone costs 4 million a PFLOPS.
    """
    usual: dict[str, Any] = {"party_fraction": EAST, "workload": {"unmet_penalty_m_per_pflops": 4.0}}
    return two_regions(**{**usual, **changes})


def rented(**changes: Any) -> Instance:
    """Return west without chips: of its 10 PFLOPS, 4 of them the bank's, 5 can be rented at 2 million each."""
    key = ("work", "west", "2026")
    return one_region(
        price_m={},
        workload={"unmet_penalty_m_per_pflops": 4.0},
        offers={"cloud": Offer("cloud", {key: 5.0}, {key: 2.0})},
        party_fraction={("west", "work", "2026"): {"bank": 0.4}},
        **changes,
    )


def allocated(inst: Instance, **changes: Any) -> Allocation:
    return allocate(inst, owners_alone(inst), Solver(solve), RELAXING, options=EXACT, **changes)


def costs(found: Allocation) -> dict[str, Any]:
    return {
        "+".join(name for name in found.members if name in s): pytest.approx(cost.most_m, abs=1e-6)
        for s, cost in found.game.costs.items()
    }


def paid(found: Allocation, rule: DivisionRule) -> dict[str, Any]:
    return {name: pytest.approx(cost_m, abs=1e-6) for name, cost_m in found.divisions[rule].cost_m.items()}


def test_two_parties_in_one_region_are_brought_to_their_side_payments() -> None:
    found = allocated(shared())
    assert found.members == {"east": ("east",), "west": ("west",), "bank": ()}
    # East's own 6 PFLOPS take 3 units, the bank's 4 take 2: at 3 million in east, at 1 in west. Alone the bank has no
    # place for units, in east or elsewhere: 4 PFLOPS stay undone at 4 million.
    assert costs(found) == {
        "east": 9.0,
        "west": 0.0,
        "bank": 16.0,
        "east+west": 3.0,
        "east+bank": 15.0,
        "west+bank": 2.0,
        "east+west+bank": 5.0,
    }
    # Saved: east and west 6, east and bank 10, west and bank 14, all 20. What each adds in the orders ewb, ebw, web,
    # wbe, bew, bwe: east 0, 0, 6, 6, 10, 6; west 6, 10, 0, 0, 10, 14; bank 14, 10, 14, 14, 0, 0.
    assert paid(found, "shapley") == {"east": 9 - 28 / 6, "west": 0 - 40 / 6, "bank": 16 - 52 / 6}
    # East saves between 0 and 20 - 14 = 6: 3, as far from both. Of the other 17 west can have 10 at most and the bank
    # 14: both 3.5 less.
    assert paid(found, "nucleolus") == {"east": 6.0, "west": -6.5, "bank": 5.5}
    # All 5 units stand in west, which bears 5 and is to get 6.5.
    assert found.payments_m == {
        "east": pytest.approx(6.0),
        "west": pytest.approx(-11.5),
        "bank": pytest.approx(5.5),
    }
    assert found.transfers == (
        Transfer("east", "west", pytest.approx(6.0)),
        Transfer("bank", "west", pytest.approx(5.5)),
    )
    # In east's units the demand costs 9 and 6; at marginal values a PFLOPS is worth 0.5 to either.
    assert paid(found, "demand") == {"east": 3.0, "west": 0.0, "bank": 2.0}
    assert paid(found, "duals") == {"east": 3.0, "west": 0.0, "bank": 2.0}
    assert paid(found, "alone") == {"east": 5 * 9 / 25, "west": 0.0, "bank": 5 * 16 / 25}
    for division in found.divisions.values():
        assert sum(division.cost_m.values()) == pytest.approx(5.0)
    assert found.divisions["nucleolus"].stability.in_core is Verdict.YES


def test_a_party_that_is_no_member_leaves_its_demand_to_the_region() -> None:
    inst = shared()
    found = allocate(inst, regions_alone(inst), Solver(solve), RELAXING, options=EXACT)
    # All 10 PFLOPS are east's: 5 units.
    assert costs(found) == {"east": 15.0, "west": 0.0, "east+west": 5.0}
    assert visitors(inst, regions_alone(inst)) == ()
    assert visitors(inst, owners_alone(inst)) == ("bank",)


def test_an_owner_of_regions_has_demand_in_those_of_others_too() -> None:
    # West has 4 of the 10 PFLOPS in east: alone it serves them from its own units, 2 at 1 million, and east the
    # other 6 from 3 at 3 million.
    inst = shared(party_fraction={("east", "work", "2026"): {"west": 0.4}})
    found = allocated(inst)
    assert found.members == {"east": ("east",), "west": ("west",)}
    assert costs(found) == {"east": 9.0, "west": 2.0, "east+west": 5.0}
    # 6 are saved, 3 by each; west bears 5 and is to pay -1.
    assert paid(found, "nucleolus") == {"east": 6.0, "west": -1.0}
    assert found.payments_m == {"east": pytest.approx(6.0), "west": pytest.approx(-6.0)}


def test_demand_of_a_party_in_several_regions_is_added_up() -> None:
    # 1 of east's 10 PFLOPS and 2 of west's 4 are the bank's: alone 3 stay undone, at 4 million. With east, without
    # west, the 2 in west come over the line to east's units: 12 PFLOPS for 18 million; with west 2 + 3 for 2.5.
    inst = shared(
        demand={"east": 10.0, "west": 4.0},
        party_fraction={("east", "work", "2026"): {"bank": 0.1}, ("west", "work", "2026"): {"bank": 0.5}},
    )
    found = allocated(inst)
    assert costs(found) == {
        "east": 13.5,
        "west": 1.0,
        "bank": 12.0,
        "east+west": 5.5,
        "east+bank": 18.0,
        "west+bank": 2.5,
        "east+west+bank": 7.0,
    }


def test_a_national_supply_is_divided_with_a_party_that_has_demand_alone() -> None:
    # Of 5 units each of the three has 5 / 3 by the equal rule; by demand the bank has the 2 its demand would take.
    inst = shared(supplies=(Supply("a", "nation", ("east", "west"), {"2026": 5.0}),))
    members = owners_alone(inst)
    assert shares_by_demand(inst, members)["bank"].of_supply == {"a": pytest.approx(0.4)}

    def units(shares: Any, *coalition: str) -> float | None:
        game = PlanningGame(inst, members, shares, Solver(solve), EXACT)
        (limit,) = game.instance_of(frozenset(coalition)).first_case.supplies
        return limit.units_per_year["2026"]

    assert units(equal_shares(members), "east", "west") == pytest.approx(10 / 3)
    assert units(shares_by_demand(inst, members), "east", "west") == pytest.approx(3.0)
    assert units(shares_by_demand(inst, members), "west", "bank") == pytest.approx(2.0)
    assert units(equal_shares(members), "east", "west", "bank") == 5.0


def test_rent_and_what_stays_undone_are_of_those_whose_demand_it_is() -> None:
    # 5 PFLOPS are rented for 10 million, 5 stay undone for 20. Alone west may rent 3 and the bank 2: there is nothing
    # to gain by being together, nor to pay each other.
    inst = rented()
    found = allocated(inst)
    assert costs(found) == {"west": 18.0, "bank": 12.0, "west+bank": 30.0}
    assert found.borne_m == {"west": pytest.approx(18.0), "bank": pytest.approx(12.0)}
    # 4 million for each PFLOPS of demand, less 2 for each that may be rented.
    assert paid(found, "duals") == {"west": 18.0, "bank": 12.0}
    assert not found.transfers
    plan = solve(inst, EXACT).plan
    assert plan is not None
    assert costs_by_member(inst, plan, regions_alone(inst)) == {"west": pytest.approx(30.0)}


def test_regions_that_plan_alone_plan_for_all_demand_in_them() -> None:
    # The bank's 4 PFLOPS in east are east's to serve: 5 units at 3 million alone, at 1 million together.
    for whose in (EAST, {}):
        inst = shared(party_fraction=whose)
        markets = fragmentation(inst, parties_alone(inst), Solver(solve), options=EXACT).markets
        assert markets["alone"].known.cost_m == pytest.approx(15.0)
        assert markets["today"].known.cost_m == pytest.approx(5.0)


def cases(inst: Instance, tariff: Tariff) -> dict[str, BusinessCase]:
    (future,) = business({"": inst}, owners_alone(inst), Solver(solve), tariff, EXACT)
    return {one.name: one for one in future.cases}


def flows(case: BusinessCase) -> dict[str, Any]:
    return {
        item: {year: pytest.approx(x, abs=1e-3) for year, x in by_year.items()}
        for item, by_year in case.flows_m.items()
    }


def test_each_party_is_paid_by_its_customers_and_pays_who_does_its_work() -> None:
    # Carrying costs 0.1 a PFLOPS: one costs 0.6 in east and 0.5 in west, and 0.55 are paid for what is sent there: 6
    # PFLOPS of east's and 4 of the bank's.
    found = cases(shared(demand={"east": 10.0, "west": 2.0}, link={"carrying_cost_m_per_gbps": 0.1}), "long")
    assert flows(found["east"]) == {"customers": {2026: 3.6}, "hosts": {2026: -3.3}}
    assert flows(found["bank"]) == {"customers": {2026: 2.4}, "hosts": {2026: -2.2}}
    assert flows(found["west"]) == {"customers": {2026: 1.0}, "hosting": {2026: 5.5}, "capital": {2026: -6.0}}


def test_work_in_the_region_itself_is_paid_to_its_owner_too() -> None:
    # Without a platform east buys 5 units at 3 million and gets all that the bank's customers pay.
    found = cases(shared(tiers=()), 0.7)
    assert flows(found["east"]) == {"customers": {2026: 4.2}, "hosting": {2026: 2.8}, "capital": {2026: -15.0}}
    assert flows(found["bank"]) == {"customers": {2026: 2.8}, "hosts": {2026: -2.8}}


def test_work_that_a_party_does_itself_is_paid_to_nobody() -> None:
    # West has 4 of the PFLOPS in east and does all 10: east pays it for 6.
    found = cases(shared(party_fraction={("east", "work", "2026"): {"west": 0.4}}), 0.7)
    assert flows(found["east"]) == {"customers": {2026: 4.2}, "hosts": {2026: -4.2}}
    assert flows(found["west"]) == {"customers": {2026: 2.8}, "hosting": {2026: 4.2}, "capital": {2026: -5.0}}


def test_a_party_pays_the_rent_of_its_own_work() -> None:
    # 2 of the 5 rented PFLOPS are the bank's; what stays undone is not paid, and costs nobody cash.
    found = cases(rented(), 3.0)
    assert flows(found["west"]) == {"customers": {2026: 9.0}, "running": {2026: -6.0}}
    assert flows(found["bank"]) == {"customers": {2026: 6.0}, "running": {2026: -4.0}}


def test_without_a_way_a_party_without_the_owner_of_its_region_has_no_plan() -> None:
    # Nothing may stay undone or be rented; from west it is served, unless nobody has a platform.
    strict: dict[str, Any] = {"workload": {}}
    assert costs(allocated(shared(**strict)))["west+bank"] == 2.0
    found = allocated(shared(**strict, tiers=(Tier("basic", 1, party=PartyId("firm")),)))
    assert found.game.cost(["west", "bank"]).most_m == float("inf")
    assert found.game.cost(["west", "bank", "firm"]).most_m == pytest.approx(2.0)
