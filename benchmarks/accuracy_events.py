"""How well events are found in text, on annotated stories and on tables that carry their text.

Scores the records of `mapper events` (.jsonl), so that any other program's output in the same form can
be scored the same way.

Run ``python -m benchmarks.accuracy_events --eval FOLDER [--seeds FOLDER] [--errors]``.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from rapidfuzz.fuzz import token_set_ratio as ratio

from benchmarks.event_words import score_words
from gazetteer.names import fold
from mapper.merge import merge
from mapper.model import Document
from mapper.pipeline import Knowledge, tell
from mapper.records import event_record
from mapper.settings import Settings

Record = dict[str, Any]
SAME_SPELLING = 85
"""rapidfuzz, 0 to 100: "Middle Shabele" and "Middle Shabelle"."""
NEAR_KM = 25.0
"""UCDP GED's `where_prec` 2: within about 25 km of a known point."""

FAMILIES = {
    # Gold kinds to the families of mapper/data/kinds.toml that count as the same.
    "air strike": {"remote violence", "interception", "attack"},
    "air/drone/missile strike": {"remote violence", "attack"},
    "shelling": {"remote violence", "battle", "attack"},
    "ground assault": {"battle", "attack"},
    "battle": {"battle", "attack", "remote violence"},
    "bombing/IED": {"remote violence", "attack"},
    "shooting/armed attack": {"attack", "battle", "abduction", "remote violence"},
    "killing/assassination": {"attack"},
    "abduction": {"abduction", "attack", "battle", "arrest"},
    "earthquake": {"earthquake"},
    "other hazard": {"other hazard", "flood/storm", "accident"},
    "chemical attack": {"remote violence"},
    "arrest": {"arrest"},
    "fire": {"fire", "property", "remote violence"},
    "flood/storm": {"flood/storm", "other hazard"},
    "accident": {"accident", "flood/storm"},
    "protest": {"protest"},
    "riot": {"protest", "attack"},
    "displacement": {"displacement"},
    "disease outbreak": {"disease"},
    "election/meeting/visit": {"politics"},
    "interception": {"interception", "remote violence"},
    "infrastructure damage": {"property", "fire", "remote violence"},
}


RECALL = "main events found (recall)"
PRECISION = "found events that are gold (precision)"


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in kilometres (haversine, mean Earth radius)."""
    one, two = math.radians(lat), math.radians(other_lat)
    chord = math.sin((two - one) / 2) ** 2
    chord += math.cos(one) * math.cos(two) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(min(1.0, chord)))


def at_place(found: Record, gold: Record) -> bool:
    """Whether the found place is the gold one, or another that the coder accepts."""
    others = [{**gold, **point, "place_canonical": point["name"]} for point in gold.get("alt_points") or []]
    return any(same_place(found, one) for one in (gold, *others))


def same_place(found: Record, gold: Record) -> bool:
    """Within 25 km, or the same area when the gold place is one."""
    place = found["place"]
    if place is None:
        return False
    if gold["level"] == "admin2" and place["level"] == "admin2" and place["country"] == gold.get("country"):
        names = (fold(place["name"]), fold(gold.get("place_canonical") or gold["place"]))
        return ratio(*names) >= SAME_SPELLING or (gold.get("lat") is not None and _near(place, gold, 40.0))
    if gold["level"] in ("city", "poi", "relative", None) or gold["level"] == "admin2":
        return gold.get("lat") is not None and _near(place, gold, NEAR_KM)
    if gold["level"] == "country":
        return bool(place["level"] == "country" and place["country"] == gold["country"])
    if gold["level"] == "admin1" or (gold["level"] == "region" and "region" in gold["place"].lower()):
        same_unit = place["level"] in ("admin1", "region") and (
            _near(place, gold, 150.0) or _same_division(place, gold)
        )
        return same_unit or _near(place, gold, NEAR_KM)
    reach = NEAR_KM if place["level"] == "city" else 250.0
    return (
        gold.get("lat") is not None
        and place["country"] in (gold["country"], "")
        and _near(place, gold, reach)
    )


def _same_division(place: Record, gold: Record) -> bool:
    """Whether both name one first-order division, however each spells it; centres of large ones lie apart."""
    if place["country"] != gold.get("country") or not gold.get("admin1"):
        return False
    names = [fold(name or "") for name in (place["admin1"] or place["name"], gold["admin1"])]
    return ratio(*names) >= SAME_SPELLING


def _near(place: Record, gold: Record, km: float) -> bool:
    return distance_km(place["lat"], place["lon"], gold["lat"], gold["lon"]) <= km


def same_day(found: Record, first: date, last: date) -> bool:
    """Whether the found span overlaps the gold days; an hour's day is that of its place."""
    if found["when"] is None:
        return False
    start = datetime.fromisoformat(found["when"]["start"]).date()
    end = (datetime.fromisoformat(found["when"]["end"]) - timedelta(seconds=1)).date()
    if found["when"]["precision"] == "hour":
        start = end = date.fromisoformat(found["event_date"])
    return start <= last and first <= end


