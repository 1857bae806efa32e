"""The cost ledger of the plan of `two_regions`, line by line."""

from collections import defaultdict
from dataclasses import replace

import pytest

from models.account.account import account
from models.account.ledger import CostLine
from tests.audit.two_regions import COST_M, E1, EAST, FIBRE, INFER, P1, P2, WEST, A, case, instance, plan

BY_CATEGORY = {
    "opening": 4.0,  # 10, of which 4 of 10 years
    "hall": 8.0,  # 2 * 20, 4 of 20 years
    "chip": 20.0,  # 4 * 5, all of its 4 years
    "integration": 1.2,  # 3, 4 of 10
    "training": 0.4,  # 2 people * 0.5, 4 of 10
    "platform": 4.0,  # 2 * 2 regions and 6 of the nation, 4 of 10
    "porting": 2.0,  # 5, 4 of 10
    "link": 3.2,  # opening 4, 4 of 10; circuit 8, 4 of 20
    "hall_om": 10.0,  # West 0.05 * 40 * 4; East 0.05 * 15 / 3 MW * 2 MW * 4
    "chip_om": 10.8,  # a: 0.1 * 20 * 4; b at 2.0, also in 2028: 0.1 * 2 * (4 * 2 + 3 * 2)
    # West 2026: 9125 MWh at 0.0002 and 27375 at 0.0001; 2028: 7750 and 26000
    # East 2026: 4800 MWh at 0.0004 and 7200 at 0.0002; 2028: 3600 and 9000
    "electricity": 2 * (4.5625 + 4.15 + 3.36 + 3.24),
    "green_premium": 0.04,  # 1000 MWh * 0.00002 * 2 years
    "carbon": 2 * (0.8875 + 0.84375),  # 17750 t and 16875 t at 0.00005
    "staff": 3.2,  # 2 per MW * 4 MW * 0.1 * 4 years
    "platform_fee": 2.0,  # 2 regions * 0.25 * 4
    "link_yearly": 1.2,  # (0.1 + 0.2) * 4
    "link_carrying": 0.55,  # 0.05 * (3 + 2.5) * 2
    "rent": 5.0,  # 0.25 * 10 * 2
    "unmet": 6.0,  # 0.15 * 20 * 2
    "shortfall": 6.4,  # 0.8 * 2 * 4
}


def _sum_by_category(lines: tuple[CostLine, ...]) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for line in lines:
        sums[line.category] += line.present_value_m
    return sums


def test_each_category_is_what_the_hand_finds() -> None:
    found = account(instance(), plan())
    assert _sum_by_category(found.lines) == pytest.approx(BY_CATEGORY)
    assert sum(BY_CATEGORY.values()) == pytest.approx(COST_M)
    assert found.expected_cost_m == pytest.approx(COST_M)
    assert found.objective_m == found.expected_cost_m


def test_capital_is_cash_when_ordered_and_charged_over_its_life() -> None:
    line = next(line for line in account(instance(), plan()).lines if line.category == "chip")
    assert (line.region, line.chip, line.outcome) == (WEST, A, E1)
    assert line.cash_m == {2026: 20.0}
    assert line.charge_m == {2026: 5.0, 2027: 5.0, 2028: 5.0, 2029: 5.0}


def test_running_costs_are_cash_in_each_year() -> None:
    line = next(line for line in account(instance(), plan()).lines if line.category == "staff")
    assert line.cash_m == line.charge_m == {2026: pytest.approx(0.8), 2027: pytest.approx(0.8)}


def test_penalties_are_nobodys_cash() -> None:
    lines = [line for line in account(instance(), plan()).lines if line.category in ("unmet", "shortfall")]
    assert len(lines) == 3
    assert all(line.cash_m == {} for line in lines)


def test_costs_belong_to_regions_links_or_the_nation() -> None:
    lines = account(instance(), plan()).lines
    national = {line.category for line in lines if line.region is None and line.link is None}
    of_links = {line.category for line in lines if line.link is not None}
    assert national == {"platform", "porting"}
    assert of_links == {"link", "link_yearly", "link_carrying"}
    assert all(line.link == FIBRE for line in lines if line.link is not None)


def test_the_party_of_a_place_is_named() -> None:
    regions = {**case().regions, EAST: replace(case().regions[EAST], party="Acme")}
    lines = account(instance().with_cases(regions=regions), plan()).lines
    assert {line.party for line in lines if line.region == EAST} == {"Acme"}


def test_what_demand_rents_or_leaves_undone_is_of_whose_it_is() -> None:
    # A fifth of the inference of 2028 and 2029, in which all is rented and undone and half of it falls short.
    whose = {(EAST, INFER, P2): {"bank": 0.2}}
    lines = account(instance().with_cases(party_fraction=whose), plan()).lines
    theirs = tuple(line for line in lines if line.party == "bank")
    assert {line.region for line in theirs} == {EAST}
    assert _sum_by_category(theirs) == pytest.approx({"rent": 1.0, "unmet": 1.2, "shortfall": 0.64})
    assert _sum_by_category(lines) == pytest.approx(BY_CATEGORY)


def test_later_years_count_for_less() -> None:
    settings = replace(case().settings, discount_rate=0.1)
    lines = account(instance().with_cases(settings=settings), plan()).lines
    unmet = next(line for line in lines if line.category == "unmet")
    # 3 a year in 2028 and 2029
    assert unmet.present_value_m == pytest.approx(3 / 1.1**2 + 3 / 1.1**3)
    chip = next(line for line in lines if line.category == "chip")
    # 20 over 4 years at 10 %: 20 * 0.1 / (1 - 1.1**-4) a year
    yearly = 2.0 / (1 - 1.1**-4)
    assert chip.present_value_m == pytest.approx(yearly * (1 + 1 / 1.1 + 1 / 1.1**2 + 1 / 1.1**3))


def test_what_comes_after_the_horizon_is_paid_but_not_charged() -> None:
    late = replace(plan(), bought_units={}, modules_built={(WEST, "2028"): 2.0})
    regions = {**case().regions, WEST: replace(case().regions[WEST], hall_lead_years=5.0)}
    lines = account(instance().with_cases(regions=regions), late).lines
    hall = next(line for line in lines if line.category == "hall")
    assert hall.cash_m == {2028: 40.0}
    assert hall.present_value_m == 0.0


def test_upkeep_is_of_the_price_when_ordered() -> None:
    # 2 more units of a ordered in 2028 at 4: upkeep 0.1 * 4 * 2 = 0.8 a year on top of 0.1 * 5 * 4 = 2
    more = replace(plan(), bought_units={(WEST, A, "2026"): 4.0, (WEST, A, "2028"): 2.0})
    lines = account(instance(), more).lines
    upkeep = [line for line in lines if line.category == "chip_om" and line.region == WEST]
    assert [line.cash_m[year] for line, year in zip(upkeep, (2026, 2028), strict=True)] == pytest.approx([2.0, 2.8])


def test_a_fleet_chip_without_any_price_has_no_upkeep() -> None:
    prices = {(A, WEST, P1): 5.0, (A, WEST, P2): 4.0}
    lines = account(instance().with_cases(chip_price_m=prices), plan()).lines
    assert not [line for line in lines if line.category == "chip_om" and line.region == EAST]
