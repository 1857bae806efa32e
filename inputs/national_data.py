"""Reading the national data, and rows of a sheet that remember where their numbers come from."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

FOLDER = Path(__file__).parent / "national"

YEARS = (2026, 2027, 2028, 2029, 2030)
PERIODS = tuple(str(year) for year in YEARS)
BASE_YEAR = 2026

Record = Mapping[str, str]
Value = str | float | int | None


@dataclass(frozen=True)
class Note:
    """Where a number comes from."""

    source: str
    year: str
    status: str
    """reported, derived or assumption."""
    note: str = ""

    def saying(self, note: str) -> "Note":
        """Return the same source with another remark."""
        return replace(self, note=note)

    def assumed(self) -> "Note":
        """Return the note of a value that leans on the source but is not in it."""
        return replace(self, status="assumption")


def assumption(note: str, year: int | str = "2026") -> Note:
    """Return the note of a planning value that no source gives."""
    return Note("planning value of this sample", str(year), "assumption", note)


def of_file(file: str, status: str, note: str, year: int | str) -> Note:
    """Return the note of values that come row by row from a file beside this script."""
    return Note(f"inputs/national/{file} (each row names its own source)", str(year), status, note)


@dataclass
class Sheet:
    """The rows of one sheet with a note for each number."""

    name: str
    notes: dict[str, Note]
    """By column: holds for all rows that say nothing else."""
    rows: list[dict[str, Value]] = field(default_factory=list)
    row_notes: list[Mapping[str, Note]] = field(default_factory=list)

    def add(self, values: Mapping[str, Value], notes: Mapping[str, Note] | None = None) -> None:
        """Add a row; `notes` are those of its cells that differ from the sheet's."""
        self.rows.append(dict(values))
        self.row_notes.append(notes or {})

    def note_of(self, row: int, column: str) -> Note | None:
        """Return the note of a cell."""
        return self.row_notes[row].get(column) or self.notes.get(column)


def records(file: str) -> list[Record]:
    """Return the rows of a data file."""
    with (FOLDER / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def by_key(file: str, key: str) -> dict[str, Record]:
    """Return the rows of a data file by a column."""
    return {row[key]: row for row in records(file)}


REGIONS = by_key("regions.csv", "region_id")
NAMES = {code: row["name_en"] for code, row in REGIONS.items()}
"""English name of each region, which is its id in the workbook."""
EXISTING = by_key("existing_compute.csv", "region_id")
POWER = by_key("electricity.csv", "region_id")
DEMAND = by_key("demand.csv", "region_id")
COSTS = by_key("costs.csv", "param_id")
TARGETS = by_key("national_targets.csv", "target_id")
CARDS = by_key("chips.csv", "chip_id")

WEST_HUBS = ("CN-NM", "CN-GZ", "CN-GS", "CN-NX")
WEST = ("CN-NM", "CN-GX", "CN-CQ", "CN-SC", "CN-GZ", "CN-YN", "CN-XZ", "CN-SN", "CN-GS", "CN-QH", "CN-NX", "CN-XJ")
"""The twelve western regions of national policy; all others are the east."""


def cost(param: str) -> float:
    """Return a value of costs.csv."""
    return float(COSTS[param]["value"])


def cost_note(param: str, remark: str = "") -> Note:
    """Return the note of a value of costs.csv."""
    row = COSTS[param]
    text = f"costs.csv {param}, {row['parameter']}: {row['value']} {row['unit']}"
    return Note(row["source"], row["year"], row["status"], f"{text}. {remark}".strip())


def target(target_id: str) -> float:
    """Return a value of national_targets.csv."""
    return float(TARGETS[target_id]["value"])


def target_note(target_id: str, remark: str = "") -> Note:
    """Return the note of a value of national_targets.csv."""
    row = TARGETS[target_id]
    text = f"national_targets.csv {target_id}, {row['metric']}: {row['value']} {row['unit']}"
    return Note(row["source"], row["year"], row["status"], f"{text}. {remark}".strip())


def national_series(metric: str) -> dict[int, float]:
    """Return a series of demand_national.csv by the year it is for."""
    rows = records("demand_national.csv")
    return {int(row["forecast_year"]): float(row["value"]) for row in rows if row["metric"] == metric}


def weights(column: str) -> dict[str, float]:
    """Return a column of demand.csv by region, scaled to sum to exactly 1."""
    values = {code: float(DEMAND[code][column]) for code in NAMES}
    whole = sum(values.values())
    return {code: value / whole for code, value in values.items()}


def rounded(value: float, digits: int = 3) -> float:
    """Return a value with so many significant digits."""
    return float(f"{value:.{digits}g}")


def codes(names: Iterable[str]) -> tuple[str, ...]:
    """Return region codes from their last two letters."""
    return tuple(f"CN-{name}" for name in names)
