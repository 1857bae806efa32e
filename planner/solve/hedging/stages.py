"""Where the futures of a tree share their decisions: the stages by which it is taken apart into its leaves."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.ids import OutcomeId, PeriodId
from models.instance import Instance

ROOT = "ROOT"


@dataclass(frozen=True)
class Stage:
    """Periods in which a group of futures decides together."""

    name: str
    """ROOT, and below it ROOT_0, ROOT_1, ROOT_0_0: each continues the name of the stage before."""
    periods: tuple[PeriodId, ...]
    leaves: tuple[OutcomeId, ...]
    probability: float
    """Of the stage, where the one before has come."""

    @property
    def parent(self) -> str | None:
        """The stage before; None: this is the first."""
        return None if self.name == ROOT else self.name.rsplit("_", 1)[0]


def stages_of(inst: Instance) -> Mapping[OutcomeId, tuple[Stage, ...]]:
    """Return, by leaf, the stages in which it decides together with others, or could; as many for each.

    The leaves come in an order in which those of a stage stand together. What each decides for itself is in no stage.
    """
    tree = inst.tree
    ways = {leaf: tree.node_path(tree.outcome(leaf).node) for leaf in tree.leaves}
    nodes = {leaf: dict(zip(inst.periods, way, strict=True)) for leaf, way in ways.items()}
    runs: list[tuple[list[PeriodId], tuple[tuple[OutcomeId, ...], ...]]] = []
    for period in inst.periods:
        groups: dict[str, list[OutcomeId]] = {}
        for leaf in tree.leaves:
            groups.setdefault(nodes[leaf][period], []).append(leaf)
        parts = tuple(tuple(group) for group in groups.values())
        if len(parts) == len(tree.leaves) and len(parts) > 1:
            break
        if runs and runs[-1][1] == parts:
            runs[-1][0].append(period)
        else:
            runs.append(([period], parts))
    if not runs or len(runs[0][1]) > 1:
        runs.insert(0, ([], (tree.leaves,)))
    found: dict[OutcomeId, list[Stage]] = {leaf: [] for leaf in tree.leaves}
    before: dict[OutcomeId, str] = dict.fromkeys(tree.leaves, "")
    for periods, parts in runs:
        count: dict[str, int] = {}
        for part in parts:
            parent = before[part[0]]
            name = f"{parent}_{count.get(parent, 0)}" if parent else ROOT
            count[parent] = count.get(parent, 0) + 1
            chance = _chance(inst, part) / (_chance(inst, found[part[0]][-1].leaves) if parent else 1.0)
            for leaf in part:
                found[leaf].append(Stage(name, tuple(periods), part, chance))
        before = {leaf: stages[-1].name for leaf, stages in found.items()}
    ordered = sorted(tree.leaves, key=lambda leaf: [_place(stage.name) for stage in found[leaf]])
    return {leaf: tuple(found[leaf]) for leaf in ordered}


def _chance(inst: Instance, leaves: tuple[OutcomeId, ...]) -> float:
    return sum(inst.tree.outcome(leaf).probability for leaf in leaves)


def _place(name: str) -> list[int]:
    return [int(part) for part in name.split("_")[1:]]
