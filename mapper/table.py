"""Events straight in: one row an event, a column a property, for tables that are too large for objects.

A million rows as `Event`s take gigabytes and minutes; as columns they take the room of their numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mapper.model import Precision

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from gazetteer.model import Location

UNDATED = len(Precision)
"""In `Table.precision`: nobody said when."""

NOWHERE = -1
"""In `Table.spot`: no named place."""

UNKNOWN = -1
"""In `Table.killed` and `Table.injured`: nobody said."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Table:
    """Events as columns of equal length, in any order; what is missing stays empty.

    A reader of tables fills it a chunk at a time and hands it on as ``Layers(table=...)``: numbers as
    NumPy arrays, texts as Arrow arrays of strings (plain or dictionary-coded), and what repeats (kinds,
    places) once, with a number into it in every row. A row lies at its own `lon`, `lat` if it has them, else
    at its spot; a row that is known only to be near or in a place (a province's centroid, say) must leave
    its own coordinate empty and have a spot whose shape says so, or it would be drawn as if it were exact.

    Attributes
    ----------
    start, end
        Minutes since 1970-01-01 00:00 UTC, half-open, ``int64``; 0 and 0 where undated.
    precision
        Place in `Precision` of how finely the time is known, ``uint8``; `UNDATED` where nobody said when.
    kinds, kind
        Names of kinds, each once; of each row the place in them, ``int32``.
    spots, spot
        Named places, each once; of each row the place in them, ``int32``, or `NOWHERE`.
    lon, lat
        Degrees, WGS 84, ``float64``: the row's own coordinate, NaN where it has none.
    killed, injured
        Lowest and highest number, ``int32`` of shape (rows, 2); `UNKNOWN` where nobody said.
    id
        Comes out as it went in.
    title, quote, source, url, published, weapon, actors
        Texts, or None where the table has no such column; `quote` is the row's notes, `published` a day as
        ``2023-03-22``, `url` is never trusted.

    Raises
    ------
    ValueError
        When columns differ in length, a number points beyond `kinds` or `spots`, a coordinate is not on
        Earth, or a dated row does not end after it starts.
    """

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    precision: NDArray[np.uint8]
    kinds: tuple[str, ...]
    kind: NDArray[np.int32]
    spots: tuple[Location, ...]
    spot: NDArray[np.int32]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    killed: NDArray[np.int32]
    injured: NDArray[np.int32]
    id: pa.Array
    title: pa.Array | None = None
    quote: pa.Array | None = None
    source: pa.Array | None = None
    url: pa.Array | None = None
    published: pa.Array | None = None
    weapon: pa.Array | None = None
    actors: pa.Array | None = None

    def __post_init__(self) -> None:
        """Refuse columns that do not fit together."""
        numbers = (self.end, self.precision, self.kind, self.spot, self.lon, self.lat)
        texts = [column for column in self.texts().values() if column is not None]
        wrong = [len(column) for column in (*numbers, *texts) if len(column) != len(self)]
        if wrong or self.killed.shape != (len(self), 2) or self.injured.shape != (len(self), 2):
            raise ValueError(f"a table of {len(self)} rows has columns of other lengths")
        _refuse_beyond("kind", self.kind, 0, len(self.kinds))
        _refuse_beyond("spot", self.spot, NOWHERE, len(self.spots))
        _refuse_beyond("precision", self.precision, 0, UNDATED + 1)
        if np.any((np.abs(self.lon) > 180) | (np.abs(self.lat) > 90)):
            raise ValueError("a row has lon or lat that is not on Earth")
        if np.any((self.end <= self.start) & (self.precision != UNDATED)):
            raise ValueError("a dated row must end after it starts")

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.start)

    def texts(self) -> dict[str, pa.Array | None]:
        """Give the texts by their names."""
        names = ("id", "title", "quote", "source", "url", "published", "weapon", "actors")
        return {name: getattr(self, name) for name in names}


def _refuse_beyond(name: str, column: NDArray[np.integer], low: int, high: int) -> None:
    """Refuse numbers outside of [low, high)."""
    if len(column) and (column.min() < low or column.max() >= high):
        raise ValueError(f"{name}: {column.min()} to {column.max()} is not within {low} to {high - 1}")
