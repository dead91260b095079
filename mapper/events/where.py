"""Which of the names in a sentence is where its event happened.

A learned judge says how likely each name is the place, by how it hangs on the word that reports the event
(`mapper.events.fit`). Who speaks, where from and against whom is not where. A name that the gazetteer does
not know may be the place: then the place is the one around it, where the sentence names that.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from gazetteer.model import Level
from gazetteer.trees import probability
from gazetteer.within import distance_m
from mapper.events.eligible import can_happen_at, is_meant, may_be
from mapper.events.fit import Reading, features, join, lies_in
from mapper.events.names import find_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from gazetteer.model import Mention, Resolution
    from mapper.events.names import Named
    from mapper.syntax import Sentence, Token
    from mapper.words import Words

# How likely a name must be, found with `benchmarks/train_where.py` on sources left out.
_CHOSEN = 0.3
_JOINED = 0.15
"""Another name of the same list."""
_NESTED = 0.25
"""A name inside the likeliest one ("X in Y")."""
_AROUND = 0.12
"""A known name that an unknown one is thought to lie in, when the sentence does not nest the two."""

_NESTS = frozenset([1, 3, 4])  # "X, Y", "X in Y", "X village of Y": see `join`
_POSSESSES = 5  # "Y's X"
_JOINS = frozenset([",", "and", "or", "&"])
_LINKS = frozenset(["link", "connect", "join"])
_OF_PLACE = frozenset(["of", "nearby"])
_LOOSE = frozenset(["politics", "strategy"])
"""Families whose place may hang on what the verb takes."""
_BELOW = 3  # words between the verb of a meeting and what its place hangs on, at most
_PHRASE = 7  # words between a village and the town that it is told to lie near, at most
_OF = 5  # "of" on the scale of prepositions; what stands higher says "there" or "near"
_TOWNS = frozenset([Level.POI, Level.CITY, Level.ADMIN2])
_DIVISIONS = frozenset([Level.ADMIN1, Level.ADMIN2])
_DOUBTED = 0.5  # a name that may as well mean another place
_COMMA = 2  # words from a town to its state: a comma lies between
_WATERS = ("naturalearth:river", "naturalearth:lake")  # ids
_FAR_M = 150_000.0  # farther than a district is wide


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A name chosen as the place of an event.

    Attributes
    ----------
    resolution
        What is known of the place: the name itself, or what is named around it; its `best` is None
        where neither is known.
    mention
        The name itself; that of `resolution` unless the gazetteer does not know it.
    is_facility
        Whether it is a building, a quarter or the like, as a town has many.
    fit
        How likely this is the place, in [0, 1].
    is_direct
        Whether it hangs on the word that reports the event itself: "the attack in X".
    reason
        Why, in words.
    """

    resolution: Resolution
    mention: Mention
    is_facility: bool
    is_direct: bool
    fit: float
    reason: str

    @property
    def is_known(self) -> bool:
        """Whether the gazetteer has the name itself."""
        return self.resolution.best is not None and self.mention == self.resolution.mention

    @property
    def key(self) -> str:
        """What tells two places of one sentence apart: the place's id, and the name if it is not that's."""
        best = self.resolution.best
        return f"{best.place.id if best else ''}/{'' if self.is_known else self.mention.text}"


def read_names(sentence: Sentence, resolutions: Sequence[Resolution], words: Words) -> Reading:
    """Read a sentence for its names, once for all events that it reports."""
    return Reading(sentence, find_names(sentence, resolutions, words.placing), words)


def choose_places(reading: Reading, anchor: int, kind: str = "") -> list[Placed]:
    """Choose the places of the event that the word at index `anchor` reports; likeliest first.

    Several come back only where the sentence joins them ("in Kyiv, Lviv and Volyn"); none where the
    named places are only spoken of.
    """
    names, words = reading.names, reading.words
    if not names:
        return []
    at = reading.sentence.tokens[anchor]
    fits = _fits(reading, at, kind)
    chosen = choose(reading, fits)
    placed = [_placed(reading, fits, number, around, at) for number, around in chosen]
    if words.family(kind) not in _LOOSE:
        return placed
    below = {
        names[number].resolution.mention for number, _ in chosen if _hangs_below(reading, names[number], at)
    }
    return [replace(one, is_direct=one.is_direct or one.mention in below) for one in placed]


def _fits(reading: Reading, at: Token, kind: str) -> NDArray[np.float32]:
    """Ask the judge how likely each name is the place; what cannot be it is not asked about."""
    names = reading.names
    meant = [number for number, name in enumerate(names) if is_meant(reading, name, at, kind)]
    able = [number for number, name in enumerate(names) if number in meant or may_be(reading, name, at, kind)]
    fits = np.zeros(len(names), dtype=np.float32)
    if able:
        judge = reading.words.placing.judge
        fits[able] = probability(judge.margins(features(reading, at.index, able)))
        fits[meant] = np.maximum(fits[meant], _CHOSEN)
    return fits


