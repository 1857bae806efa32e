"""A tree with two leaves: what is decided before the futures part holds in both, and costs are weighted."""

from dataclasses import replace
from typing import Any

import pytest

from models.account.account import Account, account
from models.audit.audit import audit
from models.ids import (
    ChipId,
    CommitmentId,
    NodeId,
    OfferId,
    OutcomeId,
    PeriodId,
    PolicyId,
    RegionId,
    ScenarioId,
    SliceId,
    StackId,
    StateId,
    WorkloadId,
)
from models.instance import Case, Instance
from models.plan import Plan
from models.records import (
    Chip,
    Commitment,
    Offer,
    Period,
    Policy,
    Region,
    RegionPeriod,
    Selection,
    Settings,
    Slice,
    Supply,
    Workload,
)
from models.tree import Branch, grow

NOW, LATER = PeriodId("2026"), PeriodId("2027")
BOOM, BUST = ScenarioId("boom"), ScenarioId("bust")
HOME, CHIP, WORK, YEAR, CLOUD = RegionId("home"), ChipId("chip"), WorkloadId("work"), StateId("year"), OfferId("cloud")
ROOT, UP, DOWN = NodeId("2026"), NodeId("2027"), NodeId("2027/bust")
NOW_E, UP_E, DOWN_E = OutcomeId("2026"), OutcomeId("2027"), OutcomeId("2027/bust")

# One region, chips at 1 PFLOPS for 10 in 2026 (life 10, so 1 a year without discounting). Demand 4, then 8 in the
# boom (probability 0.25) and 2 in the bust (0.75). In 2027 a chip costs 20 in the boom, 5 in the bust; rent 3 a PFLOPS.


def _case(later: float, price_m: float, rent_m: float) -> Case:
    offered = (WORK, HOME, LATER)
    return Case(
        settings=Settings(base_year=2026, discount_rate=0.0),
        periods={NOW: Period(NOW, 2026), LATER: Period(LATER, 2027)},
        slices={SliceId("year"): Slice(SliceId("year"))},
        regions={HOME: Region(HOME, {NOW: RegionPeriod(), LATER: RegionPeriod()}, existing_hall_mw=10.0)},
        workloads={WORK: Workload(WORK)},
        chips={CHIP: Chip(CHIP, StackId("stack"), power_kw=1000.0, lifetime_years=10.0, counted_pflops=1.0)},
        demand_pflops={(HOME, WORK, NOW): 4.0, (HOME, WORK, LATER): later},
        performance_pflops={(CHIP, WORK, HOME): 1.0},
        chip_price_m={(CHIP, HOME, NOW): 10.0, (CHIP, HOME, LATER): price_m},
        supplies=(Supply(CHIP, "nation", (HOME,), {NOW: 4.0, LATER: 3.0}),),
        offers={CLOUD: Offer(CLOUD, {offered: None}, {offered: rent_m})},
    )


def _instance(decisions_from: PeriodId | None = None, **settings: Any) -> Instance:
    branches = [Branch(BOOM, 0.25), Branch(BUST, 0.75, BOOM, LATER, decisions_from)]
    inst = Instance("tree", grow((NOW, LATER), branches), {BOOM: _case(8.0, 20.0, 3.0), BUST: _case(2.0, 5.0, 2.0)})
    return inst.with_cases(settings=replace(inst.settings, **settings))


def _plan() -> Plan:
    """Return a correct plan: 4 units now, 3 more in the boom, 1 rented there."""
    work = {NOW_E: 4.0, UP_E: 7.0, DOWN_E: 2.0}
    return Plan(
        cost_m=0.0,  # each test states it
        bought_units={(HOME, CHIP, ROOT): 4.0, (HOME, CHIP, UP): 3.0},
        run={(HOME, CHIP, WORK, e, YEAR): pflops for e, pflops in work.items()},
        confined_run={(HOME, CHIP, WORK, e, YEAR): pflops for e, pflops in work.items()},
        served={(HOME, HOME, None, WORK, (), e, YEAR): pflops for e, pflops in work.items()},
        rented={(CLOUD, HOME, WORK, UP_E, YEAR): 1.0},
    )


