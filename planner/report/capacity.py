"""What stands and how it is used: chips, halls, power, links."""

from collections import defaultdict

from models.ids import ChipId, NodeId, OutcomeId, RegionId, StateId
from planner.report.over_futures import branches_note
from planner.report.table import Column, Table, make_table
from planner.report.view import NEGLIGIBLE, View


def chip_table(view: View) -> Table:
    """Return the chips of each region by type: bought, retired, installed, pooled, occupied."""
    inst, plan, chips = view.inst, view.plan, view.account.held.chips
    words, names = view.words, view.names
    retired: dict[tuple[RegionId, ChipId, NodeId], float] = defaultdict(float)
    for (r, k, _, n), units in plan.retired_units.items():
        retired[r, k, n] += units
    pooled: dict[tuple[RegionId, ChipId, OutcomeId], float] = defaultdict(float)
    for (r, k, _, e), units in plan.pooled_units.items():
        pooled[r, k, e] += units
    busy = _average_busy(view)
    columns = [
        *view.when.columns,
        Column("region", words("Region")),
        Column("chip", words("Chip")),
        Column("stack", words("Stack")),
        Column("class", words("Class")),
        Column("domestic", words("Domestic"), "", "yes_no"),
        Column("bought_units", words("Ordered"), words("units"), "whole"),
        Column("retired_units", words("Retired early"), words("units"), "whole"),
        Column("installed_units", words("Installed"), words("units"), "whole"),
        Column("fleet_units", words("of them fleet"), words("units"), "whole"),
        Column("pooled_units", words("Pooled"), words("units"), "whole"),
        Column("busy_units", words("Occupied"), words("units, yearly average"), "whole"),
        Column("counted_pflops", words("Counted capacity"), "PFLOPS", "fine"),
    ]
    rows = []
    for e in inst.outcomes:
        case, n = inst.case(e), inst.tree.outcome(e).node
        for r in case.regions:
            for k, chip in case.chips.items():
                installed = chips.installed_units.get((r, k, e), 0.0)
                numbers = (
                    plan.bought_units.get((r, k, n), 0.0),
                    retired[r, k, n],
                    installed,
                    chips.fleet_units.get((r, k, e), 0.0),
                    pooled[r, k, e],
                    busy.get((r, k, e), 0.0),
                )
                if max(numbers) > NEGLIGIBLE:
                    kind = (chip.stack, chip.chip_class, chip.domestic)
                    things = (names.regions[r], names.chips[k], *kind)
                    rows.append((*view.when.of_outcome(e), *things, *numbers, installed * chip.counted_pflops))
    note = words.sentences(
        words("Units ordered in the period, and units that stand in it (orders arrive after their lead time)."),
        branches_note(view),
    )
    return make_table("chips", words("Chips"), note, columns, rows, words("There are no chips."))


def capacity_table(view: View) -> Table:
    """Return each region's capacity, power and use."""
    inst, held, words = view.inst, view.account.held, view.words
    columns = [
        *view.when.columns,
        Column("region", words("Region")),
        Column("counted_pflops", words("Counted capacity"), "PFLOPS", "fine"),
        Column("delivered_pflops", words("Delivered"), words("PFLOPS, yearly average"), "fine"),
        Column("utilisation", words("Utilisation"), words("of installed unit-time"), "share"),
        Column("existing_hall_mw", words("Halls that exist"), "MW", "number"),
        Column("new_hall_mw", words("New halls"), "MW", "number"),
        Column("it_mw", words("IT load"), words("MW, nameplate"), "number"),
        Column("hall_use", words("Halls filled"), "", "share"),
        Column("facility_mw", words("Largest draw from the grid"), "MW", "number"),
        Column("grid_limit_mw", words("Grid limit"), "MW", "number"),
        Column("energy_mwh", words("Electricity"), words("MWh a year"), "whole"),
        Column("green_mwh", words("of it green"), words("MWh a year"), "whole"),
        Column("pue", words("PUE"), "", "number"),
        Column("carbon_t", words("Carbon"), words("t CO2 a year"), "whole"),
    ]
    delivered, occupied = _delivered(view), _average_busy(view)
    rows = []
    for e in inst.outcomes:
        case, period = inst.case(e), inst.tree.outcome(e).period
        for r, region in case.regions.items():
            units = {k: held.chips.installed_units.get((r, k, e), 0.0) for k in case.chips}
            counted = sum(units[k] * chip.counted_pflops for k, chip in case.chips.items())
            busy = sum(occupied.get((r, k, e), 0.0) * chip.counted_pflops for k, chip in case.chips.items())
            existing, new = held.halls.existing_hall_mw[r, e], held.halls.new_hall_mw[r, e]
            load, halls = held.halls.it_mw[r, e], existing + new
            power = held.power
            it_mwh, energy = power.it_mwh[r, e], power.energy_mwh[r, e]
            if max(load, halls, energy) <= NEGLIGIBLE:
                continue
            peak = max(power.facility_mw.get((r, e, StateId(s)), 0.0) for s in case.slices)
            rows.append(
                (
                    *view.when.of_outcome(e),
                    view.names.regions[r],
                    counted,
                    delivered.get((r, e), 0.0),
                    busy / counted if counted > NEGLIGIBLE else None,
                    existing,
                    new,
                    load,
                    load / halls if halls > 0 else None,
                    peak,
                    region.at[period].grid_limit_mw,
                    energy,
                    power.green_mwh[r, e],
                    energy / it_mwh if it_mwh > 0 else None,
                    power.carbon_t[r, e],
                )
            )
    note = words("What stands in each region and how it is used. Utilisation is occupied over installed unit-time.")
    return make_table("capacity", words("Capacity and its use"), note, columns, rows, words("Nothing stands."))


def _delivered(view: View) -> dict[tuple[RegionId, OutcomeId], float]:
    """Return the work done in each region, whoever asked for it."""
    found: dict[tuple[RegionId, OutcomeId], float] = defaultdict(float)
    for (r, _, _, e, s), pflops in view.plan.run.items():
        found[r, e] += view.weight(e, s) * pflops
    return found


def _average_busy(view: View) -> dict[tuple[RegionId, ChipId, OutcomeId], float]:
    """Return the units occupied, averaged over the year."""
    found: dict[tuple[RegionId, ChipId, OutcomeId], float] = defaultdict(float)
    for (r, k, e, s), units in view.account.held.power.busy_units.items():
        found[r, k, e] += view.weight(e, s) * units
    return found
