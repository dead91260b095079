"""How often the town of a Ukrainian or Russian headline is found in it, whatever its grammatical case.

    python -m benchmarks.accuracy_inflected ../shared/eval [--errors N]

Rows are JSON lines with ``text``, ``lang`` (uk, ru, or cyr for undecided), ``place``, ``lat``, ``lon`` and
``stem_in_text``: whether the text has the stem of the place's name; only such rows count. *Found*: some
place that the text is read to name lies within 25 km of the row's. *Guessed*: so does the likeliest of its
towns (of its divisions where no town is named). The rows were coded by machine, many to one text, so not
even a perfect reader guesses them all.

Rules are to be made looking at one half of the texts (`--half 0`) and checked on the other.
"""

from __future__ import annotations

import argparse
import json
import time
import zlib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer import Gazetteer, Level, Resolution, Role, geoparse
from gazetteer.sphere import distance_m

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WITHIN_KM = 25.0
"""UCDP GED's `where_prec` 2: within about 25 km of a known point."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """One row, what its text was read to name, and how near the two are."""

    row: Row
    resolutions: Sequence[Resolution]
    found: bool
    guessed: bool

    @property
    def half(self) -> int:
        """Which half of the texts it belongs to; texts that are told twice stay together."""
        return zlib.crc32(self.row["text"][:40].encode()) % 2


def is_near(row: Row, resolution: Resolution) -> bool:
    """Whether the chosen place lies where the row says."""
    if resolution.best is None:
        return False
    place = resolution.best.place
    return distance_m((row["lon"], row["lat"]), (place.lon, place.lat)) <= WITHIN_KM * 1000


def likeliest(resolutions: Iterable[Resolution]) -> Resolution | None:
    """Take the likeliest town; without one, the likeliest division or whatever there is."""
    placed = [one for one in resolutions if one.best is not None]
    return max(placed, key=_rank, default=None)


def _rank(resolution: Resolution) -> tuple[bool, float, int]:
    assert resolution.best is not None  # noqa: S101 - only placed ones are ranked
    is_town = resolution.best.place.level in {Level.CITY, Level.POI}
    return is_town, resolution.best.score, -resolution.mention.start


def answer(row: Row, gazetteer: Gazetteer) -> Answer:
    """Read a row's text."""
    read = [one for one in geoparse(row["text"], gazetteer) if one.mention.role is not Role.DEMONYM]
    best = likeliest(read)
    return Answer(
        row=row,
        resolutions=read,
        found=any(is_near(row, one) for one in read),
        guessed=best is not None and is_near(row, best),
    )


def report(name: str, answers: Sequence[Answer]) -> None:
    """Print a line."""
    if answers:
        found, guessed = (sum(getattr(one, what) for one in answers) for what in ("found", "guessed"))
        print(f"{name:12} {len(answers):5} {found / len(answers):8.3f} {guessed / len(answers):8.3f}")


def main() -> None:
    """Print the table, and the first rows that were not found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--half", type=int, choices=(0, 1), help="show errors of this half of the texts")
    arguments = parser.parse_args()
    lines = (arguments.folder / "viina_silver.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["stem_in_text"]]
    with Gazetteer.open() as gazetteer:
        start = time.perf_counter()
        answers = [answer(row, gazetteer) for row in rows]
        took = time.perf_counter() - start
    by_language: dict[str, list[Answer]] = defaultdict(list)
    for one in answers:
        by_language[one.row["lang"]].append(one)
    print(f"{'':12} {'rows':>5} {'found':>8} {'guessed':>8}")
    for language, own in sorted(by_language.items()):
        report(language, own)
    for half in (0, 1):
        report(f"half {half}", [one for one in answers if one.half == half])
    report("all", answers)
    print(f"{len(rows) / took:,.0f} texts a second")
    missed = [o for o in answers if not o.found and arguments.half in {None, o.half}]
    for one in missed[: arguments.errors]:
        read = [(r.mention.text, r.best.place.name if r.best else None) for r in one.resolutions]
        print(f"  {one.row['lang']} {one.row['place']} ({one.row['admin1']}): {one.row['text'][:300]}")
        print(f"      {read}")


if __name__ == "__main__":
    main()
