"""What one sentence tells of one place, told apart: the deed, arrests for it, people who had to leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapper.events.flight import is_civil, is_leaving
from mapper.events.kinds import ARRESTS, DISPLACEMENT, HAZARDS, VIOLENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapper.events.grouping import Group
    from mapper.events.quantities import Counted
    from mapper.events.triggers import Trigger
    from mapper.syntax import Sentence
    from mapper.words import Words


def cause_of(main: Trigger, named: Sequence[Trigger], words: Words) -> Trigger:
    """Call an accident by the hazard it happened in: "a wall collapsed during the earthquake"."""
    if words.family(main.kind) != "accident":
        return main
    hazards = (one for one in named if one.framing and words.family(one.kind) in HAZARDS)
    return next(hazards, main)


def left_home(sentence: Sentence, main: Trigger, words: Words) -> bool:
    """Whether people at home had to leave, though nothing says how many."""
    verb = sentence.tokens[main.anchor]
    return is_leaving(sentence, verb, words) or any(is_civil(c, words) for c in sentence.children(verb))


def part(
    sentence: Sentence, group: Group, counts: Sequence[Counted], words: Words
) -> list[tuple[Group, Sequence[Counted]]]:
    """Tell arrests apart from the deed, and people who had to leave from what they fled."""
    members = group[1]
    kinds = {one.kind for one in members}
    if ARRESTS in kinds and any(words.family(one.kind) in VIOLENT and not one.framing for one in members):
        return _apart(group, counts, ARRESTS, "detained")
    flights = [one for one in members if one.kind == DISPLACEMENT]
    told = any(one.field == "displaced" for one in counts)
    told = told or any(left_home(sentence, one, words) for one in flights)
    if told and flights and kinds - {"", DISPLACEMENT}:
        return _apart(group, counts, DISPLACEMENT, "displaced")
    return [(group, counts)]


def _apart(
    group: Group, counts: Sequence[Counted], kind: str, field: str
) -> list[tuple[Group, Sequence[Counted]]]:
    """Take the words of one kind, and the numbers that are theirs, from a group."""
    places, members = group
    rest = (places, [one for one in members if one.kind != kind])
    taken = (places, [one for one in members if one.kind == kind])
    return [
        (rest, [one for one in counts if one.field != field]),
        (taken, [one for one in counts if one.field == field]),
    ]
