"""The charts of plan.xlsx are drawn from cells, and these hold the numbers of the plan."""

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from planner.report.chart import Chart
from planner.report.table import Block
from planner.report.tables import PlanTables
from planner.workbook.plan_charts import chart_height_cm
from planner.workbook.plan_export import write_plan
from planner.workbook.plan_look import SERIES_COLOURS
from tests.report.plans import shown

NAMES = ("shared", "outage", "futures")


def written(name: str, folder: Path) -> Workbook:
    _, tables = shown(name)
    write_plan(tables.summary, tables.pages, folder / "plan.xlsx", tables.words)
    return openpyxl.load_workbook(folder / "plan.xlsx")


def charts_of(tables: PlanTables) -> dict[str, list[tuple[Block, Chart]]]:
    """Return the charts of each sheet in their order, with their tables."""
    found = {"Summary": [section.block for section in tables.summary.sections if section.block is not None]}
    found |= {page.title: list(page.blocks) for page in tables.pages}
    return {title: [(block, chart) for block in blocks for chart in block.charts] for title, blocks in found.items()}


def cells(book: Workbook, reference: str) -> list[Any]:
    """Return the values of a range such as 'Cash flow'!$B$5:$D$5."""
    matched = re.fullmatch(r"'?([^'!]+)'?!(\S+)", reference)
    assert matched is not None
    sheet = book[matched.group(1)]
    found = sheet[matched.group(2).replace("$", "")]
    lines = found if isinstance(found, tuple) else ((found,),)
    return [cell.value for line in lines for cell in line]


def drawn(book: Workbook, sheet: Worksheet) -> list[dict[str, dict[str, float]]]:
    """Return what each chart of a sheet draws, read from the cells that it names."""
    found = []
    for chart in sheet._charts:  # openpyxl has no other way to them
        series = {}
        for each in chart.series:
            (name,) = cells(book, each.tx.strRef.f)
            heads, numbers = cells(book, each.cat.strRef.f), cells(book, each.val.numRef.f)
            series[name.split("\n")[0]] = dict(zip((str(head) for head in heads), numbers, strict=True))
        found.append(series)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_charts_draw_the_cells_that_they_are_described_to_draw(name: str, tmp_path: Path) -> None:
    book = written(name, tmp_path)
    _, tables = shown(name)
    for title, expected in charts_of(tables).items():
        found = drawn(book, book[title])
        assert len(found) == len(expected), title
        for series, (block, chart) in zip(found, expected, strict=True):
            wanted = dict(chart.series(block))
            assert set(series) == set(wanted), chart.title
            for line, numbers in wanted.items():
                shown_numbers = {head: number or 0.0 for head, number in series[line].items()}
                assert shown_numbers == pytest.approx(numbers), chart.title


def test_every_sheet_that_is_read_over_time_has_a_chart(tmp_path: Path) -> None:
    book = written("shared", tmp_path)
    for title in ("Summary", "Investments", "Chips", "Sharing", "Links", "Capacity", "Costs", "Cash flow", "Prices"):
        assert book[title]._charts, title


def test_series_have_colours_that_can_be_told_apart(tmp_path: Path) -> None:
    assert len(set(SERIES_COLOURS)) == len(SERIES_COLOURS) == 8
    book = written("shared", tmp_path)
    (chart,) = book["Sharing"]._charts
    colours = [series.graphicalProperties.solidFill.srgbClr for series in chart.series]
    assert colours == list(SERIES_COLOURS[: len(colours)])


def test_many_bars_make_a_higher_chart() -> None:
    few = Chart("Halls", "bars", "MW", "column", (1,), tuple(range(3)))
    many = Chart("Halls", "bars", "MW", "column", (1,), tuple(range(40)))
    assert chart_height_cm(many) > 2 * chart_height_cm(few)


def test_the_matrix_of_sharing_is_a_heat_map(tmp_path: Path) -> None:
    sheet = written("shared", tmp_path)["Sharing"]
    rules = [(str(ranges.sqref), rule.type) for ranges in sheet.conditional_formatting for rule in ranges.rules]
    assert any(kind == "colorScale" for _, kind in rules)
    (place,) = [place for place, _ in rules]
    # East's work is served by west alone: one cell.
    matrix = next(
        block for page in shown("shared")[1].pages for block in page.blocks if "serves whom in" in block.title
    )
    assert sheet[place].value == pytest.approx(matrix.rows[0][1])
