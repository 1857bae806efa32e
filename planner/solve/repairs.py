"""Repairs of an instance without a plan: which of the planner's numbers to change, and to what."""

import time
from bisect import bisect_left
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

import numpy as np

from models.extract import read_plan
from models.ids import PolicyId
from models.instance import Instance
from planner.solve.compile import Floats, Integers, write_values
from planner.solve.elastic import NONE, ElasticModel, Repair
from planner.solve.elastic_rows import Limit, LimitKey
from planner.solve.ending import Ending
from planner.solve.highs import ShouldStop, never
from planner.solve.limits import Loose, limits_of
from planner.solve.shares import asking, is_share, nearest_share, share_allowed

_DIGITS = 4
_ROUNDING = 1e-6
_WHOLE = ("supply_limit", "hall_module_limit", "chip_type_limit", "circuit_limit")
GIVES_WAY_DOWN = ("demand", "outage_demand")
"""Limits that give way to less: work given up."""
_TURNS = 3
_TRIES, _TRIES_LARGE = 20, 6
"""Shares to try between what a policy asks for and what works: to the last of four digits, or to a 64th of the way."""


@dataclass(frozen=True)
class Change:
    """A number of the planner that stands in the way, and the nearest one that does not."""

    family: str
    """Of the rows in which it stands."""
    index: tuple[str, ...]
    now: float
    needed: float
    """Rounded to four digits, to the side that works."""
    nearest: bool = False
    """Whether no number nearer to what it is now would do, beside the other changes."""

    @property
    def key(self) -> LimitKey:
        """Family and index in one."""
        return (self.family, *self.index)


@dataclass(frozen=True)
class Changes:
    """Changes that work together."""

    changes: tuple[Change, ...]
    proven: bool
    """Whether the search for the fewest and smallest was brought to its end."""
    needed: bool
    """Whether it is certain that there is no plan without changes."""


