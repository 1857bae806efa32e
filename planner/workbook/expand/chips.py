"""From the sheets Chips, ChipPerformance, Porting and Fleet to chips, what they deliver, and those that stand."""

from collections.abc import Mapping

from models.ids import ChipId, PartyId, RegionId, StackId, WorkloadId
from models.records import Chip, FleetLine
from planner.workbook.expand.book import Book
from planner.workbook.tables import Row


def stack_of(row: Row) -> StackId:
    """Return the software stack of a row of Chips: its own, named as the chip, when the cell is blank."""
    return StackId(row.text("stack") or row.text("chip"))


def chips_of(book: Book) -> Mapping[ChipId, Chip]:
    """Return the chips in the order of the workbook."""
    chips = {}
    for row in book.rows("Chips"):
        chip, lot = ChipId(row.text("chip")), row.number_in("lot_size")
        chips[chip] = Chip(
            chip,
            stack_of(row),
            name=row.text("name") or chip,
            vendor=row.text("vendor"),
            chip_class=row.text("class"),
            domestic=row.values["domestic"] is True,
            power_kw=row.number_in("power_kw") or 0.0,
            idle_power_fraction=row.number_in("idle_power_fraction") or 0.0,
            lead_years=row.number_in("lead_years") or 0.0,
            lifetime_years=row.number_in("lifetime_years") or 0.0,
            fixed_om_fraction=row.number_in("fixed_om") or 0.0,
            lot_size=None if lot is None else int(lot),
            integration_cost_m=row.number_in("integration_cost") or 0.0,
            counted_pflops=row.number_in("counted_pflops") or 0.0,
        )
    return chips


def performance_of(book: Book) -> Mapping[tuple[ChipId, WorkloadId, RegionId], float]:
    """Return what a fully occupied unit delivers, for what it can run."""
    found = book.inherited("ChipPerformance")
    performance = {}
    for chip in book.names("Chips"):
        for workload in book.names("Workloads"):
            for region in book.regions:
                delivered = found.number((chip, workload, region), "performance")
                if delivered:
                    performance[ChipId(chip), WorkloadId(workload), region] = delivered
    return performance


def porting_of(book: Book) -> Mapping[tuple[StackId, WorkloadId], float]:
    """Return the one-time cost of porting, where there is one."""
    costs = {
        (StackId(row.text("stack")), WorkloadId(row.text("workload"))): row.number_in("cost") or 0.0
        for row in book.rows("Porting")
    }
    return {key: cost for key, cost in costs.items() if cost > 0}


def port_parties_of(book: Book) -> Mapping[tuple[StackId, WorkloadId], PartyId]:
    """Return who owns the software that runs a workload on a stack, where somebody does."""
    return {
        (StackId(row.text("stack")), WorkloadId(row.text("workload"))): PartyId(row.text("party"))
        for row in book.rows("Porting")
        if row.text("party")
    }


def fleet_of(book: Book) -> tuple[FleetLine, ...]:
    """Return the units that stand or are on order, in the order of the workbook."""
    return tuple(
        FleetLine(
            RegionId(row.text("region")),
            ChipId(row.text("chip")),
            int(row.number_in("year") or 0),
            row.number_in("units") or 0.0,
            PartyId(row.text("party")) if row.text("party") else None,
        )
        for row in book.rows("Fleet")
        if row.number_in("units")
    )
