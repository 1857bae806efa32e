"""The planner finds the published optimum, proven, with a plan that passes its audit.

Where the folder of the public instances is missing, the head of the test report says that nothing is looked at here.
"""

import pytest

from models.audit.audit import audit
from planner.solve import SolveOptions, solve
from planner.solve.hedging.solve import solve_by_future
from tests.benchmarks.known.bench import measured
from tests.benchmarks.known.collection import folder, known_instances

QUICK = ("cap101", "holmberg/p3", "c0515_1_Max", "R/r01.4", "l61x114", "network-10-10-L-01")
LONGER = (
    *("cap44", "cap121", "uncap-cap131", "holmberg/p22", "diaz-fernandez/p4", "a10100_Max", "a20200_Min", "pmed2"),
    *("R/r04.4", "R/r05.8", "k15x210", "instSingle_I10_J50_T3_1", "network-10-20-H-03", "sslp_5_25_50"),
)
LONGEST_S = 300.0


@pytest.mark.parametrize("name", QUICK)
def test_the_optimum_is_the_published_one(name: str) -> None:
    reaches_the_published_optimum(name)


@pytest.mark.slow
@pytest.mark.parametrize("name", LONGER)
def test_the_optimum_of_a_larger_instance_is_the_published_one(name: str) -> None:
    reaches_the_published_optimum(name)


@pytest.mark.slow
def test_bounds_of_futures_apart_hold_the_published_optimum_between_them() -> None:
    where = folder()
    if where is None:
        return
    known = next(one for one in known_instances(where) if one.name == "sslp_5_25_50")
    problem = known.read()
    # The gap is that of the model, whose costs are 311 higher.
    found = solve_by_future(problem.instance, SolveOptions(gap=0.1, time_limit_s=3000.0, threads=1), solve)
    assert found.bound_m is not None
    assert problem.value(found.bound_m) <= known.published + 1e-4
    assert found.plan is not None
    assert found.cost_m is not None
    assert problem.value(found.cost_m) >= known.published - 1e-4
    assert audit(problem.instance, found.plan).passed


@pytest.mark.slow
def test_bounds_of_a_few_futures_apart_hold_the_optimum_of_one_model_between_them() -> None:
    where = folder()
    if where is None:
        return
    known = next(one for one in known_instances(where) if one.name == "dcap332_200")
    inst = known.of_first(5).read().instance
    whole = solve(inst, SolveOptions(gap=0.0, threads=1, prices=False))
    apart = solve_by_future(inst, SolveOptions(gap=0.02, time_limit_s=3000.0, threads=1), solve)
    assert whole.gap == pytest.approx(0.0, abs=1e-6)
    assert whole.cost_m is not None
    assert apart.bound_m is not None
    assert apart.cost_m is not None
    assert apart.bound_m <= whole.cost_m * (1 + 1e-6)
    assert whole.cost_m * (1 - 1e-6) <= apart.cost_m <= whole.cost_m * 1.03
    assert apart.plan is not None
    assert audit(inst, apart.plan).passed


def reaches_the_published_optimum(name: str) -> None:
    where = folder()
    if where is None:
        return
    known = next(one for one in known_instances(where) if one.name == name)
    line = measured(known, LONGEST_S)
    assert line.verdict == "reached", line
