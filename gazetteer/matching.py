"""What a name may stand for, before it is weighed: exact, by its division, alike, mistyped, in part.

The ways are tried in turn; one is enough when it leads to a place that is called so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from gazetteer.index import MOST_NAMESAKES
from gazetteer.model import Level
from gazetteer.names import NameKind, adjective_stem, fold, strip_type
from gazetteer.prior import KIND_POINTS, prior
from gazetteer.spelling import Family, is_near_slavic, romanise, sound_out, spelling_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from gazetteer.store import Gazetteer

TYPED_POINTS = 3.0
"""What a division gains by being called so with a type word: "Kyiv region" is the oblast, not the city."""

OWN_POINTS = 20.0
"""What a place gains by a user's own layer giving it the name: more than a capital has over a hamlet."""

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
_LEAST_LIKENESS = MappingProxyType({Family.SLAVIC: 0.4, Family.ARABIC: 0.6, Family.BURMESE: 0.6})
"""Arabic and Burmese keys are little but consonants and need more agreement in what is written."""
_LARGE = frozenset({Level.COUNTRY, Level.REGION, Level.SEA, Level.ADMIN1})
_LEAST_LARGE_LIKENESS = 0.75
"""Great places are known by their names; their size would make up for any unlikeness."""
_SLAVIC = re.compile(r"[čćďěłľňńřšśťůžźżĺŕ]|ów|ród\b", re.IGNORECASE)
"""Letters of Czech, Slovak, Polish and South Slavic; Baltic languages have some too, and lie beside."""
_FOREIGN_POINTS = -3.0
_OWN_NAMES = frozenset({NameKind.MAIN, NameKind.PREFERRED, NameKind.BARE, NameKind.SCRIPT})
_ENOUGH_POINTS = 4.0
"""What a place must have for other spellings to be left alone: a main name of 300 people or more."""
_INFLECTED_POINTS = -0.2
"""A form of a name, where the name itself means something else as well."""
_ENDLESS_POINTS = -6.0
"""The same where the form has lost its ending ("Сум", of "Суми"): most words without one are names."""
_SEAT_POINTS = -0.5
_SEAT_MARGIN = 1.0
"""Only seats that are nearly the likeliest place of the name: others are old names of little towns."""
_STEM_POINTS = -2.0
_LONGEST_ENDING = 4
"""Letters that a town's name may have beyond the stem of its division's adjective: "Maryin-ka"."""
_LONG_STEM = 4
_PART_POINTS = -5.0
_LONG_PART = 5
_SHORTEST_TYPO = 4
_LONG_NAME = 8
"""Letters; in shorter names two wrong ones leave too little."""

_DIVISIONS = frozenset({Level.ADMIN1, Level.ADMIN2})


