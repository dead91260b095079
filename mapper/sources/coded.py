"""Codes of known layouts as what they mean: precision of time and place, kinds, countries. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from mapper.sheet import UNCODED, UNDATED
from mapper.sources.cells import PRECISIONS, read_each, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from mapper.sources.grids import Columns
    from mapper.sources.layouts.layout import Layout

Wrong = list[tuple[int, str]]

_GEO_OF_WHERE = {"1": 1, "2": 2, "3": 2, "4": 3, "5": 3, "6": 3, "7": 3}
"""ACLED's number for UCDP's, by what the two code books say of each."""
_WHERE_OF_GEO = {"1": 1, "2": 2, "3": 4}


def plain_code(text: str) -> str:
    """Write a code as code books do, whatever a spreadsheet made of it.

    Examples
    --------
    >>> plain_code("01"), plain_code("2.0"), plain_code("City")
    ('1', '2', 'city')
    """
    bare = text.removesuffix(".0")
    return str(int(bare)) if bare.isascii() and bare.isdigit() else text.casefold()


def precisions(columns: Columns, layout: Layout, length: int, wrong: Wrong) -> NDArray[np.int8]:
    """Place in `Precision` of each row's code, or `UNDATED`."""
    if "precision" not in columns:
        return np.full(length, UNDATED, dtype=np.int8)

    def read(text: str) -> int | str:
        known = layout.precisions.get(plain_code(text))
        return (
            f"precision {text[:40]!r} is not in the code book" if known is None else PRECISIONS.index(known)
        )

    return _looked_up(columns["precision"], read, UNDATED, wrong)


def codes(
    columns: Columns, layout: Layout, length: int, wrong: Wrong
) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """ACLED's and UCDP's code of each row, one made of the other where the table has only one."""
    nothing = np.full(length, UNCODED, dtype=np.int8)
    geo, where = nothing, nothing
    if "geo_precision" in columns:
        geo = _looked_up(columns["geo_precision"], lambda text: _pair(text, "geo", layout, 0), UNCODED, wrong)
        where = _looked_up(columns["geo_precision"], lambda text: _pair(text, "geo", layout, 1), UNCODED, [])
    if "where_prec" in columns:
        own = _looked_up(columns["where_prec"], lambda text: _pair(text, "where", layout, 1), UNCODED, wrong)
        of_it = _looked_up(columns["where_prec"], lambda text: _pair(text, "where", layout, 0), UNCODED, [])
        where = np.where(own != UNCODED, own, where)
        geo = np.where(geo != UNCODED, geo, of_it)
    return geo, where


def _pair(text: str, column: str, layout: Layout, which: int) -> int | str:
    """Read a code of place as ACLED's (0) or UCDP's (1)."""
    code = plain_code(text)
    if code in layout.places:
        return layout.places[code][which]
    if column == "geo" and code in _WHERE_OF_GEO:
        return (int(code), _WHERE_OF_GEO[code])[which]
    if column == "where" and code in _GEO_OF_WHERE:
        return (_GEO_OF_WHERE[code], int(code))[which]
    return f"{column}_prec {text[:40]!r} is not in the code book"


def kinds(column: pa.Array[Any], layout: Layout) -> pa.Array[Any]:
    """Kinds in our words, where a layout's own are known."""
    return _renamed(column, lambda text: layout.kinds.get(plain_code(text), text))


def countries(column: pa.Array[Any], layout: Layout) -> pa.Array[Any]:
    """Codes of countries as ISO 3166-1, where a layout has its own."""
    return _renamed(column, lambda text: layout.countries.get(text, text))


def _renamed(column: pa.Array[Any], rename: Callable[[str], str]) -> pa.Array[Any]:
    """Say each different text in other words."""
    encoded = pc.dictionary_encode(column)
    words = pa.array([rename(text) for text in encoded.dictionary.to_pylist()], pa.string())
    return words.take(encoded.indices)


def _looked_up(
    column: pa.Array[Any], read: Callable[[str], int | str], nothing: int, wrong: Wrong
) -> NDArray[np.int8]:
    """Look each different code up."""
    values, which = read_each(told(column), read)
    table = np.array([nothing if isinstance(v, str) else v for v in values] + [nothing], dtype=np.int8)
    bad = np.array([isinstance(value, str) for value in values] + [False])
    wrong += [(row, str(values[which[row]])) for row in np.flatnonzero(bad[which]).tolist()]
    return table[which]
