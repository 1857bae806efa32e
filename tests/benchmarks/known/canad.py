"""Fixed-charge capacitated multicommodity network design, in the form of the CANAD sets C and R.

A file has a line of text; the number of nodes, arcs and commodities; for each arc its tail and head, cost of a unit of
flow, capacity, fixed cost and two numbers to pass over; and for each commodity origin, destination and amount.
(Crainic, Frangioni and Gendron; files *.dow.)
"""

from dataclasses import dataclass

from models.instance import Instance, single
from tests.benchmarks.known.numbers import Numbers
from tests.benchmarks.known.sketch import Sketch


@dataclass(frozen=True)
class DesignArc:
    """An arc that can be opened."""

    tail: int
    head: int
    unit_cost: float
    capacity: float
    fixed_cost: float


@dataclass(frozen=True)
class Design:
    """Arcs, and what has to flow over them."""

    node_count: int
    arcs: tuple[DesignArc, ...]
    commodities: tuple[tuple[int, int, float], ...]
    """Origin, destination, amount."""


def parse(text: str) -> Design:
    """Return the instance of a file."""
    numbers = Numbers(text.split("\n", 1)[1])
    nodes, arc_count, commodity_count = numbers.whole(), numbers.whole(), numbers.whole()
    arcs = []
    for tail, head, unit_cost, capacity, fixed_cost, _, _ in numbers.table(arc_count, 7):
        arcs.append(DesignArc(int(tail), int(head), unit_cost, capacity, fixed_cost))
    commodities = [(int(o), int(d), amount) for o, d, amount in numbers.table(commodity_count, 3)]
    return Design(nodes, tuple(arcs), tuple(commodities))


def instance_of(design: Design, name: str = "design") -> Instance:
    """Return the planning problem: each commodity is work of its origin that only its destination can do."""
    sketch = Sketch()
    sketch.chip(power_mw=0.0, price=None)
    into = dict.fromkeys(range(1, design.node_count + 1), 0.0)
    for _, d, amount in design.commodities:
        into[d] += amount
    for i, amount in into.items():
        sketch.region(f"n{i}")
        if amount > 0:
            sketch.stands(f"n{i}", amount)
    for c, (o, d, amount) in enumerate(design.commodities, 1):
        sketch.work(f"commodity{c}", routing="arcs")
        sketch.runs(f"commodity{c}", f"n{d}")
        sketch.demand(f"commodity{c}", f"n{o}", amount, [f"n{d}"])
    for a, arc in enumerate(design.arcs, 1):
        module = sketch.module(arc.capacity, arc.fixed_cost)
        sketch.link(f"arc{a}", f"n{arc.tail}", f"n{arc.head}", carrying=arc.unit_cost, modules=[module])
    return single(sketch.case(), name)
