"""Events and places as plain records: nested for a line of JSON, flat for a row of a table."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields
from typing import TYPE_CHECKING

from gazetteer.errors import UnknownPlaceError
from gazetteer.model import Level, Place
from mapper.codes import date_prec, time_precision
from mapper.model import Counts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from gazetteer.model import Candidate, Location, Resolution
    from mapper.model import Count, Document, Event

Cell = str | int | float | bool | None
Record = dict[str, object]
PlaceOf = Callable[[str], Place]
"""Looks a place up by id, or raises `UnknownPlaceError`; `Gazetteer.place` does."""

COUNTED = tuple(field.name for field in fields(Counts))
"""What is counted, in the order of the model."""

COLUMNS = (
    *("event_id", "kind", "title", "start", "end", "precision"),
    *("place", "geonameid", "country", "admin1", "level", "lat", "lon"),
    *("geo_precision", "where_prec", "radius_m"),
    *(f"{name}_{end}" for name in COUNTED[:3] for end in ("low", "high")),
    *("weapon", "actors", "confidence", "sources", "evidence", "background"),
    *(f"{name}_{end}" for name in COUNTED[3:] for end in ("low", "high")),
    *("time_precision", "date_prec", "event_date"),
    *(f"{name}_best" for name in COUNTED),
)
"""The columns of a table of events, in this order."""

COORDINATE_DIGITS = 6
"""Decimals of a degree: a tenth of a metre."""

SCORE_DIGITS = 4
"""Decimals of a probability; more would be noise."""

_SOURCE = "geonames:"


def event_record(event: Event, *, place_of: PlaceOf) -> Record:
    """Lay an event out as a line of JSON holds it."""
    where = event.location
    return {
        "event_id": event.id,
        "kind": event.kind,
        "title": event.title,
        "when": _when(event),
        "place": _where(where, place_of) if where else None,
        "geo_precision": where.geo_precision if where else None,
        "where_prec": where.where_prec if where else None,
        "radius_m": round(where.radius_m, 1) if where else None,
        **{name: _range(getattr(event.counts, name)) for name in COUNTED[:3]},
        "weapon": event.weapon,
        "actors": list(event.actors),
        "confidence": round(event.confidence, SCORE_DIGITS),
        "evidence": _evidence(event),
        "background": event.background,
        **{name: _range(getattr(event.counts, name)) for name in COUNTED[3:]},
        **_codes(event),
    }


def event_row(event: Event, documents: Mapping[str, Document], *, place_of: PlaceOf) -> dict[str, Cell]:
    """Flatten an event into the cells of `COLUMNS`; None where nothing is known.

    `actors` and `sources` are parted by ``"; "``; `evidence` is a list in JSON, as in a line.
    """
    when, where = event.when, event.location
    cells: dict[str, Cell] = {
        "event_id": event.id,
        "kind": event.kind,
        "title": event.title,
        "start": stamp(when.start) if when else None,
        "end": stamp(when.end) if when else None,
        "precision": str(when.precision) if when else None,
        **_flat_where(where, place_of),
        "weapon": event.weapon,
        "actors": "; ".join(event.actors),
        "confidence": round(event.confidence, SCORE_DIGITS),
        "sources": "; ".join(_sources(event, documents)),
        "evidence": json.dumps(_evidence(event), ensure_ascii=False),
        "background": event.background,
        **_codes(event),
    }
    for name in COUNTED:
        count: Count | None = getattr(event.counts, name)
        cells[f"{name}_low"] = count.low if count else None
        cells[f"{name}_high"] = count.high if count else None
    return {column: cells[column] for column in COLUMNS}


def place_record(document: Document, resolutions: Sequence[Resolution]) -> Record:
    """Lay out what the places of a document were taken to be, as a line of JSON holds it."""
    return {"doc_id": document.id, "places": [_mention(resolution) for resolution in resolutions]}


def stamp(moment: datetime) -> str:
    """Write a moment of UTC in ISO 8601.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> stamp(datetime(2023, 3, 22, tzinfo=UTC))
    '2023-03-22T00:00:00Z'
    """
    return moment.isoformat().removesuffix("+00:00") + "Z"


def geoname_id(place: Place) -> str | None:
    """Take GeoNames' own id of a place, where GeoNames knows it.

    Examples
    --------
    >>> lviv = Place(id="geonames:702550", name="Lviv", level=Level.CITY, lon=24.02, lat=49.84)
    >>> geoname_id(lviv)
    '702550'
    """
    return place.id.removeprefix(_SOURCE) if place.id.startswith(_SOURCE) else None


def admin1_name(place: Place, place_of: PlaceOf) -> str | None:
    """Name the first-order division that a place is or lies in."""
    if place.level is Level.ADMIN1:
        return place.name
    for parent_id in place.parents:
        # A place of another source than the gazetteer may name parents that this one lacks.
        with suppress(UnknownPlaceError):
            parent = place_of(parent_id)
            if parent.level is Level.ADMIN1:
                return parent.name
    return None


def _codes(event: Event) -> dict[str, int | str | None]:
    """Code how finely the time is known, the calendar day at the place, and the code book's figures."""
    when = event.when
    figures = {name: getattr(event.counts, name) for name in COUNTED}
    return {
        "time_precision": time_precision(when) if when else None,
        "date_prec": date_prec(when) if when else None,
        "event_date": when.days()[0].isoformat() if when else None,
        **{f"{name}_best": count.best if count else None for name, count in figures.items()},
    }


