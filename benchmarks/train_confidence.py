"""Learns how sure an event is, from what was noted of it: writes ``mapper/data/confidence.toml``.

Runs the extraction over hand-coded stories. An event is right if a coded one has its place (within 25 km,
or the same area), a day in common and a kind of the same family, as ``accuracy_events`` decides it; what is
told as history is left out, for it was not coded throughout. Weights may only say that more of what speaks
for an event makes it surer; how much so is learned, with a pull towards nothing as there are few events.

Prints how well the numbers hold: every story judged by what was learned from the others, beside the
hand-set number and a constant; and on stories that nothing was learned from, if there are any.

Run ``python -m benchmarks.train_confidence --eval FOLDER [--stories FOLDER] [--unseen FOLDER] [-o FILE]``;
a folder of stories has ``stories.jsonl`` and ``gold.jsonl``.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from benchmarks.accuracy_events import at_place, read_jsonl, same_day, same_kind
from mapper.events.confidence import FEATURES, LEAST, MOST, describe
from mapper.events.extract import finish, read_drafts
from mapper.model import Document
from mapper.pipeline import Knowledge, prepare
from mapper.records import event_record
from mapper.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from benchmarks.accuracy_events import Record

    Numbers = NDArray[np.float64]

FOLDS = 10
PULL = 2.0
"""How strongly weights are pulled towards nothing: did best among .5 to 4 with stories left out."""

HEADING = """\
# How sure an event is: what each thing that speaks for it is worth, in log-odds of being right in place, day
# and kind. Learned from hand-coded stories by benchmarks/train_confidence.py; docs/confidence.md says what
# each is. "base" is an event for which nothing speaks.

[weights]
"""

BINS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A found event: its story, what was noted of it, the hand-set number, and whether it is right."""

    story: str
    noted: tuple[float, ...]
    raw: float
    right: bool


def examples(stories: Path, coded: Path, known: Knowledge) -> Iterator[Example]:
    """Find the events of hand-coded stories, and say of each whether it is right."""
    texts = {row["doc_id"]: row for row in read_jsonl(stories)}
    for gold in read_jsonl(coded):
        row = texts[gold["doc_id"]]
        day = date.fromisoformat(row["published"][:10])
        document = Document(id=row["doc_id"], text=row["text"], published=day)
        drafts, _ = read_drafts(document, *prepare(document, known))
        for draft in drafts:
            found = event_record(finish(draft, document, known.words), place_of=known.gazetteer.place)
            if not draft.background:
                noted = describe(draft, known.words)
                yield Example(
                    story=document.id,
                    noted=tuple(noted[name] for name in FEATURES),
                    raw=draft.confidence,
                    right=any(_is_right(found, event, known) for event in gold["events"]),
                )


def _is_right(found: Record, event: Record, known: Knowledge) -> bool:
    """Whether a coded event has the place, a day and the family of a found one."""
    other = event.get("alt_kind") or []
    kinds = [event["kind"], *([other] if isinstance(other, str) else other)]
    days = (date.fromisoformat(event["date_start"]), date.fromisoformat(event["date_end"]))
    return at_place(found, event) and same_day(found, *days) and same_kind(found, kinds, known)


def learn(told: Sequence[Example]) -> Numbers:
    """Fit a logistic function; the first weight is the base, the others are not below nothing."""
    rows = np.array([(1.0, *one.noted) for one in told])
    right = np.array([one.right for one in told], dtype=float)

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        margins = rows @ weights
        chances = 1 / (1 + np.exp(-margins))
        lost = float(np.sum(np.logaddexp(0, margins) - right * margins))
        pull = PULL * np.array([0.0, *weights[1:]])
        return lost + 0.5 * float(pull @ weights), rows.T @ (chances - right) + pull

    bounds = [(None, None), *[(0.0, None)] * len(FEATURES)]
    return np.asarray(minimize(loss, np.zeros(rows.shape[1]), jac=True, bounds=bounds).x)


