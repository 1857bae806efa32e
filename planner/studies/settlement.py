"""Who gains and who loses by sharing: what each member pays in the market, against what it pays alone."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.account.account import account
from models.account.ledger import CostLine
from models.costs import OF_DEMAND
from models.ids import OutcomeId, RegionId, StateId, TierId, WorkloadId
from models.instance import Instance
from models.plan import Plan
from planner.solve import Prices
from planner.studies.members import Members, owner_of

_NOTHING = 1e-9


@dataclass(frozen=True)
class Balance:
    """What a member, the links, or the nation pays, as expected present value in millions."""

    name: str
    alone_m: float
    """What it pays when each is alone."""
    own_m: float
    """What it pays in the market for what stands and runs in its own regions, whoever's work it does."""
    paid_m: float
    """To the hosts of its work."""
    received_m: float
    """From those whose work it does."""

    @property
    def gain_m(self) -> float:
        """What it saves by the market; below 0: what it loses."""
        return self.alone_m - self.own_m - self.paid_m + self.received_m


@dataclass(frozen=True)
class Payment:
    """What the work of one member that another does is worth, as expected present value."""

    origin: str
    host: str
    pflops: float
    """Served, yearly averages added up over the years, in PFLOPS-years, expected over the outcomes."""
    amount_m: float


@dataclass(frozen=True)
class Flow:
    """Work that could be sent, and what the first PFLOPS of it would save."""

    origin: RegionId
    host: RegionId
    workload: WorkloadId
    outcome: OutcomeId
    saving_m: float
    """Of a PFLOPS all year round, at the margin, as expected present value; below 0: it does not pay."""


def costs_by_member(inst: Instance, plan: Plan, members: Members) -> dict[str, float]:
    """Return what stands and runs in the regions of each member costs, and what its demand rents or leaves undone.

    'links' and 'nation' have what is of no region. Expected present value in millions; the sum is the cost of the plan.
    """
    found: dict[str, float] = defaultdict(float)
    for line in account(inst, plan).lines:
        found[bearer(inst, members, line)] += inst.tree.outcome(line.outcome).probability * line.present_value_m
    return dict(found)


def bearer(inst: Instance, members: Members, line: CostLine) -> str:
    """Return who bears a cost: the member of the region, or the owner of what is of none; else links or nation.

    What demand rents or leaves undone is borne by whose demand it is.
    """
    if line.region is not None:
        own = inst.case(line.outcome).regions[line.region].party
        if line.category in OF_DEMAND and line.party in members and line.party != own:
            return str(line.party)
        return next(name for name, regions in members.items() if line.region in regions)
    if line.party in members:
        return str(line.party)
    return "nation" if line.link is None else "links"


def payments(inst: Instance, plan: Plan, prices: Prices, members: Members) -> tuple[Payment, ...]:
    """Return what each member owes another for the work it has done.

    A PFLOPS is paid midway between the price of compute at the origin and what it costs at the host, both at the margin
    and in the long run, so that both sides have half of what sharing saves. Where the host has no such work of its own,
    and so no price, the price at the origin is paid.
    """
    owner = owner_of(members)
    owed: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for (o, h, q, w, _, e, s), pflops in plan.served.items():
        if q is None or owner[o] == owner[h]:
            continue
        sums = owed[owner[o], owner[h]]
        sums[0] += inst.tree.outcome(e).probability * pflops * years_of(inst, e, s)
        sums[1] += host_price_m(inst, prices.long_run, o, h, q, w, e, s) * pflops
    return tuple(Payment(origin, host, amount, money_m) for (origin, host), (amount, money_m) in sorted(owed.items()))


def host_price_m(
    inst: Instance,
    prices: Mapping[tuple[str, object], float],
    o: RegionId,
    h: RegionId,
    q: TierId,
    w: WorkloadId,
    e: OutcomeId,
    s: StateId,
) -> float:
    """Return what the host is paid for a PFLOPS in a state: midway between the prices at origin and host.

    Expected present value; see `payments`.
    """
    case = inst.case(e)
    at_origin = price_m(prices, o, w, e, s)
    if (h, w, inst.tree.outcome(e).period) not in case.demand_pflops:
        return at_origin
    return (at_origin + (1.0 + case.tiers[q].loss_fraction) * price_m(prices, h, w, e, s)) / 2.0


def balances(
    members: Members, alone_m: Mapping[str, float], market_m: Mapping[str, float], owed: tuple[Payment, ...]
) -> tuple[Balance, ...]:
    """Return the balance of each member, then of links and nation; the gains add up to what the market saves."""
    paid: dict[str, float] = defaultdict(float)
    received: dict[str, float] = defaultdict(float)
    for payment in owed:
        paid[payment.origin] += payment.amount_m
        received[payment.host] += payment.amount_m
    return tuple(
        Balance(name, alone_m.get(name, 0.0), market_m.get(name, 0.0), paid[name], received[name])
        for name in (*members, "links", "nation")
    )


def flows_that_do_not_pay(inst: Instance, plan: Plan, prices: Prices) -> Iterator[Flow]:
    """Yield the pairs that may share and do not, where the first PFLOPS sent would cost more than it saves.

    Only pairs in which both have such work of their own and so a price of it; the cost of carrying on links that are
    not full is left out, so that what is yielded does not pay even over free links.
    """
    used = {
        (o, h, w, e) for (o, h, q, w, _, e, _), pflops in plan.served.items() if q is not None and pflops > _NOTHING
    }
    for e in inst.outcomes:
        case, period = inst.case(e), inst.tree.outcome(e).period
        losses = [tier.loss_fraction for tier in case.tiers.values()]
        if not losses:
            return
        for w, o, h in case.host_rules:
            if (o, h, w, e) in used or not all((r, w, period) in case.demand_pflops for r in (o, h)):
                continue
            saving_m = sum(
                price_m(prices.long_run, o, w, e, StateId(s))
                - (1.0 + min(losses)) * price_m(prices.long_run, h, w, e, StateId(s))
                for s in case.slices
            )
            if saving_m < -_NOTHING:
                yield Flow(o, h, w, e, saving_m)


def price_m(prices: Mapping[tuple[str, object], float], r: RegionId, w: WorkloadId, e: OutcomeId, s: StateId) -> float:
    """Return the marginal cost of a PFLOPS of demand in a state, as expected present value."""
    index = (r, w, e, s)
    return prices.get(("demand_balance", index), 0.0) + prices.get(("outage_demand", index), 0.0)


def years_of(inst: Instance, e: OutcomeId, s: StateId) -> float:
    """Return the years that a state takes in an outcome; an outage takes none."""
    shares = {StateId(name): part.hours for name, part in inst.case(e).slices.items()}
    hours = sum(shares.values())
    return inst.period_of(e).years * shares.get(s, 0.0) / hours if hours else 0.0
