"""The page of a national plan in a browser: it fetches nothing, complains of nothing, moves with time, is not cut."""

import base64
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from planner.report.html.report import report_html
from tests.report.html.browser import Window, window
from tests.report.html.national import national_tables

pytestmark = pytest.mark.slow

MOST_BYTES = 8_000_000
OUTSIDE_THE_WINDOW = """
    const wide = document.documentElement.clientWidth;
    return [...document.querySelectorAll('body *')].filter(function (node) {
      if (node.closest('svg, .scroll, .unseen, .skip, script')) return false;
      const box = node.getBoundingClientRect();
      return box.width > 0 && (box.right > wide + 1 || box.left < -1);
    }).map((node) => node.outerHTML.slice(0, 120));
"""
"""Elements that stick out; wide tables are in boxes that scroll."""
OUTSIDE_THEIR_CHART = """
    return [...document.querySelectorAll('.plot')].flatMap(function (plot) {
      const frame = plot.getBoundingClientRect();
      return [...plot.querySelectorAll('svg text')].filter(function (node) {
        const box = node.getBoundingClientRect();
        return box.width > 0 && (box.left < frame.left - 2 || box.right > frame.right + 2
          || box.top < frame.top - 2 || box.bottom > frame.bottom + 2);
      }).map((node) => plot.id + ': ' + node.textContent);
    });
"""
NAMES_ON_EACH_OTHER = """
    const boxes = [...document.querySelectorAll('#map .annotation-text')].map(
      (node) => [node.textContent, node.getBoundingClientRect()]);
    return boxes.flatMap(([name, a], i) => boxes.slice(i + 1).filter(([, b]) =>
      a.left < b.right - 2 && b.left < a.right - 2 && a.top < b.bottom - 3 && b.top < a.bottom - 3
    ).map(([other]) => name + ' / ' + other));
"""


@pytest.fixture(scope="module", params=["en", "zh"])
def path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    page = tmp_path_factory.mktemp("national") / "report.html"
    page.write_text(report_html(*national_tables(request.param)), encoding="utf-8")
    return page


@pytest.fixture(scope="module")
def opened(path: Path) -> Iterator[Window]:
    with window(path) as seen:
        yield seen


@pytest.fixture
def page(opened: Window) -> Window:
    opened.resize(1366)
    return opened


def test_it_is_one_file_of_less_than_8_megabytes(path: Path) -> None:
    assert path.stat().st_size < MOST_BYTES


def test_it_opens_alone_and_without_complaint(path: Path, page: Window) -> None:
    assert page.asked_for() == [path.as_uri()]
    assert page.complaints() == []
    charts = page.run(
        "return [...document.querySelectorAll('.plot')].map((plot) => plot.querySelectorAll('svg').length)"
    )
    assert len(charts) == 10
    assert min(charts) > 0


@pytest.mark.parametrize("width", [1366, 800])
def test_nothing_is_cut_off(page: Window, width: int) -> None:
    page.resize(width)
    assert page.run("return document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.run(OUTSIDE_THE_WINDOW) == []
    assert page.run(OUTSIDE_THEIR_CHART) == []
    assert page.run(NAMES_ON_EACH_OTHER) == []


def test_a_telephone_needs_no_scrolling_sideways(page: Window) -> None:
    page.resize(390)
    assert page.run("return document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.run(OUTSIDE_THE_WINDOW) == []


def test_most_regions_have_their_name_on_the_map(page: Window) -> None:
    names = page.run("return document.querySelectorAll('#map .annotation-text').length")
    assert 28 <= names <= 31


def test_the_keyboard_moves_all_that_changes_with_time(page: Window) -> None:
    slider = page.driver.find_element(By.ID, "map-period")
    before = page.run("return document.getElementById('sharing-flows').data[0].link.value")
    slider.send_keys(Keys.HOME)
    assert page.run("return [...document.querySelectorAll('.period output')].map((o) => o.textContent)") == ["2026"] * 3
    assert slider.get_attribute("aria-valuetext") == "2026"
    assert page.run("return document.getElementById('sharing-flows').data[0].link.value") != before
    slider.send_keys(Keys.ARROW_RIGHT)
    assert slider.get_attribute("aria-valuetext") == "2027"
    page.driver.find_element(By.ID, "price-period").send_keys(Keys.END)
    assert slider.get_attribute("aria-valuetext") == "2030"
    assert page.run("return document.getElementById('sharing-flows').data[0].link.value") == before


def test_the_buttons_of_the_map_speak_the_language_of_the_page(page: Window) -> None:
    told = page.run("return [...document.querySelectorAll('#map .modebar-btn')].map((node) => node.dataset.title)")
    assert told == (
        ["放大", "缩小", "显示全部", "存为图片"]
        if page.run("return document.documentElement.lang") == "zh-CN"
        else ["Zoom in", "Zoom out", "Show all", "Save as a picture"]
    )


def test_pointing_at_a_region_tells_about_it(page: Window) -> None:
    circle = page.run(
        "return [...document.querySelectorAll('#map .scatterlayer .point')].sort("
        "(a, b) => b.getBoundingClientRect().width - a.getBoundingClientRect().width)[0]"
    )
    ActionChains(page.driver).scroll_to_element(circle).move_to_element(circle).perform()
    told = page.run("return document.querySelector('#map .hoverlayer').textContent")
    assert re.search(r"[\d,]+ PFLOPS.*\d+%.*[\d,]+ MW", told)


def test_choosing_a_region_tells_about_it_without_a_pointer(page: Window) -> None:
    choice = page.driver.find_element(By.ID, "map-region")
    choice.send_keys(Keys.HOME)
    name = page.run("return document.getElementById('map-region').selectedOptions[0].textContent")
    assert page.run("return document.querySelector('.map-facts h4').textContent") == name
    assert page.run("return document.querySelectorAll('.map-facts dd').length") == 8


def test_regions_may_be_coloured_by_use_by_host_and_by_price(page: Window) -> None:
    seen = set()
    for value in ("use", "host", "price"):
        page.run(
            "const s = document.getElementById('map-colour'); s.value = arguments[0];"
            "s.dispatchEvent(new Event('change'));",
            value,
        )
        seen.add(str(page.run("return document.getElementById('map').data.at(-1).marker.color")))
    assert len(seen) == 3


def test_headings_follow_each_other_and_all_that_acts_can_be_reached(page: Window) -> None:
    levels = page.run("return [...document.querySelectorAll('h1,h2,h3,h4')].map((h) => Number(h.tagName[1]))")
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    unnamed = "return [...document.querySelectorAll('input, select')].filter((node) => !node.labels.length).length"
    assert page.run(unnamed) == 0
    assert page.run("return document.querySelectorAll('main').length") == 1
    assert (
        page.run('return document.querySelectorAll(\'[tabindex]:not([tabindex="0"]):not([tabindex="-1"])\').length')
        == 0
    )


def test_paper_holds_whole_charts(page: Window) -> None:
    printed = page.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": True, "preferCSSPageSize": True})
    pages = len(re.findall(rb"/Type\s*/Page\b", base64.b64decode(printed["data"])))
    assert 8 <= pages <= 30
    assert page.run("return document.querySelectorAll('details[open]').length") == 0
    assert page.run("return document.getElementById('map').clientWidth") > 700
