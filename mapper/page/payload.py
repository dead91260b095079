"""Layers as columns: what the page draws at once in one block, what it reads on demand in others.

The head block holds numbers, names of places, and the ground. Titles, quotes and reasons come in blocks of
`EVENTS_A_BLOCK` events, opened when one of theirs is shown. Of a report only the quoted sentence and a few
words around it enter the page, never the whole text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mapper.model import Precision
from mapper.page.columns import Column, Json, pack, pack_lines, seal, seal_texts
from mapper.page.families import FAMILIES, find_family
from mapper.page.reports import tell_document, tell_event

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from gazetteer.model import Location
    from mapper.model import Basemap, Event, Layers, TimeSpan

EVENTS_A_BLOCK = 4096
"""Few enough that a block opens in milliseconds, many enough that deflate finds what repeats."""

DEGREE = 100_000
"""Points are kept to 1e-5 degrees, about a metre."""

UNDATED = len(Precision)
NOWHERE = 0xFFFF_FFFF
UNKNOWN = -1
MOST = 0x7FFF_FFFF
"""Larger counts than any column holds are shown from the texts; the column only sizes symbols."""

_PRECISIONS = tuple(Precision)
_EPOCH_DAY = 719_163
"""``date(1970, 1, 1).toordinal()``."""

_LEVELS = ("poi", "city", "admin2", "admin1", "country", "region", "sea")
_SHAPES = ("point", "near", "area")


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """Everything that the page is about, as text that no HTML parser trips over.

    Attributes
    ----------
    head
        Columns, places and the ground.
    events
        Texts of events, `EVENTS_A_BLOCK` a block.
    documents
        Sources of reports, in one block.
    """

    head: str
    events: tuple[str, ...]
    documents: str


def lay_down(layers: Layers) -> Payload:
    """Write layers as blocks of text without ``<``, ``&`` or quotes."""
    documents = {document.id: number for number, document in enumerate(layers.documents)}
    texts = {document.id: document.text for document in layers.documents}
    starts = range(0, len(layers.events), EVENTS_A_BLOCK)
    blocks = (layers.events[start : start + EVENTS_A_BLOCK] for start in starts)
    return Payload(
        head=_head(layers),
        # a block at a time: what is told of a hundred thousand events need not be held at once
        events=tuple(seal_texts([tell_event(e, documents, texts) for e in block]) for block in blocks),
        documents=seal_texts([tell_document(document) for document in layers.documents]),
    )


def _head(layers: Layers) -> str:
    """Write down what is needed before anything can be drawn."""
    kinds = sorted({event.kind for event in layers.events})
    spots = _spots(layers.events)
    head: dict[str, Json] = {
        "title": layers.title,
        "families": list(FAMILIES),
        "kinds": [[kind, FAMILIES.index(find_family(kind))] for kind in kinds],
        "spots": [[location.place.name, location.place.country] for location in spots.values()],
        "ground": _ground(layers.basemap),
        "block": EVENTS_A_BLOCK,
    }
    columns = [
        *_event_columns(layers.events, kinds, {key: number for number, key in enumerate(spots)}),
        *_spot_columns(tuple(spots.values()), [key for key, _ in layers.outlines]),
        *pack_lines("outlines", [outline for _, outline in layers.outlines]),
        *_ground_columns(layers.basemap),
    ]
    return seal(head, columns)


_SpotKey = tuple[str, str, int, int, int]


def _spots(events: Iterable[Event]) -> dict[_SpotKey, Location]:
    """One spot for all events of the same place and reach, in the order of their first event."""
    spots: dict[_SpotKey, Location] = {}
    for event in events:
        if event.location is not None:
            spots.setdefault(_spot_key(event.location), event.location)
    return spots


def _spot_key(location: Location) -> _SpotKey:
    """Tell spots apart: near a town is elsewhere than in the town."""
    lon, lat = round(location.lon * DEGREE), round(location.lat * DEGREE)
    return (location.place.id, location.shape.value, lon, lat, round(location.radius_m))


def _event_columns(events: Sequence[Event], kinds: Sequence[str], spots: dict[_SpotKey, int]) -> list[Column]:
    """When, what, where and how many, a number an event."""
    numbers = {kind: number for number, kind in enumerate(kinds)}
    where = [NOWHERE if e.location is None else spots[_spot_key(e.location)] for e in events]
    times = [_minutes(event.when) for event in events]
    return [
        pack("start.day", "i4", [start // 1440 for start, _ in times]),
        pack("start.minute", "u2", [start % 1440 for start, _ in times]),
        pack("end.day", "i4", [end // 1440 for _, end in times]),
        pack("end.minute", "u2", [end % 1440 for _, end in times]),
        pack("precision", "u1", [_precision(event.when) for event in events]),
        pack("kind", "u4", [numbers[event.kind] for event in events]),
        pack("spot", "u4", where),
        pack("background", "u1", [event.background for event in events]),
        pack("sources", "u2", [_sources(event) for event in events]),
        *(pack(name, "i4", column) for name, column in _count_columns(events)),
    ]


def _count_columns(events: Sequence[Event]) -> list[tuple[str, list[int]]]:
    """Lowest and highest number of killed and injured; -1 where nobody said."""
    killed = [event.counts.killed for event in events]
    injured = [event.counts.injured for event in events]
    return [
        ("killed.low", [UNKNOWN if count is None else min(count.low, MOST) for count in killed]),
        ("killed.high", [UNKNOWN if count is None else min(count.high, MOST) for count in killed]),
        ("injured.low", [UNKNOWN if count is None else min(count.low, MOST) for count in injured]),
        ("injured.high", [UNKNOWN if count is None else min(count.high, MOST) for count in injured]),
    ]


def _sources(event: Event) -> int:
    """How many reports tell of it."""
    return min(len({evidence.document_id for evidence in event.evidence}), 0xFFFF)


def _precision(when: TimeSpan | None) -> int:
    """Look up the precision's number; `UNDATED` for no date."""
    return UNDATED if when is None else _PRECISIONS.index(when.precision)


