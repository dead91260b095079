"""The four articles that the project began with, where their folder lies beside the project."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from gazetteer.within import distance_m
from mapper.pipeline import Knowledge, Run, run
from mapper.records import event_record
from mapper.settings import Settings

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
NOT_HERE = {"Moscow", "Washington", "Beijing", "Paris", "Denmark", "Russia", "China", "France", "Europe"}
KINDS = {
    "air strike": {"remote violence", "interception"},
    "shelling": {"remote violence"},
    "ground assault": {"battle"},
    "battle": {"battle"},
    "armed clash": {"battle"},
    "fire": {"fire"},
    "interception": {"interception"},
    "disrupted weapons use": {"interception"},
    "infrastructure damage": {"property"},
}
REACH_KM = {"city": 25, "region": 60, "country": 400}

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the folder ../shared/seeds is not here")


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return Knowledge.open(Settings())


@pytest.fixture(scope="module")
def found(known: Knowledge) -> Run:
    return run(sorted(SEEDS.glob("*.txt")), known, Settings())


@pytest.fixture(scope="module")
def records(found: Run, known: Knowledge) -> list[dict[str, Any]]:
    return [dict(event_record(event, place_of=known.gazetteer.place)) for event in found.events]


def gold() -> list[dict[str, Any]]:
    return list(json.loads((SEEDS / "gold.json").read_text("utf-8"))["events"])


def fits(record: dict[str, Any], event: dict[str, Any], known: Knowledge) -> bool:
    place, when = record["place"], record["when"]
    if place is None or when is None or place["country"] != event["country"]:
        return False
    day = date.fromisoformat(event["date"])
    start = datetime.fromisoformat(when["start"]).date()
    end = (datetime.fromisoformat(when["end"]) - timedelta(seconds=1)).date()
    kinds = {family for kind in (event["kind"], *event.get("alt_kind", [])) for family in KINDS[kind]}
    near = event["level"] == "country" == place["level"] or (
        "lat" in event
        and distance_m(place["lon"], place["lat"], event["lon"], event["lat"]) / 1000
        <= REACH_KM[event["level"]]
    )
    return near and start <= day <= end and known.words.family(record["kind"]) in kinds


def test_at_least_eleven_of_the_twelve_events_are_found(
    records: list[dict[str, Any]], known: Knowledge
) -> None:
    missed = [one["id"] for one in gold() if not any(fits(record, one, known) for record in records)]
    assert len(missed) <= 1, missed


@pytest.mark.parametrize(
    ("name", "killed", "injured"), [("Rzhyshchiv", [6, 8], [7, 18]), ("Zaporizhzhia", [1, 1], [33, 33])]
)
def test_what_two_articles_tell_is_one_event_with_a_range(
    name: str, killed: list[int], injured: list[int], records: list[dict[str, Any]]
) -> None:
    point = next(one for one in gold() if one["place"] == name)
    near = [
        record
        for record in records
        if record["place"]
        and distance_m(record["place"]["lon"], record["place"]["lat"], point["lon"], point["lat"]) < 25_000
    ]
    assert [(one["killed"], one["injured"]) for one in near] == [(killed, injured)]
    assert len({evidence["doc_id"] for evidence in near[0]["evidence"]}) == 2


def test_kostiantynivka_is_the_one_in_donetsk_region(records: list[dict[str, Any]]) -> None:
    named = [one["place"] for one in records if one["place"] and one["place"]["name"].startswith("Kost")]
    assert named
    assert all(place["admin1"].startswith("Donetsk") for place in named)


def test_nothing_happens_where_is_only_spoken(records: list[dict[str, Any]]) -> None:
    assert not {record["place"]["name"] for record in records if record["place"]} & NOT_HERE


def test_every_event_quotes_a_sentence_of_its_documents(found: Run) -> None:
    texts = {document.id: document.text for document in found.documents}
    quotes = [texts[e.document_id][e.start : e.end] for event in found.events for e in event.evidence]
    assert all(quote.strip() == quote and len(quote) > 15 for quote in quotes)
