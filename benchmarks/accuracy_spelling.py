"""How often a place is found by another spelling of its name, with its country said and without.

    python -m benchmarks.accuracy_spelling ../shared/eval [--errors] [--index FILE]

Two sets. ``gaz_spelling_ukraine.jsonl`` in the folder: ``name`` (right), ``related`` (other languages,
other scripts, former names) and ``wrong`` spellings of Ukrainian places, with coordinates. And
``romanisations.csv`` beside this file, written by hand for this project: how names of Belarus, Iran and its
neighbours, Myanmar and Ethiopia are spelled in the news, in atlases and by hand, with the town's coordinates
rounded to a kilometre. A name counts as found when the likeliest place lies within 25 km; *by key*: by a
spelling key or an edit.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer import Gazetteer
from gazetteer.sphere import distance_m
from gazetteer.store import DEFAULT_PATH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WITHIN_KM = 25.0
"""UCDP GED's `where_prec` 2: within about 25 km of a known point."""

ROMANISATIONS = Path(__file__).with_name("romanisations.csv")


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name as it is asked, and where the place is that it means; degrees."""

    of: str
    kind: str
    asked: str
    country: str
    lon: float
    lat: float


def read_ukrainian(path: Path) -> Iterator[Spelling]:
    """Read right, related and wrong spellings of Ukrainian places."""
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        for kind in ("name", "related", "wrong"):
            for asked in [row[kind]] if kind == "name" else row[kind]:
                if row["lat"] is not None:
                    shown = "Ukrainian, right" if kind == "name" else f"Ukrainian, {kind}"
                    yield Spelling(row["name"], shown, asked, "UA", row["lon"], row["lat"])


def read_romanisations() -> Iterator[Spelling]:
    """Read the romanisations written by hand."""
    with ROMANISATIONS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            point = float(row["lon"]), float(row["lat"])
            yield Spelling(row["name"], row["family"], row["variant"], row["country"], *point)


def ask(spelling: Spelling, country: str, gazetteer: Gazetteer) -> tuple[bool, bool, str]:
    """Look a spelling up: whether the place was found, whether by a key or an edit, and what was."""
    found = gazetteer.lookup(spelling.asked, country=country, limit=1)
    if not found:
        return False, False, "nothing"
    place, reason = found[0].place, found[0].reasons[0]
    near = distance_m((spelling.lon, spelling.lat), (place.lon, place.lat)) <= WITHIN_KM * 1000
    return near, "spelled" in reason or "differ" in reason, f"{place.name} ({place.country}), {reason}"


def report(kind: str, spellings: Sequence[Spelling], gazetteer: Gazetteer, *, errors: bool) -> None:
    """Print a line, and what was not found."""
    shares = []
    for country in ("", spellings[0].country):
        said = [(each, ask(each, each.country if country else "", gazetteer)) for each in spellings]
        shares += [
            sum(near for _, (near, _, _) in said) / len(said),
            sum(near and keyed for _, (near, keyed, _) in said) / len(said),
        ]
        for each, (near, _, what) in said:
            if errors and not near:
                print(f"    {each.of}, asked as {each.asked!r} {country or 'anywhere'}: {what}")
    print(f"{kind:22} {len(spellings):5}  {'  '.join(f'{share:8.3f}' for share in shares)}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--index", type=Path, default=DEFAULT_PATH)
    arguments = parser.parse_args()
    kinds: dict[str, list[Spelling]] = defaultdict(list)
    for each in (*read_ukrainian(arguments.folder / "gaz_spelling_ukraine.jsonl"), *read_romanisations()):
        kinds[each.kind].append(each)
    print(f"{'':22} {'':5}  {'anywhere':>8}  {'by key':>8}  {'country':>8}  {'by key':>8}")
    with Gazetteer.open(arguments.index) as gazetteer:
        for kind, spellings in kinds.items():
            report(kind, spellings, gazetteer, errors=arguments.errors)


if __name__ == "__main__":
    main()
