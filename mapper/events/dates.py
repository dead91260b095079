"""Time expressions in text, read against the day a report came out.

A calendar day is midnight to midnight UTC; a weekday is the last one, the day of publication
included; a month or a date without a year is the last one that had begun. A part of a day ("early on
Sunday") is that day; an hour is kept beside it until its place, and so its clocks, are known. Nothing is
guessed for a report without a date: only expressions that carry their own year are read then.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from mapper.events.clock import Clock, find_clocks, nearest_clock
from mapper.events.expressions import NIGHT_ENDING, RIGHT_BEFORE, Rule, rules_for
from mapper.events.periods import DAYS, Against, day_span, months_span
from mapper.model import Precision, TimeSpan

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Dated", "dateline_end", "day_span", "find_dates"]

_DATE = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]{2,8}\.?(?: \d{4})?)"
_DASH = r"(?:-|--|\u2013|\u2014) "
# "KYIV, Ukraine, March 23 (Agency) - "; "KATHMANDU: "; "Geneva, 3 October 2025 \u2013 ".
_DATELINE = re.compile(
    r"[A-Z][A-Z'\u2019 .,/-]{2,60}?(?:, [A-Z][\w .]{2,30}?)?"
    rf"(?:,? \(?{_DATE}\)?)?(?: \([^)]{{2,40}}\))? ?{_DASH}"
    rf"|[A-Z][A-Z'\u2019 /-]{{2,40}}(?:, {_DATE})?: "
    rf"|[A-Z][\w'\u2019 ./-]{{2,40}}?, {_DATE} ?{_DASH}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A time expression: where it stands in the text, what it means, by which rule.

    Attributes
    ----------
    start, end
        Code points of the text.
    span, rule
        When, and by which rule of reading.
    since
        True for the start of something that lasts ("since 2014"): it dates no occurrence that is news.
    overnight
        True for the night that ended on the day read.
    future
        True for what is to come ("next Monday").
    aggregate
        True for a long time up to publication, over which things are summed up ("in the last 15 months").
    clock
        The time of day beside a day, if one is told.
    bare
        True where a time of day is all that is told; the day is that of publication.
    counted
        True where it counts from a day named before ("the day before", "two days later").
    """

    start: int
    end: int
    span: TimeSpan
    rule: str
    since: bool = False
    overnight: bool = False
    future: bool = False
    aggregate: bool = False
    clock: Clock | None = None
    bare: bool = False
    counted: bool = False


def dateline_end(text: str) -> int:
    """Code points of the dateline that a line begins with; 0 where it begins with none.

    Examples
    --------
    >>> dateline_end("KYIV, March 23 - Russian missiles")
    17
    """
    match = _DATELINE.match(text)
    return match.end() if match else 0


def find_dates(text: str, published: date | None, before: str = "") -> list[Dated]:
    """Time expressions of `text` in order, none inside another.

    Parameters
    ----------
    text
        Any stretch of a report.
    published
        The day the report came out; None leaves all but full dates unread.
    before
        What the report says before, for "the day before" and "two days later".

    Examples
    --------
    >>> [found.span.start.date().isoformat() for found in find_dates("on Wednesday", date(2023, 3, 23))]
    ['2023-03-22']
    >>> [found.span.start.day for found in find_dates("Two days later", date(2023, 3, 23), "On Monday")]
    [22]
    """
    rules = rules_for(text)
    absolute = _longest(_read(text, published, (rule for rule in rules if not rule.relative)))
    counted = (rule for rule in rules if rule.relative)
    relative = _relative(text, published, counted, absolute, before)
    found = _joined(_longest([*absolute, *relative]), text)
    return _with_clocks(_since_lately(found, text, published), text, published, before)


def _read(text: str, published: date | None, rules: Iterable[Rule]) -> list[Dated]:
    """Read what each rule finds."""
    found = []
    for rule in rules:
        for match in rule.pattern.finditer(text):
            about = text[max(0, match.start() - 60) : match.start()]
            if _OWNS.match(text, match.end()):
                about = about.removesuffix("by ")  # "killed by Thursday's flood"
            if rule.needs and not rule.needs.search(about):
                continue
            against = Against(published=published, is_coming=rule.may_come and bool(_COMING.search(about)))
            span = _span(rule, match, against)
            if span is None or (span.precision is Precision.DAY and _NAME.match(text, match.end())):
                continue  # "the 3 April stadium" is of no day
            if span.precision is Precision.MONTH and published and _LAST.search(about):
                span = _year_earlier(span, published)
            if _is_running(span, published) and _COMPARED.search(about):
                continue  # "the second death this year" is not of any day of the year
            found.append(_dated(rule, match, span, about, against))
    return found


