"""The tables of the study."""

from models.ids import ScenarioId
from planner.report.investments import units
from planner.report.table import Column, Table, make_table
from planner.studies.documents.scenarios.told import Build, Told


def scenario_table(told: Told) -> Table:
    """Return the plan for each scenario."""
    words, found = told.words, told.found
    columns = [
        Column("scenario", words("Scenario")),
        Column("cost_m", words("Cost"), told.money, "money"),
        Column("bound_m", words("No plan costs less than"), told.money, "money"),
        Column("capital_m", words("Capital, all periods"), told.money, "money"),
        Column("new_units", words("Units ordered"), "", "whole"),
        Column("counted_pflops", words("Counted capacity in {period}", period=told.periods[-1]), "PFLOPS", "whole"),
        Column("it_mw", words("IT load, last period"), "MW", "whole"),
        Column("remote_fraction", words("Served elsewhere, last period"), "", "share"),
        Column("unmet_pflops", words("Not met, last period"), "PFLOPS", "fine"),
        Column("carbon_t", words("Carbon, last period"), words("t CO2 a year"), "whole"),
    ]
    rows = []
    for s, best in found.best.items():
        sizes: tuple[float | None, ...] = (None,) * 7
        if s in told.figures:
            periods, last = told.figures[s], told.figures[s][-1]
            totals = (sum(one.capex_m for one in periods), sum(one.new_units for one in periods))
            sizes = (
                *totals,
                last.counted_pflops,
                last.it_mw,
                last.remote_fraction,
                last.unmet_pflops,
                last.carbon_t,
            )
        rows.append((s, best.cost_m, best.bound_m, *sizes))
    note = words("The best plan for each scenario, had it been known from the start. Costs are present values.")
    return make_table("scenarios", words("Scenarios"), note, columns, rows)


def regret_table(told: Told) -> Table:
    """Return what the first decisions of each plan cost in each scenario, in long form."""
    words, found = told.words, told.found
    columns = [
        Column("plan_for", words("First decisions for")),
        Column("scenario", words("Scenario that comes")),
        Column("cost_m", words("Cost"), told.money, "money"),
        Column("best_m", words("Best plan there"), told.money, "money"),
        Column("regret_m", words("Regret"), told.money, "money"),
        Column("least_m", words("At least"), told.money, "money"),
        Column("most_m", words("At most"), told.money, "money"),
        Column("remark", words("Remark")),
    ]
    rows = []
    for a in found.planned:
        for b in found.possible:
            effect = found.regret(a, b)
            amounts = (None, None, None) if effect is None else (effect.best_m, effect.least_m, effect.most_m)
            rows.append((a, b, found.known(a, b).cost_m, found.best[b].cost_m, *amounts, _remark(told, a, b)))
    return make_table("regret", words("Regret"), _regret_note(told), columns, rows, words("No scenario has a plan."))


def _regret_note(told: Told) -> str:
    return told.words(
        "A row makes the first decisions ({periods}) as the plan for one scenario does; then another scenario comes, "
        "and all that is decided later is decided best. Regret is what that costs more than the best plan there.",
        periods=told.words.joined(told.found.first),
    )


def _remark(told: Told, a: ScenarioId, b: ScenarioId) -> str:
    words, found = told.words, told.found
    if a == b:
        return words("its own plan")
    if found.is_impossible(a, b):
        return words("cannot be carried out")
    return words("not known") if found.regret(a, b) is None else ""


def worst_table(told: Told) -> Table:
    """Return the regrets side by side: one row for each plan, one column for each scenario, the largest last."""
    words, found = told.words, told.found
    columns = [Column("plan_for", words("First decisions for"))]
    columns += [Column(f"in_{s}_m", s, told.money, "money") for s in found.possible]
    columns += [Column("worst_m", words("Largest"), told.money, "money")]
    rows = []
    for a in found.planned:
        cells: list[float | str | None] = []
        for b in found.possible:
            effect = found.regret(a, b)
            impossible = words("no plan") if found.is_impossible(a, b) else None
            cells.append(impossible if effect is None else effect.best_m)
        worst = found.worst(a)
        rows.append((a, *cells, None if worst is None else worst[1].best_m))
    note = words("Regret by plan (rows) and scenario that comes (columns); the least of the last column is the safest.")
    return make_table("largest_regret", words("Regret side by side"), note, columns, rows)


def anyway_table(told: Told) -> Table:
    """Return what every plan builds, by when."""
    words = told.words
    columns = [
        *_thing_columns(told),
        Column("period", words("Period")),
        Column("quantity", words("Quantity"), "", "mixed"),
    ]
    rows = [(*_thing(told, one), t, amount) for one in told.common for t, amount in told.anyway(one)]
    note = words(
        "What every plan builds whatever comes: so much of it as each plan has decided by the end of the period, and "
        "not by the end of the one before."
    )
    empty = words("There is nothing that every plan builds.")
    return make_table("anyway", words("Built in every plan"), note, columns, rows, empty)


def some_table(told: Told) -> Table:
    """Return what some plans build and others do not."""
    words = told.words
    columns = [*_thing_columns(told), *(Column(f"in_{s}", s, "", "mixed") for s in told.views)]
    rows = [(*_thing(told, one), *(one.until(s, told.periods) or None for s in told.views)) for one in told.only_some]
    note = words("What only some plans build: the quantity that the plan for each scenario decides in all periods.")
    empty = words("What one plan builds, all build some of.")
    return make_table("only_some", words("Built only in some plans"), note, columns, rows, empty)


def _thing_columns(told: Told) -> list[Column]:
    words = told.words
    return [
        Column("kind", words("What is decided")),
        Column("place", words("Where")),
        Column("item", words("Item")),
        Column("unit", words("Unit")),
    ]


def _thing(told: Told, build: Build) -> tuple[str, str, str, str]:
    return told.decision(build), told.place(build), build.key[2], units(told.words)[build.key[0]]
