"""What the schema is made of: columns and sheets."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

MOST_ROWS = 200_000
"""More rows of a sheet would take more memory than a machine has; of things that make pairs fewer are allowed."""

Value = str | float | int | bool | None
"""A cell after cleaning; None: blank."""

Kind = Literal["text", "key", "sheet", "number", "whole", "yes_no", "choice", "list", "filter", "value"]
"""`key` is the name of a thing, kept as text; `sheet` is that of a sheet of the workbook; `list` is text with names
between semicolons; `filter` is a row filter; `value` is text, number or yes/no, whatever the cell holds."""


def folded(word: str) -> str:
    """Return a word of the schema without case, underscores and full-width forms, as planners vary them."""
    return " ".join(unicodedata.normalize("NFKC", word).replace("_", " ").casefold().split())


@dataclass(frozen=True)
class Column:
    """One column of a sheet: the only description there is of it."""

    name: str
    """As the code and the first header row have it."""
    title: str
    """As a planner reads it."""
    title_zh: str
    sentence: str
    """What it means."""
    sentence_zh: str = ""
    unit: str = ""
    """The word `currency` stands for the currency of the Settings."""
    kind: Kind = "text"
    minimum: float | None = None
    maximum: float | None = None
    above: bool = False
    """Whether the minimum itself is not allowed."""
    usual: tuple[float, float] | None = None
    """What is seen in practice; a value outside deserves a warning, not an error."""
    default: Value = None
    """What a blank cell stands for; None: see `blank`."""
    blank: str = ""
    """What a blank cell means when no value stands for it."""
    blank_zh: str = ""
    required: bool = False
    """Whether the column must be there and no cell of it blank."""
    key: bool = False
    """Whether it is part of what tells one row from another."""
    refers_to: str | None = None
    """The sheet whose first column must hold the value."""
    allows_group: bool = False
    """Whether a group of regions or `*` may stand for many rows."""
    allows_all: bool = False
    """Whether `*` may stand for all."""
    offers: str | None = None
    """Sheet and column, such as Chips.stack, whose values a drop-down offers though others are as good."""
    choices: tuple[str, ...] = ()
    """Words that the planner knows; a cell of the kind `choice` holds one of them and nothing else."""
    choices_zh: tuple[str, ...] = ()
    """The same words in Chinese, one for one; () where signs or codes are the same in both languages."""

    @property
    def is_numeric(self) -> bool:
        """Whether the cells hold numbers."""
        return self.kind in ("number", "whole")


@dataclass(frozen=True)
class Sheet:
    """One sheet of the workbook: one table."""

    name: str
    title: str
    title_zh: str
    sentence: str
    columns: tuple[Column, ...]
    sentence_zh: str = ""
    required: bool = False
    period_columns: Column | None = None
    """What the columns named by a period hold; None: there are none."""
    typed_by: str | None = None
    """The column whose value says, by a column of `rows`, what the cell `value` of the row must be."""
    rows: tuple[Column, ...] = ()
    """On a sheet of keys and values: what each key may hold."""
    most_rows: int = MOST_ROWS
    """How many rows that hold anything are read, active or not."""
    order: int = 0
    """Place in the workbook, and in lists of problems."""
    _by_name: dict[str, Column] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the columns by name."""
        self._by_name.update((column.name, column) for column in self.columns)

    def column(self, name: str) -> Column:
        """Return the column with this name."""
        return self._by_name[name]

    def named(self, word: str) -> Column | None:
        """Return the column with this name or title, in either language and any case; None when there is none."""
        return self._by_any_name.get(folded(word))

    @cached_property
    def _by_any_name(self) -> Mapping[str, Column]:
        titles = ((word, column) for column in self.columns for word in (column.title_zh, column.title))
        return {
            **{folded(word): column for word, column in titles},
            **{folded(column.name): column for column in self.columns},
        }

    def has(self, name: str) -> bool:
        """Return whether there is a column with this name."""
        return name in self._by_name

    @cached_property
    def keys(self) -> tuple[Column, ...]:
        """The columns that together tell one row from another; () where rows may repeat."""
        return tuple(column for column in self.columns if column.key)

    @cached_property
    def row_types(self) -> Mapping[str, Column]:
        """The columns of `rows` by name."""
        return {column.name: column for column in self.rows}


ACTIVE = Column(
    "active",
    "Active",
    "启用",
    "Whether the row counts; a row with 'no' is read as if it were not there.",
    "该行是否生效；填“否”的行视为不存在。",
    kind="yes_no",
    default=True,
)
NOTE = Column(
    "note",
    "Note",
    "备注",
    "A remark for readers of the workbook; it has no effect on the plan.",
    "供阅读者参考的说明，不影响规划结果。",
    blank="no remark",
    blank_zh="无备注",
)


def sheet(
    name: str,
    title: str,
    title_zh: str,
    sentence: str,
    sentence_zh: str,
    columns: tuple[Column, ...],
    *,
    required: bool = False,
    period_columns: Column | None = None,
    typed_by: str | None = None,
    rows: tuple[Column, ...] = (),
    most_rows: int = MOST_ROWS,
) -> Sheet:
    """Return a sheet with the columns `active` and `note` that every sheet has."""
    named = {column.name for column in columns}
    columns = (*columns, *(extra for extra in (ACTIVE, NOTE) if extra.name not in named))
    return Sheet(
        name,
        title,
        title_zh,
        sentence,
        columns,
        sentence_zh=sentence_zh,
        required=required,
        period_columns=period_columns,
        typed_by=typed_by,
        rows=rows,
        most_rows=most_rows,
    )
