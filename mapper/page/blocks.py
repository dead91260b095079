"""Texts of events in blocks that are opened on demand.

An event that reports tell of is an object of its own, as `mapper.page.reports` tells it. Rows of a table are
written a column at a time: what repeats once, with a letter a row; the rest one after another. Like stands by
like, which deflate rewards, and a block opens without a parser of a million objects.
"""

from __future__ import annotations

import re
from itertools import pairwise, takewhile
from string import digits
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from mapper.page.columns import seal_texts
from mapper.page.reports import keep_web_address, tell_event

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from mapper.model import Layers
    from mapper.page.columns import Json
    from mapper.table import Table

SEPARATOR = "\x7f"
"""DEL, the one control character that JSON writes as itself; in a text it becomes a space."""

FIRST_LETTER = 0x30
"""The letter of what repeats is a code point from here on: ``"0"`` the first, ``"1"`` the second."""

REPEATS = 4
"""A text that stands in a block so many times on average is written once."""

_PLAIN_ADDRESS = re.compile(r"https?://[a-zA-Z0-9.-]+(?:/[!-~]*)?")
_DIGITS = re.compile(r"[0-9]{1,15}")


def seal_blocks(layers: Layers, source: NDArray[np.int64], size: int) -> Iterator[str]:
    """Seal the texts of events and rows, `size` a block, in the order of `source`.

    What is told of a hundred thousand events need not be held at once, so this goes a block at a time.
    """
    documents = {document.id: number for number, document in enumerate(layers.documents)}
    texts = {document.id: document.text for document in layers.documents}
    for start in range(0, len(source), size):
        part = source[start : start + size]
        told = {
            place: tell_event(layers.events[number], documents, texts)
            for place, number in enumerate(part)
            if number < len(layers.events)
        }
        if len(told) == len(part):
            yield seal_texts(list(told.values()))
            continue
        rows = np.maximum(part - len(layers.events), 0)
        block = {} if layers.table is None else tell_rows(layers.table, rows)
        yield seal_texts({**block, "told": {str(place): each for place, each in told.items()}})


def tell_rows(table: Table, rows: NDArray[np.int64]) -> dict[str, Json]:
    """Tell of some rows of a table, a column at a time; columns that say nothing are left out."""
    at = pa.array(rows)
    columns = table.texts().items()
    found = {name: _texts(column.take(at)) for name, column in columns if column is not None}
    if "url" in found:
        addresses = [_address(url).rpartition("/") for url in found.pop("url")]
        found["url.folder"] = [folder + slash for folder, slash, _ in addresses]
        found["url.file"] = [file for _, _, file in addresses]
    return {name: write_texts(texts) for name, texts in found.items() if any(texts)}


def _texts(column: pa.Array) -> list[str]:
    """Texts of a column, empty where nothing is said, without the separator."""
    return [(text or "").replace(SEPARATOR, " ") for text in column.to_pylist()]


def _address(url: str) -> str:
    """Keep addresses of the web; the common form is told without taking it apart."""
    return url if _PLAIN_ADDRESS.fullmatch(url) else keep_web_address(url)


def write_texts(texts: Sequence[str]) -> Json:
    r"""Write texts in the shortest of three ways: what repeats once, numbers as steps, one after another.

    Examples
    --------
    >>> write_texts(["a", "b", "a", "a", "b", "a", "a", "b"])
    {'each': 'a\x7fb', 'of': '01001001'}
    >>> write_texts(["N7", "N9", "N8"])
    {'before': 'N', 'width': 1, 'steps': [7, 2, -1]}
    >>> write_texts(["one", "two"])
    'one\x7ftwo'
    """
    each = dict.fromkeys(texts)
    if len(each) * REPEATS <= len(texts):
        letters = {text: chr(FIRST_LETTER + place) for place, text in enumerate(each)}
        return {"each": SEPARATOR.join(each), "of": "".join(letters[text] for text in texts)}
    return _numbered(texts) or SEPARATOR.join(texts)


def _numbered(texts: Sequence[str]) -> dict[str, Json] | None:
    """Write texts that are one word before numbers (``UKR1203``) as steps from number to number."""
    before = _shared_start(texts).rstrip(digits)
    numbers = [text[len(before) :] for text in texts]
    if not all(_DIGITS.fullmatch(number) for number in numbers):
        return None
    width = len(numbers[0])
    is_padded = all(len(number) == width for number in numbers)
    if not is_padded and any(number.startswith("0") and number != "0" for number in numbers):
        return None
    values = [int(number) for number in numbers]
    steps = [values[0], *(after - value for value, after in pairwise(values))]
    return {"before": before, "width": width if is_padded else 0, "steps": [*steps]}


def _shared_start(texts: Sequence[str]) -> str:
    """Find what all texts begin with: what the first and the last in alphabetical order share."""
    first, last = min(texts), max(texts)
    same = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return "".join(letter for letter, _ in same)
