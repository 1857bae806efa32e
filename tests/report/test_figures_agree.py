"""What stands on the sheets and in the drawings is what the plan says, added up apart from the tables."""

from collections.abc import Iterator

import pytest

from models.ids import OutcomeId, StateId
from models.instance import Instance
from models.plan import Plan
from planner.report.table import Block, Page
from planner.report.view import View
from tests.report.plans import shown, solved

NAMES = ("shared", "outage", "futures")


def page(name: str, title: str) -> Page:
    return next(page for page in shown(name)[1].pages if page.title == title)


def block(name: str, sheet: str, title: str) -> Block:
    return next(block for block in page(name, sheet).blocks if block.title.startswith(title))


def blocks(name: str) -> Iterator[Block]:
    _, tables = shown(name)
    for sheet in tables.pages:
        yield from sheet.blocks
    for section in tables.summary.sections:
        if section.block is not None:
            yield section.block


def column(found: Block, title: str, group: str = "") -> list[float]:
    places = [i for i, column in enumerate(found.columns) if column.title == title and column.group.startswith(group)]
    return [row[places[0]] or 0.0 for row in found.rows]


def probability(inst: Instance, e: OutcomeId) -> float:
    return inst.tree.outcome(e).probability


def work(view: View, plan: Plan, period: str, *, remote: bool) -> float:
    """Return the work done elsewhere or at home in a period, a yearly average, added up from the plan's own rows."""
    inst = view.inst
    total = 0.0
    for (_, _, tier, _, _, e, s), pflops in plan.served.items():
        case = inst.case(e)
        if inst.tree.outcome(e).period == period and s in case.slices and (tier is not None) == remote:
            hours = sum(each.hours for each in case.slices.values())
            total += probability(inst, e) * pflops * case.slices[StateId(s)].hours / hours
    return total


@pytest.mark.parametrize("name", NAMES)
def test_the_last_row_of_every_table_adds_up_the_others(name: str) -> None:
    added = 0
    for found in blocks(name):
        for place, total in enumerate(found.total or ()):
            if isinstance(total, float):
                assert total == pytest.approx(sum(row[place] or 0.0 for row in found.rows)), found.title
                added += 1
    assert added > 10


@pytest.mark.parametrize("name", NAMES)
def test_costs_add_up_to_the_cost_of_the_plan(name: str) -> None:
    cost = solved(name)[1].cost_m
    tables = page(name, "Costs").blocks
    assert len(tables) >= 3
    for found in tables:
        assert sum(column(found, "Present value")) == pytest.approx(cost), found.title


@pytest.mark.parametrize("name", NAMES)
def test_units_ordered_are_those_of_the_plan(name: str) -> None:
    view, _ = shown(name)
    plan = solved(name)[1]
    expected = sum(view.node_weight(n) * units for (_, _, n), units in plan.bought_units.items())
    total = "Total" if view.inst.tree.is_chain else "Expected total"
    for title in ("Units of each chip, all regions", "Units of each chip, by region"):
        assert sum(column(block(name, "Chips", title), total, "Ordered")) == pytest.approx(expected)


@pytest.mark.parametrize("name", NAMES)
def test_cash_of_investments_is_the_capital_of_the_cash_flow(name: str) -> None:
    view, _ = shown(name)
    total = "Total" if view.inst.tree.is_chain else "Expected total"
    invested = sum(column(block(name, "Investments", "Cash by what is decided"), total))
    kinds = block(name, "Cash flow", "By kind")
    capital = next(row[-1] for row in kinds.rows if row[0] == "Capital")
    assert invested == pytest.approx(capital)
    one_by_one = block(name, "All investments", "Every investment")
    assert sum(row[-1] or 0.0 for row in one_by_one.rows) == pytest.approx(capital)


def test_new_halls_are_the_modules_of_the_plan() -> None:
    plan = solved("shared")[1]
    # A module has 1 MW.
    halls = column(block("shared", "Investments", "New halls and cash"), "Total", "New halls")
    assert sum(halls) == pytest.approx(sum(plan.modules_built.values()))


@pytest.mark.parametrize("name", NAMES)
def test_counted_capacity_is_what_stands(name: str) -> None:
    view, _ = shown(name)
    found = block(name, "Capacity", "Capacity and its use")
    by_chip = block(name, "Chips", "Counted capacity by chip")
    for e in view.inst.outcomes:
        chips = view.inst.case(e).chips
        standing = sum(
            units * chips[k].counted_pflops
            for (_, k, outcome), units in view.account.held.chips.installed_units.items()
            if outcome == e
        )
        head = view.when.branch(e)
        assert sum(column(found, head, "Counted capacity")) == pytest.approx(standing)
        assert sum(column(by_chip, head)) == pytest.approx(standing)


def test_the_matrix_and_the_parts_of_demand_are_the_work_of_the_plan() -> None:
    view, _ = shown("shared")
    plan = solved("shared")[1]
    last = list(view.inst.periods)[-1]
    matrix = block("shared", "Sharing", "Who serves whom in")
    elsewhere = work(view, plan, last, remote=True)
    assert elsewhere > 0
    assert sum(row[-1] for row in matrix.rows) == pytest.approx(elsewhere)
    met = {row[0]: row[-1] for row in block("shared", "Sharing", "How demand is met").rows}
    assert met["Served elsewhere"] == pytest.approx(elsewhere)
    assert met["Served at home"] == pytest.approx(work(view, plan, last, remote=False))


def test_bandwidth_is_what_was_there_and_what_is_added() -> None:
    view, _ = shown("shared")
    plan = solved("shared")[1]
    links = view.inst.first_case.links
    there, added = block("shared", "Links", "Bandwidth of all links").rows
    assert there[-1] == pytest.approx(sum(link.existing_gbps for link in links.values()))
    # Links have no lead time and live on: in the last period all circuits stand.
    circuits = sum(count * links[l_].modules[m].gbps for (l_, m, _), count in plan.circuits_added.items())
    assert added[-1] == pytest.approx(circuits)


@pytest.mark.parametrize("name", NAMES)
def test_the_figures_over_time_are_those_of_the_sheets(name: str) -> None:
    view, tables = shown(name)
    over_time = next(s.block for s in tables.summary.sections if s.title == "The plan over time")
    assert over_time is not None
    row = next(row for row in over_time.rows if row[0] == "Counted capacity")
    for place, period in enumerate(view.inst.periods, start=2):
        expected = 0.0
        for e in view.inst.outcomes:
            if view.inst.tree.outcome(e).period == period:
                found = block(name, "Capacity", "Capacity and its use")
                expected += probability(view.inst, e) * sum(column(found, view.when.branch(e), "Counted capacity"))
        assert row[place] == pytest.approx(expected)


@pytest.mark.parametrize("name", NAMES)
def test_drawings_are_of_numbers_that_belong_together(name: str) -> None:
    drawn = 0
    for found in blocks(name):
        for chart in found.charts:
            series = dict(chart.series(found))
            assert series, chart.title
            assert all(0 <= i < len(found.rows) for i in chart.rows)
            assert all(found.columns[j].format not in ("text", "yes_no") for j in chart.columns)
            if chart.kind == "stacked":
                # What is stacked adds up to the last row of its table.
                for j in chart.columns:
                    if found.total is not None:
                        head = found.columns[j].title
                        assert sum(parts[head] for parts in series.values()) == pytest.approx(found.total[j])
            drawn += 1
    assert drawn >= 8
