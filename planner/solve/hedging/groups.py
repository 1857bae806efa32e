"""Into which models a tree is taken apart: single futures, or groups of them that stay together for longer."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.ids import OutcomeId
from models.instance import Instance
from planner.solve.hedging.stages import Stage, stages_of


@dataclass(frozen=True)
class Group:
    """Futures that are planned in one model."""

    leaves: tuple[OutcomeId, ...]
    stages: tuple[Stage, ...]
    """In which they decide together with others; what they decide together with each other alone is in none."""
    probability: float

    @property
    def name(self) -> str:
        """Name of the group: that of its first leaf."""
        return self.leaves[0]


def groups_of(inst: Instance, largest: float) -> tuple[Group, ...]:
    """Return the groups into which a tree is taken apart, those of a stage beside each other.

    The higher up a tree is taken apart, the fewer decisions have to be brought together, and the better does each group
    alone know the whole: of eight regions whose futures part in three and then in two, the three groups alone have the
    bound of the whole tree, and single futures one that is 0.2 % lower.

    Parameters
    ----------
    largest
        Size of a group of several futures, see `size_of`.
    """
    ways = stages_of(inst)
    depths = range(1, len(next(iter(ways.values()))))
    levels = (_at(inst, ways, depth) for depth in depths)
    fitting = (groups for groups in levels if all(_fits(inst, group, largest) for group in groups))
    alone = tuple(Group((leaf,), stages, inst.tree.outcome(leaf).probability) for leaf, stages in ways.items())
    return next(fitting, alone)


def size_of(inst: Instance) -> int:
    """Return about how many flows and runs all outcomes have."""
    total = 0
    for e in inst.outcomes:
        case = inst.case(e)
        states = len(case.slices) + len(case.outages)
        total += states * (len(case.performance_pflops) + len(case.host_rules))
    return total


def _at(inst: Instance, ways: Mapping[OutcomeId, tuple[Stage, ...]], depth: int) -> tuple[Group, ...]:
    """Return the groups of futures that are together in the stage at this depth and further up."""
    leaves: dict[str, list[OutcomeId]] = {}
    for leaf, stages in ways.items():
        leaves.setdefault(stages[depth].name, []).append(leaf)
    return tuple(
        Group(tuple(own), ways[own[0]][:depth], sum(inst.tree.outcome(leaf).probability for leaf in own))
        for own in leaves.values()
    )


def _fits(inst: Instance, group: Group, largest: float) -> bool:
    return len(group.leaves) == 1 or size_of(inst.part(group.leaves)) <= largest
