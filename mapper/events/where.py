"""Which of the places in a sentence is where its event happened.

Each named place is scored by how it hangs on the word that reports the event: its preposition, its
part in the clause, the length of the path between the two. Who speaks, where from and against whom
is not where.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.model import Level, Role
from gazetteer.within import contains

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.model import Resolution
    from mapper.syntax import Sentence, Token
    from mapper.words import Words

# Weights found by hand on development sentences; `benchmarks/accuracy.py` measures them.
_PREPOSITIONS = {
    **dict.fromkeys(
        ["in", "at", "near", "outside", "inside", "around", "within", "across", "throughout"], 1.5
    ),
    **dict.fromkeys(["over", "off", "along", "beside", "above", "surrounding", "through", "amid"], 1.0),
    **dict.fromkeys(["on", "into", "of", "against", "between"], 0.6),
    **dict.fromkeys(["to", "toward", "towards", "for", "like", "than", "about"], -1.4),
    **dict.fromkeys(["by", "with"], -4.0),
    "from": -1.0,
}
_SUFFERING = frozenset("see suffer experience witness face endure feel".split())
_LOCATIVE = frozenset(
    "region province district county state city town village area suburb outskirt neighbourhood neighborhood "
    "camp airport port coast countryside governorate oblast border island prefecture municipality centre "
    "center north south east west part street square market hospital school university station "
    "building".split()
)
_TERRITORY = frozenset(["Government regains territory", "Non-state actor overtakes territory"])
_MEASURES = frozenset("km kilometer kilometre mile meter metre away minute hour".split())
_INTERCEPTION = "Disrupted weapons use"
_FORCES = frozenset("force military army defence defense navy ministry staff".split())
_SURROUNDING = frozenset(["surround", "border", "adjoin", "neighbour", "neighbor", "encircle"])
_VIOLENT = frozenset(["battle", "remote violence", "attack", "interception", "abduction"])
_CONTINENT_M = 1_500_000.0  # a region this wide is a comparison ("Africa's worst drought"), not a place
_JOINS = frozenset([",", "and", "or", "&"])
_THRESHOLD = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A named place chosen for an event, how well it fits, and why in words."""

    resolution: Resolution
    fit: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """A resolved name in a sentence: its head word, and the words that tie it to the clause."""

    resolution: Resolution
    head: Token
    preposition: str
    host: Token


def can_happen_at(resolution: Resolution) -> bool:
    """Whether a mention may be where something happens: a known place in that role, no continent."""
    best = resolution.best
    if best is None or resolution.mention.role is not Role.PLACE:
        return False
    return best.place.level is not Level.REGION or best.place.radius_m < _CONTINENT_M


def find_places(
    sentence: Sentence, anchor: int, resolutions: Sequence[Resolution], words: Words, kind: str = ""
) -> list[Placed]:
    """Choose the places of the event that the word at index `anchor` reports; likeliest first.

    Several come back only where the sentence joins them ("in Kyiv, Lviv and Volyn"); none where the
    named places are only spoken of.
    """
    named = [_name(sentence, resolution) for resolution in resolutions if can_happen_at(resolution)]
    known = [name for name in named if name is not None]
    at = sentence.tokens[anchor]
    if kind in _TERRITORY:
        known = [name for name in known if _is_object(sentence, name, at)]
    scored = [(_fit(sentence, name, at, words, kind), name) for name in known]
    scored = [(fit, name) for fit, name in scored if fit > _THRESHOLD]
    if not scored:
        return []
    best_fit, best = max(scored, key=lambda pair: (pair[0], -pair[1].head.index))
    best = _most_specific(best, [name for fit, name in scored])
    joined = [name for fit, name in scored if name is not best and _is_joined(sentence, best, name, known)]
    if any(_contains(best, name) for name in joined):  # "Kyiv and northern Ukraine"
        best = next(name for name in joined if _contains(best, name))
    chosen = [best, *(name for name in joined if not _contains(best, name) and not _contains(name, best))]
    return [Placed(resolution=name.resolution, fit=best_fit, reason=_reason(name, at)) for name in chosen]


