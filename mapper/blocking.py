"""Which reports are worth comparing: those that share a day, a spot and a group of kinds.

Comparing every report with every other grows with the square of their number; reports that share no
block could never be merged, so leaving those pairs out changes nothing but the time.
"""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import timedelta
from itertools import combinations, product
from typing import TYPE_CHECKING

from gazetteer.model import Shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazetteer.model import Location
    from mapper.model import Event
    from mapper.words import Words

    Key = tuple[str | int, ...]

HARMFUL = frozenset(["battle", "remote violence", "attack", "fire", "property"])
"""Families whose kinds reports of one event may confuse with each other."""

_CELL_DEGREES = 0.1
_KM_A_DEGREE = 111.2  # of latitude, mean
_LONGEST_DAYS = 31


def find_pairs(events: Sequence[Event], words: Words, within_km: float) -> set[tuple[int, int]]:
    """Pairs of positions in `events` that may be one event.

    Towns meet in cells of a tenth of a degree, as far as `within_km` or their rings reach; areas
    meet those of the same id; an area meets a town where both state the same number of killed. An
    event that lasts longer than a month meets only what begins when it begins.
    """
    spots: dict[Key, list[int]] = defaultdict(list)
    wide: dict[Key, list[int]] = defaultdict(list)
    narrow: dict[Key, list[int]] = defaultdict(list)
    for index, event in enumerate(events):
        at = event.location
        if event.when is None or at is None:
            continue
        group, days = _group(event, words), _days(event)
        cells: list[Key] = [(at.place.id,)] if at.shape is Shape.AREA else [*_cells(at, within_km)]
        for day, cell in product(days, cells):
            spots[group, day, *cell].append(index)
        number = _number(event)
        if number is not None:
            side = wide if at.shape is Shape.AREA else narrow
            for day in days:
                side[group, day, number].append(index)
    pairs = {pair for members in spots.values() for pair in combinations(members, 2)}
    for key, areas in wide.items():
        pairs.update((min(a, b), max(a, b)) for a, b in product(areas, narrow.get(key, [])))
        pairs.update(combinations(areas, 2))
    return pairs


def _group(event: Event, words: Words) -> str:
    family = words.family(event.kind)
    return "harm" if family in HARMFUL else family


def _days(event: Event) -> range:
    """Ordinals of the days of an event and the day after, so that neighbours share one."""
    if event.when is None:
        return range(0)
    first = event.when.start.toordinal()
    last = (event.when.end - timedelta(microseconds=1)).toordinal()
    return range(first, min(last, first + _LONGEST_DAYS) + 2)


def _cells(at: Location, within_km: float) -> Iterator[tuple[int, int]]:
    """Cells within half of what two locations may lie apart; two that near share one."""
    reach_km = max(within_km, at.radius_m / 1000 if at.shape is Shape.NEAR else 0.0)
    rows = reach_km / _KM_A_DEGREE
    columns = rows / max(0.05, math.cos(math.radians(min(89.0, abs(at.lat) + rows))))
    south, north = math.floor((at.lat - rows) / _CELL_DEGREES), math.floor((at.lat + rows) / _CELL_DEGREES)
    west, east = (
        math.floor((at.lon - columns) / _CELL_DEGREES),
        math.floor((at.lon + columns) / _CELL_DEGREES),
    )
    round_the_world = round(360 / _CELL_DEGREES)
    for row, column in product(range(south, north + 1), range(west, east + 1)):
        yield row, column % round_the_world


def _number(event: Event) -> int | None:
    killed = event.counts.killed
    return killed.low if killed is not None and killed.low == killed.high and killed.high else None
