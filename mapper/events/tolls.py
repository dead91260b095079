"""Tolls that grow: "the number of dead rose to 52", "the toll stands at 121"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapper.events.quantities import text_of
from mapper.model import Count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapper.events.quantities import Quantity
    from mapper.syntax import Sentence, Token

RISING = frozenset("rise climb reach stand increase jump grow pass exceed surpass top".split())
"""What a toll does when it grows."""
_FEW_WORDS = 5  # from "climbed" to its number


def is_numbered(sentence: Sentence, token: Token) -> bool:
    """Whether a word says whose number is told: "the number of people killed has risen to 25"."""
    before = [word.lemma for word in sentence.tokens[max(0, token.index - 5) : token.index]]
    return "number" in before and before[before.index("number") + 1 :][:1] == ["of"]


def risen(sentence: Sentence, token: Token, quantities: Sequence[Quantity]) -> Count | None:
    """Read what a toll has come to: "rose to at least 52", "stands at 121", "reached 31"."""
    putting = next((above for above in sentence.ancestors(token) if above.pos == "VERB"), token)
    if putting.lemma == "put":
        return _put_at(sentence, token, quantities)
    for verb in sentence.tokens[token.index + 1 :]:
        if verb.lemma not in RISING or verb.pos not in ("VERB", "AUX"):
            continue
        after = [q for q in quantities if verb.index < q.start <= verb.index + _FEW_WORDS]
        return _reached(sentence, after[0]) if after else None
    return None


def _put_at(sentence: Sentence, token: Token, quantities: Sequence[Quantity]) -> Count | None:
    """Read what somebody put a toll at: "put the number of people killed at 151"."""
    for quantity in quantities:
        near = sentence.tokens[max(0, quantity.start - 1) : quantity.start + 1]
        if quantity.start > token.index and any(word.text.lower() == "at" for word in near):
            return _reached(sentence, quantity)
    return None


def _reached(sentence: Sentence, quantity: Quantity) -> Count:
    """Take what was reached: 121 of "from 90 to 121"."""
    wording = text_of(sentence, quantity.start, quantity.end)
    is_from = sentence.tokens[quantity.start - 1].text.lower() == "from"
    return Count(low=quantity.high if is_from else quantity.low, high=quantity.high, wording=wording)
