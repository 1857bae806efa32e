"""The business case of each party in a plan: what it earns, what it spends, and whether that pays."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Literal

import numpy_financial as npf

from models.account.account import account
from models.account.ledger import CostLine
from models.account.lifetimes import discount_factor, horizon_end
from models.costs import CAPITAL
from models.ids import OutcomeId
from models.instance import Instance
from models.plan import Plan
from models.records import Settings
from planner.solve import Prices, SolveOptions
from planner.studies.members import Members, owner_of, parts_of_demand
from planner.studies.sales import Sales, Tariff, is_marginal
from planner.studies.settlement import bearer
from planner.studies.solved import Solved, solve_all, to_the_gap
from planner.studies.solves import Solver, Task

Item = Literal["customers", "hosts", "hosting", "capital", "running", "residual"]
"""Paid by customers; paid to hosts; got as a host; spent on capital; on running; what assets are worth at the end."""
_NOTHING = 1e-9


@dataclass(frozen=True)
class BusinessCase:
    """What a party, the links or the nation earns, and spends as amounts below 0."""

    name: str
    flows_m: Mapping[Item, Mapping[int, float]]
    """Expected cash by calendar year, in millions."""
    settings: Settings

    @property
    def years(self) -> tuple[int, ...]:
        """From the first to the last year with cash."""
        found = {year for by_year in self.flows_m.values() for year in by_year}
        return tuple(range(min(found), max(found) + 1)) if found else ()

    @property
    def net_m(self) -> tuple[float, ...]:
        """All of it together, by year."""
        return tuple(sum(by_year.get(year, 0.0) for by_year in self.flows_m.values()) for year in self.years)

    def present_m(self, item: Item | None = None) -> float:
        """Return the present value, of one item or of all, at the discount rate of the workbook."""
        items = [item] if item is not None else list(self.flows_m)
        pairs = [(year, amount) for one in items for year, amount in self.flows_m.get(one, {}).items()]
        return sum(amount * discount_factor(self.settings, year) for year, amount in pairs)

    @property
    def return_fraction(self) -> float | None:
        """The internal rate of return; None: money goes only one way, so that there is none."""
        net_m = self.net_m
        if not any(x > _NOTHING for x in net_m) or not any(x < -_NOTHING for x in net_m):
            return None
        found = float(npf.irr(net_m))
        return found if isfinite(found) else None

    @property
    def payback_year(self) -> int | None:
        """The first year from whose end on all that was spent is back; None: it is not back by the end."""
        total, found = 0.0, None
        for year, amount in zip(self.years, self.net_m, strict=True):
            total += amount
            if total < -_NOTHING:
                found = None
            elif found is None:
                found = year
        return found

    @property
    def largest_need_m(self) -> float:
        """The most money that has to be put in before it comes back, undiscounted."""
        total, worst = 0.0, 0.0
        for amount in self.net_m:
            total += amount
            worst = min(worst, total)
        return abs(worst)

    def subsidy_m(self, return_fraction: float) -> float:
        """Return the sum in the first year with which the case has at least this rate of return."""
        return max(0.0, -float(npf.npv(return_fraction, self.net_m))) if self.years else 0.0


@dataclass(frozen=True)
class Future:
    """The cases of all parties in one scenario."""

    scenario: str
    """'' where the workbook has no scenarios, or one is studied."""
    solved: Solved
    cases: tuple[BusinessCase, ...]
    """Without a plan or prices: none."""


def business(
    scenarios: Mapping[str, Instance],
    members: Members,
    solver: Solver,
    tariff: Tariff,
    options: SolveOptions | None = None,
) -> tuple[Future, ...]:
    """Solve each scenario, and return the business case of each party in it.

    Where tariffs are taken from the sheet, it has one for all that is served; see `missing_tariffs` of the checks.
    """
    options = options or SolveOptions()
    at_margin = is_marginal(tariff)
    asked = SolveOptions(**{**vars(to_the_gap(options)), "prices": at_margin})
    # No plan depends on tariffs, nor on whose demand it is: without them, solves are found among those that are kept.
    tasks = [
        Task(name or "the plan", inst.with_cases(tariff_m_per_pflops={}, party_fraction={}), asked)
        for name, inst in scenarios.items()
    ]
    found = []
    for (name, inst), one in zip(scenarios.items(), solve_all(solver, tasks), strict=True):
        prices = one.answer.outcome.prices if one.answer.outcome is not None else None
        usable = one.plan is not None and (prices is not None or not at_margin)
        cases = cases_of(inst, one.plan, prices, members, tariff) if usable and one.plan is not None else ()
        found.append(Future(name, one, cases))
    return tuple(found)


def cases_of(
    inst: Instance, plan: Plan, prices: Prices | None, members: Members, tariff: Tariff
) -> tuple[BusinessCase, ...]:
    """Return the case of each member, and of links and nation where they spend."""
    found: dict[str, dict[Item, dict[int, float]]] = {name: {} for name in members}
    earned = _earned(inst, plan, Sales(inst, prices, tariff), members)
    for name, item, year, amount_m in (*earned, *_spent(inst, plan, members)):
        by_year = found.setdefault(name, {}).setdefault(item, {})
        by_year[year] = by_year.get(year, 0.0) + amount_m
    return tuple(BusinessCase(name, flows, inst.settings) for name, flows in found.items())


Entry = tuple[str, Item, int, float]


def _spent(inst: Instance, plan: Plan, members: Members) -> Iterator[Entry]:
    """Yield what is spent, and what capital is worth at the end of the horizon."""
    end = horizon_end(tuple(inst.periods.values()))
    for line in account(inst, plan).lines:
        name = bearer(inst, members, line)
        chance = inst.tree.outcome(line.outcome).probability
        item: Item = "capital" if line.category in CAPITAL else "running"
        for year, amount_m in line.cash_m.items():
            yield name, item, year, -chance * amount_m
        if item == "capital" and (left_m := residual_m(inst.settings, line, end)) > _NOTHING:
            yield name, "residual", end - 1, chance * left_m


def residual_m(settings: Settings, line: CostLine, end: int) -> float:
    """Return what an asset is worth in the last year: its annuities after the horizon, discounted to then."""
    cost_m = sum(line.cash_m.values())
    start = min(line.charge_m, default=min(line.cash_m, default=end))
    # Annuities are paid at the end of a year and counted in it, so that all of them are worth one year's interest more.
    whole_m = cost_m * (1.0 + settings.discount_rate) * discount_factor(settings, start) if line.charge_m else 0.0
    charged_m = sum(amount * discount_factor(settings, year) for year, amount in line.charge_m.items())
    ordered_m = 0.0 if line.charge_m else cost_m * discount_factor(settings, start)
    return max(0.0, whole_m - charged_m + ordered_m) / discount_factor(settings, end - 1)


def _earned(inst: Instance, plan: Plan, sales: Sales, members: Members) -> Iterator[Entry]:
    """Yield what customers pay to whose demand it is, and what these pay to hosts, also to that of their own region."""
    owner = owner_of(members)
    for (o, h, q, w, _, e, s), pflops in plan.served.items():
        paid_m = sales.customer_m(o, w, e, s) * pflops
        hosted_m = paid_m if q is None else sales.host_m(o, h, q, w, e, s) * pflops
        for name, part in parts_of_demand(inst.case(e), members, owner, (o, w, inst.tree.outcome(e).period)).items():
            yield from _yearly(inst, e, name, "customers", part * paid_m)
            if name != owner[h]:
                yield from _yearly(inst, e, name, "hosts", -part * hosted_m)
                yield from _yearly(inst, e, owner[h], "hosting", part * hosted_m)
    for (_, o, w, e, s), pflops in plan.rented.items():
        paid_m = sales.customer_m(o, w, e, s) * pflops
        for name, part in parts_of_demand(inst.case(e), members, owner, (o, w, inst.tree.outcome(e).period)).items():
            yield from _yearly(inst, e, name, "customers", part * paid_m)


def _yearly(inst: Instance, e: OutcomeId, name: str, item: Item, amount_m: float) -> Iterator[Entry]:
    """Yield an amount in each year of an outcome."""
    if amount_m:
        for year in inst.period_of(e).calendar_years:
            yield name, item, year, amount_m
