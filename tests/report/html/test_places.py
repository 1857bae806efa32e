"""Regions stand on the map where their coordinates put them."""

import pytest

from planner.report.html.places import lay_out
from tests.cases import two_regions


def test_two_degrees_east_are_as_wide_as_one_north_at_sixty() -> None:
    # cos 60 = 1/2, at the middle latitude between 59 and 61
    regions = {"west": {"latitude": 59.0, "longitude": 10.0}, "east": {"latitude": 61.0, "longitude": 14.0}}
    sheet = lay_out(list(two_regions(regions=regions).first_case.regions.values()))
    assert abs(sheet.x[0] - sheet.x[1]) == pytest.approx(2.0)
    assert abs(sheet.y[0] - sheet.y[1]) == pytest.approx(2.0)


def test_regions_on_both_sides_of_the_date_line_stand_together() -> None:
    regions = {"west": {"latitude": 0.0, "longitude": 179.0}, "east": {"latitude": 0.0, "longitude": -179.0}}
    sheet = lay_out(list(two_regions(regions=regions).first_case.regions.values()))
    assert abs(sheet.x[0] - sheet.x[1]) == pytest.approx(2.0)


def test_regions_without_coordinates_stand_below_the_others() -> None:
    regions = {"west": {"latitude": 50.0, "longitude": 10.0}}
    sheet = lay_out(list(two_regions(regions=regions).first_case.regions.values()))
    (east,) = sheet.unplaced
    assert sheet.y[east] < 50.0


def test_two_regions_in_one_place_do_not_hide_each_other() -> None:
    regions = {name: {"latitude": 50.0, "longitude": 10.0} for name in ("west", "east")}
    sheet = lay_out(list(two_regions(regions=regions).first_case.regions.values()))
    assert sheet.x[0] != sheet.x[1]
