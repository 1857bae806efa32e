"""Imports run one way, and each tool is used in one place."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
LAYERS = {
    "planner/cli": ("models", "planner"),
    "planner/studies": ("models", "planner.studies", "planner.solve", "planner.report"),
    "planner/solve": ("models", "planner.solve"),
    "planner/runs": (
        "models",
        "planner.runs",
        "planner.studies",
        "planner.solve",
        "planner.report",
        "planner.workbook",
    ),
    "planner/workbook": ("models", "planner.workbook", "planner.report"),
    "planner/report": ("models", "planner.report"),
    "models": ("models",),
}
"""What each part may import of the project; all of `planner` may import its errors."""


def test_imports_run_one_way() -> None:
    wrong = [
        f"{path}: {name}"
        for part, allowed in LAYERS.items()
        for path in files(part)
        for name in imports(path)
        if name.split(".")[0] in ("planner", "models") and not permitted(name, part, allowed)
    ]
    assert not wrong


def permitted(name: str, part: str, allowed: tuple[str, ...]) -> bool:
    if part != "models" and (name == "planner" or within(name, "planner.errors")):
        return True
    return any(within(name, prefix) for prefix in allowed)


def within(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(f"{prefix}.")


def test_models_never_imports_planner() -> None:
    assert not using("planner", "models")


def test_only_workbook_touches_openpyxl() -> None:
    assert not using("openpyxl", "models", "planner", but="planner/workbook")


def test_only_solve_touches_highspy() -> None:
    assert not using("highspy", "models", "planner", but="planner/solve")


def test_pyomo_is_nowhere_but_in_models_and_solve() -> None:
    assert not using("pyomo", "planner", but="planner/solve")


def test_models_opens_no_file() -> None:
    for module in ("pathlib", "os", "io", "shutil", "tempfile", "openpyxl", "csv", "json"):
        assert not using(module, "models"), module
    assert not [path for path in files("models") if "open" in calls(path)]


def test_studies_take_solve_as_an_argument() -> None:
    wrong = [path for path in files("planner/studies") if "planner.solve.solve" in imported_names(path)]
    assert not wrong
    assert not using("pyomo", "planner/studies")


def test_only_the_command_line_prints_and_configures_logging() -> None:
    configuring = {"print", "basicConfig", "addHandler", "setLevel", "StreamHandler", "FileHandler"}
    wrong = [
        f"{path}: {name}"
        for path in (*files("models"), *files("planner"))
        if not inside(path, "planner/cli")
        for name in configuring & calls(path)
    ]
    assert not wrong


def test_imports_are_written_in_full() -> None:
    for path in (*files("models"), *files("planner")):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0, path
                assert all(alias.name != "*" for alias in node.names), path


def test_the_parts_are_all_known() -> None:
    parts = {f"planner/{path.parent.name}" for path in (ROOT / "planner").glob("*/__init__.py")}
    assert parts <= set(LAYERS)


def using(module: str, *folders: str, but: str | None = None) -> list[Path]:
    """Return the files that import a module, except those of one folder."""
    return [
        path
        for folder in folders
        for path in files(folder)
        if (but is None or not inside(path, but)) and any(within(name, module) for name in imports(path))
    ]


def files(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def inside(path: Path, folder: str) -> bool:
    return path.is_relative_to(ROOT / folder)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    """Yield the modules that a file imports, wherever in it."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield node.module


def imported_names(path: Path) -> set[str]:
    """Return what a file imports from modules, with the module in front."""
    return {
        f"{node.module}.{alias.name}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def calls(path: Path) -> set[str]:
    """Return the names of the functions and methods that a file calls."""
    called = (node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call))
    return {
        function.id if isinstance(function, ast.Name) else function.attr
        for function in called
        if isinstance(function, ast.Name | ast.Attribute)
    }
