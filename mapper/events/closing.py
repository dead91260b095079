"""An article that has been read to its end: which of its drafts are events, and which tell the same twice."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gazetteer.model import Level, Shape
from gazetteer.within import distance_m
from mapper.events.draft import agree, holds, is_compatible, overlap
from mapper.events.kinds import CONSEQUENCES, HARMLESS, HAZARDS, VIOLENT
from mapper.events.quantities import is_far
from mapper.model import Skipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mapper.events.draft import Draft
    from mapper.model import Document
    from mapper.syntax import Sentence, Token
    from mapper.words import Words

LEAD = 4
"""Sentences that the first event of a report counts more: it is what the report is about."""
_LOOSELY = 3.0  # radii of a ring in which a headline may put a town that the report names
_DESTRUCTIVE = HAZARDS | {"remote violence"}
"""Families that leave damage behind in many places."""
_THINGS = ("vehicles", "structures", "barriers", "things")  # lists of what may kill but does nothing
_FALLS = frozenset(["collapse", "cave", "bury", "crumble", "topple"])
_DEEDS = frozenset(["kill", "slay", "murder", "shoot", "execute", "massacre"])
_CAUSELESS = HARMLESS | {"displacement"}


def close(drafts: Sequence[Draft], document: Document, words: Words) -> tuple[list[Draft], list[Skipped]]:
    """Keep the drafts that are events; what only sums up or has no cause is left out, and said so.

    What an article tells of no place, of a whole country or a region, and then of a town in it, is one event:
    that of the town.
    """
    for draft in drafts:
        if not draft.kind:
            _settle(draft, drafts, words)
    kept = [draft for draft in drafts if draft.kind]
    lead = min((one for one in kept if not one.background), key=lambda one: one.order, default=None)
    if lead is not None and words.family(lead.kind) in HAZARDS:
        _name_hazard(kept, lead, words)
    for draft in sorted(kept, key=_by_width, reverse=True):
        into = _twin(draft, [other for other in kept if other is not draft], words)
        if into is not None:
            _fold(draft, into)
            _name_cause(draft, into, words)
            kept.remove(draft)
    skipped = []
    finished = []
    for draft in drafts:
        if draft in kept and not _only_sums_up(draft, kept, words):
            finished.append(draft)
        elif draft in kept:
            skipped.append(_skip(draft, document, "sums up what is told in detail elsewhere"))
        elif not draft.kind:
            skipped.append(_skip(draft, document, "no cause is stated"))
    return finished, skipped


def _skip(draft: Draft, document: Document, why: str) -> Skipped:
    quote = document.text[draft.sentences[0].start :][:80]
    return Skipped(what=document.id, stage="events", why=f"{why}: {quote!r}")


_WIDTHS = {Level.COUNTRY: 4, Level.REGION: 3, Level.SEA: 3, Level.ADMIN1: 2, Level.ADMIN2: 1}


def _by_width(draft: Draft) -> int:
    """Order drafts by how much of the Earth their place may be: what is told of no place comes last."""
    if draft.location is None:
        return 5
    return _WIDTHS.get(draft.location.place.level, 0)


def _twin(draft: Draft, others: Iterable[Draft], words: Words) -> Draft | None:
    """Find the event that a draft tells of more widely; None where it tells of its own."""
    near = [
        other
        for other in others
        if other.background == draft.background
        and overlap(other.when, draft.when)
        and is_compatible(words, draft.kind, other.kind)
    ]
    if draft.guessed:
        stated = [other for other in near if not other.guessed and _reconcile(draft, other)]
        return min(stated, key=lambda other: abs(other.order - draft.order), default=None)
    within = [other for other in near if _is_inside(other, draft) or _is_told_loosely(other, draft)]
    same = [other for other in within if agree(draft, other)]
    if len(same) == 1:
        return same[0]
    inner = [other for other in within if not _is_aftermath(other, draft)]
    if draft.counts and len(inner) != 1:
        return None
    fits = [other for other in inner if _reconcile(draft, other)]
    return min(fits, key=lambda other: abs(other.order - draft.order), default=None)


def _is_aftermath(inner: Draft, outer: Draft) -> bool:
    """Whether what was told of a town only followed there: a fire after the earthquake of a region."""
    return inner.kind in CONSEQUENCES and outer.kind not in CONSEQUENCES


def _is_told_loosely(inner: Draft, outer: Draft) -> bool:
    """Whether a headline's "near Kyiv" may be the town of the same numbers some way beyond its ring."""
    if inner.location is None or outer.location is None or outer.location.shape is not Shape.NEAR:
        return False
    one, other = inner.location, outer.location
    apart_m = distance_m(one.lon, one.lat, other.lon, other.lat)
    return apart_m <= _LOOSELY * other.radius_m and agree(inner, outer)


def _is_inside(inner: Draft, outer: Draft) -> bool:
    return inner.location is not None and outer.location is not None and holds(outer.location, inner.location)


def _reconcile(one: Draft, other: Draft) -> bool:
    """Whether the numbers of two drafts may be of one event: nowhere far apart."""
    if "launched" in one.counts and "launched" in other.counts:
        return False
    for name in one.counts.keys() & other.counts.keys():
        first, second = (max(count.high for count in each.counts[name]) for each in (one, other))
        if is_far(first, second):
            return False
    return True


