"""Small linear programs that studies make themselves, row after row."""

from dataclasses import dataclass

import highspy
import numpy as np

from planner.solve.banner import hush_banner
from planner.solve.compile import Floats

_TOLERANCE = 1e-10
"""The least that HiGHS takes: rows of such programs are compared with each other."""


class UnboundedProgramError(Exception):
    """The cost of a program falls without end."""


class InfeasibleProgramError(Exception):
    """Nothing keeps all rows of a program."""


@dataclass(frozen=True, eq=False)
class Corner:
    """A solution of a program at a corner."""

    x: Floats
    cost: float
    duals: Floats
    """Of each row: the change of cost for one more unit of its side."""


class SmallProgram:
    """Minimise `cost @ x` with `lower <= x <= upper` and rows that may be added between solves."""

    def __init__(self, cost: Floats, lower: Floats, upper: Floats) -> None:
        self._count = len(cost)
        hush_banner()
        self._highs = highspy.Highs()
        for name, value in (
            ("output_flag", False),
            ("threads", 1),
            ("presolve", "off"),
            ("primal_feasibility_tolerance", _TOLERANCE),
            ("dual_feasibility_tolerance", _TOLERANCE),
        ):
            self._highs.setOptionValue(name, value)
        none = np.array([], dtype=np.int32), np.array([], dtype=float)
        for column in range(self._count):
            self._highs.addCol(float(cost[column]), float(lower[column]), float(upper[column]), 0, *none)

    def add_row(self, least: float, coefficients: Floats, most: float) -> None:
        """Add the row `least <= coefficients @ x <= most`."""
        used = np.flatnonzero(coefficients).astype(np.int32)
        self._highs.addRow(least, most, len(used), used, coefficients[used])

    def solve(self) -> Corner:
        """Return a solution at a corner.

        Raises
        ------
        UnboundedProgramError, InfeasibleProgramError
            When there is none.
        ArithmeticError
            When HiGHS fails.
        """
        self._highs.run()
        status = self._highs.getModelStatus()
        if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            raise UnboundedProgramError
        if status == highspy.HighsModelStatus.kInfeasible:
            raise InfeasibleProgramError
        if status != highspy.HighsModelStatus.kOptimal:
            raise ArithmeticError(f"a small linear program ended as {self._highs.modelStatusToString(status)}")
        solution = self._highs.getSolution()
        return Corner(
            np.array(solution.col_value, dtype=float),
            float(self._highs.getInfo().objective_function_value),
            np.array(solution.row_dual, dtype=float),
        )
