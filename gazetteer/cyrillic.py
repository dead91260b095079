"""Ukrainian and Russian text to mentions: which capitalised words name a place, in whatever case they stand.

The judge of English text (`gazetteer.tagger`) goes by English words. Here the words around a name are read
by lists (``data/cyrillic.toml``) and weighed by hand; other languages in Cyrillic letters get by with
what is the same in theirs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer import inflection
from gazetteer.columns import Flag
from gazetteer.inflection import adjective_stem, forms, go_on, in_order, is_cyrillic, known, land_stems, meant
from gazetteer.model import Level, Mention, Role
from gazetteer.names import fold
from gazetteer.prior import LEVEL_POINTS
from gazetteer.surroundings import shipped, type_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazetteer.index import Entry
    from gazetteer.inflection import Endings
    from gazetteer.reading import Reading
    from gazetteer.store import Gazetteer
    from gazetteer.surroundings import Surroundings

LONGEST_NAME = 4
"""Words."""
_LONGEST_LIST = 9
"""Words from an adjective to the noun that it shares with others: "X, Y and Z districts"."""
_SHORTEST_NAME = 4
"""Letters of a name in capitals; shorter ones are abbreviations."""
_SMALL_WORDS = frozenset(("на", "над", "під", "под", "и", "і", "де", "ла", "ель", "аль", "ан", "эль"))
_QUOTES = frozenset("«“„\"'‘")

# Points, one a factor e in odds; set by hand on half of a set of machine-coded headlines.
LEAST_POINTS = 1.0
_LOCATIVE = 2.5
_AMBIGUOUS = 0.9
_TYPED = 4.0
_MORE_WORDS = 1.5
_LARGE = 2.5
_FAME = ((100_000, 2.0), (20_000, 1.6), (5_000, 0.9), (1_000, 0.3))
"""People of the best known bearer -> points."""
_BRACKETED = 1.5
_PERSON = -4.0
_SURNAME = -1.8
_BESIDE = -1.5
_OPENS = -0.6
_OPENS_BENT = -2.5
_WRITTEN_SMALL = -2.5
_QUOTED = -2.0
_LISTED = 1.6
_ADJECTIVE = 10.0
"""An adjective of a name before a noun of place says both what it is and which."""
_HALVED = -3.0
"""Half of a name with a hyphen of which the gazetteer has not the whole."""
_SHAPED = 0.8
_FAMOUS = 2.0
"""Points of fame from which on a name is no mere surname."""

_DIVISIONS = frozenset({Level.ADMIN1, Level.ADMIN2})


@dataclass(frozen=True, slots=True)
class Name:
    """Words `first` to `last` (inclusive) that may name one of the entries' places; how surely, in points."""

    first: int
    last: int
    entries: Sequence[Entry]
    points: float
    level: Level | None = None
    role: Role = Role.PLACE


@dataclass(frozen=True, slots=True)
class _Page:
    """One text with all that reading it needs."""

    reading: Reading
    gazetteer: Gazetteer
    words: Surroundings
    endings: Endings


def find_cyrillic(reading: Reading, gazetteer: Gazetteer) -> list[Mention]:
    """Find the names in Cyrillic letters, in order, none overlapping another."""
    if not any(map(is_cyrillic, reading.words)):
        return []
    page = _Page(reading, gazetteer, shipped(), inflection.shipped())
    found: list[Name] = []
    free = 0
    for first in range(len(reading)):
        if first >= free and reading.capital[first] and is_cyrillic(reading.words[first]):
            listed = bool(found) and _goes_on_list(page, found[-1].last, first)
            name = _best_from(page, first, _LISTED * listed)
            if name is not None:
                found.append(name)
                free = name.last + 1
    return [_mention(reading, name) for name in found]


def meant_by(text: str, level: Level | None, gazetteer: Gazetteer) -> list[Entry]:
    """Find the places that a name in Cyrillic letters may mean as it is written, likeliest first."""
    full = shipped().short.get(text)
    return known(full, gazetteer) if full else meant(fold(text), level, gazetteer, inflection.shipped())


def level_around(reading: Reading, first: int, last: int) -> Level | None:
    """Read off the words around a name what kind of place it is; None where they do not say."""
    words = shipped()
    is_adjective = adjective_stem(reading.keys[last], inflection.shipped())
    if is_adjective and (typed := _type_after(reading, last, words)):
        return typed[0]
    return _level_before(reading, first, words)


def _level_before(reading: Reading, first: int, words: Surroundings) -> Level | None:
    """Level of the type word before a name; "the airfield of X" tells nothing of X."""
    level = words.before.get(_before(reading, first))
    return None if level is Level.POI else level


def _mention(reading: Reading, name: Name) -> Mention:
    start, end = reading.starts[name.first], reading.ends[name.last]
    return Mention(start=start, end=end, text=reading.text[start:end], level=name.level, role=name.role)


