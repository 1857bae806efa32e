"""What the terminal shows of a comparison, and what programs get of it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from planner.cli.terminal import output, say_warning
from planner.report.comparison.causes import attribution_block, input_page
from planner.report.comparison.plans import investment_block
from planner.report.comparison.sides import Comparison, EffectLike, Side
from planner.report.comparison.told import alarms, difference_sentences, run_sentences
from planner.report.table import Block, written
from planner.report.wording import amount_text

_MOST_INPUTS, _MOST_INVESTMENTS, _LONGEST = 12, 8, 40
_OF_INPUTS = ("group", "sheet", "row", "column", "a", "b")
_OF_ATTRIBUTION = ("group", "changes", "alone_m", "least_m", "most_m", "turn_m")
_OF_INVESTMENTS = ("kind", "place", "item", "period", "quantity_a", "quantity_b", "unit", "cash_m_difference")
"""The columns that a terminal has room for."""
_SHORT = {"quantity_a": "A", "quantity_b": "B", "cash_m_difference": "Cash, B - A"}
"""Titles of columns that are shorter there."""


def show_comparison(comparison: Comparison, folder: Path, *, quiet: bool) -> None:
    """Print a comparison; quiet: only where it is."""
    console = output()
    if not quiet:
        console.print()
        for sentence in run_sentences(comparison):
            console.print(escape(sentence))
        console.print()
        for sentence in difference_sentences(comparison):
            console.print(escape(sentence))
        _show(console, input_page(comparison).blocks[0], _OF_INPUTS, _MOST_INPUTS)
        if comparison.attribution is not None:
            block = attribution_block(comparison, comparison.attribution)
            _show(console, block, _OF_ATTRIBUTION)
            for group, *_, remark in block.rows:
                if remark:
                    console.print(escape(f"{group}: {remark}."))
        if comparison.same_futures:
            block = investment_block(comparison)
            block = replace(block, title=f"{block.title}, cash in {comparison.money}")
            _show(console, block, _OF_INVESTMENTS, _MOST_INVESTMENTS)
        console.print()
        for alarm in alarms(comparison):
            say_warning(alarm)
    console.print(f"{'' if quiet else 'Comparison: '}{folder}", markup=False, soft_wrap=True)


def _show(console: Console, block: Block, names: Sequence[str] = (), most: int = 40) -> None:
    """Print a block with some of its columns; the first rows of many."""
    if not block.rows:
        return
    shown = [i for i, column in enumerate(block.columns) if not names or column.name in names]
    table = Table(box=None, pad_edge=False, header_style="bold", title=None)
    for i in shown:
        column = block.columns[i]
        title = _SHORT.get(column.name, column.title)
        is_text = column.format == "text"
        table.add_column(
            escape(title), justify="left" if is_text else "right", overflow="fold", no_wrap=column.name == "group"
        )
    lines = list(block.rows[:most])
    for line in lines:
        table.add_row(*(escape(_text(line[i])) for i in shown))
    if block.total is not None:
        table.add_row(*(escape(_text(block.total[i])) for i in shown), style="bold")
    console.print()
    console.print(f"[bold]{escape(block.title)}[/]")
    console.print(table)
    if len(block.rows) > most:
        console.print(f"... and {len(block.rows) - most:,} more", style="dim")


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return amount_text(float(value))
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}\u2026"


def comparison_data(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as data, in English and by codes."""
    found = comparison.attribution
    return {
        "format": 1,
        "a": _side(comparison.a),
        "b": _side(comparison.b),
        "difference_m": _effect(comparison.whole),
        "inputs": [
            {
                "group": one.group,
                "sheet": one.sheet,
                "row": one.row,
                "column": one.column,
                "a": written(one.a),
                "b": written(one.b),
                "cell_a": one.cell_a,
                "cell_b": one.cell_b,
            }
            for changes in comparison.changes.values()
            for one in changes
        ],
        "attribution": None
        if found is None
        else {
            "groups": [
                {
                    "group": share.group,
                    "cost_m": share.alone.cost_m,
                    "alone_m": _effect(share.effect),
                    "in_turn_m": _effect(share.in_turn),
                    "why_no_plan": share.alone.why,
                }
                for share in found.shares
            ],
            "sum_m": _effect(found.together),
            "interaction_m": _effect(found.interaction),
            "order": list(found.order),
        },
        "notes": list(alarms(comparison)),
    }


def _side(side: Side) -> dict[str, Any]:
    facts = side.facts
    return {
        "workbook": facts.workbook,
        "scenario": facts.scenario,
        "started": facts.started,
        "status": facts.status,
        "cost_m": side.cost_m,
        "bound_m": facts.bound_m,
        "gap": facts.gap,
        "input_sha256": facts.input_sha256,
    }


def _effect(effect: EffectLike | None) -> dict[str, float | None] | None:
    if effect is None:
        return None
    return {"best": effect.best_m, "at_least": effect.least_m, "at_most": effect.most_m}
