"""Merged places to one index file. The same places give the same bytes."""

from __future__ import annotations

import sys
from array import array
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import marisa_trie

from gazetteer import mapped
from gazetteer.columns import DEGREE, LEVEL_NUMBERS, NO_ROW
from gazetteer.errors import BuildError
from gazetteer.index import MOST_ROWS, pack, postings, sound_key
from gazetteer.names import NameKind
from gazetteer.prior import KIND_POINTS, prior
from gazetteer.spelling import Family, families, spelling_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from gazetteer.build.draft import Draft

_SPELLED = frozenset({NameKind.MAIN, NameKind.PREFERRED, NameKind.VARIANT, NameKind.BARE})


def write_index(path: Path, drafts: Iterable[Draft], about: Mapping[str, Any]) -> dict[str, Any]:
    """Write the index of some places; return `about` with what was counted, as it is kept in the file."""
    if sys.byteorder != "little":
        raise BuildError("the gazetteer needs a little-endian machine")
    ordered = sorted(drafts, key=_place_in_file)
    if len(ordered) > MOST_ROWS:
        raise BuildError(f"{len(ordered)} places are more than the {MOST_ROWS} that an index holds")
    rows = {draft.id: row for row, draft in enumerate(ordered)}
    if len(rows) != len(ordered):
        raise BuildError("two places have the same id")
    keys = _keys(ordered)
    priors = [prior(draft.level, draft.population, draft.flags) for draft in ordered]
    trie = marisa_trie.Trie(sorted(keys))
    by_number: list[list[int]] = [[] for _ in range(len(trie))]
    for key, entries in keys.items():
        by_number[trie[key]] = _ordered_entries(entries, priors)
    heads, tails = postings(by_number)
    facts = {**about, **_catalogue(ordered, rows), "names": len(trie)}
    mapped.write(
        path,
        trie=trie.tobytes(),
        columns={
            "heads": ("I", array("I", heads).tobytes()),
            "tails": ("I", array("I", tails).tobytes()),
            **_columns(ordered, rows),
        },
        about=facts,
    )
    return facts


def _place_in_file(draft: Draft) -> tuple[str, int, str]:
    """Order by source, then by number: ids are then found by bisection, without being stored twice."""
    source, _, key = draft.id.partition(":")
    digits = key.removeprefix("UA") if source == "katottg" else key
    return (source, int(digits), "") if digits.isdigit() else (source, 0, key)


def _keys(ordered: Sequence[Draft]) -> dict[str, dict[int, int]]:
    """Every name to its rows, each with its best kind; names with their spelling keys to none."""
    keys: dict[str, dict[int, int]] = defaultdict(dict)
    for row, draft in enumerate(ordered):
        sounds = families(draft.country)
        for name, kind in draft.names:
            if name:
                keys[name][row] = min(kind, keys[name].get(row, kind))
            if kind in _SPELLED or (kind is NameKind.SCRIPT and Family.SLAVIC in sounds):
                spelled = ((family, spelling_key(name, family)) for family in sounds)
                keys.update({sound_key(family, sound, name): {} for family, sound in spelled if sound})
    return keys


def _ordered_entries(entries: Mapping[int, int], priors: Sequence[float]) -> list[int]:
    """Likeliest first; ties by row."""
    if len(entries) == 1:
        return [pack(row, kind) for row, kind in entries.items()]

    def points(row: int) -> float:
        return priors[row] + KIND_POINTS[NameKind(entries[row])]

    return [pack(row, entries[row]) for row in sorted(entries, key=lambda row: (-points(row), row))]


def _columns(ordered: Sequence[Draft], rows: Mapping[str, int]) -> dict[str, tuple[str, bytes]]:
    codes = {code: number for number, code in enumerate(_country_codes(ordered))}
    names = [draft.name.encode() for draft in ordered]
    starts = array("I", [0])
    for name in names:
        starts.append(starts[-1] + len(name))
    numbers = {
        "lon": ("i", (round(d.lon * DEGREE) for d in ordered)),
        "lat": ("i", (round(d.lat * DEGREE) for d in ordered)),
        "population": ("I", (d.population for d in ordered)),
        "radius_m": ("I", (d.radius_m for d in ordered)),
        "level": ("B", (LEVEL_NUMBERS[d.level] for d in ordered)),
        "flags": ("B", (d.flags for d in ordered)),
        "country": ("H", (codes[d.country] for d in ordered)),
        "admin1": ("i", (rows.get(d.admin1, NO_ROW) for d in ordered)),
        "admin2": ("i", (rows.get(d.admin2, NO_ROW) for d in ordered)),
        "seat": ("i", (rows.get(d.seat, NO_ROW) for d in ordered)),
        "number": ("Q", (_place_in_file(d)[1] for d in ordered)),
    }
    columns = {name: (kind, array(kind, values).tobytes()) for name, (kind, values) in numbers.items()}
    return {**columns, "name_starts": ("I", starts.tobytes()), "names": ("B", b"".join(names))}


def _country_codes(ordered: Iterable[Draft]) -> list[str]:
    return sorted({draft.country for draft in ordered} | {""})


def _catalogue(ordered: Sequence[Draft], rows: Mapping[str, int]) -> dict[str, Any]:
    """List what a reader needs beside the columns: where each source begins, slugs, countries."""
    sources: dict[str, list[int]] = {}
    for row, draft in enumerate(ordered):
        sources.setdefault(draft.id.partition(":")[0], [row, row])[1] = row + 1
    slugs = {d.id: rows[d.id] for d in ordered if not _place_in_file(d)[1]}
    countries = {d.country: rows[d.id] for d in ordered if d.level == "country"}
    levels: dict[str, int] = defaultdict(int)
    for draft in ordered:
        levels[draft.level] += 1
    return {
        "sources": sources,
        "slugs": slugs,
        "country_codes": _country_codes(ordered),
        "country_rows": countries,
        "levels": dict(sorted(levels.items())),
        "places": len(ordered),
    }
