"""A resolved name, in its text, to where an event may have been: a point, a ring, an area, a part of one.

How much each kind of phrase leaves open follows the point-radius method (see `gazetteer.uncertainty`) and,
for "near", the rule of Zermoglio et al. (2020): as far as half the way to the next place of its kind.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from gazetteer.coordinates import find_coordinates
from gazetteer.model import Candidate, Level, Location, Mention, Place, Resolution, Role, Shape
from gazetteer.relative import relation
from gazetteer.spots import SPOTS, Case, Spot, reach_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.areas import Areas
    from gazetteer.coordinates import Coordinates
    from gazetteer.store import Gazetteer

# (geo_precision, where_prec): ACLED code book, "geo_precision"; UCDP GED code book, "where_prec".
_CODES = MappingProxyType(
    {
        Level.POI: (1, 1),
        Level.CITY: (1, 1),
        Level.ADMIN2: (2, 3),
        Level.ADMIN1: (3, 4),
        Level.COUNTRY: (3, 6),
        Level.REGION: (3, 5),
        Level.SEA: (3, 7),
    }
)
_SMALL = frozenset((Level.CITY, Level.POI))
_ROUGH_M, _LARGE_TOWN = 10_000.0, 100_000
"""A town of fewer people that reaches farther than this is one whose point is only roughly known."""

_BESIDE = 45
"""Code points after a name within which coordinates in brackets or commas are that name's."""


def locate(
    resolution: Resolution,
    text: str,
    gazetteer: Gazetteer,
    areas: Areas | None = None,
    *,
    among: Sequence[Resolution] = (),
) -> Location:
    """Say where a resolved mention of a text puts what happened, and how precisely.

    Parameters
    ----------
    text
        What the mention is from; ``""`` for the place itself, whatever stands around its name.
    areas
        Outlines, for parts, borders and coasts; without them these are circles, rougher ones.
    among
        What else the text names, resolved; a second name ("between A and B") is sought there first.

    Raises
    ------
    ValueError
        The mention was not resolved.

    Examples
    --------
    >>> from gazetteer.resolver import geoparse
    >>> from gazetteer.store import Gazetteer
    >>> text = "A convoy was hit 30 km south of Kharkiv."
    >>> with Gazetteer.open() as gazetteer:
    ...     (found,) = geoparse(text, gazetteer)
    ...     where = locate(found, text, gazetteer)
    >>> where.wording, where.shape.value, where.where_prec, round(where.lat, 1)
    ('30 km south of Kharkiv', 'near', 2, 49.7)
    """
    best = resolution.best
    if best is None:
        raise ValueError(f"{resolution.mention.text!r} was not resolved")
    if not text:
        return plain(resolution, best)
    given = _coordinates_of(text, resolution.mention)
    if given is not None:
        return _at_coordinates(resolution, best, given, text)
    told = relation(text, resolution.mention)
    if told is None:
        return plain(resolution, best)
    case = Case(told=told, place=best.place, text=text, gazetteer=gazetteer, areas=areas, among=among)
    spot = SPOTS[told.tie](case)
    if spot is None:
        return plain(resolution, best)
    return _located(resolution, best, spot, " ".join(text[told.start : told.end].split()))


def plain(resolution: Resolution, best: Candidate) -> Location:
    """Locate a place by its name alone."""
    place = best.place
    geo_precision, where_prec = _CODES[place.level]
    radius_m = reach_of(place)
    is_rough = place.level is Level.CITY and radius_m > _ROUGH_M and place.population < _LARGE_TOWN
    return Location(
        place=place,
        shape=Shape.POINT if place.level in _SMALL else Shape.AREA,
        lon=place.lon,
        lat=place.lat,
        radius_m=radius_m,
        geo_precision=geo_precision,
        where_prec=2 if is_rough else where_prec,
        wording=resolution.mention.text,
        score=best.score,
        reasons=best.reasons,
        others=resolution.others,
    )


def _located(resolution: Resolution, best: Candidate, spot: Spot, wording: str) -> Location:
    """Put a spot beside the name that it hangs on."""
    if spot.place is not None:  # the division around a town, whole
        wider = plain(resolution, replace(best, place=spot.place))
        return replace(wider, wording=wording, reasons=(*best.reasons, spot.reason))
    return Location(
        place=best.place,
        shape=spot.shape,
        lon=spot.circle.lon,
        lat=spot.circle.lat,
        radius_m=round(spot.circle.radius_m, 1),
        geo_precision=spot.geo_precision,
        where_prec=spot.where_prec,
        wording=wording,
        part=spot.part,
        score=best.score,
        reasons=(*best.reasons, spot.reason),
        others=resolution.others,
    )


def _coordinates_of(text: str, mention: Mention) -> Coordinates | None:
    """Read coordinates that stand right behind a name: "Kostiantynivka (48.5277, 37.7071)"."""
    after = text[mention.end : mention.end + _BESIDE]
    if not any(character.isdecimal() for character in after):
        return None
    found = find_coordinates(text[mention.end : mention.end + 2 * _BESIDE])
    if not found or len(after[: found[0].start].strip(" ,([:;@-\u2013")) > len(" at coordinates"):
        return None
    lead = after[: found[0].start].strip(" ,([:;@-\u2013").lower()
    return found[0] if lead in {"", "at", "at coordinates", "coordinates", "grid", "mgrs", "gps"} else None


def _at_coordinates(resolution: Resolution, best: Candidate, given: Coordinates, text: str) -> Location:
    """Put a named place where the text's own figures say."""
    mention = resolution.mention
    return Location(
        place=best.place,
        shape=Shape.POINT,
        lon=given.lon,
        lat=given.lat,
        radius_m=round(given.radius_m, 1),
        geo_precision=1,
        where_prec=1,
        wording=" ".join(
            f"{mention.text} {text[mention.end + given.start : mention.end + given.end]}".split()
        ),
        score=best.score,
        reasons=(*best.reasons, "the text gives its coordinates"),
        others=resolution.others,
    )


def points_in(text: str, named: Sequence[Resolution], areas: Areas | None = None) -> list[Resolution]:
    """Take coordinates in a text for places of their own, but for those that stand behind a name.

    Parameters
    ----------
    named
        The names that the text was found to hold, resolved.
    areas
        Outlines; with them each point lies in a division and a country.

    Examples
    --------
    >>> (one,) = points_in("Smoke rose at 48.5277, 37.7071 after noon.", [])
    >>> one.best.place.id, one.best.place.lon, one.best.place.lat
    ('point:48.52770,37.70710', 37.7071, 48.5277)
    """
    found = find_coordinates(text)
    if not found:
        return []
    taken = {
        resolution.mention.end + given.start
        for resolution in named
        if resolution.best is not None and (given := _coordinates_of(text, resolution.mention)) is not None
    }
    return [_point(text, one, areas) for one in found if one.start not in taken]


def _point(text: str, given: Coordinates, areas: Areas | None) -> Resolution:
    """Make a place of a spot that has no name but its figures."""
    written = text[given.start : given.end]
    country, parents = areas.around(given.lon, given.lat) if areas is not None else ("", ())
    place = Place(
        id=f"point:{given.lat:.5f},{given.lon:.5f}",
        name=" ".join(written.split()),
        level=Level.POI,
        lon=given.lon,
        lat=given.lat,
        radius_m=round(given.radius_m, 1),
        country=country,
        parents=parents,
    )
    return Resolution(
        mention=Mention(start=given.start, end=given.end, text=written, role=Role.PLACE),
        best=Candidate(place=place, score=1.0, reasons=("coordinates in the text",)),
    )
