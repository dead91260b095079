"""The sixteen points of the compass in the words of the news: "north-east", "southeastern", "NNW"."""

from __future__ import annotations

import re

POINTS = "n nne ne ene e ese se sse s ssw sw wsw w wnw nw nnw".split()
"""Clockwise from north, 22.5 degrees apart."""

DIRECTION = (
    r"(?:(?:north|south|east|west)(?:[- ]?(?:north|south)(?=[- ]?(?:east|west)))?(?:[- ]?(?:east|west))?"
    r"|(?-i:[NS][NS]?[EW]|[EW][NS][EW]))"
)
"""A pattern for a direction without "-ern"; to be compiled with IGNORECASE."""

NAMES = {"n": "north", "e": "east", "s": "south", "w": "west"}
CENTRAL = "central"


def point_of(word: str) -> str:
    """Name the point of the compass that a word means, in letters; ``""`` for none.

    Examples
    --------
    >>> point_of("North-East"), point_of("south"), point_of("NNW"), point_of("nowhere")
    ('ne', 's', 'nnw', '')
    """
    letters = "".join(name[0] for name in re.findall(r"north|south|east|west", word.lower())) or word.lower()
    return letters if letters in POINTS else ""


def bearing_of(point: str) -> float:
    """Degrees clockwise from north.

    Examples
    --------
    >>> bearing_of("se")
    135.0
    """
    return POINTS.index(point) * 22.5


def precision_deg(point: str) -> float:
    """Half the angle that a word for a direction leaves open.

    A word speaks for all that is nearer to it than to the next word of its kind: 22.5 degrees to
    either side with eight words, which is what newspapers use, 11.25 with sixteen (Wieczorek, Guo and
    Hijmans 2004, "The point-radius method for georeferencing locality descriptions").

    Examples
    --------
    >>> precision_deg("n"), precision_deg("nne")
    (22.5, 11.25)
    """
    return 11.25 if len(point) == 3 else 22.5


def in_words(point: str) -> str:
    """Spell a point of the compass.

    Examples
    --------
    >>> in_words("ne"), in_words("nnw"), in_words("central")
    ('northeast', 'north-northwest', 'central')
    """
    if point == CENTRAL:
        return point
    words = [NAMES[letter] for letter in point]
    return "-".join([*words[:-2], "".join(words[-2:])])
