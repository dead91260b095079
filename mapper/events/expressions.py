"""Which words speak of a time, and by which rule each is read.

Where several match one stretch of text the longest wins, so that "late on Friday" is not "Friday".
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapper.events import periods as read

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapper.events.periods import Against
    from mapper.model import TimeSpan

    Reader = Callable[[re.Match[str], Against], TimeSpan | None]

NIGHT_ENDING = "the night that ended on the day of publication"
RIGHT_BEFORE = "counted back"

_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_TO_DAY = r" ?(?:-|\u2013|to|through|and|until) ?(?P<last_day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NAMES = "|".join(calendar.day_name)
# "Sunday Times" and "Bloody Sunday" are no days
_WEEKDAY = (
    rf"(?<!Bloody )(?<!Black )(?P<weekday>{_NAMES})\b"
    r"(?! (?:Times|Telegraph|Mail|Mirror|Express|World|Tribune|Independent|Vision|Standard|Monitor|Post)\b)"
)
_NUMBER = (
    r"(?P<number>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|several|(?:a )?few|(?:a )?couple(?: of)?)"
)
_UNITS = r"(?P<unit>minute|hour|day|night|week|fortnight|month|year|decade)s?"
_PART = r"(?:morning|afternoon|evening|night|noon|midday|dawn|dusk)"
_PART_OF_DAY = r"(?:day|night|evening|afternoon|morning)"
_IN_PART = (
    rf"(?:in )?(?:the )?(?:(?:early|small|late|pre-?dawn) )?(?:hours|{_PART}) (?:of|on) "
    r"|(?:before|at|around|after) (?:dawn|dusk|sunrise|sunset|nightfall) (?:on )?"
    r"|overnight (?:on|into|to) "
    r"|(?:on |in |during )?the night (?:of|to) "
    r"|(?:early|late|earlier|later)(?: on)? "
)
_THIRD = r"(?:the )?(?P<part>early|mid|late|start|beginning|middle|end)(?: of|-| in)? ?"
_OLD = r"(?P<earlier>earlier |later )?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One way of naming a time.

    Attributes
    ----------
    pattern, reader, told
        The words, what they mean, and the rule in words.
    cues
        The words have one of these in them, in lower case: looking for them takes a fraction of the time.
    needs
        What must stand before them, if anything.
    relative
        Whether it counts from a day named before.
    future
        Whether it looks ahead.
    may_come
        Whether "will" before it makes it a day to come.
    """

    pattern: re.Pattern[str]
    reader: Reader
    told: str
    cues: tuple[str, ...]
    needs: re.Pattern[str] | None = None
    relative: bool = False
    future: bool = False
    may_come: bool = False


