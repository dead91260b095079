"""Natural Earth's first-order divisions, read as faces of one coverage in one view of the world.

A face is the smallest piece of land the source tells apart. Neighbouring faces share their border
vertex for vertex, before and after simplification, so that whatever is put together from them fits.

View of the world: ISO 3166 and the maps of the United Nations. Natural Earth draws who holds the
ground; the rules below put back what it files elsewhere, and name the lines that are contested.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry import shape

from gazetteer.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from shapely import Geometry

COUNTRIES_OF_FACES = {
    "IOA-1928": "CC",  # Cocos (Keeling) Islands: filed under Australia, a code of their own in ISO 3166-1
    "IOA-2652": "CX",  # Christmas Island: the same
    "MAR-3456": "EH",  # Laâyoune: filed under Morocco; on the UN's list of non-self-governing territories
    "MAR-3469": "EH",  # Oued ed-Dahab: the same
    "PGA+00?": "",  # Spratly Islands: claimed by six states, so filed under none
}
"""ISO 3166-1 code by `adm1_code`, where neither the HASC code nor `iso_a2` follows ISO or the UN."""

WESTERN_SAHARA_NORTH = 27.0 + 40 / 60
"""The parallel 27°40' N, border between Morocco and Western Sahara (convention of 27 November 1912)."""

CUT_AT_PARALLEL = {"MAR-3456": ("MA", "EH"), "MAR-3457": ("MA", "EH")}
"""Faces that the parallel cuts, and whose the parts north and south of it are."""

DISPUTED = (
    ("Crimea and Sevastopol", ("UA-43", "UA-40"), ("UA", "RU")),
    ("Western Sahara", ("EH",), ("MA",)),
    ("Western Sahara, the berm", ("SAH",), ("MAR",)),
    ("Kashmir: line of control, Siachen, Aksai Chin", ("IN-JK", "IN-LA", "KAS"), ("PK", "CN")),
    ("Siachen Glacier", ("KAS",), ("IND",)),
    ("Arunachal Pradesh", ("IN-AR",), ("CN",)),
    ("Golan Heights: the line of 1974", ("IL",), ("SY",)),
    ("West Bank and Gaza Strip: the armistice lines of 1949", ("PS",), ("IL",)),
    ("Abkhazia", ("GE-AB",), ("GE",)),
    ("Transnistria", ("MD-SN",), ("MD",)),
    ("Kosovo", ("XK",), ("RS",)),
    ("Northern Cyprus", ("CYN",), ("CYP", "ESB", "WSB")),
    ("Somaliland", ("SOL",), ("SOM",)),
    ("Sudan and South Sudan, Abyei among it: not yet determined", ("SD",), ("SS",)),
    ("Ilemi Triangle", ("KE",), ("SS",)),
    ("Hala'ib Triangle", ("EG-BA",), ("SD",)),
    ("Korea: the demarcation line of 1953", ("KP",), ("KR",)),
    ("Essequibo", ("GY",), ("VE",)),
)
"""What is contested, and between whose faces the line runs.

A side is named by ISO 3166-1 alpha-2, ISO 3166-2, or Natural Earth's three letters. Sources: the
notes on the United Nations Geospatial Network's world map, and Natural Earth's list of disputed
areas. The source has no face for South Ossetia, the Golan Heights, Abyei or Aksai Chin, so the lines
on their other sides cannot be drawn.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One piece of land.

    Attributes
    ----------
    key
        Natural Earth's `adm1_code`, with ``/n`` or ``/s`` after a cut.
    country
        ISO 3166-1 alpha-2 in this view of the world, or ``""``.
    held_by
        Natural Earth's three letters for who holds it.
    iso_code
        ISO 3166-2 as the source has it, or ``""``.
    geonames_id
        What the source says it is, or 0; not always right.
    geonames_code
        GeoNames' code of the division it lies in, as the source has it; not always right.
    geometry
        Polygon or polygons, in degrees, WGS 84.
    """

    key: str
    country: str
    held_by: str
    iso_code: str
    geonames_id: int
    geonames_code: str
    geometry: Geometry

    def is_called(self, side: Collection[str]) -> bool:
        """Whether one of these codes means this face."""
        return not {self.country, self.iso_code, self.held_by}.isdisjoint(side)


