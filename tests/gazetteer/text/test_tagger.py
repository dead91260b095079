from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.model import Level, Mention, Role
from gazetteer.tagger import find_mentions

if TYPE_CHECKING:
    from gazetteer.store import Gazetteer

WORDS = st.sampled_from(
    "Velm Kresk Norland the The in of near said President Smith capital Sudovian US us St. region - . '’s \n"
    " 42 Al-Bab É U.S. Street Lake (AP) —".split(" ")
)


def found(text: str, gazetteer: Gazetteer) -> list[str]:
    return [mention.text for mention in find_mentions(text, gazetteer)]


def only(text: str, gazetteer: Gazetteer) -> Mention:
    (mention,) = (m for m in find_mentions(text, gazetteer) if m.role is not Role.DEMONYM)
    return mention


@settings(deadline=None)
@given(text=st.one_of(st.text(), st.lists(WORDS, max_size=40).map(" ".join)))
def test_mentions_stand_where_they_say_in_order_and_apart(gazetteer: Gazetteer, text: str) -> None:
    free = 0
    for mention in find_mentions(text, gazetteer):
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= free
        free = mention.end


@settings(deadline=None)
@given(text=st.lists(WORDS, max_size=40).map(" ".join))
def test_the_same_text_gives_the_same_mentions(gazetteer: Gazetteer, text: str) -> None:
    assert find_mentions(text, gazetteer) == find_mentions(text, gazetteer)


def test_an_article_and_a_possessive_are_no_part_of_a_name(gazetteer: Gazetteer) -> None:
    assert found("Fighting went on in the Norland\u2019s north and in Kresk's suburbs.", gazetteer) == [
        "Norland",
        "Kresk",
    ]


def test_a_name_inside_a_longer_word_is_none(gazetteer: Gazetteer) -> None:
    assert {"Velm", "Kresk"}.isdisjoint(found("He was in Velmington and in Kreskgrad.", gazetteer))


@pytest.mark.parametrize(
    "text",
    [
        "A chlorine attack hit Kresk.",
        "Floods swept through Kresk.",
        "Rebels seized Kresk on Monday.",
        "Thousands fled Kresk.",
        "Kresk was shelled for hours.",
        "They stood 20 km from Kresk when it began.",
    ],
)
def test_a_town_that_something_is_done_to_is_a_place(gazetteer: Gazetteer, text: str) -> None:
    assert found(text, gazetteer) == ["Kresk"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Gunmen stormed Zhilavur village on Monday.", "Zhilavur"),
        ("The village of Zhilavur was burnt.", "Zhilavur"),
        ("People left the camp Zhilavur Bedj on foot.", "Zhilavur Bedj"),
        ("Two people were killed in Zhilavur, Norland, on Monday.", "Zhilavur"),
    ],
)
def test_a_place_that_nobody_knows_is_found_by_the_words_beside_it(
    gazetteer: Gazetteer, text: str, name: str
) -> None:
    assert name in found(text, gazetteer)


@pytest.mark.parametrize(
    "text",
    [
        "The Department of Zhilavur said so.",
        "They attacked Shiites and Hindus there.",
        "He spoke in January and on Friday.",
    ],
)
def test_a_body_a_people_and_a_day_are_no_ground(gazetteer: Gazetteer, text: str) -> None:
    assert found(text, gazetteer) == []


def test_a_person_who_bears_the_name_of_a_town_is_no_place(gazetteer: Gazetteer) -> None:
    assert found("President Velm said so, and Mr. Marn agreed with Mary Velm.", gazetteer) == []


def test_a_pronoun_is_no_country(gazetteer: Gazetteer) -> None:
    assert "us" not in found("They told us that they live in Velm.", gazetteer)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Three people died in the town of Velm on Monday.", Level.CITY),
        ("Three people died in the Kresk region on Monday.", Level.ADMIN1),
        ("Three people died in northern Kresk on Monday.", Level.ADMIN1),
        ("Three people died in Kresk on Monday.", None),
    ],
)
def test_type_words_around_a_name_say_its_level(gazetteer: Gazetteer, text: str, level: Level | None) -> None:
    assert only(text, gazetteer).level is level


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Officials were killed in Marn on Monday.", Role.PLACE),
        ("Two days later Marn says it will not withdraw from Lindmar.", Role.PLACE),
        ("MARN (AP) — Two people were killed on Monday.", Role.DATELINE),
        ("The officer serves with the Marn Police Department.", Role.ORGANISATION),
    ],
)
def test_a_name_has_the_role_that_its_sentence_gives_it(gazetteer: Gazetteer, text: str, role: Role) -> None:
    assert find_mentions(text, gazetteer)[-1].role is role


@pytest.mark.parametrize(
    "text",
    [
        "The war in Sudovia goes on, and Marn says that it will win.",
        "The minister was urging Marn to end the fighting.",
        "Marn, for its part, has welcomed the plan.",
        "It spoke of better ties with Marn.",
    ],
)
def test_a_government_named_by_its_seat_speaks(gazetteer: Gazetteer, text: str) -> None:
    assert find_mentions(text, gazetteer)[-1].role is Role.SPEAKER


def test_an_adjective_of_nationality_is_context(gazetteer: Gazetteer) -> None:
    (mention,) = find_mentions("A Sudovian soldier was killed.", gazetteer)
    assert (mention.text, mention.role) == ("Sudovian", Role.DEMONYM)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Explosions shook the capital on Monday.", 1),
        ("Explosions shook the Sudovian capital on Monday.", 1),
        ("They reached the capital, Marn, on Monday.", 0),
        ("They reached the capital city of Marn on Monday.", 0),
        ("They abolished capital punishment and raised the working capital.", 0),
        ("They met in the state capital on Monday.", 0),
    ],
)
def test_a_capital_without_its_name_is_found_where_it_is_one(
    gazetteer: Gazetteer, text: str, count: int
) -> None:
    assert found(text, gazetteer).count("capital") == count


def test_ground_that_the_gazetteer_does_not_know_is_found_by_its_own_word(gazetteer: Gazetteer) -> None:
    assert found("The crash happened on Monday near Halloran Street in Velm.", gazetteer) == [
        "Halloran Street",
        "Velm",
    ]


def test_a_first_name_before_a_surname_is_a_person(gazetteer: Gazetteer) -> None:
    assert found("They met Jordan Smith and Mary Velm, 24, on Monday.", gazetteer) == []
    assert found("They met on Monday in Jordan, Sudovia.", gazetteer) == ["Jordan", "Sudovia"]
