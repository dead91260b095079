from __future__ import annotations

import pytest
import shapely

from gazetteer.build.area_faces import Face, country_of, is_disputed
from gazetteer.build.area_owners import Division, Settlement, fit_divisions, settle
from gazetteer.model import Level

EAST, WEST = "geonames:1002", "geonames:1001"


def face(key: str, west: float, geonames_id: int = 0, iso_code: str = "", held_by: str = "QQQ") -> Face:
    return Face(
        key=key,
        country="QQ",
        held_by=held_by,
        iso_code=iso_code,
        geonames_id=geonames_id,
        geonames_code="",
        geometry=shapely.box(west, 0, west + 1, 1),
    )


def division(place: str) -> Division:
    return Division(
        id=place,
        name=place,
        country="QQ",
        iso_code=f"QQ-{place[-1]}",
        geonames_code="",
        level=Level.ADMIN1,
        parents=(),
    )


def settlements(place: str, west: float, count: int) -> list[Settlement]:
    return [
        Settlement(lon=west + (i + 1) / (count + 1), lat=0.5, population=10, divisions=frozenset({place}))
        for i in range(count)
    ]


def test_many_settlements_outvote_codes_that_were_exchanged() -> None:
    faces = [face("w", 0, geonames_id=1002, iso_code="QQ-2"), face("e", 1, geonames_id=1001, iso_code="QQ-1")]
    towns = settlements(WEST, 0, 20) + settlements(EAST, 1, 20)
    fits = fit_divisions(faces, settle(faces, towns), [division(WEST), division(EAST)], towns)
    assert fits[WEST].faces == (0,)
    assert fits[EAST].faces == (1,)
    assert fits[WEST].is_good


def test_codes_decide_where_nobody_lives() -> None:
    faces = [face("w", 0, geonames_id=1001), face("e", 1, iso_code="QQ-2")]
    fits = fit_divisions(faces, settle(faces, []), [division(WEST), division(EAST)], [])
    assert {place: fit.faces for place, fit in fits.items()} == {WEST: (0,), EAST: (1,)}


def test_a_division_that_was_split_since_gets_no_outline() -> None:
    faces = [face("old", 0, geonames_id=1001)]
    towns = settlements(WEST, 0, 10) + settlements(EAST, 0, 8)
    fits = fit_divisions(faces, settle(faces, towns), [division(WEST), division(EAST)], towns)
    assert not fits[WEST].is_good
    assert EAST not in fits


def test_settlements_just_off_a_simplified_coast_count_as_on_land() -> None:
    faces = [face("w", 0)]
    assert settle(faces, settlements(WEST, 1.01, 3)[:1]) == [[]]
    assert settle(faces, [Settlement(lon=1.05, lat=0.5, population=0, divisions=frozenset())]) == [[0]]


@pytest.mark.parametrize(
    ("key", "hasc", "iso", "country"),
    [
        ("RUS-283", "UA.KR", "RU", "UA"),
        ("FRA-2000", "GF.X00~", "FR", "GF"),
        ("CYM+00?", "GB-KY", "KY", "KY"),  # no HASC code at all
        ("TLS-553", "TP.BT", "TL", "TL"),  # a country code that was withdrawn
        ("PGA+00?", "", "VN", ""),
    ],
)
def test_a_face_goes_to_the_country_that_iso_and_the_un_say(
    key: str, hasc: str, iso: str, country: str
) -> None:
    assert country_of(key, hasc, iso, {"UA", "RU", "FR", "GF", "KY", "TL", "VN", "GB"}) == country


def test_a_line_is_disputed_whichever_side_is_asked_first() -> None:
    rules = (("made up", ("AAA",), ("QQ",)),)
    one, other, third = face("a", 0, held_by="AAA"), face("b", 1), face("c", 2, held_by="AAA")
    assert is_disputed(one, other, rules)
    assert is_disputed(other, one, rules)
    assert not is_disputed(one, third, rules)