@dataclass(frozen=True)
class Clash:
    """Numbers that cannot all stand as they are."""

    keys: tuple[LimitKey, ...]
    minimal: bool
    """Whether it was shown that all others could, without any one of them."""
    fractions: bool
    """Whether that was shown with fractions for whole numbers, as in a large model."""


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
        should_stop: ShouldStop = never,
    ) -> None:
        """Build the model.

        Parameters
        ----------
        group_of
            Tells which limits are one number, as those that one cell sets.
        """
        self._inst, self._group_of, self._should_stop = inst, group_of, should_stop
        self._loose: Loose = limits_of(inst, loose)
        self._now = {limit.key: limit.now for limit in self._loose.limits}
        groups: dict[Hashable, list[Limit]] = {}
        for limit in self._loose.limits:
            name = limit.key if group_of is None else (group_of(limit.key), limit.key[0], limit.now)
            groups.setdefault(name, []).append(limit)
        self._members = {found[0].key: [limit.key for limit in found] for found in groups.values()}
        self._elastic = ElasticModel(
            self._loose.model, [_as_one(found) for found in groups.values()], should_stop=should_stop
        )

    def repair(self, avoid: Collection[LimitKey] = (), *, time_limit_s: float = np.inf) -> Changes | None:
        """Return the smallest changes that give a plan, of others than those to avoid if possible; None: none found."""
        until = time.monotonic() + time_limit_s
        found = self._elastic.repair(avoid, time_limit_s=time_limit_s)
        if found is None:
            return None
        values = self._settled(found, until)
        changes = [
            Change(key[0], key[1:], self._stated(key), value, nearest)
            for first, (value, nearest) in values.items()
            for key in self._members[first]
        ]
        return Changes(tuple(changes), found.proven, found.needed)

    def short_work(self, *, time_limit_s: float) -> set[tuple[str, str]] | None:
        """Return origins and workloads that can be short of what is due while every other limit stays where it is.

        Of several that compete, each is tried in its turn; none where less work alone would not give a plan. None: the
        time was over first.
        """
        until = time.monotonic() + time_limit_s
        work = {key for key in self._members if key[0] in GIVES_WAY_DOWN}
        short: set[LimitKey] = set()
        for _ in range(_TURNS):
            found = self._elastic.repair(short, among=work, time_limit_s=until - time.monotonic())
            if found is None and not short and time.monotonic() >= until:
                return None
            if found is None or set(found.moves) <= short:
                break
            short |= set(found.moves)
        keys = {key for first in short for key in self._members[first]}
        origins = {(o, w) for o, w, _ in self._inst.first_case.demand_pflops}
        pairs = {(key[1], key[2]) for key in keys if key[0] == "demand"}
        return pairs | {(o, w) for o, w in origins if any(key[0] == "outage_demand" and key[2] == w for key in keys)}

    def clash(self, candidates: Collection[LimitKey], *, time_limit_s: float) -> Clash:
        """Return numbers that cannot all stand, candidates among them where there is a choice."""
        found = self._elastic.conflict(tuple(candidates), time_limit_s=time_limit_s)
        keys = tuple(key for first in found.keys for key in self._members[first])
        return Clash(keys, found.minimal, found.fractions)

    def _settled(self, repair: Repair, until: float) -> Mapping[LimitKey, tuple[float, bool]]:
        """Return the value that each number needs, and whether no nearer one would do beside the others.

        One number after the other is brought as near to what it is now as the others let it, and rounded there; those
        after it find it where it then is.
        """
        moves, x = dict(repair.moves), repair.x
        values: dict[LimitKey, tuple[float, bool]] = {}
        closed = NONE
        for key in [key for key in moves if key[0] == "latency"]:
            values[key] = self._least_ms(key[1], moves, x, until)
            moves[key] = np.inf
            slower = [j for j, ms in self._route_times(key[1]).items() if ms > values[key][0] + _ROUNDING]
            closed = np.append(closed, slower).astype(np.int64)
        exact = all(self._is_plain(key) or key[0] == "latency" for key in moves)
        for key in [key for key in moves if self._is_plain(key)]:
            found = self._elastic.nearest(key, moves, closed, time_limit_s=until - time.monotonic())
            if found is not None:
                moves[key], x = found
            now, down = self._now[key], key[0] in GIVES_WAY_DOWN
            wanted = max(0.0, now - moves[key]) if down else now + moves[key]
            value = outward(now, wanted, whole=key[0] in _WHOLE)
            moves[key] = now - value if down else value - now
            values[key] = (value, exact and found is not None)
        search = self
        for key in [key for key in moves if key not in values]:
            values[key] = search._nearest_share(key[1], moves, x, closed, until)
            if len(moves) > len(values):
                search = search._asking(key[1], values[key][0])
            moves[key] = 0.0
        return {key: values[key] for key in moves}

    def _stated(self, key: LimitKey) -> float:
        return self._inst.first_case.policies[PolicyId(key[1])].value if key[0] == "policy_limit" else self._now[key]

    def _is_plain(self, key: LimitKey) -> bool:
        """Return whether the search measures the move of a number itself, and not a stand-in for it."""
        return key[0] != "latency" and not (key[0] == "policy_limit" and is_share(self._inst, key[1]))

    def _nearest_share(
        self, name: str, moves: Mapping[LimitKey, float], x: Floats, closed: Integers, until: float
    ) -> tuple[float, bool]:
        """Return the share that a policy may ask for beside the other moves, and whether none nearer to now will do.

        The row of a share has its value in its coefficients, so that each value to try is a model of its own.
        """
        write_values(self._loose.whole, x)
        now = self._stated(("policy_limit", name))
        works = outward(now, share_allowed(self._loose.inst, read_plan(self._loose.built), name), whole=False)
        others = {key: move for key, move in moves.items() if key != ("policy_limit", name)}

        def fits(share: float) -> bool | None:
            if time.monotonic() >= until:
                return None
            model = self._asking(name, share)._elastic
            ending, found = model.solution(others, closed, time_limit_s=until - time.monotonic())
            return None if found is None and ending is not Ending.INFEASIBLE else found is not None

        tries = _TRIES_LARGE if self._elastic.large else _TRIES
        return nearest_share(now, works, unit_of(now, works), fits, tries)

    def _asking(self, name: str, share: float) -> "RepairSearch":
        """Return the search for the instance in which a policy asks for another share."""
        inst, loose = asking(self._inst, name, share), asking(self._loose.inst, name, share)
        return RepairSearch(inst, loose, self._group_of, should_stop=self._should_stop)

    def _least_ms(self, workload: str, moves: Mapping[LimitKey, float], x: Floats, until: float) -> tuple[float, bool]:
        """Return the one-way time that a workload must be allowed, and whether less was tried and would not do."""
        times = self._route_times(workload)
        now = self._now["latency", workload]
        slower = sorted({ms for ms in times.values() if ms > now + _ROUNDING})
        works = max([ms for j, ms in times.items() if x[j] > _ROUNDING], default=now)
        free = {**moves, ("latency", workload): np.inf}
        least, most, settled = 0, max(0, bisect_left(slower, works - _ROUNDING)), True
        while least < most:
            middle = (least + most) // 2
            closed = np.array([j for j, ms in times.items() if ms > slower[middle] + _ROUNDING], dtype=np.int64)
            ending, found = self._elastic.solution(free, closed, time_limit_s=until - time.monotonic())
            if found is not None:
                most = middle
            elif ending is Ending.INFEASIBLE:
                least = middle + 1
            else:
                settled = False
                break
        value = slower[most] if slower else works
        return outward(now, value, whole=False), settled

    def _route_times(self, workload: str) -> Mapping[int, float]:
        """Return the one-way time of the route of each flow of a workload, by its column."""
        loose, found = self._loose, {}
        for j in loose.whole.columns_of("served_remotely").tolist():
            _, _, _, w, p, e, _ = loose.whole.columns[j].index()
            if w == workload and p is not None:
                path = loose.built.sets.at(e).routes[p]
                found[j] = sum(self._inst.case(e).links[arc.link].one_way_ms for arc in path)
        return found


def _as_one(limits: Sequence[Limit]) -> Limit:
    """Return limits that are one number as one.

    A cell that opens many hosts to work costs as much as opening one by so much for each of them: else a little to each
    would be the cheapest move of all, and the cell has to say `anywhere` all the same.
    """
    first = limits[0]
    hosts = len({limit.key[3] for limit in limits}) if first.key[0] == "host_share_limit" else 1
    return Limit(
        first.key,
        first.now,
        max(limit.size for limit in limits),
        max(limit.most for limit in limits),
        first.whole,
        first.weight * hosts,
        [row for limit in limits for row in limit.rows],
    )


def unit_of(now: float, needed: float) -> float:
    """Return what the last of the few digits of a needed number counts."""
    return float(10.0 ** (floor(log10(max(abs(needed), abs(needed - now)))) + 1 - _DIGITS))


def outward(now: float, needed: float, *, whole: bool) -> float:
    """Return what is needed with few digits, away from what it is now."""
    if needed == now:
        return now
    unit = 1.0 if whole else unit_of(now, needed)
    steps = needed / unit
    rounded = ceil(steps - _ROUNDING) if needed > now else floor(steps + _ROUNDING)
    return float(f"{rounded * unit:.12g}")
