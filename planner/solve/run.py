"""`solve`: an Instance in, an Outcome out."""

from functools import partial

import numpy as np
from pyomo.common.gc_manager import PauseGC

from models.build import Built, build
from models.catalogue import FAMILIES, ROWS
from models.errors import ModelError
from models.extract import read_plan
from models.goal import Goal
from models.ids import NodeId
from models.instance import Instance
from models.plan import Plan
from planner.errors import WorkbookError
from planner.solve.board import Board
from planner.solve.candidates import likely_flows
from planner.solve.coarse import guess_decisions
from planner.solve.compile import ImpossibleRowError, LinearModel, compile_model, write_values
from planner.solve.decisions import Cumulation
from planner.solve.ending import Ending
from planner.solve.memory import peak_memory_mb
from planner.solve.outcome import OnPlan, OnProgress, Outcome, SolveOptions, relative_gap
from planner.solve.prices import Prices, find_prices
from planner.solve.procedure import Solved, solve_arrays
from planner.solve.start import decisions_of
from planner.solve.workers import Workers

CUMULATIVE = (
    "opened",
    "modules_built",
    "chip_adopted",
    "lots_bought",
    "tier_joined",
    "tier_established",
    "stack_ported",
    "link_opened",
    "circuits_added",
)
"""Decided at a node, and standing at those after it; the node is the last part of the index."""
SMALL = (
    "tier_joined",
    "tier_established",
    "stack_ported",
    "link_opened",
    "circuits_added",
    "host_chosen",
    "outage_host_chosen",
)
"""Whole-number decisions that can be arbitrary within a national gap."""
INVESTMENTS = (*CUMULATIVE, "bought_units", "retired_units", "trained_staff", "host_chosen")
"""What the short run takes as given."""
PRICED_DEMANDS = ("demand_balance", "outage_demand")
PRICED_LIMITS = (
    "supply_limit",
    "existing_hall_limit",
    "hall_power_limit",
    "grid_limit",
    "hall_module_limit",
    "staff_limit",
    "link_capacity",
    "circuit_limit",
    "budget_limit",
    "policy_limit",
    "remote_share_limit",
    "host_share_limit",
    "chip_type_limit",
)
REPEATED_BOUNDS = ("bought_units",)
"""Their upper bounds come from the supply rows and the hall rows."""
_PRICED_NONZEROS = 3_000_000
"""Above this there are no prices: one simplex like the two behind them took 65 s with 1.2 million."""
_SHARE_OF_PRICES = 0.5
"""Of the time that all before has taken, for the prices at most: nobody waits longer for them than for the plan."""
_LEAST_FOR_PRICES_S = 60.0
DEFAULT_OPTIONS = SolveOptions()
TIES = tuple(row.name for row in ROWS if row.ties)
TIGHTENING = tuple(row.name for row in ROWS if row.tightens)


