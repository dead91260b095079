"""Time expressions in text, read against the day a report came out.

A calendar day is midnight to midnight UTC; a weekday is the last one, the day of publication
included; a month or a date without a year is the last one that had begun. Nothing is guessed for a
report without a date: only expressions that carry their own year are read then.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from mapper.model import Precision, TimeSpan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    _Reader = Callable[[re.Match[str], date | None], TimeSpan | None]

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_MONTHS |= {"sept": 9}
_DAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_NUMBERS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
} | {"a": 1, "an": 1, "several": 4, "few": 3}

_SHORT = frozenset(name for name in (*calendar.month_abbr, "Sept") if name) - {"May"}
_THIRDS = {"early": 1, "mid": 11, "late": 21}  # first days of a month's thirds
_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DATELINE = re.compile(
    r"[A-Z][A-Z'\u2019 .,/-]{2,60}?(?:, [A-Z][\w .]{2,30}?)?"
    r"(?:,? \(?[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?\)?)?(?: \([^)]{2,40}\))? ?(?:-|--|\u2013|\u2014) "
)
_WEEKDAY = rf"(?P<weekday>{'|'.join(calendar.day_name)})"
_NUMBER = (
    r"(?P<number>\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a few)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A time expression: where it stands in the text, what it means, by which rule.

    `since` is true for the start of something that lasts ("since 2014"), `future` for what is to
    come ("next Monday"); neither dates an occurrence that is news. `overnight` is true for the night
    that ended on the day read.
    """

    start: int
    end: int
    span: TimeSpan
    rule: str
    since: bool = False
    overnight: bool = False
    future: bool = False


def day_span(day: date, days: int = 1, precision: Precision = Precision.DAY) -> TimeSpan:
    """`days` whole days from the start of `day`, in UTC.

    Examples
    --------
    >>> day_span(date(2023, 3, 22)).end.isoformat()
    '2023-03-23T00:00:00+00:00'
    """
    start = datetime.combine(day, time(), UTC)
    return TimeSpan(start=start, end=start + timedelta(days=days), precision=precision)


def _months_span(year: int, month: int, months: int, precision: Precision) -> TimeSpan:
    index = year * 12 + (month - 1) + months
    start = datetime(year, month, 1, tzinfo=UTC)
    return TimeSpan(
        start=start, end=datetime(index // 12, index % 12 + 1, 1, tzinfo=UTC), precision=precision
    )


def _year_of(month: int, day: int, published: date) -> int:
    """Return the year in which this month and day were last; two days of grace for time zones."""
    try:
        this_year = date(published.year, month, day)
    except ValueError:
        return published.year
    return published.year if this_year <= published + timedelta(days=2) else published.year - 1


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower().removeprefix("a ")]


def _month_day(match: re.Match[str], published: date | None) -> TimeSpan | None:
    month = _MONTHS[match["month"].rstrip(".").lower()]
    year = match["year"]
    if year is None and published is None:
        return None
    chosen = int(year) if year else _year_of(month, int(match["day"]), published or date.min)
    try:
        return day_span(date(chosen, month, int(match["day"])))
    except ValueError:  # 31 June
        return None


def _iso(match: re.Match[str], _published: date | None) -> TimeSpan | None:
    try:
        return day_span(date(int(match["year"]), int(match["number_of_month"]), int(match["day"])))
    except ValueError:
        return None


def _month(match: re.Match[str], published: date | None) -> TimeSpan | None:
    month = _MONTHS[match["month"].rstrip(".").lower()]
    if len(match["month"]) < 5 and match["month"] in _SHORT and not match["year"]:
        return None  # "Mar", "Jan": more often part of a name
    part = (match["part"] or "").lower()
    first = _THIRDS.get(part, 1)
    if match["year"]:
        year = int(match["year"])
    elif published is None:
        return None
    else:
        year = _year_of(month, first, published)
    if not part:
        return _months_span(year, month, 1, Precision.MONTH)
    length = calendar.monthrange(year, month)[1] - 20 if part == "late" else 10
    return day_span(date(year, month, first), length, Precision.WEEK)


def _year(match: re.Match[str], _published: date | None) -> TimeSpan:
    return _months_span(int(match["year"]), 1, 12, Precision.YEAR)


def _weekday(match: re.Match[str], published: date | None) -> TimeSpan | None:
    if published is None:
        return None
    back = (published.weekday() - _DAYS[match["weekday"].lower()]) % 7
    if back == 0 and (match["last"] or "").lower().startswith("last"):
        back = 7
    return day_span(published - timedelta(days=back))


