"""One name without a text: the places it may mean, scored and explained.

A name in a text is the work of `gazetteer.resolve`, which knows its neighbours.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from gazetteer.columns import Flag
from gazetteer.model import Candidate, Level
from gazetteer.names import NameKind, fold, strip_type
from gazetteer.prior import KIND_POINTS, prior
from gazetteer.spelling import Family, romanise, sound_out, spelling_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gazetteer.store import Gazetteer

_EARTH_KM = 6371.0088
_NEAR_KM = 100.0
"""Nearness fades to a third over this distance."""
_NEAR_POINTS = 4.0
_LEVEL_POINTS = 4.0
"""What a type word is worth: "Chernihiv region" is the region though the town is as well known."""
_TYPED_POINTS = 3.0
"""What a division gains by being called so with a type word: "Kyiv region" is the oblast, not the city."""
_NAMESAKE_POINTS = 0.7
"""A division that shares its name with its town comes so far behind it when no type word is said."""
_SHARE_OF_PEOPLE = 0.2
"""Part of a division's people that makes a town the one its name is said for: New York City."""
_SHARPNESS = 1.2
"""How much likelier a candidate gets with each point; e to this power."""

_ENOUGH_POINTS = 4.0
"""What a place must have for other spellings to be left alone: a main name of 300 people or more."""
# How far a name that is not the one asked falls behind. Chosen on one random edit in 626 names of towns
# (87 % found again) and on the wrong and foreign spellings of 232 Ukrainian towns.
_SOUND_POINTS = -1.0
_EDIT_POINTS = -2.0
_ALTERNATE_EDIT_POINTS = -1.5
"""A typo in a name that few use."""
_FIRST_LETTER_POINTS = -1.5
"""A typo in the first letter: hardly anybody makes one."""
_UNLIKE_POINTS = 20.0
"""What a spelling loses that shares nothing with what was asked; in proportion when it shares more."""
_LEAST_LIKENESS = MappingProxyType({Family.SLAVIC: 0.4, Family.ARABIC: 0.6})
"""Arabic keys are consonants alone and need more agreement in what is written."""
_OWN_NAMES = frozenset({NameKind.MAIN, NameKind.PREFERRED, NameKind.BARE, NameKind.SCRIPT})
_PART_POINTS = -5.0
_LONG_PART = 5
_LONG_NAME = 8
"""Letters; in shorter names two wrong ones leave too little."""


