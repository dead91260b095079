"""Whether two reports are of one event: what they agree on, what they leave open, what rules it out.

Place, day and kind must each be reconcilable. The less they settle (a region for a town, a day that
nobody states, a general word), the more the specifics must agree: numbers, weapon, what was hit, wording.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import token_set_ratio

from mapper.model import Counts, Precision
from mapper.nearness import Part, compare_places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapper.model import Count, Event, TimeSpan
    from mapper.words import Words

HAZARDS = frozenset(["earthquake", "flood/storm", "other hazard", "accident", "fire", "disease"])
"""Families that seldom happen twice at one place in one week, and whose tolls grow for days."""

VIOLENT = frozenset(["battle", "remote violence", "attack"])

_GENERAL = frozenset(["Attack", "Explosion"])
_CONSEQUENCES = frozenset(["Fire", "Infrastructure damage", "Looting/property destruction"])
_RELATED = (
    frozenset(["flood/storm", "other hazard"]),
    frozenset(["flood/storm", "accident"]),
    frozenset(["earthquake", "other hazard"]),
    frozenset(["accident", "other hazard"]),
    frozenset(["accident", "fire"]),
    frozenset(["protest", "attack"]),
    frozenset(["attack", "abduction"]),
)
"""Families that reporters pass from one to the other: the flood and its landslide, the crash and its fire."""

_CAUSELESS = "Attack"
"""What people killed by nobody knows what are filed under."""

_ALLIED = frozenset({frozenset(pair) for pair in (
    ("drone", "bomb"), ("drone", "aircraft"), ("drone", "missile"), ("missile", "rocket"),
    ("missile", "aircraft"), ("rocket", "artillery"), ("missile", "artillery"), ("bomb", "aircraft"),
    ("bomb", "suicide vest"), ("bomb", "mine"), ("gun", "grenade"),
)})  # fmt: skip
"""Weapons that two reports of one event may name for each other."""

_COUNTED = tuple(each.name for each in fields(Counts))
_NOTHING = Part()
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_SAME_HOURS = timedelta(hours=3)
_RELIEF = -0.3  # hazards seldom happen twice
_SAME_DAY = 0.2  # what days need at most that are the same
_NEXT_DAY = 1.9  # two reports that state two days, as they may of one night: nearly all else must agree
_LATEST = timedelta(days=5)  # how long after it a report may still call an event news without naming the day
_FEW = 5  # below it, two equal numbers are easily chance
_GREAT = 20  # killed in a disaster that has no double on the same day
_NEAR_TIMES = 2
_TIMES_APART = 4.0  # tolls further apart are of two events
_TIMES_APART_IN_HAZARDS = 30.0
_REPRINT = 85  # rapidfuzz, 0 to 100
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether two reports are of one event.

    Attributes
    ----------
    score
        How much more speaks for it than must; 0 where they are not one.
    clash
        Whether specifics contradict, so that not even a third report may join the two.
    reasons
        What they agree on; for two that are not one, what is against it.
    """

    score: float
    clash: bool
    reasons: tuple[str, ...]


