"""The tables say what the plan says, and their parts add up."""

from dataclasses import replace

import pandas as pd
import pytest

from models.plan import Plan
from models.records import Policy, Selection, Slice, Supply
from planner.report.inputs import run_table
from planner.report.prices import limit_price_table
from planner.report.table import written
from planner.report.tables import PlanTables
from planner.report.view import view
from planner.solve import Prices
from tests.cases import DAY_AND_NIGHT, one_region, two_regions
from tests.report.plans import FACTS, YEARS, shown, solved


def frame(tables: PlanTables, name: str) -> pd.DataFrame:
    return next(table.frame for table in tables.tables if table.name == name)


@pytest.fixture(scope="module")
def tables() -> PlanTables:
    return shown("shared")[1]


def test_the_plan_of_the_tests_passes_its_audit() -> None:
    for name in ("shared", "outage", "futures"):
        assert solved(name)[2].passed


def test_present_values_add_up_to_the_cost(tables: PlanTables) -> None:
    _, plan, _, _ = solved("shared")
    assert frame(tables, "costs").present_value_m.sum() == pytest.approx(plan.cost_m)


def test_the_cash_of_investments_is_the_capital_of_the_cash_flow(tables: PlanTables) -> None:
    cash = frame(tables, "cash_flow")
    assert frame(tables, "investments").cash_m.sum() == pytest.approx(cash[cash.kind == "capital"].cash_m.sum())


def test_chips_of_the_tables_are_those_of_the_plan(tables: PlanTables) -> None:
    _, plan, _, _ = solved("shared")
    chips = frame(tables, "chips")
    assert chips.bought_units.sum() == pytest.approx(sum(plan.bought_units.values()))
    # One unit of the fleet of 2024 lives three years: it is there in 2026 alone.
    assert chips[chips.fleet_units > 0].period.tolist() == ["2026"]


def test_demand_is_met_in_parts_that_add_up(tables: PlanTables) -> None:
    demand = frame(tables, "demand")
    parts = demand[["home_pflops", "remote_pflops", "rented_pflops", "unmet_pflops"]].sum(axis=1)
    assert parts.tolist() == pytest.approx(demand.demand_pflops.tolist())
    assert demand.demand_pflops.sum() == pytest.approx(3 * 15.0)


def test_sharing_is_what_is_served_elsewhere(tables: PlanTables) -> None:
    sharing, demand = frame(tables, "sharing"), frame(tables, "demand")
    assert sharing.served_pflops.sum() == pytest.approx(demand.remote_pflops.sum())
    assert set(sharing.path) == {"east > west"}
    assert sharing.bandwidth_gbps.tolist() == pytest.approx((12 * sharing.served_pflops).tolist())


def test_links_carry_what_is_shared(tables: PlanTables) -> None:
    sharing, links = frame(tables, "sharing"), frame(tables, "links")
    assert links.average_gbps.sum() == pytest.approx(sharing.bandwidth_gbps.sum())
    # The line runs from west to east; the work of east is sent the other way.
    assert links.most_forward_gbps.max() == 0
    assert (links.fullest_fraction <= 1 + 1e-9).all()


def test_capacity_is_installed_and_used(tables: PlanTables) -> None:
    capacity, demand = frame(tables, "capacity"), frame(tables, "demand")
    served = demand.home_pflops + demand.remote_pflops
    assert capacity.delivered_pflops.sum() == pytest.approx(served.sum())
    west = capacity[capacity.region == "west"]
    assert west.utilisation.tolist() == pytest.approx((west.delivered_pflops / (2 * west.counted_pflops)).tolist())


def test_rules_have_a_row_for_each_period(tables: PlanTables) -> None:
    assert frame(tables, "policies").period.tolist() == [str(year) for year in YEARS]
    budgets = frame(tables, "budgets")
    assert budgets.left_m[:2].tolist() == pytest.approx((budgets.available_m - budgets.spent_m)[:2].tolist())
    assert pd.isna(budgets.left_m[2])
    assert frame(tables, "commitments").period.tolist() == ["all periods"]


def test_one_more_pflops_costs_half_a_unit_and_half_its_work_in_the_outage() -> None:
    # Half a unit at 1 million; in the outage half of the 1 PFLOPS is short, at 0.001 million.
    _, tables = shown("outage")
    prices = frame(tables, "prices_compute")
    assert prices.long_run_m.tolist() == pytest.approx([0.5005])


def test_what_falls_short_in_an_outage_is_told() -> None:
    # 5 units serve 10 PFLOPS; half of them serve 5, and 5 are short.
    _, tables = shown("outage")
    short = frame(tables, "shortfall")
    assert short.shortfall_pflops.tolist() == pytest.approx([5.0])
    assert any("outages" in alarm for alarm in tables.summary.alarms)


