"""How many of the places that short reports of violence and disaster name are found, and found rightly.

Two kinds of file, of one JSON object a line: tables of coded events (``{"text", "place", "lat", "lon",
"place_in_text"}``; rows whose text names the place) and sentences in which the words that say where
an event happened are marked (``{"text", "locations": [{"start", "end", "text"}]}``). Only the event's own
place is marked: nothing is told of the other names, so precision cannot be measured here.

``known`` is the share of those names that the gazetteer has, ``found`` the share of all that `geoparse`
finds, ``known found`` of the known ones; ``right`` the share of all within 25 km, and ``gap`` the expected
difference between score and share right, over ten bins of score.

Run ``python -m benchmarks.accuracy_reported_places --eval FOLDER [--half 1] [--errors]``. The shipped finder
has learned from these files too: ``--half 1 --held-out`` measures the half of the rows that it had not seen.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import zlib
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import gazetteer
from benchmarks.accuracy_places import FULLY_MARKED, TOWN_BOUND_KM, distance_km, read_corpus
from gazetteer.knowledge import Knowledge, shipped
from gazetteer.names import fold, strip_type
from gazetteer.store import DEFAULT_PATH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer import Gazetteer, Resolution

TABLES = ("awsd", "ucdp_ged_sample", "ucdp_ukraine")
SENTENCES = ("halterman_event_location",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The name of an event's place in its report; `point` is longitude and latitude, or None."""

    text: str
    start: int
    end: int
    point: tuple[float, float] | None

    @property
    def name(self) -> str:
        """The name as written."""
        return self.text[self.start : self.end]


def read_named(path: Path, half: int | None = None) -> list[Named]:
    """Read the marked names of a file; of one half of its rows, if one is asked for."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line)
    told = (row for row in rows if row["text"])
    return [named for row in told if half in (None, half_of(row["text"])) for named in _named(row)]


def read_reported(folder: Path, half: int | None = None) -> dict[str, list[Named]]:
    """Read the marked names of all files in a folder that are there, by the text of their report."""
    found: dict[str, list[Named]] = {}
    for name in (*TABLES, *SENTENCES):
        path = folder / f"{name}.jsonl"
        for named in read_named(path, half) if path.exists() else ():
            found.setdefault(named.text, []).append(named)
    return found


def half_of(text: str) -> int:
    """Which half a report belongs to, 0 or 1; the same text is always in the same."""
    return zlib.crc32(text.encode()) & 1


def _named(row: dict[str, object]) -> list[Named]:
    text = str(row["text"])
    locations = row.get("locations")
    if isinstance(locations, list):
        spans = [(w["start"], w["end"]) for w in locations]
        # some annotators mark "home" or "the village", which are no names
        return [
            Named(text=text, start=a, end=b, point=None) for a, b in spans if any(map(str.isupper, text[a:b]))
        ]
    if not row.get("place_in_text") or not row.get("place"):
        return []
    bare = strip_last_type(str(row["place"]))
    match = re.search(rf"(?<!\w){re.escape(bare)}(?!\w)", text) if bare else None
    if match is None:
        return []
    point = (float(str(row["lon"])), float(str(row["lat"])))
    return [Named(text=text, start=match.start(), end=match.end(), point=point)]


def strip_last_type(place: str) -> str:
    """Cut a small type word off the end: "Rami village" -> "Rami"."""
    words = place.split()
    while len(words) > 1 and words[-1].islower():
        words.pop()
    return " ".join(words)


def is_known(name: str, index: Gazetteer) -> bool:
    """Whether the gazetteer has the name, or its last or first part without a type word or article."""
    key = fold(name)
    return any(index.entries(one) for one in (key, key.removeprefix("the "), strip_type(key).name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A marked name with what `geoparse` made of it; None where it was not found."""

    named: Named
    is_known: bool
    resolution: Resolution | None

    @property
    def score(self) -> float | None:
        """How sure the answer is; None without one."""
        best = self.resolution.best if self.resolution else None
        return best.score if best else None

    @property
    def is_right(self) -> bool:
        """Whether the answer lies within 25 km of the gold point."""
        best = self.resolution.best if self.resolution else None
        if best is None or self.named.point is None:
            return False
        lon, lat = self.named.point
        return distance_km(best.place.lat, best.place.lon, lat, lon) <= TOWN_BOUND_KM


