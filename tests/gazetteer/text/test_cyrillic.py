"""Names in Ukrainian and Russian text, in whatever case they stand."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import knowledge
from gazetteer.build.draft import Draft
from gazetteer.build.pack import write_index
from gazetteer.columns import Flag
from gazetteer.inflection import adjective_stem, forms, land_stems, namers, shipped
from gazetteer.model import Level, Role
from gazetteer.names import NameKind, fold
from gazetteer.resolver import geoparse, resolve
from gazetteer.spelling import written_in
from gazetteer.store import Gazetteer
from gazetteer.tagger import find_mentions

if TYPE_CHECKING:
    from collections.abc import Iterator

OBLAST = "geonames:2"


def town(number: int, latin: str, *names: str, people: int = 30_000) -> Draft:
    return Draft(
        id=f"geonames:{number}",
        name=latin,
        level=Level.CITY,
        lon=30.0 + number / 10,
        lat=50.0,
        country="UA",
        admin1=OBLAST,
        population=people,
        names=((fold(latin), NameKind.MAIN), *((fold(name), NameKind.SCRIPT) for name in names)),
    )


def drafts() -> list[Draft]:
    division = replace(
        town(2, "Kharkiv Oblast", people=2_600_000), level=Level.ADMIN1, seat="geonames:3", admin1=""
    )
    country = replace(
        town(1, "Ukraine", "Україна", "Украина", people=40_000_000),
        level=Level.COUNTRY,
        radius_m=500_000,
        seat="geonames:4",
        admin1="",
    )
    return [
        country,
        division,
        replace(town(3, "Kharkiv", "Харків", "Харьков", people=1_400_000), flags=int(Flag.SEAT1)),
        replace(town(4, "Kyiv", "Київ", "Киев", people=2_900_000), flags=int(Flag.CAPITAL)),
        town(5, "Nizhyn", "Ніжин", "Нежин"),
        town(6, "Kupiansk", "Куп'янськ", "Купянск"),
        town(7, "Chasiv Yar", "Часів Яр", "Часов Яр", people=12_000),
        town(8, "Oleshky", "Олешки"),
        town(9, "Svatove", "Сватове"),
        town(10, "Zelene", "Зелене", "Шевченко", people=0),
        town(11, "Ivano-Dolynsk", "Івано-Долинськ"),
    ]


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gazetteer]:
    knowledge.shipped()  # read once, lest the first of many examples be slow
    path = tmp_path_factory.mktemp("index") / "places.gaz"
    write_index(path, drafts(), {"demonyms": {}})
    with Gazetteer.open(path) as opened:
        yield opened


def named(text: str, gazetteer: Gazetteer) -> list[str]:
    return [one.best.place.name for one in geoparse(text, gazetteer) if one.best is not None]


@pytest.mark.parametrize(
    ("written", "filed"),
    [
        ("Харкова", "Харків"), ("Харкові", "Харків"), ("Києвом", "Київ"), ("Тернополі", "Тернопіль"),
        ("Ірпеня", "Ірпінь"), ("Трускавці", "Трускавець"), ("Авдіївці", "Авдіївка"), ("Полтаву", "Полтава"),
        ("Балаклії", "Балаклія"), ("Вінницею", "Вінниця"), ("Черкасах", "Черкаси"), ("Сум", "Суми"),
        ("Чернівцям", "Чернівці"), ("Запоріжжям", "Запоріжжя"), ("Рівного", "Рівне"), ("Олешок", "Олешки"),
        ("Кропивницькому", "Кропивницький"), ("Празі", "Прага"), ("Керчі", "Керч"), ("Дніпрі", "Дніпро"),
        ("Харьковом", "Харьков"), ("Запорожьем", "Запорожье"), ("Мариуполя", "Мариуполь"),
        ("Авдеевке", "Авдеевка"), ("Сумах", "Сумы"), ("Грозном", "Грозный"), ("Россией", "Россия"),
        ("Рязанью", "Рязань"), ("Черновцов", "Черновцы"), ("Каховкой", "Каховка"),
    ],
)  # fmt: skip
def test_every_case_leads_back_to_the_name(written: str, filed: str) -> None:
    assert fold(filed) in forms(fold(written), shipped())


@pytest.mark.parametrize(
    ("adjective", "name"),
    [
        ("полтавському", "полтава"), ("вінницькій", "вінниця"), ("кременчуцький", "кременчук"),
        ("запорізької", "запоріжжя"), ("чернівецька", "чернівці"), ("рівненську", "рівне"),
        ("сватівського", "сватове"), ("макіївському", "макіївка"), ("одеських", "одеса"),
        ("харьковской", "харьков"), ("полтавскую", "полтава"), ("винницком", "винница"),
    ],
)  # fmt: skip
def test_an_adjective_leads_back_to_the_name_it_is_made_of(adjective: str, name: str) -> None:
    stem = adjective_stem(fold(adjective), shipped())
    assert fold(name) in set(namers(stem, shipped()))


def test_a_land_leads_back_to_the_adjective_of_its_division() -> None:
    assert land_stems(fold("Харківщині"), shipped()) == ["харківськ", "харківск"]
    assert land_stems(fold("Донеччиною"), shipped()) == ["донецьк"]
    assert land_stems(fold("Харкові"), shipped()) == []


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщьюяєіїґ'", max_size=40))
def test_a_name_is_among_its_own_forms(word: str) -> None:
    assert fold(word) in forms(fold(word), shipped())


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("У Ніжині ракетним ударом знищено склад", ["Nizhyn"]),
        ("Бои идут под Купянском", ["Kupiansk"]),
        ("Пожар на складе в Харькове", ["Kharkiv"]),
        ("Обстріли в Часовому Яру тривають", ["Chasiv Yar"]),
        ("В окупованих Олешках вибухи", ["Oleshky"]),
        ("Вибухи на Харківщині", ["Kharkiv Oblast"]),
        ("Обстріли у Харківській області", ["Kharkiv Oblast"]),
        ("Удары по Харьковской и другим областям", ["Kharkiv Oblast"]),
        ("пожежа у Сватовому та Ніжині", ["Svatove", "Nizhyn"]),
        ("удар по селу Зелене вночі", ["Zelene"]),
        ("вибух в Івано-Долинську", ["Ivano-Dolynsk"]),
        ("Україна просить допомоги", ["Ukraine"]),
    ],
)
def test_names_are_found_and_resolved_in_their_sentences(
    text: str, places: list[str], gazetteer: Gazetteer
) -> None:
    assert named(text, gazetteer) == places


@pytest.mark.parametrize(
    "text",
    [
        "Президент Володимир Зеленський виступив із заявою",
        "Тарас Шевченко народився у березні",
        "Після удару загинули люди",
        "Генштаб ЗСУ повідомив про втрати",
        "зеленою зоною міста",
    ],
)
def test_people_and_common_words_are_no_places(text: str, gazetteer: Gazetteer) -> None:
    assert named(text, gazetteer) == []


def test_one_place_in_three_cases_is_one_place(gazetteer: Gazetteer) -> None:
    text = "Харків обстріляли. Удар по Харкову забрав життя, повідомили в Харкові."
    assert named(text, gazetteer) == ["Kharkiv"] * 3


def test_a_capital_that_says_something_speaks(gazetteer: Gazetteer) -> None:
    (mention,) = find_mentions("Учора Київ закликав партнерів діяти", gazetteer)
    assert mention.role is Role.SPEAKER


def test_the_noun_after_an_adjective_tells_the_level(gazetteer: Gazetteer) -> None:
    (mention,) = find_mentions("обстріл Харківської області", gazetteer)
    assert (mention.text, mention.level) == ("Харківської", Level.ADMIN1)
    (given,) = resolve("обстріл Харківської області", [replace(mention, level=None)], gazetteer)
    assert given.best is not None
    assert given.best.place.level is Level.ADMIN1


@pytest.mark.parametrize("name", ["Ніжині", "місті Ніжині", "Нежине"])
def test_a_look_up_knows_inflected_names(name: str, gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup(name)[0].place.name == "Nizhyn"


def test_a_look_up_knows_divisions_by_their_adjective(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Харківській області")[0].place.name == "Kharkiv Oblast"
    assert gazetteer.lookup("Харківщини")[0].place.name == "Kharkiv Oblast"


def test_letters_tell_the_country_of_a_language() -> None:
    assert written_in("Їхали козаки") == "UA"
    assert written_in("Менск, ўсё") == "BY"
    assert written_in("Поехали в Киев") == ""


@given(text=st.text(alphabet="аеіиокснуХКНЯ. ,-«»\"'’їь", max_size=80))
def test_any_cyrillic_text_is_read_without_overlaps(text: str, gazetteer: Gazetteer) -> None:
    mentions = find_mentions(text, gazetteer)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert all(text[m.start : m.end] == m.text for m in mentions)
