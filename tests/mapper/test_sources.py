import contextlib
import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.sources import read
from mapper.sources.content import decoded
from mapper.sources.days import day_of
from mapper.sources.found import MAX_CHARACTERS

REPORT = "A shell hit a market in Omdurman on Monday, killing nine people."


def put(folder: Path, name: str, content: str | bytes = REPORT) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def test_an_index_dates_the_text_files_beside_it(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    put(
        tmp_path, "index.csv", "file,published,url,source\na.txt,2024-05-06,https://example.org/a,The Paper\n"
    )
    documents, skipped = read([tmp_path])
    assert [(d.text, d.published, d.url, d.source) for d in documents] == [
        (REPORT, date(2024, 5, 6), "https://example.org/a", "The Paper")
    ]
    assert skipped == []


@pytest.mark.parametrize(
    "index",
    [
        " File ; Published ; SOURCE\n a.TXT ; 6 May 2024 ; The Paper\n",
        "\ufeffsource\tpublished\tfile\r\nThe Paper\t2024-05-06T10:00:00+02:00\ta.txt\r\n",
        '"published","file","source"\n\n"2024-05-06", "A.txt", "The Paper"\n',
    ],
)
def test_an_index_may_be_written_in_any_case_order_and_delimiter(tmp_path: Path, index: str) -> None:
    put(tmp_path, "A.txt")
    put(tmp_path, "Index.CSV", index)
    documents, skipped = read([tmp_path])
    assert [(d.published, d.source) for d in documents] == [(date(2024, 5, 6), "The Paper")]
    assert skipped == []


def test_an_index_row_without_its_file_is_named(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    put(tmp_path, "index.csv", "file,url\na.txt\ngone.txt\n,\n,u\na.txt\n")
    documents, skipped = read([tmp_path / "a.txt"])
    assert len(documents) == 1
    assert [skip.why for skip in skipped] == [
        "it names 'gone.txt', which is not there",
        "it names no file",
        "it names 'a.txt' again; the first row counts",
    ]
    assert skipped[0].what.endswith("index.csv line 3")


def test_an_index_cannot_reach_outside_its_folder(tmp_path: Path) -> None:
    put(tmp_path, "secret.txt", "Nobody asked for this.")
    put(tmp_path, "reports/a.txt")
    put(tmp_path, "reports/index.csv", f"file\n../secret.txt\n{tmp_path}/secret.txt\n")
    documents, skipped = read([tmp_path / "reports"])
    assert [d.text for d in documents] == [REPORT]
    assert len(skipped) == 2


@pytest.mark.parametrize("index", ["", "when,who\n1,2\n", "file\n\0\n", b"file\n\xff\n", "x" * 200_000])
def test_an_index_that_is_none_costs_its_dates_only(tmp_path: Path, index: str | bytes) -> None:
    put(tmp_path, "a.txt")
    put(tmp_path, "index.csv", index)
    documents, skipped = read([tmp_path])
    assert [d.published for d in documents] == [None]
    assert len(skipped) == 1


def test_an_index_named_by_itself_stands_for_its_folder(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    index = put(tmp_path, "index.csv", "file,published\na.txt,2024-05-06\n")
    assert read([index]) == read([tmp_path])


def test_an_impossible_date_is_named_and_its_report_kept_undated(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    put(tmp_path, "index.csv", "file,published\na.txt,2024-02-30\n")
    documents, skipped = read([tmp_path], published=date(2024, 1, 1))
    assert [d.published for d in documents] == [None]
    assert "'2024-02-30' is not a date" in skipped[0].why
    assert "kept undated" in skipped[0].why


def test_a_given_day_is_for_reports_without_one(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    put(tmp_path, "b.txt", REPORT + " Two were hurt.")
    put(tmp_path, "index.csv", "file,published\na.txt,2024-05-06\n")
    documents, _ = read([tmp_path], published=date(2020, 1, 1))
    assert [d.published for d in documents] == [date(2024, 5, 6), date(2020, 1, 1)]


def test_lines_come_out_with_the_ids_they_went_in_with(tmp_path: Path) -> None:
    ids = ["lgl:41383748", " ", "=1+1", "é\u0301", "x" * 500, "</script>"]
    rows = [{"doc_id": each, "text": f"{REPORT} {number}"} for number, each in enumerate(ids)]
    file = put(tmp_path, "a.jsonl", "\n".join(json.dumps(row) for row in rows))
    documents, skipped = read([file])
    assert [d.id for d in documents] == ids
    assert skipped == []


def test_lines_may_say_when_where_and_by_whom(tmp_path: Path) -> None:
    row = {
        "doc_id": "1",
        "text": REPORT,
        "published": "2025-03-14T23:23:08Z",
        "url": "u",
        "source": "s",
        "x": [],
    }
    documents, _ = read([put(tmp_path, "a.jsonl", json.dumps(row) + "\n\n")])
    assert [(d.published, d.url, d.source) for d in documents] == [(date(2025, 3, 14), "u", "s")]


def test_the_text_of_a_line_is_kept_to_the_code_point(tmp_path: Path) -> None:
    text = "\r\n Kyiv\t\u2028\U0001f6a8 fell.\u200b \r"
    documents, _ = read([put(tmp_path, "a.jsonl", json.dumps({"text": text}))])
    assert documents[0].text == text


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"{", "not JSON"),
        (b"[1]", "not a JSON object"),
        (b'{"doc_id": "1"}', 'no "text"'),
        (b'{"text": 5}', 'no "text"'),
        (b'{"text": "  "}', "empty"),
        (b'{"text": "a\\u0000b"}', "NUL"),
        (b'{"text": "\xff"}', "not UTF-8"),
        (b"[" * 100_000, "not JSON"),
        (b'{"text": "a", "n": ' + b"9" * 5000 + b"}", "not JSON"),
        (json.dumps({"text": "a" * (MAX_CHARACTERS + 1)}).encode(), "1,000,001 characters"),
        (b'{"text": "' + b"a" * 12_000_001 + b'"}', "over 12,000,000 bytes"),
    ],
)
def test_a_bad_line_is_named_and_the_next_one_read(tmp_path: Path, line: bytes, why: str) -> None:
    good = json.dumps({"text": REPORT}).encode()
    documents, skipped = read([put(tmp_path, "a.jsonl", line + b"\n" + good)])
    assert [d.text for d in documents] == [REPORT]
    assert len(skipped) == 1
    assert why in skipped[0].why
    assert skipped[0].what.endswith("a.jsonl line 1")


def test_half_characters_do_not_move_the_rest(tmp_path: Path) -> None:
    documents, _ = read([put(tmp_path, "a.jsonl", '{"text": "a\\ud83db"}')])
    assert documents[0].text == "a\ufffdb"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.txt", "", "empty"),
        ("a.txt", " \n\t", "empty"),
        ("a.txt", b"\x89PNG\0\0", "binary"),
        ("a.txt", "Привет".encode("cp1251"), "not UTF-8"),
        ("a.txt", b"\xff\xfea", "not UTF-16"),
        ("a.txt", "a" * (MAX_CHARACTERS + 1), "1,000,001 characters"),
        ("a.txt", "a" * 10_000_000, "10,000,000 bytes"),
        ("a.jsonl", "", "empty"),
        ("a.pdf", "%PDF", ".pdf is not supported; .jsonl, .txt, .csv"),
        ("events.csv", "a,b", "a table of events"),
        ("README", "words", "no suffix is not supported"),
    ],
)
def test_a_bad_file_is_named_and_the_next_one_read(
    tmp_path: Path, name: str, content: str | bytes, why: str
) -> None:
    put(tmp_path, name, content)
    put(tmp_path, "good.txt")
    documents, skipped = read([tmp_path])
    assert [d.text for d in documents] == [REPORT]
    assert [skip.stage for skip in skipped] == ["read"]
    assert why in skipped[0].why


