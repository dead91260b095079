"""What a map that is to be published leaves out: exact coordinates, and who reported what."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from gazetteer.model import Candidate, Level, Location, Place, Shape
from mapper.model import Document, Event
from mapper.table import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mapper.table import Table

KM_A_DEGREE = 111.32
"""Of latitude, on a sphere of the Earth's mean radius."""

ROW = "row "
"""How a reason begins that names the file an event comes from (`mapper.tabled`)."""


# --- coordinates ---------------------------------------------------------------------------------


def coarse(lon: float, lat: float, side_km: float) -> tuple[float, float]:
    """Move a point to the middle of its square; squares have equal sides in kilometres at every latitude.

    Examples
    --------
    >>> coarse(31.04, 49.97, 10) == coarse(31.05, 49.99, 10)
    True
    """
    step = side_km / KM_A_DEGREE
    middle = min(90.0, max(-90.0, (math.floor(lat / step) + 0.5) * step))
    wide = step / max(0.01, math.cos(math.radians(middle)))
    across = min(180.0, max(-180.0, (math.floor(lon / wide) + 0.5) * wide))
    return round(across, 6), round(middle, 6)


def coarsen(events: Iterable[Event], side_km: float) -> list[Event]:
    """Move the coordinates of events to the middles of squares; areas stay, for they tell no spot."""
    return [_coarse_event(event, side_km) for event in events]


def _coarse_event(event: Event, side_km: float) -> Event:
    """Move one event, the reports it was merged from, and the places that it might have been in."""
    told = tuple(_coarse_event(one, side_km) for one in event.told)
    if event.location is None:
        return replace(event, told=told)
    return replace(event, told=told, location=_coarse_location(event.location, side_km))


def _coarse_location(location: Location, side_km: float) -> Location:
    """Move a location, and say how far off it may be."""
    others = tuple(
        Candidate(place=_coarse_place(other.place, side_km), score=other.score, reasons=other.reasons)
        for other in location.others
    )
    place = _coarse_place(location.place, side_km)
    if location.shape is Shape.AREA:
        return replace(location, others=others)
    lon, lat = coarse(location.lon, location.lat, side_km)
    return replace(
        location,
        place=place,
        shape=Shape.NEAR,
        lon=lon,
        lat=lat,
        radius_m=location.radius_m + side_km * 1000 / math.sqrt(2),
        geo_precision=max(2, location.geo_precision),
        where_prec=max(2, location.where_prec),
        others=others,
    )


def _coarse_place(place: Place, side_km: float) -> Place:
    """Move a place."""
    lon, lat = coarse(place.lon, place.lat, side_km)
    return replace(place, lon=lon, lat=lat)


def coarsen_table(table: Table, side_km: float) -> Table:
    """Move the coordinates of rows; each then lies near the middle of a square, named as before."""
    own = np.isfinite(table.lon)
    spots = [_coarse_location(spot, side_km) for spot in table.spots]
    spot = table.spot.copy()
    numbers: dict[tuple[int, float, float], int] = {}
    for row in np.flatnonzero(own).tolist():
        lon, lat = coarse(float(table.lon[row]), float(table.lat[row]), side_km)
        key = (int(table.spot[row]), lon, lat)
        if key not in numbers:
            numbers[key] = len(spots)
            spots.append(_near(table, int(table.spot[row]), (lon, lat), side_km))
        spot[row] = numbers[key]
    nowhere = np.full(len(table), np.nan)
    return replace(table, spots=tuple(spots), spot=spot, lon=nowhere, lat=nowhere)


def _near(table: Table, spot: int, middle: tuple[float, float], side_km: float) -> Location:
    """Make the spot of rows in one square."""
    lon, lat = middle
    named = table.spots[spot].place if spot != NOWHERE else None
    name = named.name if named else f"{lat:.2f}, {lon:.2f}"
    place = Place(
        id=f"square:{lat},{lon}:{name}",
        name=name,
        level=named.level if named else Level.POI,
        lon=lon,
        lat=lat,
        country=named.country if named else "",
    )
    radius_m = side_km * 1000 / math.sqrt(2)
    return Location(
        place=place, shape=Shape.NEAR, lon=lon, lat=lat, radius_m=radius_m, geo_precision=2, where_prec=2
    )


# --- sources -------------------------------------------------------------------------------------


def redact(
    events: Sequence[Event], documents: Sequence[Document]
) -> tuple[list[Event], tuple[Document, ...]]:
    """Leave out who reported what: names, addresses, days, ids, and the sentences, which a search would find.

    How many reports an event rests on stays.
    """
    ids = {evidence.document_id for event in events for evidence in event.evidence}
    numbers = {name: f"report {number}" for number, name in enumerate(sorted(ids), start=1)}
    known = {document.id for document in documents}
    kept = tuple(Document(id=numbers[name], text="") for name in sorted(ids) if name in known)
    return [_redacted(event, numbers) for event in events], kept


def _redacted(event: Event, numbers: dict[str, str]) -> Event:
    """Leave the sources of one event out."""
    evidence = {replace(each, document_id=numbers.get(each.document_id, "report")) for each in event.evidence}
    return replace(
        event,
        evidence=tuple(sorted(evidence, key=lambda each: (each.document_id, each.start, each.end))),
        reasons=tuple(reason for reason in event.reasons if not reason.startswith(ROW)),
        told=tuple(_redacted(one, numbers) for one in event.told),
    )


def redact_table(table: Table) -> Table:
    """Leave out who reported the rows of a table, and their notes."""
    return replace(table, source=None, url=None, published=None, quote=None)
