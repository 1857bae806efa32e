"""Rules 4, 6, 8, 9 and 10: chip time, what may be bought, retired and run where."""

from collections import defaultdict
from collections.abc import Mapping

from models.account.lifetimes import commissioned
from models.account.stock import fleet_lines
from models.account.timeline import Moment, so_far
from models.audit.checks import YES, Checks
from models.audit.facts import Facts, State
from models.ids import ChipId, OutcomeId, RegionId, StateId


def chip_can_run(facts: Facts, checks: Checks) -> None:
    """A chip runs only workloads for which it has a performance in the region."""
    for (r, k, w, e, s), pflops in facts.plan.run.items():
        able = facts.case(e).performance_pflops.get((k, w, r), 0.0) > 0
        checks.holds((r, k, w, e, s), able, pflops)


def chip_time_limit(facts: Facts, checks: Checks) -> None:
    """Units occupied <= availability x (alone fraction x installed + what pooling gains)."""
    gains = _pooling_gains(facts)
    for moment in facts.moments:
        e = moment.outcome
        for r, region in moment.case.regions.items():
            alone = region.at[moment.period.id].alone_fraction
            for k in moment.case.chips:
                usable = alone * facts.held.chips.installed_units.get((r, k, e), 0.0) + gains.get((r, k, e), 0.0)
                for state in facts.states[e].values():
                    busy = facts.held.power.busy_units.get((r, k, e, state.id), 0.0)
                    checks.at_most((r, k, e, state.id), busy, _there(state, r) * usable)


def confined_time_limit(facts: Facts, checks: Checks) -> None:
    """Units occupied with work that may not leave <= availability x alone fraction x installed."""
    busy: dict[tuple[RegionId, ChipId, OutcomeId, StateId], float] = defaultdict(float)
    for (r, k, w, e, s), pflops in facts.plan.confined_run.items():
        performance = facts.case(e).performance_pflops.get((k, w, r), 0.0)
        if performance > 0:
            busy[r, k, e, s] += pflops / performance
    for (r, k, e, s), units in busy.items():
        moment = facts.times.now(e)
        alone = moment.case.regions[r].at[moment.period.id].alone_fraction
        usable = alone * facts.held.chips.installed_units.get((r, k, e), 0.0)
        checks.at_most((r, k, e, s), units, _there(facts.state(e, s), r) * usable)


def _there(state: State, r: RegionId) -> float:
    return state.slice.availability * state.region_remaining(r)


def _pooling_gains(facts: Facts) -> Mapping[tuple[RegionId, ChipId, OutcomeId], float]:
    gains: dict[tuple[RegionId, ChipId, OutcomeId], float] = defaultdict(float)
    for (r, k, q, e), units in facts.plan.pooled_units.items():
        moment = facts.times.now(e)
        alone = moment.case.regions[r].at[moment.period.id].alone_fraction
        gains[r, k, e] += max(0.0, moment.case.tiers[q].pooled_fraction - alone) * units
    return gains


def retired_within_fleet(facts: Facts, checks: Checks) -> None:
    """No more units of a line are retired than it has; a future in which it is not there, or is over, asks for none."""
    lines = {moment.outcome: fleet_lines(moment.case) for moment in facts.moments}
    ends = {
        (m.outcome, k): m.period.first_year - c.lifetime_years for m in facts.moments for k, c in m.case.chips.items()
    }
    known = {key for found in lines.values() for key in found}
    for (r, k, year, e), units in so_far(facts.times, facts.plan.retired_units).items():
        if (r, k, year) not in known:
            checks.at_most((r, k, year, e), units, 0.0)
        elif (r, k, year) in lines[e] and year > ends[e, k]:
            checks.at_most((r, k, year, e), units, lines[e][r, k, year])


def chip_for_sale(facts: Facts, checks: Checks) -> None:
    """Chips are bought only where and when they have a price."""
    for moment, r, k, units in _purchases(facts):
        priced = (k, r, moment.period.id) in moment.case.chip_price_m
        checks.holds((r, k, moment.outcome), priced, units)


def chip_arrives(facts: Facts, checks: Checks) -> None:
    """Chips are bought only if they come into service within the horizon in some outcome."""
    arrives: dict[tuple[str, str, str], bool] = defaultdict(bool)
    for moment, r, k, _units in _purchases(facts):
        lead = moment.case.chips[k].lead_years
        arrives[r, k, moment.node] |= commissioned(facts.times.periods, moment.period, lead) is not None
    for (r, k, n), units in facts.plan.bought_units.items():
        checks.holds((r, k, n), arrives[r, k, n], units)


def chip_adoption(facts: Facts, checks: Checks) -> None:
    """A type that costs integration, or is counted, is bought only once adopted; the fleet's types are."""
    standing = facts.held.standing
    for moment, r, k, units in _purchases(facts):
        counted = moment.case.regions[r].at[moment.period.id].max_chip_types is not None
        if moment.case.chips[k].integration_cost_m > 0 or counted:
            e = moment.outcome
            adopted = k in standing.fleet_chips[r, e] or standing.chip_adopted.get((r, k, e), 0.0) > YES
            checks.holds((r, k, e), adopted, units)


def chip_type_limit(facts: Facts, checks: Checks) -> None:
    """A region has no more types of chips than it may; where its fleet has more already, no new ones."""
    for moment in facts.moments:
        e = moment.outcome
        for r, region in moment.case.regions.items():
            limit = region.at[moment.period.id].max_chip_types
            if limit is None:
                continue
            fleet = facts.held.standing.fleet_chips[r, e]
            adopted = facts.held.standing.chip_adopted
            new = sum(adopted.get((r, k, e), 0.0) for k in moment.case.chips if k not in fleet)
            checks.at_most((r, e), len(fleet) + new, max(limit, len(fleet)))


def porting(facts: Facts, checks: Checks) -> None:
    """Work runs on a stack only once it is ported there, unless it runs there already."""
    for (r, k, w, e, s), pflops in facts.plan.run.items():
        case = facts.case(e)
        g = case.chips[k].stack
        ready = case.porting_cost_m.get((g, w), 0.0) <= 0
        ready = ready or facts.held.standing.stack_ported.get((g, w, e), 0.0) > YES
        checks.holds((r, k, w, e, s), ready, pflops)


def supply_limit(facts: Facts, checks: Checks) -> None:
    """Purchases of a chip in a scope <= quota a year x years of the period."""
    bought: dict[tuple[str, str, str], float] = defaultdict(float)
    for (r, k, n), units in facts.plan.bought_units.items():
        bought[r, k, n] += units
    for moment in facts.moments:
        for supply in moment.case.supplies:
            quota = supply.units_per_year.get(moment.period.id)
            if quota is not None:
                total = sum(bought.get((r, supply.chip, moment.node), 0.0) for r in supply.regions)
                checks.at_most((supply.chip, supply.scope, moment.outcome), total, quota * moment.period.years)


def _purchases(facts: Facts) -> list[tuple[Moment, RegionId, ChipId, float]]:
    """Return the purchases with each outcome that lives with them in their period."""
    at: dict[str, list[Moment]] = defaultdict(list)
    for moment in facts.moments:
        at[moment.node].append(moment)
    return [(moment, r, k, units) for (r, k, n), units in facts.plan.bought_units.items() for moment in at[n]]
