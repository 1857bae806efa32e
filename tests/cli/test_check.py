"""`planner check` for programs (`--json`) and for people at a spreadsheet (`--annotate`)."""

import json
from pathlib import Path

import openpyxl

from tests.cli.command import planner, write_book

DEMAND = [{"region": "Wset", "workload": "training", "2027": 10, "2028": 10}]


def test_json_lists_the_problems_with_their_cells(tmp_path: Path) -> None:
    ended = planner("check", write_book(tmp_path / "my.xlsx", Demand=DEMAND), "--json")
    assert ended.status == 3
    found = json.loads(ended.out)
    assert (found["workbook"], found["exit_status"], found["status"]) == ("my.xlsx", 3, "invalid workbook")
    assert found["errors"] == 1
    assert found["problems"][0] == {
        "sheet": "Demand",
        "cell": "A3",
        "severity": "error",
        "text": "there is no region or group called 'Wset'; did you mean 'West'?",
    }


def test_json_of_a_file_that_cannot_be_read_is_json_too(tmp_path: Path) -> None:
    (tmp_path / "my.xlsx").write_bytes(b"PK")
    ended = planner("check", tmp_path / "my.xlsx", "--json")
    assert ended.status == 3
    assert json.loads(ended.out)["exit_status"] == 3


def test_annotate_writes_a_copy_and_ends_as_without(tmp_path: Path) -> None:
    book, copy = write_book(tmp_path / "my.xlsx", Demand=DEMAND), tmp_path / "copy.xlsx"
    before = book.read_bytes()
    ended = planner("check", book, "--annotate", copy)
    assert ended.status == 3
    assert ended.out.splitlines()[-1] == f"Wrote {copy}"
    assert "Wset" in openpyxl.load_workbook(copy)["Demand"]["A3"].comment.text
    assert book.read_bytes() == before


def test_the_copy_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    book = write_book(tmp_path / "my.xlsx")
    other = tmp_path / "other.xlsx"
    other.write_text("mine")
    before = book.read_bytes()
    for target, word in ((book, "itself"), (other, "already"), (tmp_path / "a.xlsm", "must end")):
        ended = planner("check", book, "--annotate", target, "--force" if target == book else "--json")
        assert ended.status == 2, target
        assert word in ended.err
    assert book.read_bytes() == before
    assert other.read_text() == "mine"
    assert planner("check", book, "--annotate", other, "--force").status == 0


def test_of_a_great_many_problems_a_terminal_shows_the_first_hundred(tmp_path: Path) -> None:
    wrong = [{"region": f"Nowhere {number}", "workload": "training", "2027": 1, "2028": 1} for number in range(130)]
    book = write_book(tmp_path / "my.xlsx", Demand=wrong)
    told = planner("check", book).out.splitlines()
    assert told[99].startswith("Demand!A102: there is no region or group called 'Nowhere 99'")
    assert told[100:] == ["... and 31 more; --json or --annotate has all", "my.xlsx: 130 problems, 1 warning"]
    assert len(json.loads(planner("check", book, "--json").out)["problems"]) == 131
    said = planner("solve", book, "--out", tmp_path / "run").err.splitlines()
    assert said[-2:] == [
        "... and 30 more; planner check with --json or --annotate has all",
        "130 errors in the workbook my; planner check lists 1 warning too",
    ]
