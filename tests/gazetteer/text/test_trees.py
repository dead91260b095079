from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.trees import Trees, dump, load, probability

TREES = Trees(
    feature=np.array([[0, 1, -1, -1, -1], [1, -1, -1, -1, -1]], dtype=np.int16),
    threshold=np.array([[0.5, -1.0, 0, 0, 0], [2.0, 0, 0, 0, 0]], dtype=np.float32),
    left=np.array([[1, 3, 2, 3, 4], [1, 1, 2, 3, 4]], dtype=np.int16),
    right=np.array([[2, 4, 2, 3, 4], [2, 1, 2, 3, 4]], dtype=np.int16),
    value=np.array([[0, 0, 3.0, -1.0, 5.0], [0, 0.25, -0.5, 0, 0]], dtype=np.float32),
    base=0.125,
    depth=2,
    names=("a", "b"),
)
ROWS = st.lists(st.tuples(*[st.floats(-4, 4, width=32)] * 2), max_size=20)


def walked(row: tuple[float, float]) -> float:
    """Ask the trees one node at a time."""
    total = TREES.base
    for tree in range(len(TREES.feature)):
        node = 0
        while TREES.feature[tree, node] >= 0:
            goes_left = row[TREES.feature[tree, node]] <= TREES.threshold[tree, node]
            node = int((TREES.left if goes_left else TREES.right)[tree, node])
        total += float(TREES.value[tree, node])
    return total


@given(rows=ROWS)
def test_all_rows_at_once_give_what_one_node_at_a_time_gives(rows: list[tuple[float, float]]) -> None:
    table = np.array(rows, dtype=np.float32).reshape(len(rows), 2)
    np.testing.assert_allclose(TREES.margins(table), [walked(row) for row in rows], rtol=1e-5)


@given(rows=ROWS)
def test_packing_and_unpacking_changes_nothing(rows: list[tuple[float, float]]) -> None:
    table = np.array(rows, dtype=np.float32).reshape(len(rows), 2)
    unpacked = load(dump(TREES))
    assert unpacked.names == TREES.names
    np.testing.assert_array_equal(unpacked.margins(table), TREES.margins(table))


@given(margin=st.floats(-50, 50))
def test_log_odds_become_probabilities(margin: float) -> None:
    (share,) = probability(np.array([margin], dtype=np.float32))
    assert 0 <= share <= 1


def chain(questions: int) -> Trees:
    """Ask whether a number is at most 0, 1, 2 and so on; each leaf says how far it came."""
    nodes = np.arange(2 * questions + 1)
    inner = np.arange(questions)
    feature, threshold, value = (np.full(len(nodes), fill) for fill in (-1, 0.0, 0.0))
    left, right = nodes.copy(), nodes.copy()
    feature[2 * inner], threshold[2 * inner] = 0, inner
    left[2 * inner], right[2 * inner] = 2 * inner + 1, 2 * inner + 2
    value[2 * inner + 1], value[-1] = inner, questions
    return Trees(
        feature=feature[None].astype(np.int16),
        threshold=threshold[None].astype(np.float32),
        left=left[None].astype(np.int16),
        right=right[None].astype(np.int16),
        value=value[None].astype(np.float32),
        base=0.0,
        depth=questions,
        names=("a",),
    )


def test_a_tree_may_have_64_leaves_and_no_more() -> None:
    rows = np.arange(70, dtype=np.float32)[:, None]
    np.testing.assert_array_equal(chain(63).margins(rows), np.minimum(np.arange(70), 63))
    with pytest.raises(ValueError, match="64 leaves"):
        chain(64)
