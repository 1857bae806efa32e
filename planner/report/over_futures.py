"""Trees with many branches, read over their periods: what is expected, and how far the futures lie apart.

A few branches stand next to each other as columns. Dozens of them, with names of several words, can neither be read nor
printed, so that a reader is told what is expected in each period; the files of the tables have every branch.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from planner.report.chart import Chart
from planner.report.table import Block, Column, Table, exclusive, written
from planner.report.view import View

NAMES = ("text", "yes_no", "year")
"""Formats of the columns that say what a row is about."""
OF_BRANCHES = ("branch", "probability")
"""Columns that a table read over its periods has not."""


@dataclass(frozen=True)
class Span:
    """A sum in one period, over the branches of it."""

    least: float
    expected: float
    most: float


def over_time(view: View, table: Table, *, worths: bool = False) -> Table:
    """Return a table as it is read over time: as it is, or with the branches of each period taken together.

    Then amounts are expected ones; nothing is counted where a branch lacks a row. A share is the average over the
    branches that have one.

    Parameters
    ----------
    worths
        Whether its numbers are expected already, as what one more unit of a limit is worth; they then add up.
    """
    if view.reads_branches or table.frame.empty:
        return table
    columns = tuple(column for column in table.columns if column.name not in OF_BRANCHES)
    keys = [column.name for column in columns if column.format in NAMES]
    frame, chances = table.frame, _chances(view, table)
    if worths:
        chances = pd.Series(1.0, index=frame.index)
    found: dict[str, pd.Series] = {}
    for column in columns:
        if column.name in keys:
            continue
        known = frame[column.name].astype(float)
        parts = frame[keys].assign(amount=(known * chances).fillna(0.0), chance=chances.where(known.notna(), 0.0))
        sums = parts.groupby(keys, sort=False, dropna=False)[["amount", "chance"]].sum()
        averaged = sums["amount"] / sums["chance"].where(sums["chance"] > 0)
        # Chances that add up to one but for the noise of arithmetic leave a whole number whole.
        found[column.name] = (averaged if column.format == "share" else sums["amount"]).map(written)
    if not found:
        return table
    joined = pd.DataFrame(found).reset_index()[[column.name for column in columns]]
    places = {period: i for i, period in enumerate(view.inst.periods)}
    joined = joined.sort_values(
        "period", key=lambda periods: periods.map(lambda period: places.get(period, len(places))), kind="stable"
    )
    note = view.words.sentences(table.note, together_note(view, table))
    return replace(table, columns=columns, frame=joined.reset_index(drop=True), note=note)


def spans(view: View, table: Table, names: Sequence[str]) -> Mapping[str, Span]:
    """Return, by period, how far the branches lie apart in the sum of some columns over all rows."""
    sums = table.frame.groupby("branch")[list(names)].sum().sum(axis=1)
    found: dict[str, list[tuple[float, float]]] = {period: [] for period in view.inst.periods}
    for e in view.inst.outcomes:
        amount = float(sums.get(view.when.branch(e), 0.0))
        found[view.inst.tree.outcome(e).period].append((amount, view.probability(e)))
    return {
        period: Span(
            min(amount for amount, _ in branches),
            sum(amount * chance for amount, chance in branches),
            max(amount for amount, _ in branches),
        )
        for period, branches in found.items()
    }


def span_block(view: View, table: Table, names: Sequence[str], title: str, unit: str) -> Block:
    """Return how far the futures lie apart over time in the sum of some columns, drawn as three lines."""
    words, found = view.words, spans(view, table, names)
    form = table.column(names[0]).format
    rows = (
        (least_text(view), *(span.least for span in found.values())),
        (expected_text(view), *(span.expected for span in found.values())),
        (most_text(view), *(span.most for span in found.values())),
    )
    columns = (Column("future", words("Future")), *(Column(period, period, "", form) for period in found))
    chart = Chart(title, "lines", unit, "row", tuple(range(1, len(columns))), (0, 1, 2))
    return Block(words("{title} ({unit})", title=title, unit=unit), "", columns, rows, "", charts=(chart,))


def least_text(view: View) -> str:
    """Return the name of the least in any future."""
    return view.words("Least in any future")


def expected_text(view: View) -> str:
    """Return the name of what is expected over the futures."""
    return view.words("Expected over the futures")


def most_text(view: View) -> str:
    """Return the name of the most in any future."""
    return view.words("Most in any future")


def tightest(view: View, table: Table, keys: Sequence[str], room: "pd.Series[float]") -> Table:
    """Return, of the branches of each period, the row with the least room; all rows where branches are few.

    Parameters
    ----------
    keys
        Columns that name what a limit is about, beside the period.
    room
        What is left before the limit, by row; unknown where there is no limit.
    """
    if view.reads_branches or table.frame.empty:
        return table
    ranked = table.frame.assign(room=room).sort_values("room", kind="stable")
    kept = ranked.groupby([*keys, "period"], sort=False, dropna=False).head(1).sort_index().drop(columns="room")
    left_out = view.words(
        "Of the branches of a period that with the least room; all are in {file}.", file=f"tables/{table.name}.csv"
    )
    return replace(table, frame=kept, note=view.words.sentences(table.note, left_out))


def branches_note(view: View) -> str:
    """Return how branches are to be read that stand next to each other; '': none do."""
    return exclusive(view.words) if view.chances is not None and view.reads_branches else ""


def together_note(view: View, table: Table) -> str:
    """Return how numbers are to be read in which the branches of a table are taken together; '': they are not."""
    if view.reads_branches:
        return ""
    return view.words(
        "Expected over the {count} futures; each by itself is in {file}.",
        count=len(view.inst.tree.leaves),
        file=f"tables/{table.name}.csv",
    )


def _chances(view: View, table: Table) -> "pd.Series[float]":
    """Return how likely the branch of each row is; tables of decisions say it themselves."""
    if "probability" in table.frame:
        return table.frame["probability"].astype(float)
    return table.frame["branch"].map(view.chances or {}).astype(float)
