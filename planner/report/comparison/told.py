"""A comparison in words, and all its pages."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.report.comparison.causes import attribution_page, group_names, input_page
from planner.report.comparison.differing import differ
from planner.report.comparison.plans import cost_blocks, plan_pages
from planner.report.comparison.sides import Comparison, EffectLike, Side
from planner.report.facts import RunFacts
from planner.report.summary import Section, Summary
from planner.report.table import Block, Column, Page
from planner.report.vocabulary import endings
from planner.report.wording import MOST_NAMED, amount_text
from planner.report.words import Words


@dataclass(frozen=True, eq=False)
class Told:
    """Everything a reader is shown of a comparison."""

    summary: Summary
    pages: tuple[Page, ...]


def tell(comparison: Comparison) -> Told:
    """Return summary and pages of a comparison."""
    words = comparison.words
    attribution = attribution_page(comparison)
    summary = Summary(
        title=words("Two plans compared"),
        subtitle=words("A: {a}. B: {b}.", a=_made(words, comparison.a.facts), b=_made(words, comparison.b.facts)),
        alarms=alarms(comparison),
        sections=(
            Section(words("The difference"), difference_sentences(comparison)),
            Section(words("The two runs"), run_sentences(comparison)),
        ),
    )
    pages = [input_page(comparison), *([attribution] if attribution is not None else []), *plan_pages(comparison)]
    return Told(summary, (*pages, _run_page(comparison)))


def alarms(comparison: Comparison) -> tuple[str, ...]:
    """Return what a reader must know of how the two compare, a sentence each."""
    words, a, b = comparison.words, comparison.a, comparison.b
    found = [
        words("The plan of {letter} failed its audit and is not compared.", letter=side.letter)
        for side in (a, b)
        if side.has_plan and side.view is None
    ]
    if comparison.is_unrelated:
        found.append(
            words(
                "The two workbooks have no region, no workload or no period in common: they are different problems, "
                "and the difference in cost says nothing."
            )
        )
    if a.currency != b.currency:
        found.append(words("The costs are in {a} and in {b} and cannot be compared.", a=a.currency, b=b.currency))
    if comparison.views is not None:
        one, other = comparison.views
        if set(one.inst.periods) != set(other.inst.periods):
            found.append(words("The two plans cover different periods, so that their costs are of different lengths."))
        elif not comparison.same_futures:
            found.append(
                words(
                    "The two plans are for different futures: expected costs are compared, and what differs over time "
                    "is left out."
                )
            )
    if not comparison.causes:
        found.append(
            words("The inputs are the same in all that the plan depends on: what differs comes from the search alone.")
        )
    if comparison.is_stopped:
        found.append(words("The search for what each group of changes does to the cost was stopped."))
    return tuple(found)


def run_sentences(comparison: Comparison) -> tuple[str, ...]:
    """Return what the two runs are, a sentence each."""
    return _run(comparison, comparison.a), _run(comparison, comparison.b)


def difference_sentences(comparison: Comparison) -> tuple[str, ...]:
    """Return what differs in cost, by what categories, and in which inputs."""
    return tuple(sentence for sentence in _sentences(comparison) if sentence)


def _sentences(comparison: Comparison) -> Iterator[str]:
    words, whole = comparison.words, comparison.whole
    if whole is not None:
        yield words.sentences(_cost(comparison), _again(comparison, whole), _surely(comparison, whole))
    if comparison.views is not None and whole is not None:
        yield _by_category(comparison)
    yield _inputs(comparison)
    yield from _attribution(comparison)


def _cost(comparison: Comparison) -> str:
    words, a, b = comparison.words, comparison.a.cost_m or 0.0, comparison.b.cost_m or 0.0
    costs = words("{b} against {a}", a=amount_text(a), b=amount_text(b))
    amount, share = amount_text(abs(b - a)), f"{abs(b - a) / max(abs(a), 1e-9):.2%}"
    money = comparison.money
    if abs(b - a) <= 1e-6 * max(1.0, abs(a)):
        return words("A and B cost the same: {a} {money}.", a=amount_text(a), money=money)
    if b > a:
        return words(
            "B costs {amount} {money} more than A ({share}): {costs}.",
            amount=amount,
            money=money,
            share=share,
            costs=costs,
        )
    return words(
        "B costs {amount} {money} less than A ({share}): {costs}.", amount=amount, money=money, share=share, costs=costs
    )


def _again(comparison: Comparison, whole: EffectLike) -> str:
    """Return what the difference is between better plans, where the runs' data were solved again."""
    before = (comparison.b.cost_m or 0.0) - (comparison.a.cost_m or 0.0)
    if not differ(before, whole.best_m):
        return ""
    return comparison.words("Solved again, their best plans differ by {amount}.", amount=signed(whole.best_m))


