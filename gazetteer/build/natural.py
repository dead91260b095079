"""Natural features and airports, of Natural Earth and airportsdata: the table that comes with the package."""

from __future__ import annotations

import csv
from dataclasses import replace
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from gazetteer.build.draft import Draft
from gazetteer.errors import BuildError
from gazetteer.model import Level
from gazetteer.names import NameKind, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.resources.abc import Traversable

    from gazetteer.build.draft import Name

LICENCES = MappingProxyType(
    {
        "airportsdata": "airports and air bases; MIT, (c) Mike Borsetti",
        "Natural Earth": "rivers, lakes, ranges, islands, peaks, capes, seas; public domain",
    }
)
"""Whose data the table holds, and its licence; `gazetteer.build.features_data` makes it."""

_BESIDE = "~"
"""Before a name that means other things as well: the bare "Tigris", "Heathrow"."""

_LARGE = frozenset({Level.COUNTRY, Level.ADMIN1, Level.REGION, Level.SEA})
_TOWN = 20_000
"""People of a town to which the bare name of a river or an airport is left."""

_OWN = frozenset({NameKind.MAIN, NameKind.PREFERRED, NameKind.BARE})


def data_file() -> Traversable:
    """Find the table."""
    return files("gazetteer").joinpath("data", "features.tsv")


def read_natural() -> list[Draft]:
    """Read the table."""
    lines = data_file().read_text("utf-8").splitlines()
    try:
        return [_draft(row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
    except (KeyError, ValueError) as error:
        raise BuildError(f"features.tsv: {error!r}") from error


def _draft(row: Mapping[str, str]) -> Draft:
    return Draft(
        id=row["id"],
        name=row["name"],
        level=Level(row["level"]),
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        radius_m=round(float(row["radius_km"]) * 1000),
        country=row["country"],
        admin1=row["admin1"],
        names=tuple(_names(row["name"], row["others"].split("|"))),
        spelled=False,
    )


def _names(name: str, others: Iterable[str]) -> Iterable[Name]:
    yield fold(name), NameKind.MAIN
    for other in filter(None, others):
        kind = NameKind.OTHER if other.startswith(_BESIDE) else NameKind.PREFERRED
        yield fold(other.removeprefix(_BESIDE)), kind


def beside(natural: Iterable[Draft], known: Iterable[Draft]) -> list[Draft]:
    """Leave out the features that are places already: "Taiwan" the island, seas that are written by hand.

    Bare names that some town bears are left to the town.
    """
    large: set[str] = set()
    towns: set[str] = set()
    units: set[str] = set()
    for draft in known:
        units.add(draft.id)
        own = {key for key, kind in draft.names if kind in _OWN}
        if draft.level in _LARGE:
            large |= own
        elif draft.level is Level.CITY and draft.population >= _TOWN:
            towns |= own
    return [
        _less(draft, towns, units)
        for draft in natural
        if draft.id.startswith("icao:") or fold(draft.name) not in large
    ]


def _less(draft: Draft, towns: set[str], units: set[str]) -> Draft:
    names = tuple((key, kind) for key, kind in draft.names if kind is not NameKind.OTHER or key not in towns)
    return replace(draft, names=names, admin1=draft.admin1 if draft.admin1 in units else "")
