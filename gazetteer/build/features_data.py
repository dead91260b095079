"""Make ``gazetteer/data/features.tsv``: rivers, lakes, mountains, islands, seas and airports.

Run by hand by whoever maintains the data, never when installing; the result is committed::

    pip install airportsdata==20260905
    python -m gazetteer.build.features_data FOLDER AIRPORTS.csv -o gazetteer/data/features.tsv

FOLDER holds Natural Earth's 1:10 million physical layers as GeoJSON (public domain; as published in
github.com/martynafford/natural-earth-geojson, CC0, commit 0b9a6ce); AIRPORTS.csv is that of the package
`airportsdata` (MIT). The countries are those of `gazetteer/data/areas.zip`.
"""

from __future__ import annotations

import argparse
import csv
import json
import logging
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import shapely
from shapely.geometry import shape

from gazetteer.areas import Areas
from gazetteer.build.draft import distance_km
from gazetteer.build.feature_names import airport_names, lake_names, peak_names, plain_name, river_names
from gazetteer.model import Level

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

logger = logging.getLogger(__name__)

Table = Mapping[str, Any]

SAME_RIVER_DEG = 1.5
"""Stretches of one name that are nearer than this are one river: Natural Earth leaves out reservoirs."""

GREAT_RANK = 3
"""Natural Earth's scale rank up to which an area is a region here, and not a spot: the Hindu Kush, Borneo."""

GREAT_SEA = 6
"""The same for seas, gulfs and straits."""

SAMPLES = 40
"""Points of a feature whose countries are looked at."""

SHARED = 0.15
"""Share of them in a second country from which on a feature lies in none alone."""

_NO_GROUND = frozenset({"continent", "pole", "dragons-be-here"})

KM_PER_DEGREE = 111.195
LEAST_KM = 1.0


class Row(NamedTuple):
    """One feature as it is kept; `others` are further names, a tilde before those that mean other things."""

    id: str
    name: str
    level: Level
    lon: float
    lat: float
    radius_km: float
    country: str
    admin1: str
    others: tuple[str, ...]


class Ground:
    """Countries and divisions by point."""

    def __init__(self, areas: Areas) -> None:
        """Keep the outlines of first-order divisions, in a tree."""
        self._areas = [area for area in areas.table.values() if area.level is Level.ADMIN1]
        self._tree = shapely.STRtree([areas.outline(area.id) or shapely.Point() for area in self._areas])

    def of(self, geometry: BaseGeometry) -> tuple[str, str]:
        """Country and first-order division that a geometry lies in; ``""`` for none or several."""
        points = shapely.get_coordinates(geometry)
        chosen = points[np.linspace(0, len(points) - 1, min(len(points), SAMPLES)).astype(int)]
        found = self._tree.query(shapely.points(chosen), predicate="intersects")[1]
        areas = [self._areas[number] for number in found.tolist()]
        countries = Counter(area.country for area in areas).most_common(2)
        if not countries or (len(countries) > 1 and countries[1][1] > SHARED * len(areas)):
            return "", ""
        divisions = {area.id for area in areas}
        return countries[0][0], divisions.pop() if len(divisions) == 1 else ""


def read_layer(folder: Path, name: str) -> Iterator[tuple[Table, BaseGeometry]]:
    """Read a layer's features: what is said of each, and its geometry."""
    for feature in json.loads((folder / f"ne_10m_{name}.json").read_text("utf-8"))["features"]:
        said = {key.lower(): value for key, value in feature["properties"].items()}
        if said.get("name") and feature["geometry"]:
            yield said, shape(feature["geometry"])


def row(kind: str, names: list[str], level: Level, geometry: BaseGeometry, ground: Ground) -> Row:
    """Lay a feature out: its middle, and the disc that most of it lies in."""
    middle = geometry.representative_point() if geometry.area else _middle(geometry)
    lon, lat = (round(float(degrees), 4) for degrees in shapely.get_coordinates(middle)[0])
    country, admin1 = ground.of(geometry)
    slug = "-".join(names[0].lower().split())
    return Row(
        id=f"naturalearth:{kind}-{slug}",
        name=names[0],
        level=level,
        lon=lon,
        lat=lat,
        radius_km=_radius_km(geometry, lat),
        country=country,
        admin1=admin1,
        others=tuple(dict.fromkeys(names[1:])),
    )


def _middle(geometry: BaseGeometry) -> BaseGeometry:
    """Find the point of a line that is nearest to its middle."""
    return shapely.get_point(shapely.shortest_line(geometry, geometry.envelope.centroid), 0)


def _radius_km(geometry: BaseGeometry, lat: float) -> float:
    """Radius of the disc of the same area; of a line, half of how far it reaches."""
    narrow = math.cos(math.radians(lat))
    if geometry.area:
        return round(max(LEAST_KM, math.sqrt(geometry.area * narrow / math.pi) * KM_PER_DEGREE), 1)
    west, south, east, north = geometry.bounds
    return round(max(LEAST_KM, math.hypot((east - west) * narrow, north - south) / 2 * KM_PER_DEGREE), 1)


