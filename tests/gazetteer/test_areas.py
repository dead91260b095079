from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.areas import WORLD, Arcs, Area, Areas, Line, Zone, meet, pack, unpack, write_areas
from gazetteer.errors import StoreError
from gazetteer.model import Level

if TYPE_CHECKING:
    from pathlib import Path

UKRAINE, POLAND, RUSSIA = "geonames:690791", "geonames:798544", "geonames:2017370"
CRIMEA, KYIV_CITY, KYIV_OBLAST = "geonames:703883", "geonames:703447", "geonames:703446"

EVERYWHERE = Zone(boxes=[WORLD], tolerance_deg=1.0)

NUMBERS = st.integers(-18_000_000, 18_000_000)
ARCS = st.lists(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=6), min_size=1, max_size=8)


@pytest.fixture(scope="module")
def areas() -> Areas:
    return Areas.open()


@pytest.mark.parametrize(
    ("lon", "lat", "division"),
    [
        (30.52, 50.45, KYIV_CITY),
        (31.04, 49.97, KYIV_OBLAST),  # Rzhyshchiv
        (34.10, 44.95, CRIMEA),  # Simferopol
        (25.35, 13.63, "geonames:408666"),  # El Fasher: North Darfur
        (29.22, -1.66, "geonames:206938"),  # Goma: North Kivu
        (34.25, 31.28, "geonames:281132"),  # Rafah: Gaza Strip
        (97.63, 16.89, "geonames:1320233"),  # Hpa-An: Kayin
        (-99.13, 19.43, "geonames:3527646"),  # Mexico City
    ],
)
def test_a_point_lies_in_the_division_that_everyone_names(
    areas: Areas, lon: float, lat: float, division: str
) -> None:
    assert areas.containing(lon, lat) == division


def test_a_point_at_sea_lies_nowhere(areas: Areas) -> None:
    assert areas.containing(-30.0, 40.0) is None


def test_crimea_lies_in_ukraine_and_its_line_is_marked_as_disputed(areas: Areas) -> None:
    crimea = areas.outline(CRIMEA)
    assert areas.containing(34.10, 44.95, Level.COUNTRY) == UKRAINE
    assert crimea is not None
    assert areas.lines(Line.DISPUTED).intersects(crimea)
    assert not areas.outline(RUSSIA).intersects(crimea)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "bounds"),
    [
        ("line of control in Kashmir", (74, 33, 77, 35)),
        ("north of Western Sahara", (-12, 27.5, -9, 27.8)),
        ("Gaza Strip", (34.2, 31.2, 34.6, 31.6)),
        ("Kosovo", (20.5, 42.8, 21.5, 43.2)),
        ("Northern Cyprus", (33, 35, 34, 35.3)),
        ("Abkhazia", (41.4, 42.4, 42, 43)),
        ("Sudan and South Sudan", (28, 9, 29, 10)),
    ],
)
def test_a_contested_line_is_marked(areas: Areas, name: str, bounds: tuple[float, ...]) -> None:
    west, south, east, north = bounds
    near = areas.lines(Line.DISPUTED, [(west, south, east, north)])
    assert near.intersects(shapely.box(*bounds)), name


def test_a_settled_border_is_not_marked_as_contested(areas: Areas) -> None:
    pyrenees = (-1.5, 42.4, 3.0, 43.2)
    assert not areas.lines(Line.DISPUTED, [pyrenees]).intersects(shapely.box(*pyrenees))
    assert areas.lines(Line.BORDER, [pyrenees]).intersects(shapely.box(*pyrenees))


def test_western_sahara_ends_at_its_parallel(areas: Areas) -> None:
    western_sahara = areas.outline("geonames:2461445")
    assert western_sahara is not None
    assert western_sahara.bounds[3] == pytest.approx(27 + 40 / 60, abs=0.02)


def test_every_outline_is_valid_and_on_earth(areas: Areas) -> None:
    outlines = [areas.outline(place) for place in areas.ids()]
    assert None not in outlines
    assert shapely.is_valid(outlines).all()
    west, south, east, north = shapely.total_bounds(outlines)
    assert (west, east) == (-180, 180)
    assert -90 <= south < north <= 90


def test_no_outline_crosses_the_antimeridian(areas: Areas) -> None:
    parts = shapely.get_parts([areas.outline(place) for place in areas.ids()])
    bounds = shapely.bounds(parts)
    wide = bounds[bounds[:, 2] - bounds[:, 0] > 180]
    assert (wide[:, 1] <= -60).all()  # but for Antarctica, which goes all the way round


