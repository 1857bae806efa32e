"""A workbook says the same with its rows in another order and its things under other names."""

import re
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from inputs.build_three_regions import PERIODS, three_regions_rows
from planner.workbook.reader import read_workbook
from planner.workbook.template import write_workbook
from tests.solving import cost

NAMES = {
    "Harbour": "Zhoushan",
    "Plain": "Wulanchabu",
    "Ridge": "Aba",
    "Alpha": "Server 9",
    "Beta": "910B",
    "training": "batch",
    "coast line": "1",
    "inland line": "0",
    "usual": "zz",
    "tight": "aa",
}
_ANY_NAME = re.compile(r"\b(" + "|".join(NAMES) + r")\b")

Rows = dict[str, list[dict[str, Any]]]


def renamed(rows: Rows) -> Rows:
    def value_of(value: Any) -> Any:
        return _ANY_NAME.sub(lambda found: NAMES[found[0]], value) if isinstance(value, str) else value

    return {
        sheet: [{column: value_of(value) for column, value in row.items()} for row in table]
        for sheet, table in rows.items()
    }


def reordered(rows: Rows) -> Rows:
    """Return the rows of each sheet, and the sheets, in another order, but for the periods, which follow each other."""
    draw = Random(1)
    sheets = draw.sample(list(rows.items()), len(rows))
    return {sheet: table if sheet == "Periods" else draw.sample(table, len(table)) for sheet, table in sheets}


@pytest.mark.parametrize("rewrite", [renamed, reordered])
@pytest.mark.parametrize("tree", [False, True])
def test_names_and_order_in_a_workbook_do_not_matter(
    rewrite: Callable[[Rows], Rows], tree: bool, tmp_path: Path
) -> None:
    usual, other = tmp_path / "usual.xlsx", tmp_path / "other.xlsx"
    write_workbook(usual, three_regions_rows(), PERIODS)
    write_workbook(other, rewrite(three_regions_rows()), PERIODS)
    assert cost(read_workbook(other, tree=tree)) == pytest.approx(cost(read_workbook(usual, tree=tree)), rel=1e-6)
