"""One wrong cell, the exact sentence: what is said of a workbook that is broken in one place."""

import pytest

from planner.workbook.reader import check_tables
from tests.workbook.sheets import changed, example, lines

Row = dict[str, object]
Rows = list[Row]


def said(**sheets: Rows) -> list[str]:
    """Return what is said of the example with these sheets in place of its own."""
    return lines(check_tables(changed(**sheets).tables))


def broken(sheet: str, row: int, **cells: object) -> list[str]:
    """Return what is said of the example with other cells in one of a sheet's rows."""
    rows = example(sheet)
    rows[row].update(cells)
    return said(**{sheet: rows})


def added(sheet: str, *rows: Row, **sheets: Rows) -> list[str]:
    """Return what is said of the example with more rows on a sheet."""
    return said(**{sheet: [*(example(sheet) if sheet in BEGUN else []), *rows], **sheets})


BEGUN = ("Groups", "Demand", "Chips", "ChipSupply", "ChipPerformance", "PlatformTiers", "Links")


def test_the_example_is_right() -> None:
    assert said() == []


# Names


@pytest.mark.parametrize(
    ("sheet", "row", "cells", "line"),
    [
        (
            "Links",
            0,
            {"from": "Guizho"},
            "Links!B3: there is no region called 'Guizho'; did you mean 'Guizhou'?",
        ),
        (
            "Demand",
            1,
            {"region": "Wets"},
            "Demand!A4: there is no region or group called 'Wets'; did you mean 'West'?",
        ),
        (
            "Demand",
            0,
            {"workload": "graphics"},
            "Demand!C3: there is no workload called 'graphics'; use training or office",
        ),
        (
            "ChipPerformance",
            2,
            {"chip": "910C"},
            "ChipPerformance!A5: there is no chip called '910C'; did you mean '910B'?",
        ),
        (
            "ChipSupply",
            0,
            {"scope": "Wst"},
            "ChipSupply!B3: there is no scope called 'Wst'; did you mean 'West'?",
        ),
        (
            "Regions",
            1,
            {"starting_tier": "basics"},
            "Regions!AB4: there is no tier called 'basics'; did you mean 'basic'?",
        ),
        (
            "PlatformTiers",
            0,
            {"available_from": "2031"},
            "PlatformTiers!H3: the period 2031 is not on the sheet Periods; use 2026 or 2027",
        ),
        (
            "Groups",
            0,
            {"group": "Beijing"},
            "Groups!A3: the group 'Beijing' has the name of a region; rename the group",
        ),
    ],
)
def test_names_must_be_known(sheet: str, row: int, cells: Row, line: str) -> None:
    assert broken(sheet, row, **cells) == [line]


def test_the_same_wrong_name_in_rows_below_each_other_is_one_problem() -> None:
    rows = [{"workload": "office", "region": name, "slice": "night", "factor": 1} for name in ("Guizhou", "Gansu")]
    slices = [{"slice": "day", "hours": 8760}]
    assert said(Profiles=rows, Slices=slices) == ["Profiles!C3:C4: there is no slice called 'night'; use day (2 rows)"]


def test_what_is_under_construction_has_a_place() -> None:
    row = {"kind": "hall", "place": "Gansuu", "period": "2027", "amount": 1}
    assert said(Pipeline=[row]) == ["Pipeline!B3: there is no region called 'Gansuu'; did you mean 'Gansu'?"]
    row = {"kind": "link", "place": "G-C", "period": "2027", "amount": 1}
    assert said(Pipeline=[row]) == ["Pipeline!B3: there is no link called 'G-C'; did you mean 'G-B'?"]


def test_a_stack_to_be_ported_is_that_of_a_chip() -> None:
    row = {"stack": "cuta", "workload": "office", "cost": 1}
    assert said(Porting=[row]) == ["Porting!A3: no chip has the stack 'cuta'; did you mean 'cuda'?"]


def test_sources_are_of_sheets() -> None:
    assert said(Sources=[{"sheet": "Region"}]) == [
        "Sources!A3: there is no sheet called 'Region'; did you mean 'Regions'?"
    ]


def test_residency_names_known_things() -> None:
    rows = [{"workload": "office", "origin": "West", "host": "Bejing", "allowed": "no"}]
    assert said(Residency=rows) == [
        "Residency!C3: there is no region or group called 'Bejing'; did you mean 'Beijing'?"
    ]


