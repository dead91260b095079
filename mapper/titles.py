"""One plain line for an event: what, where, how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.model import Shape

if TYPE_CHECKING:
    from gazetteer.model import Location
    from mapper.model import Count, Counts

_LONGEST = 60  # code points of a report's own words for a place
_WEAPON_KINDS = frozenset(["Air/drone strike", "Shelling/artillery/missile attack"])
_PLAIN = {
    "Air/drone strike": "Air strike",
    "Shelling/artillery/missile attack": "Shelling",
    "Remote explosive/landmine/IED": "Bomb or mine",
    "Suicide bomb": "Suicide bombing",
    "Chemical weapon": "Chemical attack",
    "Abduction/forced disappearance": "Abduction",
    "Looting/property destruction": "Looting or destruction",
    "Government regains territory": "Government retakes territory",
    "Non-state actor overtakes territory": "Territory taken",
}


def plain_kind(kind: str, weapon: str) -> str:
    """Say a kind in plain words, by its weapon where that says more.

    Examples
    --------
    >>> plain_kind("Air/drone strike", "drone")
    'Drone strike'
    """
    if kind == "Disrupted weapons use" and weapon:
        return f"{weapon.capitalize()}s shot down"
    if kind in _WEAPON_KINDS and weapon in ("drone", "missile", "rocket"):
        return f"{weapon.capitalize()} strike"
    return _PLAIN.get(kind) or _readable(kind)


def _readable(kind: str) -> str:
    """Write a name of a kind as words: "air_strike" as "Air strike"."""
    words = kind.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def say_count(count: Count) -> str:
    r"""Write a count as a number or a range, with an en dash.

    Examples
    --------
    >>> from mapper.model import Count
    >>> say_count(Count(low=6, high=8)) == "6\u20138"
    True
    """
    return f"{count.low:,}" if count.low == count.high else f"{count.low:,}\u2013{count.high:,}"


def say_place(location: Location | None) -> str:
    """Name where: the place, or the report's own words where they say more ("30 km south of Kharkiv")."""
    if location is None:
        return "place not stated"
    told = " ".join(location.wording.split())
    says_more = len(told.split()) > len(location.place.name.split()) and len(told) <= _LONGEST
    if says_more and (location.part or location.shape is Shape.NEAR):
        return told
    return f"near {location.place.name}" if location.shape is Shape.NEAR else location.place.name


def write_title(kind: str, weapon: str, location: Location | None, counts: Counts) -> str:
    """Write the line: "Drone strike, Rzhyshchiv: 6-8 killed, 7-18 injured"."""
    numbers = [f"{say_count(count)} {name}" for name, count in counts.items() if count.high > 0]
    tail = f": {', '.join(numbers)}" if numbers else ""
    return f"{plain_kind(kind, weapon)}, {say_place(location)}{tail}"
