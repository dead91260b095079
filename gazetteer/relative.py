"""What the words around a name say of a spot that the name only helps to find.

"30 km south of Kharkiv", "between A and B", "the border with Belarus": text in, a `Relation` out. What it
means on the map is the business of `gazetteer.locate`. Reads the line that a name stands in, nothing more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from gazetteer.compass import CENTRAL, point_of
from gazetteer.phrases import CUES, DEALINGS, NUMBER_WORDS, VAGUE_NUMBERS, VERBS_WITH_OFF, Tie, rules_for
from gazetteer.uncertainty import distance_error_m

if TYPE_CHECKING:
    from gazetteer.model import Mention
    from gazetteer.phrases import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A spot as words give it, with a name to hold on to.

    Attributes
    ----------
    tie
        How it hangs on the name.
    start, end
        Code points of the whole phrase.
    point
        The direction, as a point of the compass in letters, or ``"central"``; ``""`` when none is said.
    away_m, error_m
        How far, and how far off that may be, in metres; 0 when not said.
    other
        The second name, as written, of what lies between two; ``""`` when there is none.
    other_start
        Where the second name begins; -1 when there is none.
    described
        A direction with "the" before it, or a possessive: it may say where the named place itself
        lies ("the northern Idlib province") instead of naming a part.
    """

    tie: Tie
    start: int
    end: int
    point: str = ""
    away_m: float = 0.0
    error_m: float = 0.0
    other: str = ""
    other_start: int = -1
    described: bool = False


BEFORE, AFTER, REACH = 110, 70, 70
"""Code points that are read on either side of a name, and those among which a telling word must stand: the
longest phrase of the kinds below has 90."""

UNITS_M = MappingProxyType(
    {"k": 1000.0, "mi": 1609.344, "n": 1852.0, "me": 1.0, "m": 1.0, "y": 0.9144, "f": 0.3048}
)
"""Metres by how a unit of length begins."""

_WORD = re.compile(r"[a-z]+")
_TYPE_AFTER = re.compile(
    r"(?: (?:region|oblast|province|state|governorate|county|district|raion|prefecture|department|territory|"
    r"city|town|village|island|airport))?",
    re.IGNORECASE,
)
_OWNS = re.compile(r"['\u2019]s? \w")
_BREAK = re.compile(r".*[\n.;:!?](?=\s)|.*\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Found:
    """Both sides of a rule as they stand in a text, and how far behind the name the phrase goes."""

    leads: re.Match[str]
    follows: re.Match[str]
    end: int


def relation(text: str, mention: Mention) -> Relation | None:
    """Read how a spot hangs on a name; None where the name itself is the spot.

    Examples
    --------
    >>> from gazetteer.model import Mention
    >>> text = "A convoy was hit 30 km south of Kharkiv."
    >>> found = relation(text, Mention(start=32, end=39, text="Kharkiv"))
    >>> found.tie.value, found.point, found.away_m, text[found.start : found.end]
    ('so far in a direction', 's', 30000.0, '30 km south of Kharkiv')
    """
    begins = max(0, mention.start - BEFORE)
    before, after = text[begins : mention.start], text[mention.end : mention.end + AFTER]
    if CUES.isdisjoint(_WORD.findall(f"{before[-REACH:]} {after[:REACH]}".lower())):
        return None
    told = _BREAK.match(before)
    if told and not _is_abbreviation(before[: told.end()]):
        begins, before = begins + told.end(), before[told.end() :]
    typed = _TYPE_AFTER.match(after)
    skip = typed.end() if typed else 0
    for rule in rules_for(f"{before}{after}".lower()):
        found = _try(rule, before, after, skip)
        if found is not None:
            return _read(rule, found, mention, begins)
    return None


def _is_abbreviation(words: str) -> bool:
    """Whether the last dot belongs to a short unit or "St.": "5 mi. south of"."""
    return bool(re.search(r"\b(?:km|mi|St|approx|ft)\.$", words))


def _try(rule: Rule, before: str, after: str, skip: int) -> _Found | None:
    """Match both sides of a rule; a type word ("Kharkiv region") may stand before what follows."""
    follows = rule.after.match(after) or (rule.after.match(after, skip) if skip else None)
    if follows is None:
        return None
    leads = rule.before.search(before)
    if leads is None or not _is_meant(rule, leads, after, follows):
        return None
    return _Found(leads, follows, follows.end() if follows.end() > follows.start() else skip)


def _is_meant(rule: Rule, leads: re.Match[str], after: str, follows: re.Match[str]) -> bool:
    """Refuse what looks like a relation and is none."""
    lead = _caught(leads).get("lead", "").strip().lower()
    if rule.tie is Tie.BETWEEN and lead in DEALINGS:
        return False
    if rule.tie is Tie.COAST and lead in VERBS_WITH_OFF:
        return False
    # "near Ukraine's second city": the spot hangs on what is owned, which has a mention of its own
    return follows.end() > follows.start() or not _OWNS.match(after)


def _read(rule: Rule, found: _Found, mention: Mention, begins: int) -> Relation:
    """Put a relation together from what both sides of a rule caught; `begins` is where its text does."""
    caught = {**_caught(found.follows), **_caught(found.leads)}
    away_m, error_m = _distance(caught) if "unit" in caught else (0.0, 0.0)
    source, shift = (found.leads, begins) if "other" in _caught(found.leads) else (found.follows, mention.end)
    lead = caught.get("lead", "")
    first = found.leads.start() + len(lead)
    return Relation(
        tie=rule.tie,
        start=begins + first + (1 if lead and not lead.endswith(" ") else 0),
        end=mention.end + found.end,
        point=CENTRAL if "central" in caught else point_of(caught.get("point", "")),
        away_m=away_m,
        error_m=error_m,
        other=caught.get("other", ""),
        other_start=shift + source.start("other") if "other" in caught else -1,
        described=rule.described,
    )


def _caught(match: re.Match[str]) -> dict[str, str]:
    return {name: value for name, value in match.groupdict().items() if value}


def _distance(caught: dict[str, str]) -> tuple[float, float]:
    """Metres, and metres by which they may be off."""
    unit = caught["unit"].lower()
    unit_m = next(metres for start, metres in UNITS_M.items() if unit.startswith(start))
    word = caught.get("word", "").lower()
    if word in VAGUE_NUMBERS:
        low, high = VAGUE_NUMBERS[word]
    elif "high" in caught:
        low, high = sorted((_number(caught["low"]), _number(caught["high"])))
    else:
        value = NUMBER_WORDS[word] if word else _number(caught["low"])
        return value * unit_m, distance_error_m(value, unit_m, about="about" in caught)
    return (low + high) / 2 * unit_m, max((high - low) / 2, 0.1 * high) * unit_m


def _number(written: str) -> float:
    """Read 1,500 and 2.5 and the continental 2,5."""
    whole, comma, rest = written.partition(",")
    if comma and len(rest) == 3:
        return float(whole + rest)
    return float(written.replace(",", "."))
