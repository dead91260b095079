"""The command line; the only module that prints.

Results and counts are said on the error stream, one clear line for everything left out, so that what
a command writes to its output can be piped. Exit codes: 0 done, 1 nothing usable, 2 wrong call.
"""

from __future__ import annotations

import json
import sys
import time
from contextlib import contextmanager
from dataclasses import asdict, replace
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.progress import track

from gazetteer.errors import GazetteerError
from gazetteer.store import Gazetteer
from mapper.aside import aside
from mapper.corrections import parse_corrections
from mapper.errors import (
    LanguageModelError,
    MapperError,
    NothingUsableError,
    SettingsError,
    UnreadableError,
)
from mapper.explain import explain as explain_event
from mapper.export import FORMATS, write_events, write_places
from mapper.geocode import open_geocoder
from mapper.geocoding import SUFFIXES as TABLES
from mapper.geocoding import Columns, geocode_table
from mapper.pipeline import Knowledge, draw, find_places, run
from mapper.plain import plain
from mapper.settings import Settings
from mapper.sources.days import day_of
from mapper.tally import number, say_found

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mapper.corrections import Correction
    from mapper.geocoding import Tally
    from mapper.model import Document, Skipped

NOTHING_USABLE = 1
WRONG_CALL = 2

app = typer.Typer(
    help="Reports of events in, one offline HTML map with a time slider out.",
    no_args_is_help=True,
    add_completion=False,
    # Plain text: file names and reports must not be read as rich's markup, and errors stay short.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Sources = Annotated[
    list[Path],
    typer.Argument(metavar="SOURCE...", help="Files, folders, globs: reports and tables of events."),
]
Out = Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="Where to write.")]
Published = Annotated[
    str, typer.Option(metavar="DATE", help="Day of publication of reports that do not say it: 2023-03-23.")
]
Report = Annotated[
    Path | None, typer.Option(metavar="FILE", help="List what was left out, as lines of JSON.")
]
Model = Annotated[
    str, typer.Option("--language-model", metavar="NAME", help="Another spaCy pipeline, by name or path.")
]
GazetteerFile = Annotated[
    Path | None, typer.Option("--gazetteer", metavar="FILE", help="Another one, from `gazetteer build`.")
]
SettingsFile = Annotated[
    Path | None, typer.Option("--settings", metavar="FILE", help="Settings in TOML; options win over them.")
]
Corrections = Annotated[
    Path | None, typer.Option(metavar="FILE", help="What readers said is wrong: the page's corrections.csv.")
]
TilesUrl = Annotated[
    str,
    typer.Option(
        "--tiles", metavar="URL", help="Tiles over the embedded ground: https://host/{z}/{x}/{y}.png."
    ),
]
Attribution = Annotated[
    str, typer.Option(metavar="TEXT", help="Whose tiles they are; their terms ask for it.")
]
Coarsen = Annotated[
    float | None,
    typer.Option("--coarsen", metavar="KM", help="Move coordinates to the middles of squares of this side."),
]
Redact = Annotated[
    bool | None, typer.Option("--redact-sources", help="Leave out who reported what, and the sentences.")
]
Book = Annotated[
    str, typer.Option("--codebook", metavar="BOOK", help="Whose one figure to choose: acled or ucdp.")
]
Kinds = Annotated[Path | None, typer.Option(metavar="FILE", help="Kinds of events of your own, in TOML.")]
NoMerge = Annotated[
    bool | None, typer.Option("--no-merge", help="Keep each report's event apart, also those of one event.")
]
Column = Annotated[str, typer.Option(metavar="NAME", help="Its heading, where it is not a usual one.")]
Title = Annotated[str, typer.Option(metavar="TEXT", help="The map's name.")]


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command; whatever a caller can mend is one line, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal may lack the letters of a report; that must not stop it.
            stream.reconfigure(errors="backslashreplace")
    try:
        app(arguments)
    except (SettingsError, LanguageModelError) as error:
        _fail(str(error), WRONG_CALL)
    except (MapperError, GazetteerError, OSError) as error:
        _fail(str(error), NOTHING_USABLE)
    sys.exit(0)


