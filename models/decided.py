"""What a plan has decided, as commitments of another: these decisions, and no others in their periods."""

from collections.abc import Iterable
from typing import get_args

from models.ids import CommitmentId, LinkId, PeriodId, RegionId
from models.instance import Instance
from models.plan import Plan
from models.records import Commitment, Decision, Selection

_OF_LINKS: tuple[Decision, ...] = ("link_opened", "circuits_added")
_OF_THE_NATION: tuple[Decision, ...] = ("tier_established", "stack_ported")
_NOT_WHOLE: tuple[Decision, ...] = ("bought_units", "retired_units", "trained_staff")
_FOLLOWING: tuple[Decision, ...] = ("chip_adopted",)
"""What purchases bring with them; a commitment would make it a decision where it is none."""
_ROUNDING = 1e-6
"""What all decisions together that a plan leaves out as negligible may come to."""


def as_decided(inst: Instance, plan: Plan, periods: Iterable[PeriodId]) -> dict[CommitmentId, Commitment]:
    """Return commitments to what a plan of an instance decides in periods of one node each, and to nothing else.

    Raises
    ------
    ValueError
        When futures decide apart in one of the periods.
    """
    nodes = {node.id: node.period for node in inst.tree.nodes}
    found: dict[CommitmentId, Commitment] = {}
    for period in periods:
        if sum(of == period for of in nodes.values()) != 1:
            raise ValueError(f"the futures decide apart in {period}")
        for decision in (one for one in get_args(Decision) if one not in _FOLLOWING):
            total = 0.0
            for key, value in getattr(plan, decision).items():
                *place, node = key
                if nodes[node] != period:
                    continue
                amount = value if decision in _NOT_WHOLE else float(round(value))
                total += amount
                name = CommitmentId(f"decided: {decision} {' '.join(map(str, place))} {period}")
                selection = _selection(decision, str(place[0]), period)
                found[name] = Commitment(name, decision, selection, None, "=", amount, place=tuple(place))
            name = CommitmentId(f"decided: no other {decision} {period}")
            most = total + _ROUNDING
            found[name] = Commitment(name, decision, Selection(periods=(period,)), None, "<=", most, "total")
    return found


def committed_to(inst: Instance, commitments: dict[CommitmentId, Commitment]) -> Instance:
    """Return an instance whose cases have these commitments beside their own."""
    cases = {name: case.replace(commitments={**case.commitments, **commitments}) for name, case in inst.cases.items()}
    return inst.replace(cases=cases)


def _selection(decision: Decision, thing: str, period: PeriodId) -> Selection:
    if decision in _OF_THE_NATION:
        return Selection(periods=(period,))
    if decision in _OF_LINKS:
        return Selection(links=(LinkId(thing),), periods=(period,))
    return Selection(regions=(RegionId(thing),), periods=(period,))
