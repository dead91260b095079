"""Which places each key leads to, laid out as `gazetteer.index` reads it. Pure, over arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gazetteer.index import KIND_BITS, SEVERAL
from gazetteer.names import NameKind
from gazetteer.prior import KIND_POINTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.unsignedinteger[Any]]

_POINTS = np.array([KIND_POINTS[kind] for kind in NameKind])


def ranked(
    keys: Numbers, rows: Numbers, kinds: Numbers, stated: NDArray[np.bool_], priors: NDArray[np.float64]
) -> tuple[Numbers, Numbers]:
    """Order entries by key, those that a user states first, then the likeliest; ties by row.

    Of several entries of one key and row the best kind stays.

    Parameters
    ----------
    keys, rows, kinds, stated
        Parallel: the key's number, the place's row, how the name stands to it, whether a user says so.
    priors
        Points by row.

    Returns
    -------
    tuple
        The keys' numbers, and the packed entries.
    """
    order = np.lexsort((kinds, rows, keys))
    keys, rows, kinds, stated = keys[order], rows[order], kinds[order], stated[order]
    is_first = np.ones(len(keys), dtype=bool)
    is_first[1:] = (keys[1:] != keys[:-1]) | (rows[1:] != rows[:-1])
    is_stated = np.zeros(len(rows), dtype=bool)
    is_stated[np.flatnonzero(is_first)[np.cumsum(is_first)[stated] - 1]] = True
    stated = is_stated[is_first]
    keys, rows, kinds = keys[is_first], rows[is_first], kinds[is_first]
    points = priors[rows] + _POINTS[kinds]
    order = np.lexsort((rows, -points, ~stated, keys))
    packed = rows.astype(np.uint32) << np.uint32(KIND_BITS) | kinds.astype(np.uint32)
    return keys[order], packed[order]


def heads_and_tails(keys: Numbers, packed: Numbers, total: int) -> tuple[NDArray[np.uint32], Numbers]:
    """Lay ordered entries out: ``heads`` by key, and ``tails`` of keys that have several.

    >>> heads, tails = heads_and_tails(np.array([0, 1, 1]), np.array([8, 9, 16]), 2)
    >>> heads.tolist(), tails.tolist()
    ([8, 2147483648], [2, 9, 16])
    """
    heads = np.zeros(total, dtype=np.uint32)
    counts = np.bincount(keys, minlength=total).astype(np.uint32)
    starts = np.cumsum(counts, dtype=np.uint64) - counts
    single, several = np.flatnonzero(counts == 1), np.flatnonzero(counts > 1)
    heads[single] = packed[starts[single]]
    sizes = counts[several].astype(np.uint64) + 1
    at = np.cumsum(sizes) - sizes
    heads[several] = SEVERAL | at.astype(np.uint32)
    tails = np.empty(int(sizes.sum()), dtype=np.uint32)
    is_count = np.zeros(len(tails), dtype=bool)
    is_count[at] = True
    tails[is_count] = counts[several]
    tails[~is_count] = packed[counts[keys] > 1]
    return heads, tails
