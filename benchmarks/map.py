"""How fast the page is beside folium's time plug-ins: one run, one browser, the same made-up events.

A step is timed as a reader waits for it: from the moment the window is asked to move to the end of the frame
in which it has. An empty page's frame, timed the same way, is the floor. Steps are forced apart, so that none
waits for what the one before left to do. Plug-ins' scripts come from npm; a peer that cannot be had is named.

Run ``python -m benchmarks.map [--events N] [--peers N] [--large N] [--steps N]``. It takes about four
minutes, five more with a million.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import sys
import time
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from benchmarks import peers
from benchmarks.made_up import FIRST_DAY, make_table
from gazetteer.areas import Areas
from gazetteer.store import Gazetteer
from gazetteer.waters import Waters
from mapper.layers import lay_out
from mapper.page import write
from mapper.page.payload import lay_down

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page, Route

    from mapper.model import Layers
    from mapper.table import Table

DAY_MS = 86_400_000
MIDDLE_DAY = FIRST_DAY + 700
WINDOW_DAYS = 30
PLACES = 8_000

PAUSE_MS = 260
"""Longer than the list waits before it follows a window that moves."""

TIME_STEPS = """
async ([name, steps, pause]) => {
  const act = window.benchmark[name];
  const taken = [];
  for (let step = 0; step < steps; step += 1) {
    await new Promise((done) => setTimeout(done, pause + ((step * 7) % 17)));
    const begun = performance.now();
    act(step);
    const acted = performance.now();
    await new Promise(requestAnimationFrame);
    await new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = done;
      port2.postMessage(0);
    });
    taken.push([performance.now() - begun, acted - begun]);
  }
  return taken;
}
"""

OUR_STEPS = """
() => {
  const press = (key, shiftKey) => document.getElementById("handle-to")
    .dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, bubbles: true, cancelable: true }));
  const step = document.getElementById("step");
  step.value = "day";
  step.dispatchEvent(new Event("change", { bubbles: true }));
  const box = document.querySelector(".folium-map").getBoundingClientRect();
  const along = (n, many) => 0.3 + (n % many) * 0.05;
  const [x, y] = [(n) => box.x + box.width * along(n, 9), (n) => box.y + box.height * along(n, 7)];
  const at = (n) => ({ clientX: x(n), clientY: y(n), bubbles: true });
  window.benchmark = {
    window: () => press("ArrowRight", true),
    later: () => press("ArrowRight", false),
    earlier: () => press("ArrowLeft", false),
    pick: (n) => document.querySelector(".folium-map").dispatchEvent(new MouseEvent("mousemove", at(n))),
  };
}
"""

EMPTY_STEPS = """
() => {
  let on = false;
  window.benchmark = { nothing: () => { on = !on; document.body.style.color = on ? "red" : "blue"; } };
}
"""


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of some steps: until painted, and in script alone."""

    painted: list[float]
    script: list[float]

    def __str__(self) -> str:
        """Median, 95th percentile, median of script."""
        p95 = sorted(self.painted)[int(len(self.painted) * 0.95)]
        return f"{statistics.median(self.painted):8.1f} {p95:8.1f} {statistics.median(self.script):8.2f}"


@dataclass(frozen=True, slots=True)
class Bench:
    """What every measurement needs."""

    browser: Browser
    folder: Path
    shelf: peers.Shelf
    steps: int

    def open(self, path: Path, setup: str, *, ready: str, address: str = "") -> tuple[Page, float]:
        """Open a page without any host; the page, and the seconds until it is ready."""
        context = self.browser.new_context(viewport={"width": 1280, "height": 800})
        context.set_default_timeout(180_000)
        context.route(re.compile("^https?:"), partial(serve, self.shelf))
        page = context.new_page()
        begun = time.perf_counter()
        page.goto(path.as_uri() + address)
        page.locator(ready).first.wait_for(state="attached")
        opened = time.perf_counter() - begun
        page.evaluate(setup, [MIDDLE_DAY * DAY_MS, DAY_MS])
        page.wait_for_timeout(500)
        return page, opened

    def time(self, page: Page, name: str, pause_ms: int = PAUSE_MS) -> Times:
        """Time the steps of a page."""
        taken = page.evaluate(TIME_STEPS, [name, self.steps, pause_ms])
        return Times([painted for painted, _ in taken], [script for _, script in taken])


def serve(shelf: peers.Shelf, route: Route) -> None:
    """Answer in a host's place."""
    content = shelf.find(route.request.url)
    if content is None:
        route.abort()
        return
    kind = "text/css" if route.request.url.endswith(".css") else "text/javascript"
    route.fulfill(body=content, content_type=kind)


def heap_mb(page: Page) -> float:
    """Megabytes that scripts hold, typed arrays among them, after a collection."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    usage: dict[str, Any] = session.send("Runtime.getHeapUsage")
    return (usage["usedSize"] + usage.get("backingStorageSize", 0)) / 1e6


def measure_floor(bench: Bench) -> None:
    """Time an empty page's frame."""
    path = bench.folder / "empty.html"
    path.write_text("<!DOCTYPE html><title>empty</title><p>nothing", encoding="utf-8")
    page, _ = bench.open(path, EMPTY_STEPS, ready="body")
    say("an empty page (the floor)", bench.time(page, "nothing"))
    page.context.close()


