"""Whether two locations may be one place, each no more precise than its report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.model import Level, Shape
from gazetteer.within import contains, distance_m

if TYPE_CHECKING:
    from gazetteer.model import Location

SUBURBS = 1.5
"""How many of its own radii a city's suburbs lie out."""

QUARTER_M = 30_000.0
"""Up to this radius an informal region is a quarter or a valley: what is near it may be in it."""

_PART_OF = 5  # so many times more people make a neighbour a part of the city
_MANY = 1_000_000  # people in a city where several things of a kind may happen in one day


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one aspect of two reports says.

    Attributes
    ----------
    need
        How much must agree elsewhere for the two to be one event; below 0: how much agrees here.
    reason
        Why, in words; ``""`` where there is nothing to say.
    rules_out
        Whether the two contradict each other here, so that nothing else can make them one.
    """

    need: float = 0.0
    reason: str = ""
    rules_out: bool = False


_NEED_OF_LEVEL = {
    Level.POI: 0.0,
    Level.CITY: 0.0,
    Level.ADMIN2: 0.3,
    Level.ADMIN1: 1.0,
    Level.REGION: 1.0,
    Level.SEA: 1.0,
    Level.COUNTRY: 1.4,
}
"""What the same place leaves open: much may happen in a country in one day."""

_NAME_OF_LEVEL = {Level.POI: "spot", Level.CITY: "town", Level.ADMIN2: "district", Level.ADMIN1: "region"}


def reach_m(at: Location) -> float:
    """Metres around a location within which another name may mean the same: its ring, or its suburbs."""
    if at.shape is Shape.AREA:
        return 0.0
    return at.radius_m if at.shape is Shape.NEAR else SUBURBS * at.radius_m


def is_quarter(at: Location) -> bool:
    """Whether an area is an informal one no greater than a city."""
    return at.place.level is Level.REGION and at.radius_m <= QUARTER_M


def compare_places(one: Location | None, other: Location | None, within_km: float) -> Part:
    """Say how near two locations leave it that they are one place; the same whichever comes first."""
    if one is None or other is None:
        return Part(need=9.0, reason="one report names no place")
    if one.area_id == other.area_id:
        return _same(one)
    if Shape.AREA in (one.shape, other.shape):
        return _areas(one, other)
    return _points(one, other, within_km)


def _same(at: Location) -> Part:
    level = at.place.level
    crowded = 0.3 if level is Level.CITY and at.place.population >= _MANY else 0.0
    return Part(need=_NEED_OF_LEVEL[level] + crowded, reason=f"same {_NAME_OF_LEVEL.get(level, level.value)}")


def _two(one: Location, other: Location) -> Part:
    names = sorted((one.place.name, other.place.name))
    return Part(reason=f"{names[0]} and {names[1]} are two places", rules_out=True)


def _points(one: Location, other: Location, within_km: float) -> Part:
    """Compare two towns, or spots near towns."""
    if one.place.id == other.place.id:
        return Part(need=0.1, reason="in and near the same town")
    apart_m = distance_m(one.lon, one.lat, other.lon, other.lat)
    if apart_m <= within_km * 1000:
        return Part(need=0.3, reason=f"{apart_m / 1000:.0f} km apart")
    ringed = any(at.shape is Shape.NEAR and apart_m <= at.radius_m for at in (one, other))
    if ringed or _is_suburb(one, other, apart_m):
        return Part(need=0.6, reason=f"{apart_m / 1000:.0f} km apart, no further than the reports leave open")
    return _two(one, other)


def _is_suburb(one: Location, other: Location, apart_m: float) -> bool:
    """Whether the smaller town is so small and near as to be a part of the greater."""
    great, small = sorted((one, other), key=lambda at: (-at.place.population, at.place.id))
    much = great.place.population >= _PART_OF * max(1, small.place.population)
    return much and apart_m <= SUBURBS * great.radius_m


def _areas(one: Location, other: Location) -> Part:
    """Compare places of which one at least is known only as an area."""
    if one.place.id == other.place.id:
        return _two(one, other) if one.part and other.part else _same(one)
    outer, inner = _nested(one, other)
    if outer is None or inner is None:
        return _two(one, other)
    if is_quarter(outer):
        return Part(need=0.4, reason=f"{inner.place.name} lies around {outer.place.name}")
    need = _NEED_OF_LEVEL[outer.place.level] + 0.1
    return Part(need=need, reason=f"{inner.place.name} lies in {outer.place.name}")


def _nested(one: Location, other: Location) -> tuple[Location, Location] | tuple[None, None]:
    """Put the area that holds the other first; none where neither does."""
    for outer, inner in ((one, other), (other, one)):
        if outer.shape is Shape.AREA and contains(outer.place, inner.place):
            return outer, inner
    apart_m = distance_m(one.lon, one.lat, other.lon, other.lat)
    for outer, inner in ((one, other), (other, one)):
        if is_quarter(outer) and apart_m <= max(outer.radius_m, reach_m(inner)):
            return outer, inner
    return None, None
