"""Files that hold tables, as parts of columns: .csv, .tsv, .xlsx, .parquet, .jsonl, .geojson.

A file is read part by part, so that a million rows never stand in memory as Python objects. Nothing is
known here of what the columns mean.
"""

from __future__ import annotations

import codecs
import csv
import json
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count, islice
from typing import TYPE_CHECKING, Any, TypeAlias
from zipfile import BadZipFile, ZipFile

import pyarrow as pa
import pyarrow.csv as arrow_csv
import shapely
from pyarrow import parquet

from mapper.errors import UnreadableError
from mapper.records import COUNTED
from mapper.sources.content import decoded, raw_content
from mapper.sources.found import unread
from mapper.sources.jsonl import MAX_LINE_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from mapper.model import Skipped

Columns: TypeAlias = "dict[str, pa.Array[Any]]"

PART_BYTES = 16_000_000
"""Of a .csv read at a time; no row may be longer."""
PART_ROWS = 65_536
"""Rows of other formats read at a time."""
MAX_UNZIPPED = 2_000_000_000
"""Bytes that a workbook may unfold to: its limit of 1,048,576 rows takes some hundred million."""
MAX_WHOLE = 1_000_000_000
"""Bytes of a .geojson, which is one value and has to be read in one go."""

HEADING_BYTES = 100_000
"""More than any heading has."""

GDELT_COLUMNS = tuple(
    (
        "GLOBALEVENTID SQLDATE MonthYear Year FractionDate Actor1Code Actor1Name Actor1CountryCode "
        "Actor1KnownGroupCode Actor1EthnicCode Actor1Religion1Code Actor1Religion2Code Actor1Type1Code "
        "Actor1Type2Code Actor1Type3Code Actor2Code Actor2Name Actor2CountryCode Actor2KnownGroupCode "
        "Actor2EthnicCode Actor2Religion1Code Actor2Religion2Code Actor2Type1Code Actor2Type2Code "
        "Actor2Type3Code IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale "
        "NumMentions NumSources NumArticles AvgTone Actor1Geo_Type Actor1Geo_FullName Actor1Geo_CountryCode "
        "Actor1Geo_ADM1Code Actor1Geo_ADM2Code Actor1Geo_Lat Actor1Geo_Long Actor1Geo_FeatureID "
        "Actor2Geo_Type Actor2Geo_FullName Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_ADM2Code "
        "Actor2Geo_Lat Actor2Geo_Long Actor2Geo_FeatureID ActionGeo_Type ActionGeo_FullName "
        "ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code ActionGeo_Lat ActionGeo_Long "
        "ActionGeo_FeatureID DATEADDED SOURCEURL"
    ).split()
)
"""Columns of GDELT 2.0's event files, which come without a heading (GDELT Event Codebook V2.0, 2015)."""


@dataclass(slots=True, kw_only=True)
class Part:
    """Some rows of a table.

    Attributes
    ----------
    columns
        By heading as written; of one length.
    numbers
        The rows' numbers as a spreadsheet shows them: the heading is row 1. Lines where there is none.
    skipped
        Rows that are none.
    """

    columns: Columns
    numbers: Sequence[int]
    skipped: list[Skipped] = field(default_factory=list)


def read_parts(path: Path) -> Iterator[Part]:
    """Read a table part by part.

    Raises
    ------
    UnreadableError
        It is no such table; also after some parts, where a file is spoiled further down.
    """
    readers: dict[str, Callable[[Path], Iterator[Part]]] = {
        ".xlsx": _read_workbook,
        ".parquet": _read_parquet,
        ".jsonl": _read_lines,
        ".geojson": _read_geojson,
    }
    try:
        if not path.is_file():
            raise UnreadableError("not a regular file")
        if path.stat().st_size == 0:
            raise UnreadableError("empty")
        yield from readers.get(path.suffix.lower(), _read_delimited)(path)
    except OSError as error:
        raise UnreadableError((error.strerror or _first_line(error)).lower()) from error
    except pa.ArrowException as error:
        raise UnreadableError(_first_line(error)) from error


def _first_line(error: Exception) -> str:
    """Take what a library says, without what follows on further lines."""
    return str(error).strip().partition("\n")[0][:200] or type(error).__name__


# --- .csv, .tsv ----------------------------------------------------------------------------------