def judge(weights: Numbers, told: Sequence[Example]) -> Numbers:
    """Say how sure each event is."""
    margins = np.array([(1.0, *one.noted) for one in told]) @ weights
    return np.clip(1 / (1 + np.exp(-margins)), LEAST, MOST)


def crossed(told: Sequence[Example]) -> Numbers:
    """Judge every story by what was learned from the others."""
    stories = list(dict.fromkeys(one.story for one in told))
    fold = {story: number % FOLDS for number, story in enumerate(stories)}
    chances = np.zeros(len(told))
    for number in range(FOLDS):
        asked = [index for index, one in enumerate(told) if fold[one.story] == number]
        weights = learn([one for one in told if fold[one.story] != number])
        if asked:
            chances[asked] = judge(weights, [told[index] for index in asked])
    return chances


def show(name: str, chances: Numbers, told: Sequence[Example], share: float) -> None:
    """Print Brier scores, and what share is right in each fifth of the numbers."""
    right = np.array([one.right for one in told], dtype=float)
    raw = np.array([one.raw for one in told])
    print(f"{name}: {len(told)} events, {right.mean():.3f} of them right")
    for what, numbers in (("calibrated", chances), ("hand-set", raw), ("constant", np.full(len(raw), share))):
        order = _area(numbers, right)
        print(f"  {what:<12} Brier {np.mean((numbers - right) ** 2):.4f}  in order {order:.3f}")
    for what, numbers in (("calibrated", chances), ("hand-set", raw)):
        print(f"  {what:<12} events  said  right")
        bins = np.minimum((numbers * BINS).astype(int), BINS - 1)
        for number in range(BINS):
            inside = bins == number
            if inside.any():
                said, true = numbers[inside].mean(), right[inside].mean()
                span = f"{number / BINS:.1f} to {(number + 1) / BINS:.1f}"
                print(f"    {span}   {inside.sum():6}  {said:.3f} {true:.3f}")


def _area(numbers: Numbers, right: Numbers) -> float:
    """Tell how often a right event has the higher number of a right and a wrong one (area under ROC)."""
    ups, downs = numbers[right == 1], numbers[right == 0]
    above = (ups[:, None] > downs).mean() if len(ups) and len(downs) else 0.5
    return float(above + 0.5 * (ups[:, None] == downs).mean()) if len(ups) and len(downs) else 0.5


def main(argv: Sequence[str] | None = None) -> int:
    """Learn, measure, and write if told where."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--eval", type=Path, required=True, help="folder of voa.jsonl and voa_gold.jsonl")
    parser.add_argument("--stories", type=Path, action="append", default=[], help="learned from, too")
    parser.add_argument("--unseen", type=Path, action="append", default=[], help="only measured on")
    parser.add_argument("-o", "--output", type=Path)
    asked = parser.parse_args(argv)
    known = Knowledge.open(Settings())
    pairs = [(asked.eval / "voa.jsonl", asked.eval / "voa_gold.jsonl")]
    pairs += [(folder / "stories.jsonl", folder / "gold.jsonl") for folder in asked.stories]
    told = [one for pair in pairs for one in examples(*pair, known)]
    share = float(np.mean([one.right for one in told]))
    show("every story judged by the others", crossed(told), told, share)
    weights = learn(told)
    for name, weight in zip(("base", *FEATURES), weights, strict=True):
        print(f"  {name:<12} {weight:7.3f}")
    for folder in asked.unseen:
        unseen = list(examples(folder / "stories.jsonl", folder / "gold.jsonl", known))
        show(f"unseen ({folder.name})", judge(weights, unseen), unseen, share)
    if asked.output:
        named = zip(("base", *FEATURES), weights, strict=True)
        lines = "".join(f"{name} = {weight:.3f}\n" for name, weight in named)
        asked.output.write_text(HEADING + lines, "utf-8")
        print(f"{asked.output}: written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
