"""Plans that cost little more than the best: how little and how much of each thing they can have, and how they differ.

The ranges are those of F. Neumann and T. Brown, "The near-optimal feasible space of a renewable power system model",
Electric Power Systems Research 190 (2021). The plans come from "modelling to generate alternatives" by hop, skip and
jump: E. D. Brill, S.-Y. Chang and L. D. Hopkins, "Modeling to generate alternatives: the HSJ approach and an
illustration using a problem in land use planning", Management Science 28 (1982), in which each next plan has as little
as it can of what the plans before it have.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from models.goal import Goal, Sense, Weights, weighed
from models.instance import Instance
from models.plan import Plan
from models.records import Decision
from planner.solve import SolveOptions
from planner.studies.solved import Solved, solve_all, to_the_gap
from planner.studies.solves import Solver, Task

Of = Literal["regions", "chips", "links"]
"""What is counted: the IT load of the chips ordered for a region, in MW; the units ordered of a chip; the bandwidth
added to a link, in Gbps. All over the whole horizon, and as an average of the futures."""

_ROUNDING = 1e-6
"""Share of a cost limit by which a plan may miss it."""
_SAME = 0.02
"""Plans that differ in less than this share of what they build are one."""


@dataclass(frozen=True)
class Range:
    """How little and how much there can be of one thing."""

    name: str
    best: float
    """In the cheapest plan found."""
    least: Solved
    most: Solved

    @property
    def low(self) -> float | None:
        """The least found in a plan; None: there is no such plan."""
        return self._reached(self.least)

    @property
    def high(self) -> float | None:
        """The most found in a plan; None: there is no such plan."""
        return self._reached(self.most)

    @property
    def low_bound(self) -> float | None:
        """No plan within the limit has less; None: not known."""
        return self._bound(self.least)

    @property
    def high_bound(self) -> float | None:
        """No plan within the limit has more; None: not known."""
        return self._bound(self.most)

    def _reached(self, end: Solved) -> float | None:
        return None if end.plan is None or end.answer.outcome is None else end.answer.outcome.goal_value

    def _bound(self, end: Solved) -> float | None:
        return None if end.answer.outcome is None else end.answer.outcome.goal_bound


@dataclass(frozen=True)
class Alternative:
    """One plan among those that cost little more."""

    name: str
    plan: Plan
    amounts: Mapping[str, float]
    """Of each thing."""


@dataclass(frozen=True)
class Alternatives:
    """The plans that cost no more than a limit, by their ends."""

    of: Of
    within: float
    """Share of the best cost."""
    best: Solved
    cost_limit_m: float | None
    """None: there is no best plan."""
    ranges: tuple[Range, ...] = ()
    plans: tuple[Alternative, ...] = ()
    """The cheapest first."""
    tried: tuple[Solved, ...] = ()
    """Of the alternatives, also those that gave no plan of their own."""

    @property
    def solves(self) -> tuple[Solved, ...]:
        """All solves, in their order."""
        ends = (end for one in self.ranges for end in (one.least, one.most))
        return (self.best, *ends, *self.tried)


def amounts_of(inst: Instance, of: Of) -> dict[str, Weights]:
    """Return, for each region, chip or link, the decisions that count for it and how much one of each counts."""
    found: dict[str, dict[tuple[Decision, tuple[Any, ...]], float]] = {}
    for node in inst.tree.nodes:
        outcomes = inst.tree.outcomes_at(node.id)
        chance, case = sum(outcome.probability for outcome in outcomes), inst.case(outcomes[0].id)
        if of == "links":
            for l, link in case.links.items():
                mine = found.setdefault(str(l), {})
                for i, module in link.modules.items():
                    mine["circuits_added", (l, i, node.id)] = chance * module.gbps
            continue
        for r in case.regions:
            for k, chip in case.chips.items():
                mine = found.setdefault(str(r if of == "regions" else k), {})
                unit = chip.power_kw / 1000.0 if of == "regions" else 1.0
                mine["bought_units", (r, k, node.id)] = chance * unit
    return {name: weights for name, weights in found.items() if weights}


def alternatives(
    inst: Instance,
    solver: Solver,
    *,
    of: Of = "regions",
    names: Sequence[str] = (),
    within: float = 0.03,
    plans: int = 4,
    options: SolveOptions | None = None,
) -> Alternatives:
    """Return the ranges of the things named, and plans as different as can be, among those within a share of the best.

    Parameters
    ----------
    names
        The regions, chips or links whose ranges are looked for; none: all of them.
    plans
        How many plans there are to be, with the cheapest.
    """
    options = options or SolveOptions()
    best = solve_all(solver, [Task("best", inst, replace(options, prices=False))])[0]
    start = best.plan
    if start is None:
        return Alternatives(of, within, best, None)
    limit_m = start.cost_m * (1.0 + within)
    things = amounts_of(inst, of)
    amounts = _amounts(things, start)
    sizes = _sizes(amounts)
    wanted = [name for name in things if not names or name in names]
    tasks = [
        _task(f"{sense} {name}", inst, options, Goal(sense, things[name], limit_m, sizes[name]), start)
        for name in wanted
        for sense in _SENSES
    ]
    ends = solve_all(solver, tasks)
    ranges = tuple(Range(name, amounts[name], ends[2 * i], ends[2 * i + 1]) for i, name in enumerate(wanted))
    found, tried = _different(inst, solver, things, Alternative("best", start, amounts), limit_m, plans - 1, options)
    return Alternatives(of, within, best, limit_m, ranges, found, tried)


def distance(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Return the share of what two plans build that is not built in the same place: 0 for equal ones, 1 at most."""
    whole = sum(a.values()) + sum(b.values())
    return sum(abs(a[name] - b[name]) for name in a) / whole if whole > 0 else 0.0


