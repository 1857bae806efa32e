"""Decisions may be fixed, bounded or preferred."""

import pytest

from models.build import build
from models.instance import Instance
from models.records import Commitment, FleetLine, Selection
from tests.cases import a_module, one_region, two_regions
from tests.rows import row
from tests.rules import a_commitment
from tests.solving import LeftOut, best_plan, cost

YEARS = (2026, 2027)


def promised(sense: str, units: float, **changes: object) -> Instance:
    """Five units a year would do, in each of two years."""
    return one_region(years=YEARS, commitments=a_commitment("bought_units", sense, units, **changes))


LEFT_OUT = [LeftOut("commitment_limit", promised(">=", 12.0), 12.0, 10.0)]


def test_a_total_counts_all_decisions_selected() -> None:
    assert cost(promised(">=", 12.0)) == pytest.approx(12.0)
    assert cost(promised("<=", 9.0)) is None
    assert cost(promised("=", 11.0)) == pytest.approx(11.0)


def test_each_decision_is_held_to_its_own() -> None:
    assert cost(promised(">=", 6.0, apply="each")) == pytest.approx(12.0)
    assert cost(promised(">=", 6.0)) == pytest.approx(10.0)


def test_a_commitment_holds_for_what_its_filter_names() -> None:
    later = Selection(periods=("2027",))
    assert cost(promised(">=", 8.0, selection=later)) == pytest.approx(13.0)
    nowhere = Selection(regions=("east",))
    assert cost(promised("<=", 0.0, selection=nowhere)) == pytest.approx(10.0)


def test_a_preference_is_departed_from_at_its_price() -> None:
    # two units more than needed cost 2; without them 0.1 for each
    assert cost(promised(">=", 12.0, price_m=0.1)) == pytest.approx(10.2)
    assert cost(promised(">=", 12.0, price_m=2.0)) == pytest.approx(12.0)
    assert cost(promised("<=", 8.0, price_m=0.1)) == pytest.approx(10.2)
    # 1 unit away from 4 in each year
    assert cost(promised("=", 4.0, price_m=0.1, apply="each")) == pytest.approx(10.2)


def test_a_preference_is_paid_once_in_the_first_year_of_its_period() -> None:
    # a year from the base year at 25 %: everything counts 0.8; two years more do not make it dearer
    def departed(length: int) -> float | None:
        settings = {"base_year": 2025, "discount_rate": 0.25}
        # the annuity of one year is 1.25 of the price, a year later: 5 units for 5 million
        promise = a_commitment("bought_units", "<=", 3.0, price_m=0.1)
        return cost(one_region(length=length, settings=settings, commitments=promise))

    assert departed(1) == pytest.approx(5 + 2 * 0.1 * 0.8)
    assert departed(3) == pytest.approx(5 + 2 * 0.1 * 0.8)


def test_what_cannot_be_decided_counts_as_nothing() -> None:
    # there is no hall to build and no region to open
    assert cost(one_region(commitments=a_commitment("opened", "<=", 1.0))) == pytest.approx(5.0)
    assert cost(one_region(commitments=a_commitment("opened", ">=", 1.0))) is None
    assert cost(one_region(commitments=a_commitment("opened", "=", 1.0, apply="each"))) is None
    assert cost(one_region(commitments=a_commitment("opened", ">=", 1.0, price_m=0.5))) == pytest.approx(5.5)


def test_each_decision_selected_counts_also_where_it_cannot_be_taken() -> None:
    # nothing is for sale in 2027: 0 is bought, and more is promised for each year
    chip = {"lifetime_years": 2.0}
    sold_once = {"years": YEARS, "price_m": {"2026": 1.0}, "chip": chip}

    def promise(sense: str, **changes: object) -> dict[str, Commitment]:
        return a_commitment("bought_units", sense, 5.0, apply="each", **changes)

    assert cost(one_region(**sold_once, commitments=promise("<="))) == pytest.approx(5.0)
    assert cost(one_region(**sold_once, commitments=promise(">="))) is None
    assert cost(one_region(**sold_once, commitments=promise(">=", price_m=0.1))) == pytest.approx(5.5)


def test_commitment_limit_names_departures_both_ways() -> None:
    limit = build(promised("=", 4.0, price_m=0.1)).pyomo.commitment_limit["promise", "total", "2027"]
    assert row(limit) == (
        4.0,
        {
            "bought_units[west,a,2026]": 1.0,
            "bought_units[west,a,2027]": 1.0,
            "commitment_above[promise,total,2027]": -1.0,
            "commitment_below[promise,total,2027]": 1.0,
        },
        4.0,
    )


