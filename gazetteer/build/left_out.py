"""Rows that could not be used: counted all, listed up to a bound."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

MOST_LISTED = 1000
"""A file of millions of bad rows is not kept in memory."""


class Skip(NamedTuple):
    """A row that was left out: of which file, where, and why."""

    what: str
    why: str


@dataclass(slots=True)
class LeftOut:
    """The rows left out of one file.

    Attributes
    ----------
    path
        The file.
    count
        How many.
    listed
        The first of them.
    """

    path: Path
    count: int = 0
    listed: list[Skip] = field(default_factory=list)

    def add(self, row: int, why: str, unit: str = "row") -> None:
        """Note a row, numbered from 1 with the file's first line."""
        self.count += 1
        if len(self.listed) < MOST_LISTED:
            self.listed.append(Skip(f"{self.path.name} {unit} {row}", why))
