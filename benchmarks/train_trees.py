"""Boosted trees from scikit-learn, in the form that `gazetteer.trees` asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from gazetteer.trees import Trees

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """How the trees grow.

    Attributes
    ----------
    trees, leaves
        How many, and of how many leaves each.
    rate
        How much each corrects the sum before it.
    least
        Examples in a leaf, at least.
    columns
        Share of the features that a split may look at.
    """

    trees: int
    leaves: int
    rate: float
    least: int
    columns: float


def fit(
    rows: NDArray[np.float32],
    right: NDArray[np.bool_],
    weights: NDArray[np.float64],
    names: Sequence[str],
    growth: Growth,
) -> Trees:
    """Fit trees on rows of features; deterministic, for the seed is fixed."""
    model = HistGradientBoostingClassifier(
        max_iter=growth.trees,
        max_leaf_nodes=growth.leaves,
        learning_rate=growth.rate,
        l2_regularization=5.0,
        min_samples_leaf=growth.least,
        max_features=growth.columns,
        early_stopping=False,
        random_state=0,
    )
    model.fit(rows, right, sample_weight=weights)
    return export(model, names)


def export(model: HistGradientBoostingClassifier, names: Sequence[str]) -> Trees:
    """Lay a fitted model's trees side by side."""
    nodes = [predictor.nodes for (predictor,) in model._predictors]  # noqa: SLF001 - the only way to its trees
    width = max(len(tree) for tree in nodes)
    shape = (len(nodes), width)
    feature, threshold = np.full(shape, -1, np.int16), np.zeros(shape, np.float32)
    value = np.zeros(shape, np.float32)
    left = np.tile(np.arange(width, dtype=np.int16), (len(nodes), 1))
    right = left.copy()
    for number, tree in enumerate(nodes):
        inner = tree["is_leaf"] == 0
        size = len(tree)
        feature[number, :size][inner] = tree["feature_idx"][inner]
        threshold[number, :size][inner] = tree["num_threshold"][inner]
        left[number, :size][inner] = tree["left"][inner]
        right[number, :size][inner] = tree["right"][inner]
        value[number, :size][~inner] = tree["value"][~inner]
    return Trees(
        feature=feature,
        threshold=threshold,
        left=left,
        right=right,
        value=value,
        base=float(np.ravel(model._baseline_prediction)[0]),  # noqa: SLF001 - the same
        depth=int(max(tree["depth"].max() for tree in nodes)),
        names=tuple(names),
    )
