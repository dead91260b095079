"""Errors a caller of gazetteer may want to catch.

GazetteerError
├── UnknownPlaceError    (also a LookupError)
├── StoreError           (also an OSError): an index that is missing, damaged or of another version
├── BuildError           (also a ValueError): source data that cannot be turned into an index
├── DownloadError        (also an OSError): a file that a server did not give whole
├── ResolveInputError    (also a ValueError): documents that cannot be read
└── ServiceError         (also an OSError): a service that was asked and did not answer
"""


class GazetteerError(Exception):
    """Anything that goes wrong in gazetteer and that a caller may act on."""


class UnknownPlaceError(GazetteerError, LookupError):
    """No place in the gazetteer has this id."""

    def __init__(self, place_id: str) -> None:
        """Keep the id, so that a caller need not parse the message."""
        super().__init__(f"no place with id {place_id!r}")
        self.place_id = place_id


class StoreError(GazetteerError, OSError):
    """The index on disk is missing, damaged or of another version."""


class BuildError(GazetteerError, ValueError):
    """A source cannot be turned into an index."""


class DownloadError(GazetteerError, OSError):
    """A server did not give a file, or not whole."""

    def __init__(self, url: str, why: str) -> None:
        """Keep what was asked for, so that a caller need not parse the message."""
        super().__init__(f"{url[:200]}: {why}")
        self.url = url


class ResolveInputError(GazetteerError, ValueError):
    """Documents to resolve, or one of them, cannot be read."""


class ServiceError(GazetteerError, OSError):
    """A service did not answer, or not in its own format."""

    def __init__(self, service: str, query: str, why: str) -> None:
        """Keep who was asked what, so that a caller need not parse the message."""
        super().__init__(f"{service} did not answer for {query[:80]!r}: {why}")
        self.service = service
        self.query = query
