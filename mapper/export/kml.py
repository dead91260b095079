"""``.kml``: one placemark an event, with its span of time (OGC KML 2.3)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mapper.records import Cell

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n'
FOOT = "</Document>\n</kml>\n"

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML file may hold, escaped or not (XML 1.0, production 2, ``Char``)."""

MARKS = str.maketrans("<>", "‹›")  # noqa: RUF001 -- look-alikes on purpose
"""Viewers run the text of a placemark as HTML, though it is escaped in the file: it gets no tags."""


def kml(rows: Iterable[Mapping[str, Cell]]) -> str:
    """Write rows as placemarks, which Google Earth and others can play through time.

    An event without a place has no point; one without a date, no span.
    """
    return HEAD + "".join(map(_placemark, rows)) + FOOT


def _placemark(row: Mapping[str, Cell]) -> str:
    """Write one event."""
    parts = [f"<name>{_text(row['title'])}</name>"]
    if row["start"] is not None:
        parts.append(f"<TimeSpan><begin>{row['start']}</begin><end>{row['end']}</end></TimeSpan>")
    data = "".join(
        f"<Data name={quoteattr(name)}><value>{_text(value)}</value></Data>"
        for name, value in row.items()
        if value not in (None, "")
    )
    parts.append(f"<ExtendedData>{data}</ExtendedData>")
    if row["lon"] is not None:
        parts.append(f"<Point><coordinates>{row['lon']},{row['lat']}</coordinates></Point>")
    return "<Placemark>\n" + "\n".join(parts) + "\n</Placemark>\n"


def _text(value: Cell) -> str:
    """Write text that is shown as text."""
    words = str(value).lower() if isinstance(value, bool) else str(value)
    return escape(NOT_XML.sub("\ufffd", words.translate(MARKS)))
