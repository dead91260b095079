"""Layers as one still picture: a small map a period, for where no script runs (GitHub, PDF, print).

The same events, ground and colours as the page; Scalable Vector Graphics 1.1 without script, style or links.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gazetteer.model import Shape
from mapper.page.families import FAMILIES, find_family
from mapper.page.rows import rows_of
from mapper.table import NOWHERE, UNDATED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from mapper.model import Layers
    from mapper.page.rows import Rows

MOST_PANELS = 6
COLUMNS = 3
PANEL_WIDTH = 300
GAP = 10
CAPTION = 22
HEAD = 44
FOOT = 46
MOST_HEIGHT, LEAST_HEIGHT = 340, 140
LARGEST_RADIUS = 22.0
SMALLEST_RADIUS = 2.5
"""Pixels; a symbol's area goes by the number of its events."""
MANY = 16
"""Events at a place that make it as large as can be, where none has more."""

MERCATOR_LAT = 85.05
DEGREE = 100_000
MINUTES_A_DAY = 1440

# Colours of the page's light theme (web/page.css).
SEA, LAND, COAST, BORDER, INK = "#d9e4ea", "#f7f5f0", "#a9bac4", "#a39b8d", "#26313b"
FAMILY_COLOURS = dict(
    zip(FAMILIES, ("#c8401f", "#1f5fa8", "#8d2f7b", "#a86f00", "#0d7f66", "#4b7d96", "#747b83"), strict=True)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where a panel's part of the world is, and how large the panel; Mercator (EPSG:3857), in pixels."""

    west: float
    north: float
    scale: float
    width: float
    height: float

    def place(self, corners: NDArray[np.float64]) -> NDArray[np.float64]:
        """Pixels of longitudes and latitudes in degrees."""
        lat = np.clip(corners[:, 1], -MERCATOR_LAT, MERCATOR_LAT)
        down = np.log(np.tan(np.pi / 4 + np.radians(lat) / 2))
        return np.stack(
            [(np.radians(corners[:, 0]) - self.west) * self.scale, (self.north - down) * self.scale], axis=1
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One panel: what it is called, and which rows fall into it."""

    caption: str
    rows: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What symbols mean in all panels: how many rows the largest stands for, and the family of each kind."""

    largest: int
    families: tuple[str, ...]


def draw_still(layers: Layers) -> str:
    """Draw layers as a picture; the same layers give the same text."""
    rows = rows_of(layers)
    frame = find_frame(layers, rows)
    ground = "".join(_ground(layers, frame))
    periods = find_periods(rows)
    largest = max((max(_tally(rows, period.rows).values(), default=1) for period in periods), default=1)
    key = Key(largest=largest, families=tuple(find_family(kind, layers.likenesses) for kind in rows.kinds))
    across = min(COLUMNS, max(1, len(periods)))
    down = math.ceil(len(periods) / across) if periods else 1
    width = across * PANEL_WIDTH + (across + 1) * GAP
    height = HEAD + down * (frame.height + CAPTION + GAP) + FOOT
    panels = "".join(
        _panel(rows, period, frame, (number % across, number // across), key)
        for number, period in enumerate(periods)
    )
    title = escape(_clean(layers.title) or "Events")
    clip = f'<clipPath id="frame"><rect width="{frame.width:g}" height="{frame.height:g}"/></clipPath>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="img" font-family="system-ui, sans-serif" fill="{INK}">'
        f'<title>{title}</title><defs>{clip}<g id="ground">{ground}</g></defs>'
        f'<rect width="{width:g}" height="{height:g}" fill="#ffffff"/>'
        f'<text x="{GAP}" y="28" font-size="18" font-weight="600">{title}</text>'
        f"{panels}{_foot(layers, rows, key, (width, height))}</svg>"
    )


def find_frame(layers: Layers, rows: Rows) -> Frame:
    """Frame what happened, with a margin; the ground's own box where nothing is placed."""
    spots = _places(rows)
    placed = spots[np.isfinite(spots[:, 0])]
    box = [*placed.min(axis=0), *placed.max(axis=0)] if len(placed) else list(layers.basemap.bounds)
    wide = max(box[2] - box[0], box[3] - box[1], 1.0) * 0.12 + 0.2
    west, east = max(-180.0, box[0] - wide), min(180.0, box[2] + wide)
    south, north = max(-MERCATOR_LAT, box[1] - wide), min(MERCATOR_LAT, box[3] + wide)
    whole = Frame(west=math.radians(west), north=0.0, scale=1.0, width=0.0, height=0.0)
    corners = whole.place(np.array([[west, north], [east, south]]))
    across, down = corners[1] - corners[0]
    scale = min(PANEL_WIDTH / across, MOST_HEIGHT / down)
    height = max(LEAST_HEIGHT, round(down * scale))
    middle = (corners[0] + corners[1]) / 2
    return Frame(
        west=math.radians(west) + middle[0] - PANEL_WIDTH / scale / 2,
        north=-(middle[1] - height / scale / 2),
        scale=scale,
        width=PANEL_WIDTH,
        height=height,
    )


def find_periods(rows: Rows) -> list[Period]:
    """Part the dated rows into periods of equal length, one for undated rows alone."""
    shown = np.flatnonzero(rows.background == 0)
    shown = shown if len(shown) else np.arange(len(rows.start))
    dated = shown[rows.precision[shown] != UNDATED]
    if not len(dated):
        return [Period(caption="undated", rows=shown)] if len(shown) else []
    day = np.floor_divide(rows.start[dated], MINUTES_A_DAY)
    first, days = int(day.min()), int(day.max() - day.min()) + 1
    number = min(MOST_PANELS, days)
    cuts = [first + days * at // number for at in range(number + 1)]
    return [
        Period(caption=_caption(begin, end - 1), rows=dated[(day >= begin) & (day < end)])
        for begin, end in pairwise(cuts)
    ]


def _caption(first: int, last: int) -> str:
    """First and last day of a period, from days since 1970."""
    one, other = (str(np.datetime64(day, "D")) for day in (first, last))
    return one if one == other else f"{one} – {other}"  # noqa: RUF001 -- an en dash is meant


def _places(rows: Rows) -> NDArray[np.float64]:
    """Longitude and latitude of each row; NaN where it has none."""
    spots = np.array([(spot.lon, spot.lat) for spot in rows.spots] + [(np.nan, np.nan)])
    at = np.where(rows.spot == NOWHERE, len(rows.spots), rows.spot)
    own = np.stack([rows.lon, rows.lat], axis=1) / DEGREE
    return np.where((rows.exact != 0)[:, None], own, spots[at])


def _tally(rows: Rows, which: NDArray[np.int64]) -> Counter[tuple[float, float]]:
    """Count rows by where they are."""
    spots = _places(rows)[which]
    return Counter((round(lon, 2), round(lat, 2)) for lon, lat in spots[np.isfinite(spots[:, 0])].tolist())


def _panel(rows: Rows, period: Period, frame: Frame, at: tuple[int, int], key: Key) -> str:
    """One small map with its caption."""
    x = GAP + at[0] * (PANEL_WIDTH + GAP)
    y = HEAD + at[1] * (frame.height + CAPTION + GAP)
    words = f"{period.caption}: {len(period.rows):,} event{'s' if len(period.rows) != 1 else ''}"
    return (
        f'<g transform="translate({x:g} {y:g})"><text y="15" font-size="12">{words}</text>'
        f'<g transform="translate(0 {CAPTION})" clip-path="url(#frame)">'
        f'<rect width="{frame.width:g}" height="{frame.height:g}" fill="{SEA}"/><use href="#ground"/>'
        f"{''.join(_symbols(rows, period.rows, frame, key))}</g></g>"
    )


def _symbols(rows: Rows, which: NDArray[np.int64], frame: Frame, key: Key) -> Iterator[str]:
    """Draw a disc for a town, a ring for near one or a region; the largest first, so that none is hidden."""
    spots = _places(rows)[which]
    groups: dict[tuple[float, float], list[int]] = {}
    for row, (lon, lat) in zip(which.tolist(), spots.tolist(), strict=True):
        if np.isfinite(lon):
            groups.setdefault((round(lon, 2), round(lat, 2)), []).append(row)
    for place, members in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])):
        x, y = frame.place(np.array([place]))[0]
        radius = max(SMALLEST_RADIUS, LARGEST_RADIUS * math.sqrt(len(members) / max(key.largest, MANY)))
        colour = FAMILY_COLOURS[Counter(key.families[rows.kind[row]] for row in members).most_common(1)[0][0]]
        is_point = any(rows.exact[row] or rows.spots[rows.spot[row]].shape is Shape.POINT for row in members)
        look = f'fill="{colour}" fill-opacity="0.6"' if is_point else 'fill="none" stroke-dasharray="3 2"'
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" {look} stroke="{colour}"/>'


def _ground(layers: Layers, frame: Frame) -> Iterator[str]:
    """Land, lakes and borders within a panel, as coarse as its pixels."""
    land = layers.basemap.land
    yield f'<path d="{_path(list(land.geoms), frame)}" fill="{LAND}" fill-rule="evenodd" stroke="{COAST}"/>'
    lakes = _path(list(layers.basemap.lakes.geoms), frame)
    yield f'<path d="{lakes}" fill="{SEA}" fill-rule="evenodd"/>'
    borders = _path(list(layers.basemap.borders.geoms), frame)
    yield f'<path d="{borders}" fill="none" stroke="{BORDER}"/>'
    disputed = _path(list(layers.basemap.disputed.geoms), frame)
    yield f'<path d="{disputed}" fill="none" stroke="{BORDER}" stroke-dasharray="4 3"/>'


def _path(shapes: Sequence[BaseGeometry], frame: Frame) -> str:
    """Path of lines and rings, clipped to the panel and without corners that no pixel shows."""
    placed = shapely.transform(np.asarray(shapes, dtype=object), frame.place)
    edge = 3.0
    clipped = shapely.clip_by_rect(
        shapely.make_valid(placed), -edge, -edge, frame.width + edge, frame.height + edge
    )
    parts = shapely.get_parts(shapely.simplify(clipped, 0.4))
    lines = [*shapely.get_rings(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])]
    lines += [*parts[shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING]]
    drawn = (shapely.get_coordinates(line).round(1).tolist() for line in lines)
    return "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in corners) for corners in drawn if corners)


