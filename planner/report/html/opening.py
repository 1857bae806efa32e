"""The beginning of the page: what must not be overlooked, the decision, key figures, how good the plan is."""

from collections.abc import Sequence

from models.audit.audit import Audit
from planner.report.html.markup import NOTHING, Html, element, join, text
from planner.report.html.numbers import decimals_for, is_number, value_text
from planner.report.html.page import WebSection
from planner.report.html.tables import table_html
from planner.report.summary import KeyFigure, Section, Summary
from planner.report.table import Column
from planner.report.words import Words

OPENING = 4
"""Sections of the summary with which the page begins: decision, key figures, the plan over time, how good it is."""


def alarm_banner(summary: Summary, words: Words) -> Html:
    """Return the alarms, each in a box."""
    if not summary.alarms:
        return NOTHING
    boxes = (element("p", text(alarm), class_="alarm") for alarm in summary.alarms)
    return element("div", *boxes, role="note", aria_label=words("Warnings"))


def decision_section(summary: Summary, audit: Audit, words: Words) -> WebSection:
    """Return the plan in words and figures, and how good it is."""
    first, *others = summary.sections[:OPENING]
    content = join(_verdict(audit, words), _body(first, words), *(_under_heading(part, words) for part in others))
    return WebSection("decision", first.title, content)


def basis_section(summary: Summary, words: Words) -> WebSection:
    """Return what the plan rests on: what it assumes, and what drives it."""
    # Its tables are those of the sections before.
    parts = (part for part in summary.sections[OPENING:] if part.sentences)
    content = join(*(_under_heading(part, words) for part in parts))
    return WebSection("basis", words("What it rests on"), content)


def _under_heading(section: Section, words: Words) -> Html:
    return join(element("h3", text(section.title)), _body(section, words))


def _body(section: Section, words: Words) -> Html:
    block = section.block
    table = table_html(block, words, section.title) if block is not None and block.rows else NOTHING
    return join(_sentences(section.sentences), _cards(section.figures, words), table)


def _sentences(sentences: Sequence[str]) -> Html:
    """Return sentences as a list with the word before the colon of each beside it."""
    if not sentences:
        return NOTHING
    items: list[Html] = []
    for sentence in sentences:
        head, rest = _split(sentence)
        items += [element("dt", text(head)), element("dd", text(rest))]
    return element("dl", *items, class_="decision")


def _split(sentence: str) -> tuple[str, str]:
    """Return what stands before the first colon, in whichever script it is, and what follows it."""
    places = [place for place in (sentence.find(": "), sentence.find("：")) if place >= 0]
    return (sentence[: min(places)], sentence[min(places) + 1 :].lstrip()) if places else ("", sentence)


def _cards(figures: Sequence[KeyFigure], words: Words) -> Html:
    if not figures:
        return NOTHING
    return element("dl", *(_card(figure, words) for figure in figures), class_="cards")


def _card(figure: KeyFigure, words: Words) -> Html:
    column = Column("", "", "", figure.format)
    size = [figure.value] if isinstance(figure.value, int | float) and is_number(figure.value) else []
    shown = value_text(figure.value, column, decimals_for(size), words) or words("not known")
    return element(
        "div",
        element("dt", text(figure.label)),
        element("dd", text(shown), class_="value"),
        element("dd", text(figure.unit), class_="unit"),
    )


def _verdict(audit: Audit, words: Words) -> Html:
    if audit.passed:
        return element("p", text(words("✓ The plan passed its audit.")), class_="verdict good")
    return element("p", text(words("✗ The plan FAILED its audit and is not to be used.")), class_="verdict bad")
