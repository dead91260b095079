"""What readers say is wrong, applied: another place, day or kind, no event at all, two events taken for one.

``corrections.csv`` and its rules are in docs/corrections.md.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from gazetteer.errors import UnknownPlaceError
from gazetteer.model import Level, Location, Place, Shape
from gazetteer.within import distance_m
from mapper.codes import AREA_RADII_M, CODES, town_radius_m
from mapper.errors import UnreadableError
from mapper.model import Event, Precision, Skipped, TimeSpan
from mapper.titles import plain_kind, say_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Join = Callable[[Sequence[Event]], Event]
"""Makes one event of several single reports."""
PlaceOf = Callable[[str], Place]
"""Looks a place up by id, or raises `UnknownPlaceError`."""

FIELDS = ("place", "lat_lon", "day", "kind", "not_event", "split")
COLUMNS = ("event_id", "report_ids", "field", "value")
BY_HAND = "corrected by hand"
APART = "told apart by hand"

_STEERING = re.compile("^'(?='*[=+\\-@\t\r\n＝＋－＠])")  # noqa: RUF001 -- the full-width signs start formulas too
_GEO = re.compile(r"geo:(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)(?:;u=(\d+(?:\.\d+)?))?")
"""RFC 5870, without a height or another reference system."""
_NEAR_M = 50_000.0
"""Outlines are this rough at coasts and borders, at most."""
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One row of ``corrections.csv``; `line` is for people."""

    line: int
    event_id: str
    report_ids: frozenset[str]
    field: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Aids:
    """What corrections are applied with: places by id, the names of kinds, and how reports are joined.

    `around` gives the code of the country, and the ids of the division and country, that hold a longitude and
    latitude.
    """

    place_of: PlaceOf
    around: Callable[[float, float], tuple[str, tuple[str, ...]]]
    kinds: Mapping[str, object]
    join: Join


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """What came of some corrections: events by time, what was left out, and how many were applied."""

    events: tuple[Event, ...]
    skipped: tuple[Skipped, ...]
    applied: int


# --- the file ------------------------------------------------------------------------------------


def parse_corrections(text: str) -> tuple[list[Correction], list[Skipped]]:
    """Read ``corrections.csv``; a row that is malformed is left out and named by its line.

    Raises
    ------
    UnreadableError
        It lacks a column, or is no table.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    corrections: list[Correction] = []
    skipped: list[Skipped] = []
    try:
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise UnreadableError(f"corrections lack the column {missing[0]!r} (docs/corrections.md)")
        for row in reader:
            try:
                corrections.append(_correction(row, reader.line_num))
            except UnreadableError as error:
                skipped.append(_left_out(reader.line_num, str(error)))
    except csv.Error as error:
        raise UnreadableError(f"corrections are no table: {error}") from error
    return corrections, skipped


def _correction(row: Mapping[str, str | None], line: int) -> Correction:
    """Read one row."""
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if cells["field"] not in FIELDS:
        raise UnreadableError(f"field {cells['field'][:40]!r} is none of {', '.join(FIELDS)}")
    reports = _ids(cells["report_ids"] or "[]")
    event_id = _STEERING.sub("", cells["event_id"])
    if not event_id and not reports:
        raise UnreadableError("it names neither an event nor reports")
    return Correction(
        line=line, event_id=event_id, report_ids=reports, field=cells["field"], value=cells["value"]
    )


def _ids(written: str) -> frozenset[str]:
    """Read a JSON list of ids."""
    try:
        ids = json.loads(written)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"{written[:40]!r} is not a JSON list of ids") from error
    if not isinstance(ids, list) or not all(isinstance(each, str) for each in ids):
        raise UnreadableError(f"{written[:40]!r} is not a JSON list of ids")
    return frozenset(ids)


def _left_out(line: int, why: str) -> Skipped:
    """Say that a correction was left out."""
    return Skipped(what=f"corrections line {line}", stage="correct", why=why)


# --- applied -------------------------------------------------------------------------------------


@dataclass(slots=True, kw_only=True)
class _Events:
    """Events by id as corrections change them, and what became of those that were parted or left out."""

    by_id: dict[str, Event]
    parts: dict[str, list[str]] = field(default_factory=dict)

    def named(self, correction: Correction) -> list[Event]:
        """Events that a correction may mean: by id, by a report's own event, or by the reports."""
        if correction.event_id in self.by_id:
            return [self.by_id[correction.event_id]]
        holding = [
            event for event in self.by_id.values() if any(one.id == correction.event_id for one in event.told)
        ]
        wanted = _ids(correction.value or "[]") if correction.field == "split" else frozenset()
        if holding or not (correction.report_ids or wanted):
            return holding
        resting = [event for event in self.by_id.values() if correction.report_ids <= _reports(event)]
        if (
            wanted and len(resting) != 1
        ):  # reports may share several events; only one has what is to be parted
            return [event for event in resting if any(one.id in wanted for one in event.told)]
        return resting


