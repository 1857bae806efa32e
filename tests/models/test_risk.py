"""What is feared of the futures: their worst on average, the dearest, or the one regretted most."""

import pytest

from models.account.account import account
from models.build import build
from models.errors import UnknownBestCostError
from models.instance import Instance
from tests.cases import four_futures
from tests.solving import UNBOUNDED, LeftOut, best_plan, cost

OWN_BEST = {"2027": 5.0, "2027/middle": 10.0, "2027/high": 15.0, "2027/top": 20.0}


def fearing(measure: str, weight: float = 1.0, level: float = 0.5) -> Instance:
    inst = four_futures(risk_measure=measure, risk_weight=weight, cvar_level=level)
    return inst.replace(best_cost_m=OWN_BEST)


LEFT_OUT = [
    LeftOut("leaf_excess", fearing("worst futures"), 19.0, UNBOUNDED),
    LeftOut("leaf_cost", fearing("worst case"), 20.0, UNBOUNDED),
    LeftOut("leaf_regret", fearing("regret"), 11.25, UNBOUNDED),
]


@pytest.mark.parametrize(
    ("measure", "units", "cost_m"),
    [("worst futures", 15.0, 19.0), ("worst case", 20.0, 20.0), ("regret", 16.25, 11.25)],
)
def test_each_fear_buys_its_own_number_of_chips_before_the_future_is_known(
    measure: str, units: float, cost_m: float
) -> None:
    # the sums stand at four_futures
    plan = best_plan(fearing(measure))
    assert plan.cost_m == pytest.approx(cost_m)
    assert plan.bought_units["west", "a", "2026"] == pytest.approx(units)


def test_without_fear_the_mean_decides() -> None:
    plan = best_plan(four_futures())
    assert plan.cost_m == pytest.approx(16.0)
    assert plan.bought_units["west", "a", "2026"] == pytest.approx(10.0)
    assert account(four_futures(), plan).leaf_cost_m == pytest.approx(
        {"2027": 10.0, "2027/middle": 10.0, "2027/high": 30.0, "2027/top": 50.0}
    )


def test_fear_counts_with_its_weight() -> None:
    # of x units between 10 and 20 the mean is 16 - 0.2 * (x - 10) up to 15 and then 15 + 0.6 * (x - 15); the worst case
    # 80 - 3 * x; a tenth of it weighs -0.3 and the mean at most 0.54: 15 units, where the mean is
    # 0.9 * 15 + 0.1 * 35 = 17 and the worst 35; a quarter weighs -0.75 and the mean 0.45: 20 units
    assert cost(fearing("worst case", 0.1)) == pytest.approx(0.9 * 17 + 0.1 * 35)
    assert cost(fearing("worst case", 0.25)) == pytest.approx(20.0)
    # 10 units of regret: 10 - 5 and 50 - 20; with little weight they stay
    assert cost(fearing("regret", 0.01)) == pytest.approx(0.99 * 16 + 0.01 * 30)


def test_one_future_is_neither_dear_nor_regretted() -> None:
    for measure in ("worst futures", "worst case", "regret"):
        assert cost(fearing(measure).leaf("2027/top")) == pytest.approx(20.0)


def test_regret_is_measured_from_something() -> None:
    with pytest.raises(UnknownBestCostError, match="that of 2027 is not known"):
        build(four_futures(risk_measure="regret", risk_weight=0.5))
