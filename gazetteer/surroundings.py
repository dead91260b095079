"""Words around a name in Ukrainian or Russian text that tell what it is: lists, shipped as data."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

from gazetteer.model import Level
from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST_WHOLE = 4
"""Letters; type words of so many stand for themselves, longer ones for all that begins so."""

AND, IN = "та|і|й|и", "в|у"
"""What joins names in a list, and what may lead each; as patterns."""

# "Бердянську Запорізької області"; "Куп'янського району Харківської"; "Чарівному на Херсонщині".
HOLDS_NEXT = re.compile(rf" (?:(?:району|района|р-ну) )?(?:(?:на|{IN}) )?")
"""What may stand between a name and that of what contains it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Words that tell what a name beside them is, folded but for `after`.

    Attributes
    ----------
    lists
        Named sets: ``locative``, ``ambiguous``, ``titles``, ``first_names``, ``never``, ``joins``,
        ``speaking``.
    before, after
        Type words -> level; `after` by how they begin.
    bodies
        Those type words of `after` that make the whole an organisation.
    surnames, shapes
        How surnames end, and names of towns in whatever case.
    short
        Capitals only -> folded name under which the place is filed.
    """

    lists: Mapping[str, frozenset[str]]
    before: Mapping[str, Level]
    after: Mapping[str, Level]
    bodies: frozenset[str]
    surnames: tuple[str, ...]
    shapes: tuple[str, ...]
    short: Mapping[str, str]


def read_surroundings(text: str) -> Surroundings:
    """Read the lists of the data file."""
    table = tomllib.loads(text)
    before = {Level.CITY: table["before"]["city"], Level.POI: table["before"]["poi"]}
    after = {Level(level): words for level, words in table["after"].items() if level != "organisation"}
    named = {
        "locative": table["before"]["locative"],
        "ambiguous": table["before"]["ambiguous"],
        "joins": table["joins"]["words"],
        "titles": table["people"]["titles"],
        "first_names": table["people"]["first_names"],
        "never": table["never"]["words"],
        "speaking": table["speaking"]["words"],
    }
    return Surroundings(
        lists=MappingProxyType({k: frozenset(map(fold, v.split())) for k, v in named.items()}),
        before=MappingProxyType({fold(w): level for level, words in before.items() for w in words.split()}),
        after=MappingProxyType({w: level for level, words in after.items() for w in words.split()}),
        bodies=frozenset(table["after"]["organisation"].split()),
        surnames=tuple(map(fold, table["people"]["surnames"].split())),
        shapes=tuple(map(fold, table["places"]["shapes"].split())),
        short=MappingProxyType({key: fold(name) for key, name in table["short"].items()}),
    )


def type_word(word: str, words: Surroundings) -> str:
    """Find which type word of `Surroundings.after` a small word is or begins with; empty for none.

    >>> type_word("областях", shipped()), type_word("порту", shipped()), type_word("портрет", shipped())
    ('област', 'порту', '')
    """
    for beginning in words.after:
        if word == beginning or (len(beginning) > _LONGEST_WHOLE and word.startswith(beginning)):
            return beginning
    return ""


def part_type(key: str, words: Surroundings) -> tuple[str, Level | None]:
    """Part a folded name from an inflected type word after or before it.

    >>> part_type("харківськіи області", shipped())
    ('харківськіи', <Level.ADMIN1: 'admin1'>)
    """
    first, _, rest = key.partition(" ")
    if rest and first in words.before:
        return rest, words.before[first]
    bare, _, last = key.rpartition(" ")
    if bare and (found := type_word(last, words)):
        return bare, words.after[found]
    return key, None


@cache
def shipped() -> Surroundings:
    """Read the lists that come with the package; once a process, for they never change."""
    return read_surroundings((resources.files("gazetteer") / "data" / "cyrillic.toml").read_text("utf-8"))
