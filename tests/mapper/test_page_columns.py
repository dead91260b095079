import base64
import gzip
import json
from datetime import UTC, datetime, timedelta
from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_layers import REGION, event, lay
from shapely import LineString, MultiPolygon, Point, Polygon

from mapper.model import Document, Evidence, Precision, TimeSpan
from mapper.page.columns import CORNERS_A_DEGREE, pack, pack_best, pack_lines, pack_steps, seal, seal_texts
from mapper.page.payload import lay_down
from mapper.page.reports import AROUND, LONGEST_QUOTE, tell_document, tell_event

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def unplaned(data: bytes, code: str, length: int) -> list[int]:
    """The slow oracle of byte planes: one number at a time."""
    size = int(code[1])
    signed = code[0] == "i"
    numbers = [
        int.from_bytes(bytes(data[plane * length + at] for plane in range(size)), "little", signed=signed)
        for at in range(length)
    ]
    if code[0] in "zd":
        numbers = [(number >> 1) ^ -(number & 1) for number in numbers]
    return list(accumulate(numbers)) if code[0] == "d" else numbers


def unstepped(data: bytes) -> list[int]:
    """The slow oracle of variable-length integers."""
    values, value, place = [], 0, 0
    for byte in data:
        value |= (byte & 0x7F) << place
        place += 7
        if not byte & 0x80:
            values.append((value >> 1) ^ -(value & 1))
            value = place = 0
    return values


@given(st.lists(st.integers(-(2**31), 2**31 - 1)))
def test_numbers_in_byte_planes_read_back(values: list[int]) -> None:
    column = pack("x", "i4", values)
    assert unplaned(column.data, "i4", column.length) == values


@given(st.lists(st.integers(-(2**30), 2**30)))
def test_numbers_in_the_better_of_two_ways_read_back(values: list[int]) -> None:
    column = pack_best("x", values)
    assert unplaned(column.data, column.code, column.length) == values
    assert int(column.code[1]) <= 4


@given(st.lists(st.integers(-(2**33), 2**33)))
def test_numbers_of_variable_length_read_back(values: list[int]) -> None:
    column = pack_steps("x", np.array(values, dtype=np.int64))
    assert unstepped(column.data) == values


degrees = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


@given(st.lists(st.lists(degrees, min_size=2, max_size=9, unique=True), max_size=5))
def test_lines_read_back_to_within_half_a_step_of_the_grid(lines: list[list[tuple[float, float]]]) -> None:
    rings, corners, steps = pack_lines("x", [LineString(line) for line in lines])
    sizes = unplaned(corners.data, "u4", corners.length)
    walked = np.cumsum(np.array(unstepped(steps.data)).reshape(-1, 2), axis=0) / CORNERS_A_DEGREE
    assert rings.length == len(lines)
    assert sum(sizes) == len(walked)
    ends = [tuple(line[0]) for line, size in zip(lines, _sizes(rings, sizes), strict=True) if size]
    starts = walked[np.cumsum([0, *sizes])[:-1].astype(int)] if sizes else []
    assert np.allclose(starts, ends, atol=0.5 / CORNERS_A_DEGREE + 1e-9) if ends else True


def _sizes(rings: object, sizes: list[int]) -> list[int]:
    """Corners of each line, 0 for one that vanished."""
    left = iter(sizes)
    counts = unplaned(rings.data, "u4", rings.length)  # type: ignore[attr-defined]
    return [next(left) if count else 0 for count in counts]


def test_a_polygon_is_written_with_its_holes_and_parts() -> None:
    holed = Polygon([(0, 0), (9, 0), (9, 9)], [[(5, 1), (8, 1), (8, 4)]])
    rings, corners, _ = pack_lines("x", [MultiPolygon([holed, REGION]), Point(1, 1).buffer(1e-9)])
    assert unplaned(rings.data, "u4", 2) == [3, 0]
    assert unplaned(corners.data, "u4", 3) == [4, 4, 6]


