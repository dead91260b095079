"""What speaks for and against a name being where one event happened: numbers for a learned judge.

True and False are 1 and 0. Distances are counted in words, paths in edges of the syntax tree;
`benchmarks/train_where.py` learns what each is worth.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from gazetteer.model import Level, Role
from gazetteer.within import contains
from mapper.events.habits import HABITS, habits, shares

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from mapper.events.names import Named
    from mapper.syntax import Sentence, Token
    from mapper.words import Placing, Words

_LEVELS = {
    Level.POI: 0,
    Level.CITY: 1,
    Level.ADMIN2: 2,
    Level.ADMIN1: 3,
    Level.REGION: 4,
    Level.COUNTRY: 5,
    Level.SEA: 6,
}
_ROLES = {Role.PLACE: 0, Role.DEMONYM: 1, Role.ORGANISATION: 2, Role.SPEAKER: 3, Role.DATELINE: 4}
_LOCATIVE = 6  # from here on the scale of prepositions something happens there
_FAR = 18  # a path between two words that have no governor in common
_GAPS: Mapping[tuple[str, ...], int] = {
    (",",): 1,
    ("and",): 2,
    (",", "and"): 2,
    ("or",): 2,
    ("in",): 3,
    ("of",): 3,
    (",", "in"): 3,
    ("'s",): 5,
    ("\u2019s",): 5,
    (): 6,
}
"""How two names in a row are joined; 4 is a short phrase that ends in "in" or "of", 0 anything else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Path:
    """The way through the tree from what a name hangs on (`up`) and from the event word (`down`)."""

    up: tuple[Token, ...]
    down: tuple[Token, ...]
    top: Token | None

    @property
    def length(self) -> int:
        return len(self.up) + len(self.down) if self.top else _FAR


class Reading:
    """A sentence read for its names once; asked about one event word after another."""

    def __init__(self, sentence: Sentence, names: Sequence[Named], words: Words) -> None:
        """Keep what is to be read."""
        self.sentence = sentence
        self.names = names
        self.words = words
        self._standing: dict[int, list[float]] = {}

    @cached_property
    def leads(self) -> list[int]:
        """Preposition before each name in the line of words, on the scale of prepositions."""
        return [_lead(self.sentence, name, self.words.placing) for name in self.names]

    @cached_property
    def locative(self) -> list[bool]:
        """Whether a preposition of place rules each name, by the tree or in the line of words."""
        scale = self.words.placing.prepositions
        return [
            max(lead, scale.get(name.preposition, 0)) >= _LOCATIVE
            for lead, name in zip(self.leads, self.names, strict=True)
        ]

    def standing(self, number: int) -> list[float]:
        """Describe what holds of a name whatever the event."""
        found = self._standing.get(number)
        if found is None:
            found = self._standing[number] = _values(
                _own(self, number), _tied(self, number), _beside(self, number), _among(self, number)
            )
        return found

    @cached_property
    def said(self) -> list[list[float]]:
        """What the words around each name say of its being a place of anything."""
        tables = self.words.placing.habits
        return [shares(tables, habits(self.sentence, name)) for name in self.names]


def features(reading: Reading, anchor: int, numbers: Sequence[int]) -> NDArray[np.float32]:
    """Describe names of a sentence, by their numbers, as the place of the event that a word reports."""
    at = reading.sentence.tokens[anchor]
    paths = [_path(reading.sentence, name.host, at) for name in reading.names]
    event = _event(reading, at)
    rows = [
        reading.standing(number)
        + _values(
            _on_path(reading, number, at, paths[number]),
            _in_line(reading, number, at),
            _against_others(reading, number, at, paths),
            event,
        )
        + reading.said[number]
        for number in numbers
    ]
    return np.array(rows, dtype=np.float32).reshape(len(rows), len(FEATURES))


def _values(*told: Mapping[str, float]) -> list[float]:
    """Give the numbers of several descriptions, in the order of `FEATURES`."""
    return [number for each in told for number in each.values()]


