"""What follows from an instance before any model: the sets of its cases, and what joins them along the tree."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import floor, inf

from models.case_sets import CaseSets, derive_case
from models.ids import ChipId, LinkId, NodeId, OutcomeId, RegionId, ScenarioId
from models.instance import Case, Instance
from models.timing import commissioning, stands

Lasting = Callable[[Case], tuple[float, float]]
"""Lead time and life of an asset, in years, by the data of the outcome in which it is ordered."""


ROUNDING = 1e-9
"""A lot that is short of whole by no more than this is whole."""


@dataclass(frozen=True)
class Sets:
    """Index sets of an instance: those of its cases, and what joins them along the tree.

    An asset has the lead time, life and cost of the outcome in which it is ordered, whatever the data are later.
    """

    inst: Instance
    by_scenario: Mapping[ScenarioId, CaseSets]

    def at(self, e: OutcomeId) -> CaseSets:
        """Return the sets that hold in an outcome."""
        return self._at[e]

    def chip_orders(self, k: ChipId, e: OutcomeId) -> tuple[OutcomeId, ...]:
        """Return the outcomes on the way to `e` whose orders of a chip stand in `e`."""
        return self._chip_orders[k, e]

    def hall_orders(self, r: RegionId, e: OutcomeId) -> tuple[OutcomeId, ...]:
        """Return the outcomes on the way to `e` whose modules stand in `e`."""
        return self._standing(e, lambda case: (case.regions[r].hall_lead_years, case.regions[r].hall_life_years))

    def recent_hall_orders(self, r: RegionId, e: OutcomeId) -> tuple[OutcomeId, ...]:
        """Return the outcomes on the way to `e` whose modules are under construction or standing in `e`."""
        return self._recent(e, lambda case: (case.regions[r].hall_lead_years, case.regions[r].hall_life_years))

    def circuit_orders(self, l: LinkId, e: OutcomeId) -> tuple[OutcomeId, ...]:
        """Return the outcomes on the way to `e` whose circuits stand in `e`."""
        return self._standing(e, lambda case: (case.links[l].lead_years, case.links[l].life_years))

    def recent_circuit_orders(self, l: LinkId, e: OutcomeId) -> tuple[OutcomeId, ...]:
        """Return the outcomes on the way to `e` whose circuits are under construction or standing in `e`."""
        return self._recent(e, lambda case: (case.links[l].lead_years, case.links[l].life_years))

    def arrives(self, n: NodeId, lead_years: Callable[[Case], float]) -> bool:
        """Return whether what is ordered at a node stands before the horizon ends, in some outcome of the node."""
        return any(
            commissioning(self.inst.periods, outcome.period, lead_years(self.inst.case(outcome.id))) is not None
            for outcome in self.inst.tree.outcomes_at(n)
        )

    def _standing(self, e: OutcomeId, lasting: Lasting) -> tuple[OutcomeId, ...]:
        inst, at = self.inst, self.inst.tree.outcome(e).period
        return tuple(
            before
            for before in inst.tree.outcome_path(e)
            if stands(inst.periods, inst.tree.outcome(before).period, *lasting(inst.case(before)), at)
        )

    def _recent(self, e: OutcomeId, lasting: Lasting) -> tuple[OutcomeId, ...]:
        inst, year = self.inst, self.inst.period_of(e).first_year
        found = []
        for before in inst.tree.outcome_path(e):
            lead_years, life_years = lasting(inst.case(before))
            begin = commissioning(inst.periods, inst.tree.outcome(before).period, lead_years)
            if begin is None or year < begin.first_year + life_years:
                found.append(before)
        return tuple(found)

    def housed_units(self, r: RegionId, k: ChipId, e: OutcomeId) -> float:
        """Return the most units of a chip that halls and grid of a region can bear in `e`; inf: it draws nothing."""
        power_mw = self.at(e).case.chips[k].power_kw / 1000
        return self.load_limit_mw[r, e] / power_mw if power_mw > 0 else inf

    @cached_property
    def load_limit_mw(self) -> Mapping[tuple[RegionId, OutcomeId], float]:
        """The largest nameplate IT load that halls and grid of each region can bear in each outcome, in MW.

        Of new halls only what can stand by then: the pipeline, and modules once the lead time of an order has passed.
        The grid feeds the halls with the lower PUE first.
        """
        found = {}
        for e in self.inst.outcomes:
            for r, region in self.at(e).case.regions.items():
                grid_mw = region.at[self.inst.tree.outcome(e).period].grid_limit_mw
                places = (
                    (region.pue_existing, region.existing_hall_mw),
                    (region.pue_new, self.new_hall_mw_limit(r, e)),
                )
                load_mw, left_mw = 0.0, inf if grid_mw is None else grid_mw
                for pue, hall_mw in sorted(places):
                    borne_mw = min(hall_mw, left_mw / pue)
                    load_mw += borne_mw
                    left_mw -= borne_mw * pue
                found[r, e] = load_mw
        return found

    def new_hall_mw_limit(self, r: RegionId, e: OutcomeId) -> float:
        """Return the largest IT load that new halls of a region can bear in `e`, pipeline included, in MW."""
        region, period = self.at(e).case.regions[r], self.inst.tree.outcome(e).period
        ordered = (
            self.inst.case(before).regions[r].at[self.inst.tree.outcome(before).period].max_hall_modules
            for before in self.hall_orders(r, e)
        )
        modules = region.at[period].max_hall_modules if any(most > 0 for most in ordered) else 0
        return modules * region.hall_module_mw + self.at(e).pipeline_mw(r, period)

    @cached_property
    def _at(self) -> dict[OutcomeId, CaseSets]:
        return {outcome.id: self.by_scenario[outcome.scenario] for outcome in self.inst.tree.outcomes}

    @cached_property
    def _chip_orders(self) -> Mapping[tuple[ChipId, OutcomeId], tuple[OutcomeId, ...]]:
        def lasting(k: ChipId) -> Lasting:
            return lambda case: (case.chips[k].lead_years, case.chips[k].lifetime_years)

        return {(k, e): self._standing(e, lasting(k)) for k in self.inst.first_case.chips for e in self.inst.outcomes}

    @cached_property
    def _stands_in(self) -> Mapping[tuple[ChipId, NodeId], tuple[OutcomeId, ...]]:
        """The outcomes in which units ordered at a node stand; no key: none."""
        found: dict[tuple[ChipId, NodeId], list[OutcomeId]] = {}
        for (k, e), orders in self._chip_orders.items():
            for before in orders:
                found.setdefault((k, self.inst.tree.outcome(before).node), []).append(e)
        return {key: tuple(outcomes) for key, outcomes in found.items()}

    @cached_property
    def purchase_limit(self) -> Mapping[tuple[RegionId, ChipId, NodeId], float]:
        """The most units that can be bought at each node; no key: none; inf: no limit is known.

        What is bought must be for sale, and within its quota, in every outcome of the node, and have its place in halls
        and grid wherever it stands later.
        """
        regions = self.inst.first_case.regions
        found = {}
        for n in self.inst.nodes:
            for key in ((r, k, n) for k in self.inst.first_case.chips for r in regions):
                if (limit := self._purchase_limit(*key)) > 0:
                    found[key] = limit
        return found

    def _purchase_limit(self, r: RegionId, k: ChipId, n: NodeId) -> float:
        period = self.inst.tree.node(n).period
        here = [self.at(outcome.id) for outcome in self.inst.tree.outcomes_at(n)]
        later = self._stands_in.get((k, n), ())
        for_sale = all((k, r, period) in sets.case.chip_price_m for sets in here)
        if not for_sale or not any(self.at(e).is_useful(r, k) for e in later):
            return 0.0
        quotas = [sets.quota_units(r, k, period) for sets in here]
        most = min(quotas + [self.housed_units(r, k, e) for e in later])
        return whole_lots(self.inst.first_case.chips[k].lot_size, most)

    @cached_property
    def units_limit(self) -> Mapping[tuple[RegionId, ChipId, OutcomeId], float]:
        """The most units of a chip that can stand in a region, from fleet, supply, halls and grid; inf: none known."""
        found: dict[tuple[RegionId, ChipId, OutcomeId], float] = {}
        for e in self.inst.outcomes:
            sets = self.at(e)
            period = self.inst.tree.outcome(e).period
            for (r, k), _ in sets.runnable.items():
                fleet = sum(
                    units
                    for year, units in sets.fleet_units.get((r, k), {}).items()
                    if sets.fleet_stands(k, year, period)
                )
                bought = 0.0
                for before in self.chip_orders(k, e):
                    bought += self.purchase_limit.get((r, k, self.inst.tree.outcome(before).node), 0.0)
                found[r, k, e] = min(fleet + bought, self.housed_units(r, k, e))
        return found


def whole_lots(lot_size: int | None, units: float) -> float:
    """Return the units that can be had in whole lots, where a lot is given."""
    return units if lot_size is None or units == inf else floor(units / lot_size + ROUNDING) * lot_size


def derive(inst: Instance) -> Sets:
    """Return the index sets of an instance."""
    tree = inst.tree
    before: dict[ScenarioId, dict[ScenarioId, None]] = {scenario: {} for scenario in inst.cases}
    for outcome in tree.outcomes:
        for e in tree.outcome_path(outcome.id):
            before[outcome.scenario][tree.outcome(e).scenario] = None
    return Sets(
        inst,
        {
            scenario: derive_case(case, [inst.cases[earlier] for earlier in before[scenario]])
            for scenario, case in inst.cases.items()
        },
    )
