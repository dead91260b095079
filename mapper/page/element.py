"""Events as an element of a folium map that somebody else made, with their own tiles and layers.

folium's own time plug-ins run text as script and sort times as text; this one puts text in as text, and reads
the same blocks as the page.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Protocol

from branca.element import MacroElement
from folium.template import Template

from mapper.page.assets import join_element
from mapper.page.families import FAMILIES
from mapper.page.payload import lay_down
from mapper.page.still import FAMILY_COLOURS

if TYPE_CHECKING:
    from mapper.model import Layers


class HasLayers(Protocol):
    """Something that can be laid out; `mapper.Events` is."""

    def layers(self) -> Layers:
        """Lay it out."""


STYLE = (
    ".time-map{display:flex;gap:8px;align-items:center;flex-wrap:wrap;max-width:min(90vw,520px);"
    "padding:6px 10px;background:#fff;color:#1d2733;font:13px system-ui,sans-serif}"
    ".time-map button{min-height:32px}"
    ".time-map input{flex:1 1 120px}.time-map-list ul{padding-inline-start:1.2em;margin:4px 0}"
)


class TimeMap(MacroElement):
    """Events with a time control, to be added to a folium map.

    Parameters
    ----------
    layers
        What is drawn: `mapper.show(...).layers`, or what `mapper.read(...)` gave.

    Examples
    --------
    ``TimeMap(mapper.read("reports/")).add_to(folium.Map())``
    """

    _template = Template(
        """
        {% macro header(this, kwargs) %}<style>{{ this.style }}</style>{% endmacro %}
        {% macro script(this, kwargs) %}
        (() => {
        const TIME_MAP = {
          map: {{ this._parent.get_name() }}, colours: {{ this.colours }}, blocks: {{ this.blocks }}
        };
        {{ this.program }}
        })();
        {% endmacro %}
        """
    )

    def __init__(self, layers: Layers | HasLayers) -> None:
        """Keep what the element writes."""
        super().__init__()  # type: ignore[no-untyped-call]  # branca is without types
        self._name = "TimeMap"
        payload = lay_down(layers.layers() if hasattr(layers, "layers") else layers)
        blocks = {f"texts-{number}": block for number, block in enumerate(payload.events)}
        # Base64 only: nothing in it can end a script.
        self.blocks = json.dumps({"payload": payload.head, "documents": payload.documents, **blocks})
        self.colours = json.dumps([FAMILY_COLOURS[family] for family in FAMILIES])
        self.program = join_element()
        self.style = STYLE
