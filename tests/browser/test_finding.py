"""Filters, the table, files to take away, and the address, in a real browser."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest
from page_layers import HOSTILE, REGION, event, few, hostile, lay, many, told_twice
from page_steps import PHONE, ROOMY, open_event, save, titles, wait_for_count, wait_for_titles, wait_until

from mapper.model import Count, Counts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    Visiting = Callable[..., Any]


def open_filters(page: Page) -> None:
    page.locator("#filters > summary").click()
    page.locator("#filter-fields select").first.wait_for()


def test_events_are_filtered_by_source_actor_precision_confidence_and_killed(visit: Visiting) -> None:
    page = visit(few(), **ROOMY).page
    open_filters(page)
    page.get_by_label("Source").select_option("Evening Paper")
    wait_for_titles(page, ["Drones hit dormitories in Lower Mill"])
    page.get_by_role("button", name="Remove the filter: Evening Paper").click()
    wait_for_count(page, "5 of 6 events")
    page.get_by_label("Actor").select_option("Northern army")
    wait_for_titles(page, ["Drones hit dormitories in Lower Mill"])
    page.get_by_label("Actor").select_option("")
    page.locator("#filter-fields .choice", has_text="region").click()
    page.locator("#filter-fields .choice", has_text="place not known").click()
    wait_for_count(page, "3 of 4 events")
    page.locator("#chips .chip").click()
    page.locator("#filter-fields label", has_text="Killed").locator("select").select_option("5")
    wait_for_titles(page, ["Drones hit dormitories in Lower Mill"])
    assert page.locator("#chips .chip").inner_text().startswith("Killed: 5 or more")


def test_confidence_is_a_filter(visit: Visiting) -> None:
    page = visit(lay(event("sure"), event("doubtful", confidence=0.4)), **ROOMY).page
    open_filters(page)
    page.get_by_label("How sure").select_option("0.7")
    wait_for_titles(page, ["Event sure"])


def test_the_table_has_the_events_of_the_list_and_sorts_them(visit: Visiting) -> None:
    page = visit(few()).page
    page.locator("#table-toggle").click()
    rows = page.locator("#table-body tr")
    rows.first.wait_for()
    cells = page.locator("#table-body th[scope=row]")
    assert cells.all_inner_texts() == titles(page)
    page.get_by_role("button", name="Event", exact=True).click()
    page.locator("th[aria-sort=ascending]").wait_for()
    assert cells.all_inner_texts() == sorted(titles(page))
    page.get_by_role("button", name="Killed", exact=True).click()
    page.locator("th[aria-sort=descending]").wait_for()
    assert cells.first.inner_text() == "Drones hit dormitories in Lower Mill"
    assert rows.first.locator("td.number").all_inner_texts() == ["6\u20138", "7\u201318", "2"]
    cells.first.locator("button").click()
    page.locator("#panel h2", has_text="Drones hit dormitories").wait_for()
    assert rows.first.get_attribute("aria-current") == "true"
    page.locator("#back").click()
    page.locator("#field-from").fill("2023-06-01")
    wait_for_count(page, "2 of 6 events")
    wait_until(page, "document.querySelectorAll('#table-body tr').length === 2")
    page.keyboard.press("Escape")
    page.locator("#table-toggle").click()
    assert page.locator("#table").is_hidden()


def test_nobody_killed_is_said_calmly(visit: Visiting) -> None:
    nobody = Counts(killed=Count(low=0, high=0), injured=Count(low=3, high=3))
    page = visit(lay(event("calm", counts=nobody), told_twice())).page
    calm = page.locator("button.event", has_text="Event calm").locator(".toll").first
    sad = page.locator("button.event", has_text="Drones hit").locator(".toll").first
    colour = "e => getComputedStyle(e).color"
    assert calm.inner_text() == "Killed 0"
    assert calm.evaluate(colour) == page.locator("button.event .place").first.evaluate(colour)
    assert sad.evaluate(colour) != calm.evaluate(colour)
    open_event(page, "Event calm")
    assert page.locator(".count dd").first.evaluate(colour) == page.locator("#panel h2").evaluate(colour)


def test_what_is_visible_is_taken_away_as_a_table(visit: Visiting, tmp_path: Path) -> None:
    seen = visit(few(), "#from=2023-03-20&to=2023-04-10")
    page = seen.page
    page.locator("#menu > summary").click()
    path = save(page, "#save-csv", tmp_path)
    assert path.name == "Made-up-events-2023-04-09.csv"
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["event_id"] for row in rows] == ["near", "strike"]
    strike = rows[1]
    assert strike["title"] == "Drones hit dormitories in Lower Mill"
    assert (strike["start"], strike["end"]) == ("2023-03-22T00:00:00Z", "2023-03-23T00:00:00Z")
    assert (strike["lat"], strike["lon"], strike["place"]) == ("49.97", "31.04", "Lower Mill")
    assert (strike["killed_low"], strike["killed_high"], strike["missing_low"]) == ("6", "8", "")
    assert strike["sources"] == "Evening Paper; Morning Paper"
    page.locator("#live", has_text="The file is in your downloads.").wait_for(state="attached")
    seen.assert_quiet()


def test_what_is_visible_is_taken_away_as_geojson(visit: Visiting, tmp_path: Path) -> None:
    page = visit(few()).page
    page.locator("#menu > summary").click()
    found = json.loads(save(page, "#save-geojson", tmp_path).read_text("utf-8"))
    geometries = {one["id"]: one["geometry"] for one in found["features"]}
    assert geometries["strike"] == {"type": "Point", "coordinates": [31.04, 49.97]}
    assert geometries["nowhere"] is None
    assert len(geometries) == 5


def test_no_cell_of_a_saved_table_runs_as_a_formula(visit: Visiting, tmp_path: Path) -> None:
    formula = '=HYPERLINK("http://example.org")'
    page = visit(lay(event("one", title=formula, actors=("+army",), weapon="@drone"))).page
    page.locator("#menu > summary").click()
    with save(page, "#save-csv", tmp_path).open(newline="", encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert (row["title"], row["actors"], row["weapon"]) == (f"'{formula}", "'+army", "'@drone")


def test_hostile_text_is_saved_as_it_is(visit: Visiting, tmp_path: Path) -> None:
    seen = visit(hostile())
    page = seen.page
    page.locator("#menu > summary").click()
    found = json.loads(save(page, "#save-geojson", tmp_path).read_text("utf-8"))
    wanted = {text.replace("\ud800", "?") for text in HOSTILE}
    assert {one["properties"]["title"] for one in found["features"]} == wanted
    seen.assert_quiet()


def test_a_picture_holds_title_map_and_attribution(visit: Visiting, tmp_path: Path) -> None:
    seen = visit(few())
    page = seen.page
    page.locator("#menu > summary").click()
    data = save(page, "#save-picture", tmp_path).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    box = page.locator(".folium-map").bounding_box()
    assert box is not None
    width, height = (int.from_bytes(data[start : start + 4], "big") for start in (16, 20))
    assert abs(width - box["width"]) <= 2
    assert height > box["height"] + 64
    assert len(data) > 20_000  # not an empty sheet
    seen.assert_quiet()


def test_a_film_of_all_time_is_written_and_the_window_is_as_before(visit: Visiting, tmp_path: Path) -> None:
    seen = visit(few(), "#from=2023-04-03&to=2023-04-10", viewport={"width": 800, "height": 600})
    page = seen.page
    page.locator("#menu > summary").click()
    with page.expect_download(timeout=60_000) as started:
        page.locator("#save-animation").click()
    path = tmp_path / started.value.suggested_filename
    started.value.save_as(path)
    data = path.read_bytes()
    assert path.suffix == ".webm"
    assert data[:4] == b"\x1a\x45\xdf\xa3"  # EBML, which WebM is written in
    assert len(data) > 10_000
    assert page.locator("#recording").is_hidden()
    wait_for_titles(page, ["Fighting north of Upper Mill"])
    seen.assert_quiet()


def test_a_browser_that_cannot_record_says_so(visit: Visiting) -> None:
    page = visit(few()).page
    page.evaluate("delete window.MediaRecorder")
    page.locator("#menu > summary").click()
    page.locator("#save-animation").click()
    page.get_by_text("This browser cannot record films.").wait_for()


def test_the_address_holds_mode_filters_table_map_and_event_by_id(visit: Visiting) -> None:
    page = visit(few(), **ROOMY).page
    page.get_by_label("Fading").check()
    open_filters(page)
    page.locator("#filter-fields label", has_text="Killed").locator("select").select_option("5")
    page.locator("#zoom-in").click()
    open_event(page, "Drones hit dormitories")
    page.wait_for_url("**event=strike**")
    wait_until(page, "location.hash.includes('at=')")
    address = "#" + page.url.partition("#")[2]
    view = page.evaluate("[map_events.getCenter().lat, map_events.getCenter().lng, map_events.getZoom()]")
    again = visit(lay(*few().events, event("000", when=None)), address, **ROOMY).page
    again.locator("#panel h2", has_text="Drones hit dormitories").wait_for()
    assert again.get_by_label("Fading").is_checked()
    assert titles(again) == ["Drones hit dormitories in Lower Mill"]
    back = again.evaluate("[map_events.getCenter().lat, map_events.getCenter().lng, map_events.getZoom()]")
    assert all(abs(a - b) < 0.01 for a, b in zip(view, back, strict=True))


def test_an_address_that_is_changed_by_hand_is_followed(visit: Visiting) -> None:
    page = visit(few()).page
    page.evaluate("location.hash = '#search=flood&table=1&event=region'")
    page.locator("#panel h2", has_text="Villages under water").wait_for()
    assert page.locator("#table").is_visible()
    page.evaluate("location.hash = ''")
    wait_for_count(page, "5 of 6 events")
    assert page.locator("#table").is_hidden()


def test_a_frame_shows_map_and_time_only(visit: Visiting) -> None:
    page = visit(few(), "#embed=1", viewport={"width": 640, "height": 420}).page
    assert page.locator("#top").is_hidden()
    assert page.locator("#list").is_hidden()
    assert page.locator("#time").is_visible()
    page.locator("body").press("m")
    page.keyboard.press("Enter")
    page.locator("#panel h2").wait_for()
    wait_until(page, "location.hash.includes('embed=1')")


def test_a_low_frame_has_all_its_controls_in_one_row(visit: Visiting) -> None:
    page = visit(few(), "#embed=1", viewport={"width": 700, "height": 420}).page
    play, more = (page.locator(name).bounding_box() for name in ("#play", "#playback"))
    assert play is not None
    assert more is not None
    assert abs(play["y"] - more["y"]) < 10


@pytest.mark.parametrize("by_key", [False, True], ids=["by its button", "by its key"])
def test_the_map_goes_near_a_place_that_is_open(visit: Visiting, *, by_key: bool) -> None:
    def zoom() -> float:
        return float(page.evaluate("map_events.getZoom()"))

    def go_near() -> None:
        if by_key:
            page.keyboard.press("z")
        else:
            page.locator(".closer").click()

    page = visit(few(), reduced_motion="reduce", **ROOMY).page
    far = zoom()
    open_event(page, "Villages under water")
    go_near()
    region = zoom()
    west, south, east, north = page.evaluate("map_events.getBounds().toBBoxString().split(',').map(Number)")
    assert west < REGION.bounds[0] < REGION.bounds[2] < east
    assert south < REGION.bounds[1] < REGION.bounds[3] < north
    page.keyboard.press("Escape")
    open_event(page, "Drones hit dormitories")
    go_near()
    assert far < region < zoom()
    page.keyboard.press("Escape")
    seen = zoom()
    page.keyboard.press("z")
    assert zoom() == seen


def test_ten_thousand_events_are_tabled_a_page_at_a_time(visit: Visiting) -> None:
    seen = visit(many(10_000))
    page = seen.page
    page.locator("#table-toggle").click()
    wait_until(page, "document.querySelectorAll('#table-body tr').length === 101")
    page.locator("#table-body .more").click()
    wait_until(page, "document.querySelectorAll('#table-body tr').length === 201")
    seen.assert_quiet()


def test_a_phone_shows_the_table_without_growing_wider(visit: Visiting) -> None:
    page = visit(few(), "#table=1", **PHONE).page
    page.locator("#table-body tr").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
