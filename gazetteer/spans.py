"""Stretches of a text that the gazetteer knows as names: candidates, not yet judged."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from gazetteer.names import NameKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazetteer.index import Entry
    from gazetteer.lexicon import Lexicon
    from gazetteer.reading import Reading
    from gazetteer.store import Gazetteer

_CODE = int(NameKind.CODE)

LONGEST_GROUND = 4
"""Words of a name that only its type word gives away."""

LONGEST_SPAN = 6
"""Words; of the names that news uses only constitutional ones of states are longer."""

_JOINTS = frozenset((" ", "-", "\u2011", "\u00a0"))
# Small words right before or after the name of a small place: "the village Jilawoor", "Bredjing camp".
_TYPES = frozenset(
    "camp camps village villages town settlement hamlet locality subdistrict sub-district neighborhood "
    "neighbourhood airport lga junction".split()
)
_POSSESSIVES = frozenset(("'s", "\u2019s"))
_STOPPED = frozenset(("st", "ste", "mt", "ft", "s", "n", "e", "w"))
# Small words inside names: "Rio de Janeiro", "Stoke-on-Trent", "Mukuru kwa Njenga".
_SMALL = frozenset(
    "a ad al an and ar as ash at au aux az ben bin da das de del der des di do dos du e ed el en er es esh "
    "et ez i ibn in la las le les los na nad of on op os pod s sous sur the u und upon van von wa kwa y ya "
    "za".split()
)
# "First Avenue", "North Street", "Old Town Road": function words elsewhere, names before a street.
_STREET_STARTS = frozenset(
    "first second third old new north south east west park state market church court".split()
)
ARTICLES = frozenset(("al", "el", "as", "ad", "an", "ash", "ar", "at", "az", "es", "ez"))
"""The Arabic article as it is romanised, before what it belongs to: "al-Bab"."""


@dataclass(frozen=True, slots=True)
class Span:
    """Words `first` to `last` (inclusive) of a reading, up to code point `end`, filed under `key`."""

    first: int
    last: int
    end: int
    key: str
    entries: Sequence[Entry]


class Ground(IntEnum):
    """By which word an unknown name tells that it is named ground.

    A word of its own ("Elm Street", "Green Mountain", "Lake Mary"), a type word beside it ("Nipa town", "the
    village of Jilawoor"), or no more than a preposition or verb that leads to places ("in Kolahun").
    """

    NONE = 0
    STREET = 1
    FEATURE = 2
    LEAD = 3
    TYPED = 4
    LED = 5


def ground_at(reading: Reading, first: int, lexicon: Lexicon) -> tuple[Span, Ground] | None:
    """Find a name that tells by a word of its own that it is ground: "Elm Street", "Lake Mary".

    The gazetteer need not know it. Runs of capitalised words only, the longest that ends so.
    """
    if not reading.capital[first] or reading.lower[first] in lexicon.lists["never"] - _STREET_STARTS:
        return None
    last = first
    best = (first, Ground.NONE)
    if reading.lower[first] in lexicon.lists["ground_starts"] and _adjoins(reading, first):
        best = (first + 1, Ground.LEAD)
    while last - first + 1 < LONGEST_GROUND and _adjoins(reading, last):
        last += 1
        ground = _ground_of(reading.lower[last], lexicon)
        if ground:
            best = (last, ground)
    if not best[1]:
        best = _led(reading, first, lexicon)
    if not best[1]:
        return None
    words = reading.keys[first : best[0] + 1]
    return Span(first, best[0], reading.ends[best[0]], " ".join(words), ()), best[1]


def _led(reading: Reading, first: int, lexicon: Lexicon) -> tuple[int, Ground]:
    """Find the end of a run of capitals that only the words around it give away as ground."""
    before, gap = reading.word(first - 1), reading.gap(first - 1)
    if first == 0 or gap != " " or reading.capital[first - 1] or len(reading.words[first]) < 3:
        return first, Ground.NONE
    last = first
    while last - first + 1 < LONGEST_GROUND and _runs_on(reading, last):
        last += 1
    if any(reading.lower[at] in lexicon.lists[no] for at in (first, last) for no in ("never", "peoples")):
        return first, Ground.NONE
    after = reading.word(last + 1) if reading.gap(last) == " " else ""
    # "the Department of X" names a body
    of = before == "of" and reading.word(first - 2) in lexicon.level_before and not reading.capital[first - 2]
    if of or (after in lexicon.level_after) or before in _TYPES or after in _TYPES:
        return last, Ground.TYPED
    leads = before in lexicon.lists["locative"] - {"at"} or before in lexicon.lists["striking"]
    return (last, Ground.LED) if leads else (first, Ground.NONE)


def _runs_on(reading: Reading, index: int) -> bool:
    """Whether a capitalised word follows that may belong to the same unknown name: "Tulo-Burago"."""
    following = index + 1
    return reading.gap(index) in {" ", "-"} and following < len(reading) and reading.capital[following]


def _adjoins(reading: Reading, index: int) -> bool:
    """Whether a capitalised word follows with nothing but a space between."""
    following = index + 1
    return reading.gap(index) == " " and following < len(reading) and reading.capital[following]


def _ground_of(word: str, lexicon: Lexicon) -> Ground:
    if word in lexicon.lists["ground_streets"]:
        return Ground.STREET
    return Ground.FEATURE if word in lexicon.lists["features"] else Ground.NONE


def starts(reading: Reading, index: int) -> bool:
    """Whether a name may begin at this word."""
    if reading.capital[index]:
        return True
    if reading.gaps[index] == "-" and reading.lower[index] in ARTICLES:  # "al-Bab"
        following = index + 1
        if following < len(reading) and reading.capital[following]:
            return True
    letter = reading.words[index][0]  # one of a script without case
    return not letter.isascii() and letter.lower() == letter.upper() and letter.isalpha()


def spans_at(reading: Reading, first: int, gazetteer: Gazetteer) -> list[Span]:
    """Every known name that begins at a word, longest first."""
    found: list[Span] = []
    key = reading.keys[first]
    last = first
    while key:
        found += _filed(reading, first, last, key, gazetteer)
        if not _goes_on(reading, first, last) or not gazetteer.starts_name(_joined(key, reading, last)):
            break
        key = f"{_joined(key, reading, last)} {reading.keys[last + 1]}"
        last += 1
    found.reverse()
    return found


def _filed(reading: Reading, first: int, last: int, key: str, gazetteer: Gazetteer) -> Iterator[Span]:
    """Yield the names that end at a word: without its possessive, and with it ("St. John's")."""
    if not (reading.capital[last] or last == first or reading.gaps[last - 1] == "-"):
        return
    if entries := known(key, gazetteer):
        yield Span(first, last, reading.ends[last], key, entries)
    if last > first and reading.gaps[last][:2] in _POSSESSIVES:
        owner = _joined(key, reading, last)
        if entries := known(owner, gazetteer):
            yield Span(first, last, reading.ends[last] + 2, owner, entries)


def _joined(key: str, reading: Reading, last: int) -> str:
    """Give the key back its possessive: names are filed without the apostrophe."""
    return f"{key}s" if reading.gaps[last][:2] in _POSSESSIVES else key


def known(key: str, gazetteer: Gazetteer) -> list[Entry]:
    """Places with this name, without those of which it is only a code ("DXB")."""
    return [entry for entry in gazetteer.entries(key) if entry.kind != _CODE]


def _goes_on(reading: Reading, first: int, last: int) -> bool:
    """Whether the word after `last` may belong to the same name."""
    following = last + 1
    if following >= len(reading) or last - first + 1 >= LONGEST_SPAN or reading.short[last]:
        return False
    gap = reading.gaps[last]
    if gap[:2] in _POSSESSIVES:
        gap = gap[2:]
    if gap not in _JOINTS and not (gap == ". " and reading.lower[last] in _STOPPED):
        return False
    return reading.capital[following] or reading.lower[following] in _SMALL or gap == "-"
