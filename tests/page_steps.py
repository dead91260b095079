"""What several tests of the page do and look at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
ROOMY = {"viewport": {"width": 1440, "height": 900}}


def titles(page: Page) -> list[str]:
    """Titles in the list, from the top."""
    return page.locator("#events .title").all_inner_texts()


def wait_for_titles(page: Page, wanted: list[str]) -> None:
    """The list follows a moving window with a short pause."""
    for _ in range(40):
        if titles(page) == wanted:
            return
        page.wait_for_timeout(50)
    assert titles(page) == wanted


def count(page: Page) -> str:
    """The number of events, in words."""
    return page.locator("#count").inner_text()


def wait_for_count(page: Page, words: str) -> None:
    """Some changes open texts first."""
    page.locator("#count", has_text=re.compile(f"^{re.escape(words)}$")).wait_for()


def window_of(page: Page) -> tuple[int, int]:
    """Start and end of the window, in minutes since 1970."""
    values = [page.locator(f"#handle-{end}").get_attribute("aria-valuenow") for end in ("from", "to")]
    return (int(values[0] or ""), int(values[1] or ""))


def centre_of(page: Page, lon: float, lat: float) -> tuple[float, float]:
    """Where a place is on the screen."""
    point = page.evaluate(
        "([lat, lon]) => { const p = map_events.latLngToContainerPoint([lat, lon]);"
        "const b = map_events.getContainer().getBoundingClientRect(); return [p.x + b.x, p.y + b.y]; }",
        [lat, lon],
    )
    return (point[0], point[1])


def open_event(page: Page, title: str) -> None:
    """Open an event from the list, and wait for its panel."""
    page.locator("#events button.event", has_text=title).click()
    page.locator("#panel h2", has_text=title).wait_for()


def choose(page: Page, menu: str, field: str, value: str) -> None:
    """Choose from a field in a menu, and close the menu."""
    page.locator(f"{menu} > summary").click()
    page.locator(field).select_option(value)
    page.keyboard.press("Escape")


def save(page: Page, button: str, folder: Path) -> Path:
    """Press a button that writes a file; the file."""
    with page.expect_download() as started:
        page.locator(button).click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path


def wait_until(page: Page, expression: str) -> None:
    """Wait for JavaScript to be true; Playwright's own way needs an eval, which the page's policy stops."""
    for _ in range(300):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    assert page.evaluate(expression), expression
