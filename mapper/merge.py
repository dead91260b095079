"""Reports of the same event become one event that keeps them all.

Two reports are one event when they come from different documents, tell kinds that may be confused,
of the same place and day, and nothing specific speaks against it. The order of the input does not
matter.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, fields, replace
from datetime import timedelta
from functools import cache
from itertools import product
from types import MappingProxyType
from typing import TYPE_CHECKING

from mapper.blocking import find_pairs
from mapper.likeness import Verdict, compare, read_wording
from mapper.model import Count, Counts, Event
from mapper.titles import write_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mapper.words import Words

_Pair = tuple[float, int, int]
"""How much two reports lack in sureness of being one event, and their positions."""

_CODED_BY_HAND = 1_000  # above every rank in kinds.toml
_DOUBT_GONE, _MOST_SURE = 0.5, 0.98
_MOST_REASONS = 8
"""Reasons that are told for one event; further ones repeat them in other numbers."""


def merge(
    events: Iterable[Event],
    words: Words,
    *,
    within_km: float = 5.0,
    texts: Mapping[str, str] = MappingProxyType({}),
    tables: Mapping[str, str] = MappingProxyType({}),
) -> list[Event]:
    """Join reports of the same event.

    Parameters
    ----------
    events
        Single reports.
    words
        Knows the families of kinds.
    within_km
        How far apart two towns may lie and still be the same place.
    texts
        What documents say, by id; where they are at hand, what was hit and the wording are compared too.
    tables
        Of an event that comes from a table, by its id, which table: what one table tells apart stays apart.

    Returns
    -------
    list
        By start of time (undated last), then id; a merged event's `told` holds its reports.
    """
    ordered = sorted(events, key=lambda event: event.id)
    comparing = _Comparing(ordered, words, within_km, texts, tables)
    alike = [
        pair for one, other in find_pairs(ordered, words, within_km) if (pair := comparing.weigh(one, other))
    ]
    clusters = _cluster(sorted(alike), comparing)
    joined = [_join([ordered[i] for i in sorted(cluster.members)], cluster, words) for cluster in clusters]
    alone = set(range(len(ordered))).difference(*(cluster.members for cluster in clusters))
    return sorted([*joined, *(ordered[index] for index in alone)], key=_by_time)


@dataclass(slots=True, kw_only=True)
class _Cluster:
    """Reports of one event, by their positions, and why they are."""

    members: list[int]
    reasons: list[str] = field(default_factory=list)


def _is_told_apart(one: Event, other: Event, tables: Mapping[str, str]) -> bool:
    """Whether one table has both in rows of their own."""
    return one.id in tables and tables[one.id] == tables.get(other.id)


def _by_time(event: Event) -> tuple[bool, float, str]:
    when = event.when
    return (when is None, when.start.timestamp() if when else 0.0, event.id)


class _Comparing:
    """Compares reports by their positions; the wording of each is read once, when first asked for."""

    def __init__(
        self,
        events: Sequence[Event],
        words: Words,
        within_km: float,
        texts: Mapping[str, str],
        tables: Mapping[str, str],
    ) -> None:
        self.events = events
        self.words = words
        self.within_km = within_km
        self.tables = tables
        self.told = cache(lambda index: read_wording(events[index], texts, words))

    def compare(self, one: int, other: int) -> Verdict:
        """Weigh two reports."""
        first, second = self.events[one], self.events[other]
        if _is_told_apart(first, second, self.tables):
            return Verdict(score=0.0, clash=True, reasons=("one table tells them apart",))
        return compare(first, second, (self.told(one), self.told(other)), self.words, self.within_km)

    def weigh(self, one: int, other: int) -> _Pair | None:
        """Give a pair with how much it lacks in sureness, so that pairs sort by it; None if not one event."""
        score = self.compare(one, other).score
        return (-score, one, other) if score > 0 else None


def _cluster(pairs: Iterable[_Pair], comparing: _Comparing) -> list[_Cluster]:
    """Join pairs, surest first, into clusters in which no two reports contradict each other."""
    home: dict[int, _Cluster] = {}
    for _, one, other in pairs:
        first = home.get(one) or _Cluster(members=[one])
        second = home.get(other) or _Cluster(members=[other])
        if first is second:
            continue
        crossed = product(first.members, second.members)
        if any(comparing.compare(*sorted(pair)).clash for pair in crossed):
            continue
        reasons = comparing.compare(one, other).reasons
        whole = _Cluster(
            members=[*first.members, *second.members], reasons=[*first.reasons, *second.reasons, *reasons]
        )
        home.update(dict.fromkeys(whole.members, whole))
    return list({id(cluster): cluster for cluster in home.values()}.values())


def join(told: Sequence[Event], words: Words, *, because: str) -> Event:
    """Make one event of reports that somebody says are of one, whatever they agree on."""
    return told[0] if len(told) == 1 else _join(told, _Cluster(members=[], reasons=[because]), words)


def _rank(kind: str, words: Words) -> int:
    """Say how specific a kind is; one that only a table has comes first, as it was coded by hand."""
    return words.kinds[kind].rank if kind in words.kinds else _CODED_BY_HAND


def _join(told: Sequence[Event], cluster: _Cluster, words: Words) -> Event:
    """Make one event of several reports; the most precise place and day, the range of the counts."""
    surest = max(told, key=lambda event: (_rank(event.kind, words), event.confidence, event.id))
    placed = (e.location for e in told if e.location)
    location = min(placed, key=lambda at: (at.where_prec, -at.score, at.place.id), default=None)
    dated = min(told, key=_fineness)
    counts = Counts(**{each.name: _range(told, each.name) for each in fields(Counts)})
    weapon = surest.weapon or next((e.weapon for e in told if e.weapon), "")
    documents = {evidence.document_id for event in told for evidence in event.evidence}
    agreed = "; ".join(list(dict.fromkeys(cluster.reasons))[:_MOST_REASONS])
    reason = f"merged from {len(documents)} reports: {agreed}"
    return replace(
        surest,
        id=_identify(told),
        title=write_title(surest.kind, weapon, location, counts),
        when=dated.when,
        day_stated=dated.day_stated,
        location=location,
        counts=counts,
        weapon=weapon,
        actors=tuple(sorted({actor for event in told for actor in event.actors})),
        confidence=_confidence(told),
        evidence=tuple(sorted({e for event in told for e in event.evidence}, key=_evidence_order)),
        reasons=(*surest.reasons, reason),
        told=tuple(sorted(told, key=lambda event: event.id)),
    )


def _confidence(told: Sequence[Event]) -> float:
    """Say how sure an event of several reports is: half of the doubt in the surest is gone, not more.

    Two readings that agree in place, day and kind are seldom wrong alike; but newspapers print the same
    agencies, and a name that means two towns does so in every report, so that more reports add nothing.
    Nothing that was read is certain; what a table holds certain stays so.
    """
    best = max(event.confidence for event in told)
    return round(max(best, min(best + _DOUBT_GONE * (1 - best), _MOST_SURE)), 3)


def _evidence_order(evidence: object) -> tuple[str, int, int]:
    return (evidence.document_id, evidence.start, evidence.end)  # type: ignore[attr-defined]


def _fineness(event: Event) -> tuple[bool, timedelta, float, str]:
    """Order reports by how well they tell the day: those that state it first, then the finest."""
    when = event.when
    if when is None:
        return (True, timedelta.max, 0.0, event.id)
    return (not event.day_stated, when.end - when.start, when.start.timestamp(), event.id)


def _range(told: Sequence[Event], name: str) -> Count | None:
    """Give the range over reports; "dozens" is no range where another report says how many dozens."""
    stated = [count for event in told if (count := getattr(event.counts, name)) is not None]
    if not stated:
        return None
    said = [count for count in stated if not any(_is_inside(finer, count) for finer in stated)]
    wording = "; ".join(dict.fromkeys(count.wording for count in stated if count.wording))
    low, high = min(count.low for count in said), max(count.high for count in said)
    return Count(low=low, high=high, wording=wording)


def _is_inside(finer: Count, count: Count) -> bool:
    """Whether one count is a sharper one within the bounds of another."""
    return (
        count.low <= finer.low <= finer.high <= count.high and count.high - count.low > finer.high - finer.low
    )


def _identify(told: Sequence[Event]) -> str:
    joined = "\0".join(sorted(event.id for event in told))
    return hashlib.blake2b(joined.encode(), digest_size=8).hexdigest()
