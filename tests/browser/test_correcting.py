"""A reader says what is wrong, in a real browser, and takes it away as a file."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

from page_layers import HOSTILE, few, hostile, lay, told_twice
from page_steps import PHONE, centre_of, open_event, save, wait_until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    Visiting = Callable[..., Any]


def say_wrong(page: Page, what: str) -> None:
    if page.locator(".wrong[open]").count() == 0:
        page.locator(".wrong summary").click()
    page.locator(".wrong select").select_option(what)


def keep(page: Page) -> None:
    page.get_by_role("button", name="Keep this correction").click()


def corrections(page: Page, folder: Path) -> list[dict[str, str]]:
    page.locator("#menu > summary").click()
    page.locator("#corrections-open").click()
    path = save(page, "#corrections .primary-text", folder)
    page.keyboard.press("Escape")
    assert path.name == "corrections.csv"
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_place_day_kind_and_split_come_out_as_documented(visit: Visiting, tmp_path: Path) -> None:
    seen = visit(lay(told_twice()))
    page = seen.page
    open_event(page, "Drones hit dormitories")
    say_wrong(page, "place")
    page.locator(".wrong .choice", has_text="Lower Mill in the Hills").click()
    keep(page)
    say_wrong(page, "day")
    page.get_by_label("Day, or first day").fill("2023-03-21")
    page.get_by_label("Last day").fill("2023-03-22")
    keep(page)
    say_wrong(page, "kind")
    page.get_by_label("Right kind").fill("Shelling")
    page.get_by_label("Note").fill("=2+2")
    keep(page)
    say_wrong(page, "split")
    page.locator(".wrong .choice", has_text="Evening Paper").click()
    keep(page)
    rows = corrections(page, tmp_path)
    assert [(row["field"], row["value"]) for row in rows] == [
        ("place", "test:Lower Mill in the Hills"),
        ("day", "2023-03-21/2023-03-22"),
        ("kind", "Shelling"),
        ("split", '["second"]'),
    ]
    assert {row["event_id"] for row in rows} == {"strike"}
    assert all(json.loads(row["report_ids"]) == ["one", "two"] for row in rows)
    assert [row["note"] for row in rows][2] == "'=2+2"
    seen.assert_quiet()


def test_a_point_is_taken_from_the_map(visit: Visiting, tmp_path: Path) -> None:
    page = visit(few()).page
    open_event(page, "Protest over power cuts")
    say_wrong(page, "place")
    page.get_by_role("button", name="Point on the map").click()
    page.locator("#picking").wait_for()
    page.mouse.click(*centre_of(page, 33.0, 49.0))
    page.locator("#picking").wait_for(state="hidden")
    lat, lon = (
        float(part) for part in page.get_by_label("Latitude, longitude").last.input_value().split(",")
    )
    assert abs(lat - 49.0) < 0.02
    assert abs(lon - 33.0) < 0.02
    keep(page)
    (row,) = corrections(page, tmp_path)
    assert row["field"] == "lat_lon"
    assert row["value"] == f"geo:{lat!r},{lon!r}"


def test_pointing_makes_room_on_a_phone_and_escape_ends_it(visit: Visiting) -> None:
    page = visit(few(), **PHONE).page
    page.locator("button.event", has_text="Protest over power cuts").tap()
    page.locator("#panel h2").wait_for()
    say_wrong(page, "place")
    page.get_by_role("button", name="Point on the map").tap()
    page.locator("#panel h2").wait_for(state="hidden")
    page.keyboard.press("Escape")
    page.locator("#panel h2").wait_for()
    assert page.locator("#picking").is_hidden()


def test_what_cannot_be_read_is_not_kept(visit: Visiting) -> None:
    page = visit(few()).page
    open_event(page, "Protest over power cuts")
    say_wrong(page, "place")
    page.get_by_label("Latitude, longitude").last.fill("91, 400")
    keep(page)
    page.locator(".message.bad").wait_for()
    page.locator("#menu > summary").click()
    assert page.locator("#corrections-open").inner_text().startswith("0 corrections")


def test_a_correction_is_shown_counted_and_taken_back(visit: Visiting) -> None:
    page = visit(few()).page
    open_event(page, "Protest over power cuts")
    say_wrong(page, "not_event")
    keep(page)
    page.locator("#panel .correction", has_text="No event").wait_for()
    page.locator("#back").click()
    row = page.locator("button.event", has_text="Protest over power cuts")
    row.locator(".corrected").wait_for()
    page.locator("#menu > summary").click()
    assert page.locator("#corrections-open").inner_text().startswith("1 correction")
    page.locator("#corrections-open").click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("None yet.").wait_for()
    page.keyboard.press("Escape")
    row.locator(".corrected").wait_for(state="detached")


def test_corrections_outlive_a_reload_of_the_same_page(visit: Visiting) -> None:
    page = visit(few()).page
    open_event(page, "Protest over power cuts")
    say_wrong(page, "not_event")
    keep(page)
    page.reload()
    page.locator("#events > *").first.wait_for()
    page.locator("#menu > summary").click()
    assert page.locator("#corrections-open").inner_text().startswith("1 correction")


def test_hostile_ids_and_places_stay_text_in_the_form_and_the_file(visit: Visiting, tmp_path: Path) -> None:
    seen = visit(hostile())
    page = seen.page
    page.locator("#events button.event").first.click()
    page.locator("#panel h2").wait_for()
    say_wrong(page, "kind")
    page.get_by_label("Right kind").fill(HOSTILE[1])
    page.get_by_label("Note").fill(HOSTILE[0])
    keep(page)
    (row,) = corrections(page, tmp_path)
    assert row["value"] == HOSTILE[1]
    assert row["note"] == HOSTILE[0]
    assert page.evaluate("window.ran") is None
    seen.assert_quiet()


def test_runner_up_places_are_marked_on_the_map_while_their_list_is_open(visit: Visiting) -> None:
    page = visit(lay(told_twice())).page
    open_event(page, "Drones hit dormitories")
    before = page.locator("canvas.symbols").evaluate("c => c.toDataURL()")
    page.locator(".why summary").click()
    wait_until(page, "map_events.getBounds().contains([48.0, 25.0])")
    x, y = centre_of(page, 25.0, 48.0)
    origin = page.locator("canvas.symbols").bounding_box()
    assert origin is not None
    ink = page.locator("canvas.symbols").evaluate(
        "(c, [x, y]) => [...c.getContext('2d').getImageData(x, y, 1, 1).data]",
        [x - origin["x"] - 6, y - origin["y"] - 6],
    )
    assert ink[3] == 255  # the numbered square
    page.locator(".why summary").click()
    page.wait_for_timeout(100)
    assert page.locator("canvas.symbols").evaluate("c => c.toDataURL()") == before
