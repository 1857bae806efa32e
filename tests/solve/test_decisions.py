"""Whole-number decisions: groups over time, rounding up, choices."""

import numpy as np
import pyomo.environ as pyo

from planner.solve.compile import LinearModel, compile_model
from planner.solve.decisions import find_decisions, rounded_up, used
from tests.solve.fixed_charge import CUMULATION, TIMES, facilities


def values(model: LinearModel, given: dict[str, float]) -> np.ndarray:
    """Return a vector with these values, by variable name."""
    return np.array([given.get(column.name, 0.0) for column in model.columns])


def named(model: LinearModel, x: np.ndarray) -> dict[str, float]:
    """Return the values that are not 0, by variable name."""
    return {column.name: value for column, value in zip(model.columns, x.tolist(), strict=True) if value}


def test_a_thing_is_decided_once_when_the_relaxation_spreads_it_over_time() -> None:
    model = compile_model(facilities())
    decisions = find_decisions(model, CUMULATION)
    x = values(model, {"opened[0,t1]": 0.3, "opened[0,t2]": 0.2, "opened[1,t3]": 0.9})
    assert named(model, rounded_up(decisions, model, x)) == {"opened[0,t1]": 1.0, "opened[1,t3]": 1.0}


def test_modules_are_rounded_up_together() -> None:
    # 1.4 then 1.0 more then 0.2 more: 2, 3 and 3 must stand.
    model = compile_model(facilities())
    decisions = find_decisions(model, CUMULATION)
    x = values(model, {"modules_built[0,t1]": 1.4, "modules_built[0,t2]": 1.0, "modules_built[0,t3]": 0.2})
    assert named(model, rounded_up(decisions, model, x)) == {"modules_built[0,t1]": 2.0, "modules_built[0,t2]": 1.0}


def test_what_is_used_almost_nothing_is_not_decided() -> None:
    model = compile_model(facilities())
    x = values(model, {"opened[0,t1]": 1e-8})
    assert named(model, rounded_up(find_decisions(model, CUMULATION), model, x)) == {}


def test_use_is_counted_over_time() -> None:
    model = compile_model(facilities(sites=1))
    decisions = find_decisions(model, CUMULATION)
    x = values(model, {"opened[0,t1]": 0.3, "opened[0,t2]": 0.2})
    by_name = {
        model.columns[j].name: round(use, 9)
        for j, use in zip(decisions.integer.tolist(), used(decisions, x).tolist(), strict=True)
    }
    assert all(by_name[f"opened[0,{t}]"] == 0.5 for t in TIMES)


def test_on_a_tree_each_branch_decides_for_itself() -> None:
    paths = {"root": ["root"], "low": ["root", "low"], "high": ["root", "high"]}
    m = pyo.ConcreteModel()
    m.opened = pyo.Var(["west"], list(paths), domain=pyo.Binary)
    m.row = pyo.Constraint(expr=sum(m.opened[key] for key in m.opened) >= 1)
    m.cost = pyo.Objective(expr=m.opened["west", "root"])
    model = compile_model(m)
    cumulation = type(CUMULATION)(("opened",), paths.__getitem__)
    x = values(model, {"opened[west,low]": 0.4, "opened[west,high]": 0.5})
    decisions = find_decisions(model, cumulation)
    assert named(model, rounded_up(decisions, model, x)) == {"opened[west,low]": 1.0, "opened[west,high]": 1.0}
    x = values(model, {"opened[west,root]": 0.1, "opened[west,high]": 0.5})
    assert named(model, rounded_up(decisions, model, x)) == {"opened[west,root]": 1.0}


def test_of_a_choice_the_most_used_alternative_is_taken() -> None:
    m = pyo.ConcreteModel()
    m.host_chosen = pyo.Var(["a", "b", "c"], domain=pyo.Binary)
    m.one_host = pyo.Constraint(expr=sum(m.host_chosen[h] for h in m.host_chosen) <= 1)
    m.cost = pyo.Objective(expr=-sum(m.host_chosen[h] for h in m.host_chosen))
    model = compile_model(m)
    x = values(model, {"host_chosen[a]": 0.3, "host_chosen[b]": 0.5, "host_chosen[c]": 0.2})
    assert named(model, rounded_up(find_decisions(model), model, x)) == {"host_chosen[b]": 1.0}
