"""What single words tell of a name's being the place: how often it is where this word stands as it does.

A name after "in" or "city of" is one more often than after "by", one that hangs on "raid" more often than one
that hangs on "spokesman". `benchmarks/train_where.py` counts the shares; a word that it seldom met says what
names say on the whole. Words of the event itself are not among them: counted, they said more of the sources
that they were counted in than of others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapper.events.names import Named
    from mapper.syntax import Sentence, Token

HABITS = ("before", "pair_before", "after", "prepositions", "near_host", "head", "part", "host_part")
"""What is looked up for a name."""
UNSEEN = ""
"""What a table of shares says of all names."""


def habits(sentence: Sentence, name: Named) -> tuple[str, ...]:
    """Give what `HABITS` are for a name, whatever the event."""
    tokens = sentence.tokens
    before = _form(tokens[name.first - 1]) if name.first else "^"
    farther = _lemma(tokens[name.first - 2]) if name.first > 1 else "^"
    after = _form(tokens[name.last + 1]) if name.last + 1 < len(tokens) else "$"
    return (
        before,
        f"{farther} {before}",
        after,
        f"{name.preposition}/{name.near_preposition}",
        _lemma(name.near_host),
        _lemma(name.head) if name.climbed else "-",
        f"{name.head.dep}/{name.own.dep}",
        f"{name.host.dep}/{name.host.pos}",
    )


def _form(token: Token) -> str:
    """Give a word as it stands; numbers are all alike."""
    return "0" if _is_number(token) else token.text.strip().lower() or "_"


def _lemma(token: Token) -> str:
    """Give a word's lemma; numbers are all alike."""
    return "0" if _is_number(token) else token.lemma.strip() or "_"


def _is_number(token: Token) -> bool:
    return any(letter.isdigit() for letter in token.text)


def shares(tables: Mapping[str, Mapping[str, float]], told: tuple[str, ...]) -> list[float]:
    """Look up what each habit of a name says."""
    return [tables[kind].get(key, tables[kind][UNSEEN]) for kind, key in zip(HABITS, told, strict=True)]
