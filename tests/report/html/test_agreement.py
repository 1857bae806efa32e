"""What the charts are drawn from adds up to the account of the plan."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from plotly.graph_objects import Figure

from planner.report.html.bars import grouped
from planner.report.html.money import money_figures, money_scale
from planner.report.html.report import report_html
from planner.report.view import View
from planner.report.words import ENGLISH
from tests.report.plans import shown, solved

PLANS = ("shared", "outage", "futures")
CLOSE = 1e-4
"""The page keeps six digits of a number."""


def charts(name: str) -> dict[str, Any]:
    """Return the data of each chart as it stands on the page."""
    page = report_html(shown(name)[1], solved(name)[2])
    blocks = re.findall(r'<script type="application/json" id="([\w-]+)-data">(.*?)</script>', page, re.DOTALL)
    return {chart: json.loads(data) for chart, data in blocks}


def sums(chart: dict[str, Any], axis: str = "y", kind: str = "bar") -> list[float]:
    """Return the height of each pile."""
    return [sum(pile) for pile in zip(*(t[axis] for t in chart["traces"] if t["type"] == kind), strict=True)]


@pytest.fixture(scope="module", params=PLANS)
def plan(request: pytest.FixtureRequest) -> tuple[View, dict[str, Any]]:
    return shown(request.param)[0], charts(request.param)


def test_money_by_place_is_the_cost_of_the_plan(plan: tuple[View, dict[str, Any]]) -> None:
    view, found = plan
    assert sum(sums(found["worth"], "x")) == pytest.approx(view.account.expected_cost_m, rel=CLOSE)


def test_costs_and_cash_by_year_are_those_of_the_ledger(plan: tuple[View, dict[str, Any]]) -> None:
    view, found = plan
    lines = [(view.probability(line.outcome), line) for line in view.account.lines]
    charged = sum(p * sum(line.charge_m.values()) for p, line in lines)
    paid = sum(p * sum(line.cash_m.values()) for p, line in lines)
    assert sum(sums(found["charges"])) == pytest.approx(charged, rel=CLOSE)
    assert sum(sums(found["cash"])) == pytest.approx(paid, rel=CLOSE)


def test_chips_that_stand_are_those_installed(plan: tuple[View, dict[str, Any]]) -> None:
    view, found = plan
    inst, held = view.inst, view.account.held
    counted = [
        sum(
            units * inst.case(e).chips[k].counted_pflops
            for (_, k, now), units in held.chips.installed_units.items()
            if now == e
        )
        for e in inst.outcomes
    ]
    assert sums(found["installed"]) == pytest.approx(counted, rel=CLOSE)
    assert [sum(moment["size"]) for moment in found["map"]["moments"]] == pytest.approx(counted, rel=CLOSE)


def test_chips_ordered_are_those_bought(plan: tuple[View, dict[str, Any]]) -> None:
    view, found = plan
    bought = [
        sum(units for (_, _, n), units in view.plan.bought_units.items() if n == view.inst.tree.outcome(e).node)
        for e in view.inst.outcomes
    ]
    assert sums(found["ordered"]) == pytest.approx(bought, rel=CLOSE)


def test_work_by_where_it_is_done_is_the_demand(plan: tuple[View, dict[str, Any]]) -> None:
    view, found = plan
    demand = [
        sum(p for (_, _, t), p in view.inst.case(e).demand_pflops.items() if t == view.inst.tree.outcome(e).period)
        for e in view.inst.outcomes
    ]
    assert sums(found["met"]) == pytest.approx(demand, rel=CLOSE)


def test_halls_and_load_are_those_of_the_account(plan: tuple[View, dict[str, Any]]) -> None:
    view, found = plan
    halls, outcomes = view.account.held.halls, view.inst.outcomes
    standing = [
        sum(halls.existing_hall_mw[r, e] + halls.new_hall_mw[r, e] for r in view.inst.case(e).regions) for e in outcomes
    ]
    load = [sum(halls.it_mw[r, e] for r in view.inst.case(e).regions) for e in outcomes]
    # Regions in which nothing stands at all are not in the table of capacity.
    assert sums(found["halls"]) == pytest.approx(standing, rel=CLOSE)
    assert sums(found["halls"], kind="scatter") == pytest.approx(load, rel=CLOSE)


def test_flows_are_the_work_served_elsewhere() -> None:
    view, found = shown("shared")[0], charts("shared")
    for frame, e in zip(found["sharing-flows"]["frames"], view.inst.outcomes, strict=True):
        served = view.account.held.work.served_pflops[e]
        remote = sum(pflops for (_, _, tier, _), pflops in served.items() if tier is not None)
        assert sum(frame[0]["link"]["value"]) == pytest.approx(remote, rel=CLOSE)


def test_the_map_carries_what_the_links_carry() -> None:
    view, found = shown("shared")[0], charts("shared")
    carried = [view.account.held.work.average_gbps.get(("line", e), 0.0) for e in view.inst.outcomes]
    assert [sum(moment["load"]) for moment in found["map"]["moments"]] == pytest.approx(carried, rel=CLOSE)
    # What one region sends the other does.
    assert [sum(moment["host"]) for moment in found["map"]["moments"]] == pytest.approx([0.0] * 3, abs=CLOSE)


@pytest.mark.parametrize("name", PLANS)
def test_the_library_knows_everything_that_charts_ask_of_it(name: str) -> None:
    for chart in charts(name).values():
        if "layout" not in chart:
            continue
        for traces in chart["frames"] or [chart["traces"]]:
            Figure({"data": traces, "layout": chart["layout"]})


def test_small_parts_are_added_up_and_not_left_out() -> None:
    # 1 + ... + 12 = 78; seven stand alone, five are put together: 1 + 2 + 3 + 4 + 5 = 15.
    parts = grouped({f"part {i}": [float(i)] for i in range(1, 13)}, ENGLISH, most=8)
    assert next(iter(parts)) == "part 12"
    assert parts["5 others"] == [15.0]
    assert sum(values[0] for values in parts.values()) == 78.0


def test_large_amounts_are_in_billions() -> None:
    view = shown("shared")[0]
    assert money_scale(view, 9_999.0) == (1.0, view.money)
    assert money_scale(view, 10_000.0)[0] == 1000.0


def test_a_place_may_pay_for_what_serves_after_the_horizon_alone() -> None:
    # East pays 3 million in cash and is charged nothing, so that it has no bar; west costs what it cost.
    view = shown("shared")[0]
    paid = replace(
        view.account.lines[0], region="east", link=None, cash_m={2028: 3.0}, charge_m={}, present_value_m=0.0
    )
    west = tuple(line for line in view.account.lines if line.region == "west")
    worth, _, cash = money_figures(replace(view, account=replace(view.account, lines=(*west, paid))))
    assert {name for trace in worth.traces for name in trace["y"]} == {"west"}
    assert sum(sum(trace["y"]) for trace in cash.traces) == pytest.approx(
        3.0 + sum(sum(line.cash_m.values()) for line in west)
    )


def test_a_chart_of_nothing_says_so() -> None:
    view = shown("futures")[0]
    empty = [figure.empty for figure in money_figures(view)]
    assert empty == ["", "", ""]
    assert "No region serves another." in report_html(shown("futures")[1], solved("futures")[2])
