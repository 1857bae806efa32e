"""Demand drawn around its forecast: lognormal, less certain with time, correlated over regions and workloads."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.ids import PeriodId, RegionId, ScenarioId, WorkloadId
from models.instance import Case, Instance, single
from models.tree import Branch, grow

Floats = NDArray[np.float64]
Key = tuple[RegionId, WorkloadId, PeriodId]


@dataclass(frozen=True)
class Draws:
    """Demand in PFLOPS, a row for each draw, a column for each of the keys."""

    keys: tuple[Key, ...]
    pflops: Floats


def draw_demand(case: Case, count: int, rng: np.random.Generator) -> Draws:
    """Return demand drawn around that of the case, which is its mean in every period.

    The logarithm of demand over its forecast is a random walk from 0 in the first period: after y years it has the
    standard deviation volatility * sqrt(y). Steps of two regions are correlated by correlation_regions, of two
    workloads by correlation_workloads, of two workloads in two regions by the product of both.
    """
    regions, workloads, periods = list(case.regions), list(case.workloads), list(case.periods)
    settings = case.settings
    of_regions = _root(len(regions), settings.correlation_regions)
    of_workloads = _root(len(workloads), settings.correlation_workloads)
    volatility = np.array([case.workloads[w].volatility for w in workloads])
    walk = np.zeros((count, len(regions), len(workloads)))
    factors: dict[PeriodId, Floats] = {}
    before = case.periods[periods[0]].first_year
    for period in periods:
        years = case.periods[period].first_year - before
        before = case.periods[period].first_year
        steps = rng.standard_normal((count, len(regions), len(workloads)))
        walk = walk + np.sqrt(years) * np.einsum("ij,njk,lk->nil", of_regions, steps, of_workloads)
        elapsed = before - case.periods[periods[0]].first_year
        factors[period] = np.exp(volatility * walk - volatility**2 * elapsed / 2)
    keys = tuple(case.demand_pflops)
    place = {r: i for i, r in enumerate(regions)}, {w: i for i, w in enumerate(workloads)}
    columns = [
        case.demand_pflops[o, w, t] * factors[t][:, place[0][o], place[1][w]] if t in factors else np.zeros(count)
        for o, w, t in keys
    ]
    return Draws(keys, np.stack(columns, axis=1) if columns else np.zeros((count, 0)))


def _root(size: int, correlation: float) -> Floats:
    """Return a root of the matrix with ones on the diagonal and the correlation beside it."""
    matrix = np.full((size, size), correlation) + (1.0 - correlation) * np.eye(size)
    values, vectors = np.linalg.eigh(matrix)
    return np.asarray(vectors * np.sqrt(np.maximum(values, 0.0)))


def drawn_case(case: Case, draws: Draws, i: int) -> Case:
    """Return the case with the demand of a draw."""
    return case.replace(demand_pflops={key: float(x) for key, x in zip(draws.keys, draws.pflops[i], strict=True)})


def drawn_chain(inst: Instance, draws: Draws, i: int) -> Instance:
    """Return the chain with the demand of a draw."""
    return single(drawn_case(inst.first_case, draws, i), inst.name)


def drawn_tree(inst: Instance, draws: Draws, chosen: list[tuple[int, float]], known_from: PeriodId) -> Instance:
    """Return the tree whose futures are draws, each with its probability; decisions differ from a period on.

    Demand of the first period is known. That of later ones before `known_from` differs, but nobody decides by it.
    """
    case = inst.first_case
    second = list(case.periods)[1]
    names = [ScenarioId(f"draw {i + 1}") for i, _ in chosen]
    branches = [Branch(names[0], chosen[0][1], decisions_from=None)]
    branches += [
        Branch(name, share, names[0], second, known_from)
        for name, (_, share) in zip(names[1:], chosen[1:], strict=True)
    ]
    cases = {name: drawn_case(case, draws, i) for name, (i, _) in zip(names, chosen, strict=True)}
    tree = grow(tuple(case.periods), branches)
    return Instance(inst.name, tree, {outcome.scenario: cases[outcome.scenario] for outcome in tree.outcomes})


def represent(points: Floats, count: int) -> list[tuple[int, float]]:
    """Return a few points that stand for all, each with the share of those that are nearest to it.

    Forward selection: one after the other, the point that leaves all the least distance to those selected (J. Dupacova,
    N. Groewe-Kuska, W. Roemisch, "Scenario reduction in stochastic programming", Mathematical Programming 95, 2003);
    then one is exchanged for another as long as that lowers the distance.
    """
    distance = np.sqrt(((points[:, None, :] - points[None, :, :]) ** 2).sum(axis=2))
    nearest = np.full(len(points), np.inf)
    chosen: list[int] = []
    for _ in range(min(count, len(points))):
        left = np.minimum(distance, nearest[None, :]).sum(axis=1)
        left[chosen] = np.inf
        best = int(np.argmin(left))
        chosen.append(best)
        nearest = np.minimum(nearest, distance[best])
    chosen = _exchanged(distance, chosen)
    owner = np.argmin(distance[chosen], axis=0)
    return [(i, float((owner == at).mean())) for at, i in enumerate(chosen)]


def _exchanged(distance: Floats, chosen: list[int]) -> list[int]:
    """Return the choice after all single exchanges that lower the sum of distances."""
    least = distance[chosen].min(axis=0).sum()
    improved = True
    while improved:
        improved = False
        for place in range(len(chosen)):
            rest = chosen[:place] + chosen[place + 1 :]
            others = distance[rest].min(axis=0) if rest else np.full(len(distance), np.inf)
            sums = np.minimum(distance, others[None, :]).sum(axis=1)
            best = int(np.argmin(sums))
            if sums[best] < least * (1 - 1e-9):
                chosen, least, improved = [*chosen[:place], best, *chosen[place + 1 :]], sums[best], True
    return chosen


def comparable(case: Case, draws: Draws) -> Floats:
    """Return the draws as points: PFLOPS over the forecast of all regions, so that all workloads count alike."""
    total: dict[tuple[WorkloadId, PeriodId], float] = {}
    for (_, w, t), pflops in case.demand_pflops.items():
        total[w, t] = total.get((w, t), 0.0) + pflops
    scale = np.array([total[w, t] or 1.0 for _, w, t in draws.keys])
    return np.asarray(draws.pflops / scale)
