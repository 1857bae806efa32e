"""Business cases of tiny plans, worked out by hand."""

from typing import Any

import pytest

from models.instance import Instance
from models.records import FleetLine
from planner.solve import SolveOptions, solve
from planner.studies.business import BusinessCase, Tariff, business
from planner.studies.members import regions_alone
from planner.studies.solves import Solver
from tests.cases import one_region, two_regions

EXACT = SolveOptions(gap=0.0, threads=1)


def cases(inst: Instance, tariff: Tariff) -> dict[str, BusinessCase]:
    (future,) = business({"": inst}, regions_alone(inst), Solver(solve), tariff, EXACT)
    return {one.name: one for one in future.cases}


def flows(case: BusinessCase) -> dict[str, Any]:
    return {
        item: {year: pytest.approx(x, abs=1e-3) for year, x in by_year.items()}
        for item, by_year in case.flows_m.items()
    }


def test_two_years_of_sales_pay_for_units_at_the_return_they_give() -> None:
    # 5 units for 5 million serve 10 PFLOPS for two years at 1/3: -5 + 10/3, then 10/3.
    inst = one_region(years=(2026, 2027), chip={"lifetime_years": 2.0})
    west = cases(inst, 1 / 3)["west"]
    assert west.net_m == pytest.approx((-5 / 3, 10 / 3))
    assert west.present_m() == pytest.approx(5 / 3)
    assert west.return_fraction == pytest.approx(1.0)
    assert west.payback_year == 2027
    assert west.largest_need_m == pytest.approx(5 / 3)
    # At 200 % the second year is worth 10/9 now, so that 5/9 are missing.
    assert west.subsidy_m(2.0) == pytest.approx(5 / 9)
    assert west.subsidy_m(0.5) == 0.0


def test_what_outlives_the_horizon_is_worth_something_at_its_end() -> None:
    # Units for four years, of which two are planned: half of 5 million is left in the last year.
    inst = one_region(years=(2026, 2027), chip={"lifetime_years": 4.0})
    assert flows(cases(inst, 1 / 3)["west"])["residual"] == {2027: 2.5}


def test_the_worth_left_is_that_of_the_annuities_to_come() -> None:
    # At 10 % 5 million for two years are annuities of 5 * 0.1 / (1 - 1.1^-2) = 2.881. One year is planned, and one of
    # them is to come a year later: 2.881 / 1.1 = 2.619.
    inst = one_region(chip={"lifetime_years": 2.0}, settings={"discount_rate": 0.1})
    assert flows(cases(inst, 1 / 3)["west"])["residual"] == {2026: pytest.approx(2.619, abs=1e-3)}


def test_host_and_origin_earn_what_marginal_prices_give_them() -> None:
    # Carrying costs 0.1 a PFLOPS: one costs 0.6 in east and 0.5 in west, and 0.55 are paid for what east sends.
    inst = two_regions(demand={"east": 10.0, "west": 2.0}, link={"carrying_cost_m_per_gbps": 0.1})
    found = cases(inst, "long")
    assert flows(found["east"]) == {"customers": {2026: 6.0}, "hosts": {2026: -5.5}}
    assert flows(found["west"]) == {"customers": {2026: 1.0}, "hosting": {2026: 5.5}, "capital": {2026: -6.0}}
    assert flows(found["links"]) == {"running": {2026: -1.0}}


def test_in_the_short_run_idle_units_earn_nothing() -> None:
    # A fleet of twice what is needed: one PFLOPS more costs nothing.
    inst = one_region(years=(2026,), demand={"2026": 10.0})
    enough = inst.with_cases(fleet=(FleetLine("west", "a", 2026, 10.0),))
    assert flows(cases(enough, "short")["west"]) == {}


def test_at_a_given_price_the_host_gets_all_of_it() -> None:
    inst = two_regions(demand={"east": 10.0, "west": 2.0})
    found = cases(inst, 0.7)
    assert flows(found["east"]) == {"customers": {2026: 7.0}, "hosts": {2026: -7.0}}
    assert flows(found["west"]) == {"customers": {2026: 1.4}, "hosting": {2026: 7.0}, "capital": {2026: -6.0}}


def test_tariffs_of_the_sheet_pay_each_party_by_region_and_year() -> None:
    # Coast and Inland each need 10 PFLOPS, and 6 of Coast's go over the line: 2 units in east for 3 million each, 8 in
    # west for 1 million. Inland gets all that customers pay for the 6, so that the cash is
    #   Coast    4 * 0.75 - 6 = -3, 4 * 0.75 = 3, 4 * 1.5 = 6
    #            at 100 %: -3 + 3/2 + 6/4 = 0
    #   Inland   6 * 0.75 + 10 * 0.05 - 8 = -3, 6 * 0.75 + 10 * 0.1 = 5.5, 6 * 1.5 + 10 * 0.15 = 10.5
    #            at 200 %: -3 + 5.5/3 + 10.5/9 = 0
    years = (2026, 2027, 2028)
    coast, inland = (0.75, 0.75, 1.5), (0.05, 0.1, 0.15)
    tariffs = {
        (r, "work", str(year)): amount
        for r, amounts in (("east", coast), ("west", inland))
        for year, amount in zip(years, amounts, strict=True)
    }
    inst = two_regions(
        years=years,
        demand={"east": 10.0, "west": 10.0},
        chip={"lifetime_years": 3.0},
        link={"existing_gbps": 6.0},
        settings={"discount_rate": 0.1},
        tariff_m_per_pflops=tariffs,
    )
    members = {"Coast": ("east",), "Inland": ("west",)}
    (future,) = business({"": inst}, members, Solver(solve), "sheet", EXACT)
    first, second = future.cases
    assert (first.name, second.name) == ("Coast", "Inland")
    assert first.net_m == pytest.approx((-3.0, 3.0, 6.0))
    assert first.return_fraction == pytest.approx(1.0)
    assert first.present_m() == pytest.approx(-3 + 3 / 1.1 + 6 / 1.21)
    assert second.net_m == pytest.approx((-3.0, 5.5, 10.5))
    assert second.return_fraction == pytest.approx(2.0)
    assert second.present_m() == pytest.approx(-3 + 5 + 10.5 / 1.21)
    assert (first.payback_year, second.payback_year) == (2027, 2027)


def test_money_that_goes_one_way_has_no_return() -> None:
    # In one year 5 million are spent and 10 earned, which is one sum.
    west = cases(one_region(), 1.0)["west"]
    assert west.return_fraction is None
    assert west.payback_year == 2026
    assert west.largest_need_m == 0.0


def test_what_is_never_earned_back_has_no_year_of_payback() -> None:
    west = cases(one_region(years=(2026, 2027), chip={"lifetime_years": 2.0}), 0.1)["west"]
    assert west.payback_year is None
    assert west.largest_need_m == pytest.approx(4.0)
    # -4 and 1 at any rate: at 0 % 3 are missing.
    assert west.subsidy_m(0.0) == pytest.approx(3.0)


def test_without_a_plan_there_is_no_case() -> None:
    (future,) = business({"": one_region(price_m={})}, {"west": ("west",)}, Solver(solve), "long", EXACT)
    assert future.cases == ()
