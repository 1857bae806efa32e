"""What a difference in cost comes from: each group of changes made alone, or one group after the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.instance import Instance
from planner.solve import SolveOptions
from planner.studies.known import Effect, Known, between, difference
from planner.studies.solved import solve_all
from planner.studies.solves import Solver, Task

CANNOT_STAND = "cannot stand alone"
"""Of changes that make no valid workbook without others; followed by what is wrong with it."""


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
    solved = solve_all(solver, tasks)
    found |= {one.name: one.known for one in solved}
    best_a, best_b = a.sharpened(found.get("a again", a)), b.sharpened(found.get("b again", b))
    found = {name: best_b if known is b else known for name, known in found.items()}
    a, b = best_a, best_b
    way = [a, *(found[f"alone {name}"] for name in order[:1]), *(found[f"step {i}"] for i in range(len(steps))), b]
    in_turn = dict(zip(order, map(between, way[:-1], way[1:]), strict=True)) if order else {}
    shares = tuple(Share(name, one := found[f"alone {name}"], between(a, one), in_turn.get(name)) for name in alone)
    others = [share.alone for share in shares]
    count = float(len(others))
    return Attribution(
        whole=between(a, b),
        shares=shares,
        together=difference([*((1.0, one) for one in others), (-count, a)]) if others else None,
        interaction=difference([(1.0, b), *((-1.0, one) for one in others), (count - 1.0, a)]) if others else None,
        order=tuple(order),
        seconds=sum(one.answer.seconds for one in solved),
        solves=len(tasks),
    )
