"""The whole-number decisions of a plan as values of a model's columns, to begin a search with."""

import numpy as np

from models.instance import Instance
from models.plan import Plan
from planner.solve.compile import Floats, LinearModel

_ROUNDING = 1e-6


def decisions_of(plan: Plan, inst: Instance, model: LinearModel) -> Floats:
    """Return values for the whole-number decisions of a model as an earlier plan has them; 0 elsewhere.

    The plan may be that of another instance: what only one of the two knows is left out.

    Parameters
    ----------
    inst
        That of the model.
    """
    hosting = {(o, h, w, e, s) for (o, h, _, w, _, e, s), pflops in plan.served.items() if pflops > _ROUNDING}
    values = np.zeros(model.column_count)
    for j in np.flatnonzero(model.integer).tolist():
        family, index = model.column_families[j], model.columns[j].index()
        if family == "lots_bought":
            lot = inst.first_case.chips[index[1]].lot_size or 1
            values[j] = round(plan.bought_units.get(index, 0.0) / lot)
        elif family == "outage_host_chosen":
            values[j] = float(index in hosting)
        else:
            values[j] = getattr(plan, family).get(index, 0.0)
    return values
