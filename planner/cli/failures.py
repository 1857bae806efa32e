"""Every error becomes one message and one exit status, in one place."""

import json
import os
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import typer

from planner.cli.interrupts import ignore_interrupts, raise_interrupts
from planner.cli.log import log_text, start_log
from planner.cli.plainly import NO_MEMORY, STOPPED, is_want_of_memory, say_plainly
from planner.cli.statuses import MEANING, ExitStatus
from planner.cli.terminal import errors, say_error
from planner.errors import PlannerError, RunFolderError, UsageError, WorkbookError

_STATUS: dict[type[PlannerError], ExitStatus] = {
    UsageError: ExitStatus.USAGE,
    RunFolderError: ExitStatus.USAGE,
    WorkbookError: ExitStatus.INVALID_WORKBOOK,
}


@contextmanager
def exit_statuses(*, debug: bool = False, as_json: bool = False) -> Iterator[None]:
    """End the command with the exit status of the error that its body raises.

    Parameters
    ----------
    debug
        Show the traceback of an error of the planner itself.
    as_json
        Print the message as JSON on the output, for a program that reads it.
    """
    start_log()
    try:
        try:
            raise_interrupts()
            yield
            sys.stdout.flush()
        finally:
            ignore_interrupts()
    except PlannerError as error:
        status = next((s for kind, s in _STATUS.items() if isinstance(error, kind)), ExitStatus.OWN_ERROR)
        _tell(status, str(error), as_json)
    except KeyboardInterrupt:
        _tell(ExitStatus.STOPPED_WITHOUT_PLAN, STOPPED, as_json)
    except typer.Exit:
        raise
    except BrokenPipeError:
        # The reader of the output has gone (`planner check ... | head`): nobody is left to tell.
        _close_output()
        raise typer.Exit(ExitStatus.OWN_ERROR) from None
    except Exception as error:  # the last resort of the program: whatever it is, the user gets one sentence
        if is_want_of_memory(error):
            if as_json:
                print(_as_json(ExitStatus.OWN_ERROR, NO_MEMORY))
            say_plainly(NO_MEMORY)
            raise typer.Exit(ExitStatus.OWN_ERROR) from None
        if debug:
            errors().print_exception()
        log = write_error_log(error)
        _tell(
            ExitStatus.OWN_ERROR,
            f"the planner itself has failed ({type(error).__name__}: {_first_line(error)}); the log is {log}",
            as_json,
        )


def write_error_log(error: BaseException) -> str:
    """Write the log so far and the traceback to a file of the temporary folder and return its path, or why not."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix=f"planner-error-{stamp}-", suffix=".log", delete=False
        ) as file:
            file.write(log_text() + "".join(traceback.format_exception(error)))
    except OSError as trouble:
        return f"lost, for it cannot be written ({trouble.strerror})"
    return file.name


def _close_output() -> None:
    """Lead the output to nowhere, so that Python does not try to write the rest of it when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell(status: ExitStatus, text: str, as_json: bool) -> None:
    if as_json:
        print(_as_json(status, text))
    say_error(text)
    raise typer.Exit(status) from None


def _as_json(status: ExitStatus, text: str) -> str:
    return json.dumps({"exit_status": int(status), "status": MEANING[status], "message": text}, ensure_ascii=False)


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), "no message")
