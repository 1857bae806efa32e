"""Numbers are short and honest."""

import pytest

from planner.report.html.numbers import block_cells, decimals_for, number_text, value_text
from planner.report.table import Block, Column
from planner.report.words import Words


@pytest.mark.parametrize(
    ("values", "decimals"),
    [([0.0], 0), ([5.0, 1200.0], 0), ([1234.5], 0), ([123.4], 0), ([12.34], 1), ([1.234], 2), ([0.01234], 4)],
)
def test_three_digits_of_the_largest_are_shown(values: list[float], decimals: int) -> None:
    assert decimals_for(values) == decimals


def test_nothing_is_shown_as_minus_nothing() -> None:
    assert number_text(-0.001, 1) == "0.0"
    assert number_text(-0.1, 1) == "-0.1"


def test_what_is_far_below_one_is_a_power_of_ten() -> None:
    assert number_text(1.5e-9, decimals_for([1.5e-9])) == "1.50e-09"


def test_values_are_in_the_form_of_their_column() -> None:
    words = Words("zh")
    assert value_text(0.256, Column("a", "A", "", "share"), 0, words) == "25.6%"
    assert value_text(2027, Column("a", "A", "", "year"), 0, words) == "2027"
    assert value_text(None, Column("a", "A"), 0, words) == ""
    assert value_text(float("nan"), Column("a", "A", "", "money"), 0, words) == ""


def test_columns_of_one_unit_share_their_decimals() -> None:
    columns = (Column("n", "N"), Column("a", "A", "MW", "number"), Column("b", "B", "MW", "number"))
    cells, total = block_cells(Block("t", "", columns, (("x", 12.34, 1.0),), "", ("Total", 12.34, 1.0)), Words())
    assert cells == [["x", "12.3", "1.0"]]
    assert total == ["Total", "12.3", "1.0"]
