"""Faces of a coverage, cut into arcs: every stretch of border is kept once, whoever it parts.

The scheme is TopoJSON's (topojson.org, Bostock and Metcalf): coordinates are whole numbers, a ring is
a list of arcs, and ``~i`` stands for arc `i` walked backwards.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from shapely import Geometry

Vertex = tuple[int, int]
Arc = tuple[Vertex, ...]
Rings = list[list[list[int]]]
"""Polygons, each a list of rings, each a list of arcs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topology:
    """Arcs, and how to say a polygon in them.

    Attributes
    ----------
    arcs
        Each stretch once, in the direction in which its first vertex is not the greater end.
    sides
        For every arc, which faces lie along it: one at a coast, two at a border.
    nodes
        Vertices at which arcs end.
    numbers
        The arc of every stretch, in its own direction.
    """

    arcs: tuple[Arc, ...]
    sides: tuple[tuple[int, ...], ...]
    nodes: frozenset[Vertex]
    numbers: dict[Arc, int]

    def rings(self, area: Geometry, per_degree: int) -> Rings:
        """Say an area, made of whole faces, in arcs."""
        polygons = ([part.exterior, *part.interiors] for part in shapely.get_parts(area))
        walked = [[self.walk(vertices(ring, per_degree)) for ring in polygon] for polygon in polygons]
        return [[ring for ring in polygon if ring] for polygon in walked if polygon[0]]

    def walk(self, ring: Arc) -> list[int]:
        """Say one closed ring in arcs; empty when nothing is left of it on the grid."""
        return [self.number(stretch) for stretch in stretches(ring, self.nodes)]

    def number(self, stretch: Arc) -> int:
        """Look an arc up, whichever way it is walked."""
        direct = canonical(stretch)
        return self.numbers[direct] if direct == stretch else ~self.numbers[direct]


def topology(faces: Sequence[Geometry], per_degree: int) -> Topology:
    """Cut the faces of a coverage into arcs on a grid."""
    rings = [
        (number, ring)
        for number, face in enumerate(faces)
        for part in shapely.get_parts(face)
        for line in (part.exterior, *part.interiors)
        if len(ring := vertices(line, per_degree)) > 3
    ]
    nodes = find_nodes(rings)
    sides: dict[Arc, set[int]] = defaultdict(set)
    for number, ring in rings:
        for stretch in stretches(ring, nodes):
            sides[canonical(stretch)].add(number)
    return Topology(
        arcs=tuple(sides),
        sides=tuple(tuple(sorted(both)) for both in sides.values()),
        nodes=nodes,
        numbers={arc: number for number, arc in enumerate(sides)},
    )


def vertices(ring: Geometry, per_degree: int) -> Arc:
    """Put a closed ring on the grid, each vertex once in a row."""
    whole = (shapely.get_coordinates(ring) * per_degree).round().astype(int).tolist()
    on_grid = [(x, y) for x, y in whole]
    kept = [one for one, following in pairwise(on_grid) if one != following]
    return (*kept, kept[0]) if kept else ()


def find_nodes(rings: Iterable[tuple[int, Arc]]) -> frozenset[Vertex]:
    """Find where arcs must end: where the faces along the way change, or more than one way leads on."""
    faces_along: dict[tuple[Vertex, Vertex], set[int]] = defaultdict(set)
    for number, ring in rings:
        for one, other in pairwise(ring):
            faces_along[min(one, other), max(one, other)].add(number)
    ways: dict[Vertex, list[frozenset[int]]] = defaultdict(list)
    for (one, other), numbers in faces_along.items():
        ways[one].append(frozenset(numbers))
        ways[other].append(frozenset(numbers))
    return frozenset(at for at, along in ways.items() if len(along) != 2 or along[0] != along[1])


def stretches(ring: Arc, nodes: frozenset[Vertex]) -> Iterator[Arc]:
    """Cut a closed ring at the nodes; a ring without one starts at its least vertex."""
    if len(ring) <= 3:
        return
    open_ring = ring[:-1]
    cuts = [at for at, vertex in enumerate(open_ring) if vertex in nodes] or [open_ring.index(min(open_ring))]
    turned = (*open_ring[cuts[0] :], *open_ring[: cuts[0]], open_ring[cuts[0]])
    ends = [at - cuts[0] for at in cuts] + [len(open_ring)]
    for start, end in pairwise(ends):
        yield turned[start : end + 1]


def canonical(stretch: Arc) -> Arc:
    """Give the direction in which an arc is kept: the same for both of its neighbours."""
    return min(stretch, stretch[::-1])
