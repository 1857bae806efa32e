"""The workbooks that come with the planner."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from openpyxl import load_workbook

import planner
from planner.errors import UsageError
from planner.report.words import Language
from planner.workbook.problems import did_you_mean, listed
from planner.workbook.saving import whole
from planner.workbook.schema import SHEETS
from planner.workbook.template import write_workbook


def example_path(name: str) -> Path:
    """Return the file of an example: of the installed package, or of the folder inputs of a checkout.

    Raises
    ------
    UsageError
        When there is no example of this name.
    """
    folders = _folders()
    wanted = name.removesuffix(".xlsx")
    for folder in folders:
        if (path := folder / f"{wanted}.xlsx").is_file() and path.parent == folder:
            return path
    names = example_names()
    begun = [known for known in names if wanted and known.startswith(wanted)]
    hint = f"; did you mean '{begun[0]}'?" if len(begun) == 1 else did_you_mean(wanted, names)
    raise UsageError(f"there is no example called '{name}'{hint or f'; use {listed(names)}'}")


def write_example(name: str, target: Path, language: Language) -> None:
    """Write an example in a language, which its reports will have too; its names and notes stay as they are.

    Raises
    ------
    UsageError
        When there is no example of this name.
    """
    source = example_path(name)
    if language == "en":
        with whole(target) as temporary:
            shutil.copyfile(source, temporary)
        return
    book = load_workbook(source, read_only=True)
    rows = {sheet.title: _plain_rows(sheet.iter_rows(values_only=True)) for sheet in book if sheet.title in SHEETS}
    book.close()
    others = [row for row in rows.get("Settings", []) if row.get("key") != "language"]
    rows["Settings"] = [*others, {"key": "language", "value": language}]
    write_workbook(target, rows, [str(row["period"]) for row in rows["Periods"]], language=language)


def _plain_rows(lines: Iterator[tuple[object, ...]]) -> list[dict[str, object]]:
    """Return the rows under the two headers as values by column name."""
    names = [str(name) for name in next(lines)]
    next(lines)
    rows = ({name: value for name, value in zip(names, line, strict=True) if value is not None} for line in lines)
    return [row for row in rows if row]


def example_names() -> list[str]:
    """Return the names of the examples."""
    return sorted({path.stem for folder in _folders() for path in folder.glob("[!~.]*.xlsx")})


def _folders() -> tuple[Path, ...]:
    package = Path(planner.__file__).resolve().parent
    return package / "examples", package.parent / "inputs"
