"""The price at which each region could host each workload, or why it cannot."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from models.account.lifetimes import discount_factor
from models.case_sets import CaseSets
from models.derived import derive
from models.ids import ChipId, NodeId, OutcomeId, RegionId, SliceId, WorkloadId
from models.instance import Instance
from models.plan import Plan
from models.reach import Reachability

OfferKey = tuple[str, Hashable]
OffersOf = Callable[[Instance, Plan], Mapping[OfferKey, float | None] | None]
Hindrance = Literal[
    "chip",
    "port",
    "halls",
    "power",
    "opening",
    "adoption",
    "room",
    "demand",
    "residency",
    "latency",
    "platform",
]
"""No chip is there or for sale that runs the work; it is not ported to one; there can be no halls, or no power; the
region is not opened, or no chip for the work adopted; all is full, and nothing could make way; nobody else has such
work; residency lets none of others in, or no way is short enough; the region is no member of the platform."""
_DECIDED = 0.5
_HOSTS = ("host_balance", "confined_balance")


@dataclass(frozen=True)
class Offer:
    """What a region could do for others."""

    workload: WorkloadId
    outcome: OutcomeId
    region: RegionId
    price_m: float | None
    """Of a further PFLOPS all year round, in money of each year; None: no more can run there."""
    hindrance: Hindrance | None
    """Why it cannot host for others as the plan stands, even where more could run; None: it can."""


def offers(inst: Instance, plan: Plan, priced: Mapping[OfferKey, float | None]) -> Iterator[Offer]:
    """Yield what each region could offer of each workload that is demanded somewhere, in each outcome."""
    sets = derive(inst)
    reach = {e: Reachability(inst.case(e)) for e in inst.outcomes}
    for e in inst.outcomes:
        case, period = inst.case(e), inst.tree.outcome(e).period
        for w in case.workloads:
            if not any(case.demand_pflops.get((o, w, period), 0.0) > 0 for o in case.regions):
                continue
            for h in case.regions:
                price_m = _price_m(inst, priced, h, w, e)
                hindrance: Hindrance | None
                if price_m is None:
                    hindrance = _why_nothing_runs(inst, plan, sets.at(e), h, w, e)
                else:
                    hindrance = _why_none_comes(inst, plan, sets.at(e), reach[e], h, w, e)
                yield Offer(w, e, h, price_m, hindrance)


def _price_m(
    inst: Instance, priced: Mapping[OfferKey, float | None], h: RegionId, w: WorkloadId, e: OutcomeId
) -> float | None:
    """Return the price of a PFLOPS in all slices; None: in some of them no more can run."""
    case = inst.case(e)
    family = next((f for f in _HOSTS if any((f, (h, w, e, s)) in priced for s in case.slices)), None)
    if family is None:
        return None
    total = 0.0
    for s in case.slices:
        price = priced.get((family, (h, w, e, s)))
        share = case.profile.get((w, h, SliceId(s)), 1.0)
        if price is None and share > 0:
            return None
        total += share * (price or 0.0)
    chance = inst.tree.outcome(e).probability
    return total / (chance * sum(discount_factor(inst.settings, year) for year in inst.period_of(e).calendar_years))


def _why_nothing_runs(
    inst: Instance, plan: Plan, sets: CaseSets, h: RegionId, w: WorkloadId, e: OutcomeId
) -> Hindrance:
    case, outcome = inst.case(e), inst.tree.outcome(e)
    path = inst.tree.node_path(outcome.node)
    at, region = case.regions[h].at[outcome.period], case.regions[h]
    able = [k for k in case.chips if case.performance_pflops.get((k, w, h), 0.0) > 0]
    fleet = {line.chip for line in case.fleet if line.region == h}
    had = [k for k in able if k in fleet or any((k, h, inst.tree.node(n).period) in case.chip_price_m for n in path)]
    if not had:
        return "chip"
    if not any(_is_ported(inst, plan, k, w, path, e) for k in had):
        return "port"
    given_mw = region.existing_hall_mw + sets.pipeline_mw(h, outcome.period)
    if given_mw <= 0 and (at.max_hall_modules <= 0 or region.hall_module_mw <= 0):
        return "halls"
    if at.grid_limit_mw is not None and at.grid_limit_mw <= 0:
        return "power"
    if given_mw <= 0 and not any(plan.opened.get((h, n), 0.0) > _DECIDED for n in path):
        return "opening"
    there = [k for k in had if k in fleet or any(plan.chip_adopted.get((h, k, n), 0.0) > _DECIDED for n in path)]
    costly = at.max_chip_types is not None or all(case.chips[k].integration_cost_m > 0 for k in had)
    return "adoption" if costly and not there else "room"


def _is_ported(inst: Instance, plan: Plan, k: ChipId, w: WorkloadId, path: tuple[NodeId, ...], e: OutcomeId) -> bool:
    stack = inst.case(e).chips[k].stack
    costs = inst.case(e).porting_cost_m.get((stack, w), 0.0) > 0
    return not costs or any(plan.stack_ported.get((stack, w, n), 0.0) > _DECIDED for n in path)


def _why_none_comes(
    inst: Instance, plan: Plan, sets: CaseSets, reach: Reachability, h: RegionId, w: WorkloadId, e: OutcomeId
) -> Hindrance | None:
    """Return why a region in which more could run hosts for nobody."""
    case, outcome = inst.case(e), inst.tree.outcome(e)
    others = [o for o in case.regions if o != h and case.demand_pflops.get((o, w, outcome.period), 0.0) > 0]
    leaving = [o for o in others if reach.may_leave(o, h, w)]
    if not leaving:
        return "residency" if others else "demand"
    if not any(remote.host == h for o in leaving for remote in sets.remote_hosts.get((w, o), ())):
        return "latency"
    path = inst.tree.node_path(outcome.node)
    joined = any(plan.tier_joined.get((h, q, n), 0.0) > _DECIDED for q in case.tiers for n in path)
    return None if case.regions[h].starting_tier is not None or joined else "platform"
