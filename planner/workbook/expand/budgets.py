"""From the sheet Budgets to budgets: the rows of one name and scope together."""

from collections.abc import Mapping, Sequence

from models.costs import CAPITAL, RUNNING
from models.ids import BudgetId
from models.records import Budget
from planner.workbook.cells import split_list
from planner.workbook.expand.book import Book
from planner.workbook.expand.scopes import NATION, Scope, scope_named
from planner.workbook.inherit import Inherited
from planner.workbook.schema import SHEETS
from planner.workbook.tables import Row

COVERABLE: Mapping[str, tuple[str, ...]] = {
    "capital": CAPITAL,
    "running": RUNNING,
    "all": (*CAPITAL, *RUNNING),
    **{category: (category,) for category in (*CAPITAL, *RUNNING)},
}
"""What the column `covers` may name, and the cost categories that each name stands for."""


def budget_rows(book: Book) -> Mapping[BudgetId, Sequence[Row]]:
    """Return the rows of each budget; a name that has several scopes stands for a budget of each."""
    scopes: dict[str, dict[str, None]] = {}
    for row in book.rows("Budgets"):
        scopes.setdefault(row.text("budget"), {})[row.text("scope") or NATION] = None
    found: dict[BudgetId, list[Row]] = {}
    for row in book.rows("Budgets"):
        name, scope = row.text("budget"), row.text("scope") or NATION
        budget = BudgetId(name if len(scopes[name]) == 1 else f"{name} {scope}")
        found.setdefault(budget, []).append(row)
    return found


def budgets_of(book: Book) -> Mapping[BudgetId, Budget]:
    """Return the budgets in the order of the workbook."""
    budgets = {}
    for name, rows in budget_rows(book).items():
        scope = scope_named(book, rows[0].text("scope"))
        if scope is not None:
            budgets[name] = _budget(book, name, scope, rows)
    return budgets


def covered(text: str) -> tuple[str, ...]:
    """Return the cost categories that a cell of `covers` names."""
    named = (category for word in split_list(text) for category in COVERABLE.get(word, ()))
    return tuple(dict.fromkeys(named))


def _budget(book: Book, name: BudgetId, scope: Scope, rows: Sequence[Row]) -> Budget:
    sums = Inherited(rows, (SHEETS["Budgets"].column("period"),), ("amount", "subsidy"), book.reach)
    first = rows[0]
    return Budget(
        name,
        scope=scope.name,
        regions=scope.regions,
        links=scope.links(book),
        national=scope.is_nation,
        amount_m={period: sums.number((period,), "amount") for period in book.periods},
        covers=covered(first.text("covers")),
        carry_over=first.values["carry_over"] is True,
        subsidy_fraction=first.number_in("subsidy_fraction") or 0.0,
        subsidy_m={period: sums.number((period,), "subsidy") or 0.0 for period in book.periods},
        payer=BudgetId(first.text("payer")) if first.text("payer") else None,
    )
