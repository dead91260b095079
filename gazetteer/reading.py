"""A text as words: where each stands, how it is filed, whether its capital means anything."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazetteer.lexicon import Lexicon

# Initials with stops ("U.S.", "N.Y"), "W.Va.", "T&T"; else letters and digits with inner apostrophes.
_WORD = re.compile(
    r"W\. ?Va\.|T&T|(?:[A-Z]\.){2,}(?:[A-Z]\b(?!\.))?|[A-Z]\.[A-Z]\b"
    r"|[^\W_]+(?:['\u2019\u02bc\u02b9\u00b4`\u2018][^\W_]+)*"
)
_POSSESSIVE = re.compile(r"['\u2019\u00b4`\u2018][sS]$")
_ENDS = re.compile(r"[.!?:;\n…|•]|--|\u2014|\u2013")

LONGEST_ABBREVIATION = 6
"""Code points of the longest one listed, "W. Va."."""

HEADLINE_SHARE = 0.7
"""Of a sentence's words of four letters or more: above it, capitals are typography, not names."""

LEAST_HEADLINE_WORDS = 3
"""Beside the first; shorter "sentences" ("Kyiv, Ukraine.") are names as often as headlines."""


@dataclass(frozen=True)
class Reading:
    """A text and its words, all sequences parallel.

    Attributes
    ----------
    text
        The source.
    starts, ends
        Code points; the possessive is cut off.
    words
        As written.
    lower
        The same in lower case.
    keys
        Folded; an abbreviation's key is that of the full name.
    gaps
        What stands between a word and the next; the possessive counts to it.
    capital
        Whether the word starts with a capital letter.
    opens
        Whether the word opens a sentence.
    short
        Whether the word is an abbreviation of a place.
    headline
        Whether the word's sentence is written with capitals throughout.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    words: Sequence[str]
    lower: Sequence[str]
    keys: Sequence[str]
    gaps: Sequence[str]
    capital: Sequence[bool]
    opens: Sequence[bool]
    short: Sequence[bool]
    headline: Sequence[bool]

    def __len__(self) -> int:
        """Count the words."""
        return len(self.words)

    @cached_property
    def small(self) -> frozenset[str]:
        """Words that the text writes small somewhere."""
        return frozenset(word for word, capital in zip(self.lower, self.capital, strict=True) if not capital)

    def word_at(self, position: int) -> int:
        """Index of the first word that ends after a code point."""
        return bisect_left(self.ends, position + 1)

    def word(self, index: int) -> str:
        """Return a word in lower case; empty beyond the ends."""
        return self.lower[index] if 0 <= index < len(self.lower) else ""

    def gap(self, index: int) -> str:
        """Return what follows a word; a line's end beyond the ends."""
        return self.gaps[index] if 0 <= index < len(self.gaps) else "\n"


def read(text: str, lexicon: Lexicon) -> Reading:
    """Part a text into words."""
    pieces = list(_pieces(text, lexicon))
    starts = [start for start, _, _ in pieces]
    ends = [end for _, end, _ in pieces]
    words = [text[start:end] for start, end, _ in pieces]
    gaps = [text[end:start] for end, start in zip(ends, [*starts, len(text)][1:], strict=True)]
    folded: dict[str, str] = {}
    keys = [full or _fold_once(word, folded) for word, (_, _, full) in zip(words, pieces, strict=True)]
    short = [bool(full) for _, _, full in pieces]
    capital = [word[0].isupper() for word in words]
    opens = _openings(gaps, short, words)
    return Reading(
        text=text,
        starts=starts,
        ends=ends,
        words=words,
        lower=[word.lower() for word in words],
        keys=keys,
        gaps=gaps,
        capital=capital,
        opens=opens,
        short=short,
        headline=_headlines(words, capital, opens),
    )


def _pieces(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Start, end and, for an abbreviation, the key of the full name."""
    previous_end = 0
    for match in _WORD.finditer(text):
        word = match.group()
        start, end = match.span()
        written, full = "", ""
        if len(word) <= LONGEST_ABBREVIATION and word[0].isupper():
            after_comma = text[previous_end:start].rstrip() == "," and previous_end > 0
            dotted = text[end : end + 1] == "."
            written, full = _abbreviated(word, lexicon, dotted=dotted, after_comma=after_comma)
        if full:
            end = start + len(written)
        elif not word.isalnum() and (possessive := _POSSESSIVE.search(word)) is not None:
            end = start + possessive.start()
        previous_end = end
        yield start, end, full


def _abbreviated(word: str, lexicon: Lexicon, *, dotted: bool, after_comma: bool) -> tuple[str, str]:
    """Spell out an abbreviation: as it is written, and the key of the full name; else nothing."""
    for written in (f"{word}.", word) if dotted else (word,):
        full = lexicon.abbreviations.get(written) or (after_comma and lexicon.postal.get(written))
        if full:
            return written, fold(full)
    return "", ""


def _fold_once(word: str, folded: dict[str, str]) -> str:
    if word.isascii() and word.isalnum():
        return word.lower()  # what folding leaves of plain letters and digits
    key = folded.get(word)
    if key is None:
        key = folded[word] = fold(word)
    return key


def _openings(gaps: Sequence[str], short: Sequence[bool], words: Sequence[str]) -> list[bool]:
    """Whether each word opens a sentence; a stop after an initial or an abbreviation ends none."""
    opens = [True]
    for gap, is_short, word in zip(gaps, short, words, strict=True):
        if gap == " ":
            opens.append(False)
        else:
            initial = len(word) == 1 and gap.startswith(".")
            title = word in {"Mr", "Mrs", "Ms", "Dr", "St", "Gov", "Sen", "Rep", "Gen", "Lt", "Col", "Sgt"}
            opens.append(bool(_ENDS.search(gap)) and not (initial or title or (is_short and gap == ". ")))
    return opens[:-1]


def _headlines(words: Sequence[str], capital: Sequence[bool], opens: Sequence[bool]) -> list[bool]:
    """Whether each word's sentence has capitals throughout."""
    bounds = [i for i, is_first in enumerate(opens) if is_first]
    flags: list[bool] = []
    for first, last in zip(bounds, [*bounds, len(words)][1:], strict=True):
        # the word that opens a sentence has its capital anyway
        long = [capital[i] for i in range(first + 1, last) if len(words[i]) > 3 and not words[i][0].isdigit()]
        shouted = len(long) >= LEAST_HEADLINE_WORDS and sum(long) > HEADLINE_SHARE * len(long)
        flags += [shouted] * (last - first)
    return flags