def test_a_party_called_almost_as_another_deserves_a_warning() -> None:
    assert broken("Demand", 0, party="Telcom") == [
        "warning: Demand!B3: the party 'Telcom' owns no region and no link; did you mean 'Telecom'?"
    ]
    assert broken("Demand", 0, party="Bank") == []


# Time


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


# Inheritance


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


# Links, tiers, outages, fleet


def test_a_link_joins_two_regions() -> None:
    assert broken("Links", 0, to="Guizhou") == [
        "Links!C3: the link joins Guizhou to itself; name the region at its other end"
    ]


def test_links_side_by_side_are_allowed() -> None:
    assert added("Links", {"link": "second", "from": "Guizhou", "to": "Beijing", "km": 2100}) == []


def test_a_link_has_a_length_or_a_latency() -> None:
    assert broken("Links", 0, km=None) == ["Links!E3: km is blank and so is one_way_ms; give one of them"]
    assert broken("Links", 0, km=None, one_way_ms=8) == []


def test_tiers_have_ranks_of_their_own() -> None:
    assert added("PlatformTiers", {"tier": "full", "rank": 1}) == [
        "PlatformTiers!B4: rank is 1, which the tier 'basic' has already; give each tier a rank of its own"
    ]


def test_a_row_of_outages_is_about_one_thing() -> None:
    assert said(Outages=[{"outage": "quake", "region": "West", "link": "G-B"}]) == [
        "Outages!D3: the row names a region and a link; write a row for each"
    ]
    assert said(Outages=[{"outage": "quake", "remaining_fraction": 0.2}]) == [
        "Outages!C3: the row names nothing that is lost or due; fill one of region, link and workload"
    ]


def test_an_outage_is_in_one_slice() -> None:
    rows = [
        {"outage": "quake", "slice": "day", "region": "West"},
        {"outage": "quake", "slice": "night", "workload": "*"},
    ]
    assert said(Slices=SLICES, Outages=rows) == [
        "Outages!B4: slice is 'night' here and 'day' in B3; an outage is in one slice"
    ]


def test_a_fleet_that_is_never_used_deserves_a_warning() -> None:
    fleet = {"region": "Gansu", "chip": "A100", "units": 10}
    assert said(Fleet=[{**fleet, "year": 2020}]) == [
        "warning: Fleet!D3: units of 2020 are out of service after 5 years, before any period starts; "
        "delete the row, or give the chip a longer lifetime_years"
    ]
    assert said(Fleet=[{**fleet, "year": 2030}]) == [
        "warning: Fleet!D3: units of 2030 come after the start of the last period and are never used; delete the row"
    ]
    assert said(Fleet=[{**fleet, "year": 2022}, {**fleet, "year": 2027}]) == []


# Policies, commitments, budgets

POLICY: Row = {"policy": "cap", "metric": "carbon_t", "sense": "<=", "value": 5}


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        (
            {"filter": "chip=A100"},
            "Policies!C3: the filter key 'chip' is not known for the metric carbon_t; use party, period or region",
        ),
        (
            {"denominator": "region=Wets"},
            "Policies!D3: there is no region called 'Wets' for the filter; did you mean 'West'?",
        ),
        (
            {"metric": "pue", "denominator": "*"},
            "Policies!D3: the metric pue is a ratio already; clear the denominator",
        ),
        (
            {"period": "2027; 2031"},
            "Policies!F3: the period 2031 is not on the sheet Periods; use 2026 or 2027",
        ),
        (
            {"mode": "soft"},
            "Policies!J3: price is blank, but the mode soft needs one",
        ),
        (
            {"price": 3},
            "warning: Policies!J3: price has no effect in the mode hard; clear it or choose the mode soft",
        ),
    ],
)
def test_a_policy_says_what_it_limits(cells: Row, line: str) -> None:
    assert said(Policies=[{**POLICY, **cells}]) == [line]


def test_a_commitment_says_what_it_fixes() -> None:
    row = {"commitment": "a", "decision": "opened", "sense": ">=", "value": 1}
    assert said(Commitments=[{**row, "filter": "chip=A100"}]) == [
        "Commitments!C3: the filter key 'chip' is not known for the decision opened; use party, period or region"
    ]
    assert said(Commitments=[{**row, "mode": "preferred"}]) == [
        "Commitments!H3: price is blank, but the mode preferred needs one"
    ]


