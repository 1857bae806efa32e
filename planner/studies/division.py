"""Who plans alone, and how limits of the nation are divided among them: the rules a planner may choose from."""

from collections.abc import Iterable, Mapping
from math import inf
from typing import Literal

from models.ids import ChipId, RegionId
from models.instance import Case, Instance
from models.part import WHOLE, Share, part_of
from models.plan import Plan
from planner.solve import SolveOptions
from planner.studies.solves import Solver, Task

Members = Mapping[str, tuple[RegionId, ...]]
"""Those who plan alone, each with its regions; every region is in one of them."""
Rule = Literal["demand", "purchases", "equal", "all"]
"""By demand; by what each would buy if all limits were its own; equally; or all to each."""


def regions_alone(inst: Instance) -> Members:
    """Return each region as a member of its own."""
    return {str(r): (r,) for r in inst.first_case.regions}


def parties_alone(inst: Instance) -> Members:
    """Return the regions of each party; a region without a party stands for itself."""
    found: dict[str, tuple[RegionId, ...]] = {}
    for r, region in inst.first_case.regions.items():
        name = str(region.party or r)
        found[name] = (*found.get(name, ()), r)
    return found


def owners_alone(inst: Instance) -> Members:
    """Return the parties with their regions, and those that own links, chips, tiers or software and no region."""
    case = inst.first_case
    found = dict(parties_alone(inst))
    named = [link.party for link in case.links.values()] + [line.party for line in case.fleet]
    named += [tier.party for tier in case.tiers.values()] + list(case.port_party.values())
    return {**found, **{str(party): () for party in named if party is not None and str(party) not in found}}


def divided(inst: Instance, members: Members, rule: Rule, solver: Solver, options: SolveOptions) -> Mapping[str, Share]:
    """Return the share of each member by a rule; `purchases` takes a solve for each."""
    if rule == "all":
        return all_to_each(members)
    if rule == "equal":
        return equal_shares(members)
    if rule == "demand":
        return shares_by_demand(inst, members)
    buying = [name for name, regions in members.items() if regions]
    tasks = [Task(f"{name}, all to itself", part_of(inst, members[name]), options) for name in buying]
    plans = {
        name: answer.outcome.plan
        for name, answer in zip(buying, solver.map(tasks), strict=True)
        if answer.outcome is not None and answer.outcome.plan is not None
    }
    return shares_by_purchases(inst, members, plans)


def together(shares: Iterable[Share]) -> Share:
    """Return what some have together: the sum of their shares, and no more than everything."""
    each = tuple(shares)
    chips = dict.fromkeys(k for share in each for k in share.of_supply)
    of_rest = min(1.0, sum(share.of_rest for share in each))
    return Share({k: min(1.0, sum(share.supply(k) for share in each)) for k in chips}, of_rest)


def equal_shares(members: Members) -> Mapping[str, Share]:
    """Return the same share for each."""
    return dict.fromkeys(members, Share({}, 1.0 / len(members)))


def all_to_each(members: Members) -> Mapping[str, Share]:
    """Return all for each."""
    return dict.fromkeys(members, WHOLE)


def shares_by_demand(inst: Instance, members: Members) -> Mapping[str, Share]:
    """Return shares by demand: of a chip, by the units that the demand would take; of the rest, by what these cost.

    A PFLOPS of one workload takes more of a chip than one of another, so that PFLOPS of different workloads are not
    added up. Demand that a chip cannot run does not count for its share.
    """
    case = inst.first_case
    units = {name: _units_needed(case, regions) for name, regions in members.items()}
    cost = {name: least_cost_m(case, regions) for name, regions in members.items()}
    return _proportional(case, members, units, cost)


def shares_by_purchases(inst: Instance, members: Members, plans: Mapping[str, Plan]) -> Mapping[str, Share]:
    """Return shares by what each member bought in its own plan: of a chip by units, of the rest by what was paid.

    Parameters
    ----------
    plans
        By member, a plan made with all limits to itself.
    """
    case = inst.first_case
    units: dict[str, dict[ChipId, float]] = {name: {} for name in members}
    paid = dict.fromkeys(members, 0.0)
    for name, plan in plans.items():
        for (r, k, n), bought in plan.bought_units.items():
            units[name][k] = units[name].get(k, 0.0) + bought
            paid[name] += bought * case.chip_price_m.get((k, r, inst.period_at(n).id), 0.0)
    return _proportional(case, members, units, paid)


def _proportional(
    case: Case, members: Members, units: Mapping[str, Mapping[ChipId, float]], amounts: Mapping[str, float]
) -> Mapping[str, Share]:
    """Return shares in proportion; of what nobody needs, the share of the rest."""
    all_units = {k: sum(units[name].get(k, 0.0) for name in members) for k in case.chips}
    total = sum(amounts.values())
    rest = {name: amounts[name] / total if total > 0 else 1.0 / len(members) for name in members}
    return {
        name: Share({k: units[name].get(k, 0.0) / n if n > 0 else rest[name] for k, n in all_units.items()}, rest[name])
        for name in members
    }


def _units_needed(case: Case, regions: tuple[RegionId, ...]) -> dict[ChipId, float]:
    """Return the units of each chip that would deliver the demand of some regions, all periods together."""
    found = dict.fromkeys(case.chips, 0.0)
    for (o, w, t), pflops in case.demand_pflops.items():
        if o in regions:
            for k in case.chips:
                performance = case.performance_pflops.get((k, w, o), 0.0)
                if performance > 0:
                    found[k] += pflops * case.periods[t].years / performance
    return found


def least_cost_m(case: Case, regions: tuple[RegionId, ...]) -> float:
    """Return what the demand of some regions costs in the units that deliver it at the least price."""
    total = 0.0
    for (o, w, t), pflops in case.demand_pflops.items():
        if o in regions:
            prices = (
                case.chip_price_m[k, o, t] / performance
                for k in case.chips
                if (performance := case.performance_pflops.get((k, w, o), 0.0)) > 0 and (k, o, t) in case.chip_price_m
            )
            total += pflops * case.periods[t].years * min((price for price in prices if price < inf), default=0.0)
    return total
