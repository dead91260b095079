"""Places in tables: found in the light of the columns beside them; every row out as it came in."""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from table_rows import put

from gazetteer.model import Level
from gazetteer.store import Gazetteer
from mapper.divisions import Asked, find_country
from mapper.geocode import Answer, geocode
from mapper.geocoding import ADDED, Columns, added_names, find_columns
from mapper.pipeline import Knowledge

Call = Callable[..., tuple[int, str, str]]

HEADING = "place,admin2,admin1,country"


@pytest.fixture(scope="session")
def gazetteer(known: Knowledge) -> Gazetteer:
    return known.gazetteer


def ask(gazetteer: Gazetteer, place: str, country: str = "", admin1: str = "", admin2: str = "") -> Answer:
    return geocode(Asked(place=place, admin2=admin2, admin1=admin1, country=country), gazetteer)


def name(answer: Answer) -> str:
    return answer.place.name if answer.place else ""


def test_a_country_and_its_divisions_decide_among_namesakes(gazetteer: Gazetteer) -> None:
    assert name(ask(gazetteer, "Tripoli", "Lebanon")) == "Tripoli"
    assert ask(gazetteer, "Tripoli", "Lebanon").place != ask(gazetteer, "Tripoli", "Libya").place
    north = ask(gazetteer, "Pokrovsk", "Ukraine", "Donetsk oblast")
    assert north.place is not None
    assert round(north.place.lon) == 37


def test_type_words_say_what_is_meant(gazetteer: Gazetteer) -> None:
    town, oblast = ask(gazetteer, "Chernihiv town", "Ukraine"), ask(gazetteer, "Chernihiv oblast", "Ukraine")
    assert town.place is not None
    assert oblast.place is not None
    assert (town.place.level, town.where_prec, town.geo_precision) == (Level.CITY, 1, 1)
    assert (oblast.place.level, oblast.where_prec, oblast.geo_precision) == (Level.ADMIN1, 4, 3)


@pytest.mark.parametrize(
    "place", ["near Rzhyshchiv", "Rzhyshchiv (area of)", "outskirts of Rzhyshchiv", "Around Rzhyshchiv"]
)
def test_near_a_town_is_near_it(gazetteer: Gazetteer, place: str) -> None:
    answer = ask(gazetteer, place, "Ukraine")
    assert (name(answer), answer.where_prec, answer.geo_precision) == ("Rzhyshchiv", 2, 2)
    assert answer.radius_m >= 25_000
    assert "near" in answer.reason


def test_a_village_that_nobody_knows_falls_back_on_its_division_and_says_so(gazetteer: Gazetteer) -> None:
    answer = ask(gazetteer, "Qwxzville village", "Ukraine", "Chernihiv oblast")
    assert answer.place is not None
    assert (answer.place.level, answer.where_prec, answer.geo_precision) == (Level.ADMIN1, 4, 3)
    assert answer.reason.startswith("no 'Qwxzville village' is known there; its first-order division instead")


def test_a_namesake_far_outside_the_district_is_not_believed(gazetteer: Gazetteer) -> None:
    # Uzhhorod is at the other end of the country.
    answer = ask(gazetteer, "Uzhhorod village", "Ukraine", "Luhansk oblast", "Starobilsk raion")
    assert name(answer) != "Uzhhorod"
    assert answer.where_prec >= 3


def test_nothing_known_is_no_place_and_a_reason(gazetteer: Gazetteer) -> None:
    answer = ask(gazetteer, "Qwxzville", "Nowhereland")
    assert answer.place is None
    assert "'Nowhereland' is not known" in answer.reason


@pytest.mark.parametrize(
    ("written", "code"),
    [("UA", "UA"), ("UKR", "UA"), ("Ukraine", "UA"), ("NA", "NA"), ("DR Congo (Zaire)", "CD"), ("USA", "US")],
)
def test_countries_are_known_by_name_and_code(gazetteer: Gazetteer, written: str, code: str) -> None:
    found = find_country(written, gazetteer)
    assert found is not None
    assert found.country == code


def test_a_short_code_is_never_guessed(gazetteer: Gazetteer) -> None:
    assert find_country("QX", gazetteer) is None
    assert find_country("QXZ", gazetteer) is None


def test_east_is_not_west_though_one_letter_apart(gazetteer: Gazetteer) -> None:
    answer = ask(gazetteer, "", "Sri Lanka", "North Eastern province")
    assert "Western" not in name(answer)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.text(max_size=20), st.sampled_from(["", "Ukraine", "UA", "?"]))
