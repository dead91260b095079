"""The division that surrounds a town: what "the region around X" means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.model import Level

if TYPE_CHECKING:
    from gazetteer.model import Place
    from gazetteer.store import Gazetteer


def division_around(place: Place, gazetteer: Gazetteer) -> Place | None:
    """Find the first-order division that surrounds a town.

    A city that is a division of its own (Kyiv, Baghdad) is surrounded by another one of its name,
    where there is one; any other town by the division that it lies in.
    """
    named = [
        candidate.place
        for candidate in gazetteer.lookup(f"{place.name} region", country=place.country)
        if candidate.place.level is Level.ADMIN1
    ]
    other = [division for division in named if division.id not in place.parents]
    own = [gazetteer.place(parent) for parent in place.parents]
    return next(iter([*other, *(one for one in own if one.level is Level.ADMIN1)]), None)
