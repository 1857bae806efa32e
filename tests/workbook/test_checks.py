"""Time, inheritance and single values: one wrong cell, the exact sentence."""

from tests.workbook.sheets import Rows, added, broken, example, said


def test_the_example_is_right() -> None:
    assert said() == []


def test_all_problems_are_told_at_once_in_the_order_of_the_workbook() -> None:
    chips, links = example("Chips"), example("Links")
    chips[0]["stack"] = None
    links[1]["to"] = "Bejing"
    found = said(
        Links=links,
        Porting=[{"stack": "cuda", "workload": "training", "cost": 1}],
        Chips=chips,
        Periods=[{"period": "2026", "first_year": 2026}, {"period": "2027", "first_year": 2030}],
    )
    assert [line.removeprefix("warning: ").split(":")[0] for line in found] == [
        "Periods!B4",
        "Chips!D3",
        "Porting!A3",
        "Links!C4",
    ]


def test_no_discounting_is_a_choice() -> None:
    assert said(Settings=[{"key": "discount_rate", "value": 0}]) == []


def test_an_unusual_value_deserves_a_warning() -> None:
    assert broken("Regions", 0, electricity_price=420) == [
        "warning: Regions!R3: electricity_price is 420, but usually between 0.01 and 3 currency/kWh; look at its unit"
    ]
    assert said(Settings=[{"key": "discount_rate", "value": 0.5}]) == [
        "warning: Settings!B3: discount_rate is 0.5, but usually between 0.02 and 0.15 fraction/year; look at its unit"
    ]


def test_work_with_a_latency_limit_is_routed_by_paths() -> None:
    assert broken("Workloads", 1, routing="arcs", max_latency_ms=20) == [
        "Workloads!H4: routing is arcs, but a workload with max_latency_ms is routed by paths; change one of the two"
    ]


def test_work_that_has_nowhere_to_go_deserves_a_warning() -> None:
    line = (
        "warning: Workloads!F3: deferrable_fraction has no effect, as no two slices have the same deferral_group; "
        "name one on the sheet Slices"
    )
    assert broken("Workloads", 0, deferrable_fraction=0.2) == [line]
    rows = example("Workloads")
    rows[0]["deferrable_fraction"] = 0.2
    slices = [{"slice": name, "hours": 4380, "deferral_group": "day"} for name in ("day", "night")]
    assert said(Workloads=rows, Slices=slices) == []


def test_periods_follow_each_other() -> None:
    assert broken("Periods", 1, first_year=2029) == [
        "Periods!B4: first_year is 2029, but must be 2027, the year after the period 2026"
    ]


def test_the_base_year_is_not_after_the_first() -> None:
    assert said(Settings=[{"key": "base_year", "value": 2030}]) == [
        "Settings!B3: base_year is 2030, but must be 2026 or earlier, the first year that is planned"
    ]


def test_slices_that_make_no_year_deserve_a_warning() -> None:
    assert said(Slices=[{"slice": "day", "hours": 4000}, {"slice": "night", "hours": 4000}]) == [
        "warning: Slices!B3:B4: the hours of all slices make 8000, but a year has 8760; "
        "energy and its cost will be those of 8000 hours"
    ]


SLICES: Rows = [{"slice": "day", "hours": 2190}, {"slice": "night", "hours": 6570}]


def test_profiles_average_one_by_hours() -> None:
    rows = [
        {"workload": "office", "region": "*", "slice": "day", "factor": 2.5},
        {"workload": "office", "region": "*", "slice": "night", "factor": 0.5},
    ]
    assert said(Slices=SLICES, Profiles=rows) == []  # (2.5 * 1 + 0.5 * 3) / 4 = 1
    rows[0]["factor"] = 2.9
    assert said(Slices=SLICES, Profiles=rows) == [
        "Profiles!D3: the factors of office in Guizhou and 2 more average 1.1 over the hours of the slices, "
        "but must average 1; divide each by 1.1"
    ]


def test_a_slice_without_a_factor_counts_as_one() -> None:
    rows = [{"workload": "office", "region": "Gansu", "slice": "day", "factor": 2}]
    assert said(Slices=SLICES, Profiles=rows) == [
        "Profiles!D3: the factors of office in Gansu average 1.25 over the hours of the slices, "
        "but must average 1; divide each by 1.25"
    ]


def test_two_groups_may_not_say_the_same() -> None:
    groups = [*example("Groups"), {"group": "Hubs", "region": "Gansu"}]
    rows = [
        {"region": "West", "period": "*", "carbon_price": 50},
        {"region": "Hubs", "period": "2027", "carbon_price": 60},
        {"region": "Hubs", "period": "*", "carbon_price": 70},
    ]
    # In 2027 the row of one period is the more specific of the three; in 2026 two groups are equal.
    assert said(Groups=groups, RegionPeriods=rows) == [
        "RegionPeriods!I5: carbon_price of Gansu, 2026 is 70 here and 50 in I3, and neither row is more specific; "
        "write a row for Gansu, 2026 itself, or clear one of the two cells"
    ]


def test_demand_of_one_party_stands_once() -> None:
    rows = [
        {"region": "Guizhou", "workload": "office", "2026": 1},
        {"region": "Guizhou", "party": "Telecom", "workload": "office", "2026": 2},
    ]
    assert said(Demand=rows) == [
        "Demand!F4: 2026 of Guizhou, Telecom, office is 2 here and 1 in F3, and neither row is more specific; "
        "write a row for Guizhou, Telecom, office itself, or clear one of the two cells"
    ]


def test_two_groups_may_not_give_one_price() -> None:
    groups = [*example("Groups"), {"group": "Hubs", "region": "Gansu"}]
    rows = [{"chip": "A100", "scope": "West", "price": 1}, {"chip": "A100", "scope": "Hubs", "price": 2}]
    assert added("ChipSupply", *rows, Groups=groups) == [
        "ChipSupply!D6: price of A100 in Gansu is given for Hubs here and for West in D5, and neither row is more "
        "specific; write a row for Gansu itself, or clear one of the two cells"
    ]
