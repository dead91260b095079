"""Bytes of a file as text."""

from __future__ import annotations

import codecs
import stat
from typing import TYPE_CHECKING

from mapper.errors import UnreadableError

if TYPE_CHECKING:
    from pathlib import Path

UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def raw_content(path: Path, *, at_most: int) -> bytes:
    """Read a regular file of at most so many bytes.

    Raises
    ------
    UnreadableError
        When it is none, too large, or the system refuses.
    """
    try:
        about = path.stat()
        # Opening a pipe or a device could wait for ever.
        if not stat.S_ISREG(about.st_mode):
            raise UnreadableError("not a regular file")
        if about.st_size > at_most:
            raise UnreadableError(f"{about.st_size:,} bytes, where a report may have {at_most:,}")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError((error.strerror or type(error).__name__).lower()) from error


def decoded(raw: bytes) -> str:
    r"""Read bytes as UTF-8, or as UTF-16 where a byte order mark says so; never by guessing.

    A guess between the many one-byte encodings turns names into other names without a word.

    Raises
    ------
    UnreadableError
        When they are neither, naming the first byte that is wrong.

    Examples
    --------
    >>> decoded(b"\xef\xbb\xbfLviv"), decoded("Lviv".encode("utf-16"))
    ('Lviv', 'Lviv')
    """
    if raw.startswith(UTF16_MARKS):
        encoding = "utf-16"
    elif b"\0" in raw:
        raise UnreadableError("binary: it holds NUL bytes")
    else:
        encoding = "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        where = f"byte 0x{raw[error.start]:02x} at {error.start}"
        raise UnreadableError(
            f"not {encoding.upper().removesuffix('-SIG')} ({where}); save it as UTF-8"
        ) from error
