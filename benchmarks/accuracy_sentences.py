"""How many of 481 ordinary news sentences are read as the events they report.

The sentences were written for this, by somebody who had not seen what the program reads, to cover how
reporters word each family of events, and what only looks like one. Each is read as a report of 1 October
2025. An event is right if its family and its place are; families that code books part but readers confuse
count as one (`NEAR`).

Run ``python -m benchmarks.accuracy_sentences [--errors]``.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.names import fold
from mapper.model import Document
from mapper.pipeline import Knowledge, tell
from mapper.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mapper.model import Event

SENTENCES = Path(__file__).with_name("ordinary_sentences.jsonl")
PUBLISHED = date(2025, 10, 1)
NEAR = (
    {"battle", "attack", "remote violence", "territory"},
    {"flood/storm", "other hazard", "accident"},
    {"interception", "remote violence"},
    {"attack", "abduction"},
    {"fire", "accident"},
    {"looting", "protest", "attack", "fire"},
    {"infrastructure damage", "remote violence", "flood/storm", "accident"},
)
"""Families of which either is right where a sentence reports one."""
_NAMED = {"Abduction": "abduction", "Looting": "looting", "Infrastructure": "infrastructure damage"}
_LEADING = re.compile(r"^(?:near|outside|off|around|in|the) ")
_LONG = 4  # letters of a word that tells a place


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found of one sentence: which events are right, and how many were told that are not."""

    text: str
    missed: tuple[dict[str, Any], ...]
    right: tuple[tuple[dict[str, Any], Event], ...]
    extra: tuple[Event, ...]


def read_sentences(path: Path = SENTENCES) -> list[dict[str, Any]]:
    """Read the sentences with their events."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def answers(rows: Iterable[dict[str, Any]], known: Knowledge) -> Iterator[Answer]:
    """Read each sentence as a report of its own and compare what it tells with what was written down."""
    for row in rows:
        document = Document(id="sentence", text=row["text"], published=PUBLISHED)
        left = [event for event in tell(document, known)[0] if not event.background]
        right, missed = [], []
        for gold in row["events"]:
            found = next((event for event in left if _is_right(event, gold, known)), None)
            if found is None:
                missed.append(gold)
            else:
                left.remove(found)
                right.append((gold, found))
        yield Answer(row["text"], tuple(missed), tuple(right), tuple(left))


def _is_right(event: Event, gold: dict[str, Any], known: Knowledge) -> bool:
    kinds = {_family(event.kind, known), gold["family"]}
    if len(kinds) > 1 and not any(kinds <= near for near in NEAR):
        return False
    told = fold(" ".join([event.title, event.location.wording if event.location else ""]))
    named = fold(_LEADING.sub("", gold["place"]))
    return named in told or any(word in told for word in named.split() if len(word) > _LONG)


def _family(kind: str, known: Knowledge) -> str:
    if "territory" in kind:
        return "territory"
    named = next((family for start, family in _NAMED.items() if kind.startswith(start)), None)
    return named or known.words.family(kind)


def _number_is_inside(gold: list[int | None], told: Any) -> bool:  # noqa: ANN401 - a Count or None
    low, high = gold[0] or 0, gold[1]
    return told is not None and told.high >= low and (high is None or told.low <= high)


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="list what was missed and what is told besides")
    asked = parser.parse_args()
    tally: Counter[str] = Counter()
    for answer in answers(read_sentences(), Knowledge.open(Settings())):
        tally["events"] += len(answer.right) + len(answer.missed)
        tally["right"] += len(answer.right)
        tally["told"] += len(answer.right) + len(answer.extra)
        if not answer.right and not answer.missed:
            tally["without events"] += 1
            tally["told of none"] += bool(answer.extra)
        for gold, event in answer.right:
            for field in ("killed", "injured", "missing", "detained", "displaced"):
                if gold.get(field):
                    tally["numbers"] += 1
                    tally["numbers inside"] += _number_is_inside(gold[field], getattr(event.counts, field))
        if asked.errors and (answer.missed or answer.extra):
            print(answer.text)
            print("  missed:", [(gold["family"], gold["place"]) for gold in answer.missed])
            print("  besides:", [event.title for event in answer.extra])
    tally["quiet"] = tally["without events"] - tally["told of none"]
    for name, part, whole in (
        ("found", "right", "events"),
        ("right of those told", "right", "told"),
        ("numbers inside", "numbers inside", "numbers"),
        ("no event, none told", "quiet", "without events"),
    ):
        print(f"{name:<22} {tally[part] / tally[whole]:.3f}  ({tally[part]} of {tally[whole]})")


if __name__ == "__main__":
    main()
