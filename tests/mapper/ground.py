"""A made-up island of two countries, and its towns, for the tests of what is drawn."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from gazetteer.areas import Arcs, Area, Areas, Line
from gazetteer.columns import LEVEL_NUMBERS, Flag
from gazetteer.errors import UnknownPlaceError
from gazetteer.model import Level, Place

WEST, EAST = "made-up:1", "made-up:2"
NORTH_WEST, SOUTH_WEST = "made-up:11", "made-up:12"


def island() -> Areas:
    """West and East share the meridian 1; West's north and south share the parallel 1. Sides of 2 degrees."""
    arcs = [
        ([(1, 1), (1, 2)], Line.BORDER),
        ([(1, 1), (1, 0)], Line.DISPUTED),
        ([(1, 1), (0, 1)], Line.DIVISION),
        ([(1, 2), (0, 2), (0, 1)], Line.COAST),
        ([(0, 1), (0, 0), (1, 0)], Line.COAST),
        ([(1, 0), (2, 0), (2, 2), (1, 2)], Line.COAST),
    ]
    rings = {
        WEST: [[[0, 3, 4, ~1]]],
        EAST: [[[1, 5, ~0]]],
        NORTH_WEST: [[[0, 3, ~2]]],
        SOUTH_WEST: [[[2, 4, ~1]]],
    }
    table = [
        area(WEST, "West", Level.COUNTRY, (0.5, 1.0), (0.0, 0.0, 1.0, 2.0)),
        area(EAST, "East", Level.COUNTRY, (1.5, 1.0), (1.0, 0.0, 2.0, 2.0)),
        area(NORTH_WEST, "North West", Level.ADMIN1, (0.5, 1.5), (0.0, 1.0, 1.0, 2.0)),
        area(SOUTH_WEST, "South West", Level.ADMIN1, (0.5, 0.5), (0.0, 0.0, 1.0, 1.0)),
    ]
    points = [np.array(points, dtype=np.int32) * 100_000 for points, _ in arcs]
    return Areas(
        table={each.id: each for each in table}, rings=rings, arcs=Arcs.of(points, [kind for _, kind in arcs])
    )


def area(
    place: str, name: str, level: Level, label: tuple[float, float], bounds: tuple[float, float, float, float]
) -> Area:
    return Area(
        id=place, name=name, level=level, country="QQ", iso_code="", lon=label[0], lat=label[1], bounds=bounds
    )


@dataclass(frozen=True, kw_only=True)
class MadeUpTowns:
    """Towns in columns, as the gazetteer hands them out."""

    names: list[str] = field(default_factory=list)
    lon: np.ndarray = field(default_factory=lambda: np.zeros(0))
    lat: np.ndarray = field(default_factory=lambda: np.zeros(0))
    population: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    flags: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.uint8))
    places: dict[str, Place] = field(default_factory=dict)

    @property
    def level(self) -> np.ndarray:
        return np.full(len(self.names), LEVEL_NUMBERS[Level.CITY])

    def name_at(self, row: int) -> str:
        return self.names[row]

    def place(self, place_id: str) -> Place:
        if place_id not in self.places:
            raise UnknownPlaceError(place_id)
        return self.places[place_id]


def towns(*rows: tuple[str, float, float, int, Flag]) -> MadeUpTowns:
    return MadeUpTowns(
        names=[row[0] for row in rows],
        lon=np.array([row[1] for row in rows], dtype=float),
        lat=np.array([row[2] for row in rows], dtype=float),
        population=np.array([row[3] for row in rows], dtype=np.int64),
        flags=np.array([row[4] for row in rows], dtype=np.uint8),
    )
