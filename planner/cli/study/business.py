"""The study of business cases as a command."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from models.instance import Instance
from planner.cli.study.members import By, members_of
from planner.cli.study.running import Asked, Finished
from planner.errors import WorkbookError
from planner.report.words import Words
from planner.solve import SolveOptions
from planner.studies.business import Future, business
from planner.studies.documents.business import Told, figures, tell
from planner.studies.members import visitors
from planner.studies.sales import Tariff
from planner.studies.solves import Solver
from planner.workbook.checks.tariffs import missing_tariffs
from planner.workbook.expand.book import Book
from planner.workbook.problems import foremost, in_order


@dataclass(frozen=True)
class BusinessStudy:
    """Whose cases, by which prices, for which return."""

    by: By
    groups: str | None
    tariff: Tariff
    wanted_fraction: float
    every_scenario: bool

    name = "business"

    def run(self, asked: Asked, solver: Solver, options: SolveOptions) -> Finished:
        """Solve, and return the cases with their document and figures."""
        members = members_of(asked.inst, asked.book, self.by, self.groups)
        scenarios = asked.each_scenario() if self.every_scenario else {asked.scenario or "": asked.inst}
        if self.tariff == "sheet":
            refuse_without_tariffs(asked.book, scenarios.values())
        found = business({str(name): inst for name, inst in scenarios.items()}, members, solver, self.tariff, options)
        told = Told(
            asked.inst,
            found,
            tuple(members),
            visitors(asked.inst, members),
            self.tariff,
            self.wanted_fraction,
            Words(asked.language),
        )
        answers = [future.solved.answer for future in found]
        document = tell(told, asked.started, asked.workbook)
        return Finished(document, figures(told), self._result(found), answers)

    def _result(self, found: tuple[Future, ...]) -> Mapping[str, Any]:
        """Return the figures for programs."""
        return {
            "tariff": self.tariff,
            "wanted_return": self.wanted_fraction,
            "scenarios": {
                future.scenario: {
                    one.name: {
                        "npv": one.present_m(),
                        "irr": one.return_fraction,
                        "payback_year": one.payback_year,
                        "largest_cash_need": one.largest_need_m,
                        "subsidy": one.subsidy_m(self.wanted_fraction),
                        "cash": {item: dict(by_year) for item, by_year in one.flows_m.items()},
                    }
                    for one in future.cases
                }
                for future in found
            },
        }


def refuse_without_tariffs(book: Book, scenarios: Iterable[Instance]) -> None:
    """Go on only where the sheet of tariffs has a price for all demand.

    Raises
    ------
    WorkbookError
        When it has none for some.
    """
    tab = book.tab("Tariffs")
    if not book.rows("Tariffs"):
        raise WorkbookError(f"{tab}: the workbook states no tariffs; fill the sheet, or use other prices than its own")
    problems = [problem for inst in scenarios for problem in missing_tariffs(book, inst.first_case)]
    if problems:
        told = foremost(in_order(book.tables.placed(problems)))
        raise WorkbookError("\n".join(problem.line() for problem in told))
