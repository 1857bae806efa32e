"""Location over several periods: in each, so many sites are opened for good, and at least so many customers served.

A file has the number of sites, customers and periods; how many sites are opened in each period; how many customers are
served at least in each; and for each site the cost of opening it by period, then for each customer the cost of serving
it from there by period. A customer who is served once is served ever after. (Instances and model: M. Deboute and
others, github mdeboute/multi-period-flp.)
"""

from dataclasses import dataclass

from models.ids import PeriodId, RegionId
from models.instance import Instance, single
from models.records import Commitment, Policy, Selection
from tests.benchmarks.known.numbers import Numbers
from tests.benchmarks.known.sketch import Sketch


@dataclass(frozen=True)
class Openings:
    """Sites, customers and periods."""

    openings: tuple[int, ...]
    served: tuple[int, ...]
    opening_cost: tuple[tuple[float, ...], ...]
    """By site and period."""
    cost: tuple[tuple[tuple[float, ...], ...], ...]
    """By site, customer and period."""


def parse(text: str) -> Openings:
    """Return the instance of a file."""
    numbers = Numbers(text)
    sites, customers, periods = numbers.whole(), numbers.whole(), numbers.whole()
    openings = tuple(numbers.whole() for _ in range(periods))
    served = tuple(numbers.whole() for _ in range(periods))
    opening_cost, cost = [], []
    for _ in range(sites):
        opening_cost.append(tuple(numbers.many(periods)))
        cost.append(tuple(map(tuple, numbers.table(customers, periods))))
    return Openings(openings, served, tuple(opening_cost), tuple(cost))


def instance_of(found: Openings, name: str = "openings") -> Instance:
    """Return the planning problem.

    A customer is a region in each period, as what it costs to serve it changes from period to period. Demand may be
    left unmet at no price; how many are served, and that none is left who was served, are policies.
    """
    customer_count = len(found.cost[0])
    sketch = Sketch(year_count=len(found.openings))
    sketch.chip()
    sketch.work("visits", unmet_penalty_m_per_pflops=0.0)
    sites = [f"site{i}" for i in range(1, len(found.cost) + 1)]
    for site, costs in zip(sites, found.opening_cost, strict=True):
        sketch.region(site, room=customer_count, opening=costs)
        sketch.runs("visits", site)
    for number, t in enumerate(sketch.periods):
        for j in range(customer_count):
            customer = f"customer{j + 1}-{t}"
            sketch.region(customer)
            sketch.demand("visits", customer, 1.0, sites, [t])
            for i, site in enumerate(sites):
                sketch.link(f"{customer}-{site}", customer, site, gbps=1.0, carrying=found.cost[i][j][number])
        here = Selection(f"period={t}", periods=(t,))
        sketch.commitment(Commitment(f"open-{t}", "opened", here, None, "=", found.openings[number], "total"))
        sketch.policy(Policy(f"serve-{t}", "served", here, None, "total", ">=", found.served[number]))
    for before, after in zip(sketch.periods, sketch.periods[1:], strict=False):
        for j in range(1, customer_count + 1):
            now, then = (_work_of(f"customer{j}-{t}", t) for t in (after, before))
            sketch.policy(Policy(f"keep-{j}-{after}", "served", now, then, "total", ">=", 1.0))
    return single(sketch.case(), name)


def _work_of(customer: str, t: PeriodId) -> Selection:
    return Selection(f"region={customer}; period={t}", regions=(RegionId(customer),), periods=(t,))
