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
    """Cash of the period that the budget covers, what it bears for others included."""
    borne_by_payer_m: float
    """The part of it that the payer bears."""
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

    With carry-over, cash and amounts are added up from the last period without a limit.
    """
    found: list[BudgetPosition] = []
    covered = {e: _covered(times.now(e), lines.get(e, ())) for e in times.paths}
    for e, path in times.paths.items():
        for b, budget in path[-1].case.budgets.items():
            available, spent = _accumulate(path, b, covered)
            borne = budget.subsidy_fraction * covered[e][b]
            found.append(BudgetPosition(b, e, covered[e][b], borne, available, spent))
    return tuple(found)


def _covered(moment: Moment, lines: Sequence[CostLine]) -> dict[BudgetId, float]:
    """Return the cash that each budget covers in a period, payers with what they bear for others."""
    case = moment.case
    own_m = {
        b: sum(amount_m for line in lines if covers(budget, line) for amount_m in line.cash_m.values())
        for b, budget in case.budgets.items()
    }

    def with_borne(b: BudgetId, seen: tuple[BudgetId, ...]) -> float:
        total_m = own_m[b]
        for other, budget in case.budgets.items():
            if budget.payer == b and other not in seen:
                borne_m = budget.subsidy_fraction * with_borne(other, (*seen, other))
                total_m += borne_m + budget.subsidy_m.get(moment.period.id, 0.0)
        return total_m

    return {b: with_borne(b, (b,)) for b in case.budgets}


def _accumulate(
    path: tuple[Moment, ...], b: BudgetId, covered: Mapping[OutcomeId, Mapping[BudgetId, float]]
) -> tuple[float | None, float]:
    available_m: float | None = None
    spent_m = 0.0
    for moment in path:
        budget = moment.case.budgets[b]
        amount_m = budget.amount_m.get(moment.period.id)
        net_m = (1.0 - budget.subsidy_fraction) * covered[moment.outcome].get(b, 0.0)
        if amount_m is None or available_m is None or not budget.carry_over:
            available_m, spent_m = None, 0.0
        spent_m += net_m
        if amount_m is not None:
            available_m = (available_m or 0.0) + amount_m + budget.subsidy_m.get(moment.period.id, 0.0)
    return available_m, spent_m
