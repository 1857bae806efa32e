"""Each rule by which cells are cleaned, and the sentence where one cannot be."""

import datetime

import pytest

from planner.workbook.cells import UNCALCULATED, CellError, clean, clean_key, parse_number, split_list
from planner.workbook.schema import SHEETS, Column


def _column(kind: str = "number", **rest: object) -> Column:
    return Column("limit", "Limit", "上限", "A limit.", kind=kind, **rest)  # type: ignore[arg-type]  # kinds of the tests


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (5, 5.0),
        (5.25, 5.25),
        ("5", 5.0),
        (" 5 ", 5.0),
        ("\u00a05\u2009", 5.0),
        ("\u200b5\ufeff", 5.0),
        ("1,234.5", 1234.5),
        ("1 234.5", 1234.5),
        ("1\u202f234", 1234.0),
        ("1'234", 1234.0),
        ("38%", 0.38),
        ("３８％", 0.38),
        ("１，２３４．５", 1234.5),
        ("−5", -5.0),
        ("+.5", 0.5),
        ("1e3", 1000.0),
        ("1.5E-3", 0.0015),
    ],
)
def test_numbers_may_come_as_text(raw: object, expected: float) -> None:
    value = clean(_column(), raw)
    assert value == expected
    assert isinstance(value, float)


@pytest.mark.parametrize("raw", [None, "", "   ", "\u00a0", "\u200b", "\u3000"])
@pytest.mark.parametrize("kind", ["text", "key", "number", "whole", "yes_no", "choice", "list", "filter", "value"])
def test_what_shows_nothing_is_blank(kind: str, raw: object) -> None:
    assert clean(_column(kind, choices=("a",) if kind == "choice" else ()), raw) is None


@pytest.mark.parametrize(
    ("column", "raw", "text"),
    [
        (_column(), "abc", "limit is 'abc', but must be a number"),
        (_column(), True, "limit is TRUE, but must be a number"),
        (_column(), "1,5", "limit is '1,5', but must be a number; with a decimal point it is 1.5"),
        (_column(unit="MW"), "5 MW", "limit is '5 MW', but must be a number, without unit or other text"),
        (_column(unit="MW"), "5%", "limit is '5%', but must be a number in MW"),
        (_column(), "inf", "limit is 'inf', but must be a number"),
        (_column(), float("nan"), "limit is nan, but must be a number"),
        (_column(), "1e999", "limit is '1e999', but must be a number"),
        (_column(), "1_000", "limit is '1_000', but must be a number"),
        (
            _column(),
            datetime.datetime(2027, 1, 1),
            "limit is the date 2027-01-01, but must be a number; set the cell's format to General",
        ),
        (_column(), "#REF!", "limit is the formula error #REF!; mend the formula or write the value"),
        (_column(), "#N/A", "limit is the formula error #N/A; mend the formula or write the value"),
        (_column("key"), "#DIV/0!", "limit is the formula error #DIV/0!; mend the formula or write the value"),
        (
            _column("key"),
            UNCALCULATED,
            "limit is a formula without a stored result; open the workbook in a spreadsheet program and save it",
        ),
        (_column(minimum=0), -5, "limit is -5, but must be 0 or more"),
        (_column(minimum=0, maximum=1), 1.5, "limit is 1.5, but must be between 0 and 1"),
        (
            _column(minimum=0, maximum=1, unit="fraction"),
            38,
            "limit is 38, but must be between 0 and 1; for 38 % write 0.38 or 38%",
        ),
        (_column(minimum=0, above=True), 0, "limit is 0, but must be more than 0"),
        (_column(minimum=0, above=True, maximum=9), 10, "limit is 10, but must be more than 0 and at most 9"),
        (_column(maximum=9), 10, "limit is 10, but must be 9 or less"),
        (_column("whole"), 2.5, "limit is 2.5, but must be a whole number"),
        (_column("whole"), "x", "limit is 'x', but must be a number"),
        (_column("yes_no"), "maybe", "limit is 'maybe', but must be yes or no"),
        (_column("yes_no"), 2, "limit is 2, but must be yes or no"),
        (
            _column("choice", choices=("hard", "soft")),
            "sofd",
            "limit is 'sofd', but must be hard or soft; did you mean 'soft'?",
        ),
        (_column("choice", choices=("hard", "soft")), "x", "limit is 'x', but must be hard or soft"),
        (_column("key"), "*", "limit is '*', but must be one name"),
        (
            _column("key"),
            datetime.date(2027, 3, 1),
            "limit is the date 2027-03-01, but must be text; set the cell's format to Text",
        ),
        (_column("value"), float("inf"), "limit is inf, but must be a number"),
    ],
)
def test_a_cell_that_cannot_be_used_says_what_it_must_be(column: Column, raw: object, text: str) -> None:
    with pytest.raises(CellError) as caught:
        clean(column, raw)
    assert str(caught.value) == text


