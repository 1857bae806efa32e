"""The checks of a workbook, as lists of questions; all problems are found in one go."""

from collections.abc import Callable, Iterable

from models.instance import Case
from planner.workbook.checks import (
    alike,
    blanks,
    geography,
    growth,
    magnitudes,
    network,
    references,
    rules,
    scenarios,
    service,
    spellings,
    tariffs,
    ties,
    time,
    values,
    work,
)
from planner.workbook.expand.book import Book
from planner.workbook.problems import Problem

CASE_CHECKS: tuple[Callable[[Book], Iterable[Problem]], ...] = (
    *references.CHECKS,
    *time.CHECKS,
    *ties.CHECKS,
    *work.CHECKS,
    *network.CHECKS,
    *rules.CHECKS,
    *values.CHECKS,
    *blanks.CHECKS,
    *spellings.CHECKS,
    *magnitudes.CHECKS,
    *alike.CHECKS,
    *geography.CHECKS,
)
"""What is asked of the tables of every scenario."""

SCENARIO_CHECKS: tuple[Callable[[Book], Iterable[Problem]], ...] = scenarios.CHECKS
"""What is asked of the sheets Scenarios and Overrides, once."""

CONSEQUENCE_CHECKS: tuple[Callable[[Book, Case], Iterable[Problem]], ...] = (
    *service.CHECKS,
    *growth.CHECKS,
    *tariffs.CHECKS,
)
"""What is asked of the case that the tables describe; it needs tables without errors."""


def check_case(book: Book) -> list[Problem]:
    """Return what is wrong with the tables of one scenario."""
    return [problem for check in CASE_CHECKS for problem in check(book)]


def check_scenarios(book: Book) -> list[Problem]:
    """Return what is wrong with the scenarios and the override sets."""
    return [problem for check in SCENARIO_CHECKS for problem in check(book)]


def check_consequences(book: Book, case: Case) -> list[Problem]:
    """Return what is wrong with, or doubtful about, the case that the tables describe."""
    return [problem for check in CONSEQUENCE_CHECKS for problem in check(book, case)]


def errors_in(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that are errors."""
    return [problem for problem in problems if problem.severity == "error"]
