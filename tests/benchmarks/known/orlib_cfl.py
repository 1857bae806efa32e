"""Warehouse location as in the OR-Library: halls of a fixed cost and a capacity serve customers over links.

A file has the number of sites m and of customers n; capacity and fixed cost of each site; and for each customer the
demand and the cost of serving ALL of it from each site. (J. E. Beasley, OR-Library, files cap*.)
"""

from dataclasses import dataclass, replace

from models.instance import Instance, single
from tests.benchmarks.known.numbers import Numbers
from tests.benchmarks.known.sketch import Sketch

_CAPACITY = {
    **{4: 5000, 5: 10000, 6: 15000, 7: 58268},
    **{8: 5000, 9: 15000, 10: 58268},
    **{11: 5000, 12: 15000, 13: 58268},
}
"""By the number of the series: cap41 to cap44 are series 4."""
_FIXED_COST = {1: 7500, 2: 12500, 3: 17500, 4: 25000}
"""By the last digit."""
_LARGE_CAPACITY = {
    "capa": (8000, 10000, 12000, 14000),
    "capb": (5000, 6000, 7000, 8000),
    "capc": (5000, 5750, 6500, 7250),
}


@dataclass(frozen=True)
class Series:
    """What tells the instances of the OR-Library apart that have the same demands and costs."""

    capacity: float
    fixed_cost: float
    in_file: bool
    """Whether the file has the word `capacity` in place of a number."""


def series_of(name: str) -> Series | None:
    """Return capacity and fixed cost of the sites of an instance by its name, such as cap44 or capa1; None: unknown."""
    digits = name.removeprefix("uncap-").removeprefix("cap")
    if digits[:1] in ("a", "b", "c") and digits[1:] in ("1", "2", "3", "4"):
        return Series(_LARGE_CAPACITY[f"cap{digits[0]}"][int(digits[1]) - 1], 0.0, in_file=True)
    if not digits.isdigit() or len(digits) < 2 or int(digits[:-1]) not in _CAPACITY:
        return None
    series, last = int(digits[:-1]), int(digits[-1])
    cost = 17500 if series == 5 else _FIXED_COST.get(last)
    return None if cost is None else Series(_CAPACITY[series], cost, in_file=False)


@dataclass(frozen=True)
class Warehouses:
    """Sites and customers."""

    capacity: tuple[float, ...]
    fixed_cost: tuple[float, ...]
    demand: tuple[float, ...]
    cost: tuple[tuple[float, ...], ...]
    """By customer and site, of serving the whole demand."""

    def with_sites(self, capacity: float, fixed_cost: float) -> "Warehouses":
        """Return the instance with all sites of this capacity and, unless free, of this fixed cost."""
        costs = tuple(fixed_cost if cost > 0 else 0.0 for cost in self.fixed_cost)
        return replace(self, capacity=(capacity,) * len(self.capacity), fixed_cost=costs)

    def uncapacitated(self) -> "Warehouses":
        """Return the instance whose every site can serve all customers."""
        return replace(self, capacity=(sum(self.demand),) * len(self.capacity))


def parse(text: str, capacity: float | None = None) -> Warehouses:
    """Return the instance of a file.

    Parameters
    ----------
    capacity
        Of every site, for the large files (capa, capb, capc), which have the word `capacity` in its place.
    """
    if capacity is not None:
        text = text.replace("capacity", str(capacity))
    numbers = Numbers(text)
    m, n = numbers.whole(), numbers.whole()
    sites = numbers.table(m, 2)
    customers = [(numbers.one(), tuple(numbers.many(m))) for _ in range(n)]
    return Warehouses(
        tuple(site[0] for site in sites),
        tuple(site[1] for site in sites),
        tuple(demand for demand, _ in customers),
        tuple(costs for _, costs in customers),
    )


def instance_of(found: Warehouses, name: str = "warehouses", *, single_host: bool = False) -> Instance:
    """Return the planning problem: each customer has demand for goods, and a link to each site."""
    sketch = Sketch()
    sites = [f"site{i}" for i in range(1, len(found.capacity) + 1)]
    customers = [f"customer{j}" for j in range(1, len(found.demand) + 1)]
    sketch.chip()
    sketch.work("goods", single_host=single_host)
    for site, capacity, cost in zip(sites, found.capacity, found.fixed_cost, strict=True):
        sketch.region(site, room=capacity, opening=cost)
        sketch.runs("goods", site)
    for customer, demand, costs in zip(customers, found.demand, found.cost, strict=True):
        sketch.region(customer)
        sketch.demand("goods", customer, demand, sites if demand > 0 else ())
        for site, cost in zip(sites, costs, strict=True):
            if demand > 0:
                sketch.link(f"{customer}-{site}", customer, site, gbps=demand, carrying=cost / demand)
    return single(sketch.case(), name)
