"""Layers to one HTML file that opens from disk, asks no host for anything, and runs no text as code."""

from __future__ import annotations

import base64
import hashlib
import html
from html.parser import HTMLParser
from typing import TYPE_CHECKING, cast

import folium
from folium.template import Template
from jinja2 import Environment

from mapper.aside import aside
from mapper.page import assets
from mapper.page.payload import Payload, lay_down

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mapper.model import Layers, Tiles

_POLICY_GOES_HERE = "policy-goes-here"
_DATA_GOES_HERE = "<!--data-goes-here-->"

_DOCUMENT = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ policy }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{{ title }}</title>
<style>{{ leaflet_style }}</style>
{{ this.header.render() }}
<style>{{ page_style }}</style>
<script>{{ leaflet_script }}</script>
</head>
<body>
{{ body }}
{{ data }}
<script>{{ this.script.render() }}</script>
<script>{{ page_script }}</script>
</body>
</html>
"""

# folium's own header forbids zooming with two fingers, which people with low vision need (WCAG 2.2, 1.4.4).
_HEADER = """
{% macro header(this, kwargs) %}
<script>L_NO_TOUCH = false; L_DISABLE_3D = false;</script>
{% endmacro %}
"""


def write(layers: Layers, path: Path) -> None:
    """Write the page, whole or not at all."""
    text = render(layers)
    with aside(path) as part:
        part.write_text(text, encoding="utf-8", newline="\n")


def render(layers: Layers) -> str:
    """Lay the page out: folium's map as the shell, our front end in it, the data as inert blocks.

    The same layers give the same bytes.
    """
    shell = _shell(layers)
    figure = cast("folium.Figure", shell.get_root())
    figure.render()
    frame = _fill(figure, layers.title)
    ruled = frame.replace(_POLICY_GOES_HERE, html.escape(_policy(frame, layers.tiles)), 1)
    before, _, after = ruled.partition(_DATA_GOES_HERE)
    return "".join([before, *_data(lay_down(layers)), after])


def _data(payload: Payload) -> Iterator[str]:
    """Write the data as elements that no browser runs; they hold base64 only, so nothing is to be escaped."""
    blocks = {f"texts-{number}": block for number, block in enumerate(payload.events)}
    for name, text in {"payload": payload.head, "documents": payload.documents, **blocks}.items():
        yield f'<script type="application/octet-stream" id="{name}">{text}</script>\n'


def _shell(layers: Layers) -> folium.Map:
    """Build folium's map without tiles, without links to other hosts, and with a name that stays the same."""
    west, south, east, north = layers.basemap.bounds
    shell = folium.Map(
        location=((south + north) / 2, (west + east) / 2),
        zoom_start=4,
        tiles=None,
        zoom_control=False,
        attribution_control=False,
        zoom_snap=0.25,
        zoom_delta=0.5,
        max_zoom=14,
        min_zoom=1,
        world_copy_jump=True,  # who drags it over the edge of the world comes back to where the symbols are
    )
    # On the map itself: add_js_link and add_css_link would change every map of the process.
    shell.default_js = []
    shell.default_css = []
    shell._id = "events"  # noqa: SLF001 - the only way to a name that is not random
    shell._template = _without_header(shell)  # noqa: SLF001 - folium's way to change what a map writes
    return shell


def _without_header(shell: folium.Map) -> Template:
    """Keep what folium writes for a map, but with our header."""
    template: Template = Template(_HEADER)
    own = shell._template.module  # noqa: SLF001 - the macros that stay
    template.module.__dict__.update({"html": own.html, "script": own.script})
    return template


def _fill(figure: folium.Figure, title: str) -> str:
    """Put all parts but the data into the document: that need not go through a template, or be parsed."""
    document = Environment(autoescape=False).from_string(_DOCUMENT)  # noqa: S701 - text is escaped here or sealed
    return document.render(
        this=figure,
        policy=_POLICY_GOES_HERE,
        title=html.escape(title or "Events"),
        leaflet_style=assets.leaflet_style(),
        page_style=assets.page_style(),
        leaflet_script=assets.leaflet_script(),
        body=assets.page_body().replace("{{map}}", figure.html.render().strip()),
        data=_DATA_GOES_HERE,
        page_script=assets.page_script(),
    )


def _policy(page: str, tiles: Tiles | None) -> str:
    """Allow the scripts and styles that are in the page, by hash, and the tiles if any; nothing else at all.

    Notes
    -----
    Content Security Policy Level 3, sections 6.1 and 6.7: w3.org/TR/CSP3.
    """
    parts = _InlineParts()
    parts.feed(page)
    scripts = " ".join(_hash(text) for text in parts.found["script"])
    styles = " ".join(_hash(text) for text in parts.found["style"])
    # Leaflet puts an empty picture (a data: address) into tiles that are no longer needed.
    images = f" img-src {tiles.origin()} data:;" if tiles else ""
    return (
        f"default-src 'none'; script-src {scripts}; style-src {styles};{images} "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    """Source expression for an inline part."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


class _InlineParts(HTMLParser):
    """Text of every style, and of every script that would run."""

    def __init__(self) -> None:
        """Start outside of either."""
        super().__init__(convert_charrefs=False)
        self.found: dict[str, list[str]] = {"script": [], "style": []}
        self._inside: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a part, unless it is data."""
        if tag in self.found and not dict(attrs).get("type"):
            self._inside = tag
            self.found[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        """Close it."""
        if tag == self._inside:
            self._inside = None

    def handle_data(self, data: str) -> None:
        """Keep its text, which the parser may hand over in pieces."""
        if self._inside:
            self.found[self._inside][-1] += data
