"""Which language a report is in: events are read in the languages that there are words for."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from py3langid.langid import LanguageIdentifier

READ = frozenset(["en"])
"""Languages that events are read in (ISO 639-1)."""

_ENGLISH = "en"
_SURE = 0.9
"""Below it a text in Latin letters is English: of 7,022 English reports and sentences all are."""
_SHARE = 0.2
"""Of nearly every English report's words more than this are the commonest; of no other language's."""
_FEWEST = 20  # letters that tell a language
_SAMPLE = 4_000  # code points that are looked at
_LATIN = re.compile(r"[A-Za-z]+")
_WORD = re.compile(r"[^\W\d_]+")


def find_language(text: str, common: AbstractSet[str]) -> str:
    """Tell the language of a report, as ISO 639-1; English where nothing speaks clearly for another.

    Parameters
    ----------
    text
        The report.
    common
        The commonest English words, lower case: a text of which they make up a fifth is English, and no
        model is asked.

    Notes
    -----
    The model is that of langid.py (Lui and Baldwin 2012), as kept in py3langid.
    """
    sample = text[:_SAMPLE]
    words = [word.lower() for word in _WORD.findall(sample)]
    if sum(map(len, words)) < _FEWEST:
        return _ENGLISH
    if sum(word in common for word in words) >= _SHARE * len(words):
        return _ENGLISH
    language, probability = _identifier().classify(sample)
    is_latin = 2 * sum(map(len, _LATIN.findall(sample))) > sum(map(len, words))
    return str(language) if probability >= _SURE or not is_latin else _ENGLISH


@cache
def _identifier() -> LanguageIdentifier:
    """Load the model, which takes most of a second, when a text first needs it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - see above

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
