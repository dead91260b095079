"""What the words around a name tell about it: lists for English, shipped as data."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

from gazetteer.model import Level

if TYPE_CHECKING:
    from collections.abc import Mapping


ABROAD = 1.0
"""Per mille: what a first name listed by hand counts, whom the US census hardly knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Word lists, all folded; where each comes from stands in the data files.

    Attributes
    ----------
    lists
        Named sets of words: ``locative``, ``titles``, ``organisations`` ...
    level_before
        "town" -> city, as in "the town of X".
    level_after
        "region" -> admin1, as in "X region".
    abbreviations
        As written, with its case and stops -> the name in full.
    postal
        The same for those that count only after a place and a comma.
    common
        A word that English also writes small -> log10 of its count in Google's books and pages.
    first_names, last_names
        A name -> per mille of people in the US census of 1990 who bear it.
    """

    lists: Mapping[str, frozenset[str]]
    level_before: Mapping[str, Level]
    level_after: Mapping[str, Level]
    abbreviations: Mapping[str, str]
    postal: Mapping[str, str]
    common: Mapping[str, float]
    first_names: Mapping[str, float]
    last_names: Mapping[str, float]


def read_lexicon(english: str, abbreviations: str, words: str) -> Lexicon:
    """Read the three data files, given as text."""
    table = tomllib.loads(english)
    short = tomllib.loads(abbreviations)
    counts = json.loads(words)
    lists = {name: frozenset(words) for name, words in table.items() if isinstance(words, list)}
    return Lexicon(
        lists=MappingProxyType(lists),
        level_before=_levels(table["level_before"]),
        level_after=_levels(table["level_after"]),
        abbreviations=MappingProxyType(short["anywhere"]),
        postal=MappingProxyType(short["after_comma"]),
        common=MappingProxyType(counts["common"]),
        first_names=MappingProxyType(dict.fromkeys(lists["first_names"], ABROAD) | counts["first"]),
        last_names=MappingProxyType(counts["last"]),
    )


def _levels(table: Mapping[str, list[str]]) -> Mapping[str, Level]:
    return MappingProxyType({word: Level(level) for level, words in table.items() for word in words})


@cache
def shipped() -> Lexicon:
    """Read the lists that come with the package; once a process, for they never change."""
    folder = resources.files("gazetteer") / "data"
    texts = (
        (folder / name).read_text("utf-8") for name in ("english.toml", "abbreviations.toml", "words.json")
    )
    return read_lexicon(*texts)
