"""The straight line from sources to what is drawn; the only module that knows its order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.areas import Areas
from gazetteer.locate import locate, points_in
from gazetteer.resolver import geoparse
from gazetteer.store import Gazetteer
from gazetteer.unknown import place_unknown
from gazetteer.waters import Waters
from mapper.codebook import Codebook, code_counts
from mapper.corrections import Aids as CorrectionAids
from mapper.corrections import correct
from mapper.errors import NothingUsableError, SettingsError
from mapper.events.extract import Aids, extract
from mapper.language import DEFAULT_MODEL, Language
from mapper.layers import lay_out
from mapper.merge import join, merge
from mapper.model import Document, Event, Skipped
from mapper.publishing import coarsen, coarsen_table, redact, redact_table
from mapper.sources import Sources, read, read_all
from mapper.spotting import open_spotter
from mapper.tongue import READ, find_language
from mapper.words import Words, load_words

if TYPE_CHECKING:
    from gazetteer.model import Resolution
    from mapper.corrections import Correction
    from mapper.model import Layers
    from mapper.settings import Settings
    from mapper.sheet import Sheet
    from mapper.sources.tables import SupportsArrow
    from mapper.table import Table

STRAIGHT_IN = 2_000
"""Rows of a single table up to which each becomes an object; more go straight into columns."""

MOST_MERGED = 50_000
"""Rows of tables up to which they are merged with each other and with what texts tell: some seconds."""

Watch = Callable[[Sequence[Document]], Iterable[Document]]
"""Hands documents on one by one, and may show how far it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What is known before the first report is read: places, areas, syntax, words.

    Attributes
    ----------
    gazetteer
        Names and places.
    areas
        Outlines of countries and divisions.
    waters
        Rivers and lakes, to be drawn.
    language
        Gives sentences and their syntax; loaded when first asked for, as tables need none of it.
    words
        Kinds of events and what they are called.
    """

    gazetteer: Gazetteer
    areas: Areas
    waters: Waters
    language: Callable[[], Language]
    words: Words

    @classmethod
    def open(cls, settings: Settings) -> Knowledge:
        """Open what comes with the package, and the language model that the settings name.

        Raises
        ------
        StoreError
            When an index is missing or damaged.
        """
        return cls(
            gazetteer=Gazetteer.open(settings.gazetteer or None),
            areas=Areas.open(),
            waters=Waters.open(),
            language=cache(partial(Language.load, settings.language_model or DEFAULT_MODEL)),
            words=load_words(_own_kinds(settings)),
        )


def _own_kinds(settings: Settings) -> str:
    """Read the user's file of kinds, if there is one."""
    if not settings.kinds:
        return ""
    try:
        return Path(settings.kinds).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"the kinds cannot be read: {error}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What came of some sources.

    Attributes
    ----------
    documents
        What could be read, in the order of the sources.
    events
        What they tell of, each event once.
    skipped
        What was left out on the way, in the order of the stages.
    table
        Further events: rows of tables too large to be merged; None when there are none.
    """

    documents: tuple[Document, ...]
    events: tuple[Event, ...]
    skipped: tuple[Skipped, ...]
    table: Table | None = None


def run(
    paths: Sequence[Path],
    known: Knowledge,
    settings: Settings,
    *,
    corrections: Sequence[Correction] = (),
    watch: Watch = iter,
) -> Run:
    """Read documents and tables, and find what happened where and when, each event once.

    Parameters
    ----------
    corrections
        What readers said is wrong (`mapper.corrections.parse_corrections`), applied after merging.

    Raises
    ------
    NothingUsableError
        When not one document or row could be read; it holds the reasons.
    LanguageModelError
        When there are documents, and the language model is missing or not the one pinned.
    """
    return _tell(read_all(paths, published=settings.published), known, settings, corrections, watch)


def run_frame(
    frame: SupportsArrow, known: Knowledge, settings: Settings, *, corrections: Sequence[Correction] = ()
) -> Run:
    """Find what the rows of a data frame tell, as if it were a table on disk.

    Raises
    ------
    NothingUsableError
        When not one row could be read; it holds the reasons.
    """
    from mapper.sources.tables import read_frame  # noqa: PLC0415 -- Arrow takes half a second

    sheet, skipped = read_frame(frame)
    sources = Sources(documents=(), sheets=(sheet,) if sheet else (), skipped=tuple(skipped))
    return _tell(sources, known, settings, corrections, iter)


def _tell(
    sources: Sources, known: Knowledge, settings: Settings, corrections: Sequence[Correction], watch: Watch
) -> Run:
    """Find what sources tell, each event once."""
    if not sources.documents and not sources.sheets:
        raise NothingUsableError(sources.skipped)
    told = [tell(document, known) for document in watch(sources.documents)]
    rows = tell_rows(sources, known, wanted={each.event_id for each in corrections})
    single = (*(event for each, _ in told for event in each), *rows.events)
    texts = {document.id: document.text for document in sources.documents}
    events: Sequence[Event] = single
    if settings.merge:
        events = merge(
            single, known.words, within_km=settings.merge_within_km, texts=texts, tables=rows.tables
        )
    aids = CorrectionAids(
        place_of=known.gazetteer.place,
        around=known.areas.around,
        kinds=known.words.kinds,
        join=partial(join, words=known.words, because="what is left of a merge that was undone by hand"),
    )
    corrected = correct(events, corrections, aids)
    coded = code_counts(corrected.events, Codebook(settings.codebook), texts)
    left_out = [skip for _, each in told for skip in each]
    return Run(
        documents=(*sources.documents, *rows.documents),
        events=coded,
        skipped=(*sources.skipped, *left_out, *rows.skipped, *corrected.skipped),
        table=rows.table,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsTold:
    """What tables tell: events to be merged, or columns where they are too many.

    `tables` says of each event, by its id, which table it comes from.
    """

    events: tuple[Event, ...] = ()
    documents: tuple[Document, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    tables: Mapping[str, str] = field(default_factory=dict)
    table: Table | None = None


def tell_rows(sources: Sources, known: Knowledge, *, wanted: Collection[str] = ()) -> RowsTold:
    """Find what tables tell; rows whose ids are `wanted` become objects in any case."""
    if not sources.sheets:
        return RowsTold()
    is_alone = len(sources.sheets) == 1 and not sources.documents
    rows = sum(map(len, sources.sheets))
    if rows > (STRAIGHT_IN if is_alone else MOST_MERGED):
        return _rows_as_columns(sources.sheets, known, wanted)
    return _rows_as_events(sources.sheets, known)


def kinds_by_name(words: Words) -> dict[str, str]:
    """Names of kinds by what they are without regard to case."""
    return {name.casefold(): name for name in words.kinds}


def _rows_as_columns(sheets: Sequence[Sheet], known: Knowledge, wanted: Collection[str]) -> RowsTold:
    """Lay rows out as columns, but for those that somebody has something to say of."""
    from mapper.straight import join_tables, lay_sheet, pull_rows  # noqa: PLC0415 -- Arrow takes half a second

    spotter = open_spotter(known.gazetteer)
    pulled = [pull_rows(sheet, wanted) for sheet in sheets]
    laid = [lay_sheet(rest, spotter, kinds_by_name(known.words)) for _, rest in pulled]
    told = _rows_as_events([named for named, _ in pulled if len(named)], known)
    skipped = (*told.skipped, *(skip for _, each in laid for skip in each))
    return replace(told, table=join_tables([table for table, _ in laid]), skipped=skipped)


def _rows_as_events(sheets: Sequence[Sheet], known: Knowledge) -> RowsTold:
    """Make an event of each row; ids that several tables use are told apart by the table's number."""
    from mapper.tabled import tell_sheet  # noqa: PLC0415 -- Arrow takes half a second

    spotter = open_spotter(known.gazetteer)
    told = [tell_sheet(sheet, spotter, kinds_by_name(known.words)) for sheet in sheets]
    events: dict[str, Event] = {}
    tables: dict[str, str] = {}
    for number, (sheet, each) in enumerate(zip(sheets, told, strict=True), start=1):
        for event in each.events:
            own = event if event.id not in events else replace(event, id=f"{event.id}#table{number}")
            events[own.id] = own
            tables[own.id] = sheet.path
    documents = {document.id: document for each in told for document in each.documents}
    return RowsTold(
        events=tuple(events.values()),
        documents=tuple(documents.values()),
        skipped=tuple(skip for each in told for skip in each.skipped),
        tables=tables,
    )


