"""What a marginal price of compute is made of: followed from the demand to what serves it, by the duals of the plan.

In the long-run linear program every decision in use costs what the rows it takes part in are worth. So the price of a
demand is the cost of the work that serves it, and that of the chips, power and links which this work takes, each of
which is followed in the same way. What does not add up, because the follower took another way than the price, is
`other`.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from typing import Literal, get_args

from models.build import build
from models.instance import Instance
from models.plan import Plan
from planner.solve.compile import LinearModel, compile_model
from planner.solve.price_rows import Key, PricedRows
from planner.solve.price_ways import Ways
from planner.solve.prices import LongRun, long_run
from planner.solve.run import PRICED_LIMITS, REPEATED_BOUNDS, TIES, TIGHTENING
from planner.solve.scaling import find_scaling
from planner.solve.start import decisions_of

Part = Literal[
    "energy",
    "chips",
    "chip scarcity",
    "halls",
    "hall scarcity",
    "power scarcity",
    "people",
    "network",
    "congestion",
    "loss",
    "bought outside",
    "rules",
    "other",
]
"""Electricity and carbon; chips at their cost with their upkeep, and what a quota, or having only old ones, adds; halls
at their cost, and what the room for them adds; what the grid adds; people; carrying and circuits at their cost, and
what full links add; what sharing loses; rent and penalties; platform, residency, policies and ports."""
PARTS: tuple[Part, ...] = get_args(Part)
Parts = dict[Part, float]
_DEMANDS = ("demand_balance", "outage_demand")
_HOSTS = ("host_balance", "confined_balance")
_TIME = ("chip_time_limit", "confined_time_limit", "pooled_units_limit")
_SERVING = ("served_at_home", "served_remotely")
_DRAW_LIMITS = ("existing_draw_limit", "new_draw_limit")
_NOTHING = 1e-9


def price_parts(inst: Instance, plan: Plan, seed: int = 0) -> dict[Key, Parts] | None:
    """Return the parts of the long-run price of each demand of a plan, as expected present value in millions.

    They add up to the price. None: the linear program of the long run does not solve.
    """
    found = at_long_run(inst, plan, seed)
    return None if found is None else dict(Tracer(*found).demands())


def at_long_run(inst: Instance, plan: Plan, seed: int = 0) -> tuple[LinearModel, LongRun] | None:
    """Return the model of a plan with the solution behind its long-run prices; None where that does not solve."""
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
    return None if point is None else (model, point)


class Tracer:
    """Follows prices through the columns of a model at the solution of its long run."""

    def __init__(self, model: LinearModel, point: LongRun) -> None:
        self._rows = PricedRows(model, point)
        self._ways = Ways(self._rows)
        self._hosts: dict[int, Parts] = {}
        self._units: dict[Hashable, Parts] = {}

    def demands(self) -> Iterator[tuple[Key, Parts]]:
        """Yield the parts of the price of each demand."""
        for i in self._rows.model.rows_of(*_DEMANDS).tolist():
            yield self._rows.keys[i], self._of_demand(i)

    def _of_demand(self, i: int) -> Parts:
        j = self._rows.in_use(i, *_SERVING, "rented", "unmet", "shortfall")
        if j is None:
            return {"other": self._rows.dual(i)}
        if self._rows.model.column_families[j] not in _SERVING:
            return {"bought outside": self._rows.dual(i)}
        parts: Parts = defaultdict(float)
        parts["network"] += self._rows.cost(j)
        flow: int | None = None
        for row, worth in self._rows.takes(j, i):
            family = self._rows.family(row)
            if family in _HOSTS:
                at_host = self._rows.dual(row)
                parts["loss"] += worth - at_host
                _add(parts, self._of_host(row), 1.0)
            elif family == "link_capacity":
                self._add_bandwidth(parts, row, worth)
            elif family == "flow_balance":
                flow = row
            else:
                parts["rules"] += worth
        if flow is not None:
            self._add_flow(parts, j, flow)
        return _settled(parts, self._rows.dual(i))

    def _add_flow(self, parts: Parts, j: int, row: int) -> None:
        """Add what the way of work routed by flows costs: that of each arc on it."""
        o, h, _, _, _, e, s = self._rows.model.columns[j].index()
        gbps = abs(self._rows.at(j, row))
        for arc in self._ways.columns(o, h, e, s) or ():
            parts["network"] += gbps * self._rows.cost(arc)
            for i, worth in self._rows.takes(arc):
                if self._rows.family(i) == "link_capacity":
                    self._add_bandwidth(parts, i, gbps * worth)

    def _add_bandwidth(self, parts: Parts, row: int, worth: float) -> None:
        self._add_asset(parts, row, worth, "circuits_added", ("network", "congestion"), "circuit_limit")

    def _of_host(self, i: int) -> Parts:
        """Return the parts of what a PFLOPS costs where it runs."""
        if i not in self._hosts:
            j = self._rows.in_use(i, "run", "confined_run")
            parts: Parts = defaultdict(float)
            if j is not None:
                r, k, _, e, _ = self._rows.model.columns[j].index()
                for row, worth in self._rows.takes(j, i):
                    family = self._rows.family(row)
                    energy = self._energy_m(j, row) if family == "draw_balance" else 0.0
                    parts["energy"] += energy
                    if family in _TIME or family == "draw_balance":
                        # What is drawn is limited by what stands, as time is: beyond energy it is the unit that counts.
                        _add(parts, self._of_unit((r, k, e)), worth - energy)
                    else:
                        parts["rules"] += worth
                parts["energy"] += self._rows.cost(j)
            self._hosts[i] = _settled(parts, self._rows.dual(i))
        return self._hosts[i]

    def _of_unit(self, index: Hashable) -> Parts:
        """Return the parts of one unit of money that the time of a unit is worth."""
        if index not in self._units:
            j = self._rows.column.get(("installed_units", index))
            parts: Parts = defaultdict(float)
            if j is not None:
                parts["chips"] += self._rows.cost(j)
                for row in self._rows.rows_of(j):
                    family, worth = self._rows.family(row), self._rows.worth(j, row)
                    if family == "installed_balance":
                        self._add_asset(parts, row, worth, "bought_units", ("chips", "chip scarcity"), "supply_limit")
                    elif family == "draw_balance":
                        parts["energy"] += self._energy_m(j, row)
                    elif family == "hall_load_balance":
                        self._add_load(parts, j, row)
                    elif family not in _TIME:
                        parts["rules"] += worth
            whole = sum(parts.values())
            usable = whole > _NOTHING
            self._units[index] = {name: x / whole for name, x in parts.items()} if usable else {"chip scarcity": 1.0}
        return self._units[index]

    def _energy_m(self, j: int, row: int) -> float:
        """Return what the power that one unit of a column draws costs in energy."""
        draw = self._rows.in_use(row, "existing_hall_draw_mw", "new_hall_draw_mw")
        return 0.0 if draw is None else -self._rows.at(j, row) * self._rows.cost(draw)

    def _add_load(self, parts: Parts, j: int, row: int) -> None:
        """Add what the load that one unit of a column puts into halls costs in halls, grid and people.

        New halls are followed where they are in use: it is they that more load would be put into.
        """
        load = self._rows.in_use(row, "new_hall_load_mw")
        load = self._rows.in_use(row, "existing_hall_load_mw") if load is None else load
        if load is None:
            return
        mw = -self._rows.at(j, row)
        parts["people"] += mw * self._rows.cost(load)
        for i, amount in self._rows.takes(load, row):
            family, worth = self._rows.family(i), mw * amount
            if family == "hall_power_limit":
                self._add_asset(parts, i, worth, "modules_built", ("halls", "hall scarcity"), "hall_module_limit")
            elif family not in _DRAW_LIMITS:
                parts[_OF_LOAD.get(family, "rules")] += worth

    def _add_asset(
        self, parts: Parts, row: int, worth: float, families: str, names: tuple[Part, Part], limit: str
    ) -> None:
        """Add what a row is worth, divided as what makes room in it divides: by its cost, by limits on it, by rules.

        Without anything that could make more room, all of it is scarcity.
        """
        at_cost, scarce = names
        j = self._rows.in_use(row, families)
        own = self._rows.family(row)
        if j is None:
            parts[scarce] += worth
            return
        given, rules = 0.0, 0.0
        for i, amount in self._rows.takes(j):
            family = self._rows.family(i)
            if family == own:
                given -= amount
            elif family != limit:
                rules += amount
        if given <= _NOTHING:
            parts[scarce] += worth
            return
        share = min(1.0, self._rows.cost(j) / given)
        parts[at_cost] += worth * share
        parts["rules"] += worth * rules / given
        # Its own limit, or the bound on how much of it there may be.
        parts[scarce] += worth * (1.0 - share - rules / given)


_OF_LOAD: dict[str, Part] = {
    "existing_hall_limit": "hall scarcity",
    "grid_limit": "power scarcity",
    "staff_limit": "people",
}


def _add(parts: Parts, more: Parts, factor: float) -> None:
    for name, amount in more.items():
        parts[name] = parts.get(name, 0.0) + factor * amount


def _settled(parts: Parts, price: float) -> Parts:
    """Return parts with what is missing to the price as `other`."""
    found: Parts = {name: x for name, x in parts.items() if name != "other"}
    found["other"] = price - sum(found.values())
    return found
