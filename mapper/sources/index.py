"""``index.csv``: when and by whom the .txt files beside it were published.

Its columns are ``file, published, url, source`` in any order and case; all but ``file`` may be
missing. Commas, semicolons and tabs part them, whichever the heading uses.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mapper.errors import UnreadableError
from mapper.sources.content import decoded, raw_content
from mapper.sources.found import unread
from mapper.sources.paths import is_index

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mapper.model import Skipped

MAX_BYTES = 50_000_000
"""Half a million rows of a hundred bytes; a larger index is a slip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row: what is known of a file besides its text. `published` is as written."""

    published: str = ""
    url: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """A folder's index: entries by `file_key`, and the rows that speak for no file."""

    path: str = ""
    entries: Mapping[str, Entry] = field(default_factory=dict)
    skipped: tuple[Skipped, ...] = ()

    def entry(self, name: str) -> Entry:
        """Look up what is known of a file."""
        return self.entries.get(file_key(name), Entry())


def file_key(name: str) -> str:
    """Reduce a file's name to what two spellings of it share.

    Composed (Unicode NFC), since some systems decompose names, and without regard to case.

    Examples
    --------
    >>> file_key(" Report_1.TXT ")
    'report_1.txt'
    """
    return unicodedata.normalize("NFC", name.strip()).casefold()


def read_index(folder: Path) -> Index:
    """Read a folder's index; an empty one where there is none."""
    try:
        names = sorted(folder.iterdir())
    except OSError:
        return Index()  # the files in it will say why they cannot be read
    found = [path for path in names if is_index(path)]
    if not found:
        return Index()
    here = {file_key(path.name) for path in names}
    try:
        return _parse(str(found[0]), decoded(raw_content(found[0], at_most=MAX_BYTES)), here)
    except (UnreadableError, csv.Error) as error:
        return Index(path=str(found[0]), skipped=(unread(str(found[0]), str(error)),))


def _parse(path: str, text: str, here: set[str]) -> Index:
    """Read the rows, and keep those that speak for a file that is there."""
    entries: dict[str, Entry] = {}
    skipped: list[Skipped] = []
    for line, row in _rows(text):
        name = row.get("file", "")
        key = file_key(name)
        if not name:
            skipped.append(unread(f"{path} line {line}", "it names no file"))
        elif key not in here:
            skipped.append(unread(f"{path} line {line}", f"it names {name!r}, which is not there"))
        elif key in entries:
            skipped.append(unread(f"{path} line {line}", f"it names {name!r} again; the first row counts"))
        else:
            entries[key] = Entry(**{word: row.get(word, "") for word in Entry.__slots__})
    return Index(path=path, entries=entries, skipped=tuple(skipped))


def _rows(text: str) -> list[tuple[int, dict[str, str]]]:
    """Part a table into rows by heading, each with the line that it ends on.

    Raises
    ------
    UnreadableError
        When no column is headed ``file``.
    """
    heading = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    rows = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    columns = [cell.strip().casefold() for cell in rows[0][1]] if rows else []
    if "file" not in columns:
        raise UnreadableError("no column is headed 'file'")
    return [
        (line, {column: cell.strip() for column, cell in zip(columns, cells, strict=False)})
        for line, cells in rows[1:]
    ]
