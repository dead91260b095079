"""Events with a coordinate each: dots, hexagons where they cannot be told apart, what the pointer finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from page_layers import many
from page_tables import scattered

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Visit
    from playwright.sync_api import Page

    Visiting = Callable[..., Visit]

MANY = 100_000

INK = """() => {
  const canvas = document.querySelector("canvas.points");
  const blank = new OffscreenCanvas(canvas.width, canvas.height);
  const copy = blank.getContext("2d", { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
  let inked = 0;
  let sum = 7;
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 3]) inked += 1;
    sum = (sum * 31 + data[at] + 3 * data[at + 1] + 5 * data[at + 2] + 7 * data[at + 3]) | 0;
  }
  return [inked, sum];
}"""


def centre_of(page: Page, lon: float, lat: float) -> tuple[float, float]:
    """Where a place is on the screen."""
    x, y = page.evaluate(
        "([lat, lon]) => { const p = map_events.latLngToContainerPoint([lat, lon]);"
        "const b = map_events.getContainer().getBoundingClientRect(); return [p.x + b.x, p.y + b.y]; }",
        [lat, lon],
    )
    return x, y


def ink(page: Page) -> list[int]:
    """How much is painted, and a sum that differs with every pixel."""
    found: list[int] = page.evaluate(INK)
    return found


def press(page: Page, key: str, times: int = 1) -> None:
    """Move the window by its second handle."""
    for _ in range(times):
        page.locator("#handle-to").press(key)


def test_a_hundred_thousand_events_open_play_and_ask_no_host(visit: Visiting) -> None:
    seen = visit(scattered(MANY))
    page = seen.page
    assert page.locator("#count").inner_text().startswith("100,000 events")
    whole = ink(page)
    page.locator("#step").select_option("month", force=True)
    press(page, "ArrowLeft", 5)
    assert ink(page) != whole
    seen.assert_quiet()


def test_steps_there_and_back_paint_what_a_fresh_page_paints(visit: Visiting) -> None:
    address = "#from=2020-01-01&to=2020-01-30"
    fresh = visit(scattered(30_000), address=address).page
    walked = visit(scattered(30_000), address=address).page
    walked.locator("#step").select_option("day", force=True)
    press(walked, "Shift+ArrowRight", 6)
    assert ink(walked) != ink(fresh)
    press(walked, "Shift+ArrowLeft", 9)
    press(walked, "Shift+ArrowRight", 3)
    assert ink(walked) == ink(fresh)


def test_a_click_on_dots_lists_all_events_there_and_one_opens_with_its_source(visit: Visiting) -> None:
    seen = visit(scattered(60_000))
    page = seen.page
    page.mouse.move(*centre_of(page, 31.04, 49.97))
    page.locator("#tip").wait_for()
    told = page.locator("#tip").inner_text()
    assert "events" in told
    page.mouse.click(*centre_of(page, 31.04, 49.97))
    page.locator("#panel h2").wait_for()
    number = page.locator("#panel h2").inner_text().split()[0]
    assert number in told
    page.locator("#panel button.event").first.click()
    page.locator("#panel h2", has_text="of a table").wait_for()
    assert page.locator("#panel figcaption strong").inner_text() in {"Morning Paper", "Evening Paper"}
    assert (page.locator("#panel figcaption a").get_attribute("href") or "").startswith(
        "https://example.org/"
    )
    page.locator("#back").click()
    page.locator("#panel h2", has_text=number).wait_for()
    seen.assert_quiet()


def test_dots_keep_their_pixels_in_dark_and_come_back_after_zooming(visit: Visiting) -> None:
    page = visit(scattered(2_000), color_scheme="dark").page
    dark = ink(page)
    assert dark[0] > 1_000
    page.evaluate("map_events.setZoom(map_events.getZoom() + 1, {animate: false})")
    page.evaluate("map_events.setZoom(map_events.getZoom() - 1, {animate: false})")
    assert ink(page) == dark


def test_places_too_close_to_tell_apart_are_counted_together_until_the_map_is_enlarged(
    visit: Visiting,
) -> None:
    seen = visit(many(4_000, spots=3_000))
    page = seen.page
    page.evaluate("map_events.setZoom(4, {animate: false})")
    page.mouse.move(*centre_of(page, 30.0, 49.0))
    page.locator("#tip", has_text="events").wait_for()
    page.mouse.click(*centre_of(page, 30.0, 49.0))
    page.locator("#panel h2", has_text="events here").wait_for()
    page.evaluate("map_events.setView([49, 30], 10, {animate: false})")
    assert page.locator("#cursor").is_visible()
    seen.assert_quiet()
