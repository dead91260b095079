"""Words without which a sentence reports nothing, so that it need not be parsed: looked for in plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    Trigger = tuple[tuple[str, ...], str]

NAMED_PLACES = frozenset(
    [
        "Meeting",
        "Visit",
        "Agreement",
        "Non-violent transfer of territory",
        "Headquarters or base established",
        "Change to group/activity",
    ]
)
"""Kinds that are nothing without a place that their sentence names: people meet and travel all the time."""

WORD = re.compile(r"[a-z][a-z\u2019']*")
"""A word of a text in lower case."""

_NONE = frozenset[str]()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """What a sentence has to have, as words or what their lemmas may be.

    Attributes
    ----------
    alone
        Words of which one is enough.
    pairs
        Word -> words of which one must stand with it.
    phrases
        Word -> sets of words of which one must be there whole.
    begun
        Words that pairs and phrases are filed under.
    """

    alone: frozenset[str]
    pairs: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[frozenset[str], ...]]
    begun: frozenset[str]

    def are_in(self, forms: frozenset[str]) -> bool:
        """Whether words of a sentence, in all forms that their lemmas may have, are enough."""
        if not self.alone.isdisjoint(forms):
            return True
        return any(
            not self.pairs.get(word, _NONE).isdisjoint(forms)
            or any(phrase <= forms for phrase in self.phrases.get(word, ()))
            for word in forms & self.begun
        )


def split_trigger(trigger: str) -> tuple[tuple[str, ...], str]:
    """Part "blow up/v" into its words, as the parser parts them, and the part of speech."""
    phrase, _, part = trigger.rpartition("/")
    return tuple(phrase.replace("-", " - ").split()), part


def find_cues(
    english: Mapping[str, Any], triggers: Mapping[Trigger, str], needs: Mapping[Trigger, frozenset[str]]
) -> tuple[Cues, Cues]:
    """Find what a sentence has to have, and what is enough only where it names a place, in the word lists."""
    named = list(_of_triggers(english, triggers, needs))
    at_places = [phrase for phrase, kind in named if kind in NAMED_PLACES]
    anywhere = [phrase for phrase, kind in named if kind not in NAMED_PLACES]
    told = _without_plain_forms([*anywhere, *_of_outcomes(english)], english["plain_forms"])
    return _file([*told, *_of_leaving(english["leaving"])]), _file(at_places)


def _of_triggers(
    english: Mapping[str, Any], triggers: Mapping[Trigger, str], needs: Mapping[Trigger, frozenset[str]]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the words of each trigger, with those of which it needs one or with a weapon, and its kind."""
    armed = {split_trigger(word) for word in english["generic"]["need_weapon"]}
    weapons = [WORD.findall(lemma) for row in english["weapons"] for lemma in row["lemmas"]]
    for trigger, kind in triggers.items():
        phrase, needed = trigger[0], needs.get(trigger, frozenset("*"))
        if trigger in armed:
            yield from (((*phrase, *weapon), kind) for weapon in weapons)
        elif "*" in needed:
            yield phrase, kind
        else:
            yield from (((*phrase, other), kind) for other in needed)


def _of_outcomes(english: Mapping[str, Any]) -> Iterator[tuple[str]]:
    """Yield the words that say what became of people or things, and that something was struck."""
    lists = (*english["outcomes"].values(), english["struck"]["verbs"], ("casualty", "toll"))
    yield from ((lemma,) for lemmas in lists for lemma in lemmas)


def _without_plain_forms(
    phrases: Sequence[tuple[str, ...]], plain: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, ...]]:
    """Let words that are mostly something else report only inflected, or beside others."""
    yield from (phrase for phrase in phrases if len(phrase) > 1 or phrase[0] not in plain)
    for word, others in plain.items():
        yield from ((form,) for form in _inflected(word))
        yield from ((word, other) for other in others)


def _inflected(verb: str) -> Iterator[str]:
    """List forms of a verb that are no noun's, with its last letter once or twice."""
    for stem in (verb, verb + verb[-1]):
        yield from (f"{stem}ed", f"{stem}ing")


def _file(phrases: Iterable[tuple[str, ...]]) -> Cues:
    """File phrases by how many words they have, under the first."""
    alone: set[str] = set()
    pairs: dict[str, set[str]] = {}
    longer: dict[str, set[frozenset[str]]] = {}
    for phrase in phrases:
        words = frozenset(phrase) - {"-"}
        if len(words) == 1:
            alone |= words
        elif len(words) == 2:
            pairs.setdefault(phrase[0], set()).update(words - {phrase[0]})
        else:
            longer.setdefault(phrase[0], set()).add(words)
    return Cues(
        alone=frozenset(alone),
        pairs={first: frozenset(others) for first, others in pairs.items()},
        phrases={first: tuple(sets) for first, sets in longer.items()},
        begun=frozenset([*pairs, *longer]),
    )


def _of_leaving(leaving: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Pair the words that say together that people had to leave."""
    yield ("homeless",)
    for verbs, others in (
        ("moved", ["from", "out", "away", *leaving["safe"]]),
        ("driven", ["from", "out", "away", "towards", "toward", *leaving["left"]]),
        ("left", leaving["homes"]),
        ("sheltering", leaving["shelters"]),
        ("staying", ["shelter", "evacuation", "safety", "relief", "displacement"]),
    ):
        yield from ((verb, other) for verb in leaving[verbs] for other in others)
