"""Scenarios side by side: the plan for each, and what its first decisions cost when another scenario comes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from models.decided import as_decided, committed_to
from models.ids import PeriodId, ScenarioId
from models.instance import Instance
from planner.solve import SolveOptions
from planner.studies.known import NO_PLAN, Effect, Known, between
from planner.studies.solved import Solved, solve_all, to_the_gap
from planner.studies.solves import Solver, Task

Crossing = tuple[ScenarioId, ScenarioId]
"""The scenario whose plan has made the first decisions, and the one that comes."""


@dataclass(frozen=True)
class SideBySide:
    """The plan for each scenario, and each in every other."""

    first: tuple[PeriodId, ...]
    """The periods of the first decisions, which are made before it is known which scenario comes."""
    own: Mapping[ScenarioId, Solved]
    crossed: Mapping[Crossing, Solved]
    """Without those that could only fail: where the one scenario has no plan to take decisions from, or the other none
    at all."""

    @cached_property
    def best(self) -> Mapping[ScenarioId, Known]:
        """What is known of the cheapest cost of each scenario, plans with first decisions for another among them."""
        return {
            s: _cheaper(solved.known, [one.known for (_, under), one in self.crossed.items() if under == s])
            for s, solved in self.own.items()
        }

    @property
    def planned(self) -> tuple[ScenarioId, ...]:
        """The scenarios that have a plan."""
        return tuple(s for s, solved in self.own.items() if solved.plan is not None)

    @property
    def possible(self) -> tuple[ScenarioId, ...]:
        """The scenarios in which something can be compared: not those that surely have no plan."""
        return tuple(s for s, solved in self.own.items() if solved.known.why != NO_PLAN)

    def known(self, plan_of: ScenarioId, under: ScenarioId) -> Known:
        """Return what is known of the cost when the first decisions are those for one scenario and another comes."""
        best = self.best[under]
        if plan_of == under:
            # Its first decisions are those of its own plan, which may be dearer than one that another's led to.
            return Known(self.own[under].known.cost_m, best.bound_m, self.own[under].known.plan)
        known = self.crossed[plan_of, under].known
        if known.cost_m is None or best.bound_m is None:
            return known
        # To be bound by first decisions never makes a plan cheaper.
        return Known(known.cost_m, max(known.bound_m or best.bound_m, best.bound_m), known.plan)

    def regret(self, plan_of: ScenarioId, under: ScenarioId) -> Effect | None:
        """Return what the first decisions cost more than the best plan there; None: not known, or there is no plan."""
        effect = between(self.best[under], self.known(plan_of, under))
        if effect is None or effect.least_m is None:
            return effect
        return Effect(effect.best_m, max(0.0, effect.least_m), effect.most_m)

    def is_impossible(self, plan_of: ScenarioId, under: ScenarioId) -> bool:
        """Return whether the first decisions of a plan leave no plan at all when another scenario comes."""
        return plan_of != under and self.crossed[plan_of, under].known.why == NO_PLAN

    def worst(self, plan_of: ScenarioId) -> tuple[ScenarioId, Effect] | None:
        """Return the scenario in which a plan's first decisions are regretted most, and how much; None: not known."""
        regrets = {under: self.regret(plan_of, under) for under in self.possible}
        found = {under: effect for under, effect in regrets.items() if effect is not None}
        if len(found) < len(regrets) or not found:
            return None
        under = max(found, key=lambda one: found[one].best_m)
        bounds = [(effect.least_m, effect.most_m) for effect in found.values()]
        least = [low for low, _ in bounds if low is not None]
        most = [high for _, high in bounds if high is not None]
        known = len(least) == len(most) == len(bounds)
        return under, Effect(found[under].best_m, max(least) if known else None, max(most) if known else None)

    @cached_property
    def safest(self) -> ScenarioId | None:
        """The scenario for whose first decisions the largest regret is smallest; None: none is known in all."""
        worst = {s: found[1].best_m for s in self.planned if (found := self.worst(s)) is not None}
        return min(worst, key=lambda s: worst[s]) if worst else None

    @property
    def as_safe(self) -> tuple[ScenarioId, ...]:
        """The others whose first decisions may be as safe, as far as the gaps tell."""
        if self.safest is None or (chosen := self.worst(self.safest)) is None:
            return ()
        most_m = chosen[1].most_m if chosen[1].most_m is not None else chosen[1].best_m
        others = {s: self.worst(s) for s in self.planned if s != self.safest}
        return tuple(s for s, found in others.items() if found is not None and (found[1].least_m or 0.0) < most_m)


def side_by_side(
    scenarios: Mapping[ScenarioId, Instance],
    first: Sequence[PeriodId],
    solver: Solver,
    options: SolveOptions | None = None,
) -> SideBySide:
    """Solve each scenario, and each with the first decisions of every other's plan, with which the search begins.

    Parameters
    ----------
    scenarios
        Chains of the same periods.
    first
        Periods whose decisions are made before it is known which scenario comes.
    """
    quick = to_the_gap(options or SolveOptions())
    in_all = len(scenarios) ** 2
    tasks = [Task(f"best plan for {s}", inst, quick) for s, inst in scenarios.items()]
    own = dict(zip(scenarios, solve_all(solver.at(0, in_all), tasks), strict=True))
    crossings = [(a, b) for a in scenarios for b in scenarios if a != b and _is_open(own[a], own[b])]
    tasks = [_crossing(own[a], own[b], a, b, first, quick) for a, b in crossings]
    solved = solve_all(solver.at(len(scenarios), len(scenarios) + len(tasks)), tasks)
    return SideBySide(tuple(first), own, dict(zip(crossings, solved, strict=True)))


def _is_open(of: Solved, under: Solved) -> bool:
    return of.plan is not None and under.known.why != NO_PLAN


def _crossing(
    of: Solved, under: Solved, a: ScenarioId, b: ScenarioId, first: Sequence[PeriodId], options: SolveOptions
) -> Task:
    assert of.plan is not None
    bound = committed_to(under.inst, as_decided(of.inst, of.plan, first))
    return Task(f"first decisions for {a}, then {b}", bound, options, of.plan)


def _cheaper(own: Known, others: Sequence[Known]) -> Known:
    """Return what is known with the plans of others; their bounds are of problems with more limits."""
    cheapest = min((one for one in (own, *others) if one.cost_m is not None), key=_cost_m, default=own)
    return Known(cheapest.cost_m, own.bound_m, cheapest.plan, "" if cheapest.plan is not None else own.why)


def _cost_m(known: Known) -> float:
    return known.cost_m or 0.0
