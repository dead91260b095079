"""What a caller points at, as files: folders opened, globs matched, each file once."""

from __future__ import annotations

import os
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING

from mapper.sources.found import unread

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mapper.model import Skipped

INDEX_NAME = "index.csv"
"""The table that says when and where the .txt files beside it were published."""

ABOUT_THE_FOLDER = (INDEX_NAME, "readme.md")
"""What lies in a folder of reports to speak of the folder, and is none itself."""


def is_index(path: Path) -> bool:
    """Tell whether a path is that of an index."""
    return path.name.lower() == INDEX_NAME


def find(paths: Sequence[Path]) -> tuple[list[Path], list[Skipped]]:
    """Turn what was named into files: in the order named, a folder's in the order of their names.

    Folders are read with all they hold, but for hidden files and a ``README.md``; an index stands for
    its folder. A file that is named in several ways is found once.
    """
    files: dict[str, Path] = {}
    skipped: list[Skipped] = []
    for path in paths:
        found, missed = _expand(path)
        skipped += missed
        for file in found:
            files.setdefault(os.path.realpath(file), file)
    return list(files.values()), skipped


def _expand(path: Path) -> tuple[list[Path], list[Skipped]]:
    """Open one name, which may be a file, a folder or a glob that the shell left alone."""
    opened = _open(path)
    if opened is not None:
        return opened
    if not has_magic(str(path)):
        return [], [unread(str(path), "no such file or folder")]
    # Not Path.glob: a pattern may be absolute, or begin with "..".
    matches = [_open(Path(name)) for name in sorted(glob(str(path), recursive=True))]  # noqa: PTH207 -- see above
    files = [file for match in matches if match for file in match[0]]
    skipped = [skip for match in matches if match for skip in match[1]]
    return files, skipped if files or skipped else [unread(str(path), "no file matches")]


def _open(path: Path) -> tuple[list[Path], list[Skipped]] | None:
    """List the files that a path stands for; None where nothing is there."""
    try:
        if path.is_dir():
            return _walk(path)
        if path.exists():
            return _walk(path.parent) if is_index(path) else ([path], [])
    except OSError as error:
        return [], [unread(str(path), _reason(error))]
    return None


def _walk(folder: Path) -> tuple[list[Path], list[Skipped]]:
    """List a folder's files and those of the folders in it, hidden ones left alone."""
    files: list[Path] = []
    skipped: list[Skipped] = []

    def note(error: OSError) -> None:
        skipped.append(unread(str(error.filename), _reason(error)))

    for top, inner, names in os.walk(folder, onerror=note):
        inner[:] = sorted(_shown(inner))
        files += [Path(top, name) for name in sorted(_shown(names)) if name.lower() not in ABOUT_THE_FOLDER]
    if not files and not skipped:
        skipped.append(unread(str(folder), "an empty folder"))
    return files, skipped


def _shown(names: Iterable[str]) -> list[str]:
    """Leave out hidden names."""
    return [name for name in names if not name.startswith(".")]


def _reason(error: OSError) -> str:
    """Word what the system said, without the path, which is named beside it."""
    return (error.strerror or type(error).__name__).lower()
