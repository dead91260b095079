"""What the words around a name say of it: its level ("the town of X") and its role in the text."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from gazetteer.columns import LEVEL_NUMBERS, Flag
from gazetteer.evidence import is_dateline
from gazetteer.model import Level, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazetteer.index import Entry
    from gazetteer.lexicon import Lexicon
    from gazetteer.reading import Reading
    from gazetteer.spans import Span
    from gazetteer.store import Gazetteer

_COUNTRY = LEVEL_NUMBERS[Level.COUNTRY]
_SLANT = 0.5**0.5
_COMPASS = MappingProxyType(
    {
        f"{name}{end}": vector
        for name, vector in {
            "north": (0.0, 1.0),
            "south": (0.0, -1.0),
            "east": (1.0, 0.0),
            "west": (-1.0, 0.0),
            "northeast": (_SLANT, _SLANT),
            "north-east": (_SLANT, _SLANT),
            "northwest": (-_SLANT, _SLANT),
            "north-west": (-_SLANT, _SLANT),
            "southeast": (_SLANT, -_SLANT),
            "south-east": (_SLANT, -_SLANT),
            "southwest": (-_SLANT, -_SLANT),
            "south-west": (-_SLANT, -_SLANT),
        }.items()
        for end in ("", "ern")
    }
)
_GOVERNORS = frozenset(("governor", "governors", "gov", "governorship"))
_BEFORE_GOVERNOR = frozenset(("deputy", "acting", "former", "regional", "provincial", "state", "then"))
_CAPITAL = int(Flag.CAPITAL)
_ADMIN1 = LEVEL_NUMBERS[Level.ADMIN1]


def level_said(
    reading: Reading, first: int, last: int, lexicon: Lexicon, *, names_division: bool
) -> Level | None:
    """Read the level off the type word before or after a name.

    "the town of X", "the port city X", "X region"; "northern X" where X may name a first-order
    division, for only its parts are spoken of so.
    """
    after = reading.word(last + 1) if reading.gap(last) in {" ", "-"} else ""
    if after in lexicon.level_after and not _is_title(reading, last + 1):
        return lexicon.level_after[after]
    before = reading.word(first - 1)
    if before == "of" and reading.gap(first - 1) == " " and reading.word(first - 2) not in _GOVERNORS:
        return lexicon.level_before.get(reading.word(first - 2))
    if names_division and _is_governed(reading, first, last):
        return Level.ADMIN1
    if names_division and before.endswith("ern") and before in lexicon.lists["directions"]:
        return Level.ADMIN1
    if before in {"city", "town", "village", "settlement"} and not reading.capital[first - 1]:
        return Level.CITY
    return None


def _is_governed(reading: Reading, first: int, last: int) -> bool:
    """Whether a governor follows, who governs a division: "Murmansk governor", "governor of Murmansk"."""
    if reading.word(first - 1) == "of" and reading.word(first - 2) in _GOVERNORS:
        return True
    if reading.gap(last) not in {" ", "'s ", "\u2019s "}:
        return False
    after = last + 1
    while reading.word(after) in _BEFORE_GOVERNOR and reading.gap(after) == " ":
        after += 1
    return reading.word(after) in _GOVERNORS


def direction_said(reading: Reading, first: int, last: int) -> tuple[float, float] | None:
    """Read off in which part of its country a named place is said to lie: east and north, of length 1.

    "The eastern town of X", "X in eastern Ukraine"; not "eastern X", which speaks of a part of X.
    """
    for back in range(2, 5):
        at = first - back
        if (
            at < 0
            or reading.gap(at) != " "
            or not (reading.lower[at + 1].isalpha() and not reading.capital[at + 1])
        ):
            break
        if reading.lower[at] in _COMPASS:
            return _COMPASS[reading.lower[at]]
    after = last + 1
    if reading.word(after) == "in" and reading.gap(last) in {" ", ", "}:
        after += 2 if reading.word(after + 1) == "the" else 1
        return _COMPASS.get(reading.word(after))
    return None


def names_division(entries: Iterable[Entry], gazetteer: Gazetteer) -> bool:
    """Whether one of the places is a first-order division, and none a country."""
    levels = {int(gazetteer.level[row]) for row, _ in entries}
    return _ADMIN1 in levels and _COUNTRY not in levels


def _is_title(reading: Reading, index: int) -> bool:
    """Whether a type word opens the name of an organisation: "Kyiv City Council"."""
    following = index + 1
    return (
        reading.capital[index]
        and following < len(reading)
        and reading.capital[following]
        and reading.gaps[index] == " "
    )


def role_played(reading: Reading, span: Span, gazetteer: Gazetteer, lexicon: Lexicon) -> Role:
    """Say what a name does in its sentence."""
    if is_dateline(reading, span):
        return Role.DATELINE
    if _in_organisation(reading, span, lexicon):
        return Role.ORGANISATION
    if _is_seat(span, gazetteer) and _speaks(reading, span, lexicon):
        return Role.SPEAKER
    return Role.PLACE


def _in_organisation(reading: Reading, span: Span, lexicon: Lexicon) -> bool:
    """Whether a capitalised word of organisations follows, or "of" after one: "University of X"."""
    organisations = lexicon.lists["organisations"]
    after = span.last + 1
    for index in range(after, min(after + 3, len(reading))):
        if reading.gap(index - 1) != " " or not reading.capital[index]:
            break
        if reading.lower[index] in organisations and reading.lower[index] not in lexicon.level_after:
            return True
    before = span.first - 1
    return reading.word(before) == "of" and before > 0 and _is_body(reading, before - 1, organisations)


def _is_body(reading: Reading, index: int, organisations: frozenset[str]) -> bool:
    return reading.capital[index] and not reading.opens[index] and reading.lower[index] in organisations


def _is_seat(span: Span, gazetteer: Gazetteer) -> bool:
    """Whether the name may stand for a government: a capital, by its own name."""
    return any(kind <= 3 and gazetteer.flags[row] & _CAPITAL for row, kind in span.entries)


def _speaks(reading: Reading, span: Span, lexicon: Lexicon) -> bool:
    """Whether the name says, wants, does or is addressed as a government is.

    "Moscow says", "Kyiv, for its part, has", "urging Beijing", "ties with Tehran", "between
    Washington and Tehran", "Moscow's refusal"; but not "in Moscow" or "the Moscow suburbs".
    """
    lists = lexicon.lists
    before, gap = reading.word(span.first - 1), reading.gap(span.first - 1)
    lead = before if gap == " " else ""
    if lead in lists["locative"] - {"between"} or lead in lists["directions"]:
        return False
    if lead in {"on", "with", "from", "against", "by", "to", "for"}:
        governed = any(reading.word(span.first - back) in lists["dealing"] for back in range(2, 5))
        return governed or (lead in {"against", "by", "with"}) or _acts(reading, span, lexicon)
    if lead == "between" or (lead == "and" and reading.word(span.first - 3) == "between"):
        return _deals(reading, span.first, lexicon)
    return lead in lists["addressing"] or _acts(reading, span, lexicon)


def _deals(reading: Reading, first: int, lexicon: Lexicon) -> bool:
    """Whether relations, not a stretch of road, lie between two names."""
    return any(reading.word(first - back) in lexicon.lists["dealing"] for back in range(2, 8))


def _acts(reading: Reading, span: Span, lexicon: Lexicon) -> bool:
    """Whether a verb of speaking or wanting follows, perhaps after an aside in commas."""
    after = span.last + 1
    gap = reading.gap(span.last)
    if gap == " ":
        return (
            not reading.capital[min(after, len(reading) - 1)]
            and reading.word(after) in lexicon.lists["speaking"]
        )
    if gap.startswith(","):
        aside = range(after, min(after + 7, len(reading)))
        closing = next((index for index in aside if reading.gap(index).startswith(",")), None)
        return closing is not None and reading.word(closing + 1) in lexicon.lists["speaking"]
    return False
