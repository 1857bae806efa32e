"""Supply: what is bought of a chip stays within what can be had in its scope."""

import pyomo.environ as pyo

from models.chips import ChipTerms
from models.ids import OutcomeId, Row
from models.instance import Instance


def add_supply(m: pyo.ConcreteModel, inst: Instance, chips: ChipTerms) -> None:
    """Add the supply rows.

    supply_limit[i, e], in units, for every supply i and outcome e of period t:

        sum over the regions r of i of  bought_units[r, k, n(e)]  <=  units_per_year[t] * years[t]

    With the whole-number decisions fixed, the dual is what one more unit of quota is worth.
    """
    terms = {}
    for e in inst.outcomes:
        outcome = inst.tree.outcome(e)
        years = inst.period_of(e).years
        for i, supply in enumerate(inst.case(e).supplies):
            units = supply.units_per_year.get(outcome.period)
            keys = [(r, supply.chip, outcome.node) for r in supply.regions]
            bought = [chips.bought_units[key] for key in keys if key in chips.bought_units]
            if units is not None and bought:
                terms[i, e] = (bought, units * years)

    def supply_limit(m: pyo.ConcreteModel, i: int, e: OutcomeId) -> Row:
        bought, most = terms[i, e]
        return sum(bought) <= most

    m.supply_limit = pyo.Constraint(list(terms), rule=supply_limit)