def test_a_missing_file_a_glob_without_match_and_an_empty_folder_are_named(tmp_path: Path) -> None:
    (tmp_path / "hollow").mkdir()
    paths = [tmp_path / "gone.txt", tmp_path / "*.jsonl", tmp_path / "hollow", Path("a\0b"), Path("a" * 5000)]
    documents, skipped = read(paths)
    assert documents == []
    assert [skip.why for skip in skipped] == [
        "no such file or folder",
        "no file matches",
        "an empty folder",
        "no such file or folder",
        "file name too long",
    ]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / "pipe.jsonl")
    documents, skipped = read([tmp_path])
    assert documents == []
    assert [skip.why for skip in skipped] == ["not a regular file"] * 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    for name in ("a.txt", "a.jsonl"):
        put(tmp_path, name).chmod(0)
    documents, skipped = read([tmp_path])
    assert documents == []
    assert [skip.why for skip in skipped] == ["permission denied"] * 2


def test_a_link_to_nowhere_and_a_link_in_a_circle_are_survived(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "gone")
    (tmp_path / "circle").symlink_to(tmp_path)
    documents, skipped = read([tmp_path, tmp_path / "nowhere*"])
    assert len(documents) == 1
    assert len(skipped) == 2


def test_a_file_named_in_several_ways_is_read_once(tmp_path: Path) -> None:
    file = put(tmp_path, "a.txt")
    (tmp_path / "b.txt").symlink_to(file)
    documents, skipped = read([file, tmp_path / "." / "a.txt", tmp_path, tmp_path / "*.txt"])
    assert len(documents) == 1
    assert skipped == []


