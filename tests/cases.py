"""Tiny instances, solvable in the head: everything free and ample but the one thing a test is about.

In all of them money is not discounted, and every asset and one-off cost lasts one year unless a test says otherwise,
so that a cost is the sum of prices paid. A unit of a chip delivers 2 PFLOPS, draws 1 MW and costs 1 million.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from models.ids import PeriodId, ScenarioId
from models.instance import Case, Instance, single
from models.records import (
    Chip,
    HostRule,
    Link,
    LinkModule,
    Period,
    Region,
    RegionPeriod,
    Settings,
    Slice,
    Tier,
    Workload,
)
from models.tree import Branch, grow

Changes = Mapping[str, Any]
"""Fields of a record and their values in place of the usual ones."""

FULL_YEAR = Slice("year")
DAY_AND_NIGHT = {"day": Slice("day", hours=4380.0), "night": Slice("night", hours=4380.0)}


def calendar(years: Sequence[int], length: int = 1) -> dict[PeriodId, Period]:
    """Return periods that begin in these years and are as many years long."""
    return {PeriodId(str(year)): Period(PeriodId(str(year)), year, length) for year in years}


def a_region(r: str, periods: Mapping[PeriodId, Period], at: Changes, in_period: Changes, **changes: Any) -> Region:
    """Return a region with 100 MW of existing halls.

    Parameters
    ----------
    at
        What holds in all periods.
    in_period
        By period, what holds in it alone.
    """
    when = {period: RegionPeriod(**{**at, **in_period.get(period, {})}) for period in periods}
    return Region(r, when, **{"existing_hall_mw": 100.0, **changes})


def a_chip(k: str = "a", **changes: Any) -> Chip:
    """Return a chip of 1 MW a unit that counts for 1 PFLOPS and lasts a year."""
    usual = {"stack": "stack", "power_kw": 1000.0, "lifetime_years": 1.0, "counted_pflops": 1.0}
    return Chip(k, **{**usual, **changes})


def a_link(l: str, tail: str, head: str, **changes: Any) -> Link:
    """Return a link of 10 ms and 100 Gbps each way."""
    return Link(l, tail, head, **{"one_way_ms": 10.0, "existing_gbps": 100.0, "life_years": 1.0, **changes})


def a_module(
    i: str, gbps: float, cost_m: float, most: int, years: Sequence[int] = (2026,), **changes: Any
) -> LinkModule:
    """Return a size of circuit at the same cost in every period."""
    costs = {PeriodId(str(year)): cost_m for year in years}
    free = {PeriodId(str(year)): 0.0 for year in years}
    return LinkModule(i, gbps, **{"cost_m": costs, "yearly_cost_m": free, "max_modules": most, **changes})


def one_region(
    demand: float | Mapping[str, float] = 10.0,
    *,
    years: Sequence[int] = (2026,),
    length: int = 1,
    price_m: float | Mapping[str, float] = 1.0,
    performance: float = 2.0,
    chip: Changes | None = None,
    others: Mapping[str, tuple[Chip, float, float]] | None = None,
    region: Changes | None = None,
    at: Changes | None = None,
    in_period: Mapping[str, Changes] | None = None,
    workload: Changes | None = None,
    settings: Changes | None = None,
    **changes: Any,
) -> Instance:
    """Return region west with 10 PFLOPS of demand and chip a: 5 units at 2 PFLOPS and 1 million each, so 5 million.

    Parameters
    ----------
    demand
        In every period, or by period.
    price_m
        Of a unit in every period, or by period; a period without a price sells none.
    others
        More chips: the chip, its price and its performance.
    at, in_period
        See `a_region`.
    """
    periods = calendar(years, length)
    chips = {"a": a_chip(**(chip or {}))} | {k: found for k, (found, _, _) in (others or {}).items()}
    prices = {("a", "west", t): price for t, price in by_period(price_m, periods).items()}
    prices |= {(k, "west", t): price for k, (_, price, _) in (others or {}).items() for t in periods}
    able = {("a", "work", "west"): performance}
    able |= {(k, "work", "west"): pflops for k, (_, _, pflops) in (others or {}).items()}
    case = Case(
        settings=usual_settings(settings),
        periods=periods,
        slices={"year": FULL_YEAR},
        regions={"west": a_region("west", periods, at or {}, in_period or {}, **(region or {}))},
        workloads={"work": Workload("work", **(workload or {}))},
        chips=chips,
        demand_pflops={("west", "work", t): pflops for t, pflops in by_period(demand, periods).items()},
        performance_pflops=able,
        chip_price_m=prices,
    )
    return single(case.replace(**changes))


def two_regions(
    *,
    years: Sequence[int] = (2026,),
    demand: Mapping[str, float] | None = None,
    price_m: Mapping[str, float] | None = None,
    chip: Changes | None = None,
    regions: Mapping[str, Changes] | None = None,
    at: Mapping[str, Changes] | None = None,
    workload: Changes | None = None,
    link: Changes | None = None,
    tiers: Sequence[Tier] = (Tier("basic", 1),),
    settings: Changes | None = None,
    **changes: Any,
) -> Instance:
    """Return regions east, with all the demand, and west, with the cheap chips, both members of tier basic.

    East needs 10 PFLOPS, which are 5 units: at 3 million each in east, or at 1 million in west, with 10 Gbps of the
    100 on the line. So west hosts, for 5 million; without sharing it is 15.

    Parameters
    ----------
    demand, price_m
        Of the regions, in all periods.
    regions, at
        Changes to a region and to what may vary in it by period, by region.
    """
    names = ("east", "west")
    periods = calendar(years)
    usual: dict[str, Any] = {"starting_tier": tiers[0].id if tiers else None}
    prices = {"east": 3.0, "west": 1.0} | dict(price_m or {})
    wanted = {"east": 10.0} if demand is None else demand
    case = Case(
        settings=usual_settings(settings),
        periods=periods,
        slices={"year": FULL_YEAR},
        regions={
            r: a_region(r, periods, (at or {}).get(r, {}), {}, **{**usual, **(regions or {}).get(r, {})}) for r in names
        },
        workloads={"work": Workload("work", **{"gbps_per_pflops": 1.0, **(workload or {})})},
        chips={"a": a_chip(**(chip or {}))},
        demand_pflops={(r, "work", t): pflops for r, pflops in wanted.items() for t in periods},
        performance_pflops={("a", "work", r): 2.0 for r in names},
        chip_price_m={("a", r, t): price for r, price in prices.items() for t in periods},
        host_rules={("work", o, h): HostRule() for o in names for h in names if o != h},
        tiers={tier.id: tier for tier in tiers},
        links={"line": a_link("line", "west", "east", **(link or {}))},
    )
    return single(case.replace(**changes))


def three_regions(
    *, links: Mapping[str, Link] | None = None, workload: Changes | None = None, **changes: Any
) -> Instance:
    """Return east, with 10 PFLOPS of demand and no chips, west, with the chips, and middle, with neither.

    The work goes to west over the direct line of 10 ms, or over middle in 8 + 8 ms: 5 units at 1 million are 5 million.
    """
    inst = two_regions(price_m={"east": 1000.0}, workload=workload)
    case = inst.first_case
    middle = replace(case.regions["west"], id="middle")
    usual = {
        "line": case.links["line"],
        "first": a_link("first", "east", "middle", one_way_ms=8.0),
        "second": a_link("second", "middle", "west", one_way_ms=8.0),
    }
    case = case.replace(regions={**case.regions, "middle": middle}, links=usual if links is None else links)
    return single(case.replace(**changes))


def two_futures(
    low: Instance, high: Instance, *, differ: str, decide: str | None = None, chance: float = 0.5
) -> Instance:
    """Return the tree whose futures have the data of two chains from a period on; before it those of the first.

    Parameters
    ----------
    differ
        First period in which data differ.
    decide
        First period in which decisions may differ; None: the same.
    chance
        Probability of the second future.
    """
    branches = [
        Branch(ScenarioId("low"), 1 - chance),
        Branch(
            ScenarioId("high"),
            chance,
            ScenarioId("low"),
            PeriodId(differ),
            None if decide is None else PeriodId(decide),
        ),
    ]
    tree = grow(tuple(low.periods), branches)
    return Instance("futures", tree, {ScenarioId("low"): low.first_case, ScenarioId("high"): high.first_case})


def four_futures(**settings: Any) -> Instance:
    """Return the newsvendor of chips: what is not bought in 2026 at 1 million costs 4 million in 2027.

    5 units are needed in 2026; they last both years. In 2027 a future needs 5, 10, 15 or 20 units, with probability
    0.5, 0.3, 0.1, 0.1: futures low, middle, high, top. With x units bought in 2026, a future that needs d costs
    x + 4 * max(0, d - x). The x and what it costs:

        one for each future     5, 10, 15, 20       as much: on average 9 (wait and see)
        expected cost           x = 10              10, 10, 30, 50: on average 16
        worst futures, half     x = 15              15, 15, 15, 35: of the dearer half (0.1 * 35 + 0.4 * 15) / 0.5 = 19
        worst case              x = 20              20 in all
        regret                  x = 16.25           16.25 - 5 = 11.25 in low, 16.25 + 4 * 3.75 - 20 = 11.25 in top
        mean future             x = 9               9, 13, 33, 53: on average 17; the mean future needs 9 units

    So knowing the future is worth 16 - 9 = 7 (EVPI), and planning for all instead of their mean 17 - 16 = 1 (VSS).
    """
    needs = {"low": (5, 0.5), "middle": (10, 0.3), "high": (15, 0.1), "top": (20, 0.1)}
    cases = {
        ScenarioId(name): one_region(
            {"2026": 10.0, "2027": 2.0 * units},
            years=(2026, 2027),
            price_m={"2026": 1.0, "2027": 8.0},
            chip={"lifetime_years": 2.0},
            settings=settings,
        ).first_case
        for name, (units, _) in needs.items()
    }
    first, *others = needs
    branches = [Branch(ScenarioId(first), needs[first][1])]
    branches += [Branch(ScenarioId(name), needs[name][1], ScenarioId(first), PeriodId("2027")) for name in others]
    return Instance("four futures", grow((PeriodId("2026"), PeriodId("2027")), branches), cases)


def usual_settings(changes: Changes | None) -> Settings:
    """Return settings without discounting, in which a one-off cost is paid in one year."""
    return Settings(**{"base_year": 2026, "discount_rate": 0.0, "one_off_life_years": 1.0, **(changes or {})})


def by_period(value: float | Mapping[str, float], periods: Mapping[PeriodId, Period]) -> dict[PeriodId, float]:
    """Return a value for every period, or the values given."""
    if isinstance(value, int | float):
        return dict.fromkeys(periods, float(value))
    return {PeriodId(t): float(amount) for t, amount in value.items()}
