"""Every quantity of the account, worked out by hand for the plan of `two_regions`."""

from dataclasses import replace

import pytest

from models.account.account import account
from models.account.running import Holdings
from models.ids import ChipId
from models.records import FleetLine, Pipeline
from tests.audit.two_regions import (
    CANN,
    CLOUD,
    CUT,
    DAY,
    E1,
    E2,
    EAST,
    FIBRE,
    INFER,
    N1,
    NIGHT,
    P2,
    STD,
    TRAIN,
    TWO_G,
    WEST,
    A,
    B,
    case,
    instance,
    plan,
)


@pytest.fixture(name="held")
def _held() -> Holdings:
    return account(instance(), plan()).held


def test_what_is_bought_and_what_survives_stands(held: Holdings) -> None:
    # a: 4 units from 2026, 4 years: there in both periods. b: 2024 + 5 = 2029, one retired in 2028
    assert held.chips.installed_units == {(WEST, A, E1): 4, (WEST, A, E2): 4, (EAST, B, E1): 4, (EAST, B, E2): 3}
    assert held.chips.vintage_units == {(WEST, A, N1, E1): 4, (WEST, A, N1, E2): 4}
    assert held.chips.fleet_units == {(EAST, B, E1): 4, (EAST, B, E2): 3}
    assert held.chips.fleet_line_units == {(EAST, B, 2024, E1): 4, (EAST, B, 2024, E2): 3}


def test_the_parties_of_a_fleet_line_count_together() -> None:
    more = case().replace(
        fleet=(FleetLine(EAST, B, 2024, 3.0), FleetLine(EAST, B, 2024, 2.0), FleetLine(EAST, B, 2028, 1.0))
    )
    held = account(instance().with_cases(fleet=more.fleet), plan()).held
    # 2026: 3 + 2; 2028: 5 - 1 retired of 2024, and 1 of 2028
    assert held.chips.installed_units[EAST, B, E1] == 5
    assert held.chips.installed_units[EAST, B, E2] == 5
    assert held.chips.fleet_line_units[EAST, B, 2028, E2] == 1


def test_what_takes_time_stands_later() -> None:
    regions = {**case().regions, WEST: replace(case().regions[WEST], hall_lead_years=1.5)}
    chips = {**case().chips, A: replace(case().chips[A], lead_years=2.0)}
    held = account(instance().with_cases(regions=regions, chips=chips), plan()).held
    assert (WEST, A, E1) not in held.chips.installed_units
    assert held.chips.installed_units[WEST, A, E2] == 4
    assert held.halls.standing_modules == {(WEST, E2): 2}
    assert held.halls.held_modules == {(WEST, E1): 2, (WEST, E2): 2}


def test_halls_and_nameplate_power(held: Holdings) -> None:
    # 2 modules of 3 MW; 4 units of 1 MW; 4, then 3, units of 0.5 MW
    assert held.halls.standing_modules == {(WEST, E1): 2, (WEST, E2): 2}
    assert held.halls.new_hall_mw == {(EAST, E1): 0, (WEST, E1): 6, (EAST, E2): 0, (WEST, E2): 6}
    assert held.halls.existing_hall_mw == {(EAST, E1): 2, (WEST, E1): 0, (EAST, E2): 2, (WEST, E2): 0}
    assert held.halls.it_mw == {(EAST, E1): 2, (WEST, E1): 4, (EAST, E2): 1.5, (WEST, E2): 4}


def test_the_pipeline_opens_in_its_period() -> None:
    coming = (Pipeline("hall", EAST, P2, 7.0), Pipeline("link", FIBRE, P2, 5.0))
    held = account(instance().with_cases(pipeline=coming), plan()).held
    assert (held.halls.new_hall_mw[EAST, E1], held.halls.new_hall_mw[EAST, E2]) == (0, 7)
    # 1 existing + 2 of the circuit, then 5 more
    assert (held.fibre.link_gbps[FIBRE, E1], held.fibre.link_gbps[FIBRE, E2]) == (3, 8)


