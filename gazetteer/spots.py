"""What each kind of phrase means on the map: one small function a kind.

A spot is a circle with its codes after ACLED and UCDP and the reason in words. None means that the phrase
does not fit the place ("outskirts of Mali"), which then stands for itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from gazetteer.around import country_beside, division_around, near_m, other_place
from gazetteer.compass import CENTRAL, in_words
from gazetteer.model import Level, Shape
from gazetteer.phrases import Tie
from gazetteer.sphere import Circle, distance_m, enclose, midpoint, travel
from gazetteer.uncertainty import offset, shifted, within

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazetteer.areas import Areas
    from gazetteer.model import Place, Resolution
    from gazetteer.relative import Relation
    from gazetteer.store import Gazetteer

# Radii in metres where the gazetteer states none: a town by its order of size.
_TOWN_RADII_M = ((1_000_000, 15_000.0), (100_000, 7_000.0), (10_000, 3_000.0), (0, 2_000.0))
_AREA_RADII_M = MappingProxyType(
    {
        Level.ADMIN2: 25_000.0,
        Level.ADMIN1: 90_000.0,
        Level.COUNTRY: 300_000.0,
        Level.REGION: 150_000.0,
        Level.SEA: 200_000.0,
    }
)
_SMALL = frozenset((Level.CITY, Level.POI))
_PARTS_CODES = MappingProxyType(
    {
        Level.ADMIN2: (2, 3),
        Level.ADMIN1: (2, 4),
        Level.COUNTRY: (3, 5),
        Level.REGION: (3, 5),
        Level.SEA: (3, 7),
    }
)
"""ACLED: part of a region is 2. UCDP: what is larger than a division and smaller than the country is 5."""

# Widths that no rule of the method gives; each tried on the phrases of benchmarks/relative_places.py.
EDGE_M = 2_000.0
"""Outskirts go on so far beyond a town."""
FRONT_M = 18_000.0
"""A front is called after a town up to so far away from its edge."""
COUNTRYSIDE_M = 25_000.0
"""The country around a town, from its edge."""
SHORE_M = 25_000.0
"""Off a coast, where no distance is said: up to about the edge of the territorial sea (12 nautical miles)."""
BORDER_M = 10_000.0
"""On both sides of a border; what is farther is hardly called "at the border"."""
SIDEWAYS_M = 3_000.0
"""How far a road or a spot between two towns lies off the line between them, at least."""
NEAR_UCDP_M, NEAR_ACLED_M = 25_000.0, 50_000.0
"""UCDP's own bound of "near" (where_prec 2), and one of ours for ACLED's geo_precision 2."""

_MOST_CIRCLES = 500  # that are kept in mind


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A phrase, the place that it hangs on, and what may be asked about both."""

    told: Relation
    place: Place
    text: str
    gazetteer: Gazetteer
    areas: Areas | None
    among: Sequence[Resolution]

    @property
    def town(self) -> Circle:
        """The place with its reach."""
        return Circle(lon=self.place.lon, lat=self.place.lat, radius_m=reach_of(self.place))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """What a phrase means: a circle, how to draw it, its codes, why; or another place, whole."""

    circle: Circle
    geo_precision: int
    where_prec: int
    reason: str
    shape: Shape = Shape.NEAR
    part: str = ""
    place: Place | None = None


def reach_of(place: Place) -> float:
    """Metres that a place may reach from its point."""
    if place.level in _SMALL:
        return place.radius_m or town_radius_m(place.population)
    return place.radius_m or _AREA_RADII_M[place.level]


def town_radius_m(population: int) -> float:
    """Metres that a town of so many people may reach from its point.

    Examples
    --------
    >>> town_radius_m(8_000)
    2000.0
    """
    return next(radius for size, radius in _TOWN_RADII_M if population >= size)


def _ring(circle: Circle, reason: str) -> Spot:
    """Code a ring around nowhere in particular by how wide it is."""
    return Spot(
        circle=circle,
        geo_precision=2 if circle.radius_m <= NEAR_ACLED_M else 3,
        where_prec=2 if circle.radius_m <= NEAR_UCDP_M else 5,
        reason=f"{reason}; within {circle.radius_m / 1000:.0f} km (point-radius method)",
    )


def _offset(case: Case) -> Spot:
    told = case.told
    circle = offset(case.town, told.point, told.away_m, told.error_m)
    return _ring(circle, f"{told.away_m / 1000:.3g} km {in_words(told.point)} of {case.place.name}")


def _within(case: Case) -> Spot | None:
    if case.place.level is Level.COUNTRY:
        return _border(case)
    circle = within(case.town, case.told.away_m, case.told.error_m)
    return _ring(
        circle, f"{case.told.away_m / 1000:.3g} km from {case.place.name}, in which direction is not said"
    )


