"""How fast text becomes merged events on one core, and which stage takes how much of it.

Reports of about 400 words, as news has them: texts of ``examples/`` one after another, so that every
sentence tells of something, which news does not; or with ``--stories FILE`` real ones, of a .jsonl with
``text`` and ``published``, cut at 400 words. Time is the process's own on one core, so that other programs
on the machine count little. What is looked up once a word costs most in the first round; in the best of
several it is known, as in a long run.

Run ``python -m benchmarks.speed_events [--stories FILE] [--profile]``.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import re
import sys
import time
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.made_up import EXAMPLES
from gazetteer.locate import points_in
from gazetteer.resolver import geoparse
from mapper.merge import merge
from mapper.model import Document
from mapper.pipeline import Knowledge, tell
from mapper.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mapper.language import Language
    from mapper.model import Event
    from mapper.syntax import Sentence

WORDS = 400
"""Of a report: what news has in the middle."""

REPORTS = 36
ROUNDS = 3
STEP = 7  # an example is followed by the seventh after it: another country's


@dataclass(slots=True)
class Clock:
    """Seconds of the process that each stage took."""

    seconds: dict[str, float] = field(default_factory=dict)

    def timed(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """Do the same, and note how long it took."""

        def run(*given: Any) -> Any:  # noqa: ANN401 - hands on whatever it is given
            started = time.process_time()
            result = work(*given)
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.process_time() - started
            return result

        return run


class TimedLanguage:
    """A language whose work is timed."""

    def __init__(self, language: Language, clock: Clock) -> None:
        """Keep the language and the clock."""
        self.sentences = clock.timed("sentences", language.sentences)
        self._parse = clock.timed("syntax", language.parse)
        self.words = 0

    def parse(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Sentence]:
        """Parse, and count the words that were."""
        parsed: list[Sentence] = self._parse(text, spans)
        self.words += sum(len(sentence.tokens) for sentence in parsed)
        return parsed


def from_examples() -> list[Document]:
    """Make reports of about 400 words of the examples, the same in every run."""
    texts = [path.read_text("utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
    reports = []
    for number in range(REPORTS):
        following = (texts[(number + STEP * step) % len(texts)] for step in range(4))
        text = _cut("\n\n".join(following))
        reports.append(Document(id=f"report {number}", text=text, published=date(2024, 1, 1)))
    return reports


def from_stories(path: Path) -> list[Document]:
    """Read reports of a .jsonl file, none shorter than 400 words, cut there."""
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    long = (row for row in rows if len(row["text"].split()) >= WORDS)
    return [
        Document(
            id=f"report {number}", text=_cut(row["text"]), published=date.fromisoformat(row["published"][:10])
        )
        for number, row in enumerate(long)
    ]


def _cut(text: str) -> str:
    """Take the first words of a text, as they stand."""
    return text[: max((word.end() for word, _ in zip(re.finditer(r"\S+", text), range(WORDS), strict=False)))]


def read(reports: Sequence[Document], known: Knowledge) -> list[Event]:
    """From texts to merged events."""
    told = [event for report in reports for event in tell(report, known)[0]]
    return merge(told, known.words, texts={report.id: report.text for report in reports})


def stages(reports: Sequence[Document], known: Knowledge) -> tuple[Clock, int]:
    """Time every stage for itself; how many words were parsed."""
    clock = Clock()
    language = TimedLanguage(known.language(), clock)
    timed = replace(known, language=lambda: language)
    started = time.process_time()
    told = [event for report in reports for event in tell(report, timed)[0]]
    clock.seconds["events"] = time.process_time() - started
    find = clock.timed("places", lambda text: points_in(text, geoparse(text, known.gazetteer), known.areas))
    for report in reports:
        find(report.text)
    texts = {report.id: report.text for report in reports}
    clock.timed("merging", lambda: merge(told, known.words, texts=texts))()
    clock.seconds["events"] -= sum(clock.seconds[name] for name in ("sentences", "syntax", "places"))
    return clock, language.words


def measure(reports: Sequence[Document], known: Knowledge) -> None:
    """Print reports a second, and the share of every stage."""
    rounds = []
    events: list[Event] = []
    for _ in range(ROUNDS):
        started = time.process_time()
        events = read(reports, known)
        rounds.append(time.process_time() - started)
    words = sum(len(report.text.split()) for report in reports)
    print(f"{len(reports)} reports, {words:,} words, {len(events)} events")
    print(f"{len(reports) / rounds[0]:.1f} reports a second on one core, all their words new")
    print(f"{len(reports) / min(rounds):.1f} reports a second on one core, their words known from others")
    clock, parsed = stages(reports, known)
    total = sum(clock.seconds.values())
    for name, seconds in sorted(clock.seconds.items(), key=lambda pair: -pair[1]):
        print(f"  {name:<12}{1000 * seconds / len(reports):8.1f} ms a report  {seconds / total:6.1%}")
    print(f"  {parsed:,} words and signs were parsed")


def read_in_turns(reports: Sequence[Document], known: Knowledge) -> None:
    """Read all reports for every line of input, and print how many a second (`benchmarks.speed_against`)."""
    for _ in sys.stdin:
        started = time.process_time()
        read(reports, known)
        print(len(reports) / (time.process_time() - started), flush=True)


def profile(reports: Sequence[Document], known: Knowledge) -> None:
    """Print which functions take the process's time."""
    profiler = cProfile.Profile(time.process_time)
    profiler.runcall(read, reports, known)
    pstats.Stats(profiler).sort_stats("tottime").print_stats(45)
    pstats.Stats(profiler).sort_stats("cumulative").print_stats(60)


def main() -> None:
    """Measure, or profile."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=Path, help=".jsonl with text and published")
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--in-turns", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, [max(os.sched_getaffinity(0))])
    known = Knowledge.open(Settings())
    reports = from_stories(asked.stories) if asked.stories else from_examples()
    read(reports[:2], known)
    work = read_in_turns if asked.in_turns else profile if asked.profile else measure
    work(reports, known)


if __name__ == "__main__":
    main()
