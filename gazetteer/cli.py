"""The command `gazetteer`: one function a command, and the only module here that prints.

Built on argparse: typer takes longer to start than the look-up itself (measured: 85 of 140 ms).
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from gazetteer.errors import GazetteerError, ServiceError, UnknownPlaceError
from gazetteer.store import DEFAULT_PATH, Gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazetteer.model import Candidate

PUBLIC_NOMINATIM = "https://nominatim.openstreetmap.org"
"""Its usage policy: operations.osmfoundation.org/policies/nominatim."""

DONE, NOTHING, WRONG_CALL = 0, 1, 2
"""Exit codes: done; nothing usable; wrong call."""

INTERRUPTED = 130
"""As shells say it: 128 and the number of the signal."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; what goes wrong is one line on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # names in scripts that a terminal may lack
    call = _parser().parse_args(_with_signs(sys.argv[1:] if arguments is None else arguments))
    run: Callable[[argparse.Namespace], int] = call.run
    try:
        return run(call)
    except GazetteerError as error:
        _complain(str(error))
        return NOTHING
    except KeyboardInterrupt:
        _complain("interrupted; nothing was written")
        return INTERRUPTED
    except BrokenPipeError:
        # a reader such as `head` has seen enough; nothing is left to flush at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _with_signs(arguments: Sequence[str]) -> list[str]:
    """Join ``--near -1.6,29.2`` and ``--home`` with ``=``: what starts with a dash is taken for an option."""
    joined = list(arguments)
    for at, argument in enumerate(arguments[:-1]):
        if argument in {"--near", "--home"}:
            joined[at : at + 2] = [f"{argument}={arguments[at + 1]}"]
            break
    return joined


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is."""
        self.exit(WRONG_CALL, f"{self.prog}: {message} (see {self.prog} --help)\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="gazetteer", description="Place names to places on Earth: offline, explained.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for add in (_add_lookup, _add_resolve, _add_info, _add_build):
        add(commands)
    return parser


if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[_Parser]  # noqa: SLF001 - argparse has no public name for it


def _add_command(commands: _Commands, run: Callable[[argparse.Namespace], int]) -> _Parser:
    """Add the command that a function is named after and documented as."""
    summary = str(run.__doc__).partition("\n")[0]
    parser = commands.add_parser(run.__name__, help=summary, description=summary)
    parser.set_defaults(run=run)
    parser.add_argument("--index", type=Path, default=DEFAULT_PATH, metavar="FILE", help="another index")
    return parser


def _add_lookup(commands: _Commands) -> None:
    parser = _add_command(commands, lookup)
    parser.add_argument("name", metavar="NAME", help="a place's name, in any script")
    parser.add_argument(
        "--country", default="", type=str.upper, help="only places in it: ISO 3166-1 alpha-2, such as UA"
    )
    parser.add_argument("--near", type=_point, metavar="LAT,LON", help="places near it are likelier")
    parser.add_argument("--limit", type=_at_least_one, default=10, metavar="N", help="at most so many")
    parser.add_argument(
        "--online", choices=["nominatim"], help="ask this service for a name that is not known here"
    )
    parser.add_argument(
        "--server",
        default=PUBLIC_NOMINATIM,
        metavar="URL",
        help="another server that speaks Nominatim's format",
    )
    parser.add_argument("--cache", type=Path, metavar="FOLDER", help="where the service's answers are kept")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object on one line")
    form.add_argument("--explain", action="store_true", help="say of each place why it ranks there")


def lookup(call: argparse.Namespace) -> int:
    """Find the places that NAME may mean, likeliest first."""
    with Gazetteer.open(call.index) as gazetteer:
        if call.country and gazetteer.country_row(call.country) is None:
            _complain(f"--country {call.country!r} is no ISO 3166-1 alpha-2 code, such as UA")
            return WRONG_CALL
        found = gazetteer.lookup(call.name, country=call.country, near=call.near, limit=call.limit)
        if not found and call.online:
            found = _ask_online(call)
        if call.json:
            _print_json({"query": call.name, "places": [_row(gazetteer, c) for c in found]})
        elif call.explain:
            _print_reasons(gazetteer, found)
        else:
            _print_table(gazetteer, found)
    if not found:
        _complain(f"no place is called {call.name[:80]!r}" + (f" in {call.country}" if call.country else ""))
    return DONE if found else NOTHING


def _add_resolve(commands: _Commands) -> None:
    parser = _add_command(commands, resolve)
    parser.add_argument(
        "documents", type=Path, metavar="DOCS.jsonl", help='lines of {"doc_id", "text", "mentions"}'
    )
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="OUT.jsonl", help="lines of places"
    )
    parser.add_argument(
        "--home",
        type=_point,
        metavar="LAT,LON",
        help='where the outlet is at home; "home" of a line wins over it',
    )


def resolve(call: argparse.Namespace) -> int:
    """Say which places the marked names of documents mean, one entry a mention."""
    from gazetteer.resolve_cli import resolve_file  # noqa: PLC0415 - needs numpy; a look-up does without

    return resolve_file(call.documents, call.output, call.index, call.home)


def _ask_online(call: argparse.Namespace) -> tuple[Candidate, ...]:
    """Ask the service that was named; nothing of it is loaded before."""
    from importlib.metadata import version  # noqa: PLC0415 - only where a service is asked
    from urllib.parse import urlsplit  # noqa: PLC0415 - the same

    from platformdirs import user_cache_path  # noqa: PLC0415 - the same

    from gazetteer.online import Service, look_up_online  # noqa: PLC0415 - the same

    server = urlsplit(call.server)
    if server.scheme not in {"http", "https"} or not server.netloc:
        raise ServiceError("Nominatim", call.name, f"--server {call.server!r} is no http(s) address")
    service = Service(
        cache=call.cache or user_cache_path("event-mapper") / "nominatim",
        user_agent=f"event-mapper/{version('event-mapper')}",
        domain=server.netloc + server.path.rstrip("/"),
        scheme=server.scheme,
    )
    return look_up_online(call.name, service, country=call.country, limit=call.limit)


def _add_info(commands: _Commands) -> None:
    parser = _add_command(commands, info)
    parser.add_argument("--json", action="store_true", help="one JSON object on one line")


def info(call: argparse.Namespace) -> int:
    """Say what the gazetteer holds, from which sources, and whether it is whole."""
    with Gazetteer.open(call.index) as gazetteer:
        facts = {**gazetteer.info(), "damaged": gazetteer.damaged()}
    if call.json:
        _print_json(facts)
    else:
        for line in _described(facts):
            _print(line)
    if facts["damaged"]:
        _complain(f"{call.index} is damaged: run `gazetteer build`, or install event-mapper again")
    return NOTHING if facts["damaged"] else DONE


def _add_build(commands: _Commands) -> None:
    parser = _add_command(commands, build)
    parser.add_argument(
        *("-o", "--output"), type=Path, metavar="FILE", help="where to write; needed where something is added"
    )
    for option, metavar, what in (
        (
            "--geonames",
            "PATH",
            "add GeoNames' dump: UA.zip, allCountries.zip, alternateNamesV2.zip, a folder",
        ),
        ("--country", "CODE", "fetch GeoNames' dump of a country, such as UA, and add it"),
        ("--add", "CSV", "add your own places: name, lat, lon, country, level, aliases, id, radius_m"),
    ):
        parser.add_argument(option, action="append", default=[], metavar=metavar, help=f"{what}; repeatable")
    parser.add_argument(
        "--classes", default="", help="GeoNames' feature classes to take, such as AP: divisions and towns"
    )
    parser.add_argument("--server", metavar="URL", help="another server with GeoNames' files")
    parser.add_argument("--cache", type=Path, metavar="FOLDER", help="where fetched files are kept")
    parser.add_argument("--report", type=Path, metavar="FILE", help="list rows left out, as lines of JSON")
    parser.add_argument("--force", action="store_true", help="build even if nothing has changed")


def build(call: argparse.Namespace) -> int:
    """Add GeoNames' dumps and your own places to the index, or build it anew from the data packages."""
    from gazetteer.build_cli import add_layers, build_anew  # noqa: PLC0415 - needs numpy; a look-up does without

    if not (call.geonames or call.country or call.add):
        for line in build_anew(call.output or call.index, force=call.force):
            _complain(line)
        return DONE
    if call.output is None:
        _complain("-o FILE is needed: the index that came with the package is not written over")
        return WRONG_CALL
    for line in add_layers(call, _counter):
        _complain(line)
    return DONE


