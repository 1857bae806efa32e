"""What follows from one scenario's data before any model: operating states, eligible hosts, runnable work, bounds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import inf

from models.errors import SameNameError
from models.ids import ChipId, LinkId, PeriodId, RegionId, SliceId, StateId, TierId, WorkloadId
from models.instance import Case
from models.records import Outage, Slice
from models.routes import Path, find_paths, usable_links


@dataclass(frozen=True)
class State:
    """A slice, or an outage in a slice."""

    id: StateId
    slice: Slice
    outage: Outage | None
    weight: float
    """Share of the year's hours; 0 for an outage."""

    @property
    def is_slice(self) -> bool:
        """Whether the state takes up hours of the year."""
        return self.outage is None


@dataclass(frozen=True)
class RemoteHost:
    """A host that may serve a workload of an origin, and the routes to it."""

    host: RegionId
    routes: tuple[int | None, ...]
    """Positions in `CaseSets.routes`; (None,) for work routed by arc flows."""
    max_fraction: float


@dataclass(frozen=True)
class CaseSets:
    """Index sets of one scenario's data."""

    case: Case
    states: tuple[State, ...]
    usable_links: tuple[LinkId, ...]
    """Links that have bandwidth or could have it, also from orders before the scenario began."""
    routes: tuple[Path, ...]
    remote_hosts: Mapping[tuple[WorkloadId, RegionId], tuple[RemoteHost, ...]]
    """By workload and origin; only where demand exists and remote work is allowed."""

    def demand(self, origin: RegionId, w: WorkloadId, period: PeriodId, state: State) -> float:
        """Return the PFLOPS due in a state, before any work is moved between slices."""
        average = self.case.demand_pflops.get((origin, w, period), 0.0)
        factor = self.case.profile.get((w, origin, state.slice.id), 1.0)
        due = 1.0 if state.outage is None else state.outage.due(w, origin)
        return average * factor * due

    def peak_demand(self, origin: RegionId, w: WorkloadId, period: PeriodId, state: State) -> float:
        """Return the most PFLOPS that a state can have to serve, with all the work that may be moved into it."""
        own = self.demand(origin, w, period, state)
        fraction = self.case.workloads[w].deferrable_fraction
        group = state.slice.deferral_group
        if state.outage is not None or group is None or fraction == 0 or state.slice.hours == 0:
            return own
        moved = sum(
            other.slice.hours * fraction * self.demand(origin, w, period, other)
            for other in self.states
            if other.is_slice and other.id != state.id and other.slice.deferral_group == group
        )
        return own + moved / state.slice.hours

    @cached_property
    def _states(self) -> dict[StateId, State]:
        return {state.id: state for state in self.states}

    def state(self, s: StateId) -> State:
        """Return the state with this id."""
        return self._states[s]

    @cached_property
    def demanded(self) -> frozenset[tuple[RegionId, WorkloadId]]:
        """Regions and workloads with any demand in any period."""
        return frozenset((o, w) for (o, w, _), pflops in self.case.demand_pflops.items() if pflops > 0)

    @cached_property
    def allowed_away(self) -> frozenset[tuple[RegionId, WorkloadId]]:
        """Origins and workloads for which residency names some host elsewhere."""
        return frozenset(
            (o, w)
            for (w, o, _), rule in self.case.host_rules.items()
            if rule.max_remote_fraction > 0 and self.case.remote_fraction.get((w, o), 1.0) > 0
        )

    def is_confined(self, r: RegionId, w: WorkloadId) -> bool:
        """Return whether the region's own work of this kind may not leave it."""
        return (r, w) in self.demanded and (r, w) not in self.allowed_away

    @cached_property
    def hosted_for_others(self) -> frozenset[tuple[RegionId, WorkloadId]]:
        """Hosts and workloads for which some other region's work may come."""
        return frozenset((remote.host, w) for (w, _), hosts in self.remote_hosts.items() for remote in hosts)

    @cached_property
    def runnable(self) -> Mapping[tuple[RegionId, ChipId], tuple[WorkloadId, ...]]:
        """The workloads that a chip can run in a region and that may occur there."""
        occurring = self.demanded | self.hosted_for_others
        return {
            (r, k): tuple(
                w
                for w in self.case.workloads
                if (r, w) in occurring and self.case.performance_pflops.get((k, w, r), 0.0) > 0
            )
            for r in self.case.regions
            for k in self.case.chips
        }

    def alone_fraction(self, r: RegionId, period: PeriodId) -> float:
        """Return the usable share of unit-time in a region that pools nothing."""
        return self.case.regions[r].at[period].alone_fraction

    def pooling_gain(self, r: RegionId, q: TierId, period: PeriodId) -> float:
        """Return what pooling in a tier adds to the usable share of unit-time."""
        return max(0.0, self.case.tiers[q].pooled_fraction - self.alone_fraction(r, period))

    @cached_property
    def fleet_units(self) -> Mapping[tuple[RegionId, ChipId], Mapping[int, float]]:
        """Fleet units by region, chip and year of commissioning."""
        found: dict[tuple[RegionId, ChipId], dict[int, float]] = {}
        for line in self.case.fleet:
            years = found.setdefault((line.region, line.chip), {})
            years[line.year] = years.get(line.year, 0.0) + line.units
        return found

    def fleet_stands(self, k: ChipId, year: int, period: PeriodId) -> bool:
        """Return whether units commissioned in a year still serve in a period, unless retired."""
        begin = self.case.periods[period].first_year
        return year <= begin < year + self.case.chips[k].lifetime_years

    def pipeline_mw(self, r: RegionId, period: PeriodId) -> float:
        """Return the hall MW under construction that are open in a period."""
        return self._pipeline("hall", r, period)

    def pipeline_gbps(self, l: str, period: PeriodId) -> float:
        """Return the link Gbps under construction that are open in a period."""
        return self._pipeline("link", l, period)

    def _pipeline(self, kind: str, place: str, period: PeriodId) -> float:
        year = self.case.periods[period].first_year
        return sum(
            line.amount
            for line in self.case.pipeline
            if line.kind == kind and line.place == place and self.case.periods[line.period].first_year <= year
        )

    def quota_units(self, r: RegionId, k: ChipId, period: PeriodId) -> float:
        """Return the most units of a chip that the supply limits let a region buy in a period; inf: no limit."""
        quotas = (
            units * self.case.periods[period].years
            for supply in self.case.supplies
            if supply.chip == k and r in supply.regions and (units := supply.units_per_year.get(period)) is not None
        )
        return min(quotas, default=inf)

    def is_useful(self, r: RegionId, k: ChipId) -> bool:
        """Return whether units of a chip do anything in a region."""
        return bool(self.runnable[r, k]) or self.case.chips[k].counted_pflops > 0


