"""Places of conflict and disaster in the shipped gazetteer: a sentence of our own for each."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gazetteer.model import Level, Mention
from gazetteer.resolver import geoparse, resolve
from gazetteer.sphere import distance_m
from gazetteer.store import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLE = Path(__file__).parents[2] / "data" / "places_of_news.csv"
REGIONS = TABLE.with_name("regions_of_news.csv")

WITHIN_M = 25_000
"""UCDP GED's `where_prec` 2."""

LEAST_SHARE = 0.95
LEAST_REGIONS = 0.97


@pytest.fixture(scope="module")
def shipped() -> Iterator[Gazetteer]:
    with Gazetteer.open() as gazetteer:
        yield gazetteer


def meant(text: str, gazetteer: Gazetteer) -> dict[str, str | None]:
    return {r.mention.text: r.best and r.best.place.id for r in geoparse(text, gazetteer)}


def test_towns_of_the_news_are_found_and_meant_rightly(shipped: Gazetteer) -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wrong = []
    for row in rows:
        start = row["sentence"].index(row["name"])
        found = geoparse(row["sentence"], shipped)
        here = (r.best for r in found if r.mention.start <= start < r.mention.end)
        place = next((best.place for best in here if best is not None), None)
        point = float(row["lon"]), float(row["lat"])
        if place is None or distance_m(point, (place.lon, place.lat)) > WITHIN_M:
            wrong.append(row["name"])
    assert len(wrong) <= (1 - LEAST_SHARE) * len(rows), wrong


def test_a_namesake_in_a_country_that_the_text_does_not_name_is_no_answer(shipped: Gazetteer) -> None:
    text = "Gunmen raided Akhisar in Somalia, officials in Mogadishu said."
    assert meant(text, shipped)["Akhisar"] is None
    assert meant("A fire burned in Akhisar, Turkey.", shipped)["Akhisar"] == "geonames:324698"


def test_a_town_across_the_border_is_not_doubted(shipped: Gazetteer) -> None:
    assert meant("A rocket from Lebanon hit a car in Kiryat Shmona.", shipped)["Kiryat Shmona"] is not None


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("American soldiers died in Zinjibar.", "Zinjibar"),
        ("French troops withdrew from Tessalit.", "Tessalit"),
        ("Moscow said its forces took Robotyne.", "Robotyne"),
        ("US drones struck a convoy near Jilib.", "Jilib"),
    ],
)
def test_the_country_of_an_army_is_not_where_it_fights(shipped: Gazetteer, text: str, town: str) -> None:
    assert meant(text, shipped)[town] is not None


def test_a_name_that_is_spelled_like_one_of_the_country_is_that(shipped: Gazetteer) -> None:
    text = "In Yemen, fuel burned in the town of Hodaidah, and in Sanaa the power failed."
    assert meant(text, shipped)["Hodaidah"] == "geonames:79415"


def test_an_illness_is_no_place(shipped: Gazetteer) -> None:
    text = "The Marburg virus killed nine in Bata. Marburg spreads by touch."
    assert meant(text, shipped) == {"Bata": "geonames:2310046"}
    assert "Marburg" in meant("Students marched in Marburg, in Germany.", shipped)


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("European leaders met in Riga.", "European", "geonames:6255148"),
        ("Kurdish fighters left Raqqa.", "Kurdish", "region:kurdistan"),
        ("North Korean troops were seen near Kursk.", "North Korean", "geonames:1873107"),
        ("Crowds gathered in Jerusalem on Friday.", "Jerusalem", "geonames:281184"),
        ("A tornado crossed Oklahoma on Monday.", "Oklahoma", "geonames:4544379"),
        ("Bodies were found in the Kanawha River.", "Kanawha River", "naturalearth:river-kanawha-river"),
    ],
)
def test_names_of_great_and_of_natural_things(shipped: Gazetteer, text: str, name: str, place: str) -> None:
    assert meant(text, shipped)[name] == place


def test_a_village_of_one_province_is_no_namesake_in_another_country(shipped: Gazetteer) -> None:
    text = "A boat sank off Shaqra, in the southern province of Abyan, officials in Aden said."
    assert meant(text, shipped)["Shaqra"] is None
    assert meant("A fire burned in Shaqra in Saudi Arabia.", shipped)["Shaqra"] is not None


def test_a_region_of_one_country_is_no_namesake_of_another(shipped: Gazetteer) -> None:
    assert meant("A quake shook Afghanistan's Eastern Region.", shipped)["Eastern Region"] is None
    assert meant("A quake shook Uganda's Eastern Region.", shipped)["Eastern Region"] is not None


def test_a_name_that_says_that_it_is_a_division_is_found(shipped: Gazetteer) -> None:
    text = "More than 1,400 people have died in Kunar Province alone."
    assert meant(text, shipped) == {"Kunar Province": "geonames:1135702"}


