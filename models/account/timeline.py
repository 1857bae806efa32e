"""The tree of time as the accounts walk it: each outcome with the moments that lead to it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVarTuple, cast

from models.account.lifetimes import horizon_end
from models.ids import NodeId, OutcomeId
from models.instance import Case, Instance
from models.records import Period

Ts = TypeVarTuple("Ts")


@dataclass(frozen=True)
class Moment:
    """An outcome with its period, its data and the node whose decisions it lives with."""

    outcome: OutcomeId
    node: NodeId
    period: Period
    case: Case
    probability: float


@dataclass(frozen=True)
class Timeline:
    """For each outcome the moments up to it and itself, first period first."""

    paths: Mapping[OutcomeId, tuple[Moment, ...]]
    periods: tuple[Period, ...]
    leaves: tuple[OutcomeId, ...]

    @property
    def moments(self) -> tuple[Moment, ...]:
        """All moments, parents first."""
        return tuple(path[-1] for path in self.paths.values())

    @property
    def end_year(self) -> int:
        """The calendar year after the horizon."""
        return horizon_end(self.periods)

    def now(self, e: OutcomeId) -> Moment:
        """Return the moment of an outcome."""
        return self.paths[e][-1]


def timeline(inst: Instance) -> Timeline:
    """Return the timeline of an instance."""
    moments = {
        outcome.id: Moment(
            outcome.id, outcome.node, inst.period_of(outcome.id), inst.case(outcome.id), outcome.probability
        )
        for outcome in inst.tree.outcomes
    }
    paths = {e: tuple(moments[step] for step in inst.tree.outcome_path(e)) for e in inst.outcomes}
    return Timeline(paths, tuple(inst.periods.values()), inst.tree.leaves)


def by_node(decided: Mapping[tuple[*Ts, NodeId], float]) -> dict[NodeId, list[tuple[tuple[*Ts], float]]]:
    """Return the decisions of each node, with the rest of their keys."""
    found: dict[NodeId, list[tuple[tuple[*Ts], float]]] = defaultdict(list)
    for key, value in decided.items():
        whole = cast(tuple[Any, ...], key)
        found[whole[-1]].append((cast(tuple[*Ts], whole[:-1]), value))
    return found


def so_far(times: Timeline, decided: Mapping[tuple[*Ts, NodeId], float]) -> dict[tuple[*Ts, OutcomeId], float]:
    """Return, for each outcome, the sum of what was decided at its node and the nodes before it."""
    at = by_node(decided)
    total: dict[tuple[Any, ...], float] = defaultdict(float)
    for e, path in times.paths.items():
        for moment in path:
            for rest, value in at.get(moment.node, ()):
                total[(*cast(tuple[Any, ...], rest), e)] += value
    return cast(dict[tuple[*Ts, OutcomeId], float], dict(total))
