"""How reporters word events, and what only looks like one: each rule by a sentence that it was made for."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import pytest
from told_events import news, place_of

from mapper.events.dates import find_dates

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.model import Event

    Read = Callable[..., list[Event]]

WEDNESDAY = date(2025, 10, 1)


@pytest.fixture(scope="module")
def read(read: Read) -> Read:
    return partial(read, published=WEDNESDAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The clashes have driven 30,000 civilians out of Bunia.",
            [("Armed clash", "Bunia"), ("Displacement", "Bunia")],
        ),
        (
            "Fighting in Bunia has forced thousands of people to flee.",
            [("Armed clash", "Bunia"), ("Displacement", "Bunia")],
        ),
        (
            "Residents of Goma fled to Rwanda after the shelling.",
            [("Shelling/artillery/missile attack", "Goma"), ("Displacement", "Goma")],
        ),
        (
            "About 40,000 people in 86 villages of Surin have been moved to safer places.",
            [("Displacement", "Surin")],
        ),
        ("More than 2,000 villagers abandoned their homes in Bunia on Sunday.", [("Displacement", "Bunia")]),
        ("The minister was evacuated to a hospital in Auckland.", []),
        ("Ukrainian forces pushed back three assaults near Chasiv Yar.", [("Armed clash", "Chasiv Yar")]),
        ("Heavy clashes erupted near Bunia on Tuesday.", [("Armed clash", "Bunia")]),
        ("A volcano erupted near Goma on Tuesday.", [("Other hazard", "Goma")]),
        ("Rebels withdrew from Walikale on Thursday.", [("Non-violent transfer of territory", "Walikale")]),
        ("Jihadists overran a military base in Djibo.", [("Non-state actor overtakes territory", "Djibo")]),
        (
            "Police in Durban are investigating the killing of five people in a tavern.",
            [("Attack", "Durban")],
        ),
        (
            "Rift Valley fever has claimed 17 lives in Saint-Louis in Senegal.",
            [("Disease outbreak", "Saint-Louis")],
        ),
        ("Lightning killed eight farm workers in Patna.", [("Storm", "Patna")]),
        ("Officers took away a man in Solingen for questioning.", [("Arrests", "Solingen")]),
        ("Gunmen took away at least 20 young men in Zawiya.", [("Abduction/forced disappearance", "Zawiya")]),
        ("Customs officers seized 1.2 tonnes of explosives in Ruse.", [("Disrupted weapons use", "Ruse")]),
        ("Armed youths stole 200 head of cattle near Pibor.", [("Looting/property destruction", "Pibor")]),
        ("A boat capsized on the Niger River near Mopti on Sunday.", [("Accident", "Mopti")]),
        ("In northern Texas, officials reported several tornadoes on Friday.", [("Storm", "Texas")]),
        ("The centre in Kathmandu measured a tremor in Jajarkot.", [("Earthquake", "Jajarkot")]),
        ("One boy died at a hospital in Nairobi after a fire in Nyeri.", [("Fire", "Nyeri")]),
    ],
)
def test_an_ordinary_wording_is_read(read: Read, text: str, expected: list[tuple[str, str]]) -> None:
    told = [(event.kind, place_of(event) or "") for event in news(read(text))]
    assert [kind for kind, _ in told] == [kind for kind, _ in expected]
    assert all(place in found for (_, found), (_, place) in zip(told, expected, strict=True)), told


@pytest.mark.parametrize(
    "text",
    [
        "The army in Naypyidaw said it had not carried out any air raid on Sagaing.",
        "The director in Kindu spoke, contradicting rumours of a massacre in Kindu.",
        "The night passed calmly in Sumy, with neither shelling nor alerts.",
        "Brokers in Kuala Lumpur spoke of rumours that riots had broken out.",
        "The minister told Congress in Lima that there was no complaint of a kidnapping.",
        "Two decades after Hurricane Katrina, whole blocks of New Orleans remain empty.",
        "The heiress was the subject of a custody battle in Chicago.",
        "A man in Ballarat has been charged with murder.",
        "They beat us well in Noosa on Saturday.",
        "Thirty-nine people died in Kabul on Monday.",
    ],
)
def test_what_only_looks_like_an_event_is_none(read: Read, text: str) -> None:
    assert news(read(text)) == []


@pytest.mark.parametrize(
    ("text", "field", "low", "high"),
    [
        ("Gunmen shot dead a radio journalist in Tegucigalpa.", "killed", 1, 1),
        ("Attackers hacked to death 13 worshippers in Bunia.", "killed", 13, 13),
        ("A boy was stabbed to death in Croydon on Friday.", "killed", 1, 1),
        ("Rebels slit the throats of four farmers in a field near Macomia.", "killed", 4, 4),
        ("Authorities put the number of people killed by the quake in Bogo at 72.", "killed", 72, 72),
        ("The army neutralised 12 militants in Maiduguri.", "killed", 0, 12),
        ("Police nabbed three suspects in Nakuru.", "detained", 3, 3),
        ("A drone strike in Nyala killed six traders, and more than 2,000 people have fled.", "killed", 6, 6),
        ("The storm left 12,000 people homeless in Tacloban.", "displaced", 12_000, 12_000),
    ],
)
def test_whom_a_wording_counts(read: Read, text: str, field: str, low: int, high: int) -> None:
    counts = [getattr(event.counts, field) for event in read(text)]
    assert (low, high) in [(count.low, count.high) for count in counts if count]


@pytest.mark.parametrize(
    ("text", "first", "days"),
    [
        ("14 villagers were abducted since last week", "2025-09-22", 10),
        ("since 29 August", "2025-08-29", 34),
        ("killed by Thursday's flood", "2025-09-25", 1),
    ],
)
def test_since_reaches_to_publication(text: str, first: str, days: int) -> None:
    (found,) = find_dates(text, WEDNESDAY)
    assert found.span.start.date().isoformat() == first
    assert (found.span.end - found.span.start).days == days
    assert not found.since


def test_the_town_is_one_where_something_happened(read: Read) -> None:
    blast = "A blast killed four people in Magnitogorsk on Monday. Officials in Moscow spoke."
    events = read(f"{blast} A fire hit the town on Tuesday.")
    assert {place_of(event) for event in events} == {"Magnitogorsk"}


def test_a_town_told_with_a_state_that_is_not_its_own_is_no_dot_elsewhere(read: Read) -> None:
    (event,) = read("A truck and ten motorcycles collided in Randolph, New Hampshire, on Friday.")
    assert place_of(event) == "New Hampshire"


def test_an_arrest_beside_a_deed_is_an_event_of_its_own(read: Read) -> None:
    events = read("A man has been arrested after the mayor was stabbed in Gdańsk on Monday.")
    assert {event.kind for event in events} == {"Arrests", "Attack"}
