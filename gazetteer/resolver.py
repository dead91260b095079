"""Mentions to places: all names of a text together, each with its runners-up and reasons."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from gazetteer import reading as readings
from gazetteer.capitals import WORD, capital_meant
from gazetteer.cyrillic import level_around, meant_by
from gazetteer.features import features
from gazetteer.inflection import is_cyrillic
from gazetteer.knowledge import shipped
from gazetteer.model import Candidate, Level, Resolution, Role
from gazetteer.names import fold
from gazetteer.pool import Group, candidates, pool
from gazetteer.rank import rank
from gazetteer.reasons import reasons
from gazetteer.roles import direction_said, level_said, names_division
from gazetteer.spelling import written_in
from gazetteer.surroundings import AND, HOLDS_NEXT, IN
from gazetteer.tagger import find_in, find_mentions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from gazetteer.index import Entry
    from gazetteer.knowledge import Knowledge
    from gazetteer.lexicon import Lexicon
    from gazetteer.model import Mention, Place
    from gazetteer.pool import Direction, Pool
    from gazetteer.rank import Context, Ranking
    from gazetteer.reading import Reading
    from gazetteer.store import Gazetteer
    from gazetteer.trees import Trees

MOST_OTHERS = 5
"""Runners-up that a resolution keeps."""

LEAST_SCORE = 0.05
"""Below it nothing is answered: a guess that is wrong nineteen times of twenty is no answer."""

MOST_TOGETHER = 200
"""Mentions judged in one go; a text with more is a book, and its parts have places of their own."""

MOST_CANDIDATES, LEAST_EACH, MOST_EACH = 1200, 6, 40
"""Of all names together, and of one name, likeliest first: time and memory grow with the square. The
most frequent names (San José) have hundreds of bearers; the ones beyond are hamlets."""

MARGIN_WEIGHT, POINTS_WEIGHT, NONE_ODDS = 0.45, 0.3, 0.27
"""Make the scores probabilities: fitted on each corpus with a judge that had not seen it. Both count, for
what the judge learns on some countries' news holds less in others' than the plain points do."""

LEAST_OTHER_SCORE = 0.005
"""Runners-up less likely than this are noise."""

# "Paris, Texas"; "Kherson (Ukraine)"; "Pokrovsk in Donetsk"; "Wau, in the state of X".
_HOLDS_NEXT = re.compile(
    r"\s?,\s?|\s\(|,? in (?:the )?(?:\w+ )?(?:(?:province|state|region|district|county|governorate) of )?"
)
_LISTS = re.compile(rf",? (?:and|or|{AND}) (?:(?:in|{IN}) )?|, ")
# "Ukraine's Kharkiv"; "the Ukrainian city of Kharkiv"; "Ukraine's eastern city of Kharkiv".
_HOLDS_LAST = re.compile(r"['\u2019]s?(?: [a-z-]+){0,3} ")
_HOLDS_LAST_AS_ADJECTIVE = re.compile(r"(?: (?!and |or )[a-z-]+){0,3} ")


def geoparse(
    text: str,
    gazetteer: Gazetteer,
    *,
    home: tuple[float, float] | None = None,
    knowledge: Knowledge | None = None,
) -> list[Resolution]:
    """Find the names of places in a text and what they mean, in order; parameters as of `resolve`."""
    means = knowledge or shipped()
    reading = readings.read(text, means.lexicon)
    return _resolve_read(reading, find_in(reading, gazetteer, means), gazetteer, home, means)


def resolve(
    text: str,
    mentions: Sequence[Mention],
    gazetteer: Gazetteer,
    *,
    home: tuple[float, float] | None = None,
    knowledge: Knowledge | None = None,
) -> list[Resolution]:
    """Say for every mention which place it means, all of them judged together.

    Parameters
    ----------
    mentions
        Spans of `text`; where they give no level, the words around them are read for one.
    home
        Longitude and latitude in degrees of where the source is at home; places near it are likelier.
    knowledge
        Word lists and judges; those that come with the package when not given.

    Returns
    -------
    list of Resolution
        One for each mention, in their order; `best` is None where nothing is known or likely.
    """
    means = knowledge or shipped()
    reading = readings.read(text, means.lexicon)
    return _resolve_read(reading, mentions, gazetteer, home, means)


def _resolve_read(
    reading: Reading,
    mentions: Sequence[Mention],
    gazetteer: Gazetteer,
    home: tuple[float, float] | None,
    means: Knowledge,
) -> list[Resolution]:
    found: list[Resolution] = []
    for first in range(0, len(mentions), MOST_TOGETHER):
        together = mentions[first : first + MOST_TOGETHER]
        found += _resolve_together(reading, together, gazetteer, home, means)
    return [
        capital_meant(number, found, reading.text, gazetteer) if one.mention.text == WORD else one
        for number, one in enumerate(found)
    ]


def _resolve_together(
    reading: Reading,
    mentions: Sequence[Mention],
    gazetteer: Gazetteer,
    home: tuple[float, float] | None,
    means: Knowledge,
) -> list[Resolution]:
    levelled, known, filed = line_up(reading, mentions, gazetteer, means.lexicon)
    answers: dict[int, Answer] = {}
    if known:
        lined_up = pool(known, filed, gazetteer)
        ranking = rank(lined_up, known, home, written_in=_country(reading, gazetteer))
        judged = _judge(lined_up, known, ranking, means.ranker)
        answers = _answers(judged, gazetteer)
    return [
        Resolution(mention=mention, best=answers[number].best, others=answers[number].others)
        if number in answers
        else Resolution(mention=mention, best=None)
        for number, mention in enumerate(levelled)
    ]


def line_up(
    reading: Reading, mentions: Sequence[Mention], gazetteer: Gazetteer, lexicon: Lexicon
) -> tuple[list[Mention], list[Group], list[Sequence[Entry]]]:
    """Read the mentions' levels, put like ones together, and find each group's candidates.

    Groups without candidates are left out.
    """
    levelled = [_levelled(mention, reading, gazetteer, lexicon) for mention in mentions]
    keys = [_key(mention, gazetteer) for mention in levelled]
    groups = group(reading.text, levelled, keys, _directions(levelled, reading))
    most = min(max(MOST_CANDIDATES // max(len(groups), 1), LEAST_EACH), MOST_EACH)
    entries = [
        [] if one.key == WORD else candidates(levelled[one.mentions[0]], one.level, gazetteer, lexicon)[:most]
        for one in groups
    ]
    return levelled, *_known(groups, entries)


def resolve_given(
    text: str,
    mentions: Sequence[Mention],
    gazetteer: Gazetteer,
    *,
    home: tuple[float, float] | None = None,
    knowledge: Knowledge | None = None,
) -> list[Resolution]:
    """Resolve some of a text's names in the light of all others that can be found in it."""
    everything = among_others(text, mentions, gazetteer, knowledge=knowledge)
    found = resolve(text, everything, gazetteer, home=home, knowledge=knowledge)
    return found[: len(mentions)]


