"""The tree of futures in a browser: drawn whole, every future named, in a wide window and in a narrow one."""

from collections.abc import Iterator

import pytest

from models.audit.audit import audit
from planner.report.html.document import document_html
from planner.report.html.report import report_html
from planner.report.tables import make_tables
from planner.report.words import Language, Words
from planner.solve import Prices, SolveOptions, solve
from planner.studies.documents.uncertainty.document import figures, tell
from planner.studies.solves import Solver
from planner.studies.uncertainty import uncertainty
from tests.cases import four_futures
from tests.report.html.browser import Window, window
from tests.report.html.many_futures import YEARS, many_futures
from tests.report.html.test_browser import OUTSIDE_THE_WINDOW, OUTSIDE_THEIR_CHART
from tests.report.plans import FACTS
from tests.solving import best_plan

pytestmark = pytest.mark.slow

NAMED = "return [...document.querySelectorAll('#tree .ytick text')].map((node) => node.textContent.trim());"
HEADS = "return [...new Set(document.getElementById(arguments[0]).data.flatMap((trace) => trace.x))];"
MARKS = "return document.querySelectorAll('#tree .points path').length;"
NAMES_ON_EACH_OTHER = """
    const boxes = [...document.querySelectorAll('#tree .ytick text')].map(
      (node) => [node.textContent, node.getBoundingClientRect()]).filter(([, box]) => box.width > 0);
    return boxes.flatMap(([name, a], i) => boxes.slice(i + 1).filter(([, b]) =>
      a.left < b.right - 2 && b.left < a.right - 2 && a.top < b.bottom - 3 && b.top < a.bottom - 3
    ).map(([other]) => name + ' / ' + other));
"""


@pytest.fixture(scope="module", params=["en", "zh"])
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    language: Language = request.param
    inst = many_futures()
    plan = best_plan(inst)
    checked = audit(inst, plan)
    page = tmp_path_factory.mktemp("tree") / "report.html"
    page.write_text(report_html(make_tables(inst, plan, checked, Prices({}, {}), FACTS, language), checked), "utf-8")
    with window(page) as seen:
        yield seen


@pytest.fixture(scope="module", params=["en", "zh"])
def study(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    words = Words(request.param)
    found = uncertainty(four_futures(cvar_level=0.5), Solver(solve), SolveOptions(gap=0.0, threads=1))
    page = tmp_path_factory.mktemp("study") / "study.html"
    page.write_text(document_html(tell(found, "", "four.xlsx", words), figures(found, words)), "utf-8")
    with window(page) as seen:
        yield seen


def fits(page: Window, width: int) -> None:
    page.resize(width)
    assert page.run(OUTSIDE_THE_WINDOW) == []
    assert page.run(OUTSIDE_THEIR_CHART) == []
    assert page.run(NAMES_ON_EACH_OTHER) == []


@pytest.mark.parametrize("width", [1366, 800])
def test_all_of_24_futures_are_named_and_nothing_is_cut(report: Window, width: int) -> None:
    fits(report, width)
    assert report.complaints() == []
    names = [name for name in report.run(NAMED) if name]
    assert len(names) == 24
    assert all(name.endswith("· 4%") for name in names)
    # one mark in 2026, three in 2027, 24 in each of 2028 and 2029
    assert report.run(MARKS) == 1 + 3 + 24 + 24


@pytest.mark.parametrize("width", [1366, 800])
def test_charts_over_time_have_a_pile_for_each_period_and_whiskers_over_24_futures(report: Window, width: int) -> None:
    fits(report, width)
    for chart in ("installed", "ordered", "met", "halls"):
        assert report.run(HEADS, chart) == list(map(str, YEARS))
    # 4 units where nothing is high and 10 where all is, 7 on average, at 1 PFLOPS each as they are counted
    whiskers = report.run("return document.getElementById('installed').data.at(-1)")
    assert whiskers["y"] == pytest.approx([5, 5, 7, 7])
    assert whiskers["error_y"]["arrayminus"] == pytest.approx([0, 0, 3, 3])
    assert whiskers["error_y"]["array"] == pytest.approx([0, 0, 3, 3])


@pytest.mark.parametrize("width", [1366, 800])
def test_the_futures_of_the_study_of_uncertainty_are_drawn_as_a_tree(study: Window, width: int) -> None:
    fits(study, width)
    assert study.complaints() == []
    assert len([name for name in study.run(NAMED) if name]) == 4
    assert study.run(MARKS) == 1 + 4