def test_a_sealed_block_is_the_same_every_time_and_holds_head_and_columns() -> None:
    columns = [pack("a", "u2", [1, 258]), pack_steps("b", np.array([-1]))]
    sealed = seal({"x": "é<"}, columns)
    assert sealed == seal({"x": "é<"}, columns)
    data = gzip.decompress(base64.b64decode(sealed))
    length = int.from_bytes(data[:4], "little")
    head = json.loads(data[4 : 4 + length])
    assert head == {"x": "é<", "columns": {"a": ["u2", 2, 0, 4], "b": ["v", 1, 4, 1]}}
    assert data[4 + length :] == b"\x01\x02\x00\x01\x01"


@given(st.text())
def test_any_text_can_be_sealed(text: str) -> None:
    opened = gzip.decompress(base64.b64decode(seal_texts([text]))).decode()
    assert json.loads(opened) == [text.encode("utf-8", "replace").decode()]


moments = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 29), timezones=st.just(UTC))  # noqa: DTZ001


@given(moments, st.timedeltas(timedelta(seconds=1), timedelta(days=1)))
def test_times_are_whole_minutes_that_cover_the_span(start: datetime, length: timedelta) -> None:
    when = TimeSpan(start=start, end=start + length, precision=Precision.HOUR)
    columns = read_columns(lay_down(lay(event("one", when=when))).head)
    began = columns["start.day"][0] * 1440 + columns["start.minute"][0]
    ended = began + columns["minutes"][0]
    assert timedelta(0) <= start - (EPOCH + timedelta(minutes=began)) < timedelta(minutes=1)
    assert timedelta(0) <= (EPOCH + timedelta(minutes=ended - 1)) - start + timedelta(minutes=1)
    assert EPOCH + timedelta(minutes=ended - 1) < start + length <= EPOCH + timedelta(minutes=ended)


def read_columns(sealed: str) -> dict[str, list[int]]:
    data = gzip.decompress(base64.b64decode(sealed))
    length = int.from_bytes(data[:4], "little")
    table = json.loads(data[4 : 4 + length])["columns"]
    body = data[4 + length :]
    return {
        name: unplaned(body[offset : offset + size], code, count)
        for name, (code, count, offset, size) in table.items()
        if code != "v"
    }


def test_events_of_one_place_share_a_spot_and_near_it_is_another() -> None:
    columns = read_columns(lay_down(lay(event("a"), event("b"), event("c", location=None))).head)
    assert columns["spot"] == [0, 0, -1]


@given(st.text(min_size=1, max_size=400), st.data())
def test_a_quote_and_what_surrounds_it_are_words_of_the_report(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    told = tell_event(
        event("one", evidence=(Evidence(document_id="one", start=start, end=end),)), {"one": 0}, {"one": text}
    )
    assert isinstance(told, dict)
    ((_, before, words, after),) = told["evidence"]
    assert words == text[start:end]
    assert text[:start].endswith(before.removeprefix("…"))
    assert text[end:].startswith(after.removesuffix("…"))
    assert max(len(before), len(after)) <= AROUND + 1


def test_a_quote_of_ten_megabytes_stays_out_of_the_page() -> None:
    evidence = (Evidence(document_id="one", start=0, end=10_000_000),)
    told = tell_event(event("one", evidence=evidence), {"one": 0}, {"one": "x" * 10_000_000})
    assert len(json.dumps(told)) < LONGEST_QUOTE + 2_000


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("HTTP://EXAMPLE.ORG", "HTTP://EXAMPLE.ORG"),
        ("javascript:alert(1)", ""),
        (" java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("https://", ""),
        ("http://[broken", ""),
        ("//example.org/a", ""),
        ("file:///etc/passwd", ""),
    ],
)
def test_only_web_addresses_become_links(url: str, shown: str) -> None:
    assert tell_document(Document(id="x", text="", url=url)) == ["", "", shown, "x"]
