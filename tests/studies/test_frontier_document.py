"""The document of the frontier: the curve as in the study, and whole in both languages."""

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import ScatterChart

from planner.report.document import Document
from planner.report.html.document import document_html
from planner.report.html.figures import Figure
from planner.report.words import Words
from planner.studies.documents.frontier import Told, figures, tell
from planner.workbook.plan_export import write_plan
from tests.cases import two_regions
from tests.studies.test_frontier import REMOTE, UNITS_IN_WEST, study
from tests.workbook.test_plan_charts import cells


def told(measure: Any = REMOTE, language: Any = "en") -> tuple[Document, dict[str, list[Figure]]]:
    inst = two_regions()
    one = Told(inst, study(inst, measure, points=3), Words(language))
    return tell(inst, one.found, "2026-01-01T00:00:00+00:00", "two.xlsx", one.words), figures(one)


def test_the_answer_says_what_the_best_of_a_metric_costs() -> None:
    # All 10 PFLOPS in west at 5 million, half of them at 10, none at 15: 10 million for all, a tenth for each percent.
    document, _ = told()
    assert " ".join(document.summary.sections[0].sentences) == (
        "Cost is least with 5 million CNY; then Share of Work served (tier=*) is 100.0%. "
        "At the other end of the plans found Share of Work served (tier=*) is 0.0% and Cost 15 million CNY. "
        "Each point of a percent costs 0.100 million CNY on the first step and 0.100 on the last."
    )


def test_the_curve_has_the_points_of_the_table() -> None:
    document, drawn = told(UNITS_IN_WEST)
    frame = next(table.frame for table in document.tables if table.name == "points")
    trace = drawn["Points"][0].traces[0]
    assert list(trace["x"]) == pytest.approx(list(frame["value"]))
    assert list(trace["y"]) == pytest.approx(list(frame["against"]))
    assert list(frame["more"]) == pytest.approx([0.0, 5.0, 10.0], abs=1e-3)


def test_the_native_chart_is_the_curve(tmp_path: Path) -> None:
    # From 5 units in west for 5 million, over 2.5 for 10, to none for 15.
    document, _ = told(UNITS_IN_WEST)
    write_plan(document.summary, document.pages, tmp_path / "study.xlsx", document.words)
    book = openpyxl.load_workbook(tmp_path / "study.xlsx")
    (chart,) = book["Points"]._charts
    assert isinstance(chart, ScatterChart)
    (series,) = chart.series
    assert cells(book, series.xVal.numRef.f) == pytest.approx([5.0, 2.5, 0.0], abs=1e-4)
    assert cells(book, series.yVal.numRef.f) == pytest.approx([5.0, 10.0, 15.0], abs=1e-4)
    assert chart.x_axis.title.tx.rich.p[0].r[0].t == "Units ordered (region=west) (units)"


def test_the_chinese_document_has_no_english_sentence() -> None:
    document, drawn = told(language="zh")
    text = re.sub(
        r"<script.*?</script>|<style.*?</style>|<[^>]+>", " ", document_html(document, drawn), flags=re.DOTALL
    )
    found = re.findall(r"[A-Za-z]{3,}(?: [A-Za-z]{2,}){2,}", text)
    assert found == []
