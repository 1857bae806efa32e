"""`planner study` from outside: what it says, what it leaves, and what it keeps."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import ROOT, Ended, planner

BOOK = ROOT / "inputs" / "three-regions.xlsx"
pytestmark = pytest.mark.slow


def folder_of(ended: Ended) -> Path:
    return Path(ended.out.splitlines()[-1].removeprefix("Study folder: "))


def record_of(ended: Ended) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder_of(ended) / "study.json").read_text(encoding="utf-8"))
    return found


def test_a_study_leaves_a_folder_and_goes_on_from_the_solves_it_kept(tmp_path: Path) -> None:
    first = planner("study", "fragmentation", BOOK, "--gap", 0, "--out", tmp_path)
    assert first.status == 0, first.err
    assert "That each plans alone costs" in " ".join(first.out.split())
    found = {path.name for path in folder_of(first).iterdir()}
    assert found == {"input.xlsx", "study.xlsx", "study.html", "study.json", "tables", "run.log"}
    assert not any(one["kept"] for one in record_of(first)["solves"])
    again = planner("study", "fragmentation", BOOK, "--gap", 0, "--out", tmp_path)
    assert all(one["kept"] for one in record_of(again)["solves"])
    assert record_of(again)["result"] == record_of(first)["result"]


def test_workers_find_what_one_process_finds(tmp_path: Path) -> None:
    options = ("study", "fragmentation", BOOK, "--gap", 0, "--json")
    one = planner(*options, "--out", tmp_path / "one")
    two = planner(*options, "--out", tmp_path / "two", "--workers", 2)
    costs = [json.loads(ended.out)["result"]["markets"] for ended in (one, two)]
    for way in costs[0]:
        assert costs[0][way]["cost"] == pytest.approx(costs[1][way]["cost"])


def test_wrong_options_are_one_sentence_each(tmp_path: Path) -> None:
    def error(*options: object) -> str:
        ended = planner("study", "fragmentation", BOOK, "--out", tmp_path, *options)
        assert ended.status == 2
        assert not ended.out
        return " ".join(ended.err.split())

    assert error("--standard", "gold") == "Error: --standard is 'gold', but the workbook has the tiers platform"
    assert error("--groups", "Moon") == (
        "Error: --groups names 'Moon', but the workbook has no groups; list them on the sheet Groups"
    )
    assert error("--cluster", "tcp://127.0.0.1:9") == (
        "Error: no Dask cluster answers at tcp://127.0.0.1:9; name the address its scheduler shows"
    )
    assert list(tmp_path.iterdir()) == []
