"""How sure an event is: a number that says what share of events like it are right.

What was noted of an event on the way, each in [0, 1] and higher the more it speaks for it, is weighed by
what hand-coded stories teach (``mapper/data/confidence.toml``, made by ``benchmarks/train_confidence.py``).
No weight is below nothing, so that more of what speaks for an event never makes it less sure.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mapper.events.kinds import VIOLENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapper.events.draft import Draft
    from mapper.words import Words

LEAST, MOST = 0.02, 0.98
"""Nothing that was read is impossible or certain."""

_PRECISE = {1: 1.0, 2: 1.0, 3: 1.0, 4: 0.6}
"""By UCDP's `where_prec`: a town or its district, a province; wider is nothing."""

_AGAIN = 3  # sentences beyond the first, from which more say no more

SAID = {
    "named": "its own sentence names the place",
    "placed": "the name hardly means another place",
    "precise": "it is no wider than a province",
    "dated": "the day is stated",
    "counted": "a number is given",
    "again": "several sentences tell of it",
    "early": "the report begins with it",
    "violent": "its words mean violence",
    "rules": "nothing had to be carried over or guessed",
}
"""What speaks for an event, and how that is said."""

FEATURES = tuple(SAID)

_SPEAKS = 0.5
"""Above it something is said to speak for an event."""


def describe(draft: Draft, words: Words) -> dict[str, float]:
    """Note what speaks for an event, by the names in `FEATURES`."""
    where = draft.location
    return {
        "named": draft.fit,  # how likely a name in its own sentence is its place
        "placed": where.score if where else 0.0,  # how likely the name means this place
        "precise": _PRECISE.get(where.where_prec, 0.0) if where else 0.0,
        "dated": float(draft.dated),
        "counted": float(bool(draft.counts)),
        "again": min(len(draft.sentences) - 1, _AGAIN) / _AGAIN,
        "early": 1 / (1 + draft.order),  # news begins with what it is about
        "violent": float(words.family(draft.kind) in VIOLENT),  # told in words that mean little else
        "rules": draft.confidence,  # how directly its place, day and kind are told
    }


def confidence_of(noted: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Say how sure an event is: what share of such events has the place, a day and the kind right.

    Examples
    --------
    >>> confidence_of({"dated": 1.0, "counted": 0.0}, {"base": -1.0, "dated": 2.0, "counted": 0.5})
    0.731
    """
    margin = weights["base"] + sum(weights[name] * value for name, value in noted.items())
    return round(min(max(1 / (1 + math.exp(-margin)), LEAST), MOST), 3)


def reason_of(noted: Mapping[str, float]) -> str:
    """Say what speaks for an event, and what does not.

    Examples
    --------
    >>> reason_of({"dated": 1.0, "counted": 0.0})
    'confidence: the day is stated; but not: a number is given'
    """
    speaks = [SAID[name] for name, value in noted.items() if value > _SPEAKS]
    lacks = [SAID[name] for name, value in noted.items() if value <= _SPEAKS]
    said = ", ".join(speaks) or "nothing speaks for it"
    return f"confidence: {said}; but not: {', '.join(lacks)}" if lacks else f"confidence: {said}"
