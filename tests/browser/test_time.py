"""The time control in a real browser: modes, playing round and back, presets, the wheel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from page_layers import UPPER, at, event, few, lay, on
from page_steps import choose, count, titles, wait_for_count, wait_for_titles, wait_until, window_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    Visiting = Callable[..., Any]

DAY = 1440


def bars_box(page: Page) -> dict[str, float]:
    box = page.locator("#track").bounding_box()
    assert box is not None
    return dict(box)


def overview_is_drawn(page: Page) -> bool:
    """The thin line above the bars, which is there only when they show a part of all time."""
    return bool(
        page.evaluate(
            "() => { const c = document.getElementById('bars');"
            "return c.getContext('2d').getImageData(c.width / 2, 1, 1, 1).data[3] > 0; }"
        )
    )


def test_what_is_over_fades_and_stays_in_the_list_as_over(visit: Visiting) -> None:
    page = visit(few(), "#from=2023-06-01&to=2023-06-25").page
    wait_for_count(page, "2 of 6 events")
    page.get_by_label("Fading").check()
    page.locator("#field-from").fill("2023-04-15")
    page.locator("#field-from").blur()
    page.locator("#field-to").fill("2023-06-05")
    wait_for_titles(
        page,
        [
            "Protest over power cuts",
            "Villages under water",
            "Fighting north of Upper Mill",
            "Drones hit dormitories in Lower Mill",
        ],
    )
    over = page.locator("button.event.past .title").all_inner_texts()
    assert over == ["Fighting north of Upper Mill", "Drones hit dormitories in Lower Mill"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("all", "5 of 6 events"),
        ("days7", "1 of 6 events"),
        ("days30", "2 of 6 events"),
        ("month", "2 of 6 events"),
        ("year", "5 of 6 events"),
    ],
)
def test_presets_count_from_the_last_day_of_the_data(visit: Visiting, name: str, shown: str) -> None:
    page = visit(few()).page
    choose(page, "#playback", "#preset", name)
    wait_for_count(page, shown)


def test_step_buttons_move_the_window_by_iso_weeks(visit: Visiting) -> None:
    page = visit(few(), "#from=2023-04-03&to=2023-04-10").page
    choose(page, "#playback", "#step", "week")
    wait_for_titles(page, ["Fighting north of Upper Mill"])
    before = window_of(page)
    page.locator("#step-on").click()
    wait_for_titles(page, ["Villages under water"])
    assert window_of(page) == (before[0] + 7 * DAY, before[1] + 7 * DAY)
    page.locator("#step-back").click()
    wait_for_titles(page, ["Fighting north of Upper Mill"])
    assert window_of(page)[0] % (7 * DAY) == 4 * DAY  # 1970-01-01 was a Thursday: weeks begin four days on


def test_a_step_of_its_own_is_no_longer_than_the_window(visit: Visiting) -> None:
    page = visit(
        lay(event("a", when=on("2019-05-02")), event("b", when=on("2024-05-15"))),
        "#from=2024-05-20&to=2024-05-27",
    ).page
    page.locator("#step-back").click()
    wait_for_titles(page, ["Event b"])
    assert page.locator("#window-words").inner_text() == "13 \u2013 19 May 2024"


def type_day(page: Page, day: int, month: int) -> None:
    """Type a day of 2023 into the field that has the focus, in the order that the browser asks for."""
    page.keyboard.type("01022023")
    is_month_first = page.locator("input:focus").input_value() == "2023-01-02"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    first, second = (month, day) if is_month_first else (day, month)
    page.keyboard.type(f"{first:02}{second:02}2023")


def test_what_happened_in_a_week_is_told_by_keyboard_and_from_the_accessibility_tree_alone(
    visit: Visiting,
) -> None:
    page = visit(few()).page
    page.keyboard.press("d")
    type_day(page, 3, 4)
    while page.locator("#field-to:focus").count() == 0:
        page.keyboard.press("Tab")
    type_day(page, 9, 4)
    wait_for_titles(page, ["Fighting north of Upper Mill"])
    page.locator("#window-words", has_text="3 \u2013 9 Apr 2023").wait_for()
    told = page.locator("main").aria_snapshot()
    for words in (
        "1 of 6 events",
        "3 \u2013 9 Apr 2023",
        "3 April 2023 Monday",
        "Fighting north of Upper Mill near Upper Mill",
    ):
        assert words in told
    page.wait_for_timeout(600)
    assert page.locator("#live").inner_text() == "1 event shown, 3 \u2013 9 Apr 2023"


def test_a_step_from_all_time_leads_to_its_first_or_last_part(visit: Visiting) -> None:
    page = visit(few()).page
    whole = window_of(page)
    page.locator("#step-back").click()
    assert window_of(page)[1] == whole[1]
    assert window_of(page)[0] > whole[0]


def test_playing_backwards_comes_to_the_beginning(visit: Visiting) -> None:
    page = visit(few()).page
    page.locator("#playback > summary").click()
    page.locator("#step").select_option("month")
    page.locator("#speed").select_option("4")
    page.locator("#reverse").check()
    page.keyboard.press("Escape")
    whole = window_of(page)
    page.locator("#play").click()
    page.locator("#play.playing").wait_for()
    page.locator("#play:not(.playing)").wait_for(timeout=15_000)
    assert window_of(page)[0] == whole[0]
    assert window_of(page)[1] < whole[1]


def test_playing_round_begins_again_after_the_end(visit: Visiting) -> None:
    page = visit(few()).page
    page.locator("#playback > summary").click()
    page.locator("#step").select_option("month")
    page.locator("#speed").select_option("4")
    page.locator("#loop").check()
    page.keyboard.press("Escape")
    last = window_of(page)[1]
    page.locator("#play").click()
    wait_until(page, f"document.getElementById('handle-to').ariaValueNow === '{last}'")
    wait_until(page, f"document.getElementById('handle-to').ariaValueNow < '{last}'")
    assert page.locator("#play.playing").count() == 1
    page.locator("#play").click()


def test_the_wheel_enlarges_the_bars_where_the_pointer_is_and_a_button_takes_that_back(
    visit: Visiting,
) -> None:
    page = visit(few()).page
    assert page.locator("#time-whole").is_hidden()
    box = bars_box(page)
    page.mouse.move(box["x"] + 0.1 * box["width"], box["y"] + 40)
    for _ in range(4):
        page.mouse.wheel(0, -120)
    page.locator("#time-whole").wait_for()
    assert overview_is_drawn(page)
    assert count(page) == "5 of 6 events"  # the window stays as it is
    assert page.locator("#handle-to.beyond").count() == 1
    page.mouse.click(box["x"] + 0.1 * box["width"], box["y"] + 40)
    taken = window_of(page)
    assert taken[1] - taken[0] <= 7 * DAY
    page.locator("#time-whole").click()
    page.locator("#time-whole").wait_for(state="hidden")
    assert not overview_is_drawn(page)


def test_bars_are_enlarged_by_keyboard_too(visit: Visiting) -> None:
    page = visit(few()).page
    page.locator("#handle-from").focus()
    page.keyboard.press("+")
    page.locator("#time-whole").wait_for()
    page.keyboard.press("-")
    page.locator("#time-whole").wait_for(state="hidden")


def test_the_window_in_words_stands_above_the_list(visit: Visiting) -> None:
    page = visit(few(), "#from=2023-04-03&to=2023-04-10").page
    assert page.locator("#window-words").inner_text() == "3 \u2013 9 Apr 2023"


def test_years_before_1970_and_a_century_play(visit: Visiting) -> None:
    seen = visit(
        lay(event("a", when=on("1903-05-02")), event("b", when=on("2001-09-09"), location=at(UPPER)))
    )
    page = seen.page
    page.get_by_label("Fading").check()
    page.locator("#step-on").click()
    wait_for_titles(page, ["Event a"])
    choose(page, "#playback", "#preset", "days30")
    wait_for_titles(page, ["Event b"])
    assert titles(page) == ["Event b"]
    seen.assert_quiet()
