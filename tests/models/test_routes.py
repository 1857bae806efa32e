"""The paths that are offered between two regions."""

from dataclasses import replace

from models.instance import Case
from models.records import Link
from models.routes import find_paths, usable_links
from tests.cases import a_link, a_module, three_regions
from tests.rules import an_outage


def paths(case: Case, limit_ms: float | None = None, pair: tuple[str, str] = ("east", "west")) -> list[tuple[str, ...]]:
    found = find_paths(case, usable_links(case), {pair: limit_ms})
    return [tuple(arc.link for arc in path) for path in found.get(pair, ())]


def network(count: int = 1, **changes: object) -> Case:
    """East and west, 10 ms apart, or 8 + 8 ms over middle."""
    case = three_regions(**changes).first_case
    return case.replace(settings=replace(case.settings, paths_per_pair=count))


def with_links(case: Case, *links: Link) -> Case:
    return case.replace(links={**case.links, **{link.id: link for link in links}})


def test_the_fastest_path_is_offered_first() -> None:
    assert paths(network()) == [("line",)]
    assert paths(network(2)) == [("line",), ("first", "second")]
    assert paths(network(9)) == [("line",), ("first", "second")]


def test_no_path_is_slower_than_the_limit() -> None:
    assert paths(network(2), 16.0) == [("line",), ("first", "second")]
    assert paths(network(2), 15.9) == [("line",)]
    assert paths(network(2), 9.9) == []


def test_rounding_does_not_make_a_path_too_slow() -> None:
    case = with_links(
        network(2),
        a_link("first", "east", "middle", one_way_ms=0.1),
        a_link("second", "middle", "west", one_way_ms=0.2),
    )
    # 0.1 + 0.2 is a little more than 0.3
    assert paths(case, 0.3) == [("first", "second")]


def test_the_fastest_way_round_each_outage_is_offered_too() -> None:
    cut = an_outage(link_remaining={"line": 0.0})
    assert paths(network(outages=cut)) == [("line",), ("first", "second")]
    assert paths(network(outages=cut), 15.0) == [("line",)]
    # a link that is only weakened needs no way round
    assert paths(network(outages=an_outage(link_remaining={"line": 0.5}))) == [("line",)]


def test_a_link_that_runs_one_way_leads_one_way() -> None:
    case = with_links(network(), a_link("line", "west", "east", direction="one"))
    assert paths(case) == [("first", "second")]
    assert paths(case, pair=("west", "east")) == [("line",)]


def test_parallel_links_are_paths_of_their_own() -> None:
    case = with_links(network(2), a_link("twin", "east", "west", one_way_ms=9.0))
    assert paths(case) == [("twin",), ("line",)]


def test_links_that_never_have_bandwidth_lead_nowhere() -> None:
    dark = a_link("line", "west", "east", existing_gbps=0.0)
    assert paths(with_links(network(), dark)) == [("first", "second")]
    lit = replace(dark, modules={"wave": a_module("wave", 1.0, 1.0, 1)})
    assert paths(with_links(network(), lit)) == [("line",)]
    full = replace(dark, modules={"wave": a_module("wave", 1.0, 1.0, 0)})
    assert paths(with_links(network(), full)) == [("first", "second")]
