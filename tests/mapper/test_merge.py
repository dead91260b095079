from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.model import Level, Location, Place, Shape
from mapper.blocking import find_pairs
from mapper.events.dates import day_span
from mapper.likeness import Told, compare
from mapper.merge import merge
from mapper.model import Count, Counts, Event, Evidence
from mapper.words import load_words

WORDS = load_words()
DAY = date(2023, 3, 22)


def town(name: str = "Rzhyshchiv", lon: float = 31.04, lat: float = 49.97) -> Location:
    place = Place(id=f"geonames:{name}", name=name, level=Level.CITY, lon=lon, lat=lat, country="UA")
    return Location(
        place=place, shape=Shape.POINT, lon=lon, lat=lat, radius_m=2000, geo_precision=1, where_prec=1
    )


def sure(document: str, confidence: float) -> Event:
    return replace(report(document), confidence=confidence)


@given(one=st.floats(0.02, 0.98), other=st.floats(0.02, 0.98), third=st.floats(0.02, 0.98))
def test_reports_that_agree_take_half_the_doubt_away_and_none_makes_an_event_less_sure(
    one: float, other: float, third: float
) -> None:
    (two,) = merge([sure("a", one), sure("b", other)], WORDS)
    (three,) = merge([sure("a", one), sure("b", other), sure("c", third)], WORDS)
    best = max(one, other)
    assert best - 0.001 <= two.confidence <= 0.98
    assert abs(two.confidence - min((1 + best) / 2, 0.98)) < 0.001
    assert three.confidence >= two.confidence


def test_what_a_table_holds_certain_stays_so_when_a_report_joins_it() -> None:
    (event,) = merge([sure("a", 1.0), sure("b", 0.3)], WORDS)
    assert event.confidence == 1


def report(
    document: str,
    *,
    kind: str = "Air/drone strike",
    day: date | None = DAY,
    at: Location | None = None,
    start: int = 0,
    **counts: int,
) -> Event:
    told = Counts(**{name: Count(low=number, high=number) for name, number in counts.items()})
    return Event(
        id=f"{document}:{start}:{kind}",
        kind=kind,
        title=kind,
        when=day_span(day) if day else None,
        location=at or town(),
        counts=told,
        evidence=(Evidence(document_id=document, start=start, end=start + 10),),
    )


def test_two_newspapers_counts_are_a_range_and_both_reports_are_kept() -> None:
    (event,) = merge([report("a", killed=6, injured=18), report("b", killed=8, injured=7)], WORDS)
    assert event.counts.killed == Count(low=6, high=8)
    assert event.counts.injured == Count(low=7, high=18)
    assert [one.document_id for one in event.evidence] == ["a", "b"]
    assert {one.counts.killed for one in event.told} == {Count(low=6, high=6), Count(low=8, high=8)}


@pytest.mark.parametrize(
    "other",
    [
        report("b", at=town("Zaporizhzhia", 35.14, 47.84)),
        report("b", day=DAY + timedelta(days=3)),
        report("b", kind="Earthquake"),
        report("b", day=None),
        report("b", killed=60),
        replace(report("b"), location=None),
        replace(report("b"), background=True),
    ],
)
def test_contradicting_specifics_keep_reports_apart(other: Event) -> None:
    assert len(merge([report("a", killed=6), other], WORDS)) == 2


def test_what_one_article_tells_apart_stays_apart() -> None:
    first, later = report("a", killed=8, start=0), report("a", killed=1, start=50)
    assert len(merge([first, later], WORDS)) == 2


def test_a_third_report_does_not_join_what_one_article_tells_apart() -> None:
    events = [report("a", killed=8, start=0), report("a", killed=9, start=50), report("b", killed=8)]
    merged = merge(events, WORDS)
    assert sorted(len(event.told) for event in merged) == [0, 2]


def test_the_day_after_is_the_same_event_when_the_numbers_agree() -> None:
    next_day = DAY + timedelta(days=1)
    assert len(merge([report("a", killed=6), report("b", day=next_day, killed=6)], WORDS)) == 1
    assert len(merge([report("a", killed=6), report("b", day=next_day, killed=9)], WORDS)) == 2


def test_a_report_that_names_only_the_country_joins_one_that_names_the_town_when_the_numbers_agree() -> None:
    country = Place(id="geonames:ua", name="Ukraine", level=Level.COUNTRY, lon=32, lat=49, country="UA")
    wide = Location(
        place=country, shape=Shape.AREA, lon=32, lat=49, radius_m=1, geo_precision=3, where_prec=6
    )
    (event,) = merge([report("a", killed=6), report("b", killed=6, at=wide)], WORDS)
    assert event.location == town()
    assert len(merge([report("a", killed=6), report("b", killed=7, at=wide)], WORDS)) == 2


