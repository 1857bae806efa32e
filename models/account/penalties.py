"""Penalties for demand that is not met; nobody's cash, but part of the cost."""

from collections import defaultdict
from collections.abc import Iterator

from models.account.ledger import Clerk, CostLine, region_owner
from models.account.operation import Work
from models.account.timeline import Timeline
from models.ids import OutageId, OutcomeId, RegionId
from models.plan import Plan


def penalty_lines(times: Timeline, plan: Plan, work: Work, clerk: Clerk) -> Iterator[CostLine]:
    """Yield the penalties of unmet demand (averaged over the slices) and of falling short in outages."""
    short_m = shortfall_costs_m(times, plan)
    for moment in times.moments:
        unmet_m: dict[RegionId, float] = defaultdict(float)
        for (o, w), pflops in work.unmet_pflops[moment.outcome].items():
            unmet_m[o] += pflops * (moment.case.workloads[w].unmet_penalty_m_per_pflops or 0.0)
        for r in moment.case.regions:
            owner = region_owner(moment, r)
            yield clerk.penalty("unmet", moment, owner, unmet_m[r])
            yield clerk.penalty("shortfall", moment, owner, short_m.get((r, moment.outcome), 0.0))


def shortfall_costs_m(times: Timeline, plan: Plan) -> dict[tuple[RegionId, OutcomeId], float]:
    """Return what falling short in outages costs a year, whatever their hours."""
    costs_m: dict[tuple[RegionId, OutcomeId], float] = defaultdict(float)
    for (o, w, e, s), pflops in plan.shortfall.items():
        outage = times.now(e).case.outages.get(OutageId(s))
        if outage is not None:
            costs_m[o, e] += pflops * outage.shortfall_price_m_per_pflops.get(w, 0.0)
    return costs_m
