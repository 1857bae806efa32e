"""A plan of the national sample, found in short order, for what is tested on its page.

It is the first plan of a search for a year of one slice, which Ctrl-C ends there: a page is as full with a dear plan.
"""

import signal
from functools import cache
from pathlib import Path

from models.audit.audit import Audit, audit
from models.instance import Instance
from models.plan import Plan
from planner import read_workbook
from planner.report.tables import PlanTables, make_tables
from planner.report.words import Language
from planner.solve import Prices, Progress, SolveOptions, solve
from planner.solve.coarse import one_slice
from tests.report.plans import FACTS

NATIONAL = Path(__file__).parents[3] / "inputs" / "national.xlsx"


@cache
def national_plan() -> tuple[Instance, Plan, Audit]:
    """Return the instance, the plan and its audit."""
    inst = read_workbook(NATIONAL)
    inst = inst.replace(cases={scenario: one_slice(case) for scenario, case in inst.cases.items()})
    told: list[Progress] = []

    def stop_at_the_first_plan(progress: Progress) -> None:
        if progress.best_m is not None and not told:
            told.append(progress)
            signal.raise_signal(signal.SIGINT)

    outcome = solve(inst, SolveOptions(), stop_at_the_first_plan)
    assert outcome.plan is not None
    checked = audit(inst, outcome.plan)
    assert checked.passed
    return inst, outcome.plan, checked


def some_prices(inst: Instance) -> Prices:
    """Return made-up prices of compute, for what is drawn of them: they differ by region and workload."""
    case = inst.first_case
    found = {
        ("demand_balance", (r, w, e, s)): (1.0 + 0.02 * i) * (1.0 + j)
        for i, r in enumerate(case.regions)
        for j, w in enumerate(case.workloads)
        for e in inst.outcomes
        for s in case.slices
    }
    return Prices(found, found)


def national_tables(language: Language) -> tuple[PlanTables, Audit]:
    """Return what is shown of the plan."""
    inst, plan, checked = national_plan()
    return make_tables(inst, plan, checked, some_prices(inst), FACTS, language), checked
