"""All places that the names of one text may mean, side by side, as columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gazetteer.columns import LEVEL_NUMBERS, NO_ROW, Flag
from gazetteer.cyrillic import meant_by
from gazetteer.index import Entry
from gazetteer.inflection import is_cyrillic, without_namesakes
from gazetteer.model import Level
from gazetteer.names import NameKind, fold, strip_type
from gazetteer.scripts import is_other, meant

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from gazetteer.lexicon import Lexicon
    from gazetteer.model import Mention
    from gazetteer.store import Gazetteer

LEAST_ALIKE = 0.5
"""Score of a look-up from which on a division is taken for the one that a text names otherwise."""

GREAT_CAPITAL = 1_000_000
"""People: smaller capitals share their names with towns and people that speak too (Kingston)."""

UNCOUNTED = 1_000_000
"""Stands for the people of a division that nobody has counted."""

METRES_A_DEGREE = 111_195.0
"""Of latitude, on a sphere of the Earth's mean radius."""

_CODE = int(NameKind.CODE)
_COUNTRY = LEVEL_NUMBERS[Level.COUNTRY]
_ADMIN1 = LEVEL_NUMBERS[Level.ADMIN1]

# With which words divisions are filed where their bare name is not: "Kyiv region" -> "Kyiv Oblast".
_TYPE_WORDS: Mapping[Level, tuple[str, ...]] = {
    Level.ADMIN1: ("oblast", "region", "province", "governorate", "state"),
    Level.ADMIN2: ("district", "county", "raion"),
}


_HEIGHTS = frozenset(("mountain", "mountains"))
"""They are not where the town of their first name is: the Green Mountains lie by no town of Green."""

Direction = tuple[float, float]
"""Towards the east and towards the north, of length 1."""


@dataclass(frozen=True, slots=True)
class Group:
    """The mentions of a text that surely mean the same: one name, one stated level, one parent.

    Attributes
    ----------
    key
        Folded name.
    level
        What the text calls it, if anything.
    parent
        Number of the group named after it ("Paris, Texas"), or -1.
    direction
        In which part of its country it is said to lie ("the eastern town of X"), if it is.
    listed
        Numbers of the groups in whose list it stands ("Kyiv, Lviv and Odesa").
    mentions
        Their numbers.
    """

    key: str
    level: Level | None
    parent: int
    direction: Direction | None
    listed: tuple[int, ...]
    mentions: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Candidates of all groups, one after another; columns are parallel.

    Attributes
    ----------
    group, row, kind
        Whose candidate it is, which row of the gazetteer, and how the name stands to it.
    bounds
        Where each group's candidates begin; one more than there are groups.
    level, population, flags, country, lon, lat
        As in the gazetteer; degrees.
    admin1
        Row of its first-order division: its own, if it is one.
    admin2, nation
        Rows of its second-order division and its country; -1 for none.
    off_centre
        East and north (columns) from the middle of its country, in radii of the country.
    """

    group: NDArray[np.int32]
    row: NDArray[np.int32]
    kind: NDArray[np.int8]
    bounds: NDArray[np.int32]
    level: NDArray[np.int8]
    population: NDArray[np.float64]
    flags: NDArray[np.int16]
    country: NDArray[np.int32]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    admin1: NDArray[np.int32]
    admin2: NDArray[np.int32]
    nation: NDArray[np.int32]
    off_centre: NDArray[np.float64]

    def __len__(self) -> int:
        """Count the candidates."""
        return len(self.row)

    def of(self, group: int) -> slice:
        """Where a group's candidates stand."""
        return slice(int(self.bounds[group]), int(self.bounds[group + 1]))


def pool(groups: Sequence[Group], entries: Sequence[Sequence[Entry]], gazetteer: Gazetteer) -> Pool:
    """Line up the candidates of all groups."""
    counts = [len(found) for found in entries]
    rows = np.array([row for found in entries for row, _ in found], dtype=np.int32)
    kinds = np.array([kind for found in entries for _, kind in found], dtype=np.int8)
    level = gazetteer.level[rows].astype(np.int8)
    country = gazetteer.country[rows].astype(np.int32)
    admin1 = np.where(level == _ADMIN1, rows, gazetteer.admin1[rows]).astype(np.int32)
    nation = np.where(level == _COUNTRY, rows, _nations(country, gazetteer)).astype(np.int32)
    return Pool(
        group=np.repeat(np.arange(len(groups), dtype=np.int32), counts),
        row=rows,
        kind=kinds,
        bounds=np.concatenate(([0], np.cumsum(counts))).astype(np.int32),
        level=level,
        population=gazetteer.population[rows].astype(np.float64),
        flags=gazetteer.flags[rows].astype(np.int16),
        country=country,
        lon=gazetteer.lon[rows],
        lat=gazetteer.lat[rows],
        admin1=admin1,
        admin2=gazetteer.admin2[rows].astype(np.int32),
        nation=nation,
        off_centre=_off_centre(rows, nation, gazetteer),
    )


