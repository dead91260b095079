"""What a layout says of a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mapper.records import COUNTED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapper.model import Precision

FIELDS = (
    *("event_id", "start", "end", "precision", "kind", "title", "text"),
    *("place", "admin2", "admin1", "country", "lat", "lon", "geonameid", "level"),
    *("geo_precision", "where_prec", "radius_m", "weapon", "actors", "confidence"),
    *("source", "url", "published", "background", "evidence"),
    *COUNTED,
    *(f"{name}_{end}" for name in COUNTED for end in ("low", "high", "best")),
)
"""What a table may tell of an event."""

SEVERAL = frozenset({"actors"})
"""Fields that several columns fill together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a kind of table tells of events.

    Attributes
    ----------
    name
        For people.
    marks
        Columns (folded) that only such a table has all of.
    columns
        Of each field the columns (folded) that may hold it; the first that is there counts, but for
        `SEVERAL`, which take all.
    kinds
        Case-folded words or codes of this layout and the kinds that they are; others stay as written.
    precisions
        Codes for how finely a time is known.
    centred
        True where a week or month stands at its middle day (ACLED), so that it reaches both ways.
    places
        Codes for how finely a place is known, and both code books' numbers for each.
    countries
        Codes of countries that are not ISO 3166-1, and what they are there.
    is_own
        True for what `mapper events` writes: spreadsheets' apostrophes come off, evidence is kept.
    """

    name: str
    marks: frozenset[str] = frozenset()
    columns: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, str] = field(default_factory=dict)
    precisions: Mapping[str, Precision] = field(default_factory=dict)
    centred: bool = False
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)
    is_own: bool = False

    def __post_init__(self) -> None:
        """Refuse fields that no event has."""
        unknown = self.columns.keys() - set(FIELDS)
        if unknown:
            raise ValueError(f"{self.name}: no event has {', '.join(sorted(unknown))}")


def fold_heading(heading: str) -> str:
    """Reduce a heading to what its spellings share.

    Examples
    --------
    >>> fold_heading(" Event ID"), fold_heading("event-id"), fold_heading("GeoNames ID")
    ('event_id', 'event_id', 'geonames_id')
    """
    return "_".join("".join(c if c.isalnum() else " " for c in heading.casefold()).split())
