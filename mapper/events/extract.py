"""From one article to its events."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gazetteer.model import Level, Role
from mapper.events.article import Article
from mapper.events.closing import close
from mapper.events.confidence import confidence_of, describe, reason_of
from mapper.events.dates import dateline_end, find_dates
from mapper.events.eligible import can_happen_at
from mapper.events.findings import find_in_sentence
from mapper.events.parts import without_parts
from mapper.events.setting import OPENING, Setting, find_lead
from mapper.events.triggers import may_report
from mapper.model import Count, Counts, Document, Event, Evidence, Skipped, TimeSpan
from mapper.titles import write_title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from gazetteer.model import Location, Place, Resolution
    from mapper.events.dates import Dated
    from mapper.events.draft import Draft
    from mapper.events.findings import Finding
    from mapper.syntax import Sentence
    from mapper.words import Words

    Span = tuple[int, int]

_LEAD = 3
"""How much more a name in the first two sentences says of what a report is about."""
_MOST = 0.4
_AHEAD = 1.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Aids:
    """What reading takes.

    Attributes
    ----------
    words
        Kinds and word lists.
    sentences
        Gives the code points of each sentence of a text, in order.
    parse
        Gives the syntax of stretches of a text.
    place_of
        Gives the place of an id.
    locate
        Says where a resolved name in a text puts what happened.
    """

    words: Words
    sentences: Callable[[str], Sequence[Span]]
    parse: Callable[[str, Sequence[Span]], Sequence[Sentence]]
    place_of: Callable[[str], Place]
    locate: Callable[[Resolution, str], Location]


def extract(
    document: Document, resolutions: Sequence[Resolution], aids: Aids
) -> tuple[list[Event], list[Skipped]]:
    """Find the events that a document reports.

    Returns
    -------
    tuple
        Events in the order of the text, each told once; and what was left out because nothing says
        where it was or what caused it.
    """
    drafts, left_out = read_drafts(document, resolutions, aids)
    return [finish(draft, document, aids.words) for draft in drafts], left_out


def read_drafts(
    document: Document, resolutions: Sequence[Resolution], aids: Aids
) -> tuple[list[Draft], list[Skipped]]:
    """Find events as `extract` does, with all that was noted of each on the way."""
    text = document.text
    spans = [(start + dateline_end(text[start:end]), end) for start, end in aids.sentences(text)]
    placed = sorted(resolutions, key=_start)
    known = [resolution.mention.start for resolution in placed if resolution.best is not None]
    promising = [
        number
        for number, (start, end) in enumerate(spans)
        if may_report(text[start:end], aids.words, placed=bisect_left(known, start) < bisect_left(known, end))
    ]
    parsed = aids.parse(text, [spans[number] for number in promising])
    findings: list[tuple[int, Finding]] = []
    for number, sentence in zip(promising, parsed, strict=True):
        first = bisect_left(placed, sentence.start, key=_start)
        inside = placed[first : bisect_left(placed, sentence.end, lo=first, key=_start)]
        found = find_in_sentence(sentence, document, inside, aids.words)
        findings.extend((number, finding) for finding in found)
    if not findings:
        return [], []
    lead = find_lead(findings, _opening(text, spans, document), document.published)
    named = tuple(resolution for resolution in placed if can_happen_at(resolution))
    setting = Setting(
        country=_country(resolutions, aids, spans[1][1] if len(spans) > 1 else len(text)),
        lead=lead,
        named=named,
        mentioned=tuple(placed),
        dateline=next((one for one in placed if one.mention.role is Role.DATELINE and one.best), None),
    )
    article = Article(document, aids.words, aids.locate, setting)
    for number, finding in findings:
        article.add(finding, number)
    finished, left_out = close(article.drafts, document, aids.words)
    return finished, [*article.skipped, *left_out]


def _opening(text: str, spans: Sequence[Span], document: Document) -> Iterator[Dated]:
    """Yield the times that the first sentences of a report name; "as of 2 September" is none of news."""
    for start, end in spans[:OPENING]:
        for dated in find_dates(text[start:end], document.published):
            if not text[: start + dated.start].rstrip().lower().endswith("as of"):
                yield dated


def _start(resolution: Resolution) -> int:
    return resolution.mention.start


def _country(resolutions: Sequence[Resolution], aids: Aids, lead_end: int) -> Location | None:
    """Find the country that a report is about: the one most of its names lie in, those of its lead first.

    None where no country has two fifths of them, or another has nearly as many.
    """
    named = [r for r in resolutions if r.best is not None and r.best.place.country]
    shares: Counter[str] = Counter()
    for resolution in named:
        if resolution.best is not None:
            shares[resolution.best.place.country] += _LEAD if resolution.mention.start < lead_end else 1
    top, second = [*shares.most_common(2), ("", 0), ("", 0)][:2]
    if top[1] < _MOST * shares.total() or top[1] < _AHEAD * second[1] or not top[1]:
        return None
    for resolution in named:
        best = resolution.best
        if best is None or best.place.country != top[0]:
            continue
        for place in (best.place, *(aids.place_of(parent) for parent in best.place.parents)):
            if place.level is Level.COUNTRY:
                country = replace(best, place=place, reasons=("most names of the report lie in it",))
                return aids.locate(replace(resolution, best=country, others=()), "")
    return None


def _joined(counts: Iterable[Count]) -> Count:
    """Join what one article says of one number: the range, a stated zero only if nothing else is said."""
    stated = list(counts)
    positive = without_parts([count for count in stated if count.high > 0]) or stated
    wording = "; ".join(dict.fromkeys(count.wording for count in positive if count.wording))
    low, high = min(count.low for count in positive), max(count.high for count in positive)
    return Count(low=low, high=high, wording=wording)


def finish(draft: Draft, document: Document, words: Words) -> Event:
    """Make an event of a draft."""
    counts = Counts(**{name: _joined(stated) for name, stated in sorted(draft.counts.items())})
    evidence = tuple(
        Evidence(document_id=document.id, start=sentence.start, end=sentence.end)
        for sentence in sorted(draft.sentences, key=lambda each: each.start)
    )
    noted = describe(draft, words)
    return Event(
        id=identify(draft.kind, draft.location, draft.when, evidence, draft.name),
        kind=draft.kind,
        title=write_title(draft.kind, draft.weapon, draft.location, counts),
        when=draft.when,
        location=draft.location,
        counts=counts,
        weapon=draft.weapon,
        actors=tuple(sorted(draft.actors)),
        confidence=confidence_of(noted, words.confidence),
        evidence=evidence,
        day_stated=draft.dated,
        background=draft.background,
        reasons=(*draft.reasons, reason_of(noted)),
    )


def identify(
    kind: str, location: Location | None, when: TimeSpan | None, evidence: Sequence[Evidence], name: str = ""
) -> str:
    """Hash what makes an event itself: kind, place, start, and the first sentence that told it.

    `name` is that of a village that the gazetteer does not know, so that two in one district differ.
    """
    first = evidence[0]
    parts = [
        kind,
        location.place.id if location else "",
        when.start.isoformat() if when else "",
        first.document_id,
        str(first.start),
        *([name] if name else []),
    ]
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
