"""From tables to a case: units, inheritance, prices, scopes."""

import pickle
from time import perf_counter

import pytest

from models.costs import CAPITAL
from models.ids import ChipId, LinkId, OutageId, PeriodId, RegionId, WorkloadId
from models.instance import Case
from models.records import Pipeline
from planner.workbook.expand import expand
from planner.workbook.expand.book import Book
from planner.workbook.inherit import Key
from tests.workbook.sheets import Rows, changed, example, tables


def case(**sheets: Rows) -> Case:
    """Return the case of the example with these sheets in place of its own."""
    return expand(changed(**sheets))


def with_cells(sheet: str, row: int, **cells: object) -> dict[str, Rows]:
    """Return a sheet of the example with other cells in one of its rows."""
    rows = example(sheet)
    rows[row].update(cells)
    return {sheet: rows}


def test_order_is_that_of_the_workbook() -> None:
    found = case()
    assert tuple(found.regions) == ("Guizhou", "Gansu", "Beijing")
    assert tuple(found.chips) == ("A100", "910B")
    assert tuple(found.periods) == ("2026", "2027")


def test_money_is_in_millions_and_energy_in_mwh() -> None:
    cells = {
        "electricity_price": 0.4,  # per kWh: 400 per MWh
        "green_premium": 0.02,
        "carbon_price": 80,
        "grid_carbon": 0.5,  # kg/kWh is t/MWh
        "staff_cost": 300_000,
        "training_cost": 50_000,
        "hall_module_cost": 120,
        "opening_cost": 30,
    }
    at = case(**with_cells("Regions", 0, **cells)).regions[RegionId("Guizhou")].at[PeriodId("2026")]
    assert at.electricity_price_m_per_mwh == pytest.approx(0.0004)
    assert at.green_premium_m_per_mwh == pytest.approx(0.00002)
    assert at.carbon_price_m_per_t == pytest.approx(0.00008)
    assert at.grid_carbon_t_per_mwh == 0.5
    assert at.staff_cost_m_per_person == pytest.approx(0.3)
    assert at.training_cost_m_per_person == pytest.approx(0.05)
    assert (at.hall_module_cost_m, at.opening_cost_m) == (120.0, 30.0)


def test_what_nothing_limits_is_none_and_a_limit_of_nothing_is_zero() -> None:
    at = case().regions[RegionId("Guizhou")].at[PeriodId("2026")]
    assert at.grid_limit_mw is at.staff_limit is at.max_chip_types is None
    assert at.green_premium_m_per_mwh is at.training_cost_m_per_person is None
    rows = [{"region": "Guizhou", "period": "2026", "grid_limit_mw": 0, "max_chip_types": 0}]
    at = case(RegionPeriods=rows).regions[RegionId("Guizhou")].at[PeriodId("2026")]
    assert (at.grid_limit_mw, at.max_chip_types) == (0.0, 0)


def test_names_fall_back_on_the_key() -> None:
    region = case(**with_cells("Regions", 0, name="Gui'an")).regions[RegionId("Guizhou")]
    assert (region.name, region.name_zh) == ("Gui'an", "Gui'an")
    assert case().regions[RegionId("Gansu")].name_zh == "Gansu"


def test_settings_have_their_defaults_and_the_base_year_is_the_first() -> None:
    settings = case(Settings=[{"key": "discount_rate", "value": 0.05}]).settings
    assert (settings.base_year, settings.discount_rate, settings.currency) == (2026, 0.05, "CNY")
    assert (settings.one_off_life_years, settings.mip_gap, settings.language) == (10.0, 0.01, "en")
    assert case(Settings=[{"key": "base_year", "value": 2024}]).settings.base_year == 2024


def test_without_slices_there_is_one_of_a_whole_year() -> None:
    assert {name: one.hours for name, one in case().slices.items()} == {"year": 8760.0}


