"""Who did it, where the sentence says so: the subject, "by gunmen", "Russian drones", "Russia's attack"."""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapper.events.triggers import Trigger
    from mapper.syntax import Sentence, Token
    from mapper.words import Words

_NAMING = frozenset(["compound", "amod", "poss", "nmod"])
_PRONOUNS = "he she they it who which that we i you this what some".split()
_TIMES = [*(day.lower() for day in calendar.day_name), "today", "yesterday", "tonight"]
_FACELESS = frozenset([*_PRONOUNS, *_TIMES, "europe", "asia", "africa", "america", "world"])
"""Words that name nobody: "Europe's deadliest battle", "Monday's attack"."""
_ANYBODY = frozenset(["people", "person", "member", "patient", "resident", "victim", "child", "woman", "man"])
_LONGEST = 60  # code points of a name


def find_actors(sentence: Sentence, members: Sequence[Trigger], words: Words) -> tuple[str, ...]:
    """Names of who did what the words at `members` report, as written, each once, in order.

    Hazards and accidents have no actor; a weapon is none, but its owner is ("Russian drones").
    """
    named = [
        name
        for member in members
        if words.family(member.kind) in words.acting
        for doer in _doers(sentence, sentence.tokens[member.anchor])
        for name in _names(sentence, doer, words)
    ]
    return tuple(dict.fromkeys(named))


def _doers(sentence: Sentence, token: Token) -> Iterator[Token]:
    """Words that may name who did it."""
    children = list(sentence.children(token))
    passive = any(child.dep in ("nsubjpass", "auxpass") for child in children)
    for child in children:
        if child.dep == "nsubj" and not passive and token.pos == "VERB":
            yield child
        if child.dep == "agent" or (child.dep == "prep" and child.text.lower() == "by"):
            yield from (below for below in sentence.children(child) if below.dep == "pobj")
        if token.pos == "NOUN" and child.dep in ("poss", "amod", "compound"):
            yield child


def _names(sentence: Sentence, doer: Token, words: Words) -> Iterator[str]:
    if doer.text.lower() in _FACELESS or doer.lemma in _ANYBODY or ((doer.lemma,), "n") in words.triggers:
        return
    if doer.dep in ("amod", "compound"):
        if _is_nationality(doer):
            yield doer.text
        return
    if words.weapon_of(doer.lemma) and doer.lemma not in words.people:
        owners = (child for child in sentence.children(doer) if child.dep in ("amod", "poss"))
        yield from (owner.text for owner in owners if _is_nationality(owner) or owner.pos == "PROPN")
        return
    if doer.pos in ("NOUN", "PROPN") and (doer.pos == "PROPN" or _is_somebody(doer, words)):
        name = _phrase(sentence, doer)
        if len(name) <= _LONGEST:
            yield name


def _is_nationality(token: Token) -> bool:
    return (
        token.text[:1].isupper()
        and token.tag in ("JJ", "NNP", "NNPS")
        and token.text.lower()[-2:] in _ENDINGS
    )


_ENDINGS = frozenset(["an", "li", "qi", "ni", "se", "sh", "ch", "sk", "en", "ot", "ti", "di", "bi"])


def _is_somebody(token: Token, words: Words) -> bool:
    return token.lemma in words.people or token.lemma in words.bodies


def _phrase(sentence: Sentence, head: Token) -> str:
    """Write a noun with what stands before it, without articles and numbers."""
    before = [child for child in sentence.children(head) if child.index < head.index and child.dep in _NAMING]
    first = min([head.index, *(child.index for child in before)])
    kept = [t for t in sentence.tokens[first : head.index + 1] if t.dep not in ("det", "nummod", "quantmod")]
    text = "".join((" " if i and t.start > kept[i - 1].end else "") + t.text for i, t in enumerate(kept))
    return text.strip(" -,'\"")
