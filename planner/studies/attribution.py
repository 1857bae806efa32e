"""What a difference in cost comes from: each group of changes made alone, or one group after the other.

What a solve knows of the cheapest cost is an interval, from its bound to its cost; so is every effect.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.audit.audit import audit
from models.instance import Instance
from models.plan import Plan
from planner.solve import Ending, Outcome, SolveOptions
from planner.studies.solves import Answer, Solver, Task

NO_PLAN = "no plan meets every limit"
NOT_FOUND = "no plan was found in time"
_ROUNDING = 1e-9
"""Share of the costs below which a difference is that of arithmetic."""
FAILED_AUDIT = "the plan failed its audit"
CANNOT_STAND = "cannot stand alone"
"""Of changes that make no valid workbook without others; followed by what is wrong with it."""


@dataclass(frozen=True)
class Known:
    """What is known of the cheapest cost of an instance, in millions."""

    cost_m: float | None = None
    """Of the best plan found; None: no plan."""
    bound_m: float | None = None
    """No plan costs less; None: not known."""
    plan: Plan | None = None
    why: str = ""
    """Why there is no plan."""

    def sharpened(self, other: "Known") -> "Known":
        """Return what two solves of the same instance know together."""
        costs = [known for known in (self, other) if known.cost_m is not None]
        bounds = [known.bound_m for known in (self, other) if known.bound_m is not None]
        best = min(costs, key=lambda known: known.cost_m or 0.0, default=self)
        return Known(best.cost_m, max(bounds, default=None), best.plan, best.why)


@dataclass(frozen=True)
class Effect:
    """A difference in cost, in millions."""

    best_m: float
    """Between the best plans found."""
    least_m: float | None
    most_m: float | None
    """Between the cheapest plans there are, it lies from the least to the most; None: not known."""


@dataclass(frozen=True)
class Share:
    """What one group of changes does to the cost."""

    group: str
    alone: Known
    """With this group's changes alone in the first data."""
    effect: Effect | None
    """Of these changes alone; None: there is no plan to measure it by."""
    in_turn: Effect | None = None
    """Of these changes after those of the groups before it; None: not asked for, or no plan."""


@dataclass(frozen=True)
class Attribution:
    """A difference in cost, by groups of changes."""

    whole: Effect | None
    shares: tuple[Share, ...]
    together: Effect | None
    """The sum of the effects of each group alone; None: one of them is not known."""
    interaction: Effect | None
    """What is left of the whole: the groups change each other's effects."""
    order: tuple[str, ...] = ()
    """The groups one after the other; (): each was solved alone only."""
    seconds: float = 0.0
    solves: int = 0


def attribute(
    a: Known,
    b: Known,
    alone: Mapping[str, Instance | Known],
    solver: Solver,
    options: SolveOptions,
    *,
    again: Mapping[str, Instance] | None = None,
    order: Sequence[str] = (),
    steps: Sequence[Instance | Known] = (),
) -> Attribution:
    """Return what each group of changes does to the cost.

    Parameters
    ----------
    a, b
        What is known of the first and the last data.
    alone
        The first data with one group changed; or what is known of it already, `b` itself where that is all there is.
    again
        The first and last data, under the names `a` and `b`, where they are to be solved again to know them better.
    order
        The groups, two or more, in the order in which they are made one after the other; (): they are not.
    steps
        The first data with the first two, three, ... groups of the order changed; without the last, which is `b`.
    """
    data: dict[str, Instance | Known] = {f"{name} again": inst for name, inst in (again or {}).items()}
    data |= {f"alone {name}": one for name, one in alone.items()}
    data |= {f"step {i}": one for i, one in enumerate(steps)}
    found: dict[str, Known] = {name: one for name, one in data.items() if isinstance(one, Known)}
    tasks = [Task(name, inst, options, a.plan or b.plan) for name, inst in data.items() if isinstance(inst, Instance)]
    answers = solver.map(tasks)
    found |= {task.name: _known(task, answer) for task, answer in zip(tasks, answers, strict=True)}
    best_a, best_b = a.sharpened(found.get("a again", a)), b.sharpened(found.get("b again", b))
    found = {name: best_b if known is b else known for name, known in found.items()}
    a, b = best_a, best_b
    way = [a, *(found[f"alone {name}"] for name in order[:1]), *(found[f"step {i}"] for i in range(len(steps))), b]
    in_turn = dict(zip(order, map(_between, way[:-1], way[1:]), strict=True)) if order else {}
    shares = tuple(Share(name, one := found[f"alone {name}"], _between(a, one), in_turn.get(name)) for name in alone)
    others = [share.alone for share in shares]
    count = float(len(others))
    return Attribution(
        whole=_between(a, b),
        shares=shares,
        together=difference([*((1.0, one) for one in others), (-count, a)]) if others else None,
        interaction=difference([(1.0, b), *((-1.0, one) for one in others), (count - 1.0, a)]) if others else None,
        order=tuple(order),
        seconds=sum(answer.seconds for answer in answers),
        solves=len(tasks),
    )


def difference(terms: Iterable[tuple[float, Known]]) -> Effect | None:
    """Return a sum of cheapest costs, each with its factor; None where one of them has no plan.

    A cheapest cost lies between bound and cost, so that the sum lies between those of the ends that its sign asks for.
    """
    best, least, most, size = 0.0, 0.0, 0.0, 0.0
    is_bounded = True
    for factor, known in terms:
        if known.cost_m is None:
            return None
        bound_m = known.cost_m if known.bound_m is None else known.bound_m
        is_bounded &= known.bound_m is not None or factor == 0.0
        best += factor * known.cost_m
        least += factor * (bound_m if factor > 0 else known.cost_m)
        most += factor * (known.cost_m if factor > 0 else bound_m)
        size += abs(factor * known.cost_m)
    best, least, most = (0.0 if abs(value) <= _ROUNDING * size else value for value in (best, least, most))
    return Effect(best, least if is_bounded else None, most if is_bounded else None)


def _between(of: Known, to: Known) -> Effect | None:
    return difference([(1.0, to), (-1.0, of)])


def known_of(outcome: Outcome) -> Known:
    """Return what a solve knows of the cheapest cost."""
    if outcome.plan is None:
        return Known(bound_m=outcome.bound_m, why=NO_PLAN if outcome.ending is Ending.INFEASIBLE else NOT_FOUND)
    return Known(outcome.cost_m, outcome.bound_m, outcome.plan)


def _known(task: Task, answer: Answer) -> Known:
    """Return what an answer knows; a plan that fails its audit is none."""
    if answer.outcome is None:
        return Known(why=answer.failure)
    known = known_of(answer.outcome)
    if known.plan is not None and not audit(task.inst, known.plan).passed:
        return Known(bound_m=known.bound_m, why=FAILED_AUDIT)
    return known
