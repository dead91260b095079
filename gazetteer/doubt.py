"""Answers that the rest of the text speaks against: a namesake in a country that it does not speak of.

Villages of the news are missing from every list of the world's places, and their names are borne by others
elsewhere: "Solhan, near Burkina Faso's border with Niger" is no town of Turkey.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gazetteer.columns import LEVEL_NUMBERS, Flag
from gazetteer.model import Level
from gazetteer.names import NameKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gazetteer.pool import Pool
    from gazetteer.rank import Context

_COUNTRY = LEVEL_NUMBERS[Level.COUNTRY]
_ADMIN1 = LEVEL_NUMBERS[Level.ADMIN1]
_LARGE = np.array(
    sorted(LEVEL_NUMBERS[level] for level in (Level.COUNTRY, Level.ADMIN1, Level.REGION, Level.SEA))
)

FAMOUS = 100_000.0
"""People of a town that a text may name among those of another country."""

FAMOUS_OTHERWISE = 1_000_000.0
"""The same of a town that has another name first: "Tempi" is no name of Tempe that news in English uses."""

FAR_KM = 2_000.0
"""Beyond what is called a neighbour; the middles of great neighbouring countries lie that far apart."""

NAMED = 0.3
"""Likelihood from which on a place counts as named."""

EARTH_KM = 6371.0088
"""Mean radius of the Earth, IUGG 1980."""

MOST_OWN_SHARE = 0.15
"""Share of all other names in a place's country, small towns too, above which it is not doubted."""

OWN_SHARE = 0.05
"""Of the share of the country that is named most: below it a text does not speak of the place's own."""

OTHER_SHARE = 0.3
"""Share of the other names in one country, from which on the text is about that."""

DOUBTED_FACTOR = 0.05
"""How much less likely a doubted place is than it seemed. Of the likeliest places of 3,114 names in annotated
news some 20 are doubted, and 3 of these were right."""

HELD = 0.1
"""How surely a place lies in what is named as its parent, to be believed for that."""


def is_doubted(number: int, at: int, pool: Pool, likely: NDArray[np.float64], context: Context) -> bool:
    """Whether the text speaks against a candidate of a group, at a position of the pool."""
    bound = FAMOUS if pool.kind[at] <= NameKind.PREFERRED else FAMOUS_OTHERWISE
    is_known = pool.population[at] >= bound or int(pool.level[at]) in _LARGE
    if is_known or pool.flags[at] & (Flag.OWN | Flag.CAPITAL) or context.parent[at] >= HELD:
        return False
    if context.country_share[at] > MOST_OWN_SHARE:
        return False
    own, other = _shares(number, at, pool, likely)
    if other < OTHER_SHARE or own > OWN_SHARE * other:
        return False
    return _is_far(number, at, pool, likely)


def _is_far(number: int, at: int, pool: Pool, likely: NDArray[np.float64]) -> bool:
    """Whether all that the text names lies far away: a town at the border of another country does not."""
    named = (pool.group != number) & (likely >= NAMED) & (pool.country > 0) & _speaks(pool)
    lon, lat = np.radians(pool.lon[named]), np.radians(pool.lat[named])
    own_lon, own_lat = np.radians(pool.lon[at]), np.radians(pool.lat[at])
    cosine = np.sin(lat) * np.sin(own_lat) + np.cos(lat) * np.cos(own_lat) * np.cos(lon - own_lon)
    away_km = EARTH_KM * np.arccos(np.clip(cosine, -1.0, 1.0))
    return bool((away_km > FAR_KM).all())


def _shares(number: int, at: int, pool: Pool, likely: NDArray[np.float64]) -> tuple[float, float]:
    """Find which share of the other names lies in the place's own country, and the largest in another."""
    outside = (pool.group != number) & (likely >= NAMED) & _speaks(pool)
    counts = np.bincount(
        pool.country[outside], weights=likely[outside], minlength=int(pool.country.max()) + 1
    )
    votes = counts.astype(np.float64) / max(len(pool.bounds) - 2, 1)
    votes[0] = 0.0  # of no country
    own = int(pool.country[at])
    return float(votes[own]), float(np.delete(votes, own).max(initial=0.0))


def _speaks(pool: Pool) -> NDArray[np.bool_]:
    """Which candidates say of what country a text is: countries, divisions, capitals, great cities."""
    is_large = (pool.level == _COUNTRY) | (pool.level == _ADMIN1)
    return np.asarray(is_large | ((pool.flags & Flag.CAPITAL) > 0) | (pool.population >= FAMOUS_OTHERWISE))