def test_a_tree_names_its_branches_and_adds_up_expected_cost() -> None:
    _, plan, _, _ = solved("futures")
    _, tables = shown("futures")
    costs = frame(tables, "costs")
    assert (costs.probability * costs.present_value_m).sum() == pytest.approx(plan.cost_m)
    assert set(frame(tables, "chips").branch) == {"2026", "2027 low", "2027 high"}
    # 5 units at first; then 5 or 15, each with probability 1/2: 15 on average.
    assert any(sentence.startswith("Buy: 15 units of 1 chip") for sentence in tables.summary.sections[0].sentences)
    assert any("expected ones" in sentence for sentence in tables.summary.sections[0].sentences)


def test_totals_of_a_tree_are_expected_ones() -> None:
    _, tables = shown("futures")
    pages = {page.title: page for page in tables.pages}
    bought = pages["Investments"].blocks[0]
    # 5 units at 1 million at first, then 5 or 15, each with probability 1/2.
    assert bought.columns[-1].title == "Expected total"
    assert bought.rows[0][-1] == pytest.approx(5 + (5 + 15) / 2)
    heads = ["2026", "2027 low", "2027 high", "Expected total"]
    assert [column.title for column in bought.columns][1:] == heads
    ordered = pages["Chips"].blocks[1]
    assert [column.title for column in ordered.columns][2:6] == heads
    assert ordered.rows[0][2:6] == pytest.approx((5, 5, 15, 15))
    for title in ("Investments", "Chips"):
        assert pages[title].note.endswith(
            "Of the branches of a period only one comes true; an expected total counts each as often as it is likely."
        )
    for title in ("Costs", "Cash flow"):
        assert pages[title].note.endswith(" All amounts are expected over the scenarios.")


def test_the_run_is_told_in_words() -> None:
    options = {"scenario": None, "tree": False, "gap": None, "time_limit_s": 60.0, "threads": None, "prices": True}
    table = run_table(shown("shared")[0], replace(FACTS, options=options))
    assert [tuple(row) for row in table.frame.itertuples(index=False)][1:9] == [
        ("scenario", "none: the workbook as it stands (base)"),
        ("SHA-256 of the workbook", "0" * 64),
        ("started", "2026-01-01T00:00:00+00:00"),
        ("ended", "no plan is cheaper"),
        ("option gap", "1.00%, from the Settings"),
        ("option time limit", "60 s"),
        ("option threads", "automatic"),
        ("option prices", "yes"),
    ]


def test_numbers_are_written_without_the_noise_of_arithmetic() -> None:
    assert [written(value) for value in (63.51000000000001, 1 / 3, 7, "a", True)] == [
        63.51,
        0.333333333333,
        7,
        "a",
        True,
    ]


def test_every_column_is_described_and_names_its_unit(tables: PlanTables) -> None:
    for table in tables.tables:
        assert table.note.endswith("."), table.name
        assert [column.name for column in table.columns] == list(table.frame.columns)
        for column in table.columns:
            if column.name.endswith("_m"):
                assert "million CNY" in column.unit, column.name
            if column.name.endswith("_pflops"):
                assert "PFLOPS" in column.unit, column.name
            if column.name.endswith("_gbps"):
                assert "Gbps" in column.unit, column.name


def test_the_worth_of_a_limit_is_named_by_what_it_limits() -> None:
    quota = Supply("a", "nation", ("west",), {"2026": 4.0})
    few = Policy("few", "new_units", Selection(), None, "each period", "<=", 5.0)
    inst = one_region(supplies=(quota,), policies={"few": few})
    prices = Prices(
        short_run={("supply_limit", (0, "2026")): 1.0, ("grid_limit", ("west", "2026")): 3.0},
        long_run={("supply_limit", (0, "2026")): 2.0, ("policy_limit", ("few", "", "2026")): 4.0},
    )
    table = limit_price_table(view(inst, Plan(0.0)), prices)
    assert set(table.frame.itertuples(index=False, name=None)) == {
        ("Supply of a chip", "a, nation", "2026", "unit", 1.0, 2.0),
        ("Grid", "west", "2026", "MW", 3.0, 0.0),
        ("Limit of a policy", "few", "2026", "units", 0.0, 4.0),
    }


def test_the_worth_of_a_link_counts_what_can_be_had_of_it_in_each_state() -> None:
    # One more Gbps is one in the day, half in the night: 2 + 0.5 * 4 = 4.
    night = Slice("night", hours=4380.0, link_availability=0.5)
    inst = two_regions(slices={**DAY_AND_NIGHT, "night": night})
    of = ("line", "backward", "2026")
    prices = Prices({}, {("link_capacity", (*of, "day")): 2.0, ("link_capacity", (*of, "night")): 4.0})
    table = limit_price_table(view(inst, Plan(0.0)), prices)
    assert table.frame.long_run_m.tolist() == [4.0]