def _foot(layers: Layers, rows: Rows, key: Key, size: tuple[float, float]) -> str:
    """Colours and what they stand for, how many rows are not shown, and whose map it is."""
    width, height = size
    shown = [family for family in FAMILIES if family in key.families]
    marks = "".join(
        f'<circle cx="{GAP + 6 + at * 84}" cy="{height - 34:g}" r="5" fill="{FAMILY_COLOURS[family]}"/>'
        f'<text x="{GAP + 15 + at * 84}" y="{height - 30:g}" font-size="11">{family}</text>'
        for at, family in enumerate(shown)
    )
    undated = int((rows.precision == UNDATED).sum())
    told = f"{undated:,} undated, not shown · " if undated and undated < len(rows.start) else ""
    words = escape(_clean(f"{told}{layers.basemap.attribution}"))
    at = f'x="{GAP}" y="{height - 12:g}" font-size="9" textLength="{_fit(words, width)}"'
    return f"{marks}<text {at}>{words}</text>"


def _fit(words: str, width: float) -> int:
    """Pixels for a line of small text: its own length, or what there is."""
    return round(min(width - 2 * GAP, len(words) * 4.6))


def _clean(text: str) -> str:
    """Leave out what no XML file may hold (XML 1.0, production 2)."""
    return "".join(c if c.isprintable() and not "\\ud800" <= c <= "\\udfff" else " " for c in text)
