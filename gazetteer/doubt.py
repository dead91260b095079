"""Answers that the rest of the text speaks against: a namesake in a country that it does not speak of.

Villages of the news are missing from every list of the world's places, and their names are borne by others
elsewhere: "Solhan, near Burkina Faso's border with Niger" is no town of Turkey.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gazetteer.columns import LEVEL_NUMBERS, Flag
from gazetteer.model import Level, Role
from gazetteer.names import NameKind
from gazetteer.sphere import distance_m

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from gazetteer.lexicon import Lexicon
    from gazetteer.model import Mention
    from gazetteer.pool import Group, Pool
    from gazetteer.rank import Context
    from gazetteer.reading import Reading

_OWN_NAMES = frozenset({NameKind.MAIN, NameKind.PREFERRED, NameKind.BARE, NameKind.SCRIPT})
_COUNTRY = LEVEL_NUMBERS[Level.COUNTRY]
_ADMIN1 = LEVEL_NUMBERS[Level.ADMIN1]
_HOLDERS = frozenset({_COUNTRY, _ADMIN1, LEVEL_NUMBERS[Level.ADMIN2]})
_LARGE = frozenset(LEVEL_NUMBERS[level] for level in (Level.COUNTRY, Level.ADMIN1, Level.REGION, Level.SEA))

FAMOUS = 100_000.0
"""People of a town that a text may name among those of another country."""

FAMOUS_OTHERWISE = 1_000_000.0
"""The same of a town that has another name first: "Tempi" is no name of Tempe that news in English uses."""

FAR_KM = 1_500.0
"""From the ends of what is named: beyond what is called a neighbour."""

GIRTH = 2.0
"""So many radii of a country's disc lie its ends from its middle, where it is long: Russia's west."""

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
"""How much less likely a doubted place is than it seemed; chosen, not fitted: an earlier form of this
rule doubted 26 of the likeliest places of 3,114 names in annotated news, and 4 of these were right."""

_MOST_BETWEEN = 2
"""Words between the preposition and the name: "in the northern Sahel"."""

SURELY = 0.5
"""Likelihood from which on a named parent speaks against what does not lie in it."""

HELD = 0.1
"""How surely a place lies in what is named as its parent, to be believed for that."""


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What is looked at of the candidates of a text, beside their likelihood; all parallel to the pool.

    Attributes
    ----------
    likely
        How likely each is.
    located
        Whether the text names it as the ground of something: "in northern Mali"; not "French troops",
        "Washington said", for an army's country is not where it fights.
    holds
        Whether the text says that another place lies in it: "Nigeria's Benue state".
    inside
        Whether the text puts it in another place in so many words: "Shaqra, in the province of Abyan".
    reach_km
        Radius of each.
    """

    likely: NDArray[np.float64]
    located: NDArray[np.bool_]
    holds: NDArray[np.bool_]
    inside: NDArray[np.bool_]
    reach_km: NDArray[np.float64]


def grounds(
    groups: Sequence[Group], mentions: Sequence[Mention], reading: Reading, lexicon: Lexicon
) -> list[bool]:
    """Say of each group whether the text names it as the ground of something."""
    return [
        any(_is_ground(mentions[at]) and _is_led(mentions[at], reading, lexicon) for at in group.mentions)
        for group in groups
    ]


def holders(groups: Sequence[Group], mentions: Sequence[Mention]) -> list[bool]:
    """Say of each group whether the text names something that lies in it."""
    parents = {group.parent for group in groups}
    return [
        number in parents and any(_is_ground(mentions[at]) for at in group.mentions)
        for number, group in enumerate(groups)
    ]


def _is_ground(mention: Mention) -> bool:
    return mention.role not in {Role.DEMONYM, Role.SPEAKER}


def _is_led(mention: Mention, reading: Reading, lexicon: Lexicon) -> bool:
    """Whether a preposition of place leads a name, with a word or two between."""
    first = reading.word_at(mention.start)
    for at in range(first - 1, max(first - 2 - _MOST_BETWEEN, -1), -1):
        if reading.gap(at) != " ":
            return False
        if reading.lower[at] in lexicon.lists["locative"]:
            return True
    return False


def is_elsewhere(parent: int, at: int, pool: Pool, said: Said, context: Context) -> bool:
    """Whether a candidate lies far from the country or division that the text surely puts it in."""
    level = int(pool.level[at])
    if parent < 0 or not said.inside[at] or context.parent[at] >= HELD or level in _LARGE - {_ADMIN1}:
        return False
    own = pool.of(parent)
    holder = own.start + int(np.argmax(said.likely[own]))
    if level == _ADMIN1 and int(pool.level[holder]) != _COUNTRY:
        return False
    if said.likely[holder] < SURELY or int(pool.level[holder]) not in _HOLDERS:
        return False
    points = ((float(pool.lon[one]), float(pool.lat[one])) for one in (at, holder))
    return distance_m(*points) > GIRTH * float(said.reach_km[holder]) * 1000.0


def is_doubted(number: int, at: int, pool: Pool, said: Said, context: Context) -> bool:
    """Whether the text speaks against a candidate of a group, at a position of the pool."""
    bound = FAMOUS if int(pool.kind[at]) in _OWN_NAMES else FAMOUS_OTHERWISE
    is_known = pool.population[at] >= bound or int(pool.level[at]) in _LARGE
    if is_known or pool.flags[at] & (Flag.OWN | Flag.CAPITAL) or context.parent[at] >= HELD:
        return False
    if context.country_share[at] > MOST_OWN_SHARE:
        return False
    own, other = _shares(number, at, pool, said)
    if other < OTHER_SHARE or own > OWN_SHARE * other:
        return False
    return _is_far(number, at, pool, said)


def _is_far(number: int, at: int, pool: Pool, said: Said) -> bool:
    """Whether all that the text names lies far away: a town at the border of another country does not."""
    named = (pool.group != number) & (pool.country > 0) & _speaks(pool, said)
    lon, lat = np.radians(pool.lon[named]), np.radians(pool.lat[named])
    own_lon, own_lat = np.radians(pool.lon[at]), np.radians(pool.lat[at])
    cosine = np.sin(lat) * np.sin(own_lat) + np.cos(lat) * np.cos(own_lat) * np.cos(lon - own_lon)
    away_km = EARTH_KM * np.arccos(np.clip(cosine, -1.0, 1.0))
    return bool((away_km - GIRTH * said.reach_km[named] > FAR_KM).all())


def _shares(number: int, at: int, pool: Pool, said: Said) -> tuple[float, float]:
    """Find which share of the other names lies in the place's own country, and the largest in another."""
    outside = (pool.group != number) & _speaks(pool, said)
    counts = np.bincount(
        pool.country[outside], weights=said.likely[outside], minlength=int(pool.country.max()) + 1
    )
    votes = counts.astype(np.float64) / max(len(pool.bounds) - 2, 1)
    votes[0] = 0.0  # of no country
    own = int(pool.country[at])
    return float(votes[own]), float(np.delete(votes, own).max(initial=0.0))


def _speaks(pool: Pool, said: Said) -> NDArray[np.bool_]:
    """Which candidates say where a text is: what holds others; great cities and divisions named as ground."""
    is_large = (pool.level == _COUNTRY) | (pool.level == _ADMIN1)
    is_known = is_large | ((pool.flags & Flag.CAPITAL) > 0) | (pool.population >= FAMOUS_OTHERWISE)
    return np.asarray(((is_known & said.located) | said.holds) & (said.likely >= NAMED))
