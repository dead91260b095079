"""What the page draws of each event, as columns in time order, wherever the events come from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from gazetteer.model import Level, Location, Place, Shape
from mapper.model import Precision
from mapper.table import NOWHERE, UNDATED, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from mapper.model import Count, Event, Layers, TimeSpan
    from mapper.table import Table

    Numbers = NDArray[np.int64]

DEGREE = 100_000
"""Points are kept to 1e-5 degrees, about a metre."""

MOST = 1_000_000_000
"""Larger counts are shown from the texts; the column sizes symbols. Also the longest span, 1,901 years."""

FEW_POINTS = 500
"""So many different coordinates are always drawn as places: discs can be told apart, and tell more."""

MOST_PLACES = 20_000
"""More different coordinates than this are points even if events share them: symbols would cover the map."""

_PRECISIONS = tuple(Precision)
_EPOCH_DAY = 719_163
"""``date(1970, 1, 1).toordinal()``."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rows:
    """Events in time order, undated ones last: a number each in every column, all of them ``int64``.

    Attributes
    ----------
    kinds, spots
        What `kind` and `spot` point into.
    start, end
        Minutes since 1970 UTC.
    lon, lat
        In steps of 1 / `DEGREE`; 0 where `exact` is 0.
    exact
        1 where the event is drawn as a point at its own coordinate, 0 where it is counted at its spot.
    background, sources
        1 for history; how many reports tell of it.
    killed, injured
        Of shape (rows, 2).
    source
        Which of the layers' events it is; beyond those, which row of the table.
    """

    kinds: tuple[str, ...]
    spots: tuple[Location, ...]
    start: Numbers
    end: Numbers
    precision: Numbers
    kind: Numbers
    spot: Numbers
    lon: Numbers
    lat: Numbers
    exact: Numbers
    background: Numbers
    sources: Numbers
    killed: Numbers
    injured: Numbers
    source: Numbers


COLUMNS = ("start", "end", "precision", "kind", "spot", "lon", "lat", "exact", "background", "sources")
PAIRS = ("killed", "injured")


def rows_of(layers: Layers) -> Rows:
    """Bring the events of layers and the rows of their table into one order.

    Events keep their order. Rows follow by start, end, spot, latitude, so that equal times lie together with
    their neighbours, which deflate likes; rows alike in all that keep the table's order.
    """
    told = _rows_of_events(layers.events)
    if layers.table is None:
        return told
    read = _rows_of_table(layers.table)
    if not layers.events:
        return _ordered(read, _time_order(read))
    both = _joined(told, read)
    return _ordered(both, np.lexsort((both.start, both.precision == UNDATED)))


def _rows_of_events(events: Sequence[Event]) -> Rows:
    """Take from events what is drawn; every event lies at its spot."""
    kinds = tuple(sorted({event.kind for event in events}))
    numbers = {kind: number for number, kind in enumerate(kinds)}
    spots = _spots(events)
    places = {key: number for number, key in enumerate(spots)}
    times = _column([_minutes(event.when) for event in events]).reshape(-1, 2)
    nothing = np.zeros(len(events), dtype=np.int64)
    return Rows(
        kinds=kinds,
        spots=tuple(spots.values()),
        start=times[:, 0],
        end=np.minimum(times[:, 1], times[:, 0] + MOST),
        precision=_column([_precision(event.when) for event in events]),
        kind=_column([numbers[event.kind] for event in events]),
        spot=_column([NOWHERE if e.location is None else places[_spot_key(e.location)] for e in events]),
        lon=nothing,
        lat=nothing,
        exact=nothing,
        background=_column([event.background for event in events]),
        sources=_column([len({e.document_id for e in event.evidence}) for event in events]),
        killed=_column([_range(event.counts.killed) for event in events]).reshape(-1, 2),
        injured=_column([_range(event.counts.injured) for event in events]).reshape(-1, 2),
        source=np.arange(len(events)),
    )


def _column(values: Sequence[object]) -> Numbers:
    """Numbers as a column; an empty one has a type, too."""
    return np.array(values, dtype=np.int64)


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


def _range(count: Count | None) -> tuple[int, int]:
    """Lowest and highest number; `UNKNOWN` where nobody said."""
    return (UNKNOWN, UNKNOWN) if count is None else (min(count.low, MOST), min(count.high, MOST))


def _precision(when: TimeSpan | None) -> int:
    """Look up the precision's number; `UNDATED` for no date."""
    return UNDATED if when is None else _PRECISIONS.index(when.precision)


def _minutes(when: TimeSpan | None) -> tuple[int, int]:
    """Start and end in minutes since 1970 UTC, widened to whole minutes; zeros when undated."""
    if when is None:
        return (0, 0)
    partial = bool(when.end.second or when.end.microsecond)
    return (_minute(when.start), _minute(when.end) + partial)


def _minute(moment: datetime) -> int:
    """Minutes since 1970 UTC, earlier ones negative, rounded down."""
    days = moment.toordinal() - _EPOCH_DAY
    return days * 1440 + moment.hour * 60 + moment.minute


