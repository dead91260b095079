"""What came of a run, counted in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mapper.table import NOWHERE, UNDATED

if TYPE_CHECKING:
    from mapper.pipeline import Run


def say_found(found: Run) -> str:
    """Count what was found, and what of it the map cannot show as a point in time or space."""
    undated = sum(event.when is None for event in found.events)
    unplaced = sum(event.location is None for event in found.events)
    told = f" in {number(len(found.documents), 'document')}" if found.documents else ""
    parts = [f"{number(len(found.events), 'event')}{told}"] if found.events or not found.table else []
    if found.table:
        undated += int((found.table.precision == UNDATED).sum())
        unplaced += int(((found.table.spot == NOWHERE) & np.isnan(found.table.lon)).sum())
        parts += [f"{number(len(found.table), 'row')} straight in, each an event"]
    parts += [f"{undated:,} undated"] if undated else []
    parts += [f"{unplaced:,} without a place"] if unplaced else []
    return ", ".join(parts)


def number(count: int, noun: str) -> str:
    """Count in words that agree."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
