"""What lies around a place: its division, the next town of its size, a second place named with it."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from gazetteer.columns import LEVEL_NUMBERS
from gazetteer.model import Level
from gazetteer.sphere import METRES_A_DEGREE, distance_m

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from gazetteer.model import Place, Resolution
    from gazetteer.relative import Relation
    from gazetteer.store import Gazetteer

LEAST_NEAR_M, MOST_NEAR_M = 5_000.0, 25_000.0
"""How far "near" reaches at least, from a town's edge, and at most, from its middle; UCDP's code book draws
the line at about 25 km."""

SAME_SIZE = 0.5
"""A town of this share of another's people is of its size."""

FAR_M = 1_000_000.0
"""Two places that are farther apart than this have nothing between them that could be meant."""


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


def near_m(place: Place, reach_m: float, gazetteer: Gazetteer) -> float:
    """Metres that "near" goes on beyond a town's `reach_m`: half the way to the next one of its size.

    Zermoglio et al. (2020): what is near a feature is nearer to it than to its like.
    """
    towns = _towns_in_box(place.lon, place.lat, 2 * MOST_NEAR_M, gazetteer)
    alike = towns[gazetteer.population[towns] >= max(1.0, SAME_SIZE * place.population)]
    here = (place.lon, place.lat)
    ways = [distance_m(here, gazetteer.point_at(int(row))) for row in alike]
    half = min((way / 2 for way in ways if way > LEAST_NEAR_M / 2), default=MOST_NEAR_M)
    return max(min(half, MOST_NEAR_M - reach_m), LEAST_NEAR_M)


def towns_near(lon: float, lat: float, within_m: float, gazetteer: Gazetteer) -> list[tuple[Place, float]]:
    """List the towns around a point, nearest first, each with its distance in metres."""
    rows = _towns_in_box(lon, lat, within_m, gazetteer).tolist()
    ways = sorted((distance_m((lon, lat), gazetteer.point_at(row)), row) for row in rows)
    return [(gazetteer.place_at(row), way) for way, row in ways if way <= within_m]


def _towns_in_box(lon: float, lat: float, reach_m: float, gazetteer: Gazetteer) -> NDArray[np.int64]:
    """Rows of the towns that are no farther north, south, east or west than so many metres."""
    import numpy as np  # noqa: PLC0415 - loaded already by whoever has resolved a name in a text

    high = reach_m / METRES_A_DEGREE
    wide = high / max(0.01, math.cos(math.radians(lat)))
    rows = np.flatnonzero(np.abs(gazetteer.lat - lat) <= high)
    east = np.abs(gazetteer.lon[rows] - lon)
    rows = rows[np.minimum(east, 360 - east) <= wide]
    return np.asarray(rows[gazetteer.level[rows] == LEVEL_NUMBERS[Level.CITY]])


def other_place(
    told: Relation, place: Place, gazetteer: Gazetteer, among: Sequence[Resolution]
) -> Place | None:
    """Resolve the second name of a phrase: as the text was read, or the likeliest near the first."""
    for resolution in among:
        mention = resolution.mention
        begins_there = mention.start <= told.other_start < mention.end
        if begins_there and resolution.best is not None and resolution.best.place.id != place.id:
            return _if_near(resolution.best.place, place)
    name = told.other.removesuffix("'s").removesuffix("\u2019s").removesuffix("'").removesuffix("\u2019")
    near = (place.lon, place.lat)
    alike = [c.place for c in gazetteer.lookup(name, near=near) if c.place.id != place.id]
    same_kind = [one for one in alike if (one.level is Level.COUNTRY) == (place.level is Level.COUNTRY)]
    return _if_near(same_kind[0], place) if same_kind else None


def _if_near(other: Place, place: Place) -> Place | None:
    is_large = Level.COUNTRY in (other.level, place.level)
    near = distance_m((other.lon, other.lat), (place.lon, place.lat)) <= FAR_M
    return other if is_large or near else None


def country_beside(place: Place, gazetteer: Gazetteer, among: Sequence[Resolution]) -> Place | None:
    """Find the country from which a border is spoken of: the one that most other names of the text are in."""
    named = Counter(
        resolution.best.place.country
        for resolution in among
        if resolution.best is not None and resolution.best.place.country not in ("", place.country)
    )
    for country, _ in named.most_common(1):
        row = gazetteer.country_row(country)
        return None if row is None or place.level is not Level.COUNTRY else gazetteer.place_at(row)
    return None
