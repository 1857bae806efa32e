"""The live line of a long solve; plain lines where there is no terminal."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.text import Text

from planner.solve import Progress

PLAIN_EVERY_S = 15.0
"""Seconds between two plain lines of the same phase."""


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


class LiveLine:
    """One line that keeps itself up to date, its clock running between two reports."""

    def __init__(self, currency: str) -> None:
        self._currency = currency
        self._latest: Progress | None = None
        self._received = 0.0

    def __call__(self, report: Progress) -> None:
        """Take the latest news."""
        self._latest, self._received = report, time.monotonic()

    def __rich__(self) -> Text:
        """Return the line as of now."""
        if self._latest is None:
            return Text("Starting")
        elapsed = self._latest.elapsed_s + time.monotonic() - self._received
        return Text(
            progress_line(self._latest, self._currency, elapsed), style="cyan", no_wrap=True, overflow="ellipsis"
        )


def _silent(_report: Progress) -> None:
    """Show nothing."""


@contextmanager
def showing_progress(console: Console, currency: str, *, quiet: bool = False) -> Iterator[Display]:
    """Yield what the solve is to call with its news."""
    if quiet:
        yield _silent
    elif console.is_terminal:
        line = LiveLine(currency)
        with Live(line, console=console, refresh_per_second=4, transient=True):
            yield line
    else:
        yield PlainLines(console, currency)
