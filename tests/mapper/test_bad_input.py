"""Whatever is thrown at the command line: a line for each, the rest goes on, never a traceback."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

Call = Callable[..., tuple[int, str, str]]

HOSTILE = (
    "A drone struck a bakery in Goma on Monday, killing four people, "
    'said "</script><script>alert(1)</script>". '
    "A shell hit a market in Goma on Tuesday, killing `${7*7}` and two others, "
    "said <img src=x onerror=alert(2)>. "
    "<!-- --> ]]> {{ 7*7 }} {% raw %} \\u2028 \u2028 \u202e \x1b[2J \x07 'in' Goma \\"
)


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """Make a folder of everything that can be wrong with files, and one good report."""
    folder = tmp_path / "bad"
    folder.mkdir()
    contents = {
        "empty.txt": b"",
        "blank.txt": b" \n\t\n",
        "binary.txt": bytes(range(256)),
        "cyrillic.txt": "Обстріл міста".encode("cp1251"),
        "latin.txt": "Une explosion à Besançon".encode("latin-1"),
        "long.txt": b"a " * 5_000_000,
        "picture.png": b"\x89PNG",
        "table.csv": b"a,b\n1,2\n",
        "broken.jsonl": b'{"doc_id": 1}\nnot json\n{"text": ""}\n',
        "long.jsonl": b'{"doc_id": "long", "text": "' + b"a " * 5_000_000 + b'"}',
        "good.txt": b"A drone struck a bakery in Rzhyshchiv on Wednesday, killing six people.",
        "index.csv": b"file,published\ngone.txt,2023-03-23\ngood.txt,2023-02-31\n",
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return folder


def test_one_good_report_among_bad_files_is_mapped(call: Call, bad: Path, tmp_path: Path) -> None:
    code, out, err = call("map", bad, bad / "missing.txt", "-o", tmp_path / "map.html")
    lines = err.splitlines()
    assert (code, out) == (0, "")
    assert lines[-1] == f"{tmp_path / 'map.html'}: 1 event in 1 document, 1 undated, 15 skipped"
    assert len([line for line in lines if line.startswith("skipped ")]) == 15
    for name in ("empty", "blank", "binary", "cyrillic", "latin", "long", "picture", "table", "missing"):
        assert sum(f"/{name}." in line for line in lines) in (1, 2), name
    assert "'gone.txt', which is not there" in err
    assert "'2023-02-31' is not a date" in err


def test_nothing_but_bad_files_is_code_1(call: Call, bad: Path, tmp_path: Path) -> None:
    (bad / "good.txt").unlink()
    code, _, err = call("events", bad, "-o", tmp_path / "events.csv")
    assert code == 1
    assert err.splitlines()[-1] == "mapper: nothing usable: not one report could be read"


def test_hostile_text_is_shown_as_text_in_every_output(call: Call, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    row = {"doc_id": "</script>", "text": HOSTILE, "source": "=1+1", "url": "javascript:alert(3)"}
    source.write_text(json.dumps(row | {"published": "2024-05-08"}))
    for name in ("map.html", "events.jsonl", "events.csv", "events.geojson", "events.kml"):
        command = "map" if name == "map.html" else "events"
        code, _, err = call(command, source, "-o", tmp_path / name)
        assert code == 0, err
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert "alert(1)" not in page
    assert "onerror=alert" not in page
    line = json.loads((tmp_path / "events.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert line["evidence"][0]["doc_id"] == "</script>"
    assert ",'=1+1," in (tmp_path / "events.csv").read_text(encoding="utf-8")


def test_no_text_of_a_report_steers_the_terminal(call: Call, tmp_path: Path) -> None:
    source = tmp_path / "in.txt"
    source.write_text(HOSTILE)
    code, out, err = call("explain", source)
    assert code == 0
    assert out
    assert all(char.isprintable() or char == "\n" for char in out + err)


def test_no_name_of_a_file_steers_the_terminal(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in (b"\x1b[2J\n\xe2\x80\xae.txt", b"\xff\xfe.txt", b"[red]x[red].pdf"):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).touch()
    report = tmp_path / "report.jsonl"
    code, out, err = call("places", folder, "-o", tmp_path / "places.jsonl", "--report", report)
    assert (code, out) == (1, "")
    assert err.count("\n") == 5
    assert all(char.isprintable() or char == "\n" for char in err)
    assert "\\x1b[2J\\n\\u202e.txt" in err
    assert "[red]x[red].pdf" in err
    assert len(report.read_text(encoding="utf-8").splitlines()) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Kyiv " * 40_000,
        "(" * 50_000,
        "a" * 900_000,
        "On 31 February 2023 a drone struck Goma, killing 99999999999999999999999999 people.",
        "Goma" + "\u0301" * 20_000 + " was shelled on Monday, killing three.",
        "ﷺ" * 5000,
        "\U0001f4a3" * 5000 + " A bomb exploded in Goma on Monday, killing three people.",
    ],
    ids=["one-name", "brackets", "one-word", "numbers", "marks", "ligatures", "bombs"],
)
def test_no_text_breaks_the_pipeline(call: Call, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    code, _, err = call("events", tmp_path / "a.txt", "-o", tmp_path / "e.jsonl", "--published", "2024-05-08")
    assert code == 0, err


def test_a_full_disk_is_one_clear_line(call: Call, reports: Path) -> None:
    code, _, err = call("places", reports, "-o", "/proc/self/places.jsonl")
    assert code == 1
    assert "Traceback" not in err
    assert err.splitlines()[-1].startswith("mapper: ")
