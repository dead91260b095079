"""What readers say is wrong holds, on this run and on the next ones."""

import csv
import io
import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from table_rows import put

from gazetteer.model import Level, Shape
from mapper.corrections import (
    APART,
    COLUMNS,
    FIELDS,
    Aids,
    Corrected,
    Correction,
    correct,
    parse_corrections,
)
from mapper.errors import UnreadableError
from mapper.merge import join
from mapper.model import Event, Precision
from mapper.pipeline import STRAIGHT_IN, Knowledge, Run, run
from mapper.settings import Settings

ROOT = Path(__file__).parents[2]
Call = Callable[..., tuple[int, str, str]]


def write(*rows: tuple[str, list[str], str, str]) -> str:
    """Text of a file with these rows: event, reports, field, value."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([*COLUMNS, "note"])
    writer.writerows(
        [event, json.dumps(sorted(ids)), name, value, "a note"] for event, ids, name, value in rows
    )
    return text.getvalue()


def read(*rows: tuple[str, list[str], str, str]) -> list[Correction]:
    corrections, skipped = parse_corrections(write(*rows))
    assert skipped == []
    return corrections


@pytest.fixture
def found(reports: Path, known: Knowledge) -> Run:
    """Two papers' reports of one event, merged."""
    return run([reports], known, Settings())


@pytest.fixture
def merged(found: Run) -> Event:
    (event,) = found.events
    assert len(event.told) == 2
    return event


@pytest.fixture
def aids(known: Knowledge) -> Aids:
    return Aids(
        place_of=known.gazetteer.place,
        around=known.areas.around,
        kinds=known.words.kinds,
        join=partial(join, words=known.words, because="by hand"),
    )


def apply(event: Event, aids: Aids, *rows: tuple[str, list[str], str, str]) -> Corrected:
    return correct([event], read(*rows), aids)


def test_a_place_a_day_and_a_kind_are_changed_and_the_id_stays(merged: Event, aids: Aids) -> None:
    done = apply(
        merged,
        aids,
        (merged.id, [], "place", "geonames:702550"),
        (merged.id, [], "day", "2023-03-20/2023-03-26"),
        (merged.id, [], "kind", "Accident"),
    )
    (event,) = done.events
    assert (done.applied, done.skipped) == (3, ())
    assert event.id == merged.id
    assert event.location is not None
    assert event.when is not None
    assert (event.location.place.name, event.location.shape) == ("Lviv", Shape.POINT)
    assert (event.when.start.day, event.when.end.day, event.when.precision) == (20, 27, Precision.WEEK)
    assert event.kind == "Accident"
    assert "Lviv" in event.title
    assert "Rzhyshchiv" not in event.title
    assert event.reasons[-3:] == (
        "place corrected by hand",
        "day corrected by hand",
        "kind corrected by hand",
    )
    assert event.told == merged.told


def test_a_region_is_an_area_with_its_codes(merged: Event, aids: Aids) -> None:
    (event,) = apply(merged, aids, (merged.id, [], "place", "geonames:710734")).events
    assert event.location is not None
    assert event.location.place.level is Level.ADMIN1
    assert (event.location.shape, event.location.geo_precision, event.location.where_prec) == (
        Shape.AREA,
        3,
        4,
    )


@pytest.mark.parametrize(
    ("value", "drawn", "codes"),
    [("geo:49.97,31.04", (Shape.POINT, 0), (1, 1)), ("geo:-1.5,-31;u=5000", (Shape.NEAR, 5000), (2, 2))],
)
def test_a_point_is_exact_unless_it_says_how_far_off(
    merged: Event, aids: Aids, value: str, drawn: tuple[Shape, float], codes: tuple[int, int]
) -> None:
    (event,) = apply(merged, aids, (merged.id, [], "lat_lon", value)).events
    where = event.location
    assert where is not None
    assert f"geo:{where.lat:g},{where.lon:g}" == value.partition(";")[0]
    assert (where.shape, where.radius_m) == drawn
    assert (where.geo_precision, where.where_prec) == codes


@pytest.mark.parametrize(
    ("value", "country"),
    [("geo:49.97,31.04", "UA"), ("geo:52.2,21.0", "PL"), ("geo:-1.29,36.82", "KE"), ("geo:-1.5,-31", "")],
)
def test_a_point_lies_in_the_country_that_holds_it_whatever_the_place_was_taken_for(
    merged: Event, aids: Aids, value: str, country: str
) -> None:
    (event,) = apply(merged, aids, (merged.id, [], "lat_lon", value)).events
    assert event.location is not None
    assert event.location.place.country == country
    held = [aids.place_of(parent).country for parent in event.location.place.parents]
    assert set(held) == ({country} if country else set())


def test_a_point_off_a_rough_coast_keeps_the_divisions_of_the_town_that_it_is_in(
    merged: Event, aids: Aids
) -> None:
    assert merged.location is not None
    at_sea = replace(aids, around=lambda _lon, _lat: ("", ()))
    (near,) = apply(merged, at_sea, (merged.id, [], "lat_lon", "geo:49.98,31.05")).events
    (far,) = apply(merged, at_sea, (merged.id, [], "lat_lon", "geo:43.0,31.05")).events
    assert near.location is not None
    assert far.location is not None
    assert near.location.place.parents == merged.location.place.parents != ()
    assert (far.location.place.country, far.location.place.parents) == ("", ())


