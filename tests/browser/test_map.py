"""The page as a reader meets it, in a real browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from page_layers import HOSTILE, event, few, hostile, lay, many, on, told_twice
from page_steps import PHONE, centre_of, count, titles, wait_for_count, wait_for_titles, window_of

if TYPE_CHECKING:
    from collections.abc import Callable

    Visiting = Callable[..., Any]


def test_the_page_asks_no_host_and_breaks_no_rule(visit: Visiting) -> None:
    seen = visit(few())
    seen.page.locator("#menu summary").click()
    seen.page.locator("#theme").click()
    seen.page.locator("#events button.event").first.click()
    seen.page.locator("#panel h2").wait_for()
    seen.assert_quiet()


def test_all_dated_events_are_listed_newest_first_and_the_undated_are_counted_apart(visit: Visiting) -> None:
    page = visit(few()).page
    wait_for_titles(
        page,
        [
            "Talks on a ceasefire",
            "Protest over power cuts",
            "Villages under water",
            "Fighting north of Upper Mill",
            "Drones hit dormitories in Lower Mill",
        ],
    )
    assert count(page) == "5 of 6 events"
    assert page.locator("#undated .number").inner_text() == "1"
    page.locator("#undated").click()
    wait_for_count(page, "6 events")
    page.locator("#events .title", has_text="Attack on a convoy").wait_for()
    assert titles(page)[-1] == "Attack on a convoy"


def test_background_events_are_hidden_until_asked_for(visit: Visiting) -> None:
    page = visit(few(), viewport={"width": 1440, "height": 900}).page
    assert "An older strike recalled" not in titles(page)
    page.get_by_label("Background, told as history").check()
    wait_for_count(page, "6 of 7 events")
    page.locator("#events .title", has_text="An older strike recalled").wait_for()
    assert titles(page)[-1] == "An older strike recalled"


def test_an_event_without_a_place_is_listed_and_says_so(visit: Visiting) -> None:
    page = visit(few()).page
    row = page.locator("button.event", has_text="Talks on a ceasefire")
    assert row.locator(".place").inner_text() == "place not known"


def test_a_click_on_a_place_shows_what_both_newspapers_say(visit: Visiting) -> None:
    seen = visit(lay(told_twice()))
    page = seen.page
    page.mouse.click(*centre_of(page, 31.04, 49.97))
    page.locator("#panel h2", has_text="Drones hit dormitories in Lower Mill").wait_for()
    quotes = page.locator("#panel mark").all_inner_texts()
    assert len(quotes) == 2
    assert quotes[0].startswith("Drones hit two dormitories in Lower Mill, killing at least six people")
    assert quotes[1].startswith("Eight died and seven were injured")
    assert page.locator("#panel mark b").all_inner_texts() == ["at least six", "Eight"]
    assert page.locator(".count.killed dd").inner_text().startswith("6\u20138")
    assert page.locator(".count.injured dd").inner_text() == "7\u201318"
    assert page.locator(".says").all_inner_texts() == [
        "This report: killed 6, injured 18",
        "This report: killed 8, injured 7",
    ]
    assert page.locator("figcaption strong").all_inner_texts() == ["Morning Paper", "Evening Paper"]
    assert "published 23 March 2023" in page.locator("figcaption").first.inner_text()
    seen.assert_quiet()


def test_only_web_addresses_are_links_and_they_tell_the_other_side_nothing(visit: Visiting) -> None:
    page = visit(lay(told_twice())).page
    page.locator("button.event").click()
    links = page.locator("#panel a")
    links.first.wait_for()
    assert links.count() == 1
    assert links.get_attribute("href") == "https://example.org/one?a=1&b=2"
    assert links.get_attribute("rel") == "noopener noreferrer"


def test_the_panel_says_how_precise_the_place_is_and_why_it_was_chosen(visit: Visiting) -> None:
    page = visit(lay(told_twice())).page
    page.locator("button.event").click()
    panel = page.locator("#panel")
    panel.locator(".why summary").click()
    words = panel.inner_text()
    for phrase in (
        "a named town",
        "ACLED 1",
        "UCDP 1: exact place",
        "the only town of this name in the country",
        "Lower Mill in the Hills",
        "10 %",
        "Wednesday before 23 March 2023",
        "town, Ukraine",
        "Northern army",
    ):
        assert phrase in words


def test_a_place_with_several_events_lists_them(visit: Visiting) -> None:
    page = visit(lay(event("a"), event("b", when=on("2023-03-25")), event("c", when=None))).page
    page.mouse.click(*centre_of(page, 31.04, 49.97))
    page.locator("#panel h2", has_text="Lower Mill").wait_for()
    assert page.locator("#panel .rows .title").all_inner_texts() == ["Event b", "Event a"]


def test_a_click_inside_a_region_opens_it_and_one_beside_it_does_not(visit: Visiting) -> None:
    page = visit(few()).page
    page.mouse.click(*centre_of(page, 30.3, 50.65))
    page.locator("#panel h2", has_text="Villages under water").wait_for()
    page.keyboard.press("Escape")
    page.locator("#panel").wait_for(state="hidden")
    page.mouse.click(*centre_of(page, 29.2, 50.9))
    assert page.locator("#panel").is_hidden()


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Auckland"])
def test_days_are_as_stored_wherever_the_reader_is(visit: Visiting, zone: str) -> None:
    page = visit(lay(told_twice()), timezone_id=zone).page
    assert page.locator(".day h3").first.inner_text() == "22 March 2023 Wednesday"
    page.locator("button.event").click()
    assert "22 March 2023" in page.locator("#panel .details").inner_text()
    assert page.locator("#field-from").input_value() == "2023-03-19"
    assert page.locator("#handle-from").get_attribute("aria-valuetext") == "19 March 2023"
    assert page.locator("#handle-to").get_attribute("aria-valuetext") == "25 March 2023"


@pytest.mark.parametrize("day", ["0001-01-02", "1914-06-28", "1969-12-31", "2001-09-09", "9998-12-31"])
def test_any_year_is_shown(visit: Visiting, day: str) -> None:
    seen = visit(lay(event("one", when=on(day))))
    heading = seen.page.locator(".day h3").first.inner_text()
    assert str(int(day[:4])) in heading
    seen.assert_quiet()


def test_a_range_is_set_by_keyboard_alone(visit: Visiting) -> None:
    page = visit(few()).page
    assert count(page) == "5 of 6 events"
    page.locator("#handle-from").focus()
    before = page.locator("#handle-from").get_attribute("aria-valuetext")
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    wait_for_count(page, "2 of 6 events")
    assert page.locator("#handle-from").get_attribute("aria-valuetext") != before
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "handle-to"
    page.keyboard.press("PageDown")
    wait_for_count(page, "1 of 6 events")
    wait_for_titles(page, ["Protest over power cuts"])
    page.keyboard.press("End")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Home")
    wait_for_count(page, "5 of 6 events")


def test_handles_never_pass_each_other(visit: Visiting) -> None:
    page = visit(few()).page
    page.locator("#handle-from").focus()
    page.keyboard.press("End")
    values = [
        int(page.locator(f"#handle-{end}").get_attribute("aria-valuenow") or "") for end in ("from", "to")
    ]
    assert values[0] < values[1]


def test_playing_moves_the_window_and_stops_at_the_end(visit: Visiting) -> None:
    page = visit(few()).page
    page.locator("#playback summary").click()
    page.locator("#speed").select_option("4")
    page.locator("#step").select_option("month")
    page.keyboard.press("Escape")
    page.locator("#playback summary").blur()
    page.locator("body").press("Space")
    page.locator("#play.playing").wait_for()
    first = page.locator("#handle-to").get_attribute("aria-valuenow")
    page.locator("#play:not(.playing)").wait_for(timeout=15_000)
    assert page.locator("#handle-to").get_attribute("aria-valuenow") != first
    assert page.locator("#handle-to").get_attribute("aria-valuenow") == page.locator(
        "#handle-to"
    ).get_attribute("aria-valuemax")
    wait_for_titles(page, ["Talks on a ceasefire", "Protest over power cuts"])


def test_up_to_here_keeps_what_came_before(visit: Visiting) -> None:
    page = visit(few()).page
    page.locator("#field-from").fill("2023-06-01")
    wait_for_count(page, "2 of 6 events")
    page.get_by_label("Up to here").check()
    wait_for_count(page, "5 of 6 events")
    assert page.locator("#handle-from").is_hidden()


def test_a_click_on_a_bar_takes_its_time_and_all_time_gives_it_back(visit: Visiting) -> None:
    page = visit(few()).page
    box = page.locator("#track").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 10, box["y"] + 40)
    wait_for_count(page, "1 of 6 events")
    page.locator("#playback summary").click()
    page.locator("#preset").select_option("all")
    wait_for_count(page, "5 of 6 events")


def test_a_window_can_be_drawn_and_dragged(visit: Visiting) -> None:
    page = visit(few()).page
    box = page.locator("#track").bounding_box()
    assert box is not None
    middle = box["y"] + 40
    page.mouse.move(box["x"] + 0.5 * box["width"], middle)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.7 * box["width"], middle, steps=4)
    page.mouse.up()
    drawn = window_of(page)
    page.mouse.move(box["x"] + 0.6 * box["width"], middle)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.2 * box["width"], middle, steps=4)
    page.mouse.up()
    moved = window_of(page)
    assert moved[0] < drawn[0]
    assert moved[1] - moved[0] == drawn[1] - drawn[0]


def test_hostile_text_is_shown_as_text_wherever_it_stands(visit: Visiting) -> None:
    seen = visit(hostile())
    page = seen.page
    shown = [text.replace("\ud800", "?") for text in HOSTILE]
    assert sorted(
        page.locator("#events .title").evaluate_all("all => all.map(e => e.textContent)")
    ) == sorted(shown)
    assert page.locator("h1").text_content() == HOSTILE[0]
    for row in page.locator("#events button.event").all():
        row.click()
        page.locator("#panel h2").wait_for()
        page.locator("#panel .why summary").click()
        title = page.locator("#panel h2").text_content()
        assert page.locator("#panel mark").text_content() == title
        assert page.locator("#panel img, #panel script, #panel a").count() == 0
        page.locator("#back").click()
    assert page.evaluate("window.ran") is None
    seen.assert_quiet()


def test_search_looks_at_titles_places_and_sources_whatever_their_marks(visit: Visiting) -> None:
    page = visit(few()).page
    for query, found in (
        ("DORMITORIES lower", ["Drones hit dormitories in Lower Mill"]),
        ("evening paper", ["Drones hit dormitories in Lower Mill"]),
        ("north próvince", ["Villages under water"]),
        ("no such thing", []),
    ):
        page.locator("#query").fill(query)
        wait_for_count(page, f"{len(found)} event" + ("" if len(found) == 1 else "s"))
        wait_for_titles(page, found)
    assert page.get_by_text("Nothing in this window.").is_visible()


def test_kinds_can_be_hidden(visit: Visiting) -> None:
    page = visit(few(), viewport={"width": 1440, "height": 900}).page
    page.get_by_label("Strikes and explosions").uncheck()
    wait_for_count(page, "4 of 5 events")
    page.locator("#events .title", has_text="Drones hit dormitories").wait_for(state="detached")


def test_the_address_brings_the_same_view_back(visit: Visiting) -> None:
    page = visit(few(), viewport={"width": 1440, "height": 900}).page
    page.locator("#field-from").fill("2023-04-01")
    page.get_by_label("Battles").uncheck()
    page.locator("button.event", has_text="Villages under water").click()
    page.wait_for_url("**#**event=**")
    address = "#" + page.url.partition("#")[2]
    again = visit(few(), address).page
    again.locator("#panel h2", has_text="Villages under water").wait_for()
    assert again.locator("#field-from").input_value() == "2023-04-01"
    assert count(again) == "3 of 5 events"


def test_the_number_of_events_is_announced(visit: Visiting) -> None:
    page = visit(few()).page
    page.locator("#field-from").fill("2023-06-01")
    page.locator("#live", has_text=re.compile(r"^2 events shown, .*2023")).wait_for(state="attached")


def test_escape_gives_the_focus_back_to_the_row_it_came_from(visit: Visiting) -> None:
    page = visit(few()).page
    page.locator("button.event", has_text="Villages under water").press("Enter")
    page.locator("#panel h2:focus").wait_for()
    page.keyboard.press("n")
    page.locator("#panel h2", has_text="Protest over power cuts").wait_for()
    page.keyboard.press("Escape")
    page.locator("button.event:focus", has_text="Protest over power cuts").wait_for()


def test_every_control_has_a_name_a_role_and_room_for_a_finger(visit: Visiting) -> None:
    page = visit(few(), **PHONE).page
    faults = page.evaluate(
        """() => [...document.querySelectorAll("button, [role=slider], select, input, a, summary")]
          .filter((e) => e.checkVisibility() && !e.matches(".skip, [type=checkbox], [type=radio]"))
          .flatMap((e) => {
            const { width, height } = e.getBoundingClientRect();
            const label = e.labels?.[0]?.textContent;
            const name = e.getAttribute("aria-label") || e.textContent.trim() || label;
            const isFine = width >= 44 && height >= 44 && name;
            return isFine ? [] : [`${e.id} ${e.className} ${width}x${height} ${name}`];
          })"""
    )
    assert faults == []


def test_nothing_is_wider_than_a_phone(visit: Visiting) -> None:
    page = visit(few(), **PHONE).page
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.locator("button.event").first.tap()
    page.locator("#panel h2").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.locator("#panel").bounding_box() is not None


def test_the_theme_follows_the_system_until_the_reader_chooses(visit: Visiting) -> None:
    page = visit(few(), color_scheme="dark").page
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.locator("#menu summary").click()
    page.locator("#theme").click()
    assert page.locator("html").get_attribute("data-theme") == "light"


def test_one_page_of_rows_stands_for_ten_thousand_events(visit: Visiting) -> None:
    seen = visit(many(10_000))
    page = seen.page
    assert count(page) == "10,000 events"
    assert page.locator("#events button.event").count() == 100
    page.get_by_text("Show 100 more").click()
    page.locator("#events button.event").nth(199).wait_for()
    seen.assert_quiet()


def test_a_page_without_events_says_so_and_offers_nothing_to_move_through(visit: Visiting) -> None:
    seen = visit(lay())
    assert seen.page.locator("#span").inner_text() == "0 events"
    assert seen.page.locator("#time").is_hidden()
    assert seen.page.get_by_text("There are no events in this file.").is_visible()
    seen.assert_quiet()


def test_only_undated_events_are_shown_at_once(visit: Visiting) -> None:
    seen = visit(lay(event("one", when=None)))
    wait_for_titles(seen.page, ["Event one"])
    seen.assert_quiet()
