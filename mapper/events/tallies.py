"""Lists of places with a number each: "In Shangla, 36 people died, in Mansehra 24, in Swat 20"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapper.events.counts import outcome_of
from mapper.events.quantities import Counted, find_quantities
from mapper.events.where import Placed, can_happen_at
from mapper.model import Count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.model import Resolution
    from mapper.events.quantities import Quantity
    from mapper.syntax import Sentence
    from mapper.words import Words

_FEWEST = 3
"""Places with a number each that make a list; two may be chance."""
_APART = 3  # words between a place and its number, at most


def find_tallies(
    sentence: Sentence, resolutions: Sequence[Resolution], words: Words
) -> list[tuple[Placed, Counted]]:
    """Pair the places of a list with their numbers; empty where the sentence is no such list.

    All numbers are of what the sentence tells first: killed, injured and so on.
    """
    told = [(token, outcome_of(token, words)) for token in sentence.tokens]
    outcomes = [(token, field) for token, field in told if field in ("killed", "injured", "displaced")]
    if not outcomes:
        return []
    quantities = find_quantities(sentence)
    pairs = [
        (resolution, quantity)
        for resolution in resolutions
        if can_happen_at(resolution) and (quantity := _number_of(sentence, resolution, quantities))
    ]
    if len(pairs) < _FEWEST:
        return []
    anchor, field = outcomes[0]
    return [
        (_placed(resolution), _counted(sentence, quantity, anchor.index, str(field)))
        for resolution, quantity in pairs
    ]


def _number_of(sentence: Sentence, resolution: Resolution, quantities: Sequence[Quantity]) -> Quantity | None:
    """Find the number that stands right after a place, no other place between."""
    inside = sentence.at(resolution.mention.start, resolution.mention.end)
    if not inside:
        return None
    after = inside[-1].index + 1
    for quantity in quantities:
        if after <= quantity.start <= after + _APART:
            between = sentence.tokens[after : quantity.start]
            if all(token.pos in ("PUNCT", "ADP", "DET", "NOUN", "ADV", "AUX") for token in between):
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
