"""Names in scripts that are neither Latin nor Cyrillic, where these part their words with spaces.

Arabic, Hebrew, Greek, Armenian, Georgian, Ethiopic and Hangul. Only names as they are filed are found, less
what is written together with them ("in", "and"; endings of case): lists in ``data/scripts.toml``. Most of
these scripts have no capitals to tell a name by, so a name must be that of a large place or be led by a
word of place. Chinese, Japanese, Thai and Burmese run their words together and are left alone.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from gazetteer.model import Level, Mention
from gazetteer.names import NameKind, fold
from gazetteer.prior import LEVEL_POINTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gazetteer.index import Entry
    from gazetteer.reading import Reading
    from gazetteer.store import Gazetteer

LONGEST_NAME = 4
"""Words."""
_SHORTEST = 2
"""Letters of a name from which something was cut off; a syllable is a letter in some of these scripts."""
_KNOWN_PEOPLE = 100_000
"""A name that nothing leads must be that of a place of so many; smaller ones are mostly common words."""
_LED_PEOPLE = 1_000
"""One after "in" or with "in" written together; after "the town of" any will do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What is known of a script's languages; whole words and `base` are folded.

    Attributes
    ----------
    first, last
        Its code points.
    before, after
        What may be written together with a name, the longest first, nothing last.
    locative
        Those of `before` that say that something is there.
    base
        What a name may end in where one of `after` was cut off.
    leads, never
        Words before a place; common words.
    levels
        Words before a place that say what it is.
    """

    first: str
    last: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    locative: frozenset[str]
    base: tuple[str, ...]
    leads: frozenset[str]
    never: frozenset[str]
    levels: Mapping[str, Level]

    def __contains__(self, word: str) -> bool:
        """Whether a word begins with one of its letters."""
        return self.first <= word[:1] <= self.last


@dataclass(frozen=True, slots=True)
class Lead:
    """What leads a name: so many code points written together with it, a preposition, a word of level."""

    cut: int
    is_led: bool
    level: Level | None


def read_scripts(text: str) -> tuple[Script, ...]:
    """Read the data file."""
    return tuple(_script(table) for table in tomllib.loads(text).values())


def _script(table: Mapping[str, str]) -> Script:
    words = {name: tuple(map(fold, listed.split())) for name, listed in table.items() if name != "letters"}
    first, last = table["letters"].split()
    return Script(
        first=first,
        last=last,
        before=tuple(sorted(table["before"].split(), key=len, reverse=True)),
        after=tuple(sorted(table["after"].split(), key=len, reverse=True)),
        locative=frozenset(table["locative"].split()),
        base=words["base"] or ("",),
        leads=frozenset(words["leads"]),
        never=frozenset(words["never"]),
        levels=dict.fromkeys(words["division"], Level.ADMIN1) | dict.fromkeys(words["city"], Level.CITY),
    )


@cache
def shipped() -> tuple[Script, ...]:
    """Read what comes with the package; once a process, for it never changes."""
    return read_scripts((resources.files("gazetteer") / "data" / "scripts.toml").read_text("utf-8"))


def is_other(word: str) -> bool:
    """Whether a word is in a script beyond Latin and Cyrillic.

    >>> is_other("غزة"), is_other("Αθήνα"), is_other("Gaza"), is_other("Газа")
    (True, True, False, False)
    """
    start = word[:1]
    return "\u0370" <= start <= "\u03ff" or (start >= "\u0530" and not "\u1c80" <= start <= "\u1fff")


def find_others(reading: Reading, gazetteer: Gazetteer) -> list[Mention]:
    """Find the names in these scripts, in order, none overlapping another."""
    if not any(map(is_other, reading.words)):
        return []
    found: list[Mention] = []
    free = 0
    for first, word in enumerate(reading.words):
        script = next((script for script in shipped() if word in script), None) if first >= free else None
        if script is not None and (name := _longest(reading, first, script, gazetteer)):
            mention, last = name
            found.append(mention)
            free = last + 1
    return found


def meant(key: str, gazetteer: Gazetteer) -> list[Entry]:
    """Find the places of a folded name of which a case ending was cut off ("თბილის")."""
    script = next((script for script in shipped() if key in script), None)
    bases = script.base if script is not None else ()
    return next((entries for base in bases if (entries := gazetteer.entries(key + base))), [])


def _longest(
    reading: Reading, first: int, script: Script, gazetteer: Gazetteer
) -> tuple[Mention, int] | None:
    """Find the longest name that begins at a word, and its last word."""
    found = (
        (mention, last)
        for lead in _leads(reading, first, script)
        for mention, last in _names(reading, first, lead, script, gazetteer)
    )
    return max(found, key=lambda name: (name[1], -name[0].start), default=None)


def _leads(reading: Reading, first: int, script: Script) -> Iterator[Lead]:
    """Yield a word whole, then without what may be written before a name."""
    before = reading.keys[first - 1] if first and reading.gaps[first - 1] == " " else ""
    level, is_led = script.levels.get(before), before in script.leads
    yield Lead(0, is_led, level)
    word = reading.words[first]
    for clitic in script.before:
        if word.startswith(clitic) and len(word) - len(clitic) >= _SHORTEST:
            yield Lead(len(clitic), is_led or clitic in script.locative, level)


def _names(
    reading: Reading, first: int, lead: Lead, script: Script, gazetteer: Gazetteer
) -> Iterator[tuple[Mention, int]]:
    """Yield the names that begin so, each with its last word."""
    key, start = "", reading.starts[first] + lead.cut
    for last in range(first, min(first + LONGEST_NAME, len(reading))):
        if last > first and reading.gaps[last - 1] not in {" ", "-"}:
            return
        word = reading.words[last][lead.cut if last == first else 0 :]
        for behind in _backs(word, script):
            whole = f"{key} {fold(word[: len(word) - behind])}".strip()
            if _is_place(whole, meant(whole, gazetteer), lead, script, gazetteer):
                end = reading.ends[last] - behind
                yield Mention(start=start, end=end, text=reading.text[start:end], level=lead.level), last
                break
        key = f"{key} {fold(word)}".strip()
        if not key or not gazetteer.starts_name(key):
            return


def _backs(word: str, script: Script) -> Iterator[int]:
    """Yield how many code points at the end of a word may not be the name's: none, then an ending."""
    yield 0
    for ending in script.after:
        if word.lower().endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            yield len(ending)


def _is_place(key: str, entries: Sequence[Entry], lead: Lead, script: Script, gazetteer: Gazetteer) -> bool:
    """Whether a name is known well enough to be one here."""
    if key in script.never:
        return False
    if lead.level is not None or gazetteer.own_entries(key):
        return bool(entries)
    least = _LED_PEOPLE if lead.is_led else _KNOWN_PEOPLE
    return any(
        LEVEL_POINTS[gazetteer.level_at(row)] > LEVEL_POINTS[Level.CITY]
        or gazetteer.population_at(row) >= least
        for row, kind in entries
        if kind is not NameKind.CODE
    )