def read_faces(path: Path, countries: Collection[str], tolerance_deg: float) -> list[Face]:
    """Read, re-key, cut, clean and simplify the faces of Natural Earth's admin-1 file (GeoJSON).

    The tolerance is that of `shapely.coverage_simplify`: the square root, in degrees, of the area of
    the triangle a vertex must span to be kept.
    """
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    whole = [face_of(feature, countries) for feature in features if feature["geometry"]]
    faces = [part for face in whole for part in cut(face)]
    # types-shapely does not know the function yet (shapely 2.2, GEOS 3.14)
    clean = shapely.coverage_clean(shapely.make_valid(geometries(faces)))  # type: ignore[attr-defined]
    simple = shapely.coverage_simplify(clean, tolerance_deg)
    if not shapely.coverage_is_valid(simple):
        raise BuildError(f"{path}: the divisions overlap even after cleaning")
    return [replace(face, geometry=geometry) for face, geometry in zip(faces, simple, strict=True)]


def geometries(faces: Sequence[Face]) -> NDArray[np.object_]:
    """Give the faces' geometries as shapely's functions on whole coverages want them."""
    return np.array([face.geometry for face in faces], dtype=object)


def face_of(feature: dict[str, Any], countries: Collection[str]) -> Face:
    """Read one feature."""
    properties = feature["properties"]

    def text(field: str) -> str:
        return str(properties.get(field) or "")

    return Face(
        key=text("adm1_code"),
        country=country_of(text("adm1_code"), text("code_hasc"), text("iso_a2"), countries),
        held_by=text("adm0_a3"),
        iso_code=text("iso_3166_2"),
        # negative where the face is only a part of that place; -1 and -99 mean unknown
        geonames_id=number if (number := abs(int(properties.get("gn_id") or 0))) > 99 else 0,
        geonames_code=text("gn_a1_code"),
        geometry=shape(feature["geometry"]),
    )


def country_of(key: str, hasc: str, iso: str, countries: Collection[str]) -> str:
    """Whose the face is: by our own list, then its HASC code, then what the source says.

    HASC codes are what puts Crimea (``UA.KR``) in Ukraine and gives the overseas departments their
    own codes, as ISO 3166-1 and GeoNames do.

    Examples
    --------
    >>> country_of("RUS-283", "UA.KR", "RU", {"UA", "RU"})
    'UA'
    >>> country_of("IOA-2652", "", "AU", {"AU", "CX"})
    'CX'
    """
    if key in COUNTRIES_OF_FACES:
        return COUNTRIES_OF_FACES[key]
    prefix, dot, _ = hasc.partition(".")
    return prefix if dot and prefix in countries else iso


def cut(face: Face) -> list[Face]:
    """Cut a face where a border runs that the source does not draw."""
    if face.key not in CUT_AT_PARALLEL:
        return [face]
    north, south = CUT_AT_PARALLEL[face.key]
    parts = (
        ("/n", north, shapely.box(-180, WESTERN_SAHARA_NORTH, 180, 90)),
        ("/s", south, shapely.box(-180, -90, 180, WESTERN_SAHARA_NORTH)),
    )
    return [
        replace(
            face, key=face.key + mark, country=country, geometry=shapely.intersection(face.geometry, half)
        )
        for mark, country, half in parts
    ]


def is_disputed(
    one: Face, other: Face, rules: Iterable[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> bool:
    """Whether the line between two faces is contested."""
    return any(
        (one.is_called(left) and other.is_called(right) and not other.is_called(left))
        or (other.is_called(left) and one.is_called(right) and not one.is_called(left))
        for _, left, right in rules
    )
