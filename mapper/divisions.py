"""The country and the divisions that a row of a table names, as tables name them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.model import Level
from gazetteer.names import fold
from gazetteer.within import contains, distance_m
from mapper.codes import AREA_RADII_M

if TYPE_CHECKING:
    from gazetteer.model import Place
    from gazetteer.store import Gazetteer

DIVISIONS = frozenset({Level.ADMIN1, Level.ADMIN2, Level.REGION})

BORDER_KM = 50.0
"""Over this distance from the division that its row names, the fit of a namesake fades to a third: the place
itself may be missing, and then its division says more."""

CODE_LENGTH = 2
SHORT = 4
"""Letters; a name as short as that has to fit as it is."""
LEAST_SURE = 0.02
"""Score below which a name is not believed."""
SURE = 0.5
"""Score from which a division is believed to lie in another country than the row says."""
MANY = 20
"""Candidates that are looked at: namesakes in one country are seldom more."""

_SIDES = frozenset(
    "north south east west northern southern eastern western northeast northwest southeast southwest".split()
    + "northeastern northwestern southeastern southwestern central upper lower".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a row says of where, as written; empty where it says nothing."""

    place: str = ""
    admin2: str = ""
    admin1: str = ""
    country: str = ""


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
        found = [each.place for each in gazetteer.lookup(name, limit=MANY)]
    return next((place for place in found if place.level is Level.COUNTRY), None)


def _division(name: str, within: Place | None, level: Level, gazetteer: Gazetteer) -> Place | None:
    """Find a division by its name, or by what is left of that without type words."""
    found = (_named(text, within, level, gazetteer) for text in _without_type(name))
    return next((place for place in found if place is not None), None)


def _named(name: str, within: Place | None, level: Level, gazetteer: Gazetteer) -> Place | None:
    """Find a division by name, of the level asked for if there is one, in the larger one if that is known."""
    near = (within.lon, within.lat) if within and within.level is not Level.COUNTRY else None
    country = within.country if within else ""
    answers = gazetteer.lookup(name, country=country, near=near, limit=MANY) if fold(name) else ()
    there = [each for each in answers if _same_side(name, each.place.name)]
    found = [each for each in there if each.place.level in DIVISIONS]
    found = found or [each for each in there if each.score >= LEAST_SURE]
    if near and within:
        inside = [each for each in found if contains(within, each.place) or each.place.id == within.id]
        found = inside or [each for each in found if apart_km(within, each.place) <= BORDER_KM]
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
    there = gazetteer.lookup(name, near=(country.lon, country.lat), limit=MANY) if fold(name) else ()
    likely = (each.place for each in there if each.score >= SURE and each.place.level in DIVISIONS)
    return next((place for place in likely if apart_km(country, place) <= BORDER_KM), None)


def apart_km(division: Place, place: Place) -> float:
    """Kilometres from a division's reach to a place; 0 within it."""
    reach_m = division.radius_m or AREA_RADII_M.get(division.level, 0.0)
    return max(0.0, distance_m(division.lon, division.lat, place.lon, place.lat) - reach_m) / 1000