def _beyond(case: Case) -> Spot | None:
    if case.place.level not in _SMALL:
        return None
    reach = reach_of(case.place)
    near = near_m(case.place, reach, case.gazetteer)
    circle = shifted(case.town, case.told.point, reach / 2 + near, reach / 2 + near)
    return _ring(circle, f"{in_words(case.told.point)} of {case.place.name}, how far is not said")


def _near(case: Case) -> Spot | None:
    if case.place.level not in _SMALL:
        return None
    reach = reach_of(case.place)
    circle = replace_radius(case.town, reach + near_m(case.place, reach, case.gazetteer))
    return _ring(circle, f"near {case.place.name}: up to half the way to the next town of its size")


def _outskirts(case: Case) -> Spot | None:
    if case.place.level not in _SMALL:
        return None
    reach, point = reach_of(case.place), case.told.point
    circle = shifted(case.town, point, 0.8 * reach, 0.7 * reach + EDGE_M)
    if not point:
        circle = replace_radius(circle, 1.1 * reach + EDGE_M)
    side = f"{in_words(point)}ern " if point else ""
    return _ring(circle, f"the {side}outskirts of {case.place.name}")


def replace_radius(circle: Circle, radius_m: float) -> Circle:
    """Give a circle another radius."""
    return Circle(lon=circle.lon, lat=circle.lat, radius_m=radius_m)


def _countryside(case: Case) -> Spot | None:
    if case.place.level not in _SMALL:
        return _part(case) if case.told.point else None
    reach, point = reach_of(case.place), case.told.point
    circle = shifted(case.town, point, reach + COUNTRYSIDE_M / 2, reach / 2 + 0.7 * COUNTRYSIDE_M)
    if not point:
        circle = replace_radius(circle, reach + COUNTRYSIDE_M)
    return _ring(circle, f"the country around {case.place.name}")


def _region(case: Case) -> Spot | None:
    if case.place.level not in _SMALL:
        return None
    division = division_around(case.place, case.gazetteer)
    if division is None:
        return None
    reason = f"the region around {case.place.name} is {division.name}"
    return Spot(circle=case.town, geo_precision=3, where_prec=4, reason=reason, place=division)


def _part(case: Case) -> Spot | None:
    point, place = case.told.point, case.place
    if not point or (case.told.described and _is_described(case)):
        return None
    reason = f"the {in_words(point)} of {place.name}"
    if place.level in _SMALL:
        reach = reach_of(place)
        circle = shifted(case.town, "" if point == CENTRAL else point, reach / 2, 0.75 * reach)
        if point == CENTRAL:
            circle = replace_radius(circle, reach / 2)
        return Spot(circle=circle, geo_precision=1, where_prec=1, reason=reason, shape=Shape.POINT)
    geo_precision, where_prec = _PARTS_CODES[place.level]
    return Spot(
        circle=_part_circle(case),
        geo_precision=geo_precision,
        where_prec=where_prec,
        reason=reason,
        shape=Shape.AREA,
        part=point,
    )


def _part_circle(case: Case) -> Circle:
    """Draw the smallest circle around the part of an outline; of a circle, one three quarters as wide."""
    point, reach = case.told.point, reach_of(case.place)
    drawn = _circle_of_part(case.place.id, point, case.areas) if case.areas is not None else None
    if drawn is not None:
        return drawn
    if point == CENTRAL:
        return replace_radius(case.town, 0.6 * reach)
    return shifted(case.town, point, reach / 2, 0.75 * reach)


@lru_cache(maxsize=_MOST_CIRCLES)
def _circle_of_part(area: str, point: str, areas: Areas) -> Circle | None:
    """Enclose a part of an outline, once for all reports that tell of it; None where there is none."""
    from gazetteer.parts import part_of  # noqa: PLC0415 - plain names need no geometry

    part = part_of(area, point, areas)
    return None if part is None else enclose(part)


@lru_cache(maxsize=_MOST_CIRCLES)
def _circle_of_coast(area: str, areas: Areas) -> Circle | None:
    """Enclose a coast, once for all reports that tell of it; None where an area has none."""
    from gazetteer.parts import coast_of  # noqa: PLC0415 - plain names need no geometry

    line = coast_of(area, areas)
    return None if line is None else enclose(line)


def _is_described(case: Case) -> bool:
    """Whether a direction says where a division lies in its country: "the northern Idlib province"."""
    if case.place.level not in (Level.ADMIN1, Level.ADMIN2):
        return False
    if case.told.point == CENTRAL:  # no telling from two points
        return True
    row = case.gazetteer.country_row(case.place.country)
    if row is None:
        return False
    from gazetteer.parts import lies_towards  # noqa: PLC0415 - plain names need no geometry

    return lies_towards(case.told.point, (case.place.lon, case.place.lat), case.gazetteer.point_at(row))