def test_the_same_report_twice_is_kept_once_and_named(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    put(tmp_path, "b.txt")
    documents, skipped = read([tmp_path])
    assert len(documents) == 1
    assert skipped[0].why == "the same report is there already"


def test_one_text_in_two_newspapers_is_two_documents(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    put(tmp_path, "b.txt")
    put(tmp_path, "index.csv", "file,source\na.txt,The Paper\nb.txt,The Other Paper\n")
    documents, skipped = read([tmp_path])
    assert len({d.id for d in documents}) == 2
    assert skipped == []


def test_an_id_given_to_two_reports_is_named(tmp_path: Path) -> None:
    file = put(tmp_path, "a.jsonl", '{"doc_id": "1", "text": "a"}\n{"doc_id": 1, "text": "b"}')
    documents, skipped = read([file])
    assert [d.text for d in documents] == ["a"]
    assert skipped[0].why == "another report has this id"


def test_folders_are_read_in_the_order_of_names_without_what_is_hidden_or_speaks_of_them(
    tmp_path: Path,
) -> None:
    for name in ("b/1.txt", "a.txt", "c.TXT", ".hidden.txt", ".git/d.txt", "README.md"):
        put(tmp_path, name, name)
    documents, skipped = read([tmp_path])
    assert [d.text for d in documents] == ["a.txt", "c.TXT", "b/1.txt"]
    assert skipped == []


def test_line_ends_become_line_feeds(tmp_path: Path) -> None:
    documents, _ = read([put(tmp_path, "a.txt", b"\xef\xbb\xbfone\r\ntwo\rthree\n")])
    assert documents[0].text == "one\ntwo\nthree\n"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), min_size=1))
def test_utf_8_and_marked_utf_16_are_read_alike(text: str) -> None:
    assert (
        decoded(text.encode()) == decoded(text.encode("utf-8-sig")) == decoded(text.encode("utf-16")) == text
    )


@given(st.dates(date(1605, 1, 1), date(2200, 12, 31)))
def test_every_day_in_range_is_read_as_it_is_written(day: date) -> None:
    assert day_of(day.isoformat()) == day
    assert day_of(f"{day.isoformat()}T23:59:59-11:00") == day
    assert day_of(day.strftime("%d %B %Y")) == day


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert 1605 <= day_of(text).year <= 2200


@pytest.mark.parametrize(
    "written", ["03/04/2023", "0001-01-01", "9999-12-31", "2023", "yesterday", "2023-02-30"]
)
def test_what_is_no_date_or_could_be_two_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=written):
        day_of(written)