def _counter(what: str, count: int) -> None:
    """Show how far the work is: on a terminal only, in one line."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{what}: {count:,}\r")


def _point(near: str) -> tuple[float, float]:
    """Read LAT,LON; the gazetteer has longitude first."""
    try:
        lat, lon = (float(part) for part in near.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{near!r} is not LAT,LON, such as 48.0,37.8") from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise argparse.ArgumentTypeError(f"{near!r} is not on Earth: latitude first, then longitude")
    return lon, lat


def _at_least_one(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of at least 1")
    return int(text)


def _row(gazetteer: Gazetteer, candidate: Candidate) -> dict[str, Any]:
    place = candidate.place
    source, _, number = place.id.partition(":")
    return {
        "geonameid": int(number) if source == "geonames" else None,
        "id": place.id,
        "name": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "admin1": _admin1(gazetteer, candidate),
        "level": str(place.level),
        "population": place.population,
        "score": candidate.score,
        "reasons": list(candidate.reasons),
    }


def _admin1(gazetteer: Gazetteer, candidate: Candidate) -> str | None:
    """Name the first-order division that a place lies in; None also for what a service has found."""
    try:
        admin1 = gazetteer.admin1_at(gazetteer.row(candidate.place.id))
    except UnknownPlaceError:
        return None
    return None if admin1 is None else gazetteer.name_at(admin1)


_HEADINGS = ("score", "name", "level", "country", "in", "lat", "lon", "people", "id")


def _cells(gazetteer: Gazetteer, candidate: Candidate) -> tuple[str, ...]:
    row = _row(gazetteer, candidate)
    people = f"{row['population']:,}" if row["population"] else ""
    return (
        f"{row['score']:.2f}",
        row["name"],
        row["level"],
        row["country"],
        row["admin1"] or "",
        f"{row['lat']:.5f}",
        f"{row['lon']:.5f}",
        people,
        row["id"],
    )


def _print_table(gazetteer: Gazetteer, found: Sequence[Candidate]) -> None:
    rows = [_cells(gazetteer, candidate) for candidate in found]
    if not rows:
        return
    if not sys.stdout.isatty():
        for row in (_HEADINGS, *rows):
            _print("\t".join(row))
        return
    from rich.console import Console  # noqa: PLC0415 - costs as much as the look-up; terminals only
    from rich.table import Table  # noqa: PLC0415 - the same
    from rich.text import Text  # noqa: PLC0415 - the same

    table = Table(*_HEADINGS, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))  # Text: no markup of a name is obeyed
    Console().print(table)


def _print_reasons(gazetteer: Gazetteer, found: Sequence[Candidate]) -> None:
    for rank, candidate in enumerate(found, start=1):
        score, name, level, country, admin1, lat, lon, _, place_id = _cells(gazetteer, candidate)
        where = ", ".join(part for part in (admin1, country) if part)
        _print(f"{rank}. {name} ({level}; {where}) {lat}, {lon}  {place_id}  score {score}")
        for reason in candidate.reasons:
            _print(f"   - {reason}")


def _described(facts: dict[str, Any]) -> list[str]:
    state = f"DAMAGED: {', '.join(facts['damaged'])}" if facts["damaged"] else "whole"
    lines = [
        f"{facts['path']}: {facts['bytes'] / 1e6:.1f} MB, format {facts['format']}, {state}",
        f"{facts['places']:,} places, {facts['names']:,} names and keys, {facts['demonyms']} demonyms",
    ]
    lines += [f"  {count:>9,}  {level}" for level, count in facts["levels"].items()]
    lines += [
        f"from {package} {version}: {facts['licences'][package]}"
        for package, version in facts["packages"].items()
    ]
    lines += [_layer(layer) for layer in facts["layers"]]
    return [*lines, f"stamp {facts['stamp'][:16]}"]


def _layer(layer: dict[str, Any]) -> str:
    counts = [f"{layer[what]:,} {said}" for what, said in _COUNTED if layer[what]]
    age = f"{layer['age_days']:,} days old" if layer["age_days"] else "of today"
    return f"layer {layer['source']} ({layer['kind']}): {', '.join(counts)}; {layer['date']}, {age}"


_COUNTED = (("places", "places"), ("changed", "places brought up to date"), ("names", "further names"))


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")


def _print_json(value: dict[str, Any]) -> None:
    line = json.dumps(value, ensure_ascii=False)
    # half of a surrogate pair, which a command line can hold, is no text: it goes out as an escape
    _print(json.dumps(value) if any("\ud800" <= c <= "\udfff" for c in line) else line)


def _complain(message: str) -> None:
    sys.stderr.write(f"gazetteer: {message}\n")
