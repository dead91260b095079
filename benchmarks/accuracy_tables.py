"""How well places in tables are found: distance from the table's own coordinates.

    python -m benchmarks.accuracy_tables ../shared/eval [--errors N]

Every row counts, also those for which nothing is found. Rows are JSON lines with ``place``, ``admin1``,
``admin2``, ``country``, ``lat``, ``lon`` and ``geo_prec``.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.store import Gazetteer
from gazetteer.within import distance_m
from mapper.divisions import Asked
from mapper.geocode import Answer, geocode, open_geocoder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WITHIN_KM = (10, 25, 50)
EXACT = frozenset({"1", "2", "1.0", "2.0", "city"})
TOWN_WORDS = frozenset({"town", "city", "village"})

Row = dict[str, Any]
SETS: dict[str, tuple[str, Callable[[Row], bool]]] = {
    "UCDP Ukraine, where_prec <= 2": ("ucdp_ukraine", lambda row: row["geo_prec"] in EXACT),
    "GED sample, where_prec <= 2": ("ucdp_ged_sample", lambda row: row["geo_prec"] in EXACT),
    "GED sample, a town": ("ucdp_ged_sample", lambda row: row["geo_prec"] in EXACT and is_town(row)),
    "AWSD, a town": ("awsd", lambda row: bool(row["geo_prec"] in EXACT and row["place"])),
    "UCDP Ukraine, all rows": ("ucdp_ukraine", lambda _: True),
    "GED sample, all rows": ("ucdp_ged_sample", lambda _: True),
    "AWSD, all rows": ("awsd", lambda _: True),
}


def is_town(row: Row) -> bool:
    """Whether the place column says that it is a town or a village."""
    return bool(TOWN_WORDS & set((row["place"] or "").lower().split()))


def asked_of(row: Row) -> Asked:
    """Take what a row says of where."""
    return Asked(**{name: row[name] or "" for name in ("place", "admin2", "admin1", "country")})


def away_km(row: Row, answer: Answer) -> float:
    """Kilometres from the table's own point; infinite where nothing was found."""
    if answer.place is None:
        return float("inf")
    return distance_m(row["lon"], row["lat"], answer.place.lon, answer.place.lat) / 1000


def report(name: str, rows: Sequence[Row], gazetteer: Gazetteer, errors: int) -> None:
    """Print a line, and the worst errors."""
    start = time.perf_counter()
    answer = open_geocoder(gazetteer)
    answers = [answer(asked_of(row)) for row in rows]
    took = time.perf_counter() - start
    away = [away_km(row, answer) for row, answer in zip(rows, answers, strict=True)]
    shares = "  ".join(f"{sum(km <= limit for km in away) / len(rows):.3f}" for limit in WITHIN_KM)
    print(f"{name:32} {len(rows):5}  {shares}  {len(rows) / took:9,.0f}")
    missed = sorted(zip(away, range(len(rows)), strict=True), reverse=True)
    for km, at in [each for each in missed if each[0] > WITHIN_KM[1]][:errors]:
        asked, answer = rows[at], answers[at]
        where = answer.place.name if answer.place else None
        named = " | ".join(str(asked[name]) for name in ("place", "admin2", "admin1", "country"))
        print(f"    {km:7.0f} km  {named} -> {where} ({answer.score}): {answer.reason}")


def spelling(path: Path, gazetteer: Gazetteer) -> None:
    """Print how many Ukrainian places are found by right, foreign and wrong spellings, country given."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for kind in ("name", "related", "wrong"):
        asked = [(row, name) for row in rows for name in ([row[kind]] if kind == "name" else row[kind])]
        near = [
            away_km(row, geocode(Asked(place=name, country="Ukraine"), gazetteer)) <= WITHIN_KM[1]
            for row, name in asked
            if row["lat"] is not None
        ]
        print(f"spelling: {kind:22} {len(near):5}         {sum(near) / len(near):.3f}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    arguments = parser.parse_args()
    with Gazetteer.open() as gazetteer:
        print(f"{'':32} {'rows':>5}  {'  '.join(f'{km:2} km' for km in WITHIN_KM)}  {'rows/s':>9}")
        for name, (file, wanted) in SETS.items():
            lines = (arguments.folder / f"{file}.jsonl").read_text(encoding="utf-8").splitlines()
            rows = [row for row in map(json.loads, lines) if row["lat"] is not None and wanted(row)]
            report(name, rows, gazetteer, arguments.errors)
        spelling(arguments.folder / "gaz_spelling_ukraine.jsonl", gazetteer)


if __name__ == "__main__":
    main()