def _off_centre(
    rows: NDArray[np.int32], nation: NDArray[np.int32], gazetteer: Gazetteer
) -> NDArray[np.float64]:
    lat = gazetteer.lat[nation]
    east = (gazetteer.lon[rows] - gazetteer.lon[nation] + 180.0) % 360.0 - 180.0
    radius = np.maximum(gazetteer.radius_m[nation] / METRES_A_DEGREE, 0.1)
    offsets = np.stack((east * np.cos(np.radians(lat)), gazetteer.lat[rows] - lat), axis=1) / radius[:, None]
    return np.where((nation == NO_ROW)[:, None], 0.0, np.clip(offsets, -1.0, 1.0))


def _nations(country: NDArray[np.int32], gazetteer: Gazetteer) -> NDArray[np.int32]:
    """Rows of candidates' countries, by the numbers of their codes; -1 where a code has none."""
    codes = gazetteer.country_codes()
    numbers, local = np.unique(country, return_inverse=True)
    rows = (gazetteer.country_row(codes[number]) for number in numbers.tolist())
    return np.array([NO_ROW if row is None else row for row in rows], dtype=np.int32)[local]


def candidates(mention: Mention, level: Level | None, gazetteer: Gazetteer, lexicon: Lexicon) -> list[Entry]:
    """Places that a mention may mean, likeliest first.

    Abbreviations are spelled out, adjectives of nationality mean their country, and a name without
    its type word is tried where the whole is unknown, or where the text gives the type word apart.
    """
    full = lexicon.abbreviations.get(mention.text) or lexicon.postal.get(mention.text)
    key = fold(full or mention.text)
    if is_cyrillic(key):
        return meant_by(mention.text, level, gazetteer)
    found = _plain(key, gazetteer)
    for word in _TYPE_WORDS.get(level, ()) if level is not None else ():
        found = _joined(found, _plain(f"{key} {word}", gazetteer))
    meant_as = level_meant(level, found, gazetteer)
    if level in _TYPE_WORDS and not any(gazetteer.level_at(row) in {level, meant_as} for row, _ in found):
        found = _joined(found, _called_alike(mention.text, level, gazetteer))
    row = gazetteer.peoples.get(key)
    if row is not None:
        found = _joined([Entry(row, NameKind.OTHER)], found)
    if is_other(key):
        found = without_namesakes(found or meant(key, gazetteer), level, gazetteer)
    if not found:
        found = _plain(key.removeprefix("the "), gazetteer)
    if not found and key.rpartition(" ")[2] not in _HEIGHTS:
        found = _plain(strip_type(key).name, gazetteer)
    return found


def speaking(found: list[Entry], gazetteer: Gazetteer) -> list[Entry]:
    """Keep the capital alone where a government speaks and the likeliest of the name is a great capital.

    "Riyadh said" speaks of no hamlet, whatever is called so in the country that the text is about.
    """
    if not found:
        return found
    row = found[0].row
    is_seat = gazetteer.flags[row] & Flag.CAPITAL and gazetteer.population[row] >= GREAT_CAPITAL
    return found[:1] if is_seat else found


def level_meant(level: Level | None, found: Iterable[Entry], gazetteer: Gazetteer) -> Level | None:
    """Take a "province" for a second-order division where none of the first order is called so.

    So it is in Italy, Spain and the Philippines. One with fewer people than a town of the name is not meant:
    "the Houston region" is no Houston County.
    """
    if level is not Level.ADMIN1:
        return level
    most: dict[Level, int] = {}
    for row, kind in found:
        if gazetteer.level_at(row) is Level.CITY and kind not in (NameKind.MAIN, NameKind.PREFERRED):
            continue  # "Quezon province" is not about Quezon City
        people = gazetteer.population_at(row)
        if gazetteer.level_at(row) is Level.ADMIN2:
            people = 0 if fold(gazetteer.name_at(row)).endswith(" county") else people or UNCOUNTED
        most[gazetteer.level_at(row)] = max(people, most.get(gazetteer.level_at(row), 0))
    if Level.ADMIN1 in most or Level.REGION in most:
        return level
    return Level.ADMIN2 if most.get(Level.ADMIN2, 0) > most.get(Level.CITY, 0) else level


def _called_alike(name: str, level: Level | None, gazetteer: Gazetteer) -> list[Entry]:
    """Find the division that a text calls one, by its seat's name or a like one: "the Leningrad region"."""
    words = _TYPE_WORDS.get(level, ()) if level is not None else ()
    found = gazetteer.lookup(f"{name} {words[0]}", limit=1) if words else ()
    return [
        Entry(gazetteer.row(one.place.id), NameKind.VARIANT)
        for one in found
        if one.place.level is level and one.score >= LEAST_ALIKE
    ]


def _plain(key: str, gazetteer: Gazetteer) -> list[Entry]:
    entries = gazetteer.entries(key)
    return [entry for entry in entries if entry.kind != _CODE] or entries


def _joined(first: Iterable[Entry], second: Iterable[Entry]) -> list[Entry]:
    joined = list(first)
    rows = {entry.row for entry in joined}
    return joined + [entry for entry in second if entry.row not in rows]
