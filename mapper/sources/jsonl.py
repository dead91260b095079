"""``.jsonl``: one report a line, ``{"doc_id", "text", "published"?, "url"?, "source"?, "language"?}``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mapper.errors import UnreadableError
from mapper.model import Document
from mapper.sources.content import decoded
from mapper.sources.days import published_on
from mapper.sources.found import MAX_BYTES, Found, identity, unread, why_unusable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path
    from typing import BinaryIO

    from mapper.model import Skipped

MAX_LINE_BYTES = 3 * MAX_BYTES
"""JSON may escape one code point in twelve bytes, thrice what UTF-8 takes."""


def read_lines(path: Path, *, published: date | None) -> Found:
    """Read the reports of a file; ``published`` is for those whose day nobody wrote down."""
    documents: list[Document] = []
    skipped: list[Skipped] = []
    try:
        if not path.is_file():
            return Found(skipped=(unread(str(path), "not a regular file"),))
        with path.open("rb") as lines:
            for number, line in enumerate(_lines(lines), start=1):
                if not line.strip():
                    continue
                found = _read_line(line, f"{path} line {number}", published=published)
                documents += found.documents
                skipped += found.skipped
    except OSError as error:
        skipped.append(unread(str(path), (error.strerror or type(error).__name__).lower()))
    if not documents and not skipped:
        skipped.append(unread(str(path), "empty"))
    return Found(documents=tuple(documents), skipped=tuple(skipped))


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Yield lines, the overlong ones cut just above the limit, however long they are."""
    while line := file.readline(MAX_LINE_BYTES + 1):
        yield line
        rest = line
        while len(rest) > MAX_LINE_BYTES and not rest.endswith(b"\n"):
            rest = file.readline(MAX_LINE_BYTES + 1)


def _read_line(line: bytes, what: str, *, published: date | None) -> Found:
    """Read one report, and say what of it was left out."""
    try:
        row = _row(line)
        text = _text_of(row)
    except UnreadableError as error:
        return Found(skipped=(unread(what, str(error)),))
    url, source = _words(row.get("url")), _words(row.get("source"))
    day, undated = published_on(_words(row.get("published")), what, otherwise=published)
    document = Document(
        id=_words(row.get("doc_id")) or identity(text, day, url, source),
        text=text,
        published=day,
        url=url,
        source=source,
        language=_words(row.get("language")),
    )
    return Found(documents=(document,), skipped=undated)


def _row(line: bytes) -> dict[str, object]:
    """Read one JSON object."""
    if len(line) > MAX_LINE_BYTES:
        raise UnreadableError(f"over {MAX_LINE_BYTES:,} bytes")
    text = decoded(line)
    try:
        row = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableError(f"not JSON: {error.msg.lower()} at character {error.pos}") from error
    except (ValueError, RecursionError) as error:
        # A number of thousands of digits, or lists in lists without end.
        raise UnreadableError("not JSON that can be read") from error
    if not isinstance(row, dict):
        raise UnreadableError("not a JSON object")
    return row


def _text_of(row: dict[str, object]) -> str:
    """Take the report's text, to the code point as it is: others' positions count in it."""
    text = row.get("text")
    if not isinstance(text, str):
        raise UnreadableError('no "text"')
    if why := why_unusable(text):
        raise UnreadableError(why)
    return _whole(text)


def _words(value: object) -> str:
    """Take a field that should be text; a number is written out, anything else is none."""
    if isinstance(value, str):
        return _whole(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return ""


def _whole(text: str) -> str:
    """Put U+FFFD for half characters (lone surrogates), which no file can hold; no length changes."""
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
