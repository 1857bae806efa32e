"""The tables of the screening."""

from planner.report.futures import spreads
from planner.report.investments import nation, units
from planner.report.table import Column, Table, make_table
from planner.report.view import NEGLIGIBLE
from planner.report.wording import listed
from planner.studies.documents.outages.told import Told
from planner.studies.outages import Loss

SMALL_SHARE = 1e-3
"""Of what is undone, below which a part is not named."""


def loss_table(told: Told) -> Table:
    """Return what each loss leaves undone, with the first plan and with the last one."""
    words, found = told.words, told.found
    columns = [
        Column("loss", words("Lost")),
        Column("kind", words("Kind")),
        Column("first_pflops", words("Undone, cheapest plan"), "PFLOPS", "fine"),
        Column("first_share", words("Share of what is due"), "", "share"),
        Column("whose", words("Whose work")),
        Column("added", words("Stood from")),
        Column("last_pflops", words("Undone, last plan"), "PFLOPS", "fine"),
    ]
    rows = []
    for loss in found.losses:
        first, last = told.first.shorts.get(loss.id), found.last.shorts.get(loss.id)
        rounds = [i for i, one in enumerate(found.rounds) if loss in one.added and one.plan is not None]
        must_stand = loss in found.last.added and found.asking.price_m_per_pflops is None
        work = {} if first is None or not first.fails else first.by_work
        work = {key: pflops for key, pflops in work.items() if pflops > SMALL_SHARE * first.pflops} if first else {}
        names = {f"{told.names.regions[r]} {w}": pflops for (r, w), pflops in sorted(work.items(), key=lambda x: -x[1])}
        rows.append(
            (
                told.loss(loss),
                words("region") if loss.region is not None else words("link"),
                None if first is None else first.pflops,
                None if first is None else first.pflops / first.due_pflops if first.due_pflops else 0.0,
                listed(words, names, "PFLOPS"),
                _stood(told, loss, rounds),
                0.0 if must_stand else None if last is None else last.pflops,
            )
        )
    rows.sort(key=lambda row: -(row[2] or 0.0) if isinstance(row[2], float) else 0.0)
    note = words(
        "What cannot be done when one region or one link is lost, in the period in which it is most; of a lost region "
        "only work counts that may all be done elsewhere."
    )
    return make_table(
        "losses", words("Losses"), note, columns, rows, words("The workbook has nothing that could be lost.")
    )


def _stood(told: Told, loss: Loss, rounds: list[int]) -> str:
    """Return from which round on a loss is stood by a plan that was made to."""
    if loss in told.found.hopeless:
        return told.words("no plan stands it")
    return told.words("round {round}", round=rounds[0]) if rounds else ""


def round_table(told: Told) -> Table:
    """Return the plans one after the other."""
    words, first = told.words, told.first.known.cost_m
    columns = [
        Column("round", words("Round"), "", "whole"),
        Column("stood", words("Losses that it was made to stand"), "", "whole"),
        Column("cost_m", words("Cost"), told.money, "money"),
        Column("bound_m", words("No plan costs less than"), told.money, "money"),
        Column("dearer_m", words("Dearer than the cheapest"), told.money, "money"),
        Column("failing", words("Losses that it does not stand"), "", "whole"),
    ]
    rows = []
    for i, one in enumerate(told.found.rounds):
        cost = one.known.cost_m
        dearer = None if cost is None or first is None else cost - first
        rows.append((i, len(one.added), cost, one.known.bound_m, dearer, len(one.failing) if one.plan else None))
    note = words("Each plan is made to stand what the one before did not, and tested against all losses again.")
    return make_table("rounds", words("Rounds"), note, columns, rows)


def building_table(told: Told) -> Table:
    """Return what the last plan builds otherwise than the first."""
    words = told.words
    columns = [
        Column("kind", words("What is decided")),
        Column("place", words("Where")),
        Column("item", words("Item")),
        Column("unit", words("Unit")),
        Column("first", words("Cheapest plan"), "", "mixed"),
        Column("last", words("Last plan"), "", "mixed"),
        Column("more", words("More"), "", "mixed"),
    ]
    totals = [{key: sum(one.by_leaf.values()) for key, one in spreads(laid).items()} for laid in told.views]
    rows, unit = [], units(words)
    if len(totals) == 2:
        first, last = totals
        for key in dict.fromkeys((*last, *first)):
            before, after = first.get(key, 0.0), last.get(key, 0.0)
            if abs(after - before) > max(NEGLIGIBLE, 1e-6 * abs(before)):
                decision, place, item = key
                where = told.names.place(place) if place else nation(words)
                name = told.views[0].names.decisions[decision]
                rows.append((name, where, item, unit[decision], before, after, after - before))
    note = words("All periods together.")
    title, empty = words("What is built to stand losses"), words("Nothing is built otherwise.")
    return make_table("built", title, note, columns, rows, empty)
