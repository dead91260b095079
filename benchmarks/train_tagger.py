"""Learns which known names in a text are places: writes ``gazetteer/data/tagger.npz``.

Trained on news where every name is marked, whole and sentence by sentence; and on short reports of violence
and disaster in which only the event's own place is marked: of their other names, a judge taught on the news
alone says how likely each is a place, and they count as much for as against. ``--leave-out CORPUS`` keeps one
corpus out, so that it can be measured honestly; the shipped judge learned from all.

Run ``python -m benchmarks.train_tagger --eval FOLDER -o gazetteer/data/tagger.npz``.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.accuracy_places import FULLY_MARKED, Gold, read_corpus
from benchmarks.accuracy_reported_places import read_reported
from benchmarks.train_trees import Growth, fit
from gazetteer import Gazetteer, evidence
from gazetteer import lexicon as lexicons
from gazetteer import reading as readings
from gazetteer import trees as forests
from gazetteer.store import DEFAULT_PATH
from gazetteer.tagger import candidates
from gazetteer.trees import dump

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from benchmarks.accuracy_places import Article
    from benchmarks.accuracy_reported_places import Named
    from gazetteer.reading import Reading
    from gazetteer.spans import Span
    from gazetteer.trees import Trees


GROWTH = Growth(trees=200, leaves=12, rate=0.04, least=20, columns=0.3)
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


SENTENCE_WEIGHT, REPORT_WEIGHT = 0.5, 0.25
"""What the sentences of a corpus and the short reports weigh beside a corpus of whole articles. With more the
reports' names are found a little better and those of local news worse."""

_SENTENCE_END = re.compile(r"(?<=[a-z\d)\"'][.!?])[\"\u201d]?\s+(?=[A-Z\"\u201c])|\n+")


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """Features of candidates, whether each is a place, and how much each weighs; all parallel."""

    rows: NDArray[np.float32]
    right: NDArray[np.bool_]
    weights: NDArray[np.float64]

    def weighing(self, weight: float) -> Examples:
        """Give all together the square root of their number, times a factor."""
        return replace(self, weights=self.weights * weight * self.weights.sum() ** -0.5)


def examples(articles: Sequence[Article], gazetteer: Gazetteer) -> Examples:
    """Take all candidates of texts in which every name is marked; names of peoples are left out."""
    words = lexicons.shipped()
    rows, right = [], []
    for article in articles:
        reading = readings.read(article.text, words)
        found, features = candidates(reading, gazetteer, words)
        rows.append(features)
        right += labels(reading, found.spans, article.gold)
    return Examples(np.concatenate(rows), np.array(right), np.ones(len(right)))


def sentences(article: Article) -> list[Article]:
    """Part an article into sentences, each a text of its own: what it is to know one sentence only."""
    ends = [match.end() for match in _SENTENCE_END.finditer(article.text)]
    bounds = zip([0, *ends], [*ends, len(article.text)], strict=True)
    return [
        replace(
            article,
            text=article.text[start:end],
            gold=tuple(
                replace(name, start=name.start - start, end=name.end - start)
                for name in article.gold
                if start <= name.start and name.end <= end
            ),
        )
        for start, end in bounds
        if article.text[start:end].strip()
    ]


def guessed(reports: Mapping[str, Sequence[Named]], gazetteer: Gazetteer, judge: Trees) -> Examples:
    """Take the candidates of short reports: marked names as they are, others by what a judge thinks."""
    words = lexicons.shipped()
    parts: list[tuple[NDArray[np.float32], NDArray[np.bool_], NDArray[np.float64]]] = []
    for text, names in reports.items():
        reading = readings.read(text, words)
        found, features = candidates(reading, gazetteer, words)
        gold = [_gold(name) for name in names]
        marks = np.array(labels(reading, found.spans, gold), dtype=bool)
        bounds = [(reading.starts[span.first], span.end) for span in found.spans]
        marked = np.array([any(a < g.end and g.start < b for g in gold) for a, b in bounds], dtype=bool)
        chance = forests.probability(judge.margins(features)).astype(np.float64)
        parts.append((features, marks | ~marked, np.where(marked, 1.0, chance)))
        parts.append((features[~marked], np.zeros(int((~marked).sum()), dtype=bool), 1 - chance[~marked]))
    rows, right, weights = zip(*parts, strict=True)
    return Examples(np.concatenate(rows), np.concatenate(right), np.concatenate(weights))


def _gold(name: Named) -> Gold:
    return Gold(
        start=name.start, end=name.end, text=name.name, lat=None, lon=None, geonameid=None, kind="rest"
    )


def learn(
    corpora: Sequence[Sequence[Article]],
    gazetteer: Gazetteer,
    *,
    reports: Mapping[str, Sequence[Named]],
) -> Trees:
    """Fit the judge: first on the corpora, every one weighing as the square root of its size, then on all.

    Parameters
    ----------
    reports
        The marked names of short reports, by their text; none teaches on news alone.
    """
    parts = []
    for articles in corpora:
        parts.append(examples(articles, gazetteer).weighing(1.0))
        parted = [sentence for article in articles for sentence in sentences(article)]
        parts.append(examples(parted, gazetteer).weighing(SENTENCE_WEIGHT))
    judge = _fit(parts)
    return _fit([*parts, guessed(reports, gazetteer, judge).weighing(REPORT_WEIGHT)]) if reports else judge


def _fit(parts: Sequence[Examples]) -> Trees:
    weights = np.concatenate([part.weights for part in parts])
    return fit(
        np.concatenate([part.rows for part in parts]),
        np.concatenate([part.right for part in parts]),
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
        [read_corpus(chosen.eval / f"{name}.jsonl") for name in names],
        Gazetteer.open(chosen.index),
        reports=read_reported(chosen.eval),
    )
    chosen.output.write_bytes(dump(judge))
    size = chosen.output.stat().st_size
    sys.stdout.write(f"{chosen.output}: {size:,} bytes, learned from {', '.join(names)} and reports\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
