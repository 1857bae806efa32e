"""From a solved model to a plan: values in ids and numbers, without Pyomo."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import pyomo.environ as pyo

from models.build import Built
from models.plan import Plan

NEGLIGIBLE = 1e-9
"""Values this close to 0, in their own unit, are left out of a plan."""
_MADE_UP = ("cost_m", "run", "served")
"""What is put together from several variables; the rest of a plan has the names of the variables."""


def read_plan(built: Built) -> Plan:
    """Return the plan that the values of the model's variables make."""
    m = built.pyomo
    plain = {field.name: _values(m.component(field.name)) for field in fields(Plan) if field.name not in _MADE_UP}
    run = _values(m.run)
    for key, pflops in plain["confined_run"].items():
        run[key] = run.get(key, 0.0) + pflops
    served: dict[Any, float] = {}
    for (o, w, e, s), pflops in _values(m.served_at_home).items():
        served[o, o, None, w, (), e, s] = pflops
    for (o, h, q, w, p, e, s), pflops in _values(m.served_remotely).items():
        route = None if p is None else tuple(arc.link for arc in built.sets.at(e).routes[p])
        served[o, h, q, w, route, e, s] = served.get((o, h, q, w, route, e, s), 0.0) + pflops
    return Plan(cost_m=float(pyo.value(m.total_cost)), run=run, served=served, **plain)


def _values(variable: Any) -> dict[Any, float]:
    if variable is None:
        return {}
    values: Mapping[Any, float | None] = variable.extract_values()
    return {key: value for key, value in values.items() if value is not None and abs(value) > NEGLIGIBLE}
