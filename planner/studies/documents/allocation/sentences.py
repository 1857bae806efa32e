"""The study in words."""

from collections.abc import Iterator
from math import inf

from planner.report.wording import MOST_NAMED, amount_text
from planner.studies.allocation import PLAIN_RULES, Division
from planner.studies.documents.allocation.told import Told, rule_names
from planner.studies.games.core import Verdict
from planner.studies.games.game import NO_PLAN


def answer(told: Told) -> Iterator[str]:
    """Yield what the study found, a sentence each."""
    words, found = told.words, told.found
    if found.agreed is None:
        yield words("All together have no plan: there is no cost to divide.")
        return
    total_m = found.game.total.most_m
    if told.alone_m < inf:
        yield words(
            "Together the plan costs {total} {money}; each alone, {alone} in all: {saving} are saved.",
            total=amount_text(total_m),
            alone=amount_text(told.alone_m),
            saving=amount_text(told.alone_m - total_m),
            money=told.money,
        )
    else:
        yield words("Together the plan costs {total} {money}.", total=amount_text(total_m), money=told.money)
    yield from _union(told)
    yield from _agreed(told, found.agreed)
    yield from _others(told)


def _union(told: Told) -> Iterator[str]:
    words, held = told.words, told.found.union
    if held is None:
        yield words("There are too many parties to look at every coalition; what is said holds for those looked at.")
        return
    if held.core_is_empty is Verdict.NO:
        yield words("The union can hold: there are divisions with which no coalition would rather leave.")
        return
    low, high = held.range_m.least_m, held.range_m.most_m
    if held.core_is_empty is Verdict.YES:
        yield words(
            "The union cannot hold by itself: whatever the division, some coalition would rather leave. "
            "{subsidy} {money} from outside would hold it.",
            subsidy=amount_text(held.subsidy_m),
            money=told.money,
        )
    else:
        yield words("Whether the union can hold by itself is undecided within the gaps.")
    if high < inf and high - low > 1e-4 * abs(told.found.game.total.most_m):
        yield words(
            "Within the gaps, the smallest subsidy that holds it lies from {low} to {high} {money}.",
            low=amount_text(low),
            high=amount_text(high),
            money=told.money,
        )


def _agreed(told: Told, agreed: Division) -> Iterator[str]:
    words, found = told.words, told.found
    savings = {name: found.saving_m(agreed, name).most_m for name in found.members}
    listed = words.joined(
        f"{told.party(name)} {amount_text(saving_m)}"
        for name, saving_m in sorted(savings.items(), key=lambda one: -one[1])[:MOST_NAMED]
        if saving_m < inf
    )
    if listed:
        yield words(
            "By '{rule}' each saves, against being alone: {list} ({money}).",
            rule=rule_names(words)[agreed.rule],
            list=listed,
            money=told.money,
        )
    paid = [one for one in found.transfers if one.receiver in found.members and one.payer in found.members]
    if paid:
        largest = max(paid, key=lambda one: one.amount_m)
        yield words(
            "The largest side payment goes from {payer} to {receiver}: {amount} {money}.",
            payer=told.party(largest.payer),
            receiver=told.party(largest.receiver),
            amount=amount_text(largest.amount_m),
            money=told.money,
        )


def _others(told: Told) -> Iterator[str]:
    words, names = told.words, rule_names(told.words)
    plain = []
    for division in told.found.divisions.values():
        tempted = division.stability.tempted
        if division.stability.in_core is not Verdict.NO or tempted is None:
            continue
        gain, who = amount_text(tempted.gain_m.least_m), told.coalition(tempted.coalition)
        if division.rule in PLAIN_RULES:
            plain.append(f"{names[division.rule]} ({who}, {gain})")
        else:
            yield words(
                "By '{rule}' {coalition} would rather leave: it would save {gain} {money} more on its own.",
                rule=names[division.rule],
                coalition=who,
                gain=gain,
                money=told.money,
            )
    if plain:
        yield words(
            "Plain rules do not hold either; who would gain most by leaving, and how much ({money}): {list}.",
            money=told.money,
            list=words.joined(plain),
        )


def method(told: Told) -> Iterator[str]:
    """Yield how it was reckoned."""
    words, found = told.words, told.found
    rules = {
        "demand": words("by demand: of a chip by the units that the demand would take, of the rest by what these cost"),
        "purchases": words("by what each would buy if all limits were its own"),
        "equal": words("equally"),
        "all": words("not at all: each has all of them for itself"),
    }
    yield words(
        "A coalition plans its own regions alone. Supplies, budgets and policies on quantities that cover others too "
        "are divided {rule}.",
        rule=rules[found.rule],
    )
    yield words("One-time national costs, as of porting to a stack, are paid by each coalition that needs them.")
    yield (
        words("Work of a coalition may cross regions of others.")
        if found.transit
        else words("Work of a coalition stays within its own regions, on the way too.")
    )
    if told.visiting:
        yield words(
            "Demand of {list} in regions of others is its own. Without the owner of the region nothing is built or run "
            "for it there: it is served elsewhere, over links that end there, rented or left undone.",
            list=words.joined(told.party(name) for name in told.visiting[:MOST_NAMED]),
        )
    if found.left_out:
        yield words(
            "Rules that set members against each other do not hold for a coalition: {list}.",
            list=words.joined(found.left_out),
        )
    yield words(
        "A division holds when no coalition, by any cost that the gaps leave open, would pay less on its own: it is in "
        "the core. It does not hold when the best plan of some coalition costs less than it is to pay."
    )
    if found.shapley is not None and found.shapley.orders:
        yield words(
            "The Shapley value is sampled from {count} orders; its error holds with 95 % confidence.",
            count=found.shapley.orders,
        )
    elif found.shapley is None and found.plan is not None:
        yield words("The Shapley value was not asked for, or a coalition that it needs has no plan.")
    yield from _looked_at(told)


def _looked_at(told: Told) -> Iterator[str]:
    words, found = told.words, told.found
    solved = len(found.solved)
    without = sum(found.game.cost(s) == NO_PLAN for s in found.solved)
    yield words(
        "Of {all} coalitions {solved}; {without} no plan. Of {bounded} more a bound was enough.",
        all=f"{found.coalitions:,}",
        solved=words.counted(solved, "1 was solved", "{count} were solved"),
        without=words.counted(without, "1 of them has", "{count} of them have"),
        bounded=f"{len(found.game.costs.keys() - found.solved.keys() - found.refused):,}",
    )
    if found.refused:
        yield words(
            "Of {refused} that bounds do not settle only a bound is known, for no more were to be solved: what they "
            "might gain by leaving is open, and the nucleolus does without them.",
            refused=f"{len(found.refused):,}",
        )
    if found.worth is not None and found.agreed is not None:
        yield words(
            "With fractions for whole numbers the plan would cost {relaxed} {money}; at marginal values each pays its "
            "part of that, and of the rest in proportion.",
            relaxed=amount_text(found.worth.cost_m),
            money=told.money,
        )


def alarms(told: Told) -> Iterator[str]:
    """Yield what must not be overlooked."""
    words, found = told.words, told.found
    if found.plan is None:
        yield words("All together have no plan.")
    if missing := [name for name in found.members if found.alone_m(name).most_m == inf]:
        yield words(
            "Some have no plan alone: {list}.", list=words.joined(told.party(name) for name in missing[:MOST_NAMED])
        )
