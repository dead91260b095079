"""An event in words, for the panel: counts, reasons, and each report's sentence with a little around it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mapper.titles import write_title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazetteer.model import Candidate, Location
    from mapper.model import Document, Event, Evidence
    from mapper.page.columns import Json

AROUND = 160
"""Code points shown on either side of a quote: about a sentence and a half, far from the whole text."""

LONGEST_QUOTE = 2_000
"""Code points of a quote that are shown: ten long sentences; a ten-megabyte line stays out of the page."""


def tell_event(event: Event, documents: Mapping[str, int], texts: Mapping[str, str]) -> Json:
    """Everything the panel says of an event; empty parts are left out.

    `made` says that the title is only put together from what else is told, so that the page can put it
    together in another language.

    Parameters
    ----------
    event
        What to tell.
    documents
        Number of each document in the page.
    texts
        Text of each document, by id.
    """
    whole: dict[str, Json] = {
        **_tell_report(event, documents, texts),
        "location": None if event.location is None else _tell_location(event.location),
        "confidence": round(event.confidence, 3),
        "reasons": list(event.reasons),
        "made": event.title == write_title(event.kind, event.weapon, event.location, event.counts),
        "told": [_tell_report(report, documents, texts) for report in event.told],
    }
    return {key: value for key, value in whole.items() if value or value == 0}


def _tell_report(event: Event, documents: Mapping[str, int], texts: Mapping[str, str]) -> dict[str, Json]:
    """Tell what one report, or all together, say of an event."""
    counts: list[Json] = [[name, c.low, c.high, c.wording] for name, c in event.counts.items()]
    known = [evidence for evidence in event.evidence if evidence.document_id in documents]
    told: dict[str, Json] = {
        "id": event.id,
        "title": event.title,
        "weapon": event.weapon,
        "actors": list(event.actors),
        "counts": counts,
        "evidence": [_quote(e, documents[e.document_id], texts[e.document_id]) for e in known],
    }
    return {key: value for key, value in told.items() if value}


def _tell_location(location: Location) -> Json:
    """Where, how precisely, why there, and where else it might have been."""
    return {
        "wording": location.wording,
        "geo": location.geo_precision,
        "prec": location.where_prec,
        "score": round(location.score, 3),
        "reasons": list(location.reasons),
        "others": [_tell_candidate(candidate) for candidate in location.others],
    }


def _tell_candidate(candidate: Candidate) -> Json:
    """Name a place that was not chosen, and where it is; its id, so that a reader can choose it."""
    place = candidate.place
    lon, lat = round(place.lon, 4), round(place.lat, 4)
    return [place.name, place.country, place.level.value, lon, lat, round(candidate.score, 3), place.id]


def _quote(evidence: Evidence, document: int, text: str) -> Json:
    """Document, words before, the quote, words after."""
    end = min(evidence.end, evidence.start + LONGEST_QUOTE)
    before = _tail(text[max(0, evidence.start - AROUND) : evidence.start], cut=evidence.start > AROUND)
    after = _top(text[end : end + AROUND], cut=end + AROUND < len(text))
    return [document, before, text[evidence.start : end], after]


def _tail(words: str, *, cut: bool) -> str:
    """Begin at a whole word, of the same paragraph, and say so when there was more."""
    paragraph = words.rpartition("\n\n")
    if paragraph[1]:
        return paragraph[2]
    return f"…{words.partition(' ')[2]}" if cut and " " in words else words


def _top(words: str, *, cut: bool) -> str:
    """End with a whole word, of the same paragraph, and say so when there is more."""
    paragraph = words.partition("\n\n")
    if paragraph[1]:
        return paragraph[0]
    return f"{words.rpartition(' ')[0]}…" if cut and " " in words else words


def tell_document(document: Document) -> Json:
    """Who published it, when, where to read it, if that is on the web, and the id that corrections name."""
    published = "" if document.published is None else document.published.isoformat()
    return [document.source, published, keep_web_address(document.url), document.id]


def keep_web_address(url: str) -> str:
    """Keep http and https only: anything else could run or open something.

    Examples
    --------
    >>> keep_web_address("https://example.org/a")
    'https://example.org/a'
    >>> keep_web_address("javascript:alert(1)")
    ''
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in {"http", "https"} and parts.hostname else ""
