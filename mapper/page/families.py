"""Which colour and sign a kind of event gets: a few families, as nobody tells thirty colours apart."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

NONE: Mapping[str, str] = MappingProxyType({})
"""No kind is filed under another."""

FAMILIES = ("explosion", "battle", "civilians", "protest", "disaster", "development", "other")
"""In the order in which they are stacked and cut as wedges."""

_STEMS = (
    # ACLED's disorder and event types (Codebook 2023, table 1): its sub-types are matched by their words.
    ("development", ("non-violent", "disrupted", "intercept", "agreement", "arrest", "change to group")),
    (
        "development",
        ("headquarters", "looting", "property destruction", "ceasefire", "sanction", "talks"),
    ),
    ("protest", ("protest", "demonstration", "riot", "mob violence", "rally", "labour strike")),
    ("battle", ("clash", "battle", "ground assault", "territory", "offensive", "fighting", "ambush")),
    ("explosion", ("strike", "shelling", "artillery", "missile", "bomb", "drone", "grenade", "landmine")),
    ("explosion", ("remote explosive", "ied", "chemical weapon", "rocket", "explosion", "air raid")),
    # EM-DAT's natural and technological groups (doc.emdat.be/docs/data-structure-and-content).
    ("disaster", ("flood", "earthquake", "storm", "cyclone", "hurricane", "typhoon", "tornado", "tsunami")),
    ("disaster", ("landslide", "avalanche", "wildfire", "fire", "drought", "volcan", "eruption", "heat")),
    ("disaster", ("epidemic", "outbreak", "accident", "crash", "collapse", "derail", "shipwreck", "famine")),
    ("disaster", ("disaster", "hazard", "disease", "infrastructure damage")),
    ("civilians", ("attack", "abduct", "disappearance", "sexual violence", "kidnap", "killing", "execution")),
    ("civilians", ("massacre", "shooting", "stabbing", "torture", "hostage", "murder", "violence")),
    (
        "development",
        ("strategic", "development", "politic", "election", "displacement", "diplom", "meeting", "visit"),
    ),
)


def find_family(kind: str, likenesses: Mapping[str, str] = NONE) -> str:
    """Find the family of a kind by the words of its name; ``"other"`` when none is known.

    A kind that is filed under something else, as a user's own may be, is of that one's family.

    Examples
    --------
    >>> find_family("Shelling/artillery/missile attack")
    'explosion'
    >>> find_family("peaceful_protest")
    'protest'
    >>> find_family("Non-violent transfer of territory")
    'development'
    >>> find_family("wedding")
    'other'
    >>> find_family("Cattle raid", {"Cattle raid": "attack"})
    'civilians'
    """
    like = likenesses.get(kind, "")
    if like and (family := find_family(like)) != "other":
        return family
    words = " " + "".join(c if c.isalnum() or c == "-" else " " for c in kind.casefold())
    for family, stems in _STEMS:
        if any(f" {stem}" in words for stem in stems):
            return family
    return "other"
