"""Demand is served, rented or paid for; some of it may wait for another slice, and some may fail in an outage."""

import pytest

from models.build import build
from models.instance import Instance
from models.records import Offer, Slice
from tests.cases import DAY_AND_NIGHT, one_region
from tests.rows import row
from tests.rules import a_supply, an_outage
from tests.solving import LeftOut, best_plan, cost

BY_DAY = {("work", "west", "day"): 1.5, ("work", "west", "night"): 0.5}
"""15 PFLOPS by day and 5 by night, 10 on average."""


def an_offer(price_m: float, limit: float | None) -> dict[str, Offer]:
    key = ("work", "west", "2026")
    return {"cloud": Offer("cloud", {key: limit}, {key: price_m})}


def waiting_work(fraction: float) -> Instance:
    """Work of which a share may move between day and night: with a half, the load is 10 all day, 5 units, 5 million."""
    groups = {name: Slice(name, hours=4380.0, deferral_group="daily") for name in ("day", "night")}
    return one_region(slices=groups, profile=BY_DAY, workload={"deferrable_fraction": fraction})


LEFT_OUT = [
    LeftOut("demand_balance", one_region(), 5.0, 0.0),
    # Without the balance a half of the work of day and night is dropped: 7.5 PFLOPS by day are 3.75 units.
    LeftOut("deferral_balance", waiting_work(0.5), 5.0, 3.75),
    # In the storm half of 10 units serves 10 PFLOPS; without it 5 units do.
    LeftOut("outage_demand", one_region(outages=an_outage(region_remaining={"west": 0.5})), 10.0, 5.0),
]


def test_ten_pflops_take_five_units_of_two_pflops() -> None:
    assert cost(one_region()) == pytest.approx(5.0)


def test_demand_balance_counts_all_that_reaches_the_origin() -> None:
    inst = one_region(offers=an_offer(1.0, 4.0), workload={"unmet_penalty_m_per_pflops": 1.0})
    assert row(build(inst).pyomo.demand_balance["west", "work", "2026", "year"]) == (
        10.0,
        {
            "served_at_home[west,work,2026,year]": 1.0,
            "rented[cloud,west,work,2026,year]": 1.0,
            "unmet[west,work,2026,year]": 1.0,
        },
        10.0,
    )


def test_work_stays_undone_where_that_is_cheaper_than_a_chip() -> None:
    # a PFLOPS costs 0.5 on chips; 10 undone at 0.4 are 4
    assert cost(one_region(workload={"unmet_penalty_m_per_pflops": 0.4})) == pytest.approx(4.0)
    assert cost(one_region(workload={"unmet_penalty_m_per_pflops": 0.6})) == pytest.approx(5.0)


def test_work_without_a_penalty_must_be_done() -> None:
    # 3 units do 6 of 10 PFLOPS; 4 undone at 1 are 4
    scarce = a_supply(3.0)
    assert cost(one_region(supplies=scarce)) is None
    assert cost(one_region(supplies=scarce, workload={"unmet_penalty_m_per_pflops": 1.0})) == pytest.approx(7.0)


def test_compute_is_rented_up_to_its_limit() -> None:
    # 4 PFLOPS at 0.25 are 1, and 6 on 3 units are 3; without limit 10 at 0.25
    assert cost(one_region(offers=an_offer(0.25, 4.0))) == pytest.approx(4.0)
    assert cost(one_region(offers=an_offer(0.25, None))) == pytest.approx(2.5)


def test_rent_is_paid_by_the_hours_of_use() -> None:
    # 5 units serve 10 by day and 5 by night; 5 more by day, half the year, at 0.25 are 0.625; fewer units do not pay:
    # a unit costs 1 and saves 2 PFLOPS of rent, 0.5 a year at most. So all 10 on average are rented: 2.5
    inst = one_region(slices=DAY_AND_NIGHT, profile=BY_DAY, offers=an_offer(0.25, None))
    assert cost(inst) == pytest.approx(2.5)
    # at 0.75 a unit used day and night saves 1.5, one used by day 0.75: 2.5 units, and 10 by day at 0.75 / 2
    dear = one_region(slices=DAY_AND_NIGHT, profile=BY_DAY, offers=an_offer(0.75, None))
    assert cost(dear) == pytest.approx(2.5 + 10 * 0.75 / 2)


def test_a_profile_makes_its_peak_decide() -> None:
    # 15 PFLOPS by day are 7.5 units
    assert cost(one_region(slices=DAY_AND_NIGHT, profile=BY_DAY)) == pytest.approx(7.5)


