"""Words that report an occurrence, the kind they name, and whether it really happened."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from mapper.cues import WORD
from mapper.events.arms import by_forces, kind_of, told_by_doer, weapon_for
from mapper.events.matching import match_at
from mapper.events.people import outcome_of
from mapper.events.reality import is_real

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapper.events.marks import Marks
    from mapper.syntax import Sentence, Token
    from mapper.words import Weapon, Words

_POLITICS = "politics"
_PROTEST = "protest"
_VEHICLES = frozenset(["aircraft", "jet", "bomber", "helicopter", "plane"])
"""What kills as a weapon only where a word for an attack says so; else it crashed."""
_SCENE = frozenset(["at", "on", "during", "into", "near"])
"""Prepositions before a gathering at which something else happened."""
_TAKES_LIVES = frozenset(["claim", "cause", "take", "leave"])
_STATES = frozenset(["detention", "custody"])
"""Words that are an arrest only where nobody is "in" it already."""
_SPANS = frozenset(["minute", "hour", "day", "week", "month"])
_OTHER_TIMES = frozenset(["after", "before", "since", "until"])
_DAYS = frozenset(calendar.day_name)


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


def may_report(text: str, words: Words, *, placed: bool = True) -> bool:
    """Whether a sentence has any word at all that could report an occurrence: cheap, before parsing.

    Parameters
    ----------
    placed
        Whether it names a place that is known.
    """
    lowered = (_MARCH.sub(" ", text) if "March" in text else text).lower()
    forms = frozenset[str]().union(*map(_forms_of, WORD.findall(lowered)))
    return words.cues.are_in(forms) or (placed and words.cues_at_places.are_in(forms))


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


_MARCH = re.compile(r"(?<=\d )March\b|(?<=\b[Ii]n )March\b|(?<=\b[Oo]n )March\b|\bMarch(?= \d)")
"""The month, where a number or a preposition says so: nobody marched."""
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
    "men": "man",
    "knives": "knife",
    "women": "woman",
    "children": "child",
    "drove": "drive",
    "driven": "drive",
    "sent": "send",
    "slept": "sleep",
    "forced": "force",
    "stole": "steal",
    "stolen": "steal",
    "spread": "spread",
    "tore": "tear",
    "torn": "tear",
    "gave": "give",
    "withdrew": "withdraw",
    "fought": "fight",
    "dealt": "deal",
    "brought": "bring",
    "levelled": "level",
    "slit": "slit",
    "found": "find",
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
        match = match_at(sentence, token, words)
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
    """Read the kind off what people died of: "died of cholera", "cholera has claimed 17 lives"."""
    causing = ("from", "by", "with") if token.pos == "NOUN" else ("of", "from", "by", "with")
    prepositions = [c for c in sentence.children(token) if c.text.lower() in causing]
    below = [each for one in prepositions for each in sentence.children(one)]
    if token.pos == "NOUN":
        below += [c for c in sentence.children(token) if c.dep == "compound"]  # "coronavirus deaths"
    verb = token if token.pos == "VERB" else sentence.head_of(token)
    takes = verb is token or verb.lemma in _TAKES_LIVES
    doer = sentence.subject_of(verb) if takes and verb.pos == "VERB" else None
    if doer is not None and verb.lemma not in ("die", "perish"):
        below.append(doer)
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


def _only_describes(sentence: Sentence, head: Token, kind: str) -> bool:
    """Whether a word only says which weapon is meant ("missiles launched by the army"), or was felt afar."""
    felt = head.dep in ("dobj", "nsubjpass") and sentence.head_of(head).lemma == "feel"
    held = head.lemma in _STATES and head.dep == "pobj" and sentence.head_of(head).text.lower() == "in"
    if felt or held:
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