def test_a_workload_without_a_penalty_has_that_of_the_settings() -> None:
    settings = [{"key": "unmet_penalty", "value": 4}]
    found = case(Settings=settings, **with_cells("Workloads", 0, unmet_penalty=9)).workloads
    assert [one.unmet_penalty_m_per_pflops for one in found.values()] == [9.0, 4.0]
    assert [one.unmet_penalty_m_per_pflops for one in case().workloads.values()] == [None, None]


def prices(**sheets: Rows) -> dict[Key, float]:
    """Return the prices of the A100 by region and period, in units of the currency."""
    found = case(**sheets).chip_price_m
    return {(r, t): round(price * 1e6, 6) for (k, r, t), price in found.items() if k == "A100"}


def test_a_price_follows_its_trend_from_its_year() -> None:
    # 100,000 in 2025; 10 % less each year: 90,000 in 2026 and 81,000 in 2027
    found = prices(**with_cells("Chips", 0, price_year=2025, price_trend=-0.1))
    assert (found["Guizhou", "2026"], found["Guizhou", "2027"]) == (90_000.0, 81_000.0)


def test_a_price_without_a_year_is_that_of_the_base_year() -> None:
    found = prices(Settings=[{"key": "base_year", "value": 2024}], **with_cells("Chips", 0, price_trend=0.1))
    assert found["Guizhou", "2026"] == 121_000.0


def test_the_most_specific_scope_gives_the_price() -> None:
    supply = [
        {"chip": "A100", "price_factor": 1.1},
        {"chip": "A100", "scope": "West", "price_factor": 1.2},
        {"chip": "A100", "scope": "Telecom", "price_factor": 1.3},
        {"chip": "A100", "scope": "Beijing", "price": 50_000},
    ]
    found = prices(ChipSupply=supply)
    # Gansu: its group; Guizhou: its party goes before its group; Beijing: its own price, with the factor of its party.
    assert [found[r, "2026"] for r in ("Gansu", "Guizhou", "Beijing")] == [120_000.0, 130_000.0, 65_000.0]


def test_a_chip_without_a_price_cannot_be_bought() -> None:
    assert prices(**with_cells("Chips", 0, price=None)) == {}


def test_a_supply_is_that_of_its_scope_together() -> None:
    supply = [
        {"chip": "A100", "2027": 400},
        {"chip": "A100", "scope": "West", "price": 1},
        {"chip": "910B", "scope": "West", "2026": 5},
    ]
    nation, west = case(ChipSupply=supply).supplies
    assert (nation.scope, nation.regions) == ("nation", ("Guizhou", "Gansu", "Beijing"))
    assert nation.units_per_year == {"2026": None, "2027": 400.0}
    assert (west.chip, west.scope, west.regions) == ("910B", "West", ("Guizhou", "Gansu"))


def test_a_blank_stack_is_the_chips_own() -> None:
    assert case(**with_cells("Chips", 0, stack=None)).stacks == ("A100", "cann")


def test_a_performance_of_nothing_is_no_performance() -> None:
    rows = [*example("ChipPerformance"), {"chip": "A100", "workload": "training", "region": "West", "performance": 0}]
    found = case(ChipPerformance=rows).performance_pflops
    assert [r for k, w, r in found if (k, w) == ("A100", "training")] == ["Beijing"]


def hosts(workload: str, origin: str, **sheets: Rows) -> dict[str, float]:
    """Return the largest remote share by host."""
    rules = case(**sheets).host_rules
    return {h: rule.max_remote_fraction for (w, o, h), rule in rules.items() if (w, o) == (workload, origin)}


def test_residency_of_a_workload_says_who_may_serve_it() -> None:
    assert set(hosts("office", "Guizhou")) == {"Gansu", "Beijing"}
    assert set(hosts("office", "Guizhou", **with_cells("Workloads", 1, residency="group"))) == {"Gansu"}
    assert set(hosts("office", "Beijing", **with_cells("Workloads", 1, residency="group"))) == set()
    assert set(hosts("office", "Guizhou", **with_cells("Workloads", 1, residency="region"))) == set()


