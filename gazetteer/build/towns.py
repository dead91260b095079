"""Where a new place lies: in the country and divisions of the nearest town that is known."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

from gazetteer.build.draft import distance_km
from gazetteer.model import Level

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazetteer.build.draft import Draft

_FARTHEST_KM = 100.0
"""Beyond this no town says in which division a place lies: at sea, in a desert."""


class Towns:
    """Known towns by square degree."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        """File the towns among some places."""
        self._cells: dict[tuple[int, int], list[Draft]] = defaultdict(list)
        for draft in drafts:
            if draft.level is Level.CITY:
                self._cells[math.floor(draft.lon), math.floor(draft.lat)].append(draft)

    def nearest(self, lon: float, lat: float, country: str = "") -> Draft | None:
        """Find the nearest town, of a country if one is given; None if it is far away."""
        east, north = math.floor(lon), math.floor(lat)
        cells = [(e, n) for e in range(east - 1, east + 2) for n in range(north - 1, north + 2)]
        wrapped = [((e + 180) % 360 - 180, n) for e, n in cells]
        towns = [t for cell in wrapped for t in self._cells.get(cell, ()) if country in {"", t.country}]
        away = [(distance_km(lon, lat, t.lon, t.lat), t.id, t) for t in towns]
        least, _, town = min(away, key=lambda found: found[:2], default=(math.inf, "", None))
        return town if least <= _FARTHEST_KM else None