def test_neighbours_share_their_border_and_nothing_else(areas: Areas) -> None:
    divisions = [area.id for area in areas.within((22, 44, 40, 53), Level.ADMIN1) if area.country == "UA"]
    outlines = [areas.outline(place) for place in divisions]
    assert len(outlines) == 27
    overlaps = [shapely.area(shapely.intersection(a, b)) for a, b in combinations(outlines, 2)]
    assert max(overlaps) == 0


def test_divisions_add_up_to_their_country(areas: Areas) -> None:
    divisions = [area.id for area in areas.within((22, 44, 40, 53), Level.ADMIN1) if area.country == "UA"]
    whole = shapely.union_all([areas.outline(place) for place in divisions])
    assert whole.symmetric_difference(areas.outline(UKRAINE)).area < 1e-9


def test_a_label_stands_in_its_area(areas: Areas) -> None:
    points = shapely.points([(area.lon, area.lat) for area in areas.table.values()])
    outlines = [areas.outline(place) for place in areas.ids()]
    # labels are kept to a thousandth of a degree, which may lead off an islet
    assert (shapely.distance(points, outlines) < 0.001).all()


def test_an_unknown_place_has_no_outline(areas: Areas) -> None:
    assert areas.outline("geonames:1") is None


def test_simplified_neighbours_still_fit(areas: Areas) -> None:
    thin = areas.simplified([Zone(boxes=[(20, 44, 41, 53)], tolerance_deg=0.1), EVERYWHERE])
    ukraine, poland = thin.outline(UKRAINE), thin.outline(POLAND)
    assert shapely.area(shapely.intersection(ukraine, poland)) < 1e-9
    assert shapely.intersection(ukraine, poland).length > 3
    assert len(thin.arcs.points) < len(areas.arcs.points) / 5


def test_simplification_keeps_what_is_near_finer_than_what_is_far(areas: Areas) -> None:
    near = areas.simplified([Zone(boxes=[(22, 44, 40, 53)], tolerance_deg=0.05), EVERYWHERE])
    far = areas.simplified([Zone(boxes=[(-80, -50, -60, -40)], tolerance_deg=0.05), EVERYWHERE])
    assert corners(near, UKRAINE) > 2 * corners(far, UKRAINE)


def corners(areas: Areas, place: str) -> int:
    return int(shapely.get_num_coordinates(areas.outline(place)))


@given(ARCS)
def test_what_is_packed_comes_out_again(lines: list[list[tuple[int, int]]]) -> None:
    kinds = [number % 5 for number in range(len(lines))]
    arcs = Arcs.of([np.array(line, dtype=np.int32) for line in lines], kinds)
    again = unpack(pack(arcs))
    assert (again.points == arcs.points).all()
    assert (again.starts == arcs.starts).all()
    assert (again.kinds == arcs.kinds).all()


def square() -> Areas:
    corners = np.array([(0, 0), (0, 100_000), (100_000, 100_000), (100_000, 0), (0, 0)], dtype=np.int32)
    area = Area(
        id="made-up:1",
        name="Quadrat ⟨1⟩",
        level=Level.ADMIN1,
        country="QQ",
        iso_code="QQ-1",
        lon=0.5,
        lat=0.5,
        bounds=(0.0, 0.0, 1.0, 1.0),
    )
    return Areas(table={area.id: area}, rings={area.id: [[[0]]]}, arcs=Arcs.of([corners], [Line.COAST]))


def test_a_file_gives_back_what_was_written(tmp_path: Path) -> None:
    write_areas(tmp_path / "a.zip", square(), "about")
    again = Areas.open(tmp_path / "a.zip")
    assert again.table == square().table
    assert again.outline("made-up:1") == square().outline("made-up:1")


def test_the_same_areas_give_the_same_bytes(tmp_path: Path) -> None:
    write_areas(tmp_path / "a.zip", square(), "about")
    write_areas(tmp_path / "b.zip", square(), "about")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_file_that_is_none_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "broken.zip").write_text("not a zip")
    with pytest.raises(StoreError, match=r"broken\.zip: not a file of areas"):
        Areas.open(tmp_path / "broken.zip")
    with pytest.raises(StoreError, match=r"missing\.zip"):
        Areas.open(tmp_path / "missing.zip")


@given(st.tuples(*[st.floats(-10, 10)] * 4), st.tuples(*[st.floats(-10, 10)] * 4))
def test_boxes_meet_whichever_comes_first(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> None:
    assert meet(one, other) == meet(other, one)
