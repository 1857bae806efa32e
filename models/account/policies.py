"""Where a plan stands with each policy: the metric, its limit, and what goes beyond it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from models.account.ledger import NATION, Clerk, CostLine, Owner, region_owner
from models.account.metrics import ONCE, Figures, chosen, metric_value, ratio_base
from models.account.timeline import Moment, Timeline
from models.ids import OutcomeId, PolicyId, RegionId, Sense
from models.records import OWN_RATIO, Policy, Selection


@dataclass(frozen=True)
class PolicyPosition:
    """One row of a policy."""

    policy: PolicyId
    outcome: OutcomeId
    """The last one, when the row adds up all periods on the way to it."""
    region: RegionId | None
    sense: Sense
    value: float
    """The metric, or the numerator of a ratio."""
    base: float | None
    """What the stated value is multiplied with: the denominator of a share or ratio; None: nothing."""
    limit: float
    slack: float
    """Room that is left, below 0 when the limit is passed; an equation has none to give."""
    excess: float
    """How far the limit is passed."""
    price_m: float | None
    """Of one unit of the excess; None: hard."""

    @property
    def ratio(self) -> float | None:
        """The share or ratio that is reached; None without a denominator, or with nothing in it."""
        return self.value / self.base if self.base else None


def gap(sense: Sense, value: float, limit: float) -> float:
    """Return the room that is left below or above a limit."""
    if sense == "<=":
        return limit - value
    if sense == ">=":
        return value - limit
    return -abs(value - limit)


def policy_positions(times: Timeline, figures: Figures) -> tuple[PolicyPosition, ...]:
    """Return the rows of all policies in all outcomes."""
    found: list[PolicyPosition] = []
    for moment in times.moments:
        for policy in moment.case.policies.values():
            if policy.apply == "total":
                if moment.outcome in times.leaves:
                    found.append(_total(times, figures, moment, policy))
            elif chosen(policy.selection.periods, moment.period.id):
                found.extend(_each(figures, moment, policy))
    return tuple(found)


def _each(figures: Figures, moment: Moment, policy: Policy) -> Iterator[PolicyPosition]:
    def measure(selection: Selection) -> float:
        return metric_value(figures, moment, policy.metric, selection)

    def base_of(selection: Selection) -> float | None:
        return ratio_base(figures, moment, policy.metric, selection)

    if policy.apply == "each period":
        yield _position(policy, moment, None, policy.selection, policy.denominator, measure, base_of)
        return
    for r in moment.case.regions:
        if chosen(policy.selection.regions, r):
            selection = replace(policy.selection, regions=(r,))
            denominator = None if policy.denominator is None else replace(policy.denominator, regions=(r,))
            yield _position(policy, moment, r, selection, denominator, measure, base_of)


def _total(times: Timeline, figures: Figures, leaf: Moment, policy: Policy) -> PolicyPosition:
    """Add up the periods on the way to a leaf: each for its years, what occurs once in a period as it is.

    A denominator that names no periods has those of the selection.
    """
    denominator = policy.denominator
    if denominator is not None and denominator.periods is None:
        denominator = replace(denominator, periods=policy.selection.periods)

    def weight(moment: Moment) -> int:
        return 1 if policy.metric in ONCE else moment.period.years

    def selected(selection: Selection) -> list[Moment]:
        return [moment for moment in times.paths[leaf.outcome] if chosen(selection.periods, moment.period.id)]

    def measure(selection: Selection) -> float:
        return sum(
            weight(moment) * metric_value(figures, moment, policy.metric, selection) for moment in selected(selection)
        )

    def base_of(selection: Selection) -> float | None:
        bases = [ratio_base(figures, moment, policy.metric, selection) for moment in selected(selection)]
        if any(base is None for base in bases):
            return None
        return sum(weight(moment) * (base or 0.0) for moment, base in zip(selected(selection), bases, strict=True))

    return _position(policy, leaf, None, policy.selection, denominator, measure, base_of)


def _position(
    policy: Policy,
    moment: Moment,
    r: RegionId | None,
    selection: Selection,
    denominator: Selection | None,
    measure: Callable[[Selection], float],
    base_of: Callable[[Selection], float | None],
) -> PolicyPosition:
    value = measure(selection)
    base = base_of(selection) if policy.metric in OWN_RATIO else None
    if base is None and denominator is not None:
        base = measure(denominator)
    limit = policy.value if base is None else policy.value * base
    slack = gap(policy.sense, value, limit)
    return PolicyPosition(
        policy.id,
        moment.outcome,
        r,
        policy.sense,
        value,
        base,
        limit,
        slack,
        max(0.0, -slack),
        policy.price_m,
    )


def policy_lines(times: Timeline, positions: tuple[PolicyPosition, ...], clerk: Clerk) -> Iterator[CostLine]:
    """Yield what going beyond soft limits costs: in each year, or once where the row counts once."""
    for position in positions:
        if position.price_m is None:
            continue
        moment = times.now(position.outcome)
        policy = moment.case.policies[position.policy]
        owner: Owner = NATION if position.region is None else region_owner(moment, position.region)
        once = policy.apply == "total" or policy.metric in ONCE
        yield clerk.penalty("policy", moment, owner, position.price_m * position.excess, once=once)
