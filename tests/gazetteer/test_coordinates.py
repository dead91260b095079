from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.coordinates import find_coordinates
from gazetteer.sphere import distance_m


@pytest.mark.parametrize(
    ("text", "lat", "lon", "radius_m"),
    [
        ("at 48.52 N, 37.71 E", 48.52, 37.71, 667),
        ("(48.5277, 37.7071)", 48.5277, 37.7071, 30),
        ("48\u00b031'39\"N 37\u00b042'25\"E", 48.5275, 37.70694, 30),
        ("48\u00b0 31\u2032 N, 37\u00b0 42\u2032 E", 48.51667, 37.7, 1111),
        ("33\u00b030\u203236.5\u2033S 70\u00b039\u20320.0\u2033W", -33.51014, -70.65, 30),
        ("N48.52 E37.71", 48.52, 37.71, 667),
        ("32.5\u00b0S 70.1\u00b0W", -32.5, -70.1, 7273),
        ("at -1.6585, 29.2205", -1.6585, 29.2205, 30),
        ("grid 37UDP0396772691", 48.5, 37.7, 30),
        ("37U DP 0396 7269", 48.5, 37.7, 30),
        ("37U DP 03 72", 48.5, 37.7, 707),
    ],
)
def test_every_way_of_writing_coordinates_is_read(text: str, lat: float, lon: float, radius_m: float) -> None:
    (found,) = find_coordinates(text)
    assert distance_m((found.lon, found.lat), (lon, lat)) <= max(60.0, radius_m)
    assert found.radius_m == pytest.approx(radius_m, rel=0.01)


@pytest.mark.parametrize(
    "text",
    [
        "rose from 12.5, 13.1 per cent",
        "99.1234, 200.1234",
        "version 1.2345.6, 7.8901",
        "up 12.345%, 13.456%",
        "60X ZZ 12 34",
        "95.5 N, 10.5 E",
        "48\u00b075'10\"N 37\u00b042'25\"E",
        "In 1999 the NS 12 and 34 E",
        "",
    ],
)
def test_other_figures_are_left_alone(text: str) -> None:
    assert find_coordinates(text) == []


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_decimal_degrees_come_back_as_they_were_written(lat: float, lon: float) -> None:
    (found,) = find_coordinates(f"seen at {lat:.5f}, {lon:.5f} today")
    assert (found.lat, found.lon) == (float(f"{lat:.5f}"), float(f"{lon:.5f}"))


@given(st.text(alphabet="0123456789.,-+ NSEW\u00b0'\"\u2032/UDP", max_size=120))
def test_whatever_is_found_is_on_earth_and_parts_of_the_text_in_order(text: str) -> None:
    found = find_coordinates(text)
    assert all(abs(one.lat) <= 90 and abs(one.lon) <= 180 for one in found)
    edges = [edge for one in found for edge in (one.start, one.end)]
    assert edges == sorted(edges)
