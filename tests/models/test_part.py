"""A part of an instance: what it keeps, what is divided, what does not hold for it."""

from dataclasses import replace

import pytest

from models.instance import Instance, single
from models.part import part_of, rules_left_out
from models.part_scope import Share
from models.records import Budget, Commitment, FleetLine, Offer, Outage, Policy, Selection, Supply, Tier
from tests.cases import three_regions, two_futures, two_regions
from tests.solving import cost

HALF = Share({}, 0.5)


def policy(name: str, metric: str, sense: str, value: float, **changes: object) -> dict[str, Policy]:
    usual = Policy(name, metric, Selection(), None, "each period", sense, value)
    return {name: replace(usual, **changes)}


def west_alone(inst: Instance, share: Share = HALF) -> Instance:
    return part_of(inst, {"west"}, share)


def test_a_region_alone_serves_itself() -> None:
    # East: 10 PFLOPS, 5 units at 3 million each. West has no demand.
    assert cost(part_of(two_regions(), {"east"})) == pytest.approx(15.0)
    assert cost(part_of(two_regions(), {"west"})) == pytest.approx(0.0)


def test_the_part_that_is_everything_is_the_whole() -> None:
    inst = two_regions(supplies=(Supply("a", "nation", ("east", "west"), {"2026": 7.0}),))
    assert part_of(inst, {"east", "west"}, HALF) == inst


def test_a_national_supply_is_divided_by_the_share_of_its_chip() -> None:
    inst = two_regions(supplies=(Supply("a", "nation", ("east", "west"), {"2026": 8.0}),))
    part = west_alone(inst, Share({"a": 0.25}, 0.5))
    assert part.first_case.supplies == (Supply("a", "nation", ("west",), {"2026": 2.0}),)


def test_a_supply_of_the_part_alone_stays_whole_and_one_of_others_goes() -> None:
    own, other = (Supply("a", r, (r,), {"2026": 8.0}) for r in ("west", "east"))
    assert west_alone(two_regions(supplies=(own, other))).first_case.supplies == (own,)


def test_a_national_budget_is_divided_and_one_of_others_goes() -> None:
    nation = Budget("nation", "nation", ("east", "west"), ("line",), True, {"2026": 30.0}, ("chip",))
    east = Budget("east", "east", ("east",), (), False, {"2026": 30.0}, ("chip",), payer="nation")
    case = west_alone(two_regions(budgets={"nation": nation, "east": east})).first_case
    assert case.budgets == {"nation": replace(nation, regions=("west",), links=(), amount_m={"2026": 15.0})}


def test_a_policy_on_a_quantity_is_divided_and_one_on_a_share_holds_as_it_stands() -> None:
    units = policy("units", "units", "<=", 8.0)
    share = policy("share", "units", ">=", 0.3, denominator=Selection())
    case = west_alone(two_regions(policies={**units, **share})).first_case
    assert {name: rule.value for name, rule in case.policies.items()} == {"units": 4.0, "share": 0.3}


def test_a_policy_that_sets_regions_against_others_does_not_hold_for_a_part() -> None:
    west = Selection("region=west", regions=("west",))
    hub = policy("hub", "new_units", ">=", 0.6, selection=west, denominator=Selection())
    both = policy("both", "units", "<=", 8.0, selection=Selection(regions=("east", "west")))
    inst = two_regions(policies={**hub, **both})
    assert rules_left_out(inst, {"west"}) == ("hub",)
    assert list(west_alone(inst).first_case.policies) == ["both"]
    assert rules_left_out(inst, {"east", "west"}) == ()


def test_a_policy_for_each_region_stays_with_the_regions_of_the_part() -> None:
    each = policy("each", "units", "<=", 8.0, apply="each region", selection=Selection(regions=("east", "west")))
    kept = west_alone(two_regions(policies=each)).first_case.policies["each"]
    assert (kept.value, kept.selection.regions) == (8.0, ("west",))
    other = policy("each", "units", "<=", 8.0, apply="each region", selection=Selection(regions=("east",)))
    assert not west_alone(two_regions(policies=other)).first_case.policies


def test_a_commitment_on_a_sum_is_divided_and_one_on_each_decision_is_not() -> None:
    total = Commitment("total", "bought_units", Selection(), None, ">=", 8.0, "total")
    each = Commitment("each", "bought_units", Selection(regions=("east", "west")), None, ">=", 8.0)
    case = west_alone(two_regions(commitments={"total": total, "each": each})).first_case
    assert {name: rule.value for name, rule in case.commitments.items()} == {"total": 4.0, "each": 8.0}


