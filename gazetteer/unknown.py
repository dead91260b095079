"""Names that the gazetteer does not know, answered by what the text is about: "Oak Street" lies in its town.

A text about one town names its streets, schools and hospitals; which of them is meant no list of the world's
places says, but where it is, within some kilometres, the text does. Such an answer has no id of a place that
is known, a radius that says how rough it is, and a reason that says so. Texts that speak of many places leave
a name unknown.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from gazetteer.capitals import WORD
from gazetteer.grouping import named_parents
from gazetteer.model import Candidate, Level, Place, Role
from gazetteer.sphere import distance_m

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.model import Resolution

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

_LEAST_RADIUS_M = 15_000.0
_SCORE = 0.6
"""How sure such an answer is at most: chosen, not fitted."""

_PARENT_SCORE = 0.7


def place_unknown(text: str, resolutions: Sequence[Resolution]) -> list[Resolution]:
    """Give the names without an answer one by what the text is about, where it is about one ground.

    Parameters
    ----------
    resolutions
        Of all names of the text, known ones and unknown.

    Returns
    -------
    list of Resolution
        The same, in the same order; those with an answer as they were.
    """
    known = [one for one in resolutions if one.best is not None and _is_local(one)]
    parents = named_parents(text, [one.mention for one in resolutions])
    return [
        _placed(one, resolutions[parents[number]] if number in parents else None, known)
        if one.best is None and _may_be_near(one)
        else one
        for number, one in enumerate(resolutions)
    ]


def _is_local(one: Resolution) -> bool:
    """Whether an answer says where in a country the text is."""
    best = one.best
    if best is None or best.score < SURE or one.mention.role in {Role.DEMONYM, Role.SPEAKER}:
        return False
    place = best.place
    return place.level in _LOCAL or (place.level is Level.ADMIN1 and place.radius_m <= _FARTHEST_M)


def _may_be_near(one: Resolution) -> bool:
    return one.mention.role in {Role.PLACE, Role.ORGANISATION} and one.mention.text != WORD


def _placed(one: Resolution, parent: Resolution | None, known: Sequence[Resolution]) -> Resolution:
    if parent is not None and parent.best is not None and _is_local(parent):
        held = parent.best
        why = f"not known itself; the text names it with {held.place.name}"
        return replace(one, best=_at(one, held.place, held.place.radius_m, _PARENT_SCORE * held.score, why))
    weights = [math.exp(-abs(other.mention.start - one.mention.start) / IN_SIGHT) + 0.1 for other in known]
    places = [other.best.place for other in known if other.best is not None]
    if not places:
        return one
    support = [_support(place, places, weights) for place in places]
    anchor = max(range(len(places)), key=lambda at: (support[at] * weights[at], -at))
    share = _share(places[anchor], places, weights)
    if share < LEAST_SHARE:
        return one
    spread = max(
        distance_m(_point(places[anchor]), _point(place))
        for place in places
        if distance_m(_point(places[anchor]), _point(place)) <= NEAR_M
    )
    why = f"not known itself; the text around it is about {places[anchor].name}"
    return replace(one, best=_at(one, places[anchor], spread, _SCORE * share, why))


def _support(place: Place, places: Sequence[Place], weights: Sequence[float]) -> float:
    """How much of what the text names lies near a place."""
    ways = (distance_m(_point(place), _point(other)) for other in places)
    return sum(weight * math.exp(-way / NEAR_M) for way, weight in zip(ways, weights, strict=True))


def _share(place: Place, places: Sequence[Place], weights: Sequence[float]) -> float:
    near = (distance_m(_point(place), _point(other)) <= NEAR_M for other in places)
    return sum(w for w, is_near in zip(weights, near, strict=True) if is_near) / sum(weights)


def _point(place: Place) -> tuple[float, float]:
    return place.lon, place.lat


def _at(one: Resolution, anchor: Place, reach_m: float, score: float, why: str) -> Candidate:
    place = Place(
        id=f"{SOURCE}:{anchor.id}",
        name=one.mention.text,
        level=Level.POI,
        lon=anchor.lon,
        lat=anchor.lat,
        radius_m=max(reach_m, anchor.radius_m, _LEAST_RADIUS_M),
        country=anchor.country,
        parents=(anchor.id, *anchor.parents),
    )
    return Candidate(place=place, score=round(score, 4), reasons=(why,))
