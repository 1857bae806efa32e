"""Values that change a plan without a word: blanks among filled cells, huge, impossible and misspelt ones."""

from pathlib import Path

import pytest

from planner.workbook.examples import write_example
from planner.workbook.reader import check_workbook
from tests.workbook.sheets import Cells, added, broken, example, said


def _regions(count: int, **cells: object) -> list[dict[str, object]]:
    """Return the regions of the example and more of them, all with the same cells."""
    more = [{"region": f"Town {number}", "hall_module_mw": 10, "max_hall_modules": 5} for number in range(count)]
    return [{**row, **cells} for row in [*example("Regions"), *more]]


def test_a_blank_among_filled_cells_deserves_a_warning() -> None:
    rows = _regions(2, pue_new=1.25)
    rows[1]["pue_new"] = None
    assert said(Regions=rows) == [
        "warning: Regions!Q4: pue_new is blank, which stands for 1; the other 4 rows have a value; give one, or write "
        "1 if that is meant"
    ]
    rows[1]["pue_new"] = 1
    assert said(Regions=rows) == []
    rows = _regions(2, grid_limit_mw=100)
    rows[1]["grid_limit_mw"] = None
    assert said(Regions=rows) == [
        "warning: Regions!O4: grid_limit_mw is blank, which means: no limit; the other 4 rows have a value; give one, "
        "unless that is meant"
    ]


def test_a_blank_among_few_or_among_blanks_is_a_choice() -> None:
    # Of three other rows three have a value; then of five other rows four, and of six four, which is under 80 %.
    rows = _regions(1, grid_limit_mw=100)
    rows[0]["grid_limit_mw"] = None
    assert said(Regions=rows) == []
    rows = _regions(4, pue_new=1.25)
    rows[0]["pue_new"] = rows[1]["pue_new"] = None
    assert len(said(Regions=rows)) == 2
    rows[2]["pue_new"] = None
    assert said(Regions=rows) == []


def test_a_blank_where_others_write_what_it_stands_for_is_another_way_to_say_it() -> None:
    rows = _regions(3, pue_new=1.25)
    rows[0]["pue_new"], rows[1]["pue_new"] = None, 1
    assert said(Regions=rows) == []


def test_a_year_without_demand_between_years_with_demand_deserves_a_warning() -> None:
    periods = [{"period": str(year), "first_year": year} for year in (2026, 2027, 2028)]
    rows = [{"region": "Beijing", "workload": "training", "2026": 10, "2028": 20}]
    supply = [{"chip": chip, "2026": 500, "2027": 500, "2028": 500} for chip in ("A100", "910B")]
    assert said(Periods=periods, Demand=rows, ChipSupply=supply) == [
        "warning: Demand!G3: 2027 is blank, which means: no demand; periods before and after it have a value; give "
        "one, unless that is meant"
    ]
    rows = [{"region": "Beijing", "workload": "training", "2027": 10, "2028": 20}]
    assert said(Periods=periods, Demand=rows, ChipSupply=supply) == []


def test_a_last_year_that_all_other_rows_have_deserves_a_warning() -> None:
    regions = _regions(2)
    demand = [{"region": row["region"], "workload": "training", "2026": 1, "2027": 1} for row in regions]
    demand[2] = {"region": "Beijing", "workload": "training", "2026": 1}
    line = (
        "warning: Demand!G5: 2027 is blank, which means: no demand; the other 4 rows have a value; give one, unless "
        "that is meant"
    )
    assert line in said(Regions=regions, Demand=demand)


def test_two_others_are_enough_where_the_blank_stands_for_power_for_nothing() -> None:
    rows = [{**row, "electricity_price": 0.4} for row in example("Regions")]
    rows[1]["electricity_price"] = None
    assert len(rows) == 3
    assert said(Regions=rows) == [
        "warning: Regions!R4: electricity_price is blank, which stands for 0; the other 2 rows have a value; give one, "
        "or write 0 if that is meant"
    ]


