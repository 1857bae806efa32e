"""Two regions and two periods with a correct plan, small enough to follow by hand.

Slices: day 2000 h, night 6000 h, so a quarter and three quarters of the year. No discounting, so that an asset of
life L charges 1/L of its cost a year; the horizon has 4 years (2026-2029), two in each period.

East has 4 units of chip b (fleet of 2024, 5 years) in an existing hall, and the demand: `infer`, which may not leave,
and `train`, which West may host. West has nothing, opens halls, and runs `train` on chip a.

train, 2026: 6 PFLOPS in both slices; 6.6 with the loss of 10 %; 3.3 units of a at 2 PFLOPS. 4 units give
    0.6 * 4 + (0.9 - 0.6) * 3 pooled = 3.3. Bandwidth 6 * 0.5 = 3 Gbps = 1 existing + a circuit of 2.
train, 2028: 5 PFLOPS; 1 leaves the day (2000 h), so 1/3 comes to the night (6000 h): 4 and 5 1/3.
infer, 2026: 2 PFLOPS, by profile 3.2 in the day and 1.6 in the night. 4 units alone give 0.8 * 4 = 3.2.
infer, 2028: 2.5 PFLOPS, 4 and 2. One unit is retired: 0.8 * 3 = 2.4, so 1 is rented and 0.6 unmet in the day.
Outage in the day: East has half its chip time; 75 % of infer and 50 % of train are due.
    2026: infer due 2.4, run 1.6, short 0.8.   2028: due 3, run 1.2, rented 1, short 0.8.
"""

from dataclasses import replace
from typing import Any

from models.ids import (
    ChipId,
    LinkId,
    ModuleId,
    NodeId,
    OfferId,
    OutageId,
    OutcomeId,
    PeriodId,
    RegionId,
    SliceId,
    StackId,
    StateId,
    TierId,
    WorkloadId,
)
from models.instance import Case, Instance, single
from models.plan import Plan
from models.records import (
    Chip,
    FleetLine,
    HostRule,
    Link,
    LinkModule,
    Offer,
    Outage,
    Period,
    Region,
    RegionPeriod,
    Settings,
    Slice,
    Supply,
    Tier,
    Workload,
)

P1, P2 = PeriodId("2026"), PeriodId("2028")
N1, N2 = NodeId("2026"), NodeId("2028")
E1, E2 = OutcomeId("2026"), OutcomeId("2028")
EAST, WEST = RegionId("east"), RegionId("west")
A, B = ChipId("a"), ChipId("b")
TRAIN, INFER = WorkloadId("train"), WorkloadId("infer")
DAY, NIGHT, CUT = StateId("day"), StateId("night"), StateId("cut")
STD = TierId("std")
FIBRE, TWO_G = LinkId("fibre"), ModuleId("2g")
CLOUD = OfferId("cloud")
CANN, CUDA = StackId("cann"), StackId("cuda")
ROUTE = (FIBRE,)

COST_M = 122.0775
"""Capital 42.8, running 66.8775, penalties 12.4; see the sums in test_account_costs."""


def _regions() -> dict[RegionId, Region]:
    east_at = RegionPeriod(
        grid_limit_mw=3.0,
        electricity_price_m_per_mwh=0.0002,
        hall_module_cost_m=15.0,
        alone_fraction=0.8,
    )
    west_at = RegionPeriod(
        grid_limit_mw=5.0,
        electricity_price_m_per_mwh=0.0001,
        grid_carbon_t_per_mwh=0.5,
        carbon_price_m_per_t=0.00005,
        green_premium_m_per_mwh=0.00002,
        opening_cost_m=10.0,
        hall_module_cost_m=20.0,
        max_hall_modules=2,
        staff_limit=6.0,
        staff_cost_m_per_person=0.1,
        training_cost_m_per_person=0.5,
        alone_fraction=0.6,
        max_chip_types=1,
    )
    halls: dict[str, Any] = {"hall_module_mw": 3.0, "hall_fixed_om_fraction": 0.05, "pue_existing": 1.5}
    return {
        EAST: Region(EAST, {P1: east_at, P2: east_at}, existing_hall_mw=2.0, pue_new=1.25, **halls),
        WEST: Region(WEST, {P1: west_at, P2: west_at}, pue_new=1.25, staff_per_mw=2.0, **halls),
    }


