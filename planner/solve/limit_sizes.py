"""How large a limit would be that does not bind, by plain arithmetic: what a move of it is compared with.

A quota of 0 needs 400 units and a grid limit of 60 MW another 140: which is the smaller change is told by what the work
takes that stands behind each. Only the order of magnitude matters.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from math import isfinite

from models.ceiling import Ceiling
from models.ids import BudgetId, ChipId, CommitmentId, LinkId, ModuleId, PeriodId, PolicyId, RegionId, WorkloadId
from models.instance import Case, Instance
from models.records import OWN_RATIO
from planner.solve.elastic_rows import LimitKey

_HOURS_PER_YEAR = 8760.0
_OF_WORK = ("counted_capacity", "new_capacity", "served", "served_remotely", "rented", "unmet", "utilisation")
_OF_UNITS = ("units", "new_units")
_OF_ENERGY = ("energy_mwh", "green_mwh", "pue", "green_share", "carbon_t")
_OF_MONEY = ("capex", "opex")


class Needs:
    """What the work of an instance takes, counted as if each chip that can do it did its part of it."""

    def __init__(self, inst: Instance) -> None:
        self._case: Case = inst.first_case
        self._ceiling = Ceiling(self._case)

    def behind(self, key: LimitKey) -> float:
        """Return the size that a limit would have if it were made for the work, in its unit; 0: it has no such size."""
        made: Mapping[str, Callable[..., float]] = {
            "supply_limit": self._supply,
            "grid_limit": self._grid_mw,
            "hall_module_limit": self._modules,
            "staff_limit": self._staff,
            "chip_type_limit": lambda *_: 1.0,
            "link_capacity": lambda link: self._gbps(LinkId(link)),
            "circuit_limit": self._circuits,
            "budget_limit": self._money_m,
            "policy_limit": self._policy,
            "commitment_limit": self._commitment,
        }
        found = made[key[0]](*key[1:]) if key[0] in made else 0.0
        return found if isfinite(found) else 0.0

    def _due(self, r: RegionId, w: WorkloadId, t: PeriodId) -> float:
        return self._ceiling.average_demand(r, w, t)

    def _power_mw(self, r: RegionId, t: PeriodId) -> float:
        """Return the IT load of a region's own work, on the chips that make most of it."""
        best = {w: self._ceiling.per_mw(r, w, t) for w in self._case.workloads}
        return sum(self._due(r, w, t) / per_mw for w, per_mw in best.items() if per_mw)

    def _grid_mw(self, r: RegionId, t: PeriodId) -> float:
        region = self._case.regions[r]
        return self._power_mw(r, t) * max(region.pue_existing, region.pue_new)

    def _modules(self, r: RegionId, t: PeriodId) -> float:
        module_mw = self._case.regions[r].hall_module_mw
        return max(1.0, self._power_mw(r, t) / module_mw) if module_mw > 0 else 1.0

    def _staff(self, r: RegionId, t: PeriodId) -> float:
        return self._power_mw(r, t) * self._case.regions[r].staff_per_mw

    @cached_property
    def _able(self) -> Mapping[WorkloadId, Mapping[ChipId, float]]:
        """For each workload what a unit of each chip that can do it delivers of it, where it delivers most."""
        found: dict[WorkloadId, dict[ChipId, float]] = {w: {} for w in self._case.workloads}
        for (k, w, _), pflops in self._case.performance_pflops.items():
            if pflops > 0:
                found[w][k] = max(found[w].get(k, 0.0), pflops)
        return found

    def _units(self, k: ChipId, regions: Iterable[RegionId], t: PeriodId) -> float:
        part = {w: 1.0 / (able[k] * len(able)) for w, able in self._able.items() if k in able}
        return sum(self._due(r, w, t) * units for r in regions for w, units in part.items())

    def _all_units(self, t: PeriodId) -> float:
        return sum(self._units(k, self._case.regions, t) for k in self._case.chips)

    def _supply(self, number: str, t: PeriodId) -> float:
        supply = self._case.supplies[int(number)]
        return self._units(supply.chip, supply.regions, t) / self._case.periods[t].years

    def _gbps(self, l: LinkId) -> float:
        """Return the traffic of all work of one end, of the end that has less of it."""
        link, case = self._case.links[l], self._case
        return min(
            max(
                sum(self._due(end, w, t) * workload.gbps_per_pflops for w, workload in case.workloads.items())
                for t in case.periods
            )
            for end in (link.tail, link.head)
        )

    def _circuits(self, l: LinkId, i: ModuleId) -> float:
        gbps = self._case.links[l].modules[i].gbps
        return max(1.0, self._gbps(l) / gbps) if gbps > 0 else 1.0

    def _price_m(self, k: ChipId, t: PeriodId) -> float:
        return min(
            (price for (chip, _, when), price in self._case.chip_price_m.items() if (chip, when) == (k, t)), default=0.0
        )

    def _money_m(self, b: BudgetId, t: PeriodId) -> float:
        regions = self._case.budgets[b].regions
        return sum(self._units(k, regions, t) * self._price_m(k, t) for k in self._case.chips)

    def _policy(self, name: PolicyId) -> float:
        """Return the size of the quantity that a policy limits, in the period with most of it."""
        policy = self._case.policies[name]
        if policy.value and policy.denominator is None and policy.metric not in OWN_RATIO:
            return abs(policy.value)
        found = max(self._quantity(policy.metric, t) for t in self._case.periods)
        return found / max(1, len(self._case.regions)) if policy.apply == "each region" else found

    def _quantity(self, metric: str, t: PeriodId) -> float:
        if metric in _OF_WORK:
            return sum(self._due(r, w, t) for r in self._case.regions for w in self._case.workloads)
        if metric in _OF_UNITS:
            return self._all_units(t)
        if metric in _OF_MONEY:
            return sum(self._units(k, self._case.regions, t) * self._price_m(k, t) for k in self._case.chips)
        if metric == "it_mw" or metric in _OF_ENERGY:
            hours = 1.0 if metric == "it_mw" else _HOURS_PER_YEAR
            return hours * sum(self._power_mw(r, t) for r in self._case.regions)
        return 1.0

    def _commitment(self, name: CommitmentId) -> float:
        commitment = self._case.commitments[name]
        if commitment.value or commitment.decision != "bought_units":
            return abs(commitment.value) or 1.0
        return max(self._all_units(t) for t in self._case.periods)
