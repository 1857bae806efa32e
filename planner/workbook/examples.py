"""The workbooks that come with the planner."""

from pathlib import Path

import planner
from planner.errors import UsageError
from planner.workbook.problems import did_you_mean, listed


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
    raise UsageError(
        f"there is no example called '{name}'; there are {listed(names) or 'none'}{did_you_mean(wanted, names)}"
    )


def example_names() -> list[str]:
    """Return the names of the examples."""
    return sorted({path.stem for folder in _folders() for path in folder.glob("[!~.]*.xlsx")})


def _folders() -> tuple[Path, ...]:
    package = Path(planner.__file__).resolve().parent
    return package / "examples", package.parent / "inputs"
