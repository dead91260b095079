"""A real Chromium for the tests of the page; requests, errors and broken policies are noted."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from mapper.page import write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from mapper.model import Layers

NOTE_VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
});
"""


@dataclass
class Visit:
    """A page that was opened, and what it should not have done."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def violations(self) -> list[str]:
        """What the content security policy had to stop."""
        found: list[str] = self.page.evaluate("window.violations")
        return found

    def assert_quiet(self) -> None:
        """No host was asked, nothing went wrong, nothing was stopped."""
        assert self.requests == []
        assert self.complaints == []
        assert self.violations() == []


def find_chromium() -> str | None:
    """Debian's package, or any other on the path."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window; missing, it is a failure where all tests must run (CI=true), else a skip."""
    executable = find_chromium()
    if executable is None:
        complaint = "no Chromium on the path: apt-get install chromium"
        if os.environ.get("CI", "").casefold() == "true":
            pytest.fail(complaint)
        pytest.skip(complaint)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a browser to drive

    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=executable, args=flags)
        yield opened
        opened.close()


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Visit]]:
    """Write layers as a page, open it from disk, and wait until it shows its list."""
    contexts = []

    def open_page(layers: Layers, address: str = "", **options: object) -> Visit:
        path = tmp_path / f"map-{len(contexts)}.html"
        write(layers, path)
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        contexts.append(context)
        context.add_init_script(NOTE_VIOLATIONS)
        context.set_default_timeout(10_000)
        page = context.new_page()
        seen = Visit(page)
        page.on("request", lambda request: seen.requests.append(request.url))
        page.on("console", lambda message: seen.complaints.append(message.text))
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.goto(path.as_uri() + address)
        page.locator("#events > *").first.wait_for(state="attached")
        seen.requests.remove(path.as_uri() + address.partition("#")[0])
        return seen

    yield open_page
    for context in contexts:
        context.close()
