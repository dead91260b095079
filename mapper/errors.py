"""Errors a caller of mapper may want to catch.

MapperError
├── NothingUsableError    (also a ValueError): not one source could be read
├── UnreadableError       (also a ValueError): a file or a line cannot be read
├── LanguageModelError    (also an OSError): the spaCy pipeline is missing or not the one pinned
├── PageError             (also a ValueError): the front end cannot be put into one file
└── SettingsError         (also a ValueError): a setting that is unknown or out of range
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapper.model import Skipped


class MapperError(Exception):
    """Anything that goes wrong in mapper and that a caller may act on."""


class NothingUsableError(MapperError, ValueError):
    """Not one source could be read."""

    def __init__(self, skipped: Sequence[Skipped]) -> None:
        """Keep what was left out and why."""
        super().__init__("nothing usable: not one report could be read")
        self.skipped = tuple(skipped)


class UnreadableError(MapperError, ValueError):
    """A file or a line cannot be read; the message says why, without naming it."""


class LanguageModelError(MapperError, OSError):
    """The spaCy pipeline is missing or is not the one that is pinned."""


class SettingsError(MapperError, ValueError):
    """A setting is unknown or out of range."""


class PageError(MapperError, ValueError):
    """The front end cannot be put into one file."""
