"""What a parser says of a sentence, as plain values that any parser can fill."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Token:
    """One word.

    Attributes
    ----------
    index, head
        Positions in the sentence; the root is its own head.
    text, lemma
        As written; as in a dictionary, lower case.
    pos, dep
        Universal part of speech; ClearNLP dependency label, as spaCy's English models give them.
    tag
        Penn Treebank tag.
    start, end
        Code points of the document.
    """

    index: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """A parsed sentence: its code points in the document, and its words. Compared by identity."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    _below: tuple[tuple[Token, ...], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Note what each word governs, which is asked thousands of times."""
        below: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                below[token.head].append(token)
        object.__setattr__(self, "_below", tuple(map(tuple, below)))

    def head_of(self, token: Token) -> Token:
        """Return the word that governs `token`; the root itself for the root."""
        return self.tokens[token.head]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """Governors of `token`, nearest first, without `token` itself."""
        while token.head != token.index:
            token = self.tokens[token.head]
            yield token

    def children(self, token: Token) -> Iterator[Token]:
        """Words that `token` governs directly, in order."""
        return iter(self._below[token.index])

    def subject_of(self, verb: Token) -> Token | None:
        """Return the word that is the subject of an active verb; None where it has none."""
        return next((child for child in self.children(verb) if child.dep == "nsubj"), None)

    def agents_of(self, verb: Token) -> list[Token]:
        """List the words by whom a passive verb says that it was done: "by gunmen"."""
        return [
            below for child in self.children(verb) if child.dep == "agent" for below in self.children(child)
        ]

    def at(self, start: int, end: int) -> list[Token]:
        """Words that overlap the code points `start` to `end` of the document."""
        return [token for token in self.tokens if token.start < end and token.end > start]
