"""``.txt``: one report a file, with an index beside it that says when and where it came out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapper.errors import UnreadableError
from mapper.model import Document
from mapper.sources.content import decoded, raw_content
from mapper.sources.days import published_on
from mapper.sources.found import MAX_BYTES, Found, identity, unread, why_unusable

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from mapper.sources.index import Index


def read_text(path: Path, index: Index, *, published: date | None) -> Found:
    """Read one report; ``published`` is for one whose day nobody wrote down.

    Line ends become line feeds, the way Python opens a text file.
    """
    try:
        text = decoded(raw_content(path, at_most=MAX_BYTES))
    except UnreadableError as error:
        return Found(skipped=(unread(str(path), str(error)),))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if why := why_unusable(text):
        return Found(skipped=(unread(str(path), why),))
    entry = index.entry(path.name)
    day, undated = published_on(entry.published, f"{index.path}: {path.name}", otherwise=published)
    document = Document(
        id=identity(text, day, entry.url, entry.source),
        text=text,
        published=day,
        url=entry.url,
        source=entry.source,
    )
    return Found(documents=(document,), skipped=undated)
