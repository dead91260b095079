"""Rows of large tables straight into columns, without an object for each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gazetteer.model import Location, Shape
from mapper.model import Skipped
from mapper.sheet import UNCOUNTED, UNDATED, take
from mapper.spotting import Named
from mapper.table import NOWHERE, Table
from mapper.table import UNDATED as NO_DAY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from mapper.sheet import Sheet
    from mapper.spotting import Spotter

KIND = "Event"
"""What a row is called that does not say what it is."""

MOST = 0x7FFF_FFFF
"""Larger counts than a column of `Table` holds stand as this one."""

_NAMES = ("place", "admin2", "admin1", "country", "geonameid", "level")


def lay_sheet(sheet: Sheet, spotter: Spotter, kinds_known: Mapping[str, str]) -> tuple[Table, list[Skipped]]:
    """Lay the rows of a sheet out as columns, without an object for each.

    A row that is known exactly keeps its own coordinate and the name of its place; any other lies at a spot
    whose shape says how it is known. `kinds_known` are the kinds' names by their case-folded form.
    """
    spots, spot, is_exact, unplaced = _spots(sheet, spotter)
    words, kind = _coded(sheet.texts.get("kind", pa.nulls(len(sheet), pa.string())), KIND)
    names = [kinds_known.get(word.casefold(), word) for word in words]
    kinds = tuple(dict.fromkeys(names))
    kind = np.array([kinds.index(name) for name in names], dtype=np.int32)[kind]
    table = Table(
        start=np.floor_divide(sheet.start, 60),
        end=-np.floor_divide(-sheet.end, 60),
        precision=np.where(sheet.precision == UNDATED, NO_DAY, sheet.precision).astype(np.uint8),
        kinds=kinds,
        kind=kind,
        spots=spots,
        spot=spot,
        lon=np.where(is_exact, sheet.lon, np.nan),
        lat=np.where(is_exact, sheet.lat, np.nan),
        killed=_bounds(sheet, "killed"),
        injured=_bounds(sheet, "injured"),
        id=_ids(sheet),
        title=sheet.texts.get("title"),
        quote=sheet.texts.get("text"),
        source=sheet.texts.get("source"),
        url=sheet.texts.get("url"),
        published=sheet.texts.get("published"),
        weapon=sheet.texts.get("weapon"),
        actors=sheet.texts.get("actors"),
    )
    return table, unplaced


def pull_rows(sheet: Sheet, wanted: Collection[str]) -> tuple[Sheet, Sheet]:
    """Part a sheet into the rows whose ids, as the page shows them, are wanted, and the rest."""
    ids = _ids(sheet)
    is_wanted = pc.is_in(ids, value_set=pa.array(sorted(wanted), pa.string()))
    mask = is_wanted.to_numpy(zero_copy_only=False)
    named = replace(sheet, texts={**sheet.texts, "event_id": ids})
    return take(named, np.flatnonzero(mask)), take(sheet, np.flatnonzero(~mask))


def _ids(sheet: Sheet) -> pa.Array[Any]:
    """Ids as written; the row's number where none is."""
    numbers = pc.binary_join_element_wise("row ", pa.array(sheet.number).cast(pa.string()), "")
    written = sheet.texts.get("event_id")
    return numbers if written is None else pc.coalesce(written, numbers)


def _bounds(sheet: Sheet, name: str) -> NDArray[np.int32]:
    """Bounds of a count, the likeliest number where there are none."""
    nothing = np.full((len(sheet), 2), UNCOUNTED)
    bounds = sheet.counts.get(name, sheet.counts.get(f"{name}_best", nothing))
    return np.minimum(bounds, MOST).astype(np.int32)


def _coded(column: pa.Array[Any], nothing: str) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """Different words of a column, and of each row the place among them."""
    encoded = pc.dictionary_encode(pc.fill_null(column, nothing))
    codes = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int32)
    return tuple(encoded.dictionary.to_pylist()), codes


