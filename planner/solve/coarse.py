"""A first guess at the decisions of a large instance: those of a year that is all like its busiest slice.

The slices of a year multiply everything that is operated, and hardly any decision depends on them one by one. With one
slice in place of four the relaxation takes a fifth of the time, so that there is a plan while that of the whole model
is still being solved.
"""

import numpy as np

from models.build import build
from models.ids import SliceId
from models.instance import Case, Instance
from models.records import Slice
from planner.solve.compile import Floats, ImpossibleRowError, LinearModel, compile_model
from planner.solve.highs import HighsSolver, ShouldStop
from planner.solve.scaling import find_scaling

_YEAR = SliceId("year")


def one_slice(case: Case) -> Case:
    """Return the data with one slice: demand as in the busiest slice, everything else as on average over the hours."""
    slices = case.slices
    hours = sum(part.hours for part in slices.values())

    def average(values: dict[SliceId, float]) -> float:
        return sum(part.hours * values[s] for s, part in slices.items()) / hours

    def demand_in(s: SliceId) -> float:
        return sum(pflops * case.profile.get((w, o, s), 1.0) for (o, w, _), pflops in case.demand_pflops.items())

    busiest = max(slices, key=demand_in)
    year = Slice(
        _YEAR,
        hours,
        availability=average({s: part.availability for s, part in slices.items()}),
        link_availability=average({s: part.link_availability for s, part in slices.items()}),
        electricity_price_factor=average({s: part.electricity_price_factor for s, part in slices.items()}),
        carbon_factor=average({s: part.carbon_factor for s, part in slices.items()}),
    )
    profile = {(w, o, _YEAR): factor for (w, o, s), factor in case.profile.items() if s == busiest}
    return case.replace(slices={_YEAR: year}, profile=profile, outages={})


def guess_decisions(inst: Instance, model: LinearModel, seed: int, should_stop: ShouldStop) -> Floats | None:
    """Return values for the whole-number decisions of a model from the relaxation of its one-slice twin; 0 elsewhere.

    Parameters
    ----------
    model
        That of `inst`.

    Returns None when the twin has no solution, or the user stopped it.
    """
    coarse = inst.replace(cases={scenario: one_slice(case) for scenario, case in inst.cases.items()})
    try:
        twin = compile_model(build(coarse).pyomo)
    except ImpossibleRowError:
        return None
    solver = HighsSolver(twin, find_scaling(twin), seed=seed)
    solver.relax()
    result = solver.solve_lp("interior point", crossover=False, should_stop=should_stop)
    if result.x is None:
        return None
    place = {name: j for j, name in enumerate(_names(model)) if model.integer[j]}
    guess = np.zeros(model.column_count)
    for j, name in enumerate(_names(twin)):
        if twin.integer[j] and name in place:
            guess[place[name]] = result.x[j]
    return guess


def _names(model: LinearModel) -> list[tuple[str, object]]:
    return [(family, column.index()) for family, column in zip(model.column_families, model.columns, strict=True)]
