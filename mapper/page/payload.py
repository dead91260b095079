"""Layers as columns: what the page draws at once in one block, what it reads on demand in others.

The head block holds numbers, names of places, and the ground. Titles, quotes and reasons come in blocks of
`EVENTS_A_BLOCK` events, opened when one of theirs is shown. Of a report only the quoted sentence and a few
words around it enter the page, never the whole text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mapper.page.blocks import seal_blocks
from mapper.page.columns import Column, Json, pack, pack_best, pack_lines, seal, seal_texts
from mapper.page.families import FAMILIES, find_family
from mapper.page.reports import tell_document
from mapper.page.rows import DEGREE, PAIRS, Rows, rows_of
from mapper.table import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.model import Location
    from mapper.model import Basemap, Layers

EVENTS_A_BLOCK = 4096
"""Few enough that a block opens in milliseconds, many enough that deflate finds what repeats."""

MINUTES_A_DAY = 1440
ENDS = ("low", "high")

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
    rows = rows_of(layers)
    return Payload(
        head=_head(layers, rows),
        events=tuple(seal_blocks(layers, rows.source, EVENTS_A_BLOCK)),
        documents=seal_texts([tell_document(document) for document in layers.documents]),
    )


def _head(layers: Layers, rows: Rows) -> str:
    """Write down what is needed before anything can be drawn."""
    head: dict[str, Json] = {
        "title": layers.title,
        "families": list(FAMILIES),
        "kinds": [[kind, FAMILIES.index(find_family(kind, layers.likenesses))] for kind in rows.kinds],
        "spots": [[location.place.name, location.place.country] for location in rows.spots],
        "ground": _ground(layers.basemap),
        "block": EVENTS_A_BLOCK,
        **_published(layers),
    }
    columns = [
        *_event_columns(rows),
        *_spot_columns(rows.spots, [key for key, _ in layers.outlines]),
        *pack_lines("outlines", [outline for _, outline in layers.outlines]),
        *_ground_columns(layers.basemap),
    ]
    return seal(head, columns)


def _published(layers: Layers) -> dict[str, Json]:
    """Tell of tiles over the ground, and of what was left out before publication; nothing by default."""
    told: dict[str, Json] = {}
    if layers.tiles is not None:
        told["tiles"] = {"url": layers.tiles.url, "attribution": layers.tiles.attribution}
    if layers.coarse_km:
        told["coarse_km"] = layers.coarse_km
    if layers.is_redacted:
        told["redacted"] = True
    return told


def _event_columns(rows: Rows) -> list[Column]:
    """When, what, where and how many, a number an event."""
    day, minute = np.divmod(rows.start, MINUTES_A_DAY)
    counts = [(f"{name}.{end}", getattr(rows, name)[:, at]) for name in PAIRS for at, end in enumerate(ENDS)]
    return [
        pack_best("start.day", day),
        pack_best("start.minute", minute),
        pack_best("minutes", rows.end - rows.start),
        pack_best("precision", rows.precision),
        pack_best("kind", rows.kind),
        pack_best("spot", rows.spot),
        pack_best("background", rows.background),
        pack_best("sources", rows.sources),
        *(pack_best(name, column) for name, column in counts),
        *_point_columns(rows),
    ]


def _point_columns(rows: Rows) -> list[Column]:
    """Coordinates of events that are drawn as points: from the event's spot, or from the one before it.

    A named place is much nearer to what happened there than any corner of the data's box.
    """
    exact = np.flatnonzero(rows.exact)
    spot = rows.spot[exact]
    is_named = spot != NOWHERE
    middles = np.array([(_steps(spot.lon), _steps(spot.lat)) for spot in rows.spots], dtype=np.int64)
    columns = [pack_best("exact", rows.exact)]
    for axis, name in enumerate(("lon", "lat")):
        offset = getattr(rows, name)[exact]
        alone = offset[~is_named]
        offset[is_named] -= middles.reshape(-1, 2)[spot[is_named], axis]
        offset[~is_named] = np.diff(alone, prepend=np.zeros(min(1, len(alone)), dtype=np.int64))
        columns.append(pack_best(f"point.{name}", offset))
    return columns


def _steps(degrees: float) -> int:
    """Degrees in steps of the grid that points lie on."""
    return round(degrees * DEGREE)


def _spot_columns(spots: Sequence[Location], outlined: Sequence[str]) -> list[Column]:
    """Where and how large, a number a spot; `outline` counts from 1, 0 for none."""
    outlines = {key: number for number, key in enumerate(outlined, start=1)}
    return [
        pack("spot.lon", "i4", [_steps(spot.lon) for spot in spots]),
        pack("spot.lat", "i4", [_steps(spot.lat) for spot in spots]),
        pack("spot.radius", "u4", [round(spot.radius_m) for spot in spots]),
        pack("spot.shape", "u1", [_SHAPES.index(spot.shape.value) for spot in spots]),
        pack("spot.level", "u1", [_LEVELS.index(spot.place.level.value) for spot in spots]),
        pack("spot.outline", "u4", [_outline(spot, outlines) for spot in spots]),
    ]


def _outline(spot: Location, outlines: dict[str, int]) -> int:
    """Look up the outline that an area is drawn with."""
    return outlines.get(spot.area_id, 0) if spot.shape.value == "area" else 0


def _ground(basemap: Basemap) -> dict[str, Any]:
    """Names on the ground, two letters of a code for each country among them, and whose they are."""
    return {
        "attribution": basemap.attribution,
        "bounds": [round(edge, 5) for edge in basemap.bounds],
        "labels": [label.name for label in basemap.labels],
        "countries": "".join(label.country or "  " for label in basemap.labels if label.rank == 0),
    }


def _ground_columns(basemap: Basemap) -> list[Column]:
    """Land, lines and where the names go."""
    return [
        *pack_lines("land", [basemap.land]),
        *pack_lines("borders", [basemap.borders]),
        *pack_lines("disputed", [basemap.disputed]),
        *pack_lines("divisions", [basemap.divisions]),
        *pack_lines("lakes", [basemap.lakes]),
        *pack_lines("rivers", basemap.rivers),
        pack("label.lon", "i4", [_steps(label.lon) for label in basemap.labels]),
        pack("label.lat", "i4", [_steps(label.lat) for label in basemap.labels]),
        pack("label.rank", "u1", [label.rank for label in basemap.labels]),
        pack("label.population", "u4", [label.population for label in basemap.labels]),
    ]
