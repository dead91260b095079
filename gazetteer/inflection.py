"""Names as Ukrainian and Russian sentences bend them: back to what the gazetteer files.

"Харкову", "Часового Яру", "Донеччині" and "Полтавському" end in whatever their sentence asks for. The
rules are a table of endings (``data/cyrillic.toml``): each says what a name that ends so may end in where
it is filed. They propose freely; what is filed decides. Everything here is about folded names.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

from gazetteer.index import Entry
from gazetteer.model import Level
from gazetteer.names import NameKind, fold
from gazetteer.prior import KIND_POINTS, prior

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gazetteer.store import Gazetteer

_SHORTEST_STEM = 2
"""Letters that every form of a name shares: "Сум", of "Суми"."""
_SHORTEST_BARE_STEM = 3
"""The same where nothing is cut off: short words are other words."""
_MOST_WORDS = 4
_MOST_FORMS = 60
"""Of several words together; two words of ten forms each have a hundred, and few of them start a name."""

_DIVISIONS = frozenset({Level.ADMIN1, Level.ADMIN2})
_CODE = int(NameKind.CODE)
# With which words divisions are filed: "харківська", "полтавский район".
_DIVISION_ENDS = MappingProxyType(
    {
        Level.ADMIN1: ("а", "а область", "ая", "ая область", "ии краи", "ая республика"),
        Level.ADMIN2: ("ии", "ии раион", "ая"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Endings:
    """Endings, all folded, each with what may stand in its place where the name is filed.

    Attributes
    ----------
    names
        Of nouns, and of names that are adjectives.
    adjectives
        What an adjective ends in by its own declension.
    of_names
        How the stem of an adjective made of a name ends ("ськ") -> how the name may end.
    lands
        How the stem of a land's name ends ("щин") -> the stem of the adjective.
    land_ends
        What such a name ends in besides.
    """

    names: Mapping[str, tuple[str, ...]]
    adjectives: tuple[str, ...]
    of_names: Mapping[str, tuple[str, ...]]
    lands: Mapping[str, tuple[str, ...]]
    land_ends: tuple[str, ...]


def read_endings(text: str) -> Endings:
    """Read the tables of the data file."""
    table = tomllib.loads(text)
    lands = dict(table["lands"])
    land_ends = lands.pop("endings")
    return Endings(
        names=_turned({**table["nouns"], **{f"{k}.adj": v for k, v in table["adjectives"].items()}}),
        adjectives=_longest_first(table["adjective_endings"]["endings"]),
        of_names=_folded(table["of_names"]),
        lands=_folded(lands),
        land_ends=_longest_first(land_ends),
    )


@cache
def shipped() -> Endings:
    """Read the endings that come with the package; once a process, for they never change."""
    return read_endings((resources.files("gazetteer") / "data" / "cyrillic.toml").read_text("utf-8"))


def _ending(written: str) -> str:
    """Fold an ending; ``-`` stands for none, and what follows a stop only tells paradigms apart."""
    return fold(written.partition(".")[0].replace("-", ""))


def _turned(paradigms: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for base, forms in paradigms.items():
        for form in forms.split():
            found.setdefault(_ending(form), {})[_ending(base)] = None
    return MappingProxyType({form: tuple(bases) for form, bases in found.items()})


def _folded(table: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for key, bases in table.items():
        found.setdefault(_ending(key), {}).update(dict.fromkeys(map(_ending, bases.split())))
    return MappingProxyType({key: tuple(bases) for key, bases in found.items()})


def _longest_first(endings: str) -> tuple[str, ...]:
    return tuple(sorted({_ending(one) for one in endings.split()}, key=lambda one: (-len(one), one)))


def is_cyrillic(word: str) -> bool:
    """Whether a word begins with a Cyrillic letter.

    >>> is_cyrillic("Київ"), is_cyrillic("Kyiv"), is_cyrillic("")
    (True, False, False)
    """
    return "\u0400" <= word[:1] <= "\u052f"


def forms(word: str, endings: Endings) -> list[str]:
    """List what a folded word may be filed as, itself first.

    >>> "харків" in forms("харкова", shipped()), "авдіівка" in forms("авдіівці", shipped())
    (True, True)
    """
    found = {word: None}
    for cut in range(len(word), max(len(word) - 7, 0) - 1, -1):
        stem = word[:cut]
        if len(stem) >= (_SHORTEST_STEM if cut < len(word) else _SHORTEST_BARE_STEM):
            for base in endings.names.get(word[cut:], ()):
                found[stem + base] = None
    return list(found)


def endless(key: str, endings: Endings) -> list[str]:
    """Names in the plural of which a folded word would be the genitive, which has no ending.

    >>> "суми" in endless("сум", shipped())
    True
    """
    return [key + base for base in endings.names.get("", ()) if base]


def filed(keys: Sequence[str], gazetteer: Gazetteer, endings: Endings) -> list[str]:
    """Find the filed names that these words, folded, may be a form of; as they stand first."""
    if not 0 < len(keys) <= _MOST_WORDS:
        return []
    begun = forms(keys[0], endings)
    for key in keys[1:]:
        begun = go_on(begun, key, gazetteer, endings)
    return [name for name in begun if known(name, gazetteer)]


def go_on(begun: Sequence[str], key: str, gazetteer: Gazetteer, endings: Endings) -> list[str]:
    """Put every form of the next word after every beginning of which some name goes on."""
    starts = [start for start in begun if gazetteer.starts_name(start)]
    return [f"{start} {form}" for start in starts for form in forms(key, endings)][: _MOST_FORMS * 4]


def known(key: str, gazetteer: Gazetteer) -> list[Entry]:
    """Places with this name, without those of which it is only a code."""
    return [entry for entry in gazetteer.entries(key) if entry.kind != _CODE]


def adjective_stem(word: str, endings: Endings) -> str:
    """Stem of a folded word that is an adjective made of a name; ``""`` of any other.

    >>> adjective_stem("полтавському", shipped()), adjective_stem("харкову", shipped())
    ('полтавськ', '')
    """
    for end in endings.adjectives:
        stem = word.removesuffix(end)
        if stem != word and stem.endswith(("ск", "цк", "ськ", "цьк", "зьк")) and len(stem) > 4:
            return stem
    return ""


def land_stems(word: str, endings: Endings) -> list[str]:
    """Stems of the adjective after which a land is called: "харківськ" of "Харківщині".

    >>> land_stems("донеччині", shipped()), land_stems("києві", shipped())
    (['донецьк'], [])
    """
    for end in endings.land_ends:
        stem = word.removesuffix(end)
        for land, adjectives in endings.lands.items():
            if stem != word and stem.endswith(land) and len(stem) - len(land) >= _SHORTEST_STEM:
                return [stem.removesuffix(land) + adjective for adjective in adjectives]
    return []


def namers(stem: str, endings: Endings) -> Iterator[str]:
    """List the names that an adjective with this stem may be made of."""
    found: dict[str, None] = {}
    for cut in range(len(stem) - 2, max(len(stem) - 8, 1), -1):
        for base in endings.of_names.get(stem[cut:], ()):
            found[stem[:cut] + base] = None
    yield from found


def of_adjective(stem: str, level: Level | None, gazetteer: Gazetteer, endings: Endings) -> list[Entry]:
    """Find what an adjective means: the division that it names, else the town it is made of.

    Parameters
    ----------
    level
        What the noun after it says: a division, or None and the rest for the town itself.
    """
    if level in _DIVISIONS and (named := _divisions(stem, level, gazetteer)):
        return in_order(named, gazetteer)
    towns = _towns(stem, gazetteer, endings)
    rows = (row for town in towns for row in _held_from(town.row, level, gazetteer))
    return in_order((Entry(row, NameKind.BARE) for row in rows), gazetteer) or towns


def _divisions(stem: str, level: Level, gazetteer: Gazetteer) -> list[Entry]:
    keys = (stem + end for end in _DIVISION_ENDS[level])
    return [e for key in keys for e in known(key, gazetteer) if gazetteer.level_at(e.row) is level]


def _towns(stem: str, gazetteer: Gazetteer, endings: Endings) -> list[Entry]:
    """Towns that the adjective may be made of; the best known few."""
    found = [
        entry
        for name in namers(stem, endings)
        for entry in known(name, gazetteer)
        if gazetteer.level_at(entry.row) is Level.CITY
    ]
    return in_order(found, gazetteer)


def _held_from(row: int, level: Level | None, gazetteer: Gazetteer) -> Iterator[int]:
    """Divisions of a level whose seat is a town."""
    for parent in gazetteer.parents(row):
        if gazetteer.level_at(parent) is level and gazetteer.seat_of(parent) == row:
            yield parent


def in_order(entries: Iterable[Entry], gazetteer: Gazetteer) -> list[Entry]:
    """Put entries in order, likeliest first, each place once."""
    best: dict[int, Entry] = {}
    for entry in entries:
        if entry.row not in best or entry.kind < best[entry.row].kind:
            best[entry.row] = entry
    return sorted(best.values(), key=lambda e: (-points(e, gazetteer), e.row))


def points(entry: Entry, gazetteer: Gazetteer) -> float:
    """How likely an entry's place is meant before anything else is known (`gazetteer.prior`)."""
    row = entry.row
    known_as = prior(gazetteer.level_at(row), gazetteer.population_at(row), gazetteer.flags_at(row))
    return known_as + KIND_POINTS[entry.kind]


