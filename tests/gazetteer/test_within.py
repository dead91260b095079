from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gazetteer.model import Level, Place
from gazetteer.within import contains, distance_m

DEGREES = {"lon": st.floats(-180, 180), "lat": st.floats(-90, 90)}
POINTS = st.tuples(DEGREES["lon"], DEGREES["lat"])
HALF_ROUND_M = 20_015_115


def place(identity: str, level: Level, **more: object) -> Place:
    return Place(id=identity, name=identity, level=level, **{"lon": 30.0, "lat": 50.0, **more})  # type: ignore[arg-type]


@given(one=POINTS, other=POINTS)
def test_distance_is_the_same_both_ways_and_at_most_half_round_the_earth(
    one: tuple[float, float], other: tuple[float, float]
) -> None:
    there = distance_m(*one, *other)
    assert abs(there - distance_m(*other, *one)) < 1
    assert 0 <= there <= HALF_ROUND_M


def test_what_is_in_the_tree_is_contained() -> None:
    assert contains(place("oblast", Level.ADMIN1), place("town", Level.CITY, parents=("oblast", "country")))


def test_a_country_holds_what_has_its_code_but_no_country() -> None:
    country = place("ua", Level.COUNTRY, country="UA")
    assert contains(country, place("town", Level.CITY, country="UA"))
    assert not contains(country, place("town", Level.CITY, country="PL"))
    assert not contains(country, country)


def test_an_informal_region_holds_the_towns_within_its_radius() -> None:
    region = place("donbas", Level.REGION, radius_m=100_000.0)
    assert contains(region, place("near", Level.CITY, lat=50.5))
    assert not contains(region, place("far", Level.CITY, lat=52.0))