def same_kind(found: Record, kinds: list[str], known: Knowledge) -> bool:
    """Whether the found kind is of a family that fits one of the gold kinds."""
    family = known.words.family(found["kind"])
    return any(family in FAMILIES.get(kind, {family}) for kind in kinds)


@dataclass
class Tally:
    """Counts of one run, printed as shares of their totals."""

    hits: Counter[str] = field(default_factory=Counter)
    totals: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, *, hit: bool) -> None:
        """Count one case."""
        self.totals[name] += 1
        self.hits[name] += hit

    def share(self, name: str) -> float:
        """Return hits per case, 0 where there is none."""
        return self.hits[name] / self.totals[name] if self.totals[name] else 0.0

    def line(self, name: str) -> str:
        """Write one line of the table."""
        return f"  {name:<44} {self.share(name):.3f}  ({self.hits[name]} of {self.totals[name]})"


def read_jsonl(path: Path) -> list[Record]:
    """Read one JSON object a line."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def found_in(documents: list[Document], known: Knowledge) -> list[Record]:
    """Run the text stages; merged events as records."""
    events = [event for document in documents for event in tell(document, known)[0]]
    return [event_record(event, place_of=known.gazetteer.place) for event in merge(events, known.words)]


def score_seeds(folder: Path, known: Knowledge, *, errors: bool) -> None:
    """Print how many of the gold events of the first four articles were found."""
    gold = json.loads((folder / "gold.json").read_text("utf-8"))["events"]
    with (folder / "index.csv").open(encoding="utf-8") as lines:
        index = list(csv.DictReader(lines))
    documents = [
        Document(
            id=row["file"],
            text=(folder / row["file"]).read_text("utf-8"),
            published=date.fromisoformat(row["published"]),
            source=row["source"],
        )
        for row in index
    ]
    found = found_in(documents, known)
    tally = Tally()
    for event in gold:
        day = date.fromisoformat(event["date"])
        kinds = [event["kind"], *event.get("alt_kind", [])]
        near = [
            one
            for one in found
            if same_place(one, {"lat": None, **event})
            and same_day(one, day, day)
            and same_kind(one, kinds, known)
        ]
        tally.add("place, day and kind right", hit=bool(near))
        if errors and not near:
            print("  missed:", event["id"])
        for name in ("killed", "injured", "missing"):
            for report in event.get("reports", {}).values():
                if near and report.get(name) is not None:
                    inside = any(one[name] and one[name][0] <= report[name] <= one[name][1] for one in near)
                    tally.add(f"{name}: stated number inside", hit=inside)
                    if errors and not inside:
                        print("  number:", event["id"], name, report[name], [one[name] for one in near])
    print("seeds")
    for name in tally.totals:
        print(tally.line(name))


@dataclass
class Story:
    """A hand-coded story and what was found in it; each found event answers one gold event at most."""

    text: str
    found: list[Record]
    known: Knowledge
    used: set[str] = field(default_factory=set)

    def answer(self, event: Record) -> Record | None:
        """Take the first found event that fits a gold one in place, days and kind."""
        other = event.get("alt_kind") or []
        kinds = [event["kind"], *([other] if isinstance(other, str) else other)]
        first, last = date.fromisoformat(event["date_start"]), date.fromisoformat(event["date_end"])
        for one in self.found:
            fits = at_place(one, event) and same_day(one, first, last) and same_kind(one, kinds, self.known)
            if fits and one["event_id"] not in self.used:
                self.used.add(one["event_id"])
                return one
        return None


def _main_first(event: Record) -> tuple[bool, bool]:
    return (not event.get("main"), bool(event.get("optional")))


def score_stories(stories: Path, coded: Path, known: Knowledge, *, errors: bool) -> None:
    """Print event finding on whole hand-coded stories, main events first."""
    texts = {row["doc_id"]: row for row in read_jsonl(stories)}
    tally = Tally()
    for gold in read_jsonl(coded):
        row = texts[gold["doc_id"]]
        day = date.fromisoformat(row["published"][:10])
        document = Document(id=row["doc_id"], text=row["text"], published=day)
        story = Story(text=row["text"], found=found_in([document], known), known=known)
        for event in sorted(gold["events"], key=_main_first):
            _score_main(event, story.answer(event), tally, errors=errors)
        for one in story.found:
            if not one["background"]:
                _score_found(one, story, tally, errors=errors)
    print(f"whole stories ({coded.name})")
    for name in tally.totals:
        print(tally.line(name))
    precision, recall = tally.share(PRECISION), tally.share(RECALL)
    if precision + recall:
        print(f"  {'F1 (main)':<44} {2 * precision * recall / (precision + recall):.3f}")


def _score_main(event: Record, hit: Record | None, tally: Tally, *, errors: bool) -> None:
    """Count a main gold event: found or not; its killed and its day where it was."""
    if not event.get("main") or event.get("optional") or event["kind"] == "other":
        return
    tally.add(RECALL, hit=hit is not None)
    if hit is None:
        if errors:
            print("  missed:", event["kind"], event["place"], event["date_start"], event["evidence"][:140])
        return
    if event["killed"]:
        low, high = event["killed"]
        tally.add(
            "killed agrees", hit=bool(hit["killed"]) and hit["killed"][0] <= high and low <= hit["killed"][1]
        )
    is_exact = hit["event_date"] == event["date_start"]
    tally.add("day exact", hit=is_exact)
    if errors and not is_exact:
        print("  day:", event["date_start"], "found", hit["when"], event["evidence"][:200])


def _score_found(one: Record, story: Story, tally: Tally, *, errors: bool) -> None:
    """Count a found event: answered by the gold or not."""
    tally.add(PRECISION, hit=one["event_id"] in story.used)
    if errors and one["event_id"] not in story.used:
        span = one["evidence"][0]
        print("  extra:", one["title"], "|", story.text[span["start"] : span["end"]][:140])


def score_rows(path: Path, known: Knowledge, *, errors: bool, most: int) -> None:
    """Print, for tables with a text a row, whether an event is found near the row's point."""
    rows = [row for row in read_jsonl(path) if row.get("place_in_text") and len(row["date"]) == 10][:most]
    tally = Tally()
    shown = 0
    for row in rows:
        document = Document(id=row["event_id"], text=row["text"], published=date.fromisoformat(row["date"]))
        found = found_in([document], known)
        near = [one for one in found if one["place"] and _near(one["place"], row, NEAR_KM)]
        tally.add("an event within 25 km", hit=bool(near))
        if row["fatalities"] is not None and near:
            exact = any(
                (one["killed"] or [0, 0])[0] <= row["fatalities"] <= (one["killed"] or [0, 0])[1]
                for one in near
            )
            tally.add("killed inside the interval", hit=exact)
        if errors and not near and shown < 40:
            shown += 1
            print("  missed:", row["place"], "|", [(o["title"]) for o in found], "|", row["text"][:160])
    print(path.stem)
    for name in tally.totals:
        print(tally.line(name))


