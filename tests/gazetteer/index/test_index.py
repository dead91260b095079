"""The index against slow and obvious oracles."""

import marisa_trie
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from gazetteer.build.postings import heads_and_tails
from gazetteer.index import Entry, NameIndex, is_askable, pack, sound_key
from gazetteer.names import NameKind

_KEYS = st.text(alphabet="abc ", min_size=1, max_size=6).map(lambda key: " ".join(key.split())).filter(bool)
_ENTRIES = st.lists(
    st.tuples(st.integers(0, 2**28 - 1), st.sampled_from(NameKind)),
    min_size=1,
    max_size=4,
    unique_by=lambda e: e[0],
)
_FILED = st.dictionaries(_KEYS, _ENTRIES, min_size=1, max_size=12)

Filed = dict[str, list[tuple[int, NameKind]]]


def index_of(filed: Filed) -> NameIndex:
    trie = marisa_trie.Trie(sorted(filed))
    by_number = [filed[trie.restore_key(number)] for number in range(len(trie))]
    filed_under = [(number, pack(*entry)) for number, entries in enumerate(by_number) for entry in entries]
    keys, packed = np.array(filed_under, dtype=np.uint32).reshape(-1, 2).T
    heads, tails = heads_and_tails(keys, packed, len(trie))
    return NameIndex(trie, memoryview(heads), memoryview(tails))


@given(_FILED, _KEYS)
def test_entries_come_back_as_they_were_filed(filed: Filed, other: str) -> None:
    index = index_of(filed)
    for key, entries in filed.items():
        assert index.entries(key) == [Entry(row, kind) for row, kind in entries]
    assert index.entries(other) == [Entry(row, kind) for row, kind in filed.get(other, [])]


@given(_FILED, _KEYS)
def test_a_key_starts_a_name_when_one_goes_on_after_a_space(filed: Filed, key: str) -> None:
    assert index_of(filed).starts_name(key) == any(name.startswith(f"{key} ") for name in filed)


@given(_FILED, _KEYS)
def test_one_edit_finds_every_name_at_distance_one(filed: Filed, key: str) -> None:
    near = sorted(name for name in filed if OSA.distance(name, key) == 1) if len(key) > 1 else []
    assert index_of(filed).one_edit(key) == near


@given(_FILED, _KEYS)
def test_two_edits_find_only_names_that_near_and_never_the_name_itself(filed: Filed, key: str) -> None:
    found = index_of(filed).two_edits(key)
    assert key not in found
    assert all(name in filed for name in found)
    assert all(OSA.distance(name, key) <= 3 for name in found)  # OSA counts a swap across the cut as two


@pytest.mark.parametrize(("asked", "meant"), [("abcbcaac", "abcabcaac"), ("abcabcab", "aacabccb")])
def test_two_edits_find_one_in_each_half(asked: str, meant: str) -> None:
    assert meant in index_of({meant: [(1, NameKind.MAIN)]}).two_edits(asked)


def test_names_are_found_by_their_sound_and_have_no_entries_under_it() -> None:
    index = index_of({"kyiv": [(1, NameKind.MAIN)], sound_key("s", "kiv", "kyiv"): []})
    assert index.sounding("s", "kiv") == ["kyiv"]
    assert index.sounding("s", "ki") == []


def test_an_entry_is_main_when_the_source_or_english_says_so() -> None:
    assert [kind for kind in NameKind if Entry(0, kind).main] == [NameKind.MAIN, NameKind.PREFERRED]


@given(st.text(alphabet=st.characters(categories=["Cs", "Lu", "Cc"])))
def test_what_is_askable_can_be_looked_up(name: str) -> None:
    if is_askable(name):
        assert index_of({"a": [(1, NameKind.MAIN)]}).entries(name) == []
