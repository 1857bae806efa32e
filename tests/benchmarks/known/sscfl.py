"""Single-source capacitated facility location: as warehouse location, but each customer is served from one site.

Two forms. Holmberg, Ronnqvist and Yuan list sites first: their number m and that of customers n; capacity and fixed
cost of each site; the demands; and for each site the cost of serving ALL of each customer's demand. Diaz and Fernandez
list customers first: n and m; for each customer the costs of all its demand by site; the demands; the fixed costs; the
capacities.
"""

from models.instance import Instance
from tests.benchmarks.known import orlib_cfl
from tests.benchmarks.known.numbers import Numbers
from tests.benchmarks.known.orlib_cfl import Warehouses


def parse_sites_first(text: str) -> Warehouses:
    """Return the instance of a file of Holmberg, Ronnqvist and Yuan."""
    numbers = Numbers(text)
    m, n = numbers.whole(), numbers.whole()
    sites = numbers.table(m, 2)
    demand = numbers.many(n)
    by_site = numbers.table(m, n)
    return Warehouses(
        tuple(site[0] for site in sites),
        tuple(site[1] for site in sites),
        tuple(demand),
        tuple(zip(*by_site, strict=True)),
    )


def parse_customers_first(text: str) -> Warehouses:
    """Return the instance of a file of Diaz and Fernandez."""
    numbers = Numbers(text)
    n, m = numbers.whole(), numbers.whole()
    by_customer = numbers.table(n, m)
    demand, fixed_cost, capacity = numbers.many(n), numbers.many(m), numbers.many(m)
    return Warehouses(tuple(capacity), tuple(fixed_cost), tuple(demand), tuple(map(tuple, by_customer)))


def instance_of(found: Warehouses, name: str = "single source") -> Instance:
    """Return the planning problem, in which goods are single-host work."""
    return orlib_cfl.instance_of(found, name, single_host=True)
