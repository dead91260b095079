"""Collected places to one index file. The same places give the same bytes."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING, Any

import marisa_trie
import numpy as np

from gazetteer import mapped
from gazetteer.build.ledger import NO_ENTRY, STATED, TYPES, Ledger, numbered
from gazetteer.build.postings import heads_and_tails, ranked
from gazetteer.build.site import building_site
from gazetteer.columns import LEVEL_NUMBERS, LEVELS, NO_ROW
from gazetteer.errors import BuildError
from gazetteer.mapped import Column
from gazetteer.model import Level
from gazetteer.prior import prior

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from gazetteer.build.draft import Draft

_CHUNK = 1 << 18
"""Names that are put in order at a time."""
_MANY = 1_000_000
_QUICK = {"num_tries": 1, "cache_size": marisa_trie.HUGE_CACHE}
"""Shape of the trie of an index that no processor's cache holds: with 16 million keys it takes a third more
space and answers twice as fast. The shipped index, which is downloaded, is kept small."""
_MOST_TEXT = 2**32
"""Bytes of all main names together: what a column's number can point into."""


def write_index(path: Path, drafts: Iterable[Draft], about: Mapping[str, Any]) -> dict[str, Any]:
    """Write the index of some places; return `about` with what was counted, as it is kept in the file.

    Raises
    ------
    BuildError
        Two places have the same id, or another process is building the same file.
    """
    with building_site(path) as folder:
        with Ledger(folder) as ledger:
            for draft in drafts:
                ledger.add(draft)
        order = arrange(ledger)
        if len(order.first) != len(ledger):
            raise BuildError("two places have the same id")
        return write_ledger(path, ledger, order, about)


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """In which row each place stands.

    Attributes
    ----------
    row_of
        Row by order of arrival; places of one id share one.
    first
        Which arrival each row is taken from: the first of its id.
    sources
        First row and the one after the last, by source.
    slugs
        Row by id, for ids without a number.
    """

    row_of: NDArray[np.uint32]
    first: NDArray[np.intp]
    sources: dict[str, list[int]]
    slugs: dict[str, int]


def arrange(ledger: Ledger) -> Order:
    """Order by source, then by number: ids are then found by bisection, without being stored twice."""
    source = _sorted_terms(ledger, "source")[ledger.column("source")]
    slug = np.append(_sorted_terms(ledger, "slug"), NO_ROW)[ledger.column("slug")]
    number = ledger.column("number")
    order = np.lexsort((slug, number, source))
    source, number, slug = source[order], number[order], slug[order]
    is_first = np.ones(len(order), dtype=bool)
    is_first[1:] = (source[1:] != source[:-1]) | (number[1:] != number[:-1]) | (slug[1:] != slug[:-1])
    row_of = np.empty(len(order), dtype=np.uint32)
    row_of[order] = np.cumsum(is_first) - 1
    names = sorted(ledger.terms["source"])
    bounds = np.searchsorted(source[is_first], np.arange(len(names) + 1)).tolist()
    slugs = sorted(ledger.terms["slug"])
    rows = np.flatnonzero(slug[is_first] != NO_ROW).tolist()
    return Order(
        row_of=row_of,
        first=order[is_first],
        sources={name: [bounds[at], bounds[at + 1]] for at, name in enumerate(names)},
        slugs={slugs[at]: row for at, row in zip(slug[is_first][rows].tolist(), rows, strict=True)},
    )


def _sorted_terms(ledger: Ledger, kind: str) -> NDArray[np.int32]:
    """By number of a term: its place among all of its kind, sorted."""
    terms = ledger.terms[kind]
    ranks = {term: rank for rank, term in enumerate(sorted(terms))}
    return np.array([ranks[term] for term in terms], dtype=np.int32)


def write_ledger(path: Path, ledger: Ledger, order: Order, about: Mapping[str, Any]) -> dict[str, Any]:
    """Write what was collected, in its order; return `about` with what was counted."""
    if sys.byteorder != "little":
        raise BuildError("the gazetteer needs a little-endian machine")
    shape = _QUICK if len(ledger) > _MANY else {}
    trie = marisa_trie.Trie(compress(_lines(ledger), _is_new(ledger)), **shape)
    facts = {**about, **_catalogue(ledger, order), "names": len(trie)}
    mapped.write(path, trie=trie, columns=_columns(ledger, order, trie), about=facts)
    return facts


def _lines(ledger: Ledger) -> Iterator[str]:
    with ledger.keys_path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield line[:-1]


def _is_new(ledger: Ledger) -> NDArray[np.bool_]:
    """Tell which keys stand in no line before: the trie takes most of the memory, and by the key given.

    Two keys of one 64-bit hash would pass for one: among 20 million keys once in 100,000 builds, and then
    `_postings` misses the second. Bytes are hashed, not text: Python hashes what lies in memory, where "noeh"
    and two Chinese characters are the same four bytes.
    """
    count = len(ledger.column("entry_kind"))
    with ledger.keys_path.open("rb") as lines:
        hashes = np.fromiter(map(hash, lines), dtype=np.int64, count=count)
    is_new = np.zeros(count, dtype=bool)
    is_new[np.unique(hashes, return_index=True)[1]] = True
    return is_new


