"""The decision in words: what is built, bought, joined, ported, shared, linked and rented."""

from planner.report.figures import PeriodFigures, shared_by_pair, sizes_by_place, units_by_chip
from planner.report.investments import port_text
from planner.report.view import NEGLIGIBLE, View
from planner.report.wording import amount_text, listed, several
from planner.report.words import Words


def decision_sentences(view: View, periods: list[PeriodFigures]) -> tuple[str, ...]:
    """Return what is built, bought, joined, ported, shared, linked and rented: a word and a sentence each."""
    found = (
        _build(view),
        _buy(view),
        _join(view),
        _port(view),
        _share(view, periods[-1]),
        _link(view),
        _rent(view, periods),
        ""
        if view.inst.tree.is_chain
        else view.words("Note: all amounts are expected ones over the futures of the scenario tree."),
    )
    return tuple(sentence for sentence in found if sentence)


def _build(view: View) -> str:
    words, halls = view.words, sizes_by_place(view, "modules_built")
    if not halls:
        return words("Build: no new halls; what stands and what is under construction is enough.")
    return words(
        "Build: {mw} MW of new halls in {regions}: {list}.",
        mw=amount_text(sum(halls.values())),
        regions=region_count(words, len(halls)),
        list=listed(words, {view.names.regions[r]: mw for r, mw in halls.items()}, "MW"),
    )


def _buy(view: View) -> str:
    words, units = view.words, units_by_chip(view)
    if not units:
        return words("Buy: no chips.")
    spent = sum(
        view.probability(line.outcome) * sum(line.cash_m.values())
        for line in view.account.lines
        if line.category == "chip"
    )
    return words(
        "Buy: {units} units of {chips} for {cost} {money}: {list}.",
        units=amount_text(sum(units.values())),
        chips=_chip_count(words, len(units)),
        cost=amount_text(spent),
        money=view.money,
        list=listed(words, {view.names.chips[k]: amount for k, amount in units.items()}, ""),
    )


def _join(view: View) -> str:
    joined = sizes_by_place(view, "tier_joined")
    if not joined:
        return ""
    return view.words(
        "Join: {list} join the platform.", list=several(view.words, [view.names.regions[r] for r in joined])
    )


def _port(view: View) -> str:
    ported = dict.fromkeys(port_text(view.words, w, g) for g, w, _ in view.plan.stack_ported)
    return view.words("Port: {list}.", list=several(view.words, list(ported))) if ported else ""


def _share(view: View, last: PeriodFigures) -> str:
    words, names = view.words, view.names.regions
    outcomes = tuple(e for e in view.inst.outcomes if view.inst.tree.outcome(e).period == last.period)
    pairs = shared_by_pair(view, outcomes)
    if not pairs:
        return words("Share: no work is sent to another region in {period}.", period=view.when.said(last.period))
    flows = {words("{origin} to {host}", origin=names[o], host=names[h]): pflops for (o, h), pflops in pairs.items()}
    return words(
        "Share: in {period} {share} of the work is done in another region: {list}.",
        period=view.when.said(last.period),
        share=f"{last.remote_fraction:.1%}",
        list=listed(words, flows, "PFLOPS"),
    )


def _link(view: View) -> str:
    words, added = view.words, sizes_by_place(view, "circuits_added")
    if not added:
        return words("Links: no bandwidth is added.") if view.inst.first_case.links else ""
    return words(
        "Links: {gbps} Gbps more on {links}: {list}.",
        gbps=amount_text(sum(added.values())),
        links=_link_count(words, len(added)),
        list=listed(words, {view.names.links[l_]: gbps for l_, gbps in added.items()}, "Gbps"),
    )


def _rent(view: View, periods: list[PeriodFigures]) -> str:
    words = view.words
    rented = {view.when.listed(p.period): p.rented_pflops for p in periods if p.rented_pflops > NEGLIGIBLE}
    return words("Rent: {list}.", list=listed(words, rented, "PFLOPS")) if rented else ""


def region_count(words: Words, count: int) -> str:
    """Return a number of regions."""
    return words.counted(count, "1 region", "{count} regions")


def _chip_count(words: Words, count: int) -> str:
    return words.counted(count, "1 chip", "{count} chips")


def _link_count(words: Words, count: int) -> str:
    return words.counted(count, "1 link", "{count} links")
