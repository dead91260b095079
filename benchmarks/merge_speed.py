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
FIRST = date(2022, 1, 1)


def make_reports(number: int, seed: int = 7) -> list[Event]:
    """Make reports of some real density: towns by a long tail, as many days as give a few reports each."""
    draw = random.Random(seed)  # noqa: S311 - made-up data, not a secret
    towns = [_town(index, draw) for index in range(TOWNS)]
    weights = [1 / (rank + 10) for rank in range(TOWNS)]
    days = max(30, number // 100)
    chosen = draw.choices(towns, weights, k=number)
    return [_report(index, town, days, draw) for index, town in enumerate(chosen)]


def _town(index: int, draw: random.Random) -> Location:
    lon, lat = draw.uniform(22, 40), draw.uniform(44, 52)
    place = Place(
        id=f"geonames:{index}", name=f"Town {index}", level=Level.CITY, lon=lon, lat=lat, country="UA"
    )
    return Location(
        place=place, shape=Shape.POINT, lon=lon, lat=lat, radius_m=2000, geo_precision=1, where_prec=1
    )


def _report(index: int, town: Location, days: int, draw: random.Random) -> Event:
    killed = draw.choice((None, 0, 1, 2, 3, 5, 8))
    return Event(
        id=f"{index:08d}",
        kind=draw.choice(KINDS),
        title="made up",
        when=day_span(FIRST + timedelta(days=draw.randrange(days))),
        location=town,
        counts=Counts(killed=None if killed is None else Count(low=killed, high=killed)),
        evidence=(Evidence(document_id=f"d{index}", start=0, end=10),),
    )


def main() -> None:
    """Print a line a size: seconds, events out, and how the time grew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=100_000)
    most = parser.parse_args().most
    words = load_words()
    size, before = 1_000, 0.0
    while size <= most:
        reports = make_reports(size)
        started = time.perf_counter()
        merged = merge(reports, words)
        seconds = time.perf_counter() - started
        growth = f"{seconds / before:5.1f} times the line above" if before else ""
        print(f"{size:>9,} reports  {seconds:7.2f} s  {len(merged):>9,} events  {growth}")
        size, before = size * 10, seconds


if __name__ == "__main__":
    main()