def test_the_penalty_of_unmet_work_is_weighed_by_hours() -> None:
    # 5 PFLOPS day and night on 2.5 units are cheaper than 5 * 0.6; the 10 more by day cost 0.3 each undone, 0.5 done
    inst = one_region(slices=DAY_AND_NIGHT, profile=BY_DAY, workload={"unmet_penalty_m_per_pflops": 0.6})
    assert cost(inst) == pytest.approx(2.5 + 10 * 0.3)


def test_work_that_may_wait_moves_from_day_to_night() -> None:
    # a fifth of 15 moves: 12 by day, 8 by night, 6 units; with a half of it, 10 all the time
    assert cost(waiting_work(0.2)) == pytest.approx(6.0)
    plan = best_plan(waiting_work(0.5))
    assert plan.cost_m == pytest.approx(5.0)
    assert plan.deferred["west", "work", "2026", "day"] == pytest.approx(-5.0)
    assert plan.deferred["west", "work", "2026", "night"] == pytest.approx(5.0)


def test_work_that_waits_is_balanced_by_hours() -> None:
    # 20 PFLOPS in a third of the year, 5 in the rest: 10 out of the short day are 5 into the long night, 10 everywhere
    slices = {
        "day": Slice("day", hours=2920.0, deferral_group="daily"),
        "night": Slice("night", hours=5840.0, deferral_group="daily"),
    }
    profile = {("work", "west", "day"): 2.0, ("work", "west", "night"): 0.5}
    inst = one_region(slices=slices, profile=profile, workload={"deferrable_fraction": 0.5})
    assert cost(inst) == pytest.approx(5.0)
    balance = build(inst).pyomo.deferral_balance["west", "work", "daily", "2026"]
    assert row(balance) == (
        0.0,
        {"deferred[west,work,2026,day]": 2920.0, "deferred[west,work,2026,night]": 5840.0},
        0.0,
    )


def test_work_does_not_wait_outside_a_deferral_group() -> None:
    inst = one_region(slices=DAY_AND_NIGHT, profile=BY_DAY, workload={"deferrable_fraction": 0.5})
    assert cost(inst) == pytest.approx(7.5)


def test_an_outage_is_stood_with_what_is_left() -> None:
    # half of the units must serve the 10 PFLOPS: 10 units; if only 0.6 of it is due: 6 units
    assert cost(one_region(outages=an_outage(region_remaining={"west": 0.5}))) == pytest.approx(10.0)
    due = an_outage(region_remaining={"west": 0.5}, due_fraction={"work": 0.6})
    assert cost(one_region(outages=due)) == pytest.approx(6.0)


def test_a_region_lost_wholly_leaves_its_own_work_undone() -> None:
    lost = an_outage(region_remaining={"west": 0.0})
    assert cost(one_region(outages=lost)) is None
    assert cost(one_region(outages=an_outage(region_remaining={"west": 0.0}, due_fraction={"work": 0.0}))) == 5.0


def test_of_one_region_less_may_be_due_in_an_outage() -> None:
    # nothing is left, and of the work of west a fifth was due everywhere, of west none
    lost = an_outage(region_remaining={"west": 0.0}, due_fraction={"work": 0.2}, due_in={("work", "west"): 0.0})
    assert cost(one_region(outages=lost)) == pytest.approx(5.0)
    # half of the units must serve 0.8 of 10 PFLOPS: 8 units
    less = an_outage(region_remaining={"west": 0.5}, due_in={("work", "west"): 0.8})
    assert cost(one_region(outages=less)) == pytest.approx(8.0)


def test_falling_short_is_priced_once_a_year_whatever_the_hours() -> None:
    # half of 5 units leaves 5 PFLOPS short, at 0.1 each
    storm = an_outage("day", region_remaining={"west": 0.5}, shortfall_price_m_per_pflops={"work": 0.1})
    assert cost(one_region(slices=DAY_AND_NIGHT, outages=storm)) == pytest.approx(5.5)
    # in a period of two years twice; the chips are paid once
    assert cost(one_region(slices=DAY_AND_NIGHT, outages=storm, length=2)) == pytest.approx(6.0)


def test_an_outage_asks_for_the_demand_of_its_slice() -> None:
    storm = an_outage("day", due_fraction={"work": 0.8}, shortfall_price_m_per_pflops={"work": 0.1})
    inst = one_region(slices=DAY_AND_NIGHT, profile=BY_DAY, outages=storm)
    # 0.8 * 1.5 * 10
    assert row(build(inst).pyomo.outage_demand["west", "work", "2026", "storm"]) == (
        12.0,
        {
            "served_at_home[west,work,2026,storm]": 1.0,
            "shortfall[west,work,2026,storm]": 1.0,
        },
        12.0,
    )