def correct(events: Iterable[Event], corrections: Iterable[Correction], aids: Aids) -> Corrected:
    """Apply corrections to merged events, in the order of the file.

    The same file works again on the events that it led to: a corrected event keeps its id, and a merge that
    was undone stays so.
    """
    state = _Events(by_id={event.id: event for event in events})
    skipped: list[Skipped] = []
    applied = 0
    for correction in corrections:
        try:
            _apply(correction, state, aids)
            applied += 1
        except UnreadableError as error:
            skipped.append(_left_out(correction.line, str(error)))
    ordered = sorted(state.by_id.values(), key=_by_time)
    return Corrected(events=tuple(ordered), skipped=tuple(skipped), applied=applied)


def _by_time(event: Event) -> tuple[bool, float, str]:
    """Sort by start, undated last, then by id, as merged events are."""
    return event.when is None, event.when.start.timestamp() if event.when else 0.0, event.id


def _reports(event: Event) -> set[str]:
    """Ids of the reports that an event rests on."""
    return {evidence.document_id for evidence in event.evidence}


def _apply(correction: Correction, state: _Events, aids: Aids) -> None:
    """Apply one correction.

    Raises
    ------
    UnreadableError
        No event is meant, or more than one, or the value cannot be.
    """
    if correction.field == "split" and correction.event_id in state.parts:
        _split(state, state.parts[correction.event_id], correction, aids)
        return
    found = state.named(correction)
    if len(found) != 1:
        many = f"{len(found)} events rest on its reports" if found else "no event has its id or its reports"
        raise UnreadableError(f"{many}: {correction.event_id[:40]!r}")
    event = found[0]
    if correction.field == "split":
        _split(state, [event.id], correction, aids)
    elif correction.field == "not_event":
        del state.by_id[event.id]
    else:
        state.by_id[event.id] = _changed(event, correction, aids)


def _changed(event: Event, correction: Correction, aids: Aids) -> Event:
    """Change what is wrong with an event."""
    if correction.field == "place":
        return _with_reason(_moved(event, _place(event, correction.value, aids)), "place")
    if correction.field == "lat_lon":
        return _with_reason(_moved(event, _point(event, correction.value, aids)), "place")
    if correction.field == "day":
        return _with_reason(replace(event, when=_span(correction.value), day_stated=True), "day")
    if correction.value not in aids.kinds:
        raise UnreadableError(f"{correction.value[:40]!r} is not a kind (docs/kinds.md)")
    was, now = (plain_kind(kind, event.weapon) for kind in (event.kind, correction.value))
    title = now + event.title.removeprefix(was) if event.title.startswith(was) else event.title
    return _with_reason(replace(event, kind=correction.value, title=title), "kind")


def _moved(event: Event, location: Location) -> Event:
    """Put an event elsewhere; its title names the new place where it named the old one."""
    title = event.title.replace(say_place(event.location), say_place(location), 1)
    return replace(event, location=location, title=title)


def _with_reason(event: Event, what: str) -> Event:
    """Say once that something was corrected."""
    reason = f"{what} {BY_HAND}"
    return event if reason in event.reasons else replace(event, reasons=(*event.reasons, reason))


# --- where ---------------------------------------------------------------------------------------


def _place(event: Event, place_id: str, aids: Aids) -> Location:
    """Put an event into a place: a runner-up of its own, or any that the gazetteer knows."""
    told = (event, *event.told)
    others = (other.place for each in told if each.location for other in each.location.others)
    place = next((other for other in others if other.id == place_id), None)
    if place is None:
        try:
            place = aids.place_of(place_id)
        except UnknownPlaceError as error:
            raise UnreadableError(str(error)) from error
    is_area = place.level in AREA_RADII_M
    geo_precision, where_prec = CODES[place.level]
    usual_m = AREA_RADII_M[place.level] if is_area else town_radius_m(place.population)
    return Location(
        place=place,
        shape=Shape.AREA if is_area else Shape.POINT,
        lon=place.lon,
        lat=place.lat,
        radius_m=place.radius_m or usual_m,
        geo_precision=geo_precision,
        where_prec=where_prec,
        wording=event.location.wording if event.location else "",
        reasons=(BY_HAND,),
    )


