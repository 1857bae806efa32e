"""The mean future: a chain whose data are, period by period, the mean of those of the futures of a tree."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from models.ids import NodeId, OutcomeId, PartyId, PeriodId, RegionId, ScenarioId, WorkloadId
from models.instance import Case, Instance
from models.tree import Node, Tree, TreeOutcome

Weighted = Sequence[tuple[float, Any]]
DemandKey = tuple[RegionId, WorkloadId, PeriodId]
_WITHOUT_A_KEY = {"demand_pflops": 0.0, "profile": 1.0, "remote_fraction": 1.0, "porting_cost_m": 0.0}
"""What tables of a case mean where they have no key; the others then have no value that could be averaged."""


def mean_future(inst: Instance) -> Instance:
    """Return the chain of the mean of all futures, weighted by their probabilities.

    What is limited in some futures only is unlimited in their mean; what only some futures have, such as a price, has
    the mean of these; counts are rounded; what is no number is that of the likeliest future.
    """
    nodes: list[Node] = []
    outcomes: list[TreeOutcome] = []
    cases: dict[ScenarioId, Case] = {}
    for period in inst.periods:
        scenario = ScenarioId(f"mean {period}")
        here = [outcome for outcome in inst.tree.outcomes if outcome.period == period]
        weighted = [(outcome.probability, inst.case(outcome.id)) for outcome in here]
        cases[scenario] = _mean(weighted).replace(party_fraction=_party_fractions(weighted))
        nodes.append(Node(NodeId(period), period, nodes[-1].id if nodes else None))
        outcomes.append(
            TreeOutcome(OutcomeId(period), period, scenario, nodes[-1].id, outcomes[-1].id if outcomes else None)
        )
    return Instance(inst.name, Tree(tuple(nodes), tuple(outcomes)), cases)


def shared_periods(inst: Instance) -> tuple[PeriodId, ...]:
    """Return the periods whose decisions are the same in all futures: those of here and now."""
    at: dict[PeriodId, int] = dict.fromkeys(inst.periods, 0)
    for node in inst.tree.nodes:
        at[node.period] += 1
    return tuple(period for period, count in at.items() if count == 1)


def _party_fractions(weighted: Sequence[tuple[float, Case]]) -> dict[DemandKey, dict[PartyId, float]]:
    """Return the shares of parties in the mean demand, to which each future adds its own by its amount."""
    amounts: dict[DemandKey, dict[PartyId, float]] = {}
    total: dict[DemandKey, float] = {}
    for key in dict.fromkeys(key for _, case in weighted for key in case.party_fraction):
        amounts[key] = {}
        for share, case in weighted:
            pflops = share * case.demand_pflops.get(key, 0.0)
            total[key] = total.get(key, 0.0) + pflops
            for party, fraction in case.party_fraction.get(key, {}).items():
                amounts[key][party] = amounts[key].get(party, 0.0) + fraction * pflops
    return {
        key: {party: amount / total[key] for party, amount in found.items()}
        for key, found in amounts.items()
        if total[key] > 0
    }


def _mean(values: Weighted) -> Any:
    """Return the mean of values of one kind."""
    likeliest = max(values, key=lambda one: one[0])[1]
    if all(value == likeliest for _, value in values):
        return likeliest
    if is_dataclass(likeliest) and not isinstance(likeliest, type):
        parts = {
            part.name: _part([(share, getattr(value, part.name)) for share, value in values], part.name)
            for part in fields(likeliest)
        }
        return type(likeliest)(**parts)
    if isinstance(likeliest, Mapping):
        return _part(values, "")
    if isinstance(likeliest, tuple) and all(len(value) == len(likeliest) for _, value in values):
        return tuple(_mean([(share, value[i]) for share, value in values]) for i in range(len(likeliest)))
    if any(value is None for _, value in values):
        return None
    if any(isinstance(value, bool | str | tuple) for _, value in values):
        return likeliest
    total = sum(share for share, _ in values)
    mean = sum(share * value for share, value in values) / total
    return round(mean) if all(isinstance(value, int) for _, value in values) else mean


def _part(values: Weighted, name: str) -> Any:
    """Return the mean of a field; of a mapping the mean by key."""
    if not isinstance(values[0][1], Mapping):
        return _mean(values)
    default = _WITHOUT_A_KEY.get(name)
    found: dict[Any, Any] = {}
    for key in dict.fromkeys(key for _, value in values for key in value):
        known = [(share, value.get(key, default)) for share, value in values if key in value or default is not None]
        found[key] = _mean(known)
    return found
