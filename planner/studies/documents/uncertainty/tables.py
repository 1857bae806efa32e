"""The tables of the study."""

from planner.report.futures import Key, common_table, spreads
from planner.report.investments import nation, units
from planner.report.table import Column, Table, make_table
from planner.report.view import NEGLIGIBLE
from planner.studies.documents.quality import gap_of
from planner.studies.documents.uncertainty.told import Told
from planner.studies.known import Effect
from planner.studies.uncertainty import CRITERIA


def worth_table(told: Told) -> Table:
    """Return what knowing the future is worth, and planning for all futures."""
    words, found = told.words, told.found
    columns = [
        Column("what", words("What")),
        Column("cost_m", words("Amount"), told.money, "money"),
        Column("least_m", words("At least"), told.money, "money"),
        Column("most_m", words("At most"), told.money, "money"),
    ]
    costs = {
        words("Each future known from the start (wait and see)"): found.wait_and_see,
        words("One plan for all futures (here and now)"): found.here_and_now,
        words("Here and now as for the mean of all futures"): found.blind_known,
    }
    rows: list[tuple[object, ...]] = [
        (name, known.cost_m, known.bound_m, known.cost_m) for name, known in costs.items()
    ]
    rows.append((words("Worth of knowing the future (EVPI)"), *_amounts(found.worth_of_knowing)))
    rows.append((words("Worth of planning for all futures (VSS)"), *_amounts(found.worth_of_planning_for_all)))
    note = words(
        "Expected costs as present value. Worth of knowing: what the plan for all futures costs more than plans that "
        "know which comes. Worth of planning for all: what a plan costs more whose first decisions are best for the "
        "mean future. Each lies from 'at least' to 'at most', as searches leave a gap."
    )
    return make_table("worth", words("What knowing is worth"), note, columns, rows)


def _amounts(effect: Effect | None) -> tuple[float | None, ...]:
    return (None, None, None) if effect is None else (effect.best_m, effect.least_m, effect.most_m)


def criterion_table(told: Told) -> Table:
    """Return what each criterion makes of the plan that each chooses."""
    words = told.words
    columns = [Column("criterion", words("Made small")), Column("gap", words("Gap"), "", "share")]
    columns += [Column(f"{one}_m".replace(" ", "_"), told.criterion(one), told.money, "money") for one in CRITERIA]
    rows = []
    for choice in told.choices:
        values = choice.value_m
        rows.append(
            (told.criterion(choice.criterion), gap_of(choice.solved.known), *(values.get(one) for one in CRITERIA))
        )
    note = words("A row is a plan for all futures, chosen by what it makes small; a column is what is measured of it.")
    return make_table("criteria", words("Criteria"), note, columns, rows, words("There is no plan for all futures."))


def future_table(told: Told) -> Table:
    """Return what each future costs alone, and with the plan of each criterion."""
    words, inst = told.words, told.found.inst
    columns = [
        Column("future", words("Future")),
        Column("probability", words("Probability"), "", "share"),
        Column("alone_m", words("Best plan for it alone"), told.money, "money"),
    ]
    columns += [
        Column(f"{one.criterion}_m".replace(" ", "_"), told.criterion(one.criterion), told.money, "money")
        for one in told.choices
    ]
    rows = [
        (
            inst.tree.outcome(leaf).scenario,
            inst.tree.outcome(leaf).probability,
            solved.known.cost_m,
            *(choice.leaf_cost_m[leaf] for choice in told.choices),
        )
        for leaf, solved in told.found.alone.items()
    ]
    note = words(
        "What each future costs, as present value: with its own best plan, and with the plan of each criterion."
    )
    return make_table("futures", words("Cost of each future"), note, columns, rows)


def now_table(told: Told) -> Table:
    """Return what each criterion decides here and now."""
    words, views = told.words, told.views
    columns = [
        Column("kind", words("What is decided")),
        Column("place", words("Where")),
        Column("item", words("Item")),
        Column("unit", words("Unit")),
        *(Column(one.replace(" ", "_"), told.criterion(one), "", "mixed") for one in views),
    ]
    now = {
        criterion: {key: spread.now for key, spread in spreads(laid).items() if spread.now > NEGLIGIBLE}
        for criterion, laid in views.items()
    }
    keys: dict[Key, None] = dict.fromkeys(key for decided in now.values() for key in decided)
    unit, rows = units(words), []
    for decision, place, item in keys:
        names = next(iter(views.values())).names
        where = names.place(place) if place else nation(words)
        amounts = (decided.get((decision, place, item), 0.0) for decided in now.values())
        rows.append((names.decisions[decision], where, item, unit[decision], *amounts))
    note = words("What is decided while all futures are one, by what is made small.")
    return make_table("now", words("Here and now"), note, columns, rows, words("Nothing is decided here and now."))


def common(told: Told) -> Table | None:
    """Return what the plan with the least expected cost decides in every future, and only in some."""
    laid = told.views.get("expected")
    return None if laid is None else common_table(laid)