@app.command("map")
def map_(  # noqa: PLR0913 -- each is an option of the command
    sources: Sources,
    out: Out,
    *,
    title: Title = "",
    corrections: Corrections = None,
    published: Published = "",
    report: Report = None,
    language_model: Model = "",
    gazetteer: GazetteerFile = None,
    settings: SettingsFile = None,
    tiles: TilesUrl = "",
    attribution: Attribution = "",
    coarsen: Coarsen = None,
    redact_sources: Redact = None,
    codebook: Book = "",
    kinds: Kinds = None,
    no_merge: NoMerge = None,
) -> None:
    """Make one HTML map of what the sources tell, with a time slider; it opens from disk."""
    from mapper.page import write as write_page  # noqa: PLC0415 -- folium brings 90 MB that others do without

    chosen = _settings(
        settings,
        title=title,
        published=published,
        language_model=language_model,
        gazetteer=gazetteer,
        tiles=tiles,
        attribution=attribution,
        coarsen_km=coarsen,
        redact_sources=redact_sources,
        codebook=codebook,
        kinds=kinds,
        merge=False if no_merge else None,
    )
    _check_outputs(out, report, sources)
    amended, malformed = _corrections(corrections)
    known = Knowledge.open(chosen)
    with _report_kept(report):
        found = run(sources, known, chosen, corrections=amended, watch=_progress)
    write_page(draw(found, known, chosen), out)
    _conclude(f"{out}: {say_found(found)}", [*malformed, *found.skipped], report)


@app.command(help=f"Write the events that the sources tell, as {', '.join(FORMATS)}.")
def events(  # noqa: PLR0913 -- each is an option of the command
    sources: Sources,
    out: Out,
    *,
    corrections: Corrections = None,
    published: Published = "",
    report: Report = None,
    language_model: Model = "",
    gazetteer: GazetteerFile = None,
    settings: SettingsFile = None,
    codebook: Book = "",
    kinds: Kinds = None,
    no_merge: NoMerge = None,
) -> None:
    """Write the events that the sources tell, in the format of the output's suffix."""
    chosen = _settings(
        settings,
        published=published,
        language_model=language_model,
        gazetteer=gazetteer,
        codebook=codebook,
        kinds=kinds,
        merge=False if no_merge else None,
    )
    _check_outputs(out, report, sources)
    if out.suffix.lower() not in FORMATS:
        _fail(f"{out} has none of the suffixes {', '.join(FORMATS)}", WRONG_CALL)
    amended, malformed = _corrections(corrections)
    known = Knowledge.open(chosen)
    with _report_kept(report):
        found = run(sources, known, chosen, corrections=amended, watch=_progress)
    write_events(found.events, found.documents, out, place_of=known.gazetteer.place)
    _conclude(f"{out}: {say_found(found)}", [*malformed, *found.skipped], report)


@app.command()
def places(sources: Sources, out: Out, *, report: Report = None, gazetteer: GazetteerFile = None) -> None:
    """Write which places each document names, and what each name was taken to mean, a line each."""
    _check_outputs(out, report, sources)
    with Gazetteer.open(gazetteer) as known, _report_kept(report):
        found, skipped = find_places(sources, known, Settings(), watch=_progress)
    write_places(found, out)
    named = sum(len(resolutions) for _, resolutions in found)
    told = f"{out}: {number(named, 'name')} of places in {number(len(found), 'document')}"
    _conclude(told, skipped, report)


@app.command()
def geocode(  # noqa: PLR0913 -- each is an option of the command
    table: Annotated[Path, typer.Argument(metavar="TABLE", help=f"One of {', '.join(TABLES)}.")],
    out: Out,
    *,
    place_column: Column = "",
    admin1_column: Column = "",
    admin2_column: Column = "",
    country_column: Column = "",
    gazetteer: GazetteerFile = None,
) -> None:
    """Add coordinates, and why there, to the rows of a table that name places; no row is lost or moved."""
    _check_outputs(out, None, [table])
    chosen = Columns(place=place_column, admin1=admin1_column, admin2=admin2_column, country=country_column)
    began = time.perf_counter()
    with Gazetteer.open(gazetteer) as known:
        try:
            tally = geocode_table(table, out, open_geocoder(known), chosen=chosen, watch=_progress_of_rows)
        except UnreadableError as error:
            _fail(f"{table}: {error}", NOTHING_USABLE)
    took_s = time.perf_counter() - began
    if tally.renamed:
        _say(f"the table has columns of these names already; added as {', '.join(tally.renamed)}")
    _say(f"{out}: {_geocoded(tally)}, {tally.rows / took_s:,.0f} rows/s")


def _geocoded(tally: Tally) -> str:
    """Count what came of a table's rows."""
    found = f"{tally.placed:,} placed" + (
        f", {tally.fallen_back:,} of them only in their division" if tally.fallen_back else ""
    )
    return f"{number(tally.rows, 'row')} by {', '.join(tally.columns.named())}; {found}"