def test_rows_of_residency_allow_forbid_and_limit_pairs() -> None:
    rows = [
        {"workload": "office", "origin": "*", "host": "Beijing", "allowed": "no"},
        {"workload": "office", "origin": "Guizhou", "host": "Beijing", "allowed": "yes", "max_remote_fraction": 0.2},
        {"workload": "office", "origin": "Guizhou", "host": "*", "max_remote_fraction": 0.5},
    ]
    assert hosts("office", "Guizhou", Residency=rows) == {"Gansu": 1.0, "Beijing": 0.2}
    assert hosts("office", "Gansu", Residency=rows) == {"Guizhou": 1.0}
    assert case(Residency=rows).remote_fraction == {("office", "Guizhou"): 0.5}


def test_offers_inherit_limit_and_price_apart() -> None:
    rows = [
        {"offer": "cloud", "workload": "*", "region": "*", "period": "*", "price": 3, "limit_pflops": 10},
        {"offer": "cloud", "workload": "training", "region": "West", "period": "*", "price": 2},
    ]
    offer = case(Rental=rows).offers
    (cloud,) = offer.values()
    assert cloud.price_m_per_pflops["training", "Gansu", "2027"] == 2.0
    assert cloud.limit_pflops["training", "Gansu", "2027"] == 10.0
    assert cloud.price_m_per_pflops["training", "Beijing", "2027"] == 3.0
    assert len(cloud.price_m_per_pflops) == len(cloud.limit_pflops) == 12


def test_a_blank_tariff_leaves_the_price_to_a_less_specific_row() -> None:
    rows = [
        {"region": "*", "workload": "*", "2026": 3, "2027": 4},
        {"region": "West", "workload": "office", "2027": 2},
    ]
    tariffs = case(Tariffs=rows).tariff_m_per_pflops
    assert len(tariffs) == 12
    assert [tariffs[r, "office", "2027"] for r in ("Guizhou", "Gansu", "Beijing")] == [2.0, 2.0, 4.0]
    assert [tariffs["Gansu", w, "2026"] for w in ("training", "office")] == [3.0, 3.0]


def test_the_latency_of_a_link_follows_its_length() -> None:
    links = case(**with_cells("Links", 1, one_way_ms=9, carrying_cost=2000)).links
    assert links[LinkId("G-B")].one_way_ms == 10.0  # 2,000 km at 0.005 ms
    assert links[LinkId("S-B")].one_way_ms == 9.0
    assert links[LinkId("S-B")].carrying_cost_m_per_gbps == 0.002


def test_modules_for_all_links_give_way_to_those_of_one() -> None:
    rows = [
        {"link": "*", "module": "400G", "gbps": 400, "cost": 10, "max_modules": 4},
        {"link": "G-B", "module": "400G", "gbps": 400, "cost": 15, "max_modules": 2},
        {"link": "S-B", "module": "800G", "gbps": 800, "cost": 20, "max_modules": 0},
    ]
    links = case(LinkModules=rows).links
    assert {
        name: {m: (one.cost_m["2026"], one.max_modules) for m, one in link.modules.items()}
        for name, link in links.items()
    } == {
        "G-B": {"400G": (15.0, 2)},
        "S-B": {"400G": (10.0, 4)},
    }


def test_pipeline_keeps_its_rows() -> None:
    rows = [
        {"kind": "hall", "place": "Gansu", "period": "2027", "amount": 20},
        {"kind": "link", "place": "G-B", "period": "2026", "amount": 100},
    ]
    assert case(Pipeline=rows).pipeline == (
        Pipeline("hall", RegionId("Gansu"), PeriodId("2027"), 20.0),
        Pipeline("link", LinkId("G-B"), PeriodId("2026"), 100.0),
    )