@dataclass(frozen=True, slots=True)
class _Match:
    """A row that the name led to: how well, as which kind of name, and why."""

    row: int
    kind: NameKind
    points: float
    reason: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked: folded names to try, the last without type words; one to say aloud; as written."""

    keys: tuple[str, ...]
    sound: str
    name: str


def look_up(
    gazetteer: Gazetteer, name: str, *, country: str, near: tuple[float, float] | None, limit: int
) -> tuple[Candidate, ...]:
    """Find the places that a name may mean, likeliest first.

    The score is a place's share of the likelihood among all candidates, less what is uncertain of
    the match itself.
    """
    key = fold(name)
    bare = strip_type(key)
    sound = strip_type(fold(sound_out(name))).name
    matches = _matches(gazetteer, _Asked(tuple(dict.fromkeys((key, bare.name))), sound, name), country)
    if not matches:
        return ()
    certainty = math.exp(max(min(m.points, 0.0) for m in matches) / 8)
    namesakes = _namesakes(gazetteer, matches)
    scored = [_weigh(gazetteer, match, bare.level, near, namesakes) for match in matches]
    total = sum(math.exp(_SHARPNESS * points) for points, _, _ in scored)
    scored.sort(key=lambda s: (-s[0], s[1]))
    return tuple(
        Candidate(
            place=gazetteer.place_at(row),
            score=round(min(1.0, math.exp(_SHARPNESS * points) / total * certainty), 4),
            reasons=reasons,
        )
        for points, row, reasons in scored[:limit]
    )


def _matches(gazetteer: Gazetteer, asked: _Asked, country: str) -> list[_Match]:
    """Places of the name as it is; unless one of them is well known, those of names like it too."""
    found: dict[int, _Match] = {}
    for find in (_exact, _alike, _far, _in_part):
        for match in find(gazetteer, asked):
            if country and gazetteer.country_at(match.row) != country:
                continue
            known = found.get(match.row)
            if known is None or match.points > known.points:
                found[match.row] = match
        if any(_is_enough(gazetteer, match) for match in found.values()) or (found and find is _alike):
            break
    return list(found.values())


def _is_enough(gazetteer: Gazetteer, match: _Match) -> bool:
    """Whether names like the one asked need not be tried."""
    return (match.kind in _OWN_NAMES and match.points >= 0) or _points(gazetteer, match) >= _ENOUGH_POINTS


_KIND_REASONS = {
    NameKind.MAIN: "its main name",
    NameKind.PREFERRED: "its English name",
    NameKind.VARIANT: "another spelling of its name",
    NameKind.BARE: "its name without the type word",
    NameKind.OTHER: "another name of it",
    NameKind.SCRIPT: "its name in another script",
    NameKind.CODE: "an abbreviation of it",
}


def _exact(gazetteer: Gazetteer, asked: _Asked) -> Iterable[_Match]:
    has_type = len(asked.keys) > 1
    for key, gained in zip(asked.keys, (_TYPED_POINTS if has_type else 0.0, 0.0), strict=False):
        for entry in gazetteer.entries(key):
            yield _Match(entry.row, entry.kind, gained, _KIND_REASONS[entry.kind])


def _alike(gazetteer: Gazetteer, asked: _Asked) -> Iterable[_Match]:
    """Places whose name sounds like this one, or is one letter off."""
    for family, least in _LEAST_LIKENESS.items():
        sound = spelling_key(asked.sound, family)
        for name in gazetteer.names.sounding(family, sound) if sound else ():
            likeness = _likeness(asked.sound, name)
            if name not in asked.keys and likeness >= least:
                points = _SOUND_POINTS - _UNLIKE_POINTS * (1 - likeness)
                for entry in gazetteer.entries(name):
                    yield _Match(entry.row, entry.kind, points, f"spelled like {name!r}")
    for key in asked.keys:
        yield from _edited(gazetteer, key, gazetteer.names.one_edit(key), "one letter differs from")


def _far(gazetteer: Gazetteer, asked: _Asked) -> Iterable[_Match]:
    """Places whose name is two letters off."""
    key = asked.keys[-1]
    if len(key) >= _LONG_NAME:
        yield from _edited(gazetteer, key, gazetteer.names.two_edits(key), "two letters differ from")


def _edited(gazetteer: Gazetteer, key: str, names: Iterable[str], how: str) -> Iterable[_Match]:
    for name in names:
        points = _EDIT_POINTS - _UNLIKE_POINTS * (1 - _likeness(key, name))
        if name[0] != key[0]:
            points += _FIRST_LETTER_POINTS
        for entry in gazetteer.entries(name):
            lost = 0.0 if entry.kind in _OWN_NAMES else _ALTERNATE_EDIT_POINTS
            yield _Match(entry.row, entry.kind, points + lost, f"{how} {name!r}")


def _likeness(asked: str, name: str) -> float:
    """Likeness of two folded names in Latin letters, 0 to 1."""
    return fuzz.ratio(romanise(asked), romanise(name)) / 100


def _in_part(gazetteer: Gazetteer, asked: _Asked) -> Iterable[_Match]:
    """Places of the first part of a name with a hyphen: old double names, "X-Y road"."""
    first, hyphen, _ = asked.name.partition("-")
    key = fold(first)
    if hyphen and len(key) >= _LONG_PART:
        for entry in gazetteer.entries(key):
            yield _Match(entry.row, entry.kind, _PART_POINTS, f"called {key!r}, the first part of the name")


def _weigh(
    gazetteer: Gazetteer,
    match: _Match,
    level: Level | None,
    near: tuple[float, float] | None,
    namesakes: Mapping[int, _Match],
) -> tuple[float, int, tuple[str, ...]]:
    """Points, row and reasons of one match."""
    row = match.row
    is_a = gazetteer.level_at(row)
    points = _points(gazetteer, match)
    reasons = [match.reason, *_fame(gazetteer, row)]
    if level is not None and _fits(level, is_a):
        points += _LEVEL_POINTS
        reasons.append(f"the name says it is {_article(is_a)}")
        if match.kind is NameKind.BARE:
            points += _TYPED_POINTS
    elif is_a in {Level.ADMIN1, Level.ADMIN2} and (town := namesakes.get(row)):
        points = min(points, _points(gazetteer, town) - _NAMESAKE_POINTS)
        reasons.append(f"shares its name with its town {gazetteer.name_at(town.row)}")
    if near is not None:
        away_km = distance_km(near, gazetteer.point_at(row))
        points += _NEAR_POINTS * math.exp(-away_km / _NEAR_KM)
        reasons.append(f"{away_km:.0f} km away")
    return points, row, tuple(reasons)


def _namesakes(gazetteer: Gazetteer, matches: Iterable[_Match]) -> dict[int, _Match]:
    """Find the divisions whose seat or large town matches as well: people mean the town."""
    found: dict[int, _Match] = {}
    for match in matches:
        if gazetteer.level_at(match.row) is Level.CITY:
            for parent in gazetteer.parents(match.row):
                least = gazetteer.population_at(parent) * _SHARE_OF_PEOPLE
                if gazetteer.seat_of(parent) == match.row or gazetteer.population_at(match.row) > least:
                    found.setdefault(parent, match)
    return found


def _points(gazetteer: Gazetteer, match: _Match) -> float:
    """Points of a match before anything else that was asked counts."""
    row = match.row
    base = prior(gazetteer.level_at(row), gazetteer.population_at(row), gazetteer.flags_at(row))
    return match.points + base + KIND_POINTS[match.kind]


def _fits(asked: Level, level: Level) -> bool:
    if asked in {Level.ADMIN1, Level.ADMIN2}:
        return level in {Level.ADMIN1, Level.ADMIN2, Level.REGION} and (
            asked is level or level is Level.ADMIN1
        )
    return asked is level


_ARTICLES = {
    Level.POI: "a spot",
    Level.CITY: "a town",
    Level.ADMIN2: "a district",
    Level.ADMIN1: "a first-order division",
    Level.COUNTRY: "a country",
    Level.REGION: "a region",
    Level.SEA: "a sea",
}


def _article(level: Level) -> str:
    return _ARTICLES[level]


def _fame(gazetteer: Gazetteer, row: int) -> Iterable[str]:
    flags, population = gazetteer.flags_at(row), gazetteer.population_at(row)
    yield _article(gazetteer.level_at(row))
    if flags & Flag.CAPITAL:
        yield "a capital"
    elif flags & (Flag.SEAT1 | Flag.SEAT2):
        yield "the seat of its division"
    if population:
        yield f"{population:,} people"
    if flags & Flag.SECTION:
        yield "part of a town"
    if flags & Flag.IMPRECISE:
        yield "its point is only roughly known"


def distance_km(point: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance of two (lon, lat) points, by the haversine formula.

    >>> round(distance_km((30.52, 50.45), (36.25, 49.98)))  # Kyiv to Kharkiv
    411
    """
    (lon, lat), (lon2, lat2) = point, other
    half = math.radians(lat2 - lat) / 2, math.radians(lon2 - lon) / 2
    cosines = math.cos(math.radians(lat)) * math.cos(math.radians(lat2))
    return 2 * _EARTH_KM * math.asin(math.sqrt(math.sin(half[0]) ** 2 + cosines * math.sin(half[1]) ** 2))
