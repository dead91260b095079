from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.events.dates import day_span, find_dates
from mapper.events.expressions import RULES, Rule, rules_for
from mapper.model import Precision

THURSDAY = date(2025, 3, 13)
DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31))
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("on Wednesday", "2025-03-12", "2025-03-12", Precision.DAY),
        ("on Thursday", "2025-03-13", "2025-03-13", Precision.DAY),
        ("last Thursday", "2025-03-06", "2025-03-06", Precision.DAY),
        ("On Feb. 24, police", "2025-02-24", "2025-02-24", Precision.DAY),
        ("on 3 April 2022", "2022-04-03", "2022-04-03", Precision.DAY),
        ("on 2022-04-03", "2022-04-03", "2022-04-03", Precision.DAY),
        ("in November", "2024-11-01", "2024-11-30", Precision.MONTH),
        ("in late March", "2024-03-21", "2024-03-31", Precision.WEEK),
        ("in early 2022", "2022-01-01", "2022-12-31", Precision.YEAR),
        ("two days ago", "2025-03-11", "2025-03-11", Precision.DAY),
        ("last week", "2025-03-03", "2025-03-09", Precision.WEEK),
        ("this month", "2025-03-01", "2025-03-31", Precision.MONTH),
        ("last year", "2024-01-01", "2024-12-31", Precision.YEAR),
        ("from Monday to Wednesday", "2025-03-10", "2025-03-12", Precision.DAY),
        ("over the weekend", "2025-03-08", "2025-03-09", Precision.WEEK),
    ],
)
def test_a_time_is_read_against_the_day_of_publication(
    text: str, first: str, last: str, precision: Precision
) -> None:
    (found,) = find_dates(text, THURSDAY)
    assert found.span.start.date().isoformat() == first
    assert (found.span.end.date() - timedelta(days=1)).isoformat() == last
    assert found.span.precision is precision


@pytest.mark.parametrize("text", ["it may rain", "2,022 people", "$2020", "on 31 April", "the year 123", ""])
def test_what_is_no_time_is_not_read(text: str) -> None:
    found = [one for one in find_dates(text, THURSDAY) if one.span.precision is not Precision.MONTH]
    assert found == []


def test_the_start_of_what_lasts_is_marked_as_such() -> None:
    (found,) = find_dates("since February 2022", THURSDAY)
    assert found.since


@pytest.mark.parametrize("text", ["next Monday", "by Friday", "on 1 June 2025"])
def test_what_is_to_come_is_marked_as_such(text: str) -> None:
    (found,) = find_dates(text, THURSDAY)
    assert found.future


def test_an_hour_in_utc_is_an_hour() -> None:
    (found,) = find_dates("around 0230 GMT", THURSDAY)
    assert found.span.start.isoformat() == "2025-03-13T02:00:00+00:00"
    assert found.span.precision is Precision.HOUR


def test_without_a_day_of_publication_only_full_dates_are_read() -> None:
    found = find_dates("on Wednesday, on 3 April and on 5 May 2021", None)
    assert [one.span.start.date() for one in found] == [date(2021, 5, 5)]


@given(published=DAYS, name=st.sampled_from(WEEKDAYS))
def test_a_weekday_is_the_last_one_of_that_name(published: date, name: str) -> None:
    (found,) = find_dates(f"on {name}", published)
    days = [published - timedelta(days=back) for back in range(7)]
    assert found.span == day_span(next(day for day in days if WEEKDAYS[day.weekday()] == name))


@given(published=DAYS, day=DAYS)
def test_a_full_date_does_not_depend_on_publication(published: date, day: date) -> None:
    (found,) = find_dates(f"on {day.day} {day:%B} {day.year}", published)
    assert found.span == day_span(day)


@given(text=st.text(max_size=200), published=st.none() | DAYS)
def test_any_text_gives_spans_in_order_that_do_not_overlap(text: str, published: date | None) -> None:
    found = find_dates(text, published)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(0 <= one.start < one.end <= len(text) for one in found)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.pattern.pattern[:40])
@settings(max_examples=8)
@given(data=st.data())
def test_whatever_a_rule_finds_has_one_of_its_cues(rule: Rule, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(rule.pattern, alphabet=st.characters(codec="ascii")))
    assert rule in rules_for(text)
