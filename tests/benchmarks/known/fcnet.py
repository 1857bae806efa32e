"""Fixed-charge flow of one commodity, in the form of FCNetLib: tables of GAMS, and a few statements after them.

The tables are fcost (fixed cost of an arc), vcost (cost of a unit of flow), demand (inflow less outflow of a node) and,
in some files, xupp (capacity). The statements set capacities and change tables; a negative fixed cost marks an arc that
is free. (Ortega and Wolsey; GAMS World, files *.inc.)
"""

import re
from dataclasses import dataclass

from models.instance import Instance, single
from tests.benchmarks.known.sketch import Sketch

_TABLE = re.compile(r"Parameter\s+(\w+)\s*\([^)]*\)\s*/(.*?)^\s*/", re.DOTALL | re.MULTILINE | re.IGNORECASE)
_SCALED = re.compile(r"(fcost|vcost|demand)\([^)]*\)=([\d.]+)\*\1\([^)]*\)")
_ONE_NODE = re.compile(r"demand\('(\w+)'\)=(-?[\d.]+)")
_TOTAL = re.compile(r"u=-sum\(\w+\$\(demand\(\w+\)<0\),demand\(\w+\)\)")
_CAPACITY = re.compile(r"xupp\(m,n,s\)\$\(fcost\(m,n,s\)orvcost\(m,n,s\)\)=u")
_FREE_ARCS = "loop((m,n,s)$(fcost(m,n,s)<0),fcost(m,n,s)=0;vcost(m,n,s)=0;)"
_SIDE_ROWS = re.compile(r"(usetree|usett1|usett2)=1")
_NO_EFFECT = re.compile(r"Sets?\b.*|yupp\('n1','n1','a1'\)=0|(usetree|usett1|usett2)=0", re.IGNORECASE)

Arc = tuple[str, str, str]
"""Tail, head, and which of the arcs between them."""


@dataclass(frozen=True)
class FlowArc:
    """An arc that can be opened, or, at no fixed cost, used."""

    tail: str
    head: str
    fixed_cost: float
    unit_cost: float
    capacity: float


@dataclass(frozen=True)
class Flow:
    """A network, and what flows into its nodes less what flows out."""

    arcs: tuple[FlowArc, ...]
    demand: dict[str, float]


def parse(text: str) -> Flow:
    """Return the instance of a file.

    Raises
    ------
    ValueError
        When a statement is not understood, or asks for rows beyond the flow (a tree).
    """
    text = "\n".join(line for line in text.splitlines() if not line.startswith(("*", "$")))
    tables = {name.lower(): _entries(body) for name, body in _TABLE.findall(text)}
    fixed: dict[Arc, float] = _by_arc(tables.get("fcost", {}))
    unit: dict[Arc, float] = _by_arc(tables.get("vcost", {}))
    capacity: dict[Arc, float] = _by_arc(tables.get("xupp", {}))
    demand = {key[0]: value for key, value in tables["demand"].items()}
    changed = {"fcost": fixed, "vcost": unit, "demand": demand}
    total = 0.0
    for statement in _statements(_TABLE.sub("", text)):
        if found := _SCALED.fullmatch(statement):
            table = changed[found[1]]
            table.update({key: float(found[2]) * value for key, value in table.items()})
        elif found := _ONE_NODE.fullmatch(statement):
            demand[found[1]] = float(found[2])
        elif _TOTAL.fullmatch(statement):
            total = -sum(value for value in demand.values() if value < 0)
        elif _CAPACITY.fullmatch(statement):
            capacity.update({arc: total for table in (fixed, unit) for arc, value in table.items() if value != 0})
        elif statement == _FREE_ARCS:
            for arc in [arc for arc, cost in fixed.items() if cost < 0]:
                fixed[arc] = unit[arc] = 0.0
        elif _SIDE_ROWS.fullmatch(statement):
            raise ValueError(f"the file asks for rows beyond the flow: {statement}")
        elif not _NO_EFFECT.fullmatch(statement):
            raise ValueError(f"the statement {statement!r} is not understood")
    arcs = [
        FlowArc(arc[0], arc[1], fixed.get(arc, 0.0), unit.get(arc, 0.0), min(most, total))
        for arc, most in capacity.items()
    ]
    return Flow(tuple(arcs), demand)


def _entries(body: str) -> dict[tuple[str, ...], float]:
    found = {}
    for line in body.splitlines():
        if words := line.split():
            found[tuple(words[:-1])] = float(words[-1])
    return found


def _by_arc(entries: dict[tuple[str, ...], float]) -> dict[Arc, float]:
    return {(tail, head, which): value for (tail, head, which), value in entries.items()}


def _statements(text: str) -> list[str]:
    """Return the statements without blanks; a loop is one of them."""
    text = re.sub(r"\s+", "", re.sub(r"(?m)^\s*/\s*;?\s*$", "", text.replace("Set ", "Set_").replace("Sets ", "Sets_")))
    statements = re.findall(r"(?:loop\(.*?;\)|[^;])+", text)
    return [statement.replace("Set_", "Set ").replace("Sets_", "Sets ") for statement in statements]


def instance_of(flow: Flow, name: str = "flow") -> Instance:
    """Return the planning problem: one source sends work to the nodes of supply, those of demand do it."""
    sketch = Sketch()
    sketch.chip(power_mw=0.0, price=None)
    sketch.work("goods", routing="arcs")
    nodes = dict.fromkeys(end for arc in flow.arcs for end in (arc.tail, arc.head))
    nodes.update(dict.fromkeys(flow.demand))
    sinks = [node for node in nodes if flow.demand.get(node, 0.0) > 0]
    sketch.region("source")
    sketch.demand("goods", "source", sum(flow.demand[node] for node in sinks), sinks)
    for node in nodes:
        sketch.region(node)
        amount = flow.demand.get(node, 0.0)
        if amount > 0:
            sketch.stands(node, amount)
            sketch.runs("goods", node)
        elif amount < 0:
            sketch.link(f"source-{node}", "source", node, gbps=-amount)
    for a, arc in enumerate(flow.arcs, 1):
        free = arc.fixed_cost <= 0
        sketch.link(
            f"arc{a}",
            arc.tail,
            arc.head,
            gbps=arc.capacity if free else 0.0,
            carrying=arc.unit_cost,
            modules=[] if free else [sketch.module(arc.capacity, arc.fixed_cost)],
        )
    return single(sketch.case(), name)
