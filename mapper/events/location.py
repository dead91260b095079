"""From a resolved name to where an event may be drawn: a point, a ring around one, or an area."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazetteer.model import Level, Location, Shape

if TYPE_CHECKING:
    from gazetteer.model import Place, Resolution

# Radii in metres where the gazetteer states none: a town by its order of size, after the extents
# that the point-radius method (Zermoglio et al. 2020, Georeferencing Quick Reference Guide) measures.
_TOWN_RADII_M = ((1_000_000, 15_000.0), (100_000, 7_000.0), (10_000, 3_000.0), (0, 2_000.0))
_NEAR_RADIUS_M = 15_000.0  # "near X": within half the usual distance to the next town of its size
_AREA_RADII_M = {
    Level.ADMIN2: 25_000.0,
    Level.ADMIN1: 90_000.0,
    Level.COUNTRY: 300_000.0,
    Level.REGION: 150_000.0,
    Level.SEA: 200_000.0,
}
# UCDP GED code book, 2.2 (where_prec); ACLED code book (geo_precision).
_CODES = {
    Level.POI: (1, 1),
    Level.CITY: (1, 1),
    Level.ADMIN2: (2, 3),
    Level.ADMIN1: (3, 4),
    Level.COUNTRY: (3, 6),
    Level.REGION: (3, 5),
    Level.SEA: (3, 7),
}
_NEAR = re.compile(
    r"\b(?:near|close to|outside(?: of)?|not far from|on the (?:outskirts|edge) of|"
    r"(?:outskirts|suburbs?|vicinity|environs|countryside) of|around|surrounding|on the road to|"
    r"\d+ ?(?:km|kilomet(?:er|re)s|miles) (?:from|\w+ of)|"
    r"(?:north|south|east|west|northeast|northwest|southeast|southwest) of)"
    r"(?: the)?(?: [a-z-]+){0,3} $"
)
_AROUND = re.compile(r"\b(?:the )?(?:region|province|oblast|governorate) (?:surrounding|around) (?:the )?$")


def is_near(text: str, start: int) -> bool:
    """Whether the words before code point `start` put something near a place, not in it."""
    return bool(_NEAR.search(text[max(0, start - 48) : start]))


def names_region_around(text: str, start: int) -> bool:
    """Whether the words before code point `start` mean the division that surrounds a town."""
    return bool(_AROUND.search(text[max(0, start - 40) : start]))


def town_radius_m(population: int) -> float:
    """Metres that a town of so many people may reach from its point.

    Examples
    --------
    >>> town_radius_m(8_000)
    2000.0
    """
    return next(radius for size, radius in _TOWN_RADII_M if population >= size)


def locate(resolution: Resolution, text: str) -> Location:
    """Turn a resolved mention of `text` into a location with its precision codes.

    Raises
    ------
    ValueError
        The mention was not resolved.
    """
    best = resolution.best
    if best is None:
        raise ValueError(f"{resolution.mention.text!r} was not resolved")
    place = best.place
    near = place.level in (Level.CITY, Level.POI) and is_near(text, resolution.mention.start)
    geo_precision, where_prec = (2, 2) if near else _CODES[place.level]
    radius_m = _radius_m(place, near=near)
    if place.level is Level.CITY and not near and radius_m > 10_000 and place.population < 100_000:
        where_prec = 2  # the gazetteer itself only knows roughly where it is
    return Location(
        place=place,
        shape=_shape(place, near=near),
        lon=place.lon,
        lat=place.lat,
        radius_m=radius_m,
        geo_precision=geo_precision,
        where_prec=where_prec,
        wording=resolution.mention.text,
        score=best.score,
        reasons=best.reasons,
        others=resolution.others,
    )


def _shape(place: Place, *, near: bool) -> Shape:
    if near:
        return Shape.NEAR
    return Shape.POINT if place.level in (Level.CITY, Level.POI) else Shape.AREA


def _radius_m(place: Place, *, near: bool) -> float:
    own = place.radius_m
    if place.level in (Level.CITY, Level.POI):
        own = own or town_radius_m(place.population)
        return own + _NEAR_RADIUS_M if near else own
    return own or _AREA_RADII_M[place.level]
