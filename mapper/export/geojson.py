"""``.geojson``: one feature an event (RFC 7946)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mapper.records import Cell, Record


def geojson(rows: Iterable[Mapping[str, Cell]]) -> str:
    """Write rows as a collection of features, one a line.

    Coordinates are longitude, latitude in WGS 84, as the RFC has it (section 4); an event without
    a place has no geometry (section 3.2). How far to trust the point is in ``geo_precision``,
    ``where_prec`` and ``radius_m``.
    """
    features = ",\n".join(json.dumps(_feature(row), ensure_ascii=False) for row in rows)
    return f'{{"type": "FeatureCollection", "features": [\n{features}\n]}}\n'


def _feature(row: Mapping[str, Cell]) -> Record:
    """Lay out one event as a feature."""
    is_placed = row["lon"] is not None
    return {
        "type": "Feature",
        "id": row["event_id"],
        "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]} if is_placed else None,
        "properties": dict(row),
    }
