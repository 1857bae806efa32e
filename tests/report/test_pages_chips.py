"""The pages about chips and capacity draw what their titles say."""

from models.audit.audit import audit
from models.instance import Instance
from planner.report.tables import make_tables
from planner.solve import solve
from tests.cases import one_region
from tests.report.plans import FACTS


def _titles_drawn(inst: Instance) -> list[str]:
    outcome = solve(inst)
    assert outcome.plan is not None
    tables = make_tables(inst, outcome.plan, audit(inst, outcome.plan), outcome.prices, FACTS)
    (page,) = (page for page in tables.pages if page.title == "Capacity")
    return [chart.title for block in page.blocks for chart in block.charts]


def test_the_counted_capacity_of_regions_is_drawn() -> None:
    assert _titles_drawn(one_region()) == ["Counted capacity by region"]


def test_delivered_work_is_not_drawn_as_the_counted_capacity_of_chips_that_do_not_count() -> None:
    # Without counted capacity the first columns of the table are the delivered work.
    assert _titles_drawn(one_region(chip={"counted_pflops": 0.0})) == []
