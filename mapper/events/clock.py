"""Times of day in text, and the hour in UTC that they are once the place is known."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

from mapper.model import Precision, TimeSpan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, tzinfo

    from gazetteer.model import Location
    from mapper.events.dates import Dated
    from mapper.zones import Zones

_OFFSETS = {
    # Hours ahead of UTC by the names that mean one zone wherever they are written; CST, IST and BST do not.
    "gmt": 0,
    "utc": 0,
    "est": -5,
    "edt": -4,
    "cdt": -5,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
    "cet": 1,
    "cest": 2,
    "eet": 2,
    "eest": 3,
    "msk": 3,
    "wat": 1,
    "cat": 2,
    "eat": 3,
    "jst": 9,
    "kst": 9,
}
_HOURS = {
    word: hour
    for hour, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
}
_HALVES = "the morning|the afternoon|the evening|night"
_ZONE = rf"(?:,? \(?(?P<zone>{'|'.join(_OFFSETS)}|local(?: time)?)\b)"
_TO_THE_HOUR = r"\b(?:at|around|about|near|before|after|from|until|since|by|past|between|and)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # 5 a.m., 5:30 pm, 5.30pm
        rf"\b(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))? ?(?P<half>[ap])\.?m\b\.?{_ZONE}?",
        # 02:30 GMT, 0230 GMT, 2.30 GMT, 0230 local time; 0230 hours
        rf"\b(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?::[0-5]\d)?(?: ?h(?:ou)?rs?)?{_ZONE}",
        rf"\b(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?: ?h(?:ou)?rs?)?{_ZONE}",
        r"\b(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d) ?(?:hours|hrs)\b",
        # at 09:15
        rf"{_TO_THE_HOUR} (?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)\b(?!:?\d)(?: ?h(?:ou)?rs?)?",
        # five o'clock in the morning
        rf"\b(?P<hour>{'|'.join(_HOURS)}|1[0-2]|[1-9]) (?:o['\u2019]clock )?(?:in|at) (?P<half>{_HALVES})\b",
        r"\b(?:at|around|about|before|after|by) (?P<noon>noon|midday)\b(?! prayer)(?: local time)?",
        r"\b(?:shortly|just|soon|minutes?|moments) after (?P<midnight>midnight)\b(?: local time)?",
        r"\b(?:shortly|just|soon|minutes?|moments) before (?P<late>midnight)\b(?: local time)?",
    )
)
_CUE = re.compile(rf"[0-9]|noon|mid(?:day|night)|{_HALVES}", re.IGNORECASE)
"""What every time of day has in it; most sentences have none of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """An hour of a day: where the words stand, what clocks showed; `offset` from UTC if the words say it."""

    start: int
    end: int
    hour: int
    offset: timedelta | None = None

    def on(self, day: date, zone: tzinfo | None) -> TimeSpan | None:
        """Return that hour of a day, by the clocks of a zone; None where nothing says which clocks."""
        clocks = timezone(self.offset) if self.offset is not None else zone
        if clocks is None:
            return None
        local = datetime.combine(day, time(self.hour), clocks)
        start = local.astimezone(UTC)
        # What a report gives in UTC still has its day by the clocks of the place.
        ahead = (start.astimezone(zone) if zone else local).utcoffset() or timedelta()
        return TimeSpan(start=start, end=start + timedelta(hours=1), precision=Precision.HOUR, ahead=ahead)


def find_clocks(text: str) -> list[Clock]:
    """Find times of day in a text, in order, none inside another.

    Examples
    --------
    >>> [clock.hour for clock in find_clocks("at 5 p.m. local time, not long after 0930 GMT")]
    [17, 9]
    """
    found: list[Clock] = []
    if not _CUE.search(text):
        return found
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            clock = _clock(match)
            if clock and all(clock.end <= one.start or clock.start >= one.end for one in found):
                found.append(clock)
    return sorted(found, key=lambda clock: clock.start)


def _clock(match: re.Match[str]) -> Clock | None:
    said = match.groupdict()
    zone = (said.get("zone") or "").lower()
    hour = _hour(said)
    if hour is None:
        return None
    offset = timedelta(hours=_OFFSETS[zone]) if zone in _OFFSETS else None
    return Clock(start=match.start(), end=match.end(), hour=hour, offset=offset)


def _hour(said: dict[str, str | None]) -> int | None:
    for name, hour in (("noon", 12), ("midnight", 0), ("late", 23)):
        if said.get(name):
            return hour
    word = (said["hour"] or "").lower()
    hour = _HOURS.get(word) or int(word)
    half = (said.get("half") or "").lower()
    if half.startswith(("p", "the afternoon", "the evening")):
        return hour % 12 + 12
    if half == "night":  # "eleven at night", "two at night"
        return hour % 12 + (12 if 6 <= hour <= 11 else 0)
    return hour % 12 if half else hour


def at_its_hour(
    when: TimeSpan | None, dated: Dated | None, location: Location | None, zones: Zones
) -> tuple[TimeSpan | None, str]:
    """Narrow the day of an event to the hour that its report tells, if it tells one, and say how."""
    if when is None or dated is None or dated.clock is None:
        return when, ""
    first, last = when.days()
    if first != last or not (dated.bare or dated.span.overlaps(when)):
        return when, ""
    return settled(dated.clock, when, location, zones)


def settled(clock: Clock, day: TimeSpan, location: Location | None, zones: Zones) -> tuple[TimeSpan, str]:
    """Turn a time of day into an hour in UTC by the clocks of its place, and say how.

    Where the place is unknown, or may keep one of several zones, the day stands.
    """
    zone = zones.at(location.place) if location else None
    hour = clock.on((day.start + day.ahead).date(), zone)
    if hour is None:
        return day, "; no hour in UTC, as clocks of the place may show one of several times"
    if clock.offset is not None:
        return hour, ""
    return hour, f"; {clock.hour:02}:00 is {hour.start:%H:%M} UTC there ({zone})"


def nearest_clock(clocks: list[Clock], start: int, end: int, text: str) -> Clock | None:
    """Find the time of day that belongs to words for a day; one given in UTC rather than one beside it."""
    near = list(_within(clocks, start, end, text))
    if not near:
        return None
    first = min(near, key=lambda pair: (pair[0], pair[1].start))[1]
    beside = [one for one in clocks if one.offset is not None and -2 <= one.start - first.end <= _BESIDE]
    # "at 5 a.m. (0200 GMT)" says the same twice
    return replace(first, hour=beside[0].hour, offset=beside[0].offset) if beside else first


_FAR = 45  # code points between a day and its hour, at most
_BESIDE = 6


def _within(clocks: list[Clock], start: int, end: int, text: str) -> Iterator[tuple[int, Clock]]:
    for clock in clocks:
        between = text[end : clock.start] if clock.start >= end else text[clock.end : start]  # empty: within
        if len(between) <= _FAR and not re.search(r"[;.!?] ", between):
            yield len(between), clock