def test_circuits_and_bandwidth(held: Holdings) -> None:
    assert held.fibre.standing_circuits == {(FIBRE, TWO_G, E1): 1, (FIBRE, TWO_G, E2): 1}
    assert held.fibre.link_gbps == {(FIBRE, E1): 3, (FIBRE, E2): 3}


def test_steps_that_were_taken(held: Holdings) -> None:
    standing = held.standing
    assert standing.opened == {(WEST, E1): 1, (WEST, E2): 1}
    assert standing.chip_adopted == {(WEST, A, E1): 1, (WEST, A, E2): 1}
    assert standing.fleet_chips[EAST, E1] == {B}
    assert standing.fleet_chips[WEST, E1] == frozenset[ChipId]()
    assert standing.highest_tier == dict.fromkeys(((EAST, E1), (WEST, E1), (EAST, E2), (WEST, E2)), STD)
    assert standing.established == {(STD, E1): 1, (STD, E2): 1}
    assert standing.stack_ported == {(CANN, TRAIN, E1): 1, (CANN, TRAIN, E2): 1}
    assert standing.trained_staff == {(WEST, E1): 2, (WEST, E2): 2}


def test_units_occupied(held: Holdings) -> None:
    busy = held.power.busy_units
    assert busy[WEST, A, E1, DAY] == pytest.approx(3.3)  # 6 * 1.1 / 2
    assert busy[WEST, A, E2, NIGHT] == pytest.approx(16 / 3 * 1.1 / 2)
    assert busy[EAST, B, E1, DAY] == 3.2
    assert busy[EAST, B, E2, CUT] == 1.2


def test_utilisation_is_averaged_by_hours(held: Holdings) -> None:
    # a: 3.3 of 4 always; b: a quarter of 3.2 and three of 1.6, of 4
    assert held.power.utilisation[WEST, A, E1] == pytest.approx(0.825)
    assert held.power.utilisation[EAST, B, E1] == pytest.approx(0.5)


def test_power_and_energy(held: Holdings) -> None:
    power = held.power
    # West: 4 MW half idle = 2, and 0.5 per busy unit; PUE 1.25
    assert power.it_draw_mw[WEST, E1, DAY] == pytest.approx(2 + 0.5 * 3.3)
    assert power.facility_mw[WEST, E1, DAY] == pytest.approx(3.65 * 1.25)
    assert power.energy_mwh[WEST, E1] == pytest.approx(36_500)  # 4.5625 MW * 8000 h
    assert power.it_mwh[WEST, E1] == pytest.approx(29_200)
    assert power.green_mwh[WEST, E1] == 1000
    assert power.carbon_t[WEST, E1] == pytest.approx(17_750)  # 0.5 * (36500 - 1000)
    # West 2028: 3.1 MW in the day, 3.46667 in the night: 7750 + 26000 MWh
    assert power.energy_mwh[WEST, E2] == pytest.approx(33_750)
    # East: 1.6 MW in the day, 0.8 in the night; PUE 1.5: 4800 + 7200 MWh
    assert power.energy_mwh[EAST, E1] == pytest.approx(12_000)


def test_work_is_averaged_by_hours(held: Holdings) -> None:
    work = held.work
    # infer 2026: a quarter of 3.2 and three quarters of 1.6
    assert work.served_pflops[E1][EAST, EAST, None, INFER] == pytest.approx(2.0)
    assert work.served_pflops[E2][EAST, WEST, STD, TRAIN] == pytest.approx(5.0)
    assert work.rented_pflops[E2] == {(CLOUD, EAST, INFER): pytest.approx(0.25)}
    assert work.unmet_pflops[E2] == {(EAST, INFER): pytest.approx(0.15)}


def test_bandwidth_runs_from_origin_to_host(held: Holdings) -> None:
    assert held.work.carried_gbps[FIBRE, True, E1, DAY] == 3.0
    assert held.work.carried_gbps[FIBRE, True, E1, CUT] == 1.5
    assert (FIBRE, False, E1, DAY) not in held.work.carried_gbps
    # 2028: a quarter of 2 and three quarters of 8/3
    assert held.work.average_gbps[FIBRE, E2] == pytest.approx(2.5)
    assert held.work.carried_gbps[FIBRE, True, E2, NIGHT] == pytest.approx(8 / 3)
