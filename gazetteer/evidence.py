"""What speaks for and against a stretch of text being the name of a place: numbers for a judge."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.columns import LEVEL_NUMBERS, Flag
from gazetteer.model import Level
from gazetteer.names import NameKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gazetteer.lexicon import Lexicon
    from gazetteer.reading import Reading
    from gazetteer.spans import Span
    from gazetteer.store import Gazetteer

_CAPITAL = int(Flag.CAPITAL)
_OWN = int(NameKind.BARE)
_COUNTRY = LEVEL_NUMBERS[Level.COUNTRY]
_ADMIN1 = LEVEL_NUMBERS[Level.ADMIN1]
_ADMIN2 = LEVEL_NUMBERS[Level.ADMIN2]
_REGION = LEVEL_NUMBERS[Level.REGION]
_AGE = re.compile(r"\s?[(,]\s?\d\d?[,;.)\s]")
_DATELINE = re.compile(r"[^.!?\n]{0,60}?(?:\([A-Z][^)\n]{1,40}\)|\s(?:--|\u2014|\u2013|-)\s)")
# "X, 58 kms north of Y", "X (20 km from Y)", "X, about 440 kilometers ...".
_MEASURED = re.compile(
    r",? ?\(?(?:some |about |around |roughly |nearly |just |over |approximately )?"
    r"\d[\d.,]*[ -]?(?:kms?\b|kilomet|miles?\b|mi\b)"
)
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr "
    "jun jul aug sep sept oct nov dec".split()
)
_LENGTHS = frozenset("km kms kilometer kilometers kilometre kilometres mile miles".split())
_COPULAS = frozenset("was were is are has have had been being be".split())
_LONGEST_HEAD = 40
"""Code points that may stand before a dateline in its paragraph: a byline, another town."""

_SKIPPED_BEFORE = frozenset(("the", "a", "an"))

_UNNAMED = 9
"""Stands for no kind of name at all."""


@dataclass(frozen=True, slots=True)
class Fame:
    """What the gazetteer has under a name, in numbers.

    Attributes
    ----------
    population, main_population
        log10 of the largest, of all and of those whose own name it is.
    level
        Number of the level of the largest thing that bears it as its own name; -1 for none.
    kind
        The best kind of name (0: somebody's own).
    count
        How many places.
    capital
        Whether one of them is a country's capital.
    """

    population: float
    main_population: float
    level: int
    kind: int
    count: int
    capital: bool


def fame(span: Span, gazetteer: Gazetteer) -> Fame:
    """Sum up what the gazetteer has under a name."""
    people, level, flags = gazetteer.population, gazetteer.level, gazetteer.flags
    if not span.entries:
        return Fame(0.0, 0.0, -1, _UNNAMED, 0, capital=False)
    most = main_most = 0
    top_level = -1
    kind = _UNNAMED
    capital = False
    for row, name_kind in span.entries:
        population = people[row]
        most = max(most, population)
        kind = min(kind, name_kind)
        if name_kind <= _OWN:
            main_most = max(main_most, population)
            top_level = max(top_level, level[row])
            capital = capital or bool(flags[row] & _CAPITAL)
    return Fame(math.log10(most + 1), math.log10(main_most + 1), top_level, kind, len(span.entries), capital)


class Around(NamedTuple):
    """What the text says next to one occurrence; True and False as 1.0 and 0.0 for the judge."""

    locative: float
    ambiguous: float
    titled: float
    named: float
    capital_before: float
    the_before: float
    direction: float
    typed_before: float
    capital_after: float
    organisation_after: float
    street_after: float
    feature_after: float
    typed_after: float
    surname_after: float
    possessive: float
    speaking: float
    aged: float
    comma_before: float
    comma_after: float
    parent_after: float
    hyphen_before: float
    hyphen_after: float
    parenthesis: float
    listed: float
    small_before: float
    end: float
    striking: float
    struck: float
    measured: float
    dated: float
    ground_after: float


STATED = 1.0
"""`typed_before` where the text says outright that it is a place: "the town of X"."""

AROUND_NAMES = Around._fields


def around(reading: Reading, span: Span, lexicon: Lexicon, parents: Mapping[int, int]) -> Around:
    """Look at the words before and after.

    Parameters
    ----------
    parents
        First word of every span that names a country or first-order division -> its last word.
    """
    lists = lexicon.lists
    first, last = span.first, span.last
    before, after = reading.word(first - 1), reading.word(last + 1)
    gap_before, gap_after = reading.gap(first - 1), reading.gap(last)
    joined_before = first > 0 and gap_before in {" ", ". "} and not reading.opens[first]
    joined_after = last + 1 < len(reading) and gap_after == " "
    capital_before = joined_before and reading.capital[first - 1]
    capital_after = joined_after and reading.capital[last + 1]
    lead = _lead(reading, first) if gap_before in {" ", " (", ' "', " \u201c"} else ""
    comma_after = gap_after.startswith(",")
    typed = lexicon.level_before.get(reading.word(first - 2)) if before == "of" else None
    return Around(
        locative=float(lead in lists["locative"] or typed is not None),
        ambiguous=float(lead in lists["ambiguous"]),
        titled=float(joined_before and before.rstrip(".") in lists["titles"]),
        named=lexicon.first_names.get(before, 0.0) if capital_before else -1.0,
        capital_before=float(capital_before),
        the_before=float(before == "the"),
        direction=float(before in lists["directions"]),
        typed_before=STATED if typed is not None else 0.5 * (before in lexicon.level_before),
        capital_after=float(capital_after),
        organisation_after=float(capital_after and after in lists["organisations"]),
        street_after=float(capital_after and after in lists["streets"]),
        feature_after=float(capital_after and after in lists["features"]),
        typed_after=float(joined_after and not capital_after and after in lexicon.level_after),
        surname_after=lexicon.last_names.get(after, 0.0) if capital_after else -1.0,
        possessive=float(gap_after[:2] in {"'s", "\u2019s"}),
        speaking=float(joined_after and after in lists["speaking"]),
        aged=float(bool(_AGE.match(reading.text, span.end))),
        comma_before=float(gap_before.startswith(",")),
        comma_after=float(comma_after),
        parent_after=float(comma_after and last + 1 in parents),
        hyphen_before=float(gap_before.endswith("-")),
        hyphen_after=float(gap_after.startswith("-")),
        parenthesis=float("(" in gap_before and ")" in gap_after),
        listed=_listed(reading, first, last),
        small_before=float(joined_before and not capital_before and lead == "" and before.isalpha()),
        end=float(any(c in gap_after for c in ".!?;\n")),
        striking=_striking(reading, first, lists["striking"]),
        struck=_struck(reading, last, lists["struck"]),
        measured=_measured(reading, span),
        dated=float(_is_dated(reading, last)),
        ground_after=float(joined_after and not capital_after and after in lists["grounds"]),
    )


def _striking(reading: Reading, first: int, verbs: frozenset[str]) -> float:
    """Whether a verb of attacking, taking, reaching or leaving has the name as its object.

    1 where it stands right before, 0.5 where an article or an adjective is between.
    """
    index, weight = first - 1, 1.0
    while index >= 0 and reading.gap(index) == " ":
        word = reading.lower[index]
        if word in verbs and not reading.capital[index]:
            return weight
        if weight < 1.0 or not (word in _SKIPPED_BEFORE or word.endswith("ern") or word == "nearby"):
            return 0.0
        index, weight = index - 1, 0.5
    return 0.0


def _struck(reading: Reading, last: int, verbs: frozenset[str]) -> float:
    """Whether the name is what something was done to: "X was shelled", "X has been retaken", "X fell"."""
    for index in range(last + 1, last + 4):
        if reading.gap(index - 1) != " ":
            return 0.0
        if reading.word(index) in verbs:
            return 1.0 if index > last + 1 else 0.5
        if reading.word(index) not in _COPULAS:
            return 0.0
    return 0.0


def _measured(reading: Reading, span: Span) -> float:
    """Whether a distance leads from or to the name: "20 km from X", "5 miles east of X"; "X, 58 km north"."""
    if _MEASURED.match(reading.text, span.end):
        return 1.0
    near = (reading.word(span.first - back) for back in (2, 3))
    led = reading.word(span.first - 1) in {"of", "from"} and any(word in _LENGTHS for word in near)
    return float(led)


def _is_dated(reading: Reading, last: int) -> bool:
    """Whether a day follows: "in X March 7", "hit X on Monday", "X on 3 May"."""
    if reading.gap(last) not in {" ", ", "}:
        return False
    after = last + 2 if reading.word(last + 1) in {"on", "late", "early", "last"} else last + 1
    word = reading.word(after)
    if word in _DAYS:
        return True
    figures = word.rstrip("stndrh").isdigit()
    return (word in _MONTHS and reading.word(after + 1).isdigit()) or (
        figures and reading.word(after + 1) in _MONTHS
    )


def _lead(reading: Reading, first: int) -> str:
    """Find the preposition that governs a name: skips articles, directions and small adjectives."""
    for index in range(first - 1, max(first - 4, -1), -1):
        word = reading.lower[index]
        if len(word) <= 10 and word in _LEADS:
            return word
        if reading.gap(index) != " " or not (
            word in _SKIPPED_BEFORE or index == first - 1 or word.endswith("ern")
        ):
            return ""
        if index == first - 1 and reading.capital[index]:
            return ""
    return ""


_LEADS = frozenset(
    "in at near outside inside around across throughout toward towards within into via off beyond between "
    "amid onto along through from to of for with by on over against under about after before".split()
)


def _listed(reading: Reading, first: int, last: int) -> float:
    """Whether the name stands in a list with other capitalised words: "X, Y and Z"."""
    before = reading.word(first - 1) == "and" and first > 1 and reading.capital[first - 2]
    after = reading.word(last + 1) == "and" and last + 2 < len(reading) and reading.capital[last + 2]
    return float(before) + float(after)


FEATURES = (
    "words",
    "letters",
    "shouted",
    "opens",
    "headline",
    "dateline",
    "small",
    "common",
    "first_name",
    "last_name",
    "never",
    "outlet",
    "short",
    "population",
    "main_population",
    "level",
    "kind",
    "count",
    "is_capital",
    "weak",
    "times",
    "locative_elsewhere",
    "person_elsewhere",
    "parent_elsewhere",
    "surname_elsewhere",
    "country_share",
    "longer",
    "ground",
    "text_words",
    *AROUND_NAMES,
)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What all occurrences of one key in a text have in common, as counts."""

    times: int
    locative: int
    person: int
    parent: int


def elsewhere(spans: Sequence[Span], seen: Sequence[Around]) -> dict[str, Elsewhere]:
    """Sum up, key by key, what stands around the occurrences of a name."""
    sums: dict[str, list[int]] = {}
    for span, near in zip(spans, seen, strict=True):
        total = sums.setdefault(span.key, [0, 0, 0, 0])
        total[0] += 1
        total[1] += near.locative > 0
        total[2] += near.titled > 0 or near.named > 0.05 or (near.surname_after > 0 and not near.parent_after)
        total[3] += near.parent_after > 0
    return {key: Elsewhere(*total) for key, total in sums.items()}


def surnames(reading: Reading, lexicon: Lexicon) -> frozenset[str]:
    """Words that follow a first name or a title somewhere in the text: people's names, mostly."""
    found = set()
    for index in range(1, len(reading)):
        if not (reading.capital[index] and reading.gaps[index - 1] in {" ", ". "}):
            continue
        before = reading.lower[index - 1]
        if before in lexicon.first_names and reading.capital[index - 1]:
            found.add(reading.keys[index])
        elif before in lexicon.lists["titles"] and not reading.opens[index]:
            found.add(reading.keys[index])
            if index + 1 < len(reading) and reading.capital[index + 1] and reading.gaps[index] == " ":
                found.add(reading.keys[index + 1])
    return frozenset(found)


def is_dateline(reading: Reading, span: Span) -> bool:
    """Whether a name opens its paragraph and a dash or an agency in brackets follows soon."""
    start = reading.starts[span.first]
    earliest = max(start - _LONGEST_HEAD - 1, 0)
    line_start = reading.text.rfind("\n", earliest, start) + 1
    if line_start == 0 and earliest > 0:
        return False
    head = reading.text[line_start:start]
    sentence = max(head.rfind(". "), head.rfind("! "), head.rfind("? "))
    opening = head[sentence + 1 :] if sentence >= 0 else head
    if any(c.islower() for c in opening):
        return False
    is_shouted = reading.text[start : span.end].isupper() and span.end - start > 3
    is_head = is_shouted and reading.text.startswith(": ", span.end)  # "KARUR: At least 39"
    return is_head or bool(_DATELINE.match(reading.text, span.end))