def _cased(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _any(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _back(days: int) -> Reader:
    return lambda _match, against: read.days_back(days, against)


def _from_named(days: int) -> Reader:
    return lambda _match, against: read.near_named(days, against)


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEARS = ("19", "20")
_DAYS = tuple(name.lower() for name in calendar.day_name)
_MONTH_ALONE = _any(  # "May", "March" and "August" are names and verbs too
    r"\b(?:in|since|until|by|of|during|this|last|from|between|before|after|next|through|to|and|or) $"
)
_MONTH_OF = r"(?= [a-z]+)"  # "the May protests"
_AFTER_ARTICLE = _any(r"\b(?:the|a|an)(?: [a-z]+)? $")
_YEAR_ALONE = _any(  # a flight, a resolution and a price have four digits too
    r"\b(?:in|of|since|during|for|from|to|until|till|by|before|after|the|early|late|and|or|through|between"
    r"|year|spring|summer|autumn|fall|winter|throughout|a|its|his|their|war|invasion) $|mid-$|\($|, $|^$"
)

_DATES = (
    Rule(
        pattern=_cased(rf"\b{_MONTH} {_DAY}(?:,? {_YEAR})?\b(?!,?\d)"),
        reader=read.month_day,
        told="a date",
        cues=_MONTHS,
    ),
    Rule(
        pattern=_cased(rf"\b{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?\b"),
        reader=read.month_day,
        told="a date",
        cues=_MONTHS,
    ),
    Rule(
        pattern=_cased(rf"\b{_MONTH} {_DAY}{_TO_DAY}(?:,? {_YEAR})?\b(?![,:]?\d)"),
        reader=read.days_of_month,
        told="days of a month",
        cues=_MONTHS,
    ),
    Rule(
        pattern=_cased(rf"\b(?:[Bb]etween |[Ff]rom )?{_DAY}{_TO_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?\b"),
        reader=read.days_of_month,
        told="days of a month",
        cues=_MONTHS,
    ),
    Rule(
        pattern=_any(rf"\b{_YEAR}([-/])(?P<first>[01]\d)\2(?P<second>[0-3]\d)(?!\d)"),
        reader=read.year_first,
        told="a date",
        cues=_YEARS,
    ),
    Rule(
        pattern=_any(rf"(?<![\d./-])(?P<first>[0-3]?\d)(?P<sign>[./])(?P<second>[0-3]?\d)(?P=sign){_YEAR}\b"),
        reader=read.in_digits,
        told="a date in digits",
        cues=_YEARS,
    ),
    Rule(
        pattern=_any(r"\bon the (?P<day>[0-3]?\d)(?:st|nd|rd|th)\b(?! (?!and\b|at\b|in\b|when\b)[a-z]|-)"),
        reader=read.nth,
        told="the last day of that number",
        cues=("on the ",),
    ),
    Rule(
        pattern=_any(
            r"\b(?P<feast>Christmas (?:Day|Eve)|Boxing Day|New Year['\u2019]s (?:Day|Eve)|Christmas)\b"
        ),
        reader=read.feast,
        told="a feast with a fixed day",
        cues=("christmas", "boxing", "new year"),
    ),
    Rule(
        pattern=_any(r"\b(?P<easter>Good Friday|Easter(?: Sunday| Monday| weekend)?)\b"),
        reader=read.easter_days,
        told="Easter",
        cues=("good friday", "easter"),
    ),
)
_MONTHS_AND_YEARS = (
    Rule(
        pattern=_cased(rf"\b(?:(?i:{_THIRD}))?{_MONTH},? (?:of )?{_YEAR}(?!\w| ?\d)"),
        reader=read.month,
        told="a month",
        cues=_MONTHS,
    ),
    Rule(
        pattern=_cased(rf"\b(?i:{_THIRD}){_MONTH}(?!\w| ?\d)"),
        reader=read.month,
        told="a month",
        cues=_MONTHS,
    ),
    Rule(
        pattern=_cased(rf"\b{_MONTH}(?!\w| ?\d)"),
        reader=read.month,
        told="a month",
        cues=_MONTHS,
        needs=_MONTH_ALONE,
    ),
    Rule(
        pattern=_cased(rf"\b(?!May|March|April|June|August){_MONTH}(?!\w| ?\d)"),
        reader=read.month,
        told="a month",
        cues=_MONTHS,
    ),
    Rule(
        pattern=_cased(rf"\b{_MONTH}(?!\w| ?\d){_MONTH_OF}"),
        reader=read.month,
        told="a month",
        cues=_MONTHS,
        needs=_AFTER_ARTICLE,
    ),
    # Not a price, a serial number, a decimal or a count of people.
    Rule(
        pattern=_any(
            rf"(?<![\d$€£-])\b{_YEAR}(?:(?:-|\u2013| to )(?P<last_year>(?:19|20)\d\d))?\b"
            r"(?![-\u2013]\d|[,.]\d| (?:people|soldiers|troops|homes|civilians|men|women|children)\b"
            r"| (?:GMT|UTC|hours|hrs|local)\b)"
        ),
        reader=read.year,
        told="a year",
        cues=_YEARS,
        needs=_YEAR_ALONE,
    ),
    Rule(pattern=_any(rf"\b{_YEAR}s\b"), reader=read.decade, told="ten years", cues=_YEARS),
    Rule(
        pattern=_any(r"\blast (?P<unit>spring|summer|autumn|fall|winter)\b"),
        reader=read.last_season,
        told="some time in the year before publication",
        cues=("last ",),
    ),
)
_WEEKDAYS = (
    Rule(
        pattern=_any(rf"\b(?:(?P<which>last|past|next|this|coming)(?: coming)? )?{_WEEKDAY}(?: {_PART}\b)?"),
        reader=read.weekday,
        told="the last day of that name",
        cues=_DAYS,
        may_come=True,
    ),
    Rule(
        pattern=_any(rf"\b(?:{_IN_PART})(?P<which>last |next |this )?{_WEEKDAY}(?: {_PART}\b)?"),
        reader=read.weekday,
        told="the last day of that name",
        cues=_DAYS,
        may_come=True,
    ),
    Rule(
        pattern=_any(
            rf"\b(?:overnight|(?:on |in |during )?the night) (?:from |of |between )?(?:{_NAMES})"
            rf"(?: night)? (?:to|and|into|until|-) {_WEEKDAY}(?: morning\b)?"
        ),
        reader=read.night_between,
        told="the night that ended on that day",
        cues=_DAYS,
    ),
)
_FROM_PUBLICATION = (
    Rule(
        pattern=_any(r"\b(?:overnight|during the night|in the night)\b"),
        reader=_back(0),
        told=NIGHT_ENDING,
        cues=("night",),
    ),
    Rule(
        pattern=_any(rf"\b(?:last night|(?:(?:early|late) )?yesterday(?: {_PART}\b)?)"),
        reader=_back(1),
        told="the day before publication",
        cues=("last night", "yesterday"),
    ),
    Rule(
        pattern=_any(
            r"\b(?:(?:early |earlier |late |later )?today|tonight"
            r"|(?:(?:early|late|earlier|later) )?this (?:morning|afternoon|evening))\b"
        ),
        reader=_back(0),
        told="the day of publication",
        cues=("today", "tonight", "this "),
    ),
    Rule(
        pattern=_any(rf"\btomorrow(?: {_PART}\b)?"),
        reader=_back(-1),
        told="the day after publication",
        cues=("tomorrow",),
        future=True,
    ),
    Rule(
        pattern=_any(rf"\b{_NUMBER} {_UNITS} ago\b"),
        reader=read.ago,
        told="counted back from publication",
        cues=(" ago",),
    ),
    Rule(
        pattern=_any(
            rf"\b(?:(?:in )?{_THIRD})?{_OLD}(?P<which>this|last|previous|next|coming)(?: past)? "
            r"(?P<unit>week(?:end)?|month)\b"
        ),
        reader=read.named_period,
        told="counted from publication",
        cues=("week", "month"),
    ),
    Rule(
        pattern=_any(
            r"\b(?:early |late |mid-?)?(?P<which>last|previous|next|coming) (?P<unit>year)\b(?P<part>)"
        ),
        reader=read.named_period,
        told="counted from publication",
        cues=("year",),
    ),
    Rule(
        pattern=_any(rf"\b(?:so far )?{_OLD}(?:early )?(?P<which>this) (?P<unit>year)\b(?P<part>)"),
        reader=read.named_period,
        told="counted from publication",
        cues=("year",),
    ),
    Rule(
        pattern=_any(r"\b(?:over|at|during) (?P<which>the) (?P<unit>weekend)\b"),
        reader=read.named_period,
        told="the last weekend",
        cues=("weekend",),
    ),
    Rule(
        pattern=_any(
            rf"\b(?:(?:in|over|during|within|for|across) )?(?:just )?the (?:past|last|previous)"
            rf"(?: {_NUMBER})? (?P<unit>hour|day|week|month|year|decade)s?\b"
        ),
        reader=read.past,
        told="up to publication",
        cues=("the past", "the last", "the previous"),
    ),
    Rule(
        pattern=_any(
            r"\b(?:in|over) (?:the )?(?:recent|(?:past|last)(?: few| several| couple of)?|coming) "
            r"(?P<unit>hour|day|week|month|year)s\b"
        ),
        reader=read.recent,
        told="the days, weeks or months up to publication",
        cues=("recent", "past", "last", "coming"),
    ),
)
_FROM_A_DAY_NAMED = (
    Rule(
        pattern=_any(rf"\b{_NUMBER} (?P<unit>day|week|month|year)s? after\b"),
        reader=read.just_before,
        told=RIGHT_BEFORE,
        cues=(" after",),
        relative=True,
    ),
    Rule(
        pattern=_any(rf"\b{_NUMBER} {_UNITS} (?:earlier|before(?=[.,;]|$)|previously)"),
        reader=read.before_named,
        told="counted back from the day named before, or from publication",
        cues=("earlier", "before", "previously"),
        relative=True,
    ),
    Rule(
        pattern=_any(rf"\b{_NUMBER} {_UNITS} (?:later|afterwards?)\b"),
        reader=read.after_named,
        told="counted on from the day named before",
        cues=("later", "afterward"),
        relative=True,
    ),
    Rule(
        pattern=_any(
            rf"\b(?:on |during |in )?(?:the {_PART_OF_DAY} before(?=[.,;]|$| (?:at|in|near)\b)"
            rf"|the previous {_PART_OF_DAY})\b"
        ),
        reader=_from_named(1),
        told="the day before the day named before",
        cues=("before", "previous"),
        relative=True,
    ),
    Rule(
        pattern=_any(
            r"\b(?:on |during |in )?the (?:following|next) (?:day|night|evening|afternoon|morning)\b"
            r"|\b(?:on )?the day after(?=[.,;]|$)"
        ),
        reader=_from_named(-1),
        told="the day after the day named before",
        cues=("the following", "the next", "day after"),
        relative=True,
    ),
    Rule(
        pattern=_any(
            r"\b(?:on |during |in )?(?:the|that) same (?:day|night|evening|afternoon|morning)\b"
            r"|\b(?:on |during )?that (?:day|night|evening|afternoon|morning)\b"
            r"|\b(?:earlier|later|late|early) (?:in the|that|the same) (?:day|evening|afternoon|morning)\b"
            r"|\b(?:just |only )?(?:minutes|hours|moments) (?:earlier|later|before(?=[.,;]|$))"
        ),
        reader=_from_named(0),
        told="the day named before",
        cues=("same ", "that ", "earl", "late", "before"),
        relative=True,
    ),
)
_DATED = (*_DATES, *_MONTHS_AND_YEARS, *_WEEKDAYS)
RULES: tuple[Rule, ...] = (*_DATED, *_FROM_PUBLICATION, *_FROM_A_DAY_NAMED)
_CUES = tuple(dict.fromkeys(rule.cues for rule in RULES))


def rules_for(text: str) -> list[Rule]:
    """Keep the rules that may find something in a text."""
    lowered = text.lower()
    told = {cues: any(cue in lowered for cue in cues) for cues in _CUES}
    return [rule for rule in RULES if told[rule.cues]]
