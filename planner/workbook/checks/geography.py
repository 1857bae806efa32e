"""Checks of coordinates: a region far from all others, and links shorter than the way."""

from collections.abc import Iterator, Mapping
from math import asin, cos, radians, sin, sqrt
from statistics import median

import numpy as np

from planner.workbook.expand.book import Book
from planner.workbook.problems import Problem
from planner.workbook.tables import Row

_EARTH_KM = 6371.0
_FEWEST = 4
"""With fewer regions nobody can tell which of them is far away."""
_FAR = 4.0
"""How many times the usual distance to the nearest region is suspicious ..."""
_FAR_KM = 2000.0
"""... if it is also this far."""
_SHORTER = 0.9
"""A link is as long as its ends are apart, but for coordinates of the middle of a region."""
_NEAR_KM = 100.0

_Place = tuple[float, float]


def coordinates_are_near_the_others(book: Book) -> Iterator[Problem]:
    """Warn of regions out of all others' reach: latitude and longitude swapped, or a sign or digit lost."""
    places = _places(book)
    if len(places) < _FEWEST:
        return
    nearest = _nearest(places)
    limit_km = max(_FAR_KM, _FAR * median(km for km, _ in nearest.values()))
    for region, (row, place) in places.items():
        km, other = nearest[region]
        if km <= limit_km:
            continue
        others = [other for name, (_, other) in places.items() if name != region]
        swapped = place[1], place[0]
        swapped_km = min(_distance_km(swapped, other) for other in others) if abs(place[1]) <= 90 else km
        advice = "look at latitude and longitude"
        if swapped_km <= limit_km:
            advice = f"swap latitude and longitude, with which it is {swapped_km:,.0f} km"
        text = f"{region} lies {km:,.0f} km from {other}, the nearest other region; {advice}"
        yield Problem("Regions", row.cell("latitude"), text, "warning")


def coordinates_come_in_pairs(book: Book) -> Iterator[Problem]:
    """Warn of a latitude without a longitude, or the other way round."""
    for row in book.rows("Regions"):
        for given, lacking in (("latitude", "longitude"), ("longitude", "latitude")):
            if row.values[given] is not None and row.values[lacking] is None:
                text = f"{given} is given, but {lacking} is blank, so that the region is not on the map; give both"
                yield Problem("Regions", row.cell(given), text, "warning")


def links_are_as_long_as_the_way(book: Book) -> Iterator[Problem]:
    """Warn of links that are shorter than their ends are apart as the crow flies."""
    places = _places(book)
    for row in book.rows("Links"):
        km, ends = row.number_in("km"), (row.text("from"), row.text("to"))
        if km is None or any(end not in places for end in ends):
            continue
        apart = _distance_km(places[ends[0]][1], places[ends[1]][1])
        if km < _SHORTER * apart - _NEAR_KM:
            text = (
                f"km is {km:,.10g}, but {ends[0]} and {ends[1]} lie {apart:,.0f} km apart as the crow flies; look at "
                "km and at the coordinates of the two regions"
            )
            yield Problem("Links", row.cell("km"), text, "warning")


def _places(book: Book) -> Mapping[str, tuple[Row, _Place]]:
    found = {}
    for row in book.rows("Regions"):
        latitude, longitude = row.number_in("latitude"), row.number_in("longitude")
        if latitude is not None and longitude is not None:
            found[row.text("region")] = row, (latitude, longitude)
    return found


def _nearest(places: Mapping[str, tuple[Row, _Place]]) -> Mapping[str, tuple[float, str]]:
    """Return how far each region is from the nearest other one, and which that is.

    It is the one whose direction from the middle of the earth is most alike.
    """
    names = list(places)
    latitudes, longitudes = np.radians([place for _, place in places.values()]).T
    directions = np.array(
        [np.cos(latitudes) * np.cos(longitudes), np.cos(latitudes) * np.sin(longitudes), np.sin(latitudes)]
    )
    alike = directions.T @ directions
    np.fill_diagonal(alike, -2.0)
    nearest = [names[i] for i in alike.argmax(axis=1)]
    return {
        name: (_distance_km(places[name][1], places[other][1]), other)
        for name, other in zip(names, nearest, strict=True)
    }


def _distance_km(one: _Place, other: _Place) -> float:
    """Return the length of the great circle between two places (the haversine formula)."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(radians, place)) for place in (one, other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))


CHECKS = (coordinates_are_near_the_others, coordinates_come_in_pairs, links_are_as_long_as_the_way)
