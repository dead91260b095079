"""ACLED's export (acleddata.com, "ACLED Codebook", 2024; "Column names" in its data export guide)."""

from __future__ import annotations

from mapper.model import Precision
from mapper.sources.layouts.layout import Layout

ACLED = Layout(
    name="ACLED",
    marks=frozenset({"event_id_cnty", "event_date", "sub_event_type"}),
    columns={
        "event_id": ("event_id_cnty",),
        "start": ("event_date",),
        "precision": ("time_precision",),
        "kind": ("sub_event_type", "event_type"),
        "text": ("notes",),
        "place": ("location",),
        "admin2": ("admin2",),
        "admin1": ("admin1",),
        "country": ("country", "iso"),
        "lat": ("latitude",),
        "lon": ("longitude",),
        "geo_precision": ("geo_precision",),
        "actors": ("actor1", "actor2"),
        "killed": ("fatalities",),
        "source": ("source",),
    },
    # Codebook, "Time precision": 1 the day, 2 within a week, 3 within a month; the date is the middle of it.
    precisions={"1": Precision.DAY, "2": Precision.WEEK, "3": Precision.MONTH},
    centred=True,
    # Codebook, "Geo-precision": 1 the town itself, 2 near a town or in a part of a region, 3 a larger region.
    places={"1": (1, 1), "2": (2, 2), "3": (3, 4)},
)
