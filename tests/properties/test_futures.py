"""What is known of plans under uncertainty: between knowing the future and planning for the mean of it."""

from random import Random

from hypothesis import assume

from models.decided import as_decided, committed_to
from models.ids import OutcomeId
from models.instance import Case, Instance
from models.mean import mean_future, shared_periods
from planner.solve import solve
from tests.audit.random_instances import Size, random_tree
from tests.properties.trying import SEEDS, both_efforts, cases, hold
from tests.solving import TO_THE_END, cost

SLACK = 1e-6


def probability(inst: Instance, leaf: OutcomeId) -> float:
    return inst.tree.outcome(leaf).probability


@both_efforts
def test_planning_for_all_futures_costs_no_less_than_knowing_which_and_no_more_than_planning_for_the_mean(
    effort: int,
) -> None:
    def claim(case: Case, seed: int) -> None:
        settings = case.settings
        case = case.replace(settings=type(settings)(**{**vars(settings), "risk_weight": 0.0}))
        # The futures part in the last period; until then there is one plan.
        inst = random_tree(Random(seed), case, len(case.periods) - 1)
        here_and_now_m = cost(inst)
        assume(here_and_now_m is not None)
        assert here_and_now_m is not None
        knowing_m = 0.0
        for leaf in inst.tree.leaves:
            alone_m = cost(inst.leaf(leaf))
            assert alone_m is not None
            knowing_m += probability(inst, leaf) * alone_m
        slack_m = SLACK * (1 + abs(here_and_now_m))
        assert knowing_m <= here_and_now_m + slack_m
        mean = mean_future(inst)
        outcome = solve(mean, TO_THE_END)
        if outcome.plan is None:
            return
        blind_m = cost(committed_to(inst, as_decided(mean, outcome.plan, shared_periods(inst))))
        assert blind_m is None or here_and_now_m <= blind_m + slack_m

    hold(effort, cases(Size(regions=3, workloads=2, chips=2, tiers=1, slices=2, periods=3)), SEEDS, claim=claim)