def _when(event: Event) -> Record | None:
    """Lay out when it happened; None where nobody says."""
    if event.when is None:
        return None
    start, end = stamp(event.when.start), stamp(event.when.end)
    return {"start": start, "end": end, "precision": str(event.when.precision)}


def _where(where: Location, place_of: PlaceOf) -> Record:
    """Lay out where it happened: the place named, at the spot meant."""
    return {
        "name": _name(where),
        "geonameid": geoname_id(where.place),
        "lat": round(where.lat, COORDINATE_DIGITS),
        "lon": round(where.lon, COORDINATE_DIGITS),
        "country": where.place.country,
        "admin1": admin1_name(where.place, place_of),
        "level": str(_level(where)),
    }


def _name(where: Location) -> str:
    """Name the place; a part of a country by the report's own words: "northern Mozambique"."""
    told = " ".join(where.wording.split())
    is_part = _level(where) is not where.place.level and where.place.name in told
    return told if is_part else where.place.name


def _level(where: Location) -> Level:
    """Say what a place is; a part of a country is a region, not the country."""
    return Level.REGION if where.part and where.place.level is Level.COUNTRY else where.place.level


def _flat_where(where: Location | None, place_of: PlaceOf) -> dict[str, Cell]:
    """Flatten where it happened."""
    return {
        "place": _name(where) if where else None,
        "geonameid": geoname_id(where.place) if where else None,
        "country": where.place.country if where else None,
        "admin1": admin1_name(where.place, place_of) if where else None,
        "level": str(_level(where)) if where else None,
        "lat": round(where.lat, COORDINATE_DIGITS) if where else None,
        "lon": round(where.lon, COORDINATE_DIGITS) if where else None,
        "geo_precision": where.geo_precision if where else None,
        "where_prec": where.where_prec if where else None,
        "radius_m": round(where.radius_m, 1) if where else None,
    }


def _range(count: Count | None) -> list[int] | None:
    """Lay out a count as its bounds."""
    return [count.low, count.high] if count else None


def _evidence(event: Event) -> list[Record]:
    """Lay out which stretches of which documents say so, in code points."""
    return [{"doc_id": each.document_id, "start": each.start, "end": each.end} for each in event.evidence]


def _sources(event: Event, documents: Mapping[str, Document]) -> list[str]:
    """Name who says so, each once: the outlet, else the address, else the document."""
    told = (documents.get(evidence.document_id) for evidence in event.evidence)
    return list(dict.fromkeys(each.source or each.url or each.id for each in told if each))


def _mention(resolution: Resolution) -> Record:
    """Lay out one mention and the place it was taken for, nulls for "don't know"."""
    mention, best = resolution.mention, resolution.best
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        **_taken_for(best),
        "score": round(best.score, SCORE_DIGITS) if best else None,
        "role": str(mention.role),
    }


def _taken_for(best: Candidate | None) -> Record:
    """Lay out a place; nulls for none."""
    if best is None:
        return dict.fromkeys(("geonameid", "name", "lat", "lon", "country", "level", "radius_m"))
    return {
        "geonameid": geoname_id(best.place),
        "name": best.place.name,
        "lat": round(best.place.lat, COORDINATE_DIGITS),
        "lon": round(best.place.lon, COORDINATE_DIGITS),
        "country": best.place.country,
        "level": str(best.place.level),
        "radius_m": round(best.place.radius_m),
    }
