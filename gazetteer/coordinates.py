"""Coordinates in text: decimal degrees, degrees with minutes and seconds, grid references.

Latitude comes first in text, longitude first in everything here.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.sphere import METRES_A_DEGREE

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST_RADIUS_M = 30.0
"""A reading of GPS whose quality nobody stated (Chapman and Wieczorek 2020 advise 30 m)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinates:
    """A spot given in figures: code points of its text, degrees, and how far it may be off in metres."""

    start: int
    end: int
    lon: float
    lat: float
    radius_m: float


_DEGREES = r"(\d{1,3}(?:[.,]\d{1,8})?)[ ]?(?:\u00b0|\u00ba|deg(?:rees)?)?[ ]?"
_BETWEEN = r"(?:[ ]?[,;/][ ]?|[ ]|[ ]and[ ])"
_SUFFIXED = re.compile(rf"(?<![\w.,]){_DEGREES}([NS])(?:orth)?{_BETWEEN}{_DEGREES}([EW])(?:ast|est)?(?!\w)")
_PREFIXED = re.compile(
    rf"(?<!\w)([NS])[ ]?(\d{{1,2}}(?:\.\d{{1,8}})?)\u00b0?{_BETWEEN}"
    r"([EW])[ ]?(\d{1,3}(?:\.\d{1,8})?)(?![\d.]*\w)"
)
# Without letters only pairs of at least three decimals are taken: "12.5, 13.1" is rather a statistic.
_BARE = re.compile(
    r"(?<![\w.,+\-\u2212])([+\-\u2212]?\d{1,2}\.\d{3,15})\u00b0?(?:[ ]?[,;/][ ]?|[ ])"
    r"([+\-\u2212]?\d{1,3}\.\d{3,15})\u00b0?(?![\w%]|[.,]\d)"
)
_SEXAGESIMAL = (
    r"(\d{1,3})[ ]?[\u00b0\u00ba][ ]?(\d{1,2}(?:\.\d{1,6})?)[ ]?['\u2019\u2032\u02b9](?!['\u2019\u2032])[ ]?"
    r"(?:(\d{1,2}(?:\.\d{1,4})?)[ ]?(?:[\"\u201d\u2033]|''|\u2019\u2019|\u2032\u2032)[ ]?)?"
)
_DMS = re.compile(rf"(?<![\w.,]){_SEXAGESIMAL}([NS])(?:[ ]?[,;/]?[ ]?){_SEXAGESIMAL}([EW])(?!\w)")
_GRID = re.compile(
    r"(?<![\w.])([1-9]|[1-5]\d|60)[ ]?([C-HJ-NP-X])[ ]?([A-HJ-NP-Z][A-HJ-NP-V])[ ]?"
    r"(\d{5}[ ]?\d{5}|\d{4}[ ]?\d{4}|\d{3}[ ]?\d{3}|\d{2}[ ]?\d{2})(?![\w]|\.\d)"
)
_MAY_HOLD = re.compile(r"\d[.,]\d{2}|\d[ ]?(?:\u00b0|\u00ba|deg)|\d[ ]?[NS]\b|\b[NS][ ]?\d|[A-Z]{2}[ ]?\d{2}")


def find_coordinates(text: str) -> list[Coordinates]:
    """Find all coordinates in a text, in order, none overlapping another; what is not on Earth is left out.

    Examples
    --------
    >>> (one,) = find_coordinates("The crater is at 48.5277, 37.7071, locals say.")
    >>> one.lon, one.lat, round(one.radius_m)
    (37.7071, 48.5277, 30)
    """
    if not _MAY_HOLD.search(text):
        return []
    found: list[Coordinates] = []
    for one in sorted((c for read in _READERS for c in read(text)), key=lambda c: (c.start, -c.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def _spot(match: re.Match[str], lat: float, lon: float, step_deg: float) -> Iterator[Coordinates]:
    """Yield a spot known to half a step either way, where it is on Earth."""
    if abs(lat) <= 90 and abs(lon) <= 180:
        # Half a step north and half a step east: the corner of the cell that was rounded to
        north = step_deg / 2 * METRES_A_DEGREE
        reach = math.hypot(north, north * math.cos(math.radians(lat)))
        yield Coordinates(
            start=match.start(), end=match.end(), lon=lon, lat=lat, radius_m=max(LEAST_RADIUS_M, reach)
        )


def _step(*written: str) -> float:
    """Give the unit of the last decimal that the coarser of some numbers states."""
    return 10.0 ** -min(len(number.replace(",", ".").partition(".")[2]) for number in written)


def _signed(number: str, letter: str = "") -> float:
    value = float(number.replace(",", ".").replace("\u2212", "-"))
    return -value if letter in ("S", "W") else value


def _read_suffixed(text: str) -> Iterator[Coordinates]:
    for match in _SUFFIXED.finditer(text):
        lat, north, lon, east = match.groups()
        yield from _spot(match, _signed(lat, north), _signed(lon, east), _step(lat, lon))


def _read_prefixed(text: str) -> Iterator[Coordinates]:
    for match in _PREFIXED.finditer(text):
        north, lat, east, lon = match.groups()
        yield from _spot(match, _signed(lat, north), _signed(lon, east), _step(lat, lon))


def _read_bare(text: str) -> Iterator[Coordinates]:
    for match in _BARE.finditer(text):
        lat, lon = match.groups()
        yield from _spot(match, _signed(lat), _signed(lon), _step(lat, lon))


def _read_dms(text: str) -> Iterator[Coordinates]:
    for match in _DMS.finditer(text):
        degrees, minutes, seconds, north, *rest = match.groups()
        lon_degrees, lon_minutes, lon_seconds, east = rest
        if float(minutes) >= 60 or float(lon_minutes) >= 60:
            continue
        if float(seconds or 0) >= 60 or float(lon_seconds or 0) >= 60:
            continue
        lat = _signed(degrees, north) + _signed(minutes, north) / 60 + _signed(seconds or "0", north) / 3600
        lon = _signed(lon_degrees, east) + _signed(lon_minutes, east) / 60
        lon += _signed(lon_seconds or "0", east) / 3600
        fine = (
            _step(seconds, lon_seconds) / 3600
            if seconds and lon_seconds
            else _step(minutes, lon_minutes) / 60
        )
        yield from _spot(match, lat, lon, fine)


def _read_grid(text: str) -> Iterator[Coordinates]:
    """Read the Military Grid Reference System; a reference means its whole square."""
    matches = list(_GRID.finditer(text))
    if not matches:
        return
    import mgrs  # noqa: PLC0415 - a C library that few texts need

    grid = mgrs.MGRS()
    for match in matches:
        zone, band, square, digits = match.groups()
        figures = digits.replace(" ", "")
        half = len(figures) // 2
        middle = f"{figures[:half]}5{figures[half:]}5" if half < 5 else figures
        try:
            lat, lon = grid.toLatLon(f"{int(zone):02d}{band}{square}{middle}")
        except mgrs.core.MGRSError:
            continue  # no such square in that zone
        reach = 10.0 ** (5 - half) / math.sqrt(2)
        yield Coordinates(
            start=match.start(), end=match.end(), lon=lon, lat=lat, radius_m=max(LEAST_RADIUS_M, reach)
        )


_READERS = (_read_dms, _read_suffixed, _read_prefixed, _read_bare, _read_grid)
