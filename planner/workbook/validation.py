"""What a spreadsheet program lets one type: drop-downs, bounds, and header rows that are left as they are."""

from openpyxl.worksheet.datavalidation import DataValidation

from planner.report.words import Language
from planner.workbook.cells import allowed_numbers
from planner.workbook.frame import Frame
from planner.workbook.schema import Column
from planner.workbook.wording import allowed, choices_of, title_of

_LONGEST_LIST = 255
"""Excel's limit for a drop-down that is written out, and for a message."""
_LONGEST_TITLE = 32

_GUARD: dict[Language, tuple[str, str]] = {
    "en": (
        "Header",
        "The planner finds the columns by these two rows. To leave a column out, delete it whole; remarks belong into "
        "the column note.",
    ),
    "zh": ("表头", "规划程序按这两行识别各列。不需要的列可整列删除；说明请写入备注列。"),
}


def rule_for(column: Column, frame: Frame) -> DataValidation | None:
    """Return what may be typed into the cells of a column; None: anything."""
    rule = _rule_for(column, frame)
    if rule is not None and rule.showErrorMessage:
        title = title_of(column, frame.language)
        rule.errorTitle = title[:_LONGEST_TITLE]
        rule.error = f"{title}: {allowed(column, frame.language)}"[:_LONGEST_LIST]
    return rule


def header_guard(language: Language) -> DataValidation:
    """Return a rule that lets nothing be typed into the cells it is given to.

    Sheets are not protected, as in a protected sheet a table neither grows nor loses rows.
    """
    title, text = _GUARD[language]
    return DataValidation(
        type="custom", formula1="FALSE", allow_blank=False, showErrorMessage=True, errorTitle=title, error=text
    )


def _rule_for(column: Column, frame: Frame) -> DataValidation | None:
    if column.kind in ("yes_no", "choice", "list") and (choices := choices_of(column, frame.language)):
        written_out = ",".join(choices)
        # More than a list of several names may be typed into a cell of the kind `list`.
        return (
            _drop_down(f'"{written_out}"', strict=column.kind != "list") if len(written_out) < _LONGEST_LIST else None
        )
    if column.kind == "sheet":
        return _drop_down(frame.cells_of_tabs(), strict=True)
    if column.refers_to is not None:
        return _drop_down(frame.cells_of(column.refers_to), strict=not (column.allows_group or column.allows_all))
    if column.offers is not None:
        return _drop_down(frame.cells_of(*column.offers.split(".")), strict=False)
    if column.is_numeric and allowed_numbers(column):
        return _number_rule(column)
    return None


def _drop_down(cells: str | None, *, strict: bool) -> DataValidation | None:
    if cells is None:
        return None
    return DataValidation(type="list", formula1=cells, allow_blank=True, showErrorMessage=strict)


def _number_rule(column: Column) -> DataValidation:
    low, high = column.minimum, column.maximum
    is_between = low is not None and high is not None and not column.above
    bounds = [f"{bound:g}" for bound in (low, high) if bound is not None]
    return DataValidation(
        type="whole" if column.kind == "whole" else "decimal",
        operator=(
            "between"
            if is_between
            else "greaterThan"
            if column.above
            else "greaterThanOrEqual"
            if low is not None
            else "lessThanOrEqual"
        ),
        formula1=bounds[0],
        formula2=bounds[1] if is_between else None,
        allow_blank=True,
        showErrorMessage=True,
    )
