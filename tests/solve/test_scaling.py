"""Scaling by powers of two."""

import numpy as np
import pyomo.environ as pyo
import pytest

from planner.solve.compile import compile_model
from planner.solve.highs import HighsSolver
from planner.solve.scaling import find_scaling, no_scaling, ranges
from tests.solve.fixed_charge import blend, facilities


def badly_scaled() -> pyo.ConcreteModel:
    """Return a model in units that do not go together: 3 halls of 50,000 W, chips of 0.0004 W."""
    m = pyo.ConcreteModel()
    m.halls = pyo.Var(range(2), domain=pyo.NonNegativeIntegers, bounds=(0, 9))
    m.chips = pyo.Var(range(2), domain=pyo.NonNegativeReals)
    m.power = pyo.Constraint(range(2), rule=lambda m, i: 0.0004 * m.chips[i] <= 50_000 * m.halls[i])
    m.work = pyo.Constraint(expr=1e-7 * sum(m.chips[i] for i in range(2)) >= 31)
    m.cost = pyo.Objective(expr=sum(2e4 * (1 + i) * m.halls[i] + 1e-6 * m.chips[i] for i in range(2)))
    return m


@pytest.mark.parametrize("make", [blend, facilities, badly_scaled])
def test_factors_are_powers_of_two(make: object) -> None:
    scaling = find_scaling(compile_model(make()))  # type: ignore[operator]  # pytest passes functions as objects
    for factors in (scaling.column, scaling.row, np.array([scaling.objective])):
        mantissa, _ = np.frexp(factors)
        assert (mantissa == 0.5).all()


def test_integer_columns_keep_their_unit() -> None:
    model = compile_model(badly_scaled())
    assert (find_scaling(model).column[model.integer] == 1).all()


def test_columns_of_a_family_share_their_factor() -> None:
    model = compile_model(facilities())
    scaling = find_scaling(model)
    for family in set(model.column_families):
        assert len(set(scaling.column[model.columns_of(family)].tolist())) == 1


def test_coefficients_come_together() -> None:
    model = compile_model(badly_scaled())
    before, after = ranges(model).matrix, ranges(find_scaling(model).scaled(model)).matrix
    assert before.largest / before.smallest > 1e11
    assert after.largest / after.smallest < 1e3


def test_the_optimum_does_not_depend_on_scaling() -> None:
    # 31e7 chips need 124,000 W: 3 halls at the cheaper place. 3 * 20,000 + 310 = 60,310.
    model = compile_model(badly_scaled())
    for scaling in (find_scaling(model), no_scaling(model)):
        result = HighsSolver(model, scaling).solve_mip()
        assert result.cost == pytest.approx(60_310)
        assert result.x is not None
        assert model.violation(result.x) < 1e-6


def test_duals_do_not_depend_on_scaling() -> None:
    model = compile_model(blend())
    for scaling in (find_scaling(model), no_scaling(model)):
        solver = HighsSolver(model, scaling)
        solver.solve_lp()
        row_duals, reduced = solver.duals()
        assert row_duals == pytest.approx([5, -0.003])  # the limit is stated a thousandfold
        assert reduced == pytest.approx([0, 0])


def test_nothing_has_no_range() -> None:
    m = pyo.ConcreteModel()
    m.x = pyo.Var(domain=pyo.NonNegativeReals)
    m.cost = pyo.Objective(expr=m.x)
    model = compile_model(m)
    assert ranges(model).matrix.largest == 0
    assert HighsSolver(model, find_scaling(model)).solve_lp().cost == 0