def tell(document: Document, known: Knowledge) -> tuple[list[Event], list[Skipped]]:
    """Find what one document tells of, and what of it could not be placed; nothing in a language not read."""
    language = document.language or find_language(document.text, known.words.common)
    if language.lower().partition("-")[0] not in READ:
        why = f"the report is in the language {language!r}; events are read in English only"
        return [], [Skipped(what=document.id, stage="events", why=why)]
    return extract(document, *prepare(document, known))


def prepare(document: Document, known: Knowledge) -> tuple[list[Resolution], Aids]:
    """Find the places that a document names, and lay out what reading it for events takes."""
    named = geoparse(document.text, known.gazetteer)
    found = [*named, *points_in(document.text, named, known.areas)]
    aids = Aids(
        words=known.words,
        sentences=known.language().sentences,
        parse=known.language().parse,
        place_of=known.gazetteer.place,
        locate=partial(locate, gazetteer=known.gazetteer, areas=known.areas, among=found),
    )
    return found, aids


def draw(found: Run, known: Knowledge, settings: Settings) -> Layers:
    """Lay out what is drawn of a run, without what is not to be published.

    Raises
    ------
    SettingsError
        The address of the tiles is none, or nobody says whose they are.
    """
    tiles = settings.tiles_over_ground()
    events: Sequence[Event] = found.events
    documents, table = found.documents, found.table
    if settings.coarsen_km:
        events = coarsen(events, settings.coarsen_km)
        table = table and coarsen_table(table, settings.coarsen_km)
    if settings.redact_sources:
        events, documents = redact(events, documents)
        table = table and redact_table(table)
    layers = lay_out(
        events,
        documents,
        known.areas,
        known.gazetteer,
        waters=known.waters,
        title=settings.title,
        table=table,
    )
    return replace(
        layers,
        tiles=tiles,
        coarse_km=settings.coarsen_km,
        is_redacted=settings.redact_sources,
        likenesses=known.words.likenesses,
    )


def find_places(
    paths: Sequence[Path], gazetteer: Gazetteer, settings: Settings, *, watch: Watch = iter
) -> tuple[list[tuple[Document, list[Resolution]]], list[Skipped]]:
    """Read documents and say which places they name, and which place each name means.

    Raises
    ------
    NothingUsableError
        When not one document could be read; it holds the reasons.
    """
    documents, unread = _usable(paths, settings)
    parsed = ((document, geoparse(document.text, gazetteer)) for document in watch(documents))
    return [(document, place_unknown(document.text, found, gazetteer)) for document, found in parsed], unread


def _usable(paths: Sequence[Path], settings: Settings) -> tuple[list[Document], list[Skipped]]:
    """Read documents; none at all is an error."""
    documents, unread = read(paths, published=settings.published)
    if not documents:
        raise NothingUsableError(unread)
    return documents, unread
