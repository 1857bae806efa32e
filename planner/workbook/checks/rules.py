"""Checks of policies, commitments and budgets."""

from collections.abc import Iterator

from models.records import OWN_RATIO
from planner.workbook.cells import shown, split_list
from planner.workbook.expand.book import Book
from planner.workbook.expand.budgets import COVERABLE, budget_rows
from planner.workbook.expand.selections import for_decision, for_metric
from planner.workbook.filters import EVERYTHING
from planner.workbook.problems import Problem, did_you_mean, listed
from planner.workbook.tables import Row


def policy_filters_select(book: Book) -> Iterator[Problem]:
    """Report filters of policies that cannot be read, or use keys that their metric does not have."""
    for row in book.rows("Policies"):
        if not row.text("metric"):
            continue
        for column in ("filter", "denominator"):
            for fault in for_metric(book, row.text(column), row.text("metric")).faults:
                yield Problem("Policies", row.cell(column), fault)


def ratios_have_no_denominator(book: Book) -> Iterator[Problem]:
    """Report a denominator of a metric that is a ratio by itself."""
    for row in book.rows("Policies"):
        if row.text("metric") in OWN_RATIO and row.text("denominator"):
            text = f"the metric {row.text('metric')} is a ratio already; clear the denominator"
            yield Problem("Policies", row.cell("denominator"), text)


def commitment_filters_select(book: Book) -> Iterator[Problem]:
    """Report filters of commitments that cannot be read, or use keys that their decision does not have."""
    for row in book.rows("Commitments"):
        if not row.text("decision"):
            continue
        for fault in for_decision(book, row.text("filter"), row.text("decision")).faults:
            yield Problem("Commitments", row.cell("filter"), fault)


def what_may_be_broken_has_a_price(book: Book) -> Iterator[Problem]:
    """Report soft limits without a price; warn of a price that has no effect."""
    for sheet, priced in (("Policies", "soft"), ("Commitments", "preferred")):
        for row in book.rows(sheet):
            mode, price = row.text("mode"), row.values["price"]
            if mode == priced and price is None:
                yield Problem(sheet, row.cell("price"), f"price is blank, but the mode {priced} needs one")
            elif mode and mode != priced and price is not None:
                text = f"price has no effect in the mode {mode}; clear it or choose the mode {priced}"
                yield Problem(sheet, row.cell("price"), text, "warning")


def limits_can_bind(book: Book) -> Iterator[Problem]:
    """Warn of limits that every plan keeps, or none can: below 0, or for a share of everything above 1."""
    for row in book.rows("Policies"):
        value, sense = row.number_in("value"), row.text("sense")
        if value is None or not sense:
            continue
        metric, of_what = row.text("metric"), row.text("denominator")
        is_share = metric != "pue" if metric in OWN_RATIO else of_what == EVERYTHING
        if (metric in OWN_RATIO and of_what) or (value >= 0 and not (is_share and value > 1)):
            continue
        left = "a share" if of_what or is_share else metric
        allowed = "from 0 to 1" if is_share else "0 or more"
        if sense == (">=" if value < 0 else "<="):
            effect = "so that the policy limits nothing"
        else:
            effect = "so that the policy can only be broken, wherever there is anything to count"
        text = f"value is {shown(value)}, but {left} is always {allowed}, {effect}; look at value and sense"
        yield Problem("Policies", row.cell("value"), text, "warning")


def shares_have_a_denominator(book: Book) -> Iterator[Problem]:
    """Warn of amounts that look like a share of something, of which nothing says what it is a share."""
    for row in book.rows("Policies"):
        value, metric = row.number_in("value"), row.text("metric")
        if value is None or not metric or metric in OWN_RATIO or row.text("denominator") or not 0 < value < 1:
            continue
        text = (
            f"denominator is blank, so that {shown(value)} is an amount of {metric} and no share; if it is a share, "
            "say of what, such as * for everything"
        )
        yield Problem("Policies", row.cell("denominator"), text, "warning")


def budgets_cover_known_costs(book: Book) -> Iterator[Problem]:
    """Report names in `covers` that are no cost category."""
    for row in book.rows("Budgets"):
        for word in split_list(row.text("covers")):
            if word not in COVERABLE:
                hint = did_you_mean(word, COVERABLE) or f"; use {listed(tuple(COVERABLE), most=30)}"
                yield Problem("Budgets", row.cell("covers"), f"there is no cost category called '{word}'{hint}")


def budgets_say_things_once(book: Book) -> Iterator[Problem]:
    """Report rows of one budget that differ in what holds for the whole budget."""
    for name, rows in budget_rows(book).items():
        first = rows[0]
        for column in ("covers", "carry_over", "subsidy_fraction", "payer"):
            for row in rows[1:]:
                if row.values[column] != first.values[column]:
                    here, there = shown_value(row, column), shown_value(first, column)
                    text = (
                        f"{column} of the budget '{name}' is {here} here and {there} in {first.cell(column)}; "
                        "write the same in all its rows"
                    )
                    yield Problem("Budgets", row.cell(column), text)


def payers_are_budgets(book: Book) -> Iterator[Problem]:
    """Report payers that stand for several budgets, and budgets that pay for themselves in the end."""
    budgets = budget_rows(book)
    payer_of = {str(name): rows[0].text("payer") for name, rows in budgets.items()}
    for name, rows in budgets.items():
        row, payer = rows[0], rows[0].text("payer")
        if payer and payer in book.names("Budgets") and payer not in payer_of:
            text = f"the budget '{payer}' has several scopes; give the one that pays a name of its own"
            yield Problem("Budgets", row.cell("payer"), text)
        seen = {str(name)}
        while payer and payer not in seen:
            seen.add(payer)
            payer = payer_of.get(payer, "")
        if payer == name:
            text = f"the budget '{name}' would pay its own subsidy; name another payer"
            yield Problem("Budgets", row.cell("payer"), text)


def shown_value(row: Row, column: str) -> str:
    """Return a value of a row as a message quotes it."""
    value = row.values[column]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "blank" if value is None else shown(value)


CHECKS = (
    policy_filters_select,
    ratios_have_no_denominator,
    commitment_filters_select,
    what_may_be_broken_has_a_price,
    limits_can_bind,
    shares_have_a_denominator,
    budgets_cover_known_costs,
    budgets_say_things_once,
    payers_are_budgets,
)
