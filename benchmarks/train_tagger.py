"""Learns which known names in a text are places: writes ``gazetteer/data/tagger.npz``.

Trained on news where every name is marked. ``--leave-out CORPUS`` keeps one corpus out, so that it
can be measured honestly; the shipped judge learned from all.

Run ``python -m benchmarks.train_tagger --eval FOLDER -o gazetteer/data/tagger.npz``.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.accuracy_places import FULLY_MARKED, read_corpus
from benchmarks.train_trees import Growth, fit
from gazetteer import Gazetteer, evidence
from gazetteer import lexicon as lexicons
from gazetteer import reading as readings
from gazetteer.store import DEFAULT_PATH
from gazetteer.tagger import candidates
from gazetteer.trees import dump

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from benchmarks.accuracy_places import Article, Gold
    from gazetteer.reading import Reading
    from gazetteer.spans import Span
    from gazetteer.trees import Trees


GROWTH = Growth(trees=140, leaves=12, rate=0.06, least=20, columns=0.5)
"""Small, for the corpora are; did best on the corpus left out."""


def labels(reading: Reading, spans: Sequence[Span], gold: Sequence[Gold]) -> list[bool]:
    """Whether each candidate is a gold name, or the longest part of one that has no exact candidate."""
    exact = {(g.start, g.end) for g in gold}
    bounds = [(reading.starts[span.first], span.end) for span in spans]
    hit = exact & set(bounds)
    marks = []
    best: dict[tuple[int, int], int] = {}
    for number, (start, end) in enumerate(bounds):
        marks.append((start, end) in exact)
        for g in gold:
            name = (g.start, g.end)
            if name not in hit and start < g.end and g.start < end:
                known = best.get(name)
                if known is None or end - start > bounds[known][1] - bounds[known][0]:
                    best[name] = number
    for number in best.values():
        marks[number] = True
    return marks


def examples(
    articles: Sequence[Article], gazetteer: Gazetteer
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Features of all candidates, and whether each is a place; names of peoples are left out."""
    words = lexicons.shipped()
    rows, right = [], []
    for article in articles:
        reading = readings.read(article.text, words)
        found, features = candidates(reading, gazetteer, words)
        rows.append(features)
        right += labels(reading, found.spans, article.gold)
    return np.concatenate(rows), np.array(right)


def learn(corpora: Sequence[Sequence[Article]], gazetteer: Gazetteer) -> Trees:
    """Fit the judge, every corpus weighing as the square root of its size."""
    parts = [examples(articles, gazetteer) for articles in corpora]
    weights = np.concatenate([np.full(len(right), len(right) ** -0.5) for _, right in parts])
    return fit(
        np.concatenate([rows for rows, _ in parts]),
        np.concatenate([right for _, right in parts]),
        weights / weights.mean(),
        evidence.FEATURES,
        GROWTH,
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Learn and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--eval", type=Path, default=Path("../shared/eval"))
    parser.add_argument("--leave-out", choices=FULLY_MARKED)
    parser.add_argument("--index", type=Path, default=DEFAULT_PATH)
    parser.add_argument("-o", "--output", type=Path, required=True)
    chosen = parser.parse_args(argv)
    names = [name for name in FULLY_MARKED if name != chosen.leave_out]
    judge = learn(
        [read_corpus(chosen.eval / f"{name}.jsonl") for name in names], Gazetteer.open(chosen.index)
    )
    chosen.output.write_bytes(dump(judge))
    sys.stdout.write(
        f"{chosen.output}: {chosen.output.stat().st_size:,} bytes, learned from {', '.join(names)}\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
