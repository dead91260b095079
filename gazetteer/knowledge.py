"""What is known of English and of names beside the gazetteer itself: word lists and learned judges."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from gazetteer import lexicon, trees

if TYPE_CHECKING:
    from gazetteer.lexicon import Lexicon
    from gazetteer.trees import Trees


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What finding and resolving rest on.

    Attributes
    ----------
    lexicon
        Word lists.
    finder
        Judges whether a known name in a text is a place; ``benchmarks/train_tagger.py`` makes it.
    ranker
        Judges which place a name means; ``benchmarks/train_ranker.py`` makes it.
    """

    lexicon: Lexicon
    finder: Trees
    ranker: Trees


@cache
def shipped() -> Knowledge:
    """Read what comes with the package; once a process, for it never changes."""
    return Knowledge(
        lexicon=lexicon.shipped(), finder=trees.shipped("tagger"), ranker=trees.shipped("ranker")
    )
