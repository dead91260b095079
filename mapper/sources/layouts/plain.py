"""Any other table of events: columns under their usual names, what is missing stays empty."""

from __future__ import annotations

from mapper.model import Precision
from mapper.records import COUNTED
from mapper.sources.layouts.layout import Layout

_LEVELS = {"city": (1, 1), "admin2": (2, 3), "admin1": (3, 4), "country": (3, 6)}

PLAIN = Layout(
    name="plain",
    columns={
        "event_id": ("event_id", "eventid", "id", "uid"),
        "start": (
            "date",
            "start",
            "event_date",
            "date_start",
            "start_date",
            "day",
            "when",
            "timestamp",
            "time",
        ),
        "end": ("end", "date_end", "end_date"),
        "precision": ("precision", "date_precision", "time_precision", "date_prec"),
        "kind": ("kind", "event_type", "type", "category"),
        "title": ("title", "headline", "name"),
        "text": ("text", "notes", "description", "summary", "details"),
        "place": ("place", "location", "place_name", "placename", "city", "town", "settlement"),
        "admin2": ("admin2", "adm_2", "adm2", "district", "county", "raion"),
        "admin1": ("admin1", "adm_1", "adm1", "province", "state", "oblast", "governorate", "region"),
        "country": ("country", "country_name", "country_code", "iso2", "iso3", "iso"),
        "lat": ("lat", "latitude", "y"),
        "lon": ("lon", "lng", "long", "longitude", "x"),
        "geonameid": ("geonameid", "geonames_id"),
        "level": ("level",),
        "geo_precision": ("geo_precision", "geo_prec"),
        "where_prec": ("where_prec",),
        "radius_m": ("radius_m",),
        "weapon": ("weapon",),
        "actors": ("actors", "actor", "actor1", "actor2"),
        "confidence": ("confidence",),
        "source": ("source", "sources", "publisher", "outlet"),
        "url": ("url", "link", "source_url"),
        "published": ("published",),
        "killed": ("killed", "fatalities", "deaths", "dead"),
        "injured": ("injured", "wounded"),
        **{name: (name,) for name in COUNTED if name not in {"killed", "injured"}},
        **{f"{name}_{end}": (f"{name}_{end}",) for name in COUNTED for end in ("low", "high")},
    },
    precisions={each.value: each for each in Precision},
    places={**_LEVELS, **{str(code): (code, where) for code, where in ((1, 1), (2, 2), (3, 4))}},
)
