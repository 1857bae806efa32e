"""Two families of SIPLIB: server location (sslp) and dynamic capacity acquisition (dcap).

sslp: servers are opened at a cost, each with the same capacity, and no more than so many. Then it is seen which clients
there are. Each is given to one server, takes of its capacity what that server needs for it, and pays; capacity that is
lacking is bought at a penalty. (Ntaimo and Sen, "The million-variable march for stochastic combinatorial optimization",
Journal of Global Optimization 32, 2005.)

dcap: capacity of resources is bought over several periods, each time at a fixed cost and a cost by amount, one unit at
most. Then the tasks are seen: each task of each period is given to one resource, at a cost, or left undone at a
penalty. (Ahmed and Garcia, "Dynamic capacity acquisition and assignment under uncertainty", Annals of Operations
Research 124, 2003.)

Both are told by their columns: in sslp the decisions of the first stage stand in one row for the capacity of one server
each; in dcap they are pairs of an amount and the yes-no decision that it needs.
"""

from dataclasses import dataclass

from models.instance import Instance
from models.records import Policy, Selection
from tests.benchmarks.known.futures import undecided
from tests.benchmarks.known.sketch import Sketch
from tests.benchmarks.known.smps import Smps

NOBODY = "nobody"
OVERFLOW = "overflow"


@dataclass(frozen=True)
class Servers:
    """What the rows and columns of an sslp problem stand for."""

    opening: dict[str, str]
    """By the row of a server's capacity, the column that opens it."""
    overflow: dict[str, str]
    """By the row of a server's capacity, the column that adds to it."""
    service: dict[str, list[str]]
    """By the row of a client, the columns that serve it."""
    most_servers: float


def servers(problem: Smps) -> Servers:
    """Return what the rows and columns of an sslp problem stand for."""
    opening = {}
    limits = set()
    for column in problem.first_stage:
        for row, value in problem.rows_of(column).items():
            if value > 0:
                opening[row] = column
            else:
                limits.add(row)
    overflow, service = {}, {}
    for column in problem.second_stage:
        rows = problem.rows_of(column)
        if len(rows) == 1 and (row := next(iter(rows))) in opening:
            overflow[row] = column
        else:
            client = next(row for row in rows if row not in opening)
            service.setdefault(client, []).append(column)
    most = min((-problem.sides.get(row, 0.0) for row in limits), default=float(len(opening)))
    return Servers(opening, overflow, service, most)


def largest_payment(problem: Smps) -> float:
    """Return the most that a client pays for being served."""
    return max(-problem.cost(column) for columns in servers(problem).service.values() for column in columns)


def payments_left_out(problem: Smps) -> float:
    """Return the constant of an sslp problem: its value is the cost of the plan less this.

    Serving a client costs the largest payment of any less its own; the constant is the largest payment of all clients
    that are there, on average.
    """
    rows = servers(problem).service
    largest = largest_payment(problem)
    return sum(
        probability * largest * sum(problem.changed(scenario, "rhs", row) for row in rows)
        for scenario, (probability, _) in problem.scenarios.items()
    )


def server_location(problem: Smps, name: str = "servers") -> Instance:
    """Return the planning problem of an sslp file.

    A server is a region with a hall, opened in the first year for the second; a client is a region with single-host
    work. Lacking capacity is bought in the second year: a chip that draws no power, at the price of the penalty. Where
    a server needs nothing for a client, nobody's capacity serves it.
    """
    found = servers(problem)
    futures = {
        scenario: (probability, _servers(problem, found, scenario).case())
        for scenario, (probability, _) in problem.scenarios.items()
    }
    return undecided(futures, Sketch(year_count=2).periods[1], name)


def _servers(problem: Smps, found: Servers, scenario: str) -> Sketch:
    sketch = Sketch(year_count=2)
    second = sketch.periods[1]
    sketch.chip()
    penalty = {problem.cost(column) for column in found.overflow.values()}
    sketch.chip(OVERFLOW, power_mw=0.0, price=dict.fromkeys(found.opening, max(penalty)), lifetime_years=1.0)
    sketch.chip(NOBODY, power_mw=0.0, price=None)
    for row, column in found.opening.items():
        capacity = problem.entries[column][row]
        sketch.region(row, room=capacity, opening=problem.cost(column), hall_lead_years=1.0)
    sketch.region(NOBODY)
    sketch.stands(NOBODY, float(len(found.service)), NOBODY)
    largest = largest_payment(problem)
    for client, columns in found.service.items():
        sketch.region(client)
        sketch.work(client, single_host=True)
        cost: dict[str, float] = {}
        for column in columns:
            needs = {row: -value for row, value in problem.rows_of(column).items() if row in found.opening and value}
            host = next(iter(needs), NOBODY)
            cost[host] = min(cost.get(host, largest), largest + problem.cost(column))
            if host == NOBODY:
                sketch.runs(client, NOBODY, 1.0, NOBODY)
            else:
                sketch.runs(client, host, 1.0 / needs[host])
                sketch.runs(client, host, 1.0 / needs[host], OVERFLOW)
        for host, each in cost.items():
            sketch.link(f"{client}-{host}", client, host, gbps=1.0, carrying=each)
        sketch.demand(client, client, problem.changed(scenario, "rhs", client), list(cost), [second])
    count = Policy("servers", "regions_opened", Selection(), None, "each period", "<=", found.most_servers)
    sketch.policy(count)
    return sketch


