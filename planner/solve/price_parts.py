"""What a marginal price of compute is made of: followed from the demand to what serves it, by the duals of the plan.

In the long-run linear program every decision in use costs what the rows it takes part in are worth. So the price of a
demand is the cost of the work that serves it, and that of the chips, power and links which this work takes, each of
which is followed in the same way. What does not add up, because the follower took another way than the price, is
`other`.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from typing import Any, Literal, get_args

import numpy as np

from models.build import build
from models.instance import Instance
from models.plan import Plan
from planner.solve.compile import LinearModel, compile_model
from planner.solve.prices import LongRun, long_run
from planner.solve.run import PRICED_LIMITS, REPEATED_BOUNDS, TIES, TIGHTENING
from planner.solve.scaling import find_scaling
from planner.solve.start import decisions_of

Part = Literal[
    "energy",
    "chips",
    "chip scarcity",
    "power and halls",
    "network",
    "loss",
    "bought outside",
    "rules",
    "other",
]
"""Electricity and carbon; chips at their cost with their upkeep; what a quota, or having only old ones, adds to that;
halls, grid and people; links; what sharing loses; rent and penalties; platform, residency, policies and ports."""
PARTS: tuple[Part, ...] = get_args(Part)
Parts = dict[Part, float]
Key = tuple[str, Hashable]
_DEMANDS = ("demand_balance", "outage_demand")
_HOSTS = ("host_balance", "confined_balance")
_TIME = ("chip_time_limit", "confined_time_limit", "pooled_units_limit")
_NETWORK = ("link_capacity", "flow_balance")
_SERVING = ("served_at_home", "served_remotely")
_DRAW_LIMITS = ("existing_draw_limit", "new_draw_limit")
_NOTHING = 1e-9


def price_parts(inst: Instance, plan: Plan, seed: int = 0) -> dict[Key, Parts] | None:
    """Return the parts of the long-run price of each demand of a plan, as expected present value in millions.

    They add up to the price. None: the linear program of the long run does not solve.
    """
    model = compile_model(build(inst).pyomo)
    point = long_run(
        model,
        find_scaling(model),
        decisions_of(plan, inst, model),
        ties=TIES,
        tightening=TIGHTENING,
        limits=PRICED_LIMITS,
        repeated=REPEATED_BOUNDS,
        seed=seed,
    )
    return None if point is None else dict(Tracer(model, point).demands())


class Tracer:
    """Follows prices through the columns of a model at the solution of its long run."""

    def __init__(self, model: LinearModel, point: LongRun) -> None:
        self._model, self._x, self._y = model, point.x, point.duals
        self._by_column = model.matrix.tocsc()
        self._by_column.sort_indices()
        self._by_row = model.matrix.tocsr()
        self._keys: list[Key] = [(f, row.index()) for f, row in zip(model.row_families, model.rows, strict=True)]
        self._number = {key: i for i, key in enumerate(self._keys)}
        self._column = {
            (f, column.index()): j
            for j, (f, column) in enumerate(zip(model.column_families, model.columns, strict=True))
        }
        self._hosts: dict[int, Parts] = {}
        self._units: dict[Hashable, Parts] = {}

    def demands(self) -> Iterator[tuple[Key, Parts]]:
        """Yield the parts of the price of each demand."""
        for i in self._model.rows_of(*_DEMANDS).tolist():
            yield self._keys[i], self._of_demand(i)

    def _of_demand(self, i: int) -> Parts:
        j = self._in_use(i, (*_SERVING, "rented", "unmet", "shortfall"))
        if j is None:
            return {"other": float(self._y[i])}
        if self._model.column_families[j] not in _SERVING:
            return {"bought outside": float(self._y[i])}
        parts: Parts = defaultdict(float)
        parts["network"] += float(self._model.cost[j])
        for row, worth in self._takes(j, i):
            family = self._keys[row][0]
            if family in _HOSTS:
                at_host = float(self._y[row])
                parts["loss"] += worth - at_host
                _add(parts, self._of_host(row), 1.0)
            else:
                parts["network" if family in _NETWORK else "rules"] += worth
        return _settled(parts, float(self._y[i]))

    def _of_host(self, i: int) -> Parts:
        """Return the parts of what a PFLOPS costs where it runs."""
        if i not in self._hosts:
            j = self._in_use(i, ("run", "confined_run"))
            parts: Parts = defaultdict(float)
            if j is not None:
                r, k, _, e, _ = self._model.columns[j].index()
                for row, worth in self._takes(j, i):
                    family = self._keys[row][0]
                    energy = self._energy_m(j, row) if family == "draw_balance" else 0.0
                    parts["energy"] += energy
                    if family in _TIME or family == "draw_balance":
                        # What is drawn is limited by what stands, as time is: beyond energy it is the unit that counts.
                        _add(parts, self._of_unit((r, k, e)), worth - energy)
                    else:
                        parts["rules"] += worth
                parts["energy"] += float(self._model.cost[j])
            self._hosts[i] = _settled(parts, float(self._y[i]))
        return self._hosts[i]

    def _of_unit(self, index: Hashable) -> Parts:
        """Return the parts of one unit of money that the time of a unit is worth."""
        if index not in self._units:
            j = self._column.get(("installed_units", index))
            parts: Parts = defaultdict(float)
            if j is not None:
                parts["chips"] += float(self._model.cost[j])
                for row in self._rows_of(j):
                    family = self._keys[row][0]
                    if family == "installed_balance":
                        self._add_purchase(parts, index, self._worth(j, row))
                    elif family == "draw_balance":
                        parts["energy"] += self._energy_m(j, row)
                    elif family == "hall_load_balance":
                        parts["power and halls"] += self._halls_m(j, row)
                    elif family == "staff_limit":
                        parts["power and halls"] += self._worth(j, row)
                    elif family not in _TIME:
                        parts["rules"] += self._worth(j, row)
            whole = sum(parts.values())
            usable = whole > _NOTHING
            self._units[index] = {name: x / whole for name, x in parts.items()} if usable else {"chip scarcity": 1.0}
        return self._units[index]

    def _energy_m(self, j: int, row: int) -> float:
        """Return what the power that one unit of a column draws costs in energy."""
        draw = self._in_use(row, ("existing_hall_draw_mw", "new_hall_draw_mw"))
        return 0.0 if draw is None else -self._at(j, row) * float(self._model.cost[draw])

    def _halls_m(self, j: int, row: int) -> float:
        """Return what the load that one unit of a column puts into halls costs in halls, grid and people."""
        load = self._in_use(row, ("existing_hall_load_mw", "new_hall_load_mw"))
        if load is None:
            return 0.0
        limits = sum(x for i, x in self._takes(load, row) if self._keys[i][0] not in _DRAW_LIMITS)
        return -self._at(j, row) * (float(self._model.cost[load]) + limits)

    def _add_purchase(self, parts: Parts, index: Any, worth: float) -> None:
        """Add what a unit that stands is worth: its price, and what its quota or age adds."""
        j = self._in_use(self._number["installed_balance", index], ("bought_units",))
        if j is None:
            parts["chip scarcity"] += worth
            return
        price = float(self._model.cost[j])
        dearer = {"chip scarcity": 0.0, "rules": 0.0}
        for row, amount in self._takes(j, -1):
            family = self._keys[row][0]
            if family != "installed_balance":
                dearer["chip scarcity" if family == "supply_limit" else "rules"] += amount
        whole = price + sum(dearer.values())
        if whole <= _NOTHING:
            parts["chip scarcity"] += worth
            return
        parts["chips"] += worth * price / whole
        parts["chip scarcity"] += worth * dearer["chip scarcity"] / whole
        parts["rules"] += worth * dearer["rules"] / whole

    def _in_use(self, i: int, families: tuple[str, ...]) -> int | None:
        """Return the column of these families that does most in a row."""
        begin, end = self._by_row.indptr[i], self._by_row.indptr[i + 1]
        columns = [int(j) for j in self._by_row.indices[begin:end] if self._model.column_families[j] in families]
        used = [j for j in columns if self._x[j] > _NOTHING]
        return max(used, key=lambda j: float(self._x[j]), default=None)

    def _takes(self, j: int, but: int) -> Iterator[tuple[int, float]]:
        """Yield the rows that a column takes from, and what that is worth for one unit of it."""
        for i in self._rows_of(j):
            if i != but and (worth := self._worth(j, i)):
                yield i, worth

    def _rows_of(self, j: int) -> list[int]:
        begin, end = self._by_column.indptr[j], self._by_column.indptr[j + 1]
        return [int(i) for i in self._by_column.indices[begin:end]]

    def _worth(self, j: int, row: int) -> float:
        return -self._at(j, row) * float(self._y[row])

    def _at(self, j: int, row: int) -> float:
        """Return the coefficient of a column in a row it is in."""
        begin, end = self._by_column.indptr[j], self._by_column.indptr[j + 1]
        place = begin + int(np.searchsorted(self._by_column.indices[begin:end], row))
        return float(self._by_column.data[place])


def _add(parts: Parts, more: Parts, factor: float) -> None:
    for name, amount in more.items():
        parts[name] = parts.get(name, 0.0) + factor * amount


def _settled(parts: Parts, price: float) -> Parts:
    """Return parts with what is missing to the price as `other`."""
    found: Parts = {name: x for name, x in parts.items() if name != "other"}
    found["other"] = price - sum(found.values())
    return found
