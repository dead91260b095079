import base64
import gzip
import json
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_layers import LOWER, at, event, lay
from page_tables import KINDS, laid, scattered, table

from mapper.page import render
from mapper.page.blocks import FIRST_LETTER, SEPARATOR, tell_rows, write_texts
from mapper.page.payload import EVENTS_A_BLOCK, lay_down
from mapper.page.rows import DEGREE, FEW_POINTS, rows_of
from mapper.table import NOWHERE, UNDATED


def read_texts(column: object) -> list[str]:
    """The slow oracle: what the front end makes of a column of texts."""
    if isinstance(column, str):
        return column.split(SEPARATOR)
    assert isinstance(column, dict)
    if "of" in column:
        each = column["each"].split(SEPARATOR)
        return [each[ord(letter) - FIRST_LETTER] for letter in column["of"]]
    numbers = np.cumsum(column["steps"]).tolist()
    return [column["before"] + str(number).zfill(column["width"]) for number in numbers]


texts = st.lists(st.text().map(lambda text: text.replace(SEPARATOR, " ")), min_size=1, max_size=60)
numbered = st.lists(st.integers(0, 10**14).map(lambda number: f"UKR{number}"), min_size=1, max_size=20)
padded = st.lists(st.integers(0, 9999).map(lambda number: f"a1-{number:04d}"), min_size=1, max_size=20)
repeated = st.lists(st.sampled_from(["Morning Paper", "", '\\Evening "Paper"']), min_size=12, max_size=60)


@given(texts | numbered | padded | repeated)
def test_texts_of_a_column_read_back_however_they_are_written(values: list[str]) -> None:
    assert read_texts(json.loads(json.dumps(write_texts(values)))) == values


def test_what_repeats_and_what_is_numbered_takes_little_room() -> None:
    assert write_texts(["Morning Paper", "Evening Paper"] * 8) == {
        "each": f"Morning Paper{SEPARATOR}Evening Paper",
        "of": "01" * 8,
    }
    assert write_texts(["UKR007", "UKR009", "UKR008"]) == {"before": "UKR", "width": 3, "steps": [7, 2, -1]}


def test_rows_lie_in_time_order_undated_last_and_keep_their_number() -> None:
    start = np.array([30, 10, 0, 20], dtype=np.int64)
    rows = rows_of(
        laid(table(4, start=start, end=start + 5, precision=np.array([1, 1, UNDATED, 1], dtype=np.uint8)))
    )
    assert rows.source.tolist() == [1, 3, 0, 2]
    assert rows.start.tolist() == [10, 20, 30, 0]
    assert rows.end.tolist()[-1] == 0


def test_coordinates_that_rows_share_are_places_even_where_the_table_names_none() -> None:
    rows = rows_of(
        laid(
            table(
                3,
                spot=np.array([0, 0, NOWHERE], dtype=np.int32),
                lon=np.array([30.5, 30.5, 24.0]),
                lat=np.array([50.0, 50.0, 48.0]),
            )
        )
    )
    assert rows.exact.sum() == 0
    assert [rows.spots[spot].place.name for spot in rows.spot] == [
        "Lower Mill",
        "Lower Mill",
        "48.0000, 24.0000",
    ]
    assert {(spot.lon, spot.lat) for spot in rows.spots} == {(24.0, 48.0), (30.5, 50.0)}


def test_many_coordinates_of_their_own_are_points_and_keep_the_name_of_their_town() -> None:
    layers = scattered(FEW_POINTS * 3)
    rows = rows_of(layers)
    assert rows.exact.all()
    assert layers.table is not None
    assert (np.abs(rows.lon / DEGREE - layers.table.lon[rows.source]) <= 0.5 / DEGREE + 1e-9).all()
    assert {spot.place.name for spot in rows.spots} == {"Lower Mill", "Upper Mill"}


def test_events_and_rows_share_one_order_and_one_list_of_kinds() -> None:
    both = replace(lay(event("told", kind="Flood")), table=table(3))
    rows = rows_of(both)
    assert rows.kinds == tuple(sorted({*KINDS, "Flood"}))
    assert sorted(rows.source.tolist()) == [0, 1, 2, 3]
    assert rows.start.tolist() == sorted(rows.start.tolist())
    blocks = [json.loads(gzip.decompress(base64.b64decode(block))) for block in lay_down(both).events]
    told = rows.source.tolist().index(0)
    assert blocks[0]["told"][str(told)]["title"] == "Event told"
    assert read_texts(blocks[0]["id"])[(told + 1) % 4].startswith("row")


def test_only_web_addresses_of_rows_enter_the_page() -> None:
    urls = ["https://example.org/a?b=1", "javascript:alert(1)", "data:text/html,x", "HTTP://EXAMPLE.ORG/Ü"]
    told = tell_rows(table(4, url=pa.array(urls)), np.arange(4))
    joined = [
        a + b for a, b in zip(read_texts(told["url.folder"]), read_texts(told["url.file"]), strict=True)
    ]
    assert joined == ["https://example.org/a?b=1", "", "", "HTTP://EXAMPLE.ORG/Ü"]


def test_a_row_without_texts_takes_a_few_bytes_and_one_with_them_some_dozens() -> None:
    count = 2 * EVENTS_A_BLOCK
    payload = lay_down(scattered(count))
    assert len(payload.head) / count < 10
    assert sum(map(len, payload.events)) / count < 30
    assert len(payload.events) == 2


def test_the_same_table_gives_the_same_bytes() -> None:
    assert render(scattered(700)) == render(scattered(700))


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"kind": np.array([0, 3, 0], dtype=np.int32)}, "kind: 0 to 3 is not within 0 to 2"),
        ({"spot": np.array([-2, 0, 0], dtype=np.int32)}, "spot: -2 to 0"),
        ({"id": pa.array(["a"])}, "columns of other lengths"),
        ({"killed": np.zeros((3, 1), dtype=np.int32)}, "columns of other lengths"),
        ({"lat": np.array([91.0, 0.0, 0.0])}, "not on Earth"),
        ({"end": np.zeros(3, dtype=np.int64)}, "must end after it starts"),
    ],
)
def test_columns_that_do_not_fit_are_refused(wrong: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        table(3, **wrong)


def test_a_row_that_is_only_in_a_place_is_never_a_point() -> None:
    rows = rows_of(laid(table(3, spots=(at(LOWER),))))
    assert rows.exact.tolist() == [0, 0, 0]
    assert rows.spot.tolist() == [0, 0, 0]
