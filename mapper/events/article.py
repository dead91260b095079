"""An article being read: its events so far, and what they leave standing for the next sentence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from mapper.events.clock import at_its_hour
from mapper.events.dates import Dated, day_span
from mapper.events.draft import Draft, add_counts, holds, is_compatible, is_own_news, is_same_spot, overlap
from mapper.events.kinds import ARRESTS, CONSEQUENCES, GENERAL, INTERCEPTION, LOOTING, VIOLENT
from mapper.events.whereabouts import Spot, Whereabouts
from mapper.model import Document, Precision, Skipped, TimeSpan

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazetteer.model import Location, Resolution
    from mapper.events.findings import Finding
    from mapper.events.setting import Setting
    from mapper.words import Words

    Locate = Callable[[Resolution, str], Location]

_LASTING = frozenset(["disease", "displacement", "other hazard", "politics"])
"""Families whose news may well be of months."""
_DEEDS = frozenset([LOOTING, "Infrastructure damage"])
"""What is done besides; it kills nobody."""
_MANY = 3  # places in one report
_MORE_TELLING = 15  # steps of rank by which a kind names an event better: a suicide bomb than a clash
_CARRY = 3  # sentences over which a place holds when none is named
_NEARBY = timedelta(days=5)  # a report that names no day speaks of the last few
_OLD = timedelta(days=45)  # told later than this, it is history


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    """When a finding is put, why, and whether its own sentence says so."""

    when: TimeSpan | None
    reason: str
    stated: bool


class Article:
    """Takes in the findings of one document in order; `drafts` are its events so far."""

    def __init__(self, document: Document, words: Words, locate: Locate, setting: Setting) -> None:
        """Begin with nothing told."""
        self.document = document
        self.country = setting.country
        self.lead = setting.lead
        self.whereabouts = Whereabouts(document.text, locate, setting)
        self.words = words
        self.drafts: list[Draft] = []
        self.skipped: list[Skipped] = []

    def add(self, finding: Finding, order: int) -> None:
        """Take in a finding of sentence number `order`: a new event, or more about one told already."""
        last = self._last()
        near = last.location if last is not None and order - last.latest <= _CARRY else None
        spots = [self.whereabouts.spot(placed, near) for placed in finding.places]
        day = self._day(finding, order)
        told = self._referred(finding, order, spots, day) if spots else self._meant(finding, order, day)
        if told is not None and self._is_of_one_time(told, finding, day, order):
            self._extend(told, finding, order, "more about the same: no place of its own is named")
            return
        if not spots:
            standing = self.whereabouts.pointed(finding, self._held()) or self._standing(finding, order)
            spots = [standing] if standing is not None else []
        home = self.whereabouts.at_home(finding) if spots else None
        if home is not None and not any(spot.location for spot in spots):
            spots = [home]
        for spot in spots:
            self._take(finding, order, replace(spot, shared=len(spots) > 1))
        if not spots:
            quote = self.document.text[finding.sentence.start : finding.sentence.end]
            self._skip(f"nothing says where: {finding.wording!r} in {quote[:80]!r}")

    def _held(self) -> frozenset[str]:
        """Ids of the places of the news so far."""
        told = (draft.location for draft in self.drafts if not draft.background)
        return frozenset(location.place.id for location in told if location is not None)

    def _skip(self, why: str) -> None:
        self.skipped.append(Skipped(what=self.document.id, stage="events", why=why))

    def _meant(self, finding: Finding, order: int, day: _Day) -> Draft | None:
        """Find the event that "the attack" or a bare "four were injured" speaks of."""
        last = self._last()
        if (
            last is not None
            and last.kind == finding.kind
            and not _is_of_other_days(last, day)
            and order - last.latest <= 1
            and not finding.distinct
        ):
            return last
        if finding.distinct or not (finding.known or not finding.kind):
            return None
        recent = sorted(self.drafts, key=lambda draft: -draft.latest)
        for draft in recent:
            if _is_of_other_days(draft, day):
                continue
            if order - draft.latest <= 2 * _CARRY and is_compatible(self.words, draft.kind, finding.kind):
                return draft
        return None

    def _referred(self, finding: Finding, order: int, spots: Sequence[Spot], day: _Day) -> Draft | None:
        """Find the event that a sentence speaks of although it names places.

        "Tuesday's attack was planned by men with bases in X" is no attack in X; what became of people at a
        place that nobody knows is more of what was told just before.
        """
        if finding.distinct or not self._is_loose(finding, order, spots):
            return None
        for draft in sorted(self.drafts, key=lambda draft: -draft.latest):
            far = not finding.known and order - draft.latest > _CARRY
            if far or draft.background or not is_compatible(self.words, draft.kind, finding.kind):
                continue
            if overlap(draft.when, day.when) or not (day.stated and draft.dated):
                return draft
        return None

    def _is_loose(self, finding: Finding, order: int, spots: Sequence[Spot]) -> bool:
        """Whether the places of a finding may be others than where it happened."""
        if not any(spot.told for spot in spots):
            return not finding.kind or self._is_lead(finding, order)
        return finding.known and not finding.counts and not any(spot.direct for spot in spots)

    def _is_lead(self, finding: Finding, order: int) -> bool:
        """Whether a sentence still tells the news of the first one, at a place that nobody knows."""
        last = self._last(news=True)
        if last is None or last.order > 1 or order - last.latest > 1:
            return False
        return self.words.family(last.kind) == self.words.family(finding.kind)

    def _standing(self, finding: Finding, order: int) -> Spot | None:
        """Return the place that holds where a sentence names none: that of the event told just before."""
        last = self._last(news=bool(finding.kind) and not finding.known)
        carries = finding.kind != INTERCEPTION and last is not None and order - last.latest <= _CARRY
        carries = carries and not self._is_survey(finding, last)
        if carries and last is not None and last.location is not None:
            reason = "carried over from the event told just before"
            return Spot(location=last.location, reason=reason, confidence=0.6)
        if finding.kind == INTERCEPTION and self.country is not None:
            reason = "an air defence works over its country"
            return Spot(location=replace(self.country, score=0.5), reason=reason, confidence=0.6)
        if not finding.kind or (order > _CARRY and not (finding.kind == ARRESTS and finding.counts)):
            return self.whereabouts.at_home(finding)
        return self.whereabouts.at_last(finding)

    def _is_survey(self, finding: Finding, last: Draft | None) -> bool:
        """Whether a report of many places goes on with something else: then it speaks of all of them."""
        if last is None or not finding.kind or finding.known or finding.kind == last.kind:
            return False
        news = [draft.location.place.id for draft in self.drafts if draft.location and not draft.background]
        return len(set(news)) >= _MANY

    def _last(self, *, news: bool = False) -> Draft | None:
        """Return the event that was told of most recently; of the news alone, or of history too."""
        told = (draft for draft in self.drafts if not (news and draft.background))
        return max(told, key=lambda draft: draft.latest, default=None)

    def _take(self, finding: Finding, order: int, spot: Spot) -> None:
        day = self._day(finding, order)
        same = self._same(finding, spot, day, order)
        if same is not None:
            self._extend(same, finding, order, "told again in the same article")
            _narrow(same, spot)
            return
        score = spot.location.score if spot.location else 1.0
        kind, why_kind = self._kind(finding)
        old = self._history(finding)
        when, hour = at_its_hour(day.when, finding.dated, spot.location, self.words.zones)
        draft = Draft(
            kind=kind,
            weapon=finding.weapon,
            location=spot.location,
            when=when,
            sentences=[finding.sentence],
            reasons=[why_kind, f"place: {spot.reason}", f"day: {day.reason}{hour}"],
            confidence=spot.confidence * score * (1.0 if day.stated else 0.85),
            order=order,
            latest=order,
            dated=day.stated,
            background=self._is_history(finding, day) or old,
            name=spot.name,
            guessed=spot.guessed,
            damaged=finding.damaged,
            told=spot.told,
            fit=spot.fit,
        )
        if spot.shared and finding.counts:
            draft.reasons.append("counts: told for several places together, so any of them may have none")
        add_counts(draft, finding, shared=spot.shared)
        self.drafts.append(draft)

    def _is_history(self, finding: Finding, day: _Day) -> bool:
        """Whether a finding is of long ago, or sums up what has gone on for months."""
        since = bool(finding.dated and finding.dated.since)
        lasting = self.words.family(finding.kind) in _LASTING
        is_long = day.when is not None and day.when.end - day.when.start > _OLD
        sums_up = is_long or bool(finding.dated and finding.dated.aggregate)
        return self._is_old(day.when) or since or (day.stated and sums_up and not lasting)

    def _history(self, finding: Finding) -> bool:
        """Whether "the attack" speaks of one that was told as history."""
        if not finding.known or finding.dates:
            return False
        told = [one for one in reversed(self.drafts) if is_compatible(self.words, one.kind, finding.kind)]
        return bool(told) and told[0].background

    def _kind(self, finding: Finding) -> tuple[str, str]:
        """Name the kind; "the attack" is of the kind that was told before."""
        if finding.known and finding.kind in GENERAL and not finding.weapon:
            for draft in reversed(self.drafts):
                if draft.kind not in GENERAL and self.words.family(draft.kind) in VIOLENT:
                    return draft.kind, f"kind: {finding.wording!r} speaks of {draft.kind!r}, told before"
        return finding.kind, f"kind: {finding.wording!r}"

    def _same(self, finding: Finding, spot: Spot, day: _Day, order: int) -> Draft | None:
        """Find the draft that a finding at a named place tells again."""
        location = spot.location
        if finding.distinct or location is None:
            return None
        for draft in reversed(self.drafts):
            if spot.name and draft.name and spot.name != draft.name:
                continue  # two villages of one district
            if not self._is_of_one_time(draft, finding, day, order):
                continue
            if day.stated and not draft.dated and is_own_news(draft, finding):
                continue  # "On Wednesday 12 were killed when shells landed there"
            same_place = draft.location is not None and (
                is_same_spot(draft.location, location)
                or (
                    finding.known
                    and "launched" not in draft.counts
                    and _one_holds_other(draft.location, location)
                )
            )
            same_day = self._is_same_time(draft, day)
            if same_place and same_day and is_compatible(self.words, draft.kind, finding.kind):
                return draft
        return None

    def _is_of_one_time(self, draft: Draft, finding: Finding, day: _Day, order: int) -> bool:
        """Whether both are news or both history: a place and a kind in common do not make them one."""
        if draft.background:
            if day.stated and finding.kind:
                return self._is_history(finding, day)
            return not finding.kind or order - draft.latest <= 1
        return not (day.stated and self._is_history(finding, day))

    def _is_same_time(self, draft: Draft, day: _Day) -> bool:
        """Whether the days of a draft and of what is told now may be one; unstated days are near."""
        if overlap(draft.when, day.when):
            return True
        if (day.stated and draft.dated) or draft.when is None or day.when is None:
            return False
        return abs(draft.when.start - day.when.start) <= _NEARBY

    def _extend(self, draft: Draft, finding: Finding, order: int, reason: str) -> None:
        """Add a finding to the event that it tells more about."""
        draft.latest = order
        if finding.sentence not in draft.sentences:
            draft.sentences.append(finding.sentence)
        self._name_kind(draft, finding)
        draft.weapon = draft.weapon or finding.weapon
        dated = finding.dated
        if dated is not None and not draft.dated and _is_own_day(dated):
            draft.when, draft.dated = self._span(dated), True
            draft.reasons.append(f"day: {dated.rule}")
            draft.background = self._is_old(draft.when)
        self._refine(draft, finding)
        if reason not in draft.reasons:
            draft.reasons.append(reason)
        add_counts(draft, finding)

    def _name_kind(self, draft: Draft, finding: Finding) -> None:
        """Take the kind that a later sentence names, where it says more than what was told."""
        if not finding.kind or (finding.known and draft.kind):
            return
        kinds = {draft.kind, finding.kind}
        violent = {self.words.family(kind) for kind in kinds} <= VIOLENT and not kinds & GENERAL
        if not (self._says_more(finding.kind, draft.kind) or (draft.surmised and violent)):
            return
        draft.reasons.append(f"kind: {finding.wording!r} says more than {draft.kind or 'casualties'!r}")
        draft.kind, draft.surmised = finding.kind, finding.known
        draft.weapon = finding.weapon or draft.weapon

    def _refine(self, draft: Draft, finding: Finding) -> None:
        """Note the hour that a later sentence tells of the same day."""
        when, hour = at_its_hour(draft.when, finding.dated, draft.location, self.words.zones)
        if finding.dated and when != draft.when and draft.when and draft.when.precision is Precision.DAY:
            draft.when = when
            draft.reasons.append(f"hour: {finding.dated.rule}{hour}")

    def _says_more(self, now: str, told: str) -> bool:
        """Whether a kind names the cause of what was told: shelling of a fire, a clash of casualties."""
        vague = GENERAL | CONSEQUENCES
        if not told:
            return now not in _DEEDS
        if now in vague:
            return False
        if told in vague:
            return self.words.family(now) in VIOLENT
        kinds, families = self.words.kinds, {self.words.family(told), self.words.family(now)}
        return families <= VIOLENT and kinds[now].rank > kinds[told].rank + _MORE_TELLING

    def _day(self, finding: Finding, order: int) -> _Day:
        """Date a finding: its own words, the event before it, the article's first day, its publication."""
        lead = self.lead
        dated = finding.dated
        if dated is not None and not dated.bare:
            return _Day(when=self._span(dated), reason=dated.rule, stated=True)
        last = self._last()
        if last is not None and last.dated and order - last.latest <= (0 if last.background else 2):
            return _Day(when=last.when, reason="the day of the event told just before", stated=False)
        if lead is not None:
            return _Day(when=lead.span, reason=f"the article's first day, {lead.rule}", stated=False)
        if self.document.published is None:
            return _Day(when=None, reason="neither the report nor its date says when", stated=False)
        span = day_span(self.document.published)
        return _Day(when=span, reason="no day is stated: the day of publication", stated=False)

    def _span(self, dated: Dated) -> TimeSpan:
        """Read a time; the night is the one before the article's first day, where it names one."""
        lead = self.lead if dated.overnight else None
        return lead.span if lead else dated.span

    def _is_old(self, when: TimeSpan | None) -> bool:
        published = self.document.published
        return when is not None and published is not None and when.end.date() < published - _OLD


def _is_of_other_days(draft: Draft, day: _Day) -> bool:
    """Whether both a draft and what is told now say when, and not on the same days."""
    return day.stated and draft.dated and not overlap(draft.when, day.when)


def _one_holds_other(one: Location, other: Location) -> bool:
    return holds(one, other) or holds(other, one)


def _is_own_day(dated: Dated) -> bool:
    """Whether a later sentence's time may be that of what was told before: a day, not weeks of protest."""
    is_day = dated.span.precision in (Precision.DAY, Precision.HOUR)
    return is_day and not (dated.since or dated.bare or dated.counted or dated.aggregate)


def _narrow(draft: Draft, spot: Spot) -> None:
    """Put an event told of a region where a later sentence puts it: in a town there."""
    if draft.location is None or spot.location is None or not holds(draft.location, spot.location):
        return
    draft.location, draft.name = spot.location, spot.name
    draft.reasons.append(f"place: {spot.reason}")