def test_no_row_can_stop_the_geocoding(gazetteer: Gazetteer, place: str, admin: str, country: str) -> None:
    answer = ask(gazetteer, place, country, admin)
    assert 0 <= answer.score <= 1
    assert answer.reason
    assert (answer.place is None) == (answer.where_prec == 0)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_comes_out_in_its_order_with_every_cell_as_it_was(tmp_path: Path, call: Call) -> None:
    rows = [
        ["1", "Kyiv", "Ukraine", "=1+1"],
        ["2", "", "", 'a "quoted", cell\nin two lines'],
        ["3", "Qwxzville", "Nowhereland", "'-x"],
        ["4", "Lviv", "Ukraine", ""],
        ["4", "Lviv", "Ukraine", ""],
    ]
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "Place", "Country", "note"], *rows])
    code, _, said = call("geocode", source, "-o", out)
    assert code == 0
    assert re.search(r"5 rows by Place, Country; 3 placed, [\d,]+ rows/s", said)
    done = read(out)
    assert [[row["id"], row["Place"], row["Country"], row["note"]] for row in done] == rows
    assert list(done[0])[4:] == list(ADDED)
    assert [row["matched_name"] for row in done] == ["Kyiv", "", "", "Lviv", "Lviv"]
    assert done[3]["geonameid"] == "702550"
    assert abs(float(done[3]["lat"]) - 49.84) < 0.1


def test_ragged_rows_and_blank_lines_stay(tmp_path: Path, call: Call) -> None:
    source = put(tmp_path, "in.csv", f"{HEADING}\nKyiv\n\nLviv,,,Ukraine,extra,cells\n")
    call("geocode", source, "-o", tmp_path / "out.csv")
    lines = list(csv.reader((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()))
    assert [len(line) for line in lines] == [15, 15, 0, 15]
    assert lines[3][:6] == ["Lviv", "", "", "Ukraine", "extra", "cells"]


def test_columns_that_the_table_has_keep_theirs(tmp_path: Path, call: Call) -> None:
    source = put(tmp_path, "in.csv", "place,country,lat,score\nKyiv,Ukraine,1.5,9\n")
    _, _, said = call("geocode", source, "-o", tmp_path / "out.csv")
    (row,) = read(tmp_path / "out.csv")
    assert (row["lat"], row["score"]) == ("1.5", "9")
    assert row["geocoded_lat"].startswith("50.4")
    assert "geocoded_lat, geocoded_score" in said


def test_workbooks_parquet_and_lines_are_filled_as_well(tmp_path: Path, call: Call) -> None:
    book = openpyxl.Workbook()
    for row in (["place", "country", "n"], ["Kyiv", "Ukraine", 7]):
        book.active.append(row)
    book.save(tmp_path / "in.xlsx")
    pq.write_table(pa.table({"place": ["Kyiv"], "country": ["Ukraine"], "n": [7]}), tmp_path / "in.parquet")
    put(tmp_path, "in.jsonl", '{"place": "Kyiv", "country": "Ukraine", "n": 7}\nnot JSON\n')
    for suffix in ("xlsx", "parquet", "jsonl"):
        code, _, _ = call("geocode", tmp_path / f"in.{suffix}", "-o", tmp_path / f"out.{suffix}")
        assert code == 0, suffix
    cells = [[cell.value for cell in row] for row in openpyxl.load_workbook(tmp_path / "out.xlsx").active]
    assert cells[1][2] == 7
    assert cells[1][cells[0].index("matched_name")] == "Kyiv"
    table = pq.read_table(tmp_path / "out.parquet")
    assert table["n"].to_pylist() == [7]
    assert table["geonameid"].to_pylist() == ["703448"]
    first, second = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(first)["geonameid"] == "703448"
    assert second == "not JSON"


@pytest.mark.parametrize(
    ("content", "options", "why"),
    [
        ("a,b\n1,2\n", [], "no column says where; its columns are a, b"),
        ("place\nKyiv\n", ["--place-column", "town"], "it has no column 'town'"),
        ("", [], "no column says where"),
    ],
)
def test_a_table_that_says_nothing_of_where_is_refused_in_one_line(
    tmp_path: Path, call: Call, content: str, options: list[str], why: str
) -> None:
    source = put(tmp_path, "in.csv", content)
    code, _, said = call("geocode", source, "-o", tmp_path / "out.csv", *options)
    assert code == 1
    assert why in said
    assert said.count("\n") == 1
    assert not (tmp_path / "out.csv").exists()


def test_a_column_may_be_chosen(tmp_path: Path, call: Call) -> None:
    source = put(tmp_path, "in.csv", "place,where it was\nLviv,Kyiv\n")
    call("geocode", source, "-o", tmp_path / "out.csv", "--place-column", "where it was")
    assert read(tmp_path / "out.csv")[0]["matched_name"] == "Kyiv"


def test_datasets_columns_are_known() -> None:
    ucdp = ["id", "where_coordinates", "adm_1", "adm_2", "country", "date_start", "date_prec", "where_prec"]
    found = find_columns([*ucdp, "type_of_violence"], Columns())
    assert found == Columns(place="where_coordinates", admin2="adm_2", admin1="adm_1", country="country")


@given(st.lists(st.sampled_from([*ADDED, "geocoded_lat", "geocoded_geocoded_lat", "x"])))
def test_an_added_column_never_takes_a_name_that_is_there(headings: list[str]) -> None:
    names = added_names(headings)
    assert list(names) == list(ADDED)
    assert not set(names.values()) & set(headings)
    assert len(set(names.values())) == len(ADDED)
