from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.cli import main
from gazetteer.errors import ResolveInputError
from gazetteer.resolve_cli import DONE, NOTHING, read_marked, resolve_file, resolve_lines

if TYPE_CHECKING:
    from pathlib import Path

    from gazetteer.store import Gazetteer

GOOD = {"doc_id": ["any", 7], "text": "In Velm, Norland", "mentions": [{"start": 3, "end": 7}]}


def test_a_line_in_is_a_line_out_with_its_own_id(region: Path, tmp_path: Path) -> None:
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps(GOOD) + "\n\n", "utf-8")
    assert resolve_file(source, output, region) == DONE
    (record,) = (json.loads(line) for line in output.read_text("utf-8").splitlines())
    assert record["doc_id"] == ["any", 7]
    (place,) = record["places"]
    assert (place["geonameid"], place["text"], place["role"]) == ("6", "Velm", "place")


def test_an_unknown_name_is_all_nulls(gazetteer: Gazetteer) -> None:
    row = {"doc_id": 1, "text": "Atlantis", "mentions": [{"start": 0, "end": 8}]}
    ((record,), problems) = resolve_lines([json.dumps(row).encode()], gazetteer)
    assert not problems
    assert record["places"][0]["geonameid"] is None
    assert record["places"][0]["score"] is None


def test_the_outlet_s_home_counts_and_a_line_s_own_wins(
    region: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {"text": "In Dorsk", "mentions": [{"start": 3, "end": 8}]}
    own = {**row, "home": {"lat": 50.2, "lon": 12.4}}
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(f"{json.dumps(row)}\n{json.dumps(own)}\n", "utf-8")
    call = ["resolve", str(source), "-o", str(output), "--index", str(region), "--home", "50.0,8.1"]
    assert main(call) == DONE, capsys.readouterr().err
    records = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
    assert [record["places"][0]["geonameid"] for record in records] == ["9", "10"]


def test_an_unknown_name_answered_by_its_text_has_a_ring(gazetteer: Gazetteer) -> None:
    text = "A bus burned in Kresk. Police closed Elm Street."
    row = {"doc_id": 1, "text": text, "mentions": [{"start": 37, "end": 47}]}
    ((record,), _) = resolve_lines([json.dumps(row).encode()], gazetteer)
    (place,) = record["places"]
    assert (place["text"], place["geonameid"]) == ("Elm Street", None)
    assert place["radius_m"] >= 25_000


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b'{"text": "x", "mentions": [], "home": [1, 2]}', "home [1, 2] is no"),
        (b'{"text": "x", "mentions": [], "home": {"lat": 100, "lon": 2}}', "on Earth"),
        (b'{"text": "x", "mentions": [], "home": {"lat": true, "lon": 2}}', "on Earth"),
        (b"\xff{", "no JSON"),
        (b"[1]", 'no object with a "text"'),
        (b'{"text": 5, "mentions": []}', 'no object with a "text"'),
        (b'{"text": "x"}', 'no list of "mentions"'),
        (b'{"text": "x", "mentions": [{"start": 0, "end": 2}]}', "no stretch of the text"),
        (b'{"text": "x", "mentions": [{"start": 1, "end": 1}]}', "no stretch of the text"),
        (b'{"text": "x", "mentions": [{"start": true, "end": 1}]}', "no stretch of the text"),
        (b'{"text": "x", "mentions": [7]}', "no stretch of the text"),
    ],
)
def test_a_bad_line_is_told_by_number_and_the_rest_goes_on(
    gazetteer: Gazetteer, line: bytes, problem: str
) -> None:
    records, (told,) = resolve_lines([json.dumps(GOOD).encode(), line], gazetteer)
    assert len(records) == 1
    assert told.startswith("line 2: ")
    assert problem in told


def test_nothing_usable_writes_nothing(
    region: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(b"{}\n")
    output.write_text("as it was", "utf-8")
    assert resolve_file(source, output, region) == NOTHING
    assert output.read_text("utf-8") == "as it was"
    assert "1 of 1 documents skipped" in capsys.readouterr().err


def test_a_missing_file_is_named(region: Path, tmp_path: Path) -> None:
    with pytest.raises(ResolveInputError, match=r"gone\.jsonl cannot be read"):
        resolve_file(tmp_path / "gone.jsonl", tmp_path / "out.jsonl", region)


@settings(deadline=None)
@given(text=st.text(st.characters(), max_size=50))
def test_any_text_is_read_or_refused_and_never_a_traceback(gazetteer: Gazetteer, text: str) -> None:
    mentions = [{"start": 0, "end": len(text)}]
    line = json.dumps({"doc_id": None, "text": text, "mentions": mentions}).encode()
    records, problems = resolve_lines([line], gazetteer)
    assert len(records) + len(problems) == 1
    assert bool(problems) == (not text)


def test_lone_surrogates_are_only_characters(gazetteer: Gazetteer) -> None:
    line = b'{"text": "Velm \\ud800 Velm", "mentions": [{"start": 0, "end": 6}]}'
    assert read_marked(line).mentions[0].text == "Velm \ud800"
    records, problems = resolve_lines([line], gazetteer)
    assert (len(records), problems) == (1, [])
