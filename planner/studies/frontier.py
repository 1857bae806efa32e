"""What one metric costs in another: the plans of which none is better in both.

By the augmented epsilon-constraint method of G. Mavrotas, "Effective implementation of the epsilon-constraint method in
multi-objective mathematical programming problems", Applied Mathematics and Computation 213 (2009) 455-465: one metric
is kept within limits that are evenly spread between its ends, the other is made small, and a small weight on the first
settles ties.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from models.account.account import account
from models.ids import Sense
from models.instance import Instance
from models.plan import Plan
from models.records import Policy, Selection
from planner.solve import SolveOptions
from planner.studies.measure import Measure
from planner.studies.solved import Solved, solve_all, to_the_gap
from planner.studies.solves import Solver, Task

_ALL = 100.0
"""Weight of a metric that is to be as good as can be, as a multiple of the cost of the cheapest plan."""
_TIE = 1e-5
"""Weight of a metric that settles ties, as a share of the cost of the cheapest plan."""
_SLACK = 1e-6
"""Share of the way between the ends by which limits are wider, so that the plan they come from keeps them."""


@dataclass(frozen=True)
class Point:
    """One plan between the ends."""

    limit: float | None
    """What the metric is kept within; None: it is free."""
    solved: Solved
    value: float | None
    """Of the metric; None: no plan."""
    against: float | None
    """Of the metric that it is set against, in millions where that is cost; None: no plan."""
    bound: float | None = None
    """Of plans within the limit, none has less of the metric it is set against; None: not known."""


@dataclass(frozen=True)
class Frontier:
    """The plans between the ends, from the one with the best of the metric they are set against."""

    measure: Measure
    against: Measure | None
    """None: cost."""
    points: tuple[Point, ...]
    searched: tuple[Solved, ...]
    """The solves that found the ends."""

    def is_dominated(self, point: Point) -> bool:
        """Return whether another plan is as good in both metrics, and better in one; of equals the first stays."""
        mine = self._place(point)
        for i, other in enumerate(self.points):
            theirs = self._place(other)
            if other is point or theirs is None or mine is None:
                continue
            if theirs[0] <= mine[0] and theirs[1] <= mine[1]:
                equal = theirs == mine
                if not equal or i < self.points.index(point):
                    return True
        return False

    @property
    def curve(self) -> tuple[Point, ...]:
        """The plans that no other dominates, in the order of the metric they are set against."""
        found = [(place, one) for one in self.points if (place := self._place(one)) and not self.is_dominated(one)]
        return tuple(one for _, one in sorted(found, key=lambda pair: (pair[0][1], pair[0][0])))

    def _place(self, point: Point) -> tuple[float, float] | None:
        """Return both metrics, the smaller the better, without the noise of arithmetic."""
        if point.value is None or point.against is None:
            return None
        x = point.value if self.measure.better == "low" else -point.value
        y = point.against if self.against is None or self.against.better == "low" else -point.against
        return float(f"{x:.9g}"), float(f"{y:.9g}")


def frontier(
    inst: Instance,
    measure: Measure,
    solver: Solver,
    options: SolveOptions | None = None,
    *,
    against: Measure | None = None,
    points: int = 7,
) -> Frontier:
    """Return plans between the best of one metric and the best of another.

    No plan leaves more work undone than the cheapest, lest doing nothing be the way to less of everything.

    Parameters
    ----------
    against
        The metric that is made small within each limit; None: cost.
    points
        Plans, with both ends.
    """
    return _Search(inst, measure, solver, to_the_gap(options or SolveOptions()), against, points).run()


class _Search:
    """One search for a frontier."""

    def __init__(
        self,
        inst: Instance,
        measure: Measure,
        solver: Solver,
        options: SolveOptions,
        against: Measure | None,
        points: int,
    ) -> None:
        self._free, self._inst = inst, inst
        self._measure, self._against = measure, against
        self._solver, self._options = solver, options
        self._count = points
        self._done, self._in_all = 0, points + 2
        self._cost_m = 0.0
        self._searched: list[Solved] = []
        self._ends: list[Plan] = []
        """Plans by which the weights are measured."""

    def run(self) -> Frontier:
        """Find the ends, then what lies between them."""
        cheapest = self._search("cheapest", self._free, None)
        if cheapest.plan is None:
            return self._found(Point(None, cheapest, None, None))
        self._cost_m = abs(cheapest.known.cost_m or 0.0)
        self._inst = _no_more_undone(self._free, cheapest.plan)
        self._ends = [cheapest.plan]
        far = self._search("best of the metric", self._weighed(self._inst, self._measure, _ALL), cheapest.plan)
        self._ends += [far.plan] if far.plan is not None else []
        near = self._points({0: (None, cheapest.plan)})[0]
        if near.value is None or far.plan is None:
            return self._found(near)
        end = self._measure.value(self._free, far.plan)
        if abs(end - near.value) <= _SLACK * max(abs(end), abs(near.value)):
            return self._found(near)
        return self._between(near, near.value, end, far, far.plan)

    def _between(self, near: Point, begin: float, end: float, far: Solved, best: Plan) -> Frontier:
        """Solve within each limit, the far end first; each begins with the plan of the next stricter one.

        Where the far end has no cheaper plan, it is the plan that showed how far one can get.
        """
        last = self._count - 1
        limits = {i: begin + (end - begin) * i / last for i in range(1, self._count)}
        wider = _SLACK * (end - begin)
        found: dict[int, Point] = {0: near}
        for wave in _waves(last):
            starts = {i: self._start(found, i, best) for i in wave}
            found |= self._points({i: (limits[i] - wider, starts[i]) for i in wave})
        if found[last].value is None:
            # What bounded that search was no cost.
            found[last] = replace(self._point(limits[last], far), bound=None)
        return self._found(*(found[i] for i in sorted(found)))

    def _start(self, found: Mapping[int, Point], i: int, best: Plan) -> Plan:
        """Return a plan that keeps a limit already: that of the nearest stricter one."""
        plans = (found[j].solved.plan for j in sorted(found) if j > i)
        return next((plan for plan in plans if plan is not None), best)

    def _points(self, wanted: Mapping[int, tuple[float | None, Plan]]) -> dict[int, Point]:
        tasks = []
        for i, (limit, start) in wanted.items():
            inst = self._within(limit) if limit is not None else self._inst
            if self._against is not None:
                inst = self._weighed(inst, self._against, _ALL)
            inst = self._weighed(inst, self._measure, _TIE)
            name = f"point {i + 1} of {self._count}"
            tasks.append(Task(name, inst, self._options, start))
        solved = self._solve(tasks)
        pairs = zip(wanted.items(), solved, strict=True)
        return {i: self._point(limit, one) for (i, (limit, _)), one in pairs}

    def _point(self, limit: float | None, one: Solved) -> Point:
        if one.plan is None:
            return Point(limit, one, None, None)
        cost_m = account(self._free, one.plan).objective_m
        value = self._measure.value(self._free, one.plan)
        if self._against is not None:
            return Point(limit, one, value, self._against.value(self._free, one.plan))
        bound_m = one.known.bound_m
        # What settles ties is a part of what was bounded.
        return Point(limit, one, value, cost_m, None if bound_m is None else min(cost_m, bound_m - _TIE * self._cost_m))

    def _within(self, limit: float) -> Instance:
        sense: Sense = "<=" if self._measure.better == "low" else ">="
        return _with(self._inst, self._measure.policy("frontier: limit", sense, limit))

    def _weighed(self, inst: Instance, measure: Measure, weight: float) -> Instance:
        """Return the instance in which a metric is to be paid: `weight` times the cost for what there is at an end."""
        burden = max(measure.burden(self._free, plan) for plan in self._ends)
        if burden <= 0.0:
            return inst
        price_m = weight * self._cost_m / burden
        return _with(inst, measure.priced(f"frontier: weight of {measure.metric} {weight:g}", price_m))

    def _search(self, name: str, inst: Instance, start: Plan | None) -> Solved:
        (one,) = self._solve([Task(name, inst, self._options, start)])
        self._searched.append(one)
        return one

    def _solve(self, tasks: list[Task]) -> tuple[Solved, ...]:
        solved = solve_all(self._solver.at(self._done, self._in_all), tasks)
        self._done += len(tasks)
        return solved

    def _found(self, *points: Point) -> Frontier:
        return Frontier(self._measure, self._against, points, tuple(self._searched))


def _waves(last: int) -> Iterator[list[int]]:
    """Yield which points are solved at the same time: the far end, then the middles of what is between the solved."""
    yield [last]
    spans = [(0, last)]
    while wave := [(a + b) // 2 for a, b in spans if b - a > 1]:
        yield wave
        spans = [half for a, b in spans if b - a > 1 for half in ((a, (a + b) // 2), ((a + b) // 2, b))]


def _with(inst: Instance, policy: Policy) -> Instance:
    cases = {s: case.replace(policies={**case.policies, policy.id: policy}) for s, case in inst.cases.items()}
    return inst.replace(cases=cases)


def _no_more_undone(inst: Instance, plan: Plan) -> Instance:
    """Return the instance in which no more work is left undone than in a plan."""
    undone = Measure("unmet", Selection(), None, "low")
    if all(work.unmet_penalty_m_per_pflops is None for work in inst.first_case.workloads.values()):
        return inst
    most = undone.value(inst, plan) * (1.0 + _SLACK) + _SLACK
    return _with(inst, undone.policy("frontier: undone", "<=", most))
