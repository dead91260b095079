"""Which words are somebody, and which say what became of people or things."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mapper.syntax import Token
    from mapper.words import Words

_ONLY_VERBS = frozenset(["gun", "martyr"])  # "gunned down"
_PERSON_ENDINGS = ("man", "woman", "ist", "ian", "er", "or", "ant", "ee", "ier", "men", "women")


def is_person(token: Token, words: Words) -> bool:
    """Whether a noun is somebody: listed, or made like a trade or a nationality."""
    if token.lemma in words.people or token.text.lower() in words.people:
        return True
    if token.tag == "NNPS":
        return True  # "two Americans"
    plural = token.text.lower().removesuffix("s")
    if plural in words.not_people:
        return False
    return token.pos in ("NOUN", "PROPN") and plural.endswith(_PERSON_ENDINGS) and len(plural) > 4


def outcome_of(token: Token, words: Words) -> str | None:
    """Tell what became of people, if this word says so: a field of `Counts`, or "damage"."""
    if token.pos == "PROPN" or (token.lemma in _ONLY_VERBS and token.pos != "VERB"):
        return None
    return words.outcomes.get(words.lemma_of(token))