def _own(reading: Reading, number: int) -> dict[str, float]:
    """Read the name itself."""
    name, sentence = reading.names[number], reading.sentence
    placing = reading.words.placing
    best = name.resolution.best
    tokens = sentence.tokens[name.first : name.last + 1]
    words = [token.text.lower() for token in tokens]
    named = any(word[0].isupper() for word in name.resolution.mention.text.split())  # not "the capital"
    people, places, bodies = placing.lexicon, placing.lists["places"], placing.lists["bodies"]
    return {
        "known": best is not None,
        "level": _LEVELS[best.place.level] if best else -1,
        "role": _ROLES[name.resolution.mention.role],
        "score": best.score if best else 0.0,
        "words": len(words),
        "length": len(words[-1]),
        "proper": tokens[-1].pos == "PROPN" or not named,
        "capitals": all(token.text.isupper() and len(token.text) > 1 for token in tokens),
        "common": min(people.common.get(word, 0.0) for word in words) if named else 0.0,
        "first_name": people.first_names.get(words[0], 0.0),
        "last_name": people.last_names.get(words[-1], 0.0),
        "typed": named and bool({words[0], words[-1], words[-1].removesuffix("s")} & places),
        "feature": any(word in people.lists["features"] for word in words),
        "body": words[-1] in bodies or words[-1] in people.lists["organisations"],
        "plural": words[-1].endswith("s"),
        "of_people": words[-1].endswith(("ian", "ese", "ish", "ians", "ist", "ists", "i")),
        "arabic": words[0] in ("al", "el") or words[0].startswith(("al-", "el-")),
        "outlet": any(word in people.lists["outlets"] for word in words),
    }


def _tied(reading: Reading, number: int) -> dict[str, float]:
    """Read the words that govern a name."""
    name, words = reading.names[number], reading.words
    scale, lists = words.placing.prepositions, words.placing.lists
    host, near = name.host, name.near_host
    last = reading.sentence.tokens[name.last]
    return {
        "preposition": scale.get(name.preposition, 0),
        "any_preposition": bool(name.preposition),
        "near_preposition": scale.get(name.near_preposition, 0),
        "lead": reading.leads[number],
        "locative": reading.locative[number],
        "climbed": name.climbed,
        "object": name.head.dep in ("dobj", "obj"),
        "of_preposition": name.head.dep == "pobj",
        "subject": name.head.dep == "nsubj",
        "passive_subject": name.head.dep == "nsubjpass",
        "adjective": name.head.dep == "amod",
        "conjunct": last.dep == "conj",
        "possessor": last.dep == "poss",
        "near_place": near.lemma in lists["places"],
        "near_person": near.lemma in words.people,
        "near_body": near.lemma in lists["bodies"],
        "near_noun": near.pos == "NOUN",
        "near_proper": near.pos == "PROPN",
        "host_place_verb": host.lemma in lists["take_places"],
        "host_people_verb": host.lemma in lists["take_people"],
    }


def _beside(reading: Reading, number: int) -> dict[str, float]:
    """Read the words next to a name."""
    name, tokens = reading.names[number], reading.sentence.tokens
    places, compass = reading.words.placing.lists["places"], reading.words.placing.lists["compass"]
    before = tokens[name.first - 1] if name.first else None
    after = tokens[name.last + 1] if name.last + 1 < len(tokens) else None
    said = before.text.lower() if before else ""
    typed = said == "of" and name.first > 1 and tokens[name.first - 2].lemma in places
    return {
        "before_of": said == "of",
        "before_comma": said == ",",
        "before_compass": said in compass,
        "before_place": typed or (before is not None and before.lemma in places),
        "before_adjective": before is not None and before.pos == "ADJ",
        "after_comma": after is not None and after.text == ",",
        "after_possessive": after is not None and after.tag == "POS",
        "after_place": after is not None and after.lemma in places,
        "after_noun": after is not None and after.pos == "NOUN",
        "after_verb": after is not None and after.pos in ("VERB", "AUX"),
        "after_bracket": after is not None and after.text == "(",
    }


