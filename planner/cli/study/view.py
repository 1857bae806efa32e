"""What a study shows: a bar while it solves, its answer at the end."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from planner.cli.terminal import errors, output
from planner.cli.trace import clock
from planner.report.document import Document
from planner.studies.solves import Answer, Count, OnCount


@contextmanager
def counting(*, quiet: bool) -> Iterator[OnCount | None]:
    """Yield what the map calls with each solve that is done: a bar on a terminal, else a line for each."""
    console = errors()
    if quiet:
        yield None
    elif console.is_terminal:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[left]}"),
        )
        with Progress(*columns, console=console, transient=True) as bar:
            shown = bar.add_task("solves", total=None, left="")

            def move(count: Count) -> None:
                bar.update(shown, completed=count.done, total=count.total, left=left_text(count))

            yield move
    else:

        def tell(count: Count) -> None:
            console.print(f"{count.done} of {count.total}  {latest_text(count)}  {left_text(count)}", markup=False)

        yield tell


def left_text(count: Count) -> str:
    """Return when the end is expected."""
    return "" if count.left_s is None or count.done == count.total else f"about {clock(count.left_s)} left"


def latest_text(count: Count) -> str:
    """Return what the latest solve was and how it ended."""
    latest = count.latest
    if latest is None:
        return ""
    if latest.outcome is None:
        return f"{latest.task}: failed ({latest.failure})"
    return f"{latest.task}: {'kept from before' if latest.kept else latest.outcome.ending.value}"


def show_study(document: Document, answers: Sequence[Answer], folder: Path, *, quiet: bool) -> None:
    """Print the answer of a study, the solves that failed, and where its folder is."""
    console = output()
    if not quiet:
        summary = document.summary
        console.print()
        console.print(summary.title, style="bold", markup=False)
        for alarm in summary.alarms:
            errors().print(f"Warning: {alarm}", markup=False)
        for sentence in summary.sections[0].sentences:
            console.print(sentence, markup=False)
        console.print()
    for answer in answers:
        if answer.outcome is None:
            errors().print(f"Warning: {answer.task} was not solved: {answer.failure}.", markup=False)
    console.print(f"Study folder: {folder}", markup=False, soft_wrap=True)
