"""One figure for what reports count differently or vaguely, as the code book says that the user picked.

The range of all reports and their wording stay as they are; `Count.best` and `Count.rule` are added.

Notes
-----
ACLED ("Codebook", 2024; "How does ACLED code fatalities?", 2024): the most conservative figure where reports
differ or are vague; "tens" 10, "dozens" 12, "hundreds" 100; "several", "many" and "few" 3, or 10 where
fighting is on a large scale.

UCDP (GED Codebook 24.1): a low, a best and a high estimate. Here the best one is the figure that most reports
give, the lower of two as often given; `low` and `high` are the range. As it has no list of words, a plural
stands for two ("dozens" 24, "hundreds" 200), "several" for 3.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from mapper.model import Counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mapper.model import Count, Event


class Codebook(StrEnum):
    """Whose rules choose the one figure."""

    ACLED = "acled"
    UCDP = "ucdp"


_FEW = ("several", "many", "few", "handful", "couple")
_TENS = MappingProxyType({"dozens": 12, "scores": 20, "tens": 10, "hundreds": 100, "thousands": 1_000})
_VAGUE = re.compile(rf"\b(?:{'|'.join((*_FEW, *_TENS))})\b", re.IGNORECASE)
_LARGE = re.compile(
    r"\b(?:large-scale|full-scale|(?:heavy|fierce|intense|massive|major)"
    r" (?:fighting|clash\w*|battles?|shelling|bombardment|assault|offensive|attacks?|strikes?|bombing))\b",
    re.IGNORECASE,
)
_LARGE_SCALE = 10


def code_counts(events: Iterable[Event], book: Codebook, texts: Mapping[str, str]) -> tuple[Event, ...]:
    """Give each event's counts their figure; `texts` are the documents by id, as far as they are at hand."""
    return tuple(_coded(event, book, texts) for event in events)


def _coded(event: Event, book: Codebook, texts: Mapping[str, str]) -> Event:
    if not event.counts.items():
        return event
    reports = event.told or (event,)
    is_large = any(
        _LARGE.search(texts[e.document_id][e.start : e.end]) for e in event.evidence if e.document_id in texts
    )
    coded = {
        name: _figure(count, [getattr(each.counts, name) for each in reports], book, is_large=is_large)
        for name, count in event.counts.items()
    }
    return replace(event, counts=Counts(**coded), told=code_counts(event.told, book, texts))


def _figure(whole: Count, told: Sequence[Count | None], book: Codebook, *, is_large: bool) -> Count:
    """Choose the figure of a count from those of its reports."""
    stated = [count for count in told if count is not None]
    if whole.best is not None or not stated:
        return whole
    figures = [_of_words(count, book, is_large=is_large) for count in stated]
    if book is Codebook.ACLED:
        best, rule = min(figures), "the lowest of the reports"
    else:
        often = Counter(figures)
        best = min(figures, key=lambda figure: (-often[figure], figure))
        rule = "what most reports give, the lower of two"
    parts = [f"{rule}: {', '.join(map(str, sorted(figures)))}"] if len(figures) > 1 else []
    word = _VAGUE.search(whole.wording)
    parts += [f"“{word[0]}” by the code book"] if word and whole.low != whole.high else []
    return replace(whole, best=best, rule=f"{book.upper()}{': ' if parts else ''}{'; '.join(parts)}")


def _of_words(count: Count, book: Codebook, *, is_large: bool) -> int:
    """Give the one figure that a report's words stand for.

    Examples
    --------
    >>> from mapper.model import Count
    >>> dozens = Count(low=12, high=99, wording="dozens of people")
    >>> _of_words(dozens, Codebook.ACLED, is_large=False), _of_words(dozens, Codebook.UCDP, is_large=False)
    (12, 24)
    """
    if count.best is not None:
        return count.best
    word = _VAGUE.search(count.wording)
    if word is None or count.low == count.high:
        return count.low
    name = word[0].lower()
    if name in _FEW:
        return _LARGE_SCALE if book is Codebook.ACLED and is_large and name != "couple" else count.low
    if book is Codebook.UCDP and count.low % _TENS[name] == 0:
        return min(2 * count.low, count.high)
    return count.low
