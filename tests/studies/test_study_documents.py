"""The documents of alternatives, sensitivity and replanning: figures as in the study, and whole in both languages."""

import re
from typing import Any

import pandas as pd
import pytest

from models.instance import Instance
from planner.report.document import Document
from planner.report.html.document import document_html
from planner.report.html.figures import Figure
from planner.report.table import Page
from planner.report.words import Words
from planner.solve import SolveOptions, solve
from planner.studies.alternatives import alternatives
from planner.studies.documents import alternatives as of_alternatives
from planner.studies.documents import replan as of_replan
from planner.studies.documents import sensitivity as of_sensitivity
from planner.studies.replan import holds_of, replan
from planner.studies.sensitivity import screening, tornado, turning
from planner.studies.solves import Solver
from tests.cases import a_chip, one_region
from tests.solving import best_plan
from tests.studies.test_alternatives import three_prices
from tests.studies.test_replan import with_b
from tests.studies.test_sensitivity import at_price, buys_b, moved

EXACT = SolveOptions(gap=0.0, threads=1)
MADE = ("2026-01-01T00:00:00+00:00", "tiny.xlsx")
SOLVER = Solver(solve)
Told = tuple[Document, dict[str, list[Figure]]]


def frame(document: Document, name: str) -> pd.DataFrame:
    return next(table.frame for table in document.tables if table.name == name)


def answer(document: Document) -> str:
    return " ".join(document.summary.sections[0].sentences)


def of_three(language: Any = "en") -> Told:
    found = alternatives(three_prices(), SOLVER, within=0.2, plans=3, options=EXACT)
    told = of_alternatives.Told(three_prices(), found, Words(language))
    return of_alternatives.tell(told.inst, found, *MADE, told.words), of_alternatives.figures(told)


def of_inputs(language: Any = "en") -> Told:
    ranges = {"demand": (8.0, 12.0), "price of b": (1.2, 1.8)}
    found = of_sensitivity.Found(
        tornado(moved({}), moved, ranges, SOLVER, EXACT),
        screening(moved, ranges, SOLVER, EXACT, trajectories=2),
        turning(at_price, (0.3, 3.5), buys_b, SOLVER, EXACT, tolerance=0.1),
        "price of b",
        "b",
    )
    words = Words(language)
    names = {name: words("Demand") if name == "demand" else words("Price") for name in ranges}
    told = of_sensitivity.Told(moved({}), found, lambda _, value: f"{value:g}", names, words)
    return of_sensitivity.tell(told, *MADE), of_sensitivity.figures(told)


def of_new_data(language: Any = "en") -> Told:
    old, new, words = with_b(2.0), with_b(0.5), Words(language)
    holds = holds_of(new, 2027, later="preferred")
    found = replan(old, best_plan(old), new, SOLVER, holds=holds, options=EXACT)
    told = of_replan.Told(found, "earlier", 10.0, Page(words("Inputs"), "", ()), [words("Prices of chips")], words)
    return of_replan.tell(told, *MADE), of_replan.figures(told)


def test_alternatives_say_what_no_plan_does_without_and_what_could_be_otherwise() -> None:
    document, drawn = of_three()
    assert answer(document) == (
        "The cheapest plan costs 5 million CNY; the plans here cost at most 20% more. "
        "In the cheapest plan, but another does with a fifth of it or none: west. "
        "Not in the cheapest plan, but in others: west, middle, east. "
        "2 other plans were found; up to 100% of what they build stands elsewhere than in the cheapest."
    ).replace("others: west, middle, east", "others: middle, east")
    ranges = frame(document, "ranges")
    bars = drawn["Ranges"][0].traces[0]
    assert list(ranges["low"]) == pytest.approx(list(bars["base"]), abs=1e-6)
    assert list(ranges["high"]) == pytest.approx([a + b for a, b in zip(bars["base"], bars["x"], strict=True)])
    # 5 units of 1 MW in another region each time
    assert frame(document, "plans")["from_0"].tolist() == pytest.approx([0.0, 1.0, 1.0])


def test_sensitivity_says_what_moves_the_cost_and_where_a_chip_enters() -> None:
    document, drawn = of_inputs()
    # demand of 8 or 12 PFLOPS moves 5 million by 1 each way; b is dearer than a in all its range
    text = answer(document)
    assert "As it is, the plan costs 5 million CNY. What moves the cost most (million CNY): Demand 2." in text
    assert "Without effect in their ranges: Price." in text
    # 1.9, 1.1, 0.7 and 0.9 are tried: a costs 1
    assert "b is ordered up to a value of Price between 0.9 and 1.1, and not above it." in text
    table = frame(document, "tornado")
    assert table["swing_m"].tolist() == pytest.approx([2.0, 0.0], abs=1e-6)
    low, high = drawn["One at a time"][0].traces
    assert [low["base"][0], high["x"][0]] == pytest.approx([table["low_m"][0], table["high_m"][0]])


def test_replanning_says_what_changes_and_what_keeping_costs() -> None:
    document, drawn = of_new_data()
    assert answer(document) == (
        "With what was decided, the new plan costs 7.5 million CNY; 2 decisions change. "
        "Planned as if nothing had been decided it would cost 5 million CNY: keeping to the earlier plan costs 2.5 "
        "million CNY. What differs in the data: Prices of chips."
    )
    changes = frame(document, "changes")
    assert changes["before"].tolist() == pytest.approx([5.0, 0.0])
    assert changes["after"].tolist() == pytest.approx([0.0, 5.0])
    assert frame(document, "costs")["cost_m"].tolist() == pytest.approx([10.0, 7.5, 5.0])
    assert drawn["Costs"][0].traces[0]["x"] == pytest.approx([10.0, 7.5, 5.0])


def without_plan() -> Instance:
    return one_region(at={"grid_limit_mw": 1.0}, others={"b": (a_chip("b"), 1.5, 2.0)})


def test_studies_without_a_plan_say_so() -> None:
    inst, words = without_plan(), Words("en")
    found = alternatives(inst, SOLVER, options=EXACT)
    assert answer(of_alternatives.tell(inst, found, *MADE, words)) == "There is no plan, and so none near it."
    bars = of_sensitivity.Found(tornado(inst, lambda _: inst, {"nothing": (0.0, 1.0)}, SOLVER, EXACT))
    told = of_sensitivity.Told(inst, bars, lambda _, value: f"{value:g}", {"nothing": "Nothing"}, words)
    assert "The workbook as it is has no plan" in answer(of_sensitivity.tell(told, *MADE))
    again = replan(one_region(), best_plan(one_region()), inst, SOLVER, holds={}, options=EXACT)
    page = Page("Inputs", "", ())
    assert answer(of_replan.tell(of_replan.Told(again, "earlier", 5.0, page, [], words), *MADE)) == (
        "With the new data there is no plan, whatever is decided."
    )


@pytest.mark.parametrize("made", [of_three, of_inputs, of_new_data])
def test_the_documents_are_whole_in_chinese(made: Any) -> None:
    document, drawn = made("zh")
    said = " ".join(sentence for section in document.summary.sections for sentence in section.sentences)
    heads = " ".join(column.title for table in document.tables for column in table.columns)
    notes = " ".join(table.note for table in document.tables)
    for text in (document.summary.title, said, heads, notes):
        assert not re.search(r"[A-Za-z]{2,}[,;:]? [A-Za-z]{2,}", text.replace("Cariboni", "")), text
    page = document_html(document, drawn)
    assert all(figure.title in page for figures in drawn.values() for figure in figures)
