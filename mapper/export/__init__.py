"""Writers, one a format: events, and places, out to files."""

from mapper.export.writer import FORMATS, write_events, write_places

__all__ = ["FORMATS", "write_events", "write_places"]
