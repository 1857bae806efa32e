"""Work is brought to a software stack once before chips of the stack run it."""

from math import inf

import pytest

from models.build import build
from models.instance import Instance
from models.records import FleetLine
from tests.cases import a_chip, one_region
from tests.rows import row
from tests.rules import a_commitment
from tests.solving import LeftOut, cost


def ported(**changes: object) -> Instance:
    """The work must be brought to the stack of the only chip, for 3 million: 5 + 3."""
    return one_region(**{"porting_cost_m": {("stack", "work"): 3.0}, **changes})


def ported_twice() -> Instance:
    """The port is to be made twice, in two years: no plan. If it could: 5 + 5 + 3 + 3."""
    return ported(years=(2026, 2027), commitments=a_commitment("stack_ported", ">=", 2.0))


LEFT_OUT = [
    LeftOut("run_needs_port", ported(), 8.0, 5.0),
    LeftOut("ported_once", ported_twice(), None, 16.0),
]


def test_a_port_is_paid_where_it_pays() -> None:
    assert cost(ported()) == pytest.approx(8.0)
    # 5 units of b at 1.5, whose stack runs the work already
    other = {"b": (a_chip("b", stack="other"), 1.5, 2.0)}
    assert cost(ported(others=other)) == pytest.approx(7.5)


def test_a_port_is_made_once_for_all_periods() -> None:
    assert cost(ported(years=(2026, 2027))) == pytest.approx(13.0)


def test_a_port_serves_all_chips_of_its_stack() -> None:
    # 3 units of a in the fleet, and b of the same stack for the rest
    inst = ported(others={"b": (a_chip("b"), 0.5, 2.0)}, fleet=(FleetLine("west", "a", 2026, 3.0),))
    assert cost(inst) == pytest.approx(3 + 2 * 0.5)


def test_the_fleet_needs_the_port_too() -> None:
    assert cost(ported(fleet=(FleetLine("west", "a", 2026, 5.0),))) == pytest.approx(3.0)


def test_run_needs_port_is_bounded_by_all_the_work_there_can_be() -> None:
    tie = build(ported()).pyomo.run_needs_port["stack", "work", "2026", "year"]
    assert row(tie) == (-inf, {"confined_run[west,a,work,2026,year]": 1.0, "stack_ported[stack,work,2026]": -10.0}, 0.0)
