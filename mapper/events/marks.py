"""What holds of a sentence whatever it reports: weapons that it names, words that are no event there."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from mapper.events.arms import find_weapons

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapper.syntax import Sentence, Token
    from mapper.words import Weapon, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Found once a sentence, and looked at by all that search it for words that report.

    Attributes
    ----------
    weapons
        Words for weapons, in order, and what they name.
    blocked
        Indexes of words inside fixed expressions that are no event ("struck a deal").
    """

    weapons: tuple[tuple[Token, Weapon], ...]
    blocked: frozenset[int]


def mark(sentence: Sentence, words: Words) -> Marks:
    """Find the weapons of a sentence, and the words in it that are no event."""
    return Marks(weapons=tuple(find_weapons(sentence, words)), blocked=_blocked_words(sentence, words))


def _blocked_words(sentence: Sentence, words: Words) -> frozenset[int]:
    """Words inside fixed expressions that are no event."""
    text = "".join(f"{token.text} " for token in sentence.tokens).lower()
    said = [phrase for phrase in words.not_events if phrase in text]
    if not said:
        return frozenset()
    found = [(at, at + len(phrase)) for phrase in said for at in _all_of(phrase, text)]
    lengths = (len(token.text) + 1 for token in sentence.tokens)
    starts = list(accumulate(lengths, initial=0))[:-1]
    return frozenset(i for at, end in found for i, start in enumerate(starts) if at <= start < end)


def _all_of(phrase: str, text: str) -> Iterator[int]:
    """Yield where a phrase stands in a text."""
    at = text.find(phrase)
    while at >= 0:
        yield at
        at = text.find(phrase, at + len(phrase))