def test_a_general_word_gives_way_to_the_kind_that_says_more() -> None:
    (event,) = merge([report("a", kind="Attack"), report("b", kind="Air/drone strike")], WORDS)
    assert event.kind == "Air/drone strike"


TOWNS = [town(), town("Kaharlyk", 30.82, 49.86), town("Kyiv", 30.52, 50.45)]
REPORTS = st.lists(
    st.builds(
        report,
        st.sampled_from("abcdef"),
        kind=st.sampled_from(["Air/drone strike", "Attack", "Armed clash", "Flood", "Fire"]),
        day=st.sampled_from([DAY, DAY + timedelta(days=1), DAY + timedelta(days=9)]),
        at=st.sampled_from(TOWNS),
        start=st.integers(min_value=0, max_value=500),
        killed=st.integers(min_value=0, max_value=20),
    ),
    max_size=9,
    unique_by=lambda event: event.id,
)


@settings(deadline=None)
@given(events=REPORTS, data=st.data())
def test_merging_does_not_depend_on_order(events: list[Event], data: st.DataObject) -> None:
    assert merge(data.draw(st.permutations(events)), WORDS) == merge(events, WORDS)


@settings(deadline=None)
@given(events=REPORTS)
def test_no_report_is_lost_and_none_is_told_twice(events: list[Event]) -> None:
    told = [one.id for event in merge(events, WORDS) for one in event.told or (event,)]
    assert sorted(told) == sorted(event.id for event in events)


@settings(deadline=None)
@given(events=REPORTS)
def test_merged_events_are_in_order_of_time(events: list[Event]) -> None:
    starts = [event.when.start for event in merge(events, WORDS) if event.when]
    assert all(one <= other for one, other in pairwise(starts))


COUNTRY = Place(id="geonames:ua", name="Ukraine", level=Level.COUNTRY, lon=32, lat=49, country="UA")
COUNTRYWIDE = Location(
    place=COUNTRY, shape=Shape.AREA, lon=32, lat=49, radius_m=1, geo_precision=3, where_prec=6
)
QUARTER = Place(id="geonames:q", name="The Hills", level=Level.REGION, lon=30.1, lat=0.1, radius_m=9_000)
AROUND = Location(
    place=QUARTER, shape=Shape.AREA, lon=30.1, lat=0.1, radius_m=9_000, geo_precision=2, where_prec=5
)
SPOTS = st.one_of(
    st.sampled_from([COUNTRYWIDE, AROUND]),
    st.builds(
        lambda lon, lat, shape, radius_m: replace(
            town(f"{lon} {lat}", lon, lat), shape=shape, radius_m=radius_m
        ),
        st.floats(179.8, 180) | st.floats(-180, -179.8) | st.floats(30, 30.4),
        st.floats(-0.2, 0.2) | st.floats(69.8, 70),
        st.sampled_from([Shape.POINT, Shape.NEAR]),
        st.sampled_from([2_000.0, 17_000.0]),
    ),
)


@settings(deadline=None)
@given(
    events=st.lists(
        st.builds(
            lambda event, stated: replace(event, day_stated=stated),
            st.builds(
                report,
                st.sampled_from("abcdef"),
                kind=st.sampled_from(["Air/drone strike", "Attack", "Armed clash", "Fire", "Accident"]),
                day=st.integers(0, 6).map(lambda days: DAY + timedelta(days=days)),
                at=SPOTS,
                start=st.integers(min_value=0, max_value=500),
                killed=st.integers(min_value=0, max_value=3),
            ),
            st.booleans(),
        ),
        max_size=7,
        unique_by=lambda event: event.id,
    )
)
def test_blocks_hold_every_pair_that_comparing_all_would_join(events: list[Event]) -> None:
    alike = {
        (one, other)
        for one, other in combinations(range(len(events)), 2)
        if compare(events[one], events[other], (Told(), Told()), WORDS, 5.0).score > 0
    }
    assert alike <= set(find_pairs(events, WORDS, 5.0))


def test_a_merged_event_says_what_its_reports_agree_on() -> None:
    (event,) = merge([report("a", killed=6), report("b", killed=8)], WORDS)
    told = "merged from 2 reports: same town; same day; both tell of an air/drone strike; 6 and 8 killed"
    assert event.reasons[-1] == told


