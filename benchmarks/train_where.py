"""Learns which name of a sentence is where its event happened: ``where.npz`` and ``where_habits.json``.

Learned from sentences in which one event verb and the words for its place are marked (Halterman 2019,
"Geolocating Political Events in Text"). Many of their marks are missing, in one source nearly all: it is
measured, never learned from. The nouns beside a marked verb that name the same event ("staged an attack")
are learned as if they were marked, since reports name events by nouns as well.

Without ``-o``, prints figures with every source, then every fifth of the sentences, judged by what was
learned from the others.

Run ``python -m benchmarks.train_where --eval FOLDER [-o mapper/data]``.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.accuracy_events import read_jsonl
from benchmarks.event_words import UNMARKED, chosen, hits, marks
from benchmarks.train_trees import Growth, fit
from gazetteer import geoparse
from gazetteer.trees import dump
from mapper.events.fit import FEATURES, Reading, features
from mapper.events.habits import HABITS, UNSEEN, habits
from mapper.events.marks import mark
from mapper.events.names import find_names
from mapper.events.triggers import find_triggers
from mapper.pipeline import Knowledge
from mapper.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from benchmarks.event_words import Record, Span
    from gazetteer.model import Mention
    from gazetteer.trees import Trees
    from mapper.events.triggers import Trigger
    from mapper.syntax import Sentence
    from mapper.words import Words

    Tables = dict[str, dict[str, float]]

GROWTH = Growth(trees=300, leaves=20, rate=0.05, least=40, columns=0.3)
"""Did best on what was left out; twice as many trees did no better."""

NOUN_WEIGHT = 0.5
"""Of an example with a noun for a marked verb: whether it names the same event is only likely."""

FOLDS = 5
LEAST_TEXTS = 4
"""Sentences in which a word must be met for its share to be told."""
SMOOTH = 10.0
"""Names of the average that every share is mixed with."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Example:
    """An event word in a sentence: its names, what is said of each, and which are marked as its place."""

    source: str
    text: str
    reading: Reading
    anchor: int
    trigger: Trigger | None
    rows: NDArray[np.float32]
    told: tuple[tuple[str, ...], ...]
    right: NDArray[np.bool_]
    gold: tuple[Span, ...]
    is_noun: bool

    @property
    def weight(self) -> float:
        """How much it counts."""
        return NOUN_WEIGHT if self.is_noun else 1.0


def examples(path: Path, known: Knowledge) -> Iterator[Example]:
    """Read the marked sentences."""
    for row in read_jsonl(path):
        text = row["text"]
        sentence = known.language().parse(text, [(0, len(text))])[0]
        names = find_names(sentence, geoparse(text, known.gazetteer), known.words.placing)
        yield from examples_of(row, Reading(sentence, names, known.words))


def examples_of(row: Record, reading: Reading) -> Iterator[Example]:
    """Read one marked sentence: its verb, and the nouns that name the same."""
    sentence = reading.sentence
    at = sentence.at(row["event"]["start"], row["event"]["end"])
    if not at:
        return
    gold = marks(row)
    triggers = {
        one.anchor: one for one in find_triggers(sentence, mark(sentence, reading.words), reading.words)
    }
    right = np.array([_is_marked(name.resolution.mention, gold) for name in reading.names], dtype=bool)
    for anchor in (at[0].index, *_nouns(sentence, at[0].index, triggers)):
        yield Example(
            source=row["source"],
            text=row["text"],
            reading=reading,
            anchor=anchor,
            trigger=triggers.get(anchor),
            rows=features(reading, anchor, range(len(reading.names))),
            told=tuple(habits(sentence, name) for name in reading.names),
            right=right,
            gold=tuple(gold),
            is_noun=anchor != at[0].index,
        )


def _is_marked(mention: Mention, gold: Sequence[Span]) -> bool:
    return any(start < mention.end and mention.start < end for start, end in gold)


def _nouns(sentence: Sentence, anchor: int, triggers: dict[int, Trigger]) -> list[int]:
    """Nouns that report an event and are the subject or object of the marked verb."""
    verb = sentence.tokens[anchor]
    return [
        each
        for each in triggers
        if (noun := sentence.tokens[each]).pos == "NOUN"
        and noun.head == verb.index
        and noun.dep in ("nsubj", "nsubjpass", "dobj")
    ]