def test_what_stands_in_other_regions_is_not_there() -> None:
    fleet = (FleetLine("east", "a", 2026, 3.0), FleetLine("west", "a", 2026, 4.0))
    profile = {("work", r, "year"): 1.0 for r in ("east", "west")}
    remote = {("work", r): 0.5 for r in ("east", "west")}
    case = west_alone(two_regions(fleet=fleet, profile=profile, remote_fraction=remote)).first_case
    assert case.fleet == fleet[1:]
    assert set(case.profile) == {("work", "west", "year")}
    assert set(case.remote_fraction) == {("work", "west")}
    assert set(case.performance_pflops) == {("a", "work", "west")}
    assert set(case.chip_price_m) == {("a", "west", "2026")}
    assert not case.demand_pflops
    assert not case.links
    assert not case.host_rules


def test_work_crosses_regions_of_others_only_in_transit() -> None:
    # East's work goes to west over middle; without middle east would have to buy 5 units at 1000 million.
    inst = three_regions()
    case = inst.first_case
    inst = single(case.replace(links={name: link for name, link in case.links.items() if name != "line"}))
    assert cost(part_of(inst, {"east", "west"}, transit=True)) == pytest.approx(5.0)
    assert cost(part_of(inst, {"east", "west"})) == pytest.approx(5000.0)


def test_nothing_is_built_in_a_region_that_is_only_crossed() -> None:
    part = part_of(three_regions(), {"east", "west"}, transit=True)
    middle = part.first_case.regions["middle"]
    assert middle.existing_hall_mw == 0.0
    assert all(at.max_hall_modules == 0 and at.grid_limit_mw == 0.0 for at in middle.at.values())


def test_a_policy_for_each_region_is_not_for_those_that_are_only_crossed() -> None:
    inst = three_regions(policies=policy("each", "units", ">=", 1.0, apply="each region"))
    part = part_of(inst, {"east", "west"}, transit=True)
    assert part.first_case.policies["each"].selection.regions == ("east", "west")
    assert part_of(inst, {"east", "west"}).first_case.policies["each"].selection.regions is None


def test_without_its_owner_a_tier_is_not_there_nor_those_above() -> None:
    tiers = (Tier("open", 1), Tier("theirs", 2, party="firm"), Tier("high", 3))
    inst = two_regions(
        tiers=tiers,
        regions={"west": {"starting_tier": "high"}},
        policies=policy("high", "served", ">=", 0.1, selection=Selection(tiers=("high",)), denominator=Selection()),
    )
    part = part_of(inst, {"east", "west"}, absent={"firm"}).first_case
    assert list(part.tiers) == ["open"]
    assert [part.regions[r].starting_tier for r in ("east", "west")] == ["open", "open"]
    assert part.policies == {}
    kept = part_of(inst, {"east", "west"}, absent={"other"}).first_case
    assert (list(kept.tiers), list(kept.policies)) == (["open", "theirs", "high"], ["high"])


def test_without_its_owner_software_runs_nothing() -> None:
    inst = two_regions(port_party={("stack", "work"): "firm"})
    assert part_of(inst, {"east"}, absent={"firm"}).first_case.performance_pflops == {}
    assert len(part_of(inst, {"east"}).first_case.performance_pflops) == 1


BANK = {("east", "work", "2026"): {"bank": 0.4}}
"""4 of the 10 PFLOPS of demand in east."""


def test_without_a_party_its_demand_is_not_there() -> None:
    inst = two_regions(party_fraction=BANK)
    assert part_of(inst, {"east"}, absent={"bank"}).first_case.demand_pflops == {("east", "work", "2026"): 6.0}
    assert part_of(inst, {"east"}).first_case.demand_pflops == {("east", "work", "2026"): 10.0}
    whose = {("east", "work", "2026"): {"bank": 0.4, "shop": 0.6}}
    assert not part_of(two_regions(party_fraction=whose), {"east"}, absent={"bank", "shop"}).first_case.demand_pflops