def test_divisions_of_the_news_are_found_and_meant_rightly(shipped: Gazetteer) -> None:
    with REGIONS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wrong = []
    for row in rows:
        row_of_country = shipped.country_row(row["country"])
        assert row_of_country is not None
        country = shipped.name_at(row_of_country)
        text = f"Gunmen killed six people in the {row['name']} region of {country} on Tuesday."
        start = text.index(row["name"])
        best = [r.best for r in geoparse(text, shipped) if r.mention.start == start]
        levels = {Level.ADMIN1, Level.ADMIN2, Level.REGION}
        if not (
            best and best[0] and best[0].place.country == row["country"] and best[0].place.level in levels
        ):
            wrong.append(row["name"])
    assert len(wrong) <= (1 - LEAST_REGIONS) * len(rows), wrong


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("Murmansk Governor Yury resigned on Saturday.", "Murmansk", "geonames:524304"),
        ("The former governor of Murmansk was fined.", "Murmansk", "geonames:524304"),
        ("Murmansk was hit by a storm.", "Murmansk", "geonames:524305"),
        ("A quake in Bergamo province killed two people in Italy.", "Bergamo", "geonames:3182163"),
        ("The Houston region was flooded.", "Houston", "geonames:4699066"),
        ("St. Petersburg was hit by drones from Ukraine, Russia said.", "St. Petersburg", "geonames:498817"),
        ("Derna, Al Bayda and Sousse in eastern Libya were flooded.", "Sousse", "geonames:81584"),
        ("Tunisian police made arrests in Sousse.", "Sousse", "geonames:2464915"),
        (
            "Rain fell on the Green Mountains of Libya, near Derna.",
            "Green Mountains",
            "region:green-mountain-ly",
        ),
    ],
)
def test_what_stands_around_a_name_says_which_is_meant(
    shipped: Gazetteer, text: str, name: str, place: str
) -> None:
    assert meant(text, shipped)[name] == place


def test_the_government_that_speaks_is_a_country_s(shipped: Gazetteer) -> None:
    text = "In Sudan, Omdurman was shelled and Khartoum was calm. Riyadh said it would host talks."
    assert meant(text, shipped)["Riyadh"] == "geonames:108410"


def test_mountains_are_not_where_the_town_of_their_name_is(shipped: Gazetteer) -> None:
    text = "A plane crashed in the Akhisar Mountains of Turkey."
    assert meant(text, shipped).get("Akhisar Mountains") is None


@pytest.mark.parametrize("group", ["Hamas", "Taliban"])
def test_an_armed_group_is_no_place(shipped: Gazetteer, group: str) -> None:
    assert group not in meant(f"A spokesman for {group} said the attack killed six people.", shipped)


@pytest.mark.parametrize(
    ("name", "country"), [("Columbia", "US"), ("Norfolk", "US"), ("Guadalupe", "MX"), ("Colombia", "CO")]
)
def test_a_country_is_not_called_as_a_great_town_elsewhere(
    shipped: Gazetteer, name: str, country: str
) -> None:
    assert shipped.lookup(name)[0].place.country == country


def test_the_district_of_columbia_is_not_called_columbia(shipped: Gazetteer) -> None:
    assert shipped.lookup("Columbia")[0].place.level is Level.CITY
    assert shipped.lookup("District of Columbia")[0].place.id == "geonames:4138106"


def test_a_name_is_not_read_as_one_that_a_letter_parts_from_it(shipped: Gazetteer) -> None:
    text = "A barn burned in Lanexa, Virginia."
    mentions = [Mention(start=17, end=23, text="Lanexa"), Mention(start=25, end=33, text="Virginia")]
    lanexa, virginia = resolve(text, mentions, shipped)
    assert virginia.best is not None
    assert lanexa.best is None  # Lenexa is in Kansas


def test_a_common_word_that_opens_a_sentence_is_no_state(shipped: Gazetteer) -> None:
    assert meant("Rivers burst their banks on Thursday.", shipped) == {}
    assert meant("Gunmen killed nine people in Rivers on Thursday.", shipped)["Rivers"] is not None


def test_a_province_of_a_country_is_no_other_country_s(shipped: Gazetteer) -> None:
    text = "Gunmen attacked a village in Samar province of the Philippines."
    assert meant(text, shipped)["Samar"] == "geonames:1690649"
    assert meant("Two died in Punjab state in India.", shipped)["Punjab"] == "geonames:1259223"


def test_a_province_is_no_city_that_is_called_more_fully(shipped: Gazetteer) -> None:
    assert meant("Soldiers were killed in Quezon province.", shipped)["Quezon"] == "geonames:1692194"
