"""A cost game: what each coalition of parties would pay on its own, as far as that is known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf

import numpy as np
import numpy.typing as npt

Coalition = frozenset[str]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

MOST_PARTIES = 16
"""Above this the coalitions, 65,535 for 16, are not gone through one by one."""
ROUNDING = 1e-9
"""Share of the largest cost of a game below which a difference is that of arithmetic."""


@dataclass(frozen=True)
class Interval:
    """What is known of a cost, in millions: it is from `least_m` to `most_m`, both of which may be infinite."""

    least_m: float
    most_m: float

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(self.least_m + other.least_m, self.most_m + other.most_m)

    def __neg__(self) -> "Interval":
        return Interval(-self.most_m, -self.least_m)

    def __sub__(self, other: "Interval") -> "Interval":
        return self + -other

    def times(self, factor: float) -> "Interval":
        """Return the interval times a number."""
        ends = (factor * self.least_m, factor * self.most_m)
        return Interval(min(ends), max(ends))

    def both(self, other: "Interval") -> "Interval":
        """Return what two sources know together; a bound above a cost by no more than arithmetic is that cost."""
        most_m = min(self.most_m, other.most_m)
        return Interval(min(max(self.least_m, other.least_m), most_m), most_m)


def exactly(cost_m: float) -> Interval:
    """Return a cost that is known."""
    return Interval(cost_m, cost_m)


NO_PLAN = Interval(inf, inf)
"""Of a coalition that cannot do its work alone: it never leaves."""
UNKNOWN = Interval(-inf, inf)


@dataclass(frozen=True)
class CostGame:
    """Parties, and what each coalition of them would pay on its own."""

    parties: tuple[str, ...]
    costs: Mapping[Coalition, Interval]
    """Of the coalitions of which something is known: `least_m` is a bound, `most_m` the cost of the best plan."""

    def cost(self, coalition: Iterable[str]) -> Interval:
        """Return what is known of the cost of a coalition; nobody costs nothing."""
        members = frozenset(coalition)
        return self.costs.get(members, UNKNOWN) if members else exactly(0.0)

    def knowing(self, costs: Mapping[Coalition, Interval]) -> "CostGame":
        """Return the game in which more is known."""
        known = {s: x if x == NO_PLAN else self.cost(s).both(x) for s, x in costs.items()}
        return CostGame(self.parties, {**self.costs, **known})

    @property
    def everyone(self) -> Coalition:
        """The coalition of all parties."""
        return frozenset(self.parties)

    @property
    def total(self) -> Interval:
        """What all of them pay together."""
        return self.cost(self.parties)

    @cached_property
    def coalitions(self) -> tuple[Coalition, ...]:
        """Every coalition but the empty one, in the order of their numbers; see `number_of`.

        Raises
        ------
        ValueError
            With more than 16 parties.
        """
        if len(self.parties) > MOST_PARTIES:
            raise ValueError(f"{len(self.parties)} parties have too many coalitions; {MOST_PARTIES} are the most")
        return tuple(members(self.parties, number) for number in range(1, 2 ** len(self.parties)))

    def number_of(self, coalition: Coalition) -> int:
        """Return the place of a coalition in `coalitions`: the sum of 2 to the place of each member, less 1."""
        return sum(1 << i for i, party in enumerate(self.parties) if party in coalition) - 1

    @property
    def least_m(self) -> Floats:
        """The least that each coalition can cost, in the order of `coalitions`."""
        return np.array([self.cost(s).least_m for s in self.coalitions])

    @property
    def most_m(self) -> Floats:
        """What the best plan of each coalition costs, in the order of `coalitions`."""
        return np.array([self.cost(s).most_m for s in self.coalitions])

    @property
    def rounding_m(self) -> float:
        """The difference that is no more than arithmetic."""
        sizes = (abs(end) for cost in self.costs.values() for end in (cost.least_m, cost.most_m))
        return ROUNDING * max((size for size in sizes if size < inf), default=0.0)


def members(parties: Sequence[str], number: int) -> Coalition:
    """Return the coalition whose members are the bits of a number."""
    return frozenset(party for i, party in enumerate(parties) if number >> i & 1)


def membership(count: int) -> Mask:
    """Return, for every coalition in the order of their numbers, who of so many parties is in it."""
    numbers = np.arange(1, 2**count)
    return (numbers[:, None] >> np.arange(count) & 1).astype(bool)


def game_of(parties: Sequence[str], costs: Mapping[Iterable[str], float]) -> CostGame:
    """Return the game of costs that are known without a gap."""
    return CostGame(tuple(parties), {frozenset(s): exactly(cost_m) for s, cost_m in costs.items()})
