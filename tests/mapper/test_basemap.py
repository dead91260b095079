from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.areas import Areas
from gazetteer.columns import Flag
from gazetteer.model import Level, Place
from gazetteer.waters import Waters
from mapper.basemap import (
    MOST_CORNERS,
    MOST_TOWNS,
    MOST_WATER_CORNERS,
    corners,
    draw_basemap,
    draw_within,
    focus_on,
    waters_within,
)

sys.path.insert(0, str(Path(__file__).parent))
from ground import EAST, MadeUpTowns, island, towns

if TYPE_CHECKING:
    from mapper.model import Basemap

NONE = Flag(0)
UKRAINE = [
    (30.5, 50.4, 30.5, 50.4),
    (35.2, 47.8, 35.2, 47.8),
    (37.7, 48.5, 37.7, 48.5),
    (24.7, 48.9, 24.7, 48.9),
]
SCATTERED = [
    (lon, lat, lon, lat)
    for lon, lat in [
        (30.5, 50.4),
        (25.3, 13.6),
        (98.5, 16.7),
        (29.2, -1.7),
        (22.6, 32.8),
        (-0.4, 39.4),
        (36.8, -1.3),
    ]
]

spots = st.lists(st.tuples(st.floats(-2, 4), st.floats(-2, 4)).map(lambda at: (*at, *at)), max_size=5)


@pytest.fixture(scope="module")
def areas() -> Areas:
    return Areas.open()


@pytest.fixture(scope="module")
def waters() -> Waters:
    return Waters.open()


def names(ground: Basemap, rank: int) -> list[str]:
    return [label.name for label in ground.labels if label.rank == rank]


@given(spots, st.randoms())
def test_the_order_of_spots_does_not_matter(
    spots: list[tuple[float, float, float, float]], chance: object
) -> None:
    shuffled = list(spots)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert (
        draw_basemap(spots, island(), MadeUpTowns(), waters=Waters.none())[0]
        == draw_basemap(shuffled, island(), MadeUpTowns(), waters=Waters.none())[0]
    )


def test_every_kind_of_line_is_drawn_as_what_it_is() -> None:
    ground, _ = draw_basemap([(0.5, 0.5, 0.5, 0.5)], island(), MadeUpTowns(), waters=Waters.none())
    assert ground.land.area == 4
    assert ground.borders.equals(shapely.LineString([(1, 1), (1, 2)]))
    assert ground.disputed.equals(shapely.LineString([(1, 1), (1, 0)]))
    assert ground.divisions.equals(shapely.LineString([(1, 1), (0, 1)]))


def test_divisions_are_drawn_near_the_events_only() -> None:
    ground, _ = draw_basemap([(100, 50, 100, 50)], island(), MadeUpTowns(), waters=Waters.none())
    assert ground.divisions.is_empty
    assert names(ground, 1) == []


def test_the_attribution_names_the_sources_and_the_view_of_the_world() -> None:
    ground, _ = draw_basemap([], island(), MadeUpTowns(), waters=Waters.none())
    for word in ("rivers, lakes: Natural Earth", "GeoNames", "dashed", "worldview: ISO 3166 / UN"):
        assert word in ground.attribution


def test_names_come_most_important_first() -> None:
    known = towns(
        ("Small", 0.4, 0.4, 2_000, NONE),
        ("Great", 0.7, 1.5, 900_000, NONE),
        ("Seat", 1.6, 0.6, 50_000, Flag.CAPITAL),
    )
    ground, _ = draw_basemap([(0.5, 0.5, 0.5, 0.5)], island(), known, waters=Waters.none())
    assert [label.name for label in ground.labels] == [
        *("West", "East", "Seat", "Great", "South West", "North West", "Small")
    ]
    assert [label.rank for label in ground.labels] == [0, 0, 2, 3, 1, 1, 3]


def test_a_country_is_named_as_the_gazetteer_names_it() -> None:
    named = MadeUpTowns(places={EAST: Place(id=EAST, name="The East", level=Level.COUNTRY, lon=1.5, lat=1)})
    assert names(draw_basemap([], island(), named, waters=Waters.none())[0], 0) == ["West", "The East"]


