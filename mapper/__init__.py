"""Reports of events to a map that can be played through time.

`read` and `show` are the way in from a notebook; the names in `__all__` are what others may rely on. Each is
loaded when it is first asked for, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mapper.errors import MapperError, NothingUsableError, SettingsError
    from mapper.model import Count, Document, Event, Layers, Skipped, TimeSpan
    from mapper.notebook import EventMap, Events, read, show
    from mapper.page.element import TimeMap
    from mapper.settings import Settings

__all__ = [
    "Count",
    "Document",
    "Event",
    "EventMap",
    "Events",
    "Layers",
    "MapperError",
    "NothingUsableError",
    "Settings",
    "SettingsError",
    "Skipped",
    "TimeMap",
    "TimeSpan",
    "read",
    "show",
]

_HOMES = {
    **dict.fromkeys(("MapperError", "NothingUsableError", "SettingsError"), "mapper.errors"),
    **dict.fromkeys(("Count", "Document", "Event", "Layers", "Skipped", "TimeSpan"), "mapper.model"),
    **dict.fromkeys(("EventMap", "Events", "read", "show"), "mapper.notebook"),
    "Settings": "mapper.settings",
    "TimeMap": "mapper.page.element",
}


def __getattr__(name: str) -> object:
    """Load a public name from the module that defines it (PEP 562)."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'mapper' has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the public names."""
    return __all__
