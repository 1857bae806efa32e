"""The checks of a workbook, as lists of questions; all problems are found in one go."""

from collections.abc import Callable, Iterable

from models.instance import Case
from planner.workbook import (
    checks_network,
    checks_references,
    checks_rules,
    checks_scenarios,
    checks_service,
    checks_ties,
    checks_time,
    checks_values,
    checks_work,
)
from planner.workbook.expand_book import Book
from planner.workbook.problems import Problem

CASE_CHECKS: tuple[Callable[[Book], Iterable[Problem]], ...] = (
    *checks_references.CHECKS,
    *checks_time.CHECKS,
    *checks_ties.CHECKS,
    *checks_work.CHECKS,
    *checks_network.CHECKS,
    *checks_rules.CHECKS,
    *checks_values.CHECKS,
)
"""What is asked of the tables of every scenario."""

SCENARIO_CHECKS: tuple[Callable[[Book], Iterable[Problem]], ...] = checks_scenarios.CHECKS
"""What is asked of the sheets Scenarios and Overrides, once."""

CONSEQUENCE_CHECKS: tuple[Callable[[Book, Case], Iterable[Problem]], ...] = checks_service.CHECKS
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
