"""Limits that are rows of the model, with their sides at the numbers that the planner set."""

from typing import Any

import numpy as np

from models.derived import Sets
from models.ids import BudgetId, OutcomeId
from models.instance import Case, Instance
from models.records import OWN_RATIO
from planner.solve.compile import LinearModel
from planner.solve.elastic_rows import ElasticRow, Limit, LimitKey

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


def index_of(component: Any) -> tuple[Any, ...]:
    """Return the index of a row or column, as a tuple also where it has one part."""
    index = component.index()
    return index if isinstance(index, tuple) else (index,)


class RowLimits:
    """Gathers the limits that are rows of the loose model."""

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
            family, index = self._model.row_families[i], index_of(self._model.rows[i])
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
            per_unit = case.links[index[0]].usable_fraction * state.slice.link_availability * left
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
        """Take a budget's row, which moves with the amounts of all periods whose money is carried into it."""
        b, e = BudgetId(index[0]), OutcomeId(index[1])
        run: list[OutcomeId] = []
        for before in self._inst.tree.outcome_path(e):
            limited = self._case.budgets[b].amount_m.get(self._inst.tree.outcome(before).period) is not None
            run = [*run, before] if limited and self._case.budgets[b].carry_over else []
        row = self._row(i, -np.inf, float(self._model.row_upper[i]))
        for before in run or [e]:
            period = self._inst.tree.outcome(before).period
            now = self._case.budgets[b].amount_m[period] or 0.0
            self._limit(("budget_limit", str(b), str(period)), now, np.inf, size=now).rows.append(row)

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
