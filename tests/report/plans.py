"""Plans with something on every sheet, found once for all tests of the reports."""

from functools import cache

from models.audit.audit import Audit, audit
from models.instance import Instance
from models.plan import Plan
from models.records import Budget, Commitment, FleetLine, Offer, Outage, Policy, Selection
from planner.report.facts import RunFacts
from planner.report.prices import PriceLike
from planner.report.tables import PlanTables, make_tables
from planner.report.view import View, view
from planner.solve import SolveOptions, solve
from tests.cases import a_module, one_region, two_futures, two_regions

YEARS = (2026, 2027, 2028)
FACTS = RunFacts(
    workbook="my.xlsx",
    scenario="base",
    started="2026-01-01T00:00:00+00:00",
    input_sha256="0" * 64,
    ending="optimal",
    exit_status=0,
    status="done",
)


@cache
def shared_instance() -> Instance:
    """Return east and west, where west hosts in new halls over a link that is widened, and a part is rented.

    East asks for 12 PFLOPS and west for 3; a unit of 1 MW delivers 2. Names that look like formulas are in it.
    """
    rent = {("work", "east", str(year)): 2.0 for year in YEARS}
    return two_regions(
        years=YEARS,
        demand={"east": 12.0, "west": 3.0},
        chip={"lifetime_years": 3.0, "fixed_om_fraction": 0.02},
        workload={"gbps_per_pflops": 12.0, "unmet_penalty_m_per_pflops": 50.0},
        regions={
            "west": {"existing_hall_mw": 2.0, "hall_module_mw": 1.0, "party": "=Alpha"},
            "east": {"party": "+Beta"},
        },
        at={
            "west": {
                "max_hall_modules": 10,
                "hall_module_cost_m": 0.2,
                "opening_cost_m": 0.5,
                "electricity_price_m_per_mwh": 1e-5,
                "grid_carbon_t_per_mwh": 0.5,
                "grid_limit_mw": 40.0,
            }
        },
        link={
            "modules": {"m": a_module("m", 50.0, 0.1, 5, YEARS)},
            "life_years": 10.0,
            "carrying_cost_m_per_gbps": 1e-4,
        },
        settings={"discount_rate": 0.05},
        fleet=(FleetLine("west", "a", 2024, 1.0),),
        offers={"cloud": Offer("cloud", dict.fromkeys(rent, 1.0), dict.fromkeys(rent, 0.01))},
        policies={"carbon": Policy("carbon", "carbon_t", Selection(), None, "each period", "<=", 20_000.0, 0.001)},
        budgets={
            "cash": Budget(
                "cash", "nation", ("east", "west"), ("line",), True, {"2026": 20.0, "2027": 20.0}, ("hall", "chip")
            )
        },
        commitments={
            "halls": Commitment("halls", "modules_built", Selection(regions=("west",)), None, "<=", 9.0, "total")
        },
    )


@cache
def outage_instance() -> Instance:
    """Return west, which loses half of its chips and may then fall short: 5 units serve 10, and 5 are short."""
    loss = Outage("loss", "year", {"west": 0.5}, {}, {}, {"work": 0.001})
    return one_region(outages={"loss": loss})


@cache
def futures_instance() -> Instance:
    """Return a tree: demand of 10 at first, then 10 or 30."""
    low = one_region(10.0, years=(2026, 2027))
    high = one_region({"2026": 10.0, "2027": 30.0}, years=(2026, 2027))
    return two_futures(low, high, differ="2027")


INSTANCES = {"shared": shared_instance, "outage": outage_instance, "futures": futures_instance}


@cache
def solved(inst_name: str) -> tuple[Instance, Plan, Audit, PriceLike | None]:
    """Return an instance by name with its plan, audit and prices."""
    inst = INSTANCES[inst_name]()
    outcome = solve(inst, SolveOptions(gap=0.0, threads=1))
    assert outcome.plan is not None
    return inst, outcome.plan, audit(inst, outcome.plan), outcome.prices


@cache
def shown(inst_name: str) -> tuple[View, PlanTables]:
    """Return the view and all tables of a plan."""
    inst, plan, checked, prices = solved(inst_name)
    return view(inst, plan), make_tables(inst, plan, checked, prices, FACTS)