def _fold(draft: Draft, into: Draft) -> None:
    """Add what a draft tells to the event that it tells of."""
    into.sentences.extend(one for one in draft.sentences if one not in into.sentences)
    into.actors.extend(actor for actor in draft.actors if actor not in into.actors)
    into.weapon = into.weapon or draft.weapon
    if draft.dated and not into.dated:
        into.when, into.dated = draft.when, True
    into.reasons.append(_why(draft))
    for counted, counts in draft.counts.items():
        into.counts.setdefault(counted, []).extend(counts)


def _name_cause(draft: Draft, into: Draft, words: Words) -> None:
    """Call an event by what caused it: an earthquake, not the house that fell in it."""
    caused = words.family(into.kind) == "accident" and words.family(draft.kind) in _DESTRUCTIVE
    if caused or _is_aftermath(into, draft):
        into.reasons.append(f"kind: {draft.kind.lower()} was the cause of the {into.kind.lower()}")
        into.kind = draft.kind


def _name_hazard(drafts: Iterable[Draft], lead: Draft, words: Words) -> None:
    """Call what fell in the hazard that a report is about by that hazard."""
    for draft in drafts:
        same = not draft.background and overlap(lead.when, draft.when)
        fell = any(token.lemma in _FALLS for sentence in draft.sentences for token in sentence.tokens)
        if words.family(draft.kind) == "accident" and same and fell:
            draft.reasons.append(f"kind: the report is about {lead.kind.lower()}, in which things fall")
            draft.kind = lead.kind


def _why(draft: Draft) -> str:
    if draft.location is None or draft.guessed:
        return "told without a place, too"
    return f"told of {draft.location.place.name} as a whole, too"


def _only_sums_up(draft: Draft, kept: Iterable[Draft], words: Words) -> bool:
    """Whether an event of a whole country, without numbers of its own, only announces several inside it."""
    has_own = any(count.low for counts in draft.counts.values() for count in counts)
    if has_own or draft.location is None or draft.location.place.level is not Level.COUNTRY:
        return False
    return any(
        _is_inside(other, draft)
        and overlap(other.when, draft.when)
        and is_compatible(words, draft.kind, other.kind)
        for other in kept
    )


def _was_done(draft: Draft, words: Words) -> bool:
    """Whether people were killed by somebody, as far as is told: not that they died, or what fell on them."""
    killed = draft.counts.get("killed", ())
    if killed and not any(count.high for count in killed):
        return False
    return any(
        token.lemma in _DEEDS and token.pos == "VERB" and _is_by_people(sentence, token, words)
        for sentence in draft.sentences
        for token in sentence.tokens
    )


def _is_by_people(sentence: Sentence, verb: Token, words: Words) -> bool:
    """Whether who kills may be people: no illness, no rock, no bus, no earthquake."""
    path = (verb, *sentence.ancestors(verb))
    doer = next((one for above in path if (one := sentence.subject_of(above)) is not None), None)
    if doer is not None and doer.tag in ("WDT", "WP"):
        clause = next((one for one in path if one.dep == "relcl"), verb)
        doer = sentence.head_of(clause)  # "an outbreak that killed 62"
    passive = any(child.dep in ("nsubjpass", "auxpass") for child in sentence.children(verb))
    told = sentence.agents_of(verb) if passive or verb.tag == "VBN" else [doer] if doer is not None else []
    return not any(_is_thing(one, words) for one in told)


def _is_thing(doer: Token, words: Words) -> bool:
    """Whether what killed is a thing or a hazard, as far as the word lists know."""
    kind = words.triggers.get(((doer.lemma,), "n"), "")
    harmless = bool(kind) and words.family(kind) not in VIOLENT
    return harmless or doer.lemma in words.causes or any(doer.lemma in words.lists[name] for name in _THINGS)


def _settle(draft: Draft, drafts: Sequence[Draft], words: Words) -> None:
    """Give casualties without a cause that of most of the article; the nearest before them of several."""
    told = [other for other in drafts if other.kind and other.background == draft.background]
    harmful = [other for other in told if words.family(other.kind) not in _CAUSELESS]
    if not draft.counts:
        harmful = [other for other in harmful if words.family(other.kind) in _DESTRUCTIVE]
    before = [other for other in harmful if other.order <= draft.order]
    if harmful:
        lead = min(harmful, key=lambda other: other.order)
        sizes = Counter(kind for other in harmful for kind in [other.kind] * len(other.sentences))
        sizes[lead.kind] += LEAD
        most = max(sizes.values())
        likely = [other for other in (*reversed(before), *harmful) if sizes[other.kind] == most]
        draft.kind = likely[0].kind
        draft.reasons.append(f"kind: not stated here; the article is about {draft.kind.lower()}")
        draft.confidence *= 0.7
    elif draft.location is not None and _was_done(draft, words):
        draft.kind = "Attack"
        draft.reasons.append("kind: people were killed; nothing says how")
        draft.confidence *= 0.5
    elif draft.damaged:
        draft.kind = "Infrastructure damage"
        draft.reasons.append("kind: something was damaged; nothing says by what")
