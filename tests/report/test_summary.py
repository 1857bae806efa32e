"""The plan in words."""

from dataclasses import replace

from models.audit.checks import Finding
from planner.report.facts import RunFacts
from planner.report.summary import Summary, amount_text, summarise
from tests.report.plans import FACTS, shown, solved


def said(name: str, facts: RunFacts = FACTS) -> Summary:
    view, _ = shown(name)
    return summarise(view, solved(name)[2], facts)


def test_the_decision_says_what_is_built_bought_shared_and_rented() -> None:
    heads = [sentence.split(":")[0] for sentence in said("shared").sections[0].sentences]
    assert heads == ["Build", "Buy", "Share", "Links", "Rent"]


def test_a_plan_that_shares_nothing_says_so() -> None:
    assert "Share: no work is sent to another region in 2026." in said("outage").sections[0].sentences


def test_key_figures_have_units() -> None:
    for figure in said("shared").sections[1].figures:
        assert figure.unit, figure.label


def test_the_cost_is_the_first_key_figure() -> None:
    cost = said("shared").sections[1].figures[0]
    assert cost.value == solved("shared")[1].cost_m
    assert cost.unit == "million CNY, present value of 2026"


def test_the_quality_tells_gap_audit_and_notes() -> None:
    facts = replace(FACTS, gap=0.025, ending="time limit", stopped_by_default=True, notes=("mind the step",))
    quality = said("shared", facts).sections[2].sentences
    assert quality[0] == "The search ended: the time was over. The gap is 2.50%. A default stopping rule ended it."
    assert quality[1].startswith("Audit passed: ")
    assert quality[-1] == "Note: mind the step."


def test_a_failed_audit_is_the_first_thing_said() -> None:
    view, _ = shown("shared")
    checked = solved("shared")[2]
    failed = replace(checked, passed=False, findings=(Finding("grid_limit", "west, 2026", "<=", 1.0, 2.0, 1.0, 0.5),))
    assert summarise(view, failed, FACTS).alarms[0].startswith("THIS IS NOT A PLAN")


def test_amounts_have_three_digits() -> None:
    assert [amount_text(x) for x in (0.01234, 6.5, 99.4, 123.4, 123456.0)] == [
        "0.0123",
        "6.5",
        "99.4",
        "123",
        "123,456",
    ]
