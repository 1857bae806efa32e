"""From a linear model to its solution: scaling, search, small decisions, clean-up. Knows nothing of what is planned."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from planner.solve.board import Board
from planner.solve.closing import Closing
from planner.solve.compile import Floats, LinearModel, Mask
from planner.solve.decisions import Cumulation, Decisions, find_decisions
from planner.solve.effort import Effort
from planner.solve.ending import Ending
from planner.solve.generation import Omittable
from planner.solve.highs import ShouldStop
from planner.solve.outcome import Sizes, SolveOptions
from planner.solve.polish import decide_small, made_whole, without_needless
from planner.solve.scaling import Scaling, find_scaling, ranges
from planner.solve.search import Search
from planner.solve.trials import trials_of
from planner.solve.wide import WideSearch, left_out
from planner.solve.workers import Workers

_SEARCH_SHARE = 0.9
"""Of the time limit, for the search; the small decisions have the rest."""
_SMALL_SHARE = 0.2
"""Of the time limit, for the small decisions at most."""
_TREE_NONZEROS = 100_000
"""Above this a tree search with most decisions fixed was seen to spend minutes on cuts and to find no plan."""
_CLEAN = 1e-7
"""Largest violation of a row, as a share of its terms, in a plan that needs no last LP."""
_MOST_THREADS = 2


@dataclass(eq=False)
class Solved:
    """The end of a procedure, in arrays."""

    ending: Ending
    scaling: Scaling
    sizes: Sizes
    x: Floats | None = None
    cost: float | None = None
    bound: float | None = None


def solve_arrays(
    model: LinearModel,
    board: Board,
    options: SolveOptions,
    time_limit_s: float,
    *,
    cumulation: Cumulation | None = None,
    small_families: Sequence[str] = (),
    guess: Callable[[ShouldStop], Floats | None] | None = None,
    start: Floats | None = None,
    omittable: Callable[[], Omittable] | None = None,
    workers: Workers | None = None,
    on_found: Callable[[Floats], None] | None = None,
) -> Solved:
    """Solve a model within the time limit; what was found along the way is on the board.

    Parameters
    ----------
    cumulation
        See `find_decisions`.
    small_families
        Variable families of integers whose decisions a search with a gap leaves to chance.
    guess
        Makes values for the whole-number decisions of a large model, beside its relaxation.
    start
        Values for the whole-number decisions, from a plan made earlier.
    omittable
        Makes the columns that a part of a very large model may do without.
    workers
        Where moves from the best plan are tried; None: here.
    on_found
        Called with the best values when the search has ended, before they are improved and cleaned.
    """
    with board.phase("scale"):
        scaling = find_scaling(model)
        sizes = measure(model, scaling)
        flows = left_out(model, omittable) if omittable is not None and options.heuristics else None
    wide = flows is not None
    threads = options.threads if options.threads is not None else min(_MOST_THREADS, os.cpu_count() or 1)
    small = np.zeros(model.column_count, dtype=bool)
    small[model.columns_of(*small_families)] = True
    small &= model.integer
    # So large a plan has single decisions tried in its search; the rest of the time is for its clean-up.
    search_share = _SEARCH_SHARE if small.any() or wide else 1.0
    until_s = time_limit_s * search_share
    effort = Effort(threads, options.seed, options.heuristics, until_s, options.patience, guess, start, workers)
    part = None
    if flows is not None:
        wide_search = WideSearch(model, flows, cumulation, board, effort)
        ending = _searched(wide_search.run, board)
        search, part = wide_search.search, wide_search.part
    else:
        search = Search(model, scaling, find_decisions(model, cumulation), board, effort)
        ending = _searched(search.run, board)
    if board.x is None:
        return Solved(ending, scaling, sizes, bound=board.bound)
    if on_found is not None:
        with board.sparing_memory("the plan was not kept before its last clean-up"):
            on_found(board.x if part is None else part.in_whole(board.x))
    exact = ending is Ending.OPTIMAL or not model.integer.any()
    if not exact and not wide and not board.interrupted and not board.any_will_do and ending is not Ending.FAILED:
        with board.phase("small decisions"), board.sparing_memory("the small decisions are as the search left them"):
            # No longer than all the rest has taken: a gap that is reached soon is not waited for in vain.
            left_s = max(time_limit_s - board.elapsed_s, 0.0)
            left_s = min(left_s, _SMALL_SHARE * time_limit_s, options.patience * board.elapsed_s)
            _decide_small(search, small, board, left_s, options.seed, workers)
    with board.phase("clean"):
        left_s = max(time_limit_s - board.elapsed_s, 0.0)
        last_s = left_s if wide or left_s == 0.0 else np.inf
        x = _clean(search.model, search.scaling, search.decisions, board, options.seed, last_s)
    if part is not None:
        x = part.in_whole(x)
    cost = model.cost_of(x)
    bound = None if board.bound is None else min(board.bound, cost)
    if ending is Ending.TIME_LIMIT and bound is not None and cost - bound <= board.target_gap * abs(cost):
        ending = Ending.GAP_REACHED
    return Solved(ending, scaling, sizes, x, cost, bound)


def _searched(run: Callable[[], Ending], board: Board) -> Ending:
    """Search; where the memory is not enough to go on, what was found until then is kept."""
    try:
        return run()
    except MemoryError:
        if board.x is None:
            raise
        board.notes.append("the memory was not enough to end the search; the plan is the best one found until then")
        return Ending.FAILED


def _decide_small(
    search: Search, small: Mask, board: Board, time_limit_s: float, seed: int, workers: Workers | None
) -> None:
    """Improve the best plan in its small decisions: by a tree search, or decision by decision in a large model."""
    best, model, scaling, decisions = board.x, search.model, search.scaling, search.decisions
    assert best is not None

    def one_by_one() -> None:
        with trials_of(model, scaling, seed, workers) as trials:
            Closing(model, decisions, board, trials, lambda: board.interrupted).run(best, time_limit_s)

    def together() -> None:
        decide_small(model, scaling, decisions, best, small, board, time_limit_s=time_limit_s, seed=seed)

    board.work(one_by_one if model.matrix.nnz > _TREE_NONZEROS else together)


def measure(model: LinearModel, scaling: Scaling) -> Sizes:
    """Return the sizes of a model."""
    return Sizes(
        rows=model.row_count,
        columns=model.column_count,
        integers=int(model.integer.sum()),
        nonzeros=int(model.matrix.nnz),
        ranges=ranges(model),
        scaled_ranges=ranges(scaling.scaled(model)),
    )


def _clean(
    model: LinearModel, scaling: Scaling, decisions: Decisions, board: Board, seed: int, last_s: float
) -> Floats:
    """Return the best solution with whole numbers exactly whole, and without what it does not need.

    A solution that is good enough can do without another LP: after a wish to stop, where any solution will do, and
    where the LP does not end in `last_s`.
    """
    assert board.x is not None
    found = [np.clip(np.where(model.integer, np.rint(board.x), board.x), model.lower, model.upper)]

    def clean() -> None:
        good = _is_clean(model, found[0])
        at_once = good and (board.interrupted or board.any_will_do or last_s == 0.0)
        limit_s = last_s if good else np.inf
        lean = without_needless(model, decisions, found[0])
        whole = lean if at_once else made_whole(model, scaling, lean, seed=seed, time_limit_s=limit_s)
        if whole is None:
            whole = lean if np.isfinite(limit_s) else made_whole(model, scaling, found[0], seed=seed)
        if whole is None:
            board.notes.append("the last clean-up of the plan failed; its numbers are as the search left them")
            return
        # With the rest at its cheapest, some more may be needless; what is left out then saves its whole cost.
        found[0] = without_needless(model, decisions, whole)

    with board.sparing_memory("the last clean-up of the plan is not done; its numbers are as the search left them"):
        board.work(clean)
    return found[0]


def _is_clean(model: LinearModel, x: Floats) -> bool:
    whole = x[model.integer]
    return bool((whole == np.rint(whole)).all()) and model.violation(x) <= _CLEAN