def _costs(found: Account, category: str) -> dict[OutcomeId, float]:
    return {line.outcome: line.present_value_m for line in found.lines if line.category == category}


def test_the_futures_share_the_first_node() -> None:
    inst = _instance()
    assert inst.nodes == (ROOT, UP, DOWN)
    assert inst.outcomes == (NOW_E, UP_E, DOWN_E)


def test_what_stands_is_what_was_decided_on_the_way() -> None:
    held = account(_instance(), _plan()).held
    assert held.chips.installed_units == {(HOME, CHIP, NOW_E): 4, (HOME, CHIP, UP_E): 7, (HOME, CHIP, DOWN_E): 4}


def test_costs_are_weighted_by_probability() -> None:
    found = account(_instance(), _plan())
    # 40 and 60 over 10 years; the first runs for the two years of the horizon, the second for one
    assert _costs(found, "chip") == {NOW_E: pytest.approx(8.0), UP_E: pytest.approx(6.0)}
    assert _costs(found, "rent") == {UP_E: pytest.approx(3.0)}
    assert found.leaf_cost_m == {UP_E: pytest.approx(17.0), DOWN_E: pytest.approx(8.0)}
    # 8 + 0.25 * (6 + 3)
    assert found.expected_cost_m == pytest.approx(10.25)


def test_a_correct_plan_of_a_tree_passes() -> None:
    assert audit(_instance(), replace(_plan(), cost_m=10.25)).passed
    assert {finding.rule for finding in audit(_instance(), _plan()).findings} == {"cost"}


def _broken(inst: Instance, **changes: Any) -> set[str]:
    return {finding.rule for finding in audit(inst, replace(_plan(), **changes)).findings} - {"cost"}


def test_a_future_does_not_live_on_what_the_other_bought() -> None:
    bought = {(HOME, CHIP, ROOT): 4.0, (HOME, CHIP, DOWN): 3.0}
    found = audit(_instance(), replace(_plan(), bought_units=bought))
    assert {finding.where for finding in found.findings if finding.rule == "chip_time_limit"} == {
        "home, chip, 2027, year"
    }


def test_demand_is_that_of_each_future() -> None:
    run = {**_plan().run, (HOME, CHIP, WORK, DOWN_E, YEAR): 4.0}
    served = {**_plan().served, (HOME, HOME, None, WORK, (), DOWN_E, YEAR): 4.0}
    assert "demand_balance" in _broken(_instance(), run=run, confined_run=run, served=served)


def test_supply_counts_along_each_way() -> None:
    bought = {(HOME, CHIP, ROOT): 4.0, (HOME, CHIP, UP): 3.0, (HOME, CHIP, DOWN): 3.0}
    assert _broken(_instance(), bought_units=bought) == set()  # 3 each, not 6
    bought[HOME, CHIP, DOWN] = 3.1
    assert _broken(_instance(), bought_units=bought) == {"supply_limit"}


def test_steps_are_taken_once_on_each_way() -> None:
    both = {(HOME, CHIP, UP): 1.0, (HOME, CHIP, DOWN): 1.0}
    assert _broken(_instance(), chip_adopted=both) == set()
    assert _broken(_instance(), chip_adopted={**both, (HOME, CHIP, ROOT): 1.0}) == {"once_only"}


