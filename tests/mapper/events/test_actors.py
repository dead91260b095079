from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapper.events.actors import find_actors
from mapper.events.marks import mark
from mapper.events.triggers import find_outcomes, find_triggers

if TYPE_CHECKING:
    from conftest import Parser

    from mapper.words import Words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen attacked a village near Djibo.", ("Gunmen",)),
        ("A teacher was killed by gunmen in Kano.", ("gunmen",)),
        ("Russian drones struck a depot in Odesa.", ("Russian",)),
        ("An Israeli air strike hit Rafah.", ("Israeli",)),
        ("The Rapid Support Forces shelled El Fasher.", ("Rapid Support Forces",)),
        ("Boko Haram kidnapped 276 girls in Chibok.", ("Boko Haram",)),
        ("An earthquake struck near Mandalay.", ()),
        ("Shelling killed three people in Khartoum.", ()),
        ("They attacked the town of Sake.", ()),
    ],
)
def test_who_did_it_is_named_as_written(
    text: str, expected: tuple[str, ...], parse: Parser, words: Words
) -> None:
    sentence = parse(text)
    marks = mark(sentence, words)
    members = [*find_triggers(sentence, marks, words), *find_outcomes(sentence, marks, words)]
    assert find_actors(sentence, members, words) == expected