def _between(case: Case) -> Spot | None:
    other = other_place(case.told, case.place, case.gazetteer, case.among)
    if other is None:
        return None
    if Level.COUNTRY in (case.place.level, other.level) or case.place.level is other.level is Level.ADMIN1:
        return _border(case)
    circle = _midway(case.place, other)
    lengthwise = "on the road" if case.told.tie is Tie.ROAD else "between"
    spot = _ring(circle, f"{lengthwise}: {case.place.name} and {other.name}")
    return (
        spot
        if spot.where_prec == 2
        else Spot(circle=circle, geo_precision=spot.geo_precision, where_prec=5, reason=spot.reason)
    )


def _midway(one: Place, other: Place) -> Circle:
    """Draw a circle over all that lies between two places: its middle is halfway, both are on its edge."""
    lon, lat = midpoint(one, other)
    apart = distance_m((one.lon, one.lat), (other.lon, other.lat))
    return Circle(lon=lon, lat=lat, radius_m=max(1.05 * apart / 2, apart / 2 + SIDEWAYS_M))


def _towards(case: Case) -> Spot | None:
    return _near(case)


def _front(case: Case) -> Spot | None:
    if case.told.other:
        spot = _between(case)
        if spot is not None:
            wider = replace_radius(spot.circle, spot.circle.radius_m + FRONT_M / 2)
            return _ring(wider, f"the front that is called after {case.place.name} and {case.told.other}")
    if case.place.level not in _SMALL:
        return None
    circle = replace_radius(case.town, reach_of(case.place) + FRONT_M)
    return _ring(circle, f"the front that is called after {case.place.name}")


def _border(case: Case) -> Spot | None:
    """Draw a circle around the line between two areas; between a town and an area, around the town's side."""
    place, told = case.place, case.told
    if place.level in _SMALL or place.level is Level.SEA:
        return None
    other = other_place(told, place, case.gazetteer, case.among) if told.other else None
    other = other or country_beside(place, case.gazetteer, case.among)
    line = None
    if case.areas is not None:
        from gazetteer.parts import border_between, border_of  # noqa: PLC0415 - plain names need no geometry

        line = border_between(place.id, other.id, case.areas) if other is not None else None
        if line is None:
            other, line = None, border_of(place.id, case.areas)
    width = BORDER_M + told.away_m + told.error_m
    if line is not None:
        circle = enclose(line)
        circle = replace_radius(circle, circle.radius_m + width)
    else:
        circle = replace_radius(case.town, reach_of(place) + width)
    whose = f"the border of {place.name}" + (f" with {other.name}" if other is not None else "")
    return Spot(circle=circle, geo_precision=3, where_prec=5, reason=whose)


def _coast(case: Case) -> Spot | None:
    if case.place.level in _SMALL:
        return _off_town(case)
    away = max(SHORE_M, case.told.away_m + case.told.error_m)
    circle = _circle_of_coast(case.place.id, case.areas) if case.areas is not None else None
    if circle is None:
        return None
    part = case.told.point
    if part and part != CENTRAL:  # "off the southern coast of": half of it, on that side
        circle = shifted(circle, part, circle.radius_m / 2, 0.7 * circle.radius_m)
    circle = replace_radius(circle, circle.radius_m + away)
    return Spot(circle=circle, geo_precision=3, where_prec=7, reason=f"at sea off {case.place.name}")


def _off_town(case: Case) -> Spot:
    """Move out to sea, where the sea can be seen; around the town where it cannot."""
    reach, told = reach_of(case.place), case.told
    away = told.away_m or SHORE_M / 2
    width = max(told.error_m, 0.4 * away) if told.away_m else SHORE_M / 2
    bearing = None
    if case.areas is not None:
        from gazetteer.parts import seaward  # noqa: PLC0415 - plain names need no geometry

        bearing = seaward(case.place.lon, case.place.lat, max(away, reach), case.areas)
    if bearing is None:
        circle = replace_radius(case.town, reach / 2 + away + width)
    else:
        lon, lat = travel(case.place.lon, case.place.lat, bearing, away + reach / 4)
        circle = Circle(lon=lon, lat=lat, radius_m=width + reach / 2 + 0.2 * away)
    near = 2 if circle.radius_m <= NEAR_ACLED_M else 3
    return Spot(circle=circle, geo_precision=near, where_prec=7, reason=f"at sea off {case.place.name}")


SPOTS: MappingProxyType[Tie, Callable[[Case], Spot | None]] = MappingProxyType(
    {
        Tie.OFFSET: _offset,
        Tie.WITHIN: _within,
        Tie.BEYOND: _beyond,
        Tie.NEAR: _near,
        Tie.OUTSKIRTS: _outskirts,
        Tie.COUNTRYSIDE: _countryside,
        Tie.REGION: _region,
        Tie.PART: _part,
        Tie.BETWEEN: _between,
        Tie.ROAD: _between,
        Tie.TOWARDS: _towards,
        Tie.FRONT: _front,
        Tie.BORDER: _border,
        Tie.COAST: _coast,
    }
)
"""What each kind of phrase means."""
