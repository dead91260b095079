"""What words for a time mean: each rule of the calendar, from a match to a span of days."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

from mapper.model import Precision, TimeSpan

if TYPE_CHECKING:
    import re

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
MONTHS |= {"sept": 9}
DAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty".split()
    )
} | {"a": 1, "an": 1, "couple": 2, "few": 3, "several": 4}

_SHORT = frozenset(name for name in (*calendar.month_abbr, "Sept") if name) - {"May"}
_THIRDS = {"early": 1, "start": 1, "beginning": 1, "mid": 11, "middle": 11, "late": 21, "end": 21}
_FEASTS = {"christmas": (12, 25), "boxing": (12, 26), "eve": (12, 31), "new": (1, 1)}
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """What a time is read against.

    Attributes
    ----------
    published
        The day the report came out, if known.
    named
        The day that was named before, in this sentence or those before it.
    is_coming
        Whether the words around look ahead: "will meet on Friday".
    """

    published: date | None
    named: date | None = None
    is_coming: bool = False


def day_span(day: date, days: int = 1, precision: Precision = Precision.DAY) -> TimeSpan:
    """`days` whole days from the start of `day`, in UTC.

    Examples
    --------
    >>> day_span(date(2023, 3, 22)).end.isoformat()
    '2023-03-23T00:00:00+00:00'
    """
    start = datetime.combine(day, time(), UTC)
    return TimeSpan(start=start, end=start + timedelta(days=days), precision=precision)


def months_span(year: int, month: int, months: int, precision: Precision) -> TimeSpan:
    """Whole months from the start of one."""
    index = year * 12 + (month - 1) + months
    start = datetime(year, month, 1, tzinfo=UTC)
    return TimeSpan(
        start=start, end=datetime(index // 12, index % 12 + 1, 1, tzinfo=UTC), precision=precision
    )


def fineness(days: int) -> Precision:
    """How finely a span of so many days tells when: a week up to seven, a month up to 31, else a year."""
    bounds = ((1, Precision.DAY), (7, Precision.WEEK), (31, Precision.MONTH))
    return next((precision for most, precision in bounds if days <= most), Precision.YEAR)


def _until(published: date, days: int) -> TimeSpan:
    """Return so many days back from publication, and the day of publication."""
    return day_span(published - timedelta(days=days), days + 1, fineness(days))


def _year_of(month: int, day: int, published: date) -> int:
    """Return the year in which this month and day were last; two days of grace for time zones."""
    try:
        this_year = date(published.year, month, day)
    except ValueError:
        return published.year
    return published.year if this_year <= published + timedelta(days=2) else published.year - 1


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word.lower().removeprefix("a ").removesuffix(" of")]


def _month_number(match: re.Match[str]) -> int:
    return MONTHS[match["month"].rstrip(".").lower()]


def _chosen_year(match: re.Match[str], against: Against, month: int, day: int) -> int | None:
    """Return the year that is written, else the last one in which that day had come."""
    if match.groupdict().get("year"):
        return int(match["year"])
    return None if against.published is None else _year_of(month, day, against.published)


def month_day(match: re.Match[str], against: Against) -> TimeSpan | None:
    """Read a day of a month: "6 March", "March 6, 2024"."""
    month = _month_number(match)
    year = _chosen_year(match, against, month, int(match["day"]))
    return _day(year, month, int(match["day"])) if year else None


def days_of_month(match: re.Match[str], against: Against) -> TimeSpan | None:
    """Read days of one month: "March 6-8", "between 3 and 5 May"."""
    month, first, last = _month_number(match), int(match["day"]), int(match["last_day"])
    year = _chosen_year(match, against, month, first)
    begins = _day(year, month, first) if year else None
    ends = _day(year, month, last) if year else None
    if begins is None or ends is None or last <= first:
        return None
    return TimeSpan(start=begins.start, end=ends.end, precision=Precision.DAY)


def _day(year: int, month: int, day: int) -> TimeSpan | None:
    try:
        return day_span(date(year, month, day))
    except ValueError:  # 31 June
        return None


def year_first(match: re.Match[str], _against: Against) -> TimeSpan | None:
    """Read 2023-03-22."""
    return _day(int(match["year"]), int(match["first"]), int(match["second"]))


def in_digits(match: re.Match[str], against: Against) -> TimeSpan | None:
    """Read 22.03.2023 and 22/03/2023; what could be two days is read only if one has come."""
    year, one, other = int(match["year"]), int(match["first"]), int(match["second"])
    if match["sign"] == ".":  # with points the day comes first
        return _day(year, other, one)
    read = {span.start: span for span in (_day(year, other, one), _day(year, one, other)) if span}
    come = [
        span
        for span in read.values()
        if against.published and span.start.date() <= against.published + timedelta(days=2)
    ]
    chosen = come if against.published else list(read.values())
    return chosen[0] if len(chosen) == 1 else None


def nth(match: re.Match[str], against: Against) -> TimeSpan | None:
    """Read "on the 14th": of this month, or of the one before where that has not come yet."""
    if against.published is None:
        return None
    day, published = int(match["day"]), against.published
    if day > published.day + 2:
        published = published.replace(day=1) - timedelta(days=1)
    return _day(published.year, published.month, day)


def month(match: re.Match[str], against: Against) -> TimeSpan | None:
    """Read a month, or its first, middle or last third ("late March")."""
    number = _month_number(match)
    if match["month"] in _SHORT and not match.groupdict().get("year"):
        return None  # "Mar", "Jan": more often part of a name
    part = (match.groupdict().get("part") or "").lower()
    year = _chosen_year(match, against, number, _THIRDS.get(part, 1))
    if year is None:
        return None
    return third(year, number, part) if part else months_span(year, number, 1, Precision.MONTH)


def third(year: int, month: int, part: str) -> TimeSpan:
    """Return the first, middle or last third of a month: ten days, and what is left."""
    first = _THIRDS[part]
    length = calendar.monthrange(year, month)[1] - 20 if first == 21 else 10
    return day_span(date(year, month, first), length, Precision.WEEK)


def year(match: re.Match[str], _against: Against) -> TimeSpan:
    """Read a year, or two as one span."""
    first, last = int(match["year"]), int(match["last_year"] or match["year"])
    return months_span(first, 1, 12 * max(1, last - first + 1), Precision.YEAR)


def decade(match: re.Match[str], _against: Against) -> TimeSpan:
    """Read "the 1990s"."""
    return months_span(int(match["year"]), 1, 120, Precision.YEAR)


def weekday(match: re.Match[str], against: Against) -> TimeSpan | None:
    """Read a weekday: the last one, the day of publication included; the next one where it is to come."""
    if against.published is None:
        return None
    back = (against.published.weekday() - DAYS[match["weekday"].lower()]) % 7
    which = (match["which"] or "").lower().strip()
    if (
        which in ("next", "coming")
        or against.is_coming
        or (which == "this" and back > against.published.weekday())
    ):
        ahead = (7 - back) % 7
        return day_span(against.published + timedelta(days=ahead or (7 if which else 0)))
    if back == 0 and which in ("last", "past"):
        back = 7
    return day_span(against.published - timedelta(days=back))


def night_between(match: re.Match[str], against: Against) -> TimeSpan | None:
    """Read "overnight from Saturday to Sunday": the night that ended on the second day."""
    if against.published is None:
        return None
    back = (against.published.weekday() - DAYS[match["weekday"].lower()]) % 7
    return day_span(against.published - timedelta(days=back))


def days_back(days: int, against: Against) -> TimeSpan | None:
    """Read "yesterday" (1), "today" (0), "tomorrow" (-1)."""
    return None if against.published is None else day_span(against.published - timedelta(days=days))


def back_from(match: re.Match[str], base: date | None, sign: int) -> TimeSpan | None:
    """Count units back from a day (or on, `sign` -1), no more precise than the unit."""
    if base is None:
        return None
    count, unit = sign * _number(match["number"]), match["unit"].lower()
    if unit in ("day", "night"):
        return day_span(base - timedelta(days=count))
    if unit in ("hour", "minute"):
        moved = datetime.combine(base, time(12)) - timedelta(hours=count if unit == "hour" else 0)
        return day_span(moved.date()) if abs(count) > 20 else day_span(base)
    if unit in ("week", "fortnight"):
        middle = base - timedelta(weeks=count * (2 if unit == "fortnight" else 1))
        return day_span(middle - timedelta(days=3), 7, Precision.WEEK)
    if unit == "month":
        index = base.year * 12 + base.month - 1 - count
        return months_span(index // 12, index % 12 + 1, 1, Precision.MONTH)
    years = count * (10 if unit == "decade" else 1)
    return months_span(base.year - years, 1, 12, Precision.YEAR)


def ago(match: re.Match[str], against: Against) -> TimeSpan | None:
    """Read "two days ago"."""
    return back_from(match, against.published, 1)


def before_named(match: re.Match[str], against: Against) -> TimeSpan | None:
    """Read "two days earlier", counted from the day named before, else from publication."""
    return back_from(match, against.named or against.published, 1)


def after_named(match: re.Match[str], against: Against) -> TimeSpan | None:
    """Read "two days later", counted from the day named before; nothing where none is."""
    return back_from(match, against.named, -1)


def near_named(days: int, against: Against) -> TimeSpan | None:
    """Read "the day before" (1), "the same day" (0), "the next day" (-1)."""
    return day_span(against.named - timedelta(days=days)) if against.named else None


def just_before(match: re.Match[str], against: Against) -> TimeSpan | None:
    """Read "two days after" what follows: counted back from the day named right before.

    Without one, what came after was on the day of publication or the one before.
    """
    unit = match["unit"].lower()
    if unit not in ("day", "week"):
        return None
    back = timedelta(days=_number(match["number"]) * (7 if unit == "week" else 1))
    if against.named:
        return day_span(against.named - back)
    return (
        day_span(against.published - back - timedelta(days=1), 2, Precision.WEEK)
        if against.published
        else None
    )


def named_period(match: re.Match[str], against: Against) -> TimeSpan | None:
    """Read "this week" (Monday to the day of publication), "last month", "late last month", "next week"."""
    if against.published is None:
        return None
    which, unit, published = match["which"].lower(), match["unit"].lower(), against.published
    back = {"last": 1, "previous": 1, "next": -1, "coming": -1}.get(which, 0)
    if unit == "week":
        monday = published - timedelta(days=published.weekday() + 7 * back)
        return day_span(monday, 7 if back else published.weekday() + 1, Precision.WEEK)
    if unit == "weekend":
        saturday = published - timedelta(days=(published.weekday() - 5) % 7)
        return day_span(saturday + (_WEEK if back < 0 else timedelta()), 2, Precision.WEEK)
    if unit == "month":
        index = published.year * 12 + published.month - 1 - back
        part = (match["part"] or "").lower()
        if part:
            return third(index // 12, index % 12 + 1, part)
        return months_span(index // 12, index % 12 + 1, 1, Precision.MONTH)
    return months_span(published.year - back, 1, 12, Precision.YEAR)


def past(match: re.Match[str], against: Against) -> TimeSpan | None:
    """Read "in the last 24 hours", "over the past 15 months": from then to the day of publication."""
    if against.published is None:
        return None
    count = _number(match["number"]) if match["number"] else 1
    unit = match["unit"].lower()
    if unit == "hour":
        return day_span(against.published - timedelta(days=max(1, round(count / 24))), 1 + round(count / 24))
    days = {"day": 1, "week": 7, "month": 30, "year": 365, "decade": 3652}[unit] * count
    return _until(against.published, min(days, 40_000))


def recent(match: re.Match[str], against: Against) -> TimeSpan | None:
    """Read "in recent days": four of them, three weeks or three months."""
    if against.published is None:
        return None
    days = {"hour": 2, "day": 4, "week": 21, "month": 90, "year": 1096}[match["unit"].lower()]
    precision = Precision.DAY if days == 2 else fineness(days) if days != 90 else Precision.MONTH
    precision = Precision.WEEK if days == 21 else precision
    return day_span(against.published - timedelta(days=days - 1), days, precision)


def last_season(_match: re.Match[str], against: Against) -> TimeSpan | None:
    """Read "last summer", which is not the same months everywhere: the year up to publication."""
    return _until(against.published, 364) if against.published else None


def feast(match: re.Match[str], against: Against) -> TimeSpan | None:
    """Read the feasts that have a fixed day."""
    if against.published is None:
        return None
    name = match["feast"].lower()
    key = "eve" if "year" in name and "eve" in name else name.split()[0]
    day = _FEASTS[key]
    if key == "christmas" and "eve" in name:
        day = (12, 24)
    return _day(_year_of(*day, against.published), *day)


def easter_days(match: re.Match[str], against: Against) -> TimeSpan | None:
    """Read Easter, which is not the same day in all churches: from the first to the last."""
    published = against.published
    if published is None:
        return None
    name = match["easter"].lower()
    first, days = next(each for words, each in _EASTER.items() if words in name)
    for year in (published.year, published.year - 1):
        sundays = sorted(easter(year, method) for method in (EASTER_WESTERN, EASTER_ORTHODOX))
        if sundays[0] + timedelta(days=first) <= published:
            break
    told = [one for one in sundays if one + timedelta(days=first) <= published]
    length = (told[-1] - told[0]).days + days
    start = told[0] + timedelta(days=first)
    return day_span(start, length, Precision.DAY if length == 1 else fineness(length))


_EASTER = {"friday": (-2, 1), "monday": (1, 1), "weekend": (-2, 4), "easter": (0, 1)}
"""Days from Easter Sunday to the first, and how many."""