def test_a_merge_stays_undone_when_a_further_report_joins_and_the_reports_share_other_events(
    merged: Event, aids: Aids
) -> None:
    grown = replace(merged, id="grown")
    besides = replace(merged, id="besides", told=())
    one, other = (each.id for each in merged.told)
    row = (merged.id, sorted({each.document_id for each in merged.evidence}), "split", json.dumps([one]))
    done = correct([grown, besides], read(row), aids)
    assert not done.skipped
    assert {event.id for event in done.events} == {one, other, "besides"}
    unsaid = (merged.id, [], "split", json.dumps([one]))
    assert {event.id for event in correct([grown, besides], read(unsaid), aids).events} == {
        one,
        other,
        "besides",
    }


def test_the_later_of_two_places_counts(merged: Event, aids: Aids) -> None:
    point, town = (merged.id, [], "lat_lon", "geo:1,2"), (merged.id, [], "place", "geonames:702550")
    first, second = apply(merged, aids, point, town).events[0], apply(merged, aids, town, point).events[0]
    assert first.location is not None
    assert second.location is not None
    assert first.location.place.name == "Lviv"
    assert second.location.lat == 1
    assert first.reasons.count("place corrected by hand") == 1


@pytest.mark.parametrize(
    ("value", "days", "precision"),
    [
        ("2023-03-22", 1, "day"),
        ("2023-02", 28, "month"),
        ("2024", 366, "year"),
        ("2023-03-01/2023-03-03", 3, "week"),
    ],
)
def test_days_months_and_years(merged: Event, aids: Aids, value: str, days: int, precision: str) -> None:
    (event,) = apply(merged, aids, (merged.id, [], "day", value)).events
    assert event.when is not None
    assert ((event.when.end - event.when.start).days, event.when.precision) == (days, precision)


def test_a_day_that_is_not_known_leaves_the_event_undated(merged: Event, aids: Aids) -> None:
    assert apply(merged, aids, (merged.id, [], "day", "")).events[0].when is None


def test_what_is_no_event_is_left_out(merged: Event, aids: Aids) -> None:
    done = apply(merged, aids, (merged.id, [], "not_event", ""))
    assert (done.events, done.applied) == ((), 1)


def test_a_merge_is_undone_and_both_halves_can_be_corrected_by_the_same_file(
    merged: Event, aids: Aids
) -> None:
    one, other = merged.told
    reports = [evidence.document_id for evidence in merged.evidence]
    done = apply(
        merged,
        aids,
        (merged.id, reports, "split", json.dumps([other.id])),
        (other.id, [], "day", "2023-03-25"),
    )
    assert done.skipped == ()
    assert {event.id for event in done.events} == {one.id, other.id}
    changed = next(event for event in done.events if event.id == other.id)
    assert changed.when is not None
    assert changed.when.start.day == 25
    assert all(APART in event.reasons for event in done.events)


def test_splits_add_up_and_an_empty_one_parts_all(merged: Event, aids: Aids) -> None:
    one, other = merged.told
    third = Event(
        id="third", kind=one.kind, title="", when=one.when, location=one.location, evidence=one.evidence
    )
    three = aids.join([one, other, third])
    twice = apply(three, aids, (three.id, [], "split", json.dumps([one.id])),
                  (three.id, [], "split", json.dumps([other.id])))  # fmt: skip
    at_once = apply(three, aids, (three.id, [], "split", "[]"))
    assert twice.skipped == at_once.skipped == ()
    assert [event.id for event in twice.events] == [event.id for event in at_once.events]
    assert {event.id for event in twice.events} == {one.id, other.id, "third"}


def test_a_split_keeps_the_rest_together(merged: Event, aids: Aids) -> None:
    one, other = merged.told
    third = Event(
        id="third", kind=one.kind, title="", when=one.when, location=one.location, evidence=one.evidence
    )
    three = aids.join([one, other, third])
    done = apply(three, aids, (three.id, [], "split", json.dumps(["third"])))
    assert {event.id for event in done.events} == {"third", merged.id}


