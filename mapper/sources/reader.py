"""All sources as one: whatever is named, in the order it is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapper.sources.formats import SUFFIXES, holds_events
from mapper.sources.found import Found, unread
from mapper.sources.index import Index, read_index
from mapper.sources.jsonl import read_lines
from mapper.sources.paths import find
from mapper.sources.text import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from mapper.model import Document, Skipped
    from mapper.sheet import Sheet

FORMATS = (".jsonl", ".txt")
"""What is read as reports, by suffix; `mapper.sources.tables.SUFFIXES` are read as tables of events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What the sources held.

    Attributes
    ----------
    documents
        Reports, with ids that differ; of reports that are the same in all, the first.
    sheets
        Tables of events.
    skipped
        Files, lines, rows and dates that were left out, each with the reason.
    """

    documents: tuple[Document, ...]
    sheets: tuple[Sheet, ...]
    skipped: tuple[Skipped, ...]


def read_all(paths: Sequence[Path], *, published: date | None = None) -> Sources:
    """Read every report and every table of events that the paths lead to."""
    files, missed = find(paths)
    # Half a second for Arrow, which reports of text need not pay.
    tables = [file for file in files if is_table(file)]
    reports = [file for file in files if file not in tables]
    documents, skipped = _read_reports(reports, published=published)
    sheets: list[Sheet] = []
    for file in tables:
        from mapper.sources.tables import read_table  # noqa: PLC0415 -- see above

        sheet, wrong = read_table(file)
        sheets += [sheet] if sheet is not None else []
        skipped += wrong
    return Sources(documents=tuple(documents), sheets=tuple(sheets), skipped=(*missed, *skipped))


def is_table(file: Path) -> bool:
    """Tell whether a file is a table of events; of lines of JSON the first one says."""
    suffix = file.suffix.lower()
    return suffix in SUFFIXES or (suffix == ".jsonl" and holds_events(file))


def read(paths: Sequence[Path], *, published: date | None = None) -> tuple[list[Document], list[Skipped]]:
    """Read every report that the paths lead to, and say what could not be read.

    Parameters
    ----------
    paths
        Files, folders and globs. Each file is read once.
    published
        The day of publication of reports for which nobody wrote one down; where what is written
        is no date, the report stays undated.

    Returns
    -------
    documents
        With ids that differ; of reports that are the same in all, the first.
    skipped
        Files, lines and dates that were left out, each with the reason.
    """
    files, missed = find(paths)
    documents, skipped = _read_reports(files, published=published)
    return documents, [*missed, *skipped]


def _read_reports(files: Sequence[Path], *, published: date | None) -> tuple[list[Document], list[Skipped]]:
    """Read files of reports."""
    folders = dict.fromkeys(file.parent for file in files if file.suffix.lower() == ".txt")
    indexes = {folder: read_index(folder) for folder in folders}
    found = [_read_file(file, indexes, published=published) for file in files]
    documents, repeated = _distinct(document for each in found for document in each.documents)
    of_indexes = [skip for index in indexes.values() for skip in index.skipped]
    of_files = [skip for each in found for skip in each.skipped]
    return documents, [*of_indexes, *of_files, *repeated]


def _read_file(file: Path, indexes: Mapping[Path, Index], *, published: date | None) -> Found:
    """Read one file by its format."""
    suffix = file.suffix.lower()
    if suffix == ".txt":
        return read_text(file, indexes[file.parent], published=published)
    if suffix == ".jsonl":
        return read_lines(file, published=published)
    if suffix in SUFFIXES:
        return Found(skipped=(unread(str(file), "a table of events, which has no text to find places in"),))
    known = ", ".join((*FORMATS, *SUFFIXES))
    return Found(skipped=(unread(str(file), f"{suffix or 'no suffix'} is not supported; {known} are"),))


def _distinct(documents: Iterable[Document]) -> tuple[list[Document], list[Skipped]]:
    """Keep one document an id: evidence points at documents by id."""
    kept: dict[str, Document] = {}
    repeated: list[Skipped] = []
    for document in documents:
        first = kept.setdefault(document.id, document)
        if first is document:
            continue
        why = "the same report is there already" if first == document else "another report has this id"
        repeated.append(unread(f"document {document.id}", why))
    return list(kept.values()), repeated
