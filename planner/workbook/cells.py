"""The one place where cells are cleaned: past it, a number is a number and a key is its text."""

import datetime
import math
import re
from collections.abc import Callable
from functools import cache

from planner.workbook.problems import did_you_mean, listed
from planner.workbook.schema import Column, Value, sheet_named

FORMULA_ERRORS = frozenset(
    ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!")
)

_YES = frozenset(("yes", "y", "true", "1", "是", "有", "真", "对"))
_NO = frozenset(("no", "n", "false", "0", "否", "无", "假", "错"))

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_NARROW = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x2212: ord("-"), 0x3002: ord("."), 0x3000: ord(" ")}
"""Full-width forms to ASCII, all of them: for numbers, where no other reading is possible."""
_NARROW_WORDS = {wide: narrow for wide, narrow in _NARROW.items() if chr(narrow).isalnum()}
"""Letters and digits alone: names keep their Chinese brackets and commas."""
_NARROW_SIGNS = {ord(wide): narrow for wide, narrow in zip("；，＝＞＜＊≤≥", (*";,=><*", "<=", ">="), strict=True)}
"""What separates and compares in lists and filters."""

_LARGEST = 1e12
"""No quantity of a plan comes near it in the units of the workbook, and solvers work with 15 digits in all."""

_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")
_SPACED = re.compile(r"[+-]?\d{1,3}([ ']\d{3})+(\.\d*)?")
_WITH_TEXT = re.compile(r"[¥$€£]\s*[\d.,]+|[+-]?[\d.,]+\s*(?![eE][+-]?\d)[^\W\d_]")
_DECIMAL_COMMA = re.compile(r"[+-]?(\d+|\d{1,3}([. ']\d{3})+),\d+")


class CellError(ValueError):
    """A cell that cannot be used; the text says what it holds and what it must hold."""


class Uncalculated:
    """Stands for a formula whose result is not stored in the workbook."""

    def __repr__(self) -> str:
        """Return what the cell shows in messages."""
        return "a formula"


UNCALCULATED = Uncalculated()


def clean(column: Column, raw: object) -> Value:
    """Return what a cell of this column holds, typed; None when it is blank, whatever the default.

    Raises
    ------
    CellError
        With a text such as "grid_limit_mw is -5, but must be 0 or more".
    """
    if raw is None:
        return None
    if isinstance(raw, str):
        raw = (raw if raw.isascii() else raw.translate(_INVISIBLE)).strip()
        if not raw:
            return None
        if raw.startswith("#") and raw.upper() in FORMULA_ERRORS:
            raise CellError(f"{column.name} is the formula error {raw}; mend the formula or write the value")
    elif raw is UNCALCULATED:
        advice = "open the workbook in a spreadsheet program and save it"
        raise CellError(f"{column.name} is a formula without a stored result; {advice}")
    value = _CLEANERS[column.kind](column, raw)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        _check_bounds(column, value)
    return value


def clean_key(raw: object) -> str:
    """Return the name of a thing as text: 1.0 is "1", runs of spaces are one, full-width letters and digits narrow."""
    if isinstance(raw, str) and raw.isascii():
        return " ".join(raw.split())
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    if isinstance(raw, bool):
        return str(raw).upper()
    return " ".join(str(raw).translate(_INVISIBLE).translate(_NARROW_WORDS).split())


def split_list(text: str) -> tuple[str, ...]:
    """Return the names between semicolons or commas, of either width."""
    parts = text.translate(_NARROW_SIGNS).replace(",", ";").split(";")
    return tuple(name for name in map(clean_key, parts) if name)


def parse_number(text: str, *, percent: bool = True) -> float | None:
    """Return the number that a text holds, such as "1,234.5", "３８" or "38%"; None when it holds none."""
    text = " ".join(text.translate(_INVISIBLE).translate(_NARROW).split())
    scale = 1.0
    if percent and text.endswith("%"):
        text, scale = text[:-1].rstrip(), 100.0
    if _THOUSANDS.fullmatch(text) or _SPACED.fullmatch(text):
        text = re.sub("[, ']", "", text)
    if not _PLAIN.fullmatch(text):
        return None
    value = float(text) / scale
    return value if math.isfinite(value) else None


def shown(raw: object) -> str:
    """Return a cell's value as messages quote it."""
    if isinstance(raw, bool):
        return str(raw).upper()
    if isinstance(raw, (int, float)):
        return f"{raw:.12g}"
    if isinstance(raw, datetime.datetime) and raw.time() == datetime.time():
        raw = raw.date()
    if isinstance(raw, datetime.date):
        return f"the date {raw}"
    if isinstance(raw, (datetime.time, datetime.timedelta)):
        return f"the time {raw}"
    text = " ".join(str(raw).split())
    return f"'{text}'" if len(text) <= 60 else f"'{text[:57]}...'"


def allowed_numbers(column: Column) -> str:
    """Return what the bounds of a column allow, such as "between 0 and 1"; '' without bounds."""
    low, high = column.minimum, column.maximum
    if low is not None and column.above:
        return f"more than {low:g}" + (f" and at most {high:g}" if high is not None else "")
    if low is not None and high is not None:
        return f"between {low:g} and {high:g}"
    if low is not None:
        return f"{low:g} or more"
    return f"{high:g} or less" if high is not None else ""