@dataclass(frozen=True, slots=True)
class Match:
    """A row that a name led to: how well, as which kind of name, and why."""

    row: int
    kind: NameKind
    points: float
    reason: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A name as it is looked up.

    Attributes
    ----------
    name
        As written.
    keys
        Folded: whole, then without what stands in brackets, then without type words.
    level
        What the type words say the place is.
    sound
        Folded after its marks were sounded out, without type words.
    """

    name: str
    keys: tuple[str, ...]
    level: Level | None
    sound: str

    @property
    def bare(self) -> str:
        """The key without brackets and type words."""
        return self.keys[-1]


_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")


def ask(name: str) -> Asked:
    """Prepare a name for being looked up.

    >>> ask("Rami village (Idlib)").keys
    ('rami village idlib', 'rami village', 'rami')
    """
    outside = _BRACKETS.sub(" ", name)
    key = fold(outside) or fold(name)
    typed = strip_type(key)
    sound = strip_type(fold(sound_out(outside))).name
    return Asked(name, tuple(dict.fromkeys((fold(name), key, typed.name))), typed.level, sound)


def find_matches(
    gazetteer: Gazetteer,
    asked: Asked,
    keep: Callable[[int], bool],
    *,
    most: int = MOST_NAMESAKES,
    edits: int = 2,
) -> list[Match]:
    """Find the rows that a name may mean, among those to keep; each once, in its best way.

    Of the names that lead to a place in one way, so many matches are looked at, the likeliest of each.
    """
    found: dict[int, Match] = {}
    for find in (_exact, _inflected, _adjectival, _alike, *((_far,) if edits > 1 else ()), _in_part):
        matches = list(islice((match for match in find(gazetteer, asked) if keep(match.row)), most))
        for match in (*matches, *_of_seats(gazetteer, asked, matches)):
            known = found.get(match.row)
            if known is None or match.points > known.points:
                found[match.row] = match
        if any(_is_enough(gazetteer, match) for match in found.values()) or (
            found and find not in {_exact, _inflected}
        ):
            break
    return list(found.values())


def points_of(gazetteer: Gazetteer, match: Match) -> float:
    """Points of a match before anything else that was asked counts."""
    row = match.row
    base = prior(gazetteer.level_at(row), gazetteer.population_at(row), gazetteer.flags_at(row))
    return match.points + base + KIND_POINTS[match.kind]


def _is_enough(gazetteer: Gazetteer, match: Match) -> bool:
    """Whether names like the one asked need not be tried."""
    return (match.kind in _OWN_NAMES and match.points >= 0) or points_of(gazetteer, match) >= _ENOUGH_POINTS


_KIND_REASONS = MappingProxyType(
    {
        NameKind.MAIN: "its main name",
        NameKind.PREFERRED: "its English name",
        NameKind.VARIANT: "another spelling of its name",
        NameKind.BARE: "its name without the type word",
        NameKind.OTHER: "another name of it",
        NameKind.SCRIPT: "its name in another script",
        NameKind.CODE: "an abbreviation of it",
    }
)


def _exact(gazetteer: Gazetteer, asked: Asked) -> Iterable[Match]:
    for key in asked.keys:
        whole = TYPED_POINTS if asked.level and key != asked.bare else 0.0
        own = {entry.row for entry in gazetteer.own_entries(key)}
        for entry in gazetteer.names.each(key):
            if entry.row in own:
                yield Match(entry.row, NameKind.MAIN, whole + OWN_POINTS, "your own layer calls it so")
            else:
                yield Match(entry.row, entry.kind, whole, _KIND_REASONS[entry.kind])


def _inflected(gazetteer: Gazetteer, asked: Asked) -> Iterable[Match]:
    """Places that a Ukrainian or Russian sentence calls so: "Харкові" of "Харків"."""
    if not "\u0400" <= asked.bare[:1] <= "\u052f":
        return
    from gazetteer import inflection, surroundings  # noqa: PLC0415 - their tables cost more than most look-ups

    key, said = surroundings.part_type(asked.bare, surroundings.shipped())
    endings = inflection.shipped()
    endless = {e.row for name in inflection.endless(key, endings) for e in gazetteer.entries(name)}
    for entry in inflection.meant(key, said or asked.level, gazetteer, endings):
        points = _ENDLESS_POINTS if entry.row in endless else _INFLECTED_POINTS
        yield Match(entry.row, entry.kind, points, f"a form of {_KIND_REASONS[entry.kind]}")


def _of_seats(gazetteer: Gazetteer, asked: Asked, matches: Sequence[Match]) -> Iterable[Match]:
    """Divisions whose seat is called so: "Odessa oblast" of Odesa, "Dnipropetrovsk region" of Dnipro."""
    if asked.level not in _DIVISIONS or not matches:
        return
    best = max(points_of(gazetteer, match) for match in matches)
    for match in matches:
        if points_of(gazetteer, match) < best - _SEAT_MARGIN:
            continue
        for parent in gazetteer.parents(match.row):
            if gazetteer.level_at(parent) is asked.level and gazetteer.seat_of(parent) == match.row:
                points = match.points + _SEAT_POINTS
                yield replace(match, row=parent, points=points, reason=f"{match.reason} (of its seat)")


def _adjectival(gazetteer: Gazetteer, asked: Asked) -> Iterable[Match]:
    """Places after which a Slavic adjective is made: "Maryinsky raion" of Maryinka."""
    stem = adjective_stem(asked.bare)
    if asked.level not in _DIVISIONS or len(stem) < _LONG_STEM:
        return
    for name in gazetteer.names.starting(stem, longest=len(stem) + _LONGEST_ENDING):
        points = _STEM_POINTS - (len(name) - len(stem)) / _LONGEST_ENDING
        if name not in asked.keys:
            for entry in gazetteer.entries(name):
                yield Match(entry.row, entry.kind, points, f"an adjective of {name!r}")


def _alike(gazetteer: Gazetteer, asked: Asked) -> Iterable[Match]:
    """Places whose name sounds like this one, or is one letter off."""
    for family in _LEAST_LIKENESS:
        for match in _sounding(gazetteer, asked, family):
            yield _at_distance(gazetteer, asked, match)
    keys = dict.fromkeys((*asked.keys, romanise(asked.bare)))
    for key in keys if len(asked.bare) >= _SHORTEST_TYPO else ():
        for match in _edited(gazetteer, key, gazetteer.names.one_edit(key), "one letter differs from"):
            yield _at_distance(gazetteer, asked, match)


def _sounding(gazetteer: Gazetteer, asked: Asked, family: Family) -> Iterable[Match]:
    """Places whose name has the same key."""
    sound = spelling_key(asked.sound, family)
    for name in gazetteer.names.sounding(family, sound) if sound else ():
        likeness = _likeness(asked.sound, name)
        unlike = likeness < _LEAST_LIKENESS[family] or _directions(name) != _directions(asked.bare)
        if unlike or name in asked.keys:
            continue
        for entry in gazetteer.entries(name):
            is_large = gazetteer.level_at(entry.row) in _LARGE and asked.level is None
            if likeness >= _LEAST_LARGE_LIKENESS or not is_large:
                points = _SOUND_POINTS - _UNLIKE_POINTS * (1 - likeness)
                yield Match(entry.row, entry.kind, points, f"spelled like {name!r}")


def _at_distance(gazetteer: Gazetteer, asked: Asked, match: Match) -> Match:
    """Take points from a place where nobody writes names with the letters that were asked."""
    if not _SLAVIC.search(asked.name) or is_near_slavic(gazetteer.country_at(match.row)):
        return match
    return replace(match, points=match.points + _FOREIGN_POINTS)


def _far(gazetteer: Gazetteer, asked: Asked) -> Iterable[Match]:
    """Places whose name is two letters off."""
    if len(asked.bare) >= _LONG_NAME:
        names = gazetteer.names.two_edits(asked.bare)
        yield from _edited(gazetteer, asked.bare, names, "two letters differ from")


def _edited(gazetteer: Gazetteer, key: str, names: Iterable[str], how: str) -> Iterable[Match]:
    for name in names:
        if _directions(name) != _directions(key):
            continue
        points = _EDIT_POINTS - _UNLIKE_POINTS * (1 - _likeness(key, name))
        if name[0] != key[0]:
            points += _FIRST_LETTER_POINTS
        for entry in gazetteer.entries(name):
            lost = 0.0 if entry.kind in _OWN_NAMES else _ALTERNATE_EDIT_POINTS
            yield Match(entry.row, entry.kind, points + lost, f"{how} {name!r}")


_DIRECTIONS = frozenset(
    "north northern south southern east eastern west western central upper lower northeast northwest "
    "northeastern northwestern southeast southwest southeastern southwestern".split()
)


def _directions(key: str) -> list[str]:
    """Words that part one place from its neighbour though few letters differ: "north eastern"."""
    return [word for word in key.split() if word in _DIRECTIONS]


def _likeness(asked: str, name: str) -> float:
    """Likeness of two folded names in Latin letters, 0 to 1."""
    return fuzz.ratio(romanise(asked), romanise(name)) / 100


def _in_part(gazetteer: Gazetteer, asked: Asked) -> Iterable[Match]:
    """Places of what stands in brackets, or of the first part of a name with a hyphen."""
    first, hyphen, _ = asked.name.partition("-")
    parts = [*re.findall(r"[(\[]([^()\[\]]+)[)\]]", asked.name), first if hyphen else ""]
    for key in map(fold, parts):
        if len(key) >= _LONG_PART:
            for entry in gazetteer.entries(key):
                yield Match(entry.row, entry.kind, _PART_POINTS, f"called {key!r}, part of the name")
