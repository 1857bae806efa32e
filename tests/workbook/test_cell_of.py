"""The cells that limits come from."""

from pathlib import Path
from typing import Any

from planner.workbook.cell_of import Place, place_of
from planner.workbook.expand.book import Book
from planner.workbook.tables import read_tables
from planner.workbook.template import write_workbook
from tests.workbook.books import SMALL


def place(folder: Path, family: str, *index: str, **sheets: list[dict[str, Any]]) -> Place:
    """Return the cell that a limit of the small workbook comes from, with more or other sheets."""
    path = folder / "book.xlsx"
    write_workbook(path, {**SMALL, **sheets}, ["2027", "2028"])
    return place_of(Book(read_tables(path)[0]), family, index)


def test_a_limit_of_a_region_is_in_its_row(tmp_path: Path) -> None:
    found = place(tmp_path, "grid_limit", "East", "2028")
    assert (found.sheet, found.column, found.subject) == ("Regions", "grid_limit_mw", "East")
    assert found.cell.endswith("4")


def test_a_limit_of_a_region_and_period_is_in_the_row_that_gives_it(tmp_path: Path) -> None:
    over_time = [{"region": "*", "period": "2028", "grid_limit_mw": 5}]
    found = place(tmp_path, "grid_limit", "East", "2028", RegionPeriods=over_time)
    assert (found.sheet, found.subject) == ("RegionPeriods", "East in 2028")
    assert found.cell.endswith("3")
    assert place(tmp_path, "grid_limit", "East", "2027", RegionPeriods=over_time).sheet == "Regions"


def test_a_supply_is_in_the_column_of_its_period(tmp_path: Path) -> None:
    # The first row sets prices alone and limits nothing.
    supply = [{"chip": "a", "price_factor": 1.1}, {"chip": "a", "scope": "East", "2028": 7}]
    found = place(tmp_path, "supply_limit", "0", "2028", ChipSupply=supply)
    assert (found.address, found.column, found.subject) == ("ChipSupply!F4", "2028", "the supply of a for East")


def test_a_host_that_residency_keeps_out_is_let_in_where_the_workload_says_so(tmp_path: Path) -> None:
    found = place(tmp_path, "host_share_limit", "training", "West", "East")
    assert (found.sheet, found.column, found.needed) == ("Workloads", "residency", "anywhere")


def test_a_host_that_a_row_forbids_is_let_in_there(tmp_path: Path) -> None:
    rows = [{"workload": "training", "origin": "West", "host": "East", "allowed": "no"}]
    found = place(tmp_path, "host_share_limit", "training", "West", "East", Residency=rows)
    assert (found.address, found.now, found.needed) == ("Residency!D3", "no", "yes")


def test_demand_is_in_the_row_of_the_region_and_the_column_of_the_period(tmp_path: Path) -> None:
    found = place(tmp_path, "demand", "West", "training", "2028")
    assert (found.address, found.subject) == ("Demand!E3", "demand for training in West")


def test_a_budget_is_in_the_row_of_its_period(tmp_path: Path) -> None:
    rows = [{"budget": "b", "period": "*", "amount": 5}, {"budget": "b", "period": "2028", "amount": 1}]
    assert place(tmp_path, "budget_limit", "b", "2027", Budgets=rows).cell.endswith("3")
    assert place(tmp_path, "budget_limit", "b", "2028", Budgets=rows).cell.endswith("4")


def test_circuits_are_in_the_row_that_gives_them_to_the_link(tmp_path: Path) -> None:
    links = [{"link": "line", "from": "West", "to": "East", "km": 100}]
    modules = [{"link": "*", "module": "m", "gbps": 100, "cost": 1, "max_modules": 2}]
    found = place(tmp_path, "circuit_limit", "line", "m", Links=links, LinkModules=modules)
    assert (found.address, found.subject) == ("LinkModules!F3", "module 'm' on link 'line'")
