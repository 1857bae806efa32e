"""The bounds of yes-no decisions are as small as they can be, and cut nothing off."""

import pyomo.environ as pyo
import pytest
from pyomo.repn import generate_standard_repn

from models.build import build
from models.catalogue import ROWS
from models.errors import ModelError
from models.instance import Instance
from tests.audit.random_instances import random_instance
from tests.cases import a_chip, one_region, two_futures, two_regions
from tests.rules import a_supply
from tests.solving import optimum_of

TIES = tuple(family.name for family in ROWS if family.ties)


def loosened(model: pyo.ConcreteModel) -> pyo.ConcreteModel:
    """Return the model with every row that ties a flow to a yes-no decision ten times as wide."""
    for family in TIES:
        for tie in model.component(family).values():
            found = generate_standard_repn(tie.body)
            wider = sum(
                (10.0 if variable.is_binary() else 1.0) * coefficient * variable
                for variable, coefficient in zip(found.linear_vars, found.linear_coefs, strict=True)
            )
            tie.set_value((None, wider + found.constant, tie.upper))
    for purchase in model.bought_units.values():
        purchase.setub(None)
    return model


@pytest.mark.parametrize("seed", range(12))
def test_wider_bounds_find_no_cheaper_plan(seed: int) -> None:
    inst = random_instance(seed)
    least = optimum_of(build(inst).pyomo)
    assert optimum_of(loosened(build(inst).pyomo)) == (least if least is None else pytest.approx(least, rel=1e-5))


def purchase_bound(**changes: object) -> float | None:
    return build(one_region(**changes)).pyomo.bought_units["west", "a", "2026"].ub


def test_a_purchase_is_bounded_by_the_smallest_of_quota_halls_and_grid() -> None:
    assert purchase_bound() == pytest.approx(100.0)
    assert purchase_bound(supplies=a_supply(7.0)) == pytest.approx(7.0)
    assert purchase_bound(supplies=a_supply(7.0), length=2) == pytest.approx(14.0)
    assert purchase_bound(region={"pue_existing": 1.5, "pue_new": 1.5}, at={"grid_limit_mw": 9.0}) == pytest.approx(6.0)
    assert purchase_bound(chip={"power_kw": 0.0}) is None


def test_a_purchase_is_bounded_by_the_halls_that_can_stand_by_then() -> None:
    # 100 MW stand; two modules of 50 MW, ordered in 2026 at the earliest, take a year: 100 units of 1 MW, then 200.
    halls = {"hall_module_mw": 50.0, "hall_lead_years": 1.0}
    inst = one_region(years=(2026, 2027), region=halls, at={"max_hall_modules": 2})
    bought = build(inst).pyomo.bought_units
    assert bought["west", "a", "2026"].ub == pytest.approx(100.0)
    assert bought["west", "a", "2027"].ub == pytest.approx(200.0)


def test_a_grid_bears_most_where_it_feeds_the_lower_pue_first() -> None:
    # 20 MW of grid: a new hall of 10 MW draws 10 of them, the rest bears 10 / 2 = 5 MW of the old ones.
    halls = {"existing_hall_mw": 100.0, "hall_module_mw": 10.0, "pue_existing": 2.0, "pue_new": 1.0}
    assert purchase_bound(region=halls, at={"max_hall_modules": 1, "grid_limit_mw": 20.0}) == pytest.approx(15.0)


def test_a_purchase_in_lots_is_bounded_by_whole_lots() -> None:
    lots = {"chip": {"lot_size": 4}}
    assert purchase_bound(**lots, supplies=a_supply(11.0)) == pytest.approx(8.0)
    assert purchase_bound(**lots, supplies=a_supply(0.1 * 120)) == pytest.approx(12.0)
    # less than a lot cannot be bought at all
    assert not build(one_region(**lots, supplies=a_supply(3.0))).pyomo.bought_units


def test_a_purchase_is_bounded_by_the_halls_of_the_periods_it_stands_in() -> None:
    # new halls are allowed from 2027 on, when a chip of one year has gone
    years = {"years": (2026, 2027), "region": {"existing_hall_mw": 3.0, "hall_module_mw": 2.0}}
    later = {"2027": {"max_hall_modules": 5}}
    assert purchase_bound(**years, in_period=later) == pytest.approx(3.0)
    # with a lead time it stands in 2027 alone
    assert purchase_bound(**years, in_period=later, chip={"lead_years": 1.0}) == pytest.approx(13.0)


def test_a_purchase_has_room_in_every_future_it_stands_in() -> None:
    def roomy(mw: float) -> Instance:
        return one_region(years=(2026, 2027), chip={"lifetime_years": 2.0}, region={"existing_hall_mw": mw})

    model = build(two_futures(roomy(8.0), roomy(6.0), differ="2027")).pyomo
    assert model.bought_units["west", "a", "2026"].ub == pytest.approx(6.0)
    assert model.bought_units["west", "a", "2027"].ub == pytest.approx(8.0)


def test_a_chip_that_nothing_limits_cannot_be_adopted_or_pooled() -> None:
    with pytest.raises(ModelError, match="purchases of a in west have no limit"):
        build(one_region(chip={"power_kw": 0.0, "integration_cost_m": 1.0}))
    outside = {"west": {"starting_tier": None}}
    pooling = two_regions(chip={"power_kw": 0.0}, regions=outside, at={"west": {"alone_fraction": 0.5}})
    with pytest.raises(ModelError, match="the number of a in west has no limit"):
        build(pooling)


def test_only_what_can_matter_is_decided() -> None:
    # b runs nothing and counts for nothing; nothing is adopted, opened, ported, trained or shared
    useless = {"b": (a_chip("b", counted_pflops=0.0), 1.0, 0.0)}
    model = build(one_region(others=useless)).pyomo
    decided = {variable.parent_component().local_name for variable in model.component_data_objects(pyo.Var)}
    assert decided == {
        "bought_units",
        "installed_units",
        "existing_hall_load_mw",
        "existing_hall_draw_mw",
        "served_at_home",
        "confined_run",
    }
    assert list(model.bought_units) == [("west", "a", "2026")]
