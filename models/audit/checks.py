"""How one number is compared with another, and what is kept of it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from models.ids import Sense

RELATIVE_TOLERANCE = 1e-6
"""Share of a row's magnitude by which it may be off. The solver keeps scaled rows to about 1e-7, and a row of the audit
adds up rounded values of several of them."""

ABSOLUTE_TOLERANCE = 1e-6
"""The same in the unit of the row, for rows near 0: a unit of currency, a watt, a billionth of a PFLOPS."""

INTEGRALITY_TOLERANCE = 1e-6
"""Distance from a whole number, as the solver keeps it."""

YES = 0.5
"""A yes-no decision above this is taken as yes; that it is 0 or 1 is checked apart."""


@dataclass(frozen=True)
class Finding:
    """A rule that a plan breaks in one place."""

    rule: str
    where: str
    sense: Sense
    """How `found` should stand to `limit`."""
    limit: float
    found: float
    residual: float
    """By how much, in the unit of the rule."""
    relative: float
    """The same as a share of the row's magnitude plus one unit."""

    def __str__(self) -> str:
        """Say what is wrong in a sentence."""
        want = {"<=": "at most", ">=": "at least", "=": "equal to"}[self.sense]
        return f"{self.rule} ({self.where}): found {self.found:.10g}, must be {want} {self.limit:.10g}"


@dataclass
class Checks:
    """The checks of one rule, counted, with the findings and the worst residual among them."""

    rule: str
    count: int = 0
    worst: float = 0.0
    """The largest relative residual, whether a finding or not."""
    worst_where: str = ""
    findings: list[Finding] = field(default_factory=list)

    def at_most(self, where: Iterable[object], found: float, limit: float, magnitude: float = 0.0) -> None:
        """Check that a value does not pass a limit."""
        self._compare("<=", where, found, limit, found - limit, magnitude)

    def at_least(self, where: Iterable[object], found: float, limit: float, magnitude: float = 0.0) -> None:
        """Check that a value reaches a limit."""
        self._compare(">=", where, found, limit, limit - found, magnitude)

    def equal(self, where: Iterable[object], found: float, limit: float, magnitude: float = 0.0) -> None:
        """Check that two values are the same."""
        self._compare("=", where, found, limit, abs(found - limit), magnitude)

    def stated(self, where: Iterable[object], sense: Sense, found: float, limit: float, magnitude: float = 0.0) -> None:
        """Check a row whose sense is data."""
        compare = {"<=": self.at_most, ">=": self.at_least, "=": self.equal}[sense]
        compare(where, found, limit, magnitude)

    def whole(self, where: Iterable[object], found: float) -> None:
        """Check that a value is a whole number, to the solver's integrality."""
        self.count += 1
        nearest = round(found)
        if abs(found - nearest) > INTEGRALITY_TOLERANCE:
            self._record("=", where, found, nearest, abs(found - nearest), abs(found - nearest))

    def holds(self, where: Iterable[object], truth: bool, found: float) -> None:
        """Check that something with a value above 0 is permitted at all."""
        if truth:
            self.count += 1
        else:
            self.at_most(where, found, 0.0)

    def broken(self, where: Iterable[object], found: float) -> None:
        """Record what no value could mend."""
        self.count += 1
        self._record("=", where, found, 0.0, math.inf, math.inf)

    def _compare(
        self, sense: Sense, where: Iterable[object], found: float, limit: float, residual: float, magnitude: float
    ) -> None:
        self.count += 1
        if residual <= 0.0:
            return
        scale = max(abs(found), abs(limit), magnitude)
        relative = residual / (1.0 + scale) if math.isfinite(residual) else math.inf
        if residual <= RELATIVE_TOLERANCE * scale + ABSOLUTE_TOLERANCE:
            if relative > self.worst:
                self.worst, self.worst_where = relative, describe(where)
        else:
            self._record(sense, where, found, limit, residual, relative)

    def _record(
        self, sense: Sense, where: Iterable[object], found: float, limit: float, residual: float, relative: float
    ) -> None:
        finding = Finding(self.rule, describe(where), sense, limit, found, residual, relative)
        self.findings.append(finding)
        if relative > self.worst:
            self.worst, self.worst_where = relative, finding.where


def describe(where: Iterable[object]) -> str:
    """Return a place in words: the ids of its key, what is not there left out."""
    return ", ".join(_words(part) for part in where if part is not None)


def _words(part: object) -> str:
    if isinstance(part, tuple):
        return "-".join(str(step) for step in part) or "home"
    return str(part)
