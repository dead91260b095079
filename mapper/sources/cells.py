"""Columns of cells as values: text, numbers, spans of time. Pure, a column at a time.

What repeats is read once: a million rows have some thousand days. What cannot be read is empty in the
result, and its reason stands beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from mapper.model import YEARS_OF_PRINT, Precision
from mapper.sources.days import day_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

Value = TypeVar("Value")
Cells: TypeAlias = "pa.Array[Any]"

PRECISIONS = tuple(Precision)
YEARS_OF_EVENTS = range(1, 2201)
"""Histories go back further than newspapers; Python's calendar begins in the year 1."""

NOTHING = ("", "na", "n/a", "nan", "nat", "null", "none", "-", "\\n")
"""What tables write for "no number" and "no date"; pandas reads much the same as missing."""

_NUMBER = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"
_COMMA = r"^[+-]?\d+,\d+$"
_RANGE = re.compile(r"(\d{1,12})(?:\.0+)?(?:\s*(?:-|–|to)\s*(\d{1,12}))?")  # noqa: RUF001 -- en dash on purpose
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_YEAR = re.compile(r"\d{4}")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Values of a column by row, and what could not be read.

    Attributes
    ----------
    values
        By row; what stands in an empty cell is up to the reader.
    wrong
        Row (from 0) and reason, in the order of the rows.
    """

    values: NDArray[Any]
    wrong: tuple[tuple[int, str], ...] = ()


def told(column: Cells) -> pa.StringArray:
    """Take a column as text: trimmed, empty where nothing is written.

    Half characters cannot occur: Arrow's text is UTF-8.
    """
    text = column if pa.types.is_string(column.type) else pc.cast(column, pa.string(), safe=False)
    trimmed = pc.utf8_trim_whitespace(text)
    empty = pc.equal(pc.utf8_length(trimmed), 0)
    return pc.if_else(empty, pa.scalar(None, pa.string()), trimmed)


def read_each(column: pa.StringArray, read: Callable[[str], Value]) -> tuple[list[Value], NDArray[np.int64]]:
    """Read every different text once.

    Returns
    -------
    values
        What came of each different text.
    which
        By row, its place among them; -1 where the cell is empty.
    """
    encoded = pc.dictionary_encode(column)
    which = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False).astype(np.int64)
    return [read(text) for text in encoded.dictionary.to_pylist()], which


def read_numbers(column: Cells, what: str) -> Read:
    """Read numbers, with a point or a comma; NaN where there is none."""
    if pa.types.is_floating(column.type) or pa.types.is_integer(column.type):
        values = pc.fill_null(pc.cast(column, pa.float64(), safe=False), float("nan"))
        return Read(values=values.to_numpy(zero_copy_only=False))
    text = _without_nothing(told(column))
    pointed = pc.if_else(
        pc.match_substring_regex(text, _COMMA), pc.replace_substring(text, ",", ".", max_replacements=1), text
    )
    good = pc.fill_null(pc.match_substring_regex(pointed, _NUMBER), False)  # noqa: FBT003 -- Arrow's signature
    numbers = pc.cast(pc.if_else(good, pointed, pa.scalar(None, pa.string())), pa.float64())
    values = pc.fill_null(numbers, float("nan")).to_numpy(zero_copy_only=False)
    bad = pc.and_(pc.is_valid(text), pc.invert(good)).to_numpy(zero_copy_only=False)
    wrong = [
        (row, f"{what} {_short(text[row].as_py())} is no number") for row in np.flatnonzero(bad).tolist()
    ]
    return Read(values=values, wrong=tuple(wrong))


def read_ranges(column: Cells, what: str) -> Read:
    """Read counts ("6", "6-8") as pairs of bounds; -1 where there is none."""
    values, which = read_each(_without_nothing(told(column)), lambda text: _bounds(text, what))
    table = np.array([v if isinstance(v, tuple) else (-1, -1) for v in values] + [(-1, -1)], dtype=np.int64)
    return Read(values=table[which], wrong=_reasons(values, which))


def read_spans(column: Cells, what: str, *, order: str = "") -> Read:
    """Read times as start and end in seconds since 1970 UTC and the number of their precision.

    Rows of `start, end, precision`; precision -1 where there is no time.

    Parameters
    ----------
    order
        ``"dmy"`` or ``"mdy"`` where the table has shown which its days in figures are (`find_order`).
    """
    texts = _without_nothing(told(_dates_as_text(column)))
    values, which = read_each(texts, lambda text: _span(text, what, order))
    nothing = (0, 0, -1)
    table = np.array([v if isinstance(v, tuple) else nothing for v in values] + [nothing], dtype=np.int64)
    return Read(values=table[which], wrong=_reasons(values, which))


def find_order(column: Cells) -> str:
    """Find out whether 03/04/2023 is in April or in March, from days after the twelfth in the same column.

    Examples
    --------
    >>> find_order(pa.array(["03/04/2023", "25/04/2023"])), find_order(pa.array(["03/04/2023"]))
    ('dmy', '')
    """
    found = [_SLASHED.fullmatch(text) for text in pc.unique(told(column)).to_pylist() if text]
    firsts = {int(match[1]) > 12 for match in found if match}
    seconds = {int(match[2]) > 12 for match in found if match}
    if firsts != {False} and seconds == {False}:
        return "dmy"
    return "mdy" if seconds != {False} and firsts == {False} else ""


def _dates_as_text(column: Cells) -> Cells:
    """Write a column of days or moments as ISO 8601; the day alone where no time of day is known."""
    if pa.types.is_timestamp(column.type):
        moments = pc.cast(column, pa.timestamp("s", tz=column.type.tz), safe=False)
        if column.type.tz:
            moments = pc.cast(moments, pa.timestamp("s"))
        return pc.strftime(moments, format="%Y-%m-%dT%H:%M:%SZ" if column.type.tz else "%Y-%m-%dT%H:%M:%S")
    return column


def _without_nothing(texts: pa.StringArray) -> pa.StringArray:
    """Leave out the words for "no value"."""
    is_nothing = pc.is_in(pc.utf8_lower(texts), value_set=pa.array(NOTHING))
    return pc.if_else(is_nothing, pa.scalar(None, pa.string()), texts)


def _reasons(values: list[Any], which: NDArray[np.int64]) -> tuple[tuple[int, str], ...]:
    """List the rows whose text could not be read."""
    bad = np.array([isinstance(value, str) for value in values] + [False])
    return tuple((row, values[which[row]]) for row in np.flatnonzero(bad[which]).tolist())


def _bounds(text: str, what: str) -> tuple[int, int] | str:
    """Read one count."""
    found = _RANGE.fullmatch(text)
    if not found:
        return f"{what} {_short(text)} is no count"
    low, high = int(found[1]), int(found[2] or found[1])
    return (low, high) if low <= high else f"{what} {_short(text)} runs backwards"


def _span(text: str, what: str, order: str) -> tuple[int, int, int] | str:
    """Read one time as written, to the precision that is written."""
    try:
        start, end, precision = _moments(text, order)
        if start.year not in YEARS_OF_EVENTS or end.year not in YEARS_OF_EVENTS:
            return f"{what} {_short(text)} is not in the years 1 to {YEARS_OF_PRINT[-1]}"
    except (ValueError, OverflowError):
        return f"{what} {_short(text)} is not a date like 2023-03-22"
    return _seconds(start), _seconds(end), PRECISIONS.index(precision)


def _moments(text: str, order: str) -> tuple[datetime, datetime, Precision]:
    """Find start, end and precision of a written time."""
    if month := _MONTH.fullmatch(text):
        start = datetime(int(month[1]), int(month[2]), 1, tzinfo=UTC)
        return start, (start + timedelta(days=31)).replace(day=1), Precision.MONTH
    if _YEAR.fullmatch(text):
        start = datetime(int(text), 1, 1, tzinfo=UTC)
        return start, start.replace(year=start.year + 1), Precision.YEAR
    if compact := _COMPACT.fullmatch(text):
        return _day(*map(int, compact.groups()))
    if slashed := _SLASHED.fullmatch(text.partition(" ")[0]):
        # A day parted by full stops is written first wherever it is (Unicode CLDR, "dd.MM.y").
        order = "dmy" if "." in text else order
        return _day(*_in_order(int(slashed[1]), int(slashed[2]), int(slashed[3]), order))
    return _iso(text)


def _iso(text: str) -> tuple[datetime, datetime, Precision]:
    """Read ISO 8601, or a day with its month in words."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        day = day_of(text)
        return _day(day.year, day.month, day.day)
    if (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        # A calendar day as written, whatever zone it was written in: days are never shifted.
        return _day(moment.year, moment.month, moment.day)
    at = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    return at, at + timedelta(hours=1), Precision.HOUR


def _in_order(first: int, second: int, year: int, order: str) -> tuple[int, int, int]:
    """Year, month and day of a date in figures; refused where both readings are possible."""
    if order == "mdy" or (first <= 12 < second):
        return year, first, second
    if order == "dmy" or (second <= 12 < first) or first == second:
        return year, second, first
    raise ValueError("two days are possible")


def _day(year: int, month: int, day: int) -> tuple[datetime, datetime, Precision]:
    """From midnight to midnight."""
    start = datetime(year, month, day, tzinfo=UTC)
    return start, start + timedelta(days=1), Precision.DAY


def _seconds(moment: datetime) -> int:
    """Seconds since 1970 UTC, rounded down; exact before 1970 too."""
    return (moment - _EPOCH) // timedelta(seconds=1)


def _short(text: str) -> str:
    """Quote the beginning of a cell."""
    return repr(text[:40])
