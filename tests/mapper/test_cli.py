import csv
import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mapper.export import FORMATS

Call = Callable[..., tuple[int, str, str]]
MAPPER = Path(sys.executable).with_name("mapper")
EXAMPLES = Path(__file__).parents[2] / "examples"


def test_map_writes_one_page_and_counts_what_is_on_it(call: Call, reports: Path, tmp_path: Path) -> None:
    code, out, err = call("map", reports, "-o", tmp_path / "map.html", "--title", "Two papers")
    assert (code, out) == (0, "")
    assert err.splitlines()[-1] == f"{tmp_path / 'map.html'}: 1 event in 2 documents"
    assert "<title>Two papers</title>" in (tmp_path / "map.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", FORMATS)
def test_events_are_written_in_every_format(call: Call, reports: Path, tmp_path: Path, suffix: str) -> None:
    code, _, err = call("events", reports, "-o", tmp_path / f"events{suffix}")
    assert code == 0
    assert "1 event in 2 documents" in err
    assert (tmp_path / f"events{suffix}").stat().st_size > 0


def test_events_carry_the_range_and_both_newspapers(call: Call, reports: Path, tmp_path: Path) -> None:
    call("events", reports, "-o", tmp_path / "events.csv")
    with (tmp_path / "events.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["place"], row["killed_low"], row["killed_high"]) == ("Rzhyshchiv", "6", "8")
    assert set(row["sources"].split("; ")) == {"The Paper", "The Other Paper"}


def test_places_come_out_with_the_ids_that_went_in(call: Call, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(
        '{"doc_id": "a:1", "text": "A bridge fell in Goma."}\n{"doc_id": "b", "text": "Nothing."}\n'
    )
    code, _, err = call("places", source, "-o", tmp_path / "out.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert code == 0
    assert [line["doc_id"] for line in lines] == ["a:1", "b"]
    assert [(place["text"], place["country"]) for place in lines[0]["places"]] == [("Goma", "CD")]
    assert lines[1]["places"] == []
    assert err.endswith("1 name of places in 2 documents\n")


def test_places_are_written_in_the_memory_that_places_need(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"text": "A bridge fell in Goma."}\n')
    told = (
        "import sys; from mapper.cli import app; "
        f"app(['places', {str(source)!r}, '-o', {str(tmp_path / 'out.jsonl')!r}], standalone_mode=False); "
        "print(sorted({'folium', 'geopandas', 'pandas', 'pyarrow', 'spacy'} & sys.modules.keys()))"
    )
    done = subprocess.run(  # noqa: S603 -- our own command
        [sys.executable, "-c", told], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_explain_tells_the_chain_and_each_report(call: Call, reports: Path) -> None:
    code, out, _ = call("explain", reports)
    assert code == 0
    for words in (
        "said: “",
        "The Other Paper",
        "killed: 6 to 8",
        "where: Rzhyshchiv",
        "merged from 2 reports",
    ):
        assert words in out


def test_explain_says_what_the_confidence_means_until_somebody_corrects(
    call: Call, reports: Path, tmp_path: Path
) -> None:
    _, out, _ = call("explain", reports)
    event_id = out.split()[0]
    said = next(line for line in out.splitlines() if line.strip().startswith("confidence: "))
    share = float(said.split()[1].rstrip(","))
    assert f"about {share:.0%} of such are right in place, day and kind" in said
    assert "because: confidence: its own sentence names the place" in out
    corrections = tmp_path / "corrections.csv"
    corrections.write_text(f"event_id,report_ids,field,value\n{event_id},,day,2023-03-21\n", "utf-8")
    _, out, _ = call("explain", reports, "--corrections", corrections)
    assert f"confidence: {share:.2f}, as it was read, before it was corrected by hand" in out


def test_explain_tells_of_one_event_by_its_id(call: Call, reports: Path) -> None:
    event_id = call("explain", reports)[1].split()[0]
    code, out, _ = call("explain", reports, event_id)
    assert code == 0
    assert out.startswith(event_id)


def test_explain_says_when_no_event_has_the_id(call: Call, reports: Path) -> None:
    code, out, err = call("explain", reports, "nobody")
    assert (code, out) == (1, "")
    assert err.endswith("mapper: no event has the id nobody\n")


def test_a_given_day_dates_reports_without_one(call: Call, reports: Path, tmp_path: Path) -> None:
    (reports / "index.csv").unlink()
    out = tmp_path / "events.jsonl"
    call("events", reports, "-o", out)
    assert [json.loads(line)["when"] for line in out.read_text(encoding="utf-8").splitlines()] == [None, None]
    call("events", reports, "-o", out, "--published", "2023-03-23")
    assert json.loads(out.read_text(encoding="utf-8"))["when"]["start"] == "2023-03-22T00:00:00Z"


def test_settings_come_from_a_file_and_options_win(call: Call, reports: Path, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('title = "From the file"')
    page = tmp_path / "map.html"
    call("map", reports, "-o", page, "--settings", file)
    assert "<title>From the file</title>" in page.read_text(encoding="utf-8")
    call("map", reports, "-o", page, "--settings", file, "--title", "From the call")
    assert "<title>From the call</title>" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("-o", "{tmp}/gone/map.html"), "there is no folder {tmp}/gone to write map.html in"),
        (("-o", "{tmp}"), "{tmp} is a folder, not a file to write"),
        (("-o", "{tmp}/reports/paper.txt", "{tmp}/reports/paper.txt"), "is a source; it is not written over"),
        (("-o", "{tmp}/m.html", "--report", "{tmp}/gone/r.jsonl"), "there is no folder {tmp}/gone"),
        (("-o", "{tmp}/m.html", "--published", "2023-02-30"), "--published '2023-02-30' is not a date"),
        (("-o", "{tmp}/m.html", "--settings", "{tmp}/gone.toml"), "the settings cannot be read"),
        (("-o", "{tmp}/m.html", "--settings", "{tmp}/reports/paper.txt"), "settings are not TOML"),
        (("-o", "{tmp}/m.html", "--language-model", "no_such"), "no spaCy pipeline 'no_such' is installed"),
        ((), "Missing option '--out' / '-o'"),
        (("-o", "{tmp}/m.html", "--colour"), "No such option: --colour"),
    ],
)
def test_a_wrong_call_is_one_clear_line_and_code_2(
    call: Call, reports: Path, tmp_path: Path, arguments: tuple[str, ...], why: str
) -> None:
    code, out, err = call("map", reports, *(each.format(tmp=tmp_path) for each in arguments))
    assert (code, out) == (2, "")
    assert why.format(tmp=tmp_path) in err
    assert "Traceback" not in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["reports"]


def test_an_unknown_format_out_is_refused_before_the_work(call: Call, reports: Path, tmp_path: Path) -> None:
    code, _, err = call("events", reports, "-o", tmp_path / "events.shp")
    assert code == 2
    assert err.endswith("events.shp has none of the suffixes .jsonl, .csv, .geojson, .kml, .gpkg, .parquet\n")


def test_what_was_left_out_is_listed_when_asked(call: Call, reports: Path, tmp_path: Path) -> None:
    (reports / "empty.txt").touch()
    code, _, err = call("map", reports, "-o", tmp_path / "map.html", "--report", tmp_path / "report.jsonl")
    assert code == 0
    assert err.count("skipped ") == 1
    assert [json.loads(line) for line in (tmp_path / "report.jsonl").read_text().splitlines()] == [
        {"what": str(reports / "empty.txt"), "stage": "read", "why": "empty"}
    ]


def test_nothing_usable_is_code_1_with_every_reason(call: Call, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    report = tmp_path / "report.jsonl"
    code, out, err = call("map", tmp_path, tmp_path / "gone", "-o", tmp_path / "map.html", "--report", report)
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        f"skipped {tmp_path / 'gone'}: no such file or folder",
        f"skipped {tmp_path / 'empty.txt'}: empty",
        "2 skipped",
        "mapper: nothing usable: not one report could be read",
    ]
    assert len(report.read_text().splitlines()) == 2
    assert not (tmp_path / "map.html").exists()


def test_a_pipe_gets_no_progress_bar_and_no_colour(reports: Path, tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 -- our own command
        [MAPPER, "places", reports, "-o", tmp_path / "places.jsonl"], capture_output=True, check=True
    )
    assert done.stdout == b""
    assert done.stderr.decode() == f"{tmp_path / 'places.jsonl'}: 2 names of places in 2 documents\n"


def test_a_terminal_gets_a_progress_bar(reports: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(  # noqa: S603 -- our own command
        [MAPPER, "places", reports, "-o", tmp_path / "places.jsonl"],
        stdout=theirs,
        stderr=theirs,
        env=os.environ | {"TERM": "xterm"},
    )
    os.close(theirs)
    said = b""
    while part := _read(ours):
        said += part
    os.close(ours)
    assert process.wait() == 0
    assert b"reading" in said


def _read(terminal: int) -> bytes:
    """Read from a terminal, whose end Linux tells as an error (EIO)."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""


def test_a_terminal_without_the_letters_of_a_report_is_survived(reports: Path) -> None:
    done = subprocess.run(  # noqa: S603 -- our own command
        [MAPPER, "explain", reports],
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"},
    )
    assert b"said: \\u201c" in done.stdout


def test_two_runs_make_the_same_bytes_whatever_the_order_of_sets(tmp_path: Path) -> None:
    made: dict[str, list[bytes]] = {"map": [], "events": []}
    for command, name in (("map", "map.html"), ("events", "events.jsonl")):
        for seed in ("1", "2"):
            subprocess.run(  # noqa: S603 -- our own command
                [MAPPER, command, EXAMPLES, "-o", tmp_path / name],
                check=True,
                env=os.environ | {"PYTHONHASHSEED": seed},
            )
            made[command].append((tmp_path / name).read_bytes())
    assert made["map"][0] == made["map"][1]
    assert made["events"][0] == made["events"][1]