def case() -> Case:
    """Return the data."""
    module = LinkModule(TWO_G, 2.0, {P1: 8.0, P2: 8.0}, {P1: 0.2, P2: 0.2}, max_modules=1)
    fibre = Link(
        FIBRE,
        EAST,
        WEST,
        5.0,
        existing_gbps=1.0,
        existing_yearly_cost_m=0.1,
        carrying_cost_m_per_gbps=0.05,
        opening_cost_m=4.0,
        modules={TWO_G: module},
    )
    pod: dict[str, Any] = {"lifetime_years": 4.0, "fixed_om_fraction": 0.1, "integration_cost_m": 3.0}
    chip_a = Chip(A, CANN, power_kw=1000.0, idle_power_fraction=0.5, lot_size=2, counted_pflops=2.0, **pod)
    chip_b = Chip(B, CUDA, power_kw=500.0, lifetime_years=5.0, fixed_om_fraction=0.1, counted_pflops=1.0)
    offered = {(INFER, EAST, P1): 1.0, (INFER, EAST, P2): 1.0}
    cut = Outage(OutageId("cut"), SliceId("day"), {EAST: 0.5}, {}, {INFER: 0.75, TRAIN: 0.5}, {INFER: 2.0})
    return Case(
        settings=Settings(base_year=2026, discount_rate=0.0, one_off_life_years=10.0),
        periods={P1: Period(P1, 2026, 2), P2: Period(P2, 2028, 2)},
        slices={
            SliceId("day"): Slice(SliceId("day"), 2000.0, electricity_price_factor=2.0, deferral_group="all"),
            SliceId("night"): Slice(SliceId("night"), 6000.0, deferral_group="all"),
        },
        regions=_regions(),
        workloads={
            TRAIN: Workload(TRAIN, "AI", gbps_per_pflops=0.5, deferrable_fraction=0.25),
            INFER: Workload(INFER, "AI", max_latency_ms=10.0, unmet_penalty_m_per_pflops=20.0),
        },
        chips={A: chip_a, B: chip_b},
        demand_pflops={
            (EAST, TRAIN, P1): 6.0,
            (EAST, TRAIN, P2): 5.0,
            (EAST, INFER, P1): 2.0,
            (EAST, INFER, P2): 2.5,
        },
        performance_pflops={(A, TRAIN, WEST): 2.0, (B, INFER, EAST): 1.0, (B, TRAIN, EAST): 1.0},
        chip_price_m={(A, WEST, P1): 5.0, (A, WEST, P2): 4.0, (B, EAST, P1): 2.0},
        host_rules={(TRAIN, EAST, WEST): HostRule()},
        profile={(INFER, EAST, SliceId("day")): 1.6, (INFER, EAST, SliceId("night")): 0.8},
        tiers={
            STD: Tier(
                STD,
                1,
                joining_cost_m=2.0,
                yearly_fee_m=0.25,
                national_cost_m=6.0,
                pooled_fraction=0.9,
                loss_fraction=0.1,
            )
        },
        supplies=(Supply(A, "nation", (EAST, WEST), {P1: 2.0, P2: None}),),
        porting_cost_m={(CANN, TRAIN): 5.0, (CUDA, TRAIN): 0.0},
        fleet=(FleetLine(EAST, B, 2024, 4.0),),
        links={FIBRE: fibre},
        offers={CLOUD: Offer(CLOUD, offered, dict.fromkeys(offered, 10.0))},
        outages={OutageId("cut"): cut},
    )


def instance() -> Instance:
    """Return the chain of the two periods."""
    return single(case(), "two regions")


def plan() -> Plan:
    """Return a correct plan of `instance`, worked out by hand."""
    train = {(E1, DAY): 6.0, (E1, NIGHT): 6.0, (E1, CUT): 3.0, (E2, DAY): 4.0, (E2, NIGHT): 16 / 3, (E2, CUT): 2.5}
    infer = {(E1, DAY): 3.2, (E1, NIGHT): 1.6, (E1, CUT): 1.6, (E2, DAY): 2.4, (E2, NIGHT): 2.0, (E2, CUT): 1.2}
    home_run = {(EAST, B, INFER, e, s): pflops for (e, s), pflops in infer.items()}
    served = {(EAST, WEST, STD, TRAIN, ROUTE, e, s): pflops for (e, s), pflops in train.items()}
    served |= {(EAST, EAST, None, INFER, (), e, s): pflops for (e, s), pflops in infer.items()}
    busy = {key: 1.1 * pflops / 2 for key, pflops in train.items()}
    return Plan(
        cost_m=COST_M,
        opened={(WEST, N1): 1.0},
        modules_built={(WEST, N1): 2.0},
        chip_adopted={(WEST, A, N1): 1.0},
        bought_units={(WEST, A, N1): 4.0},
        retired_units={(EAST, B, 2024, N2): 1.0},
        tier_joined={(EAST, STD, N1): 1.0, (WEST, STD, N1): 1.0},
        tier_established={(STD, N1): 1.0},
        stack_ported={(CANN, TRAIN, N1): 1.0},
        link_opened={(FIBRE, N1): 1.0},
        circuits_added={(FIBRE, TWO_G, N1): 1.0},
        trained_staff={(WEST, N1): 2.0},
        pooled_units={(WEST, A, STD, E1): 3.0, (WEST, A, STD, E2): 3.0},
        new_hall_load_mw={(WEST, E1): 4.0, (WEST, E2): 4.0},
        new_hall_draw_mw={(WEST, e, s): 2.0 + 0.5 * units for (e, s), units in busy.items() if s != CUT},
        run=home_run | {(WEST, A, TRAIN, e, s): 1.1 * pflops for (e, s), pflops in train.items()},
        confined_run=home_run,
        served=served,
        rented={(CLOUD, EAST, INFER, E2, DAY): 1.0, (CLOUD, EAST, INFER, E2, CUT): 1.0},
        unmet={(EAST, INFER, E2, DAY): 0.6},
        deferred={(EAST, TRAIN, E2, DAY): -1.0, (EAST, TRAIN, E2, NIGHT): 1 / 3},
        shortfall={(EAST, INFER, E1, CUT): 0.8, (EAST, INFER, E2, CUT): 0.8},
        green_mwh={(WEST, E1, DAY): 1000.0},
    )


def changed(the_plan: Plan, field: str, key: tuple[Any, ...], value: float) -> Plan:
    """Return a plan with one decision changed or added."""
    return replace(the_plan, **{field: {**getattr(the_plan, field), key: value}})


def without(the_plan: Plan, field: str, key: tuple[Any, ...]) -> Plan:
    """Return a plan with one decision taken out."""
    kept = {other: value for other, value in getattr(the_plan, field).items() if other != key}
    return replace(the_plan, **{field: kept})
