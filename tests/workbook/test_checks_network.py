"""Links, tiers, outages and the fleet: one wrong cell, the exact sentence."""

from tests.workbook.sheets import Rows, added, broken, said

SLICES: Rows = [{"slice": "day", "hours": 2190}, {"slice": "night", "hours": 6570}]


def test_a_link_joins_two_regions() -> None:
    assert broken("Links", 0, to="Guizhou") == [
        "Links!C3: the link joins Guizhou to itself; name the region at its other end"
    ]


def test_links_side_by_side_are_allowed() -> None:
    assert added("Links", {"link": "second", "from": "Guizhou", "to": "Beijing", "km": 2100}) == []


def test_a_link_has_a_length_or_a_latency() -> None:
    assert broken("Links", 0, km=None) == ["Links!E3: km is blank and so is one_way_ms; give one of them"]
    assert broken("Links", 0, km=None, one_way_ms=8) == []


def test_tiers_have_ranks_of_their_own() -> None:
    assert added("PlatformTiers", {"tier": "full", "rank": 1}) == [
        "PlatformTiers!B4: rank is 1, which the tier 'basic' has already; give each tier a rank of its own"
    ]


def test_a_row_of_outages_is_about_one_thing() -> None:
    assert said(Outages=[{"outage": "quake", "region": "West", "link": "G-B"}]) == [
        "Outages!D3: the row names a region and a link; write a row for each"
    ]
    assert said(Outages=[{"outage": "quake", "remaining_fraction": 0.2}]) == [
        "Outages!C3: the row names nothing that is lost or due; fill one of region, link and workload"
    ]


def test_an_outage_has_a_name_of_its_own() -> None:
    assert said(Slices=SLICES, Outages=[{"outage": "day", "region": "West"}]) == [
        "Outages!A3: the outage 'day' has the name of a slice; rename the outage"
    ]


def test_an_outage_is_in_one_slice() -> None:
    rows = [
        {"outage": "quake", "slice": "day", "region": "West"},
        {"outage": "quake", "slice": "night", "workload": "*"},
    ]
    assert said(Slices=SLICES, Outages=rows) == [
        "Outages!B4: slice is 'night' here and 'day' in B3; an outage is in one slice"
    ]


def test_a_fleet_that_is_never_used_deserves_a_warning() -> None:
    fleet = {"region": "Gansu", "chip": "A100", "units": 10}
    assert said(Fleet=[{**fleet, "year": 2020}]) == [
        "warning: Fleet!D3: units of 2020 are out of service after 5 years, before any period starts; "
        "delete the row, or give the chip a longer lifetime_years"
    ]
    assert said(Fleet=[{**fleet, "year": 2030}]) == [
        "warning: Fleet!D3: units of 2030 come after the start of the last period and are never used; delete the row"
    ]
    assert said(Fleet=[{**fleet, "year": 2022}, {**fleet, "year": 2027}]) == []
