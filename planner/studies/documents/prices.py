"""The study of prices as people read it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from planner.report.document import Document
from planner.report.html.bars import pile_figure
from planner.report.html.figures import Figure
from planner.report.over_futures import over_time
from planner.report.prices import compute_price_table, limit_price_table, local_values
from planner.report.service import money_per_pflops
from planner.report.table import Column, Page, Table, as_block, make_table, spread
from planner.report.view import View, money_text, view
from planner.report.wording import amount_text
from planner.report.words import Words
from planner.solve.price_parts import Part
from planner.studies.documents.advantage import advantage_table, best_hosts
from planner.studies.documents.frame import Body, framed
from planner.studies.prices import Kind, PriceStudy, Probe, Tried, parts_by_region

_NOTHING = 1e-9
_FAR = 0.1
"""Share by which a dual is off that is worth a sentence."""


def kind_names(words: Words) -> dict[Kind, str]:
    """Return what kinds of probes are called."""
    return {
        "supply": words("Supply of a chip"),
        "grid": words("Grid"),
        "link": words("Bandwidth of a link"),
        "budget": words("Budget"),
        "demand": words("Demand"),
    }


def unit_names(words: Words, money: str) -> dict[Kind, str]:
    """Return the units in which probes are moved."""
    return {
        "supply": words("units a year"),
        "grid": "MW",
        "link": "Gbps",
        "budget": money,
        "demand": "PFLOPS",
    }


@dataclass(frozen=True)
class Told:
    """The study laid open for its document."""

    found: PriceStudy
    words: Words

    @property
    def money(self) -> str:
        """The unit of money."""
        return money_text(self.found.inst, self.words)

    @cached_property
    def view(self) -> View | None:
        """The plan laid open; None: there is none."""
        plan = self.found.whole.plan
        return None if plan is None else view(self.found.inst, plan, self.words.language)

    def probe(self, one: Probe) -> str:
        """Return what a probe is called, with its period."""
        name = self.words("{kind}: {name}", kind=kind_names(self.words)[one.kind], name=one.name)
        return name if one.period is None else self.words.joined((name, one.period))


def tell(told: Told, started: str, workbook: str) -> Document:
    """Return the study as a document."""
    words, found = told.words, told.found
    tried = tried_table(told)
    pages = [Page(words("Duals and re-solves"), tried.note, (as_block(words, tried),))]
    tables = [tried]
    if told.view is not None:
        region, advantage = compute_price_table(told.view, found.prices), advantage_table(found, told.view)
        limit, parts = limit_price_table(told.view, found.prices), part_table(told, told.view)
        worth = over_time(told.view, limit, worths=True)
        title, shown = words("Price of compute, long run"), over_time(told.view, region)
        prices = spread(words, shown, ["region", "workload"], told.view.across, "long_run_m", title)
        pages += [
            Page(words("Price of compute"), shown.note, (prices,)),
            Page(words("Parts of the price"), parts.note, (as_block(words, _without_empty(parts)),)),
            Page(words("Comparative advantage"), advantage.note, (as_block(words, advantage),)),
            Page(words("Worth of limits"), worth.note, (as_block(words, worth),)),
        ]
        tables += [region, parts, advantage, limit]
    body = Body(
        title=words("What compute and limits are worth: {workbook}", workbook=workbook),
        answer=tuple(answer(told)),
        method=(
            local_values(words),
            words(
                "The main ones are tried: the workbook is planned again with the limit, or the demand, a step larger. "
                "The error is that of the long-run dual against the plan made again, where whole numbers may change."
            ),
        ),
        pages=pages,
        tables=tables,
        solves=[(words("The plan as it is"), found.whole), *((told.probe(t.probe), t.solved) for t in found.tried)],
    )
    return framed(body, started, told.money, words)


def tried_table(told: Told) -> Table:
    """Return what duals and re-solves say of each step."""
    words, money = told.words, told.money
    columns = [
        Column("kind", words("Of what")),
        Column("name", words("Name")),
        Column("period", words("Period")),
        Column("value", words("Value"), "", "fine"),
        Column("step", words("Step"), "", "fine"),
        Column("unit", words("Unit")),
        Column("short_run_m", words("Saved by the dual, short run"), money, "mixed"),
        Column("long_run_m", words("Saved by the dual, long run"), money, "mixed"),
        Column("saved_m", words("Saved by planning again"), money, "mixed"),
        Column("least_m", words("At least"), money, "mixed"),
        Column("most_m", words("At most"), money, "mixed"),
        Column("error", words("Error of the dual"), "", "share"),
    ]
    kinds, units = kind_names(words), unit_names(words, money)
    rows = []
    for tried in told.found.tried:
        one, saved = tried.probe, tried.saved
        ends = (None, None, None) if saved is None else (saved.best_m, saved.least_m, saved.most_m)
        period = words("all periods") if one.period is None else one.period
        head = (kinds[one.kind], one.name, period, one.value, one.step, units[one.kind])
        rows.append((*head, one.short_run_m, one.long_run_m, *ends, tried.error_fraction))
    note = words(
        "What a step saves by the duals and by planning again, as present value; demand costs, and so is below 0. At "
        "least and at most: between the cheapest plans there are."
    )
    return make_table("price_probes", words("Duals and re-solves"), note, columns, rows, words("No limit binds."))


def part_names(words: Words) -> dict[Part, str]:
    """Return what the parts of a price are called."""
    return {
        "energy": words("Energy"),
        "chips": words("Chips at their cost"),
        "chip scarcity": words("Scarcity of chips"),
        "halls": words("Halls at their cost"),
        "hall scarcity": words("Scarcity of halls"),
        "power scarcity": words("Scarcity of power"),
        "people": words("People"),
        "network": words("Network at its cost"),
        "congestion": words("Congestion"),
        "loss": words("Loss of sharing"),
        "bought outside": words("Rent and penalties"),
        "rules": words("Rules"),
        "other": words("Other"),
    }


def part_table(told: Told, view: View) -> Table:
    """Return what the price of compute is made of, by workload, time and region."""
    words, unit = told.words, money_per_pflops(view)
    names = part_names(words)
    columns = [
        Column("workload", words("Workload")),
        *view.when.columns,
        Column("region", words("Region")),
        Column("price_m", words("Price of compute"), unit, "fine"),
        *(Column(f"{part.replace(' ', '_')}_m", name, "", "fine") for part, name in names.items()),
    ]
    rows = []
    for (w, e), by_region in parts_by_region(told.found.inst, told.found.parts).items():
        for r, made_of in by_region.items():
            head = (w, *view.when.of_outcome(e), view.names.regions[r], sum(made_of.values()))
            rows.append((*head, *(made_of.get(part, 0.0) for part in names)))
    note = words(
        "What the long-run price is made of: the work that serves the demand is followed to its chips, its power and "
        "its way. What a limit adds stands apart from what things cost: a quota, or having only old chips; the room "
        "for halls; the grid (power); full links (congestion). The parts add up to the price; what was not followed is "
        "other."
    )
    return make_table(
        "price_parts", words("Parts of the price"), note, columns, rows, words("No prices were worked out.")
    )


def _without_empty(parts: Table) -> Table:
    """Return the table of parts without those that no price has."""
    amounts = [column.name for column in parts.columns if column.format == "fine"]
    empty = [name for name in amounts if not parts.frame[name].abs().gt(_NOTHING).any()]
    columns = tuple(column for column in parts.columns if column.name not in empty)
    return replace(parts, columns=columns, frame=parts.frame.drop(columns=empty))


def answer(told: Told) -> Iterator[str]:
    """Yield what the study found, a sentence each."""
    words, found = told.words, told.found
    if found.prices is None or told.view is None:
        yield words("There is no plan, or nothing in it has a price.")
        return
    yield from best_hosts(found, told.view)
    if not found.tried:
        yield words("No limit and no demand was tried.")
        return
    limits = [one for one in found.tried if one.probe.kind != "demand" and one.saved is not None]
    for one in sorted(limits, key=lambda one: -_saved_m(one))[:3]:
        if _saved_m(one) > 1e-6:
            yield words(
                "{probe}: {step} {unit} more save {saved} {money}.",
                probe=told.probe(one.probe),
                step=amount_text(one.probe.step),
                unit=unit_names(words, told.money)[one.probe.kind],
                saved=amount_text(_saved_m(one)),
                money=told.money,
            )
    if not any(_saved_m(one) > 1e-6 for one in limits):
        yield words("No limit that was tried saves anything by a step.")
    errors = [one for one in found.tried if one.error_fraction is not None]
    near = [one for one in errors if abs(one.error_fraction or 0.0) <= _FAR]
    yield words(
        "{near} of {all} long-run duals are within {far} of planning again.",
        near=len(near),
        all=len(errors),
        far=f"{_FAR:.0%}",
    )
    if errors:
        worst = max(errors, key=lambda one: abs(one.error_fraction or 0.0))
        yield words(
            "The worst: {probe}, by the dual {dual}, by planning again {saved} {money}.",
            probe=told.probe(worst.probe),
            dual=amount_text(worst.probe.long_run_m),
            saved=amount_text(_saved_m(worst)),
            money=told.money,
        )


def _saved_m(one: Tried) -> float:
    return 0.0 if one.saved is None else one.saved.best_m


def figures(told: Told) -> dict[str, list[Figure]]:
    """Return the charts of the document by the title of their page."""
    words, found = told.words, dict[str, list[Figure]]()
    if told.found.tried:
        found[words("Duals and re-solves")] = [_probe_figure(told)]
    if told.found.parts and told.view is not None:
        found[words("Parts of the price")] = _part_figures(told, told.view)
    return found


def _part_figures(told: Told, view: View) -> list[Figure]:
    """Return the parts by region for each workload, in the last period."""
    words, names = told.words, part_names(told.words)
    last = told.found.inst.outcomes[-1]
    drawn: list[Figure] = []
    for (w, e), by_region in parts_by_region(told.found.inst, told.found.parts).items():
        if e != last:
            continue
        heads = [view.names.regions[r] for r in by_region]
        amounts = {name: [made_of.get(part, 0.0) for made_of in by_region.values()] for part, name in names.items()}
        chart = Figure(
            f"parts-{len(drawn)}",
            words("What the price of {workload} is made of, {period}", workload=w, period=view.when.branch(e)),
            words("By region, in {unit}.", unit=money_per_pflops(view)),
        )
        drawn.append(pile_figure(words, chart, amounts, heads, money_per_pflops(view), across=True, keep_order=True))
    return drawn


def _probe_figure(told: Told) -> Figure:
    words = told.words
    heads = [told.probe(one.probe) for one in told.found.tried]
    amounts = {
        words("Saved by the dual, long run"): [one.probe.long_run_m for one in told.found.tried],
        words("Saved by planning again"): [_saved_m(one) for one in told.found.tried],
    }
    chart = Figure(
        "probes",
        words("What a step saves, by the dual and by planning again"),
        words("Present value, in {money}; demand costs, and so is below 0.", money=told.money),
    )
    drawn = pile_figure(words, chart, amounts, heads, told.money, across=True, keep_order=True)
    return Figure(
        drawn.id, drawn.title, drawn.reading, drawn.traces, {**drawn.layout, "barmode": "group"}, drawn.height_px + 120
    )
