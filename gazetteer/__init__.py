"""Place names to places on Earth: offline, explained, fast.

The names in `__all__` are what others may rely on; each is loaded when it is first asked for, so that
a look-up from a shell pays for nothing else.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gazetteer.errors import BuildError, GazetteerError, ServiceError, StoreError, UnknownPlaceError
    from gazetteer.geocoder import Geocoder
    from gazetteer.model import Candidate, Level, Location, Mention, Place, Resolution, Role, Shape
    from gazetteer.resolver import geoparse, resolve
    from gazetteer.store import Gazetteer
    from gazetteer.tagger import find_mentions
    from gazetteer.unknown import place_unknown

__all__ = [
    "BuildError",
    "Candidate",
    "Gazetteer",
    "GazetteerError",
    "Geocoder",
    "Level",
    "Location",
    "Mention",
    "Place",
    "Resolution",
    "Role",
    "ServiceError",
    "Shape",
    "StoreError",
    "UnknownPlaceError",
    "find_mentions",
    "geoparse",
    "place_unknown",
    "resolve",
]

_HOMES = ("model", "errors", "store", "tagger", "resolver", "geocoder", "unknown")


def __getattr__(name: str) -> object:
    """Load a public name from the module that defines it (PEP 562)."""
    if name in __all__:
        for home in _HOMES:
            module = import_module(f"gazetteer.{home}")
            if name in vars(module):
                return vars(module)[name]
    raise AttributeError(f"module 'gazetteer' has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the public names."""
    return __all__
