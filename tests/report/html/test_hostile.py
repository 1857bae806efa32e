"""Names that are code come out as text, in markup, in data and in what a browser draws of them."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from plotly.offline import get_plotlyjs

from planner.report.html.report import report_html
from tests.report.html.browser import window
from tests.report.html.hostile import BOLD, FORMULA, IMAGE, LINK, SCRIPT, hostile_tables

HOSTILE = (SCRIPT, FORMULA, IMAGE, LINK, BOLD)


class Parts(HTMLParser):
    """The elements and the text of a page, as a browser understands them."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.fixture(scope="module")
def page() -> str:
    tables, checked = hostile_tables()
    assert checked.passed
    return report_html(tables, checked)


def test_no_name_becomes_an_element_or_a_handler(page: str) -> None:
    parts = Parts()
    parts.feed(page.replace(get_plotlyjs(), ""))
    assert {"img", "b"}.isdisjoint(parts.names)
    # plotly.js, page.js, map.js, and a block of data for the page, the map and each chart
    assert parts.names.count("script") == 3 + page.count('type="application/json"')
    assert not [name for name in parts.attributes if name.startswith("on")]


def test_names_are_read_as_text(page: str) -> None:
    parts = Parts()
    parts.feed(page.replace(get_plotlyjs(), ""))
    said = "\n".join(parts.texts)
    for name in HOSTILE:
        assert name in said


def test_no_name_stands_in_a_script_as_it_is(page: str) -> None:
    own = page.replace(get_plotlyjs(), "")
    for block in re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', own, re.DOTALL):
        assert not set("<>&") & set(block)


@pytest.mark.slow
def test_a_browser_shows_the_names_and_runs_none(page: str, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(page, encoding="utf-8")
    with window(path) as seen:
        assert seen.complaints() == []
        assert seen.run("return document.querySelectorAll('svg a, svg [style*=bold], .plot b').length") == 0
        drawn = seen.run("return [...document.querySelectorAll('svg text')].map((node) => node.textContent)")
        # On the map and on both sides of the flows; the chip in the legend; the workload over the prices.
        assert drawn.count(SCRIPT) >= 2
        assert drawn.count(FORMULA) >= 2
        assert IMAGE in drawn
        assert BOLD in drawn
        seen.run("Plotly.Fx.hover('map', [{curveNumber: 1, pointNumber: 4}])")
        lines = seen.run(
            "return [...document.querySelectorAll('#map .hoverlayer text')].map((node) => node.textContent)"
        )
        assert any(LINK in line for line in lines)
