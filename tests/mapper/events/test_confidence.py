from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from mapper.events.confidence import FEATURES, LEAST, MOST, confidence_of, reason_of
from mapper.model import Counts

if TYPE_CHECKING:
    from tests.mapper.events.conftest import Read

WEIGHTS = tomllib.loads((files("mapper") / "data" / "confidence.toml").read_text("utf-8"))["weights"]
SHARES = st.floats(0, 1)
NOTED = st.fixed_dictionaries(dict.fromkeys(FEATURES, SHARES))


def test_the_weights_that_come_along_are_of_what_is_noted_and_never_speak_against_an_event() -> None:
    assert set(WEIGHTS) == {"base", *FEATURES}
    assert all(WEIGHTS[name] >= 0 for name in FEATURES)


@given(noted=NOTED, name=st.sampled_from(FEATURES), more=SHARES)
def test_more_of_what_speaks_for_an_event_never_makes_it_less_sure(
    noted: dict[str, float], name: str, more: float
) -> None:
    better = {**noted, name: max(noted[name], more)}
    assert confidence_of(better, WEIGHTS) >= confidence_of(noted, WEIGHTS)


@given(noted=NOTED, base=st.floats(-500, 500))
def test_nothing_that_was_read_is_impossible_or_certain(noted: dict[str, float], base: float) -> None:
    assert LEAST <= confidence_of(noted, {**WEIGHTS, "base": base}) <= MOST


@given(noted=NOTED)
def test_a_reason_names_everything_that_was_noted_once(noted: dict[str, float]) -> None:
    said = reason_of(noted)
    assert said.startswith("confidence: ")
    assert all(said.count(words) == 1 for words in map(reason_of_one, FEATURES))


def reason_of_one(name: str) -> str:
    """Say what speaks for an event where only this does."""
    return reason_of({name: 1.0}).removeprefix("confidence: ")


def test_an_attack_with_a_town_and_a_toll_is_surer_than_a_meeting_in_a_whole_country(read: Read) -> None:
    (attack,) = read("A drone struck a bakery in Kharkiv on Wednesday, killing six people.")
    assert attack.counts != Counts()
    (meeting,) = read("Some time later ministers met in Ukraine.")
    assert attack.confidence > 0.75
    assert meeting.confidence < 0.6
    assert any(reason.startswith("confidence: its own sentence names") for reason in attack.reasons)


def test_the_same_text_has_the_same_confidence_again(read: Read) -> None:
    text = "A drone struck a bakery in Kharkiv on Wednesday. Flooding killed two in Lviv."
    assert [event.confidence for event in read(text)] == [event.confidence for event in read(text)]
