"""The section of futures: the tree drawn, what each future costs, and what is decided in all of them."""

from collections.abc import Mapping, Sequence
from textwrap import wrap

from models.ids import OutcomeId
from models.tree import Tree
from planner.report.futures import decided_at, future_name, futures_page, is_shared
from planner.report.html.figures import Figure, Trace, figure_html
from planner.report.html.markup import join, label
from planner.report.html.page import WebSection, paragraphs
from planner.report.html.palette import QUIET, SERIES
from planner.report.html.tables import block_html
from planner.report.investments import units
from planner.report.table import Table
from planner.report.view import View
from planner.report.wording import amount_text

MOST_TOLD = 12
"""Decisions that are named where one points at a node."""
NAME_LETTERS = 38
"""In a line of a future's name."""


def futures_section(view: View, named: Mapping[str, Table]) -> WebSection:
    """Return the tree and its tables."""
    page = futures_page(view, named["futures"], named["common"])
    tables = (block_html(block, view.words) for block in page.blocks)
    content = join(paragraphs((page.note,), "note"), figure_html(tree_figure(view), view.words), *tables)
    return WebSection("futures", page.title, content)


def tree_figure(view: View) -> Figure:
    """Return the tree: each outcome in its period, what is decided for all futures apart from what waits."""
    words, tree = view.words, view.inst.tree
    heights = _heights(tree)
    periods = list(view.inst.periods)
    return Figure(
        id="tree",
        title=words("The futures as a tree"),
        reading=words(
            "Each mark is a period of one future or of several. Disc: decided here and now, for all of them; ring: "
            "decided for several together; diamond: decided when it is known which future comes. Dotted lines join "
            "marks with other data and the same decisions. Point at one to read what is decided there."
        ),
        traces=[_lines(tree, periods, heights), _ties(tree, periods, heights), *_marks(view, periods, heights)],
        layout={
            "xaxis": {
                "tickvals": list(range(len(periods))),
                "ticktext": [label(period) for period in periods],
                "range": [-0.3, len(periods) - 0.8],
                "showgrid": False,
                "zeroline": False,
            },
            # Names stand beside the chart, which makes room for them.
            "yaxis": {
                "tickvals": [heights[leaf] for leaf in tree.leaves],
                "ticktext": [_name(view, leaf) for leaf in tree.leaves],
                "range": [len(tree.leaves) - 0.4, -0.6],
                "side": "right",
                "automargin": True,
                "showgrid": False,
                "showline": False,
                "zeroline": False,
            },
            "showlegend": True,
        },
        height_px=140 + 44 * len(tree.leaves),
    )


def _heights(tree: Tree) -> dict[OutcomeId, float]:
    """Return where each outcome stands: leaves one below the other, the others in the middle of what follows them."""
    heights = {leaf: float(i) for i, leaf in enumerate(_leaves_in_order(tree))}
    for outcome in reversed(tree.outcomes):
        after = [heights[other.id] for other in tree.outcomes if other.parent == outcome.id]
        if after:
            heights[outcome.id] = sum(after) / len(after)
    return heights


def _leaves_in_order(tree: Tree) -> list[OutcomeId]:
    """Return the leaves such that those that share most of their way stand together."""
    place = {outcome.id: i for i, outcome in enumerate(tree.outcomes)}
    return sorted(tree.leaves, key=lambda leaf: [place[e] for e in tree.outcome_path(leaf)])


def _lines(tree: Tree, periods: Sequence[str], heights: Mapping[OutcomeId, float]) -> Trace:
    x: list[float | None] = []
    y: list[float | None] = []
    for outcome in tree.outcomes:
        if outcome.parent is not None:
            before = tree.outcome(outcome.parent)
            x += [periods.index(before.period), periods.index(outcome.period), None]
            y += [heights[before.id], heights[outcome.id], None]
    line = {"color": QUIET, "width": 1.5}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip", "showlegend": False}


def _ties(tree: Tree, periods: Sequence[str], heights: Mapping[OutcomeId, float]) -> Trace:
    """Return the lines between outcomes that live with the decisions of one node."""
    x: list[float | None] = []
    y: list[float | None] = []
    for node in tree.nodes:
        at = sorted(heights[outcome.id] for outcome in tree.outcomes_at(node.id))
        x += [periods.index(node.period), periods.index(node.period), None]
        y += [at[0], at[-1], None]
    line = {"color": SERIES[0], "width": 1.5, "dash": "dot"}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip", "showlegend": False}


def _marks(view: View, periods: Sequence[str], heights: Mapping[OutcomeId, float]) -> list[Trace]:
    """Return the outcomes in three kinds: decided for all futures, for several that have parted, and for one way."""
    words, tree = view.words, view.inst.tree
    kinds = {
        "now": (words("decided here and now"), "circle", SERIES[0]),
        "several": (words("decided for several futures"), "circle-open", SERIES[0]),
        "later": (words("decided when it is known"), "diamond", SERIES[1]),
    }
    points: dict[str, list[OutcomeId]] = {kind: [] for kind in kinds}
    for outcome in tree.outcomes:
        sharing = len(tree.outcomes_at(outcome.node))
        kind = "now" if is_shared(view.inst, outcome.node) else "several" if sharing > 1 else "later"
        points[kind].append(outcome.id)
    found: list[Trace] = []
    for kind, (name, symbol, colour) in kinds.items():
        if points[kind]:
            found.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "name": name,
                    "x": [periods.index(tree.outcome(e).period) for e in points[kind]],
                    "y": [heights[e] for e in points[kind]],
                    "customdata": [_told(view, e) for e in points[kind]],
                    "hovertemplate": "%{customdata}<extra></extra>",
                    "marker": {"symbol": symbol, "size": 13, "color": colour, "line": {"width": 2, "color": colour}},
                }
            )
    return found


def _name(view: View, leaf: OutcomeId) -> str:
    """Return what stands beside a leaf: the future and how likely it is, in lines that leave room for the tree."""
    lines = wrap(f"{future_name(view, leaf)} · {view.probability(leaf):.0%}", NAME_LETTERS)
    return "<br>".join(label(line) for line in lines)


def _told(view: View, e: OutcomeId) -> str:
    """Return what is read where one points at an outcome."""
    words, n = view.words, view.inst.tree.outcome(e).node
    unit = units(words)
    lines = [f"<b>{label(view.when.branch(e))}</b> · {view.probability(e):.0%}"]
    items = sorted(decided_at(view).get(n, ()), key=lambda item: -item.cost_m)
    for item in items[:MOST_TOLD]:
        where = view.names.place(item.place) if item.place else ""
        told = f"{view.names.decisions[item.decision]}: {where} {item.item} {amount_text(item.quantity)}"
        lines.append(label(f"{' '.join(told.split())} {unit[item.decision]}"))
    if len(items) > MOST_TOLD:
        lines.append(label(words("and {rest} more", rest=len(items) - MOST_TOLD)))
    if not items:
        lines.append(label(words("Nothing is decided.")))
    return "<br>".join(lines)
