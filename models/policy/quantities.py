"""The quantities of a plan that policies may limit, as linear expressions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from models.adoption import AdoptionTerms
from models.chip_time import RunTerms
from models.chips import ChipTerms
from models.costs import CAPITAL, RUNNING
from models.demand import DemandTerms
from models.derived import Sets
from models.energy import EnergyTerms
from models.halls import HallTerms
from models.hosting import ServiceTerms
from models.ids import ChipId, OutcomeId, RegionId
from models.instance import Instance
from models.ledger import CostEntry, CostLedger
from models.records import Metric, Selection
from models.sites import SiteTerms

ONCE: frozenset[Metric] = frozenset({"new_capacity", "new_units", "capex"})
"""Metrics of what happens in a period as a whole; the others are yearly, or stand all period long."""


@dataclass(frozen=True)
class Quantities:
    """Everything of the model that a metric can be made of."""

    inst: Instance
    sets: Sets
    sites: SiteTerms
    chips: ChipTerms
    adoption: AdoptionTerms
    halls: HallTerms
    service: ServiceTerms
    demand: DemandTerms
    runs: RunTerms
    energy: EnergyTerms
    costs: CostLedger

    def of(self, metric: Metric, chosen: Selection, e: OutcomeId) -> Any:
        """Return a metric over a selection in one outcome; for ratios, their numerator."""
        makers: dict[Metric, Callable[[Selection, OutcomeId], Iterable[Any]]] = {
            "counted_capacity": self._counted,
            "new_capacity": self._new_capacity,
            "units": self._units,
            "new_units": self._new_units,
            "chip_types": self._chip_types,
            "regions_opened": self._regions_opened,
            "modules": self._modules,
            "it_mw": self._it_mw,
            "energy_mwh": self._facility_mwh,
            "pue": self._facility_mwh,
            "green_share": self._green_mwh,
            "green_mwh": self._green_mwh,
            "carbon_t": self._carbon_t,
            "capex": self._capex,
            "opex": self._opex,
            "served": self._served,
            "served_remotely": self._remote,
            "rented": self._rented,
            "unmet": self._unmet,
            "utilisation": self._busy,
        }
        return sum(makers[metric](chosen, e))

    def base_of(self, metric: Metric, chosen: Selection, e: OutcomeId) -> Any:
        """Return what a metric that is a ratio of its own is divided by."""
        if metric == "pue":
            return sum(self._it_mwh(chosen, e))
        if metric == "green_share":
            return sum(self._facility_mwh(chosen, e))
        return sum(self._counted(chosen, e))

    def _standing(self, chosen: Selection, e: OutcomeId) -> Iterable[tuple[ChipId, Any]]:
        for (r, k, at), units in self.chips.installed_units.items():
            if at == e and _in(r, chosen.regions) and _in(k, chosen.chips):
                yield k, units

    def _bought(self, chosen: Selection, e: OutcomeId) -> Iterable[tuple[ChipId, Any]]:
        node = self.inst.tree.outcome(e).node
        for r, k, n in self.chips.bought_units:
            if n == node and _in(r, chosen.regions) and _in(k, chosen.chips):
                yield k, self.chips.bought_units[r, k, n]

    def _counted(self, chosen: Selection, e: OutcomeId) -> Iterable[Any]:
        chips = self.inst.case(e).chips
        return (chips[k].counted_pflops * units for k, units in self._standing(chosen, e))

    def _new_capacity(self, chosen: Selection, e: OutcomeId) -> Iterable[Any]:
        chips = self.inst.case(e).chips
        return (chips[k].counted_pflops * units for k, units in self._bought(chosen, e))

    def _units(self, chosen: Selection, e: OutcomeId) -> Iterable[Any]:
        return (units for _, units in self._standing(chosen, e))

    def _new_units(self, chosen: Selection, e: OutcomeId) -> Iterable[Any]:
        return (units for _, units in self._bought(chosen, e))

    def _chip_types(self, chosen: Selection, e: OutcomeId) -> Iterable[Any]:
        fleet = dict.fromkeys((line.region, line.chip) for line in self.inst.case(e).fleet)
        yield sum(1 for r, k in fleet if _in(r, chosen.regions) and _in(k, chosen.chips))
        node = self.inst.tree.outcome(e).node
        for (r, k, n), adopted in self.adoption.adopted_so_far.items():
            if n == node and (r, k) not in fleet and _in(r, chosen.regions) and _in(k, chosen.chips):
                yield adopted

    def _regions_opened(self, chosen: Selection, e: OutcomeId) -> Iterable[Any]:
        node = self.inst.tree.outcome(e).node
        return (x for (r, n), x in self.sites.opened_so_far.items() if n == node and _in(r, chosen.regions))

    def _modules(self, chosen: Selection, e: OutcomeId) -> Iterable[Any]:
        return (x for (r, at), x in self.halls.standing_modules.items() if at == e and _in(r, chosen.regions))

    def _it_mw(self, chosen: Selection, e: OutcomeId) -> Iterable[Any]:
        chips = self.inst.case(e).chips
        return (chips[k].power_kw / 1000 * units for k, units in self._standing(chosen, e))

    def _it_mwh(self, chosen: Selection, e: OutcomeId) -> Iterable[Any]:
        return (x for (r, at, _), x in self.energy.it_mwh.items() if at == e and _in(r, chosen.regions))

    def _facility_mwh(self, chosen: Selection, e: OutcomeId) -> Iterable[Any]:
        return (x for (r, at, _), x in self.energy.facility_mwh.items() if at == e and _in(r, chosen.regions))

    def _green_mwh(self, chosen: Selection, e: OutcomeId) -> Iterable[Any]:
        green = self.energy.green_mwh
        return (green[key] for key in green if key[1] == e and _in(key[0], chosen.regions))

    def _carbon_t(self, chosen: Selection, e: OutcomeId) -> Iterable[Any]:
        return (x for (r, at, _), x in self.energy.carbon_t.items() if at == e and _in(r, chosen.regions))

    def _entries(self, chosen: Selection, e: OutcomeId, categories: tuple[str, ...]) -> Iterable[CostEntry]:
        for entry in self.costs.of(e):
            if entry.category not in categories:
                continue
            anywhere = chosen.regions is None and chosen.links is None
            here = entry.region is not None and chosen.regions is not None and entry.region in chosen.regions
            along = entry.link is not None and chosen.links is not None and entry.link in chosen.links
            if anywhere or here or along:
                yield entry

    def _capex(self, chosen: Selection, e: OutcomeId) -> Iterable[Any]:
        return (entry.amount_m for entry in self._entries(chosen, e, CAPITAL))

    def _opex(self, chosen: Selection, e: OutcomeId) -> Iterable[Any]:
        return (entry.amount_m for entry in self._entries(chosen, e, RUNNING))

    def _weight(self, e: OutcomeId) -> dict[str, float]:
        return {state.id: state.weight for state in self.sets.at(e).states if state.weight > 0}

    def _served(self, chosen: Selection, e: OutcomeId) -> Iterable[Any]:
        weight = self._weight(e)
        home = self.service.served_at_home
        if chosen.tiers is None:
            for o, w, at, s in home:
                wanted = _in(o, chosen.regions) and _in(o, chosen.hosts) and _in(w, chosen.workloads)
                if at == e and s in weight and wanted:
                    yield weight[s] * home[o, w, at, s]
        yield from self._remote(chosen, e)

    def _remote(self, chosen: Selection, e: OutcomeId) -> Iterable[Any]:
        weight = self._weight(e)
        remote, by_origin = self.service.served_remotely, self._remote_by_origin.get(e, {})
        for origin in by_origin if chosen.regions is None else chosen.regions:
            for key in by_origin.get(origin, ()):
                _, h, q, w, _, _, s = key
                if s in weight and _in(h, chosen.hosts) and _in(q, chosen.tiers) and _in(w, chosen.workloads):
                    yield weight[s] * remote[key]

    @cached_property
    def _remote_by_origin(self) -> dict[OutcomeId, dict[RegionId, list[Any]]]:
        """The keys of what is served remotely, by outcome and origin: policies may be many and each about few."""
        found: dict[OutcomeId, dict[RegionId, list[Any]]] = {}
        for key in self.service.served_remotely:
            found.setdefault(key[5], {}).setdefault(key[0], []).append(key)
        return found

    def _rented(self, chosen: Selection, e: OutcomeId) -> Iterable[Any]:
        weight, rented = self._weight(e), self.demand.rented
        for j, o, w, at, s in rented:
            if at == e and s in weight and _in(o, chosen.regions) and _in(w, chosen.workloads):
                yield weight[s] * rented[j, o, w, at, s]

    def _unmet(self, chosen: Selection, e: OutcomeId) -> Iterable[Any]:
        weight, unmet = self._weight(e), self.demand.unmet
        for o, w, at, s in unmet:
            if at == e and s in weight and _in(o, chosen.regions) and _in(w, chosen.workloads):
                yield weight[s] * unmet[o, w, at, s]

    def _busy(self, chosen: Selection, e: OutcomeId) -> Iterable[Any]:
        weight, chips = self._weight(e), self.inst.case(e).chips
        for (r, k, at, s), units in self.runs.busy_units.items():
            if at == e and s in weight and _in(r, chosen.regions) and _in(k, chosen.chips):
                yield weight[s] * chips[k].counted_pflops * units


def _in(thing: Any, chosen: tuple[Any, ...] | None) -> bool:
    return chosen is None or thing in chosen
