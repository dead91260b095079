"""Names that the gazetteer does not know, answered by what the text is about: "Oak Street" lies in its town.

A text about one town names its streets, schools and hospitals; which of them is meant no list of the world's
places says, but where it is, within some kilometres, the text does. Such an answer has no id of a place that
is known, a radius that says how rough it is, and a reason that says so. Texts that speak of many places leave
a name unknown.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gazetteer.capitals import WORD
from gazetteer.grouping import named_parents
from gazetteer.knowledge import shipped
from gazetteer.model import Candidate, Level, Place, Role
from gazetteer.names import NameKind, fold
from gazetteer.sphere import distance_m

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazetteer.lexicon import Lexicon
    from gazetteer.model import Resolution
    from gazetteer.store import Gazetteer

SOURCE = "unknown"
"""Of the ids of such places: ``unknown:`` and the id of the place that it is taken to lie at."""

_LOCAL = frozenset({Level.CITY, Level.ADMIN2, Level.POI})
_FARTHEST_M = 160_000.0
"""Divisions that reach farther say little of where in them a street is."""

SURE = 0.5
"""Likelihood from which on a named place speaks for where the text is."""

NEAR_M = 60_000.0
"""As far as one may go to school, court or hospital: places so near are about the same ground."""

IN_SIGHT = 600
"""Code points; a name so much farther from the unknown one counts 1/e."""

LEAST_SHARE = 0.5
"""Of the local names, weighed, that must lie together for the text to be about one ground."""

MOST_WORDS = 3
"""Of the name of a country or division in another name: "Papua New Guinea"."""

LEAST_RADIUS_M = 25_000.0
"""UCDP GED's `where_prec` 2, within about 25 km of a known point: what is named with a town is near it."""

ONE_PLACE, SHARE_WEIGHT, PLACES_WEIGHT, MOST_PLACES = -0.85, 0.8, 1.3, 5
"""Log-odds that the truth lies in the ring, by the share of the local names that lie together and by the
logarithm of how many places they are: fitted by `benchmarks.accuracy_unknown`, which measures it too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What the text around an unknown name is about.

    Attributes
    ----------
    anchor
        The place that most speaks for it.
    share
        Of the local names, weighed by how near the text has them, that lie by it.
    places
        How many places these name.
    spread_m
        How far the farthest of them is, in metres.
    """

    anchor: Place
    share: float
    places: int
    spread_m: float

    @property
    def score(self) -> float:
        """How likely the truth lies in the ring.

        Examples
        --------
        >>> kresk = Place(id="a:1", name="Kresk", level=Level.CITY, lon=11.6, lat=49.6)
        >>> alone = Ground(anchor=kresk, share=1.0, places=1, spread_m=0.0)
        >>> alone.score < Ground(anchor=kresk, share=1.0, places=3, spread_m=9e3).score
        True
        """
        places = math.log(min(self.places, MOST_PLACES))
        return 1 / (1 + math.exp(-(ONE_PLACE + SHARE_WEIGHT * self.share + PLACES_WEIGHT * places)))


def place_unknown(
    text: str, resolutions: Sequence[Resolution], gazetteer: Gazetteer | None = None
) -> list[Resolution]:
    """Give the names without an answer one by what the text is about, where it is about one ground.

    Parameters
    ----------
    resolutions
        Of all names of the text, known ones and unknown.
    gazetteer
        Tells which names speak of another country than the ground's, as "Bank of Japan" does; they are then
        left unknown.

    Returns
    -------
    list of Resolution
        The same, in the same order; those with an answer as they were.
    """
    known = [one for one in resolutions if one.best is not None and is_local(one)]
    parents = named_parents(text, [one.mention for one in resolutions])
    return [
        _placed(one, resolutions[parents[number]] if number in parents else None, known, gazetteer)
        if one.best is None and _may_be_near(one)
        else one
        for number, one in enumerate(resolutions)
    ]


def is_local(one: Resolution) -> bool:
    """Whether an answer says where in a country the text is."""
    best = one.best
    if best is None or best.score < SURE or one.mention.role in {Role.DEMONYM, Role.SPEAKER}:
        return False
    place = best.place
    return place.level in _LOCAL or (place.level is Level.ADMIN1 and place.radius_m <= _FARTHEST_M)


