"""One diagnosis from the workbook to sentences that name its cells."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from planner.cli.statuses import ExitStatus
from planner.cli.terminal import output
from planner.solve import solve
from planner.solve.elastic_rows import LimitKey
from planner.solve.repairs import Change
from planner.studies.arithmetic import Shortfall
from planner.studies.diagnose import Confirmed, Diagnosis, Verdict, diagnose
from planner.workbook.cell_of import Place, place_of
from planner.workbook.expand.book import Book
from planner.workbook.reader import read_workbook
from planner.workbook.tables import read_tables

_MOST_PLACES = 20
"""A longer list of cells that was not narrowed down in time says nothing."""


@dataclass(frozen=True)
class Advice:
    """A cell to change."""

    place: Place
    now: float
    needed: float

    def sentence(self, works: str) -> str:
        """Return the advice in words; `works` is how sure it is that no smaller change would do."""
        place = self.place
        head = f"{place.address}: {place.column} of {place.subject}"
        if place.needed is not None:
            return f"{head} is {place.now}, but must be {place.needed}"
        return f"{head} is {_number(self.now)}, but {works} is {_number(self.needed)}"

    def data(self) -> dict[str, object]:
        """Return the advice as data."""
        place = self.place
        return {
            "sheet": place.tab or place.sheet,
            "cell": place.cell,
            "column": place.column,
            "subject": place.subject,
            "now": place.now if place.needed is not None else self.now,
            "needed": self.needed if place.needed is None else place.needed,
        }


@dataclass(frozen=True)
class Inquiry:
    """What was asked for on the command line."""

    book: Path
    scenario: str | None = None
    time_limit_s: float = 300.0
    annotate: Path | None = None
    quiet: bool = False
    as_json: bool = False


def diagnose_book(inquiry: Inquiry) -> ExitStatus:
    """Read and diagnose a workbook, say what was found, mark a copy if asked, and return the exit status."""
    inst = read_workbook(inquiry.book, inquiry.scenario)
    book = Book(read_tables(inquiry.book)[0])
    with showing_progress(errors(), inst.settings.currency, quiet=inquiry.quiet or inquiry.as_json) as show:
        found = diagnose(
            inst,
            solve,
            time_limit_s=inquiry.time_limit_s,
            group_of=lambda key: place_of(book, key[0], key[1:]).address,
            on_progress=show,
        )
    if inquiry.annotate is not None:
        write_copy(inquiry.book, inquiry.annotate, marks(book, found), "planner diagnose")
    if inquiry.as_json:
        print(json.dumps(diagnosis_data(book, found), ensure_ascii=False, indent=2))
    else:
        console = output()
        for line in diagnosis_lines(book, found, inquiry.scenario):
            console.print(line, markup=False, soft_wrap=True)
        if inquiry.annotate is not None:
            console.print(f"Wrote {inquiry.annotate}", markup=False, soft_wrap=True)
    settled = found.verdict is not Verdict.UNKNOWN or found.repairs
    return ExitStatus.DONE if settled else ExitStatus.STOPPED_WITHOUT_PLAN
