"""The account of a plan: everything that follows from instance and plan."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from models.account.budgets import BudgetPosition, budget_positions
from models.account.capital import capital_lines
from models.account.commitments import CommitmentPosition, commitment_lines, commitment_positions
from models.account.ledger import Clerk, CostLine
from models.account.metrics import gather_figures
from models.account.operation import measure_power, measure_work
from models.account.penalties import penalty_lines
from models.account.policies import PolicyPosition, policy_lines, policy_positions
from models.account.running import Holdings, running_lines
from models.account.stock import count_chips, follow_steps, measure_fibre, measure_halls
from models.account.timeline import Timeline, timeline
from models.ids import OutcomeId
from models.instance import Instance
from models.plan import Plan
from models.records import RiskMeasure


@dataclass(frozen=True)
class Account:
    """What a plan amounts to."""

    held: Holdings
    """Chips, halls, fibre, steps taken, power and work."""
    lines: tuple[CostLine, ...]
    """The cost ledger."""
    budgets: tuple[BudgetPosition, ...]
    policies: tuple[PolicyPosition, ...]
    commitments: tuple[CommitmentPosition, ...]
    leaf_cost_m: Mapping[OutcomeId, float]
    """Present value of all costs on the way to each leaf."""
    expected_cost_m: float
    objective_m: float
    """The expected cost, or its blend with the risk of the futures."""


def account(inst: Instance, plan: Plan) -> Account:
    """Return the account of a plan whose keys the instance knows."""
    times = timeline(inst)
    clerk = Clerk(inst.settings, times.end_year)
    held = hold(times, plan)
    lines = [*capital_lines(times, plan, clerk), *running_lines(times, held, clerk)]
    cash_lines = by_outcome(times, lines)
    policies = policy_positions(times, gather_figures(held, plan, cash_lines))
    commitments = commitment_positions(times, plan)
    lines += penalty_lines(times, plan, held.work, clerk)
    lines += policy_lines(times, policies, clerk)
    lines += commitment_lines(times, commitments, clerk)
    lines = [line for line in lines if any(line.cash_m.values()) or any(line.charge_m.values())]
    costs_m = outcome_costs(times, lines)
    leaf_cost_m = {leaf: sum(costs_m[step.outcome] for step in times.paths[leaf]) for leaf in times.leaves}
    expected_m = sum(times.now(e).probability * cost_m for e, cost_m in costs_m.items())
    return Account(
        held=held,
        lines=tuple(lines),
        budgets=budget_positions(times, cash_lines),
        policies=policies,
        commitments=commitments,
        leaf_cost_m=leaf_cost_m,
        expected_cost_m=expected_m,
        objective_m=blend(inst, times, expected_m, leaf_cost_m),
    )


def hold(times: Timeline, plan: Plan) -> Holdings:
    """Return what stands and how it is used."""
    chips = count_chips(times, plan)
    return Holdings(
        chips=chips,
        halls=measure_halls(times, plan, chips),
        fibre=measure_fibre(times, plan),
        standing=follow_steps(times, plan),
        power=measure_power(times, plan, chips),
        work=measure_work(times, plan),
    )


def by_outcome(times: Timeline, lines: list[CostLine]) -> dict[OutcomeId, tuple[CostLine, ...]]:
    """Return the cost lines of each outcome."""
    found: dict[OutcomeId, list[CostLine]] = {e: [] for e in times.paths}
    for line in lines:
        found[line.outcome].append(line)
    return {e: tuple(some) for e, some in found.items()}


def outcome_costs(times: Timeline, lines: list[CostLine]) -> dict[OutcomeId, float]:
    """Return the present value of each outcome's own costs."""
    costs_m: dict[OutcomeId, float] = defaultdict(float, dict.fromkeys(times.paths, 0.0))
    for line in lines:
        costs_m[line.outcome] += line.present_value_m
    return costs_m


def conditional_value_at_risk(times: Timeline, leaf_cost_m: Mapping[OutcomeId, float], level: float) -> float:
    """Return the mean cost of the worst leaves, that share of them which lies beyond the level."""
    tail = 1.0 - level
    worst = sorted(((cost_m, times.now(leaf).probability) for leaf, cost_m in leaf_cost_m.items()), reverse=True)
    if tail <= 0:
        return worst[0][0]
    total_m, left = 0.0, tail
    for cost_m, probability in worst:
        part = min(left, probability)
        total_m += part * cost_m
        left -= part
    return total_m / tail


def risk(inst: Instance, times: Timeline, leaf_cost_m: Mapping[OutcomeId, float], measure: RiskMeasure) -> float:
    """Return what a measure makes of the costs of the leaves."""
    if measure == "worst futures":
        return conditional_value_at_risk(times, leaf_cost_m, inst.settings.cvar_level)
    if measure == "worst case":
        return max(leaf_cost_m.values())
    return max(cost_m - inst.best_cost_m[leaf] for leaf, cost_m in leaf_cost_m.items())


def blend(inst: Instance, times: Timeline, expected_m: float, leaf_cost_m: Mapping[OutcomeId, float]) -> float:
    """Return the objective: expected cost and risk by their weights."""
    weight = inst.settings.risk_weight
    if weight == 0 or len(leaf_cost_m) == 1:
        return expected_m
    return (1.0 - weight) * expected_m + weight * risk(inst, times, leaf_cost_m, inst.settings.risk_measure)
