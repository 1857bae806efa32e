"""The study in words."""

from collections.abc import Iterator, Sequence

from models.audit.audit import audit
from planner.report.wording import MOST_NAMED, amount_text
from planner.studies.documents.effects import LEAST_SHARE, range_sentences
from planner.studies.documents.fragmentation.told import Told, way_names
from planner.studies.fragmentation import Market
from planner.studies.settlement import Balance


def answer(told: Told) -> Iterator[str]:
    """Yield what the study found, a sentence each."""
    words, found = told.words, told.found
    names = way_names(words)
    price = found.price()
    alone, best = found.markets["alone"].known, found.markets[found.best].known
    if found.best == "alone":
        yield words("The workbook has no platform to share on: there is nothing to compare being alone with.")
    elif price is not None:
        share = f"{price.best_m / max(abs(best.cost_m or 0.0), 1e-9):.1%}"
        yield words(
            "That each plans alone costs {price} {money} ({share}): {alone} against {best} for '{market}'.",
            price=amount_text(price.best_m),
            money=told.money,
            share=share,
            alone=amount_text(alone.cost_m or 0.0),
            best=amount_text(best.cost_m or 0.0),
            market=names[found.best],
        )
        yield from range_sentences(price, told.money, words)
        if (penalty_m := told.penalties_m["alone"]) > LEAST_SHARE * abs(alone.cost_m or 0.0):
            last = told.figures["alone"][-1]
            yield words(
                "Of the cost of being alone, {penalty} {money} are penalties, for demand not met above all: {share} of "
                "that of {period}. Without penalties {paid} {money} are paid alone, and {paid_best} in '{market}'.",
                penalty=amount_text(penalty_m),
                money=told.money,
                share=f"{told.unmet_share(last):.0%}",
                period=last.period,
                paid=amount_text((alone.cost_m or 0.0) - penalty_m),
                paid_best=amount_text((best.cost_m or 0.0) - told.penalties_m[found.best]),
                market=names[found.best],
            )
    for way, after in zip(list(found.markets)[:-1], list(found.markets)[1:], strict=True):
        step = found.step(way, after)
        if step is not None:
            yield words(
                "From '{before}' to '{after}': {saving} {money} saved.",
                before=names[way],
                after=names[after],
                saving=amount_text(step.best_m),
                money=told.money,
            )
    yield from _who(told)
    if told.bad_flows:
        worst, regions = told.bad_flows[0], told.names.regions
        yield words.counted(
            len(told.bad_flows),
            "Not everything should move: 1 flow that is allowed would cost more than it saves: {workload} of {origin} "
            "in {host}.",
            "Not everything should move: {count} flows that are allowed would cost more than they save; most of all "
            "{workload} of {origin} in {host}.",
            workload=worst.workload,
            origin=regions[worst.origin],
            host=regions[worst.host],
        )


def _who(told: Told) -> Iterator[str]:
    words = told.words
    members = [one for one in told.balances if one.name in told.found.members]
    ranked = sorted(members, key=lambda one: -one.gain_m)

    def listed(chosen: Sequence[Balance]) -> str:
        return words.joined(f"{told.member(one.name)} {amount_text(abs(one.gain_m))}" for one in chosen[:MOST_NAMED])

    if gaining := [one for one in ranked if one.gain_m > 1e-6]:
        yield words("Most gain: {list} ({money}).", list=listed(gaining), money=told.money)
    if losing := [one for one in reversed(ranked) if one.gain_m < -1e-6]:
        yield words("Some lose without a side payment: {list} ({money}).", list=listed(losing), money=told.money)


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
        "For being alone, supplies, budgets and policies on quantities that cover several members are divided {rule}.",
        rule=rules[found.rule],
    )
    yield words("One-time national costs, as of porting to a stack, are paid by each member alone that needs them.")
    if found.left_out:
        yield words(
            "Rules that set members against each other do not hold for them alone: {list}.",
            list=words.joined(found.left_out),
        )


def quality(told: Told) -> Iterator[str]:
    """Yield how good the plans are."""
    words = told.words
    names = way_names(words)
    for way, market in told.found.markets.items():
        known = market.known
        if known.cost_m is not None and known.bound_m is not None:
            gap = max(0.0, known.cost_m - known.bound_m) / max(abs(known.cost_m), 1e-9)
            yield words(
                "{market}: gap {gap}; {audit}.", market=names[way], gap=f"{gap:.2%}", audit=_audit(told, market)
            )


def _audit(told: Told, market: Market) -> str:
    words = told.words
    plans = [(piece.inst, plan) for piece in market.pieces if (plan := piece.plan)]
    failed = sum(not audit(inst, plan).passed for inst, plan in plans)
    if failed:
        return words.counted(
            len(plans), "the plan FAILED its audit", "{failed} of {count} plans FAILED their audit", failed=failed
        )
    return words.counted(len(plans), "one plan, which passed its audit", "{count} plans, all passed their audit")


def alarms(told: Told) -> Iterator[str]:
    """Yield what must not be overlooked."""
    words = told.words
    for way, market in told.found.markets.items():
        if missing := market.without_plan:
            members = words.joined(told.member(piece.name) for piece in missing[:MOST_NAMED] if piece.name)
            name = way_names(words)[way]
            yield (
                words("'{market}' has no plan.", market=name)
                if not members
                else words.counted(
                    len(missing),
                    "'{market}': 1 has no plan: {list}.",
                    "'{market}': {count} have no plan: {list}.",
                    market=name,
                    list=members,
                )
            )
