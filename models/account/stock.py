"""What stands in each outcome: chips, halls, circuits, and what was joined, ported and trained so far."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from models.account.lifetimes import commissioned, expired, fleet_stands, stands
from models.account.timeline import Timeline, by_node, so_far
from models.ids import ChipId, LinkId, ModuleId, NodeId, OutcomeId, RegionId, StackId, TierId, WorkloadId
from models.instance import Case
from models.plan import Plan
from models.records import Period


@dataclass(frozen=True)
class Chips:
    """Units of chips by where they come from."""

    installed_units: Mapping[tuple[RegionId, ChipId, OutcomeId], float]
    fleet_units: Mapping[tuple[RegionId, ChipId, OutcomeId], float]
    """Survivors of the fleet."""
    fleet_line_units: Mapping[tuple[RegionId, ChipId, int, OutcomeId], float]
    """Survivors by year of commissioning, parties together."""
    vintage_units: Mapping[tuple[RegionId, ChipId, NodeId, OutcomeId], float]
    """Bought units that stand, by the node where they were ordered."""


@dataclass(frozen=True)
class Halls:
    """Halls and what they hold."""

    standing_modules: Mapping[tuple[RegionId, OutcomeId], float]
    held_modules: Mapping[tuple[RegionId, OutcomeId], float]
    """Standing or under construction."""
    vintage_modules: Mapping[tuple[RegionId, NodeId, OutcomeId], float]
    existing_hall_mw: Mapping[tuple[RegionId, OutcomeId], float]
    pipeline_hall_mw: Mapping[tuple[RegionId, OutcomeId], float]
    new_hall_mw: Mapping[tuple[RegionId, OutcomeId], float]
    """Of standing modules and of the pipeline."""
    it_mw: Mapping[tuple[RegionId, OutcomeId], float]
    """Nameplate power of the installed chips."""


@dataclass(frozen=True)
class Fibre:
    """Bandwidth of the links, before outages and the availability of a slice."""

    standing_circuits: Mapping[tuple[LinkId, ModuleId, OutcomeId], float]
    held_circuits: Mapping[tuple[LinkId, ModuleId, OutcomeId], float]
    """Standing or under construction."""
    vintage_circuits: Mapping[tuple[LinkId, ModuleId, NodeId, OutcomeId], float]
    link_gbps: Mapping[tuple[LinkId, OutcomeId], float]


@dataclass(frozen=True)
class Standing:
    """Steps that are taken once and last."""

    opened: Mapping[tuple[RegionId, OutcomeId], float]
    chip_adopted: Mapping[tuple[RegionId, ChipId, OutcomeId], float]
    """By decision; chips of the fleet need none."""
    fleet_chips: Mapping[tuple[RegionId, OutcomeId], frozenset[ChipId]]
    member: Mapping[tuple[RegionId, TierId, OutcomeId], float]
    """Tiers joined or started in."""
    highest_tier: Mapping[tuple[RegionId, OutcomeId], TierId]
    established: Mapping[tuple[TierId, OutcomeId], float]
    stack_ported: Mapping[tuple[StackId, WorkloadId, OutcomeId], float]
    link_opened: Mapping[tuple[LinkId, OutcomeId], float]
    trained_staff: Mapping[tuple[RegionId, OutcomeId], float]


def count_chips(times: Timeline, plan: Plan) -> Chips:
    """Return the chips that stand."""
    installed: dict[tuple[RegionId, ChipId, OutcomeId], float] = defaultdict(float)
    fleet: dict[tuple[RegionId, ChipId, OutcomeId], float] = defaultdict(float)
    lines: dict[tuple[RegionId, ChipId, int, OutcomeId], float] = {}
    vintages: dict[tuple[RegionId, ChipId, NodeId, OutcomeId], float] = {}
    retired = so_far(times, plan.retired_units)
    bought = by_node(plan.bought_units)
    for e, path in times.paths.items():
        now = path[-1]
        for (r, k, year), units in fleet_lines(now.case).items():
            if fleet_stands(year, now.period, now.case.chips[k].lifetime_years):
                lines[r, k, year, e] = units - retired.get((r, k, year, e), 0.0)
                fleet[r, k, e] += lines[r, k, year, e]
                installed[r, k, e] += lines[r, k, year, e]
        for then in path:
            for (r, k), units in bought.get(then.node, ()):
                chip = then.case.chips[k]
                start = commissioned(times.periods, then.period, chip.lead_years)
                if stands(start, now.period, chip.lifetime_years):
                    vintages[r, k, then.node, e] = units
                    installed[r, k, e] += units
    return Chips(dict(installed), dict(fleet), lines, vintages)


def fleet_lines(case: Case) -> dict[tuple[RegionId, ChipId, int], float]:
    """Return the units of the fleet by region, chip and year, parties together."""
    lines: dict[tuple[RegionId, ChipId, int], float] = defaultdict(float)
    for line in case.fleet:
        lines[line.region, line.chip, line.year] += line.units
    return lines


def pipeline_open(case: Case, kind: str, now: Period) -> dict[str, float]:
    """Return what the pipeline has opened by `now`, by place."""
    opened: dict[str, float] = defaultdict(float)
    for item in case.pipeline:
        if item.kind == kind and case.periods[item.period].first_year <= now.first_year:
            opened[item.place] += item.amount
    return opened


def measure_halls(times: Timeline, plan: Plan, chips: Chips) -> Halls:
    """Return the halls that stand and the nameplate power in each region."""
    standing: dict[tuple[RegionId, OutcomeId], float] = defaultdict(float)
    held: dict[tuple[RegionId, OutcomeId], float] = defaultdict(float)
    vintages: dict[tuple[RegionId, NodeId, OutcomeId], float] = {}
    existing: dict[tuple[RegionId, OutcomeId], float] = {}
    pipeline: dict[tuple[RegionId, OutcomeId], float] = {}
    built = by_node(plan.modules_built)
    for e, path in times.paths.items():
        now = path[-1]
        for then in path:
            for (r,), modules in built.get(then.node, ()):
                region = then.case.regions[r]
                start = commissioned(times.periods, then.period, region.hall_lead_years)
                if start is None or not expired(start, now.period, region.hall_life_years):
                    held[r, e] += modules
                if stands(start, now.period, region.hall_life_years):
                    standing[r, e] += modules
                    vintages[r, then.node, e] = modules
        coming = pipeline_open(now.case, "hall", now.period)
        for r, region in now.case.regions.items():
            existing[r, e] = region.existing_hall_mw
            pipeline[r, e] = coming.get(r, 0.0)
    new = {
        (r, e): times.now(e).case.regions[r].hall_module_mw * standing.get((r, e), 0.0) + mw
        for (r, e), mw in pipeline.items()
    }
    it_mw = dict.fromkeys(existing, 0.0)
    for (r, k, e), units in chips.installed_units.items():
        it_mw[r, e] += units * times.now(e).case.chips[k].power_kw / 1000.0
    return Halls(dict(standing), dict(held), vintages, existing, pipeline, new, it_mw)


def measure_fibre(times: Timeline, plan: Plan) -> Fibre:
    """Return the circuits that stand and the bandwidth of each link."""
    standing: dict[tuple[LinkId, ModuleId, OutcomeId], float] = defaultdict(float)
    held: dict[tuple[LinkId, ModuleId, OutcomeId], float] = defaultdict(float)
    vintages: dict[tuple[LinkId, ModuleId, NodeId, OutcomeId], float] = {}
    gbps: dict[tuple[LinkId, OutcomeId], float] = {}
    added = by_node(plan.circuits_added)
    for e, path in times.paths.items():
        now = path[-1]
        coming = pipeline_open(now.case, "link", now.period)
        for l_, link in now.case.links.items():
            gbps[l_, e] = link.existing_gbps + coming.get(l_, 0.0)
        for then in path:
            for (l_, m), circuits in added.get(then.node, ()):
                link = then.case.links[l_]
                start = commissioned(times.periods, then.period, link.lead_years)
                if start is None or not expired(start, now.period, link.life_years):
                    held[l_, m, e] += circuits
                if stands(start, now.period, link.life_years):
                    standing[l_, m, e] += circuits
                    vintages[l_, m, then.node, e] = circuits
                    gbps[l_, e] += circuits * link.modules[m].gbps
    return Fibre(dict(standing), dict(held), vintages, gbps)


def tiers_up_to(case: Case, tier: TierId) -> tuple[TierId, ...]:
    """Return a tier and those below it."""
    rank = case.tiers[tier].rank
    return tuple(q for q, other in case.tiers.items() if other.rank <= rank)


def follow_steps(times: Timeline, plan: Plan) -> Standing:
    """Return what was opened, adopted, joined, established, ported and trained so far."""
    member = so_far(times, plan.tier_joined)
    established = so_far(times, plan.tier_established)
    highest: dict[tuple[RegionId, OutcomeId], TierId] = {}
    fleet_chips: dict[tuple[RegionId, OutcomeId], frozenset[ChipId]] = {}
    for e, path in times.paths.items():
        case = path[-1].case
        for r, region in case.regions.items():
            fleet_chips[r, e] = frozenset(line.chip for line in case.fleet if line.region == r)
            if region.starting_tier is not None:
                for q in tiers_up_to(case, region.starting_tier):
                    member[r, q, e] = member.get((r, q, e), 0.0) + 1.0
                    established[q, e] = max(established.get((q, e), 0.0), 1.0)
            reached = [q for q in case.tiers if member.get((r, q, e), 0.0) > 0.5]
            if reached:
                highest[r, e] = max(reached, key=lambda q: case.tiers[q].rank)
    return Standing(
        opened=so_far(times, plan.opened),
        chip_adopted=so_far(times, plan.chip_adopted),
        fleet_chips=fleet_chips,
        member=member,
        highest_tier=highest,
        established=established,
        stack_ported=so_far(times, plan.stack_ported),
        link_opened=so_far(times, plan.link_opened),
        trained_staff=so_far(times, plan.trained_staff),
    )
