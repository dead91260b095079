"""One name without a text: the places it may mean, scored and explained.

A name in a text is the work of `gazetteer.resolve`, which knows its neighbours.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from gazetteer.columns import Flag
from gazetteer.index import SPELLING_MARK
from gazetteer.model import Candidate, Level
from gazetteer.names import NameKind, fold, strip_type
from gazetteer.prior import KIND_POINTS, prior
from gazetteer.spelling import Family, romanise, spelling_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazetteer.store import Gazetteer

_EARTH_KM = 6371.0088
_NEAR_KM = 100.0
"""Nearness fades to a third over this distance."""
_NEAR_POINTS = 4.0
_LEVEL_POINTS = 4.0
"""What a type word is worth: "Chernihiv region" is the region though the town is as well known."""
_NAMESAKE_POINTS = 0.7
"""A division named after its seat comes so far behind it when no type word is said."""
_SHARPNESS = 1.2
"""How much likelier a candidate gets with each point; e to this power."""

_SPELLED_POINTS = -2.0
_EDITED_POINTS = -3.0
_TWICE_EDITED_POINTS = -5.0
_UNLIKE_POINTS = 8.0
"""Points lost for a spelling that shares nothing with what was asked."""


@dataclass(frozen=True, slots=True)
class _Match:
    """A row that the name led to: how well, as which kind of name, and why."""

    row: int
    kind: NameKind
    points: float
    reason: str


def look_up(
    gazetteer: Gazetteer, name: str, *, country: str, near: tuple[float, float] | None, limit: int
) -> tuple[Candidate, ...]:
    """Find the places that a name may mean, likeliest first.

    The score is a place's share of the likelihood among all candidates, less what is uncertain of
    the match itself.
    """
    key = fold(name)
    bare = strip_type(key)
    matches = _matches(gazetteer, key, bare.name, country)
    if not matches:
        return ()
    certainty = math.exp(max(min(m.points, 0.0) for m in matches) / 8)
    scored = [_weigh(gazetteer, match, bare.level, near, matches) for match in matches]
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


def _matches(gazetteer: Gazetteer, key: str, bare: str, country: str) -> list[_Match]:
    """Take the best tier that finds something: as written, without type words, as it sounds, mistyped."""
    tiers = (_exact, _sounding, _mistyped, _badly_mistyped)
    for find in tiers:
        found: dict[int, _Match] = {}
        for tried in dict.fromkeys((key, bare)):
            for match in find(gazetteer, tried):
                if country and gazetteer.country_at(match.row) != country:
                    continue
                known = found.get(match.row)
                if known is None or match.points > known.points:
                    found[match.row] = match
        if found:
            return list(found.values())
    return []


_KIND_REASONS = {
    NameKind.MAIN: "its main name",
    NameKind.PREFERRED: "its English name",
    NameKind.VARIANT: "another spelling of its name",
    NameKind.BARE: "its name without the type word",
    NameKind.OTHER: "another name of it",
    NameKind.SCRIPT: "its name in another script",
    NameKind.CODE: "an abbreviation of it",
}


def _exact(gazetteer: Gazetteer, key: str) -> Iterable[_Match]:
    return (_Match(e.row, e.kind, 0.0, _KIND_REASONS[e.kind]) for e in gazetteer.entries(key))


def _sounding(gazetteer: Gazetteer, key: str) -> Iterable[_Match]:
    asked = romanise(key)
    for family in Family:
        sound = spelling_key(key, family)
        for entry in gazetteer.entries(f"{SPELLING_MARK}{family}{sound}") if sound else ():
            name = gazetteer.name_at(entry.row)
            unlike = 1 - fuzz.ratio(asked, fold(name)) / 100
            yield _Match(
                entry.row, entry.kind, _SPELLED_POINTS - _UNLIKE_POINTS * unlike, f"spelled like {name}"
            )


def _mistyped(gazetteer: Gazetteer, key: str) -> Iterable[_Match]:
    for edited in gazetteer.names.one_edit(key):
        for entry in gazetteer.entries(edited):
            yield _Match(entry.row, entry.kind, _EDITED_POINTS, f"one letter differs from {edited!r}")


def _badly_mistyped(gazetteer: Gazetteer, key: str) -> Iterable[_Match]:
    if len(key) < 8:
        return
    for edited in gazetteer.names.two_edits(key):
        for entry in gazetteer.entries(edited):
            yield _Match(entry.row, entry.kind, _TWICE_EDITED_POINTS, f"two letters differ from {edited!r}")


def _weigh(
    gazetteer: Gazetteer,
    match: _Match,
    level: Level | None,
    near: tuple[float, float] | None,
    matches: list[_Match],
) -> tuple[float, int, tuple[str, ...]]:
    """Points, row and reasons of one match."""
    row = match.row
    is_a, flags = gazetteer.level_at(row), gazetteer.flags_at(row)
    points = match.points + prior(is_a, gazetteer.population_at(row), flags) + KIND_POINTS[match.kind]
    reasons = [match.reason, *_fame(gazetteer, row)]
    if level is not None and _fits(level, is_a):
        points += _LEVEL_POINTS
        reasons.append(f"the name says it is {_article(is_a)}")
    seat = gazetteer.seat_of(row)
    if level is None and is_a in {Level.ADMIN1, Level.ADMIN2} and any(m.row == seat for m in matches):
        points = min(points, _plain_points(gazetteer, seat, matches) - _NAMESAKE_POINTS)
        reasons.append("named after its seat")
    if near is not None:
        away_km = distance_km(near, gazetteer.point_at(row))
        points += _NEAR_POINTS * math.exp(-away_km / _NEAR_KM)
        reasons.append(f"{away_km:.0f} km away")
    return points, row, tuple(reasons)


def _plain_points(gazetteer: Gazetteer, row: int | None, matches: list[_Match]) -> float:
    match = next(m for m in matches if m.row == row)
    base = prior(
        gazetteer.level_at(match.row), gazetteer.population_at(match.row), gazetteer.flags_at(match.row)
    )
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
        yield "placed at the seat of its community"


def distance_km(point: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance of two (lon, lat) points, by the haversine formula.

    >>> round(distance_km((30.52, 50.45), (36.25, 49.98)))  # Kyiv to Kharkiv
    411
    """
    (lon, lat), (lon2, lat2) = point, other
    half = math.radians(lat2 - lat) / 2, math.radians(lon2 - lon) / 2
    cosines = math.cos(math.radians(lat)) * math.cos(math.radians(lat2))
    return 2 * _EARTH_KM * math.asin(math.sqrt(math.sin(half[0]) ** 2 + cosines * math.sin(half[1]) ** 2))
