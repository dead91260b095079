"""A finished index as the ground for another: its places as they went in."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from gazetteer.build.draft import Draft
from gazetteer.columns import Flag

if TYPE_CHECKING:
    from gazetteer.build.draft import Name
    from gazetteer.store import Gazetteer

_FIRST_LETTER = " "
"""What sorts before it is a spelling key, not a name."""


def read_back(gazetteer: Gazetteer) -> dict[str, Draft]:
    """Read every place of an index with its names, by id."""
    names: list[list[Name]] = [[] for _ in range(len(gazetteer))]
    stated: dict[int, set[str]] = {}
    for key in gazetteer.names.trie.iterkeys():
        if key >= _FIRST_LETTER:
            entries = gazetteer.names.entries(key)
            for row, kind in entries:
                names[row].append((key, kind))
            for row, _ in takewhile(lambda entry: gazetteer.flags_at(entry.row) & Flag.OWN, entries):
                stated.setdefault(row, set()).add(key)
    drafts = (
        _draft(gazetteer, row, names[row], frozenset(stated.get(row, ()))) for row in range(len(gazetteer))
    )
    return {draft.id: draft for draft in drafts}


def _draft(gazetteer: Gazetteer, row: int, names: list[Name], stated: frozenset[str]) -> Draft:
    place = gazetteer.place_at(row)
    admin1, admin2, seat = gazetteer.admin1_at(row), gazetteer.admin2_at(row), gazetteer.seat_of(row)
    return Draft(
        id=place.id,
        name=place.name,
        level=place.level,
        lon=place.lon,
        lat=place.lat,
        radius_m=round(place.radius_m),
        country=place.country,
        population=place.population,
        admin1="" if admin1 is None else gazetteer.id_at(admin1),
        admin2="" if admin2 is None else gazetteer.id_at(admin2),
        seat="" if seat is None else gazetteer.id_at(seat),
        flags=int(gazetteer.flags_at(row)),
        names=tuple(names),
        stated=stated,
    )
