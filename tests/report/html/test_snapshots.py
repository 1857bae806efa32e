"""What the map shows of each time."""

import pandas as pd
import pytest

from planner.report.html.snapshots import price_ratios

DEMAND = pd.DataFrame({"region": ["east", "west"], "workload": ["work", "work"], "demand_pflops": [10.0, 30.0]})
PRICES = pd.DataFrame({"region": ["east", "west"], "workload": ["work", "work"], "long_run_m": [3.0, 1.0]})


def test_a_region_is_as_dear_as_its_price_is_over_the_average_of_the_nation() -> None:
    # The nation pays (10 * 3 + 30 * 1) / 40 = 1.5 for a PFLOPS.
    assert price_ratios(PRICES, DEMAND) == pytest.approx({"east": 2.0, "west": 2.0 / 3.0})


def test_where_nothing_is_demanded_nothing_is_dear() -> None:
    assert price_ratios(PRICES, DEMAND.assign(demand_pflops=0.0)) == {}
    assert price_ratios(PRICES.head(0), DEMAND) == {}