_OWNS = re.compile(r"['\u2019]s\b")
_LAST = re.compile(r"\blast $", re.IGNORECASE)
_NAME = re.compile(
    r" (?:stadium|square|street|avenue|boulevard|bridge|airport|hospital|university|school|park|movement"
    r"|alliance|brigade|party|revolution|war|dam|palace|barracks|camp)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)|latest|deadliest"
    r"|worst|largest|biggest|highest|bloodiest|strongest|most \w+|record)\b[^.,;]{0,50}$",
    re.IGNORECASE,
)
_LONG = timedelta(days=40)
"""A longer time is one over which reports sum up."""


def _year_earlier(span: TimeSpan, published: date) -> TimeSpan:
    """Read "last November" in November: that of the year before."""
    first = span.start.date()
    if not first <= published < span.end.date():
        return span
    return months_span(first.year - 1, first.month, 1, Precision.MONTH)


def _is_running(span: TimeSpan, published: date | None) -> bool:
    """Whether a long time reaches to publication."""
    is_long = span.end - span.start > _LONG
    return is_long and published is not None and span.end.date() > published


def _span(rule: Rule, match: re.Match[str], against: Against) -> TimeSpan | None:
    """Read a match; a time that no calendar has is none."""
    try:
        return rule.reader(match, against)
    except (ValueError, OverflowError):
        return None


def _dated(rule: Rule, match: re.Match[str], span: TimeSpan, about: str, against: Against) -> Dated:
    groups = match.groupdict()
    return Dated(
        start=match.start(),
        end=match.end(),
        span=span,
        rule=f"“{match[0]}”: {rule.told}",
        overnight=rule.told == NIGHT_ENDING,
        since=bool(_SINCE.search(about[-24:])) or bool(groups.get("since")),
        future=rule.future
        or against.is_coming
        or (groups.get("which") or "").lower().strip() in ("next", "coming")
        or bool(_BEFORE_FUTURE.search(about[-24:]))
        or _is_after(span, against.published),
        aggregate=_is_running(span, against.published) and not groups.get("earlier"),
        counted=rule.relative,
    )


_SINCE = re.compile(r"\b(?:since|after|before|until|by)(?: (?:the|early|late|mid|last))? ?$", re.IGNORECASE)
_SINCE_ITSELF = re.compile(r"\bsince(?: (?:the|early|late|last))? ?$", re.IGNORECASE)
_BEFORE_FUTURE = re.compile(
    r"\b(?:next|coming|until|by|scheduled for|planned for|due)(?: on)?(?: the)? ?$", re.IGNORECASE
)
# "will meet in Geneva on Friday", but not "will respond to the attack on Friday"
_COMING = re.compile(
    r"(?:\b(?:will|'ll|shall|is to|are to|is due to|are due to|plans? to|expected to|scheduled to|set to)"
    r"(?: (?!for\b|after\b|since\b|over\b|against\b|about\b|that\b|to\b|attack|strike)[\w'-]+){1,4}"
    r"|\b(?:scheduled|planned|due|set) for)(?: on| by| this| early| late)* ?$",
    re.IGNORECASE,
)


def _is_after(span: TimeSpan, published: date | None) -> bool:
    return published is not None and span.start.date() > published + timedelta(days=2)


def _longest(found: Iterable[Dated]) -> list[Dated]:
    """Keep the longest of what overlaps, in the order of the text."""
    chosen: list[Dated] = []
    for dated in sorted(found, key=lambda each: (each.start - each.end, each.start)):
        if all(dated.end <= other.start or dated.start >= other.end for other in chosen):
            chosen.append(dated)
    return sorted(chosen, key=lambda each: each.start)


# --- counted from a day named before ---------------------------------------------------------------


def _relative(
    text: str, published: date | None, rules: Iterable[Rule], absolute: list[Dated], before: str
) -> list[Dated]:
    """Read "two days earlier" and the like against the day named last before it."""
    found = []
    for rule in rules:
        for match in rule.pattern.finditer(text):
            near = [one for one in absolute if one.end <= match.start() and _is_day(one)]
            if rule.told == RIGHT_BEFORE:  # "on Sunday, two days after"
                near = [one for one in near if match.start() - one.end <= 3]
                named = near[-1].span.start.date() if near else None
            else:
                named = near[-1].span.start.date() if near else _day_before(before, published)
            span = _span(rule, match, Against(published=published, named=named))
            if span is not None:
                about = text[max(0, match.start() - 60) : match.start()]
                found.append(_dated(rule, match, span, about, Against(published=published)))
    return found


def _is_day(dated: Dated) -> bool:
    return dated.span.precision is Precision.DAY and not dated.future


