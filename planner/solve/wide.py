"""The search of a model that is too large to be relaxed as a whole: in a part of its columns, with a bound of all.

The part has all that is decided and, of the flows between regions, the likely ones and those that turn out to be
missing. Its plans are plans of the whole model; what the whole model costs at least, the prices of the part say.
"""

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

_LARGE_NONZEROS = 1_000_000
"""Below this the whole relaxation is never in the way."""
_WHOLE_S = 150.0
"""Processor seconds that the relaxation of as many took by interior point; those of 260,000 took 8."""
_EXPONENT = 2.0
_SHARE_OF_WHOLE = 0.5
"""Of the time limit: a relaxation that is expected to take longer is replaced by that of a part."""
_SHARE_OF_ROUNDS = 0.5
"""Of the time that is left, for the rounds of the relaxation and a first plan between them."""
_SHARE_OF_RELAXATION = 0.7
"""Of the time that is left, for rounds that take longer than expected."""
_SAID = "only a part of the flows, as all of them take too long"


def is_too_large(model: LinearModel, time_limit_s: float) -> bool:
    """Return whether the relaxation of a model cannot be expected to leave time for plans."""
    size = model.matrix.nnz / _LARGE_NONZEROS
    return size > 1.0 and _WHOLE_S * size**_EXPONENT > _SHARE_OF_WHOLE * time_limit_s


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
