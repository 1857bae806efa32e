"""The planner's own limits as elastic rows: those of an instance, over the model of its loosened twin."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from models.build import Built, build
from models.derived import Sets
from models.ids import BudgetId, OutcomeId, RegionId, StateId, WorkloadId
from models.instance import Case, Instance
from models.records import OWN_RATIO
from planner.solve.compile import Floats, Integers, LinearModel, compile_model
from planner.solve.elastic import ElasticRow, Limit, LimitKey
from planner.solve.highs import HighsSolver
from planner.solve.scaling import find_scaling

_OWN_ROWS = (
    "supply_limit",
    "grid_limit",
    "staff_limit",
    "chip_type_limit",
    "link_capacity",
    "budget_limit",
    "policy_limit",
    "commitment_limit",
)
"""Rows that hold the planner's numbers and nothing else."""
_FARTHEST = 1e3
"""In sizes of a limit: how far one may move that has no farthest move of its own."""
_TINY = 1e-6
_LAST_RESORT = 4.0
"""How much dearer it is to give up work than to move another limit."""
_OTHER_RULE = 2.0
"""How much dearer it is to let work go elsewhere than to move a number."""


@dataclass(frozen=True, eq=False)
class Loose:
    """The model of a loosened instance without the planner's limits, and those limits."""

    inst: Instance
    built: Built
    whole: LinearModel
    """With all rows, to read values back."""
    model: LinearModel
    limits: tuple[Limit, ...]


def limits_of(inst: Instance, loose: Instance, *, time_limit_s: float = np.inf) -> Loose:
    """Return the limits of a one-scenario instance over the model of its loosened twin.

    Raises
    ------
    ImpossibleRowError
        When a rule cannot be kept whatever the limits are.
    """
    built = build(loose)
    whole = compile_model(built.pyomo)
    gathered = _Gathered(inst, loose, built.sets, whole)
    gathered.from_rows()
    gathered.from_columns()
    kept = np.array([i for i in range(whole.row_count) if i not in gathered.taken], dtype=np.int64)
    model = LinearModel(
        cost=whole.cost,
        offset=whole.offset,
        matrix=sparse.csc_matrix(whole.matrix.tocsr()[kept]),
        row_lower=whole.row_lower[kept],
        row_upper=whole.row_upper[kept],
        lower=whole.lower,
        upper=whole.upper,
        integer=whole.integer,
        column_families=whole.column_families,
        row_families=tuple(whole.row_families[i] for i in kept.tolist()),
        origin=whole.origin,
    )
    limits = tuple(gathered.limits.values())
    _measure(model, limits, time_limit_s)
    return Loose(loose, built, whole, model, limits)


def _measure(model: LinearModel, limits: Sequence[Limit], time_limit_s: float) -> None:
    """Let the size of each limit be no less than what would stand against it in the cheapest plan without limits."""
    solver = HighsSolver(model, find_scaling(model))
    solver.relax()
    found = solver.solve_lp("interior point", crossover=False, time_limit_s=time_limit_s)
    x = np.zeros(model.column_count) if found.x is None else found.x
    for limit in limits:
        for row in limit.rows:
            terms = float(np.abs(row.coefficients) @ np.abs(x[row.columns])) / 2
            if row.per_unit > 0:
                limit.size = max(limit.size, terms / row.per_unit)
        if np.isfinite(limit.most):
            limit.size = max(limit.size, limit.most / _FARTHEST)
        else:
            limit.size = limit.size if limit.size > _TINY else 1.0
            limit.most = _FARTHEST * limit.size
        limit.size = limit.size or 1.0


def _index(component: Any) -> tuple[Any, ...]:
    index = component.index()
    return index if isinstance(index, tuple) else (index,)