def _day_before(before: str, published: date | None) -> date | None:
    """Return the day that was named last in what a report says before."""
    if not before:
        return None
    days = [one for one in find_dates(before, published) if _is_day(one) and not one.bare]
    return days[-1].span.start.date() if days else None


# --- several as one --------------------------------------------------------------------------------


def _joined(found: list[Dated], text: str) -> list[Dated]:
    """Turn "from Monday to Wednesday" and "Tuesday and Wednesday" into one span."""
    joined: list[Dated] = []
    for dated in found:
        last = joined[-1] if joined else None
        if last and _is_range(last, dated, text) and last.span.start < dated.span.start:
            span = TimeSpan(start=last.span.start, end=dated.span.end, precision=dated.span.precision)
            rule = f"{last.rule}; until {dated.rule}"
            joined[-1] = replace(dated, start=last.start, span=span, rule=rule, future=last.future)
        else:
            joined.append(dated)
    return joined


def _is_range(last: Dated, dated: Dated, text: str) -> bool:
    between = text[last.end : dated.start].strip().lower()
    before = text[max(0, last.start - 8) : last.start].lower()
    weekdays = all(text[one.start : one.end].lower() in DAYS for one in (last, dated))
    if between in ("to", "until", "through", "till", "-", "\u2013"):
        return "from" in before or weekdays or between in ("through", "-", "\u2013")
    if between in ("and", "or", "and on", "and early on", "and early"):
        follows = last.span.end == dated.span.start and last.span.precision is dated.span.precision
        return follows or (between == "and" and "between" in before)
    return False


def _since_lately(found: list[Dated], text: str, published: date | None) -> list[Dated]:
    """Turn "since last week" into the days from then to publication; since long ago, it dates nothing."""
    return [
        _lately(dated, published) if not dated.future and _SINCE_ITSELF.search(text[: dated.start]) else dated
        for dated in found
    ]


_WEEK = 7


def _lately(dated: Dated, published: date | None) -> Dated:
    first = dated.span.start.date()
    if published is None or not published - _LONG <= first <= published:
        return dated
    days = (published - first).days + 1
    precision = Precision.DAY if days == 1 else Precision.WEEK if days <= _WEEK else Precision.MONTH
    span = day_span(first, days, precision)
    return replace(dated, span=span, since=False, rule=f"{dated.rule}, until publication")


# --- the hour --------------------------------------------------------------------------------------


def _with_clocks(found: list[Dated], text: str, published: date | None, before: str) -> list[Dated]:
    """Put times of day beside the days they belong to; one without a day counts by the day named before."""
    clocks = find_clocks(text)
    if not clocks:
        return found
    clocks = [one for one in clocks if not any(_is_part_of(one, dated, text) for dated in found)]
    timed = [_timed(dated, clocks, text) for dated in found]
    if any(_is_one_day(dated) for dated in timed) or not clocks:
        return timed
    clock = nearest_clock(clocks, clocks[0].start, clocks[0].end, text) or clocks[0]
    named = _day_before(before, published)
    day = named or published
    if day is None:
        return timed
    rule = f"“{text[clock.start : clock.end]}”: on the day {'named before' if named else 'of publication'}"
    alone = Dated(
        start=clock.start, end=clock.end, span=day_span(day), rule=rule, clock=clock, bare=named is None
    )
    return sorted([*timed, _in_utc(alone)], key=lambda dated: dated.start)


def _is_part_of(clock: Clock, dated: Dated, text: str) -> bool:
    """Whether what looks like an hour are the digits of a date; "noon on Monday" is both."""
    first, last = max(clock.start, dated.start), min(clock.end, dated.end)
    return any(sign.isdigit() for sign in text[first:last])


def _is_one_day(dated: Dated) -> bool:
    return (
        dated.span.precision in (Precision.DAY, Precision.HOUR) and dated.span.end - dated.span.start <= _DAY
    )


_DAY = timedelta(days=1)


def _timed(dated: Dated, clocks: list[Clock], text: str) -> Dated:
    """Put the time of day that stands near a day beside it."""
    if not _is_one_day(dated):
        return dated
    clock = nearest_clock(clocks, dated.start, dated.end, text)
    if clock is None:
        return dated
    return _in_utc(replace(dated, clock=clock, rule=f"{dated.rule}, “{text[clock.start : clock.end]}”"))


def _in_utc(dated: Dated) -> Dated:
    """Read a time of day that is told in UTC."""
    if dated.clock is None or dated.clock.offset is None:
        return dated
    hour = dated.clock.on(dated.span.start.date(), None)
    return dated if hour is None else replace(dated, span=hour, rule=f"{dated.rule}: an hour in UTC")
