from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.model import Event

    Read = Callable[..., list[Event]]

THURSDAY = date(2023, 3, 23)


def place_of(event: Event) -> str | None:
    return event.location.place.name if event.location else None


def test_a_sentence_says_what_where_when_and_how_many(read: Read) -> None:
    text = "A drone hit a bus in Kherson on Wednesday, killing three people and wounding at least 16."
    (event,) = read(text)
    assert event.kind == "Air/drone strike"
    assert event.weapon == "drone"
    assert place_of(event) == "Kherson"
    assert event.when is not None
    assert event.when.start.date() == date(2023, 3, 22)
    assert [(name, count.low, count.high) for name, count in event.counts.items()] == [
        ("killed", 3, 3),
        ("injured", 16, 16),
    ]
    assert [(one.start, one.end) for one in event.evidence] == [(0, len(text))]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Shelling killed two people in Khartoum on Monday.", "Shelling/artillery/missile attack"),
        ("A suicide bomber blew himself up at a market in Mogadishu.", "Suicide bomb"),
        ("A roadside bomb killed four soldiers near Gao.", "Remote explosive/landmine/IED"),
        ("Gunmen attacked a village near Djibo and killed 12 people.", "Attack"),
        ("Gunmen kidnapped 30 pupils in Kaduna state.", "Abduction/forced disappearance"),
        ("Rebels and soldiers clashed in Goma on Sunday.", "Armed clash"),
        ("Thousands of people protested in Nairobi on Tuesday.", "Peaceful protest"),
        ("A boat capsized off Lampedusa and 20 people drowned.", "Accident"),
        ("An earthquake struck near Mandalay, killing hundreds of people.", "Earthquake"),
        ("Floods swept through Derna.", "Flood"),
        ("A wildfire burned homes near Athens.", "Fire"),
        ("Police arrested twelve people in Istanbul.", "Arrests"),
    ],
)
def test_words_name_the_kind(text: str, kind: str, read: Read) -> None:
    assert [event.kind for event in read(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Moscow said it could strike targets in Kyiv.",
        "The minister warned of an attack on Odesa.",
        "Russia threatened to bomb Lviv.",
        "The White House urged Beijing to prevent an attack on Taipei.",
        "If rebels attack Goma, thousands will flee.",
        "The army denied shelling Khartoum.",
        "Kyiv and Washington reached a deal in Paris.",
        "An arrest warrant was issued in The Hague.",
        "The two presidents will meet in Moscow on Tuesday.",
        "Markets rose days after the president's visit to London.",
    ],
)
def test_what_is_only_feared_planned_denied_or_spoken_of_is_no_event(text: str, read: Read) -> None:
    assert read(text) == []


def test_who_speaks_and_where_from_is_not_where_it_happened(read: Read) -> None:
    text = "Moscow said on Wednesday that drones made in Iran had struck a depot in Odesa."
    assert [place_of(event) for event in read(text)] == ["Odesa"]


def test_places_in_one_list_are_several_events(read: Read) -> None:
    events = read("Explosions were heard in Kyiv, Lviv and Kharkiv on Monday.")
    assert sorted(str(place_of(event)) for event in events) == ["Kharkiv", "Kyiv", "Lviv"]


def test_the_attack_is_the_one_that_was_just_told(read: Read) -> None:
    (event,) = read("A missile struck Dnipro on Wednesday. The attack killed four people.")
    assert event.counts.killed is not None
    assert event.counts.killed.low == 4
    assert len(event.evidence) == 2


def test_a_later_attack_is_another_event(read: Read) -> None:
    events = read("Shelling killed eight people in Kherson. One woman was killed in a later drone attack.")
    assert [event.kind for event in events] == ["Shelling/artillery/missile attack", "Air/drone strike"]
    assert [place_of(event) for event in events] == ["Kherson", "Kherson"]


def test_a_report_without_a_date_is_undated(read: Read) -> None:
    (event,) = read("A drone hit a bus in Kherson on Wednesday.", published=None)
    assert event.when is None


def test_history_is_kept_as_background(read: Read) -> None:
    (event,) = read("A bomb attack killed 25 people in Beledweyne in 2009.")
    assert event.background


def test_the_region_around_a_capital_is_not_the_capital(read: Read) -> None:
    (event,) = read("A fire broke out on Wednesday in the region surrounding Kyiv.")
    assert place_of(event) == "Kyiv Oblast"


def test_a_region_is_an_area_and_near_is_a_ring(read: Read) -> None:
    (region,) = read("Shelling hit the Kharkiv region on Monday.")
    (near,) = read("Shelling was reported near Kharkiv on Monday.")
    assert region.location is not None
    assert near.location is not None
    assert (region.location.shape, region.location.geo_precision) == ("area", 3)
    assert (near.location.shape, near.location.geo_precision) == ("near", 2)


def test_reading_twice_gives_the_same_events(read: Read) -> None:
    text = "A missile struck Dnipro on Wednesday. Floods swept through Derna. The attack killed four."
    assert read(text) == read(text)
