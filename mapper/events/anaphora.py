"""Places that a sentence names by a word for what they are: "the town", "that state", "there"."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import chain
from typing import TYPE_CHECKING

from gazetteer.model import Level

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from gazetteer.model import Resolution

_TOWN = frozenset([Level.CITY, Level.POI])
_DIVISION = frozenset([Level.ADMIN1, Level.ADMIN2, Level.REGION])
_LEVELS = {
    **dict.fromkeys(["city", "town", "village", "settlement", "camp", "port"], _TOWN),
    **dict.fromkeys(
        ["state", "province", "region", "district", "county", "governorate", "island"], _DIVISION
    ),
    "country": frozenset([Level.COUNTRY]),
    "there": _TOWN | _DIVISION,
}
_WORD = re.compile(
    r"\b(?:(?:the|that|this|the same) (?P<word>city|town|village|settlement|camp|port|state|province|region|"
    r"district|county|governorate|island|country)\b(?! (?:of|council|government|news|media|police|media|tv))|"
    r"(?P<there>there)\b(?! (?:is|are|was|were|has|have|had|will|would|may|can|could)\b))",
    re.IGNORECASE,
)
_LOCAL = re.compile(
    r"\s+(?:city |town |county |fire )?(?:police|firefighters?|fire|sheriff|mayor|authorities|officials)\b",
    re.IGNORECASE,
)
_FORCE = re.compile(r"\b(?:police|firefighters?|sheriff's deputies) in $", re.IGNORECASE)
_QUARTER = re.compile(r" (?:neighbou?rhood|quarter|suburb|ward|block|estate|slum|compound)\b")
_HERE = re.compile(r" here\b")
_EVERYWHERE = re.compile(
    r"\b(?:nationwide|countrywide|(?:across|throughout|all over|around) the (?:country|nation))\b",
    re.IGNORECASE,
)
_SENTENCE = 400  # code points around a place in which its police may speak
_REACH = 900  # code points: some five sentences back


def place_meant(
    text: str, start: int, named: Sequence[Resolution], held: Container[str] = ()
) -> tuple[Resolution, str] | None:
    """Find the place that a sentence means by "the town" and the like.

    Parameters
    ----------
    text
        The sentence.
    start
        Where it begins in its document.
    named
        Places named in the document that can be where something happens, in order.
    held
        Ids of places where something was told to have happened: those are meant before others.

    Returns
    -------
    tuple or None
        The last place of that level named before, and the words that mean it.
    """
    for match in _WORD.finditer(text):
        levels = _LEVELS[(match["word"] or match["there"]).lower()]
        before = bisect_left(named, start, key=lambda resolution: resolution.mention.start)
        near = [
            resolution
            for resolution in reversed(named[:before])
            if start - resolution.mention.start <= _REACH
            and resolution.best is not None
            and resolution.best.place.level in levels
        ]
        events = (one for one in near if one.best is not None and one.best.place.id in held)
        points_back = match[0].lower().startswith(("that ", "this "))
        meant = next(iter(near) if points_back else chain(events, near), None)
        if meant is not None:
            return meant, match[0]
    return None


def is_here(text: str, end: int) -> bool:
    """Whether a place is told to be where the report is from: "a rally at Velusamypuram here"."""
    return bool(_HERE.match(text, end))


def is_quarter(text: str, end: int) -> bool:
    """Whether a name that ends there is called a part of a town: "the Abu Salim quarter"."""
    return bool(_QUARTER.match(text, end))


def says_here(text: str) -> bool:
    """Whether a sentence tells of something "here", and is nobody's speech."""
    return bool(_HERE.search(text)) and not any(mark in text for mark in '"“”')


def is_everywhere(text: str) -> str:
    """Return the words by which a sentence speaks of a whole country; empty where it does not."""
    match = _EVERYWHERE.search(text)
    return match[0] if match else ""


def home_of(text: str, start: int, mentioned: Sequence[Resolution]) -> Resolution | None:
    """Find the town whose own police or officials tell of something near `start`: "Dayton police said".

    Parameters
    ----------
    text
        The document.
    start
        Code point of the place, or of the sentence, that is in question.
    mentioned
        All resolved names of the document, in order.
    """
    for resolution in mentioned:
        mention, best = resolution.mention, resolution.best
        if mention.start > start + _SENTENCE:
            return None
        is_near = mention.start >= start - _SENTENCE // 2
        is_town = is_near and best is not None and best.place.level in _TOWN
        if is_town and (_LOCAL.match(text, mention.end) or _FORCE.search(text[: mention.start][-40:])):
            return resolution
    return None


def region_before(start: int, named: Sequence[Resolution]) -> Resolution | None:
    """Find the province or district named last before `start`, not far back."""
    before = bisect_left(named, start, key=lambda resolution: resolution.mention.start)
    for resolution in reversed(named[:before]):
        if start - resolution.mention.start > _REACH:
            return None
        if resolution.best is not None and resolution.best.place.level in (Level.ADMIN1, Level.ADMIN2):
            return resolution
    return None