def operating_states(case: Case) -> tuple[State, ...]:
    """Return the slices and, after them, the outages.

    Raises
    ------
    SameNameError
        When an outage has the name of a slice.
    """
    slice_names = {str(part) for part in case.slices}
    for name in case.outages:
        if str(name) in slice_names:
            raise SameNameError(name)
    total = sum(part.hours for part in case.slices.values())
    slices = [State(StateId(part.id), part, None, part.hours / total) for part in case.slices.values()]
    outages = [State(StateId(out.id), case.slices[SliceId(out.slice)], out, 0.0) for out in case.outages.values()]
    return (*slices, *outages)


def derive_case(case: Case, before: Iterable[Case] = ()) -> CaseSets:
    """Return the index sets of one scenario's data.

    Parameters
    ----------
    before
        The data that hold on the way to the scenario's outcomes.
    """
    ever = {l for earlier in (case, *before) for l in usable_links(earlier)}
    usable = tuple(l for l in case.links if l in ever)
    demanded = {(o, w) for (o, w, _), pflops in case.demand_pflops.items() if pflops > 0}
    able = {(h, w) for (_, w, h), pflops in case.performance_pflops.items() if pflops > 0}
    wanted: list[tuple[WorkloadId, RegionId, RegionId, float]] = []
    if case.tiers:
        wanted = [
            (w, o, h, rule.max_remote_fraction)
            for (w, o, h), rule in case.host_rules.items()
            if (o, w) in demanded
            and (h, w) in able
            and rule.max_remote_fraction > 0
            and case.remote_fraction.get((w, o), 1.0) > 0
        ]
    limits: dict[tuple[RegionId, RegionId], float | None] = {}
    for w, o, h, _ in wanted:
        limit = case.workloads[w].max_latency_ms
        known = limits.get((o, h), 0.0)
        limits[o, h] = None if limit is None or known is None else max(known, limit)
    paths = find_paths(case, usable, limits)
    routes = tuple(dict.fromkeys(path for found in paths.values() for path in found))
    position = {path: i for i, path in enumerate(routes)}
    hosts: dict[tuple[WorkloadId, RegionId], list[RemoteHost]] = {}
    for w, o, h, fraction in wanted:
        workload = case.workloads[w]
        limit = workload.max_latency_ms
        fitting = [path for path in paths.get((o, h), ()) if limit is None or _ms(case, path) <= limit + 1e-9]
        if not fitting:
            continue
        by_arcs = workload.routing == "arcs" and limit is None
        numbers: tuple[int | None, ...] = (None,) if by_arcs else tuple(position[path] for path in fitting)
        hosts.setdefault((w, o), []).append(RemoteHost(h, numbers, fraction))
    return CaseSets(case, operating_states(case), usable, routes, {key: tuple(found) for key, found in hosts.items()})


def _ms(case: Case, path: Path) -> float:
    return sum(case.links[arc.link].one_way_ms for arc in path)