def test_a_budget_covers_known_costs() -> None:
    assert said(Budgets=[{"budget": "b", "period": "*", "covers": "chips; hall"}]) == [
        "Budgets!E3: there is no cost category called 'chips'; did you mean 'chip'?"
    ]


def test_a_budget_says_a_thing_once() -> None:
    rows = [{"budget": "b", "period": "2026"}, {"budget": "b", "period": "2027", "carry_over": "no"}]
    assert said(Budgets=rows) == [
        "Budgets!F4: carry_over of the budget 'b' is no here and yes in F3; write the same in all its rows"
    ]


def test_a_budget_has_a_known_scope_and_payer() -> None:
    assert said(Budgets=[{"budget": "b", "scope": "Nowhere", "period": "*"}]) == [
        "Budgets!B3: there is no scope called 'Nowhere'; write nation, or the name of a region, a group or a party"
    ]
    assert said(Budgets=[{"budget": "b", "period": "*", "payer": "c"}]) == [
        "Budgets!I3: there is no budget called 'c'; use b"
    ]


def test_budgets_do_not_pay_for_themselves() -> None:
    rows = [{"budget": "a", "period": "*", "payer": "b"}, {"budget": "b", "period": "*", "payer": "a"}]
    assert said(Budgets=rows) == [
        "Budgets!I3: the budget 'a' would pay its own subsidy; name another payer",
        "Budgets!I4: the budget 'b' would pay its own subsidy; name another payer",
    ]


def test_a_payer_is_one_budget() -> None:
    rows = [
        {"budget": "local", "scope": "Gansu", "period": "*"},
        {"budget": "local", "scope": "Beijing", "period": "*"},
        {"budget": "west", "scope": "West", "period": "*", "payer": "local"},
    ]
    assert said(Budgets=rows) == [
        "Budgets!I5: the budget 'local' has several scopes; give the one that pays a name of its own"
    ]


# Values


def test_an_unusual_value_deserves_a_warning() -> None:
    assert broken("Regions", 0, electricity_price=420) == [
        "warning: Regions!R3: electricity_price is 420, but usually between 0.01 and 3 currency/kWh; look at its unit"
    ]
    assert said(Settings=[{"key": "discount_rate", "value": 0.5}]) == [
        "warning: Settings!B3: discount_rate is 0.5, but usually between 0.02 and 0.15 fraction/year; look at its unit"
    ]


# Consequences


def test_demand_that_no_chip_runs_needs_rent_or_a_penalty() -> None:
    performance = example("ChipPerformance")
    del performance[1]
    text = "no chip that is installed or for sale runs the workload 'office'"
    assert said(ChipPerformance=performance) == [
        f"Demand!F4: {text}; add a row to ChipPerformance, or let the demand be rented or stay unmet "
        "(Rental, unmet_penalty)"
    ]
    assert said(ChipPerformance=performance, Settings=[{"key": "unmet_penalty", "value": 1}]) == [
        f"warning: Demand!F4: {text}, so that the demand is rented or stays unmet; add a row to ChipPerformance"
    ]
    rental = [{"offer": "cloud", "workload": "office", "region": "West", "period": "*", "price": 1}]
    assert said(ChipPerformance=performance, Rental=rental) == [
        f"warning: Demand!F4: {text}, so that the demand is rented or stays unmet; add a row to ChipPerformance"
    ]


REMOTE: Rows = [{"chip": "A100", "workload": w, "region": "Gansu", "performance": 1} for w in ("training", "office")]
"""Chips that work in Gansu alone."""

LONELY = (
    "{} cannot reach a region with a chip that runs the workload 'training'; "
    "look at ChipPerformance, Residency, PlatformTiers and Links, or let the demand be rented or stay unmet "
    "(Rental, unmet_penalty)"
)


def demand_of_beijing(**sheets: Rows) -> list[str]:
    """Return what is said when Beijing has demand and Gansu alone the chips."""
    rows: Rows = [{"region": "Beijing", "workload": "training", "2027": 20}]
    errors = said(Demand=rows, ChipPerformance=REMOTE, **sheets)
    return [line for line in errors if not line.startswith("warning: Chips")]