_SENSES: tuple[Sense, ...] = ("least", "most")


def _task(name: str, inst: Instance, options: SolveOptions, goal: Goal, start: Plan) -> Task:
    return Task(name, inst, replace(to_the_gap(options), goal=goal), start)


def _amounts(things: Mapping[str, Weights], plan: Plan) -> dict[str, float]:
    return {name: weighed(plan, weights) for name, weights in things.items()}


def _sizes(amounts: Mapping[str, float]) -> dict[str, float]:
    """Return what counts as much of each thing: what the best plan has, or else what it has of one on average."""
    usual = sum(amounts.values()) / max(1, len(amounts)) or 1.0
    return {name: max(amount, usual) for name, amount in amounts.items()}


def _different(
    inst: Instance,
    solver: Solver,
    things: Mapping[str, Weights],
    best: Alternative,
    limit_m: float,
    count: int,
    options: SolveOptions,
) -> tuple[tuple[Alternative, ...], tuple[Solved, ...]]:
    """Return the best plan and those by hop, skip and jump that are unlike each other, and the solves of the latter.

    A thing weighs what it is of all that the plans before have of it, each plan counting alike, so that much of a thing
    that was used much is avoided first.
    """
    plans, met, tried = [best], [best], list[Solved]()
    for number in range(1, count + 1):
        burden = _burden(met)
        weights: dict[Any, float] = {}
        for name, parts in things.items():
            for key, weight in parts.items():
                if burden[name] > 0.0:
                    weights[key] = weights.get(key, 0.0) + burden[name] * weight
        size = sum(burden[name] * best.amounts[name] for name in things)
        if not weights or size <= 0.0:
            break
        goal = Goal("least", weights, limit_m, size)
        task = _task(f"alternative {number}", inst, options, goal, best.plan)
        tried += solve_all(solver, [task])
        plan = tried[-1].plan
        if plan is None or plan.cost_m > limit_m + _ROUNDING * abs(limit_m):
            continue
        found = Alternative(f"alternative {number}", plan, _amounts(things, plan))
        met.append(found)
        if min(distance(found.amounts, other.amounts) for other in plans) >= _SAME:
            plans.append(found)
    return tuple(plans), tuple(tried)


def _burden(plans: Iterable[Alternative]) -> dict[str, float]:
    burden: dict[str, float] = {}
    for one in plans:
        whole = sum(one.amounts.values())
        for name, amount in one.amounts.items():
            burden[name] = burden.get(name, 0.0) + (amount / whole if whole > 0 else 0.0)
    return burden