def test_demand_in_a_region_of_others_comes_without_what_stands_there() -> None:
    fleet = (FleetLine("east", "a", 2026, 3.0, "bank"),)
    outage = Outage("cut", "year", {"east": 0.5, "west": 0.5}, {"line": 0.0}, {}, {})
    each = policy("each", "units", ">=", 1.0, apply="each region")
    east = policy("east", "units", ">=", 1.0, apply="each region", selection=Selection(regions=("east",)))
    inst = two_regions(
        party_fraction=BANK,
        fleet=fleet,
        profile={("work", "east", "year"): 1.0},
        outages={"cut": outage},
        policies={**each, **east},
    )
    case = part_of(inst, {"west"}, absent={"east"}, guests={"west", "bank"}).first_case
    assert case.demand_pflops == {("east", "work", "2026"): 4.0}
    assert list(case.links) == ["line"]
    assert (case.regions["east"].existing_hall_mw, case.regions["east"].starting_tier) == (0.0, None)
    assert all(at.max_hall_modules == 0 and at.grid_limit_mw == 0.0 for at in case.regions["east"].at.values())
    assert not case.fleet
    assert set(case.chip_price_m) == {("a", "west", "2026")}
    assert set(case.host_rules) == {("work", "east", "west")}
    assert set(case.profile) == {("work", "east", "year")}
    assert case.outages["cut"].region_remaining == {"west": 0.5}
    # A policy for each region is for those of the part, and one for east holds with its owner.
    assert {name: rule.selection.regions for name, rule in case.policies.items()} == {"each": ("west",)}


def test_guests_are_served_from_elsewhere() -> None:
    # 4 PFLOPS take 2 units at 1 million in west; without west there is no place for them.
    inst = two_regions(party_fraction=BANK)
    assert cost(part_of(inst, {"west"}, absent={"east"}, guests={"bank"})) == pytest.approx(2.0)
    assert cost(part_of(inst, (), absent={"east", "west"}, guests={"bank"})) is None


def test_what_may_be_rented_in_a_region_is_divided_by_demand() -> None:
    key, other = ("work", "east", "2026"), ("work", "west", "2026")
    offer = Offer("cloud", {key: 5.0, other: None}, {key: 2.0, other: 3.0})
    inst = two_regions(party_fraction=BANK, offers={"cloud": offer})
    own = part_of(inst, {"east"}, absent={"bank"}).first_case.offers["cloud"]
    assert own == Offer("cloud", {key: 3.0}, {key: 2.0})
    theirs = part_of(inst, {"west"}, absent={"east"}, guests={"bank"}).first_case.offers["cloud"]
    assert theirs == Offer("cloud", {key: 2.0, other: None}, {key: 2.0, other: 3.0})


def test_limits_of_the_nation_are_also_for_demand_of_those_who_stay_away() -> None:
    nation = (Supply("a", "nation", ("east", "west"), {"2026": 8.0}), Supply("a", "east", ("east",), {"2026": 4.0}))
    budget = Budget("nation", "nation", ("east", "west"), (), True, {"2026": 30.0}, ("chip",))
    inst = two_regions(
        party_fraction=BANK,
        supplies=nation,
        budgets={"nation": budget},
        policies=policy("units", "units", "<=", 8.0),
        commitments={"total": Commitment("total", "bought_units", Selection(), None, "<=", 8.0, "total")},
    )
    case = part_of(inst, {"east", "west"}, HALF, absent={"bank"}).first_case
    assert [supply.units_per_year["2026"] for supply in case.supplies] == [4.0, 4.0]
    assert case.budgets["nation"].amount_m == {"2026": 15.0}
    assert case.policies["units"].value == 4.0
    assert case.commitments["total"].value == 4.0
    # Who owns a link and has no demand has no part in them.
    whole = part_of(inst, {"east", "west"}, HALF, absent={"carrier"}).first_case
    assert [supply.units_per_year["2026"] for supply in whole.supplies] == [8.0, 4.0]


def test_a_region_with_guests_in_one_future_is_there_in_all() -> None:
    first, later = (two_regions(years=(2026, 2027), party_fraction=whose) for whose in ({}, BANK))
    tree = part_of(two_futures(first, later, differ="2027"), {"west"}, absent={"east"}, guests={"bank"})
    assert {tuple(case.regions) for case in tree.cases.values()} == {("east", "west")}
    assert [case.demand_pflops for case in tree.cases.values()] == [{}, {("east", "work", "2026"): 4.0}]