def choose(reading: Reading, fits: NDArray[np.float32]) -> list[tuple[int, int | None]]:
    """Choose names by how likely each is the place: the likeliest, and those in one list with it.

    Returns
    -------
    list
        Numbers of the chosen names, each with that of the known name around an unknown one.
    """
    names = reading.names
    best = max(range(len(names)), key=lambda number: (fits[number], -number), default=None)
    if best is None or fits[best] < _CHOSEN:
        return []
    best = _on_land(reading, fits, _innermost(reading, fits, best))
    listed = [
        number
        for number in range(len(names))
        if number != best and fits[number] >= _JOINED and _is_listed(reading, names[best], names[number])
    ]
    return [(number, _around(reading, fits, number)) for number in (best, *listed)]


def _innermost(reading: Reading, fits: NDArray[np.float32], best: int) -> int:
    """Step from a container to what it contains, where both are named side by side."""
    names = reading.names
    while best and fits[best - 1] >= _NESTED and _nests(reading, names[best - 1], names[best]):
        best -= 1
    after = best + 1
    if after < len(names) and fits[after] >= _NESTED and _possesses(reading, names[best], names[after]):
        return after
    return best


def _on_land(reading: Reading, fits: NDArray[np.float32], best: int) -> int:
    """Step from a river, or another region without bounds, to the town or province told beside it."""
    if not _is_boundless(reading.names[best]):
        return best
    others = [
        number
        for number, name in enumerate(reading.names)
        if fits[number] >= _CHOSEN and name.is_known and not _is_boundless(name)
    ]
    return max(others, key=lambda number: fits[number], default=best)


def _is_boundless(name: Named) -> bool:
    best = name.resolution.best
    if best is None:
        return False
    return best.place.level is Level.REGION or best.place.id.startswith(_WATERS)


def _nests(reading: Reading, inner: Named, outer: Named) -> bool:
    """Whether one name is told to lie in the next: "X in Y", "X, Y" where the gazetteer agrees."""
    if lies_in(inner, outer):
        return join(reading, inner, outer) in _NESTS
    return not inner.is_known and outer.is_known and join(reading, inner, outer) in _NESTS - {1}


def _possesses(reading: Reading, outer: Named, inner: Named) -> bool:
    """Whether one name is told to hold the next: "Baghdad's Doura district"."""
    return join(reading, outer, inner) == _POSSESSES and (not inner.is_known or lies_in(inner, outer))


def _is_listed(reading: Reading, one: Named, other: Named) -> bool:
    """Whether two names stand in one list and hang on the same words: "in Kyiv, Lviv and Volyn"."""
    if (one.preposition, one.host) != (other.preposition, other.host) or one.preposition == "between":
        return False  # between two places is one place
    if lies_in(one, other) or lies_in(other, one):
        return False
    first, last = sorted((one.first, other.first))
    inside = {i for name in reading.names for i in range(name.first, name.last + 1)}
    between = [token for token in reading.sentence.tokens[first:last] if token.index not in inside]
    joins = [token for token in between if token.text.lower() in _JOINS]
    only_commas = all(token.text == "," for token in joins)
    if only_commas and (any(token.text in _OF_PLACE for token in between) or not _has_and(reading)):
        return False  # "Dahiyeh, a suburb of Beirut"; "Datu Hoffer, Maguindanao del Sur"
    if reading.sentence.tokens[first - 1].lemma in _LINKS:
        return False  # "on the highway linking Damascus and Suweida"
    places = reading.words.placing.lists["places"]
    return bool(joins) and all(
        token in joins or token.pos in ("ADJ", "DET") or token.text in _OF_PLACE or token.lemma in places
        for token in between
    )


def _has_and(reading: Reading) -> bool:
    """Whether an "and" stands among the names, as at the end of a list: two with a comma are one place."""
    starts = [name.first for name in reading.names]
    among = reading.sentence.tokens[min(starts) : max(starts)]
    return any(token.text.lower() in _JOINS - {","} for token in among)


def _around(reading: Reading, fits: NDArray[np.float32], number: int) -> int | None:
    """Find the known name that an unknown one lies in; None for a known one, or where none is said.

    A known place far from what is told to hold it is a namesake: as good as unknown. A district or
    province that the sentence names at all ("the governor of X said") is better than nothing.
    """
    names = reading.names
    if names[number].is_known:
        after = number + 1
        is_namesake = after < len(names) and _is_namesake(reading, names[number], names[after])
        return after if is_namesake and fits[after] > 0 else None
    can = [other for other in range(len(names)) if names[other].is_known and fits[other] > 0]
    nested = [other for other in can if _is_around(reading, names[other], names[number])]
    likely = sorted((other for other in can if fits[other] >= _AROUND), key=lambda other: -fits[other])
    divisions = [other for other in range(len(names)) if _is_division(names[other])]
    divisions.sort(key=lambda other: abs(names[other].first - names[number].first))
    found = next(iter((*nested, *likely, *divisions)), None)
    return None if found is None else _smallest(reading, found)


