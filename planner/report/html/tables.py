"""Tables on a page, for reading and as what a chart says in text."""

from planner.report.html.markup import NOTHING, Html, element, join, text
from planner.report.html.numbers import block_cells
from planner.report.table import Block, Column
from planner.report.words import Words

MOST_ON_PAPER = 70
"""Rows of a folded table that is printed; a longer one stays folded."""


def block_html(block: Block, words: Words) -> Html:
    """Return a table with its title and note."""
    title = element("h3", text(block.title))
    note = element("p", text(block.note), class_="note") if block.note else NOTHING
    return join(title, note, table_html(block, words))


def table_html(block: Block, words: Words, title: str = "") -> Html:
    """Return a table alone, in a box that scrolls where it is too wide for the screen.

    Parameters
    ----------
    title
        What those hear who do not see the heading above; '': the table's own.
    """
    if not block.rows:
        return element("p", text(block.empty))
    lines, total = block_cells(block, words)
    head = element("thead", element("tr", *(_head(column) for column in block.columns)))
    body = element("tbody", *(_row(block, cells) for cells in lines))
    foot = element("tfoot", _row(block, total)) if total is not None else NOTHING
    caption = element("caption", text(title or block.title), class_="unseen")
    box = element("table", caption, head, body, foot)
    return element("div", box, class_="scroll", tabindex="0", role="region", aria_label=title or block.title)


def folded_html(block: Block, words: Words, summary: str = "") -> Html:
    """Return a table that opens with a click or a key, and by itself on paper unless it is long."""
    note = element("p", text(block.note), class_="note") if block.note else NOTHING
    inner = join(note, table_html(block, words))
    title = element("summary", text(summary or block.title))
    if len(block.rows) <= MOST_ON_PAPER:
        return element("details", title, inner)
    left_out = words(
        "{title}: {count} rows, left out on paper; they are in plan.xlsx.", title=block.title, count=len(block.rows)
    )
    return join(element("details", title, inner, class_="long"), element("p", text(left_out), class_="note on-paper"))


def _head(column: Column) -> Html:
    unit = (Html(" "), element("span", text(column.unit), class_="unit")) if column.unit else ()
    return element("th", text(column.title), *unit, scope="col", class_=_side(column))


def _row(block: Block, cells: list[str]) -> Html:
    first, *others = cells
    rest = zip(block.columns[1:], others, strict=True)
    return element(
        "tr",
        element("th", text(first), scope="row", class_=_tone(block, first) or _side(block.columns[0])),
        *(element("td", text(cell), class_=_tone(block, cell) or _side(column)) for column, cell in rest),
    )


def _tone(block: Block, cell: str) -> str | None:
    return f"tone-{block.tones[cell]}" if cell in block.tones else None


def _side(column: Column) -> str | None:
    return None if column.format in ("text", "yes_no") else "number"
