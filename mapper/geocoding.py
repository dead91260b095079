"""A table in, the same table with coordinates out: every row, in its order, every cell as it was."""

from __future__ import annotations

import codecs
import csv
import json
import sys
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from mapper.aside import aside
from mapper.divisions import Asked
from mapper.errors import UnreadableError
from mapper.records import COORDINATE_DIGITS, geoname_id
from mapper.sources.layouts import recognise
from mapper.sources.layouts.layout import fold_heading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from mapper.geocode import Answer
    from mapper.records import Cell

    Geocode = Callable[[Asked], Answer]
    Watch = Callable[[Iterable[Any]], Iterable[Any]]

ADDED = ("lat", "lon", "geonameid", "matched_name", "level", "geo_precision", "where_prec", "score", "reason")
"""Columns that are added, in this order."""

PREFIX = "geocoded_"
"""Before a column that is added, where the table has one of its name already."""

SUFFIXES = (".csv", ".tsv", ".xlsx", ".parquet", ".jsonl")
"""What is read; the same is written."""

EMPTY = frozenset({"", "nan", "none", "null", "n/a"})
"""What programs write for nothing; NA is Namibia."""

HEADING_BYTES = 100_000
"""More than any heading has."""

LONGEST_CELL = 10_000_000
"""Code points; more than any spreadsheet holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Headings of the columns that say where; ``""`` where the table has none."""

    place: str = ""
    admin2: str = ""
    admin1: str = ""
    country: str = ""

    def named(self) -> list[str]:
        """Headings that the table has."""
        return [heading for each in fields(self) if (heading := getattr(self, each.name))]


@dataclass(slots=True, kw_only=True)
class Tally:
    """How a table went.

    Attributes
    ----------
    columns
        What was read.
    renamed
        Columns that were added under another name, as theirs was taken.
    rows, placed, fallen_back
        How many there were, got a place, got their division for want of a place.
    """

    columns: Columns
    renamed: tuple[str, ...] = ()
    rows: int = 0
    placed: int = 0
    fallen_back: int = 0

    def count(self, asked: Asked, answer: Answer) -> None:
        """Count a row."""
        self.rows += 1
        self.placed += answer.place is not None
        self.fallen_back += answer.place is not None and bool(asked.place) and answer.where_prec > 2


def find_columns(headings: Sequence[str], chosen: Columns) -> Columns:
    """Find the columns that say where, by their usual names or those chosen.

    Raises
    ------
    UnreadableError
        A chosen column is not there, or none says where.

    Examples
    --------
    >>> find_columns(["ID", "Location", "ADM1", "Country"], Columns())
    Columns(place='Location', admin2='', admin1='ADM1', country='Country')
    """
    folded = {fold_heading(heading): heading for heading in reversed(headings)}
    layout = recognise(folded)
    found: dict[str, str] = {}
    for each in fields(Columns):
        wanted = getattr(chosen, each.name)
        if wanted and wanted not in headings and fold_heading(wanted) not in folded:
            raise UnreadableError(f"it has no column {wanted!r}; its columns are {_listed(headings)}")
        usual = (folded[name] for name in layout.columns.get(each.name, ()) if name in folded)
        at_hand = wanted if wanted in headings else folded.get(fold_heading(wanted), "")
        found[each.name] = at_hand if wanted else next(usual, "")
    columns = Columns(**found)
    if not columns.named():
        raise UnreadableError(f"no column says where; its columns are {_listed(headings)}")
    return columns


def _listed(headings: Sequence[str]) -> str:
    """List headings for people."""
    return ", ".join(heading[:40] for heading in headings[:30])


def added_names(headings: Iterable[str]) -> dict[str, str]:
    """Name the columns that are added, apart from those that the table has."""
    taken = set(headings)
    names = {}
    for name in ADDED:
        free = name
        while free in taken:
            free = f"{PREFIX}{free}"
        taken.add(free)
        names[name] = free
    return names


def ask(row: Mapping[str, object], columns: Columns) -> Asked:
    """Take what a row says of where."""
    cells = {each.name: _text(row.get(getattr(columns, each.name))) for each in fields(columns)}
    return Asked(**cells)


