"""What it is worth to know the future, and to plan for all futures together instead of for their mean.

Definitions of J. R. Birge and F. Louveaux, "Introduction to Stochastic Programming", 2nd edition (2011), chapter 4. In
a tree of several stages the decisions of here and now are those that all futures share.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, get_args

from models.account.account import account, risk
from models.account.timeline import timeline
from models.decided import as_decided, committed_to
from models.ids import OutcomeId
from models.instance import Instance
from models.mean import mean_future, shared_periods
from models.plan import Plan
from models.records import RiskMeasure
from planner.solve import SolveOptions
from planner.studies.futures import Alone, futures_alone, with_best_costs, without_plan
from planner.studies.known import Effect, Known, difference
from planner.studies.solved import Solved, solve_all, to_the_gap
from planner.studies.solves import Answer, Solver, Task

Criterion = Literal["expected", "worst futures", "worst case", "regret"]
"""What is made small: the expected cost, or one of the measures of risk."""
CRITERIA: tuple[Criterion, ...] = get_args(Criterion)
ALMOST_ALL = 0.999
"""Weight of a risk that is to be small: the rest takes the cheapest of the plans that are as good in the worst."""


@dataclass(frozen=True)
class Choice:
    """The plan for all futures that one criterion chooses."""

    criterion: Criterion
    solved: Solved

    @property
    def inst(self) -> Instance:
        """All futures, with the criterion as what is minimised."""
        return self.solved.inst

    @property
    def plan(self) -> Plan | None:
        """The plan, if there is one."""
        return self.solved.plan

    @cached_property
    def leaf_cost_m(self) -> Mapping[OutcomeId, float]:
        """What each future costs with this plan; {} without one."""
        return {} if self.plan is None else account(self.inst, self.plan).leaf_cost_m

    @property
    def value_m(self) -> dict[Criterion, float]:
        """What each criterion makes of this plan; those that are not known are left out."""
        costs, tree = self.leaf_cost_m, self.inst.tree
        if not costs:
            return {}
        found: dict[Criterion, float] = {
            "expected": sum(tree.outcome(leaf).probability * costs[leaf] for leaf in costs)
        }
        for measure in get_args(RiskMeasure):
            if measure != "regret" or all(leaf in self.inst.best_cost_m for leaf in costs):
                found[measure] = risk(self.inst, timeline(self.inst), costs, measure)
        return found


@dataclass(frozen=True)
class Uncertainty:
    """The plans for all futures, and the plans that they are measured by."""

    inst: Instance
    alone: Alone
    """Each future, had it been known from the start."""
    choices: Mapping[Criterion, Choice]
    mean: Solved
    """The plan for the mean of all futures, as if it were certain."""
    blind: Solved | None
    """All futures with the decisions of here and now of the plan for their mean; None: it has no plan."""

    @property
    def wait_and_see(self) -> Known:
        """What the futures cost on average, each known from the start."""
        parts = [(self.inst.tree.outcome(leaf).probability, solved.known) for leaf, solved in self.alone.items()]
        costs = [None if known.cost_m is None else share * known.cost_m for share, known in parts]
        bounds = [None if known.bound_m is None else share * known.bound_m for share, known in parts]
        return Known(_sum(costs), _sum(bounds))

    @property
    def here_and_now(self) -> Known:
        """What the futures cost on average with the best plan for all of them."""
        return self.choices["expected"].solved.known

    @property
    def blind_known(self) -> Known:
        """What they cost on average with the decisions of here and now of the plan for the mean."""
        return Known() if self.blind is None else self.blind.known

    @property
    def worth_of_knowing(self) -> Effect | None:
        """The expected value of perfect information (EVPI)."""
        return difference([(1.0, self.here_and_now), (-1.0, self.wait_and_see)])

    @property
    def worth_of_planning_for_all(self) -> Effect | None:
        """The value of the stochastic solution (VSS); None where one of the plans is missing."""
        return difference([(1.0, self.blind_known), (-1.0, self.here_and_now)])

    @property
    def answers(self) -> list[Answer]:
        """All solves."""
        found = [*self.alone.values(), *(choice.solved for choice in self.choices.values()), self.mean]
        return [solved.answer for solved in (found if self.blind is None else [*found, self.blind])]


def uncertainty(
    inst: Instance, solver: Solver, options: SolveOptions, criteria: Sequence[Criterion] = CRITERIA
) -> Uncertainty:
    """Solve each future alone, their mean, and all together by each criterion.

    Parameters
    ----------
    criteria
        Beside the expected cost, which is always among them.
    """
    quick = to_the_gap(options)
    alone = futures_alone(inst, solver, options)
    known = with_best_costs(inst, alone)
    wanted = [one for one in CRITERIA if one in ("expected", *criteria)]
    if without_plan(alone) is not None:
        wanted = [one for one in wanted if one != "regret"]
    variants = {criterion: by_criterion(known, criterion) for criterion in wanted}
    mean = mean_future(inst)
    tasks = [Task("the mean of all futures", mean, quick)]
    tasks += [Task(f"all futures, {criterion}", variants[criterion], quick) for criterion in wanted]
    of_mean, *solved = solve_all(solver, tasks)
    choices = {one: Choice(one, found) for one, found in zip(wanted, solved, strict=True)}
    return Uncertainty(known, alone, choices, of_mean, _blind(variants["expected"], of_mean, solver, quick))


def by_criterion(inst: Instance, criterion: Criterion) -> Instance:
    """Return the instance whose objective is the criterion."""
    if criterion == "expected":
        return inst.with_cases(settings=replace(inst.settings, risk_weight=0.0))
    return inst.with_cases(settings=replace(inst.settings, risk_weight=ALMOST_ALL, risk_measure=criterion))


def _blind(inst: Instance, mean: Solved, solver: Solver, options: SolveOptions) -> Solved | None:
    if mean.plan is None:
        return None
    decided = committed_to(inst, as_decided(mean.inst, mean.plan, shared_periods(inst)))
    return solve_all(solver, [Task("all futures, here and now as for their mean", decided, options)])[0]


def _sum(amounts: Sequence[float | None]) -> float | None:
    return None if None in amounts else sum(amount or 0.0 for amount in amounts)
