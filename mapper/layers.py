"""What is drawn: events in time, the reports that tell of them, outlines, and the ground. Pure."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from gazetteer.model import Level, Shape
from gazetteer.parts import part_of
from mapper.basemap import draw_basemap
from mapper.model import Layers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shapely import MultiPolygon, Polygon

    from gazetteer.areas import Areas, Bounds
    from gazetteer.model import Location
    from gazetteer.waters import Waters
    from mapper.basemap import Towns
    from mapper.model import Document, Event
    from mapper.table import Table

METRES_A_DEGREE = 111_320
"""Of latitude, on a sphere of the Earth's mean radius."""

SQUARE_DIGITS = 1
"""Decimals of a degree: rows of a table within 11 km of each other have the same ground."""

TOO_LARGE = frozenset({Level.COUNTRY, Level.REGION, Level.SEA})
"""Areas that do not say where to look closely."""


def lay_out(  # noqa: PLR0913 -- what is drawn and what it is drawn from
    events: Iterable[Event],
    documents: Iterable[Document],
    areas: Areas,
    towns: Towns,
    *,
    waters: Waters,
    title: str,
    table: Table | None = None,
) -> Layers:
    """Lay out what is drawn of some events; the order in which they come does not matter.

    Parameters
    ----------
    events
        Merged or single; events without a place or a day are kept.
    documents
        All that were read; those that no event rests on are left out.
    areas
        Outlines, borders and coasts.
    towns
        The gazetteer, for names on the ground.
    waters
        Rivers and lakes.
    title
        The page's name.
    table
        Further events, as columns.
    """
    ordered = sorted(events, key=by_time)
    locations = [each.location for event in ordered for each in tellings(event) if each.location is not None]
    if table is not None:
        locations += table.spots
    looked_at = [*spots(ordered, areas), *spots_of(table, areas)]
    basemap, drawn = draw_basemap(looked_at, areas, towns, waters=waters)
    return Layers(
        title=title,
        events=tuple(ordered),
        documents=tuple(told_in(ordered, documents)),
        outlines=tuple(outlines(locations, drawn, areas)),
        basemap=basemap,
        table=table,
    )


def by_time(event: Event) -> tuple[bool, datetime, str]:
    """Sort by start, then by id; what is undated comes last."""
    if event.when is None:
        return True, datetime.min.replace(tzinfo=UTC), event.id
    return False, event.when.start, event.id


def tellings(event: Event) -> Iterator[Event]:
    """Give an event and the single reports that it was merged from."""
    yield event
    for one in event.told:
        yield from tellings(one)


def told_in(events: Iterable[Event], documents: Iterable[Document]) -> list[Document]:
    """List the documents that the events' evidence points into, by id, each once."""
    cited = {
        evidence.document_id for event in events for each in tellings(event) for evidence in each.evidence
    }
    told = sorted((one for one in documents if one.id in cited), key=lambda one: (one.id, one.text))
    # an id that a user gave twice keeps the same text, whichever was read first
    return [next(same) for _, same in groupby(told, key=lambda one: one.id)]


def outlines(
    locations: Iterable[Location], drawn: Areas, areas: Areas
) -> Iterator[tuple[str, Polygon | MultiPolygon]]:
    """List the outlines of the areas in which events lie, by `Location.area_id`; some areas have none.

    As finely as the ground is drawn, so that the two fit; from the full data where that left nothing.
    """
    wanted = {location.area_id: location for location in locations if location.shape is Shape.AREA}
    for area_id, location in sorted(wanted.items()):
        outline = outline_of(location, drawn) or outline_of(location, areas)
        if outline is not None:
            yield area_id, outline


def outline_of(location: Location, areas: Areas) -> Polygon | MultiPolygon | None:
    """Give the outline of a location's area, or of the part of it that is meant."""
    if location.part:
        return part_of(location.place.id, location.part, areas)
    return areas.outline(location.place.id)


def spots(events: Iterable[Event], areas: Areas) -> list[Bounds]:
    """Say where a reader will look: at the news, or at the background when there is nothing else."""
    placed = [event for event in events if event.location is not None]
    news = [event for event in placed if not event.background]
    return [spot(location, areas) for event in news or placed if (location := event.location)]


def spots_of(table: Table | None, areas: Areas) -> list[Bounds]:
    """Say where a reader of a table will look: a box for all rows of a small square, and its spots' own."""
    if table is None:
        return []
    own = np.isfinite(table.lon)
    corners = np.unique(np.stack([table.lon[own], table.lat[own]], axis=1).round(SQUARE_DIGITS), axis=0)
    used = np.unique(table.spot[~own & (table.spot >= 0)])
    points = [(lon, lat, lon, lat) for lon, lat in corners.tolist()]
    return [*points, *(spot(table.spots[at], areas) for at in used.tolist())]


def spot(location: Location, areas: Areas) -> Bounds:
    """Give the box in which a location lies; of no size for points, and for areas that are too large."""
    place = location.place
    is_whole = location.shape is Shape.AREA and not location.part
    if is_whole and place.id in areas.table and place.level not in TOO_LARGE:
        bounds = areas.table[place.id].bounds
        if bounds[2] - bounds[0] < 180:
            return bounds
    is_point = location.shape is Shape.POINT or place.level in TOO_LARGE
    return around(location.lon, location.lat, 0.0 if is_point else location.radius_m)


def around(lon: float, lat: float, radius_m: float) -> Bounds:
    """Give the box around a circle, in degrees, cut at the edges of the world.

    Examples
    --------
    >>> around(30.0, 60.0, 111_320.0)
    (28.0, 59.0, 32.0, 61.0)
    """
    high = radius_m / METRES_A_DEGREE
    wide = min(180.0, high / max(0.01, math.cos(math.radians(lat))))
    box = (max(-180.0, lon - wide), max(-90.0, lat - high), min(180.0, lon + wide), min(90.0, lat + high))
    west, south, east, north = (round(edge, 6) for edge in box)
    return west, south, east, north
