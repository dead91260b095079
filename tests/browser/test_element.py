"""Events on a folium map that somebody else made: a time control, lists of text, nothing that runs."""

from pathlib import Path

import folium
import page_layers
import pytest
from playwright.sync_api import Browser, Page, Route, expect

import mapper
from mapper.model import Layers
from mapper.page.assets import leaflet_script, leaflet_style


def serve(route: Route) -> None:
    """Answer for the hosts that folium asks."""
    address = route.request.url
    if address.startswith("file:"):
        route.continue_()
    elif address.endswith("leaflet.js"):
        route.fulfill(body=leaflet_script(), content_type="text/javascript")
    elif address.endswith("leaflet.css"):
        route.fulfill(body=leaflet_style(), content_type="text/css")
    else:
        route.fulfill(body="", content_type="text/javascript" if address.endswith(".js") else "text/css")


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_context(timezone_id="Pacific/Auckland").new_page()


def open_map(page: Page, layers: Layers, folder: Path) -> list[str]:
    """Put layers on a folium map, open it, and note what goes wrong."""
    complaints: list[str] = []
    own = folium.Map(location=(49, 31), tiles=None)
    mapper.TimeMap(layers).add_to(own)
    own.save(folder / "own.html")
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.route("**/*", serve)
    page.goto((folder / "own.html").as_uri())
    expect(page.locator(".time-map output")).not_to_be_empty()
    return complaints


def test_a_window_shows_what_lies_in_it_and_days_are_as_reported(page: Page, tmp_path: Path) -> None:
    complaints = open_map(page, page_layers.few(), tmp_path)
    told = page.locator(".time-map output")
    # Everything at first, the undated one too; background and unplaced ones are left out.
    expect(told).to_have_text("2023-03-22 – 2023-06-01: 5")  # noqa: RUF001 -- en dash
    last = page.get_by_label("Last day")
    last.focus()
    last.press("Home")
    expect(told).to_have_text("2023-03-22 – 2023-03-22: 1")  # noqa: RUF001 -- en dash
    assert last.get_attribute("aria-valuetext") == "2023-03-22"
    page.get_by_role("button", name="Play").click()
    expect(told).not_to_have_text("2023-03-22 – 2023-03-22: 1")  # noqa: RUF001 -- en dash
    assert complaints == []


def test_text_stays_text(page: Page, tmp_path: Path) -> None:
    complaints = open_map(page, page_layers.hostile(), tmp_path)
    box = page.locator(".leaflet-container").bounding_box()
    assert box is not None
    for number in range(1, 40):
        page.mouse.click(box["x"] + box["width"] * number / 40, box["y"] + box["height"] / 2)
    assert page.evaluate("window.ran") is None
    assert complaints == []
