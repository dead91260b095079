"""How merging grows with the number of reports.

Run ``python -m benchmarks.merge_speed [--most 100000]``.
"""

from __future__ import annotations

import argparse
import random
import time
from datetime import date, timedelta

from gazetteer.model import Level, Location, Place, Shape
from mapper.events.dates import day_span
from mapper.merge import merge
from mapper.model import Count, Counts, Event, Evidence
from mapper.words import load_words

KINDS = ("Air/drone strike", "Shelling/artillery/missile attack", "Armed clash", "Attack", "Peaceful protest")
TOWNS = 2_000
PROVINCES = 25
WHO = ("Drones", "Shells", "Gunmen", "Soldiers", "Protesters", "Missiles")
WHAT = ("struck", "hit", "attacked", "destroyed", "damaged")
TARGETS = ("school", "market", "house", "hospital", "bridge", "substation", "depot", "bus")
WHERE = ("north", "old town", "suburbs", "village", "industrial zone")
FIRST = date(2022, 1, 1)


def make_reports(number: int, seed: int = 7) -> tuple[list[Event], dict[str, str]]:
    """Make reports of some real density, with a sentence each.

    Towns by a long tail, a hundred reports a day, one in ten of a whole province, one in five without a
    day of its own.
    """
    draw = random.Random(seed)  # noqa: S311 - made-up data, not a secret
    towns = [_town(index, draw) for index in range(TOWNS)]
    weights = [1 / (rank + 10) for rank in range(TOWNS)]
    days = max(1, number // 100)
    chosen = draw.choices(towns, weights, k=number)
    reports = [_report(index, town, days, draw) for index, town in enumerate(chosen)]
    return reports, {f"d{index}": _sentence(draw) for index in range(number)}


def _town(index: int, draw: random.Random) -> Location:
    lon, lat = draw.uniform(22, 40), draw.uniform(44, 52)
    place = Place(
        id=f"geonames:{index}",
        name=f"Town {index}",
        level=Level.CITY,
        lon=lon,
        lat=lat,
        country="UA",
        parents=(_province(index).id,),
        population=3_000_000 // (index + 1),
    )
    radius_m = 15_000.0 if index < 5 else 2_000.0
    return Location(
        place=place, shape=Shape.POINT, lon=lon, lat=lat, radius_m=radius_m, geo_precision=1, where_prec=1
    )


def _province(index: int) -> Place:
    name = f"Province {index % PROVINCES}"
    return Place(id=f"geonames:{name}", name=name, level=Level.ADMIN1, lon=30, lat=48, country="UA")


def _wide(index: int) -> Location:
    place = _province(index)
    return Location(
        place=place, shape=Shape.AREA, lon=30, lat=48, radius_m=90_000, geo_precision=3, where_prec=4
    )


def _sentence(draw: random.Random) -> str:
    return f"{draw.choice(WHO)} {draw.choice(WHAT)} a {draw.choice(TARGETS)} in the {draw.choice(WHERE)}."


def _report(index: int, town: Location, days: int, draw: random.Random) -> Event:
    killed = draw.choice((None, 0, 1, 2, 3, 5, 8))
    number = int(town.place.name.removeprefix("Town "))
    return Event(
        id=f"{index:08d}",
        kind=draw.choice(KINDS),
        title="made up",
        when=day_span(FIRST + timedelta(days=draw.randrange(days))),
        location=_wide(number) if draw.random() < 0.1 else town,
        counts=Counts(killed=None if killed is None else Count(low=killed, high=killed)),
        evidence=(Evidence(document_id=f"d{index}", start=0, end=20),),
        day_stated=draw.random() < 0.8,
    )


def main() -> None:
    """Print a line a size: seconds, events out, and how the time grew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=100_000)
    most = parser.parse_args().most
    words = load_words()
    size, before = 1_000, 0.0
    while size <= most:
        reports, texts = make_reports(size)
        started = time.perf_counter()
        merged = merge(reports, words, texts=texts)
        seconds = time.perf_counter() - started
        growth = f"{seconds / before:5.1f} times the line above" if before else ""
        print(f"{size:>9,} reports  {seconds:7.2f} s  {len(merged):>9,} events  {growth}")
        size, before = size * 10, seconds


if __name__ == "__main__":
    main()