def _held(named: Place | None, lon: float, lat: float, aids: Aids) -> tuple[str, tuple[str, ...]]:
    """Say in which country and divisions a point lies: of the place that was named only where it is near."""
    country, parents = aids.around(lon, lat)
    if named is None or (country and country != named.country):
        return country, parents
    is_near = distance_m(lon, lat, named.lon, named.lat) <= _NEAR_M
    is_same = bool(parents) and set(parents) <= {named.id, *named.parents}
    return (named.country, named.parents) if is_same or (is_near and not country) else (country, parents)


def _point(event: Event, written: str, aids: Aids) -> Location:
    """Put an event at a point; what lies there keeps the name of the event's place."""
    found = _GEO.fullmatch(written)
    if not found:
        raise UnreadableError(f"{written[:40]!r} is not a point like geo:49.97,31.04")
    lat, lon, radius_m = float(found[1]), float(found[2]), float(found[3] or 0)
    if abs(lat) > 90 or abs(lon) > 180:
        raise UnreadableError(f"{written[:40]!r} is not on Earth")
    named = event.location.place if event.location else None
    country, parents = _held(named, lon, lat, aids)
    place = Place(
        id=f"at:{lat},{lon}",
        name=named.name if named and named.level in {Level.CITY, Level.POI} else f"{lat:g}, {lon:g}",
        level=Level.POI,
        lon=lon,
        lat=lat,
        country=country,
        parents=parents,
    )
    return Location(
        place=place,
        shape=Shape.NEAR if radius_m else Shape.POINT,
        lon=lon,
        lat=lat,
        radius_m=radius_m,
        geo_precision=2 if radius_m else 1,
        where_prec=2 if radius_m else 1,
        wording=event.location.wording if event.location else "",
        reasons=(BY_HAND,),
    )


# --- when ----------------------------------------------------------------------------------------


def _span(written: str) -> TimeSpan | None:
    """Read a day, first and last day, a month, a year, or nothing."""
    if not written:
        return None
    try:
        first, precision, days = _first_day(written)
        start = datetime.combine(first, time(), UTC)
        return TimeSpan(start=start, end=start + timedelta(days=days), precision=precision)
    except (ValueError, OverflowError) as error:
        raise UnreadableError(f"{written[:40]!r} is not a day, a span of days, a month or a year") from error


def _first_day(written: str) -> tuple[date, Precision, int]:
    """First day, precision and number of days."""
    if month := _MONTH.fullmatch(written):
        first = date(int(month[1]), int(month[2]), 1)
        return first, Precision.MONTH, ((first + timedelta(days=31)).replace(day=1) - first).days
    if _YEAR.fullmatch(written):
        first = date(int(written), 1, 1)
        return first, Precision.YEAR, (date(int(written) + 1, 1, 1) - first).days
    begins, slash, ends = written.partition("/")
    first, last = date.fromisoformat(begins), date.fromisoformat(ends if slash else begins)
    days = (last - first).days + 1
    return first, _precision_of(days), days


def _precision_of(days: int) -> Precision:
    """Tell how finely a span of so many days is known, as UCDP's ``date_prec`` parts them."""
    bounds = ((1, Precision.DAY), (7, Precision.WEEK), (31, Precision.MONTH))
    return next((precision for most, precision in bounds if days <= most), Precision.YEAR)


# --- apart ---------------------------------------------------------------------------------------


def _split(state: _Events, among: list[str], correction: Correction, aids: Aids) -> None:
    """Part reports that were taken for one event; those named become one of their own, or all if none is."""
    wanted = _ids(correction.value or "[]")
    parts: list[str] = []
    is_found = False
    for event_id in among:
        event = state.by_id.get(event_id)
        if event is None:
            continue
        groups = _groups(event, wanted)
        is_found = is_found or len(groups) > 1 or (not wanted and not event.told)
        if len(groups) < 2:
            parts.append(event_id)
            continue
        del state.by_id[event_id]
        for group in groups:
            part = _with_apart(aids.join(group))
            state.by_id[part.id] = part
            parts.append(part.id)
    if not is_found:
        raise UnreadableError("none of the reports it parts is in the event, or nothing else is")
    for old in {correction.event_id, *among}:
        state.parts[old] = parts


def _groups(event: Event, wanted: frozenset[str]) -> list[list[Event]]:
    """Part the single reports of an event; one group when there is nothing to part."""
    told = list(event.told)
    if not wanted:
        return [[one] for one in told]
    out = [one for one in told if one.id in wanted]
    rest = [one for one in told if one.id not in wanted]
    return [group for group in (rest, out) if group]


def _with_apart(event: Event) -> Event:
    """Say why an event stands alone."""
    return event if APART in event.reasons else replace(event, reasons=(*event.reasons, APART))
