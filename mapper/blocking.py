"""Which reports are worth comparing: those of near days whose places may be one.

Comparing every report with every other grows with the square of their number. Here the reports of a day
are laid out by place, and places meet in cells of a tenth of a degree, or through what they lie in; a pair
comes up once, on the first day that both may share. What is left out could never be merged.
"""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import timedelta
from functools import cache
from itertools import combinations, product
from typing import TYPE_CHECKING

from gazetteer.model import Level, Shape
from gazetteer.within import contains, distance_m
from mapper.nearness import is_quarter, reach_m

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from gazetteer.model import Location
    from mapper.model import Event
    from mapper.words import Words

    Key = tuple[str | int, ...]
    Spots = Mapping[int, list[int]]

HARMFUL = frozenset(
    [
        *("battle", "remote violence", "attack", "fire", "property", "protest", "abduction"),
        *("accident", "earthquake", "flood/storm", "other hazard", "disease"),
    ]
)
"""Families whose kinds reports of one event may confuse with each other."""

DAYS_LATE = 5
"""How many days after it a report may still call an event news without naming the day."""

_CELL_DEGREES = 0.1
_KM_A_DEGREE = 111.2  # of latitude, mean
_ROUND_THE_WORLD = round(360 / _CELL_DEGREES)
_LONGEST_DAYS = 31


def find_pairs(events: Sequence[Event], words: Words, within_km: float) -> Iterator[tuple[int, int]]:
    """Pairs of positions in `events` that may be one event, each once, the smaller first.

    An event that lasts longer than a month meets only what begins when it begins.
    """
    places = _Places(within_km)
    days: dict[tuple[str, int], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    begun: list[int] = [0] * len(events)
    for index, event in enumerate(events):
        if event.when is None or event.location is None:
            continue
        spot, group, span = places.number(event.location), _group(event, words), _days(event)
        begun[index] = span.start
        for day in span:
            days[group, day][spot].append(index)
    for (_, day), spots in days.items():
        for one, other in _meetings(places, spots):
            for pair in combinations(spots[one], 2) if one == other else product(spots[one], spots[other]):
                if day == max(begun[pair[0]], begun[pair[1]]):
                    yield (min(pair), max(pair))


def _group(event: Event, words: Words) -> str:
    family = words.family(event.kind)
    return "harm" if family in HARMFUL else family


def _days(event: Event) -> range:
    """Ordinals of the days of an event and the day after; of those before, where the report states none."""
    if event.when is None:
        return range(0)
    first = event.when.start.toordinal()
    last = (event.when.end - timedelta(microseconds=1)).toordinal()
    before = 0 if event.day_stated else DAYS_LATE - 1
    return range(first - before, min(last, first + _LONGEST_DAYS) + 2)


class _Places:
    """Numbers distinct locations, and knows under which keys each is found and which it looks up."""

    def __init__(self, within_km: float) -> None:
        self.within_km = within_km
        self.numbers: dict[tuple[str, str, float, float, float], int] = {}
        self.locations: list[Location] = []
        self.cell: Callable[[int], Key] = cache(lambda number: _cell(self.locations[number]))
        self.reach: Callable[[int], tuple[Key, ...]] = cache(
            lambda number: tuple(_cells(self.locations[number], within_km))
        )

    def number(self, at: Location) -> int:
        """Give a location its number; the same for equal spots."""
        known = (at.area_id, at.shape.value, at.lon, at.lat, at.radius_m)
        if known not in self.numbers:
            self.numbers[known] = len(self.locations)
            self.locations.append(at)
        return self.numbers[known]


def _meetings(places: _Places, spots: Spots) -> set[tuple[int, int]]:
    """Pairs of numbered locations of one day that may be one place; each with itself."""
    met = {(spot, spot) for spot in spots}
    wide = [spot for spot in spots if places.locations[spot].shape is Shape.AREA]
    narrow = [spot for spot in spots if places.locations[spot].shape is not Shape.AREA]
    cells: dict[Key, list[int]] = defaultdict(list)
    for spot in narrow:
        cells[places.cell(spot)].append(spot)
    for spot in narrow:
        for cell in places.reach(spot):
            met.update(_ordered(spot, other) for other in cells.get(cell, ()))
    held = _by_holder(places, spots) if wide else {}
    for spot in wide:
        at = places.locations[spot]
        met.update(_ordered(spot, other) for other in held.get(at.place.id, ()))
        if at.place.level in (Level.REGION, Level.COUNTRY):
            met.update(_ordered(spot, other) for other in spots if _reaches(at, places.locations[other]))
    return met


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one <= other else (other, one)


def _by_holder(places: _Places, spots: Spots) -> dict[str, list[int]]:
    """List the locations of a day by what they lie in, themselves included."""
    held: dict[str, list[int]] = defaultdict(list)
    for spot in spots:
        place = places.locations[spot].place
        for holder in (place.id, *place.parents):
            held[holder].append(spot)
    return held


def _reaches(area: Location, other: Location) -> bool:
    """Whether a country or an informal region may hold another location."""
    if contains(area.place, other.place):
        return True
    near_m = max(area.radius_m, reach_m(other))
    return is_quarter(area) and distance_m(area.lon, area.lat, other.lon, other.lat) <= near_m


def _cell(at: Location) -> Key:
    row, column = math.floor(at.lat / _CELL_DEGREES), math.floor(at.lon / _CELL_DEGREES)
    return row, column % _ROUND_THE_WORLD


def _cells(at: Location, within_km: float) -> Iterator[Key]:
    """Cells in which something may lie that is the same place."""
    rows = max(within_km, reach_m(at) / 1000) / _KM_A_DEGREE
    columns = rows / max(0.05, math.cos(math.radians(min(89.0, abs(at.lat) + rows))))
    south, north = math.floor((at.lat - rows) / _CELL_DEGREES), math.floor((at.lat + rows) / _CELL_DEGREES)
    west, east = (
        math.floor((at.lon - columns) / _CELL_DEGREES),
        math.floor((at.lon + columns) / _CELL_DEGREES),
    )
    for row, column in product(range(south, north + 1), range(west, east + 1)):
        yield row, column % _ROUND_THE_WORLD
