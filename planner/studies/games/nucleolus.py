"""The nucleolus: the allocation whose most aggrieved coalitions are aggrieved least, then the next ones, and so on.

D. Schmeidler, The nucleolus of a characteristic function game, 1969. A sequence of LPs (M. Maschler, B. Peleg,
L. S. Shapley, Geometric properties of the kernel, nucleolus, and related solution concepts, 1979) in which coalitions
that depend on those settled already are left out, so that there are at most as many steps as parties (J. Potters,
J. Reijnierse, M. Ansing, Computing the nucleolus by solving a prolonged simplex algorithm, 1996).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from planner.solve.small_program import UnboundedProgramError
from planner.studies.games.game import Coalition, CostGame, Floats, Mask
from planner.studies.games.rows import Equation, Learn, Rows, costs_of, scale_of

_SPANNED = 1e-9
"""Square of the distance from a space below which a coalition is in it."""


@dataclass(frozen=True)
class Level:
    """A step of the nucleolus."""

    excess_m: float
    """What the coalitions settled in it pay more than on their own; below 0: what they save."""
    coalitions: tuple[Coalition, ...]


@dataclass(frozen=True)
class Nucleolus:
    """The nucleolus, and the least core that it lies in."""

    cost_m: Mapping[str, float]
    levels: tuple[Level, ...]
    individual: bool
    """Whether no party pays more than alone; where all alone pay less than together, that is not asked for (the
    prenucleolus)."""

    @property
    def excess_m(self) -> float:
        """The smallest largest excess of a coalition: above 0 the core is empty."""
        return self.levels[0].excess_m


def nucleolus(game: CostGame, learn: Learn | None = None) -> Nucleolus | None:
    """Return the nucleolus by the costs of the best plans; None where too few coalitions have a plan to settle it.

    Parameters
    ----------
    learn
        Finds out costs that are not known yet and matter; None: coalitions without known cost are taken never to leave.
    """
    if len(game.parties) == 1:
        return Nucleolus({game.parties[0]: game.total.most_m}, (Level(0.0, ()),), individual=True)
    scale_m, count = scale_of(game), len(game.parties)
    total = game.total.most_m / scale_m
    alone = np.array([game.cost([party]).most_m for party in game.parties]) / scale_m
    individual = bool(alone.sum() >= total - _SPANNED)
    rows = Rows(costs_of(game, learn), count, alone if individual else None)
    equations = [Equation(np.ones(count), 0.0, total)]
    levels: list[Level] = []
    x = np.full(count, total / count)
    try:
        while (rank := _rank(equations)) < count:
            rows.leave_out(_spanned(rows.who, equations))
            best = rows.minimise(equations, 1.0, t_free=True)
            x = best.x
            settled = np.flatnonzero(best.tight)
            equations += [Equation(rows.who[i], 0.0, float(rows.who[i] @ x)) for i in settled]
            levels.append(Level(best.t * scale_m, tuple(game.coalitions[i] for i in settled)))
            if _rank(equations) == rank:
                return None
    except UnboundedProgramError:
        return None
    paid = dict(zip(game.parties, (x * scale_m).tolist(), strict=True))
    return Nucleolus(paid, tuple(levels), individual)


def _rank(equations: list[Equation]) -> int:
    return int(np.linalg.matrix_rank(np.array([one.parties for one in equations])))


def _spanned(who: Floats, equations: list[Equation]) -> Mask:
    """Return the coalitions whose payment follows from the equations."""
    _, sizes, directions = np.linalg.svd(np.array([one.parties for one in equations]), full_matrices=False)
    basis = directions[sizes > _SPANNED]
    outside = who - who @ basis.T @ basis
    return np.asarray((outside**2).sum(axis=1) < _SPANNED)
