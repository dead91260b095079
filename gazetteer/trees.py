"""Boosted decision trees, learned elsewhere, asked here with nothing but numpy."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


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

    def margins(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Sum the trees for each row of features."""
        count, trees = len(rows), len(self.feature)
        if count == 0:
            return np.zeros(0, dtype=np.float32)
        nodes = self.feature.shape[1]
        first = np.arange(trees, dtype=np.int32) * nodes
        at = np.broadcast_to(first, (count, trees)).copy()
        feature, threshold = self.feature.ravel(), self.threshold.ravel()
        left, right = (first[:, None] + self.left).ravel(), (first[:, None] + self.right).ravel()
        flat = np.ascontiguousarray(rows).ravel()
        offset = (np.arange(count, dtype=np.int32) * rows.shape[1])[:, None]
        for _ in range(self.depth):
            seen = flat[offset + np.maximum(feature[at], 0)]
            at = np.where(seen <= threshold[at], left[at], right[at])
        sums: NDArray[np.float32] = self.value.ravel()[at].sum(axis=1, dtype=np.float32)
        return sums + np.float32(self.base)


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