def _goes_on_list(page: _Page, last: int, first: int) -> bool:
    """Whether nothing but a comma or a joining word parts a name from the place before."""
    reading = page.reading
    if last + 1 == first:
        return reading.gaps[last] in {", ", " "}
    if last + 2 != first or reading.gaps[last] not in {" ", ", "} or reading.gaps[last + 1] != " ":
        return False
    return reading.keys[last + 1] in page.words.lists["joins"] | page.words.lists["locative"]


def _best_from(page: _Page, first: int, listed: float) -> Name | None:
    """Find the longest likely name that begins at a word; `listed` are points for the place before it."""
    word = page.reading.words[first]
    if word in page.words.short:
        entries = known(page.words.short[word], page.gazetteer)
        return Name(first, first, entries, _LARGE) if entries else None
    if word.isupper() and len(word) < _SHORTEST_NAME:
        return None
    names = [*_adjectives(page, first), *_nouns(page, first)]
    likely = [name for name in names if name.points + listed >= LEAST_POINTS]
    return max(likely, key=lambda name: (name.last, name.points), default=None)


# --- adjectives and lands ------------------------------------------------------------------------


def _adjectives(page: _Page, first: int) -> Iterator[Name]:
    """Yield the divisions and towns of which an adjective or a land's name speaks."""
    reading = page.reading
    for last in range(first, min(first + LONGEST_NAME, len(reading))):
        key = reading.keys[last]
        is_land = bool(land_stems(key, page.endings))
        typed = _type_after(reading, last, page.words) if adjective_stem(key, page.endings) else None
        if is_land or typed:
            level, role = typed or (Level.ADMIN1, Role.PLACE)
            entries = meant(" ".join(reading.keys[first : last + 1]), level, page.gazetteer, page.endings)
            if entries and (typed or page.gazetteer.level_at(entries[0].row) in _DIVISIONS):
                yield Name(first, last, entries, _ADJECTIVE, level, role)
        if not _joined(reading, last, "-"):
            break


def _type_after(reading: Reading, last: int, words: Surroundings) -> tuple[Level, Role] | None:
    """Read the noun that an adjective belongs to, perhaps with others: "X and Y regions"."""
    for at in range(last + 1, min(last + 1 + _LONGEST_LIST, len(reading))):
        gap = reading.gaps[at - 1]
        if gap not in {" ", ", ", "-", "\u00a0"}:
            return None
        word = _type_word(reading, at, words)
        if word and gap != ", ":
            level = words.after[word]
            role = Role.ORGANISATION if word in words.bodies else Role.PLACE
            # "the refinery of X" is X's, a town's
            return Level.CITY if level is Level.POI else level, role
        if reading.keys[at] not in words.lists["joins"] and not _is_adjectival(reading, at):
            return None
    return None


def _is_adjectival(reading: Reading, at: int) -> bool:
    """Whether a word may stand between an adjective and its noun: another adjective, or half of one."""
    ends = ("ии", "ого", "ому", "им", "іи", "ои", "оі", "их", "ая", "ую", "ом", "на", "ну", "ка", "ку", "кі")
    return reading.gaps[at] == "-" or reading.keys[at].endswith(ends)


def _type_word(reading: Reading, at: int, words: Surroundings) -> str:
    """Find which type word stands here; one with a hyphen is two words."""
    if reading.gaps[at] == "-" and at + 1 < len(reading):
        joined = f"{reading.lower[at]}-{reading.lower[at + 1]}"
        if joined in words.after:
            return joined
    return type_word(reading.lower[at], words)


# --- nouns ---------------------------------------------------------------------------------------


def _nouns(page: _Page, first: int) -> Iterator[Name]:
    """Yield the filed names that begin at a word, each with how surely a place is meant."""
    reading, gazetteer = page.reading, page.gazetteer
    begun: Sequence[str] = forms(reading.keys[first], page.endings)
    last = first
    while begun:
        entries = in_order((e for key in begun for e in known(key, gazetteer)), gazetteer)
        if entries and (last == first or reading.capital[last] or reading.gaps[last - 1] == "-"):
            yield Name(
                first,
                last,
                entries,
                _judge(page, first, last, entries),
                _level_before(reading, first, page.words),
                _role(page, first, last, entries),
            )
        if not _may_go_on(reading, first, last):
            return
        last += 1
        begun = go_on(begun, reading.keys[last], gazetteer, page.endings)


def _may_go_on(reading: Reading, first: int, last: int) -> bool:
    following = last + 1
    if following >= len(reading) or following - first >= LONGEST_NAME:
        return False
    fits = reading.capital[following] or reading.lower[following] in _SMALL_WORDS
    return _joined(reading, last, "-") or (fits and _joined(reading, last, " "))


def _joined(reading: Reading, last: int, joint: str) -> bool:
    return last + 1 < len(reading) and reading.gaps[last] == joint


