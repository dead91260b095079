"""Tables of events as sheets: whatever the layout, the same columns come out.

What a cell says wrong is left out of its row, the row stays, and both are said; a row that says neither
when nor where nor what is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from mapper.errors import UnreadableError
from mapper.model import Precision
from mapper.records import COUNTED
from mapper.sheet import UNCOUNTED, UNDATED, Sheet, take
from mapper.sources import coded
from mapper.sources.cells import PRECISIONS, find_order, read_numbers, read_ranges, read_spans, told
from mapper.sources.found import unread
from mapper.sources.grids import Part, flat, read_parts
from mapper.sources.layouts import recognise
from mapper.sources.layouts.layout import SEVERAL, fold_heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from mapper.model import Skipped
    from mapper.sources.grids import Columns
    from mapper.sources.layouts.layout import Layout

MOST_LISTED = 1_000
"""Rows of a file that are named one by one; a list of more helps nobody, and the rest are counted."""

SPREADSHEETS = (".csv", ".tsv", ".xlsx")
"""Formats in which an apostrophe stands before what a spreadsheet would run (docs/formats.md)."""

SWAPPED = "lat and lon are swapped; they were read the other way round"

_DAY_S = 86_400
_HALF_WEEK_S = 3 * _DAY_S


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A part of a table, its columns by the fields of a layout."""

    columns: Columns
    layout: Layout
    order: str
    length: int

    def column(self, field: str) -> pa.Array[Any] | None:
        """Column of a field, or None."""
        return self.columns.get(field)


def read_table(path: Path) -> tuple[Sheet | None, list[Skipped]]:
    """Read a table of events; None when there is not one row to use.

    Returns
    -------
    sheet
        Rows in the order of the file.
    skipped
        Rows and cells that were left out, by the number that a spreadsheet shows.
    """
    return _read_all_parts(path, read_parts(path))


