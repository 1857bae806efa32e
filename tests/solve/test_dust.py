"""Values that are nothing but for a row in which nothing else stands."""

import numpy as np
import pyomo.environ as pyo
import pytest

from planner.solve.compile import Floats, LinearModel, compile_model
from planner.solve.dust import without_dust


def host(demand: float) -> LinearModel:
    """Return the model of work done by chips of a host, or by others: both together are the demand."""
    m = pyo.ConcreteModel()
    m.here, m.elsewhere, m.run = (pyo.Var(domain=pyo.NonNegativeReals) for _ in range(3))
    m.demand = pyo.Constraint(expr=m.here + m.elsewhere == demand)
    m.host_balance = pyo.Constraint(expr=m.run - m.here == 0)
    m.total_cost = pyo.Objective(expr=m.run + 2 * m.elsewhere)
    return compile_model(m)


def of(model: LinearModel, here: float, elsewhere: float, run: float) -> Floats:
    given = {"here": here, "elsewhere": elsewhere, "run": run}
    return np.array([given[name] for name in model.column_families])


@pytest.mark.parametrize(("here", "run"), [(2e-6, 0.0), (0.0, 2e-6)])
def test_a_millionth_that_comes_and_does_not_run_is_nothing_and_so_is_one_that_runs_and_does_not_come(
    here: float, run: float
) -> None:
    model = host(demand=600.0)
    found = without_dust(model, of(model, here=here, elsewhere=600.0 - here, run=run))
    assert found == pytest.approx(of(model, here=0.0, elsewhere=600.0 - here, run=0.0), abs=0.0)
    assert model.violation(found) < 1e-8


def test_what_runs_as_it_comes_stays() -> None:
    model = host(demand=600.0)
    x = of(model, here=2e-6, elsewhere=600.0 - 2e-6, run=2e-6)
    assert without_dust(model, x) is x


def test_a_millionth_that_is_all_of_a_demand_stays() -> None:
    # Without it the demand would be served no more.
    model = host(demand=2e-6)
    x = of(model, here=2e-6, elsewhere=0.0, run=0.0)
    assert (without_dust(model, x) == x).all()
