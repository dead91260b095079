"""Text to mentions: which stretches name a place, and what they do there."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gazetteer import evidence
from gazetteer import reading as readings
from gazetteer import trees as forests
from gazetteer.capitals import find_capitals
from gazetteer.columns import LEVEL_NUMBERS
from gazetteer.cyrillic import find_cyrillic
from gazetteer.inflection import is_cyrillic
from gazetteer.knowledge import shipped
from gazetteer.model import Level, Mention, Role
from gazetteer.roles import level_said, names_division, role_played
from gazetteer.scripts import find_others, is_other
from gazetteer.spans import ARTICLES, Ground, Span, ground_at, spans_at, starts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from gazetteer.evidence import Around, Fame
    from gazetteer.knowledge import Knowledge
    from gazetteer.lexicon import Lexicon
    from gazetteer.reading import Reading
    from gazetteer.store import Gazetteer

LEAST_PROBABILITY = 0.35
"""Where F1 is best on corpora that the judge has not seen: annotators mark more than half-likely names."""

LEAST_OF_LED = 0.5
"""The same for names that nothing is known of, told by no more than a preposition: nothing is lost by waiting
for better evidence where the name leads nowhere."""

FORENAME_FACTOR = np.float32(0.4)
"""Lessens the probability of a first name right before a surname, rare in what the judge learned from."""

STATED_PROBABILITY = np.float32(0.9)
"""Of "X" being a place in "the town of X", or in a user's own layer, whatever speaks against it."""

TAKEN_PROBABILITY = np.float32(0.7)
"""Of a town's name, no person's and no common word, that is hit, seized, reached, or measured from. All 31
such names in the news corpora are places but one; too few for the judge to learn."""

TYPED_PROBABILITY = np.float32(0.5)
"""Of a rare unknown name with its type word: "Nipa town", "the village of Jilawoor"."""

LEAST_TAKEN = 4.0
"""log10 of the people of a town whose name is taken at its word after a verb."""

KNOWN_LEAD = 0.1
"""How much less likely a known name may be than unknown ground around it."""

_DIVISIONS = frozenset({Level.ADMIN1, Level.ADMIN2})
_DIVISION_NUMBERS = frozenset(LEVEL_NUMBERS[level] for level in _DIVISIONS)
_FAMOUS_LOG = 5.7
"""log10 of half a million people: such a name alone speaks for its country."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Every known name in a text with what stands around it and what it may mean; all parallel."""

    reading: Reading
    spans: Sequence[Span]
    around: Sequence[Around]
    fame: Sequence[Fame]
    grounds: Mapping[int, Ground]


def find_mentions(text: str, gazetteer: Gazetteer, *, knowledge: Knowledge | None = None) -> list[Mention]:
    """Find the names of places in a text, in order, none overlapping another.

    Adjectives of nationality come too, with the role `Role.DEMONYM`; and capitals that are spoken of
    without their name ("the Ukrainian capital").

    Parameters
    ----------
    knowledge
        Word lists and judges; those that come with the package when not given.
    """
    known = knowledge or shipped()
    return find_in(readings.read(text, known.lexicon), gazetteer, known)


def find_in(reading: Reading, gazetteer: Gazetteer, known: Knowledge) -> list[Mention]:
    """Find the names of places in a text that is parted into words already."""
    words = known.lexicon
    found, features = candidates(reading, gazetteer, words)
    judged = forests.probability(known.finder.margins(features))
    stated = [
        near.typed_before == evidence.STATED
        or bool(gazetteer.own_entries(span.key))
        or _is_division(found, number, words, gazetteer)
        for number, (span, near) in enumerate(zip(found.spans, found.around, strict=True))
    ]
    people = [_is_forename(reading, *pair, words) for pair in zip(found.spans, found.around, strict=True)]
    lessened = judged * np.where(people, FORENAME_FACTOR, np.float32(1))
    told = np.array([_told(found, number, words) for number in range(len(found.spans))], dtype=np.float32)
    scores = np.maximum(lessened, np.where(stated, STATED_PROBABILITY, told))
    led = [not span.entries and found.grounds[span.first] is Ground.LED for span in found.spans]
    unsure = np.array(led, dtype=bool) & (scores < LEAST_OF_LED)
    ill = np.array(_illnesses(found, words), dtype=bool)
    chosen = choose(found.spans, np.where(unsure | ill, np.float32(0), scores))
    named = _mentions(reading, chosen, gazetteer, words)
    unnamed = find_capitals(reading, gazetteer, named)
    elsewhere = (*find_cyrillic(reading, gazetteer), *find_others(reading, gazetteer))
    return sorted([*named, *unnamed, *elsewhere], key=lambda mention: mention.start)


