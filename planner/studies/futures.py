"""The futures of a tree one by one: what each would cost if it were known from the start."""

from collections.abc import Mapping
from dataclasses import replace

from models.ids import OutcomeId
from models.instance import Instance
from planner.solve import Ending, Outcome, SolveOptions
from planner.studies.solved import Solved, solve_all, to_the_gap
from planner.studies.solves import Solver, Task

Alone = Mapping[OutcomeId, Solved]
"""By leaf, the solve of this future alone."""


def futures_alone(inst: Instance, solver: Solver, options: SolveOptions) -> Alone:
    """Return the best plan for each future, had it been known from the start (wait and see)."""
    leaves = inst.tree.leaves
    quick = to_the_gap(options)
    tasks = [Task(f"{inst.tree.outcome(leaf).scenario} alone", inst.leaf(leaf), quick) for leaf in leaves]
    return dict(zip(leaves, solve_all(solver, tasks), strict=True))


def with_best_costs(inst: Instance, alone: Alone) -> Instance:
    """Return the instance with what regret is measured from: the cost of each future's own plan, where it has one."""
    known = {leaf: solved.known.cost_m for leaf, solved in alone.items()}
    return inst.replace(best_cost_m={leaf: cost_m for leaf, cost_m in known.items() if cost_m is not None})


def without_plan(alone: Alone) -> Outcome | None:
    """Return what a solve of the tree ends with where a future has no plan even alone; None where all have one.

    A plan for all futures is a plan for each.
    """
    for solved in alone.values():
        outcome = solved.answer.outcome
        if outcome is None or (outcome.plan is not None and solved.plan is None):
            return Outcome(Ending.FAILED, notes=(f"{solved.name}: {solved.known.why}",))
        if outcome.plan is None:
            notes = (f"{solved.name} has no plan, so that none does for all futures", *outcome.notes)
            return replace(outcome, bound_m=None, notes=notes)
    return None


def measures_regret(inst: Instance) -> bool:
    """Return whether what is minimised depends on the best plan for each future alone."""
    settings = inst.settings
    return settings.risk_measure == "regret" and settings.risk_weight > 0 and not inst.tree.is_chain