def _text(cell: object) -> str:
    """Take a cell as a name."""
    text = " ".join(str(cell).split()) if cell is not None else ""
    return "" if text.casefold() in EMPTY else text


def cells_of(answer: Answer) -> dict[str, Cell]:
    """Lay an answer out as the cells that are added; nothing but the reason where nothing was found."""
    place = answer.place
    if place is None:
        return {**dict.fromkeys(ADDED), "reason": answer.reason}
    return {
        "lat": round(place.lat, COORDINATE_DIGITS),
        "lon": round(place.lon, COORDINATE_DIGITS),
        "geonameid": geoname_id(place),
        "matched_name": place.name,
        "level": str(place.level),
        "geo_precision": answer.geo_precision,
        "where_prec": answer.where_prec,
        "score": answer.score,
        "reason": answer.reason,
    }


def geocode_table(
    path: Path, out: Path, geocode: Geocode, *, chosen: Columns | None = None, watch: Watch = iter
) -> Tally:
    """Add where each row is to a table; whole, or not at all.

    Parameters
    ----------
    path, out
        Of one format, one of `SUFFIXES`.
    geocode
        Finds where a row is (`mapper.geocode.open_geocoder`).
    chosen
        Columns to read, where their names are not the usual ones.
    watch
        Hands rows on one by one, and may show how far it is.

    Raises
    ------
    UnreadableError
        It is no table, or no column says where.
    """
    ways = {
        ".csv": _geocode_text,
        ".tsv": _geocode_text,
        ".xlsx": _geocode_workbook,
        ".parquet": _geocode_parquet,
        ".jsonl": _geocode_lines,
    }
    suffix = path.suffix.lower()
    if suffix not in ways or out.suffix.lower() != suffix:
        raise UnreadableError(
            f"from {suffix or 'no suffix'} to {out.suffix or 'no suffix'}: both must be one of "
            f"{', '.join(SUFFIXES)}"
        )
    job = _Job(geocode=geocode, chosen=chosen or Columns(), watch=watch)
    with aside(out) as part:
        return ways[suffix](path, part, job)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """What is to be done with every row."""

    geocode: Geocode
    chosen: Columns
    watch: Watch

    def begin(self, headings: Sequence[str]) -> tuple[Tally, dict[str, str]]:
        """Find the columns to read and to add."""
        names = added_names(headings)
        renamed = tuple(new for name, new in names.items() if new != name)
        return Tally(columns=find_columns(headings, self.chosen), renamed=renamed), names

    def answer(self, row: Mapping[str, object], tally: Tally) -> dict[str, Cell]:
        """Find where a row is."""
        asked = ask(row, tally.columns)
        answer = self.geocode(asked)
        tally.count(asked, answer)
        return cells_of(answer)


# --- one way a format ----------------------------------------------------------------------------


@contextmanager
def _longer_cells() -> Iterator[None]:
    """Allow cells as long as the notes of some tables are; the csv module's own limit is 128 kB.

    Never entered by a generator: one that is left halfway would put the limit back late, over another's.
    """
    before = csv.field_size_limit(min(LONGEST_CELL, sys.maxsize))
    try:
        yield
    finally:
        csv.field_size_limit(before)


