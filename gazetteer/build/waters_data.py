"""Make ``gazetteer/data/waters.zip``: rivers and lakes, to be drawn.

Run by hand by whoever maintains the data, never when installing; the result is committed::

    python -m gazetteer.build.waters_data FOLDER -o gazetteer/data/waters.zip

FOLDER holds Natural Earth's 1:10 million physical layers as GeoJSON (public domain; as published in
github.com/martynafford/natural-earth-geojson, CC0, commit 0b9a6ce).
"""

from __future__ import annotations

import argparse
import json
import logging
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import shape

from gazetteer.areas import PER_DEGREE, Arcs
from gazetteer.waters import HOLE, LEAST, Waters, write_waters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

logger = logging.getLogger(__name__)

TOLERANCE_DEG = 0.01
"""About one kilometre, as in the file of areas."""

ABOUT = """\
Rivers and lakes for event-mapper, made by gazetteer/build/waters_data.py.

Natural Earth 1:10m rivers with lake centerlines (by scale rank) and lakes; public domain,
www.naturalearthdata.com.
"""


def read_layer(path: Path) -> Iterator[tuple[int, BaseGeometry]]:
    """Read a layer's features: how prominent each is, and its geometry."""
    for feature in json.loads(path.read_text("utf-8"))["features"]:
        if feature["geometry"]:
            said = {key.lower(): value for key, value in feature["properties"].items()}
            yield min(LEAST, int(said["scalerank"])), shape(feature["geometry"])


def rivers(features: Iterable[tuple[int, BaseGeometry]]) -> Arcs:
    """Give the rivers as arcs; stretches of one rank that only meet each other are one."""
    by_rank: dict[int, list[BaseGeometry]] = {}
    for rank, line in features:
        by_rank.setdefault(rank, []).extend(shapely.get_parts(line).tolist())
    found = []
    for rank, lines in sorted(by_rank.items()):
        merged = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(lines)))
        found += [(rank, line) for line in shapely.simplify(merged, TOLERANCE_DEG).tolist()]
    return arcs(found, least_corners=2)


def lakes(features: Iterable[tuple[int, BaseGeometry]]) -> Arcs:
    """Give the shores of lakes as arcs, the islands behind their lake."""
    found: list[tuple[int, BaseGeometry]] = []
    for rank, areas in sorted(united(features), key=lambda feature: (feature[0], feature[1].bounds)):
        for lake in shapely.get_parts(shapely.simplify(areas, TOLERANCE_DEG)):
            if lake.area > TOLERANCE_DEG**2:
                found.append((rank, lake.exterior))
                found += [(rank + HOLE, ring) for ring in lake.interiors]
    return arcs(found, least_corners=4)


def united(features: Iterable[tuple[int, BaseGeometry]]) -> list[tuple[int, BaseGeometry]]:
    """Make one lake of what overlaps, as prominent as its foremost part: some lakes are listed twice.

    Filled by the even-odd rule, water that lies on water would be land.
    """
    ranks, areas = zip(*features, strict=True)
    valid = [shapely.make_valid(area) for area in areas]
    lakes_ = shapely.get_parts(shapely.union_all(valid))
    number, of = shapely.STRtree(lakes_).query([area.representative_point() for area in valid])
    foremost = np.full(len(lakes_), LEAST)
    np.minimum.at(foremost, of, np.array(ranks)[number])
    return [(int(rank), lake) for rank, lake in zip(foremost, lakes_, strict=True)]


def arcs(lines: Sequence[tuple[int, BaseGeometry]], *, least_corners: int) -> Arcs:
    """Put lines on the grid, one behind the other."""
    snapped = [(kind, _snap(line)) for kind, line in lines]
    kept = [(kind, points) for kind, points in snapped if len(points) >= least_corners]
    return Arcs.of([points for _, points in kept], [kind for kind, _ in kept])


def _snap(line: BaseGeometry) -> NDArray[np.int32]:
    """Corners on the grid, each once in a row."""
    grid: NDArray[np.int32] = np.rint(shapely.get_coordinates(line) * PER_DEGREE).astype(np.int32)
    moved = np.any(np.diff(grid, axis=0, prepend=grid[:1] - 1) != 0, axis=1)
    return grid[moved]


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the arguments and make the file."""
    parser = argparse.ArgumentParser(description="Make the file of rivers and lakes.")
    parser.add_argument("folder", type=Path, help="Natural Earth's physical layers, GeoJSON")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the file to write")
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    waters = Waters(
        rivers=rivers(read_layer(given.folder / "ne_10m_rivers_lake_centerlines_scale_rank.json")),
        lakes=lakes(read_layer(given.folder / "ne_10m_lakes.json")),
    )
    write_waters(given.output, waters, ABOUT)
    logger.info("%d corners, %d bytes", waters.corners(), given.output.stat().st_size)


if __name__ == "__main__":
    main()
