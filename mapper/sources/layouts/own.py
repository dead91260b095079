"""What `mapper events` writes (docs/formats.md), read back."""

from __future__ import annotations

from mapper.model import Precision
from mapper.records import COLUMNS, COUNTED
from mapper.sources.layouts.layout import Layout

_RENAMED = {"sources": "source"}
_TOLD_BY_THE_SPAN = frozenset({"time_precision", "date_prec", "event_date"})

OWN = Layout(
    name="event-mapper",
    marks=frozenset({"event_id", "confidence", "evidence"}),
    columns={
        _RENAMED.get(name, name): (name,) for name in (*COLUMNS, *COUNTED) if name not in _TOLD_BY_THE_SPAN
    },
    precisions={each.value: each for each in Precision},
    is_own=True,
)
