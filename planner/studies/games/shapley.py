"""The Shapley value: what a party adds to the cost, on average over all orders in which the parties may join.

L. S. Shapley, A value for n-person games, 1953. By sampling orders: J. Castro, D. Gomez, J. Tejada, Polynomial
calculation of the Shapley value based on sampling, 2009; here each order is taken with its reverse.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import factorial, inf, sqrt

import numpy as np
from scipy import stats

from planner.studies.games.game import Coalition, CostGame, Interval, exactly

MOST_EXACT = 10
"""Parties up to which all 1,023 coalitions are gone through; above it orders are sampled."""
CONFIDENCE = 0.95


@dataclass(frozen=True)
class ShapleyValue:
    """What each party pays."""

    cost_m: Mapping[str, float]
    """By the costs of the best plans; adds up to the cost of all together."""
    range_m: Mapping[str, Interval]
    """What gaps leave open: whatever the costs of the coalitions are within their intervals, the value is in here."""
    error_m: Mapping[str, float] | None = None
    """Half the width of the interval in which the exact value lies with 95 % confidence; None: it is exact."""
    orders: int = 0
    """Orders that were sampled; 0: all."""


def shapley_value(game: CostGame) -> ShapleyValue | None:
    """Return the exact value; None where a coalition has no plan, so that what a party adds is not a number."""
    count = len(game.parties)
    weight = [factorial(size) * factorial(count - size - 1) / factorial(count) for size in range(count)]
    value = {party: exactly(0.0) for party in game.parties}
    best = dict.fromkeys(game.parties, 0.0)
    for coalition in game.coalitions:
        cost = game.cost(coalition)
        if not _is_a_number(cost):
            return None
        for party in game.parties:
            # A coalition counts for its members with what it costs, and against the others who might join it.
            factor = weight[len(coalition) - 1] if party in coalition else 0.0
            factor -= weight[len(coalition)] if party not in coalition else 0.0
            value[party] = value[party] + cost.times(factor)
            best[party] += factor * cost.most_m
    return ShapleyValue(best, value)


def sampled_orders(parties: Sequence[str], pairs: int, seed: int = 0) -> list[tuple[str, ...]]:
    """Return random orders of the parties, each followed by its reverse."""
    random = np.random.default_rng(seed)
    found = []
    for _ in range(pairs):
        order = tuple(parties[i] for i in random.permutation(len(parties)))
        found += [order, order[::-1]]
    return found


def coalitions_of(orders: Sequence[Sequence[str]]) -> tuple[Coalition, ...]:
    """Return the coalitions that form when parties join in these orders, each once."""
    return tuple(dict.fromkeys(frozenset(order[:i]) for order in orders for i in range(1, len(order) + 1)))


def sampled_shapley_value(game: CostGame, orders: Sequence[Sequence[str]]) -> ShapleyValue | None:
    """Return the mean of what each party adds in these orders, of which each is followed by its reverse.

    None where a coalition that forms has no plan.
    """
    if any(not _is_a_number(game.cost(s)) for s in coalitions_of(orders)):
        return None
    best: dict[str, list[float]] = {party: [] for party in game.parties}
    sums = {party: exactly(0.0) for party in game.parties}
    for order in orders:
        for party, before, after in _joinings(order):
            added = game.cost(after) - game.cost(before)
            best[party].append(game.cost(after).most_m - game.cost(before).most_m)
            sums[party] = sums[party] + added
    pairs = len(orders) // 2
    quantile = float(stats.t.ppf((1 + CONFIDENCE) / 2, pairs - 1)) if pairs > 1 else inf
    error_m = {}
    for party, added_m in best.items():
        means = np.array(added_m).reshape(pairs, 2).mean(axis=1)
        deviation = float(means.std(ddof=1)) if pairs > 1 else 0.0
        error_m[party] = quantile * deviation / sqrt(pairs) if pairs > 1 else inf
    return ShapleyValue(
        {party: sum(added_m) / len(orders) for party, added_m in best.items()},
        {party: total.times(1.0 / len(orders)) for party, total in sums.items()},
        error_m,
        len(orders),
    )


def _joinings(order: Sequence[str]) -> Iterator[tuple[str, Coalition, Coalition]]:
    """Yield each party with those before it, and with itself among them."""
    for i, party in enumerate(order):
        yield party, frozenset(order[:i]), frozenset(order[: i + 1])


def _is_a_number(cost: Interval) -> bool:
    return cost.most_m < inf
