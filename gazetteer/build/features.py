"""GeoNames' feature classes and codes, as levels of places here.

The codes: www.geonames.org/export/codes.html.
"""

from __future__ import annotations

from typing import NamedTuple

from gazetteer.build.cities import FEATURES, radius_m
from gazetteer.columns import Flag
from gazetteer.model import Level

CLASSES = "AHLPRSTUV"
"""Administrative, water, areas, populated, roads, spots, heights, undersea, vegetation."""

WELL_KNOWN = 8
"""Alternate names from which a region, gulf or strait is taken for one that the news may mean. GeoNames says
of none how large it is, and a region is thought to be meant sooner than a town of its name: so one that
hardly anybody has translated is filed as a spot."""

_REGIONS = frozenset(("CONT", "RGN", "RGNE", "RGNH", "RGNL", "PCLH", "TERR"))
_SEAS = frozenset(("GULF", "OCN", "SEA", "STRT"))
_FIRST = frozenset(("ADM1", "ADM1H"))
_DIVISIONS = frozenset(
    ("ADM2", "ADM2H", "ADM3", "ADM3H", "ADM4", "ADM4H", "ADM5", "ADM5H", "ADMD", "ADMDH", "PRSH")
)
_COUNTRIES = frozenset(("PCL", "PCLD", "PCLF", "PCLI", "PCLIX", "PCLS"))

_LEAST_DIVISION_M = 5000
"""As far as the smallest divisions of the shipped index are thought to reach."""
_SPOT_M = 1000
_WIDE_M = 5000
"""Waters, heights, forests and areas reach farther than buildings do. GeoNames gives a point alone: both are
assumptions, as the least radius of a town is."""
_REGION_M = 100_000
_WIDE = frozenset("HLTUV")


class Feature(NamedTuple):
    """What a row is: its level, radius in metres, and bits of `gazetteer.columns.Flag`."""

    level: Level
    radius_m: int
    flags: int


def feature(kind: str, code: str, population: int, alternates: int) -> Feature:
    """Say what a row of a feature class and code is.

    Parameters
    ----------
    alternates
        How many other names it has.

    >>> feature("P", "PPLA", 285_000, 9)
    Feature(level=<Level.CITY: 'city'>, radius_m=7777, flags=2)
    >>> feature("H", "GULF", 0, 30).level, feature("H", "GULF", 0, 2).level
    (<Level.SEA: 'sea'>, <Level.POI: 'poi'>)
    """
    if kind == "P":
        return Feature(Level.CITY, radius_m(population), int(FEATURES.get(code, 0)))
    gone = int(Flag.SECTION) if code.endswith("H") and kind == "A" else 0
    if code in _FIRST or code in _DIVISIONS:
        return Feature(Level.ADMIN1 if code in _FIRST else Level.ADMIN2, _LEAST_DIVISION_M, gone)
    if code in _COUNTRIES or (code in _REGIONS and alternates >= WELL_KNOWN):
        return Feature(Level.REGION, _REGION_M, gone)
    if code in _SEAS and alternates >= WELL_KNOWN:
        return Feature(Level.SEA, _REGION_M, 0)
    return Feature(Level.POI, _WIDE_M if kind in _WIDE else _SPOT_M, gone)
