"""How limits of the nation are divided among those who plan alone: the rules a planner may choose from."""

from collections.abc import Iterable, Mapping
from math import inf
from typing import Literal

from models.ids import ChipId
from models.instance import Case, Instance
from models.part import part_of
from models.part_scope import WHOLE, Share
from models.plan import Plan
from planner.solve import SolveOptions
from planner.studies.members import Members, owner_of, parts_of_demand
from planner.studies.solves import Solver, Task

Rule = Literal["demand", "purchases", "equal", "all"]
"""By demand; by what each would buy if all limits were its own; equally; or all to each."""


def divided(inst: Instance, members: Members, rule: Rule, solver: Solver, options: SolveOptions) -> Mapping[str, Share]:
    """Return the share of each member by a rule; `purchases` takes a solve for each that has regions.

    By purchases, who has a region buys for all demand in it, also that of others.
    """
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
    return _proportional(case, members, _units_needed(case, members), least_costs_m(case, members))


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


def _units_needed(case: Case, members: Members) -> dict[str, dict[ChipId, float]]:
    """Return the units of each chip that would deliver the demand of each member, all periods together."""
    found = {name: dict.fromkeys(case.chips, 0.0) for name in members}
    owner = owner_of(members)
    for (o, w, t), pflops in case.demand_pflops.items():
        parts = parts_of_demand(case, members, owner, (o, w, t))
        for k in case.chips:
            performance = case.performance_pflops.get((k, w, o), 0.0)
            if performance > 0:
                for name, part in parts.items():
                    found[name][k] += part * pflops * case.periods[t].years / performance
    return found


def least_costs_m(case: Case, members: Members) -> dict[str, float]:
    """Return what the demand of each member costs in the units that deliver it at the least price."""
    found = dict.fromkeys(members, 0.0)
    owner = owner_of(members)
    for (o, w, t), pflops in case.demand_pflops.items():
        prices = (
            case.chip_price_m[k, o, t] / performance
            for k in case.chips
            if (performance := case.performance_pflops.get((k, w, o), 0.0)) > 0 and (k, o, t) in case.chip_price_m
        )
        cost_m = pflops * case.periods[t].years * min((price for price in prices if price < inf), default=0.0)
        for name, part in parts_of_demand(case, members, owner, (o, w, t)).items():
            found[name] += part * cost_m
    return found