def solve(
    inst: Instance,
    options: SolveOptions = DEFAULT_OPTIONS,
    on_progress: OnProgress | None = None,
    start: Plan | None = None,
    workers: Workers | None = None,
    on_plan: OnPlan | None = None,
) -> Outcome:
    """Return the best plan found for an instance, with its bound, its prices, and why the search ended.

    Ctrl-C ends it early with the best plan so far.

    Parameters
    ----------
    on_progress
        Called from this thread with the state of the solve, when it changes and twice a second.
    start
        A plan made earlier, also for other data: its whole-number decisions are tried first.
    workers
        Where moves from the best plan of a large model are tried, several at a time; None: here, one after the other.
    on_plan
        Called with the best plan when the search has ended, and again when it is cleaned up, before its prices are
        worked out: for who must not lose it meanwhile.

    Raises
    ------
    WorkbookError
        When the instance cannot be put into mathematics.
    """
    settings = inst.settings
    board = Board(options.gap if options.gap is not None else settings.mip_gap, on_progress)
    time_limit_s = options.time_limit_s if options.time_limit_s is not None else settings.time_limit_s
    with board.hearing_interrupts():
        try:
            # One pause for both: a collection between them would look through millions of terms that all stay.
            with PauseGC():
                with board.phase("build", abrupt=True):
                    built = build(inst, options.goal)
                with board.phase("hand over", abrupt=True):
                    model = compile_model(built.pyomo)
        except KeyboardInterrupt:
            return _without_plan(Ending.INTERRUPTED, board)
        except ImpossibleRowError as error:
            board.notes.append(str(error))
            return _without_plan(Ending.INFEASIBLE, board)
        except ModelError as error:
            raise WorkbookError(str(error)) from error
        cumulation = Cumulation(CUMULATIVE, lambda n: inst.tree.node_path(NodeId(n)))
        guess = partial(guess_decisions, inst, model, options.seed) if len(inst.first_case.slices) > 1 else None
        solved = solve_arrays(
            model,
            board,
            options,
            time_limit_s,
            cumulation=cumulation,
            small_families=_known(SMALL),
            guess=guess,
            start=None if start is None else decisions_of(start, inst, model),
            omittable=partial(likely_flows, inst, built.sets, model),
            workers=workers,
            on_found=None if on_plan is None else lambda x: on_plan(_plan(built, model, x)),
        )
        by_default = solved.ending is Ending.TIME_LIMIT and options.time_limit_s is None
        if solved.x is None:
            return _without_plan(solved.ending, board, solved, goal=options.goal, by_default=by_default)
        with board.phase("read back"):
            plan = _plan(built, model, solved.x)
        if on_plan is not None:
            on_plan(plan)
        prices = None
        if options.prices and options.goal is None and model.matrix.nnz > _PRICED_NONZEROS:
            board.notes.append("the marginal prices are not worked out: for them the model is too large")
        elif options.prices and options.goal is None and not board.interrupted:
            with board.phase("prices"), board.sparing_memory("the marginal prices are not worked out"):
                prices = _prices(model, solved, board, options.seed)
        return Outcome(
            ending=solved.ending,
            cost_m=plan.cost_m,
            **_known_of(options.goal, plan, solved),
            plan=plan,
            prices=prices,
            seconds=dict(board.seconds),
            sizes=solved.sizes,
            stopped_by_default=by_default,
            peak_memory_mb=peak_memory_mb(),
            notes=tuple(board.notes),
        )


def _known_of(goal: Goal | None, plan: Plan, solved: Solved) -> dict[str, float | None]:
    """Return what is proven of a plan: of its cost, or of what it reaches of a goal."""
    if goal is None:
        return {"bound_m": solved.bound, "gap": relative_gap(plan.cost_m, solved.bound)}
    reached = goal.value(plan)
    return {
        "gap": relative_gap(solved.cost, solved.bound),
        "goal_value": reached,
        "goal_bound": None if solved.bound is None else goal.bound(solved.bound, reached),
    }


def _without_plan(
    ending: Ending,
    board: Board,
    solved: Solved | None = None,
    *,
    goal: Goal | None = None,
    by_default: bool = False,
) -> Outcome:
    return Outcome(
        ending=ending,
        bound_m=board.bound if goal is None else None,
        seconds=dict(board.seconds),
        sizes=solved.sizes if solved is not None else None,
        stopped_by_default=by_default,
        peak_memory_mb=peak_memory_mb(),
        notes=tuple(board.notes),
    )


def _plan(built: Built, model: LinearModel, x: np.ndarray) -> Plan:
    write_values(model, x)
    return read_plan(built)


def _prices(model: LinearModel, solved: Solved, board: Board, seed: int) -> Prices | None:
    assert solved.x is not None
    x = solved.x
    invested = np.zeros(model.column_count, dtype=bool)
    invested[model.columns_of(*_known(INVESTMENTS))] = True
    found: list[Prices | None] = []
    until_s = board.elapsed_s + max(_LEAST_FOR_PRICES_S, _SHARE_OF_PRICES * board.elapsed_s)

    def too_long() -> bool:
        return board.elapsed_s > until_s

    def work() -> None:
        found.append(
            find_prices(
                model,
                solved.scaling,
                x,
                invested=invested,
                ties=TIES,
                tightening=TIGHTENING,
                demands=_known(PRICED_DEMANDS),
                limits=_known(PRICED_LIMITS),
                repeated=_known(REPEATED_BOUNDS),
                seed=seed,
                should_stop=lambda: board.interrupted or too_long(),
            )
        )

    board.work(work)
    if found[0] is None:
        board.notes.append(
            "the marginal prices are not worked out: they take too long beside the plan"
            if too_long()
            else "the marginal prices could not be worked out"
        )
    return found[0]


def _known(families: tuple[str, ...]) -> tuple[str, ...]:
    """Return the families, each of which the catalogue must have."""
    unknown = [family for family in families if family not in FAMILIES]
    if unknown:
        raise ValueError(f"the model has no family called {', '.join(unknown)}")
    return families
