"""What an earlier plan has decided as commitments of a new one: locked, or kept unless a change pays."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from models.ids import CommitmentId, NodeId, PeriodId, StackId
from models.instance import Case, Instance
from models.plan import Plan
from models.records import Commitment, Decision, Selection

Hold = Literal["locked", "preferred", "free"]
"""A decision stays as it is; it stays unless another saves more than changing costs; it counts for nothing."""

Place = tuple[Any, ...]
"""The key of a decision without its node."""

HELD: tuple[Decision, ...] = (
    "opened",
    "modules_built",
    "bought_units",
    "retired_units",
    "tier_joined",
    "tier_established",
    "stack_ported",
    "link_opened",
    "circuits_added",
    "trained_staff",
)
"""All decisions but the types of chips that purchases bring with them."""


_WITH_FRACTIONS: tuple[Decision, ...] = ("bought_units", "retired_units", "trained_staff")
_NOTHING = 1e-6
"""A decision of less than this is none."""
_LEAST_PRICE_M = 1e-3
"""Of a locked decision that costs nothing by itself, where it is given a price."""


@dataclass(frozen=True)
class Held:
    """A decision of the earlier plan, and what becomes of it."""

    decision: Decision
    place: Place
    period: PeriodId
    value: float
    hold: Hold


@dataclass(frozen=True)
class Holding:
    """The commitments, and what they are about."""

    commitments: Mapping[CommitmentId, Commitment] = field(default_factory=dict)
    held: tuple[Held, ...] = ()
    unknown: tuple[Held, ...] = ()
    """Decisions about things or periods that the new data do not have."""


def holding(
    old: Instance,
    plan: Plan,
    new: Instance,
    holds: Mapping[PeriodId, Hold],
    changing: float,
    unlocking: float | None = None,
) -> Holding:
    """Return what an earlier plan has decided, held in new data.

    Decisions that futures take apart are free, and so are periods that the earlier plan does not have.

    Parameters
    ----------
    holds
        By period of the new data.
    changing
        What it costs to change a preferred decision by one: a share of the price of one.
    unlocking
        The same for a locked decision; None: it cannot be changed.
    """
    case = new.first_case
    held: list[Held] = []
    unknown: list[Held] = []
    commitments: dict[CommitmentId, Commitment] = {}
    for decided in _decided(old, plan, holds):
        (held if decided.period in case.periods and _is_known(case, decided) else unknown).append(decided)
    shared = set(_shared_periods(old).values())
    for period, hold in holds.items():
        if hold == "free" or period not in shared:
            continue
        for decision in HELD:
            values = {it.place: it.value for it in held if (it.decision, it.period) == (decision, period)}
            for one in _commitments(case, decision, values, period, hold, unlocking if hold == "locked" else changing):
                commitments[one.id] = one
    return Holding(commitments, tuple(held), tuple(unknown))


def price_m(case: Case, decision: Decision, place: Place, period: PeriodId) -> float:
    """Return what one of a decision costs when it is ordered; 0 for what costs nothing by itself."""
    prices: Mapping[Decision, Callable[[], float | None]] = {
        "opened": lambda: case.regions[place[0]].at[period].opening_cost_m,
        "modules_built": lambda: case.regions[place[0]].at[period].hall_module_cost_m,
        "trained_staff": lambda: case.regions[place[0]].at[period].training_cost_m_per_person,
        "bought_units": lambda: case.chip_price_m.get((place[1], place[0], period)),
        "tier_joined": lambda: case.tiers[place[1]].joining_cost_m,
        "tier_established": lambda: case.tiers[place[0]].national_cost_m,
        "stack_ported": lambda: case.porting_cost_m.get((place[0], place[1])),
        "link_opened": lambda: case.links[place[0]].opening_cost_m,
        "circuits_added": lambda: case.links[place[0]].modules[place[1]].cost_m[period],
    }
    return (prices[decision]() or 0.0) if decision in prices else 0.0


def _decided(old: Instance, plan: Plan, holds: Mapping[PeriodId, Hold]) -> Iterator[Held]:
    """Yield what the plan decides in nodes that all futures share."""
    shared = _shared_periods(old)
    for decision in HELD:
        for (*place, node), value in getattr(plan, decision).items():
            amount = value if decision in _WITH_FRACTIONS else float(round(value))
            if node in shared and amount > _NOTHING:
                period = shared[node]
                yield Held(decision, tuple(place), period, amount, holds.get(period, "free"))


def _shared_periods(inst: Instance) -> dict[NodeId, PeriodId]:
    """Return the periods whose decisions all futures share, by their node."""
    periods = [node.period for node in inst.tree.nodes]
    return {node.id: node.period for node in inst.tree.nodes if periods.count(node.period) == 1}


def _is_known(case: Case, one: Held) -> bool:
    return one.place in set(_places(case, one.decision))


def _places(case: Case, decision: Decision) -> Iterator[Place]:
    """Yield all places of a decision."""
    if decision in ("opened", "modules_built", "trained_staff"):
        yield from ((r,) for r in case.regions)
    elif decision == "bought_units":
        yield from ((r, k) for k in case.chips for r in case.regions)
    elif decision == "retired_units":
        yield from dict.fromkeys((line.region, line.chip, line.year) for line in case.fleet)
    elif decision == "tier_joined":
        yield from ((r, q) for q in case.tiers for r in case.regions)
    elif decision == "tier_established":
        yield from ((q,) for q in case.tiers)
    elif decision == "stack_ported":
        yield from (key for key, cost_m in case.porting_cost_m.items() if cost_m > 0)
    elif decision == "link_opened":
        yield from ((l,) for l in case.links)
    elif decision == "circuits_added":
        yield from ((l, i) for l, link in case.links.items() for i in link.modules)


def _commitments(
    case: Case, decision: Decision, values: Mapping[Place, float], period: PeriodId, hold: Hold, changing: float | None
) -> Iterator[Commitment]:
    """Yield a commitment for each decision taken, and one for all alike that were not."""

    def to(name: str, chosen: Selection, stacks: Any, value: float, cost_m: float) -> Iterator[Commitment]:
        least_m = _LEAST_PRICE_M if hold == "locked" else 0.0
        price = None if changing is None else changing * max(cost_m, least_m)
        if price is None or price > 0.0:
            sense: Literal["=", "<="] = "=" if value > 0.0 else "<="
            id_ = CommitmentId(f"{hold}: {decision} {name} {period}")
            yield Commitment(id_, decision, chosen, stacks, sense, value, "each", price)

    for place, value in values.items():
        chosen, stacks = _chosen(decision, [place], period)
        yield from to(" ".join(map(str, place)), chosen, stacks, value, price_m(case, decision, place, period))
    alike: dict[tuple[Place, float], list[Place]] = {}
    for place in _places(case, decision):
        if place not in values:
            alike.setdefault((place[1:], price_m(case, decision, place, period)), []).append(place)
    for number, ((rest, cost_m), places) in enumerate(alike.items()):
        chosen, stacks = _chosen(decision, places, period)
        yield from to(f"none of {number} {' '.join(map(str, rest))}".rstrip(), chosen, stacks, 0.0, cost_m)


def _chosen(
    decision: Decision, places: Collection[Place], period: PeriodId
) -> tuple[Selection, tuple[StackId, ...] | None]:
    """Return what selects places that differ in their first part alone."""
    firsts, rest = tuple(place[0] for place in places), next(iter(places))[1:]
    at = Selection(periods=(period,))
    if decision == "tier_established":
        return replace(at, tiers=firsts), None
    if decision == "stack_ported":
        return replace(at, workloads=rest), firsts
    if decision == "link_opened":
        return replace(at, links=firsts), None
    if decision == "circuits_added":
        return replace(at, links=firsts, modules=rest), None
    at = replace(at, regions=firsts)
    if decision == "tier_joined":
        return replace(at, tiers=rest), None
    if decision == "retired_units":
        return replace(at, chips=rest[:1], years=rest[1:]), None
    return (replace(at, chips=rest) if rest else at), None
