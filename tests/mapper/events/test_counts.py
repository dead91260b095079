from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.events.counts import find_counts
from mapper.events.quantities import read_number

if TYPE_CHECKING:
    from conftest import Parser

    from mapper.words import Words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "At least six people were killed, 18 injured and three still missing.",
            {"killed": (6, 6), "injured": (18, 18), "missing": (3, 3)},
        ),
        (
            "One person had been killed and 33 wounded by a missile strike.",
            {"killed": (1, 1), "injured": (33, 33)},
        ),
        (
            "Officials reported at least one fatality and 33 injuries.",
            {"killed": (1, 1), "injured": (33, 33)},
        ),
        ("Three women and five men were killed in the shelling.", {"killed": (8, 8)}),
        (
            "One woman was killed and another injured in a drone attack.",
            {"killed": (1, 1), "injured": (1, 1)},
        ),
        ("Seven people, including two elders, were killed.", {"killed": (7, 7)}),
        ("Two men were shot dead by troops.", {"killed": (2, 2)}),
        ("An aid worker was shot and killed by gunmen.", {"killed": (1, 1)}),
        ("Two people were stabbed to death.", {"killed": (2, 2)}),
        (
            "The blast claimed the lives of 12 miners and left 4 others hurt.",
            {"killed": (12, 12), "injured": (4, 4)},
        ),
        ("The death toll rose to 1,250 on Friday.", {"killed": (1250, 1250)}),
        ("Airstrikes have killed at least 50 militants.", {"killed": (50, 50)}),
        ("Rescuers recovered 17 bodies.", {"killed": (17, 17)}),
        ("Police arrested a dozen protesters.", {"detained": (12, 12)}),
        ("Tens of thousands of people fled.", {"displaced": (10_000, 99_000)}),
        (
            "Dozens were wounded and hundreds of people are missing.",
            {"injured": (12, 99), "missing": (100, 999)},
        ),
        ("No casualties were reported.", {"killed": (0, 0), "injured": (0, 0)}),
        ("No one was killed.", {"killed": (0, 0)}),
        ("The army shot down 16 of 21 drones.", {"intercepted": (16, 16), "launched": (21, 21)}),
        ("Out of 123 drones, the military shot down 71.", {"intercepted": (71, 71), "launched": (123, 123)}),
        ("Four workers were taken to hospital.", {"injured": (4, 4)}),
        ("Twenty-five villagers were killed.", {"killed": (25, 25)}),
    ],
)
def test_counts_are_read_as_ranges(
    text: str, expected: dict[str, tuple[int, int]], parse: Parser, words: Words
) -> None:
    found = {one.field: (one.count.low, one.count.high) for one in find_counts(parse(text), words)}
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "A 31-year-old man was in the car.",
        "The drones struck two dormitories and 14 locations.",
        "Officials said 30,000 consumers were without power.",
        "There were casualties.",
        "Residents were killed.",
    ],
)
def test_what_counts_no_people_and_what_is_not_counted_gives_no_number(
    text: str, parse: Parser, words: Words
) -> None:
    assert find_counts(parse(text), words) == []


def test_the_wording_is_kept(parse: Parser, words: Words) -> None:
    (found,) = find_counts(parse("At least nine people were killed in the town."), words)
    assert found.count.wording == "At least nine people"


@given(st.integers(min_value=0, max_value=9_999_999))
def test_digits_with_commas_are_the_number_they_write(number: int) -> None:
    assert read_number([f"{number:,}", "people"], 0) == (number, number, 1)


@given(st.lists(st.text(max_size=12), min_size=1, max_size=6))
def test_a_number_never_runs_backwards_nor_past_the_words(words: list[str]) -> None:
    number = read_number(words, 0)
    assert number is None or (0 <= number[0] <= number[1] and 0 < number[2] <= len(words))
