"""The tiny instances as workbooks: read back they are the same, and the command line finds their plans."""

from pathlib import Path

import pytest

from planner import read_workbook
from tests.benchmarks.book import write_book
from tests.benchmarks.known.tiny import TINY
from tests.cli.command import planner


@pytest.mark.parametrize("family", TINY)
def test_the_workbook_of_an_instance_describes_it(family: str, tmp_path: Path) -> None:
    inst = TINY[family].instance
    path = tmp_path / f"{inst.name}.xlsx"
    write_book(inst, path)
    assert read_workbook(path, tree=not inst.tree.is_chain) == inst


@pytest.mark.slow
@pytest.mark.parametrize("family", TINY)
def test_the_command_line_finds_the_plan_of_the_workbook(family: str, tmp_path: Path) -> None:
    inst = TINY[family].instance
    path = tmp_path / "book.xlsx"
    write_book(inst, path)
    tree = [] if inst.tree.is_chain else ["--tree"]
    ended = planner("solve", path, *tree, "--out", tmp_path / "runs", "--quiet")
    assert ended.status == 0, ended.err
    assert ended.record["ending"] == "optimal"
    assert ended.record["cost"] == pytest.approx(TINY[family].cost, abs=1e-6)
