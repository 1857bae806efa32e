"""Small linear programs, row after row."""

from math import inf

import numpy as np
import pytest

from planner.solve.small_program import InfeasibleProgramError, SmallProgram, UnboundedProgramError


def falling() -> SmallProgram:
    """Return: minimise -x - 2 y with both at least 0."""
    return SmallProgram(np.array([-1.0, -2.0]), np.zeros(2), np.full(2, inf))


def test_a_row_more_moves_the_corner() -> None:
    program = falling()
    program.add_row(-inf, np.array([1.0, 1.0]), 4.0)
    assert program.solve().x.tolist() == [0.0, 4.0]
    program.add_row(-inf, np.array([0.0, 1.0]), 3.0)
    corner = program.solve()
    assert corner.x.tolist() == [1.0, 3.0]
    # One more of the first side is one more x; of the second one more y instead of an x.
    assert (corner.cost, corner.duals.tolist()) == (-7.0, [-1.0, -1.0])


def test_a_cost_without_end_and_rows_against_each_other_are_told() -> None:
    with pytest.raises(UnboundedProgramError):
        falling().solve()
    program = falling()
    program.add_row(-inf, np.array([1.0, 1.0]), -1.0)
    with pytest.raises(InfeasibleProgramError):
        program.solve()
