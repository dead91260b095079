"""Pages as folium's time plug-ins make them, of the same events, served without any host.

Their scripts live on other hosts. They are fetched once from npm's registry with ``npm pack`` and handed
to the browser in the hosts' place; what npm does not have is left out, and said.
"""

from __future__ import annotations

import re
import subprocess
import tarfile
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import folium
from folium.plugins import TimelineSlider, TimestampedGeoJson
from folium.plugins.timeline import Timeline
from folium.utilities import JsCode

if TYPE_CHECKING:
    from pathlib import Path

    from mapper.table import Table

COLOURS = ("#c8401f", "#1f5fa8", "#8d2f7b", "#a86f00", "#0d7f66", "#4b7d96")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LAST_DAY = datetime(2100, 1, 1, tzinfo=UTC)

_JSDELIVR = re.compile(r"https://cdn\.jsdelivr\.net/npm/((?:@[^/]+/)?[^@/]+)@([^/]+)/(.+)")
_CDNJS = re.compile(r"https://cdnjs\.cloudflare\.com/ajax/libs/([^/]+)/([^/]+)/(.+)")
_JQUERY = re.compile(r"https://code\.jquery\.com/jquery-([0-9.]+)\.min\.js")
_NPM_NAMES = {"moment.js": ("moment", "min/"), "jquery": ("jquery", "dist/")}


class Shelf:
    """Files of npm packages, fetched when first asked for."""

    def __init__(self, folder: Path) -> None:
        """Keep them in a folder."""
        self.folder = folder
        self.missing: set[str] = set()

    def find(self, address: str) -> bytes | None:
        """Find what an address of a host would give; None, and noted, when npm does not have it."""
        known = _package_of(address)
        found = self._read(*known) if known else None
        if found is None:
            self.missing.add(address)
        return found

    def _read(self, package: str, version: str, path: str) -> bytes | None:
        """Read a file of a package; hosts minify what is not, so the file may go by its plain name."""
        archive = self._pack(package, version)
        if archive is None:
            return None
        with tarfile.open(archive) as files:
            names = set(files.getnames())
            for name in (f"package/{path}", f"package/{path.replace('.min.', '.')}"):
                if name in names and (file := files.extractfile(name)):
                    return file.read()
        return None

    def _pack(self, package: str, version: str) -> Path | None:
        """Fetch a package, once."""
        archive = self.folder / f"{package.replace('@', '').replace('/', '-')}-{version}.tgz"
        if not archive.exists():
            call = ["npm", "pack", f"{package}@{version}", "--silent"]
            try:
                subprocess.run(call, cwd=self.folder, check=True, capture_output=True, timeout=60)  # noqa: S603 - fixed words
            except (OSError, subprocess.SubprocessError):
                return None
        return archive if archive.exists() else None


def _package_of(address: str) -> tuple[str, str, str] | None:
    """Package, version and path of a file on a host."""
    if found := _JSDELIVR.fullmatch(address):
        return (found[1], found[2], found[3])
    if found := _JQUERY.fullmatch(address):
        return ("jquery", found[1], "dist/jquery.min.js")
    if (found := _CDNJS.fullmatch(address)) and found[1] in _NPM_NAMES:
        name, folder = _NPM_NAMES[found[1]]
        return (name, found[2], folder + found[3])
    return None


def timestamped(table: Table, path: Path, *, days: int | None) -> None:
    """Write a page with TimestampedGeoJson; a window of some days, or None for up to here."""
    features = [
        _feature(table, row, {"time": _day(table, row).date().isoformat(), "icon": "circle"})
        for row in range(len(table))
    ]
    for row, feature in enumerate(features):
        feature["properties"]["iconstyle"] = {"radius": 4, "color": COLOURS[table.kind[row]]}
    page = _map(is_canvas=False)
    TimestampedGeoJson(
        {"type": "FeatureCollection", "features": features},
        period="P1D",
        duration=None if days is None else f"P{days}D",
        add_last_point=False,
        auto_play=False,
    ).add_to(page)
    page.save(path)


def timeline(table: Table, path: Path, *, days: int | None, is_canvas: bool) -> None:
    """Write a page with Timeline; an event is shown for some days, or from then on."""
    features = []
    for row in range(len(table)):
        day = _day(table, row)
        end = LAST_DAY if days is None else day + timedelta(days=days)
        times = {"start": day.timestamp() * 1000, "end": end.timestamp() * 1000}
        features.append(_feature(table, row, {**times, "color": COLOURS[table.kind[row]]}))
    page = _map(is_canvas=is_canvas)
    point = JsCode("(f, at) => L.circleMarker(at, {radius: 4, color: f.properties.color})")
    drawn = Timeline({"type": "FeatureCollection", "features": features}, point_to_layer=point)
    drawn.add_to(page)
    TimelineSlider(auto_play=False).add_timelines(drawn).add_to(page)
    page.save(path)


def _map(*, is_canvas: bool) -> folium.Map:
    """Make an empty map of the events' country."""
    return folium.Map(location=(48.5, 31.2), zoom_start=6, tiles=None, prefer_canvas=is_canvas)


def _day(table: Table, row: int) -> datetime:
    """When a row begins."""
    return EPOCH + timedelta(minutes=int(table.start[row]))


def _feature(table: Table, row: int, properties: dict[str, Any]) -> dict[str, Any]:
    """Write a row as GeoJSON, with its title and link in a popup, as folium's examples do."""
    lon, lat = round(float(table.lon[row]), 5), round(float(table.lat[row]), 5)
    if table.title is not None and table.url is not None:
        properties["popup"] = f'<a href="{table.url[row]}">{table.title[row]}</a>'
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": properties,
    }
