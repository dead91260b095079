"""GeoNames' own dump files, read a line at a time.

Their columns: download.geonames.org/export/dump/readme.txt.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.build.cities import sort_names
from gazetteer.build.draft import Draft
from gazetteer.build.features import CLASSES, feature
from gazetteer.build.ledger import MOST_PEOPLE
from gazetteer.errors import BuildError
from gazetteer.model import Level
from gazetteer.names import LONGEST_NAME, NameKind, bare_names, fold, is_code, is_latin, is_machine_made

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from gazetteer.build.draft import Name
    from gazetteer.build.left_out import LeftOut

LICENCE = "GeoNames (www.geonames.org); CC BY 4.0"

_PLACE_COLUMNS, _NAME_COLUMNS, _DIVISION_COLUMNS = 19, (8, 10), 4
_FIRST_DIVISION, _SECOND_DIVISION = b"\tADM1\t", b"\tADM2\t"
_NO_DIVISION = "00"

# Entries of the alternate names that are no names: addresses of pages, Wikidata ids, post codes,
# codes of railways and ports.
_NO_NAMES = frozenset(("link", "wkdt", "post", "unlc", "tcid", "faac"))
_CODES = frozenset(("iata", "icao", "abbr"))


@dataclass(frozen=True, slots=True)
class Files:
    """Dump files by what they hold."""

    places: list[Path] = field(default_factory=list)
    names: list[Path] = field(default_factory=list)
    divisions: list[Path] = field(default_factory=list)


class Renaming(NamedTuple):
    """A further name of the place with a GeoNames number."""

    number: int
    name: Name


@dataclass(slots=True)
class Dump:
    """A file of places, and what is noted while it is read.

    Attributes
    ----------
    left_out
        Rows that could not be used.
    newest
        When the latest row was changed, as GeoNames writes it: the date of the data.
    """

    path: Path
    left_out: LeftOut
    newest: str = ""


def find_files(paths: Sequence[Path]) -> Files:
    """Tell dump files apart by their columns; in folders, what is something else is left alone.

    Raises
    ------
    BuildError
        A file that was named, or all of a folder, is no dump; or it cannot be read.
    """
    found = Files()
    for path in paths:
        if not path.exists():
            raise BuildError(f"{path} does not exist")
        inside = _listed(path) if path.is_dir() else [path]
        known = [file for file in inside if _sort(file, found)]
        if not known:
            raise BuildError(f"{path} holds none of GeoNames' dump files, such as UA.zip or allCountries.zip")
    if not found.places and not found.names:
        raise BuildError("there are codes of divisions, but no places among the dump files")
    return found


def _listed(folder: Path) -> list[Path]:
    """List a folder's zips and texts, and those of its folder of alternate names; zips before their texts."""
    files = [*folder.glob("*.zip"), *folder.glob("*.txt"), *folder.glob("alternatenames/*.zip")]
    zipped = {file.with_suffix("") for file in files if file.suffix == ".zip"}
    return sorted(file for file in files if file.suffix == ".zip" or file.with_suffix("") not in zipped)


def _sort(path: Path, found: Files) -> bool:
    first = next(islice(lines(path), 1), b"").rstrip(b"\r\n")
    cells = first.split(b"\t")
    if len(cells) == _PLACE_COLUMNS:
        found.places.append(path)
    elif len(cells) in _NAME_COLUMNS and cells[0].isdigit() and cells[1].isdigit():
        found.names.append(path)
    elif len(cells) == _DIVISION_COLUMNS and b"." in cells[0]:
        found.divisions.append(path)
    else:
        return False
    return True


def lines(path: Path) -> Iterator[bytes]:
    """Read the lines of a text, or of the text in a zip.

    Raises
    ------
    BuildError
        It is cut short, tampered with or cannot be read.
    """
    try:
        if path.suffix.lower() != ".zip":
            with path.open("rb") as file:
                yield from file
            return
        with zipfile.ZipFile(path) as archive, archive.open(_text_in(archive, path)) as file:
            yield from file
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise BuildError(f"{path} cannot be read, cut short or damaged ({error})") from error


