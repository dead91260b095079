"""What was captured or seized: ground, somebody, or a thing.

The same verbs tell of towns that fall and of people who are arrested or abducted: what was taken says which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.model import Level, Role
from mapper.events.people import is_person, outcome_of

if TYPE_CHECKING:
    from mapper.events.fit import Reading
    from mapper.events.names import Named
    from mapper.syntax import Sentence, Token

_OBJECTS = ("dobj", "obj", "nsubjpass")
_SOMEBODY = frozenset(["he", "him", "she", "her", "they", "them", "who", "whom", "we", "us", "i", "me"])
_OF_PEOPLE = frozenset(["killed", "injured", "missing", "detained"])
_GIVES_UP = frozenset(["withdraw", "pull", "retreat", "drive", "wrest"])
_TAKES_PLACES = frozenset(["overrun", "retake", "recapture", "liberate"])
"""Verbs whose object is a place, never somebody."""
_RELATIVE = ("WDT", "WP")


def taken(sentence: Sentence, verb: Token) -> list[Token]:
    """List the words for what a verb says was taken: "captured the town", "the town captured by rebels"."""
    own = [child for child in sentence.children(verb) if child.dep in _OBJECTS]
    above = sentence.head_of(verb)
    if any(word.tag in _RELATIVE for word in own) or (not own and verb.dep == "acl"):
        return [above]
    if not own and verb.dep == "conj" and above.pos == "VERB":
        return taken(sentence, above)  # "were captured and killed"
    return own


def takes_people(reading: Reading, verb: Token) -> bool:
    """Whether somebody, not a place, was captured or seized."""
    return any(_is_somebody(reading, word) for word in taken(reading.sentence, verb))


def takes_ground(reading: Reading, verb: Token) -> bool:
    """Whether a place was taken that has no name of its own: "captured three villages near X"."""
    ground = _ground(reading)
    return any(
        word.lemma in ground or _whole(reading.sentence, word).lemma in ground
        for word in taken(reading.sentence, verb)
    )


def is_taken(reading: Reading, name: Named, verb: Token) -> bool:
    """Whether a name is what was taken: "seized Goma", "took control of the town of Goma"."""
    best, host = name.resolution.best, name.host
    is_named = best is not None or name.climbed or _has_word_of_place(reading, name)
    if not is_named and verb.lemma not in _TAKES_PLACES:
        return False  # a name that nothing calls a place may be somebody's
    if (best is not None and best.place.level is Level.COUNTRY) or host.lemma in reading.words.people:
        return False  # "seized a resident of X"
    if name.preposition == "from":
        return verb.lemma in _GIVES_UP and host is verb
    if name.preposition not in ("", "of"):
        return False
    fell = verb.lemma == "fall" and name.head.dep == "nsubj"
    governed = verb in (host, *list(reading.sentence.ancestors(host))[:2])
    return fell or (governed and name.head.dep in ("dobj", "nsubjpass", "pobj", "obj"))


def is_somebody(reading: Reading, name: Named, verb: Token) -> bool:
    """Whether a name is who was killed, hurt or held: "captured Marwan Haddad"."""
    if outcome_of(verb, reading.words) not in _OF_PEOPLE or name.head not in taken(reading.sentence, verb):
        return False
    return _names_somebody(reading, name)


def _is_somebody(reading: Reading, word: Token) -> bool:
    words = reading.words
    if word.pos == "PRON" and word.text.lower() in _SOMEBODY:
        return True
    whole = _whole(reading.sentence, word)
    if is_person(whole, words):
        return True
    if word.pos == "NUM":
        return whole is word  # "captured two"
    return word.pos == "PROPN" and any(
        _names_somebody(reading, name) for name in reading.names if name.first <= word.index <= name.last
    )


def _names_somebody(reading: Reading, name: Named) -> bool:
    """Whether a name that was taken is a person's or a people's: no place that is known, or called one."""
    if name.is_known:
        return name.resolution.mention.role is Role.DEMONYM
    return not name.climbed and not _has_word_of_place(reading, name)


def _has_word_of_place(reading: Reading, name: Named) -> bool:
    """Whether a word of place is part of a name: "Hamdan Airbase"."""
    own = {token.text.lower() for token in reading.sentence.tokens[name.first : name.last + 1]}
    return bool(own & (_ground(reading) | reading.words.placing.lexicon.lists["features"]))


def _ground(reading: Reading) -> frozenset[str]:
    """Words for what can be held: ground and buildings."""
    return reading.words.placing.lists["ground"] | reading.words.placing.lists["facilities"]


def _whole(sentence: Sentence, word: Token) -> Token:
    """Return what a part is of: "most of the town", "one of the rebels"."""
    for child in sentence.children(word):
        if child.text.lower() == "of":
            return next((each for each in sentence.children(child) if each.dep == "pobj"), word)
    return word