def _may_be_near(one: Resolution) -> bool:
    return one.mention.role in {Role.PLACE, Role.ORGANISATION} and one.mention.text != WORD


def _placed(
    one: Resolution, parent: Resolution | None, known: Sequence[Resolution], gazetteer: Gazetteer | None
) -> Resolution:
    if parent is not None and parent.best is not None and is_local(parent):
        held = parent.best
        why = f"not known itself; the text names it with {held.place.name}"
        # the truth lies in its ring as often as it is right itself: measured by the same benchmark
        return replace(one, best=_at(one, held.place, held.place.radius_m, held.score, why))
    ground = ground_of(one, known)
    if ground is None or ground.share < LEAST_SHARE:
        return one
    if gazetteer is not None and _is_elsewhere(one.mention.text, ground.anchor, gazetteer):
        return one
    why = f"not known itself; the text around it is about {ground.anchor.name}"
    return replace(one, best=_at(one, ground.anchor, ground.spread_m, ground.score, why))


def ground_of(one: Resolution, known: Sequence[Resolution]) -> Ground | None:
    """Find what the text around an unknown name is about; None where it names nothing local.

    Parameters
    ----------
    known
        The names of the text that say where in a country it is.
    """
    weights = [math.exp(-abs(other.mention.start - one.mention.start) / IN_SIGHT) + 0.1 for other in known]
    places = [other.best.place for other in known if other.best is not None]
    if not places:
        return None
    support = [_support(place, places, weights) for place in places]
    anchor = places[max(range(len(places)), key=lambda at: (support[at] * weights[at], -at))]
    ways = [distance_m(_point(anchor), _point(place)) for place in places]
    near = [at for at, way in enumerate(ways) if way <= NEAR_M]
    return Ground(
        anchor=anchor,
        share=sum(weights[at] for at in near) / sum(weights),
        places=len({places[at].id for at in near}),
        spread_m=max(ways[at] for at in near),
    )


def _is_elsewhere(name: str, anchor: Place, gazetteer: Gazetteer) -> bool:
    """Whether a name that is no street's has that of another country, people or large division in it."""
    lexicon = shipped().lexicon
    keys = [fold(word) for word in name.split()]
    if keys[-1] in lexicon.lists["streets"]:
        return False
    return any(
        own != anchor.country if level is Level.COUNTRY else row not in (anchor.id, *anchor.parents)
        for own, level, row in _large_in(keys, lexicon, gazetteer)
    )


def _large_in(
    words: Sequence[str], lexicon: Lexicon, gazetteer: Gazetteer
) -> Iterator[tuple[str, Level, str]]:
    """Countries and first-order divisions that are named in a name: code, level, id."""
    for first in range(len(words)):
        for last in range(first + 1, min(first + MOST_WORDS, len(words)) + 1):
            key = " ".join(words[first:last])
            row = gazetteer.peoples.get(key)
            # divisions of some countries are called "Centre" or "North"
            is_plain = key in lexicon.common or key in lexicon.lists["organisations"]
            entries = gazetteer.entries(key) if row is None and not is_plain else ()
            row = entries[0].row if entries and entries[0].kind is not NameKind.CODE else row
            if row is not None and (level := gazetteer.level_at(row)) in {Level.COUNTRY, Level.ADMIN1}:
                yield gazetteer.country_at(row), level, gazetteer.id_at(row)


def _support(place: Place, places: Sequence[Place], weights: Sequence[float]) -> float:
    """How much of what the text names lies near a place."""
    ways = (distance_m(_point(place), _point(other)) for other in places)
    return sum(weight * math.exp(-way / NEAR_M) for way, weight in zip(ways, weights, strict=True))


def _point(place: Place) -> tuple[float, float]:
    return place.lon, place.lat


def _at(one: Resolution, anchor: Place, reach_m: float, score: float, why: str) -> Candidate:
    place = Place(
        id=f"{SOURCE}:{anchor.id}",
        name=one.mention.text,
        level=Level.POI,
        lon=anchor.lon,
        lat=anchor.lat,
        radius_m=max(reach_m, anchor.radius_m, LEAST_RADIUS_M),
        country=anchor.country,
        parents=(anchor.id, *anchor.parents),
    )
    return Candidate(place=place, score=round(score, 4), reasons=(why,))
