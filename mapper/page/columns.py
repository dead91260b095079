"""Numbers and lines as bytes that deflate likes; the front end reads them back in ``web/columns.js``.

A column is written in byte planes: all lowest bytes first, then all second bytes, and so on, because
neighbouring numbers of one column differ in their low bytes only and deflate finds long runs in the rest.
A line is written as differences between neighbouring corners, in variable-length integers.
"""

from __future__ import annotations

import base64
import gzip
import io
import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray
    from shapely.geometry.base import BaseGeometry

CORNERS_A_DEGREE = 10_000
"""Corners of outlines and of the ground are kept to 1e-4 degrees: 11 m, under a pixel up to zoom 13."""

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Numbers of one type.

    Attributes
    ----------
    name
        What the front end asks for.
    code
        ``"u"`` unsigned, ``"z"`` zigzag (0, -1, 1, -2, ...) or ``"d"`` zigzag of the difference from the
        number before, each with the bytes a number takes, 1 to 4; ``"i4"`` signed; ``"v"`` variable-length,
        signed.
    length
        How many numbers.
    data
        Byte planes, or variable-length integers.
    """

    name: str
    code: str
    length: int
    data: bytes


def pack(name: str, code: str, values: ArrayLike) -> Column:
    r"""Write numbers in byte planes, lowest byte first.

    Examples
    --------
    >>> pack("x", "u2", [1, 258]).data
    b'\x01\x02\x00\x01'
    """
    column = np.asarray(values, dtype=f"<{code}")
    planes = column.view(np.uint8).reshape(len(column), column.itemsize).T
    return Column(name=name, code=code, length=len(column), data=planes.tobytes())


def pack_best(name: str, values: ArrayLike) -> Column:
    """Write numbers in byte planes of as few bytes as they need, as such or as differences.

    Which of the two is smaller is tried with deflate's fastest level, so the same input gives the same
    answer. Numbers and their differences must fit in 32 bits, signed.

    Examples
    --------
    >>> pack_best("x", [0, 255]).code, pack_best("x", range(1000, 3000)).code, pack_best("x", [-1, 5]).code
    ('u1', 'd2', 'z1')
    """
    column = np.asarray(values, dtype=np.int64)
    steps = np.diff(column, prepend=np.zeros(min(1, len(column)), dtype=np.int64))
    plain = ("u", column) if not len(column) or column.min() >= 0 else ("z", zigzag(column))
    tries = [_planes(name, *plain), _planes(name, "d", zigzag(steps))]
    return min(tries, key=lambda column: len(zlib.compress(column.data, 1)))


def zigzag(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Fold signs into the lowest bit, so that small numbers of either sign stay small.

    Notes
    -----
    Protocol Buffers, "Encoding", signed integers: protobuf.dev/programming-guides/encoding.
    """
    return (values << 1) ^ (values >> 63)


def _planes(name: str, letter: str, values: NDArray[np.int64]) -> Column:
    """Write numbers that are not negative in byte planes, lowest first, none of them all zeros."""
    most = int(values.max()) if len(values) else 0
    size = max(1, (most.bit_length() + 7) // 8)
    bytes_of = values.astype("<u8").view(np.uint8).reshape(len(values), 8)
    return Column(name=name, code=f"{letter}{size}", length=len(values), data=bytes_of[:, :size].T.tobytes())


def pack_steps(name: str, values: NDArray[np.int64]) -> Column:
    r"""Write signed integers in as few bytes as each needs.

    Notes
    -----
    Zigzag, then base-128 with a continuation bit: protobuf.dev/programming-guides/encoding.

    Examples
    --------
    >>> pack_steps("x", np.array([0, -1, 64])).data
    b'\x00\x01\x80\x01'
    """
    folded = zigzag(values).astype(np.uint64)
    groups = [(folded >> np.uint64(7 * place)) & np.uint64(0x7F) for place in range(5)]
    size = np.ones(len(values), dtype=np.int64)
    for place in range(1, 5):
        size += folded >= np.uint64(1 << 7 * place)
    ends = np.cumsum(size)
    data = np.zeros(int(ends[-1]) if len(values) else 0, dtype=np.uint8)
    for place, group in enumerate(groups):
        used = size > place
        more = (size > place + 1).astype(np.uint64) << np.uint64(7)
        data[(ends - size + place)[used]] = (group | more)[used]
    return Column(name=name, code="v", length=len(values), data=data.tobytes())


def pack_lines(name: str, shapes: Sequence[BaseGeometry]) -> list[Column]:
    """Write outlines or lines: how many rings a shape has, how many corners a ring, and the corners.

    Rings that are smaller than the grid vanish; a shape without rings stays, empty, so that numbers of
    shapes still fit.
    """
    rings = [_rings(shape) for shape in shapes]
    flat = [ring for of_shape in rings for ring in of_shape]
    corners = np.concatenate(flat) if flat else np.zeros((0, 2), dtype=np.int64)
    steps = np.diff(corners, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    return [
        pack(f"{name}.rings", "u4", [len(of_shape) for of_shape in rings]),
        pack(f"{name}.corners", "u4", [len(ring) for ring in flat]),
        pack_steps(f"{name}.steps", steps.reshape(-1)),
    ]


def _rings(shape: BaseGeometry) -> list[NDArray[np.int64]]:
    """Every line or ring of a shape on the grid, without repeated corners."""
    parts = shapely.get_parts(shape)
    areas = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    others = parts[shapely.get_type_id(parts) != shapely.GeometryType.POLYGON]
    lines = [*shapely.get_rings(areas), *others]
    snapped = [_snapped(line) for line in lines]
    return [ring for ring in snapped if len(ring) > 1]


def _snapped(line: BaseGeometry) -> NDArray[np.int64]:
    """Corners on the grid, each once in a row."""
    grid: NDArray[np.int64] = np.rint(shapely.get_coordinates(line) * CORNERS_A_DEGREE).astype(np.int64)
    moved = np.any(np.diff(grid, axis=0, prepend=grid[:1] - 1) != 0, axis=1)
    return grid[moved]


def seal(head: dict[str, Any], columns: Sequence[Column]) -> str:
    """One block of text without any sign that HTML knows: head and columns, gzipped, in base64.

    Length of the head (4 bytes, little-endian), the head as JSON, then the columns one after another.
    """
    places, offset = {}, 0
    for column in columns:
        places[column.name] = [column.code, column.length, offset, len(column.data)]
        offset += len(column.data)
    text = _json({**head, "columns": places})
    return _squeeze(b"".join([len(text).to_bytes(4, "little"), text, *(c.data for c in columns)]))


def seal_texts(values: Json) -> str:
    """JSON, gzipped, in base64."""
    return _squeeze(_json(values))


def _json(values: object) -> bytes:
    """Compact JSON; half a surrogate pair, which no UTF-8 can hold, becomes a question mark."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)
    return text.encode("utf-8", "replace")


def _squeeze(data: bytes) -> str:
    """Gzip without name or time, so that the same input gives the same bytes."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, filename="", mode="wb", compresslevel=9, mtime=0) as file:
        file.write(data)
    return base64.b64encode(out.getvalue()).decode("ascii")
