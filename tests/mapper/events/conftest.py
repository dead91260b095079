from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapper.language import Language
from mapper.words import Words, load_words

if TYPE_CHECKING:
    from mapper.syntax import Sentence


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
