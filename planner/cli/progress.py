"""What a long solve shows while it runs; plain lines where there is no terminal."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console, ConsoleOptions, RenderResult
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from planner.cli.chart import BEST, BOUND, chart
from planner.cli.trace import Phase, Trace, clock
from planner.solve import Progress

PLAIN_EVERY_S = 15.0
"""Seconds between two plain lines of the same phase."""
_CHART_ROWS = 5
_WIDEST_CHART = 72
_LOWEST_TERMINAL = 18
"""Rows of a terminal that has room for more than one line."""


Display = Callable[[Progress], None]
"""Where progress is shown."""


def progress_line(report: Progress, currency: str, elapsed_s: float | None = None) -> str:
    """Return phase, elapsed time, best cost, bound and gap in one line."""
    elapsed = report.elapsed_s if elapsed_s is None else elapsed_s
    parts = [f"{report.phase:<24}", f"{elapsed:6.0f} s"]
    if report.best_m is not None:
        parts.append(f"best {report.best_m:,.0f} M {currency}")
    if report.bound_m is not None:
        parts.append(f"bound {report.bound_m:,.0f}")
    if report.gap is not None:
        parts.append(f"gap {report.gap:.2%}")
    if report.note:
        parts.append(report.note)
    return "  ".join(parts)


class PlainLines:
    """A line for each phase, for the first plan, and now and then within a phase."""

    def __init__(self, console: Console, currency: str) -> None:
        self._console = console
        self._currency = currency
        self._phase = ""
        self._shown_s = 0.0
        self._has_plan = False

    def __call__(self, report: Progress) -> None:
        """Print a line when the phase is new, a first plan is found, or the last line is some time ago."""
        first_plan = report.best_m is not None and not self._has_plan
        if report.phase == self._phase and not first_plan and report.elapsed_s - self._shown_s < PLAIN_EVERY_S:
            return
        self._has_plan = self._has_plan or first_plan
        self._phase, self._shown_s = report.phase, report.elapsed_s
        self._console.print(progress_line(report, self._currency), markup=False)


class Dashboard:
    """The phases with what each brought, and a chart of best cost and bound; its clock runs between two reports."""

    def __init__(self, currency: str, heading: str = "") -> None:
        self._currency = currency
        self._heading = heading
        self._trace = Trace()
        self._received = time.monotonic()
        self._spinner = Spinner("dots", style="cyan")

    def __call__(self, report: Progress) -> None:
        """Take the latest news."""
        self._trace.take(report)
        self._received = time.monotonic()

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines as of now; a low terminal gets a single one."""
        latest = self._trace.latest
        if latest is None:
            yield Text("Starting")
            return
        elapsed_s = latest.elapsed_s + time.monotonic() - self._received
        if console.height < _LOWEST_TERMINAL or not options.encoding.startswith("utf"):
            line = progress_line(latest, self._currency, elapsed_s)
            yield Text(line, style="cyan", no_wrap=True, overflow="ellipsis")
            return
        if self._heading:
            yield Text(self._heading, style="bold", no_wrap=True, overflow="ellipsis")
        yield self._phases(elapsed_s)
        width = min(options.max_width - 18, _WIDEST_CHART)
        lines = chart(self._trace.points, elapsed_s, width, _CHART_ROWS)
        if lines:
            yield Text()
            yield from self._labelled(lines, latest)
            yield Text(f"{'0:00':<{width - 7}}{clock(elapsed_s):>7}", style="dim")

    def _phases(self, elapsed_s: float) -> Table:
        table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
        table.add_column("")
        for title in ("Time", f"Best, M {self._currency}", "Bound", "Gap"):
            table.add_column(title, justify="right", no_wrap=True)
        table.add_column("", no_wrap=True, overflow="ellipsis", style="dim")
        phases = _gathered(self._trace.phases)
        for phase in phases[:-1]:
            table.add_row(f"[green]✔[/] {phase.name}", *_figures(phase, phase.ended_s), "")
        name = Table.grid(padding=(0, 1))
        name.add_row(self._spinner, phases[-1].name)
        latest = self._trace.latest
        table.add_row(name, *_figures(phases[-1], elapsed_s), latest.note if latest is not None else "")
        return table

    def _labelled(self, lines: list[Text], latest: Progress) -> Iterator[Text]:
        """Yield the lines of the chart with the latest values to the right of them."""
        labels = [""] * len(lines)
        labels[0] = f"[{BEST}]best[/]"
        labels[-1] = f"[{BOUND}]bound[/]" if latest.bound_m is not None else ""
        for line, label in zip(lines, labels, strict=True):
            yield Text.assemble(line, "  ", Text.from_markup(label))


def _gathered(phases: list[Phase]) -> list[Phase]:
    """Return the phases, those at the start that know of no plan and no bound as one."""
    early = 0
    while early < len(phases) - 1 and phases[early].best_m is None and phases[early].bound_m is None:
        early += 1
    if early < 2:
        return phases
    names = ", ".join(phase.name for phase in phases[:early])
    return [Phase(names, phases[0].began_s, phases[early - 1].ended_s), *phases[early:]]


def _figures(phase: Phase, until_s: float) -> tuple[str, str, str, str]:
    return (
        clock(until_s - phase.began_s),
        "" if phase.best_m is None else f"{phase.best_m:,.0f}",
        "" if phase.bound_m is None else f"{phase.bound_m:,.0f}",
        "" if phase.gap is None else f"{phase.gap:.2%}",
    )


def _silent(_report: Progress) -> None:
    """Show nothing."""


@contextmanager
def showing_progress(console: Console, currency: str, *, quiet: bool = False, heading: str = "") -> Iterator[Display]:
    """Yield what the solve is to call with its news."""
    if quiet:
        yield _silent
    elif console.is_terminal:
        board = Dashboard(currency, heading)
        with Live(board, console=console, refresh_per_second=8, transient=True):
            yield board
    else:
        if heading:
            console.print(heading, markup=False)
        yield PlainLines(console, currency)
