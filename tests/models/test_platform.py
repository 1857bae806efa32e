"""Regions join the tiers of the platform in rank order, once they are established, and in company."""

from dataclasses import replace

import pytest

from models.build import build
from models.instance import Instance
from models.records import HostRule, Selection, Tier
from tests.cases import a_link, one_region, two_regions
from tests.rows import row
from tests.rules import a_commitment
from tests.solving import LeftOut, best_plan, cost

OUTSIDE = {"east": {"starting_tier": None}, "west": {"starting_tier": None}}
BASIC = Tier("basic", 1, joining_cost_m=1.0, national_cost_m=2.0)


def newcomers(*tiers: Tier, **changes: object) -> Instance:
    """Two regions outside: 5 in west, 1 for each to join, 2 for the nation: 9 million, where east alone pays 15."""
    return two_regions(**{"regions": OUTSIDE, "tiers": tiers or (BASIC,), **changes})


def one_newcomer(r: str) -> Instance:
    """Only one region is outside, and joins for 1 million; the tier stands, as the other is a member: 6 million."""
    return newcomers(regions={r: {"starting_tier": None}, "east" if r == "west" else "west": {}})


def told_to_join(sense: str = ">=", value: float = 1.0, q: str = "basic", **changes: object) -> Instance:
    """Chips cost the same, so nobody shares; but east is told to join."""
    promise = a_commitment("tier_joined", sense, value, selection=Selection(regions=("east",), tiers=(q,)))
    return newcomers(**{"price_m": {"east": 1.0}, "commitments": promise, **changes})


def two_ranks() -> Instance:
    """East is told to join the upper tier at 4 million, which needs the lower at 1, and company: 5 + 4 + 1 + 1."""
    tiers = (Tier("basic", 1, joining_cost_m=1.0), Tier("full", 2, joining_cost_m=4.0))
    inst = told_to_join(q="full")
    return inst.with_cases(tiers={tier.id: tier for tier in tiers})


def joined_twice() -> Instance:
    """East and north are members; west is told to join twice, in two years: no plan. If it could: 6 + 5 + 1 + 1."""
    inst = newcomers(
        years=(2026, 2027),
        regions={"west": {"starting_tier": None}},
        commitments=a_commitment("tier_joined", ">=", 2.0),
    )
    case = inst.first_case
    return inst.with_cases(
        regions={**case.regions, "north": replace(case.regions["east"], id="north")},
        host_rules={**case.host_rules, ("work", "east", "north"): HostRule(), ("work", "north", "west"): HostRule()},
        links={**case.links, "other": a_link("other", "north", "west")},
        demand_pflops={**case.demand_pflops, ("north", "work", "2026"): 2.0},
    )


def established_twice() -> Instance:
    """A tier is to be established twice, in two years: no plan. If it could: 5 + 5, 1 + 1 to join, and twice 2."""
    return newcomers(years=(2026, 2027), commitments=a_commitment("tier_established", ">=", 2.0))


LEFT_OUT = [
    LeftOut("joining_needs_tier", newcomers(), 9.0, 7.0),
    LeftOut("sending_needs_tier", one_newcomer("east"), 6.0, 5.0),
    LeftOut("hosting_needs_tier", one_newcomer("west"), 6.0, 5.0),
    # East joins alone.
    LeftOut("membership_needs_company", told_to_join(), 5 + 2 + 1 + 1, 5 + 2 + 1),
    # East joins the upper tier alone.
    LeftOut("tier_order", two_ranks(), 11.0, 9.0),
    LeftOut("tier_once", joined_twice(), None, 13.0),
    LeftOut("tier_established_once", established_twice(), None, 16.0),
]


def test_joining_pays_where_others_have_cheaper_chips() -> None:
    assert cost(newcomers()) == pytest.approx(9.0)


def test_a_plan_may_share_nothing() -> None:
    # joining at 6 each would make it 5 + 12 + 2
    dear = Tier("basic", 1, joining_cost_m=6.0, national_cost_m=2.0)
    plan = best_plan(newcomers(dear))
    assert plan.cost_m == pytest.approx(15.0)
    assert not plan.tier_joined


def test_a_starting_tier_costs_nothing_more_and_stands_established() -> None:
    assert cost(two_regions(tiers=(BASIC,))) == pytest.approx(5.0)
    assert cost(one_newcomer("east")) == pytest.approx(6.0)


