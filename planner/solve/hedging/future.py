"""A future of a tree, or a group of them, compiled once and searched again and again.

Only what draws or fixes the decisions that it shares with others changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import pyomo.environ as pyo

from models.build import Built
from models.ids import NodeId
from models.instance import Instance
from planner.solve.board import Board
from planner.solve.candidates import likely_flows
from planner.solve.compile import Floats, LinearModel, compile_model, write_values
from planner.solve.decisions import Cumulation, find_decisions
from planner.solve.effort import Effort
from planner.solve.ending import Ending
from planner.solve.hedging.clock import Clock
from planner.solve.hedging.drawing import Drawn, Pull, with_columns
from planner.solve.outcome import Progress
from planner.solve.polish import made_whole
from planner.solve.run import CUMULATIVE
from planner.solve.scaling import find_scaling
from planner.solve.search import STRAIGHT_NONZEROS, Search
from planner.solve.wide import WideSearch, left_out

_SHARE_OF_GAP = 0.8
"""Of the gap of the tree, to which a future is searched. A plan of eight regions is within 0.7 % after 3 seconds and
within 0.6 % after 18, in which its shared decisions can be tried on several futures more."""
_SHARE_OF_GAP_IF_SMALL = 0.1
"""Where a search is over at once."""
_ROUNDING = 1e-6
"""By which a value of another future may be beyond a bound here."""


@dataclass(frozen=True)
class Found:
    """The end of one search of a future."""

    ending: Ending
    x: Floats | None = None
    """None: no solution is known."""
    cost: float | None = None
    """Of the objective as it was drawn."""
    bound: float | None = None
    """No solution has less; None: not known."""


class Future:
    """The model of a future, or of a group of them, in arrays, with what its searches have in common.

    A search uses one thread: the processes beside it need the other cores.
    """

    def __init__(self, inst: Instance, built: Built, shared: Sequence[Any], clock: Clock, *, to_mean: bool) -> None:
        """Compile a model, which then has no rows of its own any more.

        Parameters
        ----------
        shared
            The Pyomo variables that other futures share.
        to_mean
            Whether the shared decisions will be drawn to a mean.

        Raises
        ------
        ImpossibleRowError
            When a row without variables is violated.
        """
        self.clock, self.built = clock, built
        compiled = replace(compile_model(built.pyomo), rows=())
        # As Pyomo has them, the rows take most of the memory, and nobody needs them any more.
        for rows in list(built.pyomo.component_objects(pyo.Constraint)):
            built.pyomo.del_component(rows)
        known = {id(column) for column in compiled.columns}
        self._own = _with_fixed(with_columns(compiled, [one for one in shared if id(one) not in known]))
        place = {id(column): j for j, column in enumerate(self._own.columns)}
        self._places = np.array([place[id(one)] for one in shared], dtype=np.int64)
        self._drawn = Drawn(self._own, self._places, to_mean=to_mean)
        model = self._drawn.model
        self._scaling = find_scaling(model)
        self._cumulation = Cumulation(CUMULATIVE, lambda n: inst.tree.node_path(NodeId(n)))
        self._decisions = find_decisions(model, self._cumulation)
        self._flows = left_out(model, partial(likely_flows, inst, built.sets, model))
        self._last: Floats | None = None

    @property
    def unit_costs(self) -> Floats:
        """What a unit of each shared decision costs by itself."""
        return self._own.cost[self._places]

    def search(
        self,
        pull: Pull | None,
        fixed: Floats | None,
        *,
        gap: float,
        enough_s: float,
        slack: float = 0.0,
        exact: bool = False,
    ) -> Found:
        """Search for the cheapest solution, from the last one on.

        Parameters
        ----------
        fixed
            Values of the shared decisions, nan where they are free; None: all are free.
        gap
            That of the whole tree.
        enough_s
            Seconds after which what is known will do. Without a solution or a bound it goes on, until all is over.
        slack
            By which share of its size a fixed decision that is no whole number may be off its value.
        exact
            Whether others are to be solved with these decisions: a solver's tolerance would leave them no solution.
        """
        if self.clock.over():
            return self._without(fixed, Ending.TIME_LIMIT)
        model = self._fixed(self._drawn.drawn(pull), fixed, slack)
        if (model.lower > model.upper).any():
            return Found(Ending.INFEASIBLE)
        small = model.matrix.nnz < STRAIGHT_NONZEROS
        board = Board(gap * (_SHARE_OF_GAP_IF_SMALL if small else _SHARE_OF_GAP), partial(self._heed, enough_s))
        effort = Effort(1, 0, heuristics=True, until_s=self.clock.left_s, patience=0.0, start=self._start(fixed))
        ending, x = self._searched(model, board, effort, exact=exact)
        if x is None:
            return self._without(fixed, ending, board.bound)
        self._last = x
        cost = model.cost_of(x)
        return Found(ending, x, cost, None if board.bound is None else min(board.bound, cost))

    def write(self, x: Floats) -> None:
        """Give the Pyomo variables the values of a solution."""
        own = self._own
        values = x[: own.column_count]  # behind them are distances from a mean
        write_values(own, np.clip(np.where(own.integer, np.rint(values), values), own.lower, own.upper))

    def _searched(
        self, model: LinearModel, board: Board, effort: Effort, *, exact: bool
    ) -> tuple[Ending, Floats | None]:
        """Search a model, and return how that ended with the best solution."""
        part = None
        if self._flows is None:
            search = Search(model, self._scaling, self._decisions, board, effort)
            ending = search.run()
        else:
            wide = WideSearch(model, self._flows, self._cumulation, board, effort)
            ending = wide.run()
            search, part = wide.search, wide.part
        x = board.x
        if x is not None and exact:
            whole = made_whole(search.model, search.scaling, x, seed=effort.seed, time_limit_s=self.clock.left_s)
            x = x if whole is None else whole
        return ending, x if part is None or x is None else part.in_whole(x)

    def _heed(self, enough_s: float, progress: Progress) -> None:
        """End a search, as Ctrl-C does, when it is enough."""
        known = progress.best_m is not None and progress.bound_m is not None
        if self.clock.over() or (known and progress.elapsed_s > enough_s):
            raise KeyboardInterrupt

    def _fixed(self, model: LinearModel, fixed: Floats | None, slack: float) -> LinearModel:
        """Return the model with shared decisions fixed; without solution where a value is beyond a bound."""
        if fixed is None:
            return model
        lower, upper = model.lower.copy(), model.upper.copy()
        decided = ~np.isnan(fixed)
        places, values = self._places[decided], fixed[decided]
        size = 1.0 + np.abs(values)
        beyond = max(slack, _ROUNDING) * size
        outside = (values < lower[places] - beyond) | (values > upper[places] + beyond)
        off = np.where(model.integer[places], 0.0, slack * size)
        values = np.where(model.integer[places], np.rint(values), values)
        lower[places], upper[places] = (np.clip(v, lower[places], upper[places]) for v in (values - off, values + off))
        lower[places[outside]] = np.inf
        return replace(model, lower=lower, upper=upper)

    def _start(self, fixed: Floats | None) -> Floats | None:
        """Return the last solution with the shared decisions that are fixed."""
        if self._last is None or fixed is None:
            return self._last
        start = self._last.copy()
        start[self._places] = np.where(np.isnan(fixed), start[self._places], fixed)
        return start

    def _without(self, fixed: Floats | None, ending: Ending, bound: float | None = None) -> Found:
        """Return the end of a search that has found nothing: the last solution still is one, if nothing is fixed."""
        return Found(ending, self._last if fixed is None else None, None, bound)


def _with_fixed(model: LinearModel) -> LinearModel:
    """Return the model with the bounds of the columns whose variables are fixed at their values."""
    places = [j for j, column in enumerate(model.columns) if column.fixed]
    lower, upper = model.lower.copy(), model.upper.copy()
    lower[places] = upper[places] = [model.columns[j].value for j in places]
    return replace(model, lower=lower, upper=upper)
