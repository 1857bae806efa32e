"""Checks of names: what one sheet refers to must be on the other."""

from collections.abc import Iterable, Iterator
from functools import cache, partial

from planner.workbook.cells import split_list
from planner.workbook.expand.book import Book
from planner.workbook.expand.chips import stack_of
from planner.workbook.expand.scopes import scope_named, scope_names
from planner.workbook.known_names import name_hint, unknown_name
from planner.workbook.problems import Problem, did_you_mean
from planner.workbook.schema import SHEETS, sheet_named
from planner.workbook.tables import Row

_PERIOD = SHEETS["RegionPeriods"].column("period")


def names_are_known(book: Book) -> Iterator[Problem]:
    """Report every cell that names a thing, or a group of regions, that is not on the sheet it refers to."""
    for sheet in SHEETS.values():
        for column in sheet.columns:
            if column.refers_to is not None:
                complaint = cache(partial(unknown_name, book, column))
                cells = ((row, complaint(row.text(column.name))) for row in book.rows(sheet.name))
                yield from gathered(column.name, cells)


def gathered(column: str, complaints: Iterable[tuple[Row, str | None]]) -> Iterator[Problem]:
    """Report complaints about a column; the same one in rows that follow each other is one problem of all of them."""
    runs: list[tuple[str, list[Row]]] = []
    for row, text in complaints:
        if text is None:
            continue
        if runs and runs[-1][0] == text and runs[-1][1][-1].number == row.number - 1:
            runs[-1][1].append(row)
        else:
            runs.append((text, [row]))
    for text, rows in runs:
        first, last = rows[0].cell(column), rows[-1].cell(column)
        if len(rows) == 1:
            yield Problem(rows[0].sheet, first, text)
        else:
            yield Problem(rows[0].sheet, f"{first}:{last}", f"{text} ({len(rows)} rows)")


def scopes_are_known(book: Book) -> Iterator[Problem]:
    """Report scopes of supplies and budgets that are neither the nation nor a region, a group or a party."""
    names = list(scope_names(book))
    for sheet in ("ChipSupply", "Budgets"):
        for row in book.rows(sheet):
            text = row.text("scope")
            if scope_named(book, text) is None:
                hint = did_you_mean(text, names) or "; write nation, or the name of a region, a group or a party"
                yield Problem(sheet, row.cell("scope"), f"there is no scope called '{text}'{hint}")


def pipeline_places_are_known(book: Book) -> Iterator[Problem]:
    """Report halls under construction in no known region, and bandwidth on no known link."""
    for row in book.rows("Pipeline"):
        noun, sheet = ("region", "Regions") if row.text("kind") == "hall" else ("link", "Links")
        place, names = row.text("place"), book.names(sheet)
        if row.text("kind") and place and place not in names:
            yield Problem(
                "Pipeline", row.cell("place"), f"there is no {noun} called '{place}'{name_hint(place, names)}"
            )


def ported_stacks_are_known(book: Book) -> Iterator[Problem]:
    """Report stacks to be ported that no chip has."""
    stacks = tuple(dict.fromkeys(str(stack_of(row)) for row in book.rows("Chips")))
    for row in book.rows("Porting"):
        stack = row.text("stack")
        if stack and stack not in stacks:
            yield Problem("Porting", row.cell("stack"), f"no chip has the stack '{stack}'{name_hint(stack, stacks)}")


def listed_periods_are_known(book: Book) -> Iterator[Problem]:
    """Report periods in the lists of policies that are not on the sheet Periods."""
    for row in book.rows("Policies"):
        for text in split_list(row.text("period")):
            complaint = unknown_name(book, _PERIOD, text)
            if complaint is not None:
                yield Problem("Policies", row.cell("period"), complaint)


def sources_name_sheets(book: Book) -> Iterator[Problem]:
    """Report sources of sheets that do not exist."""
    for row in book.rows("Sources"):
        text = row.text("sheet")
        if text and sheet_named(text) is None:
            hint = did_you_mean(text, [word for known in SHEETS for word in (book.tab(known), known)])
            yield Problem("Sources", row.cell("sheet"), f"there is no sheet called '{text}'{hint}")


def groups_differ_from_regions(book: Book) -> Iterator[Problem]:
    """Report groups that have the name of a region: a row naming it would be of one or of many."""
    rows = (row for row in book.rows("Groups"))
    text = "the group '{}' has the name of a region; rename the group"
    yield from gathered(
        "group", ((row, text.format(row.text("group")) if row.text("group") in book.regions else None) for row in rows)
    )


def parties_are_alike(book: Book) -> Iterator[Problem]:
    """Warn of parties with demand, chips, tiers or software but no region or link, called almost as one with."""
    for sheet in ("Demand", "Fleet", "PlatformTiers", "Porting"):
        for row in book.rows(sheet):
            party = row.text("party")
            if not party or party in book.owners:
                continue
            if hint := did_you_mean(party, book.owners):
                text = f"the party '{party}' owns no region and no link{hint}"
                yield Problem(sheet, row.cell("party"), text, "warning")


CHECKS = (
    names_are_known,
    scopes_are_known,
    pipeline_places_are_known,
    ported_stacks_are_known,
    listed_periods_are_known,
    sources_name_sheets,
    groups_differ_from_regions,
    parties_are_alike,
)