def meant(key: str, level: Level | None, gazetteer: Gazetteer, endings: Endings) -> list[Entry]:
    """Find the places that a folded Cyrillic name may mean in any of its forms, likeliest first.

    Parameters
    ----------
    level
        What the text says it is; makes an adjective mean its division.
    """
    words = key.split()
    if not words:
        return []
    before = " ".join([*words[:-1], ""])
    if lands := land_stems(words[-1], endings):
        for asked in (Level.ADMIN1, Level.ADMIN2):
            found = [e for stem in lands for e in of_adjective(before + stem, asked, gazetteer, endings)]
            if any(gazetteer.level_at(e.row) is asked for e in found):
                return in_order(found, gazetteer)
    stem = adjective_stem(words[-1], endings)
    if stem and level in _DIVISIONS:
        return of_adjective(before + stem, level, gazetteer, endings)
    found = [e for name in filed(words, gazetteer, endings) for e in known(name, gazetteer)]
    if stem:
        # "Луганську" is the town: of the division, the noun is hardly ever left out
        towns = [e for e in found if gazetteer.level_at(e.row) not in _DIVISIONS]
        if level is Level.CITY or not found:
            towns = _likelier(towns, of_adjective(before + stem, None, gazetteer, endings), gazetteer)
        found = towns or found
    return without_namesakes(in_order(found, gazetteer), level, gazetteer)


def _likelier(first: list[Entry], second: list[Entry], gazetteer: Gazetteer) -> list[Entry]:
    """Choose the list with the likeliest place; the first where they are level."""
    best = [max((points(e, gazetteer) for e in entries), default=0.0) for entries in (first, second)]
    return first if best[0] >= best[1] else second


def without_namesakes(found: list[Entry], level: Level | None, gazetteer: Gazetteer) -> list[Entry]:
    """Leave out the divisions around a town that is called the same: "Київ" is the city."""
    if level in _DIVISIONS:
        return found
    towns = (e.row for e in found if gazetteer.level_at(e.row) is Level.CITY)
    around = {parent for row in towns for parent in gazetteer.parents(row)}
    return [e for e in found if e.row not in around or gazetteer.level_at(e.row) not in _DIVISIONS]
