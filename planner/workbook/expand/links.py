"""From the sheets Links, LinkModules and Pipeline to links, what expands them, and what is under construction."""

from collections.abc import Mapping
from typing import Literal, cast

from models.ids import LinkId, ModuleId, PartyId, PeriodId, RegionId
from models.records import Link, LinkModule, Pipeline
from planner.workbook.expand.book import Book
from planner.workbook.expand.regions import MILLION

MS_PER_KM = 0.005
"""Light in glass fibre takes 5 microseconds for a kilometre."""


def links_of(book: Book) -> Mapping[LinkId, Link]:
    """Return the links in the order of the workbook; one without a latency has that of its length."""
    modules = _modules(book)
    links = {}
    for row in book.rows("Links"):
        link, latency = LinkId(row.text("link")), row.number_in("one_way_ms")
        links[link] = Link(
            link,
            RegionId(row.text("from")),
            RegionId(row.text("to")),
            one_way_ms=(row.number_in("km") or 0.0) * MS_PER_KM if latency is None else latency,
            direction=cast(Literal["one", "both", "shared"], row.text("direction")),
            party=PartyId(row.text("party")) if row.text("party") else None,
            existing_gbps=row.number_in("existing_gbps") or 0.0,
            usable_fraction=row.number_in("usable_fraction") or 0.0,
            existing_yearly_cost_m=row.number_in("existing_yearly_cost") or 0.0,
            carrying_cost_m_per_gbps=(row.number_in("carrying_cost") or 0.0) / MILLION,
            opening_cost_m=row.number_in("opening_cost") or 0.0,
            lead_years=row.number_in("lead_years") or 0.0,
            life_years=row.number_in("life_years") or 0.0,
            modules=modules.get(link, {}),
        )
    return links


def _modules(book: Book) -> Mapping[LinkId, Mapping[ModuleId, LinkModule]]:
    """Return the modules of each link; those that may not be built are left out."""
    found = book.inherited("LinkModules")
    modules: dict[LinkId, dict[ModuleId, LinkModule]] = {}
    for link, name in found.every_key:

        def number(column: str, key: tuple[str, str] = (link, name)) -> float:
            return found.number(key, column) or 0.0

        if number("max_modules") < 1:
            continue
        modules.setdefault(LinkId(link), {})[ModuleId(name)] = LinkModule(
            ModuleId(name),
            gbps=number("gbps"),
            cost_m=dict.fromkeys(book.periods, number("cost")),
            yearly_cost_m=dict.fromkeys(book.periods, number("yearly_cost")),
            max_modules=int(number("max_modules")),
        )
    return modules


def pipeline_of(book: Book) -> tuple[Pipeline, ...]:
    """Return the halls and the bandwidth under construction, in the order of the workbook."""
    pipeline = []
    for row in book.rows("Pipeline"):
        kind = cast(Literal["hall", "link"], row.text("kind"))
        place = RegionId(row.text("place")) if kind == "hall" else LinkId(row.text("place"))
        pipeline.append(Pipeline(kind, place, PeriodId(row.text("period")), row.number_in("amount") or 0.0))
    return tuple(pipeline)
