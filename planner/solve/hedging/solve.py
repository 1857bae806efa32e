"""A plan for all futures of a tree: first the decisions that they share, by mpi-sppy, then each future with them."""

import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, Protocol, get_args

from models.account.account import account
from models.audit.form import KEY_PARTS
from models.decided import as_decided, committed_to
from models.ids import NodeId, OutcomeId
from models.instance import Instance
from models.plan import Plan
from models.records import Decision
from planner.solve.ending import Ending
from planner.solve.hedging.groups import Group, groups_of, size_of
from planner.solve.hedging.kept import KeptGroup, last_kept
from planner.solve.hedging.launch import Standing, launch
from planner.solve.hedging.problem import Problem
from planner.solve.hedging.shared import shared_decisions
from planner.solve.memory import peak_memory_mb
from planner.solve.outcome import OnProgress, Outcome, Progress, SolveOptions, relative_gap

LARGE = 150_000
"""Flows and runs of all outcomes, from which on a tree is taken apart.

The national sample has 46,000 in one future; a model of six of them takes half a minute to build and is slow to solve.
"""
LARGEST_GROUP = 50_000
"""Flows and runs of futures that stay together when a tree is taken apart: what a search solves in seconds."""
_SHARE_OF_TIME = 0.7
"""For the shared decisions; the rest is for the futures with them."""
_LEAST_S = 10.0
"""For each future, even if the time is over: without them there is no plan."""
_NOTHING = 1e-9
_OF_A_PLAN = frozenset(field.name for field in fields(Plan)) - {"cost_m"}


class SolveOne(Protocol):
    """The way to solve one instance."""

    def __call__(self, inst: Instance, options: SolveOptions, *, start: Plan | None = None) -> Outcome:
        """Return the best plan found, from an earlier one on where there is one."""


def is_large(inst: Instance) -> bool:
    """Return whether a tree is better taken apart: it has several futures, and what is done in them is a great deal."""
    return not inst.tree.is_chain and size_of(inst) >= LARGE


def can_be_taken_apart(inst: Instance) -> bool:
    """Return whether the futures have nothing in common but decisions: a weight of risk would tie their costs."""
    return not inst.tree.is_chain and inst.settings.risk_weight == 0


def solve_by_future(
    inst: Instance,
    options: SolveOptions,
    solve: SolveOne,
    on_progress: OnProgress | None = None,
    command: str | None = None,
) -> Outcome:
    """Return the best plan found for all futures, with its bound.

    Parameters
    ----------
    solve
        What each future is solved with once the shared decisions are known.
    command
        How the processes are started; None: on this machine.

    Raises
    ------
    SolverError
        When they cannot be started, or fail.
    ValueError
        When the futures have more in common than decisions.
    """
    if not can_be_taken_apart(inst):
        raise ValueError("only trees whose expected cost is minimised can be taken apart")
    began = time.monotonic()
    gap, limit_s = _limits(inst, options)
    # Processes on several machines have a core for each future.
    groups = groups_of(inst, LARGEST_GROUP if command is None else 0)
    if not any(stage.periods for group in groups for stage in group.stages):
        return _with_nothing_shared(inst, groups, options, solve)

    def tell(standing: Standing) -> None:
        if on_progress is not None:
            note = "" if not standing.round else f"round {standing.round}"
            found = relative_gap(standing.best_m, standing.bound_m)
            elapsed = time.monotonic() - began
            on_progress(Progress("futures apart", elapsed, standing.best_m, standing.bound_m, found, note))

    with tempfile.TemporaryDirectory(prefix="planner-") as name:
        folder = Path(name)
        problem = Problem(inst, groups, shared_decisions(inst, groups), gap, limit_s * _SHARE_OF_TIME)
        standing = launch(problem, folder, command, tell)
        apart_s = time.monotonic() - began
        kept = last_kept(folder, len(groups))
    if not kept:
        return _without_plan(standing, groups, {"futures apart": apart_s}, by_default=options.time_limit_s is None)
    each_s = max(_LEAST_S, (limit_s - apart_s) / len(kept))
    quick = replace(options, gap=gap / 4, prices=False, time_limit_s=each_s, patience=0.0)
    outcomes = [_improved(inst, group, one, quick, solve) for group, one in zip(groups, kept, strict=True)]
    seconds = {"futures apart": apart_s, "each future": time.monotonic() - began - apart_s}
    return _joined(inst, groups, outcomes, standing, gap, seconds, by_default=options.time_limit_s is None)


def _limits(inst: Instance, options: SolveOptions) -> tuple[float, float]:
    """Return the gap and the seconds that are asked for."""
    gap = options.gap if options.gap is not None else inst.settings.mip_gap
    return gap, options.time_limit_s if options.time_limit_s is not None else inst.settings.time_limit_s


