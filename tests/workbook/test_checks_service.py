"""Demand that nobody can serve, chips without work or bound: one wrong cell, the exact sentence."""

from tests.workbook.sheets import Rows, example, said


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
        "warning: Chips!A4: the chip '910B' can be bought without limit; give it a row in ChipSupply, with blank "
        "periods if that is meant"
    ]


def test_a_row_with_blank_periods_says_that_there_is_no_limit() -> None:
    assert said(ChipSupply=[*example("ChipSupply")[:1], {"chip": "910B"}]) == []


NO_LIMIT = (
    "warning: ChipSupply!H3: 2027 is blank, which means: no limit; other periods of the row have a value; give one, "
    "unless that is meant"
)
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
        NO_LIMIT,
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
        NO_LIMIT,
    ]
