"""Where a plan stands with each budget: what it covers, what others bear, and what is left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.account.ledger import CostLine
from models.account.timeline import Moment, Timeline
from models.ids import BudgetId, OutcomeId
from models.records import Budget


@dataclass(frozen=True)
class BudgetPosition:
    """A budget in one outcome."""

    budget: BudgetId
    outcome: OutcomeId
    covered_m: float
    """Cash of the period that the budget covers."""
    borne_by_payer_m: float
    """The part of it that the payer bears."""
    borne_for_others_m: float
    """What it bears, as payer, of the cash that other budgets cover, and what it adds to their amounts."""
    available_m: float | None
    """Amount and subsidy of the period, with what is left of earlier ones; None: no limit."""
    spent_m: float
    """Net cash that counts against what is available, with that of earlier periods that share the limit."""

    @property
    def left_m(self) -> float | None:
        """What is left; None: no limit."""
        return None if self.available_m is None else self.available_m - self.spent_m


def covers(budget: Budget, line: CostLine) -> bool:
    """Return whether a cost line is paid from a budget."""
    if line.category not in budget.covers:
        return False
    if line.region is not None:
        return line.region in budget.regions
    if line.link is not None:
        return line.link in budget.links
    return budget.national


def budget_positions(times: Timeline, lines: Mapping[OutcomeId, Sequence[CostLine]]) -> tuple[BudgetPosition, ...]:
    """Return the position of each budget in each outcome.

    With carry-over, cash and amounts are added up from the last period without a limit. A payer bears its share of
    the cash that a budget covers itself; what that budget bears for yet others is not passed on.
    """
    found: list[BudgetPosition] = []
    covered = {e: _covered_m(times.now(e), lines.get(e, ())) for e in times.paths}
    for e, path in times.paths.items():
        for b, budget in path[-1].case.budgets.items():
            available_m, spent_m = _accumulate(path, b, covered)
            by_payer_m = budget.subsidy_fraction * covered[e][b]
            for_others_m = _borne_for_others_m(path[-1], b, covered[e])
            found.append(BudgetPosition(b, e, covered[e][b], by_payer_m, for_others_m, available_m, spent_m))
    return tuple(found)


def _covered_m(moment: Moment, lines: Sequence[CostLine]) -> dict[BudgetId, float]:
    return {
        b: sum(amount_m for line in lines if covers(budget, line) for amount_m in line.cash_m.values())
        for b, budget in moment.case.budgets.items()
    }


def _borne_for_others_m(moment: Moment, b: BudgetId, covered_m: Mapping[BudgetId, float]) -> float:
    return sum(
        other.subsidy_fraction * covered_m[name] + other.subsidy_m.get(moment.period.id, 0.0)
        for name, other in moment.case.budgets.items()
        if other.payer == b
    )


def _accumulate(
    path: tuple[Moment, ...], b: BudgetId, covered: Mapping[OutcomeId, Mapping[BudgetId, float]]
) -> tuple[float | None, float]:
    available_m: float | None = None
    spent_m = 0.0
    for moment in path:
        budget, covered_m = moment.case.budgets.get(b), covered[moment.outcome]
        if budget is None:
            available_m, spent_m = None, 0.0
            continue
        amount_m = budget.amount_m.get(moment.period.id)
        if amount_m is None or available_m is None or not budget.carry_over:
            available_m, spent_m = None, 0.0
        spent_m += (1.0 - budget.subsidy_fraction) * covered_m[b] + _borne_for_others_m(moment, b, covered_m)
        if amount_m is not None:
            available_m = (available_m or 0.0) + amount_m + budget.subsidy_m.get(moment.period.id, 0.0)
    return available_m, spent_m
