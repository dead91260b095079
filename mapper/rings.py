"""Closed lines of areas as polygons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from shapely import Polygon

    from gazetteer.areas import Area, Areas


def polygons(areas: Iterable[Area], drawn: Areas) -> list[Polygon]:
    """Put the polygons of areas together, but for those of which simplification left nothing."""
    rings: list[NDArray[np.float64]] = []
    owners: list[int] = []
    for number, lines in enumerate(lines for area in areas for lines in drawn.rings[area.id]):
        outer, *holes = (np.concatenate([drawn.arcs.arc(arc) for arc in ring]) for ring in lines)
        if encloses(outer):
            kept = [outer, *(hole for hole in holes if encloses(hole))]
            rings += kept
            owners += [number] * len(kept)
    if not rings:
        return []
    numbers = np.repeat(np.arange(len(rings)), [len(ring) for ring in rings])
    closed = np.asarray(shapely.linearrings(np.concatenate(rings), indices=numbers))
    found = np.unique(owners, return_inverse=True)[1]
    drawn_once: list[Polygon] = np.asarray(shapely.polygons(closed, indices=found)).tolist()
    return drawn_once


def encloses(ring: NDArray[np.float64]) -> bool:
    """Whether a closed line has any area within it."""
    return len(ring) > 3 and ring_area(ring) > 0


def ring_area(ring: NDArray[np.float64]) -> float:
    """Area within a closed line, in square degrees (the shoelace formula)."""
    x, y = ring[:, 0] - ring[0, 0], ring[:, 1] - ring[0, 1]
    return abs(float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1]))) / 2
