"""How likely a place is meant by a name before anything else is known, in points.

One point is a factor of ten in population; the rest are weights that did best by hand on annotated
news, where they find the right place for 77 % (LGL), 84 % (TR-News) and 77 % (GeoWebNews) of names
when context is added.
"""

from __future__ import annotations

import math
from types import MappingProxyType

from gazetteer.columns import Flag
from gazetteer.model import Level
from gazetteer.names import NameKind

LEVEL_POINTS = MappingProxyType(
    {
        Level.COUNTRY: 6.0,
        Level.REGION: 5.0,
        Level.SEA: 5.0,
        Level.ADMIN1: 2.2,
        Level.CITY: 1.0,
        Level.ADMIN2: 0.0,
        Level.POI: 0.0,
    }
)

# Names of towns in the news are mostly those of capitals: "Washington" is hardly ever the state.
_FLAG_POINTS = MappingProxyType(
    {Flag.CAPITAL: 2.5, Flag.SEAT1: 0.5, Flag.SEAT2: 0.2, Flag.SECTION: -1.0, Flag.IMPRECISE: -0.5}
)

_BIT_POINTS = tuple((int(flag), points) for flag, points in _FLAG_POINTS.items())

KIND_POINTS = MappingProxyType(
    {
        NameKind.MAIN: 0.5,
        NameKind.PREFERRED: 0.5,
        NameKind.VARIANT: -0.3,
        NameKind.BARE: -0.5,
        NameKind.OTHER: -1.3,
        NameKind.SCRIPT: 0.0,
        NameKind.CODE: -2.5,
    }
)


_NO_CENSUS = MappingProxyType({Level.REGION: 1_000_000, Level.SEA: 1_000_000})
"""What stands for the people of a region, which nobody counts: "Java" is the island, not a hamlet."""


def prior(level: Level, population: int, flags: int) -> float:
    """Points for what the place is.

    >>> prior(Level.CITY, 1_000_000, Flag.CAPITAL) > prior(Level.CITY, 3_000_000, 0)
    True
    """
    bits = int(flags)  # enumerations are slow to combine, and names that hundreds of places bear ask often
    seats = sum(points for flag, points in _BIT_POINTS if bits & flag)
    people = population or _NO_CENSUS.get(level, 0)
    return math.log10(people + 1) + LEVEL_POINTS[level] + seats
