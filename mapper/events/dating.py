"""Which of the times in a sentence belong to what it reports."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from mapper.events.tolls import RISING
from mapper.model import Precision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapper.events.dates import Dated
    from mapper.syntax import Sentence, Token
    from mapper.words import Words


_SINCE = frozenset(["since", "after", "before", "until"])
_AFTER = frozenset(["after", "following"])
_TOLLS = frozenset("toll number count figure total death case fatality casualty".split())


def dates_of(
    sentence: Sentence, anchors: Sequence[Token], dates: Sequence[Dated], words: Words
) -> tuple[Dated, ...]:
    """List the times that belong to the words that report, nearest first; those that say "since" last."""
    ranked = []
    asides = []
    distant = []
    for dated in dates:
        token = next(iter(sentence.at(sentence.start + dated.start, sentence.start + dated.end)), anchors[0])
        if _is_of_speech(sentence, token, anchors, words) or _is_reckoning(sentence, token):
            continue
        if _is_aside(sentence, token, anchors):
            if _is_told_of(sentence, token, anchors):
                asides.append(dated)
            elif _is_distant(sentence, token, dated):
                distant.append(dated)
            continue
        if _is_outside(sentence, token, anchors, words):
            continue
        path = min(_edges(sentence, token, anchor) for anchor in anchors)
        away = min(abs(token.index - anchor.index) for anchor in anchors)
        ranked.append(((dated.since or dated.aggregate, path, away), dated))
    if not ranked and len(asides) == 1:  # "killed in an attack that brought down a house on Sunday"
        return tuple(asides)
    if not ranked and len(distant) == 1:  # "the worst was at Regent, where 1,141 died in August 2017"
        return tuple(distant)
    return tuple(dated for _, dated in sorted(ranked, key=lambda pair: pair[0]))


def _is_of_speech(sentence: Sentence, token: Token, anchors: Sequence[Token], words: Words) -> bool:
    """Whether a time says when something was said: "police said on Thursday"."""
    verb = next((above for above in sentence.ancestors(token) if above.pos == "VERB"), None)
    if verb is None or verb.lemma not in words.speech or verb in anchors:
        return False
    objects = any(anchor.dep in ("dobj", "obj") and sentence.head_of(anchor) == verb for anchor in anchors)
    if objects:
        return False  # "claimed 355 lives in 1945"
    told = [child for child in sentence.children(verb) if child.dep == "nsubjpass"]
    return not told or any(child.lemma in _TOLLS for child in told)  # "deaths were confirmed"; not "was shot"


def _is_distant(sentence: Sentence, token: Token, dated: Dated) -> bool:
    """Whether a month or year may date all of a sentence: not in "since violence broke out in 2023"."""
    if dated.since or dated.span.precision not in (Precision.MONTH, Precision.YEAR):
        return False
    return not any(
        above.text.lower() in _SINCE or any(c.text.lower() in _SINCE for c in sentence.children(above))
        for above in sentence.ancestors(token)
        if above.dep in ("prep", "pcomp", "advcl", "mark")
    )


def _is_told_of(sentence: Sentence, token: Token, anchors: Sequence[Token]) -> bool:
    """Whether a time stands in a clause about what happened: "an attack that razed a house on Sunday"."""
    clauses = (above for above in sentence.ancestors(token) if above.dep in ("relcl", "acl"))
    clause = next(clauses, None)
    return clause is not None and sentence.head_of(clause) in anchors


def _is_reckoning(sentence: Sentence, token: Token) -> bool:
    """Whether a day only says when something was counted: "as of 2 September", "the toll rose on Monday"."""
    verb = next((above for above in sentence.ancestors(token) if above.pos == "VERB"), None)
    if verb is not None and verb.lemma in RISING and not _is_in_subject(sentence, token, verb):
        subjects = [child for child in sentence.children(verb) if child.dep == "nsubj"]
        if any(subject.lemma in _TOLLS for subject in subjects):
            return True
    before = [word.text.lower() for word in sentence.tokens[max(0, token.index - 5) : token.index]]
    return any(pair == ("as", "of") for pair in pairwise(before))


def _is_in_subject(sentence: Sentence, token: Token, verb: Token) -> bool:
    """Whether a time stands in the subject of a verb: "the number of dead from Monday's crash rose"."""
    path = [token, *sentence.ancestors(token)]
    below = path[: path.index(verb)] if verb in path else path
    return any(here.dep in ("nsubj", "nsubjpass") for here in below)


def _is_outside(sentence: Sentence, token: Token, anchors: Sequence[Token], words: Words) -> bool:
    """Whether a time says when something else was, of which what happened is only told in passing.

    "Mourners wept on Wednesday in a place where landslides have killed 229."
    """
    verb = next((above for above in sentence.ancestors(token) if above.pos == "VERB"), None)
    if verb is None or verb in anchors:
        return False
    if verb.lemma in words.aftermath and all(_comes_before(sentence, anchor, verb) for anchor in anchors):
        return True
    return all(_in_passing(sentence, anchor, verb) for anchor in anchors)


def _comes_before(sentence: Sentence, anchor: Token, verb: Token) -> bool:
    """Whether a verb tells what came after: "calm returned on Tuesday after a night of fighting"."""
    for here in (anchor, *sentence.ancestors(anchor)):
        if here.index == verb.index:
            return False
        if here.text.lower() in _AFTER:
            return verb.index in {above.index for above in sentence.ancestors(here)}
    return False


def _in_passing(sentence: Sentence, anchor: Token, verb: Token) -> bool:
    for here in (anchor, *sentence.ancestors(anchor)):
        if here.index == verb.index:
            return False
        if here.dep == "relcl":
            return verb.index in {above.index for above in sentence.ancestors(here)}
    return False


def _is_aside(sentence: Sentence, token: Token, anchors: Sequence[Token]) -> bool:
    """Whether a time stands in a relative clause that holds none of the words that report."""
    holding = {above.index for anchor in anchors for above in (anchor, *sentence.ancestors(anchor))}
    for above in sentence.ancestors(token):
        if above.index in holding:
            return False
        if above.pos in ("VERB", "AUX") and above.dep in ("relcl", "acl", "advcl", "ccomp", "xcomp", "pcomp"):
            return True
    return False


def _edges(sentence: Sentence, one: Token, other: Token) -> int:
    up_one = [one.index, *(token.index for token in sentence.ancestors(one))]
    up_other = [other.index, *(token.index for token in sentence.ancestors(other))]
    return next((up_one.index(i) + up_other.index(i) for i in up_one if i in up_other), 99)
