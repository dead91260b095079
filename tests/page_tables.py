"""Tables of made-up rows for the tests of the page."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pyarrow as pa
from page_layers import LOWER, UPPER, at, lay

from mapper.model import Layers
from mapper.table import UNKNOWN, Table

KINDS = ("Air/drone strike", "Armed clash", "Flood")
DAY = 18_000


def table(count: int = 3, **more: Any) -> Table:  # noqa: ANN401 - any column of it
    """Rows a day apart at Lower Mill, unless told otherwise."""
    nothing = np.full(count, np.nan)
    nobody = np.full((count, 2), UNKNOWN, dtype=np.int32)
    start = (DAY + np.arange(count, dtype=np.int64)) * 1440
    known = {
        "start": start,
        "end": start + 1440,
        "precision": np.ones(count, dtype=np.uint8),
        "kinds": KINDS,
        "kind": np.zeros(count, dtype=np.int32),
        "spots": (at(LOWER), at(UPPER)),
        "spot": np.zeros(count, dtype=np.int32),
        "lon": nothing,
        "lat": nothing,
        "killed": nobody,
        "injured": nobody,
        "id": pa.array([f"row {number}" for number in range(count)]),
        **more,
    }
    return Table(**known)


def scattered(count: int, days: int = 1_000) -> Layers:
    """Rows with a coordinate each, about the two towns, the same in every run."""
    draw = random.Random(3)  # noqa: S311 - no secret hangs on it
    towns = (LOWER, UPPER)
    spot = np.array([draw.randrange(2) for _ in range(count)], dtype=np.int32)
    start = np.array([(DAY + draw.randrange(days)) * 1440 for _ in range(count)], dtype=np.int64)
    rows = table(
        count,
        spot=spot,
        start=start,
        end=start + 1440,
        kind=np.array([draw.randrange(3) for _ in range(count)], dtype=np.int32),
        lon=np.array([towns[s].lon + draw.gauss(0, 0.9) for s in spot]),
        lat=np.array([towns[s].lat + draw.gauss(0, 0.6) for s in spot]),
        title=pa.array([f"Row {number} of a table" for number in range(count)]),
        url=pa.array([f"https://example.org/{number}" for number in range(count)]),
        source=pa.array(["Evening Paper" if number % 2 else "Morning Paper" for number in range(count)]),
    )
    return laid(rows)


def laid(rows: Table) -> Layers:
    """Layers of a table alone."""
    bare = lay(title="A table")
    return Layers(title=bare.title, events=(), documents=(), outlines=(), basemap=bare.basemap, table=rows)
