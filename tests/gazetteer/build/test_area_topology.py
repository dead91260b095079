from __future__ import annotations

from itertools import pairwise

import shapely
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.build.area_topology import Topology, stretches, topology

CELLS = st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1)


def faces_of(cells: set[tuple[int, int]]) -> list[shapely.Polygon]:
    return [shapely.box(x, y, x + 1, y + 1) for x, y in sorted(cells)]


def put_together(shared: Topology, rings: list[list[list[int]]]) -> shapely.Geometry:
    def ring(numbers: list[int]) -> list[tuple[int, int]]:
        arcs = [shared.arcs[n] if n >= 0 else shared.arcs[~n][::-1] for n in numbers]
        return [vertex for arc in arcs for vertex in arc]

    polygons = [shapely.Polygon(ring(outer), [ring(hole) for hole in holes]) for outer, *holes in rings]
    return shapely.MultiPolygon(polygons)


@given(CELLS)
def test_a_face_put_together_from_its_arcs_is_the_face(cells: set[tuple[int, int]]) -> None:
    faces = faces_of(cells)
    shared = topology(faces, per_degree=1)
    for face in faces:
        assert put_together(shared, shared.rings(face, 1)).equals(face)


@given(CELLS)
def test_a_union_of_faces_can_be_said_in_the_same_arcs(cells: set[tuple[int, int]]) -> None:
    faces = faces_of(cells)
    shared = topology(faces, per_degree=1)
    whole = shapely.coverage_union_all(faces)
    assert put_together(shared, shared.rings(whole, 1)).equals(whole)


@given(CELLS)
def test_every_stretch_is_kept_once_with_one_or_two_faces_along_it(cells: set[tuple[int, int]]) -> None:
    shared = topology(faces_of(cells), per_degree=1)
    edges = [frozenset(edge) for arc in shared.arcs for edge in pairwise(arc) if edge[0] != edge[1]]
    assert len(edges) == len(set(edges))
    assert {len(both) for both in shared.sides} <= {1, 2}


def test_a_ring_without_nodes_is_one_stretch_from_its_least_vertex() -> None:
    ring = ((1, 1), (0, 0), (0, 1), (1, 1))
    assert list(stretches(ring, frozenset())) == [((0, 0), (0, 1), (1, 1), (0, 0))]
