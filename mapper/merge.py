"""Reports of the same event become one event that keeps them all.

Two reports are one event when they come from different documents, tell kinds that may be confused,
of the same place and day, and nothing specific speaks against it. The order of the input does not
matter.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from gazetteer.model import Shape
from gazetteer.within import contains, distance_m
from mapper.blocking import find_pairs
from mapper.model import Count, Counts, Event, Precision, TimeSpan
from mapper.titles import write_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gazetteer.model import Location
    from mapper.words import Words

_GENERAL = frozenset(["Attack", "Explosion"])
_VIOLENT = frozenset(["battle", "remote violence", "attack"])
_CONSEQUENCES = frozenset(["Fire", "Infrastructure damage"])
_TOLL_RATIO = 4.0  # counts further apart than this are of two events
_ONE_DAY = timedelta(days=1)
_CODED_BY_HAND = 1_000  # above every rank in kinds.toml


def merge(
    events: Iterable[Event],
    words: Words,
    *,
    within_km: float = 5.0,
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
    tables
        Of an event that comes from a table, by its id, which table: what one table tells apart stays apart.

    Returns
    -------
    list
        By start of time (undated last), then id; a merged event's `told` holds its reports.
    """
    ordered = sorted(events, key=lambda event: event.id)
    clusters: dict[int, list[int]] = {index: [index] for index in range(len(ordered))}
    home = list(range(len(ordered)))
    for one, other in _candidate_pairs(ordered, words, within_km):
        first, second = home[one], home[other]
        if first == second:
            continue
        members = [*clusters[first], *clusters[second]]
        crossed = ((ordered[a], ordered[b]) for a in clusters[first] for b in clusters[second])
        if any(_contradict(a, b) or _is_told_apart(a, b, tables) for a, b in crossed):
            continue
        del clusters[second]
        clusters[first] = members
        for member in members:
            home[member] = first
    merged = [_join([ordered[i] for i in sorted(members)], words) for members in clusters.values()]
    return sorted(merged, key=_by_time)


def _is_told_apart(one: Event, other: Event, tables: Mapping[str, str]) -> bool:
    """Whether one table has both in rows of their own."""
    return one.id in tables and tables[one.id] == tables.get(other.id)


def _by_time(event: Event) -> tuple[bool, float, str]:
    when = event.when
    return (when is None, when.start.timestamp() if when else 0.0, event.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """Two reports by position, and what comparing them gave."""

    one: int
    other: int
    verdict: Verdict


class _Comparing:
    """Compares reports by position; their wording is read once, when first asked for."""

    def __init__(
        self, events: Sequence[Event], texts: Mapping[str, str], words: Words, within_km: float
    ) -> None:
        self.events = events
        self.words = words
        self.within_km = within_km
        self.read = cache(lambda index: read_wording(events[index], texts, words))

    def compare(self, one: int, other: int) -> Verdict:
        told = (self.read(one), self.read(other))
        return compare(self.events[one], self.events[other], told, self.words, self.within_km)


def _rank(kind: str, words: Words) -> int:
    """How specific a kind is; one that only a table has comes first, as somebody coded it."""
    return words.kinds[kind].rank if kind in words.kinds else _CODED_BY_HAND


def _join(told: Sequence[Event], words: Words) -> Event:
    """Make one event of several reports; the most precise place and day, the range of the counts."""
    if len(told) == 1:
        return told[0]
    surest = max(told, key=lambda event: (_rank(event.kind, words), event.confidence, event.id))
    location = min(
        (e.location for e in told if e.location), key=lambda at: (at.where_prec, -at.score, at.place.id)
    )
    when = min((e.when for e in told if e.when), key=_fineness)
    counts = Counts(**{field.name: _range(told, field.name) for field in fields(Counts)})
    weapon = surest.weapon or next((e.weapon for e in told if e.weapon), "")
    documents = {evidence.document_id for event in told for evidence in event.evidence}
    reason = f"merged from {len(documents)} reports: same place, same day, kinds that agree"
    best = max(event.confidence for event in told)
    return replace(
        surest,
        id=_identify(told),
        title=write_title(surest.kind, weapon, location, counts),
        when=when,
        location=location,
        counts=counts,
        weapon=weapon,
        actors=tuple(sorted({actor for event in told for actor in event.actors})),
        confidence=round(best + 0.5 * (1 - best), 3),
        evidence=tuple(sorted({e for event in told for e in event.evidence}, key=_evidence_order)),
        reasons=(*surest.reasons, reason),
        told=tuple(sorted(told, key=lambda event: event.id)),
    )


def _evidence_order(evidence: object) -> tuple[str, int, int]:
    return (evidence.document_id, evidence.start, evidence.end)  # type: ignore[attr-defined]


def _fineness(when: TimeSpan) -> tuple[timedelta, float]:
    return (when.end - when.start, when.start.timestamp())


def _range(told: Sequence[Event], name: str) -> Count | None:
    stated = [count for event in told if (count := getattr(event.counts, name)) is not None]
    if not stated:
        return None
    wording = "; ".join(dict.fromkeys(count.wording for count in stated if count.wording))
    low, high = min(count.low for count in stated), max(count.high for count in stated)
    return Count(low=low, high=high, wording=wording)


def _identify(told: Sequence[Event]) -> str:
    joined = "\0".join(sorted(event.id for event in told))
    return hashlib.blake2b(joined.encode(), digest_size=8).hexdigest()
