"""Which files are tables of events."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES = (".csv", ".tsv", ".xlsx", ".parquet", ".geojson")
"""What is always a table; ``.jsonl`` may be one (`holds_events`)."""

MARKS = ({"event_id"}, {"when"}, {"lat", "lon"}, {"latitude", "longitude"})
"""Fields that an event has and a report has not."""

FIRST_LINES = 20
LONGEST = 1_000_000
"""Bytes of a line that are looked at; longer ones are reports."""


def holds_events(file: Path) -> bool:
    """Tell whether the first line of JSON in a file is an event, not a report with its text."""
    try:
        with file.open("rb") as lines:
            for line in islice(iter(lambda: lines.readline(LONGEST), b""), FIRST_LINES):
                row = _row(line)
                if row is not None:
                    return any(mark <= row.keys() for mark in MARKS) or ("date" in row and "text" not in row)
    except OSError:
        return False  # the reader will say why it cannot be read
    return False


def _row(line: bytes) -> dict[str, object] | None:
    """Read a line if it is a JSON object."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None
