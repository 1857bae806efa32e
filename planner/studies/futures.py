"""The futures of a tree one by one: what each would cost if it were known from the start."""

from collections.abc import Mapping
from dataclasses import replace

from models.ids import OutcomeId
from models.instance import Instance
from planner.solve import Ending, Outcome, SolveOptions
from planner.studies.solves import Answer, Solver, Task

Alone = Mapping[OutcomeId, Answer]
"""By leaf, the solve of this future alone."""


def futures_alone(inst: Instance, solver: Solver, options: SolveOptions) -> Alone:
    """Return the best plan for each future, had it been known from the start (wait and see)."""
    leaves = inst.tree.leaves
    quick = replace(options, prices=False)
    tasks = [Task(f"{inst.tree.outcome(leaf).scenario} alone", inst.leaf(leaf), quick) for leaf in leaves]
    return dict(zip(leaves, solver.map(tasks), strict=True))


def with_best_costs(inst: Instance, alone: Alone) -> Instance:
    """Return the instance with what regret is measured from: the cost of each future's own plan, where it has one."""
    outcomes = {leaf: answer.outcome for leaf, answer in alone.items() if answer.outcome is not None}
    return inst.replace(best_cost_m={e: found.cost_m for e, found in outcomes.items() if found.cost_m is not None})


def without_plan(alone: Alone) -> Outcome | None:
    """Return what a solve of the tree ends with where a future has no plan even alone; None where all have one.

    A plan for all futures is a plan for each.
    """
    for answer in alone.values():
        if answer.outcome is None:
            return Outcome(Ending.FAILED, notes=(f"{answer.task} was not solved: {answer.failure}",))
        if answer.outcome.plan is None:
            notes = (f"{answer.task} has no plan, so that none does for all futures", *answer.outcome.notes)
            return replace(answer.outcome, bound_m=None, notes=notes)
    return None


def measures_regret(inst: Instance) -> bool:
    """Return whether what is minimised depends on the best plan for each future alone."""
    settings = inst.settings
    return settings.risk_measure == "regret" and settings.risk_weight > 0 and not inst.tree.is_chain
