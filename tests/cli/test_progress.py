"""The live line and its plain form."""

import io

from rich.console import Console

from planner.cli.progress import PlainLines, progress_line, showing_progress
from planner.solve import Progress


def test_the_line_has_phase_time_best_bound_and_gap() -> None:
    line = progress_line(Progress("search", 12.3, 1234.5, 1200.0, 0.0279, "heuristic"), "CNY")
    assert line == "search                        12 s  best 1,234 M CNY  bound 1,200  gap 2.79%  heuristic"


def test_what_is_not_known_is_left_out() -> None:
    assert progress_line(Progress("build", 0.4), "CNY").split() == ["build", "0", "s"]


def test_a_plain_line_tells_of_the_first_plan() -> None:
    console = Console(file=io.StringIO(), width=120)
    show = PlainLines(console, "CNY")
    for second, best in ((0.0, None), (1.0, None), (2.0, 50.0), (3.0, 40.0)):
        show(Progress("search", second, best))
    assert len(console.file.getvalue().splitlines()) == 2  # type: ignore[attr-defined]


def test_plain_lines_come_with_each_phase_and_now_and_then() -> None:
    console = Console(file=io.StringIO(), width=120)
    show = PlainLines(console, "CNY")
    for second in (0.0, 1.0, 2.0, 14.0, 16.0, 17.0):
        show(Progress("search", second))
    show(Progress("clean", 18.0))
    assert [line.split()[:2] for line in console.file.getvalue().splitlines()] == [  # type: ignore[attr-defined]
        ["search", "0"],
        ["search", "16"],
        ["clean", "18"],
    ]


def test_a_terminal_gets_one_line_that_is_gone_at_the_end() -> None:
    file = io.StringIO()
    console = Console(file=file, force_terminal=True, width=120)
    with showing_progress(console, "CNY") as show:
        show(Progress("search", 3.0, 100.0, 90.0, 0.1))
    assert "search" in file.getvalue()
    assert file.getvalue().rstrip().endswith("\x1b[2K")


def test_quiet_shows_nothing() -> None:
    console = Console(file=io.StringIO(), force_terminal=True)
    with showing_progress(console, "CNY", quiet=True) as show:
        show(Progress("search", 3.0))
    assert console.file.getvalue() == ""  # type: ignore[attr-defined]
