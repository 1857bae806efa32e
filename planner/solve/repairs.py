"""Repairs of an instance without a plan: which of the planner's numbers to change, and to what."""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

import numpy as np

from models.account.account import account
from models.extract import read_plan
from models.ids import PolicyId
from models.instance import Instance
from models.records import OWN_RATIO
from planner.solve.compile import Floats, write_values
from planner.solve.elastic import ElasticModel, Limit, LimitKey, Repair
from planner.solve.limits import Loose, limits_of

_DIGITS = 4
_ROUNDING = 1e-6
_WHOLE = ("supply_limit", "hall_module_limit", "chip_type_limit", "circuit_limit")
_GIVES_WAY_DOWN = ("demand", "outage_demand")


@dataclass(frozen=True)
class Change:
    """A number of the planner that stands in the way, and the nearest one that does not."""

    family: str
    """Of the rows in which it stands."""
    index: tuple[str, ...]
    now: float
    needed: float
    """Rounded to four digits, to the side that works."""

    @property
    def key(self) -> LimitKey:
        """Family and index in one."""
        return (self.family, *self.index)


@dataclass(frozen=True)
class Changes:
    """Changes that work together."""

    changes: tuple[Change, ...]
    proven: bool
    """Whether the search for the smallest was brought to its end."""
    smallest: bool
    """Whether this is one number, and none nearer to what it is now works."""


@dataclass(frozen=True)
class Clash:
    """Numbers that cannot all stand as they are."""

    keys: tuple[LimitKey, ...]
    minimal: bool
    """Whether it was shown that all others could, without any one of them."""


class RepairSearch:
    """The search for repairs of one instance with one scenario.

    Raises
    ------
    ImpossibleRowError
        When a rule cannot be kept whatever the limits are.
    """

    def __init__(
        self,
        inst: Instance,
        loose: Instance,
        group_of: Callable[[LimitKey], Hashable] | None = None,
        *,
        time_limit_s: float = np.inf,
    ) -> None:
        """Build the model; `group_of` tells which limits are one number, as those that one cell sets."""
        self._inst = inst
        self._loose: Loose = limits_of(inst, loose, time_limit_s=time_limit_s)
        self._now = {limit.key: limit.now for limit in self._loose.limits}
        groups: dict[Hashable, list[Limit]] = {}
        for limit in self._loose.limits:
            name = limit.key if group_of is None else (group_of(limit.key), limit.key[0], limit.now)
            groups.setdefault(name, []).append(limit)
        self._members = {found[0].key: [limit.key for limit in found] for found in groups.values()}
        self._elastic = ElasticModel(self._loose.model, [_as_one(found) for found in groups.values()])

    def repair(self, avoid: Collection[LimitKey] = (), *, time_limit_s: float = np.inf) -> Changes | None:
        """Return the smallest changes that give a plan, of others than those to avoid if possible; None: none found."""
        found = self._elastic.repair(avoid, time_limit_s=time_limit_s)
        if found is None:
            return None
        needed = self._needed(found)
        changes = []
        for first in found.moves:
            for key in self._members[first]:
                before = self._stated(key)
                changes.append(Change(key[0], key[1:], before, outward(before, needed[first], whole=key[0] in _WHOLE)))
        smallest = found.proven and len(found.moves) == 1 and self._is_plain(next(iter(found.moves)))
        return Changes(tuple(changes), found.proven, smallest)

    def clash(self, candidates: Collection[LimitKey], *, time_limit_s: float) -> Clash:
        """Return numbers that cannot all stand, candidates among them where there is a choice."""
        found = self._elastic.conflict(tuple(candidates), time_limit_s=time_limit_s)
        return Clash(tuple(key for first in found.keys for key in self._members[first]), found.minimal)

    def _stated(self, key: LimitKey) -> float:
        return self._inst.first_case.policies[PolicyId(key[1])].value if key[0] == "policy_limit" else self._now[key]

    def _is_plain(self, key: LimitKey) -> bool:
        """Return whether the search measures the move of a number itself, and not a stand-in for it."""
        if key[0] == "policy_limit":
            return not self._is_share(key[1])
        return key[0] not in ("latency", "budget_limit")

    def _needed(self, repair: Repair) -> Mapping[LimitKey, float]:
        """Return the value that each number needs under a repair."""
        now = self._now
        needed: dict[LimitKey, float] = {}
        for key, move in repair.moves.items():
            if key[0] == "latency":
                needed[key] = self._slowest_ms(key[1], repair.x)
            elif key[0] in _GIVES_WAY_DOWN:
                needed[key] = max(0.0, now[key] - move)
            elif key[0] == "policy_limit" and self._is_share(key[1]):
                needed[key] = self._share(key[1], repair.x)
            else:
                needed[key] = now[key] + move
        return needed

    def _is_share(self, name: str) -> bool:
        policy = self._inst.first_case.policies[PolicyId(name)]
        return policy.denominator is not None or policy.metric in OWN_RATIO

    def _share(self, name: str, x: Floats) -> float:
        """Return the share that a policy has to allow, from the account of the repaired plan."""
        write_values(self._loose.whole, x)
        plan = read_plan(self._loose.built)
        policy = self._inst.first_case.policies[PolicyId(name)]
        ratios = [
            position.ratio
            for position in account(self._loose.inst, plan).policies
            if position.policy == name and position.ratio is not None
        ]
        if policy.sense == "<=":
            return max([policy.value, *ratios])
        if policy.sense == ">=":
            return min([policy.value, *ratios])
        return max(ratios, key=lambda ratio: abs(ratio - policy.value), default=policy.value)

    def _slowest_ms(self, workload: str, x: Floats) -> float:
        """Return the one-way time of the slowest route that a workload uses."""
        loose, slowest = self._loose, 0.0
        for j in loose.whole.columns_of("served_remotely").tolist():
            _, _, _, w, p, e, _ = loose.whole.columns[j].index()
            if w == workload and p is not None and x[j] > _ROUNDING:
                path = loose.built.sets.at(e).routes[p]
                slowest = max(slowest, sum(self._inst.case(e).links[arc.link].one_way_ms for arc in path))
        return slowest


def _as_one(limits: Sequence[Limit]) -> Limit:
    """Return limits that are one number as one."""
    first = limits[0]
    return Limit(
        first.key,
        first.now,
        max(limit.size for limit in limits),
        max(limit.most for limit in limits),
        first.whole,
        first.weight,
        [row for limit in limits for row in limit.rows],
    )


def outward(now: float, needed: float, *, whole: bool) -> float:
    """Return what is needed with few digits, away from what it is now."""
    if needed == now:
        return now
    unit = 1.0 if whole else 10.0 ** (floor(log10(max(abs(needed), abs(needed - now)))) + 1 - _DIGITS)
    steps = needed / unit
    rounded = ceil(steps - _ROUNDING) if needed > now else floor(steps + _ROUNDING)
    return float(f"{rounded * unit:.12g}")
