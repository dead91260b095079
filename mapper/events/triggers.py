"""Words that report an occurrence, the kind they name, and whether it really happened."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from mapper.events.arms import by_forces, kind_of, told_by_doer, weapon_for
from mapper.events.counts import outcome_of
from mapper.events.reality import is_real

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapper.events.marks import Marks
    from mapper.syntax import Sentence, Token
    from mapper.words import Weapon, Words

_POLITICS = "politics"
_PROTEST = "protest"
_PARTICLES = frozenset(["off", "down", "up", "over", "out"])
"""Words that belong to a verb only as its particle: "went off", but not "went down off the coast"."""
_VEHICLES = frozenset(["aircraft", "jet", "bomber", "helicopter", "plane"])
"""What kills as a weapon only where a word for an attack says so; else it crashed."""
_SCENE = frozenset(["at", "on", "during", "into", "near"])
"""Prepositions before a gathering at which something else happened."""
_SPANS = frozenset(["minute", "hour", "day", "week", "month"])
_OTHER_TIMES = frozenset(["after", "before", "since", "until"])
_DAYS = frozenset(calendar.day_name)
_TIES = frozenset(["nsubj", "nsubjpass", "compound", "poss", "nmod", "prep", "agent", "conj"])
_OBJECTS = frozenset(["dobj", "obj"])
"""How the words that a trigger needs may hang on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A word that reports an occurrence.

    Attributes
    ----------
    anchor
        Index of the word in its sentence.
    kind
        What it names; ``""`` for an outcome ("killed") that names none by itself.
    weapon
        Plain word of the weapon beside it, or ``""``.
    known
        Whether the words speak of it as known already ("the attack").
    wording
        The words themselves.
    general
        Whether the weapon, not the word, tells the kind.
    framing
        Whether it only frames another occurrence ("amid fighting").
    named
        Whether the words say outright what it was ("died of cholera"), whatever else is named.
    """

    anchor: int
    kind: str
    weapon: str
    known: bool
    wording: str
    general: bool = False
    framing: bool = False
    named: bool = False


def may_report(text: str, words: Words) -> bool:
    """Whether a sentence has any word at all that could report an occurrence: cheap, before parsing."""
    told = _WORD.findall(text.lower())
    if any(not _forms_of(word).isdisjoint(words.stems) for word in told):
        return True
    forms = frozenset[str]().union(*map(_forms_of, told))
    begun = forms & words.phrases.keys()
    return any(phrase <= forms for first in begun for phrase in words.phrases[first])


@lru_cache(maxsize=50_000)
def _forms_of(word: str) -> frozenset[str]:
    """Give what the lemma of a word may be; news says the same words again and again."""
    return frozenset(_forms(word))


def _forms(word: str) -> Iterator[str]:
    """List what the lemma of an inflected English word may be, regular and a few irregular ones."""
    yield word
    irregular = _IRREGULAR.get(word)
    if irregular:
        yield irregular
    for ending, replacements in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            for replacement in replacements:
                yield stem + replacement
            if len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1]


_WORD = re.compile(r"[a-z][a-z\u2019']*")
_ENDINGS = (
    ("ies", ("y",)),
    ("ied", ("y",)),
    ("es", ("", "e")),
    ("s", ("",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
    ("men", ("man",)),
)
_IRREGULAR = {
    "struck": "strike",
    "met": "meet",
    "came": "come",
    "broke": "break",
    "broken": "break",
    "threw": "throw",
    "thrown": "throw",
    "swept": "sweep",
    "paid": "pay",
    "overturned": "overturn",
    "shot": "shoot",
    "fell": "fall",
    "fled": "flee",
    "blew": "blow",
    "blown": "blow",
    "went": "go",
    "gone": "go",
    "took": "take",
    "taken": "take",
    "sank": "sink",
    "sunk": "sink",
    "caught": "catch",
    "retook": "retake",
    "overran": "overrun",
    "ran": "run",
    "made": "make",
    "lost": "lose",
    "held": "hold",
    "beat": "beat",
    "beaten": "beat",
    "lives": "life",
    "bodies": "body",
    "died": "die",
    "dies": "die",
    "dying": "die",
    "slain": "slay",
    "burnt": "burn",
    "hid": "hide",
    "left": "leave",
    "said": "say",
    "without": "be",
    "were": "be",
    "was": "be",
    "are": "be",
    "is": "be",
}


def find_triggers(sentence: Sentence, marks: Marks, words: Words) -> list[Trigger]:
    """Occurrences that a sentence reports as having happened, in order.

    Plans, threats, hypotheses, habits and denials are left out, and so are words that stand in
    fixed expressions or only modify another noun ("arrest warrant").
    """
    found: list[Trigger] = []
    taken: set[int] = set()
    for token in sentence.tokens:
        if token.index in taken or token.index in marks.blocked:
            continue
        match = _match(sentence, token, words)
        if match is None:
            continue
        head, last, kind = match
        taken.update(range(token.index, last + 1))
        if not is_real(sentence, head, words) or _only_describes(sentence, head, kind):
            continue
        if words.family(kind) == _POLITICS and _is_of_another_time(sentence, head):
            continue
        if words.family(kind) == _PROTEST and _is_of_troops(sentence, head, words):
            continue
        weapon = weapon_for(head, marks.weapons)
        chosen = kind_of(kind, head, weapon, words) or by_forces(sentence, head, words)
        chosen = told_by_doer(sentence, head, chosen, weapon, words)
        if chosen is not None:
            known = _is_known(sentence, head)
            text = " ".join(word.text for word in sentence.tokens[token.index : last + 1])
            name = weapon.word if weapon else ""
            found.append(
                Trigger(
                    anchor=head.index,
                    kind=chosen,
                    weapon=name,
                    known=known,
                    wording=text,
                    general=not kind,
                    framing=_is_framing(sentence, head, words)
                    or (words.family(chosen) == _PROTEST and _is_scene(sentence, head)),
                )
            )
    return found


def find_outcomes(sentence: Sentence, marks: Marks, words: Words) -> list[Trigger]:
    """Words that say what became of people or things; of no kind where no weapon is named."""
    weapons = [(token, weapon) for token, weapon in marks.weapons if token.lemma not in _VEHICLES]
    return [
        _outcome(sentence, token, weapons, words)
        for token in sentence.tokens
        if token.index not in marks.blocked
        and (outcome_of(token, words) or is_struck(sentence, token, words))
        and is_real(sentence, token, words)
    ]


def is_struck(sentence: Sentence, token: Token, words: Words) -> bool:
    """Whether something "was hit": by what, the report says elsewhere."""
    if token.pos != "VERB" or token.lemma not in words.struck:
        return False
    below = list(sentence.children(token))
    return any(c.dep == "nsubjpass" for c in below) and not any(c.dep == "agent" for c in below)


def _cause(sentence: Sentence, token: Token, words: Words) -> str:
    """Read the kind off what people died of: "died of cholera"."""
    prepositions = [c for c in sentence.children(token) if c.text.lower() in ("of", "from", "by", "with")]
    below = (each for one in prepositions for each in sentence.children(one))
    return next((words.causes[each.lemma] for each in below if each.lemma in words.causes), "")


def _outcome(
    sentence: Sentence, token: Token, weapons: Sequence[tuple[Token, Weapon]], words: Words
) -> Trigger:
    """Read an outcome; who was killed or hurt by a weapon was attacked with it."""
    cause = _cause(sentence, token, words)
    if cause:
        return Trigger(anchor=token.index, kind=cause, weapon="", known=False, wording=token.text, named=True)
    weapon = weapon_for(token, weapons) if outcome_of(token, words) in ("killed", "injured") else None
    return Trigger(
        anchor=token.index,
        kind=weapon.kind if weapon else "",
        weapon=weapon.word if weapon else "",
        known=False,
        wording=token.text,
        general=True,
    )


def _match(sentence: Sentence, token: Token, words: Words) -> tuple[Token, int, str] | None:
    """Find the longest trigger that begins at `token`: its head, its last index, its kind."""
    if not {_noun_lemma(token, words), token.text.lower()} & words.first_lemmas:
        return None
    lemmas = [_noun_lemma(t, words) for t in sentence.tokens[token.index : token.index + 6]]
    for length in range(min(4, len(lemmas)), 0, -1):
        for part in ("v", "n"):
            kind = words.triggers.get((tuple(lemmas[:length]), part))
            if kind is None:
                continue
            head = token if part == "v" else sentence.tokens[token.index + length - 1]
            if _has_part(head, part) and _has_needed(sentence, head, (tuple(lemmas[:length]), part), words):
                return head, token.index + length - 1, kind
    return _spread_match(sentence, token, words)


def _has_needed(sentence: Sentence, head: Token, trigger: tuple[tuple[str, ...], str], words: Words) -> bool:
    """Whether a word that reports only together with others stands with one of them."""
    needed = words.needs.get(trigger)
    if needed is None:
        return True
    ties = _TIES | _OBJECTS if needed & {"*", "^object"} else _TIES
    near = [child for child in sentence.children(head) if child.dep in ties]
    near += [below for child in near if child.dep in ("prep", "agent") for below in sentence.children(child)]
    if head.dep in ("amod", "acl", "relcl", "compound"):
        near.append(sentence.head_of(head))  # "a collapsed bridge"
    if "*" in needed and any(token.pos == "PROPN" for token in near):
        return True
    return any(_noun_lemma(token, words) in needed for token in near)


def _spread_match(sentence: Sentence, token: Token, words: Words) -> tuple[Token, int, str] | None:
    """Match verb phrases whose words are parted: "shot three drones down", "fire was set"."""
    if token.pos != "VERB":
        return None
    below = {
        child.lemma
        for child in sentence.children(token)
        if child.dep == "prt" or child.text.lower() not in _PARTICLES
    }
    for (phrase, part), kind in words.triggers.items():
        fits = part == "v" and len(phrase) == 2 and phrase[0] == token.lemma and phrase[1] in below
        if fits and _has_needed(sentence, token, (phrase, part), words):
            return token, token.index, kind
    return None


def _noun_lemma(token: Token, words: Words) -> str:
    """Return the lemma; a word in -ing that the parser takes for an auxiliary or a name is a noun."""
    lowered = token.text.lower()
    if token.pos not in ("VERB", "ADJ") and lowered.endswith("ing"):
        return lowered
    if token.pos == "PROPN":  # "Landslides killed": the first word of a sentence passes for a name
        return next(
            (form for form in (lowered, lowered.removesuffix("s")) if form in words.first_lemmas), lowered
        )
    return words.lemma_of(token)


def _has_part(head: Token, part: str) -> bool:
    if part == "v":
        return head.pos == "VERB" or (head.pos == "AUX" and head.lemma == "be")
    return head.pos in ("NOUN", "PROPN") or (head.pos == "AUX" and head.text.lower().endswith("ing"))


def _only_describes(sentence: Sentence, head: Token, kind: str) -> bool:
    """Whether a word only says which weapon is meant ("missiles launched by the army"), or was felt afar."""
    felt = head.dep in ("dobj", "nsubjpass") and sentence.head_of(head).lemma == "feel"
    if felt:
        return True
    if head.pos == "VERB" and head.dep == "amod" and head.tag == "VBN":
        return True  # "the kidnapped girls", "detained journalists"
    return not kind and head.pos == "VERB" and head.dep in ("acl", "relcl", "amod")


def _is_of_another_time(sentence: Sentence, head: Token) -> bool:
    """Whether a meeting or visit only dates what is told: "days after his visit to Paris"."""
    return head.dep in ("pobj", "pcomp") and sentence.head_of(head).text.lower() in _OTHER_TIMES


def _is_framing(sentence: Sentence, head: Token, words: Words) -> bool:
    above = list(sentence.ancestors(head))[:3]
    if head.dep == "pobj" and above and above[0].text.lower() == "after":
        return any(child.lemma in _SPANS for child in sentence.children(above[0]))  # "hours after the quake"
    return head.dep == "pobj" and any(word.text.lower() in words.framing for word in above)


def _is_of_troops(sentence: Sentence, head: Token, words: Words) -> bool:
    """Whether those who march or rally are troops."""
    doers = [child for child in sentence.children(head) if child.dep == "nsubj" and head.pos == "VERB"]
    doers += [each for one in doers for child in sentence.children(one) for each in sentence.children(child)]
    return any(doer.lemma in words.armed for doer in doers)


def _is_scene(sentence: Sentence, head: Token) -> bool:
    """Whether a gathering is only where something else happened: "a crush at a rally"."""
    first = sentence.head_of(head) if head.dep == "conj" else head
    return first.dep == "pobj" and sentence.head_of(first).text.lower() in _SCENE


def _is_known(sentence: Sentence, head: Token) -> bool:
    below = list(sentence.children(head))
    determiners = {child.text.lower() for child in below if child.dep in ("det", "poss")}
    verb = sentence.head_of(head)
    exists = any(child.dep == "expl" for child in sentence.children(verb))  # "there are fires"
    comments = head.dep == "attr" and not exists  # "these are Russian strikes"
    dated = any(child.dep == "poss" and child.text in _DAYS for child in below)  # "Tuesday's attack"
    return head.pos == "NOUN" and (
        comments or dated or bool(determiners & {"the", "this", "that", "these", "those"})
    )
