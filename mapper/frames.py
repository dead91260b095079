"""Events as GeoPandas knows them: the only module that needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pyogrio

from mapper.records import COLUMNS, COUNTED, event_row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from mapper.model import Document, Event
    from mapper.records import Cell, PlaceOf

WGS84 = "EPSG:4326"

WHOLE_NUMBERS = (
    *("geo_precision", "where_prec", "time_precision", "date_prec"),
    *(f"{name}_{end}" for name in COUNTED for end in ("low", "high", "best")),
)
FRACTIONS = ("lat", "lon", "radius_m", "confidence")
MOMENTS = ("start", "end")

_EPOCH = "1970-01-01T00:00:00.000Z"


def to_frame(
    events: Sequence[Event], documents: Sequence[Document], *, place_of: PlaceOf
) -> gpd.GeoDataFrame:
    """Lay events out as a GeoDataFrame: a point each (EPSG:4326), none where no place is known.

    Its columns are `mapper.records.COLUMNS`; times are UTC, numbers that nobody stated are missing.
    """
    by_id = {document.id: document for document in documents}
    return frame_of([event_row(event, by_id, place_of=place_of) for event in events])


def frame_of(rows: Sequence[Mapping[str, Cell]]) -> gpd.GeoDataFrame:
    """Type the columns, also where there is no row, and put the points in."""
    frame = pd.DataFrame({name: _column(name, [row[name] for row in rows]) for name in COLUMNS})
    points = gpd.points_from_xy(frame["lon"], frame["lat"], crs=WGS84)
    located = frame["lon"].notna().to_numpy()
    geometry = gpd.GeoSeries(points, crs=WGS84).where(located)
    return gpd.GeoDataFrame(frame, geometry=geometry, crs=WGS84)


def write_frame(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write GeoParquet (``.parquet``) or a GeoPackage (``.gpkg``), the same bytes every time."""
    if path.suffix.lower() == ".parquet":
        frame.to_parquet(path, index=False)
        return
    # A GeoPackage notes when it was written, which would make every file differ (GDAL, OGR_CURRENT_DATE).
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _EPOCH})
    try:
        frame.to_file(path, driver="GPKG", layer="events", engine="pyogrio")
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _column(name: str, cells: list[Cell]) -> pd.Series:
    """Give a column the type that its name promises."""
    if name in MOMENTS:
        return pd.to_datetime(pd.Series(cells, dtype="str"), utc=True).dt.as_unit("ms")
    kinds = (
        {"background": "bool"} | dict.fromkeys(WHOLE_NUMBERS, "Int64") | dict.fromkeys(FRACTIONS, "float64")
    )
    return pd.Series(cells, dtype=kinds.get(name, "str"))