def test_a_member_pays_the_fee_of_its_highest_tier() -> None:
    # both are in full, at 0.3 a year, and no longer pay the 0.1 of basic
    tiers = (Tier("basic", 1, yearly_fee_m=0.1), Tier("full", 2, yearly_fee_m=0.3))
    in_full = {"east": {"starting_tier": "full"}, "west": {"starting_tier": "full"}}
    assert cost(two_regions(tiers=tiers, regions=in_full)) == pytest.approx(5 + 2 * 0.3)
    assert cost(two_regions(tiers=tiers)) == pytest.approx(5 + 2 * 0.1)


def test_a_better_tier_is_joined_where_it_pays() -> None:
    # in basic 10 PFLOPS take 15, 7.5 units and two joinings; full takes none of it, for 0.5 more each
    tiers = (Tier("basic", 1, joining_cost_m=1.0, loss_fraction=0.5), Tier("full", 2, joining_cost_m=0.5))
    assert cost(newcomers(*tiers)) == pytest.approx(5 + 2 * 1.5)
    dear = (tiers[0], Tier("full", 2, joining_cost_m=2.0))
    assert cost(newcomers(*dear)) == pytest.approx(7.5 + 2 * 1)


def test_work_is_shared_in_a_tier_that_both_have_reached() -> None:
    # west may reach full, which loses nothing, but east stays in basic, which loses a half
    tiers = (Tier("basic", 1, loss_fraction=0.5), Tier("full", 2))
    assert cost(two_regions(tiers=tiers, regions={"west": {"starting_tier": "full"}})) == pytest.approx(5.0)
    closed = (tiers[0], Tier("full", 2, available_from="2027"))
    inst = two_regions(tiers=closed, years=(2026, 2027), regions={"west": {"starting_tier": "full"}})
    # east joins in 2027: 7.5 and 5
    assert cost(inst) == pytest.approx(12.5)


def test_a_tier_cannot_be_joined_before_it_is_available() -> None:
    late = Tier("basic", 1, available_from="2027")
    # 15 in 2026 alone, 5 in 2027 together
    assert cost(newcomers(late, years=(2026, 2027))) == pytest.approx(20.0)


def test_an_upper_tier_cannot_be_joined_before_the_lower_one_is_available() -> None:
    tiers = (Tier("basic", 1, available_from="2027"), Tier("full", 2))
    assert cost(newcomers(*tiers, years=(2026, 2027))) == pytest.approx(15 + 5)
    # who stands in the lower one already may
    assert cost(two_regions(tiers=tiers, years=(2026, 2027))) == pytest.approx(5 + 5)


def test_upper_tiers_need_the_lower_ones() -> None:
    assert cost(two_ranks()) == pytest.approx(11.0)


def test_nobody_joins_without_company() -> None:
    assert cost(told_to_join()) == pytest.approx(9.0)
    # west can neither serve east nor be served by it: no route, no company
    assert cost(told_to_join(links={})) is None


def test_a_member_that_stands_on_the_platform_already_is_company() -> None:
    inst = told_to_join(regions={"east": {"starting_tier": None}})
    assert cost(inst) == pytest.approx(5 + 1)


def test_membership_once_reached_is_kept() -> None:
    # joined once, for both years
    assert cost(newcomers(years=(2026, 2027))) == pytest.approx(5 + 2 + 2 + 5)


def test_without_tiers_nothing_is_shared() -> None:
    assert cost(two_regions(tiers=())) == pytest.approx(15.0)


def test_sending_needs_tier_is_bounded_by_the_demand() -> None:
    tie = build(one_newcomer("east")).pyomo.sending_needs_tier["east", "work", "basic", "2026", "year"]
    assert row(tie)[1:] == (
        {"served_remotely[east,west,basic,work,0,2026,year]": 1.0, "tier_joined[east,basic,2026]": -10.0},
        0.0,
    )


def test_service_in_an_upper_tier_counts_for_the_lower_ones() -> None:
    tiers = (Tier("basic", 1), Tier("full", 2))
    inst = newcomers(*tiers)
    tie = build(inst).pyomo.hosting_needs_tier["west", "work", "basic", "2026", "year"]
    assert row(tie)[1] == {
        "served_remotely[east,west,basic,work,0,2026,year]": 1.0,
        "served_remotely[east,west,full,work,0,2026,year]": 1.0,
        "tier_joined[west,basic,2026]": -10.0,
    }


def test_a_region_alone_has_nobody_to_share_with() -> None:
    inst = one_region(tiers={"basic": Tier("basic", 1)})
    assert cost(inst) == pytest.approx(5.0)
    assert cost(inst.with_cases(commitments=a_commitment("tier_joined", ">=", 1.0))) is None
