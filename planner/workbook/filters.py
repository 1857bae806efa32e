"""Row filters such as `chip=H20,A100; period>=2027; region=West`: terms between semicolons, all of which must hold."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from planner.workbook.cells import CellError, clean, clean_key
from planner.workbook.problems import did_you_mean, listed
from planner.workbook.schema import Column, Value

Operator = Literal["=", "!=", ">=", "<=", ">", "<"]

EVERYTHING = "*"
"""A filter that selects all, where a blank one means something else."""

_TERM = re.compile(r"^\s*([^=!<>]*?)\s*(!=|>=|<=|=|>|<)\s*(.*?)\s*$", re.DOTALL)
_OPERATORS: Mapping[str, Operator] = {"=": "=", "!=": "!=", ">=": ">=", "<=": "<=", ">": ">", "<": "<"}
_SAYS_SO = Column("value", "", "", "", kind="yes_no")


@dataclass(frozen=True)
class Term:
    """One condition: a key, an operator and the values it is compared with, of which one must fit."""

    key: str
    operator: Operator
    values: tuple[str, ...]

    def __str__(self) -> str:
        """Return the term as a filter writes it."""
        return f"{self.key}{self.operator}{','.join(self.values)}"


@dataclass(frozen=True)
class Filter:
    """The terms of a filter, and what in its text is no term."""

    terms: tuple[Term, ...]
    faults: tuple[str, ...] = ()


def parse(text: str) -> Filter:
    """Return the terms of a filter; a blank one, and `*`, have none."""
    terms: list[Term] = []
    faults: list[str] = []
    if text.strip() == EVERYTHING:
        return Filter(())
    for part in text.split(";"):
        if not part.strip():
            continue
        found = _TERM.match(part)
        if found is None:
            faults.append(f"'{clean_key(part)}' is not a condition; write key=value, such as region=West")
            continue
        key, operator = clean_key(found.group(1)), _OPERATORS[found.group(2)]
        values = tuple(clean_key(value) for value in found.group(3).split(",") if value.strip())
        if not key or not values:
            missing = "key" if not key else "value"
            faults.append(f"the condition '{clean_key(part)}' has no {missing}; write key=value, such as region=West")
        elif operator not in ("=", "!=") and len(values) > 1:
            faults.append(f"the condition '{clean_key(part)}' compares with {len(values)} values; write one")
        else:
            terms.append(Term(key, operator, values))
    return Filter(tuple(terms), tuple(faults))


def keyed(term: Term, name_of: Callable[[str], str]) -> Term:
    """Return a term with its key as the code has it."""
    return replace(term, key=name_of(term.key))


def unknown_key(term: Term, keys: Collection[str], of: str) -> str | None:
    """Return what is wrong with a term's key, where a filter may use only `keys`; None when nothing is."""
    if term.key in keys:
        return None
    hint = did_you_mean(term.key, keys) or f"; use {listed(sorted(keys))}"
    return f"the filter key '{term.key}' is not known for {of}{hint}"


def holds(term: Term, value: Value, members: Callable[[str], Iterable[str]], order: Mapping[str, int]) -> bool:
    """Return whether a cell fits a term; `*` fits a cell that holds `*`.

    Parameters
    ----------
    members
        The names that a value of the term stands for besides its own: the regions of a group.
    order
        The place of names that have one, such as the first year of a period.
    """
    wanted = list(term.values)
    for one in term.values:
        wanted += members(one)
    if term.operator in ("=", "!="):
        fits = any(_equal(value, one) for one in wanted)
        return fits if term.operator == "=" else not fits
    here, limit = place(value, order), place(term.values[0], order)
    return here is not None and limit is not None and compares(here, term.operator, limit)


def place(value: Value, order: Mapping[str, int]) -> float | None:
    """Return where a value stands among others: by its name, else as a number; None when it has no place."""
    if isinstance(value, str):
        return order[value] if value in order else _number(value)
    return None if value is None else float(value)


def compares(here: float, operator: Operator, limit: float) -> bool:
    """Return whether a number stands to the limit as the operator says."""
    return {
        "=": here == limit,
        "!=": here != limit,
        ">=": here >= limit,
        "<=": here <= limit,
        ">": here > limit,
        "<": here < limit,
    }[operator]


def yes_no(text: str) -> bool | None:
    """Return what a word says, yes or no; None when it says neither."""
    try:
        return clean(_SAYS_SO, text) is True
    except CellError:
        return None


def _equal(value: Value, text: str) -> bool:
    if isinstance(value, bool):
        return yes_no(text) is value
    if isinstance(value, int | float):
        number = _number(text)
        return number is not None and number == value
    return value is not None and value == text


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