def _among(reading: Reading, number: int) -> dict[str, float]:
    """Read how a name lies to the other names: on Earth, in the sentence, in the tree."""
    names = reading.names
    name = names[number]
    others = [other for other in names if other is not name]
    before = names[number - 1] if number else None
    after = names[number + 1] if number + 1 < len(names) else None
    return {
        "names": len(names),
        "places": sum(other.is_known and other.resolution.mention.role is Role.PLACE for other in names),
        "holds_other": any(lies_in(other, name) for other in others),
        "in_other": any(lies_in(name, other) for other in others),
        "join_before": join(reading, before, name) if before else -1,
        "join_after": join(reading, name, after) if after else -1,
        "known_before": before.is_known if before else -1,
        "known_after": after.is_known if after else -1,
        "nests_before": lies_in(before, name) - lies_in(name, before) if before else 0,
        "same_tie": sum(_same_tie(name, other) for other in others),
        "hangs_in_other": any(other.first <= name.near_host.index <= other.last for other in others),
        "phrase_goes_on": not name.near_preposition
        and any(other.near_host is name.near_host and other.first > name.first for other in others),
    }


def _event(reading: Reading, at: Token) -> dict[str, float]:
    """Read the word that reports the event."""
    words, lists = reading.words, reading.words.placing.lists
    below = [child.dep for child in reading.sentence.children(at)]
    return {
        "event_verb": at.pos == "VERB",
        "event_trigger": at.lemma in words.first_lemmas,
        "event_speech": at.lemma in words.speech,
        "event_passive": "auxpass" in below or "nsubjpass" in below,
        "event_object": "dobj" in below or "obj" in below,
        "event_root": at.dep == "ROOT",
        "event_aside": at.dep == "advcl",
        "event_place_verb": at.lemma in lists["take_places"],
        "event_people_verb": at.lemma in lists["take_people"],
        "sentence": len(reading.sentence.tokens),
    }


def _on_path(reading: Reading, number: int, at: Token, path: _Path) -> dict[str, float]:
    """Read the way through the tree between what a name hangs on and the event."""
    host, speech = reading.names[number].host, reading.words.speech
    top = path.top
    return {
        "up": len(path.up),
        "down": len(path.down),
        "hangs_on_event": host is at,
        "up_verbs": sum(token.pos in ("VERB", "AUX") for token in path.up),
        "down_verbs": sum(token.pos in ("VERB", "AUX") for token in path.down),
        "up_subjects": sum(token.dep in ("nsubj", "nsubjpass") for token in path.up),
        "up_conjuncts": sum(token.dep == "conj" for token in path.up),
        "up_asides": sum(token.dep in ("advcl", "acl", "relcl") for token in path.up),
        "up_prepositions": sum(token.dep in ("prep", "agent") for token in path.up),
        "down_contents": sum(token.dep == "ccomp" for token in path.down),
        "top_speech": top is not None and top is not at and top.pos == "VERB" and top.lemma in speech,
    }


def _in_line(reading: Reading, number: int, at: Token) -> dict[str, float]:
    """Read the words between a name and the event."""
    name, tokens = reading.names[number], reading.sentence.tokens
    low, high = sorted((name.first, at.index))
    between = tokens[low + 1 : high]
    skipped = [other for other in reading.names if low < other.first < high]
    return {
        "away": name.first - at.index,
        "distance": high - low,
        "start": name.first,
        "share": name.first / len(tokens),
        "commas": sum(token.text == "," for token in between),
        "verbs": sum(token.pos == "VERB" for token in between),
        "names_between": len(skipped),
        "places_between": sum(other.is_known for other in skipped),
    }


def _against_others(reading: Reading, number: int, at: Token, paths: Sequence[_Path]) -> dict[str, float]:
    """Compare a name with the others that a preposition of place rules."""
    length, away = paths[number].length, abs(reading.names[number].first - at.index)
    rivals = [other for other in range(len(paths)) if other != number and reading.locative[other]]
    lengths = [paths[other].length for other in rivals]
    return {
        "shorter": sum(other < length for other in lengths),
        "nearer": sum(abs(reading.names[other].first - at.index) < away for other in rivals),
        "lead_over_rivals": min(lengths, default=_FAR + 2) - length,
        "known_rivals": sum(reading.names[other].is_known for other in rivals),
    }


