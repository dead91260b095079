"""Rows of tables as events, to be merged with what texts tell; each row rests on itself as a report."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from mapper.model import Count, Counts, Document, Event, Evidence, Precision, Skipped, TimeSpan
from mapper.sheet import UNCOUNTED, UNDATED
from mapper.spotting import Named
from mapper.titles import write_title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazetteer.model import Location
    from mapper.sheet import Sheet
    from mapper.spotting import Spotter

KIND = "Event"
"""What a row is called that does not say what it is."""

_PRECISIONS = tuple(Precision)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NAMES = ("place", "admin2", "admin1", "country", "geonameid", "level")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a table tells.

    Attributes
    ----------
    events
        One a row, in the order of the table.
    documents
        What each rests on: its row, as a report; for our own tables the reports they name.
    skipped
        What could not be placed.
    """

    events: tuple[Event, ...]
    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...] = ()


def tell_sheet(sheet: Sheet, spotter: Spotter, kinds: Mapping[str, str]) -> Told:
    """Make an event of each row; `kinds` are the names of kinds by their case-folded form."""
    ids = event_ids(sheet)
    texts = {name: column.to_pylist() for name, column in sheet.texts.items()}
    events: list[Event] = []
    documents: dict[str, Document] = {}
    skipped: list[Skipped] = []
    for row in range(len(sheet)):
        cells = {name: column[row] or "" for name, column in texts.items()}
        where = _where(sheet, row, cells, spotter)
        if isinstance(where, str):
            skipped.append(Skipped(what=f"{sheet.path} row {sheet.number[row]}", stage="place", why=where))
            where = None
        kind = kinds.get(cells.get("kind", "").casefold(), cells.get("kind") or KIND)
        event, rests_on = _event(_Row(sheet=sheet, at=row, id=ids[row], cells=cells, kind=kind), where)
        events.append(event)
        for document in rests_on:
            documents.setdefault(document.id, document)
    return Told(events=tuple(events), documents=tuple(documents.values()), skipped=tuple(skipped))


def event_ids(sheet: Sheet) -> list[str]:
    """Ids of a table's events, each once: as written, else a hash of the row; the second "a" is "a#2"."""
    written = sheet.texts.get("event_id")
    ids = written.to_pylist() if written is not None else [None] * len(sheet)
    seen: dict[str, int] = {}
    unique = []
    for row, given in enumerate(ids):
        own = given or _row_hash(sheet, row)
        seen[own] = seen.get(own, 0) + 1
        unique.append(own if seen[own] == 1 else f"{own}#{seen[own]}")
    return unique


def _row_hash(sheet: Sheet, row: int) -> str:
    """Hash what a row says, not where it stands: 16 hexadecimal digits of BLAKE2b."""
    texts = (sheet.texts[name][row].as_py() or "" for name in sorted(sheet.texts))
    numbers = (str(column[row]) for column in (sheet.start, sheet.end, sheet.lat, sheet.lon))
    return blake2b("\0".join((*texts, *numbers)).encode(), digest_size=8).hexdigest()


def named_of(sheet: Sheet, row: int, cells: Mapping[str, str]) -> Named:
    """Take what a row says of where."""
    radius_m = float(sheet.numbers["radius_m"][row]) if "radius_m" in sheet.numbers else float("nan")
    return Named(
        **{name: cells.get(name, "") for name in NAMES},
        geo_precision=int(sheet.geo_precision[row]),
        where_prec=int(sheet.where_prec[row]),
        radius_m=-1.0 if np.isnan(radius_m) else radius_m,
    )


def _where(sheet: Sheet, row: int, cells: Mapping[str, str], spotter: Spotter) -> Location | str | None:
    """Find where a row is; None where it says nothing of it."""
    named = named_of(sheet, row, cells)
    if not np.isnan(sheet.lat[row]):
        return spotter.at(named, float(sheet.lon[row]), float(sheet.lat[row]))
    return spotter.by_name(named) if any(cells.get(name) for name in NAMES[:-1]) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One row of a sheet: its texts, its event's id, and its kind in our words."""

    sheet: Sheet
    at: int
    id: str
    cells: Mapping[str, str]
    kind: str


