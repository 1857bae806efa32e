"""The wheel in a fresh environment, used from another folder."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    call(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a fresh environment with the wheel in it."""
    home = tmp_path_factory.mktemp("fresh") / "venv"
    call(sys.executable, "-m", "venv", home)
    programs = home / ("Scripts" if os.name == "nt" else "bin")
    call(programs / "python", "-m", "pip", "install", "--quiet", wheel)
    return programs


def test_the_wheel_holds_both_packages_their_types_and_the_examples(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "planner/__init__.py",
        "planner/py.typed",
        "models/__init__.py",
        "models/py.typed",
        "planner/examples/national.xlsx",
        "planner/examples/three-regions.xlsx",
    } <= names
    assert not [name for name in names if name.startswith(("tests/", "inputs/"))]


def test_the_command_works_from_another_folder_with_its_examples(programs: Path, tmp_path: Path) -> None:
    call(programs / "planner", "template", "my.xlsx", "--example", "three-regions", cwd=tmp_path)
    call(programs / "planner", "template", "blank.xlsx", "--lang", "zh", cwd=tmp_path)
    assert "no problems" in call(programs / "planner", "check", "my.xlsx", cwd=tmp_path)
    folder = Path(call(programs / "planner", "solve", "my.xlsx", "--quiet", cwd=tmp_path).strip())
    for name in ("plan.xlsx", "report.html"):
        assert (tmp_path / folder / name).is_file()
    assert call(programs / "python", "-m", "planner", "--version", cwd=tmp_path).startswith("planner 0.")


def test_the_functions_work_from_another_folder(programs: Path, tmp_path: Path) -> None:
    script = (
        "from planner import read_workbook, solve; from planner.workbook.examples import example_path; "
        "outcome = solve(read_workbook(example_path('three-regions'))); print(outcome.ending.value)"
    )
    assert call(programs / "python", "-c", script, cwd=tmp_path).strip() == "optimal"


def test_a_foreign_models_gives_one_clear_error(programs: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "models"
    foreign.mkdir()
    (foreign / "__init__.py").write_text("")
    command = start(tmp_path, programs / "planner", "--version")
    assert command.returncode == 1
    assert command.stderr.startswith("Error: the planner needs its own package 'models', but Python found another one")
    assert len(command.stderr.splitlines()) == 1
    script = start(tmp_path, programs / "python", "-c", "import planner")
    assert "ImportError: the planner needs its own package 'models'" in script.stderr


def start(folder: Path, *command: object) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder that Python also looks into for packages."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def call(*command: object, cwd: Path | None = None) -> str:
    """Run a command that must succeed, away from this checkout, and return what it printed."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