def _spots(
    sheet: Sheet, spotter: Spotter
) -> tuple[tuple[Location, ...], NDArray[np.int32], NDArray[np.bool_], list[Skipped]]:
    """Find the spots of a sheet, each once; of each row its spot, and whether its own coordinate is exact."""
    names, number = _different(sheet)
    has_point = ~np.isnan(sheet.lat)
    _, first, which = np.unique(number * 2 + has_point, return_index=True, return_inverse=True)
    found = [_spot(sheet, row, names[number[row]], spotter) for row in first.tolist()]
    wide = np.array([isinstance(each, Location) and each.shape is not Shape.POINT for each in found])
    is_exact = has_point & ~wide[which]
    # An area or a ring lies where its own row puts it: those of one name may lie apart.
    apart = _apart(sheet, which, has_point & wide[which])
    spots: list[Location] = []
    number_of = np.full(len(found), NOWHERE, dtype=np.int32)
    for at, location in enumerate(found):
        if isinstance(location, Location) and not (wide[at] and has_point[first[at]]):
            number_of[at] = len(spots)
            spots.append(location)
    spot = number_of[which]
    for rows in apart:
        row = int(rows[0])
        spot[rows] = len(spots)
        spots.append(spotter.at(names[number[row]], float(sheet.lon[row]), float(sheet.lat[row])))
    unplaced = [
        Skipped(what=f"{sheet.path} row {sheet.number[row]}", stage="place", why=why)
        for row, why in zip(first.tolist(), found, strict=True)
        if isinstance(why, str)
    ]
    return tuple(spots), spot, is_exact, unplaced


def _spot(sheet: Sheet, row: int, named: Named, spotter: Spotter) -> Location | str | None:
    """Find the spot of rows alike, from the first of them."""
    if not np.isnan(sheet.lat[row]):
        is_bare = named == Named(geo_precision=named.geo_precision, where_prec=named.where_prec)
        location = spotter.at(named, float(sheet.lon[row]), float(sheet.lat[row]))
        return None if is_bare and location.shape is Shape.POINT else location
    asked = named.asked()
    return spotter.by_name(named) if any((asked.place, asked.admin2, asked.admin1, asked.country)) else None


def _apart(sheet: Sheet, which: NDArray[np.int64], wanted: NDArray[np.bool_]) -> Iterator[NDArray[np.int64]]:
    """Rows that share names and a coordinate, group by group."""
    rows = np.flatnonzero(wanted)
    key = np.stack([which[rows], np.rint(sheet.lon[rows] * 1e5), np.rint(sheet.lat[rows] * 1e5)], axis=1)
    _, group = np.unique(key, axis=0, return_inverse=True)
    order = np.argsort(group.reshape(-1), kind="stable")
    cuts = np.flatnonzero(np.diff(group.reshape(-1)[order])) + 1
    return (part for part in np.split(rows[order], cuts) if len(part))


def _different(sheet: Sheet) -> tuple[list[Named], NDArray[np.int64]]:
    """Different things that rows say of where, and of each row which it says."""
    columns: list[NDArray[Any]] = [sheet.geo_precision.astype(np.int64), sheet.where_prec.astype(np.int64)]
    words: list[tuple[str, ...]] = []
    for name in _NAMES:
        texts, codes = _coded(sheet.texts.get(name, pa.nulls(len(sheet), pa.string())), "")
        words.append(texts)
        columns.append(codes.astype(np.int64))
    number = np.zeros(len(sheet), dtype=np.int64)
    for column in columns:
        _, number = np.unique(number * (int(column.max(initial=0)) + 1) + column, return_inverse=True)
    _, first, number = np.unique(number, return_index=True, return_inverse=True)
    names = [
        Named(
            **{name: words[at][columns[at + 2][row]] for at, name in enumerate(_NAMES)},
            geo_precision=int(columns[0][row]),
            where_prec=int(columns[1][row]),
        )
        for row in first.tolist()
    ]
    return names, number


def join_tables(tables: Sequence[Table]) -> Table:
    """Put tables together into one."""
    if len(tables) == 1:
        return tables[0]
    kinds = tuple(dict.fromkeys(kind for table in tables for kind in table.kinds))
    number = {kind: at for at, kind in enumerate(kinds)}
    kind = [np.array([number[each] for each in table.kinds], dtype=np.int32)[table.kind] for table in tables]
    before = np.cumsum([0, *(len(table.spots) for table in tables)])
    spot = [
        np.where(table.spot == NOWHERE, NOWHERE, table.spot + first).astype(np.int32)
        for table, first in zip(tables, before, strict=False)
    ]
    plain = ("start", "end", "precision", "lon", "lat", "killed", "injured")
    names = [name for name in tables[0].texts() if any(table.texts()[name] is not None for table in tables)]
    return Table(
        kinds=kinds,
        kind=np.concatenate(kind),
        spots=tuple(spot for table in tables for spot in table.spots),
        spot=np.concatenate(spot),
        **{name: np.concatenate([getattr(table, name) for table in tables]) for name in plain},
        **{name: _chain(tables, name) for name in names},
    )


def _chain(tables: Sequence[Table], name: str) -> pa.Array[Any]:
    """Put a column of text together."""
    columns = [table.texts()[name] for table in tables]
    parts = [
        pa.nulls(len(table), pa.string()) if column is None else column.cast(pa.string())
        for table, column in zip(tables, columns, strict=True)
    ]
    return pa.chunked_array(parts, pa.string()).combine_chunks()
