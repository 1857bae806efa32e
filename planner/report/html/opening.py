"""The beginning of the page: what must not be overlooked, the decision, key figures, how good the plan is."""

from collections.abc import Sequence

from models.audit.audit import Audit
from planner.report.html.markup import NOTHING, Html, element, join, text
from planner.report.html.numbers import decimals_for, is_number, value_text
from planner.report.html.page import WebSection, paragraphs
from planner.report.summary import KeyFigure, Section, Summary
from planner.report.table import Column
from planner.report.words import Words


def alarm_banner(summary: Summary, words: Words) -> Html:
    """Return the alarms, each in a box."""
    if not summary.alarms:
        return NOTHING
    boxes = (element("p", text(alarm), class_="alarm") for alarm in summary.alarms)
    return element("div", *boxes, role="note", aria_label=words("Warnings"))


def decision_section(summary: Summary, audit: Audit, words: Words) -> WebSection:
    """Return the plan in words and figures."""
    parts: list[Html] = []
    # What a section says in a table has a section of the page to itself.
    told = [section for section in summary.sections if section.sentences or section.figures]
    for i, section in enumerate(told):
        if i:
            parts.append(element("h3", text(section.title)))
        parts.append(_sentences(section) if i == 0 else paragraphs(section.sentences))
        parts.append(_cards(section.figures, words))
    return WebSection("decision", summary.sections[0].title, join(*parts, _verdict(audit, words)))


def _sentences(section: Section) -> Html:
    """Return sentences that begin with a word and a colon as a list with these words beside it."""
    items = []
    for sentence in section.sentences:
        head, colon, rest = _split(sentence)
        items += [element("dt", text(head)), element("dd", text(rest if colon else sentence))]
    return element("dl", *items, class_="decision")


def _split(sentence: str) -> tuple[str, str, str]:
    """Return the word before the first colon, in whichever script the colon is, and what follows it."""
    places = [place for place in (sentence.find(": "), sentence.find("：")) if place >= 0]
    if not places:
        return "", "", sentence
    place = min(places)
    return sentence[:place], sentence[place], sentence[place + 1 :].lstrip()


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
