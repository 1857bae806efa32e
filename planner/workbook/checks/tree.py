"""Checks of a tree: its scenarios differ in values alone, and each only from its first own period on."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from models.ids import PeriodId, ScenarioId
from models.instance import Case
from planner.workbook.expand import expand
from planner.workbook.expand.book import Book
from planner.workbook.overrides import apply_rows, apply_sets, sets_of
from planner.workbook.problems import Problem
from planner.workbook.scenarios import Scenario, sets_stacked

Scenarios = Mapping[ScenarioId, Scenario]
Cases = Mapping[ScenarioId, Case]


def scenarios_share_their_things(book: Book, scenarios: Scenarios, cases: Cases) -> Iterator[Problem]:
    """Report scenarios with other settings or other things than the first: a tree has them in common."""
    first, *others = scenarios.values()
    common = cases[first.id]
    for scenario in others:
        case = cases[scenario.id]
        differs = [
            sheet
            for sheet, mine, theirs in (
                ("Settings", case.settings, common.settings),
                ("Slices", tuple(case.slices), tuple(common.slices)),
                ("Regions", tuple(case.regions), tuple(common.regions)),
                ("Workloads", tuple(case.workloads), tuple(common.workloads)),
                ("Chips", tuple(case.chips), tuple(common.chips)),
                ("PlatformTiers", tuple(case.tiers), tuple(common.tiers)),
                ("Links", tuple(case.links), tuple(common.links)),
                ("Outages", tuple(case.outages), tuple(common.outages)),
            )
            if mine != theirs
        ]
        for sheet in differs:
            what = "values" if sheet == "Settings" else "rows"
            text = (
                f"the scenario '{scenario.id}' has other {what} on the sheet {book.tab(sheet)} than '{first.id}'; "
                "scenarios that are planned together have the same"
            )
            yield Problem("Scenarios", scenario.row.cell("overrides"), text)


def changes_come_in_time(book: Book, scenarios: Scenarios, cases: Cases) -> Iterator[Problem]:
    """Report override rows that change periods in which their scenario still has the data of its parent.

    What holds for all periods, such as the power of a chip, may be changed only by a scenario that begins with the
    first: a scenario alone must be the same plan as its path in the tree.
    """
    for scenario in scenarios.values():
        if scenario.parent is None or scenario.data_from is None:
            continue
        early = book.periods[: book.periods.index(scenario.data_from)]
        if early and early_part(cases[scenario.id], early) != early_part(cases[scenario.parent], early):
            yield from _blamed(book, scenario, sets_stacked(scenarios, scenario.parent), early)


def early_part(case: Case, early: Collection[PeriodId]) -> Case:
    """Return a case with what matters in these periods alone."""
    last_year = max(case.periods[period].first_year for period in early)
    return case.replace(
        regions={
            name: replace(region, at={period: region.at[period] for period in early})
            for name, region in case.regions.items()
        },
        demand_pflops={key: amount for key, amount in case.demand_pflops.items() if key[2] in early},
        party_fraction={key: shares for key, shares in case.party_fraction.items() if key[2] in early},
        chip_price_m={key: price for key, price in case.chip_price_m.items() if key[2] in early},
        supplies=tuple(
            replace(supply, units_per_year={period: supply.units_per_year[period] for period in early})
            for supply in case.supplies
        ),
        fleet=tuple(line for line in case.fleet if line.year <= last_year),
        pipeline=tuple(item for item in case.pipeline if item.period in early),
        offers={
            name: replace(
                offer,
                limit_pflops={key: limit for key, limit in offer.limit_pflops.items() if key[2] in early},
                price_m_per_pflops={key: price for key, price in offer.price_m_per_pflops.items() if key[2] in early},
            )
            for name, offer in case.offers.items()
        },
        tariff_m_per_pflops={key: price for key, price in case.tariff_m_per_pflops.items() if key[2] in early},
        budgets={
            name: replace(
                budget,
                amount_m={period: budget.amount_m[period] for period in early},
                subsidy_m={period: budget.subsidy_m[period] for period in early},
            )
            for name, budget in case.budgets.items()
        },
        policies={name: rule for name, rule in case.policies.items() if _holds_in(rule.selection.periods, early)},
        commitments={name: rule for name, rule in case.commitments.items() if _holds_in(rule.selection.periods, early)},
    )


def _holds_in(periods: tuple[PeriodId, ...] | None, early: Collection[PeriodId]) -> bool:
    return periods is None or any(period in early for period in periods)


def _blamed(
    book: Book, scenario: Scenario, inherited: tuple[str, ...], early: Collection[PeriodId]
) -> Iterator[Problem]:
    """Report the rows of the scenario's own sets that change something early, by applying them one by one."""
    now = Book(apply_sets(book, inherited).tables)
    before = early_part(expand(now), early)
    known = sets_of(book)
    for row in (row for name in scenario.sets for row in known.get(name, ())):
        now = Book(apply_rows(now, [row]).tables)
        after = early_part(expand(now), early)
        if after != before:
            text = (
                f"the scenario '{scenario.id}' has data of its own from {scenario.data_from} on, but this row changes "
                f"{row.text('sheet')} for earlier periods too; name later periods in filter or column, or begin the "
                f"scenario with {book.periods[0]}"
            )
            yield Problem("Overrides", row.cell("column"), text)
        before = after
