"""Where a plan stands with each commitment: the decisions it names, and how far they depart from it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from models.account.ledger import NATION, Clerk, CostLine
from models.account.metrics import chosen
from models.account.policies import gap
from models.account.timeline import Moment, Timeline
from models.ids import CommitmentId, NodeId, OutcomeId, Sense
from models.plan import Plan
from models.records import Commitment, Decision

Key = tuple[Any, ...]


@dataclass(frozen=True)
class CommitmentPosition:
    """One row of a commitment."""

    commitment: CommitmentId
    outcome: OutcomeId
    """One that lives with the decision; for a total, the last one of a way through the tree."""
    key: Key
    """The decision without its node; () for a total."""
    sense: Sense
    value: float
    limit: float
    departure: float
    price_m: float | None
    """Of one unit of departure; None: must hold."""


def commitment_positions(times: Timeline, plan: Plan) -> tuple[CommitmentPosition, ...]:
    """Return the rows of all commitments."""
    found: list[CommitmentPosition] = []
    for moment in times.moments:
        for commitment in moment.case.commitments.values():
            decided = _decided(plan, commitment.decision)
            if commitment.apply == "total":
                if moment.outcome in times.leaves:
                    value = _total(times, moment, commitment, decided)
                    found.append(_position(commitment, moment, (), value))
            elif chosen(commitment.selection.periods, moment.period.id):
                for key in _keys(commitment, moment):
                    value = decided.get((*key, moment.node), 0.0)
                    found.append(_position(commitment, moment, key, value))
    return tuple(found)


def commitment_lines(times: Timeline, positions: tuple[CommitmentPosition, ...], clerk: Clerk) -> Iterator[CostLine]:
    """Yield what departing from preferences costs, once, in the first year of the period."""
    for position in positions:
        if position.price_m is not None:
            amount_m = position.price_m * position.departure
            yield clerk.penalty("commitment", times.now(position.outcome), NATION, amount_m, once=True)


def _position(commitment: Commitment, moment: Moment, key: Key, value: float) -> CommitmentPosition:
    departure = max(0.0, -gap(commitment.sense, value, commitment.value))
    return CommitmentPosition(
        commitment.id,
        moment.outcome,
        key,
        commitment.sense,
        value,
        commitment.value,
        departure,
        commitment.price_m,
    )


def _decided(plan: Plan, decision: Decision) -> Mapping[Key, float]:
    decisions: Mapping[Decision, Mapping[Any, float]] = {
        "opened": plan.opened,
        "modules_built": plan.modules_built,
        "chip_adopted": plan.chip_adopted,
        "bought_units": plan.bought_units,
        "retired_units": plan.retired_units,
        "tier_joined": plan.tier_joined,
        "tier_established": plan.tier_established,
        "stack_ported": plan.stack_ported,
        "link_opened": plan.link_opened,
        "circuits_added": plan.circuits_added,
        "trained_staff": plan.trained_staff,
    }
    return decisions[decision]


def _total(times: Timeline, leaf: Moment, commitment: Commitment, decided: Mapping[Key, float]) -> float:
    return sum(
        decided.get((*key, moment.node), 0.0)
        for moment in times.paths[leaf.outcome]
        if chosen(commitment.selection.periods, moment.period.id)
        for key in _keys(commitment, moment)
    )


def _keys(commitment: Commitment, moment: Moment) -> Iterator[Key]:
    """Yield the keys, without the node, of the decisions that a commitment selects."""
    if commitment.place is not None:
        return iter((commitment.place,))
    case, selection = moment.case, commitment.selection
    regions = [r for r in case.regions if chosen(selection.regions, r)]
    chips = [k for k in case.chips if chosen(selection.chips, k)]
    tiers = [q for q in case.tiers if chosen(selection.tiers, q)]
    links = [l_ for l_ in case.links if chosen(selection.links, l_)]
    ports = [
        (g, w)
        for (g, w), cost_m in case.porting_cost_m.items()
        if cost_m > 0 and chosen(commitment.stacks, g) and chosen(selection.workloads, w)
    ]
    lines = sorted({(line.region, line.chip, line.year) for line in case.fleet})
    keys: Mapping[Decision, Callable[[], Iterator[Key]]] = {
        "opened": lambda: product(regions),
        "modules_built": lambda: product(regions),
        "chip_adopted": lambda: product(regions, chips),
        "bought_units": lambda: product(regions, chips),
        "retired_units": lambda: (
            (r, k, year) for r, k, year in lines if r in regions and k in chips and chosen(selection.years, year)
        ),
        "tier_joined": lambda: product(regions, tiers),
        "tier_established": lambda: product(tiers),
        "stack_ported": lambda: iter(ports),
        "link_opened": lambda: product(links),
        "circuits_added": lambda: (
            (l_, m) for l_ in links for m in case.links[l_].modules if chosen(selection.modules, m)
        ),
        "trained_staff": lambda: product(regions),
    }
    return keys[commitment.decision]()


def committed(moment: Moment, decision: Decision, key: Key, node: NodeId) -> bool:
    """Return whether some commitment names this decision of a node."""
    return moment.node == node and any(
        commitment.decision == decision
        and chosen(commitment.selection.periods, moment.period.id)
        and key in _keys(commitment, moment)
        for commitment in moment.case.commitments.values()
    )