def _three_periods() -> tuple[Instance, Plan]:
    """Return the instance with decisions that part a year after the data, in a third period."""
    last = PeriodId("2028")
    cases = {}
    for name, case in _instance().cases.items():
        regions = {HOME: replace(case.regions[HOME], at={**case.regions[HOME].at, last: RegionPeriod()})}
        periods = {**case.periods, last: Period(last, 2028)}
        cases[name] = case.replace(periods=periods, regions=regions)
    tree = grow((NOW, LATER, last), [Branch(BOOM, 0.25), Branch(BUST, 0.75, BOOM, LATER, last)])
    run = {(HOME, CHIP, WORK, e, YEAR): v for e, v in ((NOW_E, 4.0), (UP_E, 7.0), (OutcomeId("2027/bust"), 2.0))}
    served = {(HOME, HOME, None, WORK, (), key[3], YEAR): v for key, v in run.items()}
    return Instance("late", tree, cases), replace(_plan(), run=run, confined_run=run, served=served)


def test_decisions_before_the_futures_part_are_priced_in_both() -> None:
    inst, plan = _three_periods()
    assert inst.nodes == (ROOT, UP, NodeId("2028"), NodeId("2028/bust"))
    found = account(inst, plan)
    # bought in 2027 for both futures: 3 * 20 in the boom, 3 * 5 in the bust, two of ten years inside the horizon
    assert _costs(found, "chip") == {
        NOW_E: pytest.approx(12.0),
        UP_E: pytest.approx(12.0),
        DOWN_E: pytest.approx(3.0),
    }
    assert found.expected_cost_m == pytest.approx(12.0 + 0.25 * (12.0 + 3.0) + 0.75 * 3.0)
    assert audit(inst, replace(plan, cost_m=18.0)).passed


@pytest.mark.parametrize(
    ("weight", "level", "objective_m"),
    [
        (0.0, 0.5, 10.25),
        (1.0, 0.75, 17.0),  # the worst quarter is the boom
        (1.0, 0.9, 17.0),
        (1.0, 0.5, (0.25 * 17 + 0.25 * 8) / 0.5),  # the worst half: the boom and a third of the bust
        (1.0, 0.0, 10.25),  # all of it is the mean
        (1.0, 1.0, 17.0),
        (0.4, 0.75, 0.6 * 10.25 + 0.4 * 17.0),
    ],
)
def test_risk_is_the_mean_of_the_worst_leaves(weight: float, level: float, objective_m: float) -> None:
    inst = _instance(risk_weight=weight, cvar_level=level)
    assert account(inst, _plan()).objective_m == pytest.approx(objective_m)
    assert account(inst, _plan()).expected_cost_m == pytest.approx(10.25)
    assert audit(inst, replace(_plan(), cost_m=objective_m)).passed


def test_a_total_policy_has_a_row_for_each_way() -> None:
    rule = Policy(PolicyId("cap"), "units", Selection(), None, "total", "<=", 9.0, price_m=2.0)
    found = account(_instance().with_cases(policies={rule.id: rule}), _plan())
    # 4 + 7 and 4 + 4; 2 beyond at 2, a quarter of the time
    assert [(row.outcome, row.value, row.excess) for row in found.policies] == [(UP_E, 11, 2), (DOWN_E, 8, 0)]
    assert found.expected_cost_m == pytest.approx(10.25 + 0.25 * 4.0)


def test_a_preference_is_weighted_by_the_node() -> None:
    wish = Commitment(CommitmentId("wish"), "bought_units", Selection(periods=(LATER,)), None, "=", 2.0, price_m=1.0)
    found = account(_instance().with_cases(commitments={wish.id: wish}), _plan())
    assert _costs(found, "commitment") == {UP_E: pytest.approx(1.0), DOWN_E: pytest.approx(2.0)}


def test_the_way_to_a_leaf_costs_what_the_leaf_costs_alone() -> None:
    # the plan of the boom, lived through alone
    alone = _instance().leaf(UP_E)
    way = {
        name: {key: value for key, value in getattr(_plan(), name).items() if DOWN_E not in key}
        for name in ("bought_units", "run", "confined_run", "served", "rented")
    }
    assert account(alone, replace(_plan(), **way)).expected_cost_m == pytest.approx(17.0)
