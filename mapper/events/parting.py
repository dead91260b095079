"""What one sentence tells of one place, told apart: what happened, who was arrested for it, who had to leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapper.events.draft import VIOLENT
from mapper.events.flight import find_leaving, is_civil

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapper.events.grouping import Group
    from mapper.events.quantities import Counted
    from mapper.events.triggers import Trigger
    from mapper.syntax import Sentence
    from mapper.words import Words

DISPLACEMENT = "Displacement"
_HAZARDS = frozenset(["earthquake", "flood/storm", "other hazard"])


def cause_of(main: Trigger, named: Sequence[Trigger], words: Words) -> Trigger:
    """Call an accident by the hazard it happened in: "a wall collapsed during the earthquake"."""
    if words.family(main.kind) != "accident":
        return main
    hazards = (one for one in named if one.framing and words.family(one.kind) in _HAZARDS)
    return next(hazards, main)


def left_home(sentence: Sentence, main: Trigger, words: Words) -> bool:
    """Whether people at home had to leave, though nothing says how many."""
    verb = sentence.tokens[main.anchor]
    return verb in find_leaving(sentence, words) or any(is_civil(c, words) for c in sentence.children(verb))


def part(
    sentence: Sentence, group: Group, counts: Sequence[Counted], words: Words
) -> list[tuple[Group, Sequence[Counted]]]:
    """Tell where how many people fled from apart from what they fled from."""
    places, members = group
    flights = [one for one in members if one.kind == DISPLACEMENT]
    others = [one for one in members if one.kind != DISPLACEMENT]
    arrests = [one for one in members if one.kind == "Arrests"]
    if arrests and any(words.family(one.kind) in VIOLENT and not one.framing for one in members):
        rest = [one for one in members if one.kind != "Arrests"]
        detained = [one for one in counts if one.field == "detained"]
        return [
            ((places, rest), [one for one in counts if one not in detained]),
            ((places, arrests), detained),
        ]
    displaced = [one for one in counts if one.field == "displaced"]
    told = displaced or any(left_home(sentence, one, words) for one in flights)
    if not told or not flights or not any(one.kind for one in others):
        return [(group, counts)]
    rest = [one for one in counts if one.field != "displaced"]
    return [((places, others), rest), ((places, flights), displaced)]
