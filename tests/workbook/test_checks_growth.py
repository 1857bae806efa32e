"""Demand beyond everything that could be had, rows entered twice, and places that cannot be."""

import pytest

from tests.workbook.sheets import added, broken, changed, example, said

SMALL_HALLS = [
    {"region": "Guizhou", "hall_module_mw": 1, "max_hall_modules": 1},
    {"region": "Gansu", "hall_module_mw": 1, "max_hall_modules": 1},
    {"region": "Beijing", "existing_hall_mw": 0.02},
]


def test_demand_beyond_the_supply_of_chips_names_period_and_amounts() -> None:
    # 500 + 400 A100 of 0.2 and 900 + 900 910B of 0.15 PFLOPS: in 2026 235 and in 2027 450 PFLOPS at most.
    demand = example("Demand")
    demand[0]["2026"], demand[0]["2027"] = 200, 451
    lines = [line for line in said(Demand=demand) if "ChipSupply" in line]
    assert lines == [
        "warning: Demand!G3: in 2027 all regions together need 451 PFLOPS of 'training', but the chips that are "
        "installed or can be bought deliver 450 at most, so that there is no plan; look at ChipSupply, or at the demand"
    ]
    demand[0]["2027"] = 450
    assert not [line for line in said(Demand=demand) if "ChipSupply" in line]


def test_limits_of_single_regions_on_a_chip_add_up() -> None:
    # 300 + 150 + 50 and 200 + 150 + 50 A100 in three regions are the 500 and 400 of the whole country.
    limits = {"Guizhou": (300, 200), "Gansu": (150, 150), "Beijing": (50, 50)}
    regional = [{"chip": "A100", "scope": r, "2026": first, "2027": then} for r, (first, then) in limits.items()]
    supply = [*regional, *(row for row in example("ChipSupply") if row["chip"] != "A100")]
    demand = example("Demand")
    demand[0]["2026"], demand[0]["2027"] = 200, 451
    lines = [line for line in said(Demand=demand, ChipSupply=supply) if "ChipSupply" in line]
    assert len(lines) == 1
    assert "deliver 450 at most" in lines[0]


def test_what_may_stay_unmet_is_no_lack_of_a_plan() -> None:
    demand = example("Demand")
    demand[0]["2027"] = 451
    lines = said(Demand=demand, Settings=[{"key": "unmet_penalty", "value": 3}])
    assert [line for line in lines if "ChipSupply" in line and "the rest stays unmet" in line]


def test_demand_beyond_all_power_names_the_megawatts() -> None:
    # 4 modules of 10 MW in each of three regions; a megawatt of 2,000 A100 delivers 400 PFLOPS: at most 150 * 400.
    demand = example("Demand")
    demand[0]["2027"] = 60_401
    supply = [{"chip": "A100"}, {"chip": "910B"}]
    lines = said(Demand=demand, ChipSupply=supply)
    assert [line for line in lines if line.startswith("warning: Demand!G3: in 2027 the demand of all regions needs")]
    assert [line for line in lines if "but their halls and grid allow 150 MW at most" in line]


def test_a_region_that_can_neither_serve_nor_send_away_is_named() -> None:
    # 0.02 MW is 40 A100 of 0.2 PFLOPS: 8 PFLOPS at home, of 10 and 20; without tiers nothing is sent away.
    lines = said(Regions=SMALL_HALLS, PlatformTiers=[])
    assert lines == [
        "warning: Demand!F3: in 2026 Beijing has to serve at least 10 PFLOPS at home, as Residency and Links let it "
        "send away no more, and needs 0.025 MW for it, but its halls and grid allow 0.02 MW at most, so that there is "
        "no plan; look at max_hall_modules and grid_limit_mw of Regions, at Residency and LinkModules, or at the demand"
    ]
    assert said(Regions=SMALL_HALLS) == []


def test_links_bound_what_is_sent_away() -> None:
    # Two links of 400 Gbps carry 8 PFLOPS at 100 Gbps each: 16 of 20 PFLOPS can be done.
    workloads = example("Workloads")
    workloads[0]["gbps_per_pflops"] = 100
    lines = said(Regions=SMALL_HALLS, Workloads=workloads)
    assert [line.split(" at home")[0] for line in lines] == [
        "warning: Demand!G3: in 2027 Beijing has to serve at least 12 PFLOPS"
    ]