def test_a_long_text_is_quoted_by_its_beginning() -> None:
    with pytest.raises(CellError, match=r"^limit is 'x{57}\.\.\.', but must be a number$"):
        clean(_column(), "x" * 500)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [(3.0, 3), (3, 3), ("3", 3), ("3.0", 3), ("1,000", 1000), (2.9999999999999996, 3), (-0.0, 0)],
)
def test_floats_of_a_spreadsheet_are_whole_where_whole_is_meant(raw: object, expected: int) -> None:
    value = clean(_column("whole"), raw)
    assert value == expected
    assert type(value) is int


@pytest.mark.parametrize("raw", [True, "yes", "YES", "y", "TRUE", 1, 1.0, "是", "有", "真", " yes "])
def test_yes_in_all_its_forms(raw: object) -> None:
    assert clean(_column("yes_no"), raw) is True


@pytest.mark.parametrize("raw", [False, "no", "No", "n", "false", 0, "否", "无", "假"])
def test_no_in_all_its_forms(raw: object) -> None:
    assert clean(_column("yes_no"), raw) is False


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (1, "1"),
        (1.0, "1"),
        ("1", "1"),
        (2027, "2027"),
        (2027.0, "2027"),
        ("007", "007"),
        (0.5, "0.5"),
        ("  Inner   Mongolia ", "Inner Mongolia"),
        ("Ｈ２０", "H20"),
        ("华东（一）", "华东（一）"),
        ("a\u00a0b", "a b"),
        (True, "TRUE"),
    ],
)
def test_names_are_text(raw: object, expected: str) -> None:
    assert clean(_column("key"), raw) == expected
    assert clean_key(raw) == expected


def test_a_star_stands_for_all_where_it_may() -> None:
    assert clean(_column("key", allows_all=True), "*") == "*"
    assert clean(_column("key", allows_group=True), "＊") == "*"


@pytest.mark.parametrize(
    ("choices", "raw", "expected"),
    [
        (("each period", "total"), "Each Period", "each period"),
        (("each period", "total"), "each_period", "each period"),
        (("new_units", "units"), "new units", "new_units"),
        (("<=", ">=", "="), "≤", "<="),
        (("<=", ">=", "="), "＞＝", ">="),
        (("<=", ">=", "="), "=<", "<="),
        (("<=", ">=", "="), "==", "="),
    ],
)
def test_choices_are_found_whatever_their_spelling(choices: tuple[str, ...], raw: str, expected: str) -> None:
    assert clean(_column("choice", choices=choices), raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("ban; slow", "ban; slow"), ("ban；slow，  late", "ban; slow; late"), (2027, "2027"), ("ban;;", "ban")],
)
def test_lists_are_names_between_semicolons(raw: object, expected: str) -> None:
    assert clean(_column("list"), raw) == expected


def test_a_list_is_split_at_semicolons_and_commas_of_either_width() -> None:
    assert split_list(" a; b,c；d，") == ("a", "b", "c", "d")
    assert split_list("") == ()


def test_filters_may_use_full_width_signs() -> None:
    assert clean(_column("filter"), "chip＝Ｈ２０，A100； period≥2026") == "chip=H20,A100; period>=2026"


def test_text_keeps_its_signs_and_takes_numbers_and_dates() -> None:
    assert clean(_column("text"), "  一，二\nthree ") == "一，二\nthree"
    assert clean(_column("text"), 2024.0) == "2024"
    assert clean(_column("text"), datetime.datetime(2024, 3, 1)) == "2024-03-01"


def test_a_value_stays_what_it_is() -> None:
    assert clean(_column("value"), 0.5) == 0.5
    assert clean(_column("value"), True) is True
    assert clean(_column("value"), " CNY ") == "CNY"


def test_a_setting_is_typed_by_its_name() -> None:
    gap = SHEETS["Settings"].row_types["mip_gap"]
    assert clean(gap, "1%") == 0.01


def test_percent_signs_count_where_shares_are_meant() -> None:
    assert parse_number("38 %") == 0.38
    assert parse_number("38 %", percent=False) is None
    assert clean(_column(unit="fraction/year"), "8%") == 0.08


def test_no_number_is_beyond_all_quantities() -> None:
    assert clean(_column(), 1e12) == 1e12
    with pytest.raises(CellError, match=r"is 1e\+30, but no number may be beyond 1e\+12; look at its unit$"):
        clean(_column(), 1e30)


@pytest.mark.parametrize("text", ["1.234,5", "1 234,5", "1'234,5", "1234,5"])
def test_a_decimal_comma_is_named_with_the_number_that_it_means(text: str) -> None:
    with pytest.raises(CellError, match=r"; with a decimal point it is 1234\.5$"):
        clean(SHEETS["Regions"].column("grid_limit_mw"), text)