def test_tiers_and_ported_software_may_have_an_owner() -> None:
    tiers = [{"tier": "open", "rank": 1}, {"tier": "theirs", "rank": 2, "party": "Firm"}]
    ports = [
        {"stack": "cann", "workload": "training", "cost": 3, "party": "Firm"},
        {"stack": "cann", "workload": "office", "cost": 1},
    ]
    found = case(PlatformTiers=tiers, Porting=ports)
    assert {name: tier.party for name, tier in found.tiers.items()} == {"open": None, "theirs": "Firm"}
    assert found.port_party == {("cann", "training"): "Firm"}


def test_tiers_are_in_rank_order() -> None:
    rows = [{"tier": "full", "rank": 2}, {"tier": "basic", "rank": 1, "available_from": "2027"}]
    assert [(one.id, one.available_from) for one in case(PlatformTiers=rows).tiers.values()] == [
        ("basic", "2027"),
        ("full", None),
    ]


def test_rows_of_one_name_are_one_outage() -> None:
    rows = [
        {"outage": "quake", "slice": "year", "region": "West", "remaining_fraction": 0.4},
        {"outage": "quake", "region": "Gansu"},
        {"outage": "quake", "link": "G-B", "remaining_fraction": 0.5},
        {"outage": "quake", "workload": "*", "due_fraction": 0.8},
        {"outage": "quake", "workload": "office", "due_fraction": 0, "shortfall_price": 2},
    ]
    outage = case(Outages=rows).outages[OutageId("quake")]
    assert outage.slice == "year"
    assert outage.region_remaining == {"Guizhou": 0.4, "Gansu": 0.4}
    assert outage.link_remaining == {"G-B": 0.5}
    assert outage.due_fraction == {"training": 0.8, "office": 0.0}
    assert outage.shortfall_price_m_per_pflops == {"office": 2.0}


def test_an_outage_without_a_share_leaves_nothing() -> None:
    outage = case(Outages=[{"outage": "cut", "link": "S-B"}]).outages[OutageId("cut")]
    assert outage.link_remaining == {"S-B": 0.0}


def test_a_budget_of_the_nation_pays_for_everything() -> None:
    rows = [
        {"budget": "plan", "period": "*", "amount": 100},
        {"budget": "plan", "period": "2027", "amount": 50, "subsidy": 5},
    ]
    (budget,) = case(Budgets=rows).budgets.values()
    assert (budget.scope, budget.national, budget.covers) == ("nation", True, CAPITAL)
    assert (budget.regions, budget.links) == (("Guizhou", "Gansu", "Beijing"), ("G-B", "S-B"))
    assert budget.amount_m == {"2026": 100.0, "2027": 50.0}
    assert budget.subsidy_m == {"2026": 0.0, "2027": 5.0}


def test_budgets_of_parties_and_groups_pay_for_their_own() -> None:
    links = example("Links")
    links[0]["party"] = "Telecom"
    rows = [
        {"budget": "telecom", "scope": "Telecom", "period": "*", "covers": "chip; hall", "carry_over": "no"},
        {"budget": "west", "scope": "West", "period": "2026", "amount": 9, "covers": "all", "payer": "telecom"},
    ]
    telecom, west = case(Budgets=rows, Links=links).budgets.values()
    assert (telecom.regions, telecom.links, telecom.national) == (("Guizhou", "Beijing"), ("G-B",), False)
    assert (telecom.covers, telecom.carry_over) == (("chip", "hall"), False)
    assert telecom.amount_m == {"2026": None, "2027": None}
    assert (west.regions, west.links, west.payer) == (("Guizhou", "Gansu"), (), "telecom")


def test_a_name_with_several_scopes_is_a_budget_of_each() -> None:
    rows = [
        {"budget": "local", "scope": "Gansu", "period": "*", "amount": 1},
        {"budget": "local", "scope": "Beijing", "period": "*", "amount": 2},
    ]
    assert {name: one.amount_m["2026"] for name, one in case(Budgets=rows).budgets.items()} == {
        "local Gansu": 1.0,
        "local Beijing": 2.0,
    }


