"""The ground under the events: waters, and a world that goes round."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from page_layers import few, lay

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Visit
    from playwright.sync_api import Page

    Visiting = Callable[..., Visit]

PAINTED = """([lon, lat]) => {
  const canvas = document.querySelector("canvas.ground");
  const corner = canvas.getBoundingClientRect();
  const map = map_events.getContainer().getBoundingClientRect();
  const { x, y } = map_events.latLngToContainerPoint([lat, lon]);
  const pixel = [x + map.x - corner.x, y + map.y - corner.y].map((at) => Math.round(at * devicePixelRatio));
  const [red, green, blue] = canvas.getContext("2d").getImageData(...pixel, 1, 1).data;
  return `#${[red, green, blue].map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}"""


def painted(page: Page, lon: float, lat: float) -> str:
    """The ground's colour somewhere; further east than 180 degrees is the world's next copy."""
    colour: str = page.evaluate(PAINTED, [lon, lat])
    return colour


def colour(page: Page, name: str) -> str:
    """A colour of the theme."""
    found: str = page.evaluate(
        "(name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()", name
    )
    return found


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_lakes_are_as_blue_as_the_sea_and_rivers_cross_the_land(visit: Visiting, theme: str) -> None:
    page = visit(lay(), "#at=50,29,6", color_scheme=theme).page
    assert painted(page, 28.7, 51.3) == colour(page, "map-sea")
    assert painted(page, 28.2, 50.3) == colour(page, "map-land")
    assert painted(page, 30.0, 50.6) not in (colour(page, "map-land"), colour(page, "map-sea"))


def test_small_rivers_are_not_drawn_from_afar(visit: Visiting) -> None:
    page = visit(lay(), "#at=50,29,2.5").page
    assert painted(page, 30.0, 51.5) == colour(page, "map-land")


def test_the_world_goes_round(visit: Visiting) -> None:
    page = visit(lay(), "#at=40,-150,1.5").page
    for turn in (-360, 0):
        assert painted(page, 30 + turn, 49) == colour(page, "map-land")
        assert painted(page, 100 + turn, 60) == colour(page, "map-sea")


def centre(page: Page) -> float:
    """The longitude of the map's middle."""
    found: float = page.evaluate("map_events.getCenter().lng")
    return found


def test_a_reader_who_drags_the_map_round_the_world_finds_the_events_again(visit: Visiting) -> None:
    page = visit(few(), "#at=40,30,2").page
    box = page.locator(".folium-map").bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for _ in range(2):
        page.mouse.move(*middle)
        page.mouse.down()
        page.mouse.move(middle[0] - 350, middle[1], steps=5)
        page.wait_for_timeout(200)  # without the speed that makes it glide on
        assert -181 <= centre(page) <= 181
        page.mouse.up()


def test_a_reader_who_goes_round_the_world_by_keys_finds_the_events_again(visit: Visiting) -> None:
    page = visit(few(), "#at=40,30,2", reduced_motion="reduce").page
    page.locator(".folium-map").focus()
    seen = []
    for _ in range(8):
        page.keyboard.press("Shift+ArrowRight")
        page.wait_for_timeout(400)
        seen.append(centre(page))
    assert max(seen) > 150
    assert min(seen) < -100
    assert all(-180 <= longitude <= 180 for longitude in seen)
