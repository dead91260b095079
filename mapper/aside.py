"""Files that are either whole or not there: written aside, then renamed."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def aside(path: Path) -> Iterator[Path]:
    """Hand out a path beside `path` to write to; when all went well it takes the place of `path`.

    Beside it, because only within one file system is a rename one step (POSIX, ``rename``); in a
    folder of its own, so that the file gets the usual rights and whatever a writer leaves is removed.
    """
    with TemporaryDirectory(dir=path.parent, prefix=".writing-") as folder:
        part = Path(folder, path.name)
        yield part
        part.replace(path)
