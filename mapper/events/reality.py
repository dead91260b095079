"""Whether words speak of something that happened, as far as their syntax tells."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mapper.syntax import Sentence, Token
    from mapper.words import Words

_DATING = frozenset(["after", "following", "since", "amid", "despite", "during"])
"""Prepositions whose object did happen, whatever it dates."""
_MARKS = frozenset(["after", "when", "as", "because", "while"])


def is_real(sentence: Sentence, token: Token, words: Words) -> bool:
    """Whether the word speaks of something that happened, as far as its syntax tells."""
    denied = _is_negated(sentence, token) or _is_habit(sentence, token, words)
    if denied or _modifies_noun(sentence, token, words):
        return False
    if token.pos in ("NOUN", "PROPN") and token.dep in ("nsubj", "nsubjpass"):
        governor = sentence.head_of(token)
        if token.dep == "nsubjpass" and governor.lemma in words.averted:
            return False  # "vigils were planned", "the attack was foiled"
        return governor.lemma not in words.occurring or not _is_hypothetical(sentence, governor, words)
    here = token
    for step, governor in enumerate((token, *sentence.ancestors(token))):
        planned = step and governor.lemma in words.governors and _governs(governor, here, step, words)
        if planned or _is_hypothetical(sentence, governor, words):
            return False
        if step and _stands_alone(sentence, here, governor):
            break  # what governs the clause further out says nothing of this one
        if governor.pos == "VERB" and governor.lemma in words.speech and step:
            return True
        here = governor
    return True


def _stands_alone(sentence: Sentence, here: Token, governor: Token) -> bool:
    """Whether a clause is told as it was, whatever rules the one above it: plans, orders, fears."""
    if here.dep == "acl":
        return here.tag == "VBN"  # "a programme adopted after the earthquake"
    if here.dep == "prep" and here.text.lower() in _DATING:
        return True  # "to scrap the plan, following the earthquake"
    if here.dep == "advcl":  # "were told to leave after the volcano erupted"
        return any(child.text.lower() in _MARKS for child in sentence.children(here))
    if here.dep == "conj" and governor.dep == "pcomp":
        return False  # "a good chance of being abused or tortured"
    return governor.pos == "VERB" and here.dep in ("relcl", "nsubj", "nsubjpass", "conj", "parataxis")


def _governs(governor: Token, here: Token, step: int, words: Words) -> bool:
    """Whether a word of planning or fearing rules the clause or the noun below it."""
    if governor.lemma in words.near_governors:
        return step <= 2 and here.dep in ("dobj", "prep", "pobj", "xcomp", "acl")
    if governor.lemma in ("deny", "reject"):
        return here.dep in ("xcomp", "dobj", "ccomp") and step <= 2
    if governor.lemma in words.speech:
        return here.dep in ("xcomp", "prep") and governor.lemma in (
            "threaten",
            "warn",
            "call",
            "urge",
            "order",
        )
    return here.dep in ("xcomp", "prep", "ccomp", "acl", "dobj", "pcomp", "pobj", "poss") and step <= 4


def _modifies_noun(sentence: Sentence, token: Token, words: Words) -> bool:
    head = sentence.head_of(token)
    if token.pos not in ("NOUN", "PROPN"):
        return False
    return token.dep in ("compound", "nmod") and head.index > token.index and head.lemma in words.compounds


def _is_negated(sentence: Sentence, token: Token) -> bool:
    for child in sentence.children(token):
        if (
            child.dep == "neg"
            or child.text.lower() in ("almost", "nearly")
            or (child.text.lower() in ("no", "without") and child.index < token.index)
        ):
            return True
    return False


def _is_habit(sentence: Sentence, token: Token, words: Words) -> bool:
    """Whether it is told as something that keeps happening ("regular strikes", "strikes every day")."""
    if any(child.dep == "advmod" and child.text.lower() == "long" for child in sentence.children(token)):
        return True  # "have long raided villages"
    near = sentence.tokens[max(0, token.index - 2) : token.index + 4]
    if any(word.lemma in words.habits for word in near):
        return True
    pairs = pairwise(sentence.tokens)
    return any(one.text.lower() == "every" and other.text.lower() == "time" for one, other in pairs)


def _is_hypothetical(sentence: Sentence, governor: Token, words: Words) -> bool:
    if governor.pos not in ("VERB", "AUX"):
        return False
    for child in sentence.children(governor):
        if child.lemma in words.conditions and child.dep == "mark":
            return True
        if child.dep == "aux" and (child.lemma in words.modals or child.text.lower() in words.modals):
            return True
        if (
            child.dep == "aux"
            and child.text.lower() == "to"
            and governor.dep in ("xcomp", "advcl", "acl", "ccomp")
        ):
            return sentence.head_of(governor).lemma not in _FACTIVE
    return False


_FACTIVE = frozenset(
    (
        "continue begin start go appear seem manage help use have know say report believe gather rally march "
        "assemble take pour turn come"
    ).split()
)
