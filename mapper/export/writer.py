"""The formats out, by suffix."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mapper.aside import aside
from mapper.export.geojson import geojson
from mapper.export.kml import kml
from mapper.export.table import table
from mapper.records import event_record, event_row, place_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from gazetteer.model import Resolution
    from mapper.model import Document, Event
    from mapper.records import PlaceOf, Record

TEXT_FORMATS = {".csv": table, ".geojson": geojson, ".kml": kml}
FRAME_FORMATS = (".gpkg", ".parquet")
FORMATS = (".jsonl", *TEXT_FORMATS, *FRAME_FORMATS)
"""What `write_events` writes, by suffix."""

LINE_BREAKS = {0x85: r"\u0085", 0x2028: r"\u2028", 0x2029: r"\u2029"}
"""Unicode's further line ends, which JSON leaves as they are and many readers of lines break at."""


def write_events(
    events: Sequence[Event], documents: Sequence[Document], path: Path, *, place_of: PlaceOf
) -> None:
    """Write events in the format that the suffix of `path` names; whole, or not at all.

    Parameters
    ----------
    events
        One line, row or feature each, in this order.
    documents
        Those that the events' evidence points into; they name the sources.
    path
        Ends in one of `FORMATS`.
    place_of
        Looks a place up by id (`Gazetteer.place`), to name the division that it lies in.

    Raises
    ------
    ValueError
        When the suffix is none of `FORMATS`.
    """
    suffix = path.suffix.lower()
    if suffix == ".jsonl":
        _write_lines((event_record(event, place_of=place_of) for event in events), path)
        return
    by_id = {document.id: document for document in documents}
    rows = [event_row(event, by_id, place_of=place_of) for event in events]
    if suffix in TEXT_FORMATS:
        with aside(path) as part:
            part.write_text(TEXT_FORMATS[suffix](rows), encoding="utf-8", newline="")
    elif suffix in FRAME_FORMATS:
        # GeoPandas takes a second to import, which the main job should not pay.
        from mapper.frames import frame_of, write_frame  # noqa: PLC0415 -- see above

        with aside(path) as part:
            write_frame(frame_of(rows), part)
    else:
        raise ValueError(f"{suffix or 'no suffix'} is none of {', '.join(FORMATS)}")


def write_places(found: Iterable[tuple[Document, Sequence[Resolution]]], path: Path) -> None:
    """Write what each document's places were taken to be, a line each; whole, or not at all."""
    _write_lines((place_record(document, resolutions) for document, resolutions in found), path)


def _write_lines(records: Iterable[Record], path: Path) -> None:
    """Write records as lines of JSON."""
    with aside(path) as part, part.open("w", encoding="utf-8", newline="") as lines:
        lines.writelines(f"{_line(record)}\n" for record in records)


def _line(record: Record) -> str:
    """Write one record as JSON that any reader of lines takes for one."""
    return json.dumps(record, ensure_ascii=False).translate(LINE_BREAKS)
