"""Tables in many layouts become the same columns; what a cell says wrong is named with its row."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from table_rows import ACLED, GDELT, PLAIN, POLECAT, UCDP, put

from mapper.model import Precision
from mapper.sheet import UNCOUNTED, UNDATED, Sheet
from mapper.sources.cells import PRECISIONS, read_numbers, read_ranges, read_spans
from mapper.sources.tables import MOST_LISTED, read_table

DAY = 86_400


def read(path: Path) -> Sheet:
    sheet, _ = read_table(path)
    assert sheet is not None
    return sheet


def days(sheet: Sheet, row: int) -> tuple[str, str, str]:
    """First day, the day after the last, and the precision."""
    start, end = (
        datetime.fromtimestamp(int(column[row]), UTC).date().isoformat()
        for column in (sheet.start, sheet.end)
    )
    return start, end, PRECISIONS[sheet.precision[row]].value


def words(sheet: Sheet, name: str) -> list[str | None]:
    return sheet.texts[name].to_pylist()


def test_a_plain_table_is_read_whatever_its_headings_case_and_spacing(tmp_path: Path) -> None:
    sheet, skipped = read_table(put(tmp_path, "events.csv", PLAIN))
    assert skipped == []
    assert sheet is not None
    assert words(sheet, "event_id") == ["a1", "a2", "a3"]
    assert words(sheet, "title")[0] == 'Drone hits "the mill"\nby the river'
    assert [days(sheet, row) for row in range(3)] == [
        ("2023-03-22", "2023-03-23", "day"),
        ("2023-03-22", "2023-03-23", "day"),
        ("2023-03-01", "2023-04-01", "month"),
    ]
    assert sheet.lat[:2].tolist() == [49.97, 50.45]
    assert np.isnan(sheet.lat[2])
    assert sheet.counts["killed"].tolist() == [[6, 8], [UNCOUNTED, UNCOUNTED], [0, 0]]


def test_acled_is_recognised_and_its_codes_are_kept(tmp_path: Path) -> None:
    sheet = read(put(tmp_path, "a.csv", ACLED))
    assert sheet.layout == "ACLED"
    assert words(sheet, "kind") == ["Armed clash", "Mob violence", "Peaceful protest"]
    assert sheet.geo_precision.tolist() == [1, 2, 3]
    assert sheet.where_prec.tolist() == [1, 2, 4]
    assert words(sheet, "actors")[0] == "Blue side; Red side"
    # A week stands at its middle day, a month is the whole month (ACLED, "Time precision").
    assert [days(sheet, row) for row in range(3)] == [
        ("2024-02-03", "2024-02-04", "day"),
        ("2024-02-11", "2024-02-18", "week"),
        ("2024-02-01", "2024-03-01", "month"),
    ]


def test_ucdp_is_recognised_its_last_day_is_included_and_its_bounds_are_a_range(tmp_path: Path) -> None:
    sheet = read(put(tmp_path, "u.csv", UCDP))
    assert sheet.layout == "UCDP GED"
    assert words(sheet, "kind") == ["Armed clash", "Attack", "Armed clash"]
    assert sheet.where_prec.tolist() == [1, 4, 2]
    assert sheet.geo_precision.tolist() == [1, 3, 2]
    assert sheet.counts["killed"].tolist() == [[4, 9], [12, 12], [1, 1]]
    assert sheet.counts["killed_best"][:, 0].tolist() == [5, 12, 1]
    assert [days(sheet, row) for row in range(3)] == [
        ("2014-02-03", "2014-02-04", "day"),
        ("2014-02-01", "2014-03-01", "month"),
        ("2014-03-03", "2014-03-07", "week"),
    ]


def test_gdelt_has_no_heading_quotes_nothing_and_speaks_fips(tmp_path: Path) -> None:
    sheet = read(put(tmp_path, "20230322.export.CSV", GDELT))
    assert sheet.layout == "GDELT 2.0"
    assert len(sheet) == 2
    assert words(sheet, "country") == ["UA", "UA"]
    assert words(sheet, "kind") == ["Attack", "Peaceful protest"]
    assert words(sheet, "place")[0] == 'Rzhyshchiv, "Kyyiv", Ukraine'
    assert sheet.where_prec.tolist() == [1, 6]
    assert sheet.number.tolist() == [1, 2]


def test_polecat_is_recognised(tmp_path: Path) -> None:
    sheet = read(put(tmp_path, "p.csv", POLECAT))
    assert sheet.layout == "POLECAT"
    assert words(sheet, "kind") == ["Attack", "Peaceful protest"]
    assert words(sheet, "geonameid") == ["694992", None]


def test_every_bad_cell_is_named_with_the_row_that_a_spreadsheet_shows(tmp_path: Path) -> None:
    table = (
        "id,date,place,lat,lon,killed\n"
        "ok,2023-01-01,Kyiv,50.4,30.5,1\n"
        "2,2023-13-45,Kyiv,50.4,30.5,1\n"
        "3,2023-01-01,Kyiv,north,30.5,1\n"
        "4,2023-01-01,Kyiv,99.9,200,1\n"
        "5,2023-01-01,Kyiv,50.4,,1\n"
        "6,2023-01-01,Kyiv,0,0,1\n"
        "7,2023-01-01\n"
        "8,2023-01-01,Kyiv,50.4,30.5,many\n"
        "9,,,,,\n"
        "10,03/04/2023,Kyiv,50.4,30.5,1\n"
    )
    path = put(tmp_path, "bad.csv", table)
    sheet, skipped = read_table(path)
    said = {skip.what.removeprefix(f"{path} "): skip.why for skip in skipped}
    assert set(said) == {f"row {number}" for number in range(3, 12)}
    assert "'2023-13-45' is not a date" in said["row 3"]
    assert "lat 'north' is no number" in said["row 4"]
    assert "not on Earth" in said["row 5"]
    assert said["row 6"].startswith("half a coordinate")
    assert "0, 0" in said["row 7"]
    assert said["row 8"] == "2 cells, where the heading has 6"
    assert "killed 'many' is no count" in said["row 9"]
    assert said["row 10"] == "it says neither when nor where nor what"
    assert "'03/04/2023'" in said["row 11"]
    assert sheet is not None
    assert sheet.number.tolist() == [2, 3, 4, 5, 6, 7, 9, 11]
    assert (sheet.precision == UNDATED).tolist() == [False, True, *[False] * 5, True]


def test_swapped_coordinates_are_read_the_other_way_round_and_said(tmp_path: Path) -> None:
    sheet, skipped = read_table(put(tmp_path, "s.csv", "date,place,lat,lon\n2023-01-01,Tokyo,139.7,35.7\n"))
    assert sheet is not None
    assert (sheet.lat.tolist(), sheet.lon.tolist()) == ([35.7], [139.7])
    assert [skip.why for skip in skipped] == ["lat and lon are swapped; they were read the other way round"]


def test_days_in_figures_are_read_once_the_column_shows_their_order(tmp_path: Path) -> None:
    first = read(put(tmp_path, "a.csv", "date,place\n03/04/2023,Kyiv\n25/04/2023,Kyiv\n"))
    other = read(put(tmp_path, "b.csv", "date,place\n03/04/2023,Kyiv\n04/25/2023,Kyiv\n"))
    assert (days(first, 0)[0], days(other, 0)[0]) == ("2023-04-03", "2023-03-04")


def test_workbooks_parquet_lines_and_geojson_hold_the_same(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["date", "place", "lat", "lon", "killed"])
    book.active.append([date(2023, 3, 22), "Kyiv", 50.45, 30.52, 3])
    book.save(tmp_path / "a.xlsx")
    columns = {"date": pa.array([date(2023, 3, 22)]), "place": ["Kyiv"], "lat": [50.45], "lon": [30.52]}
    pq.write_table(pa.table({**columns, "killed": [3]}), tmp_path / "a.parquet")
    row = {"date": "2023-03-22", "place": "Kyiv", "lat": 50.45, "lon": 30.52, "killed": 3}
    put(tmp_path, "a.jsonl", json.dumps(row) + "\n")
    point = {"type": "Point", "coordinates": [row.pop("lon"), row.pop("lat")]}
    feature = {"type": "Feature", "geometry": point, "properties": row}
    put(tmp_path, "a.geojson", json.dumps({"type": "FeatureCollection", "features": [feature]}))
    for suffix in ("xlsx", "parquet", "jsonl", "geojson"):
        sheet = read(tmp_path / f"a.{suffix}")
        assert days(sheet, 0) == ("2023-03-22", "2023-03-23", "day"), suffix
        assert (sheet.lat[0], sheet.lon[0]) == (50.45, 30.52), suffix
        assert sheet.counts["killed"].tolist() == [[3, 3]], suffix
        assert words(sheet, "place") == ["Kyiv"], suffix


def test_a_calendar_day_is_never_moved_by_its_zone_and_an_hour_is() -> None:
    column = pa.array(["2023-03-22T00:00:00+03:00", "2023-03-22T02:30:00+03:00"])
    midnight, hour = read_spans(column, "date").values.tolist()
    assert datetime.fromtimestamp(midnight[0], UTC).isoformat() == "2023-03-22T00:00:00+00:00"
    assert datetime.fromtimestamp(hour[0], UTC).isoformat() == "2023-03-21T23:30:00+00:00"
    assert [PRECISIONS[midnight[2]], PRECISIONS[hour[2]]] == [Precision.DAY, Precision.HOUR]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("empty.csv", b"", "empty"),
        ("binary.csv", b"a,b\n\0\0\0\n", "binary"),
        ("latin.csv", b"date,place\n2023-01-01,Sa\xef Paulo\n", "invalid UTF8"),
        ("heading.csv", b"date,place\n", "a heading and no row"),
        ("bad.xlsx", b"PK\x03\x04 not a book", "not a workbook"),
        ("bad.parquet", b"PAR1 not really", "Parquet"),
        ("bad.geojson", b"[1, 2", "not GeoJSON"),
        ("other.geojson", b'{"type": "Point"}', "not a collection"),
        ("deep.jsonl", b"[" * 100_000, "not JSON"),
    ],
)
def test_a_file_that_is_no_table_is_skipped_with_a_reason(
    tmp_path: Path, name: str, content: bytes, why: str
) -> None:
    (tmp_path / name).write_bytes(content)
    sheet, skipped = read_table(tmp_path / name)
    assert sheet is None
    assert len(skipped) == 1
    assert why in skipped[0].why


def test_a_long_list_of_bad_rows_is_cut_and_counted(tmp_path: Path) -> None:
    table = "date,place\n" + "never,Kyiv\n" * (MOST_LISTED + 5)
    _, skipped = read_table(put(tmp_path, "many.csv", table))
    assert len(skipped) == MOST_LISTED + 1
    assert skipped[-1].why == "5 more rows like these"


@given(st.lists(st.integers(min_value=0, max_value=10**9), min_size=1))
def test_whole_counts_come_back_as_they_are(counts: list[int]) -> None:
    read = read_ranges(pa.array([str(count) for count in counts]), "killed")
    assert read.values.tolist() == [[count, count] for count in counts]
    assert read.wrong == ()


@given(st.dates(min_value=date(1, 1, 1), max_value=date(2199, 12, 31)))
def test_any_day_is_its_midnight_to_the_next(day: date) -> None:
    start, end, _ = read_spans(pa.array([day.isoformat()]), "date").values[0]
    assert start == (day.toordinal() - date(1970, 1, 1).toordinal()) * DAY
    assert end - start == DAY


@settings(max_examples=200)
@given(st.lists(st.text(), min_size=1))
def test_no_cell_can_stop_the_reading(cells: list[str]) -> None:
    column = pa.array([cell.encode("utf-8", "replace").decode() for cell in cells])
    for found in (read_numbers(column, "lat"), read_ranges(column, "killed"), read_spans(column, "date")):
        assert len(found.values) == len(cells)
        assert all(0 <= row < len(cells) for row, _ in found.wrong)
