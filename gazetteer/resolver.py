"""Mentions to places: all names of a text together, each with its runners-up and reasons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from gazetteer import reading as readings
from gazetteer.alike import spelled_alike
from gazetteer.capitals import WORD, capital_meant
from gazetteer.cyrillic import level_around, meant_by
from gazetteer.doubt import DOUBTED_FACTOR, Said, grounds, holders, is_doubted, is_elsewhere
from gazetteer.features import features
from gazetteer.grouping import group, insiders, with_candidates
from gazetteer.inflection import is_cyrillic
from gazetteer.knowledge import shipped
from gazetteer.model import Candidate, Resolution, Role
from gazetteer.names import fold
from gazetteer.pool import candidates, level_meant, pool, speaking
from gazetteer.rank import rank
from gazetteer.reasons import reasons
from gazetteer.roles import direction_said, level_said, names_division
from gazetteer.spelling import written_in
from gazetteer.tagger import find_in, find_mentions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from gazetteer.index import Entry
    from gazetteer.knowledge import Knowledge
    from gazetteer.lexicon import Lexicon
    from gazetteer.model import Mention, Place
    from gazetteer.pool import Direction, Group, Pool
    from gazetteer.rank import Context
    from gazetteer.reading import Reading
    from gazetteer.store import Gazetteer

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
    found = spelled_alike(found, gazetteer, means.lexicon)
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
        margins = means.ranker.margins(features(lined_up, known, ranking))
        said = Said(
            likely=probabilities(margins, ranking.points, lined_up),
            located=np.array(grounds(known, levelled, reading, means.lexicon))[lined_up.group],
            holds=np.array(holders(known, levelled))[lined_up.group],
            inside=np.array(insiders(known, levelled, reading.text))[lined_up.group],
            reach_km=gazetteer.radius_m[lined_up.row] / 1000.0,
        )
        judged = Judged(lined_up, known, ranking.context, said)
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
    entries = [
        speaking(found, gazetteer) if _speaks(one, levelled) else found
        for one, found in zip(groups, entries, strict=True)
    ]
    groups = [
        replace(one, level=level_meant(one.level, found, gazetteer))
        for one, found in zip(groups, entries, strict=True)
    ]
    return levelled, *with_candidates(groups, entries)


def _speaks(one: Group, mentions: Sequence[Mention]) -> bool:
    return any(mentions[number].role is Role.SPEAKER for number in one.mentions)


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


@dataclass(frozen=True, slots=True)
class Answer:
    """What all mentions of a group mean."""

    best: Candidate | None
    others: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """All candidates of a text, in their context."""

    pool: Pool
    groups: Sequence[Group]
    context: Context
    said: Said


def _country(reading: Reading, gazetteer: Gazetteer) -> int:
    """Find the number of the country whose language a text is in; -1 for none or several."""
    code = written_in(reading.text)
    return gazetteer.country_codes().index(code) if code in gazetteer.country_codes() else -1


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
    order = (own.start + np.argsort(-judged.said.likely[own], kind="stable")[: MOST_OTHERS + 1]).tolist()
    at_best = next((n for n, at in enumerate(order) if not _is_doubted(number, at, judged)), len(order))
    lessened = (1 - DOUBTED_FACTOR) * float(judged.said.likely[order[:at_best]].sum())
    chances: dict[int, float] = {}
    for position, at in enumerate(order):
        factor = DOUBTED_FACTOR if position < at_best else 1.0
        chances[at] = min(factor * float(judged.said.likely[at]) / (1 - lessened), 1.0)
    ranked = sorted(order, key=lambda at: -chances[at])
    is_known = ranked[0] not in order[:at_best] and chances[ranked[0]] >= LEAST_SCORE
    listed: list[Candidate] = []
    for at in ranked if is_known or at_best else ():
        if chances[at] < LEAST_OTHER_SCORE:
            break
        row = int(judged.pool.row[at])
        if row not in places:
            places[row] = gazetteer.place_at(row)
        why = reasons(at, judged.pool, judged.context, judged.groups, gazetteer)
        listed.append(Candidate(place=places[row], score=round(chances[at], 4), reasons=why))
    return Answer(listed[0], tuple(listed[1:])) if is_known else Answer(None, tuple(listed))


def _is_doubted(number: int, at: int, judged: Judged) -> bool:
    parent = judged.groups[number].parent
    given = (judged.pool, judged.said, judged.context)
    return is_doubted(number, at, *given) or is_elsewhere(parent, at, *given)
