from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.relative_places import INSIDE_GOAL, PHRASES, WIDTH_GOAL, draw, read
from gazetteer.areas import Areas
from gazetteer.locate import locate, points_in
from gazetteer.model import Candidate, Level, Location, Mention, Resolution, Shape
from gazetteer.parts import border_between, coast_of, part_of, seaward
from gazetteer.store import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Locate = Callable[..., Location]

BELARUS, POLAND, UKRAINE = "geonames:630336", "geonames:798544", "geonames:690791"


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    with Gazetteer.open() as opened:
        yield opened


@pytest.fixture(scope="module")
def areas() -> Areas:
    return Areas.open()


def given_name(
    marked: str, country: str, gazetteer: Gazetteer, level: Level | None
) -> tuple[Resolution, str]:
    """Resolve the name in square brackets to the likeliest place of a country and level."""
    start = marked.index("[")
    name = marked[start + 1 : marked.index("]")]
    found = [
        candidate
        for candidate in gazetteer.lookup(name, country=country, limit=50)
        if level is None or candidate.place.level is level
    ]
    mention = Mention(start=start, end=start + len(name), text=name)
    return Resolution(mention=mention, best=found[0]), marked.replace("[", "", 1).replace("]", "", 1)


@pytest.fixture(scope="module")
def at(gazetteer: Gazetteer, areas: Areas) -> Locate:
    def place(marked: str, country: str, *, level: Level | None = None, outlined: bool = True) -> Location:
        resolution, text = given_name(marked, country, gazetteer, level)
        return locate(resolution, text, gazetteer, areas if outlined else None)

    return place


@pytest.mark.parametrize(
    ("marked", "country", "codes"),
    [
        ("A bomb in [Goma].", "CD", (Shape.POINT, 1, 1)),
        ("A bomb near [Goma].", "CD", (Shape.NEAR, 2, 2)),
        ("A bomb 12 km west of [Goma].", "CD", (Shape.NEAR, 2, 2)),
        ("A bomb 200 km west of [Goma].", "CD", (Shape.NEAR, 3, 5)),
        ("A bomb on the outskirts of [Goma].", "CD", (Shape.NEAR, 2, 2)),
        ("A bomb in central [Goma].", "CD", (Shape.POINT, 1, 1)),
        ("A bomb in [Mali].", "ML", (Shape.AREA, 3, 6)),
        ("A bomb in northern [Mali].", "ML", (Shape.AREA, 3, 5)),
        ("A boat sank off the coast of [Odesa].", "UA", (Shape.NEAR, 2, 7)),
        ("Shots along the [Belarus]-Poland border.", "BY", (Shape.NEAR, 3, 5)),
        ("Fire in the region around [Kyiv].", "UA", (Shape.AREA, 3, 4)),
    ],
)
def test_precision_is_coded_by_the_code_books(
    marked: str, country: str, codes: tuple[Shape, int, int], at: Locate
) -> None:
    found = at(marked, country)
    assert (found.shape, found.geo_precision, found.where_prec) == codes
    assert found.reasons


def test_the_north_of_a_division_is_a_part_of_its_outline(at: Locate, areas: Areas) -> None:
    found = at("Drones hit northern [Chernihiv] region.", "UA", level=Level.ADMIN1)
    whole = areas.outline(found.place.id)
    part = part_of(found.place.id, found.part, areas)
    assert whole is not None
    assert part is not None
    assert (found.part, found.where_prec, found.wording) == ("n", 4, "northern Chernihiv region")
    assert found.area_id == f"{found.place.id}/n"
    assert whole.buffer(1e-6).covers(part)
    assert part.area < 0.75 * whole.area
    assert part.bounds[3] == pytest.approx(whole.bounds[3])


def test_the_northern_province_of_a_country_is_the_whole_province(at: Locate) -> None:
    found = at("Rebels fled the northern [Idlib] province.", "SY", level=Level.ADMIN1)
    assert found.part == ""
    assert found.where_prec == 4


def test_without_outlines_a_part_is_a_smaller_circle_to_that_side(at: Locate) -> None:
    whole = at("Troops in [Mali].", "ML", outlined=False)
    north = at("Troops in northern [Mali].", "ML", outlined=False)
    assert north.lat > whole.lat
    assert north.radius_m < whole.radius_m


def test_a_border_is_what_two_outlines_share(areas: Areas) -> None:
    line = border_between(BELARUS, POLAND, areas)
    assert line is not None
    one, other = areas.outline(BELARUS), areas.outline(POLAND)
    assert one is not None
    assert other is not None
    assert shapely.distance(line, one) == 0
    assert shapely.distance(line, other) == 0
    assert border_between(POLAND, "geonames:2453866", areas) is None  # Mali


