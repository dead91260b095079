from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.model import Level, Location, Place, Shape
from gazetteer.waters import Waters
from mapper.layers import around, lay_out, spot
from mapper.model import Document, Event, Evidence, Layers, Precision, TimeSpan

sys.path.insert(0, str(Path(__file__).parent))
from ground import EAST, NORTH_WEST, WEST, MadeUpTowns, island

DAY = timedelta(days=1)
START = datetime(2020, 1, 1, tzinfo=UTC)


def located(place_id: str, level: Level, shape: Shape, *, radius_m: float = 0.0) -> Location:
    place = Place(id=place_id, name="Made up", level=level, lon=0.5, lat=0.5)
    return Location(
        place=place, shape=shape, lon=0.5, lat=0.5, radius_m=radius_m, geo_precision=1, where_prec=1
    )


def event(name: str, *, day: int | None = 0, where: Location | None = None, **more: object) -> Event:
    when = None
    if day is not None:
        when = TimeSpan(start=START + day * DAY, end=START + (day + 1) * DAY, precision=Precision.DAY)
    evidence = (Evidence(document_id=f"report of {name}", start=0, end=1),)
    told = {"evidence": evidence, **more}
    return Event(id=name, kind="air_strike", title=name, when=when, location=where, **told)  # type: ignore[arg-type]


def report(of: str) -> Document:
    return Document(id=f"report of {of}", text="x")


def laid_out(events: list[Event], documents: list[Document] | None = None) -> Layers:
    reports = [report(each.id) for each in events] if documents is None else documents
    return lay_out(events, reports, island(), MadeUpTowns(), waters=Waters.none(), title="A title")


names = st.lists(st.text("abcdef", min_size=1, max_size=3), unique=True, max_size=6)
places = st.sampled_from(
    [
        None,
        located("made-up:99", Level.CITY, Shape.POINT),
        located("made-up:99", Level.CITY, Shape.NEAR, radius_m=20_000),
        located(NORTH_WEST, Level.ADMIN1, Shape.AREA),
        located(WEST, Level.COUNTRY, Shape.AREA),
    ]
)


@st.composite
def told(draw: st.DrawFn) -> list[Event]:
    days = st.one_of(st.none(), st.integers(-30_000, 30_000))
    return [event(name, day=draw(days), where=draw(places)) for name in draw(names)]


@given(told(), st.randoms())
def test_the_order_of_events_and_reports_does_not_matter(events: list[Event], chance: object) -> None:
    shuffled, reports = list(events), [report(each.id) for each in events]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    chance.shuffle(reports)  # type: ignore[attr-defined]
    assert laid_out(shuffled, reports) == laid_out(events)


@given(told())
def test_events_stand_in_time_and_the_undated_last(events: list[Event]) -> None:
    ordered = laid_out(events).events
    starts = [each.when.start for each in ordered if each.when is not None]
    assert starts == sorted(starts)
    assert all(each.when is None for each in ordered[len(starts) :])
    assert sorted(each.id for each in ordered) == sorted(each.id for each in events)


def test_events_of_one_day_stand_by_id() -> None:
    assert [each.id for each in laid_out([event("b"), event("a"), event("c", day=-1)]).events] == [
        "c",
        "a",
        "b",
    ]


def test_only_reports_that_an_event_rests_on_are_kept() -> None:
    documents = [report("a"), report("nobody's")]
    assert [each.id for each in laid_out([event("a")], documents).documents] == ["report of a"]


def test_the_reports_of_what_was_merged_are_kept_for_unmerging() -> None:
    merged = event("both", told=(event("one"), event("other")))
    documents = [report(each) for each in ("one", "other", "both")]
    assert len(laid_out([merged], documents).documents) == 3


def test_an_area_is_given_its_outline_once() -> None:
    where = located(NORTH_WEST, Level.ADMIN1, Shape.AREA)
    outlines = laid_out([event("a", where=where), event("b", where=where)]).outlines
    assert [place for place, _ in outlines] == [NORTH_WEST]
    assert outlines[0][1].equals(shapely.box(0, 1, 1, 2))


def test_points_and_unknown_areas_have_no_outline() -> None:
    point = event("a", where=located(EAST, Level.CITY, Shape.POINT))
    unknown = event("b", where=located("made-up:7", Level.ADMIN1, Shape.AREA, radius_m=5_000))
    assert laid_out([point, unknown]).outlines == ()


def test_without_any_event_there_is_still_a_ground() -> None:
    layers = laid_out([])
    assert layers.events == ()
    assert layers.basemap.land.area == pytest.approx(4)


def test_a_country_does_not_say_where_to_look_but_its_province_does() -> None:
    assert spot(located(WEST, Level.COUNTRY, Shape.AREA, radius_m=1e6), island()) == (0.5, 0.5, 0.5, 0.5)
    assert spot(located(NORTH_WEST, Level.ADMIN1, Shape.AREA), island()) == (0.0, 1.0, 1.0, 2.0)


def test_background_is_looked_at_only_when_there_is_no_news() -> None:
    far = Location(
        place=Place(id="made-up:9", name="Far", level=Level.CITY, lon=100, lat=50),
        shape=Shape.POINT,
        lon=100,
        lat=50,
        radius_m=0,
        geo_precision=1,
        where_prec=1,
    )
    news = event("news", where=located("made-up:99", Level.CITY, Shape.POINT))
    history = event("history", where=far, background=True)
    assert laid_out([news, history]).basemap == laid_out([news]).basemap


@given(st.floats(-180, 180), st.floats(-90, 90), st.floats(0, 1e8))
def test_a_box_around_a_circle_never_leaves_the_earth(lon: float, lat: float, radius_m: float) -> None:
    west, south, east, north = around(lon, lat, radius_m)
    assert -180 <= west <= east <= 180
    assert -90 <= south <= north <= 90