class SupportsArrow(Protocol):
    """A data frame that hands out its columns (Arrow PyCapsule interface); pandas and Polars do."""

    columns: Any

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Hand the columns out."""


def read_frame(frame: SupportsArrow) -> tuple[Sheet | None, list[Skipped]]:
    """Read a data frame with a row an event; rows are counted from 0, as it shows them."""
    geometry = getattr(frame, "geometry", None)
    if geometry is not None and hasattr(geometry, "x"):
        # A frame of GeoPandas: its points become columns, which Arrow knows.
        points = {"lon": geometry.x, "lat": geometry.y}
        missing = {name: column for name, column in points.items() if name not in frame.columns}
        frame = frame.drop(columns=geometry.name).assign(**missing)  # type: ignore[attr-defined]
    table = pa.table(frame).combine_chunks()
    chunks = ((name, table[name]) for name in table.column_names)
    columns = {
        name: flat(chunk.chunk(0) if chunk.num_chunks else chunk.combine_chunks()) for name, chunk in chunks
    }
    flats = {name: column for name, column in columns.items() if not pa.types.is_nested(column.type)}
    return _read_all_parts(Path("frame"), [Part(columns=flats, numbers=range(len(table)))])


def _read_all_parts(path: Path, parts: Iterable[Part]) -> tuple[Sheet | None, list[Skipped]]:
    """Read the parts of one table."""
    sheets: list[Sheet] = []
    skipped: list[Skipped] = []
    layout, order = None, ""
    try:
        for part in parts:
            columns = {fold_heading(name): column for name, column in reversed(part.columns.items())}
            if layout is None:
                layout = recognise(columns)
                order = _order(columns, layout)
            rows = Rows(
                columns=_by_field(columns, layout), layout=layout, order=order, length=len(part.numbers)
            )
            sheet, wrong = _read_part(path, rows, part)
            sheets += [sheet] if len(sheet) else []
            skipped += [*part.skipped, *wrong]
    except UnreadableError as error:
        after = f", after {sum(map(len, sheets)):,} rows that were read" if sheets else ""
        skipped.append(unread(str(path), f"{error}{after}"))
    if not sheets and not skipped:
        skipped.append(unread(str(path), "a heading and no row"))
    return (join(sheets) if sheets else None), _at_most(skipped, path)


def _order(columns: Columns, layout: Layout) -> str:
    """Find out in which order the table writes days in figures."""
    names = (name for name in layout.columns.get("start", ()) if name in columns)
    return next((find_order(columns[name]) for name in names if pa.types.is_string(columns[name].type)), "")


def _by_field(columns: Columns, layout: Layout) -> Columns:
    """Pick the columns that the layout knows."""
    found: Columns = {}
    for field, names in layout.columns.items():
        there = [columns[name] for name in names if name in columns]
        if field in SEVERAL and len(there) > 1:
            found[field] = pc.binary_join_element_wise(*map(told, there), "; ", null_handling="skip")
        elif there:
            found[field] = there[0]
    return found


def _read_part(path: Path, rows: Rows, part: Part) -> tuple[Sheet, list[Skipped]]:
    """Read the cells of some rows."""
    wrong: list[tuple[int, str]] = []
    start, end, precision = _times(rows, wrong)
    lat, lon = _points(rows, wrong)
    geo, where = coded.codes(rows.columns, rows.layout, rows.length, wrong)
    texts = _texts(rows, is_for_spreadsheets=path.suffix.lower() in SPREADSHEETS)
    sheet = Sheet(
        path=str(path),
        layout=rows.layout.name,
        is_own=rows.layout.is_own,
        number=np.asarray(part.numbers, dtype=np.int64),
        start=start,
        end=end,
        precision=precision,
        lat=lat,
        lon=lon,
        geo_precision=geo,
        where_prec=where,
        counts=_counts(rows, wrong),
        numbers=_numbers(rows, wrong),
        texts=texts,
    )
    empty = _empty(sheet)
    said = [
        (row, why if why == SWAPPED else f"{why}; the row is kept without it")
        for row, why in sorted(wrong)
        if not empty[row]
    ]
    said += [(row, "it says neither when nor where nor what") for row in np.flatnonzero(empty).tolist()]
    skipped = [unread(f"{path} row {part.numbers[row]}", why) for row, why in sorted(said)]
    return take(sheet, np.flatnonzero(~empty)), skipped


def _empty(sheet: Sheet) -> NDArray[np.bool_]:
    """Rows that say nothing: no day, no point, and no word of what or where."""
    empty: NDArray[np.bool_] = (sheet.precision == UNDATED) & np.isnan(sheet.lat)
    for name in ("kind", "title", "text", "place", "admin1", "admin2"):
        if name in sheet.texts:
            empty = empty & pc.is_null(sheet.texts[name]).to_numpy(zero_copy_only=False)
    return empty


# --- when ----------------------------------------------------------------------------------------


def _times(rows: Rows, wrong: list[tuple[int, str]]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Start, end and precision of each row."""
    table = _spans(rows, "start", wrong)
    start, end, precision = table[:, 0].copy(), table[:, 1].copy(), table[:, 2].astype(np.int8)
    dated = precision != UNDATED
    ends = _spans(rows, "end", wrong)
    # An end with a time of day is that moment; a day that ends something belongs to it.
    is_moment = ends[:, 2] == PRECISIONS.index(Precision.HOUR)
    until = np.where(is_moment | (rows.layout.is_own & (ends[:, 2] >= 0)), ends[:, 0], ends[:, 1])
    has_end = dated & (ends[:, 2] != UNDATED)
    backwards = has_end & (until <= start)
    wrong += [(row, "it ends before it starts") for row in np.flatnonzero(backwards).tolist()]
    ended = has_end & ~backwards
    end[ended] = until[ended]
    stated = coded.precisions(rows.columns, rows.layout, rows.length, wrong)
    is_coded = dated & (stated != UNDATED)
    _widen(start, end, is_coded & ~ended, stated, centred=rows.layout.centred)
    precision[is_coded] = stated[is_coded]
    return start, end, precision