def candidates(
    reading: Reading, gazetteer: Gazetteer, lexicon: Lexicon
) -> tuple[Candidates, NDArray[np.float32]]:
    """Collect every known name, longest first at each word, with its features.

    Names in Cyrillic letters are `gazetteer.cyrillic`'s, those in other scripts `gazetteer.scripts`'s.
    """
    spans: list[Span] = []
    grounds: dict[int, Ground] = {}
    for first in range(len(reading)):
        word = reading.words[first]
        if starts(reading, first) and (word.isascii() or not (is_cyrillic(word) or is_other(word))):
            spans += _spans_from(reading, first, gazetteer, lexicon, grounds)
    known: dict[str, Fame] = {}
    for span in spans:
        if span.key not in known:
            known[span.key] = evidence.fame(span, gazetteer)
    fames = [known[span.key] for span in spans]
    parents = _parents(spans, fames)
    seen = [evidence.around(reading, span, lexicon, parents) for span in spans]
    found = Candidates(reading, spans, seen, fames, grounds)
    return found, _features(found, gazetteer, lexicon)


def _spans_from(
    reading: Reading, first: int, gazetteer: Gazetteer, lexicon: Lexicon, grounds: dict[int, Ground]
) -> list[Span]:
    """Collect the names that begin at a word, longest first; `grounds` notes which tell it themselves."""
    found = [s for s in spans_at(reading, first, gazetteer) if _is_possible(reading, s, lexicon)]
    ground = ground_at(reading, first, lexicon)
    if ground is not None:
        span, grounds[first] = ground
        if all(span.last != known.last for known in found):
            found = sorted([*found, span], key=lambda one: -one.last)
    return found


def _is_possible(reading: Reading, span: Span, lexicon: Lexicon) -> bool:
    """Refuse what is never a place by itself: single function words, bare initials, digits."""
    if span.last > span.first:
        return span.key not in lexicon.lists["phrases"]
    if reading.short[span.first]:
        return True
    word = reading.words[span.first]
    if reading.lower[span.first] in lexicon.lists["never"] or len(word) < 2:
        return False
    if reading.opens[span.first] and reading.lower[span.first].removesuffix("s") in lexicon.lists["features"]:
        return False  # "Rivers burst their banks" is of no state
    if reading.lower[span.first] in ARTICLES and reading.gaps[span.first] == "-":
        return False  # "Al-Shifa" names neither Ål nor Alabama
    return not (len(word) <= 3 and word.isupper() and word.isascii())


def _is_forename(reading: Reading, span: Span, near: Around, lexicon: Lexicon) -> bool:
    """Whether a name is a first name with a surname after it ("Jordan Smith"), no preposition before."""
    is_first = span.first == span.last and reading.lower[span.first] in lexicon.first_names
    told_otherwise = near.locative or near.organisation_after or near.feature_after or near.street_after
    return is_first and near.surname_after > 0 and not told_otherwise


