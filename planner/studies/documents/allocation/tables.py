"""The tables of the study."""

from planner.report.table import Column, Table, make_table
from planner.studies.allocation import named
from planner.studies.documents.allocation.told import Told, finite, rule_names, verdict_names


def payment_table(told: Told) -> Table:
    """Return what each party pays by each division."""
    words, found = told.words, told.found
    names = rule_names(words)
    columns = [
        Column("party", words("Party")),
        Column("alone_m", words("Alone"), told.money, "money"),
        *(Column(f"by_{rule}_m", names[rule], told.money, "money") for rule in found.divisions),
    ]
    rows = [
        (
            told.party(name),
            finite(found.alone_m(name).most_m),
            *(division.cost_m[name] for division in found.divisions.values()),
        )
        for name in found.members
    ]
    note = words("What each party pays of the common plan, by several divisions, beside what it would pay alone.")
    return make_table("divisions", words("Divisions"), note, columns, rows if found.divisions else ())


def saving_table(told: Told) -> Table:
    """Return what each party saves by each division."""
    words, found = told.words, told.found
    columns = [
        Column("division", words("Division")),
        Column("party", words("Party")),
        Column("saving_m", words("Saving"), told.money, "money"),
        Column("least_m", words("At least"), told.money, "money"),
        Column("share", words("Share of the cost alone"), "", "share"),
    ]
    rows = []
    for division in found.divisions.values():
        for name in found.members:
            saving, alone_m = found.saving_m(division, name), finite(found.alone_m(name).most_m)
            share = saving.most_m / alone_m if alone_m else None
            head = (rule_names(words)[division.rule], told.party(name))
            rows.append((*head, finite(saving.most_m), finite(saving.least_m), share))
    note = words(
        "What each saves against its best plan alone, and at least, if that could be as cheap as its bound says; below "
        "0: it pays more than alone."
    )
    return make_table("savings", words("Savings"), note, columns, rows)


def stability_table(told: Told) -> Table:
    """Return whether each division holds, and who would leave."""
    words = told.words
    columns = [
        Column("division", words("Division")),
        Column("holds", words("Holds")),
        Column("tempted", words("Most tempted to leave")),
        Column("gain_m", words("Gain by leaving"), told.money, "fine"),
        Column("gain_most_m", words("At most"), told.money, "fine"),
    ]
    rows = []
    for division in told.found.divisions.values():
        tempted = division.stability.tempted
        head = (rule_names(words)[division.rule], verdict_names(words)[division.stability.in_core])
        who = None if tempted is None else told.coalition(tempted.coalition)
        least_m = None if tempted is None else finite(tempted.gain_m.least_m)
        most_m = None if tempted is None else finite(tempted.gain_m.most_m)
        rows.append((*head, who, least_m, most_m))
    note = words(
        "The coalition that would gain most by leaving: by its best plan, and at most, if it could be as cheap as its "
        "bound says; below 0: it would lose."
    )
    return make_table("stability", words("Stability"), note, columns, rows)


def shapley_table(told: Told) -> Table:
    """Return the Shapley value with what gaps and sampling leave open."""
    words, value = told.words, told.found.shapley
    columns = [
        Column("party", words("Party")),
        Column("value_m", words("Shapley value"), told.money, "money"),
        Column("least_m", words("At least"), told.money, "money"),
        Column("most_m", words("At most"), told.money, "money"),
        Column("error_m", words("Error of sampling, 95 %"), told.money, "money"),
    ]
    rows = []
    if value is not None:
        for name in told.found.members:
            span, error_m = value.range_m[name], None if value.error_m is None else value.error_m[name]
            rows.append(
                (told.party(name), value.cost_m[name], finite(span.least_m), finite(span.most_m), finite(error_m))
            )
    note = words("The mean of what a party adds to the cost, and where it lies whatever costs the gaps leave open.")
    return make_table("shapley", words("Shapley value"), note, columns, rows, words("There is no Shapley value."))


def side_payment_table(told: Told) -> Table:
    """Return what each bears in the common plan, what it is to pay, and the difference."""
    words, found = told.words, told.found
    columns = [
        Column("party", words("Party")),
        Column("borne_m", words("Bears in the plan"), told.money, "money"),
        Column("cost_m", words("Is to pay"), told.money, "money"),
        Column("side_payment_m", words("Side payment"), told.money, "money"),
    ]
    agreed = found.agreed
    rows = [
        (
            told.party(name),
            found.borne_m.get(name, 0.0),
            0.0 if agreed is None else agreed.cost_m.get(name, 0.0),
            payment_m,
        )
        for name, payment_m in found.payments_m.items()
    ]
    note = words(
        "As present value. Each bears what stands and runs in its own regions and what its demand rents or leaves "
        "undone; links and national costs are borne by nobody and paid by all. A side payment below 0 is received."
    )
    return make_table("side_payments", words("Side payments"), note, columns, rows)


def transfer_table(told: Told) -> Table:
    """Return who pays whom."""
    words = told.words
    columns = [
        Column("payer", words("From")),
        Column("receiver", words("To")),
        Column("amount_m", words("Amount"), told.money, "money"),
    ]
    rows = [(told.party(one.payer), told.party(one.receiver), one.amount_m) for one in told.found.transfers]
    note = words("The side payments with few transfers: the largest payer pays the largest receiver first.")
    return make_table("transfers", words("Transfers"), note, columns, rows, words("Nobody owes anything."))


def coalition_table(told: Told) -> Table:
    """Return what is known of the cost of each coalition that was looked at, the largest ones first."""
    words, found = told.words, told.found
    columns = [
        Column("coalition", words("Coalition")),
        Column("parties", words("Parties"), "", "whole"),
        Column("cost_m", words("Cost"), told.money, "money"),
        Column("bound_m", words("No plan costs less than"), told.money, "money"),
        Column("apart_m", words("Its parties alone"), told.money, "money"),
        Column("known", words("Known by")),
    ]
    ranked = sorted(found.game.costs, key=lambda s: (-len(s), named(s, found.game.parties)))
    rows = []
    for s in ranked:
        cost = found.game.cost(s)
        apart_m = sum(found.alone_m(name).most_m for name in s)
        known = words("solve") if s in found.solved else words("bound")
        rows.append((told.coalition(s), len(s), finite(cost.most_m), finite(cost.least_m), finite(apart_m), known))
    note = words("What each coalition would pay on its own; without a cost: it has no plan, or a bound was enough.")
    return make_table("coalitions", words("Coalitions"), note, columns, rows)
