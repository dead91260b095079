"""The mapper's nouns: documents, spans of time, counts, events, and what is left out.

All values are frozen. Times are aware, in UTC, and spans half-open; text positions are Unicode
code points of `Document.text`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely import MultiLineString, MultiPolygon, Polygon

    from gazetteer.model import Location
    from mapper.table import Table


YEARS_OF_PRINT = range(1605, 2201)
"""Years in which a report may have come out.

The first newspaper, the Relation of Strasbourg, is of 1605 (World Association of Newspapers, 2005);
beyond the last a year is a slip of the keyboard. It leaves room for sums with days at either end.
"""


class Precision(StrEnum):
    """How finely a time is known."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One report.

    Attributes
    ----------
    id
        Comes out as it went in; otherwise a hash of the content.
    text
        The report; may be long, may be hostile.
    published
        The calendar day it came out; None when nobody said.
    url
        Where it can be read; ``""`` when unknown. Never trusted: shown as a link only if http(s).
    source
        Who published it; ``""`` when unknown.
    language
        ISO 639-1.
    """

    id: str
    text: str
    published: date | None = None
    url: str = ""
    source: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSpan:
    """When: from `start` until just before `end`, UTC, known to `precision`.

    `ahead` is how far the clocks at the place are ahead of UTC; an hour needs it to have a calendar day,
    which days, weeks and months are anyhow.
    """

    start: datetime
    end: datetime
    precision: Precision
    ahead: timedelta = timedelta(0)

    def __post_init__(self) -> None:
        """Refuse naive times and spans that run backwards."""
        if self.start.utcoffset() != timedelta(0) or self.end.utcoffset() != timedelta(0):
            raise ValueError(f"a span needs times in UTC, not {self.start} to {self.end}")
        if self.end <= self.start:
            raise ValueError(f"a span must end after it starts, not {self.start} to {self.end}")

    def days(self) -> tuple[date, date]:
        """First and last calendar day, at the place."""
        last = self.end + self.ahead - timedelta(microseconds=1)
        return (self.start + self.ahead).date(), last.date()

    def overlaps(self, other: TimeSpan) -> bool:
        """Whether two spans may have a moment in common; an hour meets a day on the calendar of its place."""
        if self.ahead == other.ahead or self.precision is other.precision is Precision.HOUR:
            return self.start < other.end and other.start < self.end
        (first, last), (other_first, other_last) = self.days(), other.days()
        return first <= other_last and other_first <= last


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many: from `low` to `high`, both included, and the words of the report.

    "At least six" is 6 to 6 with its wording beside it: what was counted so far, not what may come.
    `best` is the one figure that a code book chooses, by `rule`; None before one was asked.
    """

    low: int
    high: int
    wording: str = ""
    best: int | None = None
    rule: str = ""

    def __post_init__(self) -> None:
        """Refuse negative counts and ranges that run backwards."""
        if not 0 <= self.low <= self.high:
            raise ValueError(f"{self.low} to {self.high} is not a range of counts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What was counted; None where the report says nothing."""

    killed: Count | None = None
    injured: Count | None = None
    missing: Count | None = None
    detained: Count | None = None
    displaced: Count | None = None
    launched: Count | None = None
    intercepted: Count | None = None

    def items(self) -> list[tuple[str, Count]]:
        """Name and count of what the report states, in the order of the fields."""
        named = ((field.name, getattr(self, field.name)) for field in fields(self))
        return [(name, count) for name, count in named if count is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The stretch of a document that says so; a quote is looked up, never stored twice."""

    document_id: str
    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse empty or backward stretches."""
        if not 0 <= self.start < self.end:
            raise ValueError(f"{self.start} to {self.end} is not a stretch of text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened, as one report or several tell it.

    Attributes
    ----------
    id
        A hash of its identity: the same input gives the same id.
    kind
        A name in ``mapper/data/kinds.toml``: ACLED's sub-type where there is one.
    title
        One line in plain words.
    when
        None: undated, and shown as such.
    day_stated
        Whether the report itself says when; False where the day of publication, or of something told
        beside it, stands in.
    location
        None: the report does not say where; listed, never drawn.
    counts
        How many, as ranges.
    actors
        Who, as named, sorted.
    weapon
        Plain word ("drone"), or ``""``.
    confidence
        In [0, 1]: of events read from text with .8, about 80 % are right in place, day and kind; of a row of
        a table what the table says, 1 where it says nothing.
    evidence
        What says so; never empty, sorted.
    background
        Told as history, not as news: kept, off the map by default.
    reasons
        Why this kind, place and day, in words, in the order of the steps.
    told
        The single reports it was merged from, empty for a single report; what un-merging gives back.
    """

    id: str
    kind: str
    title: str
    when: TimeSpan | None
    location: Location | None
    counts: Counts = Counts()
    actors: tuple[str, ...] = ()
    weapon: str = ""
    confidence: float = 1.0
    evidence: tuple[Evidence, ...]
    day_stated: bool = True
    background: bool = False
    reasons: tuple[str, ...] = ()
    told: tuple[Event, ...] = ()

    def __post_init__(self) -> None:
        """Refuse events that nothing speaks for."""
        if not self.evidence:
            raise ValueError(f"event {self.id}: no evidence")
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"event {self.id}: confidence {self.confidence} is not in 0 to 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Something left out: `what`, at which `stage`, and `why`. Nothing vanishes silently."""

    what: str
    stage: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A name on the ground: `rank` 0 country, 1 first-order division, 2 capital, 3 town.

    `country` is its code (ISO 3166-1 alpha-2) for countries, which have names in every language.
    """

    name: str
    lon: float
    lat: float
    rank: int
    population: int = 0
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basemap:
    """The ground under the events, clipped to them; geometries in degrees, WGS 84.

    Attributes
    ----------
    bounds
        West, south, east, north, in degrees.
    land
        Polygons of what is not sea, one a country.
    borders, disputed, divisions
        Lines between countries, contested ones among them, and between first-order divisions.
    lakes
        Polygons of what is not land within it.
    rivers
        Lines, the great rivers first, then the middling and the small.
    labels
        Names, most important first.
    attribution
        Whose data, and which view of the world.
    """

    bounds: tuple[float, float, float, float]
    land: MultiPolygon
    borders: MultiLineString
    disputed: MultiLineString
    divisions: MultiLineString
    lakes: MultiPolygon
    rivers: tuple[MultiLineString, ...]
    labels: tuple[Label, ...]
    attribution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiles:
    """A layer of map tiles from a host that whoever makes the map named, over the embedded ground.

    Attributes
    ----------
    url
        ``https://host/{z}/{x}/{y}.png``; ``{s}`` and ``{r}`` as Leaflet has them.
    attribution
        Whose tiles; their terms ask for it.
    """

    url: str
    attribution: str

    def __post_init__(self) -> None:
        """Refuse addresses that are no tiles', or that a policy could not name."""
        if not _TILES.fullmatch(self.url) or not all(part in self.url for part in ("{z}", "{x}", "{y}")):
            raise ValueError(f"{self.url!r} is not an address like https://host/{{z}}/{{x}}/{{y}}.png")
        if not self.attribution.strip():
            raise ValueError("tiles need an attribution: say whose they are")

    def origin(self) -> str:
        """Origin of the tiles as a content security policy names it.

        Examples
        --------
        >>> Tiles(url="https://{s}.example.org/{z}/{x}/{y}.png", attribution="Example").origin()
        'https://*.example.org'
        """
        scheme, _, rest = self.url.partition("://")
        return f"{scheme}://{rest.partition('/')[0].replace('{s}', '*')}"


_TILES = re.compile(
    r"(?:https://(?:\{s\}\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*|http://(?:localhost|127\.0\.0\.1))"
    r"(?::\d{1,5})?/[^\s\"'<>]*",
    re.IGNORECASE,
)
"""Encrypted, or on this machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """What is drawn.

    Attributes
    ----------
    title
        The page's name.
    events
        By start of time, then id; undated ones last.
    documents
        Every document that an event's evidence points into, by id.
    outlines
        Id of a place and its area, for the events whose location is an area that has a known outline.
    basemap
        The ground.
    table
        Further events, straight from tables; None when there are none.
    tiles
        Tiles over the ground; None for the embedded ground alone.
    coarse_km
        Side of the squares to whose middles coordinates were moved, in kilometres; 0 when they were not.
    is_redacted
        True when sources were left out.
    likenesses
        Kinds of a user's own, each with what it is filed under elsewhere: it is drawn like that.
    """

    title: str
    events: tuple[Event, ...]
    documents: tuple[Document, ...]
    outlines: tuple[tuple[str, Polygon | MultiPolygon], ...]
    basemap: Basemap
    table: Table | None = None
    tiles: Tiles | None = None
    coarse_km: float = 0.0
    is_redacted: bool = False
    likenesses: Mapping[str, str] = field(default_factory=dict)
