"""The ground under the events: land, waters, borders and names, fine near the events and coarse far away.

The whole world is always there, so that a reader who zooms out never leaves the map; what it costs is
spent where the events are. Pure: outlines, waters and towns are handed in.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

import numpy as np
import shapely
from shapely import MultiLineString, MultiPolygon, Polygon

from gazetteer.areas import ATTRIBUTION, WORLD, Line, Zone, meet
from gazetteer.columns import LEVEL_NUMBERS, Flag
from gazetteer.errors import UnknownPlaceError
from gazetteer.model import Level
from gazetteer.waters import LEAST, Reach, Waters
from mapper.model import Basemap, Label
from mapper.rings import polygons, ring_area

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from numpy.typing import NDArray

    from gazetteer.areas import Area, Areas, Bounds
    from gazetteer.model import Place

CREDITS = f"{ATTRIBUTION.replace('Borders:', 'Borders, rivers, lakes:')}. Places: GeoNames, CC BY 4.0"

MOST_CORNERS = 48_000
"""Corners of land and lines: about 230 kB in the page, measured with `mapper.page.columns.seal`."""

MOST_WATER_CORNERS = 14_000
"""Corners of rivers and lakes: about 60 kB in the page."""

LEAST_WATERS = (LEAST, 4, 1)
"""Natural Earth's rank of the least rivers and lakes that are drawn near, in the middle and far."""

RIVER_RANKS = (range(4), range(4, 7), range(7, LEAST + 1))
"""Ranks of the great rivers, which are seen from afar, of the middling ones, and of the small."""

MERCATOR_LAT = 85.05
"""Beyond it the web's projection has no map (EPSG:3857)."""

NEAR_DEG = 3.0
"""What lies within so many degrees of an event is drawn finely: a view that shows its country's part."""

WHOLE_VIEW_DEG = 25.0
"""Events that lie closer together than this are looked at all at once, so all between them is near."""

MIDDLE_DEG = 10.0
"""What lies within so many degrees is seen at the edges of such views."""

TOLERANCES_DEG = (0.005, 0.04, 0.2)
"""How finely near, in the middle and far: about a pixel at web zoom 7, 5 and 2."""

COARSER = 2.0
"""By how much all is drawn more coarsely until it fits `MOST_CORNERS`."""

COARSEST = 20
"""By how much at most: what does not fit then consists of corners where borders meet, which stay."""

TOWN_CELLS_DEG = (8.0, 4.0, 2.0, 1.0, 0.5, 0.25, 0.125)
"""Side of the squares that may each name their largest town: about 150 pixels at web zoom 4 to 10."""

CELLS_AROUND = 2
"""How many squares away from an event's own still name a town."""

MOST_TOWNS = 500
MOST_DIVISIONS = 250

GREAT_TOWN = 500_000
"""People; a town of that size is named before the divisions are, and its quarters are not."""

QUARTER_DEG = 0.12
"""How far a great town's quarters lie from its middle: some 13 km."""

MUCH_LARGER = 3
"""How many times as many people make a town swallow another."""