def _read_delimited(path: Path) -> Iterator[Part]:
    """Read text parted by commas, semicolons, tabs or bars, whichever the heading uses."""
    encoding, heading = _first_text_line(path)
    delimiter = "\t" if path.suffix.lower() == ".tsv" else max(",;\t|", key=heading.count)
    is_headless = _is_gdelt(heading)
    names = GDELT_COLUMNS if is_headless else tuple(next(csv.reader([heading], delimiter=delimiter), ()))
    if not any(name.strip() for name in names):
        raise UnreadableError("it has no heading")
    places = [str(place) for place in range(len(names))]  # two columns may have one name
    wrong: list[tuple[int, str]] = []

    def note(row: arrow_csv.InvalidRow) -> str:
        why = f"{row.actual_columns} cells, where the heading has {row.expected_columns}"
        wrong.append((row.number or 0, why))
        return "skip"

    reader = arrow_csv.open_csv(
        path,
        read_options=arrow_csv.ReadOptions(
            use_threads=False,  # rows in their order, and with their numbers
            block_size=PART_BYTES,
            encoding=encoding,
            column_names=places,
            skip_rows_after_names=0 if is_headless else 1,
        ),
        parse_options=arrow_csv.ParseOptions(
            delimiter=delimiter,
            quote_char=False if is_headless else '"',  # GDELT's files quote nothing
            newlines_in_values=not is_headless,
            invalid_row_handler=note,
        ),
        convert_options=arrow_csv.ConvertOptions(column_types=dict.fromkeys(places, pa.string())),
    )
    with reader as batches:
        yield from _numbered(path, batches, names, wrong, first=1 if is_headless else 2)


def _numbered(
    path: Path,
    batches: Iterable[pa.RecordBatch],
    names: Sequence[str],
    wrong: list[tuple[int, str]],
    *,
    first: int,
) -> Iterator[Part]:
    """Give rows the numbers that they have in the file, where some between them are left out."""
    number = first
    for batch in batches:
        bad = {at for at, _ in wrong}
        numbers = list(islice((n for n in count(number) if n not in bad), batch.num_rows))
        number = max([number - 1, *numbers[-1:], *bad]) + 1
        skipped = [unread(f"{path} row {at}", why) for at, why in wrong]
        wrong.clear()
        yield Part(columns=_first_of_a_name(names, batch.columns), numbers=numbers, skipped=skipped)


def _first_of_a_name(names: Sequence[str], columns: Sequence[pa.Array]) -> Columns:
    """Keep the first of columns that share a name."""
    kept: Columns = {}
    for name, column in zip(names, columns, strict=True):
        kept.setdefault(name, column)
    return kept


def _first_text_line(path: Path) -> tuple[str, str]:
    """Tell the encoding of a file of text, and its first line, where a cell may go on over several."""
    with path.open("rb") as file:
        start = file.read(HEADING_BYTES)
    is_wide = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not is_wide and b"\0" in start:
        raise UnreadableError("binary: it holds NUL bytes")
    line = start.decode("utf-16" if is_wide else "utf-8-sig", errors="replace").lstrip("\r\n")
    return "utf-16" if is_wide else "utf8", (line.splitlines() or [""])[0]


def _is_gdelt(line: str) -> bool:
    """Tell a row of GDELT 2.0 from a heading: 61 cells, a number and a day first."""
    cells = line.split("\t")
    return len(cells) == len(GDELT_COLUMNS) and cells[0].isdigit() and cells[1].isdigit()


# --- .xlsx ---------------------------------------------------------------------------------------


def _read_workbook(path: Path) -> Iterator[Part]:
    """Read the first sheet of a workbook; of formulas, the values that were last worked out."""
    import openpyxl  # noqa: PLC0415 -- takes a third of a second, which other formats need not pay

    try:
        with ZipFile(path) as packed:
            if sum(each.file_size for each in packed.infolist()) > MAX_UNZIPPED:
                raise UnreadableError(f"it unfolds to more than {MAX_UNZIPPED:,} bytes")
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except (BadZipFile, KeyError, ValueError, TypeError, SyntaxError) as error:
        raise UnreadableError(f"not a workbook that can be read: {_first_line(error)}") from error
    try:
        rows = book.worksheets[0].iter_rows(values_only=True)
        heading = [_cell(value) or "" for value in next(rows, ())]
        if not any(heading):
            raise UnreadableError("its first sheet has no heading")
        yield from _parts_of_rows(heading, ([_cell(value) for value in row] for row in rows))
    finally:
        book.close()


def _cell(value: object) -> str | None:
    """Write a cell of a workbook as text; days without their midnight."""
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.isoformat().removesuffix("T00:00:00")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _whole(str(value))


def _parts_of_rows(heading: Sequence[str], rows: Iterable[Sequence[str | None]]) -> Iterator[Part]:
    """Turn rows into columns; the heading is row 1, and empty rows are left alone."""
    numbered = ((number, row) for number, row in enumerate(rows, start=2) if any(row))
    while some := list(islice(numbered, PART_ROWS)):
        filled = [[*row, *[None] * (len(heading) - len(row))][: len(heading)] for _, row in some]
        columns = [pa.array(column, pa.string()) for column in zip(*filled, strict=True)]
        yield Part(columns=_first_of_a_name(heading, columns), numbers=[number for number, _ in some])


# --- .parquet ------------------------------------------------------------------------------------


def _read_parquet(path: Path) -> Iterator[Part]:
    """Read the columns that are no lists or records; points of a GeoParquet as ``lon`` and ``lat``."""
    number = 2
    with parquet.ParquetFile(path) as file:
        names = [field.name for field in file.schema_arrow if not pa.types.is_nested(field.type)]
        for batch in file.iter_batches(batch_size=PART_ROWS, columns=names):
            columns = dict(zip(batch.schema.names, map(flat, batch.columns), strict=True))
            _add_points(columns)
            numbers = range(number, number + batch.num_rows)
            number += batch.num_rows
            yield Part(columns=columns, numbers=numbers)


