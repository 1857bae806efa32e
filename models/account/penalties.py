"""Penalties for demand that is not met; nobody's cash, but part of the cost."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from models.account.ledger import Clerk, CostLine, Owner, demand_owners
from models.account.operation import Work
from models.account.timeline import Moment, Timeline
from models.ids import OutageId, OutcomeId, RegionId, WorkloadId
from models.plan import Plan


def penalty_lines(times: Timeline, plan: Plan, work: Work, clerk: Clerk) -> Iterator[CostLine]:
    """Yield what unmet demand (averaged over the slices) and falling short in outages cost those whose demand it is."""
    short_m = shortfall_costs_m(times, plan)
    for moment in times.moments:
        unmet_m = {
            (o, w): pflops * (moment.case.workloads[w].unmet_penalty_m_per_pflops or 0.0)
            for (o, w), pflops in work.unmet_pflops[moment.outcome].items()
        }
        for owner, amount_m in _by_owner(moment, unmet_m).items():
            yield clerk.penalty("unmet", moment, owner, amount_m)
        for owner, amount_m in _by_owner(moment, short_m.get(moment.outcome, {})).items():
            yield clerk.penalty("shortfall", moment, owner, amount_m)


def _by_owner(moment: Moment, costs_m: Mapping[tuple[RegionId, WorkloadId], float]) -> dict[Owner, float]:
    """Return costs of work by whose demand it is."""
    found: dict[Owner, float] = defaultdict(float)
    for (o, w), amount_m in costs_m.items():
        for owner, part in demand_owners(moment, o, w).items():
            found[owner] += part * amount_m
    return found


def shortfall_costs_m(times: Timeline, plan: Plan) -> dict[OutcomeId, dict[tuple[RegionId, WorkloadId], float]]:
    """Return what falling short in outages costs a year, whatever their hours, by region and workload."""
    costs_m: dict[OutcomeId, dict[tuple[RegionId, WorkloadId], float]] = {}
    for (o, w, e, s), pflops in plan.shortfall.items():
        outage = times.now(e).case.outages.get(OutageId(s))
        if outage is not None:
            here = costs_m.setdefault(e, defaultdict(float))
            here[o, w] += pflops * outage.shortfall_price_m_per_pflops.get(w, 0.0)
    return costs_m
