"""Layers made by hand for the tests of the page: a made-up land, with towns, regions and reports."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

from shapely import MultiLineString, MultiPolygon, Polygon

from gazetteer.model import Candidate, Level, Location, Place, Shape
from mapper.model import (
    Basemap,
    Count,
    Counts,
    Document,
    Event,
    Evidence,
    Label,
    Layers,
    Precision,
    TimeSpan,
)

BOUNDS = (20.0, 44.0, 42.0, 54.0)
REGION = Polygon([(30, 50.5), (33, 50.6), (34, 52.0), (32, 52.6), (30.2, 52.1)])

HOSTILE = (
    "</script><script>window.ran = 1</script>",
    '<img src=x onerror="window.ran = 2">',
    "${window.ran = 3} {{ ran }} {% ran %}",
    r"back\slashes \u003cscript\u003e \ ",
    "line\u2028separator\u2029and\u202eoverride",
    "<!-- <script> ]]> &lt;b&gt; &#x3c;",
    "half a pair \ud800 and a null \x00",
    "javascript:window.ran=4",
)


def place(name: str, lon: float, lat: float, **more: Any) -> Place:  # noqa: ANN401 - any field of it
    """A town, unless told otherwise."""
    known = {"id": f"test:{name}", "level": Level.CITY, "country": "UA", "radius_m": 5_000.0, **more}
    return Place(name=name, lon=lon, lat=lat, **known)


LOWER = place("Lower Mill", 31.04, 49.97)
UPPER = place("Upper Mill", 35.18, 47.82)
NORTH = place("North Province", 31.9, 51.4, level=Level.ADMIN1, radius_m=110_000.0)
OTHER = place("Lower Mill in the Hills", 25.0, 48.0)


def at(spot: Place, shape: Shape = Shape.POINT, **more: Any) -> Location:  # noqa: ANN401 - any field of it
    """A location at a place; an area is known to the first-order division."""
    precision = (3, 4) if shape is Shape.AREA else (1, 1)
    known = {
        "lon": spot.lon,
        "lat": spot.lat,
        "radius_m": spot.radius_m,
        "geo_precision": precision[0],
        "where_prec": precision[1],
        "wording": spot.name,
        "score": 0.9,
        "reasons": ("the only town of this name in the country",),
        "others": (Candidate(place=OTHER, score=0.1, reasons=("spelled like it",)),),
        **more,
    }
    return Location(place=spot, shape=shape, **known)


def on(day: str, days: int = 1, precision: Precision = Precision.DAY) -> TimeSpan:
    """A day, or several, from a date such as ``2023-03-22``."""
    start = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return TimeSpan(start=start, end=start + timedelta(days=days), precision=precision)


def quote(document: Document, words: str) -> Evidence:
    """Where a document says these words."""
    start = document.text.index(words)
    return Evidence(document_id=document.id, start=start, end=start + len(words))


def event(number: str, **more: Any) -> Event:  # noqa: ANN401 - any field of it
    """An event at Lower Mill on 22 March 2023, unless told otherwise."""
    known = {
        "kind": "Air/drone strike",
        "title": f"Event {number}",
        "when": on("2023-03-22"),
        "location": at(LOWER),
        "evidence": (Evidence(document_id="one", start=0, end=20),),
        **more,
    }
    return Event(id=number, **known)


ONE = Document(
    id="one",
    text=(
        "It was a long night. Drones hit two dormitories in Lower Mill, killing at least six people "
        "and wounding 18, the rescue service said on Wednesday. The search went on."
    ),
    published=date(2023, 3, 23),
    url="https://example.org/one?a=1&b=2",
    source="Morning Paper",
)
TWO = Document(
    id="two",
    text="Eight died and seven were injured when drones struck Lower Mill. In the south it was calm.",
    published=date(2023, 3, 24),
    url="javascript:window.ran=5",
    source="Evening Paper",
)


def told_twice() -> Event:
    """One strike, as two newspapers tell it, with other numbers."""
    first = event(
        "first",
        counts=Counts(killed=Count(low=6, high=6, wording="at least six"), injured=Count(low=18, high=18)),
        evidence=(quote(ONE, ONE.text[21:145]),),
    )
    second = event(
        "second",
        counts=Counts(killed=Count(low=8, high=8, wording="Eight"), injured=Count(low=7, high=7)),
        evidence=(quote(TWO, TWO.text[:64]),),
    )
    return event(
        "strike",
        title="Drones hit dormitories in Lower Mill",
        counts=Counts(
            killed=Count(low=6, high=8, wording="at least six; Eight"), injured=Count(low=7, high=18)
        ),
        weapon="drone",
        actors=("Northern army",),
        evidence=(*first.evidence, *second.evidence),
        reasons=("Wednesday before 23 March 2023 is 22 March 2023",),
        told=(first, second),
    )


def basemap() -> Basemap:
    """Two countries with a lake between, a contested border, three names."""
    west = Polygon([(20, 44), (34, 44), (34, 54), (20, 54)], [[(24, 46), (25, 46), (25, 47)]])
    east = Polygon([(34, 44), (40, 44), (40, 54), (34, 54)])
    return Basemap(
        bounds=BOUNDS,
        land=MultiPolygon([west, east]),
        borders=MultiLineString([[(34, 46), (34, 54)]]),
        disputed=MultiLineString([[(34, 44), (34, 46)]]),
        divisions=MultiLineString([[(20, 50), (34, 50)]]),
        lakes=MultiPolygon([Polygon([(28, 51), (29, 51), (29, 52), (28, 52)])]),
        rivers=(MultiLineString([[(30, 44), (30, 54)]]), MultiLineString(), MultiLineString()),
        labels=(
            Label(name="Westland", lon=27.0, lat=48.5, rank=0),
            Label(name="Capital", lon=28.0, lat=49.0, rank=2, population=900_000),
            Label(name="Market", lon=38.0, lat=50.0, rank=3, population=120_000),
        ),
        attribution="Made up for tests; borders as nobody sees them.",
    )


def lay(
    *events: Event, title: str = "Made-up events", documents: tuple[Document, ...] = (ONE, TWO)
) -> Layers:
    """Layers of these events, in the order that layers keep."""
    ordered = sorted(
        events, key=lambda e: (e.when is None, e.when.start.timestamp() if e.when else 0.0, e.id)
    )
    return Layers(
        title=title,
        events=tuple(ordered),
        documents=documents,
        outlines=(("test:North Province", REGION),),
        basemap=basemap(),
    )


def few() -> Layers:
    """Every case there is, once: towns, a ring, a region, a week, nowhere, undated, background."""
    return lay(
        told_twice(),
        event("near", kind="Armed clash", title="Fighting north of Upper Mill", when=on("2023-04-03"),
              location=at(UPPER, Shape.NEAR, radius_m=40_000.0, geo_precision=2, where_prec=2)),
        event("region", kind="Flood", title="Villages under water", when=on("2023-04-10", 7, Precision.WEEK),
              location=at(NORTH, Shape.AREA)),
        event("town", kind="Peaceful protest", title="Protest over power cuts", when=on("2023-06-01"),
              location=at(UPPER)),
        event("nowhere", kind="Agreement", title="Talks on a ceasefire", when=on("2023-06-20"),
              location=None),
        event("undated", kind="Attack", title="Attack on a convoy", when=None, location=at(UPPER)),
        event("old", title="An older strike recalled", when=on("1999-05-07"), background=True),
    )  # fmt: skip


def hostile() -> Layers:
    """Text that would run, or break the page, wherever text can stand."""
    documents = tuple(
        Document(id=f"bad{number}", text=f"Before. {text} After.", url=text, source=text)
        for number, text in enumerate(HOSTILE)
    )
    spots = [place(text, 30.0 + number, 49.0, id=text) for number, text in enumerate(HOSTILE)]
    events = [
        event(
            f"bad{number} {text}",
            kind=text,
            title=text,
            weapon=text,
            actors=(text,),
            reasons=(text,),
            location=at(spots[number], wording=text, reasons=(text,)),
            counts=Counts(killed=Count(low=1, high=2, wording=text)),
            evidence=(Evidence(document_id=f"bad{number}", start=8, end=8 + len(text)),),
        )
        for number, text in enumerate(HOSTILE)
    ]
    return lay(*events, title=HOSTILE[0], documents=documents)


def many(count: int, spots: int = 300) -> Layers:
    """Events at random over three years, the same in every run."""
    draw = random.Random(1)  # noqa: S311 - no secret hangs on it
    towns = [place(f"Town {n}", draw.uniform(21, 39), draw.uniform(45, 53)) for n in range(spots)]
    kinds = ("Air/drone strike", "Armed clash", "Attack", "Peaceful protest", "Flood", "Agreement")
    start = datetime(2022, 1, 1, tzinfo=UTC)
    events = [
        event(
            f"{number:06d}",
            kind=draw.choice(kinds),
            when=on((start + timedelta(days=draw.randrange(1000))).date().isoformat()),
            location=at(draw.choice(towns)),
        )
        for number in range(count)
    ]
    return lay(*events, title=f"{count} events")
