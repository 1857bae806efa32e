"""Running costs: upkeep, power, people, fees, carried bandwidth and rent, of each outcome and year."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from models.account.ledger import Clerk, CostLine, Owner, demand_owners, link_owner, region_owner
from models.account.operation import Power, Work
from models.account.stock import Chips, Fibre, Halls, Standing
from models.account.timeline import Moment, Timeline
from models.costs import RunningCost
from models.ids import ChipId, LinkId, NodeId, OutcomeId, RegionId, StateId
from models.records import Period


@dataclass(frozen=True)
class Holdings:
    """What stands and how it is used: all that running costs depend on."""

    chips: Chips
    halls: Halls
    fibre: Fibre
    standing: Standing
    power: Power
    work: Work


def running_lines(times: Timeline, held: Holdings, clerk: Clerk) -> Iterator[CostLine]:
    """Yield a line for each running cost of each region and link in each outcome."""
    upkeep = _Upkeep(times, held)
    for moment in times.moments:
        for r in moment.case.regions:
            yearly = _power_costs(moment, r, held) | {
                "hall_om": upkeep.halls(moment, r),
                "staff": _staff_cost_m(moment, r, held.halls),
                "platform_fee": _platform_fee_m(moment, r, held.standing),
            }
            for category, amount_m in yearly.items():
                yield clerk.running(category, moment, region_owner(moment, r), amount_m)
            for owner, rent_m in _rents_m(moment, r, held.work).items():
                yield clerk.running("rent", moment, owner, rent_m)
            for k in moment.case.chips:
                yield clerk.running("chip_om", moment, region_owner(moment, r, k), upkeep.chips(moment, r, k))
        for l_, link in moment.case.links.items():
            carrying_m = link.carrying_cost_m_per_gbps * held.work.average_gbps.get((l_, moment.outcome), 0.0)
            yield clerk.running("link_carrying", moment, link_owner(moment, l_), carrying_m)
            yield clerk.running("link_yearly", moment, link_owner(moment, l_), upkeep.links(moment, l_))


class _Upkeep:
    """Yearly upkeep of what stands, at the price of the period in which it was ordered."""

    def __init__(self, times: Timeline, held: Holdings) -> None:
        self.held = held
        self.periods = times.periods
        self.ordered = {(e, then.node): then for e, path in times.paths.items() for then in path}
        self.units: dict[tuple[RegionId, ChipId, OutcomeId], list[tuple[NodeId, float]]] = defaultdict(list)
        for (r, k, n, e), units in held.chips.vintage_units.items():
            self.units[r, k, e].append((n, units))
        self.modules: dict[tuple[RegionId, OutcomeId], list[tuple[NodeId, float]]] = defaultdict(list)
        for (r, n, e), modules in held.halls.vintage_modules.items():
            self.modules[r, e].append((n, modules))
        self.circuit_costs_m: dict[tuple[LinkId, OutcomeId], float] = defaultdict(float)
        for (l_, m, n, e), circuits in held.fibre.vintage_circuits.items():
            then = self.ordered[e, n]
            yearly_m = then.case.links[l_].modules[m].yearly_cost_m.get(then.period.id, 0.0)
            self.circuit_costs_m[l_, e] += circuits * yearly_m

    def chips(self, moment: Moment, r: RegionId, k: ChipId) -> float:
        """Return the upkeep of the units of a chip."""
        e = moment.outcome
        worth_m = self.held.chips.fleet_units.get((r, k, e), 0.0) * latest_price_m(moment, r, k, self.periods)
        for n, units in self.units.get((r, k, e), ()):
            then = self.ordered[e, n]
            worth_m += units * then.case.chip_price_m.get((k, r, then.period.id), 0.0)
        return moment.case.chips[k].fixed_om_fraction * worth_m

    def halls(self, moment: Moment, r: RegionId) -> float:
        """Return the upkeep of halls, those that are there already at the present cost of a MW."""
        e, region = moment.outcome, moment.case.regions[r]
        worth_m = 0.0
        if region.hall_module_mw > 0:
            there_mw = self.held.halls.existing_hall_mw[r, e] + self.held.halls.pipeline_hall_mw[r, e]
            worth_m = there_mw * region.at[moment.period.id].hall_module_cost_m / region.hall_module_mw
        for n, modules in self.modules.get((r, e), ()):
            then = self.ordered[e, n]
            worth_m += modules * then.case.regions[r].at[then.period.id].hall_module_cost_m
        return region.hall_fixed_om_fraction * worth_m

    def links(self, moment: Moment, l_: LinkId) -> float:
        """Return the yearly cost of a link and its circuits."""
        return moment.case.links[l_].existing_yearly_cost_m + self.circuit_costs_m.get((l_, moment.outcome), 0.0)


def latest_price_m(moment: Moment, r: RegionId, k: ChipId, periods: tuple[Period, ...]) -> float:
    """Return a chip's price in the present period, or the last one before in which it had one, or 0."""
    prices = moment.case.chip_price_m
    for period in reversed(periods):
        if period.first_year <= moment.period.first_year and (k, r, period.id) in prices:
            return prices[k, r, period.id]
    return 0.0


def _power_costs(moment: Moment, r: RegionId, held: Holdings) -> dict[RunningCost, float]:
    case, e = moment.case, moment.outcome
    at = case.regions[r].at[moment.period.id]
    electricity_m = sum(
        held.power.facility_mwh[r, e, StateId(s)] * at.electricity_price_m_per_mwh * part.electricity_price_factor
        for s, part in case.slices.items()
    )
    return {
        "electricity": electricity_m,
        "green_premium": (at.green_premium_m_per_mwh or 0.0) * held.power.green_mwh[r, e],
        "carbon": at.carbon_price_m_per_t * held.power.carbon_t[r, e],
    }


def _staff_cost_m(moment: Moment, r: RegionId, halls: Halls) -> float:
    region = moment.case.regions[r]
    people = region.staff_per_mw * halls.it_mw[r, moment.outcome]
    return region.at[moment.period.id].staff_cost_m_per_person * people


def _platform_fee_m(moment: Moment, r: RegionId, standing: Standing) -> float:
    tier = standing.highest_tier.get((r, moment.outcome))
    return 0.0 if tier is None else moment.case.tiers[tier].yearly_fee_m


def _rents_m(moment: Moment, r: RegionId, work: Work) -> dict[Owner, float]:
    """Return the rent that each party with demand in a region pays."""
    t, offers = moment.period.id, moment.case.offers
    found: dict[Owner, float] = defaultdict(float)
    for (j, o, w), pflops in work.rented_pflops[moment.outcome].items():
        if o == r:
            for owner, part in demand_owners(moment, r, w).items():
                found[owner] += part * pflops * offers[j].price_m_per_pflops.get((w, o, t), 0.0)
    return found