@_longer_cells()
def _geocode_text(path: Path, out: Path, job: _Job) -> Tally:
    """Geocode rows parted by commas, semicolons or tabs; cells too many or too few stay as they are."""
    with path.open("rb") as file:
        start = file.read(HEADING_BYTES)
    encoding = "utf-16" if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    first = start.decode(encoding, "replace").lstrip("\r\n").splitlines()[:1] or [""]
    delimiter = "\t" if path.suffix.lower() == ".tsv" else max(",;\t|", key=first[0].count)
    width = max(map(len, _rows(path, encoding, delimiter)), default=0)
    rows = _rows(path, encoding, delimiter)
    headings = next(rows, [])
    tally, names = job.begin(headings)
    is_marked = start.startswith(codecs.BOM_UTF8)
    ends = "\r\n" if b"\r\n" in start else "\n"
    with out.open("w", encoding="utf-8-sig" if is_marked else "utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator=ends)
        writer.writerow([*headings, *[""] * (width - len(headings)), *names.values()])
        for row in job.watch(rows):
            if not row:  # a blank line stays one
                writer.writerow([])
                continue
            cells = job.answer(dict(zip(headings, row, strict=False)), tally)
            writer.writerow([*row, *[""] * (width - len(row)), *cells.values()])
    return tally


def _rows(path: Path, encoding: str, delimiter: str) -> Iterator[list[str]]:
    """Read rows of text, an empty one for a blank line."""
    with path.open(encoding=encoding, newline="") as file:
        try:
            yield from csv.reader(file, delimiter=delimiter)
        except UnicodeDecodeError as error:
            raise UnreadableError(f"not {encoding.upper().removesuffix('-SIG')}; save it as UTF-8") from error
        except csv.Error as error:
            raise UnreadableError(str(error)) from error


def _geocode_workbook(path: Path, out: Path, job: _Job) -> Tally:
    """Fill the first sheet of a workbook; the rest of it stays."""
    import openpyxl  # noqa: PLC0415 -- takes a third of a second, which other formats need not pay

    try:
        book = openpyxl.load_workbook(path)
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        SyntaxError,
        openpyxl.utils.exceptions.InvalidFileException,
    ) as error:
        raise UnreadableError(f"not a workbook that can be read: {str(error)[:200]}") from error
    sheet = book.worksheets[0]
    headings = [str(cell.value or "") for cell in sheet[1]]
    tally, names = job.begin(headings)
    first = len(headings) + 1
    for place, name in enumerate(names.values()):
        sheet.cell(row=1, column=first + place, value=name)
    for number in job.watch(range(2, sheet.max_row + 1)):
        row = {
            heading: sheet.cell(row=number, column=at).value for at, heading in enumerate(headings, start=1)
        }
        for place, cell in enumerate(job.answer(row, tally).values()):
            sheet.cell(row=number, column=first + place, value=cell)
    book.save(out)
    return tally


def _geocode_parquet(path: Path, out: Path, job: _Job) -> Tally:
    """Add columns to a Parquet file; the others keep their types."""
    import pyarrow as pa  # noqa: PLC0415 -- half a second, which other formats need not pay
    from pyarrow import parquet  # noqa: PLC0415 -- the same

    types = {
        **dict.fromkeys(("lat", "lon", "score"), pa.float64()),
        **dict.fromkeys(("geo_precision", "where_prec"), pa.int8()),
    }
    try:
        table = parquet.read_table(path)
    except pa.ArrowException as error:
        raise UnreadableError(f"not Parquet that can be read: {str(error)[:200]}") from error
    tally, names = job.begin(table.column_names)
    wanted = table.select(list(dict.fromkeys(tally.columns.named()))).to_pylist()
    cells = [job.answer(row, tally) for row in job.watch(wanted)]
    for name, heading in names.items():
        column = pa.array([each[name] for each in cells], types.get(name, pa.string()))
        table = table.append_column(heading, column)
    parquet.write_table(table, out)
    return tally


def _geocode_lines(path: Path, out: Path, job: _Job) -> Tally:
    """Add fields to lines of JSON; a line that is no object stays as it is."""
    with path.open("rb") as lines:
        fields_of = dict.fromkeys(name for line in lines for name in _object(line) or ())
    if not fields_of:
        raise UnreadableError("not one line of it is a JSON object")
    tally, names = job.begin(list(fields_of))
    with path.open("rb") as lines, out.open("wb") as file:
        for line in job.watch(lines):
            row = _object(line)
            if row is None:
                file.write(line)
                continue
            added = {names[name]: cell for name, cell in job.answer(row, tally).items()}
            text = json.dumps({**row, **added}, ensure_ascii=False)
            file.write(text.encode("utf-8", "replace") + b"\n")
    return tally


def _object(line: bytes) -> dict[str, Any] | None:
    """Read a line if it is a JSON object."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None