def _columns(ledger: Ledger, order: Order, trie: marisa_trie.Trie) -> Iterator[Column]:
    heads, tails = _postings(ledger, order, trie)
    yield Column("heads", "I", [heads.data])
    yield Column("tails", "I", [tails.data])
    for name in ("lon", "lat", "population", "radius_m", "level", "flags"):
        yield Column(name, TYPES[name], [ledger.column(name)[order.first].data])
    country = _sorted_terms(ledger, "country").astype(np.uint16)[ledger.column("country")[order.first]]
    yield Column("country", "H", [country.data])
    above = _division_rows(ledger, order)
    for name in ("admin1", "admin2", "seat"):
        yield Column(name, "i", [above[ledger.column(name)[order.first]].data])
    yield Column("number", "Q", [ledger.column("number")[order.first].data])
    yield from _texts(ledger, order)


def _postings(
    ledger: Ledger, order: Order, trie: marisa_trie.Trie
) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    places = ledger.column("entry_place")
    is_entry = places != NO_ENTRY
    try:
        numbers = (trie[key] for key in compress(_lines(ledger), is_entry))
        keys = np.fromiter(numbers, dtype=np.uint32, count=int(is_entry.sum()))
    except KeyError as error:
        raise BuildError(f"the name {error} was taken for another: build once more") from error
    kinds = ledger.column("entry_kind")[is_entry]
    keys, packed = ranked(
        keys,
        order.row_of[places[is_entry]],
        kinds & np.uint8(STATED - 1),
        (kinds & STATED).astype(bool),
        _priors(ledger, order),
    )
    return heads_and_tails(keys, packed, len(trie))


def _priors(ledger: Ledger, order: Order) -> NDArray[np.float64]:
    """Points by row; worked out once for all places alike, for most are."""
    alike = (
        ledger.column("population").astype(np.uint64) << np.uint64(16)
        | ledger.column("level").astype(np.uint64) << np.uint64(8)
        | ledger.column("flags").astype(np.uint64)
    )[order.first]
    kinds, which = np.unique(alike, return_inverse=True)
    points = [prior(LEVELS[kind >> 8 & 255], kind >> 16, kind & 255) for kind in kinds.tolist()]
    return np.array(points, dtype=np.float64)[which]


def _division_rows(ledger: Ledger, order: Order) -> NDArray[np.int32]:
    """Row by number of a division; the last stands for none, which is numbered -1."""
    number = ledger.column("number")[order.first]
    rows = np.full(len(ledger.terms["division"]) + 1, NO_ROW, dtype=np.int32)
    for at, division in enumerate(ledger.terms["division"]):
        source, wanted = numbered(division)
        if not wanted:
            rows[at] = order.slugs.get(division, NO_ROW)
            continue
        first, last = order.sources.get(source, (0, 0))
        row = first + int(np.searchsorted(number[first:last], np.uint64(wanted)))
        if row < last and number[row] == wanted:
            rows[at] = row
    return rows


def _texts(ledger: Ledger, order: Order) -> Iterator[Column]:
    """Lay main names out in the order of the rows, and where each begins."""
    sizes = ledger.column("name_size")
    ends = np.cumsum(sizes, dtype=np.uint64)
    starts = np.zeros(len(order.first) + 1, dtype=np.uint64)
    np.cumsum(sizes[order.first], out=starts[1:])
    if starts[-1] >= _MOST_TEXT:
        raise BuildError(f"all main names together have {starts[-1]:,} bytes; {_MOST_TEXT:,} are too many")
    yield Column("name_starts", "I", [starts.astype(np.uint32).data])
    yield Column("names", "B", _gathered(ledger, order.first, ends - sizes, sizes) if len(sizes) else [])


def _gathered(
    ledger: Ledger, first: NDArray[np.intp], starts: NDArray[np.uint64], sizes: NDArray[np.uint32]
) -> Iterator[memoryview]:
    text = np.memmap(ledger.names_path, dtype=np.uint8, mode="r")
    for at in range(0, len(first), _CHUNK):
        chosen = first[at : at + _CHUNK]
        lengths = sizes[chosen].astype(np.int64)
        inside = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        yield text[np.repeat(starts[chosen].astype(np.int64), lengths) + inside].data


def _catalogue(ledger: Ledger, order: Order) -> dict[str, Any]:
    """List what a reader needs beside the columns: where each source begins, slugs, countries."""
    codes = list(ledger.terms["country"])
    levels = ledger.column("level")[order.first]
    counts = np.bincount(levels, minlength=len(LEVELS)).tolist()
    nations = np.flatnonzero(levels == LEVEL_NUMBERS[Level.COUNTRY])
    country = ledger.column("country")[order.first[nations]]
    return {
        "sources": order.sources,
        "slugs": order.slugs,
        "country_codes": sorted(codes),
        "country_rows": {codes[code]: row for code, row in zip(country, nations.tolist(), strict=True)},
        "levels": {
            str(level): counts[LEVEL_NUMBERS[level]]
            for level in sorted(LEVELS)
            if counts[LEVEL_NUMBERS[level]]
        },
        "places": len(order.first),
    }
