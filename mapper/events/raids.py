"""Strikes by a state that no weapon names: "Russia struck the port of Odesa"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.model import Level
from mapper.events.reality import is_real
from mapper.events.triggers import Trigger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.model import Resolution
    from mapper.events.marks import Marks
    from mapper.syntax import Sentence, Token
    from mapper.words import Words


def find_raids(
    sentence: Sentence, marks: Marks, resolutions: Sequence[Resolution], words: Words
) -> list[Trigger]:
    """Find what a country, by its name, struck, hit or pounded; what has a weapon is found as any trigger.

    Parameters
    ----------
    resolutions
        All names of the sentence, whatever their part in it.
    """
    states = _states(sentence, resolutions)
    if not states or marks.weapons:
        return []
    verbs = (
        token
        for token in sentence.tokens
        if token.pos == "VERB" and token.lemma in words.struck and token.index not in marks.blocked
    )
    return [
        Trigger(
            anchor=verb.index,
            kind=words.default_kinds["strike/n"],
            weapon="",
            known=False,
            wording=verb.text,
            general=True,
        )
        for verb in verbs
        if _is_by_state(sentence, verb, states) and is_real(sentence, verb, words)
    ]


def _states(sentence: Sentence, resolutions: Sequence[Resolution]) -> set[int]:
    """Indexes of the words that are countries' names."""
    countries = (one for one in resolutions if one.best is not None and one.best.place.level is Level.COUNTRY)
    return {token.index for one in countries for token in sentence.at(one.mention.start, one.mention.end)}


def _is_by_state(sentence: Sentence, verb: Token, states: set[int]) -> bool:
    """Whether a country is the subject of a verb, by its name or as the "it" of the verb before."""
    doer = sentence.subject_of(verb)
    if doer is not None and doer.lemma == "it" and verb.dep in ("conj", "ccomp"):
        doer = sentence.subject_of(sentence.head_of(verb)) or doer
    has_object = any(child.dep in ("dobj", "obj") for child in sentence.children(verb))
    return doer is not None and doer.index in states and has_object
