"""An article being read: its events so far, and what they leave standing for the next sentence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from gazetteer.model import Level
from mapper.events.anaphora import place_meant
from mapper.events.dates import Dated, day_span
from mapper.events.draft import Draft, add_counts, agree, holds, is_same_spot, overlap
from mapper.model import Document, Skipped, TimeSpan

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazetteer.model import Location, Resolution
    from mapper.events.findings import Finding
    from mapper.events.setting import Setting
    from mapper.events.where import Placed
    from mapper.words import Words

    Locate = Callable[[Resolution, str], Location]

_VIOLENT = frozenset(["battle", "remote violence", "attack"])
_CONSEQUENCES = frozenset(["Fire", "Infrastructure damage", "Displacement", "Looting/property destruction"])
_GENERAL = frozenset(["Attack", "Explosion", ""])
_INTERCEPTION = "Disrupted weapons use"
_HARMLESS = frozenset(["interception", "politics", "arrest"])  # families in which nobody is hurt
_CARRY = 3  # sentences over which a place holds when none is named
_OLD = timedelta(days=45)  # told later than this, it is history


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    """Where a finding is put, why, and how sure that makes it; `name` if the gazetteer does not know it."""

    location: Location | None
    reason: str
    confidence: float = 1.0
    shared: bool = False
    name: str = ""


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
        self.named = setting.named
        self.words = words
        self.locate = locate
        self.drafts: list[Draft] = []
        self.skipped: list[Skipped] = []

    def add(self, finding: Finding, order: int) -> None:
        """Take in a finding of sentence number `order`: a new event, or more about one told already."""
        if finding.places:
            shared = len(finding.places) > 1
            for placed in finding.places:
                spot = self._spot(placed, order)
                self._take(finding, order, replace(spot, shared=shared))
            return
        told = self._meant(finding, order)
        standing = self._pointed(finding) or self._standing(finding, order)
        if told is not None:
            self._extend(told, finding, order, "more about the same: no place of its own is named")
        elif standing is not None:
            self._take(finding, order, standing)
        else:
            quote = self.document.text[finding.sentence.start : finding.sentence.end]
            self._skip(f"nothing says where: {finding.wording!r} in {quote[:80]!r}")

    def _spot(self, placed: Placed, order: int) -> _Spot:
        """Locate the place that a sentence names; an unknown name lies in what is named around it."""
        name = "" if placed.is_known else placed.mention.text
        if placed.resolution.best is None:
            return self._unknown(placed, order)
        location = self.locate(placed.resolution, self.document.text)
        if name:
            location = replace(location, wording=f"{name}, {location.wording}")
        return _Spot(location=location, reason=placed.reason, name=name)

    def _unknown(self, placed: Placed, order: int) -> _Spot:
        """Keep the name of a place that nothing locates: a hospital's town, else the report's country."""
        name, last = placed.mention.text, self._last()
        if placed.is_facility and last is not None and last.location and order - last.latest <= _CARRY:
            reason = f"{placed.reason}; the event told just before was in {last.location.place.name}"
            return _Spot(location=last.location, reason=reason, confidence=0.6)
        if self.country is not None:
            location = replace(self.country, wording=name, score=0.5)
            reason = f"{placed.reason}; the report is about {self.country.place.name}"
            return _Spot(location=location, reason=reason, confidence=0.6, name=name)
        return _Spot(location=None, reason=placed.reason, confidence=0.4, name=name)

    def _skip(self, why: str) -> None:
        self.skipped.append(Skipped(what=self.document.id, stage="events", why=why))

    def _meant(self, finding: Finding, order: int) -> Draft | None:
        """Find the event that "the attack" or a bare "four were injured" speaks of."""
        last = self._last()
        if (
            last is not None
            and last.kind == finding.kind
            and order - last.latest <= 1
            and not finding.distinct
        ):
            return last
        if finding.distinct or not (finding.known or not finding.kind):
            return None
        recent = sorted(self.drafts, key=lambda draft: -draft.latest)
        for draft in recent:
            if order - draft.latest <= 2 * _CARRY and self._is_compatible(draft.kind, finding.kind):
                return draft
        return None

    def _pointed(self, finding: Finding) -> _Spot | None:
        """Return the place that the sentence means by "the town", "that state", "there"."""
        sentence = finding.sentence
        text = self.document.text[sentence.start : sentence.end]
        meant = place_meant(text, sentence.start, self.named)
        if meant is None:
            return None
        resolution, words = meant
        location = replace(self.locate(resolution, self.document.text), wording=words)
        name = location.place.name
        return _Spot(location=location, reason=f"{words!r} is {name}, named before", confidence=0.75)

    def _standing(self, finding: Finding, order: int) -> _Spot | None:
        """Return the place that holds where a sentence names none: that of the event told just before."""
        last = self._last()
        carries = finding.kind != _INTERCEPTION and last is not None and order - last.latest <= _CARRY
        if carries and last is not None and last.location is not None:
            reason = "carried over from the event told just before"
            return _Spot(location=last.location, reason=reason, confidence=0.6)
        if finding.kind == _INTERCEPTION and self.country is not None:
            reason = "an air defence works over its country"
            return _Spot(location=replace(self.country, score=0.5), reason=reason, confidence=0.6)
        if not finding.kind or order > _CARRY:
            return None
        if self.country is not None:
            reason = f"nothing nearer is said; the report is about {self.country.place.name}"
            return _Spot(location=replace(self.country, score=0.5), reason=reason, confidence=0.6)
        return _Spot(location=None, reason="no sentence near says where", confidence=0.4)

    def _last(self) -> Draft | None:
        """Return the event that was told of most recently."""
        return max(self.drafts, key=lambda draft: draft.latest, default=None)

    def _is_compatible(self, told: str, now: str) -> bool:
        """Whether two kinds may be one event in one article."""
        if told == now:
            return True
        if not now or not told:  # casualties are of no kind in which nobody is hurt
            return self.words.family(told or now) not in _HARMLESS
        families = {self.words.family(told), self.words.family(now)}
        if len(families) == 1:
            return True
        if {told, now} & _GENERAL and families <= _VIOLENT:
            return True
        return bool({told, now} & _CONSEQUENCES) and not families & _HARMLESS

    def _take(self, finding: Finding, order: int, spot: _Spot) -> None:
        day = self._day(finding, order)
        same = self._same(finding, spot, day)
        if same is not None:
            self._extend(same, finding, order, "told again in the same article")
            return
        score = spot.location.score if spot.location else 1.0
        kind, why_kind = self._kind(finding)
        old = self._history(finding)
        draft = Draft(
            kind=kind,
            weapon=finding.weapon,
            location=spot.location,
            when=day.when,
            sentences=[finding.sentence],
            reasons=[why_kind, f"place: {spot.reason}", f"day: {day.reason}"],
            confidence=spot.confidence * score * (1.0 if day.stated else 0.85),
            order=order,
            latest=order,
            dated=day.stated,
            background=self._is_old(day.when) or bool(finding.dated and finding.dated.since) or old,
            name=spot.name,
        )
        if spot.shared and finding.counts:
            draft.reasons.append("counts: told for several places together, so left open")
        else:
            add_counts(draft, finding)
        self.drafts.append(draft)

    def _history(self, finding: Finding) -> bool:
        """Whether "the attack" speaks of one that was told as history."""
        if not finding.known or finding.dates:
            return False
        told = [one for one in reversed(self.drafts) if self._is_compatible(one.kind, finding.kind)]
        return bool(told) and told[0].background

    def _kind(self, finding: Finding) -> tuple[str, str]:
        """Name the kind; "the attack" is of the kind that was told before."""
        if finding.known and finding.kind in _GENERAL and not finding.weapon:
            for draft in reversed(self.drafts):
                if draft.kind not in _GENERAL and self.words.family(draft.kind) in _VIOLENT:
                    return draft.kind, f"kind: {finding.wording!r} speaks of {draft.kind!r}, told before"
        return finding.kind, f"kind: {finding.wording!r}"

    def _same(self, finding: Finding, spot: _Spot, day: _Day) -> Draft | None:
        """Find the draft that a finding at a named place tells again."""
        location = spot.location
        if finding.distinct or location is None:
            return None
        for draft in reversed(self.drafts):
            if spot.name and draft.name and spot.name != draft.name:
                continue  # two villages of one district
            same_place = draft.location is not None and is_same_spot(draft.location, location)
            same_day = overlap(draft.when, day.when) or not (day.stated and draft.dated)
            if same_place and same_day and self._is_compatible(draft.kind, finding.kind):
                return draft
        return None

    def _extend(self, draft: Draft, finding: Finding, order: int, reason: str) -> None:
        """Add a finding to the event that it tells more about."""
        draft.latest = order
        if finding.sentence not in draft.sentences:
            draft.sentences.append(finding.sentence)
        if finding.kind and not finding.known and self._says_more(finding.kind, draft.kind):
            draft.reasons.append(f"kind: {finding.wording!r} says more than {draft.kind or 'casualties'!r}")
            draft.kind = finding.kind
        draft.weapon = draft.weapon or finding.weapon
        if finding.dated and not draft.dated and not finding.dated.since:
            draft.when, draft.dated = self._span(finding.dated), True
            draft.reasons.append(f"day: {finding.dated.rule}")
            draft.background = self._is_old(draft.when)
        if reason not in draft.reasons:
            draft.reasons.append(reason)
        add_counts(draft, finding)

    def _says_more(self, now: str, told: str) -> bool:
        """Whether a kind names the cause of what was told: shelling of a fire, a clash of casualties."""
        vague = _GENERAL | _CONSEQUENCES
        if not told or now in vague or told not in vague:
            return not told
        return self.words.family(now) in _VIOLENT

    def _day(self, finding: Finding, order: int) -> _Day:
        """Date a finding: its own words, the event before it, the article's first day, its publication."""
        lead = self.lead
        dated = finding.dated
        if dated is not None:
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

    def finish(self) -> list[Draft]:
        """Return the drafts that are events; what only sums up or has no cause is skipped, and said so."""
        for draft in self.drafts:
            if not draft.kind and draft.counts:
                self._settle(draft)
        folded = [draft for draft in self.drafts if draft.kind and self._fold(draft)]
        finished: list[Draft] = []
        for draft in self.drafts:
            if draft in folded:
                continue
            if draft.kind and not self._only_sums_up(draft):
                finished.append(draft)
                continue
            quote = self.document.text[draft.sentences[0].start :][:80]
            why = (
                "sums up what is told in detail elsewhere"
                if draft.kind
                else "no cause of casualties is stated"
            )
            self._skip(f"{why}: {quote!r}")
        return finished

    def _inside(self, draft: Draft) -> list[Draft]:
        """Find the events of the same kind and day in places that a draft's place contains."""
        at = draft.location
        if at is None:
            return []
        return [
            other
            for other in self.drafts
            if other is not draft
            and other.kind
            and other.location is not None
            and holds(at, other.location)
            and overlap(other.when, draft.when)
            and self._is_compatible(draft.kind, other.kind)
        ]

    def _fold(self, draft: Draft) -> bool:
        """Fold an event of a whole region or country into the one in a town of it with the same numbers."""
        same = [other for other in self._inside(draft) if agree(draft, other)]
        if len(same) != 1:
            return False
        same[0].sentences.extend(one for one in draft.sentences if one not in same[0].sentences)
        if draft.location is not None:
            same[0].reasons.append(
                f"told of {draft.location.place.name} as a whole too, with the same numbers"
            )
        for counted, counts in draft.counts.items():
            same[0].counts.setdefault(counted, []).extend(counts)
        return True

    def _only_sums_up(self, draft: Draft) -> bool:
        """Whether an event of a whole country, without numbers, only announces others inside it."""
        wide = draft.location is not None and draft.location.place.level is Level.COUNTRY
        return wide and not draft.counts and bool(self._inside(draft))

    def _settle(self, draft: Draft) -> None:
        """Give casualties without a cause the cause that the article's other events have."""
        told = [other.kind for other in self.drafts if other.kind and not other.background]
        harmful = [kind for kind in told if self.words.family(kind) not in ("politics", "interception")]
        if not harmful and draft.location is not None and draft.counts.get("killed"):
            draft.kind = "Attack"
            draft.reasons.append("kind: people were killed; nothing says how")
            draft.confidence *= 0.5
        elif harmful:
            draft.kind = max(sorted(set(harmful)), key=harmful.count)
            draft.reasons.append(f"kind: not stated here; the article is about {draft.kind.lower()}")
            draft.confidence *= 0.7