class Towns(Protocol):
    """What is needed of a gazetteer: columns of all places, one row each, and places by row and id."""

    @property
    def lon(self) -> NDArray[np.float64]:
        """Degrees east."""
        ...

    @property
    def lat(self) -> NDArray[np.float64]:
        """Degrees north."""
        ...

    @property
    def population(self) -> NDArray[Any]:
        """People; 0 unknown."""
        ...

    @property
    def level(self) -> NDArray[Any]:
        """Place of the level in `gazetteer.columns.LEVELS`."""
        ...

    @property
    def flags(self) -> NDArray[Any]:
        """Bits of `gazetteer.columns.Flag`."""
        ...

    def name_at(self, row: int) -> str:
        """Give the main name."""
        ...

    def place(self, place_id: str) -> Place:
        """Look a place up, or raise `UnknownPlaceError`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """What a reader will look at: where the events are, and boxes near them and around those."""

    points: tuple[tuple[float, float], ...]
    near: tuple[Bounds, ...]
    middle: tuple[Bounds, ...]

    def zones(self, coarser: float) -> list[Zone]:
        """Say how finely to draw where."""
        boxes = (self.near, self.middle, (WORLD,))
        return [
            Zone(boxes=each, tolerance_deg=tolerance * coarser)
            for each, tolerance in zip(boxes, TOLERANCES_DEG, strict=True)
            if each
        ]

    def reaches(self, fewer: int) -> list[Reach]:
        """Say which waters to draw where: so many ranks fewer than there are."""
        boxes = (self.near, self.middle, (WORLD,))
        return [
            Reach(boxes=each, tolerance_deg=tolerance, least=least - fewer)
            for each, tolerance, least in zip(boxes, TOLERANCES_DEG, LEAST_WATERS, strict=True)
            if each
        ]


def draw_basemap(
    spots: Iterable[Bounds], areas: Areas, towns: Towns, *, waters: Waters
) -> tuple[Basemap, Areas]:
    """Draw the ground under some spots, each a point (a box of no size) or a box around an area.

    Gives the areas as finely as they were drawn, too, so that outlines laid on top fit the lines.
    """
    focus = focus_on(spots)
    drawn, ground = draw_within(MOST_CORNERS, areas, focus)
    shown = waters_within(MOST_WATER_CORNERS, waters, focus)
    named = replace(
        ground,
        lakes=shown.lake_areas(),
        rivers=tuple(shown.river_lines(ranks) for ranks in RIVER_RANKS),
        labels=tuple(labels(drawn, towns, focus)),
    )
    return named, drawn


def waters_within(most_corners: int, waters: Waters, focus: Focus) -> Waters:
    """Take the waters to draw, without the least of them until there are no more than so many corners."""
    for fewer in range(LEAST):
        shown = waters.within(focus.reaches(fewer))
        if shown.corners() <= most_corners:
            return shown
    return Waters.none()


def draw_within(most_corners: int, areas: Areas, focus: Focus) -> tuple[Areas, Basemap]:
    """Draw the ground, its names aside, ever more coarsely until it has no more than so many corners."""
    coarser = 1.0
    while True:
        drawn = areas.simplified(focus.zones(coarser))
        ground = draw_lines(drawn, focus)
        if corners(ground) <= most_corners or coarser > COARSEST:
            return drawn, ground
        coarser *= COARSER


def draw_lines(drawn: Areas, focus: Focus) -> Basemap:
    """Put together what is drawn but for the names; division lines near the events only."""
    return Basemap(
        bounds=(WORLD[0], -MERCATOR_LAT, WORLD[2], MERCATOR_LAT),
        land=land(drawn),
        borders=drawn.lines(Line.BORDER),
        disputed=drawn.lines(Line.DISPUTED),
        divisions=drawn.lines(Line.DIVISION, focus.near) if focus.near else MultiLineString(),
        lakes=MultiPolygon(),
        rivers=(),
        labels=(),
        attribution=CREDITS,
    )


def corners(ground: Basemap) -> int:
    """Count the corners of land and lines."""
    drawn = (ground.land, ground.borders, ground.disputed, ground.divisions)
    return int(shapely.get_num_coordinates(drawn).sum())


def land(drawn: Areas) -> MultiPolygon:
    """Give the land, country by country, as far as the projection shows it.

    Where simplification made an outline cross itself it is left so: the page fills land by the even-odd rule.
    """
    whole: list[Area] = []
    parts: list[Polygon] = []
    for area in drawn.within(WORLD, Level.COUNTRY):
        if area.bounds[1] >= -MERCATOR_LAT and area.bounds[3] <= MERCATOR_LAT:
            whole.append(area)
        else:
            parts += clipped(drawn.outline(area.id))
    return MultiPolygon([*polygons(whole, drawn), *parts])


def clipped(outline: Polygon | MultiPolygon | None) -> Iterator[Polygon]:
    """Cut off what the projection does not show."""
    shown = shapely.clip_by_rect(shapely.get_parts(outline), -180, -MERCATOR_LAT, 180, MERCATOR_LAT)
    yield from (
        part for part in shapely.get_parts(shown) if part.geom_type == "Polygon" and not part.is_empty
    )


def focus_on(spots: Iterable[Bounds]) -> Focus:
    """Say what is near: the one box of all spots, or a box around each when they are scattered.

    Examples
    --------
    >>> focus_on([(30, 50, 30, 50), (32, 51, 32, 51)]).near
    ((27.0, 47.0, 35.0, 54.0),)
    """
    ordered = sorted(set(spots))
    if not ordered:
        return Focus(points=(), near=(), middle=())
    points = sorted({((west + east) / 2, (south + north) / 2) for west, south, east, north in ordered})
    west, south, east, north = shapely.total_bounds(shapely.box(*np.array(ordered, dtype=float).T)).tolist()
    is_one_view = max(east - west, north - south) <= WHOLE_VIEW_DEG
    boxes = [(west, south, east, north)] if is_one_view else ordered
    return Focus(points=tuple(points), near=widen(boxes, NEAR_DEG), middle=widen(boxes, MIDDLE_DEG))


def widen(boxes: Sequence[Bounds], by_deg: float) -> tuple[Bounds, ...]:
    """Widen boxes on all sides, to the edges of the world at most."""
    west, south, east, north = WORLD
    return tuple(
        (max(west, w - by_deg), max(south, s - by_deg), min(east, e + by_deg), min(north, n + by_deg))
        for w, s, e, n in boxes
    )


def labels(drawn: Areas, towns: Towns, focus: Focus) -> Iterator[Label]:
    """List names, most important first: countries, capitals, great towns, divisions, towns."""
    yield from (label(area, towns, 0) for area in by_size(drawn.within(WORLD, Level.COUNTRY), drawn))
    yield from capitals(towns)
    chosen = list(town_labels(towns, focus))
    yield from (town for town in chosen if town.population >= GREAT_TOWN)
    near = {area.id: area for box in focus.near for area in drawn.within(box, Level.ADMIN1)}
    shown = [area for area in near.values() if stands_in(area, focus.middle)]
    yield from (label(area, towns, 1) for area in by_size(shown, drawn)[:MOST_DIVISIONS])
    yield from (town for town in chosen if town.population < GREAT_TOWN)


def stands_in(area: Area, boxes: Iterable[Bounds]) -> bool:
    """Whether an area's name stands in any of some boxes: bounds across the antimeridian meet too much."""
    return any(meet((area.lon, area.lat, area.lon, area.lat), box) for box in boxes)


