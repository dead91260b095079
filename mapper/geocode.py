"""A place in a row of a table: its name, in the light of the columns beside it. Pure.

The country and the divisions that a row names are where the place is looked for; a name that is not
found there falls back on the smallest division that is, with a lower precision, and says so.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from functools import cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, TypedDict

from rapidfuzz import fuzz

from gazetteer.model import Candidate, Level
from gazetteer.names import fold, strip_type
from gazetteer.within import contains
from mapper.codes import AREA_RADII_M, CODES, NEAR_CODES, NEAR_RADIUS_M, town_radius_m
from mapper.divisions import (
    BORDER_KM,
    DIVISIONS,
    LEAST_SURE,
    MANY,
    Asked,
    Divisions,
    apart_km,
    find_divisions,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gazetteer.model import Place
    from gazetteer.store import Gazetteer


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Where a row is.

    Attributes
    ----------
    place
        What was found, or None.
    geo_precision, where_prec
        ACLED's and UCDP's codes of how precisely.
    radius_m
        Metres around the place's point within which the row is thought to lie.
    score
        In [0, 1].
    reason
        Why there, in words; why nowhere, where `place` is None.
    near
        True where the row says that it is near the place, not in it.
    """

    place: Place | None
    geo_precision: int = 0
    where_prec: int = 0
    radius_m: float = 0.0
    score: float = 0.0
    reason: str
    near: bool = False


_AROUND = re.compile(
    r"^(?:the )?(?:area|vicinity|outskirts|environs|surroundings|countryside|suburbs?) (?:of|around) "
    r"(?:the )?"
    r"|^(?:near|around|outside(?: of)?|close to|next to) (?:the )?",
    re.IGNORECASE,
)
"""Words before a name that put something near it (ACLED's and UCDP's own wordings)."""
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_INSIDE = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_PARTS = re.compile(r"\s*[,;/]\s*|\s+-\s+|\s+(?:and|&)\s+")
_NO_NAME = frozenset({"area of", "area", "near", "unknown", "none", "n a", "various", "unspecified"})

_AREAS = frozenset({*DIVISIONS, Level.COUNTRY, Level.SEA})

# How well a candidate fits the divisions that its row names.
_OVER_THE_BORDER = 0.5
"""Divisions were redrawn since, or the row is wrong."""
_PART_OF_NAME = 0.8
"""What a candidate is worth that answers to a part of what is written."""
_NAMED_AFTER = 80
"""Likeness in hundredths of a division's name and its seat's for one to be named after the other."""
_TWICE_NAMED = 0.3
"""What a division is worth as the place itself, where the row names it beside the place."""


def geocode(asked: Asked, gazetteer: Gazetteer) -> Answer:
    """Find where a row is.

    Examples
    --------
    >>> from gazetteer.store import Gazetteer
    >>> with Gazetteer.open() as gazetteer:
    ...     answer = geocode(Asked(place="Rzhyshchiv town", country="Ukraine"), gazetteer)
    >>> answer.place.name, answer.where_prec
    ('Rzhyshchiv', 1)
    """
    return _answer(asked, find_divisions(asked, gazetteer), gazetteer)


def open_geocoder(gazetteer: Gazetteer) -> Callable[[Asked], Answer]:
    """Make a function that geocodes rows, and looks up but once what rows share."""
    divisions_of = cache(partial(find_divisions, gazetteer=gazetteer))

    def answer(asked: Asked) -> Answer:
        return _answer(asked, divisions_of(replace(asked, place="")), gazetteer)

    return cache(answer)


def _answer(asked: Asked, divisions: Divisions, gazetteer: Gazetteer) -> Answer:
    """Find where a row is, in the light of its divisions."""
    if fold(asked.place):
        weighed = [each for name in _names(asked.place) for each in _weigh(name, divisions, gazetteer)]
        best = max(weighed, key=_order, default=None)
        if best is not None and best.weight >= LEAST_SURE:
            return _found(best, weighed, divisions)
    return _fall_back(asked, divisions)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """A name to try: how much of what was written it is, and whether the place is only near it."""

    text: str
    worth: float
    near: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weighed:
    """A candidate in the light of its row."""

    candidate: Candidate
    name: _Name
    fit: float
    weight: float


def _names(written: str) -> list[_Name]:
    """List names to try, the likeliest first: without asides, the asides, the parts."""
    asides = _INSIDE.findall(written)
    is_around = any(fold(aside) in {"area of", "area", "near", "vicinity"} for aside in asides)
    whole = " ".join(_ASIDE.sub(" ", written).split())
    parts = [part for text in (whole, *asides) for part in _PARTS.split(text)]
    names: dict[str, _Name] = {}
    for worth, text in ((1.0, whole), *((_PART_OF_NAME, part) for part in (*asides, *parts))):
        bare = _AROUND.sub("", text.strip())
        if fold(bare) and fold(bare) not in _NO_NAME:
            near = is_around or bare != text.strip()
            names.setdefault(fold(bare), _Name(text=bare, worth=worth, near=near))
    return list(names.values())


