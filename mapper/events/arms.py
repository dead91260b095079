"""Weapons in a sentence, and the kinds that they, and who uses them, make of general words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapper.events.kinds import ABDUCTION, INTERCEPTION, LOOTING, OVERTAKEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mapper.syntax import Sentence, Token
    from mapper.words import Weapon, Words

EXPLOSION = "Explosion"
_ARMED_PEOPLE = frozenset(["bomber", "attacker", "pilot"])
_BEGINS = frozenset(["erupt", "flare"])
_MEETS = frozenset(["receive", "host"])
_TROUBLE = frozenset(["violence", "gunfire", "war", "row", "tension", "dispute", "conflict", "scandal"])
_TAKES = frozenset([OVERTAKEN, ABDUCTION, INTERCEPTION])
_FROM_AFAR = frozenset(["drone", "missile", "aircraft", "rocket", "artillery"])
"""Weapons that name an explosion wherever in the sentence they stand."""


def find_weapons(sentence: Sentence, words: Words) -> list[tuple[Token, Weapon]]:
    """Find the words for weapons, in order; what only names an alarm, a unit or a trade is left out."""
    found: list[tuple[Token, Weapon]] = []
    taken, last = -1, len(sentence.tokens) - 1
    for token in sentence.tokens:
        if token.lemma not in words.arming and token.text.lower() not in words.arming:
            continue
        if token.index == taken:
            continue  # the bomb of "a guided bomb"
        if token.pos == "VERB" and token.lemma == "bomb":
            continue  # who bombs may drop them
        after = sentence.tokens[token.index + 1] if token.index < last else token
        pair = words.weapon_of(f"{token.lemma} {after.lemma}") or words.weapon_of(
            f"{token.text.lower()} {after.text.lower()}"
        )
        weapon = pair or words.weapon_of(token.lemma)
        if (
            weapon
            and token.pos in ("NOUN", "PROPN", "ADJ", "VERB")
            and not _only_warns(sentence, token, words)
        ):
            found.append((token, weapon))
            taken = token.index + 1 if pair else taken
    return found


def _only_warns(sentence: Sentence, token: Token, words: Words) -> bool:
    """Whether a weapon only names an alarm, a unit or a trade: "air raid sirens", "a missile engineer"."""
    governor = sentence.head_of(token)
    names_people = governor.lemma in words.people and governor.lemma not in _ARMED_PEOPLE
    return token.dep in ("compound", "amod") and (governor.lemma in words.compounds or names_people)


def weapon_for(head: Token, weapons: Sequence[tuple[Token, Weapon]]) -> Weapon | None:
    """Choose the weapon of a trigger: the nearest one in the sentence; drones and missiles before guns."""
    own = [weapon for token, weapon in weapons if token.head == head.index and token.dep == "nsubj"]
    if own:
        return own[0]  # "missiles hit flats, drones kill six"
    near = [
        (abs(token.index - head.index), weapon)
        for token, weapon in weapons
        if abs(token.index - head.index) <= 14
    ]
    return min(near, key=lambda pair: pair[0])[1] if near else None


def kind_of(kind: str, head: Token, weapon: Weapon | None, words: Words) -> str | None:
    """Settle what a general word means; None when it means nothing without a weapon."""
    if kind:
        return kind
    if weapon:
        return weapon.kind
    part = "v" if head.pos == "VERB" else "n"
    word = f"{head.lemma}/{part}"
    return None if word in words.need_weapon else words.default_kinds.get(word, words.default_kind)


def by_forces(sentence: Sentence, head: Token, words: Words) -> str | None:
    """Name a strike without a weapon by who strikes: "the military said it had struck the reactor"."""
    if head.lemma not in words.struck or head.pos != "VERB":
        return None
    doer = sentence.subject_of(head)
    if doer is not None and doer.lemma in ("it", "they"):
        said = next((above for above in sentence.ancestors(head) if above.lemma in words.speech), None)
        doer = sentence.subject_of(said) if said is not None else None
    is_force = doer is not None and doer.lemma in words.placing.lists["forces"]
    return words.default_kinds.get("strike/n", words.default_kind) if is_force else None


def told_by_doer(
    sentence: Sentence, head: Token, kind: str | None, weapon: Weapon | None, words: Words
) -> str | None:
    """Name a kind more closely by who did it and with what, where the word itself leaves that open."""
    if kind == EXPLOSION:
        return _blown_up_by(sentence, head, weapon, words)
    if kind == "Attack" and head.lemma == "storm":
        return _stormed_by(sentence, head, words)
    if kind == "Attack" and head.lemma == "ram":
        return _rammed_by(sentence, head, words)
    return _told_by_what(sentence, head, kind, words) if kind and head.pos == "VERB" else kind


def _told_by_what(sentence: Sentence, head: Token, kind: str, words: Words) -> str | None:
    """Name a kind by what began, was met or was taken: clashes erupt; arms, boats and cattle are seized."""
    if head.lemma in _BEGINS:
        doer = sentence.subject_of(head)
        begun = doer is not None and (((doer.lemma,), "n") in words.triggers or doer.lemma in _TROUBLE)
        return None if begun else kind
    taken = [child for child in sentence.children(head) if child.dep in ("dobj", "nsubjpass")]
    if head.lemma in _MEETS and kind == "Meeting":  # but "received medical attention"
        met = any(guest.pos == "PROPN" or guest.lemma in words.lists["persons"] for guest in taken)
        return kind if met else None
    if kind not in _TAKES and (kind, head.lemma) != ("Attack", "take"):
        return kind
    return _told_by_taken(sentence, taken, kind, words)


def _told_by_taken(sentence: Sentence, taken: Sequence[Token], kind: str, words: Words) -> str | None:
    """Name what was taken: arms are kept from use, chattels looted, towns overtaken, people abducted."""
    below = [one for child in taken for one in sentence.children(child) if one.dep in ("compound", "prep")]
    below += [each for one in below if one.text.lower() == "of" for each in sentence.children(one)]
    near = {one.lemma for one in (*taken, *below)}
    if kind == INTERCEPTION:
        return None if {one.lemma for one in taken} & words.lists["vessels"] else kind
    if near & words.lists["weaponry"]:
        return INTERCEPTION
    if near & words.lists["cattle"] and not near & words.people:
        return LOOTING
    if kind == "Attack" and near & words.placing.lists["places"]:
        return OVERTAKEN
    return kind


def _blown_up_by(sentence: Sentence, head: Token, weapon: Weapon | None, words: Words) -> str:
    """Name an explosion by what exploded: "a gun blast"; "jets bombed"; "the army bombed"."""
    if weapon and weapon.word in _FROM_AFAR:
        return weapon.kind
    below = [child for child in sentence.children(head) if child.dep in ("compound", "amod", "nsubj")]
    own = next((each for child in below if (each := words.weapon_of(child.lemma))), None)
    if own is not None:
        return own.kind
    is_raid = head.pos == "VERB" and head.lemma == "bomb" and _is_of_state(below, words)
    return words.default_kinds["strike/n"] if is_raid else EXPLOSION


def _stormed_by(sentence: Sentence, head: Token, words: Words) -> str:
    """Name a storming by who stormed: troops fight, gunmen attack."""
    doers = [child for child in sentence.children(head) if child.dep == "nsubj"]
    return "Armed clash" if any(doer.lemma in words.armed for doer in doers) else "Attack"


def _rammed_by(sentence: Sentence, head: Token, words: Words) -> str:
    """Name a ramming by what rammed: trains and ships collide, cars are driven into crowds."""
    tied = [child for child in sentence.children(head) if child.dep in ("nsubj", "nsubjpass", "dobj")]
    return "Accident" if any(each.lemma in words.lists["rails"] for each in tied) else "Attack"


def _is_of_state(doers: Iterable[Token], words: Words) -> bool:
    """Whether it is an army, or a country by its name, that acts."""
    forces = words.placing.lists["forces"]
    return any(doer.dep == "nsubj" and (doer.pos == "PROPN" or doer.lemma in forces) for doer in doers)
