"""Games that tests play: every coalition's cost from a rule, or from a list."""

from collections.abc import Callable, Sequence
from itertools import combinations

from planner.studies.games.game import CostGame, game_of


def subsets(parties: Sequence[str]) -> list[tuple[str, ...]]:
    """Return every coalition but the empty one."""
    return [s for size in range(1, len(parties) + 1) for s in combinations(parties, size)]


def game_by(parties: Sequence[str], rule: Callable[[tuple[str, ...]], float]) -> CostGame:
    """Return the game in which a coalition costs what the rule says."""
    return game_of(parties, {s: rule(s) for s in subsets(parties)})


def as_costs(values: Sequence[float]) -> CostGame:
    """Return the game whose coalitions, in the order of their numbers, gain these values: costs below 0."""
    count = (len(values) + 1).bit_length() - 1
    parties = "abcdefghij"[:count]
    numbered = {
        tuple(party for i, party in enumerate(parties) if number >> i & 1): -values[number - 1]
        for number in range(1, 2**count)
    }
    return game_of(parties, numbered)


def gains_of(cost_m: dict[str, float]) -> list[float]:
    """Return what each gains where costs are gains below 0."""
    return [-cost_m[party] for party in sorted(cost_m)]
