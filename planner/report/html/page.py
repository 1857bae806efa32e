"""The shell of a page: head, title, contents, sections, and the scripts at its end."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from plotly.offline import get_plotlyjs

from planner.report.html.markup import NOTHING, Html, data_script, element, join, text
from planner.report.words import Words

POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'"
)
"""What a browser may do with a page: run what is in it, fetch nothing."""


@dataclass(frozen=True)
class WebSection:
    """What stands on a page under one heading."""

    id: str
    """Target of the link in the contents."""
    title: str
    content: Html


@dataclass(frozen=True)
class WebPage:
    """A page: plain text but for `banner` and the content of its sections."""

    title: str
    subtitle: str
    sections: Sequence[WebSection]
    banner: Html = NOTHING
    """Above everything: what must not be overlooked."""
    data: object = field(default_factory=dict)
    """What the scripts know of the whole page, its times among it."""
    scripts: Sequence[str] = ("page.js",)
    """Files beside this one."""


def page_html(page: WebPage, words: Words) -> str:
    """Return the page as one file that needs no other."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", text(page.title)),
        element("style", Html(_file("page.css"))),
    )
    header = element(
        "header",
        page.banner,
        element("h1", text(page.title)),
        element("p", text(page.subtitle), class_="subtitle"),
    )
    body = element(
        "body",
        element("a", text(words("Skip to the plan")), class_="skip", href="#main"),
        header,
        _contents(page.sections, words),
        element("main", _no_script(words), *(_section(section) for section in page.sections), id="main", tabindex="-1"),
        data_script("page", page.data),
        element("script", Html(get_plotlyjs())),
        *(element("script", Html(_file(name))) for name in page.scripts),
    )
    lang = "zh-CN" if words.language == "zh" else "en"
    return f"<!DOCTYPE html>\n{element('html', head, body, lang=lang)}\n"


def _contents(sections: Sequence[WebSection], words: Words) -> Html:
    links = (element("li", element("a", text(part.title), href=f"#{part.id}")) for part in sections)
    return element("nav", element("ul", *links), aria_label=words("Contents"))


def _section(section: WebSection) -> Html:
    title = f"{section.id}-title"
    heading = element("h2", text(section.title), id=title)
    return element("section", heading, section.content, id=section.id, aria_labelledby=title)


def _no_script(words: Words) -> Html:
    note = words("Charts need JavaScript, which is switched off here; every figure is in the tables below them.")
    return element("noscript", element("p", text(note), class_="note"))


@cache
def _file(name: str) -> str:
    return files("planner.report.html").joinpath(name).read_text(encoding="utf-8")


def paragraphs(sentences: Sequence[str], css_class: str | None = None) -> Html:
    """Return a paragraph for each sentence."""
    return join(*(element("p", text(sentence), class_=css_class) for sentence in sentences if sentence))