def _with_nothing_shared(inst: Instance, groups: Sequence[Group], options: SolveOptions, solve: SolveOne) -> Outcome:
    """Return the plan of a tree whose futures decide apart from the start: that of each group alone."""
    began = time.monotonic()
    gap, limit_s = _limits(inst, options)
    quick = replace(options, gap=gap, prices=False, time_limit_s=max(_LEAST_S, limit_s / len(groups)))
    outcomes = [solve(inst.part(group.leaves), quick) for group in groups]
    seconds = {"each future": time.monotonic() - began}
    hopeless = next((outcome for outcome in outcomes if outcome.ending is Ending.INFEASIBLE), None)
    if hopeless is not None:
        return hopeless
    bounds = [outcome.bound_m for outcome in outcomes if outcome.bound_m is not None]
    shares = [group.probability for group in groups]
    known = len(bounds) == len(groups)
    bound_m = sum(share * bound for share, bound in zip(shares, bounds, strict=True)) if known else None
    interrupted = any(outcome.ending is Ending.INTERRUPTED for outcome in outcomes)
    standing = Standing(None, bound_m, None, interrupted)
    return _joined(inst, groups, outcomes, standing, gap, seconds, by_default=options.time_limit_s is None)


def _joined(
    inst: Instance,
    groups: Sequence[Group],
    outcomes: list[Outcome],
    standing: Standing,
    gap: float,
    seconds: dict[str, float],
    *,
    by_default: bool,
) -> Outcome:
    """Return the plan that those of the futures make; `by_default`: the limit of time is not the user's own."""
    plans = [outcome.plan for outcome in outcomes if outcome.plan is not None]
    if len(plans) < len(outcomes):
        note = "a future could not be solved with the decisions that were found for all"
        return Outcome(Ending.TIME_LIMIT, bound_m=standing.bound_m, seconds=seconds, notes=(note,))
    plan = together(inst, {group.leaves: plan for group, plan in zip(groups, plans, strict=True)})
    found = relative_gap(plan.cost_m, standing.bound_m)
    reached = found is not None and found <= gap
    ending = Ending.GAP_REACHED if reached else Ending.INTERRUPTED if standing.interrupted else Ending.TIME_LIMIT
    return Outcome(
        ending,
        cost_m=plan.cost_m,
        bound_m=standing.bound_m,
        gap=found,
        plan=plan,
        seconds=seconds,
        stopped_by_default=by_default and ending is Ending.TIME_LIMIT,
        peak_memory_mb=peak_memory_mb(),
        notes=("the futures were solved apart, so that there are no marginal prices",),
    )


def _without_plan(
    standing: Standing, groups: Sequence[Group], seconds: dict[str, float], *, by_default: bool
) -> Outcome:
    """Return the end of a search that found no decisions for all futures, with the bound that it may have."""
    if standing.hopeless is not None:
        leaves = next(group.leaves for group in groups if group.name == standing.hopeless)
        note = f"the futures that end in {', '.join(leaves)} have no plan, whatever is decided for the others"
        return Outcome(Ending.INFEASIBLE, seconds=seconds, notes=(note,))
    ending = Ending.INTERRUPTED if standing.interrupted else Ending.TIME_LIMIT
    return Outcome(
        ending,
        bound_m=standing.bound_m,
        seconds=seconds,
        stopped_by_default=by_default and ending is Ending.TIME_LIMIT,
        peak_memory_mb=peak_memory_mb(),
        notes=("no decisions were found that do for all futures",),
    )


def _improved(inst: Instance, group: Group, kept: KeptGroup, options: SolveOptions, solve: SolveOne) -> Outcome:
    """Return the best plan of a group with the decisions that it shares: at least the one that is kept."""
    alone = inst.part(group.leaves)
    tables: dict[str, dict[Any, float]] = {}
    for family, key, value in kept.shared:
        if family in get_args(Decision) and abs(value) > _NOTHING:
            tables.setdefault(family, {})[key] = value
    periods = [period for stage in group.stages for period in stage.periods]
    outcome = solve(committed_to(alone, as_decided(alone, Plan(0.0, **tables), periods)), options, start=kept.plan)
    if outcome.cost_m is None or outcome.cost_m > kept.plan.cost_m:
        return replace(outcome, plan=kept.plan, cost_m=kept.plan.cost_m)
    return outcome


def together(inst: Instance, plans: Mapping[tuple[OutcomeId, ...], Plan]) -> Plan:
    """Return the plan of a tree that the plans of its groups make, by their leaves.

    They agree on the decisions that they share. How they are operated meanwhile, each has decided for itself: for an
    outcome that several share, the first of them is followed.
    """
    tables: dict[str, dict[Any, float]] = {name: {} for name in _OF_A_PLAN}
    operated: set[OutcomeId] = set()
    for leaves, plan in plans.items():
        new = {e for leaf in leaves for e in inst.tree.outcome_path(leaf)} - operated
        operated |= new
        for name, table in tables.items():
            parts = KEY_PARTS[name]
            at = parts.index("outcome") if "outcome" in parts else None
            for key, value in getattr(plan, name).items():
                if at is None or key[at] in new:
                    table.setdefault(key, value)
    tables["chip_adopted"] = dict(_first_adoptions(inst, tables["chip_adopted"]))
    plan = Plan(0.0, **tables)
    return replace(plan, cost_m=account(inst, plan).objective_m)


def _first_adoptions(inst: Instance, adopted: dict[Any, float]) -> Iterator[tuple[Any, float]]:
    """Yield adoptions without those of a type that is adopted earlier on the way: futures may adopt at other times."""
    for (r, k, n), value in adopted.items():
        before = inst.tree.node_path(NodeId(n))[:-1]
        if not any((r, k, earlier) in adopted for earlier in before):
            yield (r, k, n), value
