"""Two-stage problems in SMPS: a core in MPS, where its second stage begins, and what each scenario changes.

(J. Birge and others, "A standard input format for multiperiod stochastic linear programs", 1987.) Only what SIPLIB
uses: scenarios that branch at the root, and changes of right-hand sides and coefficients.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

OBJECTIVE = "N"


@dataclass
class Smps:
    """A core and its scenarios; names in the order of the file."""

    sense: dict[str, str] = field(default_factory=dict)
    """By row: N, L, G or E."""
    entries: dict[str, dict[str, float]] = field(default_factory=dict)
    """By column and row."""
    sides: dict[str, float] = field(default_factory=dict)
    second_column: str = ""
    """The first column of the second stage."""
    scenarios: dict[str, tuple[float, dict[tuple[str, str], float]]] = field(default_factory=dict)
    """By name, probability and changes: by column and row; the column is 'rhs' for right-hand sides."""

    @property
    def objective(self) -> str:
        """The row that is kept small."""
        return next(row for row, sense in self.sense.items() if sense == OBJECTIVE)

    @property
    def first_stage(self) -> list[str]:
        """The columns that are decided before a scenario is known."""
        columns = list(self.entries)
        return columns[: columns.index(self.second_column)]

    @property
    def second_stage(self) -> list[str]:
        """The columns that are decided in each scenario."""
        columns = list(self.entries)
        return columns[columns.index(self.second_column) :]

    def first(self, count: int) -> "Smps":
        """Return the problem of the first scenarios alone, each as likely beside the others as before."""
        kept = list(self.scenarios.items())[:count]
        known = sum(probability for _, (probability, _) in kept)
        return replace(self, scenarios={name: (share / known, changes) for name, (share, changes) in kept})

    def cost(self, column: str) -> float:
        """Return what a unit of a column costs."""
        return self.entries[column].get(self.objective, 0.0)

    def rows_of(self, column: str) -> dict[str, float]:
        """Return the rows of a column but for the objective, and its coefficients."""
        return {row: value for row, value in self.entries[column].items() if row != self.objective}

    def changed(self, scenario: str, column: str, row: str) -> float:
        """Return a coefficient, or a right-hand side, in a scenario."""
        known = self.sides.get(row, 0.0) if column == "rhs" else self.entries[column].get(row, 0.0)
        return self.scenarios[scenario][1].get((column, row), known)


def parse(core: str, time: str, stochastic: str) -> Smps:
    """Return the problem of three files: core, periods, scenarios."""
    found = Smps()
    for section, words in _lines(core):
        if section == "ROWS":
            found.sense[words[1]] = words[0]
        elif section == "COLUMNS" and "'MARKER'" not in words:
            column = found.entries.setdefault(words[0], {})
            column.update(_pairs(words[1:]))
        elif section == "RHS":
            found.sides.update(_pairs(words[1:]))
    periods = [words for section, words in _lines(time) if section == "PERIODS"]
    found.second_column = periods[1][0]
    changes: dict[tuple[str, str], float] = {}
    for section, words in _lines(stochastic):
        if section != "SCENARIOS":
            continue
        if words[0] == "SC":
            changes = {}
            found.scenarios[words[1]] = (float(words[3]), changes)
        else:
            changes.update({(words[0].lower() if words[0].lower() == "rhs" else words[0], words[1]): float(words[2])})
    return found


def _lines(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the section and the words of each line of data: those that begin with a blank."""
    section = ""
    for line in text.splitlines():
        if not line.strip() or line.startswith("*"):
            continue
        if line[0].isspace():
            yield section, line.split()
        else:
            section = line.split()[0]


def _pairs(words: list[str]) -> dict[str, float]:
    return {row: float(value) for row, value in zip(words[::2], words[1::2], strict=True)}
