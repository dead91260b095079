"""Where an index is being built: a folder beside the file to be, for one builder at a time."""

from __future__ import annotations

import fcntl
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gazetteer.errors import BuildError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def building_site(path: Path) -> Iterator[Path]:
    """Give an empty folder on the disk of `path`, and clear it away in the end.

    The folder is locked, so that of two builders of one file the second is told so; the lock goes with
    its process, and what a killed builder has left is cleared by the next one.

    Raises
    ------
    BuildError
        Another process is building the same file.
    StoreError
        The disk is full, or the folder may not be written; the old file is as it was.
    """
    folder = path.with_name(f".{path.name}.building")
    try:
        lock = _locked(folder)
        try:
            _clear(folder)
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)
    except BlockingIOError as error:
        raise BuildError(f"another process is building {path}: let it end, or choose another file") from error
    except StoreError:
        raise
    except OSError as error:
        said = error.strerror or error
        raise StoreError(
            f"{path} could not be written ({said}); what was there before is as it was"
        ) from error


def _locked(folder: Path) -> int:
    """Open and lock a folder, which a builder that ends may clear away meanwhile."""
    while True:
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if folder.exists() and os.path.samestat(folder.stat(), os.fstat(lock)):
                return lock
        except OSError:
            os.close(lock)
            raise
        os.close(lock)


def _clear(folder: Path) -> None:
    for left in folder.iterdir():
        left.unlink()
