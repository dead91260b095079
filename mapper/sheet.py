"""What a table says of its events, row by row, before anything is looked up: columns of one length."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa
    from numpy.typing import NDArray

UNDATED = -1
"""In `Sheet.precision`: nobody said when."""

UNCODED = 0
"""In `Sheet.geo_precision` and `Sheet.where_prec`: nobody said how precisely."""

UNCOUNTED = -1
"""In `Sheet.counts`: nobody said how many."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sheet:
    """Rows of one table, read.

    Attributes
    ----------
    path
        The file, for people.
    layout
        What kind of table it is.
    is_own
        True for what `mapper events` wrote.
    number
        Of each row, its number in the file; the heading is row 1.
    start, end
        Seconds since 1970 UTC, half-open; 0 and 0 where undated.
    precision
        Place in `Precision`, or `UNDATED`.
    lat, lon
        Degrees, WGS 84; NaN where there is no coordinate.
    geo_precision, where_prec
        ACLED's 1 to 3 and UCDP's 1 to 7; `UNCODED` where the table has no code.
    counts
        Of each thing counted the bounds, shape (rows, 2); `UNCOUNTED` where empty. `killed_best` and the
        like, a likeliest number, have the same bounds twice.
    numbers
        Further numbers: ``radius_m``, ``confidence``; NaN where empty.
    texts
        Further columns as text, empty where nothing is written: ``event_id``, ``kind``, ``place``, ...
    """

    path: str
    layout: str
    is_own: bool
    number: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    precision: NDArray[np.int8]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    geo_precision: NDArray[np.int8]
    where_prec: NDArray[np.int8]
    counts: Mapping[str, NDArray[np.int64]]
    numbers: Mapping[str, NDArray[np.float64]]
    texts: Mapping[str, pa.Array[Any]]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.number)


def take(sheet: Sheet, rows: NDArray[np.int64]) -> Sheet:
    """Take some rows of a sheet."""
    if len(rows) == len(sheet):
        return sheet
    changed: dict[str, Any] = {
        field.name: getattr(sheet, field.name)[rows]
        for field in fields(sheet)
        if isinstance(getattr(sheet, field.name), np.ndarray)
    }
    return replace(
        sheet,
        **changed,
        counts={name: column[rows] for name, column in sheet.counts.items()},
        numbers={name: column[rows] for name, column in sheet.numbers.items()},
        texts={name: column.take(rows) for name, column in sheet.texts.items()},
    )
