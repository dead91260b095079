"""Numbers in a sentence: digits, words, and the vague ones, each as a range."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapper.model import Count
    from mapper.syntax import Sentence, Token

HURT = frozenset(["killed", "injured"])
"""The numbers by which an event is known again."""
NEAR_TIMES = 1.5
"""Two numbers of one event in one article are no further apart."""
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {word: number for number, word in enumerate(_UNITS)} | {
    word: 10 * number for number, word in enumerate(_TENS, start=2)
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12}
# Lows after ACLED's code book ("dozens" 12, "hundreds" 100, "several" and "many" 3); highs are the
# largest number that the word still fits.
_VAGUE = {
    "dozens": (12, 99),
    "scores": (20, 99),
    "tens": (10, 99),
    "hundreds": (100, 999),
    "thousands": (1_000, 9_999),
    "several": (3, 9),
    "many": (3, 99),
    "handful": (3, 9),
    "couple": (2, 2),
}
NUMBER_WORDS = frozenset([*_SMALL, *_SCALES, *_VAGUE])
"""Words that are a number, or a part of one."""
_BEFORE = frozenset(
    "at least most more fewer less than over up to nearly almost about around some roughly approximately as "
    "many an a estimated only just another other the further additional".split()
)
_NOT_PEOPLE_AFTER = frozenset(
    "percent % per cent km kilometers kilometres miles mile meters metres feet a.m. p.m. am pm gmt utc "
    "year years month months week weeks day days hour hours minute minutes sq square tons tonnes "
    "hectares acres degrees th st nd rd o'clock mph mm cm inches euros dollars pounds".split()
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_ONE_PERSON = frozenset("man woman boy girl child person patient teenager lad".split())
_NUMBERED = frozenset(["$", "€", "£", "aged", "age", "#", "no.", "magnitude", "number"])
"""Words after which a number counts nobody."""
_YEAR = 4  # digits
_LARGEST = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number in words `start` to `end` (token indexes, half-open) that counts the word `head`.

    `head` is None for a bare number ("18 injured"); `total` is what it is a part of ("16 of 21").
    """

    start: int
    end: int
    low: int
    high: int
    head: int | None
    total: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A count of `field`, said by the word at index `anchor` of its sentence."""

    field: str
    anchor: int
    count: Count


def is_far(one: int, other: int) -> bool:
    """Whether two numbers are too far apart to be of one event in one article."""
    return max(one, other) > NEAR_TIMES * min(one, other) + 1


def are_far(told: Mapping[str, int], now: Mapping[str, int]) -> bool:
    """Whether a number of killed or injured is too far from another of the same to be of one event."""
    return any(is_far(told[name], now[name]) for name in HURT & told.keys() & now.keys())


def _digits(text: str) -> int | None:
    bare = text.replace(",", "")
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= 8 else None


@lru_cache(maxsize=50_000)
def _simple(text: str) -> int | None:
    """Read one word: "7", "1,250", "seven", "twenty-five"."""
    word = text.lower()
    if word in _SMALL:
        return _SMALL[word]
    tens, _, unit = word.partition("-")
    if unit and tens in _SMALL and unit in _SMALL:
        return _SMALL[tens] + _SMALL[unit]
    return _digits(word)


def read_number(words: Sequence[str], index: int) -> tuple[int, int, int] | None:
    """Read the number that begins at `index`: low, high, and the index after it; None if none does.

    Examples
    --------
    >>> read_number("twenty - five people".split(), 0)
    (25, 25, 3)
    >>> read_number("tens of thousands".split(), 0)
    (10000, 99000, 3)
    """
    word = words[index].lower()
    if word in _VAGUE:
        return _vague(words, index)
    value = _simple(word)
    if value is None:
        if word == "dozen" or (word in ("hundred", "thousand") and index and words[index - 1].lower() == "a"):
            return (_SCALES[word], _SCALES[word], index + 1)
        return None
    index += 1
    if words[index : index + 1] == ["-"] and index + 1 < len(words) and value % 10 == 0 and value >= 20:
        unit = _SMALL.get(words[index + 1].lower(), 0)
        if 0 < unit < 10:
            value, index = value + unit, index + 2
    while index < len(words) and words[index].lower() in _SCALES:
        value, index = value * _SCALES[words[index].lower()], index + 1
    return (value, value, index) if value <= _LARGEST else None


def _vague(words: Sequence[str], index: int) -> tuple[int, int, int]:
    low, high = _VAGUE[words[index].lower()]
    tail = [word.lower() for word in words[index + 1 : index + 3]]
    if tail[:1] == ["of"] and tail[1:] and tail[1] in ("hundreds", "thousands", "millions"):
        scale = _SCALES[tail[1].removesuffix("s")]
        return (low * scale, min(high * scale, _LARGEST), index + 3)
    return (low, high, index + 1)


def _joined_range(words: Sequence[str], index: int, low: int) -> tuple[int, int] | None:
    """Read the rest of "20 to 30", "between 20 and 30"; the end of the range and the index after."""
    joins = {"to", "-", "\u2013", "or"} | (
        {"and"} if "between" in [w.lower() for w in words[:index][-3:]] else set()
    )
    if words[index : index + 1] and words[index].lower() in joins and index + 1 < len(words):
        upper = read_number(words, index + 1)
        if upper and upper[0] > low:
            return upper[1], upper[2]
    return None


def find_quantities(sentence: Sentence) -> list[Quantity]:
    """Numbers that may count people or things, in order; ages, sums, measures and dates left out."""
    words = [token.text for token in sentence.tokens]
    found: list[Quantity] = []
    index = 0
    while index < len(words):
        number = read_number(words, index)
        if number is None or not _counts_something(words, index, number[2]):
            index = number[2] if number else index + 1
            continue
        low, high, end = number
        upper = _joined_range(words, end, low)
        if upper:
            high, end = upper
        found.append(_quantity(sentence, index, end, low, high))
        index = end
    return _with_totals(words, found)


def _counts_something(words: Sequence[str], start: int, end: int) -> bool:
    after = words[end].lower() if end < len(words) else ""
    before = words[start - 1].lower() if start else ""
    if before in _NUMBERED or after in _NOT_PEOPLE_AFTER:
        return False
    if before == "of" and start > 1 and words[start - 2].lower() in _ONE_PERSON:
        return False  # "a woman of 34"
    if before.rstrip(".") in _MONTHS or after.rstrip(".") in _MONTHS:
        return False
    is_age = after == "-" and end + 1 < len(words) and words[end + 1].lower() in ("year", "month")
    in_brackets = before == "," and after in (",", ".") and _digits(words[start]) is not None
    aged = before == "and" and [word.lower() for word in words[max(start - 3, 0) : start - 2]] == ["aged"]
    in_brackets = in_brackets or aged or _is_of_ages(words, start, end)
    if before in ("in", "since", "until") and _is_year(words[start]) and end == start + 1:
        return False
    is_time = before in ("at", "around", "by") and len(words[start]) == 4 and words[start].startswith("0")
    return not (is_age or in_brackets or is_time)


def _is_year(word: str) -> bool:
    return len(word) == _YEAR and word.isascii() and word.isdigit() and word[:2] in ("19", "20")


def _is_of_ages(words: Sequence[str], start: int, end: int) -> bool:
    """Whether a number is one of two ages: "two women, 44 and 48, were hurt"."""
    for first in (start, start - 2):
        five = [word.lower() for word in words[max(first - 1, 0) : first + 4]]
        if len(five) == 5 and (five[0], five[2], five[4]) == (",", "and", ","):
            return end == start + 1 and all(_digits(word) is not None for word in (five[1], five[3]))
    return False


def _quantity(sentence: Sentence, start: int, end: int, low: int, high: int) -> Quantity:
    tokens = sentence.tokens
    first = start
    while first and tokens[first - 1].text.lower() in _BEFORE and start - first < 4:
        first -= 1
    while first < start and tokens[first].text.lower() in ("to", "the", "only"):
        first += 1
    return Quantity(start=first, end=end, low=low, high=high, head=_head(tokens, end))


def _head(tokens: Sequence[Token], end: int) -> int | None:
    """Find the noun that is counted: the parser's, or the last of a run of adjectives and nouns."""
    governor = tokens[tokens[end - 1].head]
    if tokens[end - 1].dep == "nummod" and governor.pos in ("NOUN", "PROPN") and governor.index >= end:
        return governor.index
    index, head = end, None
    if (
        index < len(tokens)
        and tokens[index].text.lower() == "of"
        and tokens[index - 1].text.lower() in _VAGUE
    ):
        index += 1
    while index < len(tokens) and index < end + 8:
        token = tokens[index]
        if token.pos in ("NOUN", "PROPN"):
            head = index
        elif (
            token.pos not in ("ADJ", "DET", "NUM", "PUNCT", "VERB", "ADV")
            or head is not None
            or (token.pos == "PUNCT" and token.text != "-")
            or (token.pos == "VERB" and token.dep != "amod")
        ):
            break
        index += 1
    return head


