"""The document of the study of uncertainty: its sentences and figures, in both languages."""

import re

import pandas as pd
import pytest

from planner.report.document import Document
from planner.report.html.document import document_html
from planner.report.words import Words
from planner.solve import SolveOptions, solve
from planner.studies.documents.uncertainty.document import figures, tell
from planner.studies.solves import Solver
from planner.studies.uncertainty import Uncertainty, uncertainty
from tests.cases import four_futures


@pytest.fixture(scope="module")
def found() -> Uncertainty:
    return uncertainty(four_futures(cvar_level=0.5), Solver(solve), SolveOptions(gap=0.0, threads=1))


def frame(document: Document, name: str) -> pd.DataFrame:
    return next(table.frame for table in document.tables if table.name == name)


def test_the_answer_states_what_knowing_and_planning_are_worth(found: Uncertainty) -> None:
    said = tell(found, "", "four.xlsx", Words()).summary.sections[0].sentences
    assert said[:5] == (
        "One plan for all 4 futures costs 16 million CNY on average.",
        "To know which comes would save 7 million CNY (44%): no forecast is worth more (EVPI).",
        "To decide here and now as for the mean of all futures would cost 1 million CNY more on average (VSS).",
        "To keep the mean cost of the worst 50.0% of futures small: 19 instead of 22 million CNY, for 1 million CNY "
        "more on average.",
        "To keep the cost of the dearest future small: 20 instead of 50 million CNY, for 4 million CNY more on "
        "average.",
    )
    assert said[5].startswith("To keep the most that a future costs more than the best plan for it alone small: 11.2")


def test_what_is_decided_in_every_future_stands_apart_from_what_only_some_need(found: Uncertainty) -> None:
    common = frame(tell(found, "", "four.xlsx", Words()), "common")
    # 10 units here and now; 5 more in the high future and 10 in the top one, 0.1 * 5 + 0.1 * 10 on average
    assert common[["in_futures", "now", "least", "expected", "most", "decide_by", "futures"]].values.tolist() == [
        ["in every future", *map(pytest.approx, (10.0, 10.0, 11.5, 20.0)), 2026, "all"]
    ]
    now = frame(tell(found, "", "four.xlsx", Words()), "now")
    assert now.iloc[0, 4:].tolist() == pytest.approx([10.0, 15.0, 20.0, 16.25])


def test_the_tree_has_a_mark_for_each_outcome_and_its_future_at_each_leaf(found: Uncertainty) -> None:
    tree = figures(found, Words())["Futures"][0]
    marks = {trace["name"]: trace for trace in tree.traces if "marker" in trace}
    assert {name: len(trace["x"]) for name, trace in marks.items()} == {
        "decided here and now": 1,
        "decided when it is known": 4,
    }
    names = dict(zip(tree.layout["yaxis"]["tickvals"], tree.layout["yaxis"]["ticktext"], strict=True))
    assert [names[height].strip() for height in marks["decided when it is known"]["y"]] == [
        "low · 50%",
        "middle · 30%",
        "high · 10%",
        "top · 10%",
    ]


def test_the_chinese_document_has_no_english_sentence(found: Uncertainty) -> None:
    document = tell(found, "", "four.xlsx", Words("zh"))
    said = [sentence for section in document.summary.sections for sentence in section.sentences]
    said += [page.note for page in document.pages]
    assert not [sentence for sentence in said if re.search(r"[A-Za-z]{3,} [A-Za-z]{3,}", sentence)]
    assert "未来情形树" in document_html(document, figures(found, Words("zh")))