def _rows_of_table(table: Table) -> Rows:
    """Take from a table what is drawn; coordinates that rows share become spots of their own."""
    is_own = np.isfinite(table.lon) & np.isfinite(table.lat)
    lon = np.rint(np.where(is_own, table.lon, 0) * DEGREE).astype(np.int64)
    lat = np.rint(np.where(is_own, table.lat, 0) * DEGREE).astype(np.int64)
    spots, spot, exact = _shared(table, is_own, lon, lat)
    nothing = np.zeros(len(table), dtype=np.int64)
    return Rows(
        kinds=table.kinds,
        spots=spots,
        start=np.where(table.precision == UNDATED, 0, table.start),
        end=np.where(table.precision == UNDATED, 0, np.minimum(table.end, table.start + MOST)),
        precision=table.precision.astype(np.int64),
        kind=table.kind.astype(np.int64),
        spot=spot,
        lon=np.where(exact, lon, 0),
        lat=np.where(exact, lat, 0),
        exact=exact.astype(np.int64),
        background=nothing,
        sources=nothing + 1,
        killed=np.minimum(table.killed, MOST).astype(np.int64),
        injured=np.minimum(table.injured, MOST).astype(np.int64),
        source=np.arange(len(table)),
    )


def _shared(
    table: Table, is_own: NDArray[np.bool_], lon: Numbers, lat: Numbers
) -> tuple[tuple[Location, ...], Numbers, NDArray[np.bool_]]:
    """Decide by the data whether rows with coordinates are points or share places; spots, spot, exact."""
    spot = table.spot.astype(np.int64)
    where, place = np.unique((lon[is_own] + 180 * DEGREE) * (1 << 26) + lat[is_own], return_inverse=True)
    named = place.reshape(-1) * (len(table.spots) + 1) + spot[is_own] + 1
    _, first, number = np.unique(named, return_index=True, return_inverse=True)
    if len(where) > FEW_POINTS and (len(where) > MOST_PLACES or len(where) > is_own.sum() / 2):
        return table.spots, spot, is_own
    rows = np.flatnonzero(is_own)[first]
    moved = [_spot_at(table, int(spot[row]), int(lon[row]), int(lat[row])) for row in rows]
    spot[is_own] = len(table.spots) + number.reshape(-1)
    return *_used((*table.spots, *moved), spot), np.zeros(len(table), dtype=bool)


def _spot_at(table: Table, spot: int, lon: int, lat: int) -> Location:
    """Make a spot at a coordinate: named as the table names it, else by the coordinate itself."""
    if spot != NOWHERE:
        return replace(table.spots[spot], lon=lon / DEGREE, lat=lat / DEGREE)
    name = f"{lat / DEGREE:.4f}, {lon / DEGREE:.4f}"
    place = Place(id=f"at:{name}", name=name, level=Level.POI, lon=lon / DEGREE, lat=lat / DEGREE)
    return Location(
        place=place,
        shape=Shape.POINT,
        lon=place.lon,
        lat=place.lat,
        radius_m=0.0,
        geo_precision=1,
        where_prec=1,
    )


def _used(spots: tuple[Location, ...], spot: Numbers) -> tuple[tuple[Location, ...], Numbers]:
    """Leave out the spots that no row lies at any more."""
    used, number = np.unique(spot, return_inverse=True)
    shift = int(len(used) > 0 and used[0] == NOWHERE)
    return tuple(spots[at] for at in used[shift:]), number.reshape(-1) - shift


def _time_order(rows: Rows) -> NDArray[np.intp]:
    """Order by time; equal times by spot and latitude; undated last."""
    return np.lexsort((rows.lat, rows.spot, rows.end, rows.start, rows.precision == UNDATED))


def _joined(told: Rows, read: Rows) -> Rows:
    """Put rows after events, with kinds and spots of both."""
    kinds = tuple(sorted({*told.kinds, *read.kinds}))
    shifted = replace(
        read,
        spot=np.where(read.spot == NOWHERE, NOWHERE, read.spot + len(told.spots)),
        source=read.source + len(told.start),
    )
    first, second = _renamed(told, kinds), _ordered(_renamed(shifted, kinds), _time_order(shifted))
    columns = {name: np.concatenate([getattr(first, name), getattr(second, name)]) for name in _ALL}
    return Rows(kinds=kinds, spots=(*told.spots, *read.spots), **columns)


def _renamed(rows: Rows, kinds: tuple[str, ...]) -> Rows:
    """Renumber kinds by another list that holds them all."""
    numbers = _column([kinds.index(kind) for kind in rows.kinds])
    return replace(rows, kinds=kinds, kind=numbers[rows.kind] if len(rows.kind) else rows.kind)


_ALL = (*COLUMNS, *PAIRS, "source")


def _ordered(rows: Rows, order: NDArray[np.intp]) -> Rows:
    """Bring all columns into an order."""
    return replace(rows, **{name: getattr(rows, name)[order] for name in _ALL})
