"""POLECAT weekly files (Halterman et al., "PLOVER and POLECAT", 2023; codebook at doi:10.7910/DVN/AJGVIT)."""

from __future__ import annotations

from mapper.sources.layouts.layout import Layout

POLECAT = Layout(
    name="POLECAT",
    marks=frozenset({"event_id", "event_date", "event_type", "event_mode", "placename"}),
    columns={
        "event_id": ("event_id",),
        "start": ("event_date",),
        "kind": ("event_type",),
        "title": ("headline",),
        "text": ("event_text",),
        "place": ("placename", "city"),
        "admin2": ("district",),
        "admin1": ("province",),
        "country": ("country",),
        "lat": ("latitude",),
        "lon": ("longitude",),
        "geonameid": ("geonames_id",),
        "actors": ("actor_name", "recipient_name"),
        "source": ("source",),
        "published": ("publication_date",),
    },
    # PLOVER's event types; those that are one of our kinds take its name.
    kinds={
        "agree": "Agreement",
        "assault": "Attack",
        "protest": "Peaceful protest",
        "coerce": "Coercion",
        "accuse": "Accusation",
        "aid": "Aid",
        "concede": "Concession",
        "consult": "Consultation",
        "cooperate": "Cooperation",
        "mobilize": "Mobilisation",
        "reject": "Rejection",
        "request": "Request",
        "retreat": "Retreat",
        "sanction": "Sanction",
        "support": "Support",
        "threaten": "Threat",
    },
)
