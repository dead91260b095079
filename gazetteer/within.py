"""How two places lie to each other: how far apart, and whether one holds the other."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from gazetteer.model import Level

if TYPE_CHECKING:
    from gazetteer.model import Place

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius, IUGG 1980."""

_SMALL = frozenset([Level.CITY, Level.POI, Level.ADMIN2])


def distance_m(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Great-circle distance between two points in degrees, in metres (haversine).

    Examples
    --------
    >>> round(distance_m(179.9, 0.0, -179.9, 0.0))
    22239
    """
    one, other = math.radians(lat), math.radians(other_lat)
    chord = math.sin((other - one) / 2) ** 2
    chord += math.cos(one) * math.cos(other) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, chord)))


def contains(outer: Place, inner: Place) -> bool:
    """Whether one place lies in the other: by the gazetteer's tree, or inside an informal region's radius."""
    if outer.id in inner.parents:
        return True
    if outer.level is Level.COUNTRY:
        return inner.level is not Level.COUNTRY and outer.country == inner.country
    apart_m = distance_m(outer.lon, outer.lat, inner.lon, inner.lat)
    return outer.level is Level.REGION and inner.level in _SMALL and apart_m <= outer.radius_m
