"""What a solve has told, and how it is drawn."""

import io

from rich.console import Console

from planner.cli.chart import chart
from planner.cli.progress import showing_progress
from planner.cli.trace import Trace, brought, clock
from planner.solve import Progress

NEWS = (
    Progress("build", 0.5),
    Progress("relaxation", 2.0, 130.0, None, None, "first guess"),
    Progress("search", 3.0, 110.0, 100.0, 0.09, "decisions given up"),
    Progress("search", 4.0, 108.0, 100.0, 0.07, "decisions given up"),
    Progress("search", 9.0, 101.0, 100.0, 0.01, "found in the tree"),
    Progress("clean", 10.0, 101.0, 100.0, 0.01),
)


def told(*news: Progress) -> Trace:
    trace = Trace()
    for report in news:
        trace.take(report)
    return trace


def test_each_phase_has_what_was_known_at_its_end() -> None:
    phases = {phase.name: (phase.began_s, phase.ended_s, phase.best_m) for phase in told(*NEWS).phases}
    assert phases == {
        "build": (0.5, 0.5, None),
        "relaxation": (2.0, 2.0, 130.0),
        "search": (3.0, 9.0, 101.0),
        "clean": (10.0, 10.0, 101.0),
    }


def test_a_plan_is_told_by_what_brought_it() -> None:
    # 130, 108 and 101 are 30 %, 8 % and 1 % above 100.
    assert brought(told(*NEWS).steps, 100.0) == (
        "first guess at 0:02 (30.00% dearer), decisions given up at 0:04 (8.00% dearer), found in the tree at 0:09 "
        "(1.00% dearer)"
    )
    assert brought(told(*NEWS).steps, 101.0).endswith("found in the tree at 0:09")


def test_a_plan_of_one_source_needs_no_telling() -> None:
    assert brought(told(NEWS[1]).steps, 130.0) == ""


def test_times_are_minutes_and_seconds() -> None:
    assert [clock(seconds) for seconds in (0.9, 61.0, 3600.0)] == ["0:00", "1:01", "1:00:00"]


def test_the_chart_closes_in_on_the_gap() -> None:
    # 100 to 103.5 are shown, best and two and a half gaps above it: the costs before 9 s are higher. In 16 rows of dots
    # 101 is in row 11, in the third line of letters, and a letter is a second.
    lines = chart(NEWS, 12.0, 12, 4)
    drawn = [[x for x, letter in enumerate(line.plain) if letter != "\u2800"] for line in lines]
    assert drawn == [[], [], [8, 9, 10, 11], list(range(2, 12))]


def test_without_a_plan_and_a_bound_there_is_no_chart() -> None:
    assert chart([Progress("build", 1.0)], 2.0, 10, 3) == []


def shown(width: int, height: int) -> str:
    """Return what a terminal of this size shows of the news in the end."""
    file = io.StringIO()
    console = Console(file=file, force_terminal=True, width=width, height=height, color_system=None)
    with showing_progress(console, "CNY") as show:
        for report in NEWS:
            show(report)
    return file.getvalue().replace("\x1b", "\n")


def test_the_phases_fit_a_terminal_of_eighty_columns() -> None:
    lines = shown(80, 30).splitlines()
    assert max(map(len, lines)) <= 80
    assert any("✔ search" in line and "1.00%" in line for line in lines)


def test_a_low_terminal_has_one_line() -> None:
    assert "✔" not in shown(80, 10)
    assert "clean" in shown(80, 10)