def _lead(sentence: Sentence, name: Named, placing: Placing) -> int:
    """Find the preposition that rules a name in the line of words, past what may stand between the two."""
    places, compass = placing.lists["places"], placing.lists["compass"]
    here = name.first
    for passed in range(6):
        if here == 0:
            return 0
        token = sentence.tokens[here - 1]
        word = token.text.lower()
        kind = sentence.tokens[here - 2].lemma if here > 1 else ""
        typed = kind in places or kind in compass
        if not (_is_passed(token, places, compass, passed) or (word == "of" and typed)):
            return placing.prepositions.get(word, 0) if token.pos in ("ADP", "SCONJ", "PART") else 0
        here -= 1
    return 0


def _is_passed(token: Token, places: frozenset[str], compass: frozenset[str], passed: int) -> bool:
    """Whether a word may stand between a preposition and the name that it rules."""
    if token.pos == "NOUN":
        return token.lemma in places or passed <= 2
    loose = token.pos in ("DET", "ADJ", "NUM", "PROPN") or token.tag in ("VBN", "POS")
    return loose or token.lemma in places or token.text.lower() in compass or token.text in "-\"'\u201c``''"


def _path(sentence: Sentence, host: Token, at: Token) -> _Path:
    """Find the way from one word up to what governs both, and down to the other."""
    up = [host, *sentence.ancestors(host)]
    down = [at, *sentence.ancestors(at)]
    above = {token.index: steps for steps, token in enumerate(down)}
    for steps, token in enumerate(up):
        if token.index in above:
            return _Path(up=tuple(up[:steps]), down=tuple(down[: above[token.index]]), top=token)
    return _Path(up=tuple(up), down=tuple(down), top=None)


def join(reading: Reading, one: Named, other: Named) -> int:
    """Say how two names are joined, the first standing before the second; see `_GAPS`."""
    compass = reading.words.placing.lists["compass"]
    gap = tuple(
        token.text.lower()
        for token in reading.sentence.tokens[one.last + 1 : other.first]
        if token.text.lower() not in compass and token.pos != "DET"
    )
    if gap in _GAPS:
        return _GAPS[gap]
    return 4 if len(gap) <= 3 and gap[-1] in ("in", "of") else 0


def lies_in(inner: Named, outer: Named) -> bool:
    """Whether the place of one name lies in that of another, both known."""
    one, other = outer.resolution.best, inner.resolution.best
    return one is not None and other is not None and contains(one.place, other.place)


def _same_tie(one: Named, other: Named) -> bool:
    return one.preposition == other.preposition and one.host is other.host


FEATURES: tuple[str, ...] = (
    *("known level role score words length proper capitals common first_name last_name typed".split()),
    *("feature body plural of_people arabic outlet preposition any_preposition".split()),
    *("near_preposition lead locative climbed object of_preposition subject passive_subject".split()),
    *("adjective conjunct possessor near_place near_person near_body near_noun near_proper".split()),
    *("host_place_verb host_people_verb before_of before_comma before_compass before_place".split()),
    *("before_adjective after_comma after_possessive after_place after_noun after_verb".split()),
    *("after_bracket names places holds_other in_other join_before join_after known_before".split()),
    *("known_after nests_before same_tie hangs_in_other phrase_goes_on up down hangs_on_event".split()),
    *("up_verbs down_verbs up_subjects up_conjuncts up_asides up_prepositions down_contents".split()),
    *("top_speech away distance start share commas verbs names_between places_between shorter".split()),
    *("nearer lead_over_rivals known_rivals event_verb event_trigger event_speech event_passive".split()),
    *("event_object event_root event_aside event_place_verb event_people_verb sentence".split()),
    *(f"habit_{kind}" for kind in HABITS),
)
"""Names of the numbers, in order."""
