"""The straight line from sources to what is drawn; the only module that knows its order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from gazetteer.areas import Areas
from gazetteer.locate import locate, points_in
from gazetteer.resolver import geoparse
from gazetteer.store import Gazetteer
from mapper.errors import NothingUsableError
from mapper.events.extract import Aids, extract
from mapper.language import DEFAULT_MODEL, Language
from mapper.layers import lay_out
from mapper.merge import merge
from mapper.model import Document, Event, Skipped
from mapper.sources import read
from mapper.words import Words, load_words

if TYPE_CHECKING:
    from pathlib import Path

    from gazetteer.model import Resolution
    from mapper.model import Layers
    from mapper.settings import Settings

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
    language
        Sentences and their syntax.
    words
        Kinds of events and what they are called.
    """

    gazetteer: Gazetteer
    areas: Areas
    language: Language
    words: Words

    @classmethod
    def open(cls, settings: Settings) -> Knowledge:
        """Open what comes with the package, and the language model that the settings name.

        Raises
        ------
        StoreError
            When an index is missing or damaged.
        LanguageModelError
            When the language model is missing or not the one pinned.
        """
        return cls(
            gazetteer=Gazetteer.open(),
            areas=Areas.open(),
            language=Language.load(settings.language_model or DEFAULT_MODEL),
            words=load_words(),
        )


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
    """

    documents: tuple[Document, ...]
    events: tuple[Event, ...]
    skipped: tuple[Skipped, ...]


def run(paths: Sequence[Path], known: Knowledge, settings: Settings, *, watch: Watch = iter) -> Run:
    """Read documents and find what happened where and when, each event once.

    Raises
    ------
    NothingUsableError
        When not one document could be read; it holds the reasons.
    """
    documents, unread = _usable(paths, settings)
    told = [tell(document, known) for document in watch(documents)]
    single = (event for each, _ in told for event in each)
    events = merge(single, known.words, within_km=settings.merge_within_km)
    left_out = [skip for _, each in told for skip in each]
    return Run(documents=tuple(documents), events=tuple(events), skipped=(*unread, *left_out))


def tell(document: Document, known: Knowledge) -> tuple[list[Event], list[Skipped]]:
    """Find what one document tells of, and what of it could not be placed."""
    named = geoparse(document.text, known.gazetteer)
    found = [*named, *points_in(document.text, named, known.areas)]
    aids = Aids(
        words=known.words,
        sentences=known.language.sentences,
        parse=known.language.parse,
        place_of=known.gazetteer.place,
        locate=partial(locate, gazetteer=known.gazetteer, areas=known.areas, among=found),
    )
    return extract(document, found, aids)


def draw(found: Run, known: Knowledge, settings: Settings) -> Layers:
    """Lay out what is drawn of a run."""
    return lay_out(found.events, found.documents, known.areas, known.gazetteer, title=settings.title)


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
    return [(document, geoparse(document.text, gazetteer)) for document in watch(documents)], unread


def _usable(paths: Sequence[Path], settings: Settings) -> tuple[list[Document], list[Skipped]]:
    """Read documents; none at all is an error."""
    documents, unread = read(paths, published=settings.published)
    if not documents:
        raise NothingUsableError(unread)
    return documents, unread
