"""Each metric measures what its name says: on one plan worked out by hand, for every metric and filter."""

from dataclasses import dataclass
from typing import get_args

import pytest

from models.instance import Instance
from models.records import FleetLine, Metric, Offer, Selection, Slice
from tests.cases import two_regions
from tests.rules import a_policy
from tests.solving import cost

BASE_M = 17.6
"""Cost of the plan: units 5, opening 2, modules 3, energy 6, green power 0.6, carbon 0.5, rent 0.5."""


def all_of_it(**changes: object) -> Instance:
    """East has 1 unit of fleet, rents 2 of its 10 PFLOPS and sends 6 to west, which has 4 of its own.

    West buys 5 units and builds 3 modules of 2 MW. In 1000 hours it draws 5 MW at PUE 1.2, which are 6000 MWh, all
    green, as the premium of 0.0001 is below the carbon price of 0.0005 a MWh. East's unit draws 1000 MWh of 0.5 t each.
    """
    at = {"grid_carbon_t_per_mwh": 0.5, "carbon_price_m_per_t": 0.001}
    halls = {"opening_cost_m": 2.0, "hall_module_cost_m": 1.0, "max_hall_modules": 5}
    green = {"electricity_price_m_per_mwh": 0.001, "green_premium_m_per_mwh": 0.0001}
    key = ("work", "east", "2026")
    return two_regions(
        **{
            "demand": {"east": 10.0, "west": 4.0},
            "slices": {"year": Slice("year", hours=1000.0)},
            "chip": {"counted_pflops": 1.5},
            "fleet": (FleetLine("east", "a", 2026, 1.0),),
            "regions": {
                "west": {"existing_hall_mw": 0.0, "hall_module_mw": 2.0, "hall_life_years": 1.0, "pue_new": 1.2},
            },
            "at": {"east": at, "west": {**at, **halls, **green}},
            "offers": {"cloud": Offer("cloud", {key: 2.0}, {key: 0.25})},
            **changes,
        }
    )


ALL = Selection()


@dataclass(frozen=True)
class Measured:
    """A metric, what it measures in the plan, and a filter."""

    metric: str
    value: float
    selection: Selection = ALL

    def __str__(self) -> str:
        """Return a name for the test."""
        return f"{self.metric} {self.selection.text}".strip()


EAST, WEST = Selection("east", regions=("east",)), Selection("west", regions=("west",))
MEASURED = (
    Measured("counted_capacity", 6 * 1.5),
    Measured("counted_capacity", 1.5, EAST),
    Measured("new_capacity", 5 * 1.5),
    Measured("units", 6.0),
    Measured("units", 0.0, Selection("no chip", chips=())),
    Measured("new_units", 5.0, WEST),
    Measured("new_units", 0.0, EAST),
    # the fleet's type in east, and the one that west adopts
    Measured("chip_types", 2.0),
    Measured("chip_types", 1.0, WEST),
    Measured("regions_opened", 1.0),
    Measured("regions_opened", 0.0, EAST),
    Measured("modules", 3.0),
    Measured("it_mw", 6.0),
    Measured("it_mw", 1.0, EAST),
    Measured("energy_mwh", 7000.0),
    Measured("energy_mwh", 6000.0, WEST),
    Measured("green_mwh", 6000.0),
    # against a value of 0, a ratio is its numerator
    Measured("pue", 7000.0),
    Measured("green_share", 6000.0),
    Measured("carbon_t", 500.0),
    Measured("carbon_t", 0.0, WEST),
    Measured("capex", 5 + 2 + 3.0),
    Measured("capex", 0.0, EAST),
    # energy, green power, carbon and rent
    Measured("opex", 6 + 0.6 + 0.5 + 0.5),
    Measured("opex", 0.5 + 0.5, EAST),
    Measured("served", 12.0),
    Measured("served", 8.0, EAST),
    Measured("served", 2.0, Selection("by east", hosts=("east",))),
    Measured("served", 6.0, Selection("in basic", tiers=("basic",))),
    Measured("served_remotely", 6.0),
    Measured("served_remotely", 0.0, WEST),
    Measured("served_remotely", 6.0, Selection("by west", hosts=("west",))),
    Measured("rented", 2.0),
    Measured("rented", 0.0, WEST),
    Measured("unmet", 0.0),
    Measured("utilisation", 6 * 1.5),
    Measured("utilisation", 5 * 1.5, WEST),
)


def test_the_plan_costs_what_it_should() -> None:
    assert cost(all_of_it()) == pytest.approx(BASE_M)


def test_every_metric_is_measured() -> None:
    assert {measured.metric for measured in MEASURED} == set(get_args(Metric))


@pytest.mark.parametrize("measured", MEASURED, ids=str)
def test_a_price_on_a_metric_reveals_its_value(measured: Measured) -> None:
    # a hundredth of a million in all is too little to change the plan
    price_m = 0.01 / max(measured.value, 1.0)
    policy = a_policy(measured.metric, "=", 0.0, selection=measured.selection, price_m=price_m)
    found = cost(all_of_it(policies=policy))
    assert found is not None
    assert (found - BASE_M) / price_m == pytest.approx(measured.value, rel=1e-4, abs=1e-4)


def test_unmet_work_is_measured_by_hours() -> None:
    # 2 PFLOPS in a quarter of the year
    slices = {"peak": Slice("peak", hours=2190.0), "rest": Slice("rest", hours=6570.0)}
    inst = two_regions(
        tiers=(),
        demand={"east": 10.0},
        slices=slices,
        profile={("work", "east", "peak"): 1.2, ("work", "east", "rest"): 0.2},
        workload={"unmet_penalty_m_per_pflops": 8.0},
        chip={"lot_size": 5},
    )
    # 5 units serve 10 PFLOPS; the 2 above are undone at 8 million for a quarter of the year
    assert cost(inst) == pytest.approx(15 + 4)
    found = cost(inst.with_cases(policies=a_policy("unmet", "=", 0.0, price_m=0.01)))
    assert found == pytest.approx(19 + 0.5 * 0.01)
    assert cost(inst.with_cases(policies=a_policy("unmet", "<=", 0.0))) == pytest.approx(30.0)


def test_a_share_of_remote_work_can_be_asked_for() -> None:
    # west serves all; told to serve at home at least a half, east buys for 5 PFLOPS
    policy = a_policy("served_remotely", "<=", 0.5, denominator=Selection())
    served = a_policy("served", "<=", 0.5, denominator=Selection(), selection=Selection(hosts=("west",)))
    assert cost(two_regions(policies=served)) == pytest.approx(2.5 + 7.5)
    # remote work is all of remote work: its share of itself cannot be a half, unless there is none
    assert cost(two_regions(policies=policy)) == pytest.approx(15.0)
