"""A user's own places and aliases, from a table with one place a row."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.build.ledger import MOST_PEOPLE, numbered
from gazetteer.build.left_out import LeftOut
from gazetteer.errors import BuildError
from gazetteer.model import Level
from gazetteer.names import LONGEST_NAME, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

COLUMNS = ("name", "lat", "lon", "country", "level", "aliases", "id", "radius_m", "population")
"""Those that a table may have; only `name` and either coordinates or the id of a known place are needed."""

_NEEDED = ("name",)
_SYNONYMS = {"latitude": "lat", "longitude": "lon", "lng": "lon", "long": "lon", "alias": "aliases"}
_DELIMITERS = ",;\t"
_MOST_RADIUS_M = 20_000_000
"""Half way round the Earth."""
_LONGEST_ID = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPlace:
    """A row: a new place, or what is to be said of one that is known.

    Attributes
    ----------
    row
        Number in the table, the heading being 1.
    id
        As given, with ``own:`` before it where it names no source; made from name and point else.
    point
        Longitude and latitude in degrees, or None: those of the known place.
    level, radius_m, population, country
        As given, or None.
    names
        Folded, the main one first.
    """

    row: int
    id: str
    name: str
    point: tuple[float, float] | None
    country: str
    level: Level | None
    radius_m: int | None
    population: int | None
    names: tuple[str, ...]


def read_table(path: Path) -> tuple[list[OwnPlace], LeftOut]:
    """Read a table; rows that cannot be used are noted with their number.

    Raises
    ------
    BuildError
        It cannot be read, or lacks a column.
    """
    places: dict[str, OwnPlace] = {}
    left_out = LeftOut(path)
    for number, row in _rows(path, left_out):
        try:
            place = _place(number, row, left_out)
            if place.id in places:
                raise ValueError(f"has the id {place.id} of row {places[place.id].row}")  # noqa: TRY301 - one place notes all
        except ValueError as error:
            left_out.add(number, str(error))
        else:
            places[place.id] = place
    return list(places.values()), left_out


def _rows(path: Path, left_out: LeftOut) -> Iterator[tuple[int, dict[str, str]]]:
    """Read rows as texts by column; half surrogates, which no UTF-8 has, come through to be refused a row."""
    try:
        text = path.read_bytes().decode("utf-8-sig", errors="surrogateescape")
    except OSError as error:
        raise BuildError(f"{path} cannot be read: {error.strerror or error}") from error
    heading = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = [_SYNONYMS.get(cell, cell) for cell in (cell.strip().lower() for cell in next(reader, []))]
    if missing := [name for name in _NEEDED if name not in columns]:
        raise BuildError(f"{path} lacks the column {missing[0]!r}; a table may have {', '.join(COLUMNS)}")
    if not {"lat", "lon"} <= set(columns) and "id" not in columns:
        raise BuildError(f"{path} lacks the columns 'lat' and 'lon', and 'id' of places that are known")
    number = 1
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            left_out.add(number, str(error))
            continue
        if len(cells) > len(columns):
            left_out.add(number, f"{len(cells)} cells under {len(columns)} columns")
        elif any(cell.strip() for cell in cells):
            yield number, dict(zip(columns, (cell.strip() for cell in cells), strict=False))


def _place(number: int, row: Mapping[str, str], left_out: LeftOut) -> OwnPlace:
    name = _checked_name(row.get("name", ""))
    point = _point(row.get("lat", ""), row.get("lon", ""))
    country = row.get("country", "").upper()
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise ValueError(f"country {country[:20]!r} is no ISO 3166-1 alpha-2 code, such as UA")
    names = {fold(name): None}
    for alias in filter(None, (part.strip() for part in row.get("aliases", "").split("|"))):
        try:
            names[fold(_checked_name(alias))] = None
        except ValueError as error:
            left_out.add(number, f"alias left out: {error}")
    level = row.get("level", "")
    if level and level not in {*Level}:
        raise ValueError(f"level {level[:20]!r} is none of {', '.join(Level)}")
    return OwnPlace(
        row=number,
        id=_id(row.get("id", ""), name, point),
        name=name,
        point=point,
        country=country,
        level=Level(level) if level else None,
        radius_m=_whole(row, "radius_m", _MOST_RADIUS_M),
        population=_whole(row, "population", MOST_PEOPLE),
        names=tuple(names),
    )


def _checked_name(name: str) -> str:
    """Refuse names that nothing can be called."""
    if len(name) > LONGEST_NAME:
        raise ValueError(
            f"the name {name[:20]!r}... has {len(name):,} characters; {LONGEST_NAME} are the most"
        )
    if any("\ud800" <= c <= "\udfff" for c in name):
        raise ValueError("the name is not UTF-8")
    if not all(c.isprintable() for c in name):
        raise ValueError(f"the name {name[:40]!r} has signs that cannot be printed")
    if not fold(name):
        raise ValueError(f"the name {name[:40]!r} has no letter" if name else "the name is missing")
    return name


def _point(lat: str, lon: str) -> tuple[float, float] | None:
    if not lat and not lon:
        return None
    try:
        north, east = float(lat), float(lon)
    except ValueError as error:
        raise ValueError(f"lat {lat[:20]!r}, lon {lon[:20]!r} are no degrees, such as 48.5") from error
    if -90 <= north <= 90 and -180 <= east <= 180:
        return east, north
    if -90 <= east <= 90 and -180 <= north <= 180:
        raise ValueError(f"lat {lat}, lon {lon} look swapped: a latitude is between -90 and 90")
    raise ValueError(f"lat {lat[:20]}, lon {lon[:20]} is not on Earth")


def _whole(row: Mapping[str, str], column: str, most: int) -> int | None:
    text = row.get(column, "")
    if not text:
        return None
    try:
        value = round(float(text))
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{column} {text[:20]!r} is no number") from error
    if not 0 <= value <= most:
        raise ValueError(f"{column} {text[:20]} is not between 0 and {most}")
    return value


def _id(given: str, name: str, point: tuple[float, float] | None) -> str:
    """Complete an id; one is made from name and point where none is given, the same in every build."""
    if not given:
        if point is None:
            raise ValueError("neither lat and lon nor the id of a known place are given")
        digest = hashlib.sha256(f"{fold(name)}\n{point[0]:.5f}\n{point[1]:.5f}".encode()).digest()
        return f"own:{int.from_bytes(digest[:6], 'big')}"
    if len(given) > _LONGEST_ID or not (given.isascii() and given.isprintable()):
        raise ValueError(f"id {given[:20]!r} is too long, or has other signs than plain ones")
    own = given if ":" in given else f"own:{given}"
    if ":" in given and not numbered(own)[0]:
        raise ValueError(f"id {given[:20]!r} names no source before the colon")
    return own
