"""The trees of the benchmark are workbooks that the planner reads."""

from pathlib import Path

import openpyxl
import pytest

from models.ids import ScenarioId
from models.instance import Instance
from planner import read_workbook
from tests.benchmarks.book import write_book
from tests.benchmarks.generator import Scale, generate
from tests.benchmarks.trees import SIZES, write_tree


def tree_of(folder: Path, futures: int) -> Instance:
    path = folder / "tree.xlsx"
    write_book(generate(Scale(2, periods=5), 1), path)
    book = openpyxl.load_workbook(path)
    write_tree(book, futures)
    book.save(path)
    return read_workbook(path, tree=True)


@pytest.mark.parametrize("futures", SIZES)
def test_a_tree_parts_in_three_in_the_third_year_and_in_the_rest_in_the_fourth(tmp_path: Path, futures: int) -> None:
    inst = tree_of(tmp_path, futures)
    parts = [sum(outcome.period == period for outcome in inst.tree.outcomes) for period in inst.periods]
    assert parts == [1, 1, 3, futures, futures]


def test_a_ban_leaves_no_foreign_chips_from_the_third_year(tmp_path: Path) -> None:
    inst = tree_of(tmp_path, 3)
    case = inst.cases[ScenarioId("ban")]
    foreign = {k for k, chip in case.chips.items() if not chip.domestic}
    supplies = [supply.units_per_year for supply in case.supplies if supply.chip in foreign]
    came = [any(units[t] for units in supplies) for t in inst.periods]
    assert came == [True, True, False, False, False]
