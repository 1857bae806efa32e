"""compare.html: the comparison as one page."""

from collections.abc import Sequence
from typing import Any

from planner.report.comparison.causes import attribution_block, group_names
from planner.report.comparison.plans import cost_blocks
from planner.report.comparison.sides import AttributionLike, Comparison, EffectLike
from planner.report.comparison.told import Told
from planner.report.html.figures import Figure, figure_html
from planner.report.html.markup import Html, join, label
from planner.report.html.opening import alarm_banner
from planner.report.html.page import WebPage, WebSection, page_html, paragraphs
from planner.report.html.palette import SERIES
from planner.report.html.tables import block_html
from planner.report.table import Block, Page
from planner.report.view import NEGLIGIBLE
from planner.report.wording import amount_text

MOST_ROWS = 300
"""Rows of one table on the page; the workbook beside it has all."""
_MORE, _LESS = SERIES[5], SERIES[2]
"""Of what makes B dearer and cheaper."""
_ROW_PX, _FRAME_PX = 34, 70
_ROOM = 0.12
"""At each end of the axis, as a share of what is drawn."""
_LEAST_SHARE = 0.001
"""Of the largest difference; smaller ones are in the table of the chart."""


def comparison_html(comparison: Comparison, told: Told) -> str:
    """Return the page of a comparison."""
    words = comparison.words
    first, *others = told.summary.sections
    content = [paragraphs(first.sentences), *(paragraphs(section.sentences, "note") for section in others)]
    sections = [WebSection("difference", first.title, join(*content, *_charts(comparison)))]
    sections += [_section(comparison, i, page) for i, page in enumerate(told.pages)]
    page = WebPage(told.summary.title, told.summary.subtitle, sections, alarm_banner(told.summary, words))
    return page_html(page, words)


def _section(comparison: Comparison, number: int, page: Page) -> WebSection:
    blocks = [block_html(_shortened(comparison, block), comparison.words) for block in page.blocks]
    return WebSection(f"page-{number}", page.title, join(paragraphs((page.note,), "note"), *blocks))


def _shortened(comparison: Comparison, block: Block) -> Block:
    if len(block.rows) <= MOST_ROWS:
        return block
    words = comparison.words
    note = words(
        "The first {shown} of {all}; the others are in {file}.",
        shown=MOST_ROWS,
        all=f"{len(block.rows):,}",
        file="compare.xlsx",
    )
    return Block(block.title, note, block.columns, block.rows[:MOST_ROWS], block.empty, block.total)


def _charts(comparison: Comparison) -> list[Html]:
    found = []
    if comparison.attribution is not None and comparison.whole is not None:
        found.append(figure_html(_causes(comparison, comparison.attribution, comparison.whole), comparison.words))
    if comparison.views is not None:
        found.append(figure_html(_categories(comparison), comparison.words))
    return found


def _causes(comparison: Comparison, found: AttributionLike, whole: EffectLike) -> Figure:
    """Return what each group of changes does alone, with how far that is sure."""
    words, names = comparison.words, group_names(comparison.words)
    bars = [(names[share.group], share.effect) for share in found.shares]
    if len(bars) > 1:
        bars.append((words("Interaction"), found.interaction))
    bars.append((words("The whole difference"), whole))
    known = [(name, effect) for name, effect in bars if effect is not None]
    return Figure(
        id="causes",
        title=words("Where the cost comes from"),
        reading=words(
            "What each group of changed inputs alone does to the cost, in {money}; the thin lines show between what it "
            "lies, as each search leaves a gap.",
            money=comparison.money,
        ),
        traces=(
            _bars(
                [name for name, _ in known],
                [effect.best_m for _, effect in known],
                comparison.money,
                [_reach(effect) for _, effect in known],
            ),
        ),
        layout=_layout(comparison.money, [part for _, effect in known for part in _ends(effect)]),
        height_px=_FRAME_PX + _ROW_PX * len(known),
        tables=(attribution_block(comparison, found),),
    )


def _categories(comparison: Comparison) -> Figure:
    """Return the difference in cost by category."""
    words, block = comparison.words, cost_blocks(comparison)[0]
    least = max((abs(line[3]) for line in block.rows), default=0.0) * _LEAST_SHARE
    lines = [(str(line[0]), float(line[3])) for line in block.rows if abs(line[3]) > max(least, NEGLIGIBLE)]
    return Figure(
        id="categories",
        title=words("What costs more in B, and what less"),
        reading=words("Expected present value by category, B less A, in {money}.", money=comparison.money),
        traces=(_bars([name for name, _ in lines], [amount for _, amount in lines], comparison.money),),
        layout=_layout(comparison.money, [amount for _, amount in lines]),
        height_px=_FRAME_PX + _ROW_PX * len(lines),
        tables=(block,),
        empty="" if lines else words("No difference."),
    )


def _bars(
    names: Sequence[str], amounts: Sequence[float], money: str, reach: Sequence[tuple[float, float]] = ()
) -> dict[str, Any]:
    """Return bars to the right for what is dearer in B, to the left for what is cheaper."""
    trace: dict[str, Any] = {
        "type": "bar",
        "orientation": "h",
        "y": [label(name) for name in reversed(names)],
        "x": list(reversed(amounts)),
        "marker": {"color": [_MORE if amount > 0 else _LESS for amount in reversed(amounts)]},
        "text": [amount_text(amount) for amount in reversed(amounts)],
        "textposition": "auto",
        "textangle": 0,
        "hovertemplate": f"%{{y}}: %{{x:,.4~g}} {label(money)}<extra></extra>",
    }
    if reach:
        trace["error_x"] = {
            "type": "data",
            "symmetric": False,
            "array": [above for _, above in reversed(reach)],
            "arrayminus": [below for below, _ in reversed(reach)],
            "thickness": 1.2,
            "width": 5,
        }
    return trace


def _reach(effect: EffectLike) -> tuple[float, float]:
    """Return how far an effect may lie below and above its best value; 0 where it is not known."""
    below = 0.0 if effect.least_m is None else effect.best_m - effect.least_m
    above = 0.0 if effect.most_m is None else effect.most_m - effect.best_m
    return max(0.0, below), max(0.0, above)


def _ends(effect: EffectLike) -> tuple[float, float]:
    below, above = _reach(effect)
    return effect.best_m - below, effect.best_m + above


def _layout(money: str, values: Sequence[float]) -> dict[str, Any]:
    """Return axes with room at both ends for the figures beside short bars."""
    low, high = min((0.0, *values)), max((0.0, *values))
    room = _ROOM * (high - low or 1.0)
    return {
        "xaxis": {
            "type": "linear",
            "title": {"text": label(money)},
            "zeroline": True,
            "range": [low - room, high + room],
        },
        "yaxis": {"type": "category"},
        "bargap": 0.35,
        "showlegend": False,
    }
