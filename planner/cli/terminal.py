"""The two streams: results on the output, progress and errors beside it."""

from rich.console import Console
from rich.markup import escape

MINIMUM_WIDTH = 100
"""Columns of output that goes to a file or a pipe, where no width is known."""


def output() -> Console:
    """Return the console for results."""
    console = Console(highlight=False, soft_wrap=False)
    return console if console.is_terminal else Console(highlight=False, width=MINIMUM_WIDTH)


def errors() -> Console:
    """Return the console for progress, warnings and errors."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def say_error(text: str) -> None:
    """Print an error once, as it is; several lines begin on a line of their own."""
    errors().print(f"[bold red]Error:[/]{chr(10) if chr(10) in text else ' '}{escape(text)}")


def say_warning(text: str) -> None:
    """Print a warning, as it is."""
    errors().print(f"[yellow]Warning:[/] {escape(text)}")
