"""From Pyomo to arrays and back."""

import numpy as np
import pyomo.environ as pyo
import pytest

from planner.solve.compile import ImpossibleRowError, compile_model, write_values
from tests.solve.fixed_charge import blend, knapsack


def test_a_model_becomes_arrays() -> None:
    model = compile_model(blend())
    assert model.cost.tolist() == [2, 5]
    assert model.matrix.toarray().tolist() == [[1, 1], [1000, 0]]
    assert model.row_lower.tolist() == [10, -np.inf]
    assert model.row_upper.tolist() == [10, 6000]
    assert model.lower.tolist() == [0, 0]
    assert model.upper.tolist() == [np.inf, np.inf]
    assert list(model.column_families) == ["made", "made"]
    assert list(model.row_families) == ["demand", "limit"]


def test_integer_columns_are_known() -> None:
    assert compile_model(knapsack()).integer.all()
    assert not compile_model(blend()).integer.any()


def test_a_row_with_two_sides_stays_one_row() -> None:
    m = pyo.ConcreteModel()
    m.x = pyo.Var(range(2))
    m.between = pyo.Constraint(expr=(1, m.x[0] + 2 * m.x[1] + 3, 9))
    m.least = pyo.Constraint(expr=m.x[0] >= 4)
    m.cost = pyo.Objective(expr=m.x[0] + 7)
    model = compile_model(m)
    assert model.row_lower.tolist() == [-2, 4]
    assert model.row_upper.tolist() == [6, np.inf]
    assert model.offset == 7
    assert model.cost_of(np.array([5.0, 0.0])) == 12


def test_values_reach_every_variable_also_the_unused_ones() -> None:
    m = blend()
    m.spare = pyo.Var(range(2), bounds=(3, 8))
    model = compile_model(m)
    write_values(model, np.array([6.0, 4.0]))
    assert m.made["cheap"].value == 6
    assert m.made["dear"].value == 4
    assert m.spare[0].value == 3
    assert pyo.value(m.cost) == 32


def test_families_find_their_columns_and_rows() -> None:
    model = compile_model(blend())
    assert model.columns_of("made").tolist() == [0, 1]
    assert model.rows_of("limit").tolist() == [1]
    assert model.rows_of("other").tolist() == []


def test_a_violation_is_measured_against_the_terms_of_its_row() -> None:
    model = compile_model(blend())
    assert model.violation(np.array([6.0, 4.0])) == 0
    assert model.violation(np.array([6.0, 3.0])) == pytest.approx(0.1)  # 1 short, of 1 + 6 + 3


def test_a_row_without_variables_that_fails_is_named() -> None:
    m = blend()
    m.wrong = pyo.Constraint(expr=0 * m.made["cheap"] >= 5)
    with pytest.raises(ImpossibleRowError, match="wrong"):
        compile_model(m)


def test_a_model_to_maximise_is_refused() -> None:
    m = blend()
    m.cost.sense = pyo.maximize
    with pytest.raises(ValueError, match="minimised"):
        compile_model(m)
