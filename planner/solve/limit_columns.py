"""Limits that the model knows by the decisions that they bound: modules, circuits, work elsewhere, work given up."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from models.ids import OutcomeId, RegionId, StateId, WorkloadId
from planner.solve.compile import Floats, Integers
from planner.solve.elastic_rows import ElasticRow, LimitKey
from planner.solve.limit_rows import RowLimits, index_of

_LAST_RESORT = 8.0
"""How much dearer it is to give up work than to move another limit."""
_OTHER_RULE = 4.0
"""How much dearer it is to let work go elsewhere than to move a number."""


class GatheredLimits(RowLimits):
    """Gathers all limits: those that are rows, and those over columns."""

    def from_columns(self) -> None:
        """Take the limits that the loose model knows only by the decisions that they bound."""
        self._modules()
        self._circuits()
        self._remote_work()
        self._given_up()

    def _columns(self, family: str) -> Mapping[tuple[Any, ...], int]:
        return {index_of(self._model.columns[j]): j for j in self._model.columns_of(family).tolist()}

    def _modules(self) -> None:
        built = self._columns("modules_built")
        for e in self._inst.outcomes:
            period = self._inst.tree.outcome(e).period
            for r in self._case.regions:
                orders = [self._inst.tree.outcome(b).node for b in self._sets.recent_hall_orders(r, e)]
                found = [built[r, n] for n in orders if (r, n) in built]
                if found:
                    now, then = (c.regions[r].at[period].max_hall_modules for c in (self._case, self._wide))
                    limit = self._limit(("hall_module_limit", str(r), str(period)), now, then - now, max(now, 1))
                    limit.whole = True
                    limit.rows.append(_at_most(found, now))

    def _circuits(self) -> None:
        added = self._columns("circuits_added")
        for e in self._inst.outcomes:
            for l, link in self._case.links.items():
                orders = [self._inst.tree.outcome(b).node for b in self._sets.recent_circuit_orders(l, e)]
                for i, module in link.modules.items():
                    found = [added[l, i, n] for n in orders if (l, i, n) in added]
                    if found:
                        then = self._wide.links[l].modules[i].max_modules
                        now = module.max_modules
                        limit = self._limit(("circuit_limit", str(l), str(i)), now, then - now, max(now, 1))
                        limit.whole = True
                        limit.rows.append(_at_most(found, now))

    def _remote_work(self) -> None:
        """Take residency and latency, over the work that is served remotely."""
        deferred = self._columns("deferred")
        pairs: dict[tuple[Any, ...], list[int]] = {}
        together: dict[tuple[Any, ...], list[int]] = {}
        slow: dict[tuple[Any, ...], list[tuple[int, float]]] = {}
        for (o, h, _, w, p, e, s), j in self._columns("served_remotely").items():
            rule = self._case.host_rules.get((w, o, h))
            if (rule is None or rule.max_remote_fraction < 1) and self._wide.host_rules[
                w, o, h
            ].max_remote_fraction == 1:
                pairs.setdefault((o, h, w, e, s), []).append(j)
            if self._case.remote_fraction.get((w, o), 1.0) < 1 and (w, o) not in self._wide.remote_fraction:
                together.setdefault((o, w, e, s), []).append(j)
            late = self._lateness(w, p, e)
            if late > 0:
                slow.setdefault((w, e, s), []).append((j, late))
        for (o, h, w, e, s), columns in pairs.items():
            rule = self._case.host_rules.get((w, o, h))
            now = 0.0 if rule is None else rule.max_remote_fraction
            self._share(("host_share_limit", str(w), str(o), str(h)), now, o, w, e, s, columns, deferred)
        for (o, w, e, s), columns in together.items():
            now = self._case.remote_fraction[w, o]
            self._share(("remote_share_limit", str(w), str(o)), now, o, w, e, s, columns, deferred)
        for (w, e, s), found in slow.items():
            now = self._case.workloads[w].max_latency_ms or 0.0
            limit = self._limit(("latency", str(w)), now, np.inf, size=max(now, 1.0), weight=_OTHER_RULE)
            work = sum(self._due(o, w, e, s) for o in self._case.regions) or 1.0
            values = np.array([late for _, late in found])
            limit.rows.append(ElasticRow(_numbers([j for j, _ in found]), values, -np.inf, 0.0, work))

    def _lateness(self, w: WorkloadId, p: int | None, e: OutcomeId) -> float:
        """Return by how many milliseconds a route is too slow for a workload."""
        most = self._case.workloads[w].max_latency_ms
        if p is None or most is None:
            return 0.0
        return sum(self._case.links[arc.link].one_way_ms for arc in self._sets.at(e).routes[p]) - most - 1e-9

    def _share(
        self,
        key: LimitKey,
        now: float,
        o: RegionId,
        w: WorkloadId,
        e: OutcomeId,
        s: StateId,
        columns: list[int],
        deferred: Mapping[tuple[Any, ...], int],
    ) -> None:
        due = self._due(o, w, e, s)
        limit = self._limit(key, now, 1.0 - now, size=1.0, weight=_OTHER_RULE)
        found, values = list(columns), [1.0] * len(columns)
        if (o, w, e, s) in deferred and now > 0:
            found, values = [*found, deferred[o, w, e, s]], [*values, -now]
        limit.rows.append(ElasticRow(_numbers(found), np.array(values), -np.inf, now * due, due))

    def _given_up(self) -> None:
        """Take demand, in slices and outages, where the instance has no price for what is not met."""
        for (o, w, e, s), j in self._columns("unmet").items():
            if self._case.workloads[w].unmet_penalty_m_per_pflops is None:
                period = self._inst.tree.outcome(e).period
                now = self._case.demand_pflops[o, w, period]
                limit = self._limit(("demand", str(o), str(w), str(period)), now, now, now, weight=_LAST_RESORT)
                limit.rows.append(ElasticRow(_numbers([j]), np.ones(1), -np.inf, 0.0, self._due(o, w, e, s) / now))
        for (o, w, e, s), j in self._columns("shortfall").items():
            outage = self._case.outages[s]
            if w not in outage.shortfall_price_m_per_pflops:
                now = outage.due_fraction.get(w, 1.0)
                limit = self._limit(("outage_demand", str(s), str(w)), now, now, now, weight=_LAST_RESORT)
                limit.rows.append(ElasticRow(_numbers([j]), np.ones(1), -np.inf, 0.0, self._due(o, w, e, s) / now))

    def _due(self, o: RegionId, w: WorkloadId, e: OutcomeId, s: StateId) -> float:
        found = self._sets.at(e)
        return found.demand(o, w, self._inst.tree.outcome(e).period, found.state(s))


def _numbers(columns: list[int]) -> Integers:
    return np.array(columns, dtype=np.int64)


def _at_most(columns: list[int], most: float) -> ElasticRow:
    values: Floats = np.ones(len(columns))
    return ElasticRow(_numbers(columns), values, -np.inf, float(most))
