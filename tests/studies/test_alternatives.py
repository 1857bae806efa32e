"""Plans that cost little more than the best, each worked out by hand."""

import pytest

from models.instance import Instance, single
from models.records import HostRule
from planner.solve import SolveOptions, solve
from planner.studies.alternatives import Alternatives, alternatives, distance
from planner.studies.solves import Solver
from tests.cases import a_chip, a_link, a_module, one_region, three_regions, two_regions

EXACT = SolveOptions(gap=0.0, threads=1)


def study(inst: Instance, **changes: object) -> Alternatives:
    return alternatives(inst, Solver(solve), options=EXACT, **changes)


def ends(found: Alternatives) -> dict[str, tuple[float, float, float]]:
    return {
        one.name: (
            pytest.approx(one.low, abs=1e-6),
            pytest.approx(one.best, abs=1e-6),
            pytest.approx(one.high, abs=1e-6),
        )
        for one in found.ranges
    }


def three_prices() -> Instance:
    """Return 10 PFLOPS of east, 5 units of 1 MW: at 1 million in west, 1.1 in middle, 1.2 in east itself."""
    case = three_regions().first_case
    prices = {"west": 1.0, "middle": 1.1, "east": 1.2}
    return single(
        case.replace(
            chip_price_m={("a", r, "2026"): price for r, price in prices.items()},
            performance_pflops={("a", "work", r): 2.0 for r in prices},
            host_rules={("work", "east", h): HostRule() for h in ("west", "middle")},
        )
    )


def test_a_fifth_more_lets_any_of_three_regions_do_all_or_nothing() -> None:
    # Best: 5 units in west, 5 million; limit 6. West: 0, all in middle at 5.5; or 6 of them. Middle: 6 / 1.1 of them,
    # more than the 5 needed. East: 5 at 1.2 are just 6 million.
    found = study(three_prices(), within=0.2)
    assert found.cost_limit_m == pytest.approx(6.0)
    assert ends(found) == {"east": (0.0, 0.0, 5.0), "west": (0.0, 5.0, 6.0), "middle": (0.0, 0.0, 6 / 1.1)}


def test_alternatives_leave_what_the_plans_before_them_have() -> None:
    # First without west: the cheapest is all in middle; then without both: all in east. Then each region weighs alike,
    # and the cheapest is the best plan again, which makes west weigh more and the next one that of middle again.
    found = study(three_prices(), within=0.2, plans=5, names=["west"])
    assert [plan.amounts for plan in found.plans] == [
        {"east": 0.0, "west": pytest.approx(5.0), "middle": 0.0},
        {"east": 0.0, "west": 0.0, "middle": pytest.approx(5.0)},
        {"east": pytest.approx(5.0), "west": 0.0, "middle": 0.0},
    ]
    assert [plan.plan.cost_m for plan in found.plans] == pytest.approx([5.0, 5.5, 6.0])
    assert [one.name for one in found.ranges] == ["west"]


def test_a_tenth_more_buys_half_a_unit_more_or_moves_a_quarter() -> None:
    # 5.5 million: 0.25 units move to east, 2 million dearer each; or half a unit more stands in west
    found = study(two_regions(), within=0.1, plans=1)
    assert ends(found) == {"east": (0.0, 0.0, 0.25), "west": (4.75, 5.0, 5.5)}
    assert [plan.name for plan in found.plans] == ["best"]


def test_chips_are_counted_in_units_wherever_they_stand() -> None:
    # 5 of chip a at 1 million, or of chip b at 1.1; 10 % more are 5.5 million: all of it b
    found = study(one_region(others={"b": (a_chip("b"), 1.1, 2.0)}), of="chips", within=0.1, plans=1)
    assert ends(found) == {"a": (0.0, 5.0, 5.5), "b": (0.0, 0.0, 5.0)}


def test_links_are_counted_in_the_bandwidth_added() -> None:
    # 10 Gbps are needed and 4 there: 3 circuits of 2 Gbps at 0.1, 5.3 million in all. 4 % more, 5.512 million, buy two
    # more circuits, and would not pay for a unit in east.
    line = a_link("line", "west", "east", existing_gbps=4.0, modules={"two": a_module("two", 2.0, 0.1, most=9)})
    found = study(two_regions(links={"line": line}), of="links", within=0.04, plans=1)
    assert ends(found) == {"line": (6.0, 6.0, 10.0)}


def test_without_a_best_plan_there_is_nothing_near_it() -> None:
    found = study(one_region(at={"grid_limit_mw": 1.0}))
    assert (found.cost_limit_m, found.ranges, found.plans) == (None, (), ())


def test_what_the_solver_could_not_prove_is_left_open() -> None:
    found = study(two_regions(), within=0.1, plans=1, names=["east"])
    east = found.ranges[0]
    assert east.low_bound == pytest.approx(0.0, abs=1e-3)
    assert east.high_bound == pytest.approx(0.25, abs=1e-2)


def test_plans_with_nothing_in_common_are_as_far_as_can_be() -> None:
    assert distance({"east": 5.0, "west": 0.0}, {"east": 0.0, "west": 5.0}) == 1.0
    assert distance({"east": 5.0, "west": 0.0}, {"east": 4.0, "west": 1.0}) == pytest.approx(0.2)
    assert distance({"east": 0.0}, {"east": 0.0}) == 0.0
