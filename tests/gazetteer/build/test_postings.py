"""Entries ordered and laid out, against the slow and obvious way."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.build.postings import heads_and_tails, ranked
from gazetteer.index import KIND_BITS, SEVERAL
from gazetteer.names import NameKind
from gazetteer.prior import KIND_POINTS

_ROWS = 6
_ENTRIES = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, _ROWS - 1), st.sampled_from(NameKind), st.booleans()),
    min_size=1,
    max_size=40,
)
_PRIORS = st.lists(st.sampled_from([0.0, 1.0, 2.5]), min_size=_ROWS, max_size=_ROWS)

Entries = list[tuple[int, int, NameKind, bool]]


def slowly(entries: Entries, priors: list[float]) -> list[tuple[int, int]]:
    best: dict[tuple[int, int], tuple[NameKind, bool]] = {}
    for key, row, kind, stated in entries:
        known, was_stated = best.get((key, row), (kind, False))
        best[key, row] = (min(kind, known), stated or was_stated)
    order = sorted(
        best, key=lambda e: (e[0], not best[e][1], -(priors[e[1]] + KIND_POINTS[best[e][0]]), e[1])
    )
    return [(key, row << KIND_BITS | best[key, row][0]) for key, row in order]


@given(_ENTRIES, _PRIORS)
def test_the_likeliest_come_first_but_after_what_a_user_states(entries: Entries, priors: list[float]) -> None:
    keys, rows, kinds = (np.array(column, dtype=np.uint32) for column in list(zip(*entries, strict=True))[:3])
    stated = np.array([entry[3] for entry in entries])
    found = ranked(keys, rows, kinds, stated, np.array(priors))
    assert list(zip(*(column.tolist() for column in found), strict=True)) == slowly(entries, priors)


@given(_ENTRIES, _PRIORS)
def test_what_is_laid_out_is_read_as_it_was(entries: Entries, priors: list[float]) -> None:
    filed: dict[int, list[int]] = {}
    for key, packed in slowly(entries, priors):
        filed.setdefault(key, []).append(packed)
    keys = np.array([key for key, all_packed in filed.items() for _ in all_packed], dtype=np.uint32)
    packed = np.array([each for all_packed in filed.values() for each in all_packed], dtype=np.uint32)
    heads, tails = heads_and_tails(keys, packed, 5)
    for key in range(5):
        head = int(heads[key])
        at = head & ~SEVERAL
        listed = tails[at + 1 : at + 1 + tails[at]].tolist() if head & SEVERAL else [head] if head else []
        assert listed == [each for each in filed.get(key, []) if each or head & SEVERAL]
