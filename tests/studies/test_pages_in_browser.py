"""Pages of studies in a browser: each chart has its marks, with the names of the workbook on its axis."""

from pathlib import Path

import pytest

from planner.report.html.document import document_html
from planner.report.words import Words
from planner.studies.documents.fragmentation.document import figures, tell
from planner.studies.documents.fragmentation.told import Told
from tests.report.html.browser import window
from tests.studies.test_fragmentation_document import apart, studied

pytestmark = pytest.mark.slow

DRAWN = """
    return Object.fromEntries([...document.querySelectorAll('.plot')].map((plot) => [plot.id, {
      bars: [...plot.querySelectorAll('.bars .point path')].filter((bar) => bar.getBBox().width > 1).length,
      names: [...plot.querySelectorAll('.ytick text')]
        .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top).map((node) => node.textContent),
    }]));
"""


def test_the_markets_of_fragmentation_have_a_bar_each_under_their_names(tmp_path: Path) -> None:
    inst, words = apart(), Words("en")
    found = studied(inst)
    page = tmp_path / "study.html"
    told = Told(inst, found, words)
    page.write_text(document_html(tell(inst, found, "", "two.xlsx", words), figures(told)), encoding="utf-8")
    with window(page) as seen:
        assert seen.complaints() == []
        drawn = seen.run(DRAWN)
    assert drawn["costs"]["bars"] == 4
    assert drawn["costs"]["names"][0] == "Each alone"
    assert {"east", "west"} <= set(drawn["gains"]["names"])
