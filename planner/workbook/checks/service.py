"""Checks of consequences: demand that nobody can serve, chips that run nothing or whose purchases have no bound."""

from collections.abc import Iterator

from models.ids import ChipId, PeriodId, RegionId, WorkloadId
from models.instance import Case
from models.reach import Reachability, Service
from planner.workbook.expand.book import Book
from planner.workbook.expand.work import party_demand
from planner.workbook.inherit import cell_of
from planner.workbook.problems import Problem, Severity
from planner.workbook.tables import Row


def demand_can_be_served(book: Book, case: Case) -> Iterator[Problem]:
    """Report demand that nobody can serve; warn of demand that can only be rented or stay unmet."""
    rows, reachability = book.demand, Reachability(case)
    services: dict[tuple[RegionId, WorkloadId], Service] = {}
    found: dict[tuple[int, Severity], tuple[Row, PeriodId, list[RegionId]]] = {}
    for region, party, w, period in party_demand(book):
        if (region, w) not in services:
            services[region, w] = reachability.service(region, w)
        row = rows.row((region, party or "", w), period)
        if services[region, w].is_possible or row is None:
            continue
        rented = reachability.for_rent(region, w, period)
        penalised = case.workloads[w].unmet_penalty_m_per_pflops is not None
        severity: Severity = "warning" if rented or penalised else "error"
        regions = found.setdefault((row.number, severity), (row, period, []))[2]
        if region not in regions:
            regions.append(region)
    for (_, severity), (row, period, regions) in found.items():
        service = services[regions[0], WorkloadId(row.text("workload"))]
        text = _unserved(book, row, regions, service, is_error=severity == "error")
        yield Problem("Demand", cell_of(row, period), text, severity)


def _unserved(book: Book, row: Row, regions: list[RegionId], service: Service, *, is_error: bool) -> str:
    w = row.text("workload")
    if not service.able:
        reason = f"no chip that is installed or for sale runs the workload '{w}'"
        remedy = f"add a row to {book.tab('ChipPerformance')}"
    else:
        more = f" and {len(regions) - 1} more" if len(regions) > 1 else ""
        reason = f"{regions[0]}{more} cannot reach a region with a chip that runs the workload '{w}'"
        *first, last = map(book.tab, ("ChipPerformance", "Residency", "PlatformTiers", "Links"))
        remedy = f"look at {', '.join(first)} and {last}"
    if is_error:
        return f"{reason}; {remedy}, or let the demand be rented or stay unmet ({book.tab('Rental')}, unmet_penalty)"
    return f"{reason}, so that the demand is rented or stays unmet; {remedy}"


def chips_run_something(book: Book, case: Case) -> Iterator[Problem]:
    """Warn of chips that run no workload anywhere."""
    running = {chip for chip, _, _ in case.performance_pflops}
    for row in book.rows("Chips"):
        chip = row.text("chip")
        if chip not in running:
            remedy = f"add a row to {book.tab('ChipPerformance')}, or set active to no"
            text = f"the chip '{chip}' runs no workload; {remedy}"
            yield Problem("Chips", row.cell("chip"), text, "warning")


def chips_have_a_supply(book: Book, case: Case) -> Iterator[Problem]:
    """Warn of chips for sale that no row of ChipSupply is about; a row with blank periods says that all can be had."""
    stated = {row.text("chip") for row in book.rows("ChipSupply")}
    sold = {chip for chip, _, _ in case.chip_price_m}
    for row in book.rows("Chips"):
        chip = row.text("chip")
        if chip in sold and chip not in stated:
            text = (
                f"the chip '{chip}' can be bought without limit; give it a row in {book.tab('ChipSupply')}, with "
                "blank periods if that is meant"
            )
            yield Problem("Chips", row.cell("chip"), text, "warning")


def purchases_have_a_bound(book: Book, case: Case) -> Iterator[Problem]:
    """Report chips whose adoption costs or counts, but of which nothing bounds how many are bought.

    Halls are always limited, so that power bounds every chip that draws any.
    """
    supply = book.tab("ChipSupply")
    for row in book.rows("Chips"):
        chip = case.chips[ChipId(row.text("chip"))]
        if chip.power_kw > 0:
            continue
        for region in case.regions.values():
            limits_types = any(values.max_chip_types is not None for values in region.at.values())
            if chip.integration_cost_m <= 0 and not limits_types:
                continue
            if all(_is_bounded(case, chip.id, region.id, t) for t in case.periods):
                continue
            why = "its integration_cost" if chip.integration_cost_m > 0 else f"the max_chip_types of {region.id}"
            text = (
                f"power_kw is 0 and {supply} does not limit the chip '{chip.id}' in {region.id} in every period, so "
                f"that {why} has no bound to work with; give power_kw, or a limit in {supply}"
            )
            yield Problem("Chips", row.cell("power_kw"), text)
            break


def _is_bounded(case: Case, chip: ChipId, region: RegionId, t: PeriodId) -> bool:
    if (chip, region, t) not in case.chip_price_m:
        return True
    supplies = (supply for supply in case.supplies if supply.chip == chip and region in supply.regions)
    return any(supply.units_per_year[t] is not None for supply in supplies)


CHECKS = (demand_can_be_served, chips_run_something, chips_have_a_supply, purchases_have_a_bound)
