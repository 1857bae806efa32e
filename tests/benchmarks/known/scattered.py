"""Warehouse location of the size and the form of the OR-Library's large class, made from a seed.

The files capa, capb and capc have 100 sites and 1,000 customers, scattered over a square, sites of one capacity with
fixed costs of their own, and for each pair the cost of serving the whole customer, by distance. So has this.
"""

import numpy as np

from tests.benchmarks.known.orlib_cfl import Warehouses

SITES, CUSTOMERS = 100, 1000
SIDE = 1000.0
LEAST_DEMAND, MOST_DEMAND = 10, 100
CAPACITY = 6000.0
"""Of every site; the demand of all customers fills nine of them."""
LEAST_FIXED_COST, MOST_FIXED_COST = 400_000.0, 600_000.0
"""With them about a third of the cost is fixed, in the best plan."""


def scattered(seed: int, sites: int = SITES, customers: int = CUSTOMERS) -> Warehouses:
    """Return an instance; the same for a seed."""
    random = np.random.default_rng(seed)
    site_places, customer_places = (random.uniform(0.0, SIDE, (count, 2)) for count in (sites, customers))
    demand = random.integers(LEAST_DEMAND, MOST_DEMAND + 1, customers).astype(float)
    distance = np.hypot(*np.moveaxis(customer_places[:, None] - site_places[None], 2, 0))
    fixed = np.round(random.uniform(LEAST_FIXED_COST, MOST_FIXED_COST, sites))
    capacity = CAPACITY * customers / CUSTOMERS * SITES / sites
    return Warehouses(
        (capacity,) * sites,
        tuple(fixed.tolist()),
        tuple(demand.tolist()),
        tuple(tuple(row) for row in np.round(distance * demand[:, None], 3).tolist()),
    )