def test_demand_may_be_served_where_links_lead() -> None:
    assert demand_of_beijing() == []
    links = example("Links")[:1]
    assert demand_of_beijing(Links=links) == [f"Demand!G3: {LONELY.format('Beijing')}"]
    one_way = [dict(row, direction="one") for row in example("Links")]
    assert demand_of_beijing(Links=one_way) == [f"Demand!G3: {LONELY.format('Beijing')}"]


def test_a_link_without_bandwidth_carries_no_traffic() -> None:
    dark = [dict(row, existing_gbps=0) for row in example("Links")]
    heavy = [dict(row, gbps_per_pflops=1) for row in example("Workloads")]
    assert demand_of_beijing(Links=dark) == []
    assert demand_of_beijing(Links=dark, Workloads=heavy) == [f"Demand!G3: {LONELY.format('Beijing')}"]
    coming = [{"kind": "link", "place": "S-B", "period": "2027", "amount": 100}]
    assert demand_of_beijing(Links=dark, Workloads=heavy, Pipeline=coming) == []


def test_demand_may_be_served_within_its_latency() -> None:
    # Gansu to Beijing: 1,500 km, 7.5 ms
    assert demand_of_beijing(Workloads=[dict(row, max_latency_ms=7.5) for row in example("Workloads")]) == []
    tight = [dict(row, max_latency_ms=7.4) for row in example("Workloads")]
    assert demand_of_beijing(Workloads=tight) == [f"Demand!G3: {LONELY.format('Beijing')}"]


def test_demand_may_be_served_where_residency_allows() -> None:
    row = {"workload": "training", "origin": "Beijing", "host": "*"}
    assert demand_of_beijing(Residency=[{**row, "allowed": "no"}]) == [f"Demand!G3: {LONELY.format('Beijing')}"]
    assert demand_of_beijing(Residency=[{**row, "max_remote_fraction": 0}]) == [
        f"Demand!G3: {LONELY.format('Beijing')}"
    ]


def test_nothing_is_shared_without_a_platform() -> None:
    assert demand_of_beijing(PlatformTiers=[]) == [f"Demand!G3: {LONELY.format('Beijing')}"]


def test_regions_of_one_row_are_told_of_once() -> None:
    rows: Rows = [{"region": "*", "workload": "training", "2026": 5}]
    found = said(Demand=rows, ChipPerformance=REMOTE, PlatformTiers=[])
    assert found[0] == f"Demand!F3: {LONELY.format('Guizhou and 1 more')}"


def test_an_idle_chip_deserves_a_warning() -> None:
    assert said(ChipPerformance=example("ChipPerformance")[:2]) == [
        "warning: Chips!A4: the chip '910B' runs no workload; add a row to ChipPerformance, or set active to no"
    ]


def test_a_chip_without_a_supply_deserves_a_warning() -> None:
    assert said(ChipSupply=example("ChipSupply")[:1]) == [
        "warning: Chips!A4: the chip '910B' can be bought without limit; add a row to ChipSupply if it cannot"
    ]


NO_POWER = "warning: Chips!G3: power_kw is 0, but usually between 0.05 and 20 kW; look at its unit"


def test_an_integration_cost_needs_a_bound_on_purchases() -> None:
    chips = example("Chips")
    chips[0].update(power_kw=0, integration_cost=5)
    assert said(Chips=chips) == [NO_POWER]
    supply = example("ChipSupply")
    del supply[0]["2027"]
    assert said(Chips=chips, ChipSupply=supply) == [
        "Chips!G3: power_kw is 0 and ChipSupply does not limit the chip 'A100' in Guizhou in every period, so that "
        "its integration_cost has no bound to work with; give power_kw, or a limit in ChipSupply",
        NO_POWER,
    ]


def test_a_limit_of_chip_types_needs_a_bound_on_purchases() -> None:
    chips = example("Chips")
    chips[0].update(power_kw=0)
    supply = example("ChipSupply")
    del supply[0]["2027"]
    rows = [{"region": "Gansu", "period": "2026", "max_chip_types": 1}]
    assert said(Chips=chips, ChipSupply=supply, RegionPeriods=rows) == [
        "Chips!G3: power_kw is 0 and ChipSupply does not limit the chip 'A100' in Gansu in every period, so that "
        "the max_chip_types of Gansu has no bound to work with; give power_kw, or a limit in ChipSupply",
        NO_POWER,
    ]


# Scenarios

