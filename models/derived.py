"""What follows from an instance before any model: the sets of its cases, and what joins them along the tree."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from models.case_sets import CaseSets, derive_case
from models.ids import ChipId, NodeId, OutcomeId, RegionId, ScenarioId
from models.instance import Instance
from models.timing import commissioning, stands


@dataclass(frozen=True)
class Sets:
    """Index sets of an instance: those of its cases, and what joins them along the tree."""

    inst: Instance
    by_scenario: Mapping[ScenarioId, CaseSets]

    def at(self, e: OutcomeId) -> CaseSets:
        """Return the sets that hold in an outcome."""
        return self.by_scenario[self.inst.tree.outcome(e).scenario]

    def standing_orders(self, e: OutcomeId, lead_years: float, life_years: float) -> tuple[OutcomeId, ...]:
        """Return the outcomes on the way to `e` whose orders stand in `e`."""
        tree, periods = self.inst.tree, self.inst.periods
        at = tree.outcome(e).period
        return tuple(
            before
            for before in tree.outcome_path(e)
            if stands(periods, tree.outcome(before).period, lead_years, life_years, at)
        )

    def unexpired_orders(self, e: OutcomeId, life_years: float, lead_years: float) -> tuple[OutcomeId, ...]:
        """Return the outcomes on the way to `e` whose orders are under construction or standing in `e`."""
        tree, periods = self.inst.tree, self.inst.periods
        year = self.inst.period_of(e).first_year
        found = []
        for before in tree.outcome_path(e):
            begin = commissioning(periods, tree.outcome(before).period, lead_years)
            if begin is not None and year < begin.first_year + life_years:
                found.append(before)
        return tuple(found)

    @cached_property
    def _from_here(self) -> Mapping[NodeId, tuple[OutcomeId, ...]]:
        """The outcomes that live with the decisions of each node, in its period and later."""
        tree = self.inst.tree
        found: dict[NodeId, list[OutcomeId]] = {n: [] for n in self.inst.nodes}
        for e in self.inst.outcomes:
            for n in tree.node_path(tree.outcome(e).node):
                found[n].append(e)
        return {n: tuple(outcomes) for n, outcomes in found.items()}

    @cached_property
    def purchase_limit(self) -> Mapping[tuple[RegionId, ChipId, NodeId], float]:
        """The most units that can be bought at each node; no key: none; inf: no limit is known.

        What is bought must be for sale, and within its quota, in every outcome of the node, and have its place in halls
        and grid wherever it stands later.
        """
        found = {}
        for n in self.inst.nodes:
            period = self.inst.tree.node(n).period
            here = [self.at(outcome.id) for outcome in self.inst.tree.outcomes_at(n)]
            for r in self.inst.first_case.regions:
                for k in self.inst.first_case.chips:
                    if not all((k, r, period) in sets.case.chip_price_m for sets in here):
                        continue
                    limits = [sets.quota_units(r, k, period) for sets in here]
                    later = self._standing(r, k, n)
                    limits += [self.at(e).housed_units(r, k, self.inst.tree.outcome(e).period) for e in later]
                    if later and min(limits) > 0:
                        found[r, k, n] = min(limits)
        return found

    def _standing(self, r: RegionId, k: ChipId, n: NodeId) -> list[OutcomeId]:
        """Return the outcomes in which units ordered at a node stand; none where they have no use."""
        periods, tree = self.inst.periods, self.inst.tree
        ordered = tree.node(n).period
        if not any(self.at(e).is_useful(r, k) for e in self._from_here[n]):
            return []
        chips = {e: self.at(e).case.chips[k] for e in self._from_here[n]}
        return [
            e
            for e, chip in chips.items()
            if stands(periods, ordered, chip.lead_years, chip.lifetime_years, tree.outcome(e).period)
        ]

    @cached_property
    def units_limit(self) -> Mapping[tuple[RegionId, ChipId, OutcomeId], float]:
        """The most units of a chip that can stand in a region, from fleet, supply, halls and grid; inf: none known."""
        found: dict[tuple[RegionId, ChipId, OutcomeId], float] = {}
        for e in self.inst.outcomes:
            sets = self.at(e)
            period = self.inst.tree.outcome(e).period
            for (r, k), _ in sets.runnable.items():
                chip = sets.case.chips[k]
                fleet = sum(
                    units
                    for year, units in sets.fleet_units.get((r, k), {}).items()
                    if sets.fleet_stands(k, year, period)
                )
                bought = 0.0
                for before in self.standing_orders(e, chip.lead_years, chip.lifetime_years):
                    bought += self.purchase_limit.get((r, k, self.inst.tree.outcome(before).node), 0.0)
                found[r, k, e] = min(fleet + bought, sets.housed_units(r, k, period))
        return found


def derive(inst: Instance) -> Sets:
    """Return the index sets of an instance."""
    return Sets(inst, {scenario: derive_case(case) for scenario, case in inst.cases.items()})