def _check_bounds(column: Column, value: float) -> None:
    low, high = column.minimum, column.maximum
    too_low = low is not None and (value < low or (column.above and value == low))
    if too_low or (high is not None and value > high):
        advice = ""
        if high == 1 and 1 < value <= 100 and "fraction" in column.unit:
            advice = f"; for {value:g} % write {value / 100:g} or {value:g}%"
        raise CellError(f"{column.name} is {shown(value)}, but must be {allowed_numbers(column)}{advice}")


def _number(column: Column, raw: object) -> float:
    number = _any_number(column, raw)
    if abs(number) > _LARGEST:
        raise CellError(f"{column.name} is {shown(number)}, but no number may be beyond {_LARGEST:g}; look at its unit")
    return number


def _any_number(column: Column, raw: object) -> float:
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        if not math.isfinite(raw):
            raise CellError(f"{column.name} is {raw}, but must be a number")
        return float(raw)
    advice = ""
    if isinstance(raw, str):
        number = parse_number(raw, percent=_is_share(column))
        if number is not None:
            return number
        narrow = raw.translate(_NARROW)
        if _DECIMAL_COMMA.fullmatch(narrow):
            whole, _, part = re.sub("[. ']", "", narrow).partition(",")
            advice = f"; with a decimal point it is {whole}.{part}"
        elif "%" in narrow and column.unit:
            advice = f" in {column.unit}"
        elif _WITH_TEXT.match(narrow):
            advice = ", without unit or other text"
    elif isinstance(raw, (datetime.date, datetime.time, datetime.timedelta)):
        advice = "; set the cell's format to General"
    raise CellError(f"{column.name} is {shown(raw)}, but must be a number{advice}")


def _is_share(column: Column) -> bool:
    return not column.unit or any(word in column.unit for word in ("fraction", "factor", "ratio"))


def _whole(column: Column, raw: object) -> int:
    number = _number(column, raw)
    # A spreadsheet's sums leave 2.9999999999999996 where 3 is meant.
    if abs(number - round(number)) > 1e-9 * max(1.0, abs(number)):
        raise CellError(f"{column.name} is {shown(raw)}, but must be a whole number")
    return round(number)


def _yes_no(column: Column, raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    word = clean_key(raw).casefold()
    if word in _YES or word in _NO:
        return word in _YES
    words = "是 or 否" if _is_chinese(word) else "yes or no"
    raise CellError(f"{column.name} is {shown(raw)}, but must be {words}")


def _choice(column: Column, raw: object) -> str:
    word = clean_key(str(raw).translate(_NARROW_SIGNS))
    found = _known_word(column, word)
    if found is not None:
        return found
    allowed = column.choices_zh if _is_chinese(word) and column.choices_zh else column.choices
    hint = did_you_mean(word, allowed)
    raise CellError(f"{column.name} is {shown(raw)}, but must be {listed(allowed)}{hint}")


def _is_chinese(word: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in word)


def _known_word(column: Column, word: str) -> str | None:
    """Return the choice of a column that a word stands for, in either language; None when it is none."""
    return _choices_by_word(column.choices, column.choices_zh).get(_folded(word))


@cache
def _choices_by_word(choices: tuple[str, ...], choices_zh: tuple[str, ...]) -> dict[str, str]:
    chinese = {_folded(word): choice for choice, word in zip(choices, choices_zh, strict=False)}
    return chinese | {_folded(choice): choice for choice in choices}


def _folded(word: str) -> str:
    return _SAME_SENSE.get(word) or re.sub(r"[\s_-]+", " ", word).casefold()


_SAME_SENSE = {"=<": "<=", "=>": ">=", "==": "="}


def _key(column: Column, raw: object) -> str:
    _refuse_dates(column, raw)
    key = clean_key(raw.replace("＊", "*") if isinstance(raw, str) else raw)
    if key == "*" and not (column.allows_all or column.allows_group):
        raise CellError(f"{column.name} is '*', but must be one name")
    return (_known_word(column, key) or key) if column.choices else key


def _sheet(column: Column, raw: object) -> str:
    """Return the name that the schema has for a sheet; the text itself when it names none."""
    name = _key(column, raw)
    sheet = sheet_named(name)
    return name if sheet is None else sheet.name


def _list(column: Column, raw: object) -> str:
    _refuse_dates(column, raw)
    names = split_list(clean_key(raw))
    return "; ".join([_known_word(column, name) or name for name in names] if column.choices else names)


def _filter(column: Column, raw: object) -> str:
    _refuse_dates(column, raw)
    return clean_key(clean_key(raw).translate(_NARROW_SIGNS))


def _text(column: Column, raw: object) -> str:
    if isinstance(raw, datetime.datetime) and raw.time() == datetime.time():
        raw = raw.date()
    if isinstance(raw, (datetime.date, datetime.time)):
        return raw.isoformat()
    return raw if isinstance(raw, str) else clean_key(raw)


def _value(column: Column, raw: object) -> Value:
    _refuse_dates(column, raw)
    if isinstance(raw, float) and not math.isfinite(raw):
        raise CellError(f"{column.name} is {raw}, but must be a number")
    return raw if isinstance(raw, (bool, int, float)) else clean_key(raw)


def _refuse_dates(column: Column, raw: object) -> None:
    if isinstance(raw, (datetime.date, datetime.time, datetime.timedelta)):
        raise CellError(f"{column.name} is {shown(raw)}, but must be text; set the cell's format to Text")


_CLEANERS: dict[str, Callable[[Column, object], Value]] = {
    "text": _text,
    "key": _key,
    "sheet": _sheet,
    "number": _number,
    "whole": _whole,
    "yes_no": _yes_no,
    "choice": _choice,
    "list": _list,
    "filter": _filter,
    "value": _value,
}