def _smallest(reading: Reading, outer: int) -> int:
    """Step from a name to the known one inside it that stands next to it: "Papua New Guinea's Enga"."""
    names = reading.names
    for other in (outer + 1, outer - 1):
        if not 0 <= other < len(names) or not lies_in(names[other], names[outer]):
            continue
        first, second = sorted((outer, other))
        if join(reading, names[first], names[second]) in {*_NESTS, _POSSESSES}:
            return other
    return outer


def _is_division(name: Named) -> bool:
    best = name.resolution.best
    return best is not None and can_happen_at(name.resolution) and best.place.level in _DIVISIONS


def _is_namesake(reading: Reading, inner: Named, outer: Named) -> bool:
    """Whether a name is told to lie in the next, "X quarter of Y", and the gazetteer has it far away."""
    one, other = inner.resolution.best, outer.resolution.best
    if one is None or other is None or lies_in(inner, outer) or one.place.level not in _TOWNS:
        return False
    if _is_in_postal_state(reading, inner, outer):
        return True
    if join(reading, inner, outer) not in _NESTS - {1}:
        return False
    here, there = one.place, other.place
    if other.place.level in (Level.ADMIN1, Level.COUNTRY):
        return here.country != there.country and _only_places_between(reading, inner, outer)
    if other.place.level not in _TOWNS:
        return False
    return distance_m(here.lon, here.lat, there.lon, there.lat) > _FAR_M


def _is_in_postal_state(reading: Reading, inner: Named, outer: Named) -> bool:
    """Whether a town is told with a state that is not its own: "Randolph, New Hampshire"."""
    one, other = inner.resolution.best, outer.resolution.best
    if one is None or other is None or other.place.level is not Level.ADMIN1 or one.score >= _DOUBTED:
        return False
    is_next = join(reading, inner, outer) == 1 and outer.first - inner.last <= _COMMA
    return is_next and not _has_and(reading)


def _only_places_between(reading: Reading, one: Named, other: Named) -> bool:
    """Whether only words of place part two names: "X, a town in Y"."""
    placing = reading.words.placing
    between = reading.sentence.tokens[one.last + 1 : other.first]
    return all(
        token.pos in ("DET", "ADJ", "ADP", "PUNCT") or token.lemma in placing.lists["places"]
        for token in between
    )


def _is_around(reading: Reading, outer: Named, inner: Named) -> bool:
    """Whether a name is told to hold or to lie beside another: "X, 30 km west of Y", "Y's X"."""
    if outer.first < inner.first:
        return join(reading, outer, inner) == _POSSESSES
    between = reading.sentence.tokens[inner.last + 1 : outer.first]
    if not between or len(between) > _PHRASE or any(t.pos in ("VERB", "AUX", "CCONJ") for t in between):
        return False
    scale = reading.words.placing.prepositions
    return between[-1].text == "," or any(scale.get(t.text.lower(), 0) >= _OF for t in between)


def _placed(
    reading: Reading,
    fits: NDArray[np.float32],
    number: int,
    around: int | None,
    at: Token,
) -> Placed:
    name = reading.names[number]
    words = (*reading.sentence.tokens[name.first : name.last + 1], name.head)
    facilities = reading.words.placing.lists["facilities"]
    return Placed(
        resolution=(name if around is None else reading.names[around]).resolution,
        mention=name.resolution.mention,
        is_facility=any({token.text.lower(), token.lemma} & facilities for token in words),
        is_direct=_is_direct(reading, name, at),
        fit=float(fits[number]),
        reason=_reason(reading, fits, number, around, at),
    )


def _is_direct(reading: Reading, name: Named, at: Token) -> bool:
    """Whether a name hangs on the event's own word, or on its verb: "it took place in X"."""
    hosts = (name.host, name.near_host)
    return at in hosts or (at.dep in ("nsubj", "nsubjpass") and reading.sentence.head_of(at) in hosts)


def _hangs_below(reading: Reading, name: Named, at: Token) -> bool:
    """Whether a name hangs on what the verb takes: "held talks with the envoy in Muscat"."""
    path = [name.host, *reading.sentence.ancestors(name.host)]
    if at not in path:
        return False
    below = path[: path.index(at)]
    return len(below) <= _BELOW and all(one.dep in ("dobj", "prep", "pobj") for one in below)


def _reason(reading: Reading, fits: NDArray[np.float32], number: int, around: int | None, at: Token) -> str:
    """Say what ties the name to the event, what stood against it, and what is not known."""
    names = reading.names
    name = names[number]
    where = f"{name.near_preposition or name.preposition} {name.resolution.mention.text}".strip()
    said = f"“{where}” belongs to “{at.text}” ({fits[number]:.2f})"
    others = [other for other in range(len(names)) if other not in (number, around)]
    second = max(others, key=lambda other: fits[other], default=None)
    if second is not None and fits[second] >= _AROUND:
        said += f", rather than “{names[second].resolution.mention.text}” ({fits[second]:.2f})"
    if around is None:
        return said if name.is_known else f"{said}, but the gazetteer does not know it"
    known = "knows another" if name.is_known else "does not know it"
    return f"{said}; the gazetteer {known}, it lies by “{names[around].resolution.mention.text}”"
