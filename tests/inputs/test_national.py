"""The national sample: the workbook is what its script writes, every number has a source, and the base year adds up."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from inputs.build_national import PATH, national_rows, national_sheets
from inputs.national_chips import (
    AI_WORK,
    FLEET_ONLY,
    GENERAL_WORK,
    INFERENCE_ONLY,
    STACKS,
    performance,
    supply,
    unit_price,
)
from inputs.national_data import CARDS, EXISTING, NAMES, PERIODS, REGIONS, YEARS, Sheet
from inputs.national_demand import AI_USE, PROFILE, base_demand, demand_pflops, general_use, occupied_shares
from inputs.national_fleet import GENERAL_CHIPS, fleet_units, national_ai_eflops, peak_pflops
from inputs.national_places import existing_mw, fleet_mw
from inputs.national_rules import SLICES, UNMET_M
from inputs.national_sources import uncovered
from planner.workbook.reader import check_workbook, read_workbook
from planner.workbook.template import write_workbook

DAY_HOURS, NIGHT_HOURS = 14 * 365, 10 * 365


def cells(path: Path) -> Iterator[tuple[str, str, object]]:
    """Yield sheet, address and value of every filled cell, but for the text of the first sheet."""
    book = load_workbook(path, read_only=True)
    for worksheet in book.worksheets[1:]:
        for line in worksheet.iter_rows():
            for cell in line:
                if cell.value is not None:
                    yield worksheet.title, cell.coordinate, cell.value
    book.close()


@pytest.mark.slow
def test_workbook_is_what_the_script_writes(tmp_path: Path) -> None:
    again = tmp_path / "national.xlsx"
    write_workbook(again, national_rows(), PERIODS)
    assert list(cells(again)) == list(cells(PATH))


@pytest.mark.slow
def test_workbook_has_neither_errors_nor_warnings() -> None:
    assert check_workbook(PATH) == []


@pytest.mark.slow
def test_pairs_of_origin_and_host_stay_few_enough_to_solve() -> None:
    case = read_workbook(PATH).first_case
    assert 600 < len(case.host_rules) < 1000
    assert not any(workload == "secured" for workload, _, _ in case.host_rules)


def test_every_number_has_a_source() -> None:
    assert uncovered(national_sheets()) == []


def test_sources_point_at_numbers() -> None:
    rows = national_rows()
    counted = sum(
        isinstance(value, int | float)
        for name, found in rows.items()
        if name != "Sources"
        for row in found
        for value in row.values()
    )
    assert sum(cells_in(str(row["cell"])) for row in rows["Sources"]) == counted


def cells_in(area: str) -> int:
    """Return the number of cells of a range within one column."""
    first, _, last = area.partition(":")
    return 1 if not last else int("".join(filter(str.isdigit, last))) - int("".join(filter(str.isdigit, first))) + 1


def test_fleet_makes_the_published_totals() -> None:
    ai = sum(units * peak_pflops(chip) for (_, chip, _), units in fleet_units().items() if chip not in GENERAL_CHIPS)
    general = sum(units * peak_pflops(chip) for (_, chip, _), units in fleet_units().items() if chip in GENERAL_CHIPS)
    assert ai / 1000 == pytest.approx(1590.0, rel=1e-4)
    assert general / 1000 == pytest.approx(180.0, rel=1e-3)


def test_fleet_of_each_region_makes_its_published_capacity() -> None:
    for code in NAMES:
        ai = sum(
            units * peak_pflops(chip)
            for (region, chip, _), units in fleet_units().items()
            if region == code and chip not in GENERAL_CHIPS
        )
        assert ai / 1000 == pytest.approx(float(EXISTING[code]["ai_eflops_fp16_end2025"]), rel=2e-3)


def test_fleet_before_2025_is_the_figure_of_end_2024() -> None:
    assert sum(value for (_, year), value in national_ai_eflops().items() if year < 2025) == pytest.approx(725.0)


def test_base_year_demand_is_the_fleet_at_its_reported_use() -> None:
    # Occupied peak: each workload's demand over the performance of a PFLOPS of the chips that serve it.
    units: dict[str, float] = {}
    for (_, chip, _), count in fleet_units().items():
        units[chip] = units.get(chip, 0.0) + count
    demand = base_demand()
    for chip in GENERAL_CHIPS:
        assert all(performance(chip, work) for work in GENERAL_WORK)
    general_time = sum(
        demand[work] / sum(units[chip] * (performance(chip, work) or 0.0) for chip in GENERAL_CHIPS)
        for work in GENERAL_WORK
    )
    assert general_time == pytest.approx(general_use())
    trains = {chip: n for chip, n in units.items() if performance(chip, "training")}
    training_time = demand["training"] / sum(n * (performance(chip, "training") or 0.0) for chip, n in trains.items())
    occupied_by_training = training_time * sum(n * peak_pflops(chip) for chip, n in trains.items())
    ai_peak = sum(n * peak_pflops(chip) for chip, n in units.items() if chip not in GENERAL_CHIPS)
    assert occupied_by_training / ai_peak == pytest.approx(AI_USE * occupied_shares()["training"])
    inference = sum(
        n
        * (AI_USE if chip in INFERENCE_ONLY else AI_USE - training_time)
        * (performance(chip, "batch inference") or 0.0)
        for chip, n in units.items()
        if chip not in GENERAL_CHIPS
    )
    assert demand["batch inference"] / 0.6 == pytest.approx(inference)


def test_busiest_slice_reaches_the_use_of_the_brief() -> None:
    # 0.35 x 1.10 + 0.55 x 1.20 + 0.10 x 1 = 1.145; 0.38 / 1.145 = 0.332
    assert general_use() == pytest.approx(0.38 / 1.145)


def test_profiles_average_one() -> None:
    for factors in PROFILE.values():
        mean = (factors["day"] * DAY_HOURS + factors["night"] * NIGHT_HOURS) / (DAY_HOURS + NIGHT_HOURS)
        assert mean == pytest.approx(1.0)


def test_slices_make_a_year_and_their_factors_average_one() -> None:
    assert sum(hours for _, hours, _, _, _ in SLICES) == 8760
    assert sum(hours * price for _, hours, price, _, _ in SLICES) / 8760 == pytest.approx(1.0, abs=1e-3)
    assert sum(hours * carbon for _, hours, _, carbon, _ in SLICES) / 8760 == pytest.approx(1.0, abs=1e-3)


def test_demand_of_the_regions_adds_up_to_the_nation() -> None:
    demand = demand_pflops()
    for work in (*AI_WORK, *GENERAL_WORK):
        national = [sum(demand[code, work, year] for code in NAMES) for year in YEARS]
        assert national == sorted(national)
        assert national[0] > base_demand()[work]


def test_existing_halls_house_the_fleet() -> None:
    installed = fleet_mw()
    assert all(existing_mw(code, installed) >= installed[code] for code in NAMES)


def test_price_of_a_unit_has_its_server_network_and_storage() -> None:
    # 910C: card 180,000 + chassis 40,000 + cluster network 75,000 + 0.5 TB at 22,000
    # 950PR: card 110,000 + chassis 40,000 + network card 22,000 + cable 4,500 + 11,000
    assert unit_price("ASC-910C") == 306_000
    assert unit_price("ASC-950PR") == 187_500
    assert unit_price("CPU-X86-2S") == float(CARDS["CPU-X86-2S"]["price_cny"])


def test_leaving_work_undone_costs_more_than_the_dearest_way_to_do_it() -> None:
    for work, penalty in UNMET_M.items():
        dearest = max(yearly_cost(chip, work) for chip in STACKS if chip not in FLEET_ONLY and performance(chip, work))
        assert penalty > 1.5 * dearest, work


def yearly_cost(chip: str, work: str) -> float:
    """Return the cost of a delivered PFLOPS-year, million CNY: unit, upkeep, hall and power at the dearest region."""
    kw = float(CARDS[chip]["tdp_w"]) / 1000 * (1.0 if chip in GENERAL_CHIPS else 1.5)
    unit = unit_price(chip) / 1e6 * (0.2505 + 0.04)
    hall = kw / 1000 * 32 * (0.1168 + 0.03)
    power = kw * 8760 * 0.6755 * 1.3 / 1e6 * 0.6
    return (unit + hall + power) / ((performance(chip, work) or 0.0) * 0.38)


def test_names_tell_places_apart() -> None:
    rows = national_rows()
    regions = {str(row["region"]) for row in rows["Regions"]}
    groups = {str(row["group"]) for row in rows["Groups"]}
    parties = {str(row["party"]) for row in rows["Regions"]}
    assert len(regions) == 31
    assert not regions & groups
    assert not (regions | groups) & parties
    assert sum(name.startswith("Hub ") for name in groups) == 8
    assert sum(name.startswith("Cluster ") for name in groups) == 10
    assert sum(row["is_hub_region"] == "1" for row in REGIONS.values()) == 14


def test_ten_chips_of_five_stacks_can_be_bought() -> None:
    offered = [chip for chip in STACKS if chip not in FLEET_ONLY]
    assert len(offered) >= 10
    assert len({STACKS[chip] for chip in offered}) >= 5
    assert set(supply()) == set(offered) - set(GENERAL_CHIPS)


def test_scenarios_change_what_is_there() -> None:
    by_sheet: dict[str, Sheet] = {sheet.name: sheet for sheet in national_sheets()}
    sets = {str(row["set"]) for row in by_sheet["Overrides"].rows}
    assert sets == {"tight", "loose", "leased links", "low demand", "high demand"}
    assert sets < {str(row["scenario"]) for row in by_sheet["Scenarios"].rows}
