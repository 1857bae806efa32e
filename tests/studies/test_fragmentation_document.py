"""The document of the study of fragmentation: its sentences and figures, in both languages."""

import re
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from models.instance import Instance
from models.records import Supply, Tier
from planner.report.document import Document
from planner.report.html.document import document_html
from planner.report.words import Words
from planner.solve import SolveOptions, solve
from planner.studies.documents.fragmentation.document import figures, tell
from planner.studies.documents.fragmentation.told import Told
from planner.studies.fragmentation import Fragmentation, fragmentation
from planner.studies.members import regions_alone
from planner.studies.solves import Solver
from tests.cases import two_regions

TIERS = (Tier("basic", 1, joining_cost_m=0.5, loss_fraction=0.1), Tier("standard", 2, joining_cost_m=0.1))
NATION = ("east", "west")


def apart(**changes: Any) -> Instance:
    """Return east and west as in the study itself: alone 15 million, connected 6.5, with a standard 6.2."""
    return two_regions(tiers=TIERS, regions={r: {"starting_tier": None} for r in NATION}, **changes)


def studied(inst: Instance, **changes: Any) -> Fragmentation:
    options = SolveOptions(gap=0.0, threads=1)
    return fragmentation(inst, regions_alone(inst), Solver(solve), options=options, **changes)


def document(inst: Instance, language: Any = "en", **changes: Any) -> Document:
    return tell(inst, studied(inst, **changes), "2026-01-01T00:00:00+00:00", "two.xlsx", Words(language))


def frame(found: Document, name: str) -> pd.DataFrame:
    return next(table.frame for table in found.tables if table.name == name)


def test_the_answer_states_the_price_and_what_each_step_saves() -> None:
    answer = document(apart()).summary.sections[0].sentences
    assert answer[0] == (
        "That each plans alone costs 8.8 million CNY (141.9%): 15 against 6.2 for 'One market with a standard'."
    )
    assert "From 'Sharing as it is today' to 'One market without a standard': 8.5 million CNY saved." in answer
    assert "From 'One market without a standard' to 'One market with a standard': 0.3 million CNY saved." in answer


def test_the_table_of_markets_has_the_costs_of_the_study() -> None:
    markets = frame(document(apart()), "markets")
    assert markets["cost_m"].tolist() == pytest.approx([15.0, 15.0, 6.5, 6.2])
    assert markets["dearer_m"].tolist() == pytest.approx([8.8, 8.8, 0.3, 0.0])
    # 5 units; 5.5 where a tenth is lost on the way.
    assert markets["new_units"].tolist() == pytest.approx([5.0, 5.0, 5.5, 5.0])


def test_the_gains_of_members_links_and_nation_add_up_to_the_price() -> None:
    members = frame(document(apart(link={"carrying_cost_m_per_gbps": 0.1})), "members")
    # Alone 15; together 5 units, 10 Gbps at 0.1 and 1.2 for joining.
    assert members["gain_m"].sum() == pytest.approx(15.0 - 7.2, abs=1e-3)


def test_penalties_of_being_alone_are_told_apart() -> None:
    # Half of 8 units is 4: 8 of 10 PFLOPS for 12 million, and 2 PFLOPS undone at 100.
    supply = (Supply("a", "nation", NATION, {"2026": 8.0}),)
    inst = apart(supplies=supply, workload={"unmet_penalty_m_per_pflops": 100.0})
    found = document(inst, rule="equal")
    assert frame(found, "markets")["cost_m"].iloc[0] == pytest.approx(212.0)
    assert frame(found, "markets")["penalties_m"].iloc[0] == pytest.approx(200.0)
    # 2 of 10 PFLOPS are undone.
    sentences = " ".join(found.summary.sections[0].sentences)
    assert "200 million CNY are penalties, for demand not met above all: 20% of that of 2026." in sentences
    assert "Without penalties 12 million CNY are paid alone" in sentences


def test_members_without_a_plan_are_an_alarm_and_nobody_is_compared() -> None:
    supply = (Supply("a", "nation", NATION, {"2026": 8.0}),)
    found = document(apart(supplies=supply), rule="equal")
    assert found.summary.alarms == ("'Each alone': 1 has no plan: east.",)
    assert frame(found, "members").empty


def test_the_chinese_document_has_no_english_sentence() -> None:
    found = document(apart(), "zh")
    said = [sentence for section in found.summary.sections for sentence in section.sentences]
    said += [page.note for page in found.pages]
    assert not [sentence for sentence in said if re.search(r"[A-Za-z]{3,} [A-Za-z]{3,}", sentence)]


def test_names_of_the_workbook_come_out_as_text_on_the_page() -> None:
    evil = "<script>alert(1)</script>"
    inst = apart()
    case = inst.first_case
    regions = {**case.regions, "west": replace(case.regions["west"], name=evil)}
    inst = inst.with_cases(regions=regions)
    found = studied(inst)
    words = Words()
    page = document_html(tell(inst, found, "", "two.xlsx", words), figures(Told(inst, found, words)))
    assert evil not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