_IN_HISTORY = Verdict(score=0.0, clash=True, reasons=("one is told as history",))
_IN_ONE_REPORT = Verdict(score=0.0, clash=True, reasons=("one report tells them apart",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The words of an event's reports: `targets` what was hit, `wording` the rest of what carries sense."""

    targets: frozenset[str] = frozenset()
    wording: str = ""


def read_wording(event: Event, texts: Mapping[str, str], words: Words) -> Told:
    """Take from the sentences that tell an event what can be compared; nothing where no text is at hand."""
    quotes = [texts[e.document_id][e.start : e.end] for e in event.evidence if e.document_id in texts]
    found = [word.lower() for quote in quotes for word in _WORD.findall(quote)]
    targets = {words.targets.get(word) or words.targets.get(word.removesuffix("s"), "") for word in found}
    return Told(targets=frozenset(targets - {""}), wording=" ".join(sorted(set(found))))


def compare(one: Event, other: Event, told: tuple[Told, Told], words: Words, within_km: float) -> Verdict:
    """Weigh two reports; the same whichever comes first."""
    if one.background != other.background:
        return _IN_HISTORY
    if _share_a_document(one, other):
        return _IN_ONE_REPORT
    time = _time(one, other, words)
    parts = [compare_places(one.location, other.location, within_km), time, _kind(one, other, words)]
    if not any(part.rules_out for part in parts):
        parts += _support(one, other, told, words)
        parts += [_reprint(*told)] if time.need < _SAME_DAY else []
    against = tuple(part.reason for part in parts if part.rules_out)
    if against:
        return Verdict(score=0.0, clash=True, reasons=against)
    need = sum(part.need for part in parts)
    reasons = tuple(part.reason for part in parts if part.reason)
    return Verdict(score=max(0.0, 1.0 - need), clash=need >= 1 and time.need >= _NEXT_DAY, reasons=reasons)


def _share_a_document(one: Event, other: Event) -> bool:
    documents = {evidence.document_id for evidence in one.evidence}
    return any(evidence.document_id in documents for evidence in other.evidence)


def _time(one: Event, other: Event, words: Words) -> Part:
    if one.when is None or other.when is None:
        return Part(need=9.0, reason="one report is undated")
    if one.when.precision is other.when.precision is Precision.HOUR:
        return _hours(one.when, other.when)
    fine = {one.when.precision, other.when.precision} <= {Precision.HOUR, Precision.DAY}
    if one.when.overlaps(other.when):
        if not fine:
            longest = max(one.when.end - one.when.start, other.when.end - other.when.start)
            return Part(need=0.8 if longest <= _WEEK else 1.4, reason="days that overlap")
        return Part(need=0.0 if one.day_stated and other.day_stated else 0.1, reason="same day")
    first, last = (one, other) if one.when.start < other.when.start else (other, one)
    return _days_apart(first, last, words, fine=fine)


def _hours(one: TimeSpan, other: TimeSpan) -> Part:
    """Compare two hours: reports round them, and are seldom of one mind when it began."""
    apart = max(one.start, other.start) - min(one.start, other.start)
    if apart <= _SAME_HOURS:
        return Part(need=0.0, reason="same hours")
    if apart < _DAY:
        return Part(need=0.8, reason=f"{apart // timedelta(hours=1)} hours apart")
    return Part(reason=f"{apart.days} days apart", rules_out=True)


def _days_apart(first: Event, last: Event, words: Words, *, fine: bool) -> Part:
    """Compare days that do not touch: one of them may be no more than that of publication."""
    if first.when is None or last.when is None:
        return Part(need=9.0)
    gap = last.when.start - first.when.end
    if fine and not last.day_stated and gap < _LATEST:
        hazards = {words.family(first.kind), words.family(last.kind)} <= HAZARDS
        late = 0.8 if gap < _DAY else 1.2  # an attack of another day is soon told; a disaster stays news
        return Part(need=0.4 if hazards else late, reason="one report states no day")
    if fine and gap < _DAY:
        return Part(need=_NEXT_DAY, reason="one night or the next day")
    days = f"{first.when.start.date()} and {last.when.start.date()}"
    return Part(reason=f"{days} are two days", rules_out=True)


def _kind(one: Event, other: Event, words: Words) -> Part:
    kinds = {one.kind, other.kind}
    families = frozenset(words.family(kind) for kind in kinds)
    relief = _RELIEF if families <= HAZARDS else 0.0
    vague = all(_is_vague(event, words) for event in (one, other) if event.kind in _GENERAL)
    if len(kinds) == 1:
        more = (
            0.2 if vague and kinds <= _GENERAL else _RELIEF if "earthquake" in families else 0.0
        )  # a quake is felt far off
        return Part(need=relief + more, reason=f"both tell of {_article(one.kind)}")
    if len(families) == 1:
        return Part(need=0.2 + relief, reason="kinds of one family")
    if families <= VIOLENT:
        return Part(need=0.3 if vague and kinds & _GENERAL else 1.5, reason="kinds of violence")
    return _confused(one, other, families)


def _is_vague(event: Event, words: Words) -> bool:
    """Whether a general word is all that is said; shooting and stabbing say more."""
    weapon = next((weapon for weapon in words.weapons if weapon.word == event.weapon), None)
    return event.kind in _GENERAL and (weapon is None or weapon.kind != event.kind)


def _confused(one: Event, other: Event, families: frozenset[str]) -> Part:
    """Compare kinds that are two things, but that two reports of one event may speak of."""
    kinds = {one.kind, other.kind}
    if kinds & _CONSEQUENCES and families & VIOLENT:
        return Part(need=0.7, reason="one tells what it led to")
    if families in _RELATED:
        return Part(need=1.0, reason="kinds that go together")
    if _CAUSELESS in kinds and families & HAZARDS and one.counts.killed and other.counts.killed:
        return Part(need=0.9, reason="one does not say what killed")
    return Part(reason=f"{' and '.join(sorted(kinds))} are two things", rules_out=True)


def _article(kind: str) -> str:
    return f"{'an' if kind[0] in 'AEIOU' else 'a'} {kind[0].lower()}{kind[1:]}"


def _support(one: Event, other: Event, told: tuple[Told, Told], words: Words) -> list[Part]:
    """Weigh the specifics: numbers, weapon, what was hit, wording."""
    hazards = {words.family(one.kind), words.family(other.kind)} <= HAZARDS
    return [
        *_counts(one.counts, other.counts, hazards=hazards),
        _tolls(one.counts.killed, other.counts.killed, hazards=hazards),
        _weapons(one.weapon, other.weapon),
        _targets(*told),
    ]


def _counts(one: Counts, other: Counts, *, hazards: bool) -> list[Part]:
    stated = ((name, getattr(one, name), getattr(other, name)) for name in _COUNTED)
    return [
        _count(name, first, second, hazards=hazards)
        for name, first, second in stated
        if first is not None and second is not None and first.high > 0 and second.high > 0
    ]


def _count(name: str, one: Count, other: Count, *, hazards: bool) -> Part:
    lower, upper = sorted((one, other), key=lambda count: (count.high, count.low))
    said = f"{_say(lower)} and {_say(upper)} {name}"
    if (lower.low, lower.high) == (upper.low, upper.high):
        said = f"{_say(one)} {name} in both"
    if upper.high > _NEAR_TIMES * lower.high:
        return Part(need=0.2 if name == "killed" and not hazards else 0.0, reason=said)
    if upper.low <= lower.high:
        return Part(need=-0.5 if upper.high < _FEW else -1.0, reason=said)
    surer = upper.high >= _GREAT or upper.high <= 1.25 * lower.low
    return Part(need=-0.4 if surer else -0.2, reason=said)


def _say(count: Count) -> str:
    return f"{count.low}" if count.low == count.high else f"{count.low} to {count.high}"


def _tolls(one: Count | None, other: Count | None, *, hazards: bool) -> Part:
    """Compare the dead: too far apart for one event, or so many that two such events are unlikely."""
    if one is None or other is None or not one.high or not other.high:
        return _NOTHING
    lower, upper = sorted((one, other), key=lambda count: (count.high, count.low))
    if upper.low > (_TIMES_APART_IN_HAZARDS if hazards else _TIMES_APART) * max(1, lower.high):
        return Part(reason=f"{_say(lower)} and {_say(upper)} killed are too far apart", rules_out=True)
    return Part(need=-0.3) if hazards and min(lower.high, upper.high) >= _GREAT else _NOTHING


def _weapons(one: str, other: str) -> Part:
    if not one or not other:
        return _NOTHING
    if one == other:
        return Part(need=-0.4, reason=f"{one} in both")
    if frozenset((one, other)) in _ALLIED:
        return Part(need=0.1, reason=f"{one} and {other}")
    return Part(need=1.0, reason=f"{one} against {other}")


def _targets(one: Told, other: Told) -> Part:
    both = one.targets & other.targets
    if both:
        return Part(need=-0.7, reason=f"both name a {' and a '.join(sorted(both))}")
    if one.targets and other.targets:
        return Part(need=0.3)
    return _NOTHING


def _reprint(one: Told, other: Told) -> Part:
    """Tell one agency's words in two papers of a day; other words for it say nothing either way."""
    if token_set_ratio(one.wording, other.wording) < _REPRINT:
        return _NOTHING
    return Part(need=-0.8, reason="told in nearly the same words")