def test_the_other_side_of_a_border_comes_from_the_rest_of_the_text(
    gazetteer: Gazetteer, areas: Areas
) -> None:
    resolution, text = given_name("Ukraine mined its border with [Belarus].", "BY", gazetteer, None)
    ukraine = Candidate(place=gazetteer.place(UKRAINE), score=1.0)
    among = [Resolution(mention=Mention(start=0, end=7, text="Ukraine"), best=ukraine), resolution]
    alone = locate(resolution, text, gazetteer, areas)
    known = locate(resolution, text, gazetteer, areas, among=among)
    assert known.radius_m < alone.radius_m
    assert known.lat < 53


def test_off_the_coast_is_in_the_water(at: Locate, areas: Areas) -> None:
    found = at("A ship sank off the coast of [Odesa].", "UA")
    assert areas.containing(found.lon, found.lat) is None
    assert seaward(30.5, 50.4, 30_000, areas) is None  # Kyiv
    assert coast_of("geonames:2453866", areas) is None  # Mali


def test_between_two_towns_is_halfway_whichever_is_the_name(at: Locate) -> None:
    one = at("Hit between [Homs] and Hama.", "SY", level=Level.CITY)
    other = at("Hit between Homs and [Hama].", "SY", level=Level.CITY)
    assert (one.lon, one.lat) == pytest.approx((other.lon, other.lat), abs=1e-3)
    assert one.radius_m == pytest.approx(other.radius_m, rel=1e-3)


def test_a_second_name_that_nobody_knows_leaves_the_first(at: Locate) -> None:
    found = at("Hit between [Homs] and Xqzzyvokk.", "SY", level=Level.CITY)
    assert (found.shape, found.where_prec) == (Shape.POINT, 1)


def test_coordinates_behind_a_name_are_where_it_was(at: Locate) -> None:
    found = at("A depot at [Kostiantynivka] (48.5277, 37.7071) burned.", "UA")
    assert (found.lon, found.lat, found.where_prec) == (37.7071, 48.5277, 1)
    assert "the text gives its coordinates" in found.reasons


def test_coordinates_alone_are_places_of_their_own_in_their_country(
    gazetteer: Gazetteer, areas: Areas
) -> None:
    text = "Smoke at 48.5277, 37.7071 and Kostiantynivka (48.53, 37.70)."
    mention = Mention(start=30, end=44, text="Kostiantynivka")
    best = gazetteer.lookup("Kostiantynivka", country="UA")[0]
    (one,) = points_in(text, [Resolution(mention=mention, best=best)], areas)
    assert one.best is not None
    assert one.best.place.country == "UA"
    assert one.best.place.parents[-1] == UKRAINE
    assert locate(one, text, gazetteer, areas).where_prec == 1


def test_an_unresolved_name_is_nowhere(gazetteer: Gazetteer) -> None:
    unknown = Resolution(mention=Mention(start=0, end=1, text="X"), best=None)
    with pytest.raises(ValueError, match="was not resolved"):
        locate(unknown, "X", gazetteer)


@settings(deadline=None)  # the claim is no time, and a busy machine opens the file slowly
@given(
    st.lists(
        st.sampled_from(
            "30 km south of near between and the border with Mali off coast northern road from to".split()
        ),
        max_size=12,
    ),
    st.sampled_from(["Goma", "Mali", "Kherson Oblast", "Black Sea", "Donbas", "Russia"]),
    st.sampled_from(["", " and Kyiv", "-Minsk border", " countryside", "'s east", " (48.5, 200.1234)"]),
)
def test_any_words_around_any_place_give_a_ring_on_earth(words: list[str], name: str, after: str) -> None:
    with Gazetteer.open() as gazetteer:
        lead = " ".join([*words, ""])
        mention = Mention(start=len(lead), end=len(lead) + len(name), text=name)
        best = gazetteer.lookup(name)[0]
        found = locate(Resolution(mention=mention, best=best), lead + name + after, gazetteer)
    assert -180 <= found.lon <= 180
    assert -90 <= found.lat <= 90
    assert 0 < found.radius_m < 20_000_000


def test_the_phrases_worked_out_by_hand_are_met(gazetteer: Gazetteer, areas: Areas) -> None:
    drawn = [draw(phrase, gazetteer, areas) for phrase in read(PHRASES)]
    assert len(drawn) >= 120
    assert sum(one.inside for one in drawn) / len(drawn) >= INSIDE_GOAL
    assert median(one.width for one in drawn) <= WIDTH_GOAL
