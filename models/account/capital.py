"""Capital costs: what is ordered at a node, priced by the data of each outcome that lives with the node."""

from collections.abc import Iterator

from models.account.ledger import Clerk, CostLine, Owner, link_owner, region_owner
from models.account.lifetimes import commissioned
from models.account.timeline import Moment, Timeline, by_node
from models.plan import Plan
from models.records import Period


def capital_lines(times: Timeline, plan: Plan, clerk: Clerk) -> Iterator[CostLine]:
    """Yield a line for each investment and outcome."""
    orders = _Orders(times, plan, clerk)
    for moment in times.moments:
        yield from orders.of_regions(moment)
        yield from orders.of_platform(moment)
        yield from orders.of_links(moment)


class _Orders:
    """The investments of a plan, by node."""

    def __init__(self, times: Timeline, plan: Plan, clerk: Clerk) -> None:
        self.periods = times.periods
        self.clerk = clerk
        self.opened = by_node(plan.opened)
        self.modules_built = by_node(plan.modules_built)
        self.bought_units = by_node(plan.bought_units)
        self.chip_adopted = by_node(plan.chip_adopted)
        self.trained_staff = by_node(plan.trained_staff)
        self.tier_joined = by_node(plan.tier_joined)
        self.tier_established = by_node(plan.tier_established)
        self.stack_ported = by_node(plan.stack_ported)
        self.link_opened = by_node(plan.link_opened)
        self.circuits_added = by_node(plan.circuits_added)

    def start_year(self, ordered: Period, lead_years: float) -> int | None:
        """Return the year in which what is ordered now begins to stand."""
        start = commissioned(self.periods, ordered, lead_years)
        return None if start is None else start.first_year

    def of_regions(self, moment: Moment) -> Iterator[CostLine]:
        """Yield openings, halls, chips, integration and training."""
        case, t, n = moment.case, moment.period.id, moment.node
        for (r,), done in self.opened.get(n, ()):
            cost_m = case.regions[r].at[t].opening_cost_m * done
            yield self.clerk.one_off("opening", moment, region_owner(moment, r), cost_m)
        for (r,), modules in self.modules_built.get(n, ()):
            region = case.regions[r]
            cost_m = region.at[t].hall_module_cost_m * modules
            start = self.start_year(moment.period, region.hall_lead_years)
            yield self.clerk.capital("hall", moment, region_owner(moment, r), cost_m, start, region.hall_life_years)
        for (r, k), units in self.bought_units.get(n, ()):
            chip = case.chips[k]
            cost_m = case.chip_price_m.get((k, r, t), 0.0) * units
            start = self.start_year(moment.period, chip.lead_years)
            yield self.clerk.capital("chip", moment, region_owner(moment, r, k), cost_m, start, chip.lifetime_years)
        for (r, k), done in self.chip_adopted.get(n, ()):
            cost_m = case.chips[k].integration_cost_m * done
            yield self.clerk.one_off("integration", moment, region_owner(moment, r, k), cost_m)
        for (r,), people in self.trained_staff.get(n, ()):
            cost_m = (case.regions[r].at[t].training_cost_m_per_person or 0.0) * people
            yield self.clerk.one_off("training", moment, region_owner(moment, r), cost_m)

    def of_platform(self, moment: Moment) -> Iterator[CostLine]:
        """Yield what joining, establishing and porting cost; the last two are of their owner, or the nation."""
        case, n = moment.case, moment.node
        for (r, q), done in self.tier_joined.get(n, ()):
            cost_m = case.tiers[q].joining_cost_m * done
            yield self.clerk.one_off("platform", moment, region_owner(moment, r), cost_m)
        for (q,), done in self.tier_established.get(n, ()):
            owner = Owner(party=case.tiers[q].party)
            yield self.clerk.one_off("platform", moment, owner, case.tiers[q].national_cost_m * done)
        for (g, w), done in self.stack_ported.get(n, ()):
            owner = Owner(party=case.port_party.get((g, w)))
            yield self.clerk.one_off("porting", moment, owner, case.porting_cost_m.get((g, w), 0.0) * done)

    def of_links(self, moment: Moment) -> Iterator[CostLine]:
        """Yield openings of links and circuits."""
        case, t, n = moment.case, moment.period.id, moment.node
        for (l_,), done in self.link_opened.get(n, ()):
            cost_m = case.links[l_].opening_cost_m * done
            yield self.clerk.one_off("link", moment, link_owner(moment, l_), cost_m)
        for (l_, m), circuits in self.circuits_added.get(n, ()):
            link = case.links[l_]
            cost_m = link.modules[m].cost_m.get(t, 0.0) * circuits
            start = self.start_year(moment.period, link.lead_years)
            yield self.clerk.capital("link", moment, link_owner(moment, l_), cost_m, start, link.life_years)
