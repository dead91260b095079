"""Looking names up in the index that the package ships."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.model import Level
from gazetteer.store import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    with Gazetteer.open() as opened:
        yield opened


# name, level, country, latitude, longitude
_MEANT = """
Rzhyshchiv | city | UA | 49.97 | 31.04
Khartoum | city | SD | 15.55 | 32.53
Rafah | city | PS | 31.30 | 34.24
Goma | city | CD | -1.67 | 29.23
Myawaddy | city | MM | 16.69 | 98.51
Kostiantynivka | city | UA | 48.53 | 37.71
Tbilisi | city | GE | 41.69 | 44.83
Sana'a | city | YE | 15.35 | 44.21
El Fasher | city | SD | 13.63 | 25.35
Al-Fashir | city | SD | 13.63 | 25.35
Sao Paulo | city | BR | -23.55 | -46.64
Washington | city | US | 38.90 | -77.04
New York | city | US | 40.71 | -74.01
Dnipropetrovsk | city | UA | 48.47 | 35.04
Chernihiv | city | UA | 51.5 | 31.3
Zaporizhzhia | city | UA | 47.85 | 35.12
Donetsk | city | UA | 48.0 | 37.8
Aleppo | city | SY | 36.2 | 37.16
Homs | city | SY | 34.73 | 36.72
Deir ez-Zor | city | SY | 35.34 | 40.14
Chernihiv region | admin1 | UA | 51.4 | 31.6
Chernihivska oblast | admin1 | UA | 51.4 | 31.6
Чернігівська область | admin1 | UA | 51.4 | 31.6
Kyiv region | admin1 | UA | 50.3 | 30.5
Ivano-Frankivsk Oblast | admin1 | UA | 48.8 | 24.7
Aleppo governorate | admin1 | SY | 36.3 | 37.2
Crimea | admin1 | UA | 45.2 | 34.4
Sevastopol | city | UA | 44.6 | 33.5
Kyiv | city | UA | 50.45 | 30.52
Kiev | city | UA | 50.45 | 30.52
Київ | city | UA | 50.45 | 30.52
Киев | city | UA | 50.45 | 30.52
Zaporizhzhya | city | UA | 47.85 | 35.12
Zaporozhye | city | UA | 47.85 | 35.12
Запоріжжя | city | UA | 47.85 | 35.12
Kharkov | city | UA | 49.98 | 36.25
Kostyantynivka | city | UA | 48.53 | 37.71
Kramatorks | city | UA | 48.73 | 37.57
Bakhmutt | city | UA | 48.59 | 38.0
Georgia | country | GE | 42.0 | 43.5
Ukraine | country | UA | 49.0 | 32.0
Côte d'Ivoire | country | CI | 8.0 | -5.0
DR Congo (Zaire) | country | CD | 0.0 | 25.0
Myanmar (Burma) | country | MM | 21.0 | 96.0
Türkiye | country | TR | 39.0 | 35.0
U.K. | country | GB | 54.0 | -2.0
UAE | country | AE | 24.0 | 54.0
OPT | country | PS | 31.9 | 35.2
USA | country | US | 39.76 | -98.5
Donbas | region | UA | 48.4 | 38.3
Gaza | region | PS | 31.42 | 34.38
West Bank | region | PS | 31.95 | 35.25
Darfur | region | SD | 13.0 | 24.5
Java | region | ID | -7.3 | 110.0
"""


@pytest.mark.parametrize("line", _MEANT.strip().splitlines())
def test_a_name_leads_first_to_the_place_that_news_means(gazetteer: Gazetteer, line: str) -> None:
    name, level, country, lat, lon = line.split(" | ")
    best = gazetteer.lookup(name)[0].place
    assert (best.level, best.country) == (level, country)
    assert (best.lat, best.lon) == pytest.approx((float(lat), float(lon)), abs=1.5)


def test_another_spelling_and_a_typo_say_so(gazetteer: Gazetteer) -> None:
    assert any("spelled like" in reason for reason in gazetteer.lookup("Mariupil")[0].reasons)
    assert "one letter differs from 'kramatorsk'" in gazetteer.lookup("Kramatorks")[0].reasons


def test_only_the_country_that_was_asked_for(gazetteer: Gazetteer) -> None:
    found = gazetteer.lookup("Odessa", country="US")
    assert found
    assert {candidate.place.country for candidate in found} == {"US"}


def test_what_is_near_is_likelier(gazetteer: Gazetteer) -> None:
    near = gazetteer.lookup("Kostiantynivka", near=(31.15, 47.83))[0]
    assert (near.place.lat, near.place.lon) == pytest.approx((47.83, 31.15), abs=0.1)
    assert any("km away" in reason for reason in near.reasons)


def test_unknown_names_find_nothing(gazetteer: Gazetteer) -> None:
    for name in ("Xqzzyvw", "", " ", "😀", "\0", "\ud800", "Kyiv" * 2500, "-", "."):
        assert gazetteer.lookup(name) == ()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30) | st.text(alphabet="abdeiklnoprstuvyz -", min_size=3, max_size=14))
def test_any_text_may_be_asked_and_scores_fall_and_add_up_to_at_most_one(
    gazetteer: Gazetteer, name: str
) -> None:
    scores = [candidate.score for candidate in gazetteer.lookup(name, limit=1000)]
    assert scores == sorted(scores, reverse=True)
    assert sum(scores) <= 1 + 1e-4 * len(scores)
    assert len({candidate.place.id for candidate in gazetteer.lookup(name)}) == min(10, len(scores))


def test_a_limit_cuts_and_does_not_reorder(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("San Jose", limit=3) == gazetteer.lookup("San Jose", limit=50)[:3]


def test_the_25_oblasts_are_found_by_each_style_of_name(gazetteer: Gazetteer) -> None:
    ukraine = gazetteer.country_row("UA")
    oblasts = [
        gazetteer.name_at(row)
        for row in range(len(gazetteer))
        if gazetteer.level_at(row) is Level.ADMIN1 and gazetteer.parents(row) == (ukraine,)
    ]
    assert len(oblasts) == 27
    for oblast in (name.removesuffix(" Oblast") for name in oblasts if name.endswith(" Oblast")):
        for name in (f"{oblast} Oblast", f"{oblast} region", f"{oblast} oblast"):
            best = gazetteer.lookup(name, country="UA")[0].place
            assert (best.level, best.name) == (Level.ADMIN1, f"{oblast} Oblast")


def test_the_shipped_index_is_whole_and_knows_where_it_comes_from(gazetteer: Gazetteer) -> None:
    info = gazetteer.info()
    assert gazetteer.damaged() == []
    assert info["places"] > 300_000
    assert info["levels"]["region"] + info["levels"]["sea"] >= 150
    assert set(info["packages"]) < set(info["licences"])


@pytest.mark.parametrize(
    ("name", "level", "main"),
    [
        ("Odessa oblast", Level.ADMIN1, "Odesa Oblast"),
        ("Kyiv Oblast", Level.ADMIN1, "Kyiv Oblast"),
        ("Bakhmutskyi raion", Level.ADMIN2, "Bakhmut Raion"),
        ("Lutuhynskyi raion", Level.CITY, "Lutuhyne"),  # abolished in 2020; its seat is what is left
        ("Mariupol City municipality", Level.CITY, "Mariupol"),
        ("Kiev Special Republican city", Level.CITY, "Kyiv"),
        ("Goma (North Kivu)", Level.CITY, "Goma"),
    ],
)
def test_names_as_event_tables_write_them(gazetteer: Gazetteer, name: str, level: Level, main: str) -> None:
    best = gazetteer.lookup(name)[0].place
    assert (best.level, best.name) == (level, main)


def test_a_direction_is_no_typo(gazetteer: Gazetteer) -> None:
    found = gazetteer.lookup("North Eastern province", country="LK")
    assert all("western" not in candidate.place.name.lower() for candidate in found)


def test_only_what_lies_within(gazetteer: Gazetteer) -> None:
    oblast = gazetteer.lookup("Donetsk Oblast", country="UA")[0].place
    inside = gazetteer.lookup("Oleksandrivka", within=oblast.id)
    assert inside
    assert all(oblast.id in candidate.place.parents for candidate in inside)
    assert "geonames:216281" not in {found.place.id for found in gazetteer.lookup("Goma", within=oblast.id)}
    assert gazetteer.lookup("Goma", within="geonames:0") == ()
