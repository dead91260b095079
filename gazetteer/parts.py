"""Parts of areas: the north of a country, the line between two, the sea off a coast. Pure geometry."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import MultiLineString, MultiPolygon, Polygon

from gazetteer.areas import Line, areal
from gazetteer.compass import CENTRAL, bearing_of
from gazetteer.model import Level
from gazetteer.sphere import METRES_A_DEGREE, travel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from gazetteer.areas import Areas

OVERLAP = 0.05
"""Of an area's width: nobody draws the line between its north and its south, so both go so far beyond it."""

CENTRAL_SHARE = 0.6
"""Of an area's width and height that count as its centre."""

FEWEST_DIVISIONS = 4
"""With fewer divisions nothing can be said of where people live."""

FAR_OFF_M = 500_000.0
"""Islands and exclaves with a wider gap to the rest are not counted when its middle is sought (Alaska)."""

LEAST_SHARE = 0.002
"""Parts smaller than this share of an area do not carry it across a gap."""


def part_of(area: str, point: str, areas: Areas) -> Polygon | MultiPolygon | None:
    """Cut the named part out of an area's outline, in degrees, or None when it has none.

    The line runs halfway between the middle of the outline and the median of its first-order divisions: of
    these there are more where more people live, and it is people who speak of "northern Mali" (Gao is in it
    and lies south of the middle of the map). A choice of ours.

    Parameters
    ----------
    area
        A place's id.
    point
        Of the compass, in letters, or ``"central"``.
    """
    outline = areas.outline(area)
    if outline is None:
        return None
    parts = shapely.get_parts(outline)
    west, _, east, _ = outline.bounds
    crosses = east - west > 180
    shift = np.where(crosses & (shapely.bounds(parts)[:, 2] <= 0), 360.0, 0.0)
    moved = _move(parts, shift)
    main = shapely.total_bounds(_main(moved)).tolist()
    near = shapely.covers(_frame(main, "", (0.0, 0.0)), shapely.box(*shapely.bounds(moved).T))
    cut = shapely.intersection(moved[near], _frame(main, point, _middle(area, main, areas)))
    return areal(shapely.GeometryCollection(_move(cut, -shift[near]).tolist()))


def _middle(area: str, bounds: Sequence[float], areas: Areas) -> tuple[float, float]:
    """Find where the line between the parts runs: longitude and latitude in the frame of the bounds."""
    west, south, east, north = bounds
    middle = np.array([(west + east) / 2, (south + north) / 2])
    country = areas.table[area].country if areas.table[area].level is Level.COUNTRY else ""
    labels = [
        (one.lon + 360 if one.lon < west and east > 180 else one.lon, one.lat)
        for one in areas.table.values()
        if country and one.country == country and one.level is Level.ADMIN1
    ]
    inside = [(x, y) for x, y in labels if west <= x <= east and south <= y <= north]
    if len(inside) >= FEWEST_DIVISIONS:
        middle = (middle + np.median(inside, axis=0)) / 2
    return float(middle[0]), float(middle[1])


def _move(parts: NDArray[np.object_], shift: NDArray[np.float64]) -> NDArray[np.object_]:
    """Move parts east by so many degrees each."""
    if not shift.any():
        return parts
    coordinates, owners = shapely.get_coordinates(parts, return_index=True)
    coordinates[:, 0] += shift[owners]
    return np.asarray(shapely.set_coordinates(parts.copy(), coordinates), dtype=object)


def _main(parts: NDArray[np.object_]) -> NDArray[np.object_]:
    """Keep what hangs together with the largest part, over gaps that are not too wide."""
    if len(parts) == 1:
        return parts
    bounds = shapely.bounds(parts)
    wide = max(0.2, math.cos(math.radians((bounds[:, 1].min() + bounds[:, 3].max()) / 2)))
    boxes: NDArray[np.object_] = np.asarray(shapely.box(*(bounds * (wide, 1, wide, 1)).T))
    sizes = shapely.area(parts)
    large = sizes >= LEAST_SHARE * sizes.sum()
    joined = np.zeros(len(parts), dtype=bool)
    joined[int(np.argmax(sizes))] = True
    while True:
        together = shapely.union_all(boxes[joined])
        more = large & ~joined & (shapely.distance(boxes, together) <= FAR_OFF_M / METRES_A_DEGREE)
        if not more.any():
            return parts[joined]
        joined |= more


