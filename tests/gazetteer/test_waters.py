from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.areas import WORLD, Arcs
from gazetteer.build.waters_data import lakes, united
from gazetteer.errors import StoreError
from gazetteer.waters import HOLE, LEAST, Reach, Waters, write_waters

if TYPE_CHECKING:
    from pathlib import Path

Points = list[tuple[float, float]]
SQUARE: Points = [(0, 0), (4, 0), (4, 4), (0, 4), (0, 0)]
ISLAND: Points = [(1, 1), (2, 1), (2, 2), (1, 2), (1, 1)]


def arcs(*stretches: tuple[Points, int]) -> Arcs:
    points = [np.rint(np.array(stretch) * 100_000).astype(np.int32) for stretch, _ in stretches]
    return Arcs.of(points, [kind for _, kind in stretches])


def waters() -> Waters:
    """A great river and a small one, far from each other, and a lake with an island."""
    return Waters(
        rivers=arcs(([(-9, 0), (-8, 0.02), (-7, 0)], 0), ([(50, 10), (51, 10)], 9)),
        lakes=arcs((SQUARE, 3), (ISLAND, 3 + HOLE)),
    )


def everywhere(*, least: int = LEAST, tolerance_deg: float = 0.0) -> list[Reach]:
    return [Reach(boxes=[WORLD], tolerance_deg=tolerance_deg, least=least)]


def test_a_lake_has_no_water_where_its_island_is() -> None:
    drawn = waters().within(everywhere()).lake_areas()
    assert drawn.area == pytest.approx(15)
    assert not drawn.covers(shapely.Point(1.5, 1.5))


def test_an_island_goes_with_its_lake() -> None:
    assert waters().within(everywhere(least=2)).lake_areas().is_empty


@given(st.integers(0, LEAST))
def test_only_rivers_that_are_prominent_enough_are_drawn(least: int) -> None:
    shown = waters().within(everywhere(least=least))
    assert shown.rivers.kinds.tolist() == [rank for rank in (0, 9) if rank <= least]


def test_what_is_near_is_drawn_as_the_first_reach_says() -> None:
    near = Reach(boxes=[(-10, -1, -6, 1)], tolerance_deg=0.0, least=LEAST)
    shown = waters().within([near, *everywhere(least=0, tolerance_deg=0.1)])
    assert shapely.get_num_coordinates(shown.river_lines(range(LEAST + 1))) == 3
    far = waters().within(everywhere(least=0, tolerance_deg=0.1))
    assert shapely.get_num_coordinates(far.river_lines(range(LEAST + 1))) == 2


def test_a_file_of_waters_reads_back_as_it_was_and_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        write_waters(tmp_path / name, waters(), "about")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    again = Waters.open(tmp_path / "one.zip")
    assert np.array_equal(again.rivers.points, waters().rivers.points)
    assert again.lakes.kinds.tolist() == [3, 3 + HOLE]


@pytest.mark.parametrize("name", ["missing.zip", "broken.zip", "empty.zip"])
def test_what_is_no_file_of_waters_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "broken.zip").write_bytes(b"no zip")
    with zipfile.ZipFile(tmp_path / "empty.zip", "w") as archive:
        archive.writestr("about.txt", "")
    with pytest.raises(StoreError, match=name):
        Waters.open(tmp_path / name)


@pytest.mark.parametrize(
    ("lon", "lat"), [(-87.5, 44.5), (33.0, -1.0), (106.0, 52.2)], ids=["Michigan", "Victoria", "Baikal"]
)
def test_the_great_lakes_of_the_world_are_seen_from_afar(lon: float, lat: float) -> None:
    shown = Waters.open().within(everywhere(least=1, tolerance_deg=0.2))
    assert shown.lake_areas().distance(shapely.Point(lon, lat)) < 0.7


@pytest.mark.parametrize(
    ("lon", "lat"), [(30.57, 50.43), (32.5, 15.7), (37.6, 55.7)], ids=["Dnipro", "Nile", "Moskva"]
)
def test_towns_on_a_river_have_it(lon: float, lat: float) -> None:
    shown = Waters.open().within(everywhere())
    lines = shown.river_lines(range(LEAST + 1))
    assert lines.distance(shapely.Point(lon, lat)) < 0.1


def test_no_lake_lies_on_another() -> None:
    areas = list(Waters.open().within(everywhere()).lake_areas().geoms)
    tree = shapely.STRtree(areas)
    for predicate in ("overlaps", "contains_properly"):
        assert tree.query(areas, predicate=predicate).size == 0


def test_a_lake_that_is_listed_twice_is_one_as_prominent_as_its_foremost_part() -> None:
    twice = [(5, shapely.box(0, 0, 2, 2)), (1, shapely.box(1, 1, 3, 3)), (7, shapely.box(9, 9, 10, 10))]
    assert sorted((rank, round(lake.area, 3)) for rank, lake in united(twice)) == [(1, 7.0), (7, 1.0)]
    assert lakes(twice).kinds.tolist() == [1, 7]
