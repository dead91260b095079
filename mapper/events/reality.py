"""Whether words speak of something that happened, as far as their syntax tells."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mapper.syntax import Sentence, Token
    from mapper.words import Words

_DATING = frozenset(["after", "following", "since", "amid", "despite", "during"])
"""Prepositions whose object did happen, whatever it dates."""
_OFTEN = frozenset(
    [("every", "time"), ("previous", "years"), ("past", "years"), ("recent", "years"), ("earlier", "years")]
)
"""Pairs of words that tell of what happened many times."""
_COMES_ABOUT = frozenset(["report", "happen", "occur", "erupt", "break", "confirm", "materialise"])
_DEFINITE = frozenset(["the", "this", "that", "these", "those"])
_LIGHT = frozenset(["carry", "conduct", "launch", "commit", "stage", "perpetrate", "make", "see", "hear"])
"""Verbs that only say that their object was done, or was not."""
_PRESUMING = frozenset(
    "disperse break quell suppress contain control extinguish fight combat curb stem tackle douse".split()
)
"""Verbs whose object is there whether or not they succeed: "to break up a protest"."""
_MARKS = frozenset(["after", "when", "as", "because", "while"])


def is_real(sentence: Sentence, token: Token, words: Words) -> bool:
    """Whether the word speaks of something that happened, as far as its syntax tells."""
    if _is_denied(sentence, token, words):
        return False
    if token.pos in ("NOUN", "PROPN") and token.dep in ("nsubj", "nsubjpass"):
        return _has_begun(sentence, token, words)
    if _is_presumed(sentence, token):
        return True
    return _is_told_as_fact(sentence, token, words)


def _is_told_as_fact(sentence: Sentence, token: Token, words: Words) -> bool:
    """Whether nothing that governs a word plans, fears, denies or supposes it."""
    here = token
    for step, governor in enumerate((token, *sentence.ancestors(token))):
        if step and here.dep in ("prep", "pobj") and _has_no(sentence, governor):
            return False  # "no sign of an attack"
        planned = step and governor.lemma in words.governors and _governs(governor, here, step, words)
        if planned or _is_hypothetical(sentence, governor, words):
            return False
        if step and _stands_alone(sentence, here, governor):
            break  # what governs the clause further out says nothing of this one
        if governor.pos == "VERB" and governor.lemma in words.speech and step:
            return True
        here = governor
    return True


def _has_begun(sentence: Sentence, token: Token, words: Words) -> bool:
    """Whether what a verb tells of an occurrence took place: not "attacks may follow", "was foiled"."""
    governor = sentence.head_of(token)
    if token.dep == "nsubjpass" and governor.lemma in words.averted:
        return False  # "vigils were planned", "the attack was foiled"
    if governor.lemma in _COMES_ABOUT and any(c.dep == "neg" for c in sentence.children(governor)):
        return False  # "protests are not reported"
    is_definite = any(child.text.lower() in _DEFINITE for child in sentence.children(token))
    above = sentence.head_of(governor)
    if governor.dep in ("acl", "ccomp") and above.lemma in words.governors - words.near_governors:
        return False  # "rumours that riots had broken out"
    occurs = governor.lemma in words.occurring or not is_definite
    return not (occurs and _is_hypothetical(sentence, governor, words))


def _is_denied(sentence: Sentence, token: Token, words: Words) -> bool:
    """Whether the words right beside it say that it did not happen, keeps happening, or is long ago."""
    denied = _is_negated(sentence, token) or _is_habit(sentence, token, words)
    return denied or _is_long_ago(sentence, token) or _modifies_noun(sentence, token, words)


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
    if governor.lemma in ("deny", "reject", "dismiss"):
        return here.dep in ("xcomp", "dobj", "ccomp") and step <= 4
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


def _has_no(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun is denied: "no complaint of a kidnapping"."""
    return noun.pos == "NOUN" and any(child.text.lower() == "no" for child in sentence.children(noun))


def _is_long_ago(sentence: Sentence, token: Token) -> bool:
    """Whether a word only says what something is counted from: "two decades after the hurricane"."""
    named = sentence.head_of(token) if token.dep == "compound" else token  # "Hurricane Katrina"
    before = sentence.head_of(named)
    return (
        named.dep == "pobj"
        and before.text.lower() in ("after", "since")
        and any(child.lemma in ("year", "decade", "century") for child in sentence.children(before))
    )


def _is_presumed(sentence: Sentence, token: Token) -> bool:
    """Whether something is done about what the word says: "to break up a protest", "fighting a blaze"."""
    verb = sentence.head_of(token)
    is_object = token.dep == "dobj" and verb.pos == "VERB" and verb.lemma in _PRESUMING
    return is_object and not any(child.text.lower() == "any" for child in sentence.children(token))


def _is_negated(sentence: Sentence, token: Token) -> bool:
    verb = sentence.head_of(token)
    not_done = any(child.dep == "neg" for child in sentence.children(verb))
    if token.dep == "dobj" and verb.lemma in _LIGHT and not_done:
        return True  # "had not carried out any raid"
    first = sentence.head_of(token) if token.dep == "conj" else token
    if any(child.text.lower() == "neither" for child in sentence.children(first)):
        return True
    if any(c.dep == "nsubjpass" and c.text.lower() in ("nobody", "none") for c in sentence.children(token)):
        return True
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
    pairs = {(one.text.lower(), other.text.lower()) for one, other in pairwise(sentence.tokens)}
    return bool(pairs & _OFTEN)


def _is_hypothetical(sentence: Sentence, governor: Token, words: Words) -> bool:
    if governor.pos not in ("VERB", "AUX"):
        return False
    for child in sentence.children(governor):
        if child.lemma in words.conditions and child.dep == "mark":
            return True
        if child.dep == "aux" and (child.lemma in words.modals or child.text.lower() in words.modals):
            return True
        if child.dep == "aux" and child.text.lower() == "to" and _is_of_protest(sentence, governor):
            return False
        if (
            child.dep == "aux"
            and child.text.lower() == "to"
            and governor.dep in ("xcomp", "advcl", "acl", "ccomp")
        ):
            return sentence.head_of(governor).lemma not in _FACTIVE
    return False


def _is_of_protest(sentence: Sentence, verb: Token) -> bool:
    """Whether what people did was the protest: "drove tractors into X to protest against the deal"."""
    above = sentence.head_of(verb)
    return verb.lemma == "protest" and verb.dep == "advcl" and above.tag in ("VBD", "VBZ", "VBP", "VBN")


_FACTIVE = frozenset(
    (
        "continue begin start go appear seem manage help use have know say report believe gather rally march "
        "assemble take pour turn come force cause prompt compel oblige lead"
    ).split()
)
