"""Limits that give way, on models of one or two columns."""

import numpy as np
from scipy import sparse

from planner.solve.compile import LinearModel
from planner.solve.elastic import ElasticModel
from planner.solve.elastic_rows import ElasticRow, Limit


def one_column(at_least: float) -> LinearModel:
    """Return the model with one column that has to be this much."""
    return LinearModel(
        cost=np.zeros(1),
        offset=0.0,
        matrix=sparse.csc_matrix(np.ones((1, 1))),
        row_lower=np.array([at_least]),
        row_upper=np.array([np.inf]),
        lower=np.zeros(1),
        upper=np.array([np.inf]),
        integer=np.zeros(1, dtype=bool),
        column_families=("x",),
        row_families=("need",),
    )


def at_most(name: str, now: float, *, per_unit: float = 1.0, weight: float = 1.0, most: float = 1000.0) -> Limit:
    """Return the limit that `x <= per_unit * now`."""
    row = ElasticRow(np.array([0]), np.ones(1), -np.inf, now * per_unit, per_unit)
    return Limit((name,), now, size=max(now, 1.0), most=most, weight=weight, rows=[row])


def test_a_limit_moves_as_far_as_it_must_and_no_farther() -> None:
    # x has to be 10, and may be 4: 6 more.
    found = ElasticModel(one_column(10.0), [at_most("only", 4.0)]).repair()
    assert found is not None
    assert found.proven
    assert found.moves == {("only",): np.float64(6.0)}


def test_a_limit_moves_in_its_own_unit() -> None:
    # 4 a year for 2 years are 8; 10 are 5 a year.
    found = ElasticModel(one_column(10.0), [at_most("yearly", 4.0, per_unit=2.0)]).repair()
    assert found is not None
    assert abs(found.moves["yearly",] - 1.0) < 1e-9


def test_a_limit_that_does_not_bind_stays() -> None:
    found = ElasticModel(one_column(10.0), [at_most("tight", 4.0), at_most("wide", 20.0)]).repair()
    assert found is not None
    assert set(found.moves) == {("tight",)}


def test_there_is_no_repair_where_a_limit_cannot_move_far_enough() -> None:
    assert ElasticModel(one_column(10.0), [at_most("only", 4.0, most=5.0)]).repair() is None


def either(first_weight: float) -> ElasticModel:
    """Return a model in which x + y has to be 10, and each may be 4."""
    model = LinearModel(
        cost=np.zeros(2),
        offset=0.0,
        matrix=sparse.csc_matrix(np.ones((1, 2))),
        row_lower=np.array([10.0]),
        row_upper=np.array([np.inf]),
        lower=np.zeros(2),
        upper=np.full(2, np.inf),
        integer=np.zeros(2, dtype=bool),
        column_families=("x", "y"),
        row_families=("need",),
    )
    limits = [at_most("first", 4.0, weight=first_weight), at_most("second", 4.0)]
    limits[1].rows = [ElasticRow(np.array([1]), np.ones(1), -np.inf, 4.0)]
    return ElasticModel(model, limits)


def test_the_cheaper_limit_moves_and_another_repair_avoids_it() -> None:
    elastic = either(first_weight=2.0)
    first = elastic.repair()
    assert first is not None
    assert set(first.moves) == {("second",)}
    second = elastic.repair(first.moves)
    assert second is not None
    assert set(second.moves) == {("first",)}


def test_a_conflict_holds_what_cannot_stand_together_and_nothing_else() -> None:
    limits = [at_most("tight", 4.0), at_most("wide", 20.0)]
    found = ElasticModel(one_column(10.0), limits).conflict()
    assert found.keys == (("tight",),)
    assert found.minimal


def test_a_conflict_without_time_is_not_called_minimal() -> None:
    found = ElasticModel(one_column(10.0), [at_most("tight", 4.0), at_most("wide", 20.0)]).conflict(time_limit_s=0.0)
    assert not found.minimal
    assert set(found.keys) == {("tight",), ("wide",)}


def test_both_limits_of_a_sum_are_in_its_conflict() -> None:
    assert set(either(first_weight=1.0).conflict().keys) == {("first",), ("second",)}
