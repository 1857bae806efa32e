"""The tables of the study."""

from collections.abc import Sequence

from planner.report.figures import PeriodFigures
from planner.report.table import Column, Table, make_table
from planner.studies.documents.fragmentation.told import Told, way_names


def market_table(told: Told) -> Table:
    """Return what each market comes to."""
    words, found = told.words, told.found
    last = told.inst.periods[list(told.inst.periods)[-1]].id
    columns = [
        Column("market", words("Market")),
        Column("cost_m", words("Cost"), told.money, "money"),
        Column("bound_m", words("No plan costs less than"), told.money, "money"),
        Column("penalties_m", words("Of it penalties"), told.money, "money"),
        Column("dearer_m", words("Dearer than the last"), told.money, "money"),
        Column("counted_pflops", words("Counted capacity in {period}", period=last), "PFLOPS", "whole"),
        Column("utilisation_first", words("Utilisation, first period"), "", "share"),
        Column("utilisation_last", words("Utilisation, last period"), "", "share"),
        Column("remote_fraction", words("Served elsewhere, last period"), "", "share"),
        Column("unmet_pflops", words("Not met, last period"), "PFLOPS", "fine"),
        Column("unmet_fraction", words("Of demand not met"), "", "share"),
        Column("new_units", words("Units ordered"), "", "whole"),
        Column("capital_m", words("Capital, all periods"), told.money, "money"),
        Column("it_mw", words("IT load, last period"), "MW", "whole"),
        Column("carbon_t", words("Carbon, last period"), words("t CO2 a year"), "whole"),
    ]
    rows = []
    for way, market in found.markets.items():
        price, known, periods = found.price(way), market.known, told.figures[way]
        penalties_m = told.penalties_m[way] if known.cost_m is not None else None
        dearer_m = price.best_m if price is not None else None
        head = (way_names(words)[way], known.cost_m, known.bound_m, penalties_m, dearer_m)
        rows.append((*head, *_sizes(periods)) if periods else (*head, *([None] * (len(columns) - len(head)))))
    note = words(
        "The same instance under several ways to organise the market. What stands alone is the sum of what each member "
        "does; members without a plan are left out of its sizes."
    )
    return make_table("markets", words("Markets"), note, columns, rows)


def _sizes(periods: Sequence[PeriodFigures]) -> tuple[float | None, ...]:
    first, last = periods[0], periods[-1]
    return (
        last.counted_pflops,
        first.utilisation,
        last.utilisation,
        last.remote_fraction,
        last.unmet_pflops,
        Told.unmet_share(last),
        sum(one.new_units for one in periods),
        sum(one.capex_m for one in periods),
        last.it_mw,
        last.carbon_t,
    )


def member_table(told: Told) -> Table:
    """Return what each member pays alone and in the market."""
    words = told.words
    columns = [
        Column("member", words("Member")),
        Column("alone_m", words("Alone"), told.money, "money"),
        Column("own_m", words("Own costs in the market"), told.money, "money"),
        Column("paid_m", words("Paid to hosts"), told.money, "money"),
        Column("received_m", words("Received as host"), told.money, "money"),
        Column("gain_m", words("Gain"), told.money, "money"),
    ]
    rows = [
        (told.member(one.name), one.alone_m, one.own_m, one.paid_m, one.received_m, one.gain_m) for one in told.balances
    ]
    note = words(
        "What each pays alone, and in the market with most sharing. Work done for another is paid midway between the "
        "marginal cost of compute at its origin and at its host, in the long run. Links and national costs stand apart."
    )
    return make_table(
        "members", words("Members"), note, columns, rows, words("There is no plan to compare for each member.")
    )


def payment_table(told: Told) -> Table:
    """Return who owes whom for work."""
    words = told.words
    columns = [
        Column("origin", words("Work of")),
        Column("host", words("Served by")),
        Column("pflops_years", words("Served"), words("PFLOPS-years"), "fine"),
        Column("amount_m", words("Payment"), told.money, "money"),
    ]
    ranked = sorted(told.payments, key=lambda one: -one.amount_m)
    rows = [(told.member(one.origin), told.member(one.host), one.pflops, one.amount_m) for one in ranked]
    note = words("What members owe each other in the market with most sharing, as present value.")
    return make_table("payments", words("Payments for work"), note, columns, rows, words("No region serves another."))


def flow_table(told: Told) -> Table:
    """Return the flows that may be and do not pay."""
    words = told.words
    columns = [
        Column("origin", words("Work of")),
        Column("host", words("Host")),
        Column("workload", words("Workload")),
        Column("outcome", words("Period")),
        Column("saving_m", words("Saving of the first PFLOPS"), told.money, "money"),
    ]
    regions = told.names.regions
    rows = [
        (regions[flow.origin], regions[flow.host], flow.workload, flow.outcome, flow.saving_m)
        for flow in told.bad_flows
    ]
    note = words(
        "Pairs that may share and do not, where sending would cost more than it saves even over free links: at the "
        "margin, by long-run prices, for one PFLOPS all year round."
    )
    return make_table(
        "flows", words("Flows that do not pay"), note, columns, rows, words("Every flow that may be pays.")
    )
