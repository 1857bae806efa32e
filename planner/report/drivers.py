"""What of the inputs drives the plan: its largest costs, and what 1 % more of a limit or of demand would change."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from models.ids import BudgetId, LinkId, OutcomeId, PolicyId, RegionId, StateId, WorkloadId
from planner.report.prices import PriceLike, due_share, limit_price_names
from planner.report.view import View
from planner.report.wording import amount_text

MOST_LIMITS = 5
PER_CENT = 0.01
STATED = (
    "supply_limit",
    "grid_limit",
    "existing_hall_limit",
    "staff_limit",
    "link_capacity",
    "budget_limit",
    "policy_limit",
)
"""Families of rows whose limit stands in the workbook, and is not decided by the plan."""
LEAST_SHARE = 1e-6
"""Of the cost: what saves less for 1 % more is not worth naming."""


def driver_sentences(view: View, prices: PriceLike | None) -> tuple[str, ...]:
    """Return what drives the plan, a sentence each."""
    words = view.words
    found = [_money(view)]
    if prices is not None:
        cost = view.account.objective_m
        more = PER_CENT * _demand_worth_m(view, prices)
        if cost > 0 and more > 0:
            found.append(
                words(
                    "Demand: 1 % more of it, everywhere and always, would cost about {amount} {money}, {share} of the "
                    "plan's cost.",
                    amount=amount_text(more),
                    money=view.money,
                    share=f"{more / cost:.2%}",
                )
            )
        limits = limit_savings_m(view, prices)
        named = [item for item in limits.items() if item[1] > LEAST_SHARE * abs(cost)][:MOST_LIMITS]
        if named:
            saved = words.joined(f"{name} {amount_text(saving)}" for name, saving in named)
            found.append(
                words(
                    "Limits: to loosen one of these by 1 %, in all periods, would save most, in {money}: {list}.",
                    money=view.money,
                    list=saved,
                )
            )
        else:
            found.append(words("Limits: none of the workbook's limits that binds is worth naming."))
    return tuple(sentence for sentence in found if sentence)


def _money(view: View) -> str:
    """Return the largest categories of cost with their shares."""
    worth: dict[str, float] = defaultdict(float)
    for line in view.account.lines:
        worth[view.names.categories[line.category]] += view.probability(line.outcome) * line.present_value_m
    total = sum(worth.values())
    if total <= 0:
        return ""
    largest = sorted(worth.items(), key=lambda item: -item[1])[:3]
    shares = view.words.joined(f"{name} {amount / total:.0%}" for name, amount in largest)
    return view.words("Cost: its largest parts are {shares}.", shares=shares)


def _demand_worth_m(view: View, prices: PriceLike) -> float:
    """Return the present value of all demand at its long-run price."""
    total = 0.0
    for (family, index), value in prices.long_run.items():
        if family in ("demand_balance", "outage_demand"):
            o, w, e, s = _ids(index)
            case, period = view.inst.case(e), view.inst.tree.outcome(e).period
            total += value * due_share(case, o, w, s) * case.demand_pflops.get((o, w, period), 0.0)
    return total


def _ids(index: Any) -> tuple[RegionId, WorkloadId, OutcomeId, StateId]:
    o, w, e, s = index
    return o, w, e, s


def limit_savings_m(view: View, prices: PriceLike) -> dict[str, float]:
    """Return what it would save over the horizon to loosen each limit of the workbook by 1 %, largest first."""
    found: dict[str, float] = defaultdict(float)
    names = limit_price_names(view)
    for (family, index), value in prices.long_run.items():
        amount = _amount(view, family, index) if family in STATED else None
        if amount is not None:
            (limit, of, *_), price = names[family](index, value)
            found[view.words("{limit} ({of})", limit=limit, of=of)] += PER_CENT * price * amount
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def _amount(view: View, family: str, index: Any) -> float | None:
    """Return the amount of a limit as the workbook states it; None: it states none for this place and period."""
    e = OutcomeId(index[2] if family in ("link_capacity", "policy_limit") else index[1])
    case, outcome = view.inst.case(e), view.inst.tree.outcome(e)
    period = case.periods[outcome.period]
    if family == "supply_limit":
        quota = case.supplies[index[0]].units_per_year.get(period.id)
        return quota * period.years if quota is not None else None
    if family == "grid_limit":
        return case.regions[index[0]].at[period.id].grid_limit_mw
    if family == "existing_hall_limit":
        return case.regions[index[0]].existing_hall_mw
    if family == "staff_limit":
        return case.regions[index[0]].at[period.id].staff_limit
    if family == "link_capacity":
        return case.links[LinkId(index[0])].existing_gbps
    if family == "budget_limit":
        return case.budgets[BudgetId(index[0])].amount_m.get(period.id)
    return _policy_amount(view, PolicyId(index[0]), e, index[1])


def _policy_amount(view: View, i: PolicyId, e: OutcomeId, place: str) -> float | None:
    found: Iterator[float] = (
        position.limit
        for position in view.account.policies
        if (position.policy, position.outcome, position.region or "") == (i, e, place)
    )
    return next(found, None)
