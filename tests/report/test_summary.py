"""The plan in words."""

from dataclasses import replace

import pytest

from models.audit.checks import Finding
from models.plan import Plan
from models.records import Policy, Selection, Supply
from planner.report.drivers import limit_savings_m
from planner.report.facts import RunFacts
from planner.report.summary import KeyFigure, Section, Summary, summarise
from planner.report.view import view
from planner.report.wording import amount_text
from planner.report.words import Words
from planner.solve import Prices
from tests.cases import one_region
from tests.report.plans import FACTS, shown, solved


def said(name: str, facts: RunFacts = FACTS) -> Summary:
    seen, _ = shown(name)
    return summarise(seen, solved(name)[2], facts, solved(name)[3])


def section(name: str, title: str, facts: RunFacts = FACTS) -> Section:
    return next(part for part in said(name, facts).sections if part.title == title)


def key_figures(name: str) -> tuple[KeyFigure, ...]:
    return section(name, "Key figures").figures


def test_the_decision_says_what_is_built_bought_shared_and_rented() -> None:
    heads = [sentence.split(":")[0] for sentence in said("shared").sections[0].sentences]
    assert heads == ["Build", "Buy", "Share", "Links", "Rent"]


def test_a_plan_that_shares_nothing_says_so() -> None:
    assert "Share: no work is sent to another region in 2026." in said("outage").sections[0].sentences


def test_key_figures_have_units() -> None:
    for figure in key_figures("shared"):
        assert figure.unit, figure.label


def test_the_cost_is_the_first_key_figure() -> None:
    cost = key_figures("shared")[0]
    assert cost.value == solved("shared")[1].cost_m
    assert cost.unit == "million CNY, present value of 2026"


def test_the_quality_tells_gap_audit_and_notes() -> None:
    facts = replace(FACTS, gap=0.025, ending="time limit", stopped_by_default=True, notes=("mind the step",))
    quality = section("shared", "How good the plan is", facts).sentences
    assert quality[0] == "The search ended: the time was over. The gap is 2.50%. A default stopping rule ended it."
    assert quality[1].startswith("Audit passed: ")
    assert quality[-1] == "Note: mind the step."


def test_a_failed_audit_is_the_first_thing_said() -> None:
    seen, _ = shown("shared")
    checked = solved("shared")[2]
    failed = replace(checked, passed=False, findings=(Finding("grid_limit", "west, 2026", "<=", 1.0, 2.0, 1.0, 0.5),))
    assert summarise(seen, failed, FACTS).alarms[0].startswith("THIS IS NOT A PLAN")


def test_amounts_have_three_digits() -> None:
    assert [amount_text(x) for x in (0.01234, 6.5, 99.4, 123.4, 123456.0)] == [
        "0.0123",
        "6.5",
        "99.4",
        "123",
        "123,456",
    ]


def test_the_summary_says_what_the_plan_assumes() -> None:
    assumed = section("shared", "What the plan assumes").sentences
    assert [sentence.split(":")[0] for sentence in assumed] == [
        "Scenario",
        "Time and money",
        "Lives",
        "Demand",
        "Usable chip time",
        "Demand that is not met",
        "Electricity",
        "Search",
    ]
    assert assumed[1] == "Time and money: 2026 to 2028; costs are discounted by 5.0% a year to 2026."
    assert assumed[5] == "Demand that is not met: a penalty of 50 million CNY per PFLOPS and year."
    # 1e-5 million for a MWh is 10 CNY, or 0.01 CNY for a kWh; in the east it is free.
    assert assumed[6] == "Electricity: 0 to 0.01 CNY per kWh in 2026, by region."


def test_the_gap_that_was_asked_for_is_the_one_told() -> None:
    assumed = section("shared", "What the plan assumes", replace(FACTS, options={"gap": 0.03})).sentences
    assert assumed[-1] == "Search: it ends when no plan can be cheaper by more than 3.00%, or after 300 s."


def test_a_limit_is_worth_what_one_more_percent_of_it_would_save() -> None:
    # Quota of 4 units a year at 2 million each: 1 % is 0.04 units, worth 0.08 million. A limit of 5 units at 4: 0.2.
    quota = Supply("a", "nation", ("west",), {"2026": 4.0})
    few = Policy("few", "new_units", Selection(), None, "each period", "<=", 5.0)
    inst = one_region(supplies=(quota,), policies={"few": few})
    prices = Prices({}, {("supply_limit", (0, "2026")): 2.0, ("policy_limit", ("few", "", "2026")): 4.0})
    savings = limit_savings_m(view(inst, Plan(0.0)), prices)
    assert savings == pytest.approx({"Limit of a policy (few)": 0.2, "Supply of a chip (a, nation)": 0.08})


def test_more_demand_costs_what_its_price_says() -> None:
    # One chip of 1 million serves 2 PFLOPS: each PFLOPS is 0.5 million, half of that short in the outage at 0.001.
    # 1 % of 10 PFLOPS is 0.1, and costs 0.1 * 0.5005 = 0.05005 million.
    driven = section("outage", "What drives the plan").sentences
    assert any(
        sentence.startswith("Demand: 1 % more of it, everywhere and always, would cost about 0.0")
        for sentence in driven
    )


def test_shares_of_the_cost_add_up_to_it() -> None:
    block = section("shared", "Where the money goes").block
    assert block is not None
    assert sum(row[1] for row in block.rows) == pytest.approx(solved("shared")[1].cost_m)
    assert sum(row[2] for row in block.rows) == pytest.approx(1.0)


def test_the_title_begins_with_the_name_that_the_workbook_gives_itself() -> None:
    assert FACTS.heading(Words(), "Two provinces") == f"Two provinces: Plan for {FACTS.workbook} as it stands"
    assert FACTS.heading(Words(), "my") == FACTS.heading(Words()) == f"Plan for {FACTS.workbook} as it stands"