def _judge(page: _Page, first: int, last: int, entries: Sequence[Entry]) -> float:
    """Weigh what speaks for and against a filed name being a place here."""
    reading, lists = page.reading, page.words.lists
    if page.gazetteer.own_entries(" ".join(reading.keys[first : last + 1])):
        return _TYPED  # a name that a user has given is one
    before = _before(reading, first)
    governed = before in lists["locative"]
    typed = before in page.words.before
    fame = _fame(page.gazetteer, entries)
    points = fame + _SHAPED * reading.keys[last].endswith(page.words.shapes)
    points += _LOCATIVE * governed + _TYPED * typed + _AMBIGUOUS * (before in lists["ambiguous"])
    points += _MORE_WORDS * (last > first)
    points += _BRACKETED * reading.gap(last).startswith((" (", ", ")) * (not reading.opens[first])
    if _is_half(reading, first - 1) or _is_half(reading, last):
        points += _HALVED
    if last == first:
        points += _alone(page, first, is_led=governed or typed, is_famous=fame >= _FAMOUS)
    if (first and reading.gaps[first - 1][-1:] in _QUOTES) and not typed:
        points += _QUOTED
    return points + _person(page, first, last, is_led=governed or typed)


def _is_half(reading: Reading, at: int) -> bool:
    """Whether a hyphen joins this word and the next, both with capitals."""
    return at >= 0 and _joined(reading, at, "-") and _is_name(reading, at) and _is_name(reading, at + 1)


def _alone(page: _Page, at: int, *, is_led: bool, is_famous: bool) -> float:
    """Weigh a single word by itself: common words, sentence starts, surnames."""
    reading = page.reading
    if reading.keys[at] in page.words.lists["never"]:
        return -math.inf
    points = 0.0
    if not (is_led or is_famous) and reading.keys[at].endswith(page.words.surnames):
        points += _SURNAME
    if reading.opens[at] and not is_led:
        # most words that open a sentence are common ones; names that do are its subject
        points += _OPENS if known(reading.keys[at], page.gazetteer) else _OPENS_BENT
    return points + _WRITTEN_SMALL * (reading.lower[at] in reading.small)


def _person(page: _Page, first: int, last: int, *, is_led: bool) -> float:
    """Weigh titles, first names and capitalised neighbours."""
    reading, lists = page.reading, page.words.lists
    before = _before(reading, first)
    if before in lists["titles"] and not _is_seat_of_office(reading, first):
        return _PERSON / 2
    if before in lists["first_names"] and reading.capital[first - 1]:
        return _PERSON
    after_is_name = _joined(reading, last, " ") and _is_name(reading, last + 1)
    if first == last and after_is_name:
        if reading.keys[first] in lists["first_names"]:
            return _PERSON
        return 0.0 if is_led else _BESIDE
    beside = first > 0 and _joined(reading, first - 1, " ") and _is_name(reading, first - 1)
    return _BESIDE if beside and not is_led and not reading.opens[first - 1] else 0.0


def _is_name(reading: Reading, at: int) -> bool:
    """Whether a word has a capital, and not only capitals: those are abbreviations."""
    return reading.capital[at] and not reading.words[at].isupper()


def _is_seat_of_office(reading: Reading, first: int) -> bool:
    """Whether a small title before a name governs a town: "мер Мелітополя" has the genitive."""
    is_small = not reading.capital[first - 1] or reading.opens[first - 1]
    return is_small and reading.keys[first].endswith(("а", "я", "и", "і", "у", "ы"))


def _fame(gazetteer: Gazetteer, entries: Sequence[Entry]) -> float:
    """Points for how well known the best known bearer is."""
    most = 0.0
    for row, _ in entries:
        if LEVEL_POINTS[gazetteer.level_at(row)] > LEVEL_POINTS[Level.CITY]:
            return _LARGE
        people = gazetteer.population_at(row)
        most = max(most, next((points for least, points in _FAME if people >= least), 0.0))
    return most


def _before(reading: Reading, first: int) -> str:
    """Return the word that leads a name, folded; empty where a sentence or a comma parts them."""
    if first == 0:
        return ""
    gap = reading.gaps[first - 1]
    if gap in {" ", "\u00a0", ". ", " «", ' "', " “", "."}:
        return reading.keys[first - 1]
    return ""


def _role(page: _Page, first: int, last: int, entries: Sequence[Entry]) -> Role:
    """Say what a name does: a capital that wants or says something is its government."""
    reading, lists = page.reading, page.words.lists
    is_capital = page.gazetteer.flags_at(entries[0].row) & Flag.CAPITAL
    led = _before(reading, first) in lists["locative"] | lists["ambiguous"]
    says = _joined(reading, last, " ") and reading.keys[last + 1] in lists["speaking"]
    return Role.SPEAKER if is_capital and says and not led else Role.PLACE