def _spans(rows: Rows, field: str, wrong: list[tuple[int, str]]) -> NDArray[np.int64]:
    """Read a column of times."""
    column = rows.column(field)
    if column is None:
        return np.tile(np.array([0, 0, UNDATED], dtype=np.int64), (rows.length, 1))
    found = read_spans(column, field, order=rows.order)
    wrong += found.wrong
    return found.values


def _widen(
    start: NDArray[np.int64],
    end: NDArray[np.int64],
    which: NDArray[np.bool_],
    stated: NDArray[np.int8],
    *,
    centred: bool,
) -> None:
    """Let a day that stands for a week, a month or a year reach over all of it."""
    weeks = which & (stated == PRECISIONS.index(Precision.WEEK)) & (end - start < 7 * _DAY_S)
    end[weeks] = start[weeks] + (4 if centred else 7) * _DAY_S
    start[weeks] -= _HALF_WEEK_S if centred else 0
    for precision, unit in ((Precision.MONTH, "M"), (Precision.YEAR, "Y")):
        rows = which & (stated == PRECISIONS.index(precision))
        units = start[rows].astype("datetime64[s]").astype(f"datetime64[{unit}]")
        start[rows] = units.astype("datetime64[s]").astype(np.int64)
        end[rows] = (units + 1).astype("datetime64[s]").astype(np.int64)


# --- where ---------------------------------------------------------------------------------------


