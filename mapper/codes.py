"""How precisely a place and a time are known, in the numbers of the code books that analysts use."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from gazetteer.model import Level
from mapper.model import Precision

if TYPE_CHECKING:
    from mapper.model import TimeSpan

CODES = MappingProxyType(
    {
        Level.POI: (1, 1),
        Level.CITY: (1, 1),
        Level.ADMIN2: (2, 3),
        Level.ADMIN1: (3, 4),
        Level.COUNTRY: (3, 6),
        Level.REGION: (3, 5),
        Level.SEA: (3, 7),
    }
)
"""By level: ACLED's ``geo_precision`` (Codebook 2024) and UCDP's ``where_prec`` (GED Codebook 24.1)."""

NEAR_CODES = (2, 2)
"""Near a named town: ACLED "near a town", UCDP "within about 25 km"."""

LEVEL_OF_WHERE = MappingProxyType(
    {
        1: Level.CITY,
        2: Level.CITY,
        3: Level.ADMIN2,
        4: Level.ADMIN1,
        5: Level.REGION,
        6: Level.COUNTRY,
        7: Level.SEA,
    }
)
"""What UCDP's ``where_prec`` says that a place is."""

NEAR_RADIUS_M = 25_000.0
"""UCDP's own bound for ``where_prec`` 2."""

AREA_RADII_M = MappingProxyType(
    {
        Level.ADMIN2: 25_000.0,
        Level.ADMIN1: 90_000.0,
        Level.COUNTRY: 300_000.0,
        Level.REGION: 150_000.0,
        Level.SEA: 200_000.0,
    }
)
"""Metres, where the gazetteer states none: about the median radius of a circle of such an area."""

_TOWN_RADII_M = ((1_000_000, 15_000.0), (100_000, 7_000.0), (10_000, 3_000.0), (0, 2_000.0))


def town_radius_m(population: int) -> float:
    """Metres that a town of so many people may reach from its point.

    Notes
    -----
    By order of size, after the extents that the point-radius method measures (Zermoglio et al. 2020,
    Georeferencing Quick Reference Guide).

    Examples
    --------
    >>> town_radius_m(8_000)
    2000.0
    """
    return next(radius for size, radius in _TOWN_RADII_M if population >= size)


def time_precision(when: TimeSpan) -> int:
    """Code how finely a time is known as ACLED does: 1 the day, 2 the week, 3 the month or less.

    Notes
    -----
    ACLED Codebook (2024), "Time precision". A span of several days, even one whose first and last day are
    known, is no longer a day.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from mapper.model import TimeSpan
    >>> monday, next_monday = datetime(2023, 3, 20, tzinfo=UTC), datetime(2023, 3, 27, tzinfo=UTC)
    >>> time_precision(TimeSpan(start=monday, end=next_monday, precision=Precision.WEEK))
    2
    """
    return 1 if _is_day(when) else 2 if _days(when) <= 7 else 3


def date_prec(when: TimeSpan) -> int:
    """Code how finely a time is known as UCDP does: 1 day, 2 two to six days, 3 week, 4 month, 5 longer.

    Notes
    -----
    UCDP GED Codebook 24.1, ``date_prec``: 5 is "more than a month, but not more than a year".
    """
    bounds = ((6, 2), (7, 3), (31, 4))
    return 1 if _is_day(when) else next((code for most, code in bounds if _days(when) <= most), 5)


def _is_day(when: TimeSpan) -> bool:
    return when.precision in (Precision.HOUR, Precision.DAY) and _days(when) == 1


def _days(when: TimeSpan) -> int:
    first, last = when.days()
    return (last - first).days + 1