def tell(named: Sequence[Named], index: Gazetteer, knowledge: Knowledge) -> list[Told]:
    """Parse each report once and pick the answer that overlaps each marked name."""
    parsed: dict[str, list[Resolution]] = {}
    told = []
    for one in named:
        if one.text not in parsed:
            parsed[one.text] = gazetteer.geoparse(one.text, index, knowledge=knowledge)
        over = [r for r in parsed[one.text] if r.mention.start < one.end and one.start < r.mention.end]
        told.append(Told(named=one, is_known=is_known(one.name, index), resolution=over[0] if over else None))
    return told


def gap(told: Sequence[Told]) -> float:
    """Work out the expected difference between score and share right, over ten equal bins of score."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for one in told:
        if one.score is not None:
            bins.setdefault(min(int(one.score * 10), 9), []).append((one.score, one.is_right))
    total = sum(len(cases) for cases in bins.values())
    return sum(abs(sum(s - r for s, r in cases)) for cases in bins.values()) / max(total, 1)


def summary(name: str, told: Sequence[Told]) -> str:
    """One line about one file."""
    count = max(len(told), 1)
    known = [one for one in told if one.is_known]
    found = [one for one in told if one.resolution is not None]
    both = sum(one.is_known for one in found) / max(len(known), 1)
    line = (
        f"{name:26s} n {len(told):5d}  known {len(known) / count:.3f}  found {len(found) / count:.3f}"
        f"  known found {both:.3f}"
    )
    if any(one.named.point for one in told):
        right = sum(one.is_right for one in told)
        scores = [one.score for one in told if one.score is not None]
        mean = sum(scores) / max(len(scores), 1)
        line += (
            f"  right {right / count:.3f}  of answered {right / max(len(scores), 1):.3f}"
            f"  score {mean:.3f}  gap {gap(told):.3f}"
        )
    return line


def missed(told: Sequence[Told], count: int) -> list[str]:
    """List the most frequent known names that were not found, each with one of its reports."""
    lost = [one.named for one in told if one.is_known and one.resolution is None]
    texts = {one.name: one.text[max(one.start - 60, 0) : one.end + 40] for one in lost}
    often = Counter(one.name for one in lost).most_common(count)
    return [f"{times:4d}  {name!r}: {texts[name]!r}" for name, times in often]


def held_out(folder: Path, index: Gazetteer, half: int) -> Knowledge:
    """Teach a finder on the news corpora and the other half of the reports."""
    from benchmarks import train_tagger  # noqa: PLC0415 - it needs scikit-learn

    corpora = [read_corpus(folder / f"{name}.jsonl") for name in FULLY_MARKED]
    finder = train_tagger.learn(corpora, index, reports=read_reported(folder, 1 - half))
    return replace(shipped(), finder=finder)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures of every file that is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--eval", type=Path, default=Path("../shared/eval"))
    parser.add_argument("--index", type=Path, default=DEFAULT_PATH)
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--held-out", action="store_true", help="a finder that has not seen the half")
    parser.add_argument("--errors", type=int, nargs="?", const=30, default=0)
    chosen = parser.parse_args(argv)
    if chosen.held_out and chosen.half is None:
        parser.error("--held-out needs --half")
    index = gazetteer.Gazetteer.open(chosen.index)
    knowledge = held_out(chosen.eval, index, chosen.half) if chosen.held_out else shipped()
    for name in (*TABLES, *SENTENCES):
        path = chosen.eval / f"{name}.jsonl"
        if path.exists():
            told = tell(read_named(path, chosen.half), index, knowledge)
            lines = [summary(name, told), *missed(told, chosen.errors)]
            sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
