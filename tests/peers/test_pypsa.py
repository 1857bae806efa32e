"""PyPSA, given the same continuous problem, finds the same cost and the same prices.

Where nothing comes whole, cost and prices are those of a linear programme, and unique but for ties, which random
numbers do not have. In the short run there are ties: what was bought is just full, and one unit more and one unit less
have two prices.
"""

import pypsa
import pytest

from planner.solve import Outcome, SolveOptions, solve
from tests.peers.continuous import REGIONS, continuous_instance
from tests.peers.network import network_of

SEEDS = [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 12))]
STEP_PFLOPS = 1e-3

# PyPSA tells of defaults that a later version of it will change; none of them matters here.
pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning:pypsa", "ignore::DeprecationWarning:pypsa")


def planned(seed: int) -> Outcome:
    return solve(continuous_instance(seed), SolveOptions(gap=0.0, threads=1))


def optimised(network: pypsa.Network) -> float:
    """Solve a network and return its cost."""
    ended = network.optimize(
        multi_investment_periods=True, solver_name="highs", log_to_console=False, include_objective_constant=False
    )
    assert ended == ("ok", "optimal")
    return float(network.objective)


@pytest.mark.parametrize("seed", SEEDS)
def test_cost_and_long_run_prices_are_those_of_pypsa(seed: int) -> None:
    outcome, network = planned(seed), network_of(continuous_instance(seed).first_case)
    assert outcome.cost_m == pytest.approx(optimised(network), rel=1e-6)
    assert outcome.prices is not None
    found, wanted = {}, {}
    for year, s in network.snapshots:
        weight = network.snapshot_weightings.objective[year, s] * network.investment_period_weightings.objective[year]
        for r in REGIONS:
            found[r, year, s] = outcome.prices.long_run["demand_balance", (r, "work", str(year), s)]
            wanted[r, year, s] = network.buses_t.marginal_price.loc[(year, s), r] * weight
    assert found == pytest.approx(wanted, rel=1e-5)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("r", REGIONS)
def test_short_run_prices_lie_between_what_a_little_less_saves_and_a_little_more_costs(seed: int, r: str) -> None:
    outcome, network = planned(seed), network_of(continuous_instance(seed).first_case)
    optimised(network)
    network.optimize.fix_optimal_capacities()
    moment = (2028, "day")
    usual_m = optimised(network)
    network.loads_t.p_set.loc[moment, r] += STEP_PFLOPS
    more_m = optimised(network)
    network.loads_t.p_set.loc[moment, r] -= 2 * STEP_PFLOPS
    less_m = optimised(network)
    assert outcome.prices is not None
    price_m = outcome.prices.short_run["demand_balance", (r, "work", "2028", "day")]
    slack_m = 1e-5 * price_m
    assert (usual_m - less_m) / STEP_PFLOPS - slack_m <= price_m <= (more_m - usual_m) / STEP_PFLOPS + slack_m
