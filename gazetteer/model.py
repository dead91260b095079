"""The gazetteer's nouns: places on Earth, mentions in text, and what ties the two.

All values are frozen. Coordinates are degrees in WGS 84 (EPSG:4326), longitude before latitude;
text positions are Unicode code points.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """What a place is, from the smallest to the largest."""

    POI = "poi"
    CITY = "city"
    ADMIN2 = "admin2"
    ADMIN1 = "admin1"
    COUNTRY = "country"
    REGION = "region"
    SEA = "sea"


class Role(StrEnum):
    """What a mention does in its text."""

    PLACE = "place"
    """Somewhere an event can happen."""
    DEMONYM = "demonym"
    """An adjective of nationality ("Russian"): context, never the place of an event."""
    ORGANISATION = "organisation"
    """Part of the name of an organisation ("Paris Police Department")."""
    SPEAKER = "speaker"
    """A government named by its seat ("Moscow says")."""
    DATELINE = "dateline"
    """Where the reporter wrote from ("KYIV, March 22 (Agency) -")."""


class Shape(StrEnum):
    """How a location is to be drawn."""

    POINT = "point"
    """A named town or spot."""
    NEAR = "near"
    """Somewhere within `radius_m` of the point."""
    AREA = "area"
    """Anywhere in the named area; the point is only where a label goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One named spot or area on Earth.

    Attributes
    ----------
    id
        Source and key, such as ``"geonames:694992"``; stable between releases.
    name
        The main name, in the Latin script where there is one.
    level
        What kind of thing it is.
    lon, lat
        Degrees, WGS 84; lon in [-180, 180], lat in [-90, 90].
    radius_m
        How far the named thing may reach from the point, in metres.
    country
        ISO 3166-1 alpha-2, or ``""`` where none or several apply.
    parents
        Ids of what contains it, nearest first.
    population
        People; 0 when unknown.
    capital
        True for the seat of a country's government.
    """

    id: str
    name: str
    level: Level
    lon: float
    lat: float
    radius_m: float = 0.0
    country: str = ""
    parents: tuple[str, ...] = ()
    population: int = 0
    capital: bool = False

    def __post_init__(self) -> None:
        """Refuse swapped or impossible coordinates."""
        if not (-180 <= self.lon <= 180 and -90 <= self.lat <= 90):
            raise ValueError(f"{self.id}: lon {self.lon}, lat {self.lat} is not on Earth")
        if self.radius_m < 0 or self.population < 0:
            raise ValueError(f"{self.id}: a radius and a population are never negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of text that may name a place; ``text == source[start:end]``.

    Attributes
    ----------
    start, end
        Code points, half-open.
    text
        The name as written, without type words, articles and possessives.
    level
        What the words around it say it is ("the town of X", "X region"), or None.
    role
        What the mention does in its text.
    """

    start: int
    end: int
    text: str
    level: Level | None = None
    role: Role = Role.PLACE

    def __post_init__(self) -> None:
        """Refuse spans that do not fit their text."""
        if self.start < 0 or self.end - self.start != len(self.text) or not self.text:
            raise ValueError(f"{self.text!r} does not span {self.start} to {self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that may be meant: how likely (0 to 1) and, in words, why."""

    place: Place
    score: float
    reasons: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse scores that are no probability."""
        if not 0 <= self.score <= 1:
            raise ValueError(f"{self.place.id}: score {self.score} is not between 0 and 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a mention was taken to mean.

    Attributes
    ----------
    mention
        The name in the text.
    best
        The likeliest place, or None: an honest "don't know".
    others
        The runners-up, likeliest first.
    """

    mention: Mention
    best: Candidate | None
    others: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where an event was, as precisely as its report says and no more.

    Attributes
    ----------
    place
        The named place it rests on.
    shape
        How to draw it: a point, somewhere near a point, or anywhere in an area.
    lon, lat
        Degrees, WGS 84: the point, the ring's centre or the area's label position.
    radius_m
        Metres within which the event is thought to lie.
    geo_precision
        ACLED: 1 a named town, 2 near a town or part of a region, 3 a larger region.
    where_prec
        UCDP GED: 1 exact, 2 within about 25 km, 3 second-order division, 4 first-order division,
        5 line or fuzzy area, 6 country, 7 sea or air.
    wording
        The place as the report words it ("northern Chernihiv region").
    part
        Which part of the named place it is: a point of the compass (``"ne"``) or ``"central"``; ``""``
        for all of it.
    score
        How sure the choice of place is, in [0, 1].
    reasons
        Why this place, in words.
    others
        Runner-up places, likeliest first.
    """

    place: Place
    shape: Shape
    lon: float
    lat: float
    radius_m: float
    geo_precision: int
    where_prec: int
    wording: str = ""
    part: str = ""
    score: float = 1.0
    reasons: tuple[str, ...] = ()
    others: tuple[Candidate, ...] = ()

    def __post_init__(self) -> None:
        """Refuse codes outside the two code books."""
        if self.geo_precision not in range(1, 4):
            raise ValueError(f"geo_precision {self.geo_precision} is not 1 to 3 (ACLED)")
        if self.where_prec not in range(1, 8):
            raise ValueError(f"where_prec {self.where_prec} is not 1 to 7 (UCDP GED)")
        if not 0 <= self.score <= 1:
            raise ValueError(f"score {self.score} is not between 0 and 1")

    @property
    def area_id(self) -> str:
        """Under which its outline is filed: the place's id, with the part where it is only one."""
        return f"{self.place.id}/{self.part}" if self.part else self.place.id
