"""The futures of a plan under uncertainty: what each costs, what is decided for all of them, and what only for some."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models.ids import NodeId, OutcomeId
from models.instance import Instance
from models.records import Decision
from planner.report.investments import Investment, investments, nation, units
from planner.report.table import Column, Page, Table, as_block, make_table, written
from planner.report.view import NEGLIGIBLE, View
from planner.report.wording import MOST_NAMED


@dataclass
class Spread:
    """One thing that is decided, over the futures."""

    by_leaf: dict[OutcomeId, float]
    """How much of it is decided on the way to each leaf."""
    now: float = 0.0
    """How much of it is decided while all futures are one."""
    nodes: list[NodeId] = field(default_factory=list)

    def is_in_all(self) -> bool:
        """Return whether some of it is decided whatever comes."""
        return all(amount > NEGLIGIBLE for amount in self.by_leaf.values())


Key = tuple[Decision, str, str]
"""What is decided, where, and the item."""


def spreads(view: View) -> Mapping[Key, Spread]:
    """Return everything that is decided, over the futures."""
    tree = view.inst.tree
    ways = {leaf: set(tree.node_path(tree.outcome(leaf).node)) for leaf in tree.leaves}
    found: dict[Key, Spread] = {}
    for item in investments(view):
        key = (item.decision, item.place, item.item)
        spread = found.setdefault(key, Spread(dict.fromkeys(tree.leaves, 0.0)))
        spread.nodes.append(item.n)
        for leaf, way in ways.items():
            if item.n in way:
                spread.by_leaf[leaf] += item.quantity
        if is_shared(view.inst, item.n):
            spread.now += item.quantity
    return found


def is_shared(inst: Instance, n: NodeId) -> bool:
    """Return whether what is decided at a node is decided for all futures."""
    return sum(outcome.probability for outcome in inst.tree.outcomes_at(n)) > 1 - 1e-9


def future_name(view: View, leaf: OutcomeId) -> str:
    """Return what a future is called: by the scenario in which it ends."""
    return view.inst.tree.outcome(leaf).scenario


def future_table(view: View) -> Table:
    """Return what each future costs with the plan, against what its own best plan would where that is known."""
    words, tree, best_m = view.words, view.inst.tree, view.inst.best_cost_m
    columns = [
        Column("future", words("Future")),
        Column("probability", words("Probability"), "", "share"),
        view.money_column("cost_m", words("Cost")),
    ]
    if best_m:
        columns += [
            view.money_column("best_m", words("Best plan for it alone")),
            view.money_column("regret_m", words("Regret")),
        ]
    rows = []
    for leaf in tree.leaves:
        cost_m = view.account.leaf_cost_m[leaf]
        row: list[object] = [future_name(view, leaf), tree.outcome(leaf).probability, cost_m]
        if best_m:
            own_m = best_m.get(leaf)
            row += [own_m, None if own_m is None else cost_m - own_m]
        rows.append(row)
    note = words("What each future costs with this plan, as present value.")
    if best_m:
        note = words.sentences(
            note, words("Regret is what it costs more than the best plan found for this future alone.")
        )
    return make_table("futures", words("Futures"), note, columns, rows)


def common_table(view: View) -> Table:
    """Return what is decided in every future and what only in some, and by when."""
    words, inst = view.words, view.inst
    columns = [
        Column("in_futures", words("In which futures")),
        Column("kind", words("What is decided")),
        Column("place", words("Where")),
        Column("item", words("Item")),
        Column("unit", words("Unit")),
        Column("now", words("Here and now"), "", "mixed"),
        Column("least", words("Least"), "", "mixed"),
        Column("expected", words("Expected"), "", "mixed"),
        Column("most", words("Most"), "", "mixed"),
        Column("decide_by", words("Decide by"), words("year"), "year"),
        Column("futures", words("Futures")),
    ]
    unit = units(words)
    ranked = sorted(spreads(view).items(), key=lambda one: (not one[1].is_in_all(), _first_year(inst, one[1])))
    rows = []
    for (decision, place, item), spread in ranked:
        amounts = spread.by_leaf
        some = [leaf for leaf, amount in amounts.items() if amount > NEGLIGIBLE]
        rows.append(
            (
                words("in every future") if spread.is_in_all() else words("only in some"),
                view.names.decisions[decision],
                view.names.place(place) if place else nation(words),
                item,
                unit[decision],
                spread.now,
                min(amounts.values()),
                written(sum(inst.tree.outcome(leaf).probability * amount for leaf, amount in amounts.items())),
                max(amounts.values()),
                _first_year(inst, spread),
                words("all") if spread.is_in_all() else which_text(view, some),
            )
        )
    note = words(
        "How much of each is decided on the way to the last period: in the future with least of it, on average, and in "
        "the one with most. 'Here and now' is decided while all futures are one; the rest waits until it is known "
        "which comes. 'Decide by' is the first year in which some of it is ordered."
    )
    return make_table(
        "common", words("Decided in every future, and only in some"), note, columns, rows, words("Nothing is decided.")
    )


def which_text(view: View, leaves: Sequence[OutcomeId]) -> str:
    """Return some futures by name: together where all that part from a branch are among them, counted where many."""
    words, tree, rest = view.words, view.inst.tree, set(leaves)
    ways = {leaf: set(tree.outcome_path(leaf)) for leaf in tree.leaves}
    names: list[str] = []
    for outcome in tree.outcomes:
        below = [leaf for leaf, way in ways.items() if outcome.id in way]
        if not rest.issuperset(below):
            continue
        rest.difference_update(below)
        if len(below) == 1:
            names.append(future_name(view, below[0]))
        else:
            names.append(words("{branch} (all {count})", branch=outcome.scenario, count=len(below)))
    if len(names) <= MOST_NAMED:
        return words.joined(names)
    share = sum(view.probability(leaf) for leaf in leaves)
    return words("{count} of {all}, together {share}", count=len(leaves), all=len(tree.leaves), share=f"{share:.0%}")


def _first_year(inst: Instance, spread: Spread) -> int:
    return min(inst.period_at(n).first_year for n in spread.nodes)


def futures_page(view: View, futures: Table, common: Table) -> Page:
    """Return the sheet of the futures."""
    words = view.words
    return Page(
        words("Futures"),
        words("The plan takes all scenarios together: what is decided before they part has to do for all of them."),
        (as_block(words, futures, own_note=True), as_block(words, common, own_note=True)),
    )


def decided_at(view: View) -> Mapping[NodeId, list[Investment]]:
    """Return the decisions of each node."""
    found: dict[NodeId, list[Investment]] = defaultdict(list)
    for item in investments(view):
        found[item.n].append(item)
    return found
