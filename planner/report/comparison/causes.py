"""Which inputs differ, and what each group of them does to the cost."""

from typing import Any

from planner.report.comparison.sides import AttributionLike, Comparison, EffectLike, ShareLike
from planner.report.table import Block, Column, Page
from planner.report.words import Words


def group_names(words: Words) -> dict[str, str]:
    """Return what the groups of changes are called, by their codes."""
    return {
        "New and dropped things": words("New and dropped things"),
        "Time and slices": words("Time and slices"),
        "Demand": words("Demand"),
        "Workloads": words("Workloads"),
        "Residency": words("Residency"),
        "Supply of chips": words("Supply of chips"),
        "Prices of chips": words("Prices of chips"),
        "Chips and software": words("Chips and software"),
        "Fleet and pipeline": words("Fleet and pipeline"),
        "Regions": words("Regions"),
        "Halls and power": words("Halls and power"),
        "Electricity and carbon": words("Electricity and carbon"),
        "Staff": words("Staff"),
        "Platform and pooling": words("Platform and pooling"),
        "Links": words("Links"),
        "Outages": words("Outages"),
        "Rental": words("Rental"),
        "Budgets": words("Budgets"),
        "Policies": words("Policies"),
        "Commitments": words("Commitments"),
        "Money and penalties": words("Money and penalties"),
        "Scenarios": words("Scenarios"),
        "How long is searched": words("How long is searched"),
        "No effect on the plan": words("No effect on the plan"),
    }


def input_page(comparison: Comparison) -> Page:
    """Return the cells and rows that differ."""
    words = comparison.words
    names = group_names(words)
    columns = (
        Column("group", words("Group")),
        Column("sheet", words("Sheet")),
        Column("row", words("Row")),
        Column("column", words("Column")),
        Column("a", "A", "", "mixed"),
        Column("b", "B", "", "mixed"),
        Column("cell_a", words("Cell in A")),
        Column("cell_b", words("Cell in B")),
    )
    rows = [
        (names[group], one.sheet, one.row, one.column or words("the whole row"), one.a, one.b, one.cell_a, one.cell_b)
        for group, changes in comparison.changes.items()
        for one in changes
    ]
    note = words(
        "Rows are matched by their keys, wherever they stand; where a scenario was planned for, its overrides are in "
        "the values."
    )
    empty = words("The inputs are the same.")
    block = Block(words("Inputs that differ"), "", columns, tuple(rows), empty)
    return Page(words("Inputs that differ"), note, (block,))


def attribution_page(comparison: Comparison) -> Page | None:
    """Return what each group of changes does to the cost; None where it was not asked or could not be told."""
    found = comparison.attribution
    if found is None:
        return None
    words = comparison.words
    note = words(
        "Each group's changes are made alone in the data of A and solved. Best is the difference between the best "
        "plans found; between the cheapest plans there are it lies from 'at least' to 'at most', as each search leaves "
        "a gap."
    )
    return Page(words("Where the cost comes from"), note, (attribution_block(comparison, found),))


def attribution_block(comparison: Comparison, found: AttributionLike) -> Block:
    """Return the effect of each group alone, and in turn where that was asked for."""
    words = comparison.words
    names = group_names(words)
    columns = [
        Column("group", words("Group")),
        Column("changes", words("Changes"), "", "whole"),
        Column("alone_m", words("Alone: best"), "", "money"),
        Column("least_m", words("at least"), "", "money"),
        Column("most_m", words("at most"), "", "money"),
    ]
    if found.order:
        columns += [
            Column("turn_m", words("In turn: best"), "", "money"),
            Column("turn_least_m", words("at least"), "", "money"),
            Column("turn_most_m", words("at most"), "", "money"),
        ]
    columns.append(Column("remark", words("Remark")))

    def line(name: str, count: int | None, alone: EffectLike | None, turn: EffectLike | None, remark: str) -> Any:
        return (name, count, *_three(alone), *(_three(turn) if found.order else ()), remark)

    rows = [
        line(
            names[share.group], len(comparison.changes[share.group]), share.effect, share.in_turn, _remark(words, share)
        )
        for share in found.shares
    ]
    if len(found.shares) > 1:
        rows += [
            line(words("Sum of the groups"), None, found.together, comparison.whole if found.order else None, ""),
            line(words("Interaction"), None, found.interaction, None, ""),
        ]
    title = words("The difference in cost by groups of changes")
    headed = words("{title} ({unit})", title=title, unit=comparison.money)
    total = line(words("The whole difference"), None, comparison.whole, comparison.whole, "")
    order = words("In turn: {list}.", list=words.joined(names[group] for group in found.order)) if found.order else ""
    return Block(headed, order, tuple(columns), tuple(rows), words("The inputs are the same."), total)


def _three(effect: EffectLike | None) -> tuple[float | None, float | None, float | None]:
    return (None, None, None) if effect is None else (effect.best_m, effect.least_m, effect.most_m)


def _remark(words: Words, share: ShareLike) -> str:
    """Return why a group has no figure, or that its figure may be nothing but the gaps of the searches."""
    if share.alone.cost_m is None:
        reason, _, detail = share.alone.why.partition(": ")
        said = _reasons(words).get(reason, reason)
        return f"{said} ({detail})" if detail else said
    effect = share.effect
    if effect is None:
        return words("there is nothing to measure it by: A has no plan")
    if effect.least_m is None or effect.most_m is None:
        return words("how sure this is, is not known")
    if effect.least_m == effect.most_m == 0.0:
        return words("no effect")
    return words("within the gaps of the searches") if effect.least_m <= 0.0 <= effect.most_m else ""


def _reasons(words: Words) -> dict[str, str]:
    return {
        "no plan meets every limit": words("with these changes alone no plan meets every limit"),
        "no plan was found in time": words("with these changes alone no plan was found in time"),
        "the plan failed its audit": words("the plan with these changes alone failed its audit"),
        "cannot stand alone": words("these changes cannot stand alone: the workbook would not be valid"),
    }
