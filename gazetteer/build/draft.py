"""A place while its sources are being merged."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.names import NameKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazetteer.model import Level

Name = tuple[str, NameKind]
"""A folded name and what kind of name it is."""

_EARTH_KM = 6371.0088
"""Mean radius of the Earth, IUGG 1980."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One row of the index to be.

    Attributes
    ----------
    id, name, level, lon, lat, radius_m, country, population
        As in `gazetteer.model.Place`.
    admin1, admin2
        Ids of the divisions it lies in, or ``""``.
    seat
        Id of its capital or seat, or ``""``.
    flags
        Bits of `gazetteer.columns.Flag`.
    names
        Every name, folded, with its kind; the main one included.
    stated
        Those of the names that a user states.
    spelled
        Whether its names are to be found by how they sound too.
    """

    id: str
    name: str
    level: Level
    lon: float
    lat: float
    radius_m: int = 0
    country: str = ""
    population: int = 0
    admin1: str = ""
    admin2: str = ""
    seat: str = ""
    flags: int = 0
    names: tuple[Name, ...] = ()
    stated: frozenset[str] = frozenset()
    spelled: bool = True


def distance_km(lon: float, lat: float, lon2: float, lat2: float) -> float:
    """Great-circle distance on a sphere, by the haversine formula.

    >>> round(distance_km(30.52, 50.45, 36.25, 49.98))  # Kyiv to Kharkiv
    411
    """
    half = math.radians(lat2 - lat) / 2, math.radians(lon2 - lon) / 2
    cosines = math.cos(math.radians(lat)) * math.cos(math.radians(lat2))
    return 2 * _EARTH_KM * math.asin(math.sqrt(math.sin(half[0]) ** 2 + cosines * math.sin(half[1]) ** 2))


def centre(points: Iterable[tuple[float, float, float]]) -> tuple[float, float]:
    """Weighted mean of (lon, lat, weight) as longitude and latitude, across the antimeridian too.

    The mean is taken of unit vectors, so 179 and -179 degrees meet at 180.

    >>> centre([(179, 0, 1), (-179, 0, 1)])
    (180.0, 0.0)
    """
    x = y = z = 0.0
    for lon, lat, weight in points:
        flat = math.cos(math.radians(lat)) * weight
        x += flat * math.cos(math.radians(lon))
        y += flat * math.sin(math.radians(lon))
        z += math.sin(math.radians(lat)) * weight
    lon, lat = math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))
    return round(lon, 5), round(lat, 5)
