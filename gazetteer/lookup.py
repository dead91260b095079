"""One name without a text: the places it may mean, scored and explained.

A name in a text is the work of `gazetteer.resolver`, which knows its neighbours.
"""

from __future__ import annotations

import math
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from gazetteer.columns import Flag
from gazetteer.errors import UnknownPlaceError
from gazetteer.index import MOST_NAMESAKES, MOST_ROWS
from gazetteer.matching import TYPED_POINTS, ask, find_matches, points_of
from gazetteer.model import Candidate, Level
from gazetteer.names import NameKind
from gazetteer.spelling import written_in
from gazetteer.sphere import distance_m

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gazetteer.matching import Match
    from gazetteer.store import Gazetteer

_NEAR_KM = 100.0
"""Nearness fades to a third over this distance."""
_NEAR_POINTS = 4.0
_LANGUAGE_POINTS = 2.0
"""What a place gains in the country to which the letters of the name belong."""
_LEVEL_POINTS = 4.0
"""What a type word is worth: "Chernihiv region" is the region though the town is as well known."""
_OTHER_DIVISION = 0.5
_DIVISIONS = frozenset({Level.ADMIN1, Level.ADMIN2})
_NAMESAKE_POINTS = 0.7
"""A division that shares its name with its town comes so far behind it when no type word is said."""
_SHARE_OF_PEOPLE = 0.2
"""Part of a division's people that makes a town the one its name is said for: New York City."""
_SHARPNESS = 1.2
"""How much likelier a candidate gets with each point; e to this power."""
_DOUBT = 8.0
"""Points lost in the match that leave the best candidate a third of its score."""

_LEVEL_WORDS = MappingProxyType(
    {
        Level.POI: "a spot",
        Level.CITY: "a town",
        Level.ADMIN2: "a district",
        Level.ADMIN1: "a first-order division",
        Level.COUNTRY: "a country",
        Level.REGION: "a region",
        Level.SEA: "a sea",
    }
)


def look_up(  # noqa: PLR0913 - what may be asked besides the name, each by its own name
    gazetteer: Gazetteer,
    name: str,
    *,
    country: str,
    within: str,
    near: tuple[float, float] | None,
    limit: int,
    edits: int = 2,
) -> tuple[Candidate, ...]:
    """Find the places that a name may mean, likeliest first.

    The score is a place's share of the likelihood among all candidates, less what is uncertain of
    the match itself.
    """
    asked = ask(name)
    most = MOST_NAMESAKES if near is None else MOST_ROWS  # any hamlet may be the one that is near
    matches = find_matches(gazetteer, asked, _filter(gazetteer, country, within), most=most, edits=edits)
    if not matches:
        return ()
    if own := written_in(name):
        matches = [_at_home(gazetteer, match, own) for match in matches]
    certainty = math.exp(max(min(m.points, 0.0) for m in matches) / _DOUBT)
    namesakes = _namesakes(gazetteer, matches)
    scored = [_weigh(gazetteer, match, asked.level, near, namesakes) for match in matches]
    total = sum(math.exp(_SHARPNESS * points) for points, _, _ in scored)
    scored.sort(key=lambda s: (-s[0], s[1]))
    return tuple(
        Candidate(
            place=gazetteer.place_at(row),
            score=round(min(1.0, math.exp(_SHARPNESS * points) / total * certainty), 4),
            reasons=(first, *_fame(gazetteer, row), *others),
        )
        for points, row, (first, *others) in scored[:limit]
    )


def _filter(gazetteer: Gazetteer, country: str, within: str) -> Callable[[int], bool]:
    """Tell the rows in a country and in a division; all when none is given."""
    inside = None
    if within:
        try:
            inside = gazetteer.row(within)
        except UnknownPlaceError:
            return lambda _: False

    def keep(row: int) -> bool:
        if country and gazetteer.country_at(row) != country:
            return False
        return inside is None or row == inside or inside in gazetteer.parents(row)

    return keep


def _at_home(gazetteer: Gazetteer, match: Match, country: str) -> Match:
    """Give a place more that lies where the language is at home in which the name is written."""
    is_home = gazetteer.country_at(match.row) == country
    return replace(match, points=match.points + _LANGUAGE_POINTS) if is_home else match


def _namesakes(gazetteer: Gazetteer, matches: Sequence[Match]) -> dict[int, Match]:
    """Find the divisions whose seat or large town matches as well: people mean the town."""
    found: dict[int, Match] = {}
    if not any(gazetteer.level_at(match.row) in _DIVISIONS for match in matches):
        return found
    for match in matches:
        if gazetteer.level_at(match.row) is Level.CITY:
            for parent in gazetteer.parents(match.row):
                least = gazetteer.population_at(parent) * _SHARE_OF_PEOPLE
                if gazetteer.seat_of(parent) == match.row or gazetteer.population_at(match.row) > least:
                    found.setdefault(parent, match)
    return found


def _weigh(
    gazetteer: Gazetteer,
    match: Match,
    level: Level | None,
    near: tuple[float, float] | None,
    namesakes: Mapping[int, Match],
) -> tuple[float, int, tuple[str, ...]]:
    """Points, row and reasons of one match, but for what is known of the place itself."""
    is_a = gazetteer.level_at(match.row)
    points = points_of(gazetteer, match)
    reasons = [match.reason]
    if level is not None and (fit := _fit(level, is_a)):
        points += fit * (_LEVEL_POINTS + (TYPED_POINTS if match.kind is NameKind.BARE else 0.0))
        reasons.append(f"the name says it is {_LEVEL_WORDS[is_a]}")
    elif is_a in _DIVISIONS and (town := namesakes.get(match.row)):
        points = min(points, points_of(gazetteer, town) - _NAMESAKE_POINTS)
        reasons.append(f"shares its name with its town {gazetteer.name_at(town.row)}")
    if near is not None:
        away_km = distance_m(near, gazetteer.point_at(match.row)) / 1000
        points += _NEAR_POINTS * math.exp(-away_km / _NEAR_KM)
        reasons.append(f"{away_km:.0f} km away")
    return points, match.row, tuple(reasons)


def _fit(asked: Level, level: Level) -> float:
    """How well a level agrees with what the type word says, 0 to 1."""
    if asked is level:
        return 1.0
    # "county", "district" and "region" stand for other levels in other countries
    if asked in _DIVISIONS and level in {*_DIVISIONS, Level.REGION}:
        return _OTHER_DIVISION
    return 0.0


def _fame(gazetteer: Gazetteer, row: int) -> Sequence[str]:
    flags, population = gazetteer.flags_at(row), gazetteer.population_at(row)
    facts = [_LEVEL_WORDS[gazetteer.level_at(row)]]
    if flags & Flag.CAPITAL:
        facts.append("a capital")
    elif flags & (Flag.SEAT1 | Flag.SEAT2):
        facts.append("the seat of its division")
    if population:
        facts.append(f"{population:,} people")
    if flags & Flag.SECTION:
        facts.append("part of a town")
    if flags & Flag.IMPRECISE:
        facts.append("its point is only roughly known")
    return facts
