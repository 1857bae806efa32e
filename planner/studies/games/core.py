"""The core: allocations that no coalition would rather leave. What is said holds for all costs that gaps leave open.

A coalition gains by leaving what it pays less what it would cost alone. The smallest subsidy that holds all together is
the cost of stability: Y. Bachrach, E. Elkind, R. Meir et al., The cost of stability in coalitional games, 2009.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from math import inf

import numpy as np

from planner.studies.games.game import Coalition, CostGame, Interval, membership
from planner.studies.games.rows import (
    Costs,
    Equation,
    Learn,
    Rows,
    costs_of,
    least_costs_of,
    scale_of,
)

_AT_A_TIME = 8
"""Coalitions that are asked for together."""


class Verdict(Enum):
    """What is known of a statement whatever costs the gaps leave open."""

    YES = "yes"
    NO = "no"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Temptation:
    """A coalition, and what it would gain by leaving."""

    coalition: Coalition
    gain_m: Interval
    """At least what its best plan gives it, at most what its bound leaves open; below 0: it would lose."""


@dataclass(frozen=True)
class Stability:
    """Whether an allocation holds all together."""

    in_core: Verdict
    tempted: Temptation | None
    """The coalition that gains most by the best plans; None: no coalition has a plan."""
    possible: Temptation | None
    """The one that might gain most, if costs are as low as their bounds; None: the most that any may gain is not known
    because some coalitions were not looked at."""
    unknown: int
    """Coalitions of whose cost no bound is known."""


def stability(game: CostGame, cost_m: Mapping[str, float]) -> Stability:
    """Return whether any coalition would rather leave than pay what an allocation asks of it.

    With more than 16 parties only the coalitions of which something is known are looked at.
    """
    everyone = game.everyone
    every = [s for s in game.costs if s != everyone]
    hidden = 2 ** len(game.parties) - 2 - len(every)
    surest, possible, unknown = None, None, hidden
    for coalition in every:
        paid_m = sum(cost_m[party] for party in coalition)
        cost = game.cost(coalition)
        if cost.least_m == inf:
            continue
        one = Temptation(coalition, Interval(paid_m - cost.most_m, paid_m - cost.least_m))
        unknown += cost.least_m == -inf
        if cost.most_m < inf and (surest is None or one.gain_m.least_m > surest.gain_m.least_m):
            surest = one
        if possible is None or one.gain_m.most_m > possible.gain_m.most_m:
            possible = one
    if surest is not None and surest.gain_m.least_m > game.rounding_m:
        verdict = Verdict.NO
    elif unknown or (possible is not None and possible.gain_m.most_m > game.rounding_m):
        verdict = Verdict.UNDECIDED
    else:
        verdict = Verdict.YES
    return Stability(verdict, surest, None if unknown else possible, unknown)


def looked_into(game: CostGame, cost_m: Mapping[str, float], learn: Learn) -> CostGame:
    """Return the game in which it is known which coalition an allocation tempts most, and by how much.

    More is found out only of coalitions that might gain more than any is known to.
    """
    who = membership(len(game.parties))[:-1]
    paid_m = who.astype(float) @ np.array([cost_m[party] for party in game.parties])
    ended = np.zeros(len(paid_m), dtype=bool)
    while True:
        least_m, most_m = game.least_m[:-1], game.most_m[:-1]
        sure_m = max(0.0, float((paid_m - most_m).max(initial=0.0)))
        might_m = np.where(ended | np.isfinite(most_m) | np.isposinf(least_m), -inf, paid_m - least_m)
        asked = [int(i) for i in np.argsort(-might_m, kind="stable")[:_AT_A_TIME]]
        asked = [i for i in asked if might_m[i] > sure_m + game.rounding_m]
        if not asked:
            return game
        before, game = game, learn([game.coalitions[i] for i in asked])
        ended[[i for i in asked if before.cost(game.coalitions[i]) == game.cost(game.coalitions[i])]] = True


@dataclass(frozen=True)
class Union:
    """Whether any allocation holds all together, and what would."""

    core_is_empty: Verdict
    subsidy_m: float
    """The smallest sum from outside with which nobody would rather leave, by the costs of the best plans."""
    range_m: Interval
    """Where that sum lies, whatever costs the gaps leave open."""
    cost_m: Mapping[str, float]
    """An allocation of what is left to pay with that subsidy."""


def union(game: CostGame, learn: Learn | None = None) -> Union:
    """Return whether the core is empty, and the smallest subsidy that holds all together.

    Parameters
    ----------
    game
        All together have a plan.
    learn
        See `nucleolus`.
    """
    latest = [game]

    def noting(coalitions: Sequence[Coalition]) -> CostGame:
        assert learn is not None
        latest[0] = learn(coalitions)
        return latest[0]

    subsidy_m, cost_m = _subsidy(game, costs_of(game, None if learn is None else noting), game.total.most_m)
    game = latest[0]
    # Together costs as little and apart as much as can be; and the other way round.
    least_m, _ = _subsidy(game, costs_of(game), game.total.least_m)
    most_m = inf
    if np.isneginf(game.least_m[:-1]).any():
        range_m = Interval(least_m, inf)
    else:
        most_m, _ = _subsidy(game, least_costs_of(game), game.total.most_m)
        range_m = Interval(least_m, most_m)
    empty = Verdict.NO if most_m <= game.rounding_m else Verdict.UNDECIDED
    if least_m > game.rounding_m:
        empty = Verdict.YES
    return Union(empty, 0.0 if subsidy_m <= game.rounding_m else subsidy_m, range_m, cost_m)


def _subsidy(game: CostGame, costs: Costs, total_m: float) -> tuple[float, Mapping[str, float]]:
    """Return the smallest subsidy, and an allocation with it."""
    scale_m, count = scale_of(game), len(game.parties)
    if total_m == -inf:
        return 0.0, {}
    if count == 1:
        return 0.0, {game.parties[0]: total_m}
    together = Equation(np.ones(count), 1.0, total_m / scale_m)
    best = Rows(costs, count).minimise([together], 0.0, t_free=False)
    return best.t * scale_m, dict(zip(game.parties, (best.x * scale_m).tolist(), strict=True))