def count(learned: Sequence[Example]) -> Tables:
    """Count how often a name is the place, by each of its habits."""
    met: dict[str, dict[str, set[str]]] = {kind: defaultdict(set) for kind in HABITS}
    names: dict[str, Counter[str]] = {kind: Counter() for kind in HABITS}
    right: dict[str, Counter[str]] = {kind: Counter() for kind in HABITS}
    for one in learned:
        for told, is_right in zip(one.told, one.right, strict=True):
            for kind, key in zip(HABITS, told, strict=True):
                met[kind][key].add(one.text)
                names[kind][key] += one.weight  # type: ignore[assignment]
                right[kind][key] += one.weight * is_right
    average = sum(right[HABITS[0]].values()) / sum(names[HABITS[0]].values())
    return {
        kind: {
            UNSEEN: round(average, 3),
            **{
                key: round((right[kind][key] + SMOOTH * average) / (names[kind][key] + SMOOTH), 3)
                for key in sorted(met[kind])
                if len(met[kind][key]) >= LEAST_TEXTS
            },
        }
        for kind in HABITS
    }


def told_by(tables: Tables, one: Example) -> NDArray[np.float32]:
    """Give an example's features with what these tables say of its habits, which stand last."""
    rows = one.rows.copy()
    for row, told in zip(rows, one.told, strict=True):
        for column, (kind, key) in enumerate(zip(HABITS, told, strict=True), len(FEATURES) - len(HABITS)):
            row[column] = tables[kind].get(key, tables[kind][UNSEEN])
    return rows


def fold_of(text: str) -> int:
    """Say which fifth a sentence belongs to."""
    return zlib.crc32(text.strip().encode()) % FOLDS


def learn(learned: Sequence[Example]) -> tuple[Tables, Trees]:
    """Fit the judge; it meets shares that were counted without the sentence itself, as it will later."""
    others = [count([one for one in learned if fold_of(one.text) != fold]) for fold in range(FOLDS)]
    trees = fit(
        np.concatenate([told_by(others[fold_of(one.text)], one) for one in learned]),
        np.concatenate([one.right for one in learned]),
        np.concatenate([np.full(len(one.right), one.weight) for one in learned]),
        FEATURES,
        GROWTH,
    )
    return count(learned), trees


@dataclass(slots=True)
class Score:
    """Names chosen, how many of them are marked, and how many are marked at all."""

    chosen: int = 0
    right: int = 0
    marked: int = 0

    def add(self, one: Example, spans: list[Span]) -> None:
        """Count one event."""
        self.chosen += len(spans)
        self.right += hits(spans, one.gold)
        self.marked += len(one.gold)

    def line(self, name: str) -> str:
        """Write one line of the table."""
        precision, recall = self.right / max(1, self.chosen), self.right / max(1, self.marked)
        return f"  {name:<28} precision {precision:.3f} ({self.chosen})  recall {recall:.3f} ({self.marked})"


def cross_validate(told: Sequence[Example], words: Words, part_of: Callable[[Example], str | int]) -> None:
    """Print how well each part is judged, as the program does, by what was learned from the others."""
    scores: dict[str, Score] = {}
    for part in sorted({part_of(one) for one in told}, key=str):
        asked = [one for one in told if part_of(one) == part]
        texts = {one.text for one in asked}
        tables, judge = learn(
            [
                one
                for one in told
                if part_of(one) != part and one.source not in UNMARKED and one.text not in texts
            ]
        )
        taught = replace(words, placing=replace(words.placing, habits=tables, judge=judge))
        for one in asked:
            reading = Reading(one.reading.sentence, one.reading.names, taught)
            spans = chosen(reading, one.anchor, one.trigger)
            for total in _totals(one):
                scores.setdefault(total, Score()).add(one, spans)
    for name, score in scores.items():
        print(score.line(name))


def _totals(one: Example) -> list[str]:
    """Name the lines of the table that an example counts for."""
    if one.is_noun:
        return ["nouns"]
    if one.source in UNMARKED:
        return [one.source, "all"]
    return [
        one.source,
        "all",
        "all but the unmarked source",
        *(["where a place is marked"] if one.gold else []),
    ]


def main(argv: Sequence[str] | None = None) -> int:
    """Learn and write, or learn and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--eval", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, help="folder of where.npz and where_habits.json")
    asked = parser.parse_args(argv)
    known = Knowledge.open(Settings())
    told = list(examples(asked.eval / "halterman_event_location.jsonl", known))
    if asked.output is None:
        print("sources left out")
        cross_validate(told, known.words, lambda one: one.source)
        print("sentences left out")
        cross_validate(told, known.words, lambda one: fold_of(one.text))
        return 0
    tables, judge = learn([one for one in told if one.source not in UNMARKED])
    (asked.output / "where.npz").write_bytes(dump(judge))
    text = json.dumps(tables, ensure_ascii=False, indent=0)
    (asked.output / "where_habits.json").write_text(text + "\n", encoding="utf-8")
    print(f"{asked.output}: {sum(map(len, tables.values())):,} habits")
    return 0


if __name__ == "__main__":
    sys.exit(main())
