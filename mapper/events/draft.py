"""An event while its article is being read, and what two of them have in common."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gazetteer.model import Shape
from gazetteer.within import contains, distance_m
from mapper.events.kinds import CONSEQUENCES, HARMLESS, VIOLENT
from mapper.events.quantities import are_far

if TYPE_CHECKING:
    from gazetteer.model import Location
    from mapper.events.findings import Finding
    from mapper.model import Count, TimeSpan
    from mapper.syntax import Sentence
    from mapper.words import Words

_RELATED = tuple(
    frozenset(pair)
    for pair in (
        ("flood/storm", "other hazard"),
        ("earthquake", "other hazard"),
        ("flood/storm", "accident"),
        ("earthquake", "accident"),
    )
)
"""Families that reporters pass from one to the other: the rain, its landslide and the houses it fells."""
_SAME_SPOT_M = 10_000.0  # "30 km south of X" is not X


@dataclass(slots=True, kw_only=True)
class Draft:
    """An event while its article is being read.

    `order` and `latest` number its first and last sentence; `name` is the place's where nothing locates it;
    `guessed` says that no sentence near says where, `damaged` that something was damaged, not by what,
    `surmised` that its kind is from words that speak of it as known, `told` that the sentence which told it
    first names its place, `fit` how likely that name is the place.
    """

    kind: str
    weapon: str
    location: Location | None
    when: TimeSpan | None
    sentences: list[Sentence]
    reasons: list[str]
    confidence: float
    order: int
    latest: int
    dated: bool
    background: bool
    name: str
    guessed: bool = False
    damaged: bool = False
    surmised: bool = False
    told: bool = False
    fit: float = 0.0
    counts: dict[str, list[Count]] = field(default_factory=dict)
    actors: list[str] = field(default_factory=list)


def add_counts(draft: Draft, finding: Finding, *, shared: bool = False) -> None:
    """Note the numbers and the actors of a finding; of a shared number, a place has none or all or some."""
    draft.actors.extend(actor for actor in finding.actors if actor not in draft.actors)
    for counted in finding.counts:
        count = replace(counted.count, low=0) if shared else counted.count
        draft.counts.setdefault(counted.field, []).append(count)


def is_same_spot(one: Location, other: Location) -> bool:
    """Whether two locations rest on one place and mean the same part or distance of it."""
    apart_m = distance_m(one.lon, one.lat, other.lon, other.lat)
    return one.place.id == other.place.id and one.part == other.part and apart_m <= _SAME_SPOT_M


def holds(outer: Location, inner: Location) -> bool:
    """Whether an area, or the ring around a town, holds another location."""
    if contains(outer.place, inner.place):
        return True
    if outer.place.id == inner.place.id and outer.shape is not Shape.NEAR:
        return not outer.part and bool(inner.part)
    apart_m = distance_m(outer.lon, outer.lat, inner.lon, inner.lat)
    return outer.shape is Shape.NEAR and inner.shape is Shape.POINT and apart_m <= outer.radius_m


def agree(one: Draft, other: Draft) -> bool:
    """Whether two drafts state a number of the same, and the same number."""
    shared = [name for name in one.counts if name in other.counts]
    if "launched" in one.counts or not shared:
        return False
    return all({c.low for c in one.counts[name]} & {c.low for c in other.counts[name]} for name in shared)


def is_own_news(draft: Draft, finding: Finding) -> bool:
    """Whether a finding's numbers are too far from what was told before to be of the same event."""
    if not finding.kind or finding.known:
        return False
    told = {name: max(count.high for count in counts) for name, counts in draft.counts.items()}
    return are_far(told, finding.highest)


def overlap(one: TimeSpan | None, other: TimeSpan | None) -> bool:
    """Whether two spans have a moment in common; an unknown one may have any."""
    return one is None or other is None or one.overlaps(other)


def is_compatible(words: Words, told: str, now: str) -> bool:
    """Whether two kinds may be one event in one article."""
    if told == now:
        return True
    if not now or not told:  # casualties are of no kind in which nobody is hurt
        return words.family(told or now) not in HARMLESS
    families = {words.family(told), words.family(now)}
    if len(families) == 1:
        return True
    if "displacement" in families:
        return False  # where people fled from is told beside what they fled from
    if families <= VIOLENT or families in _RELATED:
        return True
    return bool({told, now} & CONSEQUENCES) and not families & HARMLESS