def _points(rows: Rows, wrong: list[tuple[int, str]]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Latitude and longitude of each row, or NaN; the two columns may be swapped, and then are read so."""
    found = {name: rows.column(name) for name in ("lat", "lon")}
    if None in found.values():
        nowhere = np.full(rows.length, np.nan)
        return nowhere, nowhere.copy()
    read = {name: read_numbers(column, name) for name, column in found.items()}
    for each in read.values():
        wrong += each.wrong
    lat, lon = read["lat"].values.copy(), read["lon"].values.copy()
    half = np.isnan(lat) != np.isnan(lon)
    misread = {row for each in read.values() for row, _ in each.wrong}
    wrong += [(row, "half a coordinate") for row in np.flatnonzero(half).tolist() if row not in misread]
    swapped = (abs(lat) > 90) & (abs(lat) <= 180) & (abs(lon) <= 90)
    lat[swapped], lon[swapped] = lon[swapped], lat[swapped]
    beyond = (abs(lat) > 90) | (abs(lon) > 180)
    null_island = (lat == 0) & (lon == 0)
    for rows_of, why in (
        (beyond, "its coordinate is not on Earth"),
        (null_island, "0, 0 in the Gulf of Guinea is what programs write for no coordinate"),
    ):
        wrong += [(row, why) for row in np.flatnonzero(rows_of).tolist()]
    nowhere = half | beyond | null_island
    lat[nowhere] = lon[nowhere] = np.nan
    wrong += [(row, SWAPPED) for row in np.flatnonzero(swapped & ~nowhere).tolist()]
    return lat, lon


# --- what and how many ---------------------------------------------------------------------------


def _counts(rows: Rows, wrong: list[tuple[int, str]]) -> dict[str, NDArray[np.int64]]:
    """Bounds of what was counted: from one column, or from one for each bound."""
    counts: dict[str, NDArray[np.int64]] = {}
    for name in COUNTED:
        for field in (name, f"{name}_best"):
            column = rows.column(field)
            if column is not None:
                read = read_ranges(column, field)
                wrong += read.wrong
                counts[field] = read.values
        low, high = rows.column(f"{name}_low"), rows.column(f"{name}_high")
        if low is not None and high is not None:
            counts[name] = _bounds(name, (low, high), wrong)
    return counts


def _bounds(name: str, columns: Sequence[pa.Array[Any]], wrong: list[tuple[int, str]]) -> NDArray[np.int64]:
    """Join two columns of bounds; where one is empty, the other is both."""
    low, high = (read_ranges(column, name) for column in columns)
    wrong += [*low.wrong, *high.wrong]
    bounds = np.stack([low.values[:, 0], high.values[:, 1]], axis=1)
    for one, other in ((0, 1), (1, 0)):
        empty = bounds[:, one] == UNCOUNTED
        bounds[empty, one] = bounds[empty, other]
    return np.sort(bounds, axis=1)


def _numbers(rows: Rows, wrong: list[tuple[int, str]]) -> dict[str, NDArray[np.float64]]:
    """Radius and confidence, within what they can be."""
    numbers: dict[str, NDArray[np.float64]] = {}
    for name, most in (("radius_m", 20_037_508.0), ("confidence", 1.0)):  # half of the equator; certainty
        column = rows.column(name)
        if column is not None:
            read = read_numbers(column, name)
            beyond = (read.values < 0) | (read.values > most)
            wrong += [
                *read.wrong,
                *((row, f"{name} out of range") for row in np.flatnonzero(beyond).tolist()),
            ]
            numbers[name] = np.where(beyond, np.nan, read.values)
    return numbers


_TEXTS = (
    *("event_id", "kind", "title", "text", "place", "admin2", "admin1", "country", "geonameid", "level"),
    *("weapon", "actors", "source", "url", "published", "background", "evidence"),
)


def _texts(rows: Rows, *, is_for_spreadsheets: bool) -> dict[str, pa.Array[Any]]:
    """Take the columns of text."""
    texts = {name: told(column) for name in _TEXTS if (column := rows.column(name)) is not None}
    if rows.layout.is_own and is_for_spreadsheets:
        texts = {name: _without_apostrophe(column) for name, column in texts.items()}
    if "kind" in texts and rows.layout.kinds:
        texts["kind"] = coded.kinds(texts["kind"], rows.layout)
    if "country" in texts and rows.layout.countries:
        texts["country"] = coded.countries(texts["country"], rows.layout)
    return texts


def _without_apostrophe(column: pa.Array[Any]) -> pa.Array[Any]:
    """Undo what `mapper events` does to text that a spreadsheet would run (docs/formats.md)."""
    return pc.replace_substring_regex(column, r"^'(\'*[=+\-@\t\r\n＝＋－＠])", r"\1")  # noqa: RUF001 -- full-width signs


# --- parts together ------------------------------------------------------------------------------


def join(sheets: Sequence[Sheet]) -> Sheet:
    """Put the parts of one table together; a column that some parts lack is empty there."""
    if len(sheets) == 1:
        return sheets[0]
    changed: dict[str, Any] = {
        field.name: np.concatenate([getattr(sheet, field.name) for sheet in sheets])
        for field in fields(Sheet)
        if isinstance(getattr(sheets[0], field.name), np.ndarray)
    }
    return replace(
        sheets[0],
        **changed,
        counts={name: _stack(sheets, "counts", name) for name in _names(sheets, "counts")},
        numbers={name: _stack(sheets, "numbers", name) for name in _names(sheets, "numbers")},
        texts={name: _chain(sheets, name) for name in _names(sheets, "texts")},
    )


def _names(sheets: Iterable[Sheet], group: str) -> list[str]:
    """Names of the columns that any part has."""
    return list(dict.fromkeys(name for sheet in sheets for name in getattr(sheet, group)))


def _stack(sheets: Sequence[Sheet], group: str, name: str) -> NDArray[Any]:
    """Put a column of numbers together."""
    shape, nothing = ((2,), UNCOUNTED) if group == "counts" else ((), np.nan)
    parts = (getattr(sheet, group).get(name, np.full((len(sheet), *shape), nothing)) for sheet in sheets)
    return np.concatenate(list(parts))


def _chain(sheets: Sequence[Sheet], name: str) -> pa.Array[Any]:
    """Put a column of text together."""
    parts = (sheet.texts.get(name, pa.nulls(len(sheet), pa.string())) for sheet in sheets)
    return pa.chunked_array(list(parts), pa.string()).combine_chunks()


def _at_most(skipped: list[Skipped], path: Path) -> list[Skipped]:
    """Name the first rows, and count the others."""
    if len(skipped) <= MOST_LISTED:
        return skipped
    more = f"{len(skipped) - MOST_LISTED:,} more rows like these"
    return [*skipped[:MOST_LISTED], unread(str(path), more)]
