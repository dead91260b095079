"""Rivers and lakes, as lines and polygons to draw on a map.

Everything comes from one file that lies in the package (`gazetteer/build/waters_data.py` makes it): Natural
Earth's 1:10 million rivers and lakes, simplified, each with the rank that says how prominent it is.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from importlib.resources import as_file, files
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import MultiLineString, MultiPolygon, Polygon

from gazetteer.areas import PER_DEGREE, Arcs, pack, unpack
from gazetteer.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from gazetteer.areas import Bounds

LEAST = 10
"""The rank of the least rivers and lakes; 0 are the greatest (Natural Earth's `scalerank`)."""

HOLE = 100
"""Added to the rank of a ring that is an island in the lake before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Where to draw which waters, and how finely.

    Attributes
    ----------
    boxes
        What has to come near any of these, in degrees, is drawn whole.
    tolerance_deg
        Of Douglas and Peucker's simplification.
    least
        Rank of the least rivers and lakes that are drawn there.
    """

    boxes: Sequence[Bounds]
    tolerance_deg: float
    least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waters:
    """All rivers and lakes of one file.

    Attributes
    ----------
    rivers
        Stretches of river, from fork to fork; the kind of an arc is its rank.
    lakes
        Shores, closed; the kind is the rank, with `HOLE` added for islands, which follow their lake.

    Examples
    --------
    >>> waters = Waters.open()
    >>> bool(waters.rivers.touch([(30.4, 50.3, 30.7, 50.6)]).any())  # the Dnipro at Kyiv
    True
    """

    rivers: Arcs
    lakes: Arcs

    @classmethod
    def open(cls, path: Path | None = None) -> Waters:
        """Open a file of waters; without a path, the one that comes with the package."""
        if path is not None:
            return read_waters(path)
        with as_file(files("gazetteer") / "data" / "waters.zip") as packaged:
            return read_waters(packaged)

    @classmethod
    def none(cls) -> Waters:
        """No water at all."""
        dry = Arcs(
            points=np.zeros((0, 2), dtype=np.int32),
            starts=np.zeros(1, dtype=np.int64),
            kinds=np.zeros(0, dtype=np.uint8),
        )
        return cls(rivers=dry, lakes=dry)

    def within(self, reaches: Sequence[Reach]) -> Waters:
        """Take what is drawn: each water as the first reach that it comes near says."""
        return Waters(
            rivers=_within(self.rivers, self.rivers.kinds, reaches),
            lakes=_within(self.lakes, self.lakes.kinds % HOLE, reaches),
        )

    def corners(self) -> int:
        """Count the corners of all lines and shores."""
        return len(self.rivers.points) + len(self.lakes.points)

    def river_lines(self, ranks: range) -> MultiLineString:
        """Give the rivers of some ranks, in degrees."""
        chosen = np.flatnonzero(np.isin(self.rivers.kinds, list(ranks)))
        return MultiLineString([self.rivers.arc(int(number)) for number in chosen])

    def lake_areas(self) -> MultiPolygon:
        """Give the lakes with their islands, in degrees; what simplification left no area of is left out."""
        return MultiPolygon([lake for lake in self._lakes() if lake.area > 0])

    def _lakes(self) -> Iterator[Polygon]:
        """Put each lake together from its shore and those of its islands."""
        firsts = [*np.flatnonzero(self.lakes.kinds < HOLE).tolist(), len(self.lakes.kinds)]
        for first, after in pairwise(firsts):
            shore, *islands = (self.lakes.arc(number) for number in range(first, after))
            yield (
                Polygon(shore, [island for island in islands if len(island) > 3])
                if len(shore) > 3
                else Polygon()
            )


def _within(arcs: Arcs, ranks: NDArray[np.uint8], reaches: Sequence[Reach]) -> Arcs:
    """Take the arcs that the reaches ask for, as finely as they ask."""
    if not len(arcs.kinds):
        return arcs
    tolerances = np.zeros(len(ranks))
    is_drawn = np.zeros(len(ranks), dtype=bool)
    for reach in reversed(reaches):
        touched = arcs.touch(reach.boxes)
        tolerances[touched] = reach.tolerance_deg
        is_drawn[touched] = ranks[touched] <= reach.least
    return _simplified(arcs, np.flatnonzero(is_drawn), tolerances)


def _simplified(arcs: Arcs, chosen: NDArray[np.int64], tolerances: NDArray[np.float64]) -> Arcs:
    """Draw some of the arcs with fewer corners (Douglas and Peucker 1973)."""
    if not len(chosen):
        return Waters.none().rivers
    stretches = [arcs.points[arcs.starts[number] : arcs.starts[number + 1]] for number in chosen.tolist()]
    owners = np.repeat(np.arange(len(chosen)), [len(stretch) for stretch in stretches])
    lines = shapely.linestrings(np.concatenate(stretches) / PER_DEGREE, indices=owners)
    thin = shapely.simplify(lines, tolerances[chosen], preserve_topology=False)
    points, owners = shapely.get_coordinates(thin, return_index=True)
    return Arcs(
        points=(points * PER_DEGREE).round().astype(np.int32),
        starts=np.searchsorted(owners, np.arange(len(chosen) + 1)),
        kinds=arcs.kinds[chosen],
    )


def read_waters(path: Path) -> Waters:
    """Read a file of waters."""
    try:
        with zipfile.ZipFile(path) as archive:
            return Waters(rivers=unpack(archive.read("rivers.bin")), lakes=unpack(archive.read("lakes.bin")))
    except (OSError, KeyError, ValueError, IndexError, zipfile.BadZipFile) as error:
        raise StoreError(f"{path}: not a file of waters: {error}") from error


def write_waters(path: Path, waters: Waters, about: str) -> None:
    """Write a file of waters: the same waters give the same bytes."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in (
            ("about.txt", about.encode()),
            ("rivers.bin", pack(waters.rivers)),
            ("lakes.bin", pack(waters.lakes)),
        ):
            # a fixed day, as a zip would keep the clock's
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    path.write_bytes(held.getvalue())