OVERRIDE: Row = {"set": "ban", "order": 1, "sheet": "ChipSupply", "filter": "chip=A100", "column": "2027", "value": 0}


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (
            [{"scenario": "a", "probability": 0.5}, {"scenario": "b", "probability": 0.4}],
            ["Scenarios!B3:B4: the probabilities of the scenarios sum to 0.9, but must sum to 1"],
        ),
        (
            [{"scenario": "a"}, {"scenario": "b", "parent": "c", "data_from": "2027"}],
            ["Scenarios!C4: there is no scenario called 'c'; use a or b"],
        ),
        (
            [{"scenario": "a", "parent": "b"}, {"scenario": "b", "parent": "a"}],
            [
                "Scenarios!C3: the scenario 'a' descends from itself (b -> a -> b); name another parent",
                "Scenarios!C4: the scenario 'b' descends from itself (a -> b -> a); name another parent",
            ],
        ),
        (
            [{"scenario": "a"}, {"scenario": "b", "data_from": "2027"}],
            [
                "Scenarios!D4: data_from is 2027, but the scenario names no parent whose data it has before; "
                "fill parent, or clear data_from"
            ],
        ),
        (
            [{"scenario": "a"}, {"scenario": "b", "parent": "a", "data_from": "2027", "decisions_from": "2026"}],
            ["Scenarios!E4: decisions_from is 2026, but must not be before data_from, which is 2027"],
        ),
        (
            [
                {"scenario": "a"},
                {"scenario": "b", "parent": "a", "data_from": "2027"},
                {"scenario": "c", "parent": "b"},
            ],
            ["Scenarios!D5: data_from is 2026, but must not be before 2027, when its parent 'b' begins"],
        ),
        (
            [{"scenario": "a", "overrides": "bann"}],
            ["Scenarios!F3: there is no override set called 'bann'; did you mean 'ban'?"],
        ),
    ],
)
def test_scenarios_make_a_tree(rows: Rows, found: list[str]) -> None:
    assert said(Scenarios=rows, Overrides=[OVERRIDE]) == found


def test_scenarios_that_fit_are_right() -> None:
    rows: Rows = [
        {"scenario": "base", "probability": 0.6},
        {"scenario": "ban", "parent": "base", "data_from": "2027", "overrides": "ban"},
    ]
    assert said(Scenarios=rows, Overrides=[OVERRIDE]) == []


def test_an_override_is_told_of_once_however_many_scenarios_have_it() -> None:
    rows: Rows = [{"scenario": "a", "overrides": "ban"}, {"scenario": "b", "overrides": "ban"}]
    assert said(Scenarios=rows, Overrides=[{**OVERRIDE, "filter": "chip=H20"}]) == [
        "Overrides!D3: no row of the sheet ChipSupply fits the filter 'chip=H20'; an override adds no rows"
    ]


def test_what_a_scenario_breaks_is_told_with_its_name() -> None:
    override = {"set": "s", "order": 1, "sheet": "PlatformTiers", "column": "available_from", "value": "2031"}
    assert said(Scenarios=[{"scenario": "late", "overrides": "s"}], Overrides=[override]) == [
        "PlatformTiers!H3: in the scenario 'late', the period 2031 is not on the sheet Periods; use 2026 or 2027"
    ]


def test_an_override_does_not_touch_periods_of_the_parent() -> None:
    rows: Rows = [
        {"scenario": "base", "probability": 0.6},
        {"scenario": "ban", "parent": "base", "data_from": "2027", "overrides": "ban"},
    ]
    overrides = [OVERRIDE, {**OVERRIDE, "order": 2, "column": "2026"}]
    assert said(Scenarios=rows, Overrides=overrides) == [
        "Overrides!E4: the scenario 'ban' has data of its own from 2027 on, but this row changes ChipSupply for "
        "earlier periods too; name later periods in filter or column, or begin the scenario with 2026"
    ]
    lasting = {"set": "ban", "order": 1, "sheet": "Chips", "column": "power_kw", "value": 1}
    assert said(Scenarios=rows, Overrides=[lasting]) == [
        "Overrides!E3: the scenario 'ban' has data of its own from 2027 on, but this row changes Chips for "
        "earlier periods too; name later periods in filter or column, or begin the scenario with 2026"
    ]
    del rows[1]["data_from"]
    assert said(Scenarios=rows, Overrides=[lasting]) == []


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
    assert [line.split(":")[0] for line in found] == ["Periods!B4", "Porting!A3", "Links!C4"]