def _illnesses(found: Candidates, lexicon: Lexicon) -> list[bool]:
    """Which names are those of an illness, or what a text that calls one so may shorten it to.

    "The Marburg virus ... Marburg has killed nine"; but "in Marburg" is the town.
    """
    reading = found.reading
    ills = lexicon.lists["illnesses"]
    if ills.isdisjoint(reading.small):
        return [False] * len(found.spans)
    called = [reading.gap(span.last) == " " and reading.word(span.last + 1) in ills for span in found.spans]
    keys = {span.key for span, is_called in zip(found.spans, called, strict=True) if is_called}
    return [
        is_called or (span.key in keys and not near.locative)
        for span, near, is_called in zip(found.spans, found.around, called, strict=True)
    ]


def _is_division(found: Candidates, number: int, lexicon: Lexicon, gazetteer: Gazetteer) -> bool:
    """Whether a name says itself that it is a division's, and there is one: "Kunar Province"."""
    span, reading = found.spans[number], found.reading
    is_typed = lexicon.level_after.get(reading.lower[span.last]) in _DIVISIONS and span.last > span.first
    if not is_typed or not reading.words[span.last].istitle() or found.around[number].capital_after:
        return False
    entries = span.entries or gazetteer.entries(span.key.rpartition(" ")[0])
    return any(int(gazetteer.level[entry.row]) in _DIVISION_NUMBERS for entry in entries)


def _told(found: Candidates, number: int, lexicon: Lexicon) -> np.float32:
    """How likely a name is a place by the verb or type word beside it, where nothing speaks against it."""
    span, near, about = found.spans[number], found.around[number], found.fame[number]
    reading = found.reading
    if reading.headline[span.first] or not _is_rare(reading, span, lexicon):
        return np.float32(0)
    if near.capital_before or near.capital_after or near.hyphen_after or near.possessive:
        return np.float32(0)
    taken = near.striking == 1 or near.struck or near.measured
    if span.entries and taken and about.main_population > LEAST_TAKEN:
        return TAKEN_PROBABILITY
    is_typed = not span.entries and found.grounds[span.first] is Ground.TYPED
    return TYPED_PROBABILITY if is_typed else np.float32(0)


def _is_rare(reading: Reading, span: Span, lexicon: Lexicon) -> bool:
    """Whether no word of a name is a common word, a first name or a surname."""
    lists = (lexicon.common, lexicon.first_names, lexicon.last_names)
    return not any(
        reading.lower[index] in known for index in range(span.first, span.last + 1) for known in lists
    )


def _parents(spans: Sequence[Span], fames: Sequence[Fame]) -> dict[int, int]:
    """First and last word of every span that names a country or first-order division."""
    large = (LEVEL_NUMBERS[Level.COUNTRY], LEVEL_NUMBERS[Level.ADMIN1])
    return {span.first: span.last for span, about in zip(spans, fames, strict=True) if about.level in large}


def _features(found: Candidates, gazetteer: Gazetteer, lexicon: Lexicon) -> NDArray[np.float32]:
    """One row of numbers a candidate, in the order of `evidence.FEATURES`."""
    reading, spans, seen, fames = found.reading, found.spans, found.around, found.fame
    everywhere = evidence.elsewhere(spans, seen)
    people = evidence.surnames(reading, lexicon)
    shares = _country_shares(spans, fames, gazetteer)
    small = reading.small
    longest: dict[int, int] = {}
    length = math.log10(len(reading) + 1)
    rows = []
    for span, near, about in zip(spans, seen, fames, strict=True):
        first = span.first
        word = reading.lower[first] if span.last == first else ""
        rest = everywhere[span.key]
        is_longer = longest.setdefault(first, span.last) > span.last
        rows.append(
            (
                span.last - first + 1,
                span.end - reading.starts[first],
                float(reading.words[first].isupper()),
                float(reading.opens[first]),
                float(reading.headline[first]),
                float(evidence.is_dateline(reading, span)),
                float(word in small),
                lexicon.common.get(word, 0.0),
                lexicon.first_names.get(word, 0.0),
                lexicon.last_names.get(word, 0.0),
                float(reading.lower[first] in lexicon.lists["never"]),
                float(word in lexicon.lists["outlets"]),
                float(reading.short[first]),
                about.population,
                about.main_population,
                about.level,
                about.kind,
                about.count,
                float(about.capital),
                float(reading.opens[first] and word in lexicon.common),
                rest.times,
                rest.locative,
                rest.person,
                rest.parent,
                float(reading.keys[first] in people),
                max((shares.get(int(gazetteer.country[row]), 0.0) for row, _ in span.entries), default=0.0),
                float(is_longer),
                float(0 if span.entries else found.grounds[first]),
                length,
                *near,
            )
        )
    return np.array(rows, dtype=np.float32).reshape(len(rows), len(evidence.FEATURES))


