"""The file under the gazetteer."""

import threading
from array import array
from itertools import cycle
from pathlib import Path

import marisa_trie
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazetteer import mapped
from gazetteer.errors import StoreError
from gazetteer.mapped import Column

_shared_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)


def write(path: Path, names: tuple[str, ...] = ("goma", "bukavu")) -> Path:
    mapped.write(
        path,
        trie=marisa_trie.Trie(names),
        columns=[Column("level", "B", [b"\1\2", b"\3"]), Column("row", "I", [array("I", [7, 8]).tobytes()])],
        about={"places": 2},
    )
    return path


def test_what_was_written_is_read(tmp_path: Path) -> None:
    file = mapped.read(write(tmp_path / "index"))
    assert list(file.trie) == ["bukavu", "goma"]
    assert list(file.columns["level"]) == [1, 2, 3]
    assert list(file.columns["row"]) == [7, 8]
    assert file.about == {"places": 2}
    assert file.damaged() == []


def test_the_same_content_is_the_same_bytes(tmp_path: Path) -> None:
    assert write(tmp_path / "one").read_bytes() == write(tmp_path / "two").read_bytes()


@_shared_folder
@given(cut=st.integers(min_value=0))
def test_a_file_cut_anywhere_is_refused(tmp_path: Path, cut: int) -> None:
    whole = write(tmp_path / "index").read_bytes()
    (tmp_path / "cut").write_bytes(whole[: cut % len(whole)])
    with pytest.raises(StoreError, match="run `gazetteer build`") as refused:
        mapped.read(tmp_path / "cut")
    assert str(refused.value).count("run `gazetteer build`") == 1


@_shared_folder
@given(at=st.integers(min_value=0), bit=st.integers(0, 7))
def test_a_flipped_bit_is_refused_or_found(tmp_path: Path, at: int, bit: int) -> None:
    spoiled = bytearray(write(tmp_path / "index").read_bytes())
    parts = mapped.read(tmp_path / "index").checksums.values()
    places = [i for start, size, _ in parts for i in range(start, start + size)]
    spoiled[places[at % len(places)]] ^= 1 << bit
    (tmp_path / "spoiled").write_bytes(spoiled)
    try:
        spoiled_file = mapped.read(tmp_path / "spoiled")
    except StoreError:
        return
    assert spoiled_file.damaged()


def test_a_file_that_is_replaced_meanwhile_is_read_from_one_build(tmp_path: Path) -> None:
    path = tmp_path / "index"
    builds = [("goma", "bukavu"), tuple(f"town {number}" for number in range(500))]
    stop = threading.Event()

    def build_on() -> None:
        for names in cycle(builds):
            mapped.write(
                path,
                trie=marisa_trie.Trie(names),
                columns=[Column("level", "B", [bytes(len(names))])],
                about={"places": len(names)},
            )
            if stop.is_set():
                return

    write(path)
    builder = threading.Thread(target=build_on)
    builder.start()
    try:
        for _ in range(300):
            file = mapped.read(path)
            assert len(file.trie) == file.about["places"]
            file.close()
    finally:
        stop.set()
        builder.join()


def test_spoiled_contents_are_refused(tmp_path: Path) -> None:
    spoiled = bytearray(write(tmp_path / "index").read_bytes())
    spoiled[-60] ^= 1
    (tmp_path / "index").write_bytes(spoiled)
    with pytest.raises(StoreError, match="damaged"):
        mapped.read(tmp_path / "index")


def test_another_format_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "index")
    data = bytearray(path.read_bytes())
    data[-20:-16] = (mapped.FORMAT + 1).to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(StoreError, match=f"format {mapped.FORMAT + 1}, not {mapped.FORMAT}"):
        mapped.read(path)


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no gazetteer at .*: run `gazetteer build`"):
        mapped.read(tmp_path / "nowhere")


def test_a_folder_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be read"):
        mapped.read(tmp_path)


def test_a_write_that_fails_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    path = write(tmp_path / "index")
    before = path.read_bytes()
    with pytest.raises(TypeError):
        mapped.write(path, trie=marisa_trie.Trie(), columns=[], about={"no JSON": {1, 2}})
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_who_has_the_old_file_open_keeps_it(tmp_path: Path) -> None:
    path = write(tmp_path / "index")
    old = mapped.read(path)
    write(path, ("kindu",))
    assert list(old.trie) == ["bukavu", "goma"]
    assert list(mapped.read(path).trie) == ["kindu"]
