"""Phrases for a time, each with the days it means, read against one day of publication."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mapper.events.dates import find_dates

THURSDAY = date(2025, 3, 13)

# phrase | first day | last day | precision
DAYS = """
The shelling began early on Sunday | 2025-03-09 | 2025-03-09 | day
Rockets fell early Sunday | 2025-03-09 | 2025-03-09 | day
A bus overturned late Friday | 2025-03-07 | 2025-03-07 | day
A bus overturned late on Friday | 2025-03-07 | 2025-03-07 | day
They marched on Sunday morning | 2025-03-09 | 2025-03-09 | day
They marched Sunday afternoon | 2025-03-09 | 2025-03-09 | day
A blaze broke out on Tuesday night | 2025-03-11 | 2025-03-11 | day
In the early hours of Monday a lorry burned | 2025-03-10 | 2025-03-10 | day
in the early hours of Monday morning | 2025-03-10 | 2025-03-10 | day
before dawn on Wednesday | 2025-03-12 | 2025-03-12 | day
on the morning of Wednesday | 2025-03-12 | 2025-03-12 | day
earlier on Thursday | 2025-03-13 | 2025-03-13 | day
on the night of Monday | 2025-03-10 | 2025-03-10 | day
overnight into Sunday | 2025-03-09 | 2025-03-09 | day
overnight from Saturday to Sunday | 2025-03-09 | 2025-03-09 | day
Overnight, drones hit the port | 2025-03-13 | 2025-03-13 | day
during the night | 2025-03-13 | 2025-03-13 | day
last night | 2025-03-12 | 2025-03-12 | day
yesterday evening | 2025-03-12 | 2025-03-12 | day
late yesterday | 2025-03-12 | 2025-03-12 | day
earlier today | 2025-03-13 | 2025-03-13 | day
this morning | 2025-03-13 | 2025-03-13 | day
on Thursday | 2025-03-13 | 2025-03-13 | day
last Thursday | 2025-03-06 | 2025-03-06 | day
last Monday | 2025-03-10 | 2025-03-10 | day
this Tuesday | 2025-03-11 | 2025-03-11 | day
after Friday prayers | 2025-03-07 | 2025-03-07 | day
Friday's attack | 2025-03-07 | 2025-03-07 | day
two days ago | 2025-03-11 | 2025-03-11 | day
a day ago | 2025-03-12 | 2025-03-12 | day
ten days ago | 2025-03-03 | 2025-03-03 | day
hours ago | |
three weeks ago | 2025-02-17 | 2025-02-23 | week
a fortnight ago | 2025-02-24 | 2025-03-02 | week
a month ago | 2025-02-01 | 2025-02-28 | month
four years ago | 2021-01-01 | 2021-12-31 | year
a decade ago | 2015-01-01 | 2015-12-31 | year
last week | 2025-03-03 | 2025-03-09 | week
late last week | 2025-03-03 | 2025-03-09 | week
this week | 2025-03-10 | 2025-03-13 | week
earlier this week | 2025-03-10 | 2025-03-13 | week
over the weekend | 2025-03-08 | 2025-03-09 | week
last weekend | 2025-03-08 | 2025-03-09 | week
this month | 2025-03-01 | 2025-03-31 | month
earlier this month | 2025-03-01 | 2025-03-31 | month
early this month | 2025-03-01 | 2025-03-10 | week
last month | 2025-02-01 | 2025-02-28 | month
late last month | 2025-02-21 | 2025-02-28 | week
at the end of last month | 2025-02-21 | 2025-02-28 | week
in late March 2024 | 2024-03-21 | 2024-03-31 | week
in mid-February | 2025-02-11 | 2025-02-20 | week
in early December | 2024-12-01 | 2024-12-10 | week
at the end of January | 2025-01-21 | 2025-01-31 | week
in February | 2025-02-01 | 2025-02-28 | month
in August 2023 | 2023-08-01 | 2023-08-31 | month
in May | 2024-05-01 | 2024-05-31 | month
last May | 2024-05-01 | 2024-05-31 | month
a deadly January attack | 2025-01-01 | 2025-01-31 | month
the May protests | 2024-05-01 | 2024-05-31 | month
in Sept. 2022 | 2022-09-01 | 2022-09-30 | month
on March 6 | 2025-03-06 | 2025-03-06 | day
on March 6th | 2025-03-06 | 2025-03-06 | day
on 6 March | 2025-03-06 | 2025-03-06 | day
on the 6th of March | 2025-03-06 | 2025-03-06 | day
on March 6, 2024, | 2024-03-06 | 2024-03-06 | day
on Oct. 7 | 2024-10-07 | 2024-10-07 | day
on 24 February 2022 | 2022-02-24 | 2022-02-24 | day
On Monday, March 10, police | 2025-03-10 | 2025-03-10 | day
on 2025-02-28 | 2025-02-28 | 2025-02-28 | day
on 2025/02/28 | 2025-02-28 | 2025-02-28 | day
on 28/02/2025 | 2025-02-28 | 2025-02-28 | day
on 28.02.2025 | 2025-02-28 | 2025-02-28 | day
on 05.02.2025 | 2025-02-05 | 2025-02-05 | day
on 02/28/2025 | 2025-02-28 | 2025-02-28 | day
on 11/03/2025 | 2025-03-11 | 2025-03-11 | day
on 02/03/2024 | |
on the 6th | 2025-03-06 | 2025-03-06 | day
on the 14th, troops | 2025-03-14 | 2025-03-14 | day
on the 28th. | 2025-02-28 | 2025-02-28 | day
on the 4th floor | |
March 6-8 | 2025-03-06 | 2025-03-08 | day
March 6 to 8 | 2025-03-06 | 2025-03-08 | day
between 3 and 5 March | 2025-03-03 | 2025-03-05 | day
from 3 to 5 May 2024 | 2024-05-03 | 2024-05-05 | day
3-5 March | 2025-03-03 | 2025-03-05 | day
from 28 February to 2 March | 2025-02-28 | 2025-03-02 | day
from Monday to Wednesday | 2025-03-10 | 2025-03-12 | day
Monday through Wednesday | 2025-03-10 | 2025-03-12 | day
between Monday and Wednesday | 2025-03-10 | 2025-03-12 | day
on Tuesday and Wednesday | 2025-03-11 | 2025-03-12 | day
Saturday and Sunday | 2025-03-08 | 2025-03-09 | day
since Friday | 2025-03-07 | 2025-03-13 | week
since March 10 | 2025-03-10 | 2025-03-13 | week
since yesterday | 2025-03-12 | 2025-03-13 | week
in the past 24 hours | 2025-03-12 | 2025-03-13 | day
over the last 48 hours | 2025-03-11 | 2025-03-13 | day
in the last three days | 2025-03-10 | 2025-03-13 | week
over the past week | 2025-03-06 | 2025-03-13 | week
in recent days | 2025-03-10 | 2025-03-13 | week
in recent weeks | 2025-02-21 | 2025-03-13 | week
at the weekend | 2025-03-08 | 2025-03-09 | week
on Christmas Day | 2024-12-25 | 2024-12-25 | day
on New Year's Eve | 2024-12-31 | 2024-12-31 | day
on New Year's Day | 2025-01-01 | 2025-01-01 | day
in the last 15 months | 2023-12-19 | 2025-03-13 | year
over the past year | 2024-03-13 | 2025-03-13 | year
so far this year | 2025-01-01 | 2025-12-31 | year
in 2024 | 2024-01-01 | 2024-12-31 | year
in 2014 and 2015 | 2014-01-01 | 2015-12-31 | year
the 2008 war | 2008-01-01 | 2008-12-31 | year
from 2014 to 2016 | 2014-01-01 | 2016-12-31 | year
in the 1990s | 1990-01-01 | 1999-12-31 | year
last year | 2024-01-01 | 2024-12-31 | year
last summer | 2024-03-14 | 2025-03-13 | year
In Monday's strike, 2,022 died | 2025-03-10 | 2025-03-10 | day
"""

# what is said before | phrase | first day | last day | precision
NAMED_BEFORE = """
Rebels took the bridge on Sunday. | Two days earlier they had shelled it | 2025-03-07 | 2025-03-07 | day
Rebels took the bridge on Sunday. | Two days later they left | 2025-03-11 | 2025-03-11 | day
Rebels took the bridge on Sunday. | The day before, they had shelled it | 2025-03-08 | 2025-03-08 | day
Rebels took the bridge on Sunday. | The following day they left | 2025-03-10 | 2025-03-10 | day
Rebels took the bridge on Sunday. | They left the next morning | 2025-03-10 | 2025-03-10 | day
Rebels took the bridge on Sunday. | Drones came the previous night | 2025-03-08 | 2025-03-08 | day
Rebels took the bridge on Sunday. | A day earlier, a mine went off | 2025-03-08 | 2025-03-08 | day
Rebels took the bridge on Sunday. | Hours later a mine went off | 2025-03-09 | 2025-03-09 | day
Rebels took the bridge on Sunday. | Earlier in the day a mine went off | 2025-03-09 | 2025-03-09 | day
Rebels took the bridge on Sunday. | The same day a mine went off | 2025-03-09 | 2025-03-09 | day
Rebels took the bridge on Sunday. | Later that day a mine went off | 2025-03-09 | 2025-03-09 | day
Rebels took the bridge on Sunday. | Three hours earlier a mine went off | 2025-03-09 | 2025-03-09 | day
Rebels took the bridge on March 1. | A week later they lost it | 2025-03-05 | 2025-03-11 | week
They met on Friday. It was cold. | The night before, a shell fell | 2025-03-06 | 2025-03-06 | day
They met in secret. | The following day they left | |
They met in secret. | A day earlier a shell fell | 2025-03-12 | 2025-03-12 | day
"""

NO_TIME = """
it may rain
Prime Minister May said
the march went on peacefully
Theresa May and her party
a second blast
2,022 people
$2020
on 31 April
in the year 123
Resolution 1970 was passed
Flight 1999 was late
he has 2010 followers in Lagos, he says
the Sunday Times reported
Fridays are quiet
August Wilson wrote plays
at 200 metres
the second such death this year
the deadliest attack in the last 15 months
"""


def _rows(table: str) -> list[list[str]]:
    return [
        [cell.strip() for cell in line.split(" | ")]
        for line in table.replace("|\n", "| \n").strip().splitlines()
    ]


def _told(text: str, before: str = "") -> list[tuple[str, str, str]]:
    found = find_dates(text, THURSDAY, before)
    return [
        (
            one.span.start.date().isoformat(),
            (one.span.end.date() - timedelta(days=1)).isoformat(),
            one.span.precision,
        )
        for one in found
        if not one.clock
    ]


@pytest.mark.parametrize("row", _rows(DAYS), ids=lambda row: row[0])
def test_words_for_a_time_mean_these_days(row: list[str]) -> None:
    phrase, *wanted = row
    told = _told(phrase)
    assert told[:1] == ([tuple(wanted)] if wanted[0].strip("| ") else [])


@pytest.mark.parametrize("row", _rows(NAMED_BEFORE), ids=lambda row: row[1])
def test_words_that_count_from_a_day_count_from_the_one_named_before(row: list[str]) -> None:
    before, phrase, *wanted = row
    assert _told(phrase, before)[:1] == ([tuple(wanted)] if wanted[0].strip("| ") else [])


@pytest.mark.parametrize("text", NO_TIME.strip().splitlines())
def test_names_numbers_and_verbs_are_no_times(text: str) -> None:
    assert _told(text) == []


@pytest.mark.parametrize(
    ("text", "hour", "offset"),
    [
        ("around 0230 GMT", 2, 0),
        ("at 02:30 UTC on Sunday", 2, 0),
        ("at 5 a.m. local time on Sunday", 5, None),
        ("at 5 a.m. (0200 GMT) on Sunday", 2, 0),
        ("On Monday at 5:30 pm", 17, None),
        ("at 09:15 on Monday", 9, None),
        ("on Monday at about 1430 local time", 14, None),
        ("at 12 a.m. on Monday", 0, None),
        ("at 12:30 p.m. on Monday", 12, None),
        ("at noon on Monday", 12, None),
        ("shortly after midnight on Monday", 0, None),
        ("just before midnight on Monday", 23, None),
        ("at five o'clock in the afternoon on Monday", 17, None),
        ("at 9 in the morning on Monday", 9, None),
        ("at 3 p.m. EDT on Monday", 15, -4),
        ("at 0900 hours on Monday", 9, None),
    ],
)
def test_a_time_of_day_is_kept_beside_its_day(text: str, hour: int, offset: int | None) -> None:
    (found,) = find_dates(text, THURSDAY)
    assert found.clock is not None
    wanted = None if offset is None else timedelta(hours=offset)
    assert (found.clock.hour, found.clock.offset) == (hour, wanted)


@pytest.mark.parametrize(
    "text",
    ["at a ratio of 3:15", "Psalm 23:4", "won 3-2", "at 2000 metres", "the 5 amazing men", "at 30 people"],
)
def test_ratios_and_heights_are_no_times_of_day(text: str) -> None:
    assert find_dates(text, THURSDAY) == []


def test_a_time_of_day_alone_counts_by_the_day_named_before() -> None:
    (found,) = find_dates("It struck at 5:30 a.m.", THURSDAY, "A quake shook the coast on Monday.")
    assert not found.bare
    assert find_dates("It struck at 5:30 a.m.", THURSDAY)[0].bare
    assert found.span.start.date() == date(2025, 3, 10)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("will meet in Geneva on Friday", "2025-03-14"),
        ("is due to visit on Monday", "2025-03-17"),
        ("next Friday", "2025-03-14"),
        ("this Saturday", "2025-03-15"),
        ("tomorrow", "2025-03-14"),
        ("next week", "2025-03-17"),
    ],
)
def test_what_is_to_come_lies_ahead(text: str, day: str) -> None:
    (found,) = find_dates(text, THURSDAY)
    assert found.span.start.date().isoformat() == day
    assert found.future or found.span.start.date() > THURSDAY


@pytest.mark.parametrize(
    "text", ["will answer the attack on Friday", "will respond after Friday", "on Friday"]
)
def test_what_has_happened_does_not(text: str) -> None:
    (found,) = find_dates(text, THURSDAY)
    assert found.span.start.date() == date(2025, 3, 7)
    assert not found.future


@pytest.mark.parametrize(
    ("text", "is_sum"),
    [
        ("in the last 15 months", True),
        ("over the past year", True),
        ("so far this year", True),
        ("in 2025", True),
        ("in 2024", False),
        ("earlier this year", False),
        ("last month", False),
        ("in the past 24 hours", False),
        ("since Friday", False),
    ],
)
def test_long_times_are_marked_as_summing_up(text: str, is_sum: bool) -> None:  # noqa: FBT001 -- a case
    (found,) = find_dates(text, THURSDAY)
    assert found.aggregate is is_sum
