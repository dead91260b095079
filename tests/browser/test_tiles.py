"""Tiles lie between the ground and the symbols; where they fail, the page says so and shows its own map."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import page_layers
import pytest
from playwright.sync_api import expect

from mapper.model import Tiles

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060"
    "000000050001a5f645400000000049454e44ae426082"
)

pytestmark = pytest.mark.enable_socket


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path.startswith("/good/") else 403)
        self.send_header("Content-Type", "image/png")
        self.end_headers()
        if self.path.startswith("/good/"):
            self.wfile.write(PIXEL)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def host(socket_enabled: None) -> Iterator[str]:  # noqa: ARG001 -- a server of our own, on this machine
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def tiles(host: str, folder: str) -> Tiles:
    return Tiles(url=f"{host}/{folder}/{{z}}/{{x}}/{{y}}.png", attribution="Made-up tiles")


def test_tiles_are_shown_with_whose_they_are_and_nothing_else_is_asked(visit: Callable, host: str) -> None:
    seen = visit(replace(page_layers.few(), tiles=tiles(host, "good")))
    expect(seen.page.locator("img.leaflet-tile-loaded").first).to_be_attached()
    expect(seen.page.locator("#attribution")).to_contain_text("Made-up tiles")
    assert seen.violations() == []
    assert all(url.startswith(f"{host}/good/") for url in seen.requests)
    order = "(() => [...document.querySelector('.leaflet-overlay-pane').children].map((e) => e.className))()"
    classes = " | ".join(seen.page.evaluate(order))
    assert classes.index("ground") < classes.index("tiles") < classes.index("symbols")


def test_tiles_that_fail_leave_the_embedded_map_and_say_so(visit: Callable, host: str) -> None:
    seen = visit(replace(page_layers.few(), tiles=tiles(host, "bad")))
    expect(seen.page.locator("#attribution")).to_contain_text("did not load")
    expect(seen.page.locator("img.leaflet-tile")).to_have_count(0)
    expect(seen.page.locator("canvas.ground")).to_be_visible()


def test_what_was_left_out_is_said(visit: Callable) -> None:
    seen = visit(replace(page_layers.few(), coarse_km=5.0, is_redacted=True))
    expect(seen.page.locator("#attribution")).to_contain_text("squares of 5 km")
    expect(seen.page.locator("#attribution")).to_contain_text("Sources are left out")
    seen.assert_quiet()
