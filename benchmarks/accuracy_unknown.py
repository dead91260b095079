"""How often the truth lies in the ring that is answered for a name that the gazetteer does not know.

Names are given, as an annotator or a table marked them; of those that the gazetteer does not know but that
are answered by what the text names them with, or is about, it prints how many there are, the share whose
truth lies in the ring, the mean score (which should be that share), the median radius, and the median
distance. ``gap`` is the expected difference between score and share, over ten bins of score.

Run ``python -m benchmarks.accuracy_unknown --eval FOLDER [--fit]``. ``--fit`` works out the weights of
`gazetteer.unknown.Ground.score` anew, and how well those fitted on the other files do on each (scikit-learn).
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.accuracy_places import CORPORA, distance_km, read_corpus
from benchmarks.accuracy_reported_places import TABLES, read_named
from gazetteer import Gazetteer, Mention
from gazetteer.resolver import among_others, resolve
from gazetteer.unknown import MOST_PLACES, SOURCE, Ground, ground_of, is_local, place_unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gazetteer.model import Candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A name that was not known, what was answered, and how far from the truth; `ground` if by the text."""

    file: str
    text: str
    name: str
    answer: Candidate
    ground: Ground | None
    away_km: float

    @property
    def is_inside(self) -> bool:
        """Whether the truth lies in the ring."""
        return self.away_km * 1000 <= self.answer.place.radius_m


Marked = tuple[Mention, tuple[float, float]]
"""A name and its true latitude and longitude."""


def read_texts(folder: Path) -> Iterator[tuple[str, str, list[Marked]]]:
    """Read every text with its names and where they are: file, text, names."""
    for file in CORPORA:
        for article in read_corpus(folder / f"{file}.jsonl"):
            yield (
                file,
                article.text,
                [
                    (Mention(start=one.start, end=one.end, text=one.text), (one.lat, one.lon))
                    for one in article.gold
                    if one.lat is not None and one.lon is not None
                ],
            )
    for file in TABLES:
        for named in read_named(folder / f"{file}.jsonl"):
            if named.point is not None:
                mention = Mention(start=named.start, end=named.end, text=named.name)
                yield file, named.text, [(mention, (named.point[1], named.point[0]))]


def find_cases(folder: Path, gazetteer: Gazetteer) -> Iterator[Case]:
    """Answer all names, and keep those that are not known."""
    for file, text, marked in read_texts(folder):
        mentions = [mention for mention, _ in marked]
        found = resolve(text, among_others(text, mentions, gazetteer), gazetteer)
        known = [one for one in found if is_local(one)]
        placed = place_unknown(text, found, gazetteer)
        for (_, (lat, lon)), before, one in zip(
            marked, found, placed, strict=False
        ):  # the rest is not marked
            if one.best is not None and one.best.place.id.startswith(f"{SOURCE}:"):
                is_by_text = "around it" in one.best.reasons[0]
                yield Case(
                    file=file,
                    text=text,
                    name=one.mention.text,
                    answer=one.best,
                    ground=ground_of(before, known) if is_by_text else None,
                    away_km=distance_km(one.best.place.lat, one.best.place.lon, lat, lon),
                )


def report(name: str, cases: Sequence[Case]) -> None:
    """Print a line."""
    if not cases:
        return
    bins: dict[int, list[Case]] = defaultdict(list)
    for case in cases:
        bins[int(case.answer.score * 10)].append(case)
    gaps = (abs(sum(c.answer.score for c in own) - sum(c.is_inside for c in own)) for own in bins.values())
    print(
        f"{name:32} {len(cases):5}  {sum(c.is_inside for c in cases) / len(cases):.3f}"
        f"  {statistics.fmean(c.answer.score for c in cases):.3f}  {sum(gaps) / len(cases):.3f}"
        f"  {statistics.median(c.answer.place.radius_m for c in cases) / 1000:6.1f}"
        f"  {statistics.median(c.away_km for c in cases):7.1f}"
    )


KINDS: dict[str, Callable[[Case], bool]] = {
    "named with a place": lambda case: case.ground is None,
    "by the text": lambda case: case.ground is not None,
    "by the text, one place": lambda case: case.ground is not None and case.ground.places == 1,
    "by the text, two": lambda case: case.ground is not None and case.ground.places == 2,
    "by the text, three or more": lambda case: case.ground is not None and case.ground.places > 2,
}


def fit(cases: Sequence[Case]) -> None:
    """Print the weights, and the loss on each file of those fitted on the others."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - only needed here

    texts = Counter(case.text for case in cases)
    rows = np.array([_row(case.ground) for case in cases if case.ground is not None])
    inside = np.array([case.is_inside for case in cases])
    # a text with many such names says little more than one with a few
    weights = np.array([texts[case.text] ** -0.5 for case in cases])
    files = np.array([case.file for case in cases])
    losses = np.empty(len(cases))
    for file in sorted(set(files)):
        own = files == file
        learned = LogisticRegression().fit(rows[~own], inside[~own], weights[~own])
        chance = learned.predict_proba(rows[own])[:, 1]
        losses[own] = -np.log(np.where(inside[own], chance, 1 - chance))
    learned = LogisticRegression().fit(rows, inside, weights)
    print(f"at first {learned.intercept_[0]:.2f}, by share, by log of places {learned.coef_[0].round(2)}")
    print(f"loss on files that were not learned from {np.average(losses, weights=weights):.3f}")


def _row(ground: Ground) -> tuple[float, float]:
    return ground.share, math.log(min(ground.places, MOST_PLACES))


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--eval", type=Path, default=Path("../shared/eval"))
    parser.add_argument("--fit", action="store_true")
    chosen = parser.parse_args(argv)
    with Gazetteer.open() as gazetteer:
        cases = list(find_cases(chosen.eval, gazetteer))
    print(f"{'':32} {'names':>5}  {'in':>5}  {'score':>5}  {'gap':>5}  {'ring':>6}  {'away km':>7}")
    for kind, wanted in KINDS.items():
        report(kind, [case for case in cases if wanted(case)])
    for file in (*CORPORA, *TABLES):
        report(file, [case for case in cases if case.file == file])
    report("all", cases)
    if chosen.fit:
        fit([case for case in cases if case.ground is not None])
    return 0


if __name__ == "__main__":
    sys.exit(main())