def _with_totals(words: Sequence[str], found: Sequence[Quantity]) -> list[Quantity]:
    """Join "16 of 21 drones" and "six out of seven missiles" into parts with totals."""
    joined: list[Quantity] = []
    for quantity in found:
        last = joined[-1] if joined else None
        between = [word.lower() for word in words[last.end : quantity.start]] if last else []
        if last and last.total is None and between in (["of"], ["out", "of"], ["of", "the"]):
            joined[-1] = Quantity(
                start=last.start,
                end=quantity.end,
                low=last.low,
                high=last.high,
                head=quantity.head,
                total=(quantity.low, quantity.high),
            )
        else:
            joined.append(quantity)
    return joined


def text_of(sentence: Sentence, start: int, end: int) -> str:
    """Write out words `start` to `end`, half-open, parted as in the report."""
    tokens = sentence.tokens[start:end]
    parts = [tokens[0].text] if tokens else []
    for last, token in pairwise(tokens):
        parts.append(" " * (token.start > last.end) + token.text)
    return "".join(parts)


def phrase_end(joined: Sequence[Quantity], last: int) -> int:
    """Return the index after what the numbers count, where that follows them closely."""
    heads = [each.head + 1 for each in joined if each.head is not None and each.head - each.end < 4]
    return max([last, *heads])
