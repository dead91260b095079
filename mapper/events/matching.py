"""Which words of a sentence are those that the word lists know as reporting something."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mapper.syntax import Sentence, Token
    from mapper.words import Words

_PARTICLES = frozenset(["off", "down", "up", "over", "out"])
"""Words that belong to a verb only as its particle: "went off", but not "went down off the coast"."""
_TIES = frozenset(["nsubj", "nsubjpass", "compound", "poss", "nmod", "prep", "agent", "conj"])
_SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj", "csubjpass"])
_OBJECTS = frozenset(["dobj", "obj"])
"""How the words that a trigger needs may hang on it."""


def match_at(sentence: Sentence, token: Token, words: Words) -> tuple[Token, int, str] | None:
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
    titled = [child for child in near if child.dep == "nsubj" and child.pos == "PROPN"]
    near += [one for child in titled for one in sentence.children(child) if one.dep == "compound"]
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
    for second, kind in words.parted.get(words.lemma_of(token), ()):
        phrase = (words.lemma_of(token), second)
        if second in below and _has_needed(sentence, token, (phrase, "v"), words):
            return token, token.index, kind
    return None


def _noun_lemma(token: Token, words: Words) -> str:
    """Return the lemma; a word in -ing that the parser takes for an auxiliary or a name is a noun."""
    lowered = token.text.lower()
    if lowered.endswith("ing") and (token.pos not in ("VERB", "ADJ") or token.dep in _SUBJECTS):
        return lowered
    if token.pos == "PROPN":  # "Landslides killed": the first word of a sentence passes for a name
        return next(
            (form for form in (lowered, lowered.removesuffix("s")) if form in words.first_lemmas), lowered
        )
    return words.lemma_of(token)


def _has_part(head: Token, part: str) -> bool:
    if part == "v":
        return head.pos == "VERB" or (head.pos == "AUX" and head.lemma == "be")
    is_noun = head.pos == "AUX" or (head.pos == "VERB" and head.dep in _SUBJECTS)  # "fighting forced"
    return head.pos in ("NOUN", "PROPN") or (is_noun and head.text.lower().endswith("ing"))
