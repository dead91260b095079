"""Made-up events for benchmarks of the page: as many as wanted, the same in every run."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from gazetteer.model import Level, Location, Place, Shape
from mapper.model import Precision
from mapper.table import UNKNOWN, Table

if TYPE_CHECKING:
    from numpy.typing import NDArray

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"

KINDS = ("Air/drone strike", "Armed clash", "Attack", "Peaceful protest", "Flood", "Agreement")
SHARES = (0.40, 0.25, 0.15, 0.10, 0.05, 0.05)

WEST, SOUTH, EAST, NORTH = 23.0, 45.5, 39.5, 51.5
"""Degrees: a country of the size of Ukraine."""

FIRST_DAY = 18_000
"""14 April 2019, in days since 1970."""

DAYS = 1_500
OUTLETS = 40

TITLE_LENGTH = 60
"""Characters: a headline."""

SPREAD_DEG = 0.07
"""How far from a town's middle things happen: a standard deviation of some 7 km."""

CROWDING = 1.2
"""Pareto's exponent of how many events a town has: a few have most."""


def make_table(count: int, *, places: int = 8_000, is_own: bool, is_told: bool) -> Table:
    """Make up events over four years.

    Parameters
    ----------
    count
        How many.
    places
        Towns that they happen in or near.
    is_own
        Whether each has a coordinate of its own, as geolocated evidence has, or its town's.
    is_told
        Whether each has a title of 60 characters, a link and a source.
    """
    draw = np.random.default_rng(7)
    towns = [_town(n, *at) for n, at in enumerate(draw.uniform((WEST, SOUTH), (EAST, NORTH), (places, 2)))]
    share = draw.pareto(CROWDING, places) + 0.05
    spot = draw.choice(places, count, p=share / share.sum())
    middles = np.array([(town.lon, town.lat) for town in towns])[spot]
    own = middles + draw.normal(0, SPREAD_DEG, (count, 2)) if is_own else np.full((count, 2), np.nan)
    start = np.sort(draw.integers(FIRST_DAY, FIRST_DAY + DAYS, count)) * 1440
    nobody = np.full((count, 2), UNKNOWN, dtype=np.int32)
    return Table(
        start=start,
        end=start + 1440,
        precision=np.full(count, list(Precision).index(Precision.DAY), dtype=np.uint8),
        kinds=KINDS,
        kind=draw.choice(len(KINDS), count, p=SHARES).astype(np.int32),
        spots=tuple(towns),
        spot=spot.astype(np.int32),
        lon=own[:, 0],
        lat=own[:, 1],
        killed=nobody,
        injured=nobody,
        id=pa.array([f"made-{number}" for number in range(count)]),
        **(_texts(draw, count) if is_told else {}),
    )


def _town(number: int, lon: float, lat: float) -> Location:
    """Make a town."""
    place = Place(
        id=f"made:{number}", name=f"Town {number}", level=Level.CITY, lon=lon, lat=lat, country="UA"
    )
    return Location(
        place=place, shape=Shape.POINT, lon=lon, lat=lat, radius_m=5_000, geo_precision=1, where_prec=1
    )


def _texts(draw: np.random.Generator, count: int) -> dict[str, pa.Array]:
    """Make titles of words as frequent as in the examples' reports, and links to numbered articles.

    Words that follow each other at random hold more than any language, so real titles take fewer bytes.
    """
    words, share = _words()
    drawn = words[draw.choice(len(words), (count, 14), p=share)]
    outlet = draw.integers(0, OUTLETS, count)
    article = draw.integers(1_000_000, 10_000_000, count)
    return {
        "title": pa.array([" ".join(line).capitalize()[:TITLE_LENGTH] for line in drawn]),
        "source": pa.array([f"Outlet {number}" for number in outlet]),
        "url": pa.array(
            [f"https://www.outlet{o}.example/world/{a}" for o, a in zip(outlet, article, strict=True)]
        ),
    }


def _words() -> tuple[NDArray[np.object_], NDArray[np.float64]]:
    """Take words of the examples, and how large a share of all each is."""
    texts = (path.read_text("utf-8") for path in sorted(EXAMPLES.glob("*.txt")))
    counts = Counter(word for text in texts for word in re.findall(r"[A-Za-z][a-z]{2,}", text))
    words = sorted(counts)
    share = np.array([counts[word] for word in words], dtype=np.float64)
    return np.array(words, dtype=object), share / share.sum()
