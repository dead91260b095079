"""The command line: what it prints, where, and how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from gazetteer.cli import main
from gazetteer.store import DEFAULT_PATH

if TYPE_CHECKING:
    from pathlib import Path

_FIELDS = {
    *("geonameid", "id", "name", "lat", "lon", "country", "admin1", "level", "population", "score", "reasons")
}  # fmt: skip


def test_a_table_in_a_pipe_has_a_heading_and_tabs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lookup", "Rzhyshchiv"]) == 0
    heading, first, *_ = (line.split("\t") for line in capsys.readouterr().out.splitlines())
    row = dict(zip(heading, first, strict=True))
    assert (row["name"], row["country"], row["in"], row["id"]) == (
        "Rzhyshchiv",
        "UA",
        "Kyiv Oblast",
        "geonames:694992",
    )


def test_json_is_one_object_on_one_line_with_the_fields_of_the_format(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["lookup", "Goma", "--json", "--limit", "2"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    answer = json.loads(line)
    assert answer["query"] == "Goma"
    assert [set(place) for place in answer["places"]] == [_FIELDS, _FIELDS]
    assert answer["places"][0]["geonameid"] == 216281


def test_an_explanation_gives_reasons_and_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lookup", "Kostiantynivka", "--explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("1. Kostiantynivka (city; Donetsk Oblast, UA)")
    assert lines[1].startswith("   - ")
    assert any(line.startswith("2. ") for line in lines)


@pytest.mark.parametrize("name", ["Xqzzyvw", "😀", "", "\ud800\udfff", "\0", "y" * 10_000])
def test_an_unknown_name_is_an_empty_list_and_exit_code_1(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lookup", name, "--json"]) == 1
    captured = capsys.readouterr()
    assert json.loads(captured.out)["places"] == []
    assert captured.err.count("\n") == 1
    assert len(captured.err) < 400


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["lookup"], "NAME"),
        (["lookup", "Goma", "--near", "north"], "is not LAT,LON"),
        (["lookup", "Goma", "--near", "200,10"], "is not on Earth"),
        (["lookup", "Goma", "--near", "nan,10"], "is not on Earth"),
        (["lookup", "Goma", "--limit", "0"], "not a number of at least 1"),
        (["lookup", "Goma", "--json", "--explain"], "not allowed with"),
        (["lookup", "Goma", "--colour"], "unrecognized"),
        (["fly"], "invalid choice"),
        ([], "required"),
    ],
)
def test_a_wrong_call_is_one_line_and_exit_code_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    captured = capsys.readouterr()
    assert ended.value.code == 2
    assert said in captured.err
    assert captured.err.count("\n") == 1
    assert captured.out == ""


def test_a_country_that_is_none_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lookup", "Goma", "--country", "Congo"]) == 2
    assert "no ISO 3166-1 alpha-2 code" in capsys.readouterr().err


def test_near_takes_southern_latitudes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lookup", "Goma", "--near", "-1.7,29.2", "--explain", "--limit", "1"]) == 0
    assert "4 km away" in capsys.readouterr().out


def test_a_missing_and_a_foreign_index_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    foreign = tmp_path / "foreign"
    foreign.write_bytes(b"no index at all, only words that go on for a while")
    for path, said in ((tmp_path / "gone", "no gazetteer at"), (foreign, "something else")):
        assert main(["lookup", "Goma", "--index", str(path)]) == 1
        assert said in capsys.readouterr().err


def test_info_says_what_is_in_and_whether_it_is_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["info"]) == 0
    assert "GeoNames cities500" in capsys.readouterr().out
    spoiled = bytearray(DEFAULT_PATH.read_bytes())
    spoiled[-4_000_000] ^= 255
    (tmp_path / "spoiled.gaz").write_bytes(spoiled)
    assert main(["info", "--json", "--index", str(tmp_path / "spoiled.gaz")]) == 1
    captured = capsys.readouterr()
    assert json.loads(captured.out)["damaged"] != []
    assert "is damaged: run `gazetteer build`" in captured.err


def test_a_look_up_loads_nothing_heavy() -> None:
    script = (
        "import sys; from gazetteer.cli import main; main(['lookup', 'Goma']);"
        "heavy = {'numpy', 'pandas', 'rich', 'shapely', 'spacy', 'typer'};"
        "print(*sorted(heavy & sys.modules.keys()), file=sys.stderr)"
    )
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == ""


def test_output_that_the_terminal_cannot_write_is_escaped() -> None:
    script = "import sys; from gazetteer.cli import main; sys.exit(main(['lookup', 'Łódź', '--limit', '1']))"
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONIOENCODING": "ascii"},
    )
    assert "\\u0141\\xf3d\\u017a" in done.stdout