def among_others(
    text: str, mentions: Sequence[Mention], gazetteer: Gazetteer, *, knowledge: Knowledge | None = None
) -> list[Mention]:
    """List the given mentions, then all found in the text that overlap none of them."""
    taken = {at for mention in mentions for at in range(mention.start, mention.end)}
    found_too = find_mentions(text, gazetteer, knowledge=knowledge)
    others = (found for found in found_too if found.text != WORD)
    return [*mentions, *(found for found in others if taken.isdisjoint(range(found.start, found.end)))]


def _levelled(mention: Mention, reading: Reading, gazetteer: Gazetteer, lexicon: Lexicon) -> Mention:
    """Read the level off the words around a mention that has none."""
    if mention.level is not None or mention.role is Role.DEMONYM:
        return mention
    first, last = reading.word_at(mention.start), reading.word_at(mention.end - 1)
    if last >= len(reading):
        return mention
    if is_cyrillic(mention.text):
        return replace(mention, level=level_around(reading, first, last))
    is_division = names_division(gazetteer.entries(fold(mention.text)), gazetteer)
    return replace(mention, level=level_said(reading, first, last, lexicon, names_division=is_division))


def _directions(mentions: Sequence[Mention], reading: Reading) -> dict[int, Direction]:
    """Read off the words around the mentions in which part of its country each is said to lie."""
    found = {}
    for number, mention in enumerate(mentions):
        first, last = reading.word_at(mention.start), reading.word_at(mention.end - 1)
        direction = direction_said(reading, first, last)
        if direction is not None:
            found[number] = direction
    return found


def _key(mention: Mention, gazetteer: Gazetteer) -> str:
    """Fold a name; one in Cyrillic letters, which is written in many ways, to that of its likeliest place."""
    if is_cyrillic(mention.text) and (found := meant_by(mention.text, mention.level, gazetteer)):
        return fold(gazetteer.name_at(found[0].row))
    return fold(mention.text)


