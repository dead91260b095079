from __future__ import annotations

import math

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.compass import POINTS, bearing_of, in_words, point_of, precision_deg
from gazetteer.sphere import Circle, bearing_to, distance_m, enclose, travel
from gazetteer.uncertainty import distance_error_m, offset, within

lons, lats = st.floats(-179.9, 179.9), st.floats(-80, 80)


@given(lons, lats, st.floats(0, 359.9), st.floats(0, 5_000_000))
def test_who_travels_so_far_is_so_far_away(lon: float, lat: float, bearing: float, metres: float) -> None:
    there = travel(lon, lat, bearing, metres)
    assert -180 <= there[0] <= 180
    assert distance_m((lon, lat), there) == pytest.approx(metres, rel=1e-6, abs=0.5)


@given(lons, lats, st.floats(1, 359), st.floats(1_000, 100_000))
def test_a_bearing_leads_back_to_where_it_was_taken(
    lon: float, lat: float, bearing: float, metres: float
) -> None:
    there = travel(lon, lat, bearing, metres)
    assert bearing_to((lon, lat), there) == pytest.approx(bearing, abs=0.01)


@given(st.lists(st.tuples(st.floats(0, 40), st.floats(-60, 60)), min_size=1, max_size=12))
def test_the_circle_around_a_shape_holds_its_corners(corners: list[tuple[float, float]]) -> None:
    circle = enclose(shapely.MultiPoint(corners))
    assert all(distance_m((circle.lon, circle.lat), corner) <= circle.radius_m + 1 for corner in corners)


def test_corners_that_are_next_to_nothing_apart_have_a_circle() -> None:
    circle = enclose(shapely.MultiPoint([(0.0, 0.0), (0.0, 4.5e-235), (1.0, 0.0)]))
    assert circle.radius_m == pytest.approx(distance_m((0, 0), (0.5, 0)), rel=1e-3)


def test_a_circle_goes_round_the_back_where_a_shape_crosses_the_antimeridian() -> None:
    circle = enclose(shapely.MultiPoint([(179, 65), (-179, 65)]))
    assert abs(circle.lon) == pytest.approx(180)
    assert circle.radius_m < 60_000


@pytest.mark.parametrize("point", POINTS)
def test_a_point_of_the_compass_is_read_back_from_its_words(point: str) -> None:
    assert point_of(in_words(point)) == point
    assert point_of(f"{in_words(point)}ern") == point


@given(
    st.sampled_from(POINTS),
    st.floats(1_000, 200_000),
    st.floats(0, 20_000),
    st.floats(-1, 1),
    st.floats(-1, 1),
)
def test_the_ring_of_an_offset_holds_every_spot_that_its_words_allow(
    point: str, away_m: float, error_m: float, turn: float, stretch: float
) -> None:
    start = Circle(lon=30.0, lat=50.0, radius_m=0.0)
    ring = offset(start, point, away_m, min(error_m, away_m))
    bearing = bearing_of(point) + turn * precision_deg(point)
    spot = travel(start.lon, start.lat, bearing, away_m + stretch * min(error_m, away_m))
    assert distance_m((ring.lon, ring.lat), spot) <= ring.radius_m * 1.01 + 1


@given(st.floats(0, 200_000), st.floats(0, 20_000), st.floats(0, 30_000))
def test_so_far_in_no_direction_is_a_ring_around_the_start(away: float, error: float, reach: float) -> None:
    ring = within(Circle(lon=1.0, lat=2.0, radius_m=reach), away, error)
    assert (ring.lon, ring.lat) == (1.0, 2.0)
    assert ring.radius_m >= away + error
    assert ring.radius_m <= away + math.hypot(error, reach) + reach


def test_twelve_kilometres_are_said_with_more_care_than_ten() -> None:
    assert distance_error_m(12, 1000) < distance_error_m(10, 1000)
    assert distance_error_m(10, 1000, about=True) > distance_error_m(10, 1000)