def test_halls_and_openings_can_be_told() -> None:
    halls = {
        "region": {"hall_module_mw": 2.0, "hall_life_years": 1.0},
        "at": {"opening_cost_m": 2.0, "hall_module_cost_m": 1.5, "max_hall_modules": 5},
    }
    assert cost(one_region(**halls)) == pytest.approx(5.0)
    assert cost(one_region(**halls, commitments=a_commitment("opened", "=", 1.0))) == pytest.approx(7.0)
    assert cost(one_region(**halls, commitments=a_commitment("modules_built", "=", 2.0))) == pytest.approx(10.0)


def test_retirement_can_be_told() -> None:
    fleet = (FleetLine("west", "a", 2026, 5.0),)
    assert cost(one_region(fleet=fleet)) == pytest.approx(0.0)
    promise = a_commitment("retired_units", ">=", 2.0)
    assert cost(one_region(fleet=fleet, commitments=promise)) == pytest.approx(2.0)


def test_chip_types_can_be_told() -> None:
    promise = a_commitment("chip_adopted", "<=", 0.0)
    assert cost(one_region(commitments=promise)) is None


def test_circuits_and_links_can_be_told() -> None:
    modules = {"wave": a_module("wave", 4.0, 1.0, 3)}
    link = {"modules": modules, "opening_cost_m": 2.0}
    assert cost(two_regions(link=link, commitments=a_commitment("link_opened", "=", 1.0))) == pytest.approx(7.0)
    told = a_commitment("circuits_added", ">=", 2.0, selection=Selection(links=("line",)))
    assert cost(two_regions(link=link, commitments=told)) == pytest.approx(9.0)


def test_circuits_can_be_told_by_their_size() -> None:
    # one of each size of circuit: 1 and 3 million beside the 5 of the chips
    modules = {"wave": a_module("wave", 4.0, 1.0, 3), "fibre": a_module("fibre", 9.0, 3.0, 3)}

    def told(*sizes: str) -> float | None:
        chosen = Selection(links=("line",), modules=sizes)
        promise = a_commitment("circuits_added", ">=", 1.0, apply="each", selection=chosen)
        return cost(two_regions(link={"modules": modules}, commitments=promise))

    assert told("wave") == pytest.approx(6.0)
    assert told("fibre") == pytest.approx(8.0)
    assert told("wave", "fibre") == pytest.approx(9.0)


def test_retirement_can_be_told_by_year_of_commissioning() -> None:
    # 5 units of each year would do all the work twice: 5 of one year may go for nothing, 2 more cost 2 million
    fleet = (FleetLine("west", "a", 2025, 5.0), FleetLine("west", "a", 2026, 5.0))
    chip = {"lifetime_years": 3.0}

    def told(units: float, *years: int) -> float | None:
        chosen = Selection(years=years)
        promise = a_commitment("retired_units", ">=", units, apply="each", selection=chosen)
        return cost(one_region(fleet=fleet, chip=chip, commitments=promise))

    assert told(5.0, 2025) == pytest.approx(0.0)
    assert told(6.0, 2025) is None
    # 3.5 of each year leave 3 units: 2 are bought, of which one of three years is inside the horizon
    assert told(3.5, 2025, 2026) == pytest.approx(2 / 3)


def test_the_row_names_the_size_and_the_year_that_were_told() -> None:
    modules = {"wave": a_module("wave", 4.0, 1.0, 3), "fibre": a_module("fibre", 9.0, 3.0, 3)}
    circuits = a_commitment("circuits_added", "=", 1.0, selection=Selection(modules=("fibre",)))
    m = build(two_regions(link={"modules": modules}, commitments=circuits)).pyomo
    assert row(m.commitment_limit["promise", "total", "2026"])[1] == {"circuits_added[line,fibre,2026]": 1.0}
    fleet = (FleetLine("west", "a", 2025, 5.0), FleetLine("west", "a", 2026, 5.0))
    retired = a_commitment("retired_units", "=", 0.0, selection=Selection(years=(2026,)))
    m = build(one_region(fleet=fleet, chip={"lifetime_years": 3.0}, commitments=retired)).pyomo
    assert row(m.commitment_limit["promise", "total", "2026"])[1] == {"retired_units[west,a,2026,2026]": 1.0}


def test_ports_and_training_can_be_told() -> None:
    promise = a_commitment("stack_ported", "=", 0.0, stacks=("stack",))
    assert cost(one_region(porting_cost_m={("stack", "work"): 3.0}, commitments=promise)) is None
    # nothing can be ported to a stack of which no chip is known
    elsewhere = a_commitment("stack_ported", "=", 1.0, apply="each", price_m=0.5)
    assert cost(one_region(porting_cost_m={("other", "work"): 3.0}, commitments=elsewhere)) == pytest.approx(5.5)
    trained = a_commitment("trained_staff", ">=", 5.0)
    at = {"staff_limit": 100.0, "training_cost_m_per_person": 0.1}
    plan = best_plan(one_region(region={"staff_per_mw": 2.0}, at=at, commitments=trained))
    assert plan.cost_m == pytest.approx(5.5)