def test_what_can_be_rented_counts() -> None:
    rental = [{"offer": "cloud", "workload": "training", "region": "Beijing", "period": "*", "price": 1}]
    assert said(Regions=SMALL_HALLS, PlatformTiers=[], Rental=rental) == []


def test_links_with_the_same_values_deserve_a_warning() -> None:
    again = {"link": "B-G", "from": "Beijing", "to": "Guizhou", "km": 2000, "existing_gbps": 400}
    assert added("Links", again) == [
        "warning: Links!A5: link 'B-G' has the same values as 'G-B' in A3; if it is the same thing its bandwidth "
        "counts twice: delete one row"
    ]
    assert added("Links", again | {"km": 2100}) == []


def test_chips_that_differ_in_performance_are_two() -> None:
    twin = example("Chips")[0] | {"chip": "A100b"}
    lines = added("Chips", twin)
    assert not [line for line in lines if "same values" in line]
    performance = [*example("ChipPerformance"), *({**row, "chip": "A100b"} for row in example("ChipPerformance")[:2])]
    lines = added("Chips", twin, ChipPerformance=performance)
    assert [line for line in lines if line.startswith("warning: Chips!A5: chip 'A100b' has the same values as 'A100'")]


PLACES = {"Guizhou": (26.6, 106.7), "Gansu": (36.1, 103.8), "Beijing": (39.9, 116.4), "Xinjiang": (43.8, 87.6)}


def _placed(**places: tuple[float, float]) -> list[dict[str, object]]:
    return [
        {**example("Regions")[0], "region": name, "latitude": place[0], "longitude": place[1]}
        for name, place in (PLACES | places).items()
    ]


def test_swapped_coordinates_are_found() -> None:
    assert [line for line in said(Regions=_placed()) if "latitude" in line or "apart" in line] == []
    lines = said(Regions=_placed(Xinjiang=(87.6, 43.8)))
    place = f"Regions!{_column('latitude')}6"
    assert [line for line in lines if "latitude" in line] == [
        f"warning: {place}: Xinjiang lies 5,495 km from Beijing, the nearest other region; swap latitude and "
        "longitude, with which it is 1,620 km"
    ]


def test_a_lost_sign_is_found() -> None:
    lines = said(Regions=_placed(Beijing=(-39.9, 116.4)))
    assert [line for line in lines if line.endswith("the nearest other region; look at latitude and longitude")]


def test_a_link_shorter_than_the_way_deserves_a_warning() -> None:
    links = example("Links")
    links[0]["km"] = 200
    lines = said(Regions=_placed(), Links=links)
    assert [line for line in lines if "as the crow flies" in line] == [
        "warning: Links!E3: km is 200, but Guizhou and Beijing lie 1,730 km apart as the crow flies; look at km and at "
        "the coordinates of the two regions"
    ]


def _column(name: str) -> str:
    return changed().rows("Regions")[0].letters[name]


@pytest.mark.parametrize("sheet", ["Links", "Regions"])
def test_no_coordinates_no_complaint(sheet: str) -> None:
    assert broken(sheet, 0, note="x") == []


def test_a_value_a_thousand_times_that_of_other_rows_deserves_a_warning() -> None:
    rows = [{**example("Regions")[0], "region": f"r{i}", "grid_limit_mw": 100 + i} for i in range(5)]
    assert not [line for line in said(Regions=rows) if "middle of all rows" in line]
    rows[2]["grid_limit_mw"] = 102_000
    assert [line for line in said(Regions=rows) if "middle of all rows" in line] == [
        f"warning: Regions!{_column('grid_limit_mw')}5: grid_limit_mw is 102000, but 103 MW in the middle of all rows, "
        "990 times as much; look at its unit"
    ]


def test_a_demand_a_thousand_times_that_of_the_year_before_deserves_a_warning() -> None:
    rows = example("Demand")
    rows[1]["2027"] = 1000
    assert "warning: Demand!G4: 2027 has 1000 after 1 in 2026, 1,000 times as much; look at the unit" in said(
        Demand=rows
    )
    rows[1]["2026"], rows[1]["2027"] = 3, 0.003
    assert said(Demand=rows) == [
        "warning: Demand!G4: 2027 has 0.003 after 3 in 2026, 1 part in 1,000; look at the unit"
    ]


def test_a_party_that_is_a_number_deserves_a_warning() -> None:
    cell = changed().rows("Demand")[0].cell("party")
    assert broken("Demand", 0, party="200") == [
        f"warning: Demand!{cell}: the party is the number 200 and owns neither region nor link; is it the value of "
        "another column?"
    ]
