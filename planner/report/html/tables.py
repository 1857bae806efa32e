"""Tables on a page, for reading and as what a chart says in text."""

from planner.report.html.markup import NOTHING, Html, element, join, text
from planner.report.html.numbers import block_cells
from planner.report.table import Block, Column
from planner.report.words import Words


def block_html(block: Block, words: Words, *, heading: bool = True) -> Html:
    """Return a table with its title and note."""
    title = element("h3", text(block.title)) if heading else NOTHING
    note = element("p", text(block.note), class_="note") if block.note else NOTHING
    return join(title, note, table_html(block, words))


def table_html(block: Block, words: Words) -> Html:
    """Return a table alone, in a box that scrolls where it is too wide for the screen."""
    if not block.rows:
        return element("p", text(block.empty))
    lines, total = block_cells(block, words)
    head = element("thead", element("tr", *(_head(column) for column in block.columns)))
    body = element("tbody", *(_row(block, cells) for cells in lines))
    foot = element("tfoot", _row(block, total)) if total is not None else NOTHING
    caption = element("caption", text(block.title), class_="unseen")
    box = element("table", caption, head, body, foot)
    return element("div", box, class_="scroll", tabindex="0", role="region", aria_label=block.title)


def details_html(summary: str, *content: Html) -> Html:
    """Return content that opens with a click or a key, and when the page is printed."""
    return element("details", element("summary", text(summary)), *content)


def _head(column: Column) -> Html:
    unit = (Html(" "), element("span", text(column.unit), class_="unit")) if column.unit else ()
    return element("th", text(column.title), *unit, scope="col", class_=_side(column))


def _row(block: Block, cells: list[str]) -> Html:
    first, *others = cells
    rest = zip(block.columns[1:], others, strict=True)
    return element(
        "tr",
        element("th", text(first), scope="row", class_=_side(block.columns[0])),
        *(element("td", text(cell), class_=_side(column)) for column, cell in rest),
    )


def _side(column: Column) -> str | None:
    return None if column.format in ("text", "yes_no") else "number"
