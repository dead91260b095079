from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.model import Mention, Resolution
from gazetteer.resolver import geoparse, resolve, resolve_given

if TYPE_CHECKING:
    from gazetteer.store import Gazetteer

SENTENCES = st.sampled_from(
    (
        "Two were killed in Velm, Norland.",
        "The Kresk region was hit.",
        "Fighting went on in the eastern town of Dorsk.",
        "A Sudovian general spoke in the capital.",
        "Marn rejects it.",
        "Nobody knows Atlantisburg Street.",
    )
)


def meant(text: str, name: str, gazetteer: Gazetteer) -> list[str]:
    resolutions = geoparse(text, gazetteer)
    return [r.best.place.id for r in resolutions if r.mention.text == name and r.best is not None]


@settings(deadline=None)
@given(text=st.lists(SENTENCES, max_size=6).map(" ".join))
def test_scores_are_shares_of_one_and_candidates_come_likeliest_first(
    gazetteer: Gazetteer, text: str
) -> None:
    for resolution in geoparse(text, gazetteer):
        best = [resolution.best] if resolution.best else []
        scores = [candidate.score for candidate in (*best, *resolution.others)]
        assert sum(scores) <= 1.001
        assert scores == sorted(scores, reverse=True)


@settings(deadline=None)
@given(text=st.lists(SENTENCES, max_size=6).map(" ".join))
def test_the_same_text_means_the_same(gazetteer: Gazetteer, text: str) -> None:
    assert geoparse(text, gazetteer) == geoparse(text, gazetteer)


@settings(deadline=None)
@given(text=st.text(max_size=60), data=st.data())
def test_every_mention_gets_one_resolution_in_its_place(
    gazetteer: Gazetteer, text: str, data: st.DataObject
) -> None:
    cuts = data.draw(st.lists(st.integers(0, len(text)), max_size=8).map(sorted))
    spans = [(a, b) for a, b in pairwise(cuts) if a < b]
    mentions = [Mention(start=a, end=b, text=text[a:b]) for a, b in spans]
    answers = resolve_given(text, mentions, gazetteer)
    assert [(r.mention.start, r.mention.end) for r in answers] == spans


def test_a_name_that_nobody_knows_is_an_honest_do_not_know(gazetteer: Gazetteer) -> None:
    mention = Mention(start=3, end=11, text="Atlantis")
    assert resolve("In Atlantis", [mention], gazetteer) == [Resolution(mention=mention, best=None)]


def test_the_name_of_what_contains_it_decides_between_namesakes(gazetteer: Gazetteer) -> None:
    assert meant("Two were killed in Velm, Norland, on Monday.", "Velm", gazetteer) == ["geonames:6"]
    assert meant("Two were killed in Velm, Sudovia, on Monday.", "Velm", gazetteer) == ["geonames:7"]


def test_the_text_around_decides_between_namesakes(gazetteer: Gazetteer) -> None:
    text = "Troops left Kresk on Monday, the army of Norland said. Two were killed in Velm."
    assert meant(text, "Velm", gazetteer) == ["geonames:6"]


def test_one_name_has_one_sense_in_a_text(gazetteer: Gazetteer) -> None:
    text = "Two were killed in Velm, Norland, on Monday. In Marn nobody spoke. Shops in Velm were shut."
    assert meant(text, "Velm", gazetteer) == ["geonames:6", "geonames:6"]


def test_a_name_alone_is_the_city_and_with_its_type_word_the_region(gazetteer: Gazetteer) -> None:
    assert meant("Two were killed in Kresk on Monday.", "Kresk", gazetteer) == ["geonames:5"]
    assert meant("Two were killed in the Kresk region on Monday.", "Kresk", gazetteer) == ["geonames:4"]


@pytest.mark.parametrize(("side", "place"), [("western", "geonames:9"), ("eastern", "geonames:10")])
def test_the_stated_part_of_the_country_decides(gazetteer: Gazetteer, side: str, place: str) -> None:
    text = f"Two were killed in the {side} town of Dorsk, the government of Norland said."
    assert meant(text, "Dorsk", gazetteer) == [place]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Norland fell silent. Troops left Kresk. Explosions shook the capital.", "geonames:3"),
        ("Norland fell silent. Troops left Kresk. Explosions shook the Sudovian capital.", "geonames:8"),
        ("Norland fell silent. Troops left Kresk. Explosions shook Sudovia's capital.", "geonames:8"),
    ],
)
def test_an_unnamed_capital_is_that_of_the_country_beside_it_or_of_the_text(
    gazetteer: Gazetteer, text: str, place: str
) -> None:
    assert meant(text, "capital", gazetteer) == [place]


def test_the_home_of_the_source_counts(gazetteer: Gazetteer) -> None:
    mention = Mention(start=3, end=8, text="Dorsk")
    homes = {"geonames:9": (8.1, 50.0), "geonames:10": (12.4, 50.2)}
    for place, home in homes.items():
        (answer,) = resolve("In Dorsk", [mention], gazetteer, home=home)
        assert answer.best is not None
        assert answer.best.place.id == place


def test_reasons_say_what_decided(gazetteer: Gazetteer) -> None:
    (answer, _) = geoparse("Two were killed in Velm, Norland, on Monday.", gazetteer)
    assert answer.best is not None
    assert "named with Norland, where it lies" in answer.best.reasons
    assert [other.place.id for other in answer.others] in (["geonames:7"], [])


def test_a_book_of_a_text_is_resolved_in_parts(gazetteer: Gazetteer) -> None:
    text = "Two were killed in Velm, Norland. " * 300
    assert set(meant(text, "Velm", gazetteer)) == {"geonames:6"}
