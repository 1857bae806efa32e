"""`from planner import ...`, in whatever order things were imported before."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "before",
    ["", "import planner.cli.main", "from planner.solve import SolveOptions", "from planner import read_workbook"],
)
@pytest.mark.slow
def test_solve_is_the_function(before: str) -> None:
    script = f"{before}\nfrom planner import read_workbook, solve\nfrom planner.solve import Outcome\n"
    script += "import planner\nassert planner.solve is solve\nassert solve.__name__ == 'solve'\n"
    script += "assert read_workbook.__name__ == 'read_workbook'"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_other_names_are_unknown() -> None:
    import planner

    with pytest.raises(AttributeError, match="'planner' has no attribute 'dance'"):
        _ = planner.dance


@pytest.mark.slow
def test_the_package_alone_loads_no_solver() -> None:
    script = "import sys, planner; assert not {'pyomo', 'highspy', 'pandas'} & set(sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