def test_a_policy_is_a_limit_on_a_share_in_some_periods() -> None:
    rows = [
        {
            "policy": "domestic share",
            "metric": "new_capacity",
            "filter": "domestic=yes",
            "denominator": "*",
            "period": "2027",
            "sense": ">=",
            "value": 0.5,
            "mode": "soft",
            "price": 3,
        }
    ]
    (policy,) = case(Policies=rows).policies.values()
    assert policy.selection.chips == ("910B",)
    assert policy.selection.periods == ("2027",)
    assert policy.denominator is not None
    assert (policy.denominator.chips, policy.denominator.periods) == (None, ("2027",))
    assert (policy.apply, policy.sense, policy.value, policy.price_m) == ("each period", ">=", 0.5, 3.0)


def test_the_price_of_a_hard_policy_has_no_effect() -> None:
    rows = [{"policy": "cap", "metric": "carbon_t", "sense": "<=", "value": 5, "price": 3}]
    (policy,) = case(Policies=rows).policies.values()
    assert (policy.price_m, policy.denominator) == (None, None)


def test_a_commitment_is_fixed_or_preferred() -> None:
    rows = [
        {"commitment": "a", "decision": "opened", "filter": "region=West", "sense": ">=", "value": 1},
        {"commitment": "b", "decision": "stack_ported", "sense": "=", "value": 0, "mode": "preferred", "price": 2},
    ]
    first, second = case(Commitments=rows).commitments.values()
    assert (first.selection.regions, first.price_m, first.apply) == (("Guizhou", "Gansu"), None, "each")
    assert (second.stacks, second.price_m) == (None, 2.0)


def test_a_case_compares_and_survives_pickling() -> None:
    found = case()
    assert pickle.loads(pickle.dumps(found)) == found


def test_a_national_workbook_is_expanded_in_well_under_a_second() -> None:
    regions = [f"r{i}" for i in range(31)]
    workloads = [f"w{i}" for i in range(5)]
    chips = [f"k{i}" for i in range(10)]
    periods = [str(year) for year in range(2026, 2031)]
    book = Book(
        tables(
            {
                "Periods": [{"period": period, "first_year": period} for period in periods],
                "Slices": [{"slice": f"s{i}", "hours": 2190} for i in range(4)],
                "Groups": [{"group": f"g{i % 4}", "region": name} for i, name in enumerate(regions)],
                "Regions": [{"region": name} for name in regions],
                "RegionPeriods": [{"region": "*", "period": period, "carbon_price": 50} for period in periods],
                "Workloads": [{"workload": name} for name in workloads],
                "Demand": [
                    {"region": r, "workload": w, **dict.fromkeys(periods, 10)} for r in regions for w in workloads
                ],
                "Profiles": [
                    {"workload": w, "region": "*", "slice": f"s{i}", "factor": 1} for w in workloads for i in range(4)
                ],
                "Chips": [{"chip": name, "power_kw": 1, "price": 1000} for name in chips],
                "ChipSupply": [{"chip": name, **dict.fromkeys(periods, 100)} for name in chips],
                "ChipPerformance": [{"chip": k, "workload": w, "performance": 1} for k in chips for w in workloads],
                "Links": [{"link": f"l{i}", "from": regions[i], "to": regions[i - 1], "km": 500} for i in range(31)],
            }
        )
    )
    start = perf_counter()
    found = expand(book)
    seconds = perf_counter() - start
    assert len(found.demand_pflops) == 31 * 5 * 5
    assert found.chip_price_m[ChipId("k0"), RegionId("r0"), PeriodId("2026")] == 0.001
    assert found.profile[WorkloadId("w0"), RegionId("r0"), next(iter(found.slices))] == 1.0
    assert seconds < 1.0