def group(
    text: str, mentions: Sequence[Mention], keys: Sequence[str], directions: Mapping[int, Direction]
) -> list[Group]:
    """Put together the mentions that mean the same: one name, one stated level, one named parent.

    Parameters
    ----------
    keys
        What each mention is called, folded: like keys are like names.
    """
    parents = named_parents(text, mentions)
    senses = [(keys[n], m.level, keys[parents[n]] if n in parents else "") for n, m in enumerate(mentions)]
    plain = _plain_senses(senses)
    beside = _listed(text, mentions)
    members: dict[Sense, list[int]] = {}
    for number, sense in enumerate(senses):
        members.setdefault(plain.get(sense, sense), []).append(number)
    of_mention = {number: at for at, inside in enumerate(members.values()) for number in inside}
    return [
        Group(
            key=sense[0],
            level=sense[1],
            parent=next((of_mention[parents[number]] for number in inside if number in parents), -1),
            direction=next((directions[number] for number in inside if number in directions), None),
            listed=tuple(
                sorted({of_mention[other] for number in inside for other in beside.get(number, ())})
            ),
            mentions=tuple(inside),
        )
        for sense, inside in members.items()
    ]


Sense = tuple[str, "Level | None", str]
"""Name, stated level, name of what contains it."""


def _plain_senses(senses: Sequence[Sense]) -> dict[Sense, Sense]:
    """Give a bare name the one sense that the text states for it elsewhere: "the town of X ... X".

    A region's name is left alone: "Kyiv region ... Kyiv" are two.
    """
    stated: dict[str, set[Sense]] = {}
    for sense in senses:
        key, level, parent = sense
        if level is Level.CITY or (level is None and parent):
            stated.setdefault(key, set()).add(sense)
    return {(key, None, ""): next(iter(full)) for key, full in stated.items() if len(full) == 1}


def named_parents(text: str, mentions: Sequence[Mention]) -> dict[int, int]:
    """Which mention may name what contains another: the next one, or the one before."""
    found: dict[int, int] = {}
    order = sorted(range(len(mentions)), key=lambda number: mentions[number].start)
    for left, right in pairwise(order):
        between = text[mentions[left].end : mentions[right].start]
        cyrillic = is_cyrillic(mentions[right].text) and mentions[right].level is not Level.CITY
        if _HOLDS_NEXT.fullmatch(between) or (cyrillic and HOLDS_NEXT.fullmatch(between)):
            found[left] = right
        elif right not in found and holds_last(between, mentions[left]):
            found[right] = left
    return found


def _listed(text: str, mentions: Sequence[Mention]) -> dict[int, list[int]]:
    """Which mentions stand beside each in a list: nothing but a comma or an "and" between them."""
    found: dict[int, list[int]] = {}
    order = sorted(range(len(mentions)), key=lambda number: mentions[number].start)
    for left, right in pairwise(order):
        if _LISTS.fullmatch(text[mentions[left].end : mentions[right].start]):
            found.setdefault(left, []).append(right)
            found.setdefault(right, []).append(left)
    return found


def holds_last(between: str, left: Mention) -> bool:
    """Whether the words between say that the name on the left contains the other."""
    if left.role is Role.DEMONYM:
        return bool(_HOLDS_LAST_AS_ADJECTIVE.fullmatch(between))
    return bool(_HOLDS_LAST.fullmatch(between))


def _known(
    groups: Sequence[Group], entries: Sequence[Sequence[Entry]]
) -> tuple[list[Group], list[Sequence[Entry]]]:
    """Leave out the groups without candidates, and renumber what the others refer to."""
    kept = [number for number, found in enumerate(entries) if found]
    at = {number: position for position, number in enumerate(kept)}
    known = [
        replace(
            groups[number],
            parent=at.get(groups[number].parent, -1),
            listed=tuple(at[other] for other in groups[number].listed if other in at),
        )
        for number in kept
    ]
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


def _country(reading: Reading, gazetteer: Gazetteer) -> int:
    """Find the number of the country whose language a text is in; -1 for none or several."""
    code = written_in(reading.text)
    return gazetteer.country_codes().index(code) if code in gazetteer.country_codes() else -1


def _judge(lined_up: Pool, groups: Sequence[Group], ranking: Ranking, judge: Trees) -> Judged:
    margins = judge.margins(features(lined_up, groups, ranking))
    return Judged(lined_up, groups, ranking.context, probabilities(margins, ranking.points, lined_up))


def probabilities(
    margins: NDArray[np.float32], points: NDArray[np.float64], lined_up: Pool
) -> NDArray[np.float64]:
    """Learned log-odds and hand-set points to probabilities, with a share for "none of these"."""
    starts = lined_up.bounds[:-1]
    behind = points - np.maximum.reduceat(points, starts)[lined_up.group]
    odds = np.exp(np.clip(MARGIN_WEIGHT * margins + POINTS_WEIGHT * behind, -30.0, 30.0))
    return np.asarray(odds / (np.add.reduceat(odds, starts)[lined_up.group] + NONE_ODDS))


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
