"""The document of the screening of losses: its sentences and tables, in both languages."""

import re
from typing import Any

import pytest

from models.instance import Instance
from planner.report.document import Document
from planner.report.html.document import document_html
from planner.report.words import Words
from planner.solve import SolveOptions, solve
from planner.studies.documents.outages.document import figures, tell
from planner.studies.outages import Asking, Screening, all_losses, screen
from planner.studies.solves import Solver
from tests.cases import two_regions


def screened(inst: Instance) -> Screening:
    options = SolveOptions(gap=0.0, threads=1)
    return screen(inst, all_losses(inst, None, None), Asking("year"), Solver(solve), options)


@pytest.fixture(scope="module")
def found() -> Screening:
    # 5 million; 5 units in each region to stand all losses: 20 million.
    return screened(two_regions())


def document(found: Screening, language: Any = "en") -> Document:
    return tell(two_regions(), found, "", "two.xlsx", Words(language))


def test_the_answer_states_what_fails_and_what_resilience_costs(found: Screening) -> None:
    assert document(found).summary.sections[0].sentences == (
        "The cheapest plan does not stand 2 of 3 losses; the worst: west, line.",
        "A plan made to stand 3 of them costs 15 million CNY more (300.0%).",
        "It stands every single loss.",
    )


def test_each_loss_is_told_with_whose_work_it_leaves_undone(found: Screening) -> None:
    losses = next(table.frame for table in document(found).tables if table.name == "losses")
    columns = ["loss", "first_pflops", "whose", "added", "last_pflops"]
    assert losses[columns].to_numpy().tolist() == [
        ["west", pytest.approx(10.0), "east work 10 PFLOPS", "round 1", 0.0],
        ["line", pytest.approx(10.0), "east work 10 PFLOPS", "round 1", 0.0],
        ["east", 0.0, "", "round 2", 0.0],
    ]
    built = next(table.frame for table in document(found).tables if table.name == "built")
    assert built[["place", "first", "last"]].to_numpy().tolist() == [["east", 0.0, pytest.approx(5.0)]]


def test_a_loss_that_no_plan_stands_is_said_to_be_so() -> None:
    inst = two_regions(regions={"east": {"existing_hall_mw": 2.0}})
    found = screened(inst)
    said = tell(inst, found, "", "two.xlsx", Words()).summary.sections[0].sentences
    assert said[1:] == ("No plan stands the loss of any of these, whatever is built: west, line.",)


def test_the_chinese_document_has_no_english_sentence(found: Screening) -> None:
    told = document(found, "zh")
    said = [sentence for section in told.summary.sections for sentence in section.sentences]
    said += [page.note for page in told.pages]
    assert not [sentence for sentence in said if re.search(r"[A-Za-z]{3,} [A-Za-z]{3,}", sentence)]
    assert "故障损失" in document_html(told, figures(two_regions(), found, Words("zh")))