def _frame(bounds: Sequence[float], point: str, middle: tuple[float, float]) -> Polygon:
    """Lay the box around a part of a box, or all of it; its outer sides reach farther, for islands."""
    west, south, east, north = bounds
    wide, high = east - west, north - south
    if point == CENTRAL:
        x, y = CENTRAL_SHARE / 2 * wide, CENTRAL_SHARE / 2 * high
        return shapely.box(middle[0] - x, middle[1] - y, middle[0] + x, middle[1] + y)
    reach_x, reach_y = (min(side / 4, FAR_OFF_M / METRES_A_DEGREE) for side in (wide, high))
    low_x = middle[0] - OVERLAP * wide if "e" in point else west - reach_x
    high_x = middle[0] + OVERLAP * wide if "w" in point else east + reach_x
    low_y = middle[1] - OVERLAP * high if "n" in point else south - reach_y
    high_y = middle[1] + OVERLAP * high if "s" in point else north + reach_y
    return shapely.box(low_x, low_y, high_x, high_y)


def border_between(one: str, other: str, areas: Areas) -> MultiLineString | None:
    """Give the line that two areas share, in degrees, or None when they do not touch.

    Neighbours are drawn with the same arcs, so nothing is computed but which they have in common.
    """
    shared = _arcs(one, areas) & _arcs(other, areas)
    return _lines(shared, areas)


def border_of(area: str, areas: Areas) -> MultiLineString | None:
    """Give all of an area's land border, in degrees, or None when it has none."""
    border = {n for n in _arcs(area, areas) if areas.arcs.kinds[n] in (Line.BORDER, Line.DISPUTED)}
    return _lines(border, areas)


def coast_of(area: str, areas: Areas) -> MultiLineString | None:
    """Give all of an area's coast, in degrees, or None when it lies inland."""
    return _lines({n for n in _arcs(area, areas) if areas.arcs.kinds[n] == Line.COAST}, areas)


def _arcs(area: str, areas: Areas) -> set[int]:
    rings = (ring for polygon in areas.rings.get(area, ()) for ring in polygon)
    return {number if number >= 0 else ~number for ring in rings for number in ring}


def _lines(numbers: set[int], areas: Areas) -> MultiLineString | None:
    lines = [areas.arcs.arc(number) for number in sorted(numbers)]
    return MultiLineString(lines) if lines else None


def seaward(lon: float, lat: float, away_m: float, areas: Areas) -> float | None:
    """Degrees clockwise from north in which the sea lies, seen from a point on or near a coast.

    The mean of those of 24 directions in which there is water after `away_m` metres; None where there
    is none, or nothing but.
    """
    reach = 2 * away_m / METRES_A_DEGREE
    wide = reach / max(0.1, math.cos(math.radians(lat)))
    near = areas.within((lon - wide, lat - reach, lon + wide, lat + reach), Level.ADMIN1)
    outlines = [outline for area in near if (outline := areas.outline(area.id)) is not None]
    bearings = np.arange(0, 360, 15.0)
    ends = np.array([travel(lon, lat, float(bearing), away_m) for bearing in bearings])
    land = np.zeros(len(bearings), dtype=bool)
    for outline in outlines:
        shapely.prepare(outline)
        land |= shapely.contains_xy(outline, ends[:, 0], ends[:, 1])
    if land.all() or not land.any():
        return None
    wet = np.radians(bearings[~land])
    return float(np.degrees(np.arctan2(np.sin(wet).sum(), np.cos(wet).sum())) % 360)


def lies_towards(point: str, inner: tuple[float, float], outer: tuple[float, float]) -> bool:
    """Whether a place lies in the said direction from the middle of what holds it: within 67.5 degrees."""
    east = (inner[0] - outer[0]) * math.cos(math.radians(outer[1]))
    north = inner[1] - outer[1]
    said = math.radians(bearing_of(point))
    length = math.hypot(east, north)
    along = east * math.sin(said) + north * math.cos(said)
    return length > 0 and along >= length * math.cos(math.radians(67.5))
