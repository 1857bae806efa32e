"""Network design before the traffic is known: arcs are opened now, flows are found in each future.

A file has, after a line that begins with a plus sign: the number of nodes; two numbers to pass over; the adjacency and
the fixed costs as matrices (rows between semicolons); the number of futures and their probabilities; and for each
future, after a line of text, the costs of a unit of flow, the capacities, and what flows out of each node less what
flows in.
(mpi-sppy, examples/netdes; files network-*.dat.)
"""

from dataclasses import dataclass

from models.instance import Instance
from tests.benchmarks.known.futures import undecided
from tests.benchmarks.known.sketch import Sketch

Matrix = tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Traffic:
    """One future."""

    probability: float
    unit_cost: Matrix
    capacity: Matrix
    outflow: tuple[float, ...]
    """Of each node: what comes from it, or, below 0, what goes to it."""


@dataclass(frozen=True)
class StochasticDesign:
    """Arcs that can be opened, and what may have to flow over them."""

    fixed_cost: dict[tuple[int, int], float]
    """By tail and head."""
    futures: tuple[Traffic, ...]


def parse(text: str) -> StochasticDesign:
    """Return the instance of a file."""
    lines = iter(text.split("\n+", 1)[1].splitlines()[1:])
    node_count = int(next(lines))
    next(lines), next(lines)
    adjacency, fixed_cost = _matrix(next(lines)), _matrix(next(lines))
    count = int(next(lines))
    probabilities = _vector(next(lines))
    futures = []
    for k in range(count):
        next(lines)
        unit_cost, capacity, outflow = _matrix(next(lines)), _matrix(next(lines)), _vector(next(lines))
        futures.append(Traffic(probabilities[k], unit_cost, capacity, outflow))
    nodes = range(node_count)
    arcs = {(i, j): fixed_cost[i][j] for i in nodes for j in nodes if adjacency[i][j] > 0}
    return StochasticDesign(arcs, tuple(futures))


def _vector(line: str) -> tuple[float, ...]:
    return tuple(float(word) for word in line.split(","))


def _matrix(line: str) -> Matrix:
    return tuple(_vector(row) for row in line.split(";"))


def instance_of(design: StochasticDesign, name: str = "stochastic design") -> Instance:
    """Return the planning problem.

    Modules are ordered in the first year and stand in the second, when one of the futures has come. Each has the
    largest capacity that any future gives the arc; the share of it that can be used is that of the future.
    """
    futures = {f"future{k}": (one.probability, _sketch(design, one).case()) for k, one in enumerate(design.futures, 1)}
    return undecided(futures, Sketch(year_count=2).periods[1], name)


def _sketch(design: StochasticDesign, traffic: Traffic) -> Sketch:
    sketch = Sketch(year_count=2)
    second = sketch.periods[1]
    sketch.chip(power_mw=0.0, price=None)
    sketch.work("goods", routing="arcs")
    sinks = sorted({i for future in design.futures for i, amount in enumerate(future.outflow) if amount < 0})
    sketch.region("source")
    for i, amount in enumerate(traffic.outflow):
        sketch.region(f"n{i}")
        if i in sinks:
            sketch.runs("goods", f"n{i}")
            sketch.stands(f"n{i}", max(0.0, -amount))
        sketch.link(f"source-n{i}", "source", f"n{i}", gbps=max(0.0, amount))
    total = sum(amount for amount in traffic.outflow if amount > 0)
    sketch.demand("goods", "source", total, [f"n{i}" for i in sinks], [second])
    for (i, j), fixed_cost in design.fixed_cost.items():
        largest = max(future.capacity[i][j] for future in design.futures)
        sketch.link(
            f"n{i}-n{j}",
            f"n{i}",
            f"n{j}",
            carrying=traffic.unit_cost[i][j],
            usable_fraction=traffic.capacity[i][j] / largest,
            modules=[sketch.module(largest, fixed_cost)],
            lead_years=1.0,
            life_years=1.0,
        )
    return sketch