def _name(sentence: Sentence, resolution: Resolution) -> _Named | None:
    """Tie a mention to its clause: climb from the name through words of place to what governs it."""
    inside = sentence.at(resolution.mention.start, resolution.mention.end)
    if not inside:
        return None
    span = {token.index for token in inside}
    head = next(
        (token for token in inside if token.head not in span or token.head == token.index), inside[-1]
    )
    here = head
    for _ in range(6):
        governor = sentence.head_of(here)
        if governor is here:
            break
        if here.dep in ("conj", "appos") or (
            here.dep in ("compound", "poss", "nmod", "amod")
            and (governor.lemma in _LOCATIVE or _is_list(sentence, here, governor))
        ):
            here = governor
        elif (governor.dep == "acl" and governor.lemma in _SURROUNDING) or (
            here.dep == "pobj" and governor.text.lower() == "of" and _is_locative(sentence, governor)
        ):  # "the region surrounding Kyiv"
            here = sentence.head_of(governor)
        else:
            break
    governor = sentence.head_of(here)
    if here.dep in ("pobj", "pcomp") and governor.pos in ("ADP", "SCONJ", "ADV"):
        return _Named(
            resolution=resolution,
            head=here,
            preposition=_outer(sentence, governor),
            host=_host(sentence, governor),
        )
    return _Named(resolution=resolution, head=here, preposition="", host=governor)


def _is_list(sentence: Sentence, one: Token, other: Token) -> bool:
    """Whether two names are joined though the parser makes one modify the other."""
    between = sentence.tokens[one.index + 1 : other.index]
    return other.pos == "PROPN" and any(token.text.lower() == "and" for token in between)


def _is_locative(sentence: Sentence, preposition: Token) -> bool:
    return sentence.head_of(preposition).lemma in _LOCATIVE | {"north", "south", "east", "west"}


def _outer(sentence: Sentence, preposition: Token) -> str:
    """Name the preposition that counts: "outside of X" is outside, "3 km from X" is near."""
    governor = sentence.head_of(preposition)
    before = sentence.tokens[preposition.index - 1].lemma if preposition.index else ""
    if preposition.text.lower() == "from" and (before in _MEASURES or governor.lemma in _MEASURES):
        return "near"
    if preposition.text.lower() == "of" and governor.pos in ("ADP", "ADV"):
        return governor.text.lower()
    return preposition.text.lower()


def _host(sentence: Sentence, preposition: Token) -> Token:
    governor = sentence.head_of(preposition)
    while governor.pos in ("ADP", "ADV") and governor.head != governor.index:
        governor = sentence.head_of(governor)
    return governor


def _is_object(sentence: Sentence, name: _Named, anchor: Token) -> bool:
    """Whether a name is what was taken: "seized Goma", "took control of the town of Goma"."""
    best = name.resolution.best
    if best is None or best.place.level is Level.COUNTRY or name.preposition not in ("", "of"):
        return False
    return name.head.dep in ("dobj", "nsubjpass", "pobj", "obj") and anchor in (
        name.host,
        sentence.head_of(name.host),
    )


def _distance(sentence: Sentence, one: Token, other: Token) -> int:
    """Count the edges between two words in the tree."""
    up_one = [one.index, *(token.index for token in sentence.ancestors(one))]
    up_other = [other.index, *(token.index for token in sentence.ancestors(other))]
    common = next((index for index in up_one if index in up_other), None)
    if common is None:
        return 12
    return up_one.index(common) + up_other.index(common)


def _fit(sentence: Sentence, name: _Named, anchor: Token, words: Words, kind: str) -> float:
    """Score how well a name fits as the place of the anchor's event; above 0 it may be meant."""
    fit = 2.2 - 0.3 * _distance(sentence, name.host, anchor) - 0.015 * abs(name.head.index - anchor.index)
    fit += _PREPOSITIONS.get(name.preposition, 0.0)
    if not name.preposition:
        fit += _role_fit(sentence, name, anchor, words, kind)
    fit += _speech_fit(sentence, name, anchor, words) + _clause_fit(sentence, name, anchor)
    if name.host.lemma in words.origins and name.host is not anchor:
        fit -= 4.0  # "drones manufactured in Iran"
    if kind == _INTERCEPTION and name.head.dep == "poss" and name.host.lemma in _FORCES:
        fit += 4.0  # a country's own air defence works over the country
    best = name.resolution.best
    if best is not None and best.place.level is Level.COUNTRY:
        fit -= 0.6
    return fit


