"""Expressions are read as Pyomo itself reads them."""

import numpy as np
import pyomo.environ as pyo
import pytest
from pyomo.repn.plugins.standard_form import LinearStandardFormCompiler

from models.build import build
from planner.solve.compile import ImpossibleRowError, compile_model
from planner.solve.linear import LinearReader, NotLinearError
from tests.audit.random_instances import random_instance


def read(*expressions: object) -> tuple[list[list[float]], list[float]]:
    """Return the coefficients and the constants of some expressions."""
    reader = LinearReader()
    for expression in expressions:
        reader.read(expression)
    return reader.matrix().toarray().tolist(), reader.constants.tolist()


def a_model() -> pyo.ConcreteModel:
    m = pyo.ConcreteModel()
    m.x = pyo.Var(range(3))
    return m


def test_a_repeated_term_counts_twice_and_what_cancels_is_gone() -> None:
    x = a_model().x
    # 2a + b + 3a - b + 4 = 5a + 4
    assert read(2 * x[0] + x[1] + 3 * x[0] - x[1] + 4) == ([[5.0, 0.0, 0.0]], [4.0])


def test_a_number_times_a_sum_counts_for_each_of_its_terms() -> None:
    x = a_model().x
    # -(2 * (a + 3b - 1)) / 4 = -0.5a - 1.5b + 0.5
    assert read(-(2 * (x[0] + 3 * x[1] - 1)) / 4) == ([[-0.5, -1.5, 0.0]], [0.5])


def test_the_right_side_of_a_difference_counts_the_other_way() -> None:
    x = a_model().x
    reader = LinearReader()
    reader.read(x[0] + 2, x[1] + 2 * x[2] + 5)
    # a + 2 - (b + 2c + 5)
    assert reader.matrix().toarray().tolist() == [[1.0, -1.0, -2.0]]
    assert reader.constants.tolist() == [-3.0]


def test_a_single_variable_and_a_plain_number_are_linear_too() -> None:
    x = a_model().x
    assert read(x[1], 7.0) == ([[0.0, 1.0, 0.0], [0.0, 0.0, 0.0]], [0.0, 7.0])


def test_a_product_of_variables_is_refused() -> None:
    x = a_model().x
    with pytest.raises(NotLinearError, match="not a sum of numbers times variables"):
        read(x[0] * x[1])


@pytest.mark.parametrize("seed", range(12))
def test_the_arrays_of_a_random_model_are_those_of_pyomos_own_compiler(seed: int) -> None:
    m = build(random_instance(seed)).pyomo
    try:
        model = compile_model(m)
    except ImpossibleRowError:
        pytest.fail("seeds with rows that cannot be kept say nothing here: choose another")
    form = LinearStandardFormCompiler().write(m, mixed_form=True, set_sense=None)
    assert [id(column) for column in model.columns] == [id(column) for column in form.columns]
    np.testing.assert_allclose(model.cost, form.c.toarray().ravel(), rtol=1e-12, atol=1e-12)
    by_row = {(id(entry.constraint), entry.bound_type): i for i, entry in enumerate(form.rows)}
    assert {id(row) for row in model.rows} == {row for row, _ in by_row}
    theirs, ours = form.A.toarray(), model.matrix.toarray()
    for i, row in enumerate(model.rows):
        for side, limits in ((1, model.row_upper), (-1, model.row_lower), (0, model.row_lower), (0, model.row_upper)):
            if (place := by_row.get((id(row), side))) is not None:
                np.testing.assert_allclose(ours[i], theirs[place], rtol=1e-12, atol=1e-12)
                assert limits[i] == pytest.approx(form.rhs[place], rel=1e-12, abs=1e-12)
