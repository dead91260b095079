"""What a reader hands back: documents, and what was left out and why."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from mapper.model import Document, Skipped

if TYPE_CHECKING:
    from datetime import date

MAX_CHARACTERS = 1_000_000
"""Longest report that is read, in code points.

spaCy's own bound: ``Language.max_length`` is 1,000,000 by default (spacy.io/api/language). The
longest novel in one volume has about three times as many; no report of an event comes near.
"""

MAX_BYTES = 4 * MAX_CHARACTERS
"""A text of more bytes has more than `MAX_CHARACTERS`: no code point takes over four in UTF-8."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one source held, each in the order of the source."""

    documents: tuple[Document, ...] = ()
    skipped: tuple[Skipped, ...] = ()


def unread(what: str, why: str) -> Skipped:
    """Say that `what` was left out while reading, and why."""
    return Skipped(what=what, stage="read", why=why)


def why_unusable(text: str) -> str:
    """Say why a text is no report, or nothing when it may be one.

    Examples
    --------
    >>> why_unusable(" ")
    'empty'
    >>> why_unusable("A bridge fell.")
    ''
    """
    if not text.strip():
        return "empty"
    if "\0" in text:
        return "binary: it holds NUL characters"
    if len(text) > MAX_CHARACTERS:
        return f"{len(text):,} characters, where a report may have {MAX_CHARACTERS:,}"
    return ""


def identity(text: str, published: date | None, url: str, source: str) -> str:
    """Derive a document's id from what it holds: 16 hexadecimal digits of BLAKE2b.

    The outlet counts, so that an agency's text printed by two newspapers stays two documents.

    Examples
    --------
    >>> identity("A bridge fell.", None, "", "")
    'db24f1bdc4b293d6'
    """
    parts = (text, published.isoformat() if published else "", url, source)
    return blake2b("\0".join(parts).encode(), digest_size=8).hexdigest()
