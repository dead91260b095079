"""Which names of a text surely mean the same, which name holds which, and which stand in one list."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from gazetteer.inflection import is_cyrillic
from gazetteer.model import Level, Role
from gazetteer.pool import Group
from gazetteer.surroundings import AND, HOLDS_NEXT, IN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gazetteer.index import Entry
    from gazetteer.model import Mention
    from gazetteer.pool import Direction

_DIVISION = (
    "(?:province|state|region|district|county|governorate|parish|department|prefecture|municipality|canton|oblast"
    "|commune|township|territory|zone)"
)
_TOWN = (
    "(?:neighbou?rhood|district|suburb|quarter|area|village|town|city|camp|commune|hamlet|locality|settlement"
    "|community|port)"
)
_A_TOWN = rf",? (?:an? |the )?(?:[a-z]+ )?{_TOWN}"
# "Paris, Texas"; "Kherson (Ukraine)"; "Pokrovsk in Donetsk"; "Wau, in the state of X"; "X, a village of Y".
_IN = rf"(?: {_DIVISION})?,? in (?:the )?(?:\w+ )?(?:{_DIVISION} of )?| {_DIVISION} of (?:the )?"
_HOLDS_NEXT = re.compile(
    rf"\s?,\s?|\s\(|{_IN}"
    r"|,? on (?:the )?(?:\w+ )?(?:island|peninsula|coast) of "
    rf"|{_A_TOWN} (?:of|in|near|outside) (?:the )?(?:\w+ )?(?:{_DIVISION} of )?"
)
_SAYS_IN = re.compile(
    rf"{_IN}|,? in (?:the )?\w+ of |{_A_TOWN} (?:of|in) (?:the )?(?:\w+ )?(?:{_DIVISION} of )?"
)
_LISTS = re.compile(rf",? (?:and|or|{AND}) (?:(?:in|{IN}) )?|, ")
# "Ukraine's Kharkiv"; "the Ukrainian city of Kharkiv"; "Ukraine's eastern city of Kharkiv".
_HOLDS_LAST = re.compile(r"['\u2019]s?(?: [a-z-]+){0,3} ")
_HOLDS_LAST_AS_ADJECTIVE = re.compile(r"(?: (?!and |or )[a-z-]+){0,3} ")


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


def _said_inside(text: str, mentions: Sequence[Mention]) -> frozenset[int]:
    """Which mentions the text puts *in* another in so many words: a comma alone may be a list.

    "Shaqra, in the province of Abyan"; "Afghanistan's Eastern Region".
    """
    found = []
    for child, parent in named_parents(text, mentions).items():
        before, after = sorted((mentions[child], mentions[parent]), key=lambda each: each.start)
        pattern = _SAYS_IN if before is mentions[child] else _HOLDS_LAST
        if pattern.fullmatch(text[before.end : after.start]):
            found.append(child)
    return frozenset(found)


def insiders(groups: Sequence[Group], mentions: Sequence[Mention], text: str) -> list[bool]:
    """Say of each group whether the text puts it in another place, in so many words."""
    inside = _said_inside(text, mentions)
    return [not inside.isdisjoint(group.mentions) for group in groups]


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


def with_candidates(
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
