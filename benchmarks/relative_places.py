"""How well phrases such as "30 km south of Kharkiv" are drawn: is the true spot inside, is the ring narrow.

Run `python -m benchmarks.relative_places`. The phrases and their answers are in tests/data: the spot that was
meant, and the radius of the smallest circle over all that the words allow, both worked out by hand
(tests/data/relative_places.md says how).
"""

from __future__ import annotations

import csv
import math
import statistics
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import shapely

from gazetteer.areas import Areas
from gazetteer.locate import locate, points_in
from gazetteer.model import Mention, Resolution, Shape
from gazetteer.parts import part_of
from gazetteer.relative import relation
from gazetteer.resolver import geoparse
from gazetteer.sphere import distance_m
from gazetteer.store import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer.model import Location

PHRASES = Path(__file__).parents[1] / "tests" / "data" / "relative_places.csv"
INSIDE_GOAL, WIDTH_GOAL = 0.90, 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A sentence, the name in it, the spot that was meant, and how wide the words leave it, in metres."""

    text: str
    name: str
    country: str
    spot: str
    lon: float
    lat: float
    needed_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What came of a phrase."""

    phrase: Phrase
    tie: str
    location: Location | None
    away_m: float
    inside: bool

    @property
    def width(self) -> float:
        """Stated radius in multiples of the one needed."""
        return self.location.radius_m / self.phrase.needed_m if self.location else math.inf


def read(path: Path) -> list[Phrase]:
    """Read the phrases."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Phrase(
                text=row["text"],
                name=row["name"],
                country=row["country"],
                spot=row["spot"],
                lon=float(row["lon"]),
                lat=float(row["lat"]),
                needed_m=1000 * float(row["needed_km"]),
            )
            for row in csv.DictReader(lines)
        ]


def resolution_of(phrase: Phrase, found: list[Resolution], gazetteer: Gazetteer) -> Resolution | None:
    """Take the name as the text was read; where that went astray, the likeliest place in the right country.

    What is measured is the words around the name, not the choice of place.
    """
    start = phrase.text.rindex(phrase.name)
    for resolution in found:
        mention, best = resolution.mention, resolution.best
        if mention.start <= start < mention.end and best and phrase.country in ("", best.place.country):
            return resolution
    given = gazetteer.lookup(phrase.name, country=phrase.country)
    if not given:
        return None
    mention = Mention(start=start, end=start + len(phrase.name), text=phrase.name)
    return Resolution(mention=mention, best=replace(given[0]))


def draw(phrase: Phrase, gazetteer: Gazetteer, areas: Areas) -> Drawn:
    """Locate one phrase and hold it against its answer."""
    named = geoparse(phrase.text, gazetteer)
    found = [*named, *points_in(phrase.text, named, areas)]
    resolution = resolution_of(phrase, found, gazetteer)
    if resolution is None:
        return Drawn(phrase=phrase, tie="not found", location=None, away_m=math.inf, inside=False)
    told = relation(phrase.text, resolution.mention)
    location = locate(resolution, phrase.text, gazetteer, areas, among=found)
    away_m = distance_m((location.lon, location.lat), (phrase.lon, phrase.lat))
    return Drawn(
        phrase=phrase,
        tie=told.tie.name.lower() if told else "figures or none",
        location=location,
        away_m=away_m,
        inside=away_m <= location.radius_m and _in_part(location, phrase, areas),
    )


def _in_part(location: Location, phrase: Phrase, areas: Areas) -> bool:
    """Whether the spot is in the outline too, where a part of one is drawn; 5 km of room are left."""
    if location.shape is not Shape.AREA or not location.part:
        return True
    part = part_of(location.place.id, location.part, areas)
    return part is None or bool(shapely.distance(part, shapely.Point(phrase.lon, phrase.lat)) < 0.05)


def shrunk_to(drawn: list[Drawn], share: float) -> float:
    """Give the factor by which all radii could be multiplied with that share of the spots still inside."""
    factors = sorted(one.away_m / one.location.radius_m if one.location else math.inf for one in drawn)
    return factors[math.ceil(share * len(factors)) - 1]


def table(drawn: list[Drawn]) -> Iterator[str]:
    """Lay out the figures by kind of phrase."""
    yield f"{'kind':<18}{'phrases':>8}{'inside':>9}{'median stated / needed':>25}"
    for tie in [*sorted({one.tie for one in drawn}), ""]:
        of_kind = [one for one in drawn if tie in ("", one.tie)]
        inside = sum(one.inside for one in of_kind) / len(of_kind)
        width = statistics.median(one.width for one in of_kind)
        yield f"{tie or 'all':<18}{len(of_kind):>8}{inside:>9.3f}{width:>25.2f}"
    yield f"goals: inside >= {INSIDE_GOAL:.2f}, stated <= {WIDTH_GOAL:.0f} x needed"
    factor = shrunk_to(drawn, INSIDE_GOAL)
    yield f"radii could be multiplied by {factor:.2f} with {INSIDE_GOAL:.0%} of the spots still inside"


def microseconds(gazetteer: Gazetteer, areas: Areas) -> float:
    """Time the common case: a name with nothing around it."""
    text = "A missile struck an apartment building in Dnipro on Wednesday, killing four people."
    resolution = geoparse(text, gazetteer)[0]
    times = 2000
    started = time.perf_counter()
    for _ in range(times):
        locate(resolution, text, gazetteer, areas)
    return (time.perf_counter() - started) / times * 1e6


def main() -> None:
    """Print the figures, the misses, and the time that a plain name takes."""
    areas = Areas.open()
    with Gazetteer.open() as gazetteer:
        drawn = [draw(phrase, gazetteer, areas) for phrase in read(PHRASES)]
        print(*table(drawn), sep="\n")
        print(f"a plain name is located in {microseconds(gazetteer, areas):.0f} microseconds")
    for one in drawn:
        if not one.inside:
            radius_km = one.location.radius_m / 1000 if one.location else 0
            print(
                f"outside: {one.phrase.text} {one.phrase.spot}: {one.away_m / 1000:.0f} of {radius_km:.0f} km"
            )


if __name__ == "__main__":
    main()
