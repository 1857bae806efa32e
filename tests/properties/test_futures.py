"""What is known of plans under uncertainty: between knowing the future and planning for the mean of it."""

from random import Random

from hypothesis import assume

from models.ids import OutcomeId
from models.instance import Case, Instance, single
from planner.solve import solve
from tests.audit.random_instances import Size, random_tree
from tests.properties.committing import as_planned
from tests.properties.trying import SEEDS, both_efforts, cases, hold
from tests.solving import TO_THE_END, cost

SLACK = 1e-6


def probability(inst: Instance, leaf: OutcomeId) -> float:
    return inst.tree.outcome(leaf).probability


def mean_case(inst: Instance) -> Case:
    """Return the data of the mean future: demand and prices, all else being the same in all."""
    weights = {inst.tree.outcome(leaf).scenario: probability(inst, leaf) for leaf in inst.tree.leaves}
    means = {}
    for table in ("demand_pflops", "chip_price_m"):
        keys = getattr(inst.first_case, table)
        means[table] = {
            key: sum(share * getattr(inst.cases[name], table)[key] for name, share in weights.items()) for key in keys
        }
    return inst.first_case.replace(**means)


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
        mean = single(mean_case(inst))
        outcome = solve(mean, TO_THE_END)
        if outcome.plan is None:
            return
        before = list(case.periods)[:-1]
        blind_m = cost(inst.with_cases(commitments={**case.commitments, **as_planned(mean, outcome.plan, before)}))
        assert blind_m is None or here_and_now_m <= blind_m + slack_m

    hold(effort, cases(Size(regions=3, workloads=2, chips=2, tiers=1, slices=2, periods=3)), SEEDS, claim=claim)