def by_size(areas: Iterable[Area], drawn: Areas) -> list[Area]:
    """Sort areas by size, the largest first."""

    def size(area: Area) -> float:
        shores = (np.concatenate([drawn.arcs.arc(n) for n in outer]) for outer, *_ in drawn.rings[area.id])
        return sum(ring_area(shore) for shore in shores) * math.cos(math.radians(area.lat))

    return sorted(areas, key=lambda area: (-size(area), area.id))


def label(area: Area, towns: Towns, rank: int) -> Label:
    """Name an area as the gazetteer does, so that its name is the same as in the events."""
    try:
        name = towns.place(area.id).name
    except UnknownPlaceError:
        name = area.name  # the index leaves out divisions without any town
    country = area.country if area.level is Level.COUNTRY else ""
    return Label(name=name, lon=area.lon, lat=area.lat, rank=rank, country=country)


def capitals(towns: Towns) -> Iterator[Label]:
    """Name all capitals, the largest first."""
    rows = np.flatnonzero(is_town(towns) & (towns.flags & Flag.CAPITAL > 0))
    yield from (town_label(towns, int(row), 2) for row in sort_by_population(towns, rows))


def is_town(towns: Towns) -> NDArray[np.bool_]:
    """Say of each row whether it is a whole town whose place is known."""
    is_part_or_vague = towns.flags & (Flag.SECTION | Flag.IMPRECISE) > 0
    return np.asarray((towns.level == LEVEL_NUMBERS[Level.CITY]) & ~is_part_or_vague)


