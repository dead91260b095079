"""What single words tell of a name's being the place of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.model import Mention, Resolution
from mapper.events.fit import FEATURES, Reading, features
from mapper.events.habits import HABITS, UNSEEN, habits, shares
from mapper.events.names import find_names

if TYPE_CHECKING:
    from conftest import Parser

    from mapper.words import Words


def read(text: str, name: str, parse: Parser, words: Words) -> Reading:
    start = text.index(name)
    mention = Mention(start=start, end=start + len(name), text=name)
    sentence = parse(text)
    return Reading(
        sentence, find_names(sentence, [Resolution(mention=mention, best=None)], words.placing), words
    )


def told(reading: Reading) -> dict[str, str]:
    return dict(zip(HABITS, habits(reading.sentence, reading.names[0]), strict=True))


def test_the_words_around_a_name_and_above_it_are_looked_up(parse: Parser, words: Words) -> None:
    found = told(read("Police fought in Kirkuk on Friday.", "Kirkuk", parse, words))
    assert {kind: found[kind] for kind in ("before", "pair_before", "after", "near_host", "part")} == {
        "before": "in",
        "pair_before": "fight in",
        "after": "on",
        "near_host": "fight",
        "part": "pobj/pobj",
    }


def test_numbers_beside_a_name_are_all_alike(parse: Parser, words: Words) -> None:
    one = told(read("Bombs hit 12 Kirkuk shops.", "Kirkuk", parse, words))
    other = told(read("Bombs hit 407 Kirkuk shops.", "Kirkuk", parse, words))
    assert one == other


def test_a_blank_is_not_taken_for_what_was_never_met(parse: Parser, words: Words) -> None:
    found = told(read("Police fought in  Kirkuk  on Friday.", "Kirkuk", parse, words))
    assert UNSEEN not in found.values()


def test_a_word_that_was_never_met_says_what_names_say_on_the_whole(words: Words) -> None:
    tables = words.placing.habits
    unmet = shares(tables, ("qqq",) * len(HABITS))
    assert unmet == [tables[kind][UNSEEN] for kind in HABITS]


def test_shares_are_shares_and_every_habit_has_its_own(words: Words) -> None:
    tables = words.placing.habits
    assert tuple(tables) == HABITS
    assert all(0 <= share <= 1 for table in tables.values() for share in table.values())


def test_the_judge_asks_for_the_numbers_that_are_computed_in_their_order(parse: Parser, words: Words) -> None:
    reading = read("Police shot a man in Kirkuk on Friday.", "Kirkuk", parse, words)
    assert words.placing.judge.names == FEATURES
    assert features(reading, 1, [0]).shape == (1, len(FEATURES))


def test_in_speaks_for_a_place_and_by_against_it(words: Words) -> None:
    table = words.placing.habits["before"]
    assert table["in"] > table[UNSEEN] > table["by"]
