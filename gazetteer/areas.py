"""Outlines of countries and their divisions, the lines between them, and which area a point is in.

Everything comes from one file that lies in the package (`gazetteer/build/areas_data.py` makes it): Natural
Earth's 1:10 million divisions, simplified together so that neighbours still share their borders, under
GeoNames' ids. Contested lines are marked as such; the view of the world is that of ISO 3166 and the
United Nations.
"""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass, replace
from enum import IntEnum
from importlib.resources import as_file, files
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import shapely
from shapely import LineString, MultiLineString, MultiPolygon, Polygon

from gazetteer.errors import StoreError
from gazetteer.model import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

Bounds: TypeAlias = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""

WORLD: Bounds = (-180.0, -90.0, 180.0, 90.0)

ATTRIBUTION = "Borders: Natural Earth; contested lines dashed; worldview: ISO 3166 / UN"
"""Whose lines they are, and who is taken to be right about them."""

FORMAT = 1
PER_DEGREE = 100_000
"""Coordinates are whole numbers of this part of a degree, about one metre: the source's own grid."""


class Line(IntEnum):
    """What an arc parts."""

    COAST = 0
    """Land from water."""
    BORDER = 1
    """Two countries."""
    DISPUTED = 2
    """Two areas, one of whose sides denies that it parts them, or parts them there."""
    DIVISION = 3
    """Two first-order divisions of one country."""
    INNER = 4
    """Two smaller ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """What is known of an area besides its outline.

    Attributes
    ----------
    id
        The place's id, such as ``"geonames:690791"`` for Ukraine.
    name
        As GeoNames has it.
    level
        Country, first-order or second-order division.
    country
        ISO 3166-1 alpha-2.
    iso_code
        ISO 3166-2, or ``""``.
    lon, lat
        Where its label goes: well inside its largest part. Degrees, WGS 84.
    bounds
        Around all parts, in degrees; 360 wide when the area lies on both sides of the antimeridian.
    """

    id: str
    name: str
    level: Level
    country: str
    iso_code: str
    lon: float
    lat: float
    bounds: Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """Where, and how finely, to draw: the Douglas-Peucker tolerance in degrees."""

    boxes: Sequence[Bounds]
    tolerance_deg: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Arcs:
    """Stretches of coast and border, each kept once, `PER_DEGREE` units to the degree.

    Attributes
    ----------
    points
        All vertices of all arcs, longitude and latitude, one row each.
    starts
        Where each arc's vertices begin, and at last the number of all vertices.
    kinds
        The `Line` that each arc is.
    """

    points: NDArray[np.int32]
    starts: NDArray[np.int64]
    kinds: NDArray[np.uint8]

    @classmethod
    def of(cls, arcs: Sequence[NDArray[np.int32]], kinds: Sequence[int]) -> Arcs:
        """Put arcs one behind the other."""
        lengths = [len(arc) for arc in arcs]
        return cls(
            points=np.concatenate(arcs),
            starts=np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]),
            kinds=np.asarray(kinds, dtype=np.uint8),
        )

    def arc(self, number: int) -> NDArray[np.float64]:
        """Vertices of one arc in degrees; backwards for ``~number``."""
        at = number if number >= 0 else ~number
        points = self.points[self.starts[at] : self.starts[at + 1]] / PER_DEGREE
        return points if number >= 0 else points[::-1]

    def bounds(self) -> NDArray[np.float64]:
        """West, south, east, north of each arc, in degrees."""
        low = np.minimum.reduceat(self.points, self.starts[:-1])
        high = np.maximum.reduceat(self.points, self.starts[:-1])
        return np.hstack([low, high]) / PER_DEGREE

    def touch(self, boxes: Sequence[Bounds]) -> NDArray[np.bool_]:
        """Say of each arc whether its bounds meet any of some boxes."""
        region = shapely.union_all(shapely.box(*np.asarray(boxes, dtype=float).reshape(-1, 4).T))
        shapely.prepare(region)
        return np.asarray(shapely.intersects(region, shapely.box(*self.bounds().T)))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Areas:
    """All areas of one file. Compared by identity.

    Attributes
    ----------
    table
        What is known of each area, by id.
    rings
        For each area its polygons, each a list of rings (the first the outer), each a list of arcs.
    arcs
        The arcs that the rings are made of.

    Examples
    --------
    >>> areas = Areas.open()
    >>> areas.table["geonames:690791"].name
    'Ukraine'
    >>> areas.containing(34.1, 44.95)  # Simferopol: the Autonomous Republic of Crimea
    'geonames:703883'
    """

    table: Mapping[str, Area]
    rings: Mapping[str, Sequence[Sequence[Sequence[int]]]]
    arcs: Arcs

    @classmethod
    def open(cls, path: Path | None = None) -> Areas:
        """Open an areas file; without a path, the one that comes with the package."""
        if path is not None:
            return read_areas(path)
        with as_file(files("gazetteer") / "data" / "areas.zip") as packaged:
            return read_areas(packaged)

    def ids(self) -> tuple[str, ...]:
        """Ids of everything that has an outline, in the order of the file."""
        return tuple(self.table)

    def outline(self, place_id: str) -> Polygon | MultiPolygon | None:
        """Give the outline of a place in degrees, or None when the file has none.

        Parts end at the antimeridian; none crosses it.
        """
        if place_id not in self.rings:
            return None
        parts = [self._polygon(polygon) for polygon in self.rings[place_id]]
        kept = [part for part in parts if part is not None]
        if not kept:
            return None
        area = kept[0] if len(kept) == 1 else MultiPolygon(kept)
        return area if area.is_valid else areal(shapely.make_valid(area))

    def _polygon(self, rings: Sequence[Sequence[int]]) -> Polygon | None:
        """Put one polygon together; None when simplification has left nothing of it."""
        closed = [np.concatenate([self.arcs.arc(number) for number in ring]) for ring in rings]
        outer, *holes = (Polygon(ring) if len(ring) > 3 else Polygon() for ring in closed)
        if not outer.area:
            return None
        return Polygon(outer.exterior, [hole.exterior for hole in holes if hole.area]) if holes else outer

    def within(self, bounds: Bounds, level: Level | None = None) -> tuple[Area, ...]:
        """List the areas whose bounds meet some others, of one level or of all, in the order of the file."""
        return tuple(
            area
            for area in self.table.values()
            if (level is None or area.level is level) and meet(area.bounds, bounds)
        )

    def containing(self, lon: float, lat: float, level: Level = Level.ADMIN1) -> str | None:
        """Say which area of a level a point lies in, or None: at sea, or where no outline is known."""
        point = shapely.Point(lon, lat)
        for area in self.within((lon, lat, lon, lat), level):
            outline = self.outline(area.id)
            if outline is not None and outline.intersects(point):
                return area.id
        return None

    def around(self, lon: float, lat: float) -> tuple[str, tuple[str, ...]]:
        """Code of the country that a point lies in, and the ids of its division and country; empty at sea."""
        held = (self.containing(lon, lat, level) for level in (Level.ADMIN1, Level.COUNTRY))
        parents = tuple(parent for parent in held if parent is not None)
        return (self.table[parents[-1]].country if parents else "", parents)

    def lines(self, kind: Line, near: Sequence[Bounds] = (WORLD,)) -> MultiLineString:
        """Give the arcs of a kind that come near any of some boxes, whole, in degrees."""
        chosen = np.flatnonzero(self.arcs.touch(near) & (self.arcs.kinds == kind))
        return MultiLineString([LineString(self.arcs.arc(int(number))) for number in chosen])

    def simplified(self, zones: Sequence[Zone]) -> Areas:
        """Draw the arcs with fewer vertices: each as finely as the first zone that it comes near says.

        Neighbours still fit, as each arc is simplified once (Douglas and Peucker 1973) and its ends
        stay; islands smaller than the tolerance vanish. Arcs near no zone are left as they are.
        """
        tolerances = np.zeros(len(self.arcs.kinds))
        for zone in reversed(zones):
            tolerances[self.arcs.touch(zone.boxes)] = zone.tolerance_deg
        lengths = np.diff(self.arcs.starts)
        owners = np.repeat(np.arange(len(lengths)), lengths)
        lines = shapely.linestrings(self.arcs.points / PER_DEGREE, indices=owners)
        thin = shapely.simplify(lines, tolerances, preserve_topology=False)
        points, owners = shapely.get_coordinates(thin, return_index=True)
        starts = np.searchsorted(owners, np.arange(len(lengths) + 1))
        grid = (points * PER_DEGREE).round().astype(np.int32)
        return replace(self, arcs=Arcs(points=grid, starts=starts, kinds=self.arcs.kinds))


def meet(one: Bounds, other: Bounds) -> bool:
    """Whether two boxes have a point in common.

    Examples
    --------
    >>> meet((0, 0, 1, 1), (1, 1, 2, 2)), meet((0, 0, 1, 1), (2, 0, 3, 1))
    (True, False)
    """
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def areal(geometry: shapely.Geometry) -> Polygon | MultiPolygon | None:
    """Keep what has an area of a geometry that was made valid."""
    polygons = [part for part in polygons_of(geometry) if part.area > 0]
    if not polygons:
        return None
    return polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)


def polygons_of(geometry: shapely.Geometry) -> Iterator[Polygon]:
    """List the polygons in a geometry of any kind."""
    if isinstance(geometry, Polygon):
        yield geometry
    elif not isinstance(geometry, LineString | shapely.Point):
        for part in shapely.get_parts(geometry):
            yield from polygons_of(part)


def read_areas(path: Path) -> Areas:
    """Read an areas file."""
    try:
        with zipfile.ZipFile(path) as archive:
            described = json.loads(archive.read("areas.json"))
            stretches = archive.read("arcs.bin")
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise StoreError(f"{path}: not a file of areas: {error}") from error
    if described.get("format") != FORMAT:
        raise StoreError(f"{path}: format {described.get('format')} of areas, this version reads {FORMAT}")
    table = {row[0]: area_of(row) for row in described["areas"]}
    rings = {row[0]: row[-1] for row in described["areas"]}
    return Areas(table=table, rings=rings, arcs=unpack(stretches))


def area_of(row: Sequence[Any]) -> Area:
    """Read one row of the table."""
    place, name, level, country, iso_code, (lon, lat), (west, south, east, north), _ = row
    return Area(
        id=place,
        name=name,
        level=Level(level),
        country=country,
        iso_code=iso_code,
        lon=lon,
        lat=lat,
        bounds=(west, south, east, north),
    )


def write_areas(path: Path, areas: Areas, about: str) -> None:
    """Write an areas file: the same areas give the same bytes."""
    rows = [
        [
            area.id,
            area.name,
            area.level.value,
            area.country,
            area.iso_code,
            (area.lon, area.lat),
            area.bounds,
            areas.rings[area.id],
        ]
        for area in areas.table.values()
    ]
    described = json.dumps({"format": FORMAT, "areas": rows}, ensure_ascii=False, separators=(",", ":"))
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in (
            ("about.txt", about),
            ("areas.json", described),
            ("arcs.bin", pack(areas.arcs)),
        ):
            # a fixed day, as a zip would keep the clock's
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    path.write_bytes(held.getvalue())


def pack(arcs: Arcs) -> bytes:
    """Lay arcs out so that deflate likes them: differences, zigzag, byte planes apart.

    Number of arcs, their lengths, their kinds, then four planes of bytes for longitudes and four for
    latitudes, lowest first; whole numbers little-endian.
    """
    steps = np.diff(arcs.points, axis=0, prepend=np.zeros((1, 2), dtype=np.int32)).astype(np.int64)
    zigzag = ((steps << 1) ^ (steps >> 63)).astype("<u4")
    planes = zigzag.T.reshape(2, -1, 1).view("u1").transpose(0, 2, 1)
    lengths = np.diff(arcs.starts).astype("<u4")
    count = np.uint32(len(lengths)).astype("<u4")
    return b"".join(part.tobytes() for part in (count, lengths, arcs.kinds, planes))


def unpack(packed: bytes) -> Arcs:
    """Read what `pack` wrote."""
    count = int(np.frombuffer(packed, "<u4", 1)[0])
    lengths = np.frombuffer(packed, "<u4", count, 4)
    kinds = np.frombuffer(packed, "u1", count, 4 + 4 * count)
    planes = np.frombuffer(packed, "u1", -1, 4 + 5 * count).reshape(2, 4, -1)
    zigzag = np.ascontiguousarray(planes.transpose(0, 2, 1)).view("<u4")[:, :, 0].astype(np.int64)
    steps = (zigzag >> 1) ^ -(zigzag & 1)
    return Arcs(
        points=np.cumsum(steps, axis=1).T.astype(np.int32),
        starts=np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]),
        kinds=kinds,
    )
