"""Boosted decision trees, learned elsewhere, asked here with nothing but numpy."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


_ROWS = 32  # that are looked at together; each takes 70 KB for 300 trees of 20 leaves
_MOST_LEAVES = 64
_FEW_LEAVES = 32  # take half the room, and half the time


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Flat:
    """Every tree's questions, and which of its leaves, from the left, each closes when the answer is no.

    All questions are answered at once: the leaf is the leftmost that no answer closes, as in QuickScorer
    (Lucchese et al. 2015). `value` holds `_MOST_LEAVES` numbers a tree.
    """

    feature: NDArray[np.intp]
    threshold: NDArray[np.float32]
    closed: NDArray[np.unsignedinteger]
    value: NDArray[np.float32]
    roots: NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trees:
    """A sum of trees; row `t` of every array is tree `t`, its root is node 0.

    Attributes
    ----------
    feature
        Number of the feature that a node looks at; -1 for a leaf.
    threshold
        Values up to it go left.
    left, right
        Numbers of the nodes below; a leaf's are its own.
    value
        What a leaf adds.
    base
        What the sum begins with.
    depth
        Steps from a root to its deepest leaf.
    names
        Features in order: a model is refused where they are not what the caller computes.
    """

    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    value: NDArray[np.float32]
    base: float
    depth: int
    names: tuple[str, ...]
    _flat: _Flat = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Lay the questions of all trees side by side."""
        count = len(self.feature)
        most = max(1, int((self.feature >= 0).sum(axis=1).max(initial=0)))
        bits = np.dtype(np.uint32 if most < _FEW_LEAVES else np.uint64)  # leaves are one more than questions
        flat = _Flat(
            feature=np.zeros((most, count), dtype=np.intp),
            threshold=np.zeros((most, count), dtype=np.float32),
            closed=np.zeros((most, count), dtype=bits),
            value=np.zeros(count * _MOST_LEAVES, dtype=np.float32),
            roots=np.arange(count, dtype=np.intp) * _MOST_LEAVES,
        )
        for tree in range(count):
            self._lay(tree, flat)
        object.__setattr__(self, "_flat", flat)

    def _lay(self, tree: int, flat: _Flat) -> None:
        """Give a tree's leaves numbers from the left, and note which of them a no to each question closes."""
        asked = leaves = 0

        def walk(node: int) -> None:
            nonlocal asked, leaves
            if leaves == _MOST_LEAVES:
                raise ValueError(f"a tree has more than {_MOST_LEAVES} leaves, the most that are read")
            if self.feature[tree, node] < 0:
                flat.value[tree * _MOST_LEAVES + leaves] = self.value[tree, node]
                leaves += 1
                return
            question, first = asked, leaves
            asked += 1
            walk(int(self.left[tree, node]))
            flat.feature[question, tree] = self.feature[tree, node]
            flat.threshold[question, tree] = self.threshold[tree, node]
            flat.closed[question, tree] = (1 << leaves) - (1 << first)
            walk(int(self.right[tree, node]))

        walk(0)

    def margins(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Sum the trees for each row of features."""
        sums = np.zeros(len(rows), dtype=np.float32)
        for first in range(0, len(rows), _ROWS):
            some = slice(first, first + _ROWS)
            sums[some] = self._flat.value.take(self._leaves(rows[some])).sum(axis=1, dtype=np.float32)
        return sums + np.float32(self.base)

    def _leaves(self, rows: NDArray[np.float32]) -> NDArray[np.intp]:
        """Find every tree's leaf for some rows."""
        flat = self._flat
        is_no = ~(rows.take(flat.feature, axis=1) <= flat.threshold)
        closed = np.bitwise_or.reduce(is_no * flat.closed, axis=1)
        leftmost = ~closed & (closed + closed.dtype.type(1))  # the lowest bit that is not set
        number = np.frexp(leftmost.astype(np.float64))[1] - 1
        return np.asarray(flat.roots + number, dtype=np.intp)


def probability(margins: NDArray[np.float32]) -> NDArray[np.float32]:
    """Logistic function: log-odds to probabilities."""
    return np.asarray(1 / (1 + np.exp(-margins)), dtype=np.float32)


def dump(trees: Trees) -> bytes:
    """Pack trees as a numpy archive."""
    out = io.BytesIO()
    arrays = {name: getattr(trees, name) for name in ("feature", "threshold", "left", "right", "value")}
    np.savez_compressed(out, base=trees.base, depth=trees.depth, names=np.array(trees.names), **arrays)
    return out.getvalue()


def load(packed: bytes) -> Trees:
    """Unpack trees."""
    with np.load(io.BytesIO(packed), allow_pickle=False) as archive:
        arrays = {name: archive[name] for name in ("feature", "threshold", "left", "right", "value")}
        return Trees(
            base=float(archive["base"]),
            depth=int(archive["depth"]),
            names=tuple(str(name) for name in archive["names"]),
            **arrays,
        )


@cache
def shipped(name: str) -> Trees:
    """Read trees that come with the package; once a process, for they never change."""
    return load((resources.files("gazetteer") / "data" / f"{name}.npz").read_bytes())
