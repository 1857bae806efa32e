"""One diagnosis from the workbook to what is said about it."""

import json
from dataclasses import dataclass
from pathlib import Path

from planner.cli.copies import write_copy
from planner.cli.diagnosis_view import COPY_WORDING, diagnosis_data, diagnosis_lines, marks
from planner.cli.progress import showing_progress
from planner.cli.statuses import ExitStatus
from planner.cli.terminal import errors, output
from planner.solve import solve
from planner.studies.diagnose import End, Verdict, diagnose
from planner.workbook.cell_of import place_of
from planner.workbook.expand.book import Book
from planner.workbook.overrides import in_scenario
from planner.workbook.reader import read_workbook
from planner.workbook.tables import read_tables


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
    applied = in_scenario(read_tables(inquiry.book)[0], inquiry.scenario)
    book = Book(applied.tables)
    with showing_progress(errors(), inst.settings.currency, quiet=inquiry.quiet or inquiry.as_json) as show:
        found = diagnose(
            inst,
            solve,
            time_limit_s=inquiry.time_limit_s,
            group_of=lambda key: place_of(book, key[0], key[1:]).address,
            on_progress=show,
        )
    if inquiry.annotate is not None:
        write_copy(inquiry.book, inquiry.annotate, marks(book, found, applied.changed), COPY_WORDING)
    if inquiry.as_json:
        print(json.dumps(diagnosis_data(book, found, applied.changed), ensure_ascii=False, indent=2))
    else:
        console = output()
        for line in diagnosis_lines(book, found, inquiry.scenario, applied.changed):
            console.print(line, markup=False, soft_wrap=True)
        if inquiry.annotate is not None:
            console.print(f"Wrote {inquiry.annotate}", markup=False, soft_wrap=True)
    settled = found.verdict is not Verdict.UNKNOWN and found.end is not End.INTERRUPTED
    return ExitStatus.DONE if settled else ExitStatus.STOPPED_WITHOUT_PLAN
