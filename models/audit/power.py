"""Rule 7, and staff and green power of the others: halls, grid, people."""

from models.account.lifetimes import commissioned
from models.audit.checks import YES, Checks
from models.audit.facts import Facts
from models.ids import StateId


def hall_power_limit(facts: Facts, checks: Checks) -> None:
    """The nameplate load that is not in new halls fits into the existing ones."""
    halls = facts.held.halls
    for (r, e), it_mw in halls.it_mw.items():
        new_mw = facts.plan.new_hall_load_mw.get((r, e), 0.0)
        checks.at_most((r, e), it_mw - new_mw, halls.existing_hall_mw[r, e], it_mw)


def new_hall_limit(facts: Facts, checks: Checks) -> None:
    """The load in new halls fits into standing modules and the pipeline, and is part of the whole."""
    halls = facts.held.halls
    for (r, e), new_mw in facts.plan.new_hall_load_mw.items():
        checks.at_most((r, e), new_mw, halls.new_hall_mw[r, e])
        checks.at_most((r, e, "of all load"), new_mw, halls.it_mw[r, e])


def grid_limit(facts: Facts, checks: Checks) -> None:
    """Loads in existing and new halls, each times its PUE, stay within the grid limit."""
    for moment in facts.moments:
        e = moment.outcome
        for r, region in moment.case.regions.items():
            limit = region.at[moment.period.id].grid_limit_mw
            if limit is not None:
                new_mw = facts.plan.new_hall_load_mw.get((r, e), 0.0)
                existing_mw = facts.held.halls.it_mw[r, e] - new_mw
                checks.at_most((r, e), existing_mw * region.pue_existing + new_mw * region.pue_new, limit)


def hall_draw_limit(facts: Facts, checks: Checks) -> None:
    """In each slice what is drawn in existing and in new halls stays within their loads."""
    for (r, e, s), drawn_mw in facts.held.power.it_draw_mw.items():
        load_mw = facts.plan.new_hall_load_mw.get((r, e), 0.0)
        new_mw = facts.plan.new_hall_draw_mw.get((r, e, s), 0.0)
        existing_load_mw = facts.held.halls.it_mw[r, e] - load_mw
        checks.at_most((r, e, s, "new halls"), new_mw, load_mw)
        checks.at_most((r, e, s, "new halls, of all power"), new_mw, drawn_mw)
        checks.at_most((r, e, s, "existing halls"), drawn_mw - new_mw, existing_load_mw, drawn_mw)


def hall_module_limit(facts: Facts, checks: Checks) -> None:
    """Modules that stand or are under construction need the region opened, and are no more than it may have."""
    for (r, e), modules in facts.held.halls.held_modules.items():
        moment = facts.times.now(e)
        largest = moment.case.regions[r].at[moment.period.id].max_hall_modules
        opened = facts.held.standing.opened.get((r, e), 0.0) > YES
        checks.at_most((r, e, None if opened else "not opened"), modules, float(largest) if opened else 0.0)


def hall_arrives(facts: Facts, checks: Checks) -> None:
    """Modules are ordered only if they come into service within the horizon in some outcome."""
    for (r, n), modules in facts.plan.modules_built.items():
        arrives = any(
            commissioned(facts.times.periods, moment.period, moment.case.regions[r].hall_lead_years) is not None
            for moment in facts.moments
            if moment.node == n
        )
        checks.holds((r, n), arrives, modules)


def green_limit(facts: Facts, checks: Checks) -> None:
    """Green power is bought where it is offered, and no more in a slice than is used in it."""
    for (r, e, s), mwh in facts.plan.green_mwh.items():
        moment = facts.times.now(e)
        offered = moment.case.regions[r].at[moment.period.id].green_premium_m_per_mwh is not None
        used_mwh = facts.held.power.facility_mwh[r, e, StateId(s)]
        checks.at_most((r, e, s, None if offered else "not offered"), mwh, used_mwh if offered else 0.0)


def staff_limit(facts: Facts, checks: Checks) -> None:
    """People needed for the installed power <= those at hand and those trained so far."""
    for moment in facts.moments:
        e = moment.outcome
        for r, region in moment.case.regions.items():
            limit = region.at[moment.period.id].staff_limit
            if limit is not None:
                needed = region.staff_per_mw * facts.held.halls.it_mw[r, e]
                checks.at_most((r, e), needed, limit + facts.held.standing.trained_staff.get((r, e), 0.0))


def staff_training(facts: Facts, checks: Checks) -> None:
    """People are trained only where training has a cost."""
    for moment in facts.moments:
        for r, region in moment.case.regions.items():
            people = facts.plan.trained_staff.get((r, moment.node), 0.0)
            offered = region.at[moment.period.id].training_cost_m_per_person is not None
            checks.holds((r, moment.outcome), offered, people)
