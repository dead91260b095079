"""Learns which name of a sentence is where its event happened: writes ``mapper/data/where.npz``.

Learned from sentences in which one event verb and the words for its place are marked (Halterman 2019,
"Linking Events and Locations in Political Text"). Many of their marks are missing, in one source nearly
all: it is measured, never learned from. The nouns beside a marked verb that name the same event ("staged
an attack") are learned as if they were marked, since reports name events by nouns as well.

Without ``-o``, prints figures with every source judged by what was learned from the others.

Run ``python -m benchmarks.train_where --eval FOLDER [-o mapper/data/where.npz]``.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.accuracy_events import read_jsonl
from benchmarks.train_trees import Growth, fit
from gazetteer import geoparse
from gazetteer.trees import dump, probability
from mapper.events.fit import FEATURES, Reading, features
from mapper.events.marks import mark
from mapper.events.names import find_names
from mapper.events.triggers import find_triggers
from mapper.events.where import choose
from mapper.pipeline import Knowledge
from mapper.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from gazetteer.model import Mention
    from gazetteer.trees import Trees
    from mapper.syntax import Sentence

GROWTH = Growth(trees=300, leaves=20, rate=0.05, least=40, columns=1.0)
"""Did best on the sources left out; twice as many trees did no better."""

UNMARKED = frozenset(["Masdar_RA"])
"""Sources whose places are marked in so few sentences (one in ten) that "none" says nothing."""

NOUN_WEIGHT = 0.5
"""Of an example with a noun for a marked verb: whether it names the same event is only likely."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Example:
    """An event word in a sentence: its names, what is said of each, and which are marked as its place."""

    source: str
    text: str
    reading: Reading
    rows: NDArray[np.float32]
    right: NDArray[np.bool_]
    marked: int
    is_noun: bool


def examples(path: Path, known: Knowledge) -> Iterator[Example]:
    """Read the marked sentences."""
    for row in read_jsonl(path):
        text = row["text"]
        sentence = known.language().parse(text, [(0, len(text))])[0]
        at = sentence.at(row["event"]["start"], row["event"]["end"])
        if not at:
            continue
        names = find_names(sentence, geoparse(text, known.gazetteer), known.words.placing)
        reading = Reading(sentence, names, known.words)
        gold = [(place["start"], place["end"]) for place in row["locations"]]
        right = np.array([_is_marked(name.resolution.mention, gold) for name in names], dtype=bool)
        for anchor in (at[0].index, *_nouns(sentence, at[0].index, known)):
            yield Example(
                source=row["source"],
                text=text,
                reading=reading,
                rows=features(reading, anchor, range(len(reading.names))),
                right=right,
                marked=len(gold),
                is_noun=anchor != at[0].index,
            )


def _is_marked(mention: Mention, gold: Sequence[tuple[int, int]]) -> bool:
    return any(start < mention.end and mention.start < end for start, end in gold)


def _nouns(sentence: Sentence, anchor: int, known: Knowledge) -> list[int]:
    """Nouns that report an event and are the subject or object of the marked verb."""
    verb = sentence.tokens[anchor]
    return [
        trigger.anchor
        for trigger in find_triggers(sentence, mark(sentence, known.words), known.words)
        if (noun := sentence.tokens[trigger.anchor]).pos == "NOUN"
        and noun.head == verb.index
        and noun.dep in ("nsubj", "nsubjpass", "dobj")
    ]


def learn(learned: Sequence[Example]) -> Trees:
    """Fit the judge."""
    weights = [np.full(len(one.right), NOUN_WEIGHT if one.is_noun else 1.0) for one in learned]
    return fit(
        np.concatenate([one.rows for one in learned]),
        np.concatenate([one.right for one in learned]),
        np.concatenate(weights),
        FEATURES,
        GROWTH,
    )


@dataclass(slots=True)
class Score:
    """Names chosen, how many of them are marked, and how many are marked at all."""

    chosen: int = 0
    right: int = 0
    marked: int = 0

    def add(self, one: Example, chosen: Sequence[int]) -> None:
        """Count one event."""
        self.chosen += len(chosen)
        self.right += sum(bool(one.right[number]) for number in chosen)
        self.marked += one.marked

    def line(self, name: str) -> str:
        """Write one line of the table."""
        precision, recall = self.right / max(1, self.chosen), self.right / max(1, self.marked)
        return f"  {name:<28} precision {precision:.3f} ({self.chosen})  recall {recall:.3f} ({self.marked})"


def cross_validate(told: Sequence[Example]) -> None:
    """Print how well each source is judged by what was learned from the others."""
    scores: dict[str, Score] = {}
    for source in sorted({one.source for one in told}):
        asked = [one for one in told if one.source == source]
        texts = {one.text for one in asked}
        learned = [one for one in told if one.source not in {source, *UNMARKED} and one.text not in texts]
        judge = learn(learned)
        for one in asked:
            fits = probability(judge.margins(one.rows))
            chosen = [number for number, _ in choose(one.reading, fits)]
            totals = ["nouns"] if one.is_noun else [source, "all"]
            if not one.is_noun and source not in UNMARKED:
                totals.append("all but the unmarked source")
                if one.marked:
                    totals.append("where a place is marked")
            for total in totals:
                scores.setdefault(total, Score()).add(one, chosen)
    for name, score in scores.items():
        print(score.line(name))


def main(argv: Sequence[str] | None = None) -> int:
    """Learn and write, or learn and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--eval", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path)
    asked = parser.parse_args(argv)
    known = Knowledge.open(Settings())
    told = list(examples(asked.eval / "halterman_event_location.jsonl", known))
    if asked.output is None:
        cross_validate(told)
        return 0
    packed = dump(learn([one for one in told if one.source not in UNMARKED]))
    asked.output.write_bytes(packed)
    print(f"{asked.output}: {len(packed):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
