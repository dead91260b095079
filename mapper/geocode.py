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
from gazetteer.within import contains, distance_m
from mapper.codes import AREA_RADII_M, CODES, NEAR_CODES, NEAR_RADIUS_M, town_radius_m

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gazetteer.model import Place
    from gazetteer.store import Gazetteer


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a row says of where, as written; empty where it says nothing."""

    place: str = ""
    admin2: str = ""
    admin1: str = ""
    country: str = ""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Divisions:
    """The divisions that a row names, as far as they are known."""

    country: Place | None = None
    admin1: Place | None = None
    admin2: Place | None = None
    unknown: tuple[str, ...] = ()

    def known(self) -> list[Place]:
        """From the smallest up."""
        return [each for each in (self.admin2, self.admin1, self.country) if each is not None]


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

_DIVISIONS = frozenset({Level.ADMIN1, Level.ADMIN2, Level.REGION})
_AREAS = frozenset({*_DIVISIONS, Level.COUNTRY, Level.SEA})

# How well a candidate fits the divisions that its row names.
_OVER_THE_BORDER = 0.5
"""Divisions were redrawn since, or the row is wrong."""
_BORDER_KM = 50.0
"""Over this distance from the division that its row names, the fit of a namesake fades to a third: the place
itself may be missing, and then its division says more."""
_PART_OF_NAME = 0.8
"""What a candidate is worth that answers to a part of what is written."""
_SIDES = frozenset(
    "north south east west northern southern eastern western northeast northwest southeast southwest".split()
    + "northeastern northwestern southeastern southwestern central upper lower".split()
)
CODE_LENGTH = 2
SHORT = 4
_NAMED_AFTER = 80
"""Likeness in hundredths of a division's name and its seat's for one to be named after the other."""
_TWICE_NAMED = 0.3
"""What a division is worth as the place itself, where the row names it beside the place."""
_LEAST_SURE = 0.02
_SURE = 0.5
_MANY = 20


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
        if best is not None and best.weight >= _LEAST_SURE:
            return _found(best, weighed, divisions)
    return _fall_back(asked, divisions)


def find_divisions(asked: Asked, gazetteer: Gazetteer) -> Divisions:
    """Find the country and the divisions that a row names."""
    country = find_country(asked.country, gazetteer)
    if asked.country and not country:
        return Divisions(unknown=(asked.country,))
    admin1 = _named(asked.admin1, country, Level.ADMIN1, gazetteer)
    if admin1 is None and country is not None:
        # Tables file disputed land under one of the states that hold or claim it.
        admin1 = _beside(asked.admin1, country, gazetteer)
        country = (admin1 and find_country(admin1.country, gazetteer)) or country
    admin1 = admin1 or _division(asked.admin1, country, Level.ADMIN1, gazetteer)
    admin2 = _division(asked.admin2, admin1 or country, Level.ADMIN2, gazetteer)
    named = ((asked.admin2, admin2), (asked.admin1, admin1))
    return Divisions(
        country=country,
        admin1=admin1,
        admin2=admin2,
        unknown=tuple(name for name, found in named if name and not found),
    )


def find_country(name: str, gazetteer: Gazetteer) -> Place | None:
    """Find a country by any of its names, or by its code of two or three letters (ISO 3166-1).

    A short name has to fit as it is: "UA" is one letter from "USA".
    """
    key = fold(name)
    row = gazetteer.country_row(key.upper()) if len(key) == CODE_LENGTH else None
    if row is not None:
        return gazetteer.place_at(row)
    if len(key) <= SHORT:
        found = [gazetteer.place_at(entry.row) for entry in gazetteer.entries(key)]
    else:
        found = [each.place for each in gazetteer.lookup(name, limit=_MANY)]
    return next((place for place in found if place.level is Level.COUNTRY), None)


def _division(name: str, within: Place | None, level: Level, gazetteer: Gazetteer) -> Place | None:
    """Find a division by its name, or by what is left of that without type words."""
    found = (_named(text, within, level, gazetteer) for text in _without_type(name))
    return next((place for place in found if place is not None), None)


def _named(name: str, within: Place | None, level: Level, gazetteer: Gazetteer) -> Place | None:
    """Find a division by name, of the level asked for if there is one, in the larger one if that is known."""
    near = (within.lon, within.lat) if within and within.level is not Level.COUNTRY else None
    country = within.country if within else ""
    answers = gazetteer.lookup(name, country=country, near=near, limit=_MANY) if fold(name) else ()
    there = [each for each in answers if _same_side(name, each.place.name)]
    found = [each for each in there if each.place.level in _DIVISIONS]
    found = found or [each for each in there if each.score >= _LEAST_SURE]
    if near and within:
        inside = [each for each in found if contains(within, each.place) or each.place.id == within.id]
        found = inside or [each for each in found if _apart_km(within, each.place) <= _BORDER_KM]
    ranked = sorted(found, key=lambda each: (each.place.level is not level, -each.score, each.place.id))
    return ranked[0].place if ranked else None


def _without_type(name: str) -> list[str]:
    """Give a division's name, and the same without its last word or two, which mostly say what it is.

    Examples
    --------
    >>> _without_type("Horlivka City municipality")
    ['Horlivka City municipality', 'Horlivka City', 'Horlivka']
    """
    words = name.split()
    return [" ".join(words[: len(words) - less]) for less in range(min(3, len(words)))]


def _same_side(asked: str, name: str) -> bool:
    """Whether two names do not say different sides: Karachi West is one letter from Karachi East."""
    one, other = (_SIDES & set(fold(text).split()) for text in (asked, name))
    return not one or not other or one == other


def _beside(name: str, country: Place, gazetteer: Gazetteer) -> Place | None:
    """Find a division in a neighbouring country, or in none."""
    there = gazetteer.lookup(name, near=(country.lon, country.lat), limit=_MANY) if fold(name) else ()
    likely = (each.place for each in there if each.score >= _SURE and each.place.level in _DIVISIONS)
    return next((place for place in likely if _apart_km(country, place) <= _BORDER_KM), None)


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
    is_division = strip_type(fold(name.text)).level in _DIVISIONS
    weighed = []
    for candidate in gazetteer.lookup(name.text, country=code, near=near, limit=_MANY):
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
    apart_km = min(_apart_km(each, place) for each in named)
    if divisions.admin2 is not None and apart_km > _BORDER_KM:
        return 0.0
    return _OVER_THE_BORDER * math.exp(-apart_km / _BORDER_KM)


def _apart_km(division: Place, place: Place) -> float:
    """Kilometres from a division's reach to a place; 0 within it."""
    reach_m = division.radius_m or AREA_RADII_M.get(division.level, 0.0)
    return max(0.0, distance_m(division.lon, division.lat, place.lon, place.lat) - reach_m) / 1000


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
