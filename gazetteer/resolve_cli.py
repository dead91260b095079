"""The command `gazetteer resolve`: lines of documents with their names marked, places wanted."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gazetteer.errors import ResolveInputError
from gazetteer.model import Mention
from gazetteer.resolver import among_others, resolve
from gazetteer.store import Gazetteer
from gazetteer.unknown import place_unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from gazetteer.model import Candidate, Resolution

DONE, NOTHING = 0, 1
"""Exit codes: done; nothing usable."""

Home = tuple[float, float]
"""Longitude and latitude in degrees."""

COORDINATE_DIGITS = 6
SCORE_DIGITS = 4

_GEONAMES = "geonames:"
_UNKNOWN = dict.fromkeys(("geonameid", "name", "lat", "lon", "country", "level", "radius_m", "score"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A document with its names marked.

    Attributes
    ----------
    id
        Comes out as it came in.
    home
        Longitude and latitude in degrees of where its outlet is at home, if the line says so.
    """

    id: Any
    text: str
    mentions: tuple[Mention, ...]
    home: Home | None = None


def resolve_file(source: Path, output: Path, index: Path, home: Home | None = None) -> int:
    """Resolve the marked names of the documents in a file; what cannot be read is told on stderr.

    Parameters
    ----------
    home
        Where the outlet of documents that do not say is at home, if known.

    Raises
    ------
    ResolveInputError
        A file cannot be read or written.
    """
    try:
        lines = source.read_bytes().splitlines()
    except OSError as error:
        raise ResolveInputError(f"{source} cannot be read: {error.strerror}") from error
    with Gazetteer.open(index) as gazetteer:
        records, problems = resolve_lines(lines, gazetteer, home)
    for problem in problems:
        sys.stderr.write(f"{source}, {problem}\n")
    if problems:
        sys.stderr.write(f"{len(problems)} of {len(problems) + len(records)} documents skipped\n")
    if records:
        write_lines(output, records)
    return DONE if records else NOTHING


def resolve_lines(
    lines: Iterable[bytes], gazetteer: Gazetteer, home: Home | None = None
) -> tuple[list[dict[str, Any]], list[str]]:
    """Resolve what can be read, and say what cannot; blank lines are nothing."""
    records: list[dict[str, Any]] = []
    problems: list[str] = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                records.append(place_record(read_marked(line, home), gazetteer))
            except ResolveInputError as error:
                problems.append(f"line {number}: {error}")
    return records, problems


def write_lines(path: Path, records: Iterable[dict[str, Any]]) -> None:
    """Write records aside and rename: the file is whole or as it was.

    Raises
    ------
    ResolveInputError
        It cannot be written.
    """
    aside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with aside.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(record) + "\n" for record in records)  # ASCII: lone surrogates too
        aside.replace(path)
    except OSError as error:
        raise ResolveInputError(f"{path} cannot be written: {error.strerror}") from error
    finally:
        aside.unlink(missing_ok=True)


def read_marked(line: bytes, home: Home | None = None) -> Marked:
    """Read one line; `home` is that of a document that does not say.

    Raises
    ------
    ResolveInputError
        It is no document with names marked; the message says what is wrong.
    """
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ResolveInputError(f"no JSON ({error})") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ResolveInputError('no object with a "text"')
    mentions = row.get("mentions")
    if not isinstance(mentions, list):
        raise ResolveInputError('no list of "mentions"')
    return Marked(
        id=row.get("doc_id"),
        text=row["text"],
        mentions=tuple(_mentions(mentions, row["text"])),
        home=home if row.get("home") is None else _home(row["home"]),
    )


def _home(row: object) -> Home:
    """Read a point; the gazetteer has longitude first."""
    degrees = [row.get("lat"), row.get("lon")] if isinstance(row, dict) else []
    numbers = [one for one in degrees if isinstance(one, int | float) and not isinstance(one, bool)]
    if len(numbers) == 2 and abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180:
        return float(numbers[1]), float(numbers[0])
    raise ResolveInputError(f'home {row!r:.80} is no {{"lat", "lon"}} on Earth')


def _mentions(rows: Iterable[Any], text: str) -> Iterator[Mention]:
    for row in rows:
        start, end = (row.get("start"), row.get("end")) if isinstance(row, dict) else (None, None)
        if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
            raise ResolveInputError(f"mention {row!r:.80} is no stretch of the text")
        yield Mention(start=start, end=end, text=text[start:end])


def place_record(document: Marked, gazetteer: Gazetteer) -> dict[str, Any]:
    """Resolve a document and lay it out as a line holds it."""
    everything = among_others(document.text, document.mentions, gazetteer)
    known = resolve(document.text, everything, gazetteer, home=document.home)
    found = place_unknown(document.text, known, gazetteer)
    return {"doc_id": document.id, "places": mention_records(found[: len(document.mentions)])}


def mention_records(resolutions: Sequence[Resolution]) -> list[dict[str, Any]]:
    """Lay out mentions with what they were taken for; nulls for "don't know"."""
    return [
        {
            "start": one.mention.start,
            "end": one.mention.end,
            "text": one.mention.text,
            **_taken_for(one.best),
            "role": str(one.mention.role),
        }
        for one in resolutions
    ]


def _taken_for(best: Candidate | None) -> dict[str, Any]:
    if best is None:
        return dict(_UNKNOWN)
    known = best.place.id.startswith(_GEONAMES)
    return {
        "geonameid": best.place.id.removeprefix(_GEONAMES) if known else None,
        "name": best.place.name,
        "lat": round(best.place.lat, COORDINATE_DIGITS),
        "lon": round(best.place.lon, COORDINATE_DIGITS),
        "country": best.place.country,
        "level": str(best.place.level),
        "radius_m": round(best.place.radius_m),
        "score": round(best.score, SCORE_DIGITS),
    }
