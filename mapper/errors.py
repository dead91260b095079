"""Errors a caller of mapper may want to catch.

MapperError
├── NothingUsableError    (also a ValueError): not one source could be read
├── LanguageModelError    (also an OSError): the spaCy pipeline is missing or not the one pinned
└── SettingsError         (also a ValueError): a setting that is unknown or out of range
"""


class MapperError(Exception):
    """Anything that goes wrong in mapper and that a caller may act on."""


class NothingUsableError(MapperError, ValueError):
    """Not one source could be read."""


class LanguageModelError(MapperError, OSError):
    """The spaCy pipeline is missing or is not the one that is pinned."""


class SettingsError(MapperError, ValueError):
    """A setting is unknown or out of range."""
