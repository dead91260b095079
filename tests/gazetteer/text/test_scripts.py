"""Names in Arabic, Hebrew, Greek, Armenian, Georgian, Ethiopic and Hangul text."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import knowledge
from gazetteer.build.draft import Draft
from gazetteer.build.pack import write_index
from gazetteer.model import Level
from gazetteer.names import NameKind, fold
from gazetteer.resolver import geoparse
from gazetteer.store import Gazetteer
from gazetteer.tagger import find_mentions

if TYPE_CHECKING:
    from collections.abc import Iterator


def town(number: int, latin: str, name: str, *, people: int, level: Level = Level.CITY) -> Draft:
    return Draft(
        id=f"geonames:{number}",
        name=latin,
        level=level,
        lon=float(number),
        lat=30.0,
        country="SY",
        admin1="geonames:1" if level is Level.CITY else "",
        population=people,
        names=((fold(latin), NameKind.MAIN), (fold(name), NameKind.SCRIPT)),
    )


def drafts() -> list[Draft]:
    return [
        town(1, "Aleppo Governorate", "حلب", people=4_000_000, level=Level.ADMIN1),
        town(2, "Aleppo", "حلب", people=2_000_000),
        town(3, "Khan Yunis", "خان يونس", people=200_000),
        town(4, "Saraqib", "سراقب", people=30_000),
        town(5, "Salam", "سلام", people=500),
        town(6, "Haifa", "חיפה", people=280_000),
        town(7, "Athens", "Αθήνα", people=600_000),
        town(8, "Yerevan", "Երևան", people=1_000_000),
        town(9, "Tbilisi", "თბილისი", people=1_000_000),
        town(10, "Addis Ababa", "አዲስ አበባ", people=3_000_000),
        town(11, "Seoul", "서울", people=9_000_000),
        town(12, "Beijing", "北京", people=20_000_000),
    ]


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gazetteer]:
    knowledge.shipped()  # read once, lest the first of many examples be slow
    path = tmp_path_factory.mktemp("index") / "places.gaz"
    write_index(path, drafts(), {"demonyms": {}})
    with Gazetteer.open(path) as opened:
        yield opened


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("قصف على مدينة حلب", ["Aleppo"]),
        ("اشتباكات بحلب وخان يونس", ["Aleppo", "Khan Yunis"]),
        ("قتلى في سراقب", ["Saraqib"]),
        ("אזעקות בחיפה", ["Haifa"]),
        ("Σεισμός στην Αθήνα, κέντρο της Αθήνας", ["Athens", "Athens"]),
        ("Բողոք Երևանում", ["Yerevan"]),
        ("აქცია თბილისში", ["Tbilisi"]),
        ("በአዲስ አበባ ተቃውሞ", ["Addis Ababa"]),
        ("서울에서 시위", ["Seoul"]),
    ],
)
def test_names_are_found_less_what_is_written_together_with_them(
    text: str, places: list[str], gazetteer: Gazetteer
) -> None:
    found = [one.best.place.name for one in geoparse(text, gazetteer) if one.best is not None]
    assert found == places


def test_a_mention_is_the_name_alone(gazetteer: Gazetteer) -> None:
    (mention,) = find_mentions("اشتباكات بحلب", gazetteer)
    assert mention.text == "حلب"


def test_a_word_before_tells_the_level(gazetteer: Gazetteer) -> None:
    (one,) = geoparse("قتال في محافظة حلب", gazetteer)
    assert one.best is not None
    assert one.best.place.level is Level.ADMIN1


@pytest.mark.parametrize("text", ["محادثات سلام جديدة", "سراقب تنتظر", "北京发生爆炸"])
def test_small_places_that_nothing_leads_and_words_run_together_are_left_alone(
    text: str, gazetteer: Gazetteer
) -> None:
    assert find_mentions(text, gazetteer) == []


@given(text=st.text(alphabet="حلبفيوخانيונחיפהבשΑθήναςთბილისში서울에서 ،.-", max_size=60))
def test_any_text_is_read_without_overlaps(text: str, gazetteer: Gazetteer) -> None:
    mentions = find_mentions(text, gazetteer)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert all(text[m.start : m.end] == m.text for m in mentions)
