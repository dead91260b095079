"""What only a whole report tells: which sentences are of one event, and which are history."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import pytest
from told_events import killed, news, place_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.model import Event

    Read = Callable[..., list[Event]]

SATURDAY = date(2025, 3, 15)


@pytest.fixture(scope="module")
def read(read: Read) -> Read:
    return partial(read, published=SATURDAY)


def test_what_is_told_of_a_country_and_of_a_town_in_it_is_one_event(read: Read) -> None:
    events = news(
        read(
            "Gunmen killed 14 people in Nigeria on Friday. The attack took place in the town of Maiduguri "
            "on Friday evening."
        )
    )
    assert [place_of(event) for event in events] == ["Maiduguri"]
    assert killed(events[0]) == (14, 14)


def test_an_attack_known_already_is_none_where_its_planners_have_their_bases(read: Read) -> None:
    events = news(
        read(
            "A bomb killed nine people in Quetta on Friday. Officials said Friday's attack was planned by "
            "militants with bases in Afghanistan."
        )
    )
    assert [place_of(event) for event in events] == ["Quetta"]


def test_history_of_the_same_place_takes_in_no_news(read: Read) -> None:
    events = read(
        "The number of people killed in a blast in Mogadishu has climbed to 37, police said on Saturday. "
        "In October 2017 a truck bomb killed nearly 600 people in Mogadishu."
    )
    assert [killed(event) for event in news(events)] == [(37, 37)]
    assert [killed(event) for event in events if event.background] == [(600, 600)]


def test_a_toll_is_what_it_has_come_to(read: Read) -> None:
    (event,) = read("The death toll from the flood in Derna on Friday rose from 90 to 121, officials said.")
    assert killed(event) == (121, 121)


def test_a_list_of_places_with_numbers_is_read_place_by_place(read: Read) -> None:
    events = news(
        read(
            "Floods swept through Pakistan on Friday. In Lahore, 36 people died, in Karachi 24, in Quetta 21 "
            "and in Peshawar five."
        )
    )
    told = {place_of(event): killed(event) for event in events}
    assert told == {"Lahore": (36, 36), "Karachi": (24, 24), "Quetta": (21, 21), "Peshawar": (5, 5)}


def test_a_number_may_stand_before_its_place(read: Read) -> None:
    events = news(
        read("Friday's quake killed 30 people in Lahore, 22 in Karachi, ten in Quetta, five in Peshawar.")
    )
    told = {place_of(event): killed(event) for event in events}
    assert told == {"Lahore": (30, 30), "Karachi": (22, 22), "Quetta": (10, 10), "Peshawar": (5, 5)}


def test_a_strike_of_workers_is_no_air_strike(read: Read) -> None:
    events = read("The strike in Quito, called by trade unions, went on for a third day on Friday.")
    assert [event.kind for event in events if event.kind == "Air/drone strike"] == []


def test_gunmen_abduct_and_police_arrest(read: Read) -> None:
    (taken,) = read("Gunmen seized 30 pupils from a school in Kaduna on Friday.")
    (held,) = read("Police seized 30 suspects in Kaduna on Friday.")
    assert (taken.kind, held.kind) == ("Abduction/forced disappearance", "Arrests")


def test_sums_over_many_months_are_background(read: Read) -> None:
    events = read("In the last 15 months, 1,250 fighters have been killed in clashes in Pakistan.")
    assert [event.background for event in events] == [True]


def test_damage_without_a_cause_is_of_what_the_report_tells(read: Read) -> None:
    events = news(
        read("Russian missiles struck Kharkiv on Friday, killing two people. In Odesa, a depot was damaged.")
    )
    assert {place_of(event): event.kind for event in events} == {
        "Kharkiv": "Shelling/artillery/missile attack",
        "Odesa": "Shelling/artillery/missile attack",
    }


def test_a_street_lies_in_the_town_whose_police_tell_of_it(read: Read) -> None:
    (event,) = read("A man was shot dead outside a bar on East Fifth Street on Friday, Dayton police said.")
    assert place_of(event) == "Dayton"


def test_meetings_need_a_place_that_their_sentence_names(read: Read) -> None:
    (event,) = read("The two presidents met in Doha on Friday.")
    assert (event.kind, place_of(event)) == ("Meeting", "Doha")
    assert read("The two presidents met on Friday. They spoke of Doha.") == []


def test_days_of_reckoning_date_nothing(read: Read) -> None:
    (event,) = read("A quake hit Kunar Province on Monday. As of Friday, 1,411 people had been killed there.")
    assert event.when is not None
    assert event.when.start.date() == date(2025, 3, 10)
    assert killed(event) == (1411, 1411)
