"""Which words of one sentence tell of one place, and so of one occurrence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazetteer.within import contains
from mapper.events.kinds import ABDUCTION, ARRESTS, TERRITORY
from mapper.events.taking import takes_people
from mapper.events.where import choose_places, read_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.model import Resolution
    from mapper.events.fit import Reading
    from mapper.events.triggers import Trigger
    from mapper.events.where import Placed
    from mapper.syntax import Sentence
    from mapper.words import Words

    Group = tuple[tuple[Placed, ...], list[Trigger]]

_PEACEFUL = frozenset(["protest", "politics", "arrest"])


def group(
    sentence: Sentence, members: Sequence[Trigger], resolutions: Sequence[Resolution], words: Words
) -> list[Group]:
    """Group the words of a sentence by the place that each belongs to."""
    groups: dict[tuple[str, ...], Group] = {}
    loose: list[Trigger] = []
    reading = read_names(sentence, resolutions, words)
    anchors = {member.anchor for member in members if member.kind}
    for member in sorted(members, key=lambda each: each.anchor):
        if not member.kind and (
            _is_result(sentence, member, anchors, resolutions) or _is_there(sentence, member)
        ):
            loose.append(member)
            continue
        if member.kind == ABDUCTION and _is_by_state(sentence, member, words, told=True):
            member = replace(member, kind=ARRESTS)  # noqa: PLW2901 - the same word, read better
        member, placed = place(reading, member)  # noqa: PLW2901 - the same word, read better
        places = _by_town(placed)
        if member.kind in TERRITORY and not places:
            continue
        if not places:
            loose.append(member)
            continue
        key = tuple(placed.key for placed in places)
        if key in groups:
            told, members = groups[key]
            groups[key] = (_more_direct(told, places), [*members, member])
        else:
            groups[key] = (tuple(places), [member])
    for member in loose:
        nearest = min(
            (one for one in groups.values() if _may_join(member, one, words)),
            key=lambda one: min(abs(other.anchor - member.anchor) for other in one[1]),
            default=None,
        )
        if nearest is None:
            groups[()] = ((), [*groups.get((), ((), []))[1], member])
        else:
            nearest[1].append(member)
    return _without_containers(list(groups.values()))


def place(reading: Reading, member: Trigger) -> tuple[Trigger, list[Placed]]:
    """Choose the places of what a word reports; where it took people and no place, it is read as that."""
    places = choose_places(reading, member.anchor, member.kind)
    verb = reading.sentence.tokens[member.anchor]
    if member.kind not in TERRITORY or places or not takes_people(reading, verb):
        return member, places
    kind = ARRESTS if _is_by_state(reading.sentence, member, reading.words) else ABDUCTION
    return replace(member, kind=kind), choose_places(reading, member.anchor, kind)


def _by_town(places: Sequence[Placed]) -> list[Placed]:
    """Keep one of several quarters or buildings that nobody knows, where they are all of one town."""
    kept: list[Placed] = []
    for placed in places:
        best = placed.resolution.best
        told = (one.resolution.best for one in kept if placed.is_facility and not placed.is_known)
        if best is None or not any(other is not None and other.place.id == best.place.id for other in told):
            kept.append(placed)
    return kept


def _is_there(sentence: Sentence, member: Trigger) -> bool:
    """Whether an outcome points to what was named: "at least 18 people perished there"."""
    below = sentence.children(sentence.tokens[member.anchor])
    return any(child.text.lower() == "there" and child.dep == "advmod" for child in below)


def _is_result(
    sentence: Sentence, member: Trigger, anchors: set[int], resolutions: Sequence[Resolution]
) -> bool:
    """Whether an outcome is what a deed led to, where that was: "planes pounded the port, killing four"."""
    path = [sentence.tokens[member.anchor], *sentence.ancestors(sentence.tokens[member.anchor])]
    clause = next((one for one in path if one.dep == "advcl" and one.tag == "VBG"), None)
    if clause is None or sentence.head_of(clause).index not in anchors:
        return False
    named = [token for one in resolutions for token in sentence.at(one.mention.start, one.mention.end)]
    return not any(clause in (token, *sentence.ancestors(token)) for token in named)


def _more_direct(told: Sequence[Placed], again: Sequence[Placed]) -> tuple[Placed, ...]:
    """Join what two words of a sentence say of the same places: one of them may name them itself."""
    return tuple(
        replace(one, is_direct=one.is_direct or other.is_direct)
        for one, other in zip(told, again, strict=True)
    )


def _may_join(member: Trigger, group: Group, words: Words) -> bool:
    """Whether a word without a place may tell of the same as a group: a murder is no protest."""
    return words.family(member.kind) != "attack" or any(
        words.family(other.kind) not in _PEACEFUL for other in group[1]
    )


def _is_by_state(sentence: Sentence, member: Trigger, words: Words, *, told: bool = False) -> bool:
    """Whether it is the state's men who take somebody, or nobody says who (unless `told`)."""
    verb = sentence.tokens[member.anchor]
    doers = [c for c in sentence.children(verb) if c.dep == "nsubj"]
    doers += sentence.agents_of(verb)
    near = [word for doer in doers for word in (doer, *sentence.children(doer))]
    return (not doers and not told) or any(word.lemma in words.state for word in near)


def _without_containers(groups: list[Group]) -> list[Group]:
    """Fold what is told of a whole country or region into what is told of a town in it."""
    kept = list(groups)
    for quarters in groups:
        town = next((one for one in kept if one is not quarters and _are_in(quarters, one)), None)
        if town is not None:
            town[1].extend(quarters[1])
            kept.remove(quarters)
    for outer in list(kept):
        inner = [one for one in kept if one is not outer and _holds(outer, one)]
        if inner and outer in kept:
            inner[0][1].extend(outer[1])
            kept.remove(outer)
    return kept


def _are_in(quarters: Group, town: Group) -> bool:
    """Whether several places that nobody knows are quarters of the town of another group."""
    if len(quarters[0]) < 2 or len(town[0]) != 1:
        return False
    if not town[0][0].is_known and not all(one.is_facility for one in quarters[0]):
        return False  # villages are places of their own
    best = town[0][0].resolution.best
    ids = {one.resolution.best.place.id if one.resolution.best else "" for one in quarters[0]}
    return best is not None and ids == {best.place.id} and not any(one.is_known for one in quarters[0])


def _holds(outer: Group, inner: Group) -> bool:
    if len(outer[0]) != 1 or len(inner[0]) != 1 or not outer[0][0].is_known:
        return False
    one, other = outer[0][0].resolution.best, inner[0][0].resolution.best
    if one is None or other is None:
        return False
    if one.place.id == other.place.id:
        return not inner[0][0].is_known
    return contains(one.place, other.place)
