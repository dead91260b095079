"""People who had to leave: "were moved to safety", "drove 300 from their homes", "are in shelters"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapper.events.quantities import Counted, phrase_end, text_of
from mapper.model import Count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapper.events.names import Named
    from mapper.events.quantities import Quantity
    from mapper.syntax import Sentence, Token
    from mapper.words import Words

_AWAY = frozenset(["from", "out", "away"])
_TOWARDS = frozenset(["to", "into", "toward", "towards", "onto"])
_ROLES = ("dobj", "nsubjpass", "nsubj", "obj")  # what a verb moves comes before who moves
_FAR_BACK = 12  # words between people and the shelter that they are in


def is_origin(sentence: Sentence, name: Named, at: Token, words: Words) -> bool:
    """Whether people left a name: "moved from X", "driven out of X", "residents of X fled"."""
    host = name.host
    if name.preposition == "from" or (name.preposition == "of" and host.text.lower() == "out"):
        movers = (at, *(c for c in sentence.children(at) if c.dep in ("dobj", "nsubjpass")))
        return host in movers or sentence.head_of(host) is at
    of_people = name.preposition == "of" and host.lemma in words.people
    return of_people and host.dep in ("nsubj", "nsubjpass", "dobj") and sentence.head_of(host) is at


def is_civil(token: Token, words: Words) -> bool:
    """Whether it is people at home who do something: they leave for their lives, not after a deed."""
    return token.dep in ("nsubj", "nsubjpass") and token.lemma in words.leaving["civil"]


def find_leaving(sentence: Sentence, words: Words) -> list[Token]:
    """List the words that say that people had to leave, beside "flee", "evacuate" and "displace"."""
    return [token for token in sentence.tokens if is_leaving(sentence, token, words)]


def is_leaving(sentence: Sentence, token: Token, words: Words) -> bool:
    """Whether a word says so."""
    leaving = words.leaving
    return (
        (token.lemma in leaving["moved"] and _is_moved(sentence, token, words))
        or (token.lemma in leaving["driven"] and _is_driven(sentence, token, words))
        or (token.lemma in leaving["left"] and _is_left(sentence, token, words))
        or (token.lemma in leaving["shelters"] and _is_sheltering(sentence, token, words))
    )


def count_flights(sentence: Sentence, words: Words, quantities: Sequence[Quantity]) -> Iterator[Counted]:
    """Count those people, where a number says how many."""
    homeless = [token for token in sentence.tokens if token.lemma == "homeless"]
    for token in (*find_leaving(sentence, words), *homeless):
        own = _own(sentence, token, quantities, words)
        if own is not None:
            wording = text_of(sentence, own.start, phrase_end([own], own.end))
            count = Count(low=own.low, high=own.high, wording=wording)
            yield Counted(field="displaced", anchor=token.index, count=count)


def is_goal(sentence: Sentence, name: Named, words: Words) -> bool:
    """Whether people only went to a name, or were taken there: "fled to Rwanda"."""
    verb = name.host if name.preposition in _TOWARDS else _went(sentence, name)
    if verb is None or verb.lemma not in words.leaving["goes"]:
        return False
    goer = sentence.subject_of(verb)
    nobody = (
        goer is not None
        and goer.pos == "NOUN"
        and goer.lemma not in words.people
        and goer.lemma not in words.bodies
    )
    return name.head.lemma != "street" and not nobody  # "calm returned to X", "took to the streets of X"


def _went(sentence: Sentence, name: Named) -> Token | None:
    """Find the verb that goes to what a name is in: "fled to relatives in X"."""
    towards = False
    for above in sentence.ancestors(name.head):
        if above.pos == "VERB":
            return above if towards else None
        towards = towards or (above.dep == "prep" and above.text.lower() in _TOWARDS)
    return None


def _is_moved(sentence: Sentence, verb: Token, words: Words) -> bool:
    """Whether people moved, or were moved, away or to safety, not to a hospital or a prison."""
    below = list(sentence.children(verb))
    people = [c for c in below if c.dep in ("nsubj", "nsubjpass", "dobj") and _is_somebody(c, words)]
    if verb.pos != "VERB" or not people:
        return False
    goals = {each.lemma for one in below if one.dep == "prep" for each in sentence.children(one)}
    if goals & words.leaving["other_goals"]:
        return False
    away = any(one.text.lower() in _AWAY for one in below)
    return away or bool(goals & words.leaving["safe"])


def _is_somebody(token: Token, words: Words) -> bool:
    if token.dep == "nsubj":
        return is_civil(token, words)
    several = token.pos == "NUM" or token.tag == "NNPS" or token.text.lower() in ("they", "them", "who")
    return several or token.lemma in words.people or token.lemma in words.leaving["civil"]


def _is_driven(sentence: Sentence, verb: Token, words: Words) -> bool:
    """Whether people, not troops, were driven away, or forced to leave."""
    if verb.pos != "VERB":
        return False
    people = [c for c in sentence.children(verb) if c.dep in ("dobj", "nsubjpass")]
    people += [each for c in sentence.children(verb) if c.dep == "ccomp" for each in sentence.children(c)]
    sent = any(one.lemma in words.armed or one.lemma in words.state for one in people)
    if sent or not any(_is_somebody(one, words) for one in people):
        return False
    below = [*sentence.children(verb), *(each for one in people for each in sentence.children(one))]
    leaves = any(
        one.dep in ("xcomp", "ccomp")
        and one.lemma in words.leaving["left"]
        and _is_left(sentence, one, words)
        for one in below
    )
    return leaves or any(
        one.text.lower() in _AWAY | {"toward", "towards"} and one.dep in ("prep", "advmod", "prt")
        for one in below
    )


def _is_left(sentence: Sentence, verb: Token, words: Words) -> bool:
    """Whether somebody left a home: "abandoned their villages"."""
    homes = [c for c in sentence.children(verb) if c.dep in ("dobj", "obj")]
    return verb.pos == "VERB" and any(
        home.lemma in words.leaving["homes"] and any(c.dep == "poss" for c in sentence.children(home))
        for home in homes
    )


def _is_sheltering(sentence: Sentence, shelter: Token, words: Words) -> bool:
    """Whether people are in a shelter: "were in evacuation centres", "are sheltering in schools"."""
    preposition = sentence.head_of(shelter)
    verb = sentence.head_of(preposition)
    if shelter.dep != "pobj" or preposition.text.lower() not in ("in", "at"):
        return False
    if verb.lemma in words.leaving["sheltering"]:
        return True
    kinds = {c.lemma for c in sentence.children(shelter)} | {shelter.lemma}
    return verb.lemma in words.leaving["staying"] and bool(kinds & words.leaving["safe"])


def _own(sentence: Sentence, token: Token, quantities: Sequence[Quantity], words: Words) -> Quantity | None:
    """Find the number of those who leave: what the verb moves, or its subject."""
    tokens = sentence.tokens
    verb = token
    if token.lemma in words.leaving["shelters"]:
        verb = sentence.head_of(sentence.head_of(token))
    elif token.lemma == "homeless":
        verb = sentence.head_of(token)
    below = [*sentence.children(verb)]
    below += [each for one in below if one.dep in ("ccomp", "xcomp") for each in sentence.children(one)]
    heads = sorted((one for one in below if one.dep in _ROLES), key=lambda one: _ROLES.index(one.dep))
    for head in heads:
        inside = {head.index, *(c.index for c in sentence.children(head))}
        for quantity in quantities:
            if quantity.head in inside or inside & set(range(quantity.start, quantity.end)):
                return quantity
    near = [q for q in quantities if 0 <= token.index - q.end <= _FAR_BACK and _is_people(tokens, q, words)]
    return near[-1] if near else None


def _is_people(tokens: Sequence[Token], quantity: Quantity, words: Words) -> bool:
    head = quantity.head
    return head is None or tokens[head].lemma in words.people or tokens[head].pos == "PROPN"