def _role_fit(sentence: Sentence, name: _Named, anchor: Token, words: Words, kind: str) -> float:
    """Score a name without a preposition by its part in the clause."""
    dep, host = name.head.dep, name.host
    if dep in ("nsubj", "agent"):
        if host.lemma in words.speech:
            return -6.0
        passive = any(child.dep == "auxpass" for child in sentence.children(host))
        return 0.8 if passive or host.lemma in _SUFFERING else -2.2
    if dep in ("nsubjpass", "dobj", "obj"):
        return 1.4 if host is anchor else 0.2
    if dep in ("compound", "nmod", "npadvmod", "appos"):
        return 1.0 if host is anchor else -0.2
    if dep in ("poss", "amod"):  # "Russia's attack" names who, "Haiti's earthquake" where
        return -2.6 if words.family(kind) in _VIOLENT or host is not anchor else 0.2
    return 0.3 if dep == "ROOT" else -0.3


def _speech_fit(sentence: Sentence, name: _Named, anchor: Token, words: Words) -> float:
    """Mark down what hangs on the verb of saying and not on what is said."""
    above_anchor = {anchor.index, *(token.index for token in sentence.ancestors(anchor))}
    for host in (name.host, *sentence.ancestors(name.host)):
        if host.index in above_anchor:
            speaks = host.lemma in words.speech and host.pos == "VERB" and host is not anchor
            below = name.host if name.host is not host else None
            if not speaks:
                return 0.0
            return -2.6 if below is None else -1.0  # "said in Moscow"; "officials in Kharkiv said"
    return 0.0


def _clause_fit(sentence: Sentence, name: _Named, anchor: Token) -> float:
    """Mark down what hangs on the verb of another clause than the anchor's: "came as he left Moscow"."""
    above = {anchor.index, *(token.index for token in sentence.ancestors(anchor))}
    elsewhere = name.host.pos == "VERB" and name.host.index not in above
    if not elsewhere or name.host.dep not in ("advcl", "relcl", "ccomp", "acl"):
        return 0.0
    return -0.6 if name.preposition in ("in", "at", "near") else -2.4


def _most_specific(best: _Named, named: Sequence[_Named]) -> _Named:
    """Step from a container to what it contains, where both are named side by side."""
    inner = [
        name
        for name in named
        if name is not best and _contains(best, name) and abs(name.head.index - best.head.index) <= 8
    ]
    return min(inner, key=lambda name: abs(name.head.index - best.head.index)) if inner else best


def _contains(outer: _Named, inner: _Named) -> bool:
    one, other = outer.resolution.best, inner.resolution.best
    return one is not None and other is not None and contains(one.place, other.place)


def _is_joined(sentence: Sentence, best: _Named, name: _Named, named: Sequence[_Named]) -> bool:
    """Whether two names stand in one list and hang on the same words: "in Kyiv, Lviv and Volyn"."""
    if (best.preposition, best.host) != (name.preposition, name.host):
        return False
    first, second = sorted((best.resolution.mention, name.resolution.mention), key=lambda each: each.start)
    taken = [one.resolution.mention for one in named]
    between = [
        token
        for token in sentence.at(first.end, second.start)
        if not any(mention.start <= token.start < mention.end for mention in taken)
    ]
    joins = [token for token in between if token.text.lower() in _JOINS]
    rest = [token for token in between if token not in joins]
    return bool(joins) and all(token.pos in ("ADJ", "DET") or token.lemma in _LOCATIVE for token in rest)


def _reason(name: _Named, anchor: Token) -> str:
    where = f"{name.preposition} {name.resolution.mention.text}".strip()
    return f"“{where}” belongs to “{anchor.text}”"