def town_labels(towns: Towns, focus: Focus) -> Iterator[Label]:
    """Name towns: on every scale the largest of each square near the events, so that they spread out.

    Notes
    -----
    Selection by a hierarchical grid: halving the side of the squares names about four times as many towns
    of a region, which is how many more a map of twice the scale has room for.
    """
    rows = np.flatnonzero(is_town(towns) & (towns.flags & Flag.CAPITAL == 0) & (towns.population > 0))
    seen = rows[near_events(towns, rows, focus, TOWN_CELLS_DEG[0])]
    candidates = outside_greater(towns, sort_by_population(towns, seen))
    chosen: dict[int, None] = {}
    for cell_deg in TOWN_CELLS_DEG:
        if len(chosen) < MOST_TOWNS:
            chosen |= dict.fromkeys(largest_of_cells(towns, candidates, focus, cell_deg))
    yield from (town_label(towns, row, 3) for row in list(chosen)[:MOST_TOWNS])


def outside_greater(towns: Towns, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Leave out what lies within a great town much larger than itself: it is likely a quarter of it."""
    great = np.flatnonzero(is_town(towns) & (towns.population >= GREAT_TOWN))
    tree = shapely.STRtree(np.asarray(shapely.points(towns.lon[rows], towns.lat[rows])))
    middles = shapely.points(towns.lon[great], towns.lat[great])
    of, within = tree.query(middles, predicate="dwithin", distance=QUARTER_DEG)
    is_much_larger = towns.population[great[of]] >= MUCH_LARGER * towns.population[rows[within]]
    return np.delete(rows, within[is_much_larger])


def largest_of_cells(
    towns: Towns, candidates: NDArray[np.int64], focus: Focus, cell_deg: float
) -> Iterator[int]:
    """Take the first candidate in each square that has an event nearby."""
    near = candidates[near_events(towns, candidates, focus, cell_deg)]
    _, first = np.unique(cells(towns.lon[near], towns.lat[near], cell_deg, (0, 0)), return_index=True)
    yield from near[np.sort(first)].tolist()


def near_events(towns: Towns, rows: NDArray[np.int64], focus: Focus, cell_deg: float) -> NDArray[np.bool_]:
    """Say which rows lie in squares that have an event nearby."""
    points = np.array(focus.points, dtype=float).reshape(-1, 2)
    wanted = np.unique(
        np.concatenate([cells(points[:, 0], points[:, 1], cell_deg, step) for step in steps()])
    )
    return np.isin(cells(towns.lon[rows], towns.lat[rows], cell_deg, (0, 0)), wanted)


def steps() -> list[tuple[int, int]]:
    """List the squares around one, itself included."""
    around = range(-CELLS_AROUND, CELLS_AROUND + 1)
    return [(x, y) for x in around for y in around]


def cells(
    lons: NDArray[np.float64], lats: NDArray[np.float64], cell_deg: float, step: tuple[int, int]
) -> NDArray[np.int64]:
    """Give the numbers of the squares that some points lie in, or of those some steps away."""
    columns = np.floor(lons / cell_deg).astype(np.int64) + step[0]
    rows = np.floor(lats / cell_deg).astype(np.int64) + step[1]
    return columns * 100_000 + rows


def sort_by_population(towns: Towns, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sort rows, the largest town first; those of one size by row, which is the order of the file."""
    return rows[np.lexsort((rows, -towns.population[rows].astype(np.int64)))]


def town_label(towns: Towns, row: int, rank: int) -> Label:
    """Name a town."""
    return Label(
        name=towns.name_at(row),
        lon=float(towns.lon[row]),
        lat=float(towns.lat[row]),
        rank=rank,
        population=int(towns.population[row]),
    )
