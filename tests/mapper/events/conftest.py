from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import pytest

from gazetteer.locate import locate
from gazetteer.resolver import geoparse
from gazetteer.store import Gazetteer
from mapper.events.extract import Aids, extract
from mapper.language import Language
from mapper.model import Document, Event
from mapper.words import Words, load_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mapper.syntax import Sentence

    Read = Callable[..., list[Event]]

THURSDAY = date(2023, 3, 23)


@pytest.fixture(scope="session")
def language() -> Language:
    return Language.load()


@pytest.fixture(scope="session")
def words() -> Words:
    return load_words()


class Parser:
    """Parses one sentence at a time, as the tests write them."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, text: str) -> Sentence:
        return self.language.parse(text, [(0, len(text))])[0]


@pytest.fixture(scope="session")
def parse(language: Language) -> Parser:
    return Parser(language)


@pytest.fixture(scope="session")
def places() -> Iterator[Gazetteer]:
    with Gazetteer.open() as opened:
        yield opened


@pytest.fixture(scope="session")
def read(places: Gazetteer, language: Language, words: Words) -> Read:
    aids = Aids(
        words=words,
        sentences=language.sentences,
        parse=language.parse,
        place_of=places.place,
        locate=partial(locate, gazetteer=places),
    )

    def read(text: str, *, published: date | None = THURSDAY) -> list[Event]:
        document = Document(id="report", text=text, published=published)
        return extract(document, geoparse(text, places), aids)[0]

    return read
