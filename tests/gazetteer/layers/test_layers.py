"""Layers on layers: dumps and a user's own places over a finished index."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up_dump import ABOUT, drafts, line

from gazetteer.build.base import read_back
from gazetteer.build.layers import Plan, build_layers
from gazetteer.build.pack import write_index
from gazetteer.build.site import building_site
from gazetteer.cli import main
from gazetteer.errors import BuildError, StoreError, UnknownPlaceError
from gazetteer.model import Level
from gazetteer.store import Gazetteer

if TYPE_CHECKING:
    from pathlib import Path

_shared_folder = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None
)


def built(tmp_path: Path, base: Path, **more: object) -> Gazetteer:
    output = tmp_path / "my.gaz"
    build_layers(Plan(output=output, base=base, **more))  # type: ignore[arg-type]
    return Gazetteer.open(output)


def table(tmp_path: Path, text: str, name: str = "places.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_an_index_read_back_and_written_again_is_the_same(base: Path, tmp_path: Path) -> None:
    with Gazetteer.open(base) as gazetteer:
        again = read_back(gazetteer)
    write_index(tmp_path / "again.gaz", again.values(), ABOUT)
    assert (tmp_path / "again.gaz").read_bytes() == base.read_bytes()
    given = {d.id: replace(d, names=tuple(sorted(d.names))) for d in drafts()}
    assert {own: replace(d, names=tuple(sorted(d.names))) for own, d in again.items()} == given


# --- dumps -----------------------------------------------------------------------------------------


def test_a_dump_adds_places_of_every_kind(base: Path, dump: Path, tmp_path: Path) -> None:
    with built(tmp_path, base, dumps=[dump]) as gazetteer:
        levels = {own: gazetteer.place(f"geonames:{own}").level for own in (7, 8, 9, 10, 11)}
        assert levels == {
            7: Level.ADMIN2,
            8: Level.CITY,
            9: Level.POI,
            10: Level.SEA,
            11: Level.POI,  # a gulf that nobody has translated is not taken for a sea
        }
        assert gazetteer.place("geonames:8").parents == ("geonames:7", "geonames:2", "geonames:1")


def test_towns_are_brought_up_to_date_and_keep_their_old_names(
    base: Path, dump: Path, tmp_path: Path
) -> None:
    with built(tmp_path, base, dumps=[dump]) as gazetteer:
        town = gazetteer.place("geonames:4")
        assert (town.name, town.population, town.lat) == ("Velmgrad", 45_000, 50.11)
        for name in ("Velm", "Velmgrad", "Вельм"):
            assert town in [c.place for c in gazetteer.lookup(name)]


def test_a_division_placed_for_want_of_better_is_moved_to_where_geonames_has_it(
    base: Path, dump: Path, tmp_path: Path
) -> None:
    with built(tmp_path, base, dumps=[dump]) as gazetteer:
        oblast = gazetteer.place("geonames:2")
        assert (oblast.name, oblast.lon, oblast.lat) == ("Velm Oblast", 11.3, 50.3)
        assert gazetteer.lookup("Velmska Oblast")[0].place == oblast


def test_a_settlement_that_stood_at_its_seat_is_not_there_twice(
    base: Path, dump: Path, tmp_path: Path
) -> None:
    with built(tmp_path, base, dumps=[dump]) as gazetteer:
        (found,) = gazetteer.lookup("Дорськ")
        assert found.place.id == "geonames:8"
        with pytest.raises(UnknownPlaceError):
            gazetteer.place("katottg:UA01020030010098765")


def test_alternate_names_are_added_and_addresses_of_pages_are_not(
    base: Path, dump: Path, tmp_path: Path
) -> None:
    with built(tmp_path, base, dumps=[dump]) as gazetteer:
        assert gazetteer.lookup("Ush Peak")[0].place.id == "geonames:9"
        assert gazetteer.lookup("Ліндмар")[0].place.id == "geonames:3"
        assert gazetteer.entries("ldm")
        assert not gazetteer.entries("https example org ush")
        assert not gazetteer.entries("nobody knows")


def test_feature_classes_can_be_chosen(base: Path, dump: Path, tmp_path: Path) -> None:
    with built(tmp_path, base, dumps=[dump], classes="AP") as gazetteer:
        assert gazetteer.lookup("Dorsk")
        assert not gazetteer.entries("mount ush")


def test_a_text_beside_its_zip_is_not_read_twice(base: Path, dump: Path, tmp_path: Path) -> None:
    (dump / "NO.txt").write_text(line(99, "Elsewhere", (50, 11)) + "\n")
    with built(tmp_path, base, dumps=[dump]) as gazetteer:
        assert not gazetteer.entries("elsewhere")


def test_the_same_dumps_give_the_same_bytes(base: Path, dump: Path, tmp_path: Path) -> None:
    for name in ("one.gaz", "two.gaz"):
        build_layers(Plan(output=tmp_path / name, base=base, dumps=[dump]))
    assert (tmp_path / "one.gaz").read_bytes() == (tmp_path / "two.gaz").read_bytes()


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("20\tHalf", "2 columns, not 19"),
        (line("x", "Xville", (50, 11)), "invalid literal"),
        (line(-4, "Minus", (50, 11)), "is no number of a place"),
        (line(20, "", (50, 11)), "name is empty"),
        (line(20, "y" * 10_000, (50, 11)), "too long"),
        (line(20, "Nul\0ville", (50, 11)), "cannot be printed"),
        (line(20, "Swapped", (130, 50)), "is not on Earth"),
        (line(20, "Nan", ("nan", 50)), "is not on Earth"),
        (line(20, "Fewer", (50, 11), population="-5"), "-5 people"),
    ],
)
def test_a_bad_line_is_listed_with_its_number(bad: str, why: str, base: Path, tmp_path: Path) -> None:
    path = tmp_path / "NO.txt"
    path.write_text(f"{line(21, 'Good', (50, 11))}\n{bad}\n", encoding="utf-8")
    done = build_layers(Plan(output=tmp_path / "my.gaz", base=base, dumps=[path]))
    (skip,) = done.left_out[0].listed
    assert skip.what == "NO.txt line 2"
    assert why in skip.why


def test_a_line_that_is_not_utf_8_is_listed(base: Path, tmp_path: Path) -> None:
    path = tmp_path / "NO.txt"
    spoiled = line(20, "Lone", (50, 11)).encode().replace(b"Lone", b"\xed\xa0\x80")
    path.write_bytes(line(21, "Good", (50, 11)).encode() + b"\n" + spoiled + b"\n")
    done = build_layers(Plan(output=tmp_path / "my.gaz", base=base, dumps=[path]))
    assert done.left_out[0].listed == [("NO.txt line 2", "not UTF-8")]


@_shared_folder
@given(cut=st.integers(min_value=1, max_value=10_000))
def test_a_dump_cut_short_is_refused_and_the_old_index_stays(
    cut: int, base: Path, dump: Path, tmp_path: Path
) -> None:
    whole = (dump / "NO.zip").read_bytes()
    torn = tmp_path / "torn.zip"
    torn.write_bytes(whole[: cut % len(whole)])
    output = tmp_path / "out" / "my.gaz"
    output.parent.mkdir(exist_ok=True)
    output.write_bytes(base.read_bytes())
    with pytest.raises(BuildError, match=r"torn\.zip"):
        build_layers(Plan(output=output, base=base, dumps=[torn]))
    assert output.read_bytes() == base.read_bytes()
    assert list(output.parent.iterdir()) == [output]


def test_a_tampered_dump_is_refused(base: Path, dump: Path, tmp_path: Path) -> None:
    spoiled = bytearray((dump / "NO.zip").read_bytes())
    at = spoiled.index(b"NO.txt") + 30
    spoiled[at] ^= 0xFF
    (dump / "NO.zip").write_bytes(spoiled)
    with pytest.raises(BuildError, match=r"NO\.zip cannot be read"):
        build_layers(Plan(output=tmp_path / "my.gaz", base=base, dumps=[dump]))


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "NO.07\tVelm\tVelm\t2\n"])
def test_what_is_no_dump_is_named(text: str, base: Path, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text(text)
    with pytest.raises(BuildError, match="dump files"):
        build_layers(Plan(output=tmp_path / "my.gaz", base=base, dumps=[tmp_path / "other.txt"]))


def test_a_dump_of_which_no_line_can_be_used_writes_nothing(base: Path, tmp_path: Path) -> None:
    path = tmp_path / "NO.txt"
    path.write_text(line(20, "Swapped", (130, 50)) + "\n")
    with pytest.raises(BuildError, match=r"no row of .*NO\.txt can be used; NO\.txt line 1: lat 130"):
        build_layers(Plan(output=tmp_path / "my.gaz", base=base, dumps=[path]))
    assert not (tmp_path / "my.gaz").exists()


# --- a user's own places ---------------------------------------------------------------------------


def test_an_own_place_wins_over_a_capital_of_its_name(base: Path, tmp_path: Path) -> None:
    own = table(tmp_path, "name,lat,lon,aliases\nLindmar,50.9,11.9,Camp Lind|Лінд\n")
    with built(tmp_path, base, tables=[own]) as gazetteer:
        first, second = gazetteer.lookup("Lindmar")
        assert (first.place.lat, second.place.id) == (50.9, "geonames:3")
        assert first.score > 0.99
        assert "your own layer calls it so" in first.reasons
        assert [gazetteer.id_at(e.row) for e in gazetteer.entries("lindmar")] == [first.place.id]
        for alias in ("Camp Lind", "Лінд"):
            assert gazetteer.lookup(alias)[0].place == first.place


def test_an_own_alias_of_a_known_place_leaves_its_other_names_alone(base: Path, tmp_path: Path) -> None:
    own = table(tmp_path, "id,name,aliases\ngeonames:4,Velm,Lindmar\n")
    with built(tmp_path, base, tables=[own]) as gazetteer:
        assert gazetteer.lookup("Lindmar")[0].place.id == "geonames:4"
        town = gazetteer.place("geonames:4")
        assert (town.lat, town.population) == (50.1, 40_000)


def test_an_own_place_lies_in_the_divisions_of_the_nearest_town(base: Path, tmp_path: Path) -> None:
    own = table(tmp_path, "name,lat,lon\nCheckpoint Nine,50.15,11.25\n")
    with built(tmp_path, base, tables=[own]) as gazetteer:
        place = gazetteer.lookup("Checkpoint Nine")[0].place
        assert (place.country, place.parents) == ("NO", ("geonames:2", "geonames:1"))


def test_an_id_is_the_same_in_every_build(base: Path, tmp_path: Path) -> None:
    rows = ["Nine,50.15,11.25,", "Ten,50.16,11.26,", "Eleven,50.1,11.2,post-11", "Twelve,50,11,12"]
    found = []
    for name, order in (("one.csv", rows), ("two.csv", rows[::-1])):
        own = table(tmp_path, "\n".join(["name,lat,lon,id", *order]), name)
        with built(tmp_path, base, tables=[own]) as gazetteer:
            found.append(
                {row.partition(",")[0]: gazetteer.lookup(row.split(",")[0])[0].place.id for row in rows}
            )
    assert found[0] == found[1]
    assert (found[0]["Eleven"], found[0]["Twelve"]) == ("own:post-11", "own:12")


def test_layers_are_laid_on_layers(base: Path, dump: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.gaz", tmp_path / "second.gaz"
    own = table(tmp_path, "name,lat,lon,id\nMount Ush,50.9,11.9,\nUsh Camp,50.8,11.8,geonames:9\n")
    build_layers(
        Plan(output=first, base=base, tables=[table(tmp_path, "name,lat,lon\nVelm,50.5,11\n", "a.csv")])
    )
    build_layers(Plan(output=second, base=first, dumps=[dump], tables=[own]))
    with Gazetteer.open(second) as gazetteer:
        assert gazetteer.lookup("Velm")[0].place.lat == 50.5
        assert gazetteer.place("geonames:9").name == "Ush Camp"
        assert gazetteer.lookup("Ush Peak")[0].place.id == "geonames:9"
        layers = gazetteer.info()["layers"]
    kinds = ["data packages", "own places", "GeoNames", "own places", "GeoNames' names"]
    assert [layer["kind"] for layer in layers] == kinds
    assert layers[2]["date"] == "2024-05-06"
    assert [layer["places"] for layer in layers] == [6, 1, 5, 1, 0]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Here,130.2,48.5,,,", "look swapped"),
        ("Here,11,50,no,,", "look swapped: .* from the middle of Norland"),
        ("Here,1300,4800,,,", "is not on Earth"),
        ("Here,north,48.5,,,", "are no degrees"),
        ("Here,,,,,", "neither lat and lon"),
        ("Here,,,,,geonames:999", "no place has the id geonames:999"),
        ("Here,50,11,Norland,,", "no ISO 3166-1"),
        ("Here,50,11,,village,", "level 'village' is none of poi, city"),
        (",50,11,,,", "the name is missing"),
        ("!?,50,11,,,", "has no letter"),
        (f"{'y' * 10_000},50,11,,,", "has 10,000 characters"),
        ("Nul\0ville,50,11,,,", "cannot be printed"),
        ("\ud800,50,11,,,", "is not UTF-8"),
        ("Twice,50,11,,,first", "has the id own:first of row 2"),
        ("Here,50,11,,,,,,,", "10 cells under 6 columns"),
        (f"{'z' * 200_000},50,11,,,", "field larger than"),
    ],
)
def test_a_bad_row_is_listed_with_its_number(row: str, why: str, base: Path, tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    text = f"name,lat,lon,country,level,id\nGood,50,11,NO,poi,first\n{row}\nAfter,50,11,,,\n"
    path.write_bytes(text.encode("utf-8", errors="surrogatepass"))
    done = build_layers(Plan(output=tmp_path / "my.gaz", base=base, tables=[path]))
    (skip,) = done.left_out[0].listed
    assert skip.what == "places.csv row 3"
    assert re.search(why, skip.why)
    assert done.facts["layers"][-1]["places"] == 2


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "lacks the column 'name'"),
        ("lat,lon\n1,2\n", "lacks the column 'name'"),
        ("name\nX\n", "'lat' and 'lon'"),
    ],
)
def test_a_table_without_its_columns_is_refused(text: str, why: str, base: Path, tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=why):
        build_layers(Plan(output=tmp_path / "my.gaz", base=base, tables=[table(tmp_path, text)]))


@_shared_folder
@given(content=st.binary(max_size=300))
def test_any_bytes_as_a_table_are_read_or_refused_in_words(
    content: bytes, base: Path, tmp_path: Path
) -> None:
    path = tmp_path / "noise.csv"
    path.write_bytes(b"name,lat,lon,aliases,id,radius_m\n" + content)
    try:
        done = build_layers(Plan(output=tmp_path / "my.gaz", base=base, tables=[path]))
    except BuildError as error:
        assert "can be used" in str(error)  # noqa: PT017 - either is right
    else:
        assert done.facts["places"] >= len(drafts())


def test_tables_of_spreadsheets_in_other_countries_are_read(base: Path, tmp_path: Path) -> None:
    own = tmp_path / "places.csv"
    own.write_bytes("\ufeffName;Latitude;Longitude\r\nÅlvik;50.5;11.5\r\n".encode())
    with built(tmp_path, base, tables=[own]) as gazetteer:
        assert gazetteer.lookup("Alvik")[0].place.name == "Ålvik"


# --- the file --------------------------------------------------------------------------------------


def test_a_second_builder_of_one_file_is_told_so(base: Path, tmp_path: Path) -> None:
    output = tmp_path / "my.gaz"
    own = table(tmp_path, "name,lat,lon\nNine,50,11\n")
    with building_site(output), pytest.raises(BuildError, match="another process is building"):
        build_layers(Plan(output=output, base=base, tables=[own]))
    build_layers(Plan(output=output, base=base, tables=[own]))


def test_what_a_killed_builder_left_is_cleared_away(base: Path, tmp_path: Path) -> None:
    output = tmp_path / "my.gaz"
    script = (
        "import os, pathlib, signal, sys; from gazetteer.build.site import building_site\n"
        "with building_site(pathlib.Path(sys.argv[1])) as folder:\n"
        "    (folder / 'names').write_bytes(b'x' * 1000); os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(output)], check=False)  # noqa: S603 - our own words
    assert killed.returncode == -signal.SIGKILL
    assert list(tmp_path.iterdir()) != []
    own = table(tmp_path, "name,lat,lon\nNine,50,11\n")
    build_layers(Plan(output=output, base=base, tables=[own]))
    assert sorted(tmp_path.iterdir()) == [output, own]


def test_on_a_full_disk_the_old_index_stays(base: Path, tmp_path: Path) -> None:
    output = tmp_path / "my.gaz"
    output.write_bytes(base.read_bytes())
    own = table(tmp_path, "name,lat,lon\nNine,50,11\n")
    script = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000));"
        "from gazetteer.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", script, "build", "--index", base, "--add", own, "-o", output],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "could not be written" in done.stderr
    assert done.stderr.count("\n") == 1
    assert output.read_bytes() == base.read_bytes()
    assert sorted(tmp_path.iterdir()) == [output, own]


def test_an_interrupted_build_leaves_the_old_index_and_no_litter(base: Path, tmp_path: Path) -> None:
    output, fifo = tmp_path / "my.gaz", tmp_path / "NO.txt"
    output.write_bytes(base.read_bytes())
    os.mkfifo(fifo)
    script = (  # a test in the background ignores what interrupts, and so would its child
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "from gazetteer.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    build = subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-c", script, "build", "--index", base, "--geonames", fifo, "-o", output],
        stderr=subprocess.PIPE,
        text=True,
    )
    fifo.write_text(line(20, "Nine", (50, 11)) + "\n")  # its columns are looked at first
    with fifo.open("w"):  # opened again once the build has begun
        build.send_signal(signal.SIGINT)
        _, said = build.communicate()
    assert (build.returncode, said) == (130, "gazetteer: interrupted; nothing was written\n")
    assert output.read_bytes() == base.read_bytes()
    assert sorted(tmp_path.iterdir()) == [fifo, output]


def test_nothing_is_laid_on_a_damaged_index(base: Path, tmp_path: Path) -> None:
    spoiled = bytearray(base.read_bytes())
    with Gazetteer.open(base) as gazetteer:
        names = gazetteer.name_at(0).encode()
    spoiled[spoiled.rindex(names)] ^= 1
    (tmp_path / "spoiled.gaz").write_bytes(spoiled)
    own = table(tmp_path, "name,lat,lon\nNine,50,11\n")
    with pytest.raises(StoreError, match="is damaged"):
        build_layers(Plan(output=tmp_path / "my.gaz", base=tmp_path / "spoiled.gaz", tables=[own]))


def test_an_index_may_be_added_to_in_place_while_it_is_open(base: Path, tmp_path: Path) -> None:
    output = tmp_path / "my.gaz"
    output.write_bytes(base.read_bytes())
    own = table(tmp_path, "name,lat,lon\nNine,50,11\n")
    with Gazetteer.open(output) as before:
        build_layers(Plan(output=output, base=output, tables=[own]))
        assert len(before) == len(drafts())
    with Gazetteer.open(output) as after:
        assert len(after) == len(drafts()) + 1


# --- the command -----------------------------------------------------------------------------------


def test_the_command_builds_tells_and_reports(
    base: Path, dump: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = table(tmp_path, "name,lat,lon\nNine,50,11\nTen,99,11\n")
    output, report = tmp_path / "my.gaz", tmp_path / "report.jsonl"
    arguments = ["--index", str(base), "--geonames", str(dump), "--add", str(own)]
    assert main(["build", *arguments, "-o", str(output), "--report", str(report)]) == 0
    said = capsys.readouterr().err
    assert "skipped places.csv row 3: lat 99, lon 11 look swapped" in said
    assert "NO.zip: 5 places, 2 brought up to date" in said
    assert json.loads(report.read_text())["what"] == "places.csv row 3"
    assert main(["info", "--index", str(output)]) == 0
    assert (
        "layer NO.zip (GeoNames): 5 places, 2 places brought up to date; 2024-05-06"
        in capsys.readouterr().out
    )
    assert main(["lookup", "Nine", "--index", str(output)]) == 0


def test_the_shipped_index_is_never_added_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = table(tmp_path, "name,lat,lon\nNine,50,11\n")
    assert main(["build", "--add", str(own)]) == 2
    assert "-o FILE is needed" in capsys.readouterr().err


def test_a_missing_source_is_named(base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for option in ("--add", "--geonames"):
        arguments = ["--index", str(base), option, str(tmp_path / "gone"), "-o", str(tmp_path / "my.gaz")]
        assert main(["build", *arguments]) == 1
        assert "gone" in capsys.readouterr().err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_named(base: Path, tmp_path: Path) -> None:
    own = table(tmp_path, "name,lat,lon\nNine,50,11\n")
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="Permission denied"):
        build_layers(Plan(output=tmp_path / "my.gaz", base=base, tables=[own]))


def test_own_names_are_found_in_texts_and_mean_the_own_place(base: Path, tmp_path: Path) -> None:
    from gazetteer.resolver import geoparse  # noqa: PLC0415 - loads the judges

    own = table(tmp_path, "name,lat,lon,country\nMarket,50.4,11.4,NO\n")
    with built(tmp_path, base, tables=[own]) as gazetteer:
        found = geoparse("Two people were hurt when shells hit Market on Tuesday.", gazetteer)
    (place,) = [each.best.place for each in found if each.best]
    assert place.name == "Market"