def _days_back(days: int) -> Callable[[re.Match[str], date | None], TimeSpan | None]:
    def read(_match: re.Match[str], published: date | None) -> TimeSpan | None:
        return None if published is None else day_span(published - timedelta(days=days))

    return read


def _ago(match: re.Match[str], published: date | None) -> TimeSpan | None:
    """Count units back from publication, no more precise than the unit."""
    if published is None:
        return None
    count, unit = _number(match["number"]), match["unit"].lower()
    if unit == "day":
        return day_span(published - timedelta(days=count))
    if unit == "week":
        middle = published - timedelta(weeks=count)
        return day_span(middle - timedelta(days=3), 7, Precision.WEEK)
    if unit == "month":
        index = published.year * 12 + published.month - 1 - count
        return _months_span(index // 12, index % 12 + 1, 1, Precision.MONTH)
    return _months_span(published.year - count, 1, 12, Precision.YEAR)


def _after(match: re.Match[str], published: date | None) -> TimeSpan | None:
    """Count back from the time named just before ("on Sunday, two days after"), else from publication."""
    if published is None:
        return None
    before = [one for one in find_dates(match.string[: match.start()], published) if not one.future]
    near = [one for one in before if match.start() - one.end <= 3]
    base = near[-1].span.start.date() if near else published
    count, unit = _number(match["number"]), match["unit"].lower()
    if unit not in ("day", "week"):
        return None
    return day_span(base - timedelta(days=count * (7 if unit == "week" else 1)))


def _named_period(match: re.Match[str], published: date | None) -> TimeSpan | None:
    """Spans such as this week (Monday to the day of publication) and last month."""
    if published is None:
        return None
    which, unit = match["which"].lower(), match["unit"].lower()
    back = 1 if which in ("last", "previous") else 0
    if unit == "week":
        monday = published - timedelta(days=published.weekday() + 7 * back)
        days = 7 if back else published.weekday() + 1
        return day_span(monday, days, Precision.WEEK)
    if unit == "weekend":
        saturday = published - timedelta(days=(published.weekday() - 5) % 7)
        return day_span(saturday, 2, Precision.WEEK)
    if unit == "month":
        index = published.year * 12 + published.month - 1 - back
        return _months_span(index // 12, index % 12 + 1, 1, Precision.MONTH)
    return _months_span(published.year - back, 1, 12, Precision.YEAR)


def _recent(match: re.Match[str], published: date | None) -> TimeSpan | None:
    if published is None:
        return None
    days = {"day": 4, "week": 21, "month": 90}[match["unit"].lower()]
    precision = Precision.WEEK if days < 30 else Precision.MONTH
    return day_span(published - timedelta(days=days - 1), days, precision)


def _clock(match: re.Match[str], published: date | None) -> TimeSpan | None:
    """One hour of the day of publication, for times that name UTC."""
    hour = int(match["hour"])
    if published is None or hour > 23:
        return None
    start = datetime.combine(published, time(hour), UTC)
    return TimeSpan(start=start, end=start + timedelta(hours=1), precision=Precision.HOUR)


_NIGHT_ENDING = "the night that ended on the day of publication"
_RULES: tuple[tuple[str, bool, _Reader, str], ...] = (  # pattern, whether case matters, reader, rule
    (rf"\b{_MONTH} {_DAY}(?:,? {_YEAR})?\b(?!,?\d)", True, _month_day, "a date"),
    (rf"\b{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?\b", True, _month_day, "a date"),
    (rf"\b{_YEAR}-(?P<number_of_month>[01]\d)-(?P<day>[0-3]\d)\b", True, _iso, "a date"),
    (rf"\b{_NUMBER} (?P<unit>day|week|month|year)s? (?P<after>after)\b", False, _after, "counted back"),
    (
        rf"\b(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate)[ -])?{_MONTH}(?:,? (?:of )?{_YEAR})?(?! ?\d)(?!\w)",
        True,
        _month,
        "a month",
    ),
    (rf"\b(?P<last>[Ll]ast |[Pp]ast )?{_WEEKDAY}\b", True, _weekday, "the last day of that name"),
    (r"\b(?:overnight|during the night|in the night)\b", False, _days_back(0), _NIGHT_ENDING),
    (r"\b(?:last night|yesterday)\b", False, _days_back(1), "the day before publication"),
    (
        r"\b(?:today|tonight|this (?:morning|afternoon|evening))\b",
        False,
        _days_back(0),
        "the day of publication",
    ),
    (rf"\b{_NUMBER} (?P<unit>day|week|month|year)s? ago\b", False, _ago, "counted back from publication"),
    (
        r"\b(?P<which>this|last|previous)(?: past)? (?P<unit>week(?:end)?|month|year)\b",
        False,
        _named_period,
        "counted from publication",
    ),
    (r"\b(?:over|at|during) (?P<which>the) (?P<unit>weekend)\b", False, _named_period, "the last weekend"),
    (
        r"\b(?:in|over) (?:the )?(?:recent|past few|last few|past|last several) (?P<unit>day|week|month)s\b",
        False,
        _recent,
        "the days, weeks or months up to publication",
    ),
    (r"\b(?P<hour>[0-2]\d):?[0-5]\d ?(?:GMT|UTC)\b", True, _clock, "an hour in UTC"),
    # Not a price, a serial number, a decimal or a count of people.
    (
        rf"(?<![\d$€£-])\b{_YEAR}\b(?![-\u2013]\d|[,.]\d| (?:people|soldiers|troops|homes))",
        True,
        _year,
        "a year",
    ),
)
_COMPILED = tuple(
    (re.compile(pattern, 0 if case_matters else re.IGNORECASE), reader, rule)
    for pattern, case_matters, reader, rule in _RULES
)
_SINCE = re.compile(r"\b(?:since|after|before|until|by)(?: (?:the|early|late|mid|last))? ?$", re.IGNORECASE)
_BEFORE_FUTURE = re.compile(
    r"\b(?:next|coming|until|by|scheduled for|planned for|due)(?: on)?(?: the)? ?$", re.IGNORECASE
)


def _raw(text: str, published: date | None) -> Iterator[Dated]:
    for pattern, reader, rule in _COMPILED:
        for match in pattern.finditer(text):
            if match[0].lower() == "may" and not _is_month(text, match):
                continue
            span = reader(match, published)
            if span is None:
                continue
            before = text[max(0, match.start() - 24) : match.start()]
            yield Dated(
                start=match.start(),
                end=match.end(),
                span=span,
                rule=f"“{match[0]}”: {rule}",
                overnight=rule == _NIGHT_ENDING,
                since=bool(_SINCE.search(before)),
                future=bool(_BEFORE_FUTURE.search(before)) or _is_after(span, published),
            )


def _is_month(text: str, match: re.Match[str]) -> bool:
    """Whether a bare "May" is the month: after a preposition."""
    return bool(
        re.search(r"\b(?:in|last|since|until|by|of|during|this|early|late|mid) ?$", text[: match.start()])
    )


def _is_after(span: TimeSpan, published: date | None) -> bool:
    return published is not None and span.start.date() > published + timedelta(days=2)


def dateline_end(text: str) -> int:
    """Code points of the dateline that a line begins with; 0 where it begins with none.

    Examples
    --------
    >>> dateline_end("KYIV, March 23 - Russian missiles")
    17
    """
    match = _DATELINE.match(text)
    return match.end() if match else 0


def find_dates(text: str, published: date | None) -> list[Dated]:
    """Time expressions of `text` in order, none inside another.

    Parameters
    ----------
    text
        Any stretch of a report.
    published
        The day the report came out; None leaves all but full dates unread.

    Examples
    --------
    >>> [found.span.start.date().isoformat() for found in find_dates("on Wednesday", date(2023, 3, 23))]
    ['2023-03-22']
    """
    chosen: list[Dated] = []
    by_length = sorted(_raw(text, published), key=lambda dated: (dated.start - dated.end, dated.start))
    for dated in by_length:
        if all(dated.end <= other.start or dated.start >= other.end for other in chosen):
            chosen.append(dated)
    return _joined(sorted(chosen, key=lambda dated: dated.start), text)


def _joined(found: list[Dated], text: str) -> list[Dated]:
    """Turn "from Monday to Wednesday" into one span."""
    joined: list[Dated] = []
    for dated in found:
        last = joined[-1] if joined else None
        between = text[last.end : dated.start] if last else ""
        before = text[max(0, last.start - 8) : last.start].lower() if last else ""
        if last and _is_range(between, before) and last.span.start < dated.span.start:
            span = TimeSpan(start=last.span.start, end=dated.span.end, precision=dated.span.precision)
            joined[-1] = Dated(
                start=last.start, end=dated.end, span=span, rule=f"{last.rule}; until {dated.rule}"
            )
        else:
            joined.append(dated)
    return joined


def _is_range(between: str, before: str) -> bool:
    return (between.strip() in ("to", "until", "through") and "from" in before) or (
        between.strip() == "and" and "between" in before
    )