def flat(column: pa.Array) -> pa.Array:
    """Take a column out of its code of words, or of its bytes where they are text."""
    if pa.types.is_dictionary(column.type):
        return column.dictionary_decode()
    if pa.types.is_large_string(column.type):
        return column.cast(pa.string())
    return column


def _add_points(columns: Columns) -> None:
    """Read points in well-known binary, as GeoParquet holds them, where no coordinates are given."""
    geometry = columns.pop("geometry", None)
    if geometry is None or not pa.types.is_binary(geometry.type) or {"lat", "lon"} & columns.keys():
        return
    shapes = shapely.from_wkb(geometry.to_numpy(zero_copy_only=False), on_invalid="ignore")
    centres = shapely.centroid(shapes)
    columns["lon"], columns["lat"] = pa.array(shapely.get_x(centres)), pa.array(shapely.get_y(centres))


# --- .jsonl, .geojson ----------------------------------------------------------------------------


def _read_lines(path: Path) -> Iterator[Part]:
    """Read one event a line."""
    with path.open("rb") as lines:
        numbered = ((number, line) for number, line in enumerate(lines, start=1) if line.strip())
        while some := list(islice(numbered, PART_ROWS)):
            rows, numbers, skipped = [], [], []
            for number, line in some:
                try:
                    rows.append(_flatten(_object(line)))
                    numbers.append(number)
                except UnreadableError as error:
                    skipped.append(unread(f"{path} line {number}", str(error)))
            yield Part(columns=_columns_of(rows), numbers=numbers, skipped=skipped)


def _read_geojson(path: Path) -> Iterator[Part]:
    """Read the features of a collection; features are counted from 1."""
    try:
        collection = json.loads(decoded(raw_content(path, at_most=MAX_WHOLE)))
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"not GeoJSON that can be read: {_first_line(error)}") from error
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list):
        raise UnreadableError("not a collection of features (RFC 7946)")
    for start in range(0, len(features), PART_ROWS):
        rows, numbers, skipped = [], [], []
        for number, feature in enumerate(features[start : start + PART_ROWS], start=start + 1):
            if isinstance(feature, dict):
                rows.append(_feature(feature))
                numbers.append(number)
            else:
                skipped.append(unread(f"{path} feature {number}", "not an object"))
        yield Part(columns=_columns_of(rows), numbers=numbers, skipped=skipped)


def _object(line: bytes) -> dict[str, Any]:
    """Read one JSON object."""
    if len(line) > MAX_LINE_BYTES:
        raise UnreadableError(f"over {MAX_LINE_BYTES:,} bytes")
    try:
        row = json.loads(decoded(line))
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"not JSON: {_first_line(error)}") from error
    if not isinstance(row, dict):
        raise UnreadableError("not a JSON object")
    return row


def _feature(feature: Mapping[str, Any]) -> dict[str, str | None]:
    """Lay out a feature as a row: its properties, its point, its id."""
    properties = feature.get("properties")
    row = _flatten(properties if isinstance(properties, dict) else {})
    geometry = feature.get("geometry")
    shape: dict[str, Any] = geometry if isinstance(geometry, dict) else {}
    point = shape.get("coordinates")
    if isinstance(point, list) and shape.get("type") == "Point" and len(point) > 1:
        row |= {"lon": str(point[0]), "lat": str(point[1])}
    if "id" in feature and "event_id" not in row:
        row |= _flatten({"event_id": feature["id"]})
    return row


def _flatten(row: Mapping[str, Any]) -> dict[str, str | None]:
    """Flatten an event as `mapper events` writes it, or any other record, into texts by column."""
    flat: dict[str, str | None] = {}
    for name, value in row.items():
        if name == "when" and isinstance(value, dict):
            flat |= _flatten(value)
        elif name == "place" and isinstance(value, dict):
            flat |= _flatten({"place" if key == "name" else key: each for key, each in value.items()})
        elif name in COUNTED and isinstance(value, list) and len(value) == 2:
            flat |= _flatten({f"{name}_low": value[0], f"{name}_high": value[1]})
        elif name in {"actors", "sources"} and isinstance(value, list):
            flat[name] = _whole("; ".join(map(str, value)))
        elif isinstance(value, dict | list):
            flat[name] = _whole(json.dumps(value, ensure_ascii=False))
        elif value is None:
            flat[name] = None
        else:
            flat[name] = _whole(str(value).lower() if isinstance(value, bool) else str(value))
    return flat


def _columns_of(rows: Sequence[Mapping[str, str | None]]) -> Columns:
    """Turn records into columns, in the order in which their names first come."""
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: pa.array([row.get(name) for row in rows], pa.string()) for name in names}


def _whole(text: str) -> str:
    """Put U+FFFD for half characters (lone surrogates), which no file can hold."""
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
