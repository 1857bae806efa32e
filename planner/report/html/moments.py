"""The times that a slider goes through: periods, and in a tree the branches of each."""

from collections.abc import Sequence
from typing import Any

from planner.report.html.markup import NOTHING, Html, element, text
from planner.report.view import View
from planner.report.words import Words


def page_data(view: View) -> dict[str, Any]:
    """Return the periods, and each outcome with its period and the way to it, in the order of all frames."""
    tree, periods = view.inst.tree, list(view.inst.periods)
    return {
        "periods": periods,
        "moments": [
            {
                "period": periods.index(tree.outcome(e).period),
                "branch": view.when.branch(e),
                "path": list(tree.outcome_path(e)),
            }
            for e in view.inst.outcomes
        ],
    }


def moment_controls(view: View, identity: str, words: Words, *others: Html) -> Html:
    """Return the slider of periods, the choice of a branch where there are several, and other controls."""
    periods = list(view.inst.periods)
    parts = [_slider(periods, identity, words)] if len(periods) > 1 else []
    if not view.inst.tree.is_chain:
        parts.append(choice(f"{identity}-branch", words("Branch"), (), data_branch=True))
    return element("div", *parts, *others, class_="controls") if (*parts, *others) else NOTHING


def _slider(periods: Sequence[str], identity: str, words: Words) -> Html:
    last = len(periods) - 1
    name = f"{identity}-period"
    return element(
        "div",
        element("label", text(words("Period")), Html(" "), element("output", text(periods[last])), for_=name),
        element("input", type="range", id=name, min="0", max=str(last), value=str(last), step="1"),
        element(
            "div", *(element("span", text(period)) for period in _ticks(periods)), class_="ticks", aria_hidden="true"
        ),
        class_="period",
    )


def _ticks(periods: Sequence[str]) -> Sequence[str]:
    """Return the names under the slider: all, or the ends where they would run into each other."""
    return periods if sum(len(period) for period in periods) <= 48 else (periods[0], periods[-1])


def choice(identity: str, title: str, options: Sequence[tuple[str, str]], **attributes: str | bool) -> Html:
    """Return a list to choose from: value and text of each option."""
    items = (element("option", text(shown), value=value) for value, shown in options)
    label = element("label", text(title), for_=identity)
    return element("div", label, element("br"), element("select", *items, id=identity, **attributes))
