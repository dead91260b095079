"""Circles on the Earth: far points, midpoints, and the smallest circle around a shape."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import shapely

    from gazetteer.model import Place

EARTH_M = 6_371_008.8
"""Mean radius in metres (IUGG)."""

METRES_A_DEGREE = EARTH_M * math.pi / 180
"""Of latitude."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """A point in degrees, WGS 84, and how far around it, in metres."""

    lon: float
    lat: float
    radius_m: float

    def holds(self, lon: float, lat: float) -> bool:
        """Whether a point lies in it."""
        return distance_m((self.lon, self.lat), (lon, lat)) <= self.radius_m


def distance_m(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance of two (lon, lat) points in metres, by the haversine formula.

    Examples
    --------
    >>> round(distance_m((30.52, 50.45), (36.25, 49.98)) / 1000)  # Kyiv to Kharkiv
    411
    """
    (lon, lat), (lon2, lat2) = one, other
    half = math.radians(lat2 - lat) / 2, math.radians(lon2 - lon) / 2
    cosines = math.cos(math.radians(lat)) * math.cos(math.radians(lat2))
    chord = math.sin(half[0]) ** 2 + cosines * math.sin(half[1]) ** 2
    return 2 * EARTH_M * math.asin(math.sqrt(min(1.0, chord)))


def travel(lon: float, lat: float, bearing: float, metres: float) -> tuple[float, float]:
    """Longitude and latitude after so many metres along a great circle.

    Parameters
    ----------
    bearing
        Degrees clockwise from north, at the start.

    Examples
    --------
    >>> tuple(round(part, 2) for part in travel(36.25, 50.0, 180, 30_000))
    (36.25, 49.73)
    """
    turn, arc, north = math.radians(bearing), metres / EARTH_M, math.radians(lat)
    sine = math.sin(north) * math.cos(arc) + math.cos(north) * math.sin(arc) * math.cos(turn)
    lat2 = math.asin(max(-1.0, min(1.0, sine)))
    east = math.atan2(
        math.sin(turn) * math.sin(arc) * math.cos(north), math.cos(arc) - math.sin(north) * math.sin(lat2)
    )
    return (lon + math.degrees(east) + 540) % 360 - 180, math.degrees(lat2)


def bearing_to(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Degrees clockwise from north in which the other point lies from the first.

    Examples
    --------
    >>> round(bearing_to((0.0, 0.0), (1.0, 0.0)))
    90
    """
    (lon, lat), (lon2, lat2) = ((math.radians(part) for part in point) for point in (one, other))
    east = math.sin(lon2 - lon) * math.cos(lat2)
    north = math.cos(lat) * math.sin(lat2) - math.sin(lat) * math.cos(lat2) * math.cos(lon2 - lon)
    return math.degrees(math.atan2(east, north)) % 360


def midpoint(one: Place, other: Place) -> tuple[float, float]:
    """Longitude and latitude halfway along the great circle between two places."""
    start, end = (one.lon, one.lat), (other.lon, other.lat)
    return travel(*start, bearing_to(start, end), distance_m(start, end) / 2)


_FINEST = 9
"""Decimals of a degree, a tenth of a millimetre: corners nearer than that have no circle through them."""


def enclose(shape: shapely.Geometry) -> Circle:
    """Find the smallest circle around a shape in degrees; a shape more than 180 wide goes round the back.

    Exact on a plane on which degrees of longitude are as long as in the shape's middle latitude; on the
    sphere the radius is then widened to the farthest corner.
    """
    import numpy as np  # noqa: PLC0415 - plain names need no geometry, and both are slow to load
    import shapely  # noqa: PLC0415 - the same

    west, south, east, north = shapely.bounds(shape).tolist()
    if east - west > 180:
        shape = shapely.transform(shape, lambda xy: np.column_stack([xy[:, 0] % 360, xy[:, 1]]))
        west, _, east, _ = shapely.bounds(shape).tolist()
    wide = max(0.01, math.cos(math.radians((south + north) / 2)))
    plane = shapely.transform(shape, lambda xy: np.round(xy * (wide, 1.0), _FINEST))
    centre = shapely.minimum_bounding_circle(plane).centroid
    lon, lat = (
        (centre.x / wide, centre.y) if not centre.is_empty else ((west + east) / 2, (south + north) / 2)
    )
    corners = shapely.get_coordinates(shapely.convex_hull(shape))
    reach = max((distance_m((lon, lat), (x, y)) for x, y in corners.tolist()), default=0.0)
    return Circle(lon=(lon + 180) % 360 - 180, lat=lat, radius_m=reach)
