"""Staff: halls need people, who are there or are trained."""

import pyomo.environ as pyo

from models.halls import HallTerms
from models.ids import OutcomeId, RegionId, Row
from models.instance import Instance
from models.ledger import CostLedger
from models.records import RegionPeriod


def add_staff(m: pyo.ConcreteModel, inst: Instance, halls: HallTerms, costs: CostLedger) -> None:
    """Add staff, in persons.

    staff_limit[r, e]:  staff_per_mw * nameplate IT load  <=  staff_limit + sum over the nodes so far of trained_staff
    """

    def at(r: RegionId, e: OutcomeId) -> RegionPeriod:
        return inst.case(e).regions[r].at[inst.tree.outcome(e).period]

    housed = dict.fromkeys([*halls.existing_hall_load_mw, *halls.new_hall_load_mw])
    limited = [
        (r, e) for r, e in housed if inst.case(e).regions[r].staff_per_mw > 0 and at(r, e).staff_limit is not None
    ]
    train_at = dict.fromkeys(
        (r, n)
        for r, n in ((r, inst.tree.outcome(e).node) for r, e in limited)
        if all(at(r, here.id).training_cost_m_per_person is not None for here in inst.tree.outcomes_at(n))
    )
    m.trained_staff = pyo.Var(list(train_at), domain=pyo.NonNegativeReals)

    def staff_limit(m: pyo.ConcreteModel, r: RegionId, e: OutcomeId) -> Row:
        path = inst.tree.node_path(inst.tree.outcome(e).node)
        trained = sum(m.trained_staff[r, n] for n in path if (r, n) in m.trained_staff)
        return inst.case(e).regions[r].staff_per_mw * halls.load_mw(r, e) <= at(r, e).staff_limit + trained

    m.staff_limit = pyo.Constraint(limited, rule=staff_limit)
    for r, e in housed:
        yearly_m = at(r, e).staff_cost_m_per_person * inst.case(e).regions[r].staff_per_mw
        if yearly_m > 0:
            costs.running("staff", e, yearly_m * halls.load_mw(r, e), region=r)
        n = inst.tree.outcome(e).node
        if (r, n) in m.trained_staff:
            overnight_m = (at(r, e).training_cost_m_per_person or 0.0) * m.trained_staff[r, n]
            costs.one_off("training", e, overnight_m, region=r)
