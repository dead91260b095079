"""Where a row of a table is: its own coordinate at the precision it claims, or what its names lead to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, partial
from hashlib import blake2b
from typing import TYPE_CHECKING

from gazetteer.errors import UnknownPlaceError
from gazetteer.model import Level, Location, Place, Shape
from gazetteer.names import fold, strip_type
from mapper.codes import AREA_RADII_M, CODES, LEVEL_OF_WHERE, NEAR_RADIUS_M, town_radius_m
from mapper.divisions import Asked, find_country, find_divisions
from mapper.geocode import Answer, open_geocoder
from mapper.sheet import UNCODED

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazetteer.store import Gazetteer

AREAS = frozenset(AREA_RADII_M)
_LEVELS = frozenset(Level)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a row says of where besides its coordinate; ``""``, 0 where it says nothing.

    Attributes
    ----------
    place, admin2, admin1, country
        As written.
    geonameid, level
        As `mapper events` writes them.
    geo_precision, where_prec
        ACLED's and UCDP's codes.
    radius_m
        Metres; negative where the row does not say.
    """

    place: str = ""
    admin2: str = ""
    admin1: str = ""
    country: str = ""
    geonameid: str = ""
    level: str = ""
    geo_precision: int = UNCODED
    where_prec: int = UNCODED
    radius_m: float = -1.0

    def asked(self) -> Asked:
        """Take the names alone."""
        return Asked(place=self.place, admin2=self.admin2, admin1=self.admin1, country=self.country)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spotter:
    """Finds where rows are; what rows share is looked up once.

    Attributes
    ----------
    at
        Where a row with a coordinate is: its names, longitude and latitude in degrees.
    by_name
        Where a row without a coordinate is; None, with the reason in words, where its names lead nowhere.
    """

    at: Callable[[Named, float, float], Location]
    by_name: Callable[[Named], Location | str]


def open_spotter(gazetteer: Gazetteer) -> Spotter:
    """Make a spotter that looks names up in a gazetteer."""
    memory = _Memory(
        known=cache(partial(_known, gazetteer=gazetteer)),
        country_of=cache(partial(_country_of, gazetteer=gazetteer)),
        divisions_of=cache(partial(_divisions_of, gazetteer=gazetteer)),
        answer_to=open_geocoder(gazetteer),
    )
    return Spotter(at=partial(_at, memory), by_name=partial(_by_name, memory))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Memory:
    """What was looked up once."""

    known: Callable[[str], Place | None]
    country_of: Callable[[str], str]
    divisions_of: Callable[[Asked], tuple[Place, ...]]
    answer_to: Callable[[Asked], Answer]


def _known(geonameid: str, gazetteer: Gazetteer) -> Place | None:
    """Place of a GeoNames id, or None."""
    try:
        return gazetteer.place(f"geonames:{geonameid}")
    except UnknownPlaceError:
        return None


def _country_of(name: str, gazetteer: Gazetteer) -> str:
    """Code of a country, or nothing."""
    found = find_country(name, gazetteer)
    return found.country if found else ""


