"""What `mapper events` writes (docs/formats.md), read back."""

from __future__ import annotations

from mapper.model import Precision
from mapper.records import COLUMNS, COUNTED
from mapper.sources.layouts.layout import Layout

_RENAMED = {"sources": "source"}

OWN = Layout(
    name="event-mapper",
    marks=frozenset({"event_id", "confidence", "evidence"}),
    columns={_RENAMED.get(name, name): (name,) for name in (*COLUMNS, *COUNTED)},
    precisions={each.value: each for each in Precision},
    is_own=True,
)