def _surely(comparison: Comparison, whole: EffectLike) -> str:
    words, least, most = comparison.words, whole.least_m, whole.most_m
    if least is None or most is None:
        return words("How far the searches are from the cheapest plans is not known.")
    if most - least <= 1e-6 * max(1.0, abs(comparison.a.cost_m or 0.0)):
        return ""
    lies = words(
        "Between the cheapest plans there are, the difference lies from {least} to {most}: each search leaves a gap.",
        least=signed(least),
        most=signed(most),
    )
    open_ = words("Which of the two is cheaper is not settled by that.") if least < 0.0 < most else ""
    return words.sentences(lies, open_)


def _by_category(comparison: Comparison) -> str:
    """Return the largest differences by cost category."""
    words = comparison.words
    lines = sorted(cost_blocks(comparison)[0].rows, key=lambda line: -abs(line[3]))
    named = [f"{name} {signed(difference)}" for name, _, _, difference in lines if abs(difference) > 1e-6]
    return (
        words("By category, in {money}: {list}.", money=comparison.money, list=words.joined(named[:MOST_NAMED]))
        if named
        else ""
    )


def _inputs(comparison: Comparison) -> str:
    words, names = comparison.words, group_names(comparison.words)
    counts = [f"{names[group]} {len(changes):,}" for group, changes in comparison.changes.items()]
    if not counts:
        return words("The inputs are the same.")
    total = sum(len(changes) for changes in comparison.changes.values())
    return words("Inputs that differ: {count}. By group: {list}.", count=f"{total:,}", list=words.joined(counts))


def _attribution(comparison: Comparison) -> Iterator[str]:
    found = comparison.attribution
    if found is None:
        return
    words, names = comparison.words, group_names(comparison.words)
    parts = [
        f"{names[share.group]} {signed(share.effect.best_m)}" for share in found.shares if share.effect is not None
    ]
    if parts:
        yield words(
            "Each group of changes alone, in {money}: {list}.", money=comparison.money, list=words.joined(parts)
        )
    if len(found.shares) > 1 and found.interaction is not None and found.together is not None:
        yield words(
            "Together that is {sum}; the rest, {rest}, is interaction: the groups change each other's effects.",
            sum=signed(found.together.best_m),
            rest=signed(found.interaction.best_m),
        )


def signed(amount: float) -> str:
    """Return an amount with its sign."""
    sign = "-" if amount < 0 else "+" if amount > 0 else ""
    return f"{sign}{amount_text(abs(amount))}"


def _made(words: Words, facts: RunFacts) -> str:
    return words.joined((facts.heading(words), facts.started))


def _run(comparison: Comparison, side: Side) -> str:
    words, facts = comparison.words, side.facts
    ended = endings(words).get(facts.ending, facts.ending)
    if side.view is None or facts.cost_m is None:
        heading = facts.heading(words)
        return words("{letter}: {heading}; no plan ({ended}).", letter=side.letter, heading=heading, ended=ended)
    gap = words("not known") if facts.gap is None else f"{facts.gap:.2%}"
    return words(
        "{letter}: {heading}; cost {cost} {money}, search ended: {ended}, gap {gap}.",
        letter=side.letter,
        heading=facts.heading(words),
        cost=amount_text(facts.cost_m),
        money=side.view.money,
        ended=ended,
        gap=gap,
    )


def _run_page(comparison: Comparison) -> Page:
    words = comparison.words
    a, b = _facts(words, comparison.a.facts), _facts(words, comparison.b.facts)
    lines = [(name, a.get(name, ""), b.get(name, "")) for name in dict.fromkeys((*a, *b))]
    columns = (Column("name", words("What")), Column("a", "A", "", "mixed"), Column("b", "B", "", "mixed"))
    block = Block(words("The two runs"), "", columns, tuple(lines), "")
    return Page(words("The two runs"), words("What is needed to do them again."), (block,))


def _facts(words: Words, facts: RunFacts) -> dict[str, object]:
    found: dict[str, object] = {
        words("workbook"): facts.workbook,
        words("scenario"): facts.scenario,
        words("SHA-256 of the workbook"): facts.input_sha256,
        words("started"): facts.started,
        words("ended"): endings(words).get(facts.ending, facts.ending),
        words("cost"): facts.cost_m,
        words("bound"): facts.bound_m,
        words("gap"): "" if facts.gap is None else f"{facts.gap:.2%}",
    }
    labels = {
        "gap": words("option gap"),
        "time_limit_s": words("option time limit"),
        "threads": words("option threads"),
    }
    labels["seed"] = words("option seed")
    found |= {label: facts.options[name] for name, label in labels.items() if facts.options.get(name) is not None}
    return found | {words("version of {name}", name=name): version for name, version in facts.versions.items()}