def test_what_was_hit_speaks_for_or_against() -> None:
    big = replace(
        town("Kyiv", 30.52, 50.45), place=replace(town("Kyiv", 30.52, 50.45).place, population=10**6)
    )
    events = [
        replace(report("a", kind="Attack", at=big), weapon="gun"),
        replace(report("b", kind="Attack", at=big), weapon="knife"),
    ]
    assert len(merge(events, WORDS)) == 2
    texts = {"a": "A school was attacked.", "b": "Pupils were hurt."}
    both = [replace(event, evidence=(replace(event.evidence[0], end=16),)) for event in events]
    assert len(merge(both, WORDS, texts=texts)) == 1


def test_a_report_that_states_no_day_meets_an_earlier_one_that_does() -> None:
    late = replace(report("b", day=DAY + timedelta(days=1), killed=8), day_stated=False)
    (event,) = merge([report("a", killed=6), late], WORDS)
    assert event.when == day_span(DAY)
    assert event.day_stated
    assert len(merge([report("a", killed=6), replace(late, day_stated=True)], WORDS)) == 2
    early = replace(report("b", day=DAY - timedelta(days=2), killed=6), day_stated=False)
    assert len(merge([report("a", killed=6), early], WORDS)) == 2


@pytest.mark.parametrize(("kind", "events"), [("Flood", 1), ("Attack", 2)])
def test_a_disaster_stays_news_for_longer_than_an_attack(kind: str, events: int) -> None:
    late = replace(report("b", kind=kind, day=DAY + timedelta(days=4)), day_stated=False)
    assert len(merge([report("a", kind=kind), late], WORDS)) == events


def test_a_region_and_a_town_in_it_need_numbers_that_agree() -> None:
    oblast = Place(id="geonames:ky", name="Kyiv Oblast", level=Level.ADMIN1, lon=30.5, lat=50, country="UA")
    inside = replace(town(), place=replace(town().place, parents=("geonames:ky",)))
    wide = Location(
        place=oblast, shape=Shape.AREA, lon=30.5, lat=50, radius_m=1, geo_precision=3, where_prec=4
    )
    assert len(merge([report("a", killed=60, at=inside), report("b", killed=61, at=wide)], WORDS)) == 1
    assert len(merge([report("a", at=inside), report("b", at=wide)], WORDS)) == 2


def test_a_report_of_the_region_does_not_join_two_towns() -> None:
    oblast = Place(id="geonames:ky", name="Kyiv Oblast", level=Level.ADMIN1, lon=30.5, lat=50, country="UA")
    towns = [replace(at, place=replace(at.place, parents=("geonames:ky",))) for at in TOWNS[:2]]
    wide = Location(
        place=oblast, shape=Shape.AREA, lon=30.5, lat=50, radius_m=1, geo_precision=3, where_prec=4
    )
    events = [report(name, killed=9, at=at) for name, at in zip("abc", [*towns, wide], strict=True)]
    assert sorted(len(event.told) for event in merge(events, WORDS)) == [0, 2]


def test_dozens_give_way_to_a_number_of_another_report() -> None:
    vague = replace(report("b"), counts=Counts(killed=Count(low=12, high=99, wording="dozens")))
    (event,) = merge([report("a", killed=45), vague], WORDS)
    assert event.counts.killed == Count(low=45, high=45, wording="dozens")


def test_tolls_of_a_disaster_grow_further_than_those_of_an_attack() -> None:
    for kind, events in (("Earthquake", 1), ("Armed clash", 2)):
        assert (
            len(merge([report(n, kind=kind, killed=k) for n, k in (("a", 50), ("b", 900))], WORDS)) == events
        )


def test_a_suburb_may_be_what_another_report_calls_the_city() -> None:
    city = replace(town("Yangon", 96.16, 16.81), radius_m=15_000)
    city = replace(city, place=replace(city.place, population=4_500_000))
    suburb = replace(
        town("Hlaingthaya", 96.06, 16.88), place=replace(town("Hlaingthaya", 96.06, 16.88).place)
    )
    assert len(merge([report("a", killed=22, at=suburb), report("b", killed=34, at=city)], WORDS)) == 1


@settings(deadline=None)
@given(events=REPORTS)
def test_two_reports_are_as_alike_whichever_comes_first(events: list[Event]) -> None:
    for one, other in combinations(events, 2):
        alike, swapped = (
            compare(*pair, (Told(), Told()), WORDS, 5.0) for pair in ((one, other), (other, one))
        )
        assert alike == swapped