def test_a_year_without_a_limit_of_supply_beside_years_with_one_deserves_a_warning() -> None:
    supply = example("ChipSupply")
    supply[0]["2026"] = None
    assert said(ChipSupply=supply) == [
        "warning: ChipSupply!G3: 2026 is blank, which means: no limit; other periods of the row have a value; give "
        "one, unless that is meant"
    ]


def test_a_chip_without_a_class_among_chips_with_one_deserves_a_warning() -> None:
    assert broken("Chips", 0, **{"class": None}) == [
        "warning: Chips!E3: class is blank, so that the chip 'A100' is in no class, and filters by class leave it out; "
        "name its class"
    ]
    chips = [{**row, "class": None} for row in example("Chips")]
    assert said(Chips=chips) == []


def test_chips_that_all_count_for_nothing_deserve_a_warning() -> None:
    chips = [{**row, "counted_pflops": None} for row in example("Chips")]
    assert said(Chips=chips) == [
        "warning: Chips!Q3: counted_pflops is blank for every chip, so that all capacity counts as 0 in policies and "
        "reports; give what statistics count for a unit, or write 0 if that is meant"
    ]
    assert said(Chips=[{**row, "counted_pflops": 0} for row in chips]) == []


def test_circuits_without_a_cost_deserve_a_warning() -> None:
    module = {"link": "G-B", "module": "100G", "gbps": 100, "max_modules": 2}
    assert said(LinkModules=[module]) == [
        "warning: LinkModules!D3: cost is blank, so that these circuits cost nothing to build; give one, or write 0 if "
        "that is meant"
    ]
    assert said(LinkModules=[{**module, "cost": 0}]) == []
    assert said(LinkModules=[{**module, "max_modules": 0}]) == []


def test_a_fraction_without_a_denominator_deserves_a_warning() -> None:
    policy: dict[str, object] = {"policy": "gpu", "metric": "new_capacity", "filter": "class=gpu", "apply": "total"}
    policy |= {"sense": ">=", "value": 0.35, "mode": "hard"}
    assert said(Policies=[policy]) == [
        "warning: Policies!D3: denominator is blank, so that 0.35 is an amount of new_capacity and no share; if it is "
        "a share, say of what, such as * for everything"
    ]
    assert said(Policies=[{**policy, "denominator": "*"}]) == []
    assert said(Policies=[{**policy, "value": 35}]) == []


def test_a_slice_alone_in_its_deferral_group_deserves_a_warning() -> None:
    workloads = [{**row, "deferrable_fraction": 0.2} for row in example("Workloads")]
    names = ("summer day", "summer night", "winter day")
    slices = [{"slice": name, "hours": 2920, "deferral_group": name.split()[0]} for name in names]
    assert said(Workloads=workloads, Slices=slices) == [
        "warning: Slices!G5: no other slice has the deferral_group 'winter', so that no work moves to or from it; name "
        "the group of another slice, unless that is meant"
    ]


def test_a_chip_without_a_stack_among_chips_with_one_deserves_a_warning() -> None:
    assert broken("Chips", 0, stack=None) == [
        "warning: Chips!D3: stack is blank, so that 'A100' has a stack of its own, to which work is ported apart; "
        "name its stack"
    ]
    rows = [{**row, "stack": None} for row in example("Chips")]
    assert said(Chips=rows) == []


def _two_more_chips(**cells: object) -> list[dict[str, object]]:
    more = [{"chip": chip, "stack": "cuda", "class": "gpu", "power_kw": 0.6, "price": 1e5} for chip in ("H20", "L40")]
    return [*example("Chips"), *more[:1], {**more[1], **cells}]


@pytest.mark.parametrize("word", ["gpuu", "gpx", "GPU", "gp u"])
def test_a_class_one_letter_off_that_of_others_deserves_a_warning(word: str) -> None:
    line = (
        f"warning: Chips!E6: class '{word}' is that of one chip alone and one letter off 'gpu', which 2 chips have; "
        "write 'gpu' if it is the same"
    )
    assert line in said(Chips=_two_more_chips(**{"class": word}))


