"""The documents of the studies of allocation, business cases and prices: figures that agree, in both languages."""

import re
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from models.instance import Instance
from planner.report.document import Document
from planner.report.html.document import document_html
from planner.report.words import Words
from planner.solve import SolveOptions, solve
from planner.solve.price_offers import offered_prices
from planner.solve.price_parts import price_parts
from planner.solve.worth import bound_by_duals, relaxation_worth
from planner.studies.allocation import allocate
from planner.studies.business import business
from planner.studies.coalitions import Relaxing
from planner.studies.documents.allocation import document as allocation
from planner.studies.documents.business import Told as BusinessTold
from planner.studies.documents.business import figures as business_figures
from planner.studies.documents.business import tell as tell_business
from planner.studies.documents.prices import Told as PricesTold
from planner.studies.documents.prices import figures as price_figures
from planner.studies.documents.prices import tell as tell_prices
from planner.studies.members import owners_alone, visitors
from planner.studies.prices import try_prices
from planner.studies.solves import Solver
from tests.cases import two_regions

EXACT = SolveOptions(gap=0.0, threads=1)
EVIL = "<script>alert(1)</script>"
STARTED, BOOK = "2026-01-01T00:00:00+00:00", "two.xlsx"


def sharing(**changes: Any) -> Instance:
    """Return east, which sends its 10 PFLOPS to west, and west, with 2 of its own and a name that is no markup."""
    inst = two_regions(demand={"east": 10.0, "west": 2.0}, link={"carrying_cost_m_per_gbps": 0.1}, **changes)
    case = inst.first_case
    return inst.with_cases(regions={**case.regions, "west": replace(case.regions["west"], name=EVIL)})


def told(study: str, language: Any = "en", **changes: Any) -> tuple[Document, Any]:
    """Return the document of a study of this market, and its figures."""
    inst, words, solver = sharing(**changes), Words(language), Solver(solve)
    members = owners_alone(inst)
    if study == "allocation":
        found = allocate(inst, members, solver, Relaxing(relaxation_worth, bound_by_duals), options=EXACT)
        return allocation.tell(found, STARTED, BOOK, words), allocation.figures(found, words)
    if study == "business":
        futures = business({"": inst}, members, solver, "long", EXACT)
        cases = BusinessTold(inst, futures, tuple(members), visitors(inst, members), "long", 0.5, words)
        return tell_business(cases, STARTED, BOOK), business_figures(cases)
    prices = PricesTold(
        try_prices(inst, solver, most=2, options=EXACT, parts_of=price_parts, offers_of=offered_prices), words
    )
    return tell_prices(prices, STARTED, BOOK), price_figures(prices)


def frame(document: Document, name: str) -> pd.DataFrame:
    return next(table.frame for table in document.tables if table.name == name)


def test_side_payments_add_up_to_nothing_and_shares_to_the_cost() -> None:
    document, _ = told("allocation")
    side = frame(document, "side_payments")
    assert side["side_payment_m"].sum() == pytest.approx(0.0, abs=1e-6)
    # Alone 15 + 1; together 6 units and 1 for carrying.
    assert side["cost_m"].sum() == pytest.approx(7.0)
    assert document.summary.sections[0].sentences[0] == (
        "Together the plan costs 7 million CNY; each alone, 16 in all: 9 are saved."
    )
    assert frame(document, "divisions")["by_nucleolus_m"].sum() == pytest.approx(7.0)


def test_net_present_value_is_what_is_earned_less_what_is_spent() -> None:
    document, _ = told("business")
    cases = frame(document, "cases")
    assert (cases["earned_m"] - cases["spent_m"] + cases["residual_m"] - cases["npv_m"]).abs().max() < 1e-9
    cash = frame(document, "business_cash")
    assert cash["amount_m"].sum() == pytest.approx(cases["npv_m"].sum())


def test_parts_of_prices_add_up_in_their_table() -> None:
    document, _ = told("prices")
    parts = frame(document, "price_parts")
    columns = [name for name in parts.columns if name.endswith("_m") and name != "price_m"]
    assert (parts[columns].sum(axis=1) - parts["price_m"]).abs().max() < 1e-9


def test_regions_are_ranked_by_what_a_pflops_would_cost_that_runs_there() -> None:
    # Half a unit at 1 million in west, at 3 in east, which pays 0.5 and 0.1 for the way instead.
    document, _ = told("prices")
    ranked = frame(document, "advantage")
    assert list(ranked["offer_m"]) == pytest.approx([0.5, 1.5], abs=1e-3)
    assert list(ranked["price_m"]) == pytest.approx([0.5, 0.6], abs=1e-3)
    assert list(ranked["against_mean"]) == pytest.approx([-0.5, 0.5], abs=1e-3)
    assert document.summary.sections[0].sentences[0] == (
        f"work, 2026: {EVIL} could host at 0.5, east at 1.5 million CNY per PFLOPS and year."
    )


@pytest.mark.parametrize("study", ["allocation", "business", "prices"])
def test_a_chinese_document_has_no_english_sentence_and_names_are_text(study: str) -> None:
    document, figures = told(study, "zh")
    said = [sentence for section in document.summary.sections for sentence in section.sentences]
    said += [page.note for page in document.pages]
    assert not [sentence for sentence in said if re.search(r"[A-Za-z]{3,} [A-Za-z]{3,}", sentence)]
    page = document_html(document, figures)
    assert EVIL not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("study", ["allocation", "business"])
def test_it_is_told_who_has_demand_in_regions_of_others(study: str, language: str) -> None:
    document, figures = told(study, language, party_fraction={("east", "work", "2026"): {"bank": 0.4}})
    said = [sentence for section in document.summary.sections for sentence in section.sentences]
    wanted = {"en": "bank in regions of others", "zh": "bank在他方地区"}[language]
    assert len([sentence for sentence in said if wanted in sentence]) == 1
    assert "bank" in document_html(document, figures)
    # Of the 10 PFLOPS that are sent for 5.5 million 4 are the bank's.
    if study == "business":
        cash = frame(document, "business_cash").groupby("party")["amount_m"].sum()
        assert cash["bank"] == pytest.approx(0.4 * (6.0 - 5.5), abs=1e-3)
