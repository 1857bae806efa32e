"""The decisions that futures share: those of their common nodes that each of them has."""

from collections.abc import Iterator, Mapping
from typing import Any

import pyomo.environ as pyo

from models.build import build
from models.ids import OutcomeId
from models.instance import Instance
from planner.solve.hedging.stages import Stage, stages_of

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
"""What cannot be had in one of the futures cannot be had before they part; other decisions are of no matter there."""
Key = tuple[str, Any]
"""Family and index."""


def shared_decisions(inst: Instance) -> Mapping[str, tuple[Key, ...]]:
    """Return, by name of the stage, the decisions that all of its futures have, in one order."""
    found: dict[str, dict[Key, None]] = {}
    for leaf, stages in stages_of(inst).items():
        m = build(inst.leaf(leaf)).pyomo
        for stage in stages:
            own = dict.fromkeys(decisions_of(m, inst, leaf, stage))
            before = found.get(stage.name)
            found[stage.name] = own if before is None else {key: None for key in before if key in own}
    return {name: tuple(keys) for name, keys in found.items()}


def padding_of(inst: Instance, shared: Mapping[str, tuple[Key, ...]]) -> Mapping[str, int]:
    """Return, by name of the stage, how many decisions it has less than the one with most at its depth of the tree.

    mpi-sppy wants as many decisions of each future.
    """
    depth = {stage.name: i for stages in stages_of(inst).values() for i, stage in enumerate(stages)}
    most = [max(len(shared[name]) for name, at in depth.items() if at == i) for i in range(max(depth.values()) + 1)]
    return {name: most[at] - len(shared[name]) for name, at in depth.items()}


def decisions_of(m: pyo.ConcreteModel, inst: Instance, leaf: OutcomeId, stage: Stage) -> Iterator[Key]:
    """Yield the decisions of a stage that the model of a future has."""
    tree = inst.tree
    nodes = {n for n in tree.node_path(tree.outcome(leaf).node) if tree.node(n).period in stage.periods}
    for family in FAMILIES:
        for key in sorted((key for key in m.component(family) if key[-1] in nodes), key=str):
            yield family, key