@pytest.mark.parametrize("word", ["gpu2", "gpus!", "tpu", "vgpu", "gu2"])
def test_another_class_and_the_version_of_one_are_no_slips(word: str) -> None:
    assert not [line for line in said(Chips=_two_more_chips(**{"class": word})) if "one letter off" in line]


def test_a_latitude_without_a_longitude_deserves_a_warning() -> None:
    assert broken("Regions", 1, latitude=36) == [
        "warning: Regions!D4: latitude is given, but longitude is blank, so that the region is not on the map; "
        "give both"
    ]
    assert broken("Regions", 1, longitude=104) == [
        "warning: Regions!E4: longitude is given, but latitude is blank, so that the region is not on the map; "
        "give both"
    ]


SHARE: Cells = {"policy": "p", "metric": "served", "filter": "region=West", "denominator": "*", "sense": "<="}


@pytest.mark.parametrize(
    ("cells", "left", "effect"),
    [
        ({"value": -0.65}, "a share is always from 0 to 1", "can only be broken, wherever there is anything to count"),
        ({"value": 65}, "a share is always from 0 to 1", "limits nothing"),
        (
            {"value": 1.5, "sense": ">="},
            "a share is always from 0 to 1",
            "can only be broken, wherever there is anything to count",
        ),
        ({"value": -1, "denominator": "", "sense": ">="}, "served is always 0 or more", "limits nothing"),
    ],
)
def test_a_limit_that_always_or_never_holds_deserves_a_warning(cells: Cells, left: str, effect: str) -> None:
    value = cells["value"]
    assert said(Policies=[{**SHARE, **cells}]) == [
        f"warning: Policies!H3: value is {value}, but {left}, so that the policy {effect}; look at value and sense"
    ]


@pytest.mark.parametrize(
    "cells",
    [{"value": 0}, {"value": 1}, {"value": 40, "denominator": ""}, {"value": 3, "denominator": "region=Beijing"}],
)
def test_a_limit_that_may_bind_needs_no_warning(cells: Cells) -> None:
    assert said(Policies=[{**SHARE, **cells}]) == []


@pytest.mark.parametrize(
    ("sheet", "row", "cells", "line"),
    [
        (
            "Regions",
            0,
            {"staff_limit": 1e9},
            "W3: staff_limit is 1000000000, but usually between 0 and 1,000,000 people",
        ),
        (
            "Workloads",
            0,
            {"gbps_per_pflops": 1e6},
            "C3: gbps_per_pflops is 1000000, but usually between 0 and 1,000 Gbps/PFLOPS",
        ),
    ],
)
def test_a_huge_value_deserves_a_warning_also_where_rows_are_few(sheet: str, row: int, cells: Cells, line: str) -> None:
    assert f"warning: {sheet}!{line}; look at its unit" in broken(sheet, row, **cells)


def test_huge_costs_of_porting_and_links_deserve_a_warning() -> None:
    assert said(Porting=[{"stack": "cuda", "workload": "office", "cost": 1e9}]) == [
        "warning: Porting!C3: cost is 1000000000, but usually between 0 and 1,000,000 million currency; look at "
        "its unit"
    ]
    assert "max_modules is 1000000000, but usually between 0 and 10,000 modules" in "".join(
        added("LinkModules", {"module": "m", "link": "G-B", "gbps": 100, "cost": 20, "max_modules": 1e9})
    )


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("example_name", ["three-regions", "national"])
@pytest.mark.slow
def test_the_samples_give_no_cause_for_a_warning(tmp_path: Path, example_name: str, language: str) -> None:
    write_example(example_name, tmp_path / "sample.xlsx", language)
    assert check_workbook(tmp_path / "sample.xlsx") == []
