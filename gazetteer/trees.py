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


_FEW = 10
"""Rows from which it takes less time to answer only the questions on the way (measured)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Flat:
    """Nodes of all trees in line; `below` holds of each the one to the right, then the one to the left."""

    feature: NDArray[np.intp]
    threshold: NDArray[np.float32]
    below: NDArray[np.intp]
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
        """Lay all trees out in one line of nodes; a leaf leads back to itself."""
        trees, nodes = self.feature.shape
        first = (np.arange(trees, dtype=np.intp) * nodes)[:, None]
        left, right = ((first + below).ravel() for below in (self.left, self.right))
        flat = _Flat(
            feature=np.maximum(self.feature, 0).ravel().astype(np.intp),
            threshold=self.threshold.ravel(),
            below=np.stack([right, left], axis=1).ravel(),
            value=self.value.ravel(),
            roots=first.ravel(),
        )
        object.__setattr__(self, "_flat", flat)

    def margins(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Sum the trees for each row of features."""
        if len(rows) < _FEW:
            leaves = np.array([self._leaves_of(row) for row in rows], dtype=np.intp)
        else:
            leaves = self._leaves(rows)
        leaves = leaves.reshape(len(rows), len(self.feature))
        sums: NDArray[np.float32] = self._flat.value.take(leaves).sum(axis=1, dtype=np.float32)
        return sums + np.float32(self.base)

    def _leaves_of(self, row: NDArray[np.float32]) -> NDArray[np.intp]:
        """Find every tree's leaf for a row: all questions answered at once, then followed down."""
        flat = self._flat
        goes_left = row.take(flat.feature) <= flat.threshold
        following = np.where(goes_left, flat.below[1::2], flat.below[::2])
        at = flat.roots
        for _ in range(self.depth):
            at = following.take(at)
        return at

    def _leaves(self, rows: NDArray[np.float32]) -> NDArray[np.intp]:
        """Find every tree's leaf for many rows: only the questions on the way are answered."""
        flat = self._flat
        seen = np.ascontiguousarray(rows).ravel()
        first = (np.arange(len(rows), dtype=np.intp) * rows.shape[1])[:, None]
        at = np.broadcast_to(flat.roots, (len(rows), len(flat.roots)))
        for _ in range(self.depth):
            goes_left = seen.take(flat.feature.take(at) + first) <= flat.threshold.take(at)
            at = flat.below.take(2 * at + goes_left)
        return at


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
