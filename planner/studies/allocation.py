"""Who pays what of a common plan: several divisions of its cost, who would rather leave, and the side payments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Literal

from models.instance import Instance
from models.part import rules_left_out
from models.plan import Plan
from planner.solve import SolveOptions
from planner.solve.worth import Worth
from planner.studies.coalitions import PlanningGame, Relaxing
from planner.studies.division import Rule, divided, least_costs_m, shares_by_demand
from planner.studies.games.core import Stability, Union, looked_into, stability, union
from planner.studies.games.game import MOST_PARTIES, Coalition, CostGame, Interval
from planner.studies.games.nucleolus import Nucleolus, nucleolus
from planner.studies.games.shapley import (
    MOST_EXACT,
    ShapleyValue,
    coalitions_of,
    sampled_orders,
    sampled_shapley_value,
    shapley_value,
)
from planner.studies.games.shares import by_duals, equally, in_proportion, with_equal_savings
from planner.studies.games.transfers import Transfer, side_payments, transfers
from planner.studies.members import Members
from planner.studies.ownership import worth_by_member
from planner.studies.settlement import costs_by_member
from planner.studies.solved import Solved
from planner.studies.solves import Solver

DivisionRule = Literal["nucleolus", "shapley", "duals", "demand", "alone", "savings", "equal"]
"""The nucleolus; the Shapley value; demand and holdings at duals (Owen); in proportion to what the demand costs in
units, or to the cost alone; the same saving, or the same payment, for each."""
PLAIN_RULES: tuple[DivisionRule, ...] = ("demand", "alone", "savings", "equal")
"""For comparison; they know nothing of coalitions."""
USUAL_PAIRS = 20
"""Orders, each with its reverse, where there are too many parties for all coalitions."""


@dataclass(frozen=True)
class Division:
    """One way to divide the cost of the common plan."""

    rule: DivisionRule
    cost_m: Mapping[str, float]
    stability: Stability


@dataclass(frozen=True, eq=False)
class Allocation:
    """What each party may be asked to pay, and what comes of it."""

    inst: Instance
    members: Members
    rule: Rule
    """How limits are divided for coalitions."""
    transit: bool
    game: CostGame
    solved: Mapping[Coalition, Solved]
    """Of the coalitions that were solved."""
    left_out: tuple[str, ...]
    """Policies and commitments that set members against each other, and do not hold for a coalition."""
    refused: frozenset[Coalition] = frozenset()
    """Coalitions that were asked for when no more were to be solved, so that only a bound of their cost is known."""
    plan: Plan | None = None
    """Of all together; without one there is nothing to divide, and the rest is empty."""
    shapley: ShapleyValue | None = None
    """None: not asked for, or a coalition it needs has no plan."""
    nucleolus: Nucleolus | None = None
    """None: not settled by the coalitions that have plans, or too many parties."""
    worth: Worth | None = None
    union: Union | None = None
    """None: too many parties."""
    divisions: Mapping[DivisionRule, Division] = field(default_factory=dict)
    borne_m: Mapping[str, float] = field(default_factory=dict)
    """What stands and runs in the regions of each in the common plan, and what its demand rents or leaves undone; links
    and nation have what is of no region."""

    @property
    def agreed(self) -> Division | None:
        """The division that the side payments are made for: the nucleolus, else the first there is."""
        return next(iter(self.divisions.values()), None)

    def alone_m(self, name: str) -> Interval:
        """Return what a party would pay alone."""
        return self.game.cost([name])

    def saving_m(self, division: Division, name: str) -> Interval:
        """Return what a party saves by a division against being alone."""
        alone, paid_m = self.alone_m(name), division.cost_m[name]
        return Interval(alone.least_m - paid_m, alone.most_m - paid_m)

    @property
    def payments_m(self) -> dict[str, float]:
        """What each pays besides what it bears in the common plan; below 0: receives. Adds up to 0."""
        return {} if self.agreed is None else side_payments(self.borne_m, self.agreed.cost_m)

    @property
    def transfers(self) -> tuple[Transfer, ...]:
        """Who pays whom."""
        return transfers(self.payments_m)

    @property
    def coalitions(self) -> int:
        """How many coalitions there are."""
        return (1 << len(self.members)) - 1


def allocate(
    inst: Instance,
    members: Members,
    solver: Solver,
    relaxing: Relaxing,
    *,
    rule: Rule = "demand",
    transit: bool = False,
    pairs: int | None = None,
    most: int | None = None,
    options: SolveOptions | None = None,
) -> Allocation:
    """Return several divisions of the cost of the common plan among its parties.

    Parameters
    ----------
    rule
        How supplies, budgets and policies on quantities are divided among those who leave.
    transit
        Whether the work of a coalition may cross regions of others.
    pairs
        Random orders, each with its reverse, for the Shapley value; 0: no Shapley value. None: all orders of up to 10
        parties, 20 pairs of more.
    most
        Coalitions that are solved at most beside those, for the nucleolus and the most tempted coalitions; None: all
        that bounds do not settle.
    """
    options = options or SolveOptions()
    shares = divided(inst, members, rule, solver, options)
    planning = PlanningGame(inst, members, shares, solver, options, transit=transit)
    planning.solve([planning.game.everyone, *(frozenset([name]) for name in members)])
    left_out = dict.fromkeys(one for regions in members.values() for one in rules_left_out(inst, regions))
    plan = planning.plan
    if plan is None or planning.game.total.most_m == inf:
        return Allocation(inst, members, rule, transit, planning.game, planning.solved, tuple(left_out))
    shapley = _shapley(planning, pairs)
    planning.limit(most)
    worth = relaxing.worth(inst)
    kernel, held = None, None
    if len(members) <= MOST_PARTIES:
        if worth is not None:
            planning.bound(relaxing, worth)
        kernel, held = nucleolus(planning.game, planning.solve), union(planning.game, planning.solve)
    by_rule: dict[DivisionRule, Mapping[str, float]] = {}
    if kernel is not None:
        by_rule["nucleolus"] = kernel.cost_m
    if shapley is not None:
        by_rule["shapley"] = shapley.cost_m
    if worth is not None:
        # Where all belongs to each, what is scarce for all together is of each by its demand.
        parts = shares if rule != "all" else shares_by_demand(inst, members)
        worth_m = worth_by_member(inst, members, parts, worth)
        by_rule["duals"] = by_duals(planning.game.total.most_m, worth_m)
    by_rule |= _plain(inst, members, planning.game)
    judged = _judged(planning, by_rule)
    return Allocation(
        inst,
        members,
        rule,
        transit,
        planning.game,
        planning.solved,
        tuple(left_out),
        frozenset(planning.refused),
        plan,
        shapley,
        kernel,
        worth,
        held,
        judged,
        costs_by_member(inst, plan, members),
    )


def _shapley(planning: PlanningGame, pairs: int | None) -> ShapleyValue | None:
    parties = planning.game.parties
    if pairs == 0:
        return None
    if pairs is None and len(parties) <= MOST_EXACT:
        return shapley_value(planning.solve(planning.game.coalitions))
    orders = sampled_orders(parties, pairs or USUAL_PAIRS)
    return sampled_shapley_value(planning.solve(coalitions_of(orders)), orders)


def _plain(inst: Instance, members: Members, game: CostGame) -> dict[DivisionRule, Mapping[str, float]]:
    total_m = game.total.most_m
    found: dict[DivisionRule, Mapping[str, float]] = {
        "demand": in_proportion(total_m, least_costs_m(inst.first_case, members))
    }
    alone_m = {name: game.cost([name]).most_m for name in members}
    if max(alone_m.values()) < inf:
        found["alone"] = in_proportion(total_m, alone_m)
        found["savings"] = with_equal_savings(total_m, alone_m)
    found["equal"] = equally(total_m, tuple(members))
    return found


def _judged(
    planning: PlanningGame, by_rule: Mapping[DivisionRule, Mapping[str, float]]
) -> dict[DivisionRule, Division]:
    """Return the divisions with whom they tempt; what is not known of the most tempted is found out."""
    if len(planning.game.parties) <= MOST_PARTIES:
        for cost_m in by_rule.values():
            looked_into(planning.game, cost_m, planning.solve)
    return {name: Division(name, cost_m, stability(planning.game, cost_m)) for name, cost_m in by_rule.items()}


def named(coalition: Coalition, parties: Sequence[str]) -> tuple[str, ...]:
    """Return the members of a coalition in the order of the parties."""
    return tuple(party for party in parties if party in coalition)
