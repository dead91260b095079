"""What clocks show at a place: its zone in the IANA time zone database, and the offsets of that zone.

``data/zones.csv`` names the zone of every country and division whose towns keep one
(``benchmarks/make_zones.py``). The offsets come from the package `tzdata`, never from the machine.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazetteer.model import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Zones:
    """Zones by the id of a division, or by the code of a country (ISO 3166-1 alpha-2)."""

    of_unit: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def at(self, place: Place) -> ZoneInfo | None:
        """Return the zone that a place keeps; None where it may be one of several."""
        for unit in (place.id, *place.parents, place.country):
            if unit in self.of_unit:
                return load_zone(self.of_unit[unit])
        return None


@cache
def load_zone(name: str) -> ZoneInfo:
    """Read a zone of the database.

    Examples
    --------
    >>> from datetime import datetime
    >>> str(datetime(2023, 3, 22, 5, tzinfo=load_zone("Europe/Kyiv")).utcoffset())
    '2:00:00'
    """
    with files("tzdata.zoneinfo").joinpath(*name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


def load_zones() -> Zones:
    """Read the zones of countries and divisions that come with the package."""
    lines = (files("mapper") / "data" / "zones.csv").read_text("utf-8").splitlines()
    return Zones(of_unit={row["unit"]: row["zone"] for row in csv.DictReader(lines)})
