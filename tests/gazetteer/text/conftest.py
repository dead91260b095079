"""A made-up region, small enough to know by heart.

Norland has the capital Lindmar and, in its east, the town of Velm; Kresk is a city and the
region around it. Sudovia has a larger Velm and the capital Marn.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gazetteer import knowledge
from gazetteer.build.draft import Draft
from gazetteer.build.pack import write_index
from gazetteer.columns import Flag
from gazetteer.model import Level
from gazetteer.names import NameKind, fold
from gazetteer.store import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NORLAND, SUDOVIA = "NO", "SK"
OBLAST = "geonames:4"


def country(number: int, name: str, code: str, lon: float, seat: int) -> Draft:
    return replace(
        town(number, name, code, (lon, 50.0), 9_000_000),
        level=Level.COUNTRY,
        radius_m=300_000,
        seat=f"geonames:{seat}",
    )


def town(number: int, name: str, code: str, point: tuple[float, float], population: int) -> Draft:
    return Draft(
        id=f"geonames:{number}",
        name=name,
        level=Level.CITY,
        lon=point[0],
        lat=point[1],
        country=code,
        population=population,
        names=((fold(name), NameKind.MAIN),),
    )


def drafts() -> list[Draft]:
    oblast = replace(
        town(4, "Kresk Oblast", NORLAND, (11.5, 49.5), 900_000),
        level=Level.ADMIN1,
        seat="geonames:5",
        names=(("kresk oblast", NameKind.MAIN), ("kresk", NameKind.BARE)),
    )
    kresk = town(5, "Kresk", NORLAND, (11.6, 49.6), 400_000)
    velm = town(6, "Velm", NORLAND, (12.0, 49.8), 30_000)
    return [
        country(1, "Norland", NORLAND, 10.0, seat=3),
        country(2, "Sudovia", SUDOVIA, 20.0, seat=8),
        replace(town(3, "Lindmar", NORLAND, (9.0, 50.5), 2_000_000), flags=int(Flag.CAPITAL)),
        oblast,
        replace(kresk, flags=int(Flag.SEAT1), admin1=OBLAST),
        replace(velm, admin1=OBLAST),
        town(7, "Velm", SUDOVIA, (20.5, 50.2), 60_000),
        replace(town(8, "Marn", SUDOVIA, (20.1, 49.9), 1_500_000), flags=int(Flag.CAPITAL)),
        town(9, "Dorsk", NORLAND, (8.0, 50.1), 1_000),
        town(10, "Dorsk", NORLAND, (12.5, 50.1), 1_000),
        town(11, "Jordan", SUDOVIA, (19.5, 50.4), 20_000),
    ]


@pytest.fixture(scope="session")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("index") / "places.gaz"
    write_index(path, drafts(), {"demonyms": {"norlander": "NO", "sudovian": "SK"}})
    return path


@pytest.fixture(scope="session")
def gazetteer(region: Path) -> Iterator[Gazetteer]:
    knowledge.shipped()  # read once, lest the first of many examples be slow
    with Gazetteer.open(region) as opened:
        yield opened