def _divisions_of(asked: Asked, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Divisions that a row names, smallest first."""
    return tuple(find_divisions(asked, gazetteer).known())


def _at(memory: _Memory, named: Named, lon: float, lat: float) -> Location:
    """Where a row with a coordinate is."""
    level, geo, where = claimed(named)
    place = memory.known(named.geonameid) if named.geonameid else None
    if place is None or place.level is not level:
        held = memory.divisions_of(replace(named.asked(), place=""))
        area = _area(named, level, held, memory) if level in AREAS else None
        place = area or _unknown(named, level, (lon, lat), memory.country_of(named.country), held)
    return _location(named, replace(place, lon=lon, lat=lat), (geo, where), ("as the table has it",))


def _by_name(memory: _Memory, named: Named) -> Location | str:
    """Where a row without a coordinate is, or why nowhere."""
    place = memory.known(named.geonameid) if named.geonameid else None
    if place is not None:
        return _location(named, place, CODES[place.level], ("by its GeoNames id in the table",))
    answer = memory.answer_to(named.asked())
    if answer.place is None:
        return answer.reason
    codes = (answer.geo_precision, answer.where_prec)
    found = _location(named, answer.place, codes, tuple(answer.reason.split("; ")))
    return replace(found, score=answer.score, radius_m=answer.radius_m)


def claimed(named: Named) -> tuple[Level, int, int]:
    """Tell what level a row's coordinate stands for, and both code books' numbers.

    From its codes if it has them, else from its level, a type word of its place ("X oblast"), or the
    smallest thing that it names: a row that names no town is not in one.

    Examples
    --------
    >>> claimed(Named(place="Lower Mill")), claimed(Named(admin1="North Province"))
    ((<Level.CITY: 'city'>, 1, 1), (<Level.ADMIN1: 'admin1'>, 3, 4))
    """
    stated = Level(named.level) if named.level in _LEVELS else None
    if named.where_prec != UNCODED or named.geo_precision != UNCODED:
        level = stated or LEVEL_OF_WHERE.get(named.where_prec, Level.CITY)
        geo, where = CODES[level]
        return level, named.geo_precision or geo, named.where_prec or where
    level = stated or _smallest(named)
    return level, *CODES[level]


def _smallest(named: Named) -> Level:
    """Level of the smallest thing that a row names; a bare coordinate is a spot."""
    if named.place:
        typed = strip_type(fold(named.place)).level
        return typed if typed in AREAS else Level.CITY
    for name, level in (
        (named.admin2, Level.ADMIN2),
        (named.admin1, Level.ADMIN1),
        (named.country, Level.COUNTRY),
    ):
        if name:
            return level
    return Level.POI


def _area(named: Named, level: Level, held: tuple[Place, ...], memory: _Memory) -> Place | None:
    """Find the area that a row is known to: among the divisions it names, else by the name of its place."""
    for place in held:
        if place.level is level:
            return place
    found = memory.answer_to(named.asked()).place if named.place else None
    return found if found is not None and found.level is level else None


def _unknown(
    named: Named, level: Level, spot: tuple[float, float], country: str, held: tuple[Place, ...]
) -> Place:
    """Make a place of what the row says, in the divisions that are known of those it names."""
    lon, lat = spot
    name = named.place or named.admin2 or named.admin1 or named.country or f"{lat:.4f}, {lon:.4f}"
    key = "\0".join((name, named.admin2, named.admin1, named.country, f"{lon:.5f}", f"{lat:.5f}"))
    code = country or next((each.country for each in held if each.country), "")
    number = named.geonameid and f"geonames:{named.geonameid}"
    return Place(
        id=number or f"table:{blake2b(key.encode(), digest_size=8).hexdigest()}",
        name=name,
        level=level,
        lon=lon,
        lat=lat,
        country=code,
        parents=tuple(each.id for each in held),
    )


def _location(named: Named, place: Place, codes: tuple[int, int], reasons: tuple[str, ...]) -> Location:
    """Draw a place as precisely as its codes say."""
    geo, where = codes
    shape = Shape.AREA if place.level in AREAS else Shape.NEAR if geo > 1 else Shape.POINT
    return Location(
        place=place,
        shape=shape,
        lon=place.lon,
        lat=place.lat,
        radius_m=named.radius_m if named.radius_m >= 0 else _radius_m(place, shape),
        geo_precision=geo,
        where_prec=where,
        wording=named.place or named.admin2 or named.admin1 or named.country,
        reasons=reasons,
    )


def _radius_m(place: Place, shape: Shape) -> float:
    """Metres that a location may reach: its own, or what is usual for its level."""
    if shape is Shape.NEAR:
        return NEAR_RADIUS_M
    if shape is Shape.AREA:
        return place.radius_m or AREA_RADII_M[place.level]
    return 0.0 if place.level is Level.POI else place.radius_m or town_radius_m(place.population)
