"""Reports of the same event become one event that keeps them all.

Two reports are one event when they come from different documents, tell kinds that may be confused,
of the same place and day, and nothing specific speaks against it. The order of the input does not
matter.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from gazetteer.model import Shape
from gazetteer.within import contains, distance_m
from mapper.blocking import find_pairs
from mapper.model import Count, Counts, Event, Precision, TimeSpan
from mapper.titles import write_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazetteer.model import Location
    from mapper.words import Words

_GENERAL = frozenset(["Attack", "Explosion"])
_VIOLENT = frozenset(["battle", "remote violence", "attack"])
_CONSEQUENCES = frozenset(["Fire", "Infrastructure damage"])
_TOLL_RATIO = 4.0  # counts further apart than this are of two events
_ONE_DAY = timedelta(days=1)


def merge(events: Iterable[Event], words: Words, *, within_km: float = 5.0) -> list[Event]:
    """Join reports of the same event.

    Parameters
    ----------
    events
        Single reports.
    words
        Knows the families of kinds.
    within_km
        How far apart two towns may lie and still be the same place.

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
        if any(_contradict(a, b) for a, b in crossed):
            continue
        del clusters[second]
        clusters[first] = members
        for member in members:
            home[member] = first
    merged = [_join([ordered[i] for i in sorted(members)], words) for members in clusters.values()]
    return sorted(merged, key=_by_time)


def _by_time(event: Event) -> tuple[bool, float, str]:
    when = event.when
    return (when is None, when.start.timestamp() if when else 0.0, event.id)


def _candidate_pairs(events: Sequence[Event], words: Words, within_km: float) -> list[tuple[int, int]]:
    """Pairs that may be one event, surest first."""
    scored = []
    for one, other in find_pairs(events, words, within_km):
        score = likeness(events[one], events[other], words, within_km)
        if score > 0:
            scored.append((-score, one, other))
    return [(one, other) for _, one, other in sorted(scored)]


def likeness(one: Event, other: Event, words: Words, within_km: float) -> float:
    """Score how much two reports are alike; 0 when they are not of one event."""
    if _contradict(one, other) or not _same_kind(one.kind, other.kind, words):
        return 0.0
    near = _nearness(one.location, other.location, within_km)
    if not near and _agreement(one.counts, other.counts) > 0:
        near = _holding(one.location, other.location)
    time = _same_time(one, other)
    if not near or not time:
        return 0.0
    alike = near + time + (one.kind == other.kind) + (bool(one.weapon) and one.weapon == other.weapon)
    return alike + _agreement(one.counts, other.counts)


def _same_kind(one: str, other: str, words: Words) -> bool:
    families = {words.family(one), words.family(other)}
    if len(families) == 1:
        return True
    if {one, other} & _GENERAL and families <= _VIOLENT:
        return True
    return bool({one, other} & _CONSEQUENCES) and bool(families & _VIOLENT)


def _nearness(one: Location | None, other: Location | None, within_km: float) -> float:
    if one is None or other is None:
        return 0.0
    if one.place.id == other.place.id:
        return 2.0
    if Shape.AREA in (one.shape, other.shape):
        return 0.0
    reach = within_km
    if Shape.NEAR in (one.shape, other.shape):
        reach = max(within_km, max(one.radius_m, other.radius_m) / 1000)
    return 1.0 if distance_m(one.lon, one.lat, other.lon, other.lat) <= reach * 1000 else 0.0


def _holding(one: Location | None, other: Location | None) -> float:
    """Whether one report names the town and the other only its region or country."""
    if one is None or other is None:
        return 0.0
    return 0.8 if contains(one.place, other.place) or contains(other.place, one.place) else 0.0


def _same_time(one: Event, other: Event) -> float:
    if one.when is None or other.when is None:
        return 0.0
    if one.when.start < other.when.end and other.when.start < one.when.end:
        return 2.0 if one.when.precision == other.when.precision else 1.0
    gap = max(one.when.start, other.when.start) - min(one.when.end, other.when.end)
    days = {Precision.HOUR, Precision.DAY}
    both_days = one.when.precision in days and other.when.precision in days
    agree = _agreement(one.counts, other.counts) > 0
    return 0.5 if gap < _ONE_DAY and both_days and agree else 0.0


def _agreement(one: Counts, other: Counts) -> float:
    """Count the numbers on which two reports agree, zeros aside."""
    stated = dict(other.items())
    same = [
        count.low <= stated[name].high and stated[name].low <= count.high
        for name, count in one.items()
        if name in stated and count.high > 0 and stated[name].high > 0
    ]
    return float(sum(same))


def _contradict(one: Event, other: Event) -> bool:
    """Whether two reports cannot be one event: one article told them apart, or specifics clash."""
    documents = {evidence.document_id for evidence in one.evidence}
    if documents & {evidence.document_id for evidence in other.evidence}:
        return True
    agree = _agreement(one.counts, other.counts) > 0
    if one.weapon and other.weapon and one.weapon != other.weapon and not agree:
        return True
    return one.background != other.background or _tolls_clash(one.counts.killed, other.counts.killed)


def _tolls_clash(one: Count | None, other: Count | None) -> bool:
    if one is None or other is None or not one.high or not other.high:
        return False
    lower, upper = sorted((one, other), key=lambda count: count.high)
    return upper.low > _TOLL_RATIO * max(1, lower.high)


def _join(told: Sequence[Event], words: Words) -> Event:
    """Make one event of several reports; the most precise place and day, the range of the counts."""
    if len(told) == 1:
        return told[0]
    surest = max(told, key=lambda event: (words.kinds[event.kind].rank, event.confidence, event.id))
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
