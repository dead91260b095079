"""Why an event is where, when and what it is said to be: the whole chain, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapper.codes import date_prec, time_precision
from mapper.corrections import BY_HAND
from mapper.records import stamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gazetteer.model import Location, Place
    from mapper.model import Count, Document, Event, Evidence

MAX_OTHERS = 5
"""Runner-up places that are named; further down they say little."""


def explain(event: Event, documents: Mapping[str, Document]) -> list[str]:
    """Tell how an event came about: sentence, reasons, place and runners-up, day, counts, reports.

    Returns
    -------
    list of str
        Lines, indented by two blanks a level. Report text in them is as hostile as it came.
    """
    return [
        f"{event.id}  {event.kind}: {event.title}",
        *_indent(f"said: {_quote(each, documents)}" for each in event.evidence),
        *_indent([_when(event), *_where(event.location), *_counts(event)]),
        *_indent([f"by: {', '.join(event.actors)}"] if event.actors else []),
        *_indent([f"with: {event.weapon}"] if event.weapon else []),
        *_indent(["background: told as history, not as news"] if event.background else []),
        *_indent([_confidence(event)]),
        *_indent(f"because: {reason}" for reason in event.reasons),
        *_told(event, documents),
    ]


def _confidence(event: Event) -> str:
    """Tell how sure the event is, and what the number means; a table's is what the table has."""
    said = f"confidence: {event.confidence:.2f}"
    if not any(reason.startswith("confidence: ") for reason in event.reasons):
        return said
    if any(reason.endswith(BY_HAND) for reason in event.reasons):
        return f"{said}, as it was read, before it was {BY_HAND}"
    return f"{said}, which is to say: about {event.confidence:.0%} of such are right in place, day and kind"


def _told(event: Event, documents: Mapping[str, Document]) -> Iterator[str]:
    """Tell of each report that was merged into the event."""
    if event.told:
        yield f"  merged from {len(event.told)} reports:"
    for each in event.told:
        yield from _indent(_indent(explain(each, documents)))


def _quote(evidence: Evidence, documents: Mapping[str, Document]) -> str:
    """Look up the words that say so, and who printed them."""
    document = documents.get(evidence.document_id)
    if document is None:
        return f"document {evidence.document_id}, which is not at hand"
    words = " ".join(document.text[evidence.start : evidence.end].split())
    day = document.published.isoformat() if document.published else "undated"
    return f"“{words}” ({document.source or document.url or document.id}, {day})"


def _when(event: Event) -> str:
    """Tell the day, or the span and how finely it is known."""
    if event.when is None:
        return "when: nobody says"
    span = f"{stamp(event.when.start)} to {stamp(event.when.end)}, known to the {event.when.precision}"
    codes = f"time_precision {time_precision(event.when)} (ACLED), date_prec {date_prec(event.when)} (UCDP)"
    stated = "" if event.day_stated else "; no report says so itself"
    return f"when: {span}{stated}; {codes}"


def _where(where: Location | None) -> Iterator[str]:
    """Tell the place, why it was chosen, and which came next."""
    if where is None:
        yield "where: nobody says"
        return
    wording = f", worded “{where.wording}”" if where.wording else ""
    yield f"where: {_spot(where.place)}{wording}"
    yield f"  {where.shape} at {where.lat:.4f}, {where.lon:.4f}, within {where.radius_m / 1000:.1f} km"
    yield f"  geo_precision {where.geo_precision} (ACLED), where_prec {where.where_prec} (UCDP)"
    yield f"  score {where.score:.2f}"
    yield from (f"  because: {reason}" for reason in where.reasons)
    for other in where.others[:MAX_OTHERS]:
        because = f": {'; '.join(other.reasons)}" if other.reasons else ""
        yield f"  or {_spot(other.place)}, score {other.score:.2f}{because}"


def _spot(place: Place) -> str:
    """Name a place so that it cannot be taken for another."""
    return f"{place.name} ({place.level}, {place.country or 'no country'}, {place.id})"


def _counts(event: Event) -> Iterator[str]:
    """Tell how many, as ranges, and how it was worded."""
    for name, count in event.counts.items():
        wording = f", worded “{count.wording}”" if count.wording else ""
        coded = f", coded {count.best} ({count.rule})" if count.best is not None else ""
        yield f"{name}: {_range(count)}{wording}{coded}"


def _range(count: Count) -> str:
    """Write a count as a reader would."""
    return str(count.low) if count.low == count.high else f"{count.low} to {count.high}"


def _indent(lines: Iterator[str] | list[str]) -> Iterator[str]:
    """Set lines in by two blanks."""
    return (f"  {line}" for line in lines)
