"""Trees of export control: one model for all futures against one future after the other, side by side.

python -m tests.benchmarks.trees national 6                       the national sample, six futures
python -m tests.benchmarks.trees 8:1 3 6 12 24 --time-limit 600   8 generated regions, seed 1, at four sizes

From the third year on foreign chips come loosely, tightly or not at all; from the fourth on each of these futures
parts in two by the demand for AI, then by that for general computing, then by the supply of domestic chips.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from rich.console import Console

from tests.benchmarks.book import write_book
from tests.benchmarks.generator import Scale, generate
from tests.benchmarks.proportions import NATIONAL

CONTROL = {"loose": (3.0, 0.3), "tight": (0.3, 0.4), "ban": (0.0, 0.3)}
"""What foreign chips come in the place of one, and the probability."""
HALVES = {
    "AI demand": ("Demand", ("Workloads", "workload", "class", "AI"), (0.85, 1.2)),
    "general demand": ("Demand", ("Workloads", "workload", "class", "general"), (0.9, 1.1)),
    "domestic supply": ("ChipSupply", ("Chips", "chip", "domestic", "yes"), (0.8, 1.2)),
}
"""What else parts each future in two of the same probability: the rows of a sheet whose names have a value on another,
and the factors."""
SIZES = tuple(len(CONTROL) * 2**halves for halves in range(len(HALVES) + 1))
WAYS = {"one model": "never", "apart": "always"}
TODAY = "today"
Row = Mapping[str, Any]


def write_tree(book: Workbook, futures: int) -> None:
    """Put a tree of so many futures, one of SIZES, in the place of a workbook's scenarios."""
    columns = [str(cell.value) for cell in book["ChipSupply"][1]]
    years = [name for name in columns if name.isdigit()]
    halves = list(HALVES)[: SIZES.index(futures)]
    scenarios: list[Row] = [{"scenario": TODAY, "probability": 0}]
    for name, (_, probability) in CONTROL.items():
        here: list[tuple[str, float]] = [(name, probability)]
        scenarios.append(
            {
                "scenario": name,
                "probability": 0 if halves else probability,
                "parent": TODAY,
                "data_from": years[2],
                "overrides": name,
            }
        )
        for half in halves:
            here = [(f"{one}; {side} {half}", share / 2) for one, share in here for side in ("low", "high")]
        if halves:
            scenarios += [
                {
                    "scenario": one.replace("; ", ", "),
                    "probability": share,
                    "parent": name,
                    "data_from": years[3],
                    "overrides": one.partition("; ")[2],
                }
                for one, share in here
            ]
    _replace(book, "Scenarios", scenarios)
    _replace(book, "Overrides", [{**row, "order": i} for i, row in enumerate(_overrides(book, years, halves), 1)])


def _overrides(book: Workbook, years: Sequence[str], halves: Sequence[str]) -> Iterator[Row]:
    foreign = _named(book, "ChipSupply", ("Chips", "chip", "domestic", "no"))
    for name, (factor, _) in CONTROL.items():
        yield from _times(name, "ChipSupply", foreign, years[2:], factor)
    for half in halves:
        sheet, having, factors = HALVES[half]
        for side, factor in zip(("low", "high"), factors, strict=True):
            yield from _times(f"{side} {half}", sheet, _named(book, sheet, having), years[3:], factor)


def _named(book: Workbook, sheet: str, having: tuple[str, str, str, str]) -> str:
    """Return the filter for the rows of a sheet that are about what has a value in a column of another sheet."""
    other, key, column, value = having
    known = {row[key] for row in _rows(book, sheet)}
    return (
        f"{key}={','.join(str(row[key]) for row in _rows(book, other) if row[column] == value and row[key] in known)}"
    )


def _rows(book: Workbook, sheet: str) -> Iterator[Row]:
    head, _, *rows = book[sheet].iter_rows(values_only=True)
    names = [str(name) for name in head]
    yield from (dict(zip(names, row, strict=True)) for row in rows)


def _times(name: str, sheet: str, chosen: str, years: Sequence[str], factor: float) -> Iterator[Row]:
    for year in years:
        yield {
            "set": name,
            "sheet": sheet,
            "filter": chosen,
            "column": year,
            "operation": "multiply",
            "value": factor,
        }


def _replace(book: Workbook, sheet: str, rows: Sequence[Row]) -> None:
    if sheet in book.sheetnames:
        del book[sheet]
    tab = book.create_sheet(sheet)
    columns = list(dict.fromkeys(name for row in rows for name in row))
    tab.append(columns)
    for row in rows:
        tab.append([row.get(name) for name in columns])


@dataclass(frozen=True)
class Run:
    """How one way of solving a tree ended."""

    futures: int
    way: str
    seconds: float
    processor_s: float
    largest_mb: float
    """Memory of the largest of its processes."""
    record: Mapping[str, Any]

    def line(self) -> str:
        """Return the row of the table."""
        sizes = self.record.get("model") or {}
        told = [f"{sizes[name]:,}" if name in sizes else "" for name in ("rows", "nonzeros")]
        cost, bound, gap = (self.record.get(name) for name in ("cost", "bound", "gap"))
        money = [f"{value:,.0f}" if isinstance(value, float) else "none" for value in (cost, bound)]
        share = f"{gap:.2%}" if isinstance(gap, float) else "none"
        ended = f"{self.seconds:.0f} | {self.processor_s:.0f} | {self.largest_mb:,.0f}"
        return f"| {self.futures} | {self.way} | {' | '.join((*told, *money, share))} | {ended} |"


HEAD = (
    "| futures | solved as | rows | non-zeros | plan | bound | gap | seconds | processor s | MB |",
    "|---|---|---|---|---|---|---|---|---|---|",
)


def run(book: Path, futures: int, way: str, time_limit_s: float, gap: float) -> Run:
    """Solve a tree in a process of its own, from the workbook to the run folder."""
    out = book.parent / f"runs of {futures} {way}"
    command = [sys.executable, "-m", "planner", "solve", str(book), "--tree", "--apart", WAYS[way]]
    command += ["--time-limit", f"{time_limit_s:g}", "--gap", f"{gap:g}", "--out", str(out), "--quiet"]
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, used = os.wait4(process.pid, 0)
    seconds = time.monotonic() - began
    records = [*out.glob("**/run.json")]
    record = json.loads(records[0].read_text(encoding="utf-8")) if records else {}
    return Run(futures, way, seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, record)


def main() -> None:
    """Print the table, row by row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("instance", help="national, or regions:seed of the generator")
    parser.add_argument("futures", nargs="+", type=int, choices=SIZES)
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=[*WAYS])
    parser.add_argument("--time-limit", type=float, default=900.0, help="seconds for each (%(default)s)")
    parser.add_argument("--gap", type=float, default=0.01, help="where each may stop (%(default)s)")
    asked = parser.parse_args()
    console = Console(width=200)
    for line in HEAD:
        console.print(line, markup=False, highlight=False)
    with TemporaryDirectory() as folder:
        base = Path(folder) / "base.xlsx"
        if asked.instance != "national":
            regions, seed = asked.instance.split(":")
            write_book(generate(Scale(int(regions)), int(seed)), base)
        for futures in asked.futures:
            book = openpyxl.load_workbook(NATIONAL if asked.instance == "national" else base)
            write_tree(book, futures)
            path = Path(folder) / f"tree of {futures}.xlsx"
            book.save(path)
            for way in asked.ways:
                console.print(
                    run(path, futures, way, asked.time_limit, asked.gap).line(), markup=False, highlight=False
                )


if __name__ == "__main__":
    main()
