"""One file that holds a trie and named columns, read by mapping it into memory.

The trie comes first, since marisa maps a file from its start; then the columns, each at a multiple
of 64 bytes; then a table of contents (JSON); then a footer of fixed size. Numbers are little-endian.
"""

from __future__ import annotations

import errno
import json
import mmap
import os
import struct
import sys
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

import marisa_trie

from gazetteer.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

FORMAT = 1
"""Raised whenever an older reader would misread what is written."""

_MAGIC = b"gazettee"
_FOOTER = struct.Struct("<QQIII4x8s")  # contents' offset, size and CRC-32; file format; reserved; magic
_ALIGNMENT = 64
_CHUNK = 1 << 20
_TYPES = {"B": 1, "H": 2, "I": 4, "i": 4, "Q": 8}
_TRIE = "trie"
_MOST_TRIES = 100
"""A file is written in seconds and opened in a millisecond: twice is already rare."""

_REMEDY = "run `gazetteer build`, or install event-mapper again"


@dataclass(frozen=True, slots=True)
class Mapped:
    """An open file.

    Attributes
    ----------
    trie
        Every key that is filed, with its number.
    columns
        By name: typed views of the mapped bytes.
    about
        What the writer said of the file.
    """

    path: Path
    trie: marisa_trie.Trie
    columns: Mapping[str, memoryview]
    about: Mapping[str, Any]
    bytes_mapped: mmap.mmap
    checksums: Mapping[str, tuple[int, int, int]]

    def close(self) -> None:
        """Give the mapping back; views that somebody still holds keep it alive."""
        for view in self.columns.values():
            view.release()

    def damaged(self) -> list[str]:
        """Names of the parts whose bytes are not those that were written."""
        return [
            name
            for name, (start, size, crc) in self.checksums.items()
            if _crc(self.bytes_mapped, start, size) != crc
        ]


def _crc(data: mmap.mmap, start: int, size: int) -> int:
    crc = 0
    for at in range(start, start + size, _CHUNK):
        crc = zlib.crc32(data[at : min(at + _CHUNK, start + size)], crc)
    return crc


class Column(NamedTuple):
    """A column to be written: its type as in `struct`, and its little-endian bytes, piece by piece."""

    name: str
    kind: str
    pieces: Iterable[bytes | memoryview]


def write(path: Path, *, trie: marisa_trie.Trie, columns: Iterable[Column], about: Mapping[str, Any]) -> None:
    """Write a file aside and rename it, so that a reader sees the old one or the new one, whole."""
    aside = path.with_name(f"{path.name}.{os.getpid()}.part")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        _save(trie, aside)
        with aside.open("r+b") as out:
            _write_after(out, columns, about)
            out.flush()
            os.fsync(out.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _save(trie: marisa_trie.Trie, path: Path) -> None:
    try:
        trie.save(str(path))
    except RuntimeError as error:  # what marisa raises when the disk is full
        raise OSError(errno.ENOSPC, f"the names could not be written: {error}") from error


def _write_after(out: BinaryIO, columns: Iterable[Column], about: Mapping[str, Any]) -> None:
    """Write the columns behind the trie that the file begins with, then contents and footer."""
    crc = 0
    while chunk := out.read(_CHUNK):
        crc = zlib.crc32(chunk, crc)
    parts = {_TRIE: ("B", 0, out.tell(), crc)}
    for column in columns:
        start, crc = _pad(out), 0
        for piece in column.pieces:
            out.write(piece)
            crc = zlib.crc32(piece, crc)
        parts[column.name] = (column.kind, start, out.tell() - start, crc)
    at = _pad(out)
    contents = json.dumps({"parts": parts, "about": about}, ensure_ascii=False, sort_keys=True).encode()
    out.write(contents)
    out.write(_FOOTER.pack(at, len(contents), zlib.crc32(contents), FORMAT, 0, _MAGIC))


def _pad(out: BinaryIO) -> int:
    """Fill up to where the next part may begin; return where that is."""
    out.write(bytes(-out.tell() % _ALIGNMENT))
    return out.tell()


def read(path: Path) -> Mapped:
    """Map a file; only its table of contents is read and checked.

    Raises
    ------
    StoreError
        The file is missing, cut short, damaged or of another format.
    """
    data, contents, trie = _whole(path)
    view = memoryview(data)
    columns = {
        name: view[start : start + size].cast(kind)
        for name, (kind, start, size, _) in contents["parts"].items()
        if name != _TRIE
    }
    checksums = {name: (start, size, crc) for name, (_, start, size, crc) in contents["parts"].items()}
    return Mapped(path, trie, columns, contents["about"], data, checksums)


def _whole(path: Path) -> tuple[mmap.mmap, dict[str, Any], marisa_trie.Trie]:
    """Map a file and the trie in it, and read its contents.

    marisa opens the path by itself. A new file may have taken its place meanwhile; a name of one file must
    never lead to a row of another, so the path is then read once more.
    """
    try:
        for _ in range(_MOST_TRIES):
            with path.open("rb") as file:
                data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
                contents = _contents(path, data)
                trie = marisa_trie.Trie().mmap(str(path))
                if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                    return data, contents, trie
            data.close()
    except StoreError:
        raise
    except FileNotFoundError as error:
        raise StoreError(f"no gazetteer at {path}: {_REMEDY}") from error
    except (OSError, ValueError) as error:
        raise StoreError(f"the gazetteer at {path} cannot be read ({error}): {_REMEDY}") from error
    except RuntimeError as error:  # what marisa raises for every kind of damage
        raise StoreError(f"the gazetteer at {path} is damaged ({error}): {_REMEDY}") from error
    raise StoreError(f"the gazetteer at {path} is written over and over: try again later")


def _contents(path: Path, data: mmap.mmap) -> dict[str, Any]:
    if sys.byteorder != "little":
        raise StoreError("the gazetteer needs a little-endian machine")
    if len(data) < _FOOTER.size:
        raise StoreError(f"the gazetteer at {path} is cut short: {_REMEDY}")
    at, size, crc, written, _, magic = _FOOTER.unpack(data[-_FOOTER.size :])
    if magic != _MAGIC:
        raise StoreError(f"the gazetteer at {path} is cut short or something else: {_REMEDY}")
    if written != FORMAT:
        raise StoreError(f"the gazetteer at {path} has format {written}, not {FORMAT}: {_REMEDY}")
    contents = data[at : at + size]
    if at + size + _FOOTER.size != len(data) or zlib.crc32(contents) != crc:
        raise StoreError(f"the gazetteer at {path} is damaged: {_REMEDY}")
    table: dict[str, Any] = json.loads(contents)
    return table
