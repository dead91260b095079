"""How far an answer is to be believed: scores that are probabilities, and answers that are none.

The likeliest of a name's places is the right one less often where the name is filed under another spelling,
where the text speaks of another country, or where it says outright in what the place lies, and it does not.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from gazetteer.columns import LEVEL_NUMBERS, Flag
from gazetteer.model import Level
from gazetteer.names import NameKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gazetteer.pool import Pool
    from gazetteer.rank import Ranking

SIGNS = (
    "odds",
    "country_share",
    "other_country",
    "population",
    "named_parent",
    "held",
    "other_name",
    "variant",
    "large",
    "capital",
    "only",
    "names",
    "nearness",
    "linked",
)
"""What is looked at in the likeliest place of a name, in order."""

_COUNTRY = LEVEL_NUMBERS[Level.COUNTRY]
_ADMIN1 = LEVEL_NUMBERS[Level.ADMIN1]
_ADMIN2 = LEVEL_NUMBERS[Level.ADMIN2]
_LARGE = (_COUNTRY, _ADMIN1, LEVEL_NUMBERS[Level.REGION], LEVEL_NUMBERS[Level.SEA])
_DIVISIONS = (_COUNTRY, _ADMIN1, _ADMIN2)

SURE_PARENT = 0.6
"""Likelihood from which on a named parent is believed."""

HELD = 0.1
"""Below it a place does not lie in what is named as its parent."""

FAMOUS = 500_000.0
"""People of a town that needs no parent: "protests in Paris, Germany and Spain" is a list."""

BESIDE_KM = 150.0
"""A place so near to its named parent may lie in it on another map: divisions are redrawn."""


def signs(number: int, at: int, pool: Pool, likely: NDArray[np.float64], ranking: Ranking) -> list[float]:
    """Look at the likeliest place of a group, at a position of the pool; numbers in the order of `SIGNS`."""
    context, fixed = ranking.context, ranking.fixed
    chance = min(max(float(likely[at]), 1e-4), 1 - 1e-4)
    groups = len(pool.bounds) - 1
    own = pool.of(number)
    return [
        math.log(chance / (1 - chance)),
        float(context.country_share[at]),
        float(_other_country(number, at, pool, likely)),
        math.log10(pool.population[at] + 1),
        float(context.parent[at] >= 0),
        max(float(context.parent[at]), 0.0),
        float(pool.kind[at] >= NameKind.OTHER),
        float(NameKind.VARIANT <= pool.kind[at] < NameKind.OTHER),
        float(int(pool.level[at]) in _LARGE),
        float((pool.flags[at] & Flag.CAPITAL) > 0),
        float(own.stop - own.start == 1),
        math.log(groups),
        min(float(context.nearness[at]), 2.0),
        min(float(fixed.linked[at]), 2.0),
    ]


def _other_country(number: int, at: int, pool: Pool, likely: NDArray[np.float64]) -> float:
    """Find the largest share of the other names that lies in one country that is not the place's own."""
    groups = len(pool.bounds) - 1
    outside = pool.group != number
    votes = np.bincount(pool.country[outside], weights=likely[outside], minlength=1)
    votes[0] = 0.0
    own = int(pool.country[at])
    if own < len(votes):
        votes[own] = 0.0
    return float(votes.max(initial=0.0)) / max(groups - 1, 1)