def rivers(folder: Path, ground: Ground) -> Iterator[Row]:
    """Put together the stretches of each river; those of one name far apart are several."""
    parts: dict[tuple[str, ...], list[tuple[int, BaseGeometry]]] = defaultdict(list)
    for layer in ("rivers_lake_centerlines", "rivers_europe", "rivers_north_america"):
        for said, geometry in read_layer(folder, layer):
            names = river_names(said)
            if names:
                parts[tuple(names)].append((int(said["scalerank"] or 9), geometry))
    seen: dict[str, list[Row]] = defaultdict(list)
    for key, stretches in sorted(parts.items()):
        for number, together in enumerate(_clusters(stretches)):
            found = row("river", list(key), Level.POI, together, ground)
            found = found._replace(id=f"{found.id}-{number}" if number else found.id)
            near = (distance_km(found.lon, found.lat, one.lon, one.lat) for one in seen[found.name])
            if all(away > 200.0 for away in near):
                seen[found.name].append(found)
                yield found


def _clusters(stretches: list[tuple[int, BaseGeometry]]) -> list[BaseGeometry]:
    lines = [geometry for _, geometry in stretches]
    groups: list[BaseGeometry] = []
    for line in lines:
        near = [one for one in groups if one.distance(line) < SAME_RIVER_DEG]
        groups = [one for one in groups if one not in near]
        groups.append(shapely.union_all([*near, line]))
    return sorted(groups, key=lambda one: (-one.length, one.bounds))


def seas(folder: Path, ground: Ground) -> Iterator[Row]:
    """Take seas, gulfs and straits."""
    for said, geometry in read_layer(folder, "geography_marine_polys"):
        if said["featurecla"] != "river" and (name := plain_name(said["name"])):
            level = Level.SEA if int(said["scalerank"]) <= GREAT_SEA else Level.POI
            yield row("sea", [name, *_other_names(said.get("namealt"))], level, geometry, ground)


def areas(folder: Path, ground: Ground) -> Iterator[Row]:
    """Take ranges, deserts, islands and capes."""
    for layer in ("geography_regions_polys", "geography_regions_points"):
        for said, geometry in read_layer(folder, layer):
            kind = str(said["featurecla"]).lower()
            if kind in _NO_GROUND or not (name := plain_name(said["name"])):
                continue
            level = Level.REGION if geometry.area and int(said["scalerank"]) <= GREAT_RANK else Level.POI
            others = _other_names(said.get("namealt") or said.get("name_alt"))
            yield row(kind.split("/")[0].replace(" ", "-"), [name, *others], level, geometry, ground)


def spots(folder: Path, ground: Ground) -> Iterator[Row]:
    """Take peaks and lakes."""
    for said, geometry in read_layer(folder, "geography_regions_elevation_points"):
        if names := peak_names(said):
            yield row("peak", names, Level.POI, geometry, ground)
    for layer in ("lakes", "lakes_europe", "lakes_north_america"):
        for said, geometry in read_layer(folder, layer):
            if names := lake_names(said):
                yield row("lake", names, Level.POI, geometry, ground)


def _other_names(written: object) -> list[str]:
    parts = str(written).replace(";", ",").split(",") if written else []
    return [name for part in parts if (name := plain_name(part.strip()))]


def airports(path: Path, ground: Ground) -> Iterator[Row]:
    """Take the airports that airlines serve, and air bases."""
    with path.open(encoding="utf-8", newline="") as file:
        for one in csv.DictReader(file):
            names = airport_names(one)
            if names:
                point = shapely.Point(float(one["lon"]), float(one["lat"]))
                _, admin1 = ground.of(point)
                yield Row(
                    f"icao:{one['icao']}", names[0], Level.POI, round(point.x, 4), round(point.y, 4), 3.0,
                    one["country"], admin1, tuple(names[1:]),
                )  # fmt: skip


def write(rows: Iterable[Row], path: Path) -> int:
    """Write the table, sorted by id; of several with one id, the widest."""
    best: dict[str, Row] = {}
    for one in rows:
        known = best.get(one.id)
        if known is None or one.radius_km > known.radius_km:
            best[one.id] = one
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write("\t".join(Row._fields) + "\n")
        for _, one in sorted(best.items()):
            fields = (*one[:-1], "|".join(one.others))
            out.write("\t".join(map(str, fields)) + "\n")
    return len(best)


def main() -> None:
    """Make the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("airports", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    chosen = parser.parse_args()
    logging.basicConfig(level=logging.INFO)
    ground = Ground(Areas.open())
    found = chain(*(take(chosen.folder, ground) for take in (seas, areas, spots, rivers)))
    found = chain(found, airports(chosen.airports, ground))
    logger.info("%d features", write(found, chosen.output))


if __name__ == "__main__":
    main()