@app.command()
def explain(  # noqa: PLR0913 -- each is an option of the command
    source: Annotated[Path, typer.Argument(metavar="SOURCE", help="A file, a folder or a glob.")],
    event_id: Annotated[str, typer.Argument(metavar="[EVENT_ID]", help="One event; all without it.")] = "",
    *,
    corrections: Corrections = None,
    published: Published = "",
    report: Report = None,
    language_model: Model = "",
    gazetteer: GazetteerFile = None,
    settings: SettingsFile = None,
    codebook: Book = "",
    kinds: Kinds = None,
    no_merge: NoMerge = None,
) -> None:
    """Say why each event is where, when and what it is said to be, sentence by sentence."""
    chosen = _settings(
        settings,
        published=published,
        language_model=language_model,
        gazetteer=gazetteer,
        codebook=codebook,
        kinds=kinds,
        merge=False if no_merge else None,
    )
    _check_outputs(None, report, [source])
    amended, malformed = _corrections(corrections)
    with _report_kept(report):
        found = run([source], Knowledge.open(chosen), chosen, corrections=amended, watch=_progress)
    wanted = [event for event in found.events if not event_id or event.id == event_id]
    documents = {document.id: document for document in found.documents}
    for event in wanted:
        for line in explain_event(event, documents):
            typer.echo(plain(line))
    _conclude(say_found(found), [*malformed, *found.skipped], report)
    if event_id and not wanted:
        _fail(f"no event has the id {event_id}", NOTHING_USABLE)


def _settings(file: Path | None, **called: str | float | bool | Path | None) -> Settings:
    """Take settings from a file, and what the call says over them."""
    said: dict[str, Any] = {
        name: value for name, value in called.items() if value is not None and value != ""
    }
    try:
        base = Settings.from_toml(file.read_text(encoding="utf-8")) if file else Settings()
        said |= {name: str(said[name]) for name in ("gazetteer", "kinds") if name in said}
        if "published" in said:
            said["published"] = day_of(said["published"])
    except SettingsError as error:
        _fail(f"{file}: {error}", WRONG_CALL)
    except (OSError, UnicodeDecodeError) as error:
        _fail(f"the settings cannot be read: {error}", WRONG_CALL)
    except ValueError as error:
        _fail(f"--published {error}", WRONG_CALL)
    chosen = replace(base, **said)
    chosen.tiles_over_ground()  # a wrong address is said before the work begins
    return chosen


def _corrections(file: Path | None) -> tuple[list[Correction], list[Skipped]]:
    """Read what readers said is wrong."""
    if file is None:
        return [], []
    try:
        return parse_corrections(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, UnreadableError) as error:
        _fail(f"{file}: {error}", WRONG_CALL)


def _check_outputs(out: Path | None, report: Path | None, sources: Sequence[Path]) -> None:
    """Refuse, before the work begins, what could not be written at its end."""
    for path in (out, report):
        if path is None:
            continue
        if path.is_dir():
            _fail(f"{path} is a folder, not a file to write", WRONG_CALL)
        if not path.parent.is_dir():
            _fail(f"there is no folder {path.parent} to write {path.name} in", WRONG_CALL)
        if any(source.is_file() and path.exists() and source.samefile(path) for source in sources):
            _fail(f"{path} is a source; it is not written over", WRONG_CALL)


@contextmanager
def _report_kept(report: Path | None) -> Iterator[None]:
    """Say what was left out also when that was everything."""
    try:
        yield
    except NothingUsableError as error:
        _conclude("", error.skipped, report)
        raise


def _conclude(told: str, skipped: Sequence[Skipped], report: Path | None) -> None:
    """Say which sources were left out, a line each, count what else was, and list all if asked."""
    unread = [skip for skip in skipped if skip.stage in {"read", "correct"}]
    for skip in unread:
        _say(f"skipped {skip.what}: {skip.why}")
    if report:
        with aside(report) as part, part.open("w", encoding="utf-8", newline="") as lines:
            lines.writelines(f"{json.dumps(asdict(skip))}\n" for skip in skipped)
    parts = [told] if told else []
    parts += [f"{len(unread):,} skipped"] if unread else []
    parts += (
        [f"{number(len(skipped) - len(unread), 'passage')} left out"] if len(skipped) > len(unread) else []
    )
    hint = "" if report or len(skipped) == len(unread) else " (--report FILE lists them)"
    _say(f"{', '.join(parts)}{hint}")


def _progress(documents: Sequence[Document]) -> Iterable[Document]:
    """Show a bar on a terminal, nothing in a pipe."""
    console = Console(stderr=True)
    return track(documents, "reading", console=console, transient=True, disable=not console.is_terminal)


def _progress_of_rows(rows: Iterable[Any]) -> Iterable[Any]:
    """Show a bar on a terminal, nothing in a pipe."""
    console = Console(stderr=True)
    return track(rows, "geocoding", console=console, transient=True, disable=not console.is_terminal)


def _say(line: str) -> None:
    """Say one line beside the output."""
    if line:
        typer.echo(plain(line), err=True)


def _fail(why: str, code: int) -> NoReturn:
    """End with one clear line."""
    _say(f"mapper: {why}")
    sys.exit(code)
