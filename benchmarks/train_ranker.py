"""Learns which candidate a name means: writes ``gazetteer/data/ranker.npz``.

Trained on news whose names are resolved by hand. ``--leave-out CORPUS`` keeps one corpus out, so that
it can be measured honestly; the shipped judge learned from all.

Run ``python -m benchmarks.train_ranker --eval FOLDER -o gazetteer/data/ranker.npz``.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.accuracy_places import CORPORA, distance_km, read_corpus
from benchmarks.train_trees import Growth, fit
from gazetteer import Gazetteer, Level, Mention
from gazetteer import lexicon as lexicons
from gazetteer import reading as readings
from gazetteer.columns import LEVELS
from gazetteer.features import FEATURES, features
from gazetteer.pool import pool
from gazetteer.rank import rank
from gazetteer.resolver import among_others, line_up
from gazetteer.store import DEFAULT_PATH
from gazetteer.trees import dump

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from benchmarks.accuracy_places import Article, Gold
    from gazetteer.pool import Pool
    from gazetteer.trees import Trees

GROWTH = Growth(trees=100, leaves=8, rate=0.06, least=40, columns=0.5)
"""Small, for the corpora are; did best on the corpus left out."""

BOUNDS_KM = {"countries": 2500.0, "populated": 25.0, "rest": 300.0}
"""How far the right candidate may be from gold coordinates that have no id, by kind: points of large
areas differ from gazetteer to gazetteer."""


def right_candidate(gold: Gold, lined_up: Pool, own: slice, gazetteer: Gazetteer) -> int | None:
    """Position of the candidate that the annotator meant, or None when it is not there."""
    at = range(own.start, own.stop)
    if gold.geonameid is not None:
        wanted = f"geonames:{gold.geonameid}"
        return next((n for n in at if gazetteer.id_at(int(lined_up.row[n])) == wanted), None)
    if gold.lat is None or gold.lon is None:
        return None
    fitting = [n for n in at if _fits(gold.kind, LEVELS[int(lined_up.level[n])])]
    away = {
        n: distance_km(float(lined_up.lat[n]), float(lined_up.lon[n]), gold.lat, gold.lon) for n in fitting
    }
    best = min(away, key=lambda n: away[n], default=None)
    return best if best is not None and away[best] <= BOUNDS_KM[gold.kind] else None


def _fits(kind: str, level: Level) -> bool:
    large = level in {Level.COUNTRY, Level.REGION, Level.SEA}
    return {"countries": level is Level.COUNTRY, "populated": level is Level.CITY}.get(kind, not large)


def examples(
    articles: Sequence[Article], gazetteer: Gazetteer
) -> tuple[NDArray[np.float32], NDArray[np.bool_], NDArray[np.float64]]:
    """Features of all candidates, whether each is right, and how much it weighs."""
    words = lexicons.shipped()
    rows, right, weights = [], [], []
    for article in articles:
        gold = [name for name in article.gold if name.is_placed]
        mentions = [Mention(start=n.start, end=n.end, text=n.text) for n in gold]
        _, groups, entries = line_up(
            readings.read(article.text, words),
            among_others(article.text, mentions, gazetteer),
            gazetteer,
            words,
        )
        if not groups:
            continue
        lined_up = pool(groups, entries, gazetteer)
        table = features(lined_up, groups, rank(lined_up, groups))
        for number, one in enumerate(groups):
            known = [gold[m] for m in one.mentions if m < len(gold)]
            own = lined_up.of(number)
            meant = right_candidate(known[0], lined_up, own, gazetteer) if known else None
            if known and (meant is not None or known[0].geonameid is not None):
                rows.append(table[own])
                right += [n == meant for n in range(own.start, own.stop)]
                weights += [len(known) ** 0.5] * (own.stop - own.start)
    return np.concatenate(rows), np.array(right), np.array(weights)


def learn(corpora: Sequence[Sequence[Article]], gazetteer: Gazetteer) -> Trees:
    """Fit the judge on all corpora."""
    parts = [examples(articles, gazetteer) for articles in corpora]
    rows, right, weights = (np.concatenate(column) for column in zip(*parts, strict=True))
    return fit(rows, right, weights / weights.mean(), FEATURES, GROWTH)


def main(argv: Sequence[str] | None = None) -> int:
    """Learn and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--eval", type=Path, default=Path("../shared/eval"))
    parser.add_argument("--leave-out", choices=CORPORA)
    parser.add_argument("--index", type=Path, default=DEFAULT_PATH)
    parser.add_argument("-o", "--output", type=Path, required=True)
    chosen = parser.parse_args(argv)
    names = [name for name in CORPORA if name != chosen.leave_out]
    judge = learn(
        [read_corpus(chosen.eval / f"{name}.jsonl") for name in names], Gazetteer.open(chosen.index)
    )
    chosen.output.write_bytes(dump(judge))
    size = chosen.output.stat().st_size
    sys.stdout.write(f"{chosen.output}: {size:,} bytes, learned from {', '.join(names)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
