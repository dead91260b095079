"""What words mean in their sentence: which kind, whose numbers, which day, of the news or of history."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import pytest
from told_events import killed, news, place_of

from gazetteer.model import Shape
from mapper.events.counts import find_counts
from mapper.events.dates import dateline_end
from mapper.events.parts import without_parts
from mapper.events.triggers import may_report
from mapper.model import Count

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Parser

    from mapper.model import Event
    from mapper.words import Words

    Read = Callable[..., list[Event]]

SATURDAY = date(2025, 3, 15)


@pytest.fixture(scope="module")
def read(read: Read) -> Read:
    return partial(read, published=SATURDAY)


def places(events: list[Event]) -> list[str | None]:
    return [place_of(event) for event in events]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Students held a sit-in in Dhaka on Friday.", "Peaceful protest"),
        ("A shoot-out killed two men in Cali on Friday.", "Armed clash"),
        ("Thousands poured into the streets of Makurdi on Friday.", "Peaceful protest"),
        ("Twelve people died of cholera in Omdurman after strikes cut the water.", "Disease outbreak"),
        ("Thirty people were killed in a crush at a rally in Multan.", "Accident"),
        ("Jets bombed a depot in Idlib on Friday.", "Air/drone strike"),
        ("The army dropped bombs on a village fair in Sagaing on Friday.", "Air/drone strike"),
        ("A guided bomb destroyed a house in Kherson on Friday.", "Air/drone strike"),
        ("A gun blast killed a mayor in Morelia.", "Attack"),
        ("A blast killed a mayor in Morelia.", "Explosion"),
        ("Gunmen stormed a school in Maga and killed a guard.", "Attack"),
        ("Soldiers stormed a rebel base in Maga and killed a guard.", "Armed clash"),
        ("Protesters torched the council building in Surabaya on Friday.", "Violent demonstration"),
        ("Police threw sound grenades in Dhaka and 80 protesters were hurt.", "Protest with intervention"),
    ],
)
def test_the_words_around_it_say_which_kind_it_was(read: Read, text: str, kind: str) -> None:
    assert [event.kind for event in read(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Vigils were planned in Richfield on Friday.",
        "An attack in Lyon was foiled by police.",
        "He would face a chance of being abducted or tortured in Grozny.",
        "Scores of troops marched into Beirut on Friday.",
    ],
)
def test_what_is_planned_foiled_or_feared_is_no_event_and_troops_protest_nothing(
    read: Read, text: str
) -> None:
    assert read(text) == []


def test_a_word_with_a_hyphen_is_looked_at(words: Words) -> None:
    assert may_report("A sit-in went on.", words)
    assert not may_report("A sit went on.", words)


@pytest.mark.parametrize(
    ("reports", "does_not"),
    [
        ("Two jets fell on the school.", "Prices fell on Monday."),
        ("The army launched missiles.", "The party launched its campaign."),
        ("Knives rained on them.", "It may well rain."),
        ("They downed nothing.", "Inflation is down."),
        ("Troops down a drone.", "He stepped down."),
        ("He was gunned on the spot.", "He owns a gun."),
        ("Thousands march on Friday.", "In March, on 3 March and on March 4, he spoke."),
    ],
)
def test_what_reports_only_beside_others_is_not_parsed_without_them(
    reports: str, does_not: str, words: Words
) -> None:
    assert may_report(reports, words)
    assert not may_report(does_not, words)


def test_a_meeting_is_parsed_only_where_a_known_place_is_named(words: Words) -> None:
    assert may_report("The ministers met in Paris.", words, placed=True)
    assert not may_report("The ministers met at noon.", words, placed=False)
    assert may_report("The ministers met after the bombing.", words, placed=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The body of Ana Ruiz was found in a field.", {"killed": (1, 1)}),
        ("Two women, 44 and 48, suffered injuries.", {"injured": (2, 2)}),
        ("A crash killed a teenager and her grandmother.", {"killed": (2, 2)}),
    ],
)
def test_people_are_counted_by_what_is_said_of_them(
    text: str, expected: dict[str, tuple[int, int]], parse: Parser, words: Words
) -> None:
    found = find_counts(parse(text), words)
    assert {counted.field: (counted.count.low, counted.count.high) for counted in found} == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([(70, "70 people"), (10, "ten firefighters")], (70, 70)),
        ([(2, "Two workers"), (4, "Four other civilians")], (2, 6)),
        ([(57, "57 dead"), (60, "more than 60 people")], (57, 60)),
        ([(3, "three soldiers"), (2, "two officers")], (2, 3)),
        ([(5, "Five more people")], (5, 5)),
    ],
)
def test_parts_are_left_out_and_others_come_on_top(
    told: list[tuple[int, str]], expected: tuple[int, int]
) -> None:
    kept = without_parts([Count(low=number, high=number, wording=wording) for number, wording in told])
    assert (min(count.low for count in kept), max(count.high for count in kept)) == expected


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("KARUR: At least 39", "At least 39"),
        ("DHAKA, July 22: The number", "The number"),
        ("Geneva, 3 October 2025 \u2013 The agency", "The agency"),
        ("LAGOS, Nov. 3 (Agency) -- At", "At"),
        ("UN: three killed", "UN: three killed"),
        ("In Kyiv, 3 October 2025: bombs", "In Kyiv, 3 October 2025: bombs"),
    ],
)
def test_a_dateline_is_no_part_of_its_sentence(text: str, rest: str) -> None:
    assert text[dateline_end(text) :] == rest


def test_the_day_of_the_toll_is_not_that_of_the_earthquake(read: Read) -> None:
    (event,) = read("The death toll from the earthquake that hit Cebu on Tuesday rose to 69 on Friday.")
    assert event.when is not None
    assert event.when.start.date() == date(2025, 3, 11)


def test_what_was_done_afterwards_does_not_date_what_went_before(read: Read) -> None:
    (event,) = read(
        "Calm returned to Tripoli on Friday after a night of fighting. Six people were killed in the "
        "fighting on Thursday evening."
    )
    assert event.when is not None
    assert event.when.start.date() == date(2025, 3, 13)


def test_a_report_is_about_the_day_of_its_first_sentences(read: Read) -> None:
    events = read(
        "Shells hit a camp in El Fasher and killed 60 people, rescuers said on Friday. On Tuesday twelve "
        "people were killed when shells fell on a hospital in El Fasher."
    )
    assert [(event.when and event.when.start.day, killed(event)) for event in events] == [
        (14, (60, 60)),
        (11, (12, 12)),
    ]


def test_easter_is_a_span_of_days_where_churches_differ(read: Read) -> None:
    (event,) = read("Four people were killed in Makurdi on Easter Sunday.", published=date(2024, 6, 1))
    assert event.when is not None
    assert (event.when.start.date(), event.when.end.date()) == (date(2024, 3, 31), date(2024, 5, 6))
    (event,) = read("Four people were killed in Makurdi on Good Friday.", published=date(2025, 5, 1))
    assert event.when is not None
    assert (event.when.start.date(), event.when.end.date()) == (date(2025, 4, 18), date(2025, 4, 19))


def test_an_old_disaster_of_the_same_place_is_history(read: Read) -> None:
    events = read(
        "A fire in a mine near Rancagua killed four miners on Friday. The worst accident there claimed 355 "
        "lives in 1945."
    )
    assert [killed(event) for event in news(events)] == [(4, 4)]


def test_a_number_of_several_places_is_any_part_of_it_in_each(read: Read) -> None:
    events = read("Three people were killed in strikes on Sanaa and Hodeidah on Friday.")
    assert [killed(event) for event in events] == [(0, 3), (0, 3)]


def test_two_places_with_a_number_each_are_two_events(read: Read) -> None:
    events = read("Shells killed two people on Friday: one in Kostiantynivka and one in Bilozerske.")
    assert [(place, killed(event)) for place, event in zip(places(events), events, strict=True)] == [
        ("Kostiantynivka", (1, 1)),
        ("Bilozerske", (1, 1)),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two people died in an ambush in Datu Hoffer, Maguindanao del Sur, on Friday.", 1),
        ("A trader was abducted on the highway linking Damascus and Homs on Friday.", 1),
        ("Shells hit Kherson, Nikopol and Kupiansk on Friday.", 3),
    ],
)
def test_names_with_a_comma_are_one_place_and_a_list_is_several(read: Read, text: str, expected: int) -> None:
    assert len(read(text)) == expected


def test_the_whole_country_is_meant_by_nationwide(read: Read) -> None:
    events = read(
        "Police broke up a rally in Ankara on Friday. Some 323 people were detained nationwide, the interior "
        "minister of Turkey said."
    )
    assert "Turkey" in places(events)


def test_here_is_where_the_report_is_from(read: Read) -> None:
    (event,) = read(
        "MULTAN: Nine people were killed in a fire at Zzyrabad here on Friday, Pakistani police said."
    )
    assert places([event]) == ["Multan"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Israel struck a convoy in Homs on Friday.", ["Air/drone strike"]),
        (
            "Israel bombed tanks in Daraa on Monday, and on Tuesday it struck a convoy in Homs.",
            2 * ["Air/drone strike"],
        ),
        ("Hurricane Otis struck Acapulco on Friday.", ["Storm"]),
        ("Germany struck a deal with Qatar on Friday.", []),
        ("Sudan hit back at critics in Geneva on Friday.", []),
    ],
)
def test_a_country_that_strikes_is_one_from_the_air(read: Read, text: str, kinds: list[str]) -> None:
    assert [event.kind for event in read(text)] == kinds


def test_what_a_deed_led_to_was_where_the_deed_was(read: Read) -> None:
    (event,) = read(
        "On Friday warplanes pounded the port of Hodeidah and a factory in the district of Bajil, leaving "
        "four people dead."
    )
    assert (places([event]), killed(event)) == (["Al Hudaydah"], (4, 4))


def test_that_nobody_was_hurt_is_a_number(read: Read) -> None:
    (event,) = read("A drone hit a depot in Kursk on Friday. There were no reports of casualties.")
    assert killed(event) == (0, 0)


def test_a_bus_that_fell_is_an_accident(read: Read) -> None:
    (event,) = read("Nine people were killed in Lagos on Friday when a bus fell off a bridge.")
    assert (event.kind, killed(event)) == ("Accident", (9, 9))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("An express rammed a goods train in Balasore on Friday.", "Accident"),
        ("A man rammed a car into a crowd in Magdeburg on Friday.", "Attack"),
    ],
)
def test_trains_that_ram_collide(read: Read, text: str, kind: str) -> None:
    assert [event.kind for event in read(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("Nine died in a fire in Doti last March.", date(2025, 3, 15), (date(2024, 3, 1), date(2024, 4, 1))),
        (
            "Nine died in a fire at the 3 April stadium in Bata.",
            date(2025, 4, 15),
            (date(2025, 4, 15), date(2025, 4, 16)),
        ),
        (
            "He fled a day after a fire killed nine in Doti.",
            date(2025, 3, 15),
            (date(2025, 3, 13), date(2025, 3, 15)),
        ),
    ],
)
def test_days_that_are_easily_taken_for_others(
    read: Read, text: str, published: date, expected: tuple[date, date]
) -> None:
    (event,) = read(text, published=published)
    assert event.when is not None
    assert (event.when.start.date(), event.when.end.date()) == expected


def test_those_who_fled_are_an_event_of_their_own(read: Read) -> None:
    events = read("Gunmen killed nine people in Bunia on Friday. Some 11,000 people have fled Bunia.")
    assert [event.kind for event in events] == ["Attack", "Displacement"]


def test_two_unknown_villages_of_one_district_are_two_events(read: Read) -> None:
    events = read("Floods swept away the villages of Bushushu and Nyamukubi in Kalehe on Friday.")
    assert len(events) == len({event.id for event in events}) == 2


def test_quarters_of_a_town_are_one_place(read: Read) -> None:
    (event,) = read(
        "In Kharkiv, an attack by 17 drones on Friday killed three people and wounded 64 in the Slobidskyi "
        "and Osnovianskyi districts."
    )
    assert (places([event]), killed(event)) == (["Kharkiv"], (3, 3))


def test_a_village_that_nobody_knows_is_a_ring_around_its_town_and_a_quarter_is_in_it(read: Read) -> None:
    (village,) = read("Gunmen killed nine people in the village of Zzyrabad in Multan on Friday.")
    (quarter,) = read("Gunmen killed nine people in the Zzyrabad quarter of Multan on Friday.")
    assert village.location is not None
    assert quarter.location is not None
    assert (village.location.shape, village.location.geo_precision) == (Shape.NEAR, 2)
    assert village.location.radius_m >= 25_000
    assert quarter.location.shape is Shape.POINT


def test_quarters_of_one_town_without_its_own_mention_are_one_place(read: Read) -> None:
    (event,) = read("In Kharkiv, drones killed three people in the Slobidskyi and Osnovianskyi districts.")
    assert killed(event) == (3, 3)


def test_a_headline_tells_loosely_what_the_report_tells(read: Read) -> None:
    (event,) = read(
        "Missiles hit flats, drones kill six in town near Kyiv\n\nA drone struck two dormitories in "
        "Rzhyshchiv, in the Kyiv region, on Friday, killing six people."
    )
    assert (event.kind, places([event]), killed(event)) == ("Air/drone strike", ["Rzhyshchiv"], (6, 6))


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("Soldiers captured Marwan Haddad in Tikrit on Friday.", "Arrests", "Tikrit"),
        ("He was captured in Lahore on Friday.", "Arrests", "Lahore"),
        ("Rebels seized one of the generals near Goma on Friday.", "Abduction/forced disappearance", "Goma"),
        ("Gunmen captured them in Maiduguri on Friday.", "Abduction/forced disappearance", "Maiduguri"),
        ("Rebels captured Goma on Friday.", "Non-state actor overtakes territory", "Goma"),
        ("Rebels captured two hills near Goma on Friday.", "Non-state actor overtakes territory", "Goma"),
        ("Rebels seized most of the city centre in Goma.", "Non-state actor overtakes territory", "Goma"),
    ],
)
def test_what_was_taken_says_whether_ground_fell_or_people_were_held(
    read: Read, text: str, kind: str, place: str
) -> None:
    assert [(event.kind, place_of(event)) for event in read(text)] == [(kind, place)]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya captured gold in Doha on Friday.",
        "The photographer captured the mood in Lyon on Friday.",
        "Customs seized 30 kilograms of heroin in Odesa on Friday.",
    ],
)
def test_a_thing_that_was_taken_is_neither_ground_nor_anybody(read: Read, text: str) -> None:
    assert read(text) == []