def test_quarters_and_places_known_vaguely_are_no_towns() -> None:
    known = towns(
        ("Quarter", 0.4, 0.4, 90_000, Flag.SECTION),
        ("Somewhere", 0.5, 0.5, 90_000, Flag.IMPRECISE),
        ("Great", 0.9, 0.9, 900_000, NONE),
        ("Its quarter", 0.91, 0.9, 200_000, NONE),
        ("Its neighbour", 1.1, 0.9, 200_000, NONE),
    )
    ground, _ = draw_basemap([(0.5, 0.5, 0.5, 0.5)], island(), known, waters=Waters.none())
    assert sorted(names(ground, 3)) == ["Great", "Its neighbour"]


def test_small_towns_near_an_event_are_named_and_far_ones_are_not() -> None:
    known = towns(
        ("Near", 0.52, 0.5, 800, NONE), ("Far", 1.9, 1.9, 800, NONE), ("Middle", 1.6, 1.9, 9_000, NONE)
    )
    ground, _ = draw_basemap([(0.5, 0.5, 0.5, 0.5)], island(), known, waters=Waters.none())
    assert "Near" in names(ground, 3)
    assert "Far" not in names(ground, 3)


def test_names_of_towns_have_an_upper_bound_and_spread_out() -> None:
    known = towns(
        *[(f"T{x}-{y}", x / 10, y / 10, 1_000 + x * y, NONE) for x in range(100) for y in range(100)]
    )
    everywhere = [(float(x), float(y), float(x), float(y)) for x in range(10) for y in range(10)]
    ground, _ = draw_basemap(everywhere, island(), known, waters=Waters.none())
    chosen = [label for label in ground.labels if label.rank == 3]
    assert len(chosen) == MOST_TOWNS
    quarters = {(label.lon > 5, label.lat > 5) for label in chosen}
    assert len(quarters) == 4


def test_waters_are_thinned_from_the_least_up_until_they_are_light(waters: Waters) -> None:
    everywhere = [(float(lon), float(lat)) * 2 for lon in range(-180, 180, 30) for lat in range(-60, 75, 15)]
    focus = focus_on(everywhere)
    whole = waters_within(10**9, waters, focus)
    light = waters_within(MOST_WATER_CORNERS, waters, focus)
    assert whole.corners() > MOST_WATER_CORNERS >= light.corners() > MOST_WATER_CORNERS / 3
    assert light.rivers.kinds.max() < whole.rivers.kinds.max()


def test_rivers_and_lakes_are_drawn_near_the_events(areas: Areas, waters: Waters) -> None:
    ground, _ = draw_basemap(UKRAINE, areas, MadeUpTowns(), waters=waters)
    dnipro = shapely.Point(30.57, 50.43)
    assert min(lines.distance(dnipro) for lines in ground.rivers if not lines.is_empty) < 0.1
    assert ground.lakes.distance(shapely.Point(32.5, 49.25)) < 0.15  # the reservoir of Kremenchuk
    assert all(not lines.is_empty for lines in ground.rivers)


def test_events_close_together_are_one_view_and_scattered_ones_are_several() -> None:
    assert len(focus_on(UKRAINE).near) == 1
    assert len(focus_on(SCATTERED).near) == len(SCATTERED)


@pytest.mark.parametrize("looked_at", [[], UKRAINE, SCATTERED], ids=["nothing", "one country", "the world"])
def test_the_ground_stays_light_wherever_the_events_are(
    areas: Areas, looked_at: list[tuple[float, float, float, float]]
) -> None:
    ground, _ = draw_basemap(looked_at, areas, MadeUpTowns(), waters=Waters.none())
    assert corners(ground) <= MOST_CORNERS


def test_what_is_near_is_fine_and_the_rest_of_the_world_is_there(areas: Areas) -> None:
    ground, drawn = draw_basemap(UKRAINE, areas, MadeUpTowns(), waters=Waters.none())
    whole = areas.outline("geonames:690791")
    shown = drawn.outline("geonames:690791")
    assert shown is not None
    assert shapely.hausdorff_distance(whole, shown) < 0.05
    assert ground.land.bounds[0] == -180
    assert ground.land.bounds[2] == 180
    assert -85.1 < ground.land.bounds[1] < -60 < 80 < ground.land.bounds[3] < 85.1


def test_a_ground_that_cannot_be_light_enough_is_still_drawn() -> None:
    _, ground = draw_within(1, island(), focus_on([]))
    assert not ground.land.is_empty
