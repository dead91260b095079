from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gazetteer.model import Mention, Resolution, Role
from gazetteer.resolver import geoparse, resolve
from gazetteer.unknown import Ground, place_unknown

if TYPE_CHECKING:
    from gazetteer.store import Gazetteer


def answers(text: str, *names: str, gazetteer: Gazetteer) -> list[Resolution]:
    mentions = [
        Mention(start=text.index(name), end=text.index(name) + len(name), text=name) for name in names
    ]
    return place_unknown(text, resolve(text, mentions, gazetteer), gazetteer)


def test_a_street_lies_in_the_town_that_its_text_is_about(gazetteer: Gazetteer) -> None:
    text = "A bus burned in Kresk. Police closed Elm Street in the centre of Kresk."
    _, street = answers(text, "Kresk", "Elm Street", gazetteer=gazetteer)
    assert street.best is not None
    place = street.best.place
    assert (place.id, place.name, place.country) == ("unknown:geonames:5", "Elm Street", "NO")
    assert (place.lon, place.lat) == (11.6, 49.6)


def test_the_answer_says_that_the_name_is_not_known_and_how_rough_it_is(gazetteer: Gazetteer) -> None:
    text = "A bus burned in Kresk. Police closed Elm Street."
    _, street = answers(text, "Kresk", "Elm Street", gazetteer=gazetteer)
    assert street.best is not None
    assert street.best.reasons == ("not known itself; the text around it is about Kresk",)
    assert street.best.place.radius_m >= 25_000
    assert street.best.score < 0.5


def test_the_more_places_lie_together_the_surer_the_answer(gazetteer: Gazetteer) -> None:
    one = Ground(anchor=gazetteer.place("geonames:5"), share=1.0, places=1, spread_m=0.0)
    assert one.score < replace(one, places=2).score < replace(one, places=3).score < 1
    assert replace(one, share=0.5).score < one.score


@pytest.mark.parametrize("name", ["Bank of Norland", "Norlander Ministry"])
def test_a_name_that_has_another_country_s_in_it_is_left_unknown(gazetteer: Gazetteer, name: str) -> None:
    text = f"A bus burned in Marn. The {name} said so."
    town, bank = answers(text, "Marn", name, gazetteer=gazetteer)
    assert town.best is not None
    assert bank.best is None


def test_a_street_may_be_called_after_another_country(gazetteer: Gazetteer) -> None:
    text = "A bus burned in Kresk. Police closed Sudovia Street."
    _, street = answers(text, "Kresk", "Sudovia Street", gazetteer=gazetteer)
    assert street.best is not None


def test_a_text_about_many_places_leaves_a_street_unknown(gazetteer: Gazetteer) -> None:
    text = "Talks were held in Lindmar, Kresk and Marn. Elm Street was quiet."
    *_, street = answers(text, "Lindmar", "Kresk", "Marn", "Elm Street", gazetteer=gazetteer)
    assert street.best is None


def test_a_text_about_a_country_leaves_a_street_unknown(gazetteer: Gazetteer) -> None:
    _, street = answers("Norland votes. Elm Street is calm.", "Norland", "Elm Street", gazetteer=gazetteer)
    assert street.best is None


def test_the_town_that_is_named_with_it_counts_before_the_text(gazetteer: Gazetteer) -> None:
    text = "In Lindmar, in Lindmar again. A fire at Elm Street, Kresk."
    *_, street, _ = answers(text, "Lindmar", "Elm Street", "Kresk", gazetteer=gazetteer)
    assert street.best is not None
    assert street.best.place.parents[0] == "geonames:5"
    assert street.best.reasons == ("not known itself; the text names it with Kresk",)


def test_what_has_an_answer_keeps_it_and_adjectives_get_none(gazetteer: Gazetteer) -> None:
    text = "A bomb in Kresk wounded a Martian near Velm."
    found = geoparse(text, gazetteer)
    start = text.index("Martian")
    martian = Resolution(
        mention=Mention(start=start, end=start + 7, text="Martian", role=Role.DEMONYM), best=None
    )
    assert place_unknown(text, [*found, martian]) == [*found, martian]
