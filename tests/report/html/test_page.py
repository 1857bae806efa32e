"""A page is one file: it names no other, and says so to the browser."""

import re

import pytest
from plotly.offline import get_plotlyjs

from planner.report.html.page import WebPage, WebSection, page_html
from planner.report.html.report import report_html
from planner.report.words import Language, Words
from tests.report.plans import shown, solved


def test_no_address_is_in_the_page_but_those_inside_the_library() -> None:
    page = report_html(shown("shared")[1], solved("shared")[2])
    assert get_plotlyjs() in page
    own = page.replace(get_plotlyjs(), "")
    # The name of the kind of drawing is one and is not fetched.
    assert set(re.findall(r"\w+://[^\"']+", own)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"\b(src|srcset|action)=|@import|url\(", own)


def test_the_browser_is_told_to_fetch_nothing() -> None:
    page = page_html(WebPage("t", "s", []), Words())
    assert "default-src &#x27;none&#x27;" in page


@pytest.mark.parametrize(("language", "lang"), [("en", "en"), ("zh", "zh-CN")])
def test_a_page_names_its_language(language: Language, lang: str) -> None:
    assert f'<html lang="{lang}">' in page_html(WebPage("t", "s", []), Words(language))


def test_the_contents_lead_to_every_section() -> None:
    page = page_html(WebPage("t", "s", [WebSection("a", "<A>", "x"), WebSection("b", "B", "y")]), Words())
    assert re.findall(r'href="#(\w)">(.*?)</a></li>', page) == [("a", "&lt;A&gt;"), ("b", "B")]
    assert re.findall(r'<section id="(\w)"', page) == ["a", "b"]
