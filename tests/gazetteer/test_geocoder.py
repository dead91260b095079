from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas
import pytest
from geopy.exc import GeocoderQueryError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders.base import Geocoder as GeopyGeocoder
from geopy.point import Point

import gazetteer
from gazetteer.geocoder import Geocoder

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def geocoder() -> Iterator[Geocoder]:
    with Geocoder() as opened:
        yield opened
        opened.gazetteer.close()


def test_it_is_a_geopy_geocoder_by_its_public_name() -> None:
    assert gazetteer.Geocoder is Geocoder
    assert issubclass(Geocoder, GeopyGeocoder)


def test_a_name_gives_a_location_with_its_reasons(geocoder: Geocoder) -> None:
    found = geocoder.geocode("Rzhyshchiv")
    assert found.address == "Rzhyshchiv, Kyiv Oblast, Ukraine"
    assert (round(found.latitude, 1), round(found.longitude, 1)) == (50.0, 31.0)
    assert found.raw["id"] == "geonames:694992"
    assert found.raw["reasons"]


@pytest.mark.parametrize(
    ("query", "country"),
    [
        ("Paris, Texas", "US"),
        ("London, Ontario, Canada", "CA"),
        ({"city": "Tripoli", "country": "Lebanon"}, "LB"),
    ],
)
def test_what_it_lies_in_decides_between_namesakes(
    geocoder: Geocoder, query: str | dict[str, str], country: str
) -> None:
    assert geocoder.geocode(query).raw["country"] == country


def test_country_codes_of_either_case_and_number_hold(geocoder: Geocoder) -> None:
    assert geocoder.geocode("London", country_codes="ca").raw["country"] == "CA"
    found = geocoder.geocode("London", country_codes=["CA", "US"], exactly_one=False, limit=5)
    assert {location.raw["country"] for location in found} == {"CA", "US"}


def test_a_box_prefers_and_a_bounded_one_refuses(geocoder: Geocoder) -> None:
    texas = [(25.8, -106.6), (36.5, -93.5)]
    assert geocoder.geocode("Paris", viewbox=texas).raw["country"] == "US"
    inside = geocoder.geocode("Paris", viewbox=texas, bounded=True, exactly_one=False)
    assert all(25.8 <= one.latitude <= 36.5 for one in inside)
    assert geocoder.geocode("Rzhyshchiv", viewbox=texas, bounded=True) is None


@pytest.mark.parametrize(
    "query", ["", " , ", "\0\0", "\ud800", "x" * 10_000, "Goma, Xqzzyvokk", "\U0001f9ed"]
)
def test_an_unknown_name_is_none(geocoder: Geocoder, query: str) -> None:
    assert geocoder.geocode(query) is None
    assert geocoder.geocode(query, exactly_one=False) is None


def test_a_wrong_call_says_what_is_wrong(geocoder: Geocoder) -> None:
    with pytest.raises(ValueError, match="limit"):
        geocoder.geocode("Goma", limit=0)
    with pytest.raises(GeocoderQueryError, match="unknown fields: town"):
        geocoder.geocode({"town": "Goma"})
    with pytest.raises(GeocoderQueryError, match="not int"):
        geocoder.geocode(12)
    with pytest.raises(GeocoderQueryError, match="two opposite corners"):
        geocoder.geocode("Goma", viewbox=[(1, 2)])


@pytest.mark.parametrize("query", [(49.97, 31.04), "49.97, 31.04", Point(49.97, 31.04)])
def test_a_point_has_a_nearest_town(geocoder: Geocoder, query: object) -> None:
    assert geocoder.reverse(query).raw["name"] == "Rzhyshchiv"


def test_several_towns_near_a_point_come_nearest_first(geocoder: Geocoder) -> None:
    found = geocoder.reverse((48.5, 37.7), exactly_one=False, limit=3)
    scores = [location.raw["score"] for location in found]
    assert len(found) == 3
    assert scores == sorted(scores, reverse=True)


def test_far_from_towns_a_point_lies_in_a_division_and_at_sea_nowhere(geocoder: Geocoder) -> None:
    assert geocoder.reverse((22.0, -4.5)).raw["country"] == "ML"
    assert geocoder.reverse((0.0, -30.0)) is None


def test_it_works_in_a_rate_limiter(geocoder: Geocoder) -> None:
    limited = RateLimiter(geocoder.geocode, min_delay_seconds=0.01)
    assert limited("Goma", country_codes="CD").raw["name"] == "Goma"


def test_it_works_in_geopandas() -> None:
    frame = geopandas.tools.geocode(["Goma", "Xqzzyvokk"], provider=Geocoder)
    assert (round(frame.geometry[0].x), round(frame.geometry[0].y)) == (29, -2)
    assert frame.geometry[1].is_empty
    back = geopandas.tools.reverse_geocode([frame.geometry[0]], provider=Geocoder)
    assert back.address[0].startswith("Goma")


def test_it_asks_nobody(geocoder: Geocoder) -> None:
    with pytest.raises(GeocoderQueryError, match="offline"):
        geocoder.adapter.get_json("https://example.org")
    with pytest.raises(GeocoderQueryError, match="offline"):
        geocoder.adapter.get_text("https://example.org")