@dataclass(frozen=True)
class Purchase:
    """A chance to buy capacity of a resource."""

    resource: int
    period: int
    """From 0 on, as that of the rows of capacity."""
    amount_cost: float
    fixed_cost: float
    most: float


@dataclass(frozen=True)
class Task:
    """A task of a period."""

    period: int
    given_to: dict[int, tuple[str, str]]
    """By resource, the column that gives it there and the row of the resource's capacity."""
    undone: str | None
    """The column that leaves it undone."""


@dataclass(frozen=True)
class Acquisition:
    """What the rows and columns of a dcap problem stand for."""

    resource_count: int
    period_count: int
    purchases: tuple[Purchase, ...]
    tasks: dict[str, Task]
    """By the row of the task."""


def acquisition(problem: Smps) -> Acquisition:
    """Return what the rows and columns of a dcap problem stand for.

    An amount bought in a period stands in the rows of the resource's capacity from then on: those of one resource are
    told by the purchases in them, their order in time by how many purchases there are.
    """
    place = _places(problem)
    period_count = 1 + max(period for _, period in place.values())
    amounts = [c for c in problem.first_stage if any(row in place for row in problem.rows_of(c))]
    decisions = {row: c for c in problem.first_stage if c not in amounts for row in problem.rows_of(c)}
    purchases = []
    for column in amounts:
        rows = problem.rows_of(column)
        needs = next(row for row in rows if row not in place)
        decision = decisions[needs]
        stands = sorted(place[row] for row in rows if row in place)
        purchases.append(
            Purchase(
                resource=stands[0][0],
                period=stands[0][1],
                amount_cost=problem.cost(column),
                fixed_cost=problem.cost(decision),
                most=-problem.entries[decision][needs] / rows[needs],
            )
        )
    tasks: dict[str, Task] = {}
    for column in problem.second_stage:
        rows = problem.rows_of(column)
        task = next(row for row in rows if row not in place)
        given = next((row for row in rows if row in place), None)
        known = tasks.get(task, Task(0, {}, None))
        if given is None:
            tasks[task] = Task(known.period, known.given_to, column)
        else:
            resource, period = place[given]
            tasks[task] = Task(period, {**known.given_to, resource: (column, given)}, known.undone)
    return Acquisition(1 + max(resource for resource, _ in place.values()), period_count, tuple(purchases), tasks)


def _places(problem: Smps) -> dict[str, tuple[int, int]]:
    """Return the resource and the period of each row of capacity."""
    buyers: dict[str, frozenset[str]] = {}
    for row in problem.sense:
        columns = [c for c in problem.first_stage if row in problem.rows_of(c)]
        if columns and any(row in problem.rows_of(c) for c in problem.second_stage):
            buyers[row] = frozenset(columns)
    resources: list[frozenset[str]] = []
    for bought in sorted(buyers.values(), key=len, reverse=True):
        if not any(bought <= known for known in resources):
            resources.append(bought)
    found = {}
    for row, bought in buyers.items():
        resource = next(i for i, known in enumerate(resources) if bought <= known)
        found[row] = (resource, len(bought) - 1)
    return found


def capacity_acquisition(problem: Smps, name: str = "acquisition") -> Instance:
    """Return the planning problem of a dcap file.

    With T periods, the plan has 2 T years: capacity is ordered in the first T, takes T years to come, and the tasks are
    those of the last T, when one of the futures has come. Each chance to buy is a chip of its own, sold to one region
    in one year; what it costs to adopt is the fixed cost. A task is a region with single-host work; what is left undone
    is done by nobody, at the penalty.
    """
    found = acquisition(problem)
    futures = {
        scenario: (probability, _purchases(problem, found, scenario).case())
        for scenario, (probability, _) in problem.scenarios.items()
    }
    known_from = Sketch(year_count=2 * found.period_count).periods[found.period_count]
    return undecided(futures, known_from, name)


def _purchases(problem: Smps, found: Acquisition, scenario: str) -> Sketch:
    count = found.period_count
    sketch = Sketch(year_count=2 * count)
    sketch.chip(NOBODY, power_mw=0.0, price=None)
    for i in range(found.resource_count):
        sketch.region(f"resource{i}")
    sketch.region(NOBODY)
    sketch.stands(NOBODY, float(len(found.tasks)), NOBODY)
    for one in found.purchases:
        chip, region = f"chip{one.resource}-{one.period}", f"resource{one.resource}"
        sketch.chip(
            chip,
            power_mw=0.0,
            price={region: one.amount_cost},
            integration_cost_m=one.fixed_cost,
            lead_years=float(count),
            lifetime_years=float(count - one.period),
        )
        sketch.sold(chip, region, [one.most if t == one.period else 0.0 for t in range(2 * count)])
    for row, task in found.tasks.items():
        sketch.region(row)
        sketch.work(row, single_host=True)
        hosts = {f"resource{i}": column for i, (column, _) in task.given_to.items()}
        if task.undone is not None:
            hosts[NOBODY] = task.undone
            sketch.runs(row, NOBODY, 1.0, NOBODY)
        for host, column in hosts.items():
            sketch.link(
                f"{row}-{host}", row, host, gbps=1.0, carrying=problem.changed(scenario, column, problem.objective)
            )
        for i, (column, capacity_row) in task.given_to.items():
            need = problem.changed(scenario, column, capacity_row)
            for one in found.purchases:
                if one.resource == i and one.period <= task.period:
                    sketch.runs(row, f"resource{i}", 1.0 / need, f"chip{i}-{one.period}")
        sketch.demand(row, row, problem.sides[row], list(hosts), [sketch.periods[count + task.period]])
    return sketch