def _country_shares(spans: Sequence[Span], fames: Sequence[Fame], gazetteer: Gazetteer) -> dict[int, float]:
    """Work out which share of the plain names speaks for each country: countries, divisions, great towns."""
    counts: dict[int, float] = {}
    for span, about in zip(spans, fames, strict=True):
        if about.level >= LEVEL_NUMBERS[Level.ADMIN1] or about.main_population > _FAMOUS_LOG:
            row = span.entries[0].row  # what has a level has an entry
            code = int(gazetteer.country[row])
            counts[code] = counts.get(code, 0.0) + 1.0
    total = sum(counts.values())
    return {code: count / total for code, count in counts.items()}


def choose(spans: Sequence[Span], scores: NDArray[np.float32]) -> list[Span]:
    """Take likely names from left to right, the longest first, none overlapping another.

    Ground that nothing is known of gives way to a likelier known name in it: what can be resolved is
    worth more.
    """
    known = {
        span.first: float(score)
        for span, score in zip(reversed(spans), reversed(scores), strict=True)
        if span.entries and score >= LEAST_PROBABILITY
    }
    chosen: list[Span] = []
    free = 0
    for span, score in zip(spans, scores, strict=True):
        inside = max(known.get(index, 0.0) for index in range(span.first, span.last + 1))
        yields = not span.entries and inside > score - KNOWN_LEAD
        if span.first >= free and score >= LEAST_PROBABILITY and not yields:
            chosen.append(span)
            free = span.last + 1
    return chosen


def _mentions(
    reading: Reading, chosen: Sequence[Span], gazetteer: Gazetteer, lexicon: Lexicon
) -> list[Mention]:
    found = {span.first: span for span in chosen}
    taken = {index for span in chosen for index in range(span.first, span.last + 1)}
    mentions = []
    ahead = 0
    for index, capital in enumerate(reading.capital):
        span = found.get(index)
        if span is not None:
            mentions.append(_mention(reading, span, gazetteer, lexicon))
        elif (
            capital
            and index >= ahead
            and (last := _people_at(reading, index, taken, gazetteer.peoples)) is not None
        ):
            start, end = reading.starts[index], reading.ends[last]
            mentions.append(Mention(start=start, end=end, text=reading.text[start:end], role=Role.DEMONYM))
            ahead = last + 1
    return mentions


def _mention(reading: Reading, span: Span, gazetteer: Gazetteer, lexicon: Lexicon) -> Mention:
    start = reading.starts[span.first]
    return Mention(
        start=start,
        end=span.end,
        text=reading.text[start : span.end],
        level=level_said(
            reading, span.first, span.last, lexicon, names_division=names_division(span.entries, gazetteer)
        ),
        role=Role.DEMONYM
        if span.key in gazetteer.peoples
        else role_played(reading, span, gazetteer, lexicon),
    )


def _people_at(reading: Reading, index: int, taken: set[int], peoples: Mapping[str, int]) -> int | None:
    """Find the last word of an adjective of nationality: "Kurdish", "North Korean"; None for none.

    The word at `index` has its capital.
    """
    if index in taken:
        return None
    following = index + 1
    if following < len(reading) and reading.capital[following] and following not in taken:
        pair = f"{reading.keys[index]} {reading.keys[following]}"
        if pair in peoples and reading.gaps[index] in {" ", "-"}:
            return following
    return index if reading.keys[index] in peoples else None