def main() -> None:
    """Print all tables whose data is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--eval", type=Path, required=True)
    parser.add_argument("--seeds", type=Path)
    parser.add_argument("--stories", type=Path, help="stories.jsonl and gold.jsonl, as voa's")
    parser.add_argument("--only", default="")
    parser.add_argument("--most", type=int, default=1_000_000)
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    known = Knowledge.open(Settings())
    started = time.perf_counter()
    if asked.seeds and asked.only in ("", "seeds"):
        score_seeds(asked.seeds, known, errors=asked.errors)
    if asked.only in ("", "voa"):
        score_stories(asked.eval / "voa.jsonl", asked.eval / "voa_gold.jsonl", known, errors=asked.errors)
    if asked.stories and asked.only in ("", "stories"):
        stories, coded = asked.stories / "stories.jsonl", asked.stories / "gold.jsonl"
        score_stories(stories, coded, known, errors=asked.errors)
    for name in ("awsd", "ucdp_ukraine", "ucdp_ged_sample"):
        if asked.only in ("", name):
            score_rows(asked.eval / f"{name}.jsonl", known, errors=asked.errors, most=asked.most)
    if asked.only in ("", "halterman"):
        rows = read_jsonl(asked.eval / "halterman_event_location.jsonl")[: asked.most]
        score_words(rows, known, errors=asked.errors)
    print(f"{time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    sys.exit(main())
