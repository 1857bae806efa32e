"""The decisions that groups of futures share: those of their common nodes that each of them has."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyomo.environ as pyo

from models.build import build
from models.instance import Instance
from planner.solve.hedging.groups import Group
from planner.solve.hedging.stages import Stage

FAMILIES = (
    "opened",
    "modules_built",
    "chip_adopted",
    "bought_units",
    "lots_bought",
    "retired_units",
    "tier_joined",
    "tier_established",
    "stack_ported",
    "link_opened",
    "circuits_added",
    "trained_staff",
    "host_chosen",
)
"""Decided at a node, for all futures that share it; the node is the last part of the index."""
UNITS = ("bought_units", "lots_bought", "retired_units")
"""What cannot be had in one of the groups cannot be had before they part; other decisions are of no matter there."""
Key = tuple[str, Any]
"""Family and index."""


def shared_decisions(inst: Instance, groups: Iterable[Group]) -> Mapping[str, tuple[Key, ...]]:
    """Return, by name of the stage, the decisions that all of its groups have, in one order."""
    found: dict[str, dict[Key, None]] = {}
    for group in groups:
        m = build(inst.part(group.leaves)).pyomo
        for stage in group.stages:
            own = dict.fromkeys(decisions_of(m, inst, group, stage))
            before = found.get(stage.name)
            found[stage.name] = own if before is None else {key: None for key in before if key in own}
    return {name: tuple(keys) for name, keys in found.items()}


def padding_of(groups: Iterable[Group], shared: Mapping[str, tuple[Key, ...]]) -> Mapping[str, int]:
    """Return, by name of the stage, how many decisions it has less than the one with most at its depth of the tree.

    mpi-sppy wants as many decisions of each group.
    """
    depth = {stage.name: i for group in groups for i, stage in enumerate(group.stages)}
    most = [max(len(shared[name]) for name, at in depth.items() if at == i) for i in range(max(depth.values()) + 1)]
    return {name: most[at] - len(shared[name]) for name, at in depth.items()}


def decisions_of(m: pyo.ConcreteModel, inst: Instance, group: Group, stage: Stage) -> Iterator[Key]:
    """Yield the decisions of a stage that the model of a group has."""
    tree = inst.tree
    way = tree.node_path(tree.outcome(group.leaves[0]).node)
    nodes = {n for n in way if tree.node(n).period in stage.periods}
    for family in FAMILIES:
        for key in sorted((key for key in m.component(family) if key[-1] in nodes), key=str):
            yield family, key