class _Gathered:
    """Gathers limits from the rows and columns of the loose model."""

    def __init__(self, inst: Instance, loose: Instance, sets: Sets, model: LinearModel) -> None:
        self.limits: dict[LimitKey, Limit] = {}
        self.taken: set[int] = set()
        """The rows that limits have taken over."""
        self._inst, self._loose, self._sets, self._model = inst, loose, sets, model
        self._by_row = model.matrix.tocsr()
        self._case: Case = inst.first_case
        self._wide: Case = loose.first_case

    def from_rows(self) -> None:
        """Take the limits that are rows of the loose model, each with its side at the number that the planner set."""
        for i in self._model.rows_of(*_OWN_ROWS).tolist():
            family, index = self._model.row_families[i], _index(self._model.rows[i])
            if family == "budget_limit":
                self._budget(i, index)
            elif family == "policy_limit":
                self._policy(i, index)
            elif family == "commitment_limit":
                self._commitment(i, index)
            else:
                self._number(i, family, index)

    def _number(self, i: int, family: str, index: tuple[Any, ...]) -> None:
        """Take a row whose side is a number times a factor."""
        e = index[2] if family == "link_capacity" else index[1]
        period, case, wide = self._inst.tree.outcome(e).period, self._case, self._wide
        per_unit = 1.0
        key: LimitKey = (family, str(index[0]), str(period))
        now: float
        if family == "supply_limit":
            now, then = (c.supplies[index[0]].units_per_year[period] or 0.0 for c in (case, wide))
            per_unit = float(self._inst.periods[period].years)
        elif family == "link_capacity":
            now, then = (c.links[index[0]].existing_gbps for c in (case, wide))
            key = (family, str(index[0]))
            state = self._sets.at(e).state(index[3])
            left = 1.0 if state.outage is None else state.outage.link_remaining.get(index[0], 1.0)
            per_unit = state.slice.link_availability * left
        else:
            name = {"grid_limit": "grid_limit_mw", "staff_limit": "staff_limit", "chip_type_limit": "max_chip_types"}
            now, then = (getattr(c.regions[index[0]].at[period], name[family]) for c in (case, wide))
        upper = float(self._model.row_upper[i]) - per_unit * (then - now)
        if family == "chip_type_limit":
            own = len({line.chip for line in case.fleet if line.region == index[0]})
            upper = float(max(0, now - own))
        limit = self._limit(key, now, then - now, size=now)
        limit.whole = family == "chip_type_limit"
        limit.rows.append(self._row(i, -np.inf, upper, per_unit))

    def _budget(self, i: int, index: tuple[Any, ...]) -> None:
        b, e = BudgetId(index[0]), OutcomeId(index[1])
        run: list[OutcomeId] = []
        for before in self._inst.tree.outcome_path(e):
            limited = self._case.budgets[b].amount_m.get(self._inst.tree.outcome(before).period) is not None
            run = [*run, before] if limited and self._case.budgets[b].carry_over else []
        upper = float(self._model.row_upper[i])
        period = self._inst.tree.outcome((run or [e])[0]).period
        now = self._case.budgets[b].amount_m[period] or 0.0
        limit = self._limit(("budget_limit", str(b), str(period)), now, np.inf, size=max(now, abs(upper)))
        limit.rows.append(self._row(i, -np.inf, upper))

    def _policy(self, i: int, index: tuple[Any, ...]) -> None:
        policy = self._case.policies[index[0]]
        if policy.price_m is not None:
            return
        share = policy.denominator is not None or policy.metric in OWN_RATIO
        limit = self._limit(
            ("policy_limit", str(policy.id)),
            0.0 if share else policy.value,
            np.inf,
            0.0 if share else abs(policy.value),
        )
        limit.rows.append(self._row(i, float(self._model.row_lower[i]), float(self._model.row_upper[i])))

    def _commitment(self, i: int, index: tuple[Any, ...]) -> None:
        commitment = self._case.commitments[index[0]]
        if commitment.price_m is not None:
            return
        limit = self._limit(("commitment_limit", str(commitment.id)), commitment.value, np.inf, abs(commitment.value))
        limit.rows.append(self._row(i, float(self._model.row_lower[i]), float(self._model.row_upper[i])))

    def _row(self, i: int, lower: float, upper: float, per_unit: float = 1.0) -> ElasticRow:
        self.taken.add(i)
        begin, end = self._by_row.indptr[i], self._by_row.indptr[i + 1]
        columns = self._by_row.indices[begin:end].astype(np.int64)
        return ElasticRow(columns, self._by_row.data[begin:end], lower, upper, per_unit)

    def _limit(self, key: LimitKey, now: float, most: float, size: float, *, weight: float = 1.0) -> Limit:
        if key not in self.limits:
            self.limits[key] = Limit(key, float(now), float(size), float(max(most, 0.0)), weight=weight)
        return self.limits[key]

    def from_columns(self) -> None:
        """Take the limits that the loose model knows only by the decisions that they bound."""
        self._modules()
        self._circuits()
        self._remote_work()
        self._given_up()

    def _columns(self, family: str) -> Mapping[tuple[Any, ...], int]:
        return {_index(self._model.columns[j]): j for j in self._model.columns_of(family).tolist()}

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
