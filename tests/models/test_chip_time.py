"""Units are occupied by work for the share of their time that can be used, alone or pooled."""

from math import inf

import pytest

from models.build import build
from models.instance import Instance
from models.records import Offer, Slice, Tier, Workload
from tests.cases import one_region, two_regions
from tests.rows import row
from tests.rules import a_policy
from tests.solving import LeftOut, best_plan, cost

HALF_USED = {"east": {"alone_fraction": 0.5}, "west": {"alone_fraction": 0.5}}
POOL = Tier("basic", 1, pooled_fraction=1.0)


def pooled(**changes: object) -> Instance:
    """West hosts the 10 PFLOPS; alone half of the time of 10 units is used, pooled all of that of 5: 5 million."""
    return two_regions(at=HALF_USED, tiers=(POOL,), **changes)


def pooled_at_a_price() -> Instance:
    """West has the demand; alone it needs 10 units. Both join for 1 million each, and 5 pooled units do: 5 + 2."""
    outside = {"east": {"starting_tier": None}, "west": {"starting_tier": None}}
    joined = Tier("basic", 1, pooled_fraction=1.0, joining_cost_m=1.0)
    return two_regions(demand={"west": 10.0}, at=HALF_USED, tiers=(joined,), regions=outside)


def with_secrets(secret: float, shared: float) -> Instance:
    """West's secret work may not leave it, and fits in the half of its units that it can use alone; the rest is shared.

    10 PFLOPS of secret work keep 5 units busy, which are half of 10; 2 of shared work then cost nothing: 10 million.
    """
    inst = two_regions(at=HALF_USED, tiers=(POOL,), demand={"east": shared})
    case = inst.first_case
    return inst.with_cases(
        workloads={**case.workloads, "secret": Workload("secret")},
        demand_pflops={**case.demand_pflops, ("west", "secret", "2026"): secret},
        performance_pflops={**case.performance_pflops, ("a", "secret", "west"): 2.0},
    )


LEFT_OUT = [
    # The draw of busy units keeps them below those installed anyway; not so below the half that can be used.
    LeftOut("chip_time_limit", one_region(at={"alone_fraction": 0.5}), 10.0, 5.0),
    LeftOut("confined_balance", one_region(), 5.0, 0.0),
    LeftOut("host_balance", two_regions(), 5.0, 0.0),
    # Pooled units that need not be there work for nothing, where they draw no power.
    LeftOut("pooled_units_limit", pooled(chip={"power_kw": 0.0}), 5.0, 0.0),
    LeftOut("pooling_needs_tier", pooled_at_a_price(), 7.0, 5.0),
    # Without it the 6 busy units are 6 pooled ones.
    LeftOut("confined_time_limit", with_secrets(10.0, 2.0), 10.0, 6.0),
]


def test_units_that_stand_alone_are_used_for_a_share_of_their_time() -> None:
    assert cost(one_region(at={"alone_fraction": 0.5})) == pytest.approx(10.0)


def test_the_worst_slice_decides_how_many_units_are_needed() -> None:
    slices = {"good": Slice("good", hours=8000.0), "bad": Slice("bad", hours=760.0, availability=0.5)}
    assert cost(one_region(slices=slices)) == pytest.approx(10.0)


def test_the_share_that_can_be_used_alone_may_grow() -> None:
    inst = one_region(years=(2026, 2027), at={"alone_fraction": 0.5}, in_period={"2027": {"alone_fraction": 1.0}})
    assert cost(inst) == pytest.approx(15.0)


def test_pooled_units_can_be_used_all_the_time() -> None:
    assert cost(pooled()) == pytest.approx(5.0)
    # at 0.8 of the time, 10 PFLOPS at 1.6 a unit
    assert cost(two_regions(at=HALF_USED, tiers=(Tier("basic", 1, pooled_fraction=0.8),))) == pytest.approx(6.25)


def test_pooling_that_gains_nothing_costs_nothing() -> None:
    # whoever uses all of his units alone loses nothing in a tier that would use less
    assert cost(two_regions(tiers=(Tier("basic", 1, pooled_fraction=0.5),))) == pytest.approx(5.0)


def test_pooling_pays_before_building() -> None:
    assert cost(pooled_at_a_price()) == pytest.approx(7.0)


def test_work_that_may_not_leave_fits_in_what_is_used_alone() -> None:
    assert cost(with_secrets(10.0, 2.0)) == pytest.approx(10.0)
    # 4 PFLOPS of secret work are half of 4 units; with 10 of shared work 7 are busy in all
    assert cost(with_secrets(4.0, 10.0)) == pytest.approx(7.0)


def test_a_region_with_only_confined_work_gains_nothing_by_pooling() -> None:
    assert not build(one_region(at={"alone_fraction": 0.5}, tiers={"basic": POOL})).pyomo.pooled_units


def test_work_served_for_others_takes_its_loss_on_top() -> None:
    # 10 PFLOPS served are 12 run: 6 units
    assert cost(two_regions(tiers=(Tier("basic", 1, loss_fraction=0.2),))) == pytest.approx(6.0)


def test_host_balance_adds_the_loss_of_the_tier() -> None:
    inst = two_regions(demand={"east": 10.0, "west": 4.0}, tiers=(Tier("basic", 1, loss_fraction=0.2),))
    balance = build(inst).pyomo.host_balance["west", "work", "2026", "year"]
    assert row(balance) == (
        0.0,
        {
            "run[west,a,work,2026,year]": 1.0,
            "served_at_home[west,work,2026,year]": -1.0,
            "served_remotely[east,west,basic,work,0,2026,year]": -1.2,
        },
        0.0,
    )


def test_chip_time_limit_counts_availability_and_what_an_outage_leaves() -> None:
    slices = {"year": Slice("year", availability=0.9)}
    inst = one_region(slices=slices, at={"alone_fraction": 0.5})
    assert row(build(inst).pyomo.chip_time_limit["west", "a", "2026", "year"]) == (
        -inf,
        {"confined_run[west,a,work,2026,year]": 0.5, "installed_units[west,a,2026]": -0.45},
        0.0,
    )


def test_units_are_not_busy_with_work_that_nobody_wants() -> None:
    # In 2027 there is no demand, and a fleet of 5 units: they cannot be used to a half.
    def used(demand: dict[str, float]) -> float | None:
        chip = {"lifetime_years": 2.0, "idle_power_fraction": 0.5}
        return cost(one_region(demand, years=(2026, 2027), chip=chip, policies=a_policy("utilisation", ">=", 0.5)))

    assert used({"2026": 10.0, "2027": 5.0}) == pytest.approx(5.0)
    assert used({"2026": 10.0}) is None


def test_a_chip_that_cannot_run_the_work_is_not_run() -> None:
    # performance may differ between regions, and without one the chip is useless: nobody can serve
    assert cost(one_region(performance=0.0)) is None
    offer = Offer("cloud", {("work", "west", "2026"): None}, {("work", "west", "2026"): 2.0})
    assert cost(one_region(performance=0.0, offers={"cloud": offer})) == pytest.approx(20.0)


def test_a_plan_says_which_part_of_the_work_may_not_leave() -> None:
    plan = best_plan(with_secrets(10.0, 2.0))
    assert plan.confined_run["west", "a", "secret", "2026", "year"] == pytest.approx(10.0)
    assert plan.run["west", "a", "work", "2026", "year"] == pytest.approx(2.0)
