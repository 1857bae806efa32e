"""Network design in the native format of SNDlib: modules on links, bandwidth that is there and paid for, fixed charges.

A file has sections in brackets: NODES, LINKS (two ends; bandwidth that is there and its cost; cost of routing a unit;
fixed charge; pairs of capacity and cost of the modules), DEMANDS (two ends; routing unit; value; largest path) and
perhaps ADMISSIBLE_PATHS. What else holds is said by the code in the name of a problem, such as D-B-M-N-C-A-N-N:

    demands      U undirected, D directed
    links        U both directions share the capacity, B each has it in full, D one direction only
    capacities   M any numbers of the modules, S of the smallest one, E at most one module
    fixed charge Y, N
    routing      C in any parts
    paths        A all
    hop limit    N
    survivability N

What the planner has no counterpart for is refused: capacities in any amount (L), flows in whole units or on one path
(I, S), lists of paths, hop limits and survivability. The cost of bandwidth that is there is paid whether it is used or
not; the fixed charge is that of using a link at all. (Orlowski, Wessaely, Pioro and Tomaszewski, "SNDlib 1.0 -
Survivable Network Design Library", Networks 55, 2010.)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Any, Literal, cast

from models.instance import Instance, single
from models.records import Commitment, LinkModule, Selection
from tests.benchmarks.known.sketch import Sketch

_CHOICES = (
    ("demands", "UD"),
    ("links", "UBD"),
    ("capacities", "MSE"),
    ("fixed charge", "YN"),
    ("routing", "C"),
    ("paths", "A"),
    ("hop limit", "N"),
    ("survivability", "N"),
)
_DIRECTION = {"U": "shared", "B": "both", "D": "one"}


@dataclass(frozen=True)
class NetworkLink:
    """A link of the network."""

    name: str
    source: str
    target: str
    there: float
    there_cost: float
    routing_cost: float
    setup_cost: float
    modules: tuple[tuple[float, float], ...]
    """Capacity and cost."""


@dataclass(frozen=True)
class NetworkDemand:
    """Traffic between two nodes."""

    name: str
    source: str
    target: str
    amount: float
    """Routing unit times value."""


@dataclass(frozen=True)
class TransportNetwork:
    """What a file of the type network describes."""

    nodes: tuple[str, ...]
    links: tuple[NetworkLink, ...]
    demands: tuple[NetworkDemand, ...]


def parse(text: str) -> TransportNetwork:
    """Return the network of a file."""
    text = "\n".join(line.split("#")[0] for line in text.splitlines() if not line.startswith("?"))
    sections = _sections(iter(re.findall(r"[()]|[^\s()]+", text)))
    links = []
    for name, ends, there, there_cost, routing, setup, sizes in _rows(sections["LINKS"], 7):
        numbers = [float(word) for word in sizes]
        modules = tuple(zip(numbers[::2], numbers[1::2], strict=True))
        links.append(NetworkLink(name, *ends, float(there), float(there_cost), float(routing), float(setup), modules))
    demands = [
        NetworkDemand(name, *ends, float(unit) * float(value))
        for name, ends, unit, value, _ in _rows(sections["DEMANDS"], 5)
    ]
    return TransportNetwork(tuple(_node_names(sections["NODES"])), tuple(links), tuple(demands))


def _sections(words: Iterator[str]) -> dict[str, list[Any]]:
    return {name: _bracket(words) for name in words if next(words) == "("}


def _bracket(words: Iterator[str]) -> list[Any]:
    """Return the words up to the closing bracket; those in brackets inside as lists."""
    found: list[Any] = []
    for word in words:
        if word == ")":
            return found
        found.append(_bracket(words) if word == "(" else word)
    raise ValueError("a bracket is not closed")


def _rows(section: list[Any], length: int) -> Iterator[list[Any]]:
    for begin in range(0, len(section), length):
        yield section[begin : begin + length]


def _node_names(section: list[Any]) -> list[str]:
    """Return the names of the nodes, after each of which come its place and perhaps options, in brackets."""
    return [word for word in section if isinstance(word, str)]


def instance_of(network: TransportNetwork, code: str, name: str = "network") -> Instance:
    """Return the planning problem: a demand is work of its source that only its target does.

    Raises
    ------
    ValueError
        When the code asks for what the planner has no counterpart for.
    """
    demand_kind, link_kind, capacities, charged = _understood(code)
    if demand_kind == "U" and link_kind != "U":
        raise ValueError("undirected demands need links whose directions share the capacity")
    sketch = Sketch()
    sketch.chip(power_mw=0.0, price=None)
    arriving = {node: sum(one.amount for one in network.demands if one.target == node) for node in network.nodes}
    for node, amount in arriving.items():
        sketch.region(node)
        if amount > 0:
            sketch.stands(node, amount)
    for demand in network.demands:
        sketch.work(demand.name, routing="arcs")
        sketch.runs(demand.name, demand.target)
        sketch.demand(demand.name, demand.source, demand.amount, [demand.target])
    total = sum(one.amount for one in network.demands)
    for link in network.links:
        pays_for_use = charged == "Y" and link.setup_cost > 0
        modules = _modules(sketch, link, capacities, total, there=pays_for_use)
        sketch.link(
            link.name,
            link.source,
            link.target,
            direction=cast(Literal["one", "both", "shared"], _DIRECTION[link_kind]),
            gbps=0.0 if pays_for_use else link.there,
            existing_yearly_cost_m=link.there_cost,
            carrying=link.routing_cost,
            opening_cost_m=link.setup_cost if pays_for_use else 0.0,
            modules=modules,
        )
        if capacities == "E" and link.modules:
            here = Selection(f"link={link.name}", links=(link.name,))
            most = 1.0 + any(module.id == "there" for module in modules)
            sketch.commitment(Commitment(f"one-{link.name}", "circuits_added", here, None, "<=", most, "total"))
    return single(sketch.case(), name)


def _understood(code: str) -> tuple[str, str, str, str]:
    letters = code.split("-")
    if len(letters) != len(_CHOICES):
        raise ValueError(f"{code} should have {len(_CHOICES)} letters")
    for letter, (what, known) in zip(letters, _CHOICES, strict=True):
        if letter not in known:
            raise ValueError(f"the planner has no counterpart for {what} {letter}; it knows {', '.join(known)}")
    return letters[0], letters[1], letters[2], letters[3]


def _modules(sketch: Sketch, link: NetworkLink, capacities: str, total: float, *, there: bool) -> list[LinkModule]:
    """Return the modules of a link; with `there`, what is there is one too, at no cost but the fixed charge."""
    sizes = sorted(link.modules)
    if capacities == "S":
        sizes = sizes[:1]
    found = []
    for i, (capacity, cost) in enumerate(sizes, 1):
        most = 1 if capacities == "E" else ceil(total / capacity)
        found.append(sketch.module(capacity, cost, most, name=f"size{i}"))
    if there and link.there > 0:
        found.append(sketch.module(link.there, 0.0, 1, name="there"))
    return found
