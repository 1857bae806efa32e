"""A workbook whose names are code for a browser and formulas for Excel."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from models.audit.audit import Audit, audit
from planner.report.tables import PlanTables, make_tables
from planner.solve import SolveOptions, solve
from planner.workbook.reader import read_workbook
from tests.cli.command import write_book
from tests.report.plans import FACTS

SCRIPT, FORMULA = "<script>alert(1)</script>", '=HYPERLINK("x")'
IMAGE, LINK, BOLD = (
    '"><img src=x onerror=alert(2)>',
    "<a href='javascript:alert(3)'>here</a>",
    "<b>bold</b> & %{x} ${y}",
)


@cache
def hostile_tables() -> tuple[PlanTables, Audit]:
    """Return what is shown of a plan in which one region hosts for the other over a link, all with such names.

    The first has no halls, so that its 10 PFLOPS are done in the second.
    """
    with TemporaryDirectory() as folder:
        book = write_book(
            Path(folder) / "hostile.xlsx",
            Regions=[
                {"region": SCRIPT, "latitude": 30, "longitude": 110, "existing_hall_mw": 0},
                {
                    "region": FORMULA,
                    "latitude": 40,
                    "longitude": 115,
                    "electricity_price": 0.3,
                    "existing_hall_mw": 100,
                },
            ],
            Workloads=[{"workload": BOLD, "residency": "anywhere", "gbps_per_pflops": 1}],
            Demand=[{"region": "*", "workload": BOLD, "2027": 10, "2028": 10}],
            Chips=[{"chip": IMAGE, "stack": BOLD, "power_kw": 1, "price": 1_000_000, "lifetime_years": 2}],
            ChipPerformance=[{"chip": IMAGE, "workload": BOLD, "performance": 2}],
            PlatformTiers=[{"tier": BOLD, "rank": 1}],
            Links=[{"link": LINK, "from": SCRIPT, "to": FORMULA, "one_way_ms": 1, "existing_gbps": 100}],
        )
        inst = read_workbook(book)
    outcome = solve(inst, SolveOptions(gap=0.0, threads=1))
    assert outcome.plan is not None
    checked = audit(inst, outcome.plan)
    return make_tables(inst, outcome.plan, checked, outcome.prices, FACTS), checked
