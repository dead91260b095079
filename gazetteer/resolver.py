"""Mentions to places: all names of a text together, each with its runners-up and reasons."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from gazetteer import lexicon as lexicons
from gazetteer import reading as readings
from gazetteer.capitals import WORD, capital_meant
from gazetteer.model import Candidate, Resolution, Role
from gazetteer.names import fold
from gazetteer.pool import Group, candidates, pool
from gazetteer.rank import rank, shares
from gazetteer.reasons import reasons
from gazetteer.roles import level_said, names_division
from gazetteer.tagger import find_mentions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from gazetteer.index import Entry
    from gazetteer.lexicon import Lexicon
    from gazetteer.model import Level, Mention, Place
    from gazetteer.pool import Pool
    from gazetteer.rank import Context
    from gazetteer.reading import Reading
    from gazetteer.store import Gazetteer

MOST_OTHERS = 5
"""Runners-up that a resolution keeps."""

LEAST_SCORE = 0.05
"""Below it nothing is answered: a guess that is wrong nineteen times of twenty is no answer."""

LEAST_OTHER_SCORE = 0.005
"""Runners-up less likely than this are noise."""

# "Paris, Texas"; "Kherson (Ukraine)"; "Pokrovsk in Donetsk"; "Wau, in the state of X".
_HOLDS_NEXT = re.compile(
    r"\s?,\s?|\s\(|,? in (?:the )?(?:\w+ )?(?:(?:province|state|region|district|county|governorate) of )?"
)
# "Ukraine's Kharkiv"; "the Ukrainian city of Kharkiv"; "Ukraine's eastern city of Kharkiv".
_HOLDS_LAST = re.compile(r"['\u2019]s?(?: [a-z-]+){0,3} ")
_HOLDS_LAST_AS_ADJECTIVE = re.compile(r"(?: (?!and |or )[a-z-]+){0,3} ")


def geoparse(text: str, gazetteer: Gazetteer) -> list[Resolution]:
    """Find the names of places in a text and what they mean, in order."""
    return resolve(text, find_mentions(text, gazetteer), gazetteer)


def resolve(
    text: str,
    mentions: Sequence[Mention],
    gazetteer: Gazetteer,
    *,
    home: tuple[float, float] | None = None,
    lexicon: Lexicon | None = None,
) -> list[Resolution]:
    """Say for every mention which place it means, all of them judged together.

    Parameters
    ----------
    mentions
        Spans of `text`; where they give no level, the words around them are read for one.
    home
        Longitude and latitude in degrees of where the source is at home; places near it are likelier.
    lexicon
        Word lists; those that come with the package when not given.

    Returns
    -------
    list of Resolution
        One for each mention, in their order; `best` is None where nothing is known or likely.
    """
    words = lexicon or lexicons.shipped()
    reading = readings.read(text, words)
    levelled = [_levelled(mention, reading, gazetteer, words) for mention in mentions]
    groups = group(text, levelled)
    entries = [
        [] if g.key == WORD else candidates(levelled[g.mentions[0]], g.level, gazetteer, words)
        for g in groups
    ]
    known, filed = _known(groups, entries)
    answers: dict[int, Answer] = {}
    if known:
        answers = _answers(_judge(pool(known, filed, gazetteer), known, home), gazetteer)
    found = [
        Resolution(mention=mention, best=answers[number].best, others=answers[number].others)
        if number in answers
        else Resolution(mention=mention, best=None)
        for number, mention in enumerate(levelled)
    ]
    return [
        capital_meant(number, found, text, gazetteer) if one.mention.text == WORD else one
        for number, one in enumerate(found)
    ]


def _levelled(mention: Mention, reading: Reading, gazetteer: Gazetteer, lexicon: Lexicon) -> Mention:
    """Read the level off the words around a mention that has none."""
    if mention.level is not None or mention.role is Role.DEMONYM:
        return mention
    first, last = reading.word_at(mention.start), reading.word_at(mention.end - 1)
    if last >= len(reading):
        return mention
    is_division = names_division(gazetteer.entries(fold(mention.text)), gazetteer)
    return replace(mention, level=level_said(reading, first, last, lexicon, names_division=is_division))


def group(text: str, mentions: Sequence[Mention]) -> list[Group]:
    """Put together mentions of one name, one stated level and one named parent."""
    keys = [fold(mention.text) for mention in mentions]
    parents = named_parents(text, mentions)
    numbers: dict[tuple[str, Level | None, str], int] = {}
    members: list[list[int]] = []
    for number, mention in enumerate(mentions):
        parent = keys[parents[number]] if number in parents else ""
        at = numbers.setdefault((keys[number], mention.level, parent), len(numbers))
        if at == len(members):
            members.append([])
        members[at].append(number)
    of_mention = {number: at for at, numbers_in in enumerate(members) for number in numbers_in}
    return [
        Group(
            key=keys[numbers_in[0]],
            level=mentions[numbers_in[0]].level,
            parent=of_mention[parents[numbers_in[0]]] if numbers_in[0] in parents else -1,
            mentions=tuple(numbers_in),
        )
        for numbers_in in members
    ]


def named_parents(text: str, mentions: Sequence[Mention]) -> dict[int, int]:
    """Which mention may name what contains another: the next one, or the one before."""
    found: dict[int, int] = {}
    order = sorted(range(len(mentions)), key=lambda number: mentions[number].start)
    for left, right in pairwise(order):
        between = text[mentions[left].end : mentions[right].start]
        if _HOLDS_NEXT.fullmatch(between):
            found[left] = right
        elif right not in found and holds_last(between, mentions[left]):
            found[right] = left
    return found


def holds_last(between: str, left: Mention) -> bool:
    """Whether the words between say that the name on the left contains the other."""
    if left.role is Role.DEMONYM:
        return bool(_HOLDS_LAST_AS_ADJECTIVE.fullmatch(between))
    return bool(_HOLDS_LAST.fullmatch(between))


def _known(
    groups: Sequence[Group], entries: Sequence[Sequence[Entry]]
) -> tuple[list[Group], list[Sequence[Entry]]]:
    """Leave out the groups without candidates, and renumber the parents."""
    kept = [number for number, found in enumerate(entries) if found]
    renumbered = {number: at for at, number in enumerate(kept)}
    known = [replace(groups[number], parent=renumbered.get(groups[number].parent, -1)) for number in kept]
    return known, [entries[number] for number in kept]


@dataclass(frozen=True, slots=True)
class Answer:
    """What all mentions of a group mean."""

    best: Candidate | None
    others: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """All candidates of a text, in their context, each with its likelihood in its group."""

    pool: Pool
    groups: Sequence[Group]
    context: Context
    likely: NDArray[np.float64]


def _judge(lined_up: Pool, groups: Sequence[Group], home: tuple[float, float] | None) -> Judged:
    points, context = rank(lined_up, groups, home)
    return Judged(lined_up, groups, context, shares(points, lined_up))


def _answers(judged: Judged, gazetteer: Gazetteer) -> dict[int, Answer]:
    """Answer for every mention, by its number."""
    places: dict[int, Place] = {}
    found: dict[int, Answer] = {}
    for number, one in enumerate(judged.groups):
        found.update(dict.fromkeys(one.mentions, _answer(number, judged, gazetteer, places)))
    return found


def _answer(number: int, judged: Judged, gazetteer: Gazetteer, places: dict[int, Place]) -> Answer:
    """Answer for a group; `places` keeps what has been looked up."""
    own = judged.pool.of(number)
    order = own.start + np.argsort(-judged.likely[own], kind="stable")[: MOST_OTHERS + 1]
    listed: list[Candidate] = []
    for at in order.tolist():
        row, score = int(judged.pool.row[at]), float(judged.likely[at])
        if score < (LEAST_OTHER_SCORE if listed else LEAST_SCORE):
            break
        if row not in places:
            places[row] = gazetteer.place_at(row)
        why = reasons(at, judged.pool, judged.context, judged.groups, gazetteer)
        listed.append(Candidate(place=places[row], score=round(min(score, 1.0), 4), reasons=why))
    return Answer(listed[0] if listed else None, tuple(listed[1:]))