def measure_ours(bench: Bench, table: Table, name: str) -> None:
    """Make our page, open it, move its window."""
    known = (Areas.open(), Gazetteer.open())
    begun = time.perf_counter()
    layers = lay_out((), (), *known, waters=Waters.open(), title=name, table=table)
    drawn = time.perf_counter()
    path = bench.folder / "ours.html"
    write(layers, path)
    wrote = time.perf_counter()
    size = path.stat().st_size / 1e6
    print(f"\n{name}: ground {drawn - begun:.2f} s, page {wrote - drawn:.2f} s, {size:.2f} MB")
    print(f"    {bytes_an_event(layers)}")
    ready = "#events > *"
    page, opened = bench.open(path, OUR_STEPS, ready=ready)
    print(f"    opens in {opened:.2f} s, heap {heap_mb(page):.0f} MB")
    if table.title is not None:
        say("    pointer moves over everything", bench.time(page, "pick", 60))
    page.context.close()
    page, _ = bench.open(
        path, OUR_STEPS, ready=ready, address=f"#from={iso(MIDDLE_DAY)}&to={iso(MIDDLE_DAY + 29)}"
    )
    say(f"    {WINDOW_DAYS}-day window, a day on", bench.time(page, "window"))
    page.context.close()
    page, _ = bench.open(path, OUR_STEPS, ready=ready, address=f"#to={iso(MIDDLE_DAY)}&mode=upto")
    say("    up to here, a day on", bench.time(page, "later"))
    say("    up to here, a day back", bench.time(page, "earlier"))
    page.context.close()


def bytes_an_event(layers: Layers) -> str:
    """Say what an event takes in the page: its numbers, and its texts; the page's frame and ground aside."""
    table = layers.table
    if table is None:
        return ""
    bare = lay_down(replace(layers, table=None))
    whole = lay_down(layers)
    numbers = (len(whole.head) - len(bare.head)) / len(table)
    texts = sum(map(len, whole.events)) / len(table)
    return f"bytes an event: {numbers:.1f} of numbers and places, {texts:.1f} of id and texts"


def measure_peer(bench: Bench, name: str, make: Callable[[Path], None], steps: str) -> None:
    """Make a peer's page, open it, move its time."""
    path = bench.folder / "peer.html"
    begun = time.perf_counter()
    make(path)
    made = time.perf_counter() - begun
    print(f"\n{name}: page {made:.2f} s, {path.stat().st_size / 1e6:.2f} MB")
    bench.shelf.missing.clear()
    try:
        page, opened = bench.open(path, steps, ready="body")
    except Exception as error:  # noqa: BLE001 - whatever a peer does wrong is a result, not an end
        print(f"    left out: {str(error).splitlines()[0]}; not to be had: {sorted(bench.shelf.missing)}")
        return
    print(f"    opens in {opened:.2f} s, heap {heap_mb(page):.0f} MB")
    say("    a day on", bench.time(page, "later"))
    page.context.close()


def iso(day: int) -> str:
    """Write a day since 1970 as the page's address has it."""
    return (peers.EPOCH + peers.timedelta(days=day)).date().isoformat()


TIMELINE_STEPS = """([begin, day]) => {
  const isLayer = (name) => /^timeline_[0-9a-f]+$/.test(name);
  const timeline = Object.entries(window).find(([name]) => isLayer(name))[1];
  window.benchmark = { later: (step) => timeline.setTime(begin + step * day) };
}"""

TIMESTAMPED_STEPS = """([begin, day]) => {
  const map = Object.entries(window).find(([name]) => /^map_[0-9a-f]+$/.test(name))[1];
  window.benchmark = { later: (step) => map.timeDimension.setCurrentTime(begin + step * day) };
}"""


def say(name: str, times: Times) -> None:
    """Print a line of the table."""
    print(f"{name:44}{times}")


def measure(options: argparse.Namespace, browser: Browser, folder: Path) -> None:
    """Measure all that was asked for."""
    bench = Bench(browser, folder, peers.Shelf(folder), options.steps)
    print(f"{'':44}{'median':>8} {'p95':>8} {'script':>8}   ms")
    measure_floor(bench)
    count = options.events
    measure_ours(
        bench, make_table(count, is_own=True, is_told=True), f"ours, {count:,} events, a coordinate each"
    )
    measure_ours(
        bench, make_table(count, is_own=False, is_told=False), f"ours, {count:,} events on {PLACES:,} places"
    )
    if options.large:
        many = options.large
        measure_ours(
            bench, make_table(many, is_own=True, is_told=True), f"ours, {many:,} events, a coordinate each"
        )
        measure_ours(
            bench,
            make_table(many, is_own=False, is_told=False),
            f"ours, {many:,} events on {PLACES:,} places",
        )
    if options.peers:
        measure_peers(bench, make_table(options.peers, is_own=True, is_told=True))


def measure_peers(bench: Bench, table: Table) -> None:
    """Measure folium's plug-ins, a window and all up to here."""
    for days, name in ((WINDOW_DAYS, f"{WINDOW_DAYS} days"), (None, "up to here")):
        for is_canvas, surface in ((True, "on canvas"), (False, "SVG")):
            measure_peer(
                bench,
                f"folium Timeline {surface}, {len(table):,} events, {name}",
                lambda path, days=days, is_canvas=is_canvas: peers.timeline(
                    table, path, days=days, is_canvas=is_canvas
                ),
                TIMELINE_STEPS,
            )
        measure_peer(
            bench,
            f"folium TimestampedGeoJson, {len(table):,} events, {name}",
            lambda path, days=days: peers.timestamped(table, path, days=days),
            TIMESTAMPED_STEPS,
        )


def main() -> None:
    """Read what is wanted, and measure it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=100_000, help="events on our pages")
    parser.add_argument("--peers", type=int, default=100_000, help="events on folium's pages; 0 for none")
    parser.add_argument("--large", type=int, default=0, help="events on further pages of ours, 1000000 say")
    parser.add_argument("--steps", type=int, default=30)
    options = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("no Chromium on the path: apt-get install chromium")
    flags = ["--no-sandbox", "--disable-gpu"]
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        measure(options, browser, Path(folder))
        browser.close()


if __name__ == "__main__":
    main()
