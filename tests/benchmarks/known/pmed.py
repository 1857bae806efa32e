"""The p-median problem as in the OR-Library: open p nodes of a graph so that all nodes are close to an open one.

A file has the number of nodes, of edges, and p; then the two ends and the length of each edge. An edge may be listed
twice: the last length counts. (J. E. Beasley, OR-Library, files pmed*.)
"""

from collections.abc import Mapping
from dataclasses import dataclass

from models.instance import Instance, single
from models.records import Policy, Selection
from tests.benchmarks.known.numbers import Numbers
from tests.benchmarks.known.sketch import Sketch


@dataclass(frozen=True)
class Graph:
    """Nodes 1 to n, the edges between them, and the number of nodes to open."""

    node_count: int
    open_count: int
    length: Mapping[tuple[int, int], float]
    """By the two ends of an edge, the smaller first."""


def parse(text: str) -> Graph:
    """Return the graph of a file."""
    numbers = Numbers(text)
    n, edges, p = numbers.whole(), numbers.whole(), numbers.whole()
    length: dict[tuple[int, int], float] = {}
    for _ in range(edges):
        a, b = numbers.whole(), numbers.whole()
        length[min(a, b), max(a, b)] = numbers.one()
    return Graph(n, p, length)


def instance_of(graph: Graph, name: str = "median") -> Instance:
    """Return the planning problem: each node demands 1, edges carry at a cost of their length, p regions are opened.

    The shortest path between two nodes is the fastest and the cheapest.
    """
    sketch = Sketch()
    sketch.chip()
    sketch.work("visits")
    nodes = [f"n{i}" for i in range(1, graph.node_count + 1)]
    for node in nodes:
        sketch.region(node, room=graph.node_count)
        sketch.runs("visits", node)
        sketch.demand("visits", node, 1.0, nodes)
    for (a, b), length in graph.length.items():
        sketch.link(
            f"{a}-{b}", f"n{a}", f"n{b}", gbps=graph.node_count, carrying=length, one_way_ms=length, direction="both"
        )
    count = Policy("open", "regions_opened", Selection(), None, "each period", "=", graph.open_count)
    sketch.policy(count)
    return single(sketch.case(), name)
