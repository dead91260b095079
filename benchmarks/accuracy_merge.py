"""Whether reports of one event meet, and reports of two stay apart.

Runs the text stages on the doubled stories (tests/data/doubled_stories): two outlets' reports of one
event and a near miss. Pairs are scored alone and, harder, among all reports at once. Merging was tuned
on the stories of odd number; those of even number say how well it does on what it was not tuned on.

Run ``python -m benchmarks.accuracy_merge [--half odd|even] [--errors]``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path

from mapper.merge import merge
from mapper.model import Document, Event
from mapper.pipeline import Knowledge, tell
from mapper.settings import Settings

STORIES = Path(__file__).parents[1] / "tests" / "data" / "doubled_stories" / "reports.jsonl"

Merging = Callable[[Sequence[Event]], list[Event]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report: `event` is what its stretches `main` tell of, `also` what else it may be joined for."""

    document: Document
    number: int
    event: str
    differs: str
    main: tuple[tuple[int, int], ...]
    also: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Pairs that were joined, against those that should have been."""

    right: int
    wrong: int
    lost: int

    @property
    def precision(self) -> float:
        """Share of the joined pairs that are of one event."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Share of the pairs of one event that were joined."""
        return self.right / max(1, self.right + self.lost)

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.lost)


def read_reports(path: Path = STORIES) -> list[Report]:
    """Read the doubled stories, in the order of the file."""
    return [_report(json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def _report(row: Mapping[str, object]) -> Report:
    document = Document(
        id=str(row["doc_id"]),
        text=str(row["text"]),
        published=date.fromisoformat(str(row["published"])),
        source=str(row["source"]),
    )
    main = row["main"]
    also = row.get("also", [])
    number = row["number"]
    if not isinstance(main, list) or not isinstance(also, list) or not isinstance(number, int):
        raise TypeError(f"{document.id}: main and also are lists and number a number")
    return Report(
        document=document,
        number=number,
        event=str(row["event"]),
        differs=str(row["differs"]),
        main=tuple((start, end) for start, end in main),
        also=frozenset(map(str, also)),
    )


def main_events(report: Report, told: Sequence[Event]) -> list[Event]:
    """Events whose evidence touches what the report is about."""
    return [
        event
        for event in told
        if any(e.start < end and start < e.end for e in event.evidence for start, end in report.main)
    ]


def _documents(event: Event) -> dict[str, set[str]]:
    """Ids of single reports by document, for one merged event."""
    held: dict[str, set[str]] = defaultdict(set)
    for single in event.told or (event,):
        held[single.evidence[0].document_id].add(single.id)
    return held


def joined_pairs(
    reports: Mapping[str, Report], told: Mapping[str, list[Event]], merged: Iterable[Event]
) -> dict[tuple[str, str], bool]:
    """Pairs of documents that share an event which at least one is about; True where both are."""
    about = {name: {e.id for e in main_events(reports[name], told[name])} for name in reports}
    pairs: dict[tuple[str, str], bool] = {}
    for event in merged:
        held = _documents(event)
        for one, other in combinations(sorted(held), 2):
            of_one, of_other = bool(held[one] & about[one]), bool(held[other] & about[other])
            if of_one or of_other:
                pairs[one, other] = pairs.get((one, other), False) or (of_one and of_other)
    return pairs


def score_pairs(
    reports: Mapping[str, Report], pairs: Mapping[tuple[str, str], bool]
) -> tuple[Score, list[tuple[str, str]], list[tuple[str, str]]]:
    """Score joined pairs; with those joined wrongly and those lost."""
    gold = {
        (one, other)
        for one, other in combinations(sorted(reports), 2)
        if reports[one].event == reports[other].event
    }
    right = {pair for pair in gold if pairs.get(pair)}
    wrong = sorted(pair for pair in set(pairs) - gold if pairs[pair] or not _tells_too(reports, pair))
    lost = sorted(gold - right)
    return Score(right=len(right), wrong=len(wrong), lost=len(lost)), wrong, lost


def _tells_too(reports: Mapping[str, Report], pair: tuple[str, str]) -> bool:
    """Whether one report tells in passing what the other is about."""
    one, other = (reports[name] for name in pair)
    return one.event in other.also or other.event in one.also


def b_cubed(reports: Mapping[str, Report], pairs: Mapping[tuple[str, str], bool]) -> Score | float:
    """B-cubed F1 over documents (Bagga and Baldwin 1998): each against those it was put with."""
    together: dict[str, set[str]] = {name: {name} for name in reports}
    for one, other in pairs:
        together[one].add(other)
        together[other].add(one)
    same: dict[str, set[str]] = defaultdict(set)
    for name, report in reports.items():
        same[report.event].add(name)
    shares = [
        (len(group & gold) / len(group), len(group & gold) / len(gold))
        for name, group in together.items()
        for gold in [same[reports[name].event]]
    ]
    precision = sum(share for share, _ in shares) / len(shares)
    recall = sum(share for _, share in shares) / len(shares)
    return 2 * precision * recall / (precision + recall)


def pairs_alone(
    reports: Mapping[str, Report], told: Mapping[str, list[Event]], merging: Merging
) -> dict[tuple[str, str], bool]:
    """Merge the reports of each story two by two, as if there were no others."""
    stories: dict[int, list[str]] = defaultdict(list)
    for name in sorted(reports):
        stories[reports[name].number].append(name)
    pairs: dict[tuple[str, str], bool] = {}
    for names in stories.values():
        for one, other in combinations(names, 2):
            merged = merging([*told[one], *told[other]])
            two = {name: reports[name] for name in (one, other)}
            pairs |= joined_pairs(two, told, merged)
    return pairs


def why_lost(one: Report, other: Report, told: Mapping[str, list[Event]]) -> str:
    """Say in a word or two why two reports of one event did not meet."""
    firsts, seconds = (main_events(r, told[r.document.id]) for r in (one, other))
    if not firsts or not seconds:
        return f"not found in {(one if not firsts else other).document.id}"
    return " / ".join(f"{_say(a)} <> {_say(b)}" for a in firsts for b in seconds)


def _say(event: Event) -> str:
    at, when = event.location, event.when
    where = f"{at.place.name} ({at.place.level}, {at.place.country})" if at else "nowhere"
    day = f"{when.start:%Y-%m-%d} {when.precision}" if when else "undated"
    return f"{event.title} [{where}; {day}; {event.weapon or 'no weapon'}{'; background' * event.background}]"


def _print_errors(
    reports: Mapping[str, Report],
    told: Mapping[str, list[Event]],
    wrong: Iterable[tuple[str, str]],
    lost: Iterable[tuple[str, str]],
) -> None:
    for one, other in wrong:
        first, second = reports[one], reports[other]
        why = why_lost(first, second, told)
        print(f"  over-merged: {one}, {other} ({second.differs}): {why}")
    for one, other in lost:
        why = why_lost(reports[one], reports[other], told)
        print(f"  lost: {one}, {other} ({reports[one].differs}): {why}")


def _print_score(name: str, score: Score) -> None:
    print(
        f"  {name:<22} precision {score.precision:.3f}  recall {score.recall:.3f}  F1 {score.f1:.3f}"
        f"  ({score.right} right, {score.wrong} wrong, {score.lost} lost)"
    )


def show(reports: Mapping[str, Report], known: Knowledge, *, errors: bool) -> None:
    """Print the scores of some reports."""
    told = {name: tell(report.document, known)[0] for name, report in reports.items()}

    texts = {name: report.document.text for name, report in reports.items()}

    def merging(events: Sequence[Event]) -> list[Event]:
        return merge(events, known.words, texts=texts)

    alone, wrong, lost = score_pairs(reports, pairs_alone(reports, told, merging))
    _print_score("two by two", alone)
    if errors:
        _print_errors(reports, told, wrong, lost)
    merged = merging([event for events in told.values() for event in events])
    pairs = joined_pairs(reports, told, merged)
    together, wrong, lost = score_pairs(reports, pairs)
    _print_score("all at once", together)
    print(f"  {'':<22} B-cubed F1 {b_cubed(reports, pairs):.3f}")
    if errors:
        _print_errors(reports, told, wrong, lost)


def main() -> None:
    """Print pairs and B-cubed, for both halves or one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("odd", "even"))
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    known = Knowledge.open(Settings())
    every = read_reports()
    for half in (asked.half,) if asked.half else ("odd", "even"):
        chosen = {r.document.id: r for r in every if (r.number % 2 == 1) == (half == "odd")}
        same = sum(report.document.id.endswith("-b") for report in chosen.values())
        print(f"{half} stories: {len(chosen)} reports, {same} pairs, {len(chosen) - 2 * same} near misses")
        show(chosen, known, errors=asked.errors)


if __name__ == "__main__":
    sys.exit(main())
