"""A made-up country in an index and in GeoNames' dump files."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from gazetteer.build.draft import Draft
from gazetteer.columns import Flag
from gazetteer.model import Level
from gazetteer.names import NameKind, fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ABOUT = {
    "demonyms": {"norlandish": "NO"},
    "packages": {"made-up": "1"},
    "licences": {"made-up": "free"},
    "stamp": "-",
}


def draft(number: int, name: str, point: tuple[float, float], **more: object) -> Draft:
    facts = {
        "id": f"geonames:{number}",
        "level": Level.CITY,
        "country": "NO",
        "names": ((fold(name), NameKind.MAIN),),
        "admin1": "geonames:2",
        **more,
    }
    return Draft(name=name, lon=point[0], lat=point[1], **facts)  # type: ignore[arg-type]


def drafts() -> list[Draft]:
    imprecise = int(Flag.IMPRECISE)
    return [
        draft(1, "Norland", (10, 50), level=Level.COUNTRY, radius_m=300_000, admin1="", seat="geonames:3"),
        draft(2, "Velm Oblast", (11, 50), level=Level.ADMIN1, radius_m=90_000, admin1="", flags=imprecise),
        draft(3, "Lindmar", (10.5, 50.2), population=900_000, flags=int(Flag.CAPITAL)),
        draft(4, "Velm", (11.2, 50.1), population=40_000),
        draft(
            5,
            "Dorsk",
            (11.2, 50.1),
            id="katottg:UA01020030010098765",
            radius_m=20_000,
            flags=imprecise,
            names=(("dorsk", NameKind.MAIN), ("дорськ", NameKind.SCRIPT)),
        ),
        draft(6, "The Marshes", (12, 51), id="region:marshes", level=Level.REGION, country="", admin1=""),
    ]


def line(number: object, name: str, point: tuple[object, object], **more: str) -> str:
    """A row of a dump; `point` is latitude and longitude, as GeoNames has them."""
    cells = {
        "ascii": name,
        "others": "",
        "kind": "P",
        "code": "PPL",
        "country": "NO",
        "admin1": "07",
        "admin2": "",
        "population": "0",
        "day": "2024-05-06",
        **more,
    }
    order = (number, name, cells["ascii"], cells["others"], *point, cells["kind"], cells["code"])
    rest = (cells["country"], "", cells["admin1"], cells["admin2"], "", "", cells["population"])
    return "\t".join(map(str, (*order, *rest, "", "0", "", cells["day"])))


def zipped(path: Path, lines: Sequence[str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "what the columns are\n" * 99)
        archive.writestr(f"{path.stem}.txt", "".join(f"{each}\n" for each in lines))
    return path
