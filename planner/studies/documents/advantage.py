"""Comparative advantage: at what price each region could host each workload, and why some cannot."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import inf

from models.ids import OutcomeId, WorkloadId
from planner.report.service import money_per_pflops
from planner.report.table import Column, Table, make_table
from planner.report.view import View
from planner.report.wording import amount_text
from planner.report.words import Words
from planner.studies.offers import Hindrance, Offer
from planner.studies.prices import PriceStudy, prices_by_region

Place = tuple[WorkloadId, OutcomeId]


def hindrance_names(words: Words) -> dict[Hindrance, str]:
    """Return what keeps a region from hosting, in words."""
    return {
        "chip": words("no chip there runs it"),
        "port": words("not ported to the chips there"),
        "halls": words("no halls"),
        "power": words("no power"),
        "opening": words("not opened"),
        "adoption": words("no chip for it adopted"),
        "room": words("no room"),
        "demand": words("nobody else has such work"),
        "residency": words("residency"),
        "latency": words("no way that is short enough"),
        "platform": words("not on the platform"),
    }


def advantage_table(found: PriceStudy, view: View) -> Table:
    """Return at what price each region could host, by workload and time, and what it hosts and sends away."""
    words, unit = view.words, money_per_pflops(view)
    columns = [
        Column("workload", words("Workload")),
        *view.when.columns,
        Column("region", words("Region")),
        Column("offer_m", words("Could host at"), unit, "fine"),
        Column("against_mean", words("Against the mean"), "", "share"),
        Column("price_m", words("Price of compute"), unit, "fine"),
        Column("hosted_pflops", words("Hosts for others"), "PFLOPS", "fine"),
        Column("sent_pflops", words("Sends away"), "PFLOPS", "fine"),
        Column("hindrance", words("What keeps it from hosting")),
    ]
    priced, names = prices_by_region(found.inst, found.prices), hindrance_names(words)
    means = _means(found.offers)
    hosted, sent = _flows(view)
    rows = []
    for (w, e), some in _by_place(found.offers).items():
        for one in sorted(some, key=lambda one: (inf if one.price_m is None else one.price_m, one.region)):
            mean_m = means.get((w, e))
            key = (one.region, w, e)
            rows.append(
                (
                    w,
                    *view.when.of_outcome(e),
                    view.names.regions[one.region],
                    one.price_m,
                    one.price_m / mean_m - 1.0 if one.price_m is not None and mean_m else None,
                    priced.get((w, e), {}).get(one.region),
                    hosted.get(key, 0.0),
                    sent.get(key, 0.0),
                    None if one.hindrance is None else names[one.hindrance],
                )
            )
    note = words(
        "Regions by what a further PFLOPS would cost that runs there, the cheapest first: those below the mean are "
        "the ones to host a workload. Long run, at the margin, with the yes-no decisions of the plan; what is full "
        "counts what would have to make way. The price of compute is what its own demand costs, wherever it is "
        "served. Regions without a price cannot run more of it."
    )
    return make_table(
        "advantage", words("Comparative advantage"), note, columns, rows, words("No prices were worked out.")
    )


def best_hosts(found: PriceStudy, view: View) -> Iterator[str]:
    """Yield, for each workload in the last period, who could host for least and who for most."""
    words, last = view.words, found.inst.outcomes[-1]
    for (w, e), some in _by_place(found.offers).items():
        priced = [(one.price_m, one.region) for one in some if one.price_m is not None]
        if e != last or len(priced) < 2:
            continue
        (least_m, least), (most_m, most) = min(priced), max(priced)
        yield words(
            "{workload}, {period}: {least} could host at {least_m}, {most} at {most_m} {unit}.",
            workload=w,
            period=view.when.branch(e),
            least=view.names.regions[least],
            least_m=amount_text(least_m),
            most=view.names.regions[most],
            most_m=amount_text(most_m),
            unit=money_per_pflops(view),
        )


def _by_place(offers: Iterable[Offer]) -> dict[Place, list[Offer]]:
    found: dict[Place, list[Offer]] = {}
    for one in offers:
        found.setdefault((one.workload, one.outcome), []).append(one)
    return found


def _means(offers: Iterable[Offer]) -> dict[Place, float]:
    """Return the mean over the regions with a price."""
    prices: dict[Place, list[float]] = {}
    for one in offers:
        if one.price_m is not None:
            prices.setdefault((one.workload, one.outcome), []).append(one.price_m)
    return {place: sum(some) / len(some) for place, some in prices.items()}


def _flows(view: View) -> tuple[dict[tuple[str, ...], float], dict[tuple[str, ...], float]]:
    """Return the yearly average PFLOPS that each region hosts for others, and sends away."""
    hosted: dict[tuple[str, ...], float] = defaultdict(float)
    sent: dict[tuple[str, ...], float] = defaultdict(float)
    for (o, h, q, w, _, e, s), pflops in view.plan.served.items():
        slices = view.inst.case(e).slices
        hours = {str(name): part.hours for name, part in slices.items()}
        if q is not None and o != h and str(s) in hours:
            average = pflops * hours[str(s)] / sum(hours.values())
            hosted[h, w, e] += average
            sent[o, w, e] += average
    return hosted, sent
