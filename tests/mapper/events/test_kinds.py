from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gazetteer.locate import locate
from gazetteer.resolver import geoparse
from gazetteer.store import Gazetteer
from mapper.events.extract import Aids, extract
from mapper.model import Document
from mapper.words import Kind, load_words

if TYPE_CHECKING:
    from mapper.language import Language
    from mapper.words import Words

KINDS = load_words().kinds
DOCS = Path(__file__).parents[3] / "docs" / "kinds.md"


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_the_example_of_a_kind_is_read_as_that_kind(kind: Kind, language: Language, words: Words) -> None:
    with Gazetteer.open() as places:
        aids = Aids(
            words=words,
            sentences=language.sentences,
            parse=language.parse,
            place_of=places.place,
            locate=partial(locate, gazetteer=places),
        )
        document = Document(id="example", text=kind.example, published=date(2025, 3, 13))
        events, _ = extract(document, geoparse(kind.example, places), aids)
    assert [event.kind for event in events] == [kind.name]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_the_documentation_lists_every_kind_with_its_example(kind: Kind) -> None:
    acled = kind.acled or "-"
    line = f"| {kind.name} | {kind.family} | {acled} | {kind.plover or '-'} | {kind.example} |"
    assert line in DOCS.read_text("utf-8").splitlines()


def test_every_trigger_weapon_and_default_names_a_kind(words: Words) -> None:
    named = {kind for kind in words.triggers.values() if kind}
    named |= {weapon.kind for weapon in words.weapons} | set(words.default_kinds.values())
    assert named | {words.default_kind} <= set(words.kinds)