def _text_in(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    """Find the largest text beside the explanations: ``UA.txt`` in ``UA.zip``."""
    texts = [info for info in archive.infolist() if info.filename.endswith(".txt")]
    data = [info for info in texts if not info.filename.lower().startswith(("readme", "iso-language"))]
    if not data:
        raise BuildError(f"{path} holds no text of GeoNames")
    return max(data, key=lambda info: info.file_size)


def read_divisions(files: Files) -> dict[str, str]:
    """Read the ids of divisions by their codes, such as ``UA.13``, from code files and from the places."""
    found: dict[str, str] = {}
    for path in files.places:
        for line in lines(path):
            if _FIRST_DIVISION in line or _SECOND_DIVISION in line:
                cells = line.decode(errors="replace").split("\t")
                if len(cells) == _PLACE_COLUMNS and cells[7] in {"ADM1", "ADM2"}:
                    parts = (cells[8], cells[10], cells[11])[: int(cells[7][-1]) + 1]
                    found.setdefault(".".join(parts), f"geonames:{cells[0]}")
    for path in files.divisions:
        for line in lines(path):
            cells = line.decode(errors="replace").rstrip("\r\n").split("\t")
            if len(cells) == _DIVISION_COLUMNS and cells[3].isdigit():
                found[cells[0]] = f"geonames:{int(cells[3])}"
    return found


def read_places(dump: Dump, divisions: Mapping[str, str], classes: str = CLASSES) -> Iterator[Draft]:
    """Read the places of some feature classes; a row that cannot be used is noted.

    Parameters
    ----------
    divisions
        Ids by code, as `read_divisions` gives them.
    """
    wanted = frozenset(classes)
    for number, line in enumerate(lines(dump.path), start=1):
        try:
            cells = line.decode().rstrip("\r\n").split("\t")
            if len(cells) != _PLACE_COLUMNS:
                raise ValueError(f"{len(cells)} columns, not {_PLACE_COLUMNS}")  # noqa: TRY301 - one place notes all
            if cells[6] in wanted or not cells[6]:
                yield _place(cells, divisions)
        except ValueError as error:
            dump.left_out.add(number, _said(error), "line")
        else:
            if cells[18] > dump.newest and _is_day(cells[18]):
                dump.newest = cells[18]


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _said(error: ValueError) -> str:
    return "not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)[:200]


def _place(cells: Sequence[str], divisions: Mapping[str, str]) -> Draft:
    name, country, admin1 = cells[1], cells[8], cells[10]
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise ValueError("the name is empty, too long or has signs that cannot be printed")
    lat, lon = float(cells[4]), float(cells[5])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"lat {cells[4]}, lon {cells[5]} is not on Earth")
    population = min(int(cells[14] or 0), MOST_PEOPLE)
    if population < 0:
        raise ValueError(f"{population} people")
    alternates = cells[3].split(",") if cells[3] else []
    level, radius_m, flags = feature(cells[6], cells[7], population, len(alternates))
    own = f"geonames:{_number(cells[0])}"
    above = [divisions.get(f"{country}.{admin1}", "") if admin1 != _NO_DIVISION else ""]
    above.append(divisions.get(f"{country}.{admin1}.{cells[11]}", "") if cells[11] else "")
    first, second = (unit if unit != own else "" for unit in above)
    return Draft(
        id=own,
        name=name,
        level=level,
        lon=lon,
        lat=lat,
        radius_m=radius_m,
        country=country,
        population=population,
        admin1=first,
        admin2=second,
        flags=flags,
        names=_names(level, name, cells[2], alternates),
        spelled=level is not Level.POI,
    )


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(f"{number} is no number of a place")
    return number


def _names(level: Level, name: str, ascii_name: str, alternates: Sequence[str]) -> tuple[Name, ...]:
    others = [ascii_name, *alternates] if ascii_name and ascii_name != name else alternates
    names = sort_names(name, "", others) if others else [(fold(name), NameKind.MAIN)]
    if level in {Level.ADMIN1, Level.ADMIN2}:
        short = dict.fromkeys(key for each in (name, *others) for key in bare_names(each))
        names += [(key, NameKind.BARE if is_latin(key) else NameKind.SCRIPT) for key in short]
    return tuple(names)


def read_names(path: Path, left_out: LeftOut) -> Iterator[Renaming]:
    """Read alternate names; those that are none (post codes, web pages) are passed over."""
    for number, line in enumerate(lines(path), start=1):
        try:
            cells = line.decode().rstrip("\r\n").split("\t")
            if len(cells) not in _NAME_COLUMNS:
                raise ValueError(f"{len(cells)} columns, not {_NAME_COLUMNS[-1]}")  # noqa: TRY301 - one place notes all
            place, language, name = int(cells[1]), cells[2], cells[3]
        except ValueError as error:
            left_out.add(number, _said(error), "line")
            continue
        if language in _NO_NAMES or len(name) > LONGEST_NAME or is_machine_made(name):
            continue
        yield Renaming(place, (fold(name), _kind(name, cells)))


def _kind(name: str, cells: Sequence[str]) -> NameKind:
    _, _, language, _, is_preferred, _, is_colloquial, is_historic = cells[:8]
    if language in _CODES or is_code(name):
        return NameKind.CODE
    if not is_latin(name):
        return NameKind.SCRIPT
    if language == "en" and not (is_colloquial or is_historic):
        return NameKind.PREFERRED if is_preferred else NameKind.VARIANT
    return NameKind.OTHER
