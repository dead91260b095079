"""Lists of places with a number each: "In Shangla, 36 people died, in Mansehra 24, in Swat 20"."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mapper.events.eligible import can_happen_at
from mapper.events.people import outcome_of
from mapper.events.quantities import Counted, find_quantities
from mapper.events.where import Placed
from mapper.model import Count

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazetteer.model import Resolution
    from mapper.events.quantities import Quantity
    from mapper.syntax import Sentence, Token
    from mapper.words import Words

    _NumberOf = Callable[[Sentence, Resolution, Sequence[Quantity]], Quantity | None]

_FEWEST = 3
"""Places with a number each that make a list; two may be chance, but for "one in Bogo and one in Sogod"."""
_REACH = 9  # words between the first number of a list and its place, at most
_APART = 3  # words between a place and its number, at most


def find_tallies(
    sentence: Sentence, resolutions: Sequence[Resolution], words: Words
) -> list[tuple[Placed, Counted]]:
    """Pair the places of a list with their numbers; empty where the sentence is no such list.

    All numbers are of what the sentence tells first: killed, injured and so on.
    """
    places = [resolution for resolution in resolutions if can_happen_at(resolution)]
    if len(places) < 2:
        return []
    told = [(token, outcome_of(token, words)) for token in sentence.tokens]
    outcomes = [(token, field) for token, field in told if field in ("killed", "injured", "displaced")]
    if not outcomes:
        return []
    quantities = find_quantities(sentence)
    before = _pair(sentence, places, quantities, partial(_number_before, words=words))
    pairs = before if len(before) > 1 else _pair(sentence, places, quantities, _number_after)
    bare = len(pairs) > 1 and all(quantity.head is None for _, quantity in pairs[1:])
    if len(pairs) < _FEWEST and not (bare and pairs == before):
        return []
    anchor, field = outcomes[0]
    opening = _opening(sentence, places, quantities, pairs, anchor)
    return [
        (_placed(resolution), _counted(sentence, quantity, anchor.index, str(field)))
        for resolution, quantity in (*opening, *pairs)
    ]


def _opening(
    sentence: Sentence,
    places: Sequence[Resolution],
    quantities: Sequence[Quantity],
    pairs: Sequence[tuple[Resolution, Quantity]],
    anchor: Token,
) -> list[tuple[Resolution, Quantity]]:
    """Find the first place of a list, which has the verb: "Five were shot dead in Taxco, two in Iguala"."""
    first, number = pairs[0]
    earlier = [one for one in places if one.mention.start < first.mention.start]
    told = [one for one in quantities if one.end <= number.start and one.start < anchor.index]
    if (
        len(earlier) != 1
        or len(told) != 1
        or not sentence.at(earlier[0].mention.start, earlier[0].mention.end)
    ):
        return []
    at = sentence.at(earlier[0].mention.start, earlier[0].mention.end)[0].index
    in_order = told[0].end <= anchor.index < at < number.start
    return [(earlier[0], told[0])] if in_order and at - told[0].end <= _REACH else []


def _pair(
    sentence: Sentence, places: Sequence[Resolution], quantities: Sequence[Quantity], number_of: _NumberOf
) -> list[tuple[Resolution, Quantity]]:
    """Pair places with their numbers, all on the same side of the place."""
    found = ((place, number_of(sentence, place, quantities)) for place in places)
    return [(place, quantity) for place, quantity in found if quantity is not None]


def _is_between(token: Token, words: Words) -> bool:
    return token.pos in ("NOUN", "ADJ", "ADP") or outcome_of(token, words) is not None


def _number_before(
    sentence: Sentence, place: Resolution, quantities: Sequence[Quantity], words: Words
) -> Quantity | None:
    """Find the number in "30 in Bogo", "30 people in Bogo" or "30 died in Bogo"."""
    inside = sentence.at(place.mention.start, place.mention.end)
    for quantity in quantities:
        between = sentence.tokens[quantity.end : inside[0].index] if inside else ()
        near = 1 <= len(between) <= _APART and quantity.end <= inside[0].index
        if near and between[-1].pos == "ADP" and all(_is_between(token, words) for token in between):
            return quantity
    return None


def _number_after(sentence: Sentence, place: Resolution, quantities: Sequence[Quantity]) -> Quantity | None:
    """Find the number in "in Bogo 30" or "In Bogo, 30 people", unless it is the next place's."""
    inside = sentence.at(place.mention.start, place.mention.end)
    after = inside[-1].index + 1 if inside else len(sentence.tokens)
    for quantity in quantities:
        if after <= quantity.start <= after + _APART:
            between = sentence.tokens[after : quantity.start]
            following = sentence.tokens[quantity.end : quantity.end + 1]
            is_next = bool(following) and following[0].pos == "ADP"
            if not is_next and all(t.pos in ("PUNCT", "ADP", "DET", "NOUN", "ADV", "AUX") for t in between):
                return quantity
    return None


def _placed(resolution: Resolution) -> Placed:
    return Placed(
        resolution=resolution,
        mention=resolution.mention,
        is_facility=False,
        is_direct=True,
        fit=1.0,
        reason=f"“{resolution.mention.text}” stands in a list of places, each with a number",
    )


def _counted(sentence: Sentence, quantity: Quantity, anchor: int, field: str) -> Counted:
    wording = " ".join(token.text for token in sentence.tokens[quantity.start : quantity.end])
    count = Count(low=quantity.low, high=quantity.high, wording=wording)
    return Counted(field=field, anchor=anchor, count=count)