def test_an_event_is_found_by_its_reports_when_its_id_has_changed(merged: Event, aids: Aids) -> None:
    reports = sorted({evidence.document_id for evidence in merged.evidence})
    done = apply(merged, aids, ("an id of another run", reports, "kind", "Accident"))
    assert done.events[0].kind == "Accident"
    single = apply(merged, aids, (merged.told[0].id, [], "kind", "Accident"))
    assert (single.events[0].id, single.events[0].kind) == (merged.id, "Accident")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("nobody", [], "kind", "Accident"), "no event has its id or its reports: 'nobody'"),
        (("nobody", ["nor this"], "kind", "Accident"), "no event has its id"),
        (("{id}", [], "kind", "Wedding"), "'Wedding' is not a kind"),
        (("{id}", [], "place", "geonames:0"), "no place with id 'geonames:0'"),
        (("{id}", [], "lat_lon", "geo:91,0"), "'geo:91,0' is not on Earth"),
        (("{id}", [], "lat_lon", "49, 31"), "is not a point"),
        (("{id}", [], "day", "2023-02-30"), "'2023-02-30' is not a day"),
        (("{id}", [], "day", "2023-03-02/2023-03-01"), "is not a day"),
        (("{id}", [], "split", '["elsewhere"]'), "none of the reports it parts"),
        (("{id}", [], "split", "all"), "not a JSON list"),
    ],
)
def test_what_cannot_be_is_left_out_and_said(
    merged: Event, aids: Aids, row: tuple[str, list[str], str, str], why: str
) -> None:
    done = apply(merged, aids, (row[0].format(id=merged.id), *row[1:]))
    assert done.events == (merged,)
    assert [skip.what for skip in done.skipped] == ["corrections line 2"]
    assert why in done.skipped[0].why


@pytest.mark.parametrize(("text", "why"), [("a,b\n1,2\n", "lack the column"), ("", "lack the column")])
def test_a_file_that_is_none_is_refused(text: str, why: str) -> None:
    with pytest.raises(UnreadableError, match=why):
        parse_corrections(text)


@given(st.text(max_size=60))
def test_no_text_can_stop_the_reading(text: str) -> None:
    heading = ",".join(COLUMNS) + "\n"
    try:
        corrections, _ = parse_corrections(heading + text)
    except UnreadableError:
        return
    assert all(each.field in FIELDS for each in corrections)


def test_corrections_hold_across_runs(tmp_path: Path, reports: Path, known: Knowledge, merged: Event) -> None:
    rows = read(
        (merged.id, [e.document_id for e in merged.evidence], "split", json.dumps([merged.told[0].id])),
        (merged.told[1].id, [], "place", "geonames:702550"),
    )
    first = run([reports], known, Settings(), corrections=rows)
    put(tmp_path, "new.txt", "A flood in Lviv destroyed a bridge on 2 May 2023.")
    again = run([reports, tmp_path / "new.txt"], known, Settings(), corrections=rows)
    assert first.events == tuple(event for event in again.events if event.id in {e.id for e in first.events})
    assert {event.id for event in first.events} == {one.id for one in merged.told}


def test_a_row_of_a_large_table_can_be_corrected(tmp_path: Path, known: Knowledge) -> None:
    rows = "".join(f"r{n},2023-01-01,Flood,50.4,30.5\n" for n in range(STRAIGHT_IN + 1))
    table = put(tmp_path, "many.csv", f"id,date,kind,lat,lon\n{rows}")
    corrections = read(("r7", [], "kind", "Fire"), ("r8", [], "not_event", ""))
    found = run([table], known, Settings(), corrections=corrections)
    assert [(event.id, event.kind) for event in found.events] == [("r7", "Fire")]
    assert found.table is not None
    assert len(found.table) == STRAIGHT_IN - 1


def test_the_command_applies_them_and_names_what_it_left_out(
    tmp_path: Path, reports: Path, merged: Event, call: Call
) -> None:
    file = put(tmp_path, "corrections.csv", write((merged.id, [], "kind", "Fire"), ("x", [], "kind", "Fire")))
    out = tmp_path / "events.jsonl"
    code, _, said = call("events", reports, "-o", out, "--corrections", file)
    assert code == 0
    assert json.loads(out.read_text(encoding="utf-8"))["kind"] == "Fire"
    assert "skipped corrections line 3: no event has its id or its reports: 'x'" in said
    code, _, said = call("map", reports, "-o", tmp_path / "m.html", "--corrections", tmp_path / "none.csv")
    assert code == 2


@pytest.mark.skipif(shutil.which("node") is None, reason="node writes the page's form")
def test_what_the_page_writes_is_read() -> None:
    given_ = [
        {
            "event_id": "=a1",
            "report_ids": ["two", "one"],
            "field": "place",
            "value": "geonames:1",
            "note": '-x, "y"',
        },
        {"event_id": "b", "report_ids": [], "field": "lat_lon", "value": "geo:-1.2,3", "note": "two\nlines"},
        {"event_id": "c", "report_ids": ["o'ne"], "field": "split", "value": '["5f"]', "note": ""},
    ]
    module = (ROOT / "mapper" / "web" / "correcting.js").as_uri()
    given_rows = json.dumps(given_)
    script = (
        f"import {{ writeCorrections }} from {json.dumps(module)};"
        f"process.stdout.write(writeCorrections({given_rows}));"
    )
    done = subprocess.run(  # noqa: S603 -- our own script
        [shutil.which("node") or "", "--input-type=module", "--eval", script], capture_output=True, check=True
    )
    corrections, skipped = parse_corrections(done.stdout.decode())
    assert skipped == []
    assert [(c.event_id, sorted(c.report_ids), c.field, c.value) for c in corrections] == [
        (row["event_id"], sorted(row["report_ids"]), row["field"], row["value"]) for row in given_
    ]
