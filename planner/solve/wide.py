"""The search of a very large model: in a part of its columns, with a bound that holds for all of them.

The part has all that is decided and, of the flows between regions, the likely ones and those that turn out to be
missing. Its plans are plans of the whole model; what the whole model costs at least, the prices of the part say.
"""

from collections.abc import Callable
from dataclasses import replace

from planner.solve.board import Board
from planner.solve.compile import LinearModel
from planner.solve.decisions import Cumulation, find_decisions
from planner.solve.effort import Effort
from planner.solve.ending import Ending
from planner.solve.generation import Generation, Omittable, Relaxed
from planner.solve.part import Part
from planner.solve.scaling import find_scaling
from planner.solve.search import Search

_NONZEROS = 1_000_000
"""Above this a part is searched: with 1.2 million the relaxation of the whole took 130 processor seconds, two rounds of
a part 89 s, and every plan from it a third of the time."""
_LEAST_SHARE = 0.25
"""Of the columns: where fewer can be left out, a part is hardly smaller than the whole."""
_SHARE_OF_ROUNDS = 0.7
"""Of the time that is left, for the rounds of the relaxation and a first plan between them."""
_SHARE_OF_RELAXATION = 0.8
"""Of the time that is left, for rounds that take longer than expected."""
_SAID = "in a part of the flows; the bound is of all"


def left_out(model: LinearModel, omittable: Callable[[], Omittable]) -> Omittable | None:
    """Return the columns that a part may do without, where a model is so large that a part pays; None: it does not."""
    if model.matrix.nnz <= _NONZEROS:
        return None
    found = omittable()
    return found if len(found.columns) >= _LEAST_SHARE * model.column_count else None


class WideSearch:
    """A search in a growing part of one model; the board's plan is in the columns of the present part."""

    def __init__(
        self, model: LinearModel, omittable: Omittable, cumulation: Cumulation | None, board: Board, effort: Effort
    ) -> None:
        self._cumulation = cumulation
        self._board = board
        self._effort = effort
        self._generation = Generation(model, omittable, board, self._over, effort.seed)
        self.part = self._generation.first_part()
        self.search = self._search_of(self.part)

    def run(self) -> Ending:
        """Search until the gap is reached, the time is over or the user stops; the board has what was found."""
        board = self._board
        self.search.take_start()
        found: list[tuple[Ending, Relaxed | None]] = []
        left_s = self._effort.until_s - board.elapsed_s

        def relax() -> None:
            rounds_s, most_s = _SHARE_OF_ROUNDS * left_s, _SHARE_OF_RELAXATION * left_s
            found.append(self._generation.run(rounds_s, self._first_plan, grace_s=most_s - rounds_s))

        with board.phase("relaxation"):
            board.tell(_SAID)
            board.work(relax)
        ending, relaxed = found[0]
        if relaxed is None:
            return self.search.ended(ending)
        self._move_to(relaxed.part)
        return self.search.plans_only(relaxed.solver, relaxed.x)

    def _first_plan(self, relaxed: Relaxed) -> None:
        """Make a plan from the relaxation of a part, unless there is one."""
        self._move_to(relaxed.part)
        if self._board.x is None:
            self.search.fit(relaxed.x, "rounded relaxation of a part")

    def _move_to(self, part: Part) -> None:
        """Look for plans in another part from now on."""
        if part is self.part:
            return
        if self._board.x is not None:
            self._board.x = part.of(self.part.in_whole(self._board.x))
        self.part = part
        self.search = self._search_of(part)

    def _search_of(self, part: Part) -> Search:
        start = None if self._effort.start is None else part.of(self._effort.start)
        effort = replace(self._effort, start=start, guess=None)
        decisions = find_decisions(part.model, self._cumulation)
        return Search(part.model, find_scaling(part.model), decisions, self._board, effort)

    def _over(self) -> bool:
        return self._board.interrupted or self._board.gap_reached
