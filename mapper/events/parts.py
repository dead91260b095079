"""Numbers of one article that are parts of another, "ten firefighters" of 70 people, or come on top of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapper.events.quantities import NUMBER_WORDS
from mapper.model import Count

if TYPE_CHECKING:
    from collections.abc import Sequence

_MORE = frozenset(["other", "others", "more", "another", "further", "additional"])
_ANYBODY = frozenset(
    "people person persons dead death deaths body bodies victim victims life lives fatality fatalities "
    "casualty casualties injury injuries civilian civilians resident residents wounded injured".split()
)
"""Words for anybody: what they number may be all, what is numbered by other words is some."""


def without_parts(counts: Sequence[Count]) -> list[Count]:
    """Leave out what an article counts of some kind of people, where it counts more of all.

    What comes on top of the rest ("four others") widens it: from none of them to all.

    Parameters
    ----------
    counts
        What one article says of one number of one event, in order.

    Examples
    --------
    >>> told = [Count(low=70, high=70, wording="70 people"), Count(low=10, high=10, wording="ten guards")]
    >>> [count.low for count in without_parts(told)]
    [70]
    """
    others = [count for count in counts if _is_on_top(count)]
    rest = [count for count in counts if not _is_on_top(count)]
    if not rest:
        return list(counts)
    total = max((count.low for count in rest if _is_of_all(count)), default=0)
    kept = [count for count in rest if _is_of_all(count) or count.high >= total]
    if others:
        most = max(count.high for count in kept) + sum(count.high for count in others)
        wording = "; ".join(dict.fromkeys(count.wording for count in others))
        kept.append(Count(low=max(count.low for count in kept), high=most, wording=wording))
    return kept


def _is_on_top(count: Count) -> bool:
    words = count.wording.lower().split()
    return bool(_MORE.intersection(words)) and "than" not in words


def _is_of_all(count: Count) -> bool:
    words = count.wording.lower().replace(",", " ").split()
    return count.low > 1 and (bool(_ANYBODY.intersection(words)) or words[-1:] == [] or _is_bare(words[-1]))


def _is_bare(word: str) -> bool:
    """Whether a wording ends with its number, and so names nobody."""
    return any(character.isdigit() for character in word) or word in NUMBER_WORDS