def _minutes(when: TimeSpan | None) -> tuple[int, int]:
    """Start and end in minutes since 1970 UTC, widened to whole minutes; zeros when undated."""
    if when is None:
        return (0, 0)
    start, end = _minute(when.start), _minute(when.end)
    partial = bool(when.end.second or when.end.microsecond)
    return (start, end + partial)


def _minute(moment: datetime) -> int:
    """Minutes since 1970 UTC, earlier ones negative, rounded down."""
    days = moment.toordinal() - _EPOCH_DAY
    return days * 1440 + moment.hour * 60 + moment.minute


def _spot_columns(spots: Sequence[Location], outlined: Sequence[str]) -> list[Column]:
    """Where and how large, a number a spot; `outline` counts from 1, 0 for none."""
    outlines = {key: number for number, key in enumerate(outlined, start=1)}
    return [
        pack("spot.lon", "i4", [round(spot.lon * DEGREE) for spot in spots]),
        pack("spot.lat", "i4", [round(spot.lat * DEGREE) for spot in spots]),
        pack("spot.radius", "u4", [round(spot.radius_m) for spot in spots]),
        pack("spot.shape", "u1", [_SHAPES.index(spot.shape.value) for spot in spots]),
        pack("spot.level", "u1", [_LEVELS.index(spot.place.level.value) for spot in spots]),
        pack("spot.outline", "u4", [_outline(spot, outlines) for spot in spots]),
    ]


def _outline(spot: Location, outlines: dict[str, int]) -> int:
    """Look up the outline that an area is drawn with."""
    return outlines.get(spot.place.id, 0) if spot.shape.value == "area" else 0


def _ground(basemap: Basemap) -> dict[str, Any]:
    """Names on the ground and whose they are."""
    return {
        "attribution": basemap.attribution,
        "bounds": [round(edge, 5) for edge in basemap.bounds],
        "labels": [label.name for label in basemap.labels],
    }


def _ground_columns(basemap: Basemap) -> list[Column]:
    """Land, lines and where the names go."""
    return [
        *pack_lines("land", [basemap.land]),
        *pack_lines("borders", [basemap.borders]),
        *pack_lines("disputed", [basemap.disputed]),
        *pack_lines("divisions", [basemap.divisions]),
        pack("label.lon", "i4", [round(label.lon * DEGREE) for label in basemap.labels]),
        pack("label.lat", "i4", [round(label.lat * DEGREE) for label in basemap.labels]),
        pack("label.rank", "u1", [label.rank for label in basemap.labels]),
        pack("label.population", "u4", [label.population for label in basemap.labels]),
    ]
