"""The section of the map: regions and links at each time, what they hold, carry and cost."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from planner.report.html.figures import Figure, drawing_html
from planner.report.html.markup import Html, element, join
from planner.report.html.moments import choice, moment_controls
from planner.report.html.page import WebSection, paragraphs
from planner.report.html.palette import DIVERGING, RISING
from planner.report.html.places import Line, lay_out
from planner.report.html.snapshots import LinkState, RegionState, Snapshot, snapshots
from planner.report.over_futures import over_time, together_note
from planner.report.pages_chips import BY_REGION
from planner.report.pages_work import BY_LINK
from planner.report.table import Block, Table, spread
from planner.report.view import View
from planner.report.wording import amount_text
from planner.report.words import Words

REGION_COLUMNS = ("counted_pflops", "utilisation", "it_mw")
LINK_COLUMNS = ("average_gbps", "bandwidth_gbps")


def map_section(view: View, named: Mapping[str, Table]) -> WebSection:
    """Return the map with its slider, colours and key."""
    words = view.words
    figure = Figure(
        id="map",
        title=words("Regions and links"),
        reading=words(
            "Circles: what stands in a region. Lines: what a link carries, on average over the year, both ways "
            "together; links without bandwidth are not drawn. Point at a region or link for its figures, or choose a "
            "region."
        ),
        height_px=560,
        tables=_tables(view, named),
    )
    data = map_data(view, named)
    colourings = [(key, str(value["title"])) for key, value in data["colourings"].items()]
    names = [(str(i), name) for i, name in enumerate(data["names"])]
    controls = moment_controls(
        view,
        "map",
        words,
        choice("map-colour", words("Colour of the regions"), colourings),
        choice("map-region", words("Region"), names),
    )
    notes = paragraphs((_unplaced_note(view, data["unplaced"]),), "note")
    return WebSection("map-section", words("Map"), join(notes, drawing_html(figure, data, words, controls, _panel())))


def _panel() -> Html:
    """Return the box beside the map: its key, and the figures of the chosen region."""
    key = element("div", class_="map-key", aria_hidden="true")
    return element("div", key, element("div", class_="map-facts", aria_live="polite"), class_="map-panel")


def map_data(view: View, named: Mapping[str, Table]) -> dict[str, Any]:
    """Return everything that map.js draws from; names are plain text there."""
    words, case = view.words, view.inst.first_case
    regions = list(case.regions)
    sheet = lay_out([case.regions[r] for r in regions])
    times = snapshots(view, named)
    # A workbook need not state what a chip counts for; its power then says how much stands where.
    counted = any(state.counted_pflops > 0 for time in times for state in time.regions.values())
    return {
        "names": [view.names.regions[r] for r in regions],
        "x": sheet.x,
        "y": sheet.y,
        "unplaced": sheet.unplaced,
        "meridians": _lines(sheet.meridians),
        "parallels": _lines(sheet.parallels),
        "links": [[regions.index(link.tail), regions.index(link.head)] for link in case.links.values()],
        "linkNames": [view.names.links[l_] for l_ in case.links],
        "moments": [_moment(view, time, counted=counted) for time in times],
        "colourings": _colourings(words, times),
        "regionFacts": [title for title, _ in _region_facts(words, RegionState(0, 0, 0, 0, 0, 0, 0, 0, 0))],
        "linkFacts": [title for title, _ in _link_facts(words, LinkState(0, 0, 0))],
        "words": {
            "capacity": words("Capacity, PFLOPS") if counted else words("IT load, MW"),
            "load": words("Load, Gbps"),
            "fullness": words("How full a link is at most"),
            "steps": [words("below 50 %"), words("50 to 90 %"), words("90 to 99 %"), words("full")],
            "unused": words("nothing carried"),
            "unknown": words("not known"),
        },
        "buttons": _buttons(words),
    }


def _buttons(words: Words) -> dict[str, str]:
    """Return what the buttons of the plotting library say, by its own texts."""
    return {
        "Zoom in": words("Zoom in"),
        "Zoom out": words("Zoom out"),
        "Reset axes": words("Show all"),
        "Download plot as a PNG": words("Save as a picture"),
        "Taking snapshot - this may take a few seconds": words("The picture is being made"),
        "Snapshot succeeded": words("The picture is saved"),
        "Sorry, there was a problem downloading your snapshot!": words("The picture could not be saved"),
    }


def _moment(view: View, time: Snapshot, *, counted: bool) -> dict[str, Any]:
    words, case = view.words, view.inst.first_case
    states = list(time.regions.values())
    links = [time.links.get(l_) for l_ in case.links]
    return {
        "size": [state.counted_pflops if counted else state.it_mw for state in states],
        "use": [state.utilisation for state in states],
        "host": [state.hosted_pflops - state.sent_pflops for state in states],
        "price": [state.price_ratio for state in states],
        "load": [None if link is None else link.average_gbps for link in links],
        "full": [None if link is None else link.fullest_fraction for link in links],
        "regionFacts": [[fact for _, fact in _region_facts(words, state)] for state in states],
        "linkFacts": [None if link is None else [fact for _, fact in _link_facts(words, link)] for link in links],
    }


def _region_facts(words: Words, state: RegionState) -> list[tuple[str, str]]:
    """Return what is told of a region: title and value of each line."""

    def pflops(amount: float) -> str:
        return f"{amount_text(amount)} PFLOPS"

    load, halls = amount_text(state.it_mw), amount_text(state.hall_mw)
    return [
        (words("Counted capacity"), pflops(state.counted_pflops)),
        (words("Utilisation"), "–" if state.utilisation is None else f"{state.utilisation:.0%}"),
        (words("IT load"), words("{load} of {halls} MW", load=load, halls=halls)),
        (words("Demand"), pflops(state.demand_pflops)),
        (words("Sent to others"), pflops(state.sent_pflops)),
        (words("Done for others"), pflops(state.hosted_pflops)),
        (words("Delivered"), pflops(state.delivered_pflops)),
        (words("Price against the nation"), "–" if state.price_ratio is None else f"{state.price_ratio:.0%}"),
    ]


def _link_facts(words: Words, state: LinkState) -> list[tuple[str, str]]:
    return [
        (words("Carried, both ways"), f"{amount_text(state.average_gbps)} Gbps"),
        (words("Bandwidth"), f"{amount_text(state.bandwidth_gbps)} Gbps"),
        (words("How full at most"), f"{state.fullest_fraction:.0%}"),
    ]


def _colourings(words: Words, times: Sequence[Snapshot]) -> dict[str, dict[str, Any]]:
    """Return how regions may be coloured; a scale is the same at all times."""
    states = [state for time in times for state in time.regions.values()]
    most = max((abs(state.hosted_pflops - state.sent_pflops) for state in states), default=0.0) or 1.0
    ratios = [state.price_ratio for state in states if state.price_ratio is not None]
    used = [state.utilisation for state in states if state.utilisation is not None] or [0.0, 1.0]
    tenths = [max(0.0, math.floor(min(used) * 10 - 0.5) / 10), min(1.0, math.ceil(max(used) * 10 + 0.5) / 10)]
    found: dict[str, dict[str, Any]] = {
        "use": {"title": words("Utilisation"), "scale": RISING, "range": tenths, "format": ".0%"},
    }
    if any(state.hosted_pflops for state in states):
        blue_hosts = [(share, colour) for (share, _), (_, colour) in zip(DIVERGING, reversed(DIVERGING), strict=True)]
        title = words("Who hosts: done for others less sent away, PFLOPS")
        found["host"] = {"title": title, "scale": blue_hosts, "range": [-most, most], "format": ",.3~s"}
    if ratios:
        # One place with a price of its own must not leave all others without a colour.
        off = min(0.5, max(0.1, *(abs(ratio - 1) for ratio in ratios)))
        title = words("Price of compute, long run, against the nation")
        found["price"] = {"title": title, "scale": DIVERGING, "range": [1 - off, 1 + off], "format": ".0%"}
    return found


def _lines(lines: Sequence[Line]) -> list[list[Any]]:
    return [[line.at, line.name] for line in lines]


def _unplaced_note(view: View, unplaced: Sequence[int]) -> str:
    words, regions = view.words, view.inst.first_case.regions
    if not unplaced:
        return ""
    if len(unplaced) == len(regions):
        return words("The workbook states no coordinates; the regions stand on a circle.")
    names = words.joined(view.names.regions[r] for i, r in enumerate(regions) if i in set(unplaced))
    return words("Without coordinates, and therefore below the others: {names}.", names=names)


def _tables(view: View, named: Mapping[str, Table]) -> list[Block]:
    words = view.words

    def told(table: Table, rows: Sequence[str], name: str) -> Block:
        shown = over_time(view, table)
        return spread(words, shown, rows, view.across, name, table.column(name).title, note=together_note(view, table))

    capacity = (told(named["capacity"], BY_REGION, name) for name in REGION_COLUMNS)
    links = (told(named["links"], BY_LINK, name) for name in LINK_COLUMNS)
    return [block for block in (*capacity, *links) if block.rows]