def _event(told: _Row, where: Location | None) -> tuple[Event, list[Document]]:
    """Make the event of a row, and what it rests on."""
    sheet, row, cells = told.sheet, told.at, told.cells
    counts = counts_of(sheet, row)
    title = cells.get("title") or write_title(told.kind, cells.get("weapon", ""), where, counts)
    documents = _reports(told, title)
    evidence = _evidence(cells) if sheet.is_own else ()
    whole = tuple(
        Evidence(document_id=each.id, start=0, end=len(each.text)) for each in documents if each.text
    )
    confidence = float(sheet.numbers["confidence"][row]) if "confidence" in sheet.numbers else 1.0
    event = Event(
        id=told.id,
        kind=told.kind,
        title=title,
        when=_when(sheet, row),
        location=where,
        counts=counts,
        actors=tuple(each for each in cells.get("actors", "").split("; ") if each),
        weapon=cells.get("weapon", ""),
        confidence=1.0 if np.isnan(confidence) else confidence,
        evidence=evidence or whole,
        background=cells.get("background", "").casefold() == "true",
        reasons=(f"row {sheet.number[row]} of {_name(sheet)} ({sheet.layout})",),
    )
    return event, documents


def _name(sheet: Sheet) -> str:
    """Name of the file without its folders."""
    return sheet.path.replace("\\", "/").rpartition("/")[2]


def _reports(told: _Row, title: str) -> list[Document]:
    """List the documents of a row: those that our own tables cite, else the row itself as a report."""
    cells = told.cells
    cited = list(dict.fromkeys(each.document_id for each in _evidence(cells))) if told.sheet.is_own else []
    if cited:
        sources = [each for each in cells.get("source", "").split("; ") if each]
        # A table lists each source once, in the order of the reports; the last one may stand for several.
        named = zip(cited, sources + sources[-1:] * len(cited), strict=False) if sources else ()
        return [Document(id=number, text="", source=source) for number, source in named]
    return [
        Document(
            id=f"{_name(told.sheet)}:{told.id}",
            text=cells.get("text") or title,
            published=_published(cells.get("published", "")),
            url=cells.get("url", ""),
            source=cells.get("source", ""),
        )
    ]


def _published(written: str) -> date | None:
    """Read the day a row's source came out; only the plain form, others are left out."""
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None


def _evidence(cells: Mapping[str, str]) -> tuple[Evidence, ...]:
    """Read what `mapper events` wrote of an event's evidence; nothing where it was tampered with."""
    try:
        listed = json.loads(cells.get("evidence") or "[]")
        found = {
            Evidence(document_id=str(each["doc_id"]), start=int(each["start"]), end=int(each["end"]))
            for each in listed
        }
    except (ValueError, TypeError, KeyError, RecursionError):
        return ()
    return tuple(sorted(found, key=lambda each: (each.document_id, each.start, each.end)))


def _when(sheet: Sheet, row: int) -> TimeSpan | None:
    """Span of a row, or None."""
    if sheet.precision[row] == UNDATED:
        return None
    start, end = (_EPOCH + timedelta(seconds=int(column[row])) for column in (sheet.start, sheet.end))
    return TimeSpan(start=start, end=end, precision=_PRECISIONS[sheet.precision[row]])


def counts_of(sheet: Sheet, row: int) -> Counts:
    """Take the counts of a row; a likeliest number between the bounds is said in words."""
    found: dict[str, Count] = {}
    for field in fields(Counts):
        bounds, chosen = sheet.counts.get(field.name), sheet.counts.get(f"{field.name}_best")
        likeliest = int(chosen[row, 0]) if chosen is not None else UNCOUNTED
        if bounds is not None and bounds[row, 0] != UNCOUNTED:
            low, high = map(int, bounds[row])
            said = likeliest != UNCOUNTED and low != high
            best = likeliest if likeliest != UNCOUNTED else None
            found[field.name] = Count(
                low=low,
                high=high,
                wording=f"best estimate {likeliest}" if said else "",
                best=best,
                rule="as the table has it" if best is not None else "",
            )
        elif likeliest != UNCOUNTED:
            found[field.name] = Count(
                low=likeliest, high=likeliest, best=likeliest, rule="as the table has it"
            )
    return Counts(**found)
