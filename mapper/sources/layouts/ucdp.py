"""UCDP Georeferenced Event Dataset (Högbladh, "UCDP GED Codebook", version 24.1, 2024)."""

from __future__ import annotations

from mapper.model import Precision
from mapper.sources.layouts.layout import Layout

UCDP = Layout(
    name="UCDP GED",
    marks=frozenset({"date_start", "date_prec", "where_prec", "type_of_violence"}),
    columns={
        "event_id": ("id", "relid"),
        "start": ("date_start",),
        "end": ("date_end",),
        "precision": ("date_prec",),
        "kind": ("type_of_violence",),
        "text": ("source_headline", "source_article"),
        "place": ("where_coordinates", "where_description"),
        "admin2": ("adm_2",),
        "admin1": ("adm_1",),
        "country": ("country",),
        "lat": ("latitude",),
        "lon": ("longitude",),
        "where_prec": ("where_prec",),
        "actors": ("side_a", "side_b"),
        "killed_low": ("low",),
        "killed_high": ("high",),
        "killed_best": ("best",),
        "source": ("source_office",),
        "published": ("source_date",),
    },
    # Section "type_of_violence": 1 state-based, 2 non-state, 3 one-sided (against civilians).
    kinds={"1": "Armed clash", "2": "Armed clash", "3": "Attack"},
    # Section "date_prec": 1 the day, 2 two to six days, 3 the week, 4 up to a month, 5 up to a year.
    precisions={
        "1": Precision.DAY,
        "2": Precision.WEEK,
        "3": Precision.WEEK,
        "4": Precision.MONTH,
        "5": Precision.YEAR,
    },
    # Section "where_prec"; ACLED's numbers beside it by what each means.
    places={
        "1": (1, 1),
        "2": (2, 2),
        "3": (2, 3),
        "4": (3, 4),
        "5": (3, 5),
        "6": (3, 6),
        "7": (3, 7),
    },
)
