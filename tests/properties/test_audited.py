"""A plan passes its audit, whatever the instance and however early the search ends."""

from hypothesis import strategies

from models.audit.audit import audit
from models.instance import Instance
from planner.solve import SolveOptions, solve
from tests.properties.trying import both_efforts, hold, instances


@both_efforts
def test_a_plan_passes_its_audit(effort: int) -> None:
    def claim(inst: Instance, gap: float, heuristics: bool) -> None:
        options = SolveOptions(gap=gap, threads=1, prices=False, heuristics=heuristics)
        plan = solve(inst, options).plan
        assert plan is None or audit(inst, plan).passed, audit(inst, plan).findings

    gaps = strategies.sampled_from([0.0, 0.02, 0.3])
    hold(2 * effort, instances(), gaps, strategies.booleans(), claim=claim)
