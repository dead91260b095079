"""What each column of the index means: shared by those who write it and those who read it."""

from __future__ import annotations

from enum import IntFlag

from gazetteer.model import Level

LEVELS: tuple[Level, ...] = tuple(Level)
"""A level's number in the index is its place here: poi 0, city 1, admin2 2, admin1 3, country 4, ..."""

LEVEL_NUMBERS: dict[Level, int] = {level: number for number, level in enumerate(LEVELS)}

DEGREE = 100_000
"""Coordinates are whole hundred-thousandths of a degree: about a metre, as GeoNames gives them."""

NO_ROW = -1


class Flag(IntFlag):
    """What else is known of a place; one byte."""

    CAPITAL = 1
    """Seat of a country's government."""
    SEAT1 = 2
    """Seat of a first-order division."""
    SEAT2 = 4
    """Seat of a second-order division."""
    SECTION = 8
    """Part of a town, or a place that is no more."""
    IMPRECISE = 16
    """Stands at the seat of its community or the middle of its division, for want of better."""
    OWN = 32
    """A user's own place, or one that a user has named: under those names it wins over all others."""


FLAGS: tuple[Flag, ...] = tuple(map(Flag, range(256)))
"""Every value of the column, for making one anew takes a microsecond."""