def _weigh(name: _Name, divisions: Divisions, gazetteer: Gazetteer) -> list[_Weighed]:
    """Weigh what a name may mean by how well it fits the row's divisions."""
    anchor = divisions.admin2 or divisions.admin1
    code = divisions.country.country if divisions.country else ""
    near = (anchor.lon, anchor.lat) if anchor else None
    is_division = strip_type(fold(name.text)).level in DIVISIONS
    weighed = []
    for candidate in gazetteer.lookup(name.text, country=code, near=near, limit=MANY):
        meant = candidate if is_division else _town_of(candidate, divisions, gazetteer)
        fit = _fit(meant.place, divisions)
        weighed.append(_Weighed(candidate=meant, name=name, fit=fit, weight=meant.score * fit * name.worth))
    return weighed


def _town_of(candidate: Candidate, divisions: Divisions, gazetteer: Gazetteer) -> Candidate:
    """Take the town for the division of its name where the row names both alike."""
    place = candidate.place
    named = {each.id for each in (divisions.admin1, divisions.admin2) if each is not None}
    if place.id not in named:
        return candidate
    seat = gazetteer.seat_of(gazetteer.row(place.id))
    town = None if seat is None else gazetteer.place_at(seat)
    if town is None or fuzz.partial_ratio(fold(place.name), fold(town.name)) < _NAMED_AFTER:
        return Candidate(place=place, score=candidate.score * _TWICE_NAMED, reasons=candidate.reasons)
    reasons = (*candidate.reasons, f"the seat of {place.name}, which the row names beside it")
    return Candidate(place=town, score=candidate.score, reasons=reasons)


def _fit(place: Place, divisions: Divisions) -> float:
    """How well a place fits the divisions known; 1 inside one, 0 far from a district that is known."""
    named = [each for each in (divisions.admin2, divisions.admin1) if each is not None]
    if not named or any(each.id == place.id or contains(each, place) for each in named):
        return 1.0
    away_km = min(apart_km(each, place) for each in named)
    if divisions.admin2 is not None and away_km > BORDER_KM:
        return 0.0
    return _OVER_THE_BORDER * math.exp(-away_km / BORDER_KM)


def _order(weighed: _Weighed) -> tuple[float, str]:
    """Sort by weight; equal ones by id, so that every run chooses the same."""
    return weighed.weight, weighed.candidate.place.id


def _found(best: _Weighed, weighed: Sequence[_Weighed], divisions: Divisions) -> Answer:
    """Answer with the place that fits best."""
    place = best.candidate.place
    rivals = sum(each.weight for each in weighed if each.name is best.name)
    near = best.name.near and place.level not in _AREAS
    return Answer(
        place=place,
        **_precision(place, near=near),
        score=round(min(1.0, best.weight / rivals * best.fit * best.name.worth), 4),
        reason="; ".join(_reasons(best, divisions)),
        near=near,
    )


def _reasons(best: _Weighed, divisions: Divisions) -> Iterator[str]:
    """Say why this place."""
    if best.name.worth < 1:
        yield f"for '{best.name.text}', a part of what is written"
    yield from best.candidate.reasons
    place = best.candidate.place
    for division in (divisions.admin2, divisions.admin1):
        if division and division.id != place.id:
            yield f"in {division.name}" if contains(division, place) else f"not in {division.name}"
    if best.name.near:
        yield "the row says near it"
    for name in divisions.unknown:
        yield f"'{name}' is not known"


def _fall_back(asked: Asked, divisions: Divisions) -> Answer:
    """Answer with the smallest division that is known; it says so."""
    missing = f"no '{asked.place}' is known there" if fold(asked.place) else "no place is named"
    unknown = "".join(f"; '{name}' is not known" for name in divisions.unknown)
    known = divisions.known()
    if not known:
        return Answer(place=None, reason=f"{missing}{unknown}")
    place = known[0]
    what = _SMALLEST.get(place.level, "division")
    return Answer(
        place=place,
        **_precision(place, near=False),
        score=_FALLEN_BACK if fold(asked.place) else _AS_SAID,
        reason=f"{missing}; its {what} instead{unknown}",
    )


_SMALLEST = MappingProxyType(
    {Level.ADMIN2: "district", Level.ADMIN1: "first-order division", Level.COUNTRY: "country"}
)
_AS_SAID = 0.9
"""Score of a division or country where nothing smaller is named."""
_FALLEN_BACK = 0.3
"""Score of a division that stands for a place in it: near the share of districts whose middle is within
25 km of a place in them (benchmarks/accuracy_tables.py)."""


class _Precision(TypedDict):
    """How precisely a place is known."""

    geo_precision: int
    where_prec: int
    radius_m: float


def _precision(place: Place, *, near: bool) -> _Precision:
    """Tell how precisely a place is known, from its level and its reach."""
    geo, where = NEAR_CODES if near else CODES[place.level]
    if place.level in _AREAS:
        return {
            "geo_precision": geo,
            "where_prec": where,
            "radius_m": place.radius_m or AREA_RADII_M[place.level],
        }
    reach_m = place.radius_m or town_radius_m(place.population)
    if reach_m > ROUGH_M and place.population < TOWN:
        where = 2  # the gazetteer itself only knows roughly where it is
    return {
        "geo_precision": geo,
        "where_prec": where,
        "radius_m": reach_m + (NEAR_RADIUS_M if near else 0.0),
    }


ROUGH_M = 10_000.0
TOWN = 100_000
