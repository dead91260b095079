from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from benchmarks.accuracy_merge import Report, joined_pairs, read_reports, score_pairs
from mapper.merge import merge
from mapper.pipeline import Knowledge, tell

if TYPE_CHECKING:
    from mapper.model import Event

REPORTS = {report.document.id: report for report in read_reports()}
TEXTS = {name: report.document.text for name, report in REPORTS.items()}
LEAST_PRECISION, LEAST_F1 = 0.9, 0.85  # among all reports at once, with what extraction still misses
PAIRS = sum(name.endswith("-b") for name in REPORTS)


@pytest.fixture(scope="module")
def told(known: Knowledge) -> dict[str, list[Event]]:
    return {name: tell(report.document, known)[0] for name, report in REPORTS.items()}


@pytest.fixture(scope="module")
def merged(known: Knowledge, told: dict[str, list[Event]]) -> list[Event]:
    return merge([event for events in told.values() for event in events], known.words, texts=TEXTS)


def half_of(number: int) -> dict[str, Report]:
    return {name: report for name, report in REPORTS.items() if report.number % 2 == number}


def test_there_are_sixty_pairs_and_sixty_near_misses_of_as_many_stories() -> None:
    assert PAIRS >= 60
    assert len(REPORTS) - 2 * PAIRS >= 60
    assert len({report.number for report in REPORTS.values()}) == PAIRS


def test_what_a_report_is_about_stands_in_its_text() -> None:
    for report in REPORTS.values():
        assert report.main
        assert all(0 <= start < end <= len(report.document.text) for start, end in report.main)


def test_the_stories_are_of_twenty_five_countries(told: dict[str, list[Event]]) -> None:
    places = [event.location.place for events in told.values() for event in events if event.location]
    assert len({place.country for place in places} - {""}) >= 25


@pytest.mark.parametrize("number", [0, 1])
def test_reports_of_one_event_meet_and_near_misses_stay_apart(
    told: dict[str, list[Event]], merged: list[Event], number: int
) -> None:
    reports = half_of(number)
    own = {name: told[name] for name in reports}
    single = {event.id for events in own.values() for event in events}
    touching = [event for event in merged if any(each.id in single for each in event.told)]
    pairs = {
        pair: both
        for pair, both in joined_pairs(REPORTS, told, touching).items()
        if pair[0] in reports and pair[1] in reports
    }
    score, _, _ = score_pairs(reports, pairs)
    assert score.precision >= LEAST_PRECISION
    assert score.f1 >= LEAST_F1


def test_among_all_reports_at_once_the_order_does_not_matter(
    known: Knowledge, told: dict[str, list[Event]], merged: list[Event]
) -> None:
    backwards = [event for name in sorted(told, reverse=True) for event in reversed(told[name])]
    assert merge(backwards, known.words, texts=TEXTS) == merged


def test_no_merged_event_holds_two_towns_or_two_days_that_its_reports_state(merged: list[Event]) -> None:
    for event in merged:
        for one, other in permutations(event.told, 2):
            assert one.when is not None
            assert other.when is not None
            if one.day_stated and other.day_stated:
                assert one.when.start - other.when.end < timedelta(days=1), event.title


def test_a_merged_event_says_in_words_why_it_is_one(merged: list[Event]) -> None:
    joined = [event for event in merged if event.told]
    assert joined
    for event in joined:
        assert event.reasons[-1].startswith("merged from ")
        assert "same" in event.reasons[-1] or "lies" in event.reasons[-1] or "apart" in event.reasons[-1]
