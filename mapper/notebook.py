"""For people in notebooks: read, look, save.

The map is shown in a frame without any right but to run its own scripts; where none runs (GitHub, PDF), a
still picture of the same stands in for it.
"""

from __future__ import annotations

import base64
import html
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from mapper.corrections import parse_corrections
from mapper.export import write_events
from mapper.page import render
from mapper.page.page import write
from mapper.page.still import draw_still
from mapper.pipeline import Knowledge, Run, draw, run, run_frame
from mapper.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd

    from mapper.model import Event, Layers, Skipped

    Source: TypeAlias = str | Path

HEIGHT = 640
"""Pixels of the frame: map, time and list side by side on a laptop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """What some sources tell: iterate over it, look at it as a frame, show it, write it.

    Attributes
    ----------
    found
        Documents, events, what was left out.
    known
        The gazetteer and the rest of what is known beforehand.
    settings
        How the run was done.
    """

    found: Run
    known: Knowledge = field(repr=False)
    settings: Settings

    def __len__(self) -> int:
        """Count the events, rows of large tables among them."""
        return len(self.found.events) + (len(self.found.table) if self.found.table is not None else 0)

    def __iter__(self) -> Iterator[Event]:
        """Go through the events by time; rows of large tables are not among them."""
        return iter(self.found.events)

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """What was left out, at which stage, and why."""
        return self.found.skipped

    def to_frame(self) -> gpd.GeoDataFrame:
        """Lay the events out as a GeoDataFrame."""
        from mapper.frames import to_frame  # noqa: PLC0415 -- GeoPandas takes a second

        return to_frame(self.found.events, self.found.documents, place_of=self.known.gazetteer.place)

    def write(self, path: Source) -> None:
        """Write the events in the format of the path's suffix (`mapper.export.FORMATS`)."""
        write_events(self.found.events, self.found.documents, Path(path), place_of=self.known.gazetteer.place)

    def layers(self, **settings: Any) -> Layers:  # noqa: ANN401 -- any field of Settings
        """Lay out what is drawn; settings win over those of the run."""
        return draw(self.found, self.known, replace(self.settings, **settings))


@dataclass(frozen=True, eq=False)
class EventMap:
    """A map that shows itself in a notebook and saves itself as one file."""

    layers: Layers
    height: int = HEIGHT

    @cached_property
    def page(self) -> str:
        """The page, as text."""
        return render(self.layers)

    def save(self, path: Source) -> Path:
        """Write the page: byte for byte what ``mapper map`` writes of the same sources."""
        target = Path(path)
        write(self.layers, target)
        return target

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002 -- IPython's protocol
        """Show the page in a frame, a still picture beside it, and a line of text."""
        still = draw_still(self.layers)
        return {
            "text/plain": repr(self),
            "image/svg+xml": still,
            "text/html": framed(self.page, still, self.height),
        }

    def __repr__(self) -> str:
        """Say what it is in one line."""
        rows = len(self.layers.table) if self.layers.table is not None else 0
        return f"<EventMap {self.layers.title or 'Events'!r}: {len(self.layers.events) + rows:,} events>"


def framed(page: str, still: str, height: int) -> str:
    """Put a page into a frame that may run its scripts and open links, and nothing else of its host's.

    Notes
    -----
    HTML Living Standard, 4.8.5: without ``allow-same-origin`` a frame has an origin of its own. GitHub and
    notebooks that are not trusted leave the frame out and show what follows it.
    """
    picture = base64.b64encode(still.encode("utf-8", "replace")).decode("ascii")
    return (
        f'<iframe sandbox="allow-scripts allow-popups allow-downloads" width="100%" height="{height}" '
        f'style="border:0" title="Map of events" srcdoc="{html.escape(page)}"></iframe>'
        f'<details><summary>Still picture</summary><img alt="Map of events, a panel a period" '
        f'src="data:image/svg+xml;base64,{picture}"></details>'
    )


def read(*sources: Any, corrections: Source | None = None, **settings: Any) -> Events:  # noqa: ANN401 -- paths, or one frame
    """Read reports and tables, and find what happened where and when.

    Parameters
    ----------
    sources
        Files, folders and globs, in any mix; or one pandas or GeoPandas frame with a row an event.
    corrections
        The page's ``corrections.csv``.
    settings
        Fields of `mapper.settings.Settings`, such as ``title`` and ``published``.

    Raises
    ------
    NothingUsableError
        When not one report or row could be read.
    """
    chosen = Settings(**settings)
    known = Knowledge.open(chosen)
    amended = parse_corrections(Path(corrections).read_text(encoding="utf-8"))[0] if corrections else []
    if len(sources) == 1 and hasattr(sources[0], "columns"):
        found = run_frame(sources[0], known, chosen, corrections=amended)
    else:
        found = run([Path(each) for each in sources], known, chosen, corrections=amended)
    return Events(found=found, known=known, settings=chosen)


def show(*events: Any, height: int = HEIGHT, **settings: Any) -> EventMap:  # noqa: ANN401 -- Events, paths, a frame
    """Show events on a map that plays through time.

    Parameters
    ----------
    events
        What `read` gave, or what it takes.
    height
        Of the frame, in pixels.
    settings
        Fields of `mapper.settings.Settings`, such as ``title``.
    """
    if len(events) == 1 and isinstance(events[0], Events):
        return EventMap(events[0].layers(**settings), height)
    return EventMap(read(*events, **settings).layers(), height)
