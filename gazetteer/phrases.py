"""The English phrases that tie a spot to a name, as patterns, in the order in which they are tried.

Each rule has what stands before the name and what stands after it; each has a sentence in the tests.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from gazetteer.compass import DIRECTION, POINTS


class Tie(StrEnum):
    """How a spot hangs on a name."""

    OFFSET = "so far in a direction"
    WITHIN = "so far, whatever the direction"
    BEYOND = "in a direction, how far is not said"
    NEAR = "near"
    OUTSKIRTS = "at its edge"
    COUNTRYSIDE = "in the country around it"
    REGION = "in the division around it"
    PART = "in a part of it"
    BETWEEN = "between two places"
    ROAD = "on the road between two places"
    TOWARDS = "on the road to it"
    FRONT = "on the front that is called after it"
    BORDER = "at its border"
    COAST = "at sea, off its coast"


NUMBER_WORDS = MappingProxyType(
    {
        "half a": 0.5,
        "a": 1.0,
        "one": 1.0,
        "two": 2.0,
        "a couple of": 2.0,
        "three": 3.0,
        "four": 4.0,
        "five": 5.0,
        "six": 6.0,
        "seven": 7.0,
        "eight": 8.0,
        "nine": 9.0,
        "ten": 10.0,
        "twelve": 12.0,
        "fifteen": 15.0,
        "twenty": 20.0,
        "thirty": 30.0,
        "forty": 40.0,
        "fifty": 50.0,
        "hundred": 100.0,
        "a hundred": 100.0,
    }
)
"""Numbers that distances are written out with."""

VAGUE_NUMBERS = MappingProxyType(
    {
        "a few": (2.0, 8.0),
        "some": (2.0, 8.0),
        "several": (3.0, 10.0),
        "dozens of": (20.0, 60.0),
        "tens of": (20.0, 60.0),
    }
)
"""From so many to so many; what most speakers allow, chosen by us."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A phrase: what stands before the name, what after it, and what it means.

    `described` marks a direction with "the" or a country before it: it may say where the named place
    itself lies ("the northern Idlib province", "Ukraine's central Kirovohrad region") instead of naming
    a part of it. One of the `cues`, if it has any, stands before or after the name in small letters.
    """

    tie: Tie
    before: re.Pattern[str]
    after: re.Pattern[str]
    described: bool = False
    cues: tuple[str, ...] = ()


_CUES_OF = MappingProxyType(
    {
        Tie.BORDER: ("border",),
        Tie.ROAD: ("road", "highway", "motorway", "route", "track", "rail", "freeway", "expressway"),
        Tie.FRONT: ("direction", "front", "axis", "sector"),
        Tie.BETWEEN: ("between",),
        Tie.COAST: ("off", "waters", "sea"),
        Tie.COUNTRYSIDE: ("countryside", "hinterland", "rural"),
        Tie.REGION: ("surrounding", "around"),
        Tie.OUTSKIRTS: ("outskirt", "suburb", "edge", "fringe", "approaches", "entrance", "gates"),
    }
)
"""What the words of a kind of phrase have in them, where that is little: looked for before patterns are."""


def _rule(tie: Tie, before: str = "", after: str = "", *, described: bool = False) -> Rule:
    leads, follows = re.compile(before + "$", re.IGNORECASE), re.compile(after, re.IGNORECASE)
    return Rule(tie, leads, follows, described, _CUES_OF.get(tie, ()))


_NOT_FILL = (
    "in|at|on|and|or|to|from|near|by|with|that|which|who|when|while|for|into|of|between|off|after|before|"
    "was|were|is|are|had|has|have|killed|killing|but|as"
)
# What may stand between the words of a relation and the name: "the eastern town of", "Ukraine's capital".
_FILL = (
    rf"(?:(?!(?:{_NOT_FILL})\b)[^\W\d_][\w'\u2019-]* ){{0,4}}?"
    r"(?:(?:capital|city|town|village), )?(?:of (?:the )?)?"
)
_CAPITAL = r"(?-i:[A-Z\u00c0-\u00de\u0100-\u024f\u0400-\u042f])[\w'\u2019]*"
_NAME = rf"(?P<other>{_CAPITAL}(?:[ -](?:(?:al|el|ar|as|de|du|del|la|le)[ -])?{_CAPITAL}){{0,3}}?)"
_TO_NAME = rf"{_NAME}(?![\w'\u2019])"
_TYPED = r"(?:the )?(?:(?:[a-z]+ )?(?:town|city|village|settlement|capital|port|camp)s? (?:of )?)?"
_COUNT = r"\d{1,4}(?:[.,]\d{1,3})?"
_WORDS = "|".join(sorted([*NUMBER_WORDS, *VAGUE_NUMBERS], key=len, reverse=True))
_DISTANCE = (
    r"(?P<about>(?:about|around|some|roughly|approximately|nearly|almost|more than|less than|over|under|"
    r"up to|within|at least|just|barely|only) ){0,2}?(?<![\w.,])"
    rf"(?:(?P<low>{_COUNT})(?:(?: to | or | ?[-\u2013] ?)(?P<high>{_COUNT}))?|(?P<word>{_WORDS}))[ -]?"
    r"(?P<unit>km|kms|kilomet(?:er|re)s?|miles?|mi|nautical miles?|nm|met(?:er|re)s?|m|yards?|feet|ft)\b\.?"
    r"(?: ?\([^()]{1,30}\)| \[[^\][]{1,30}\])?,?(?: away)?"
)
_POINT = rf"(?P<point>{DIRECTION})"
_SIDE = rf"{_POINT}(?:ern)?(?:most)?"
_OWN = r"(?:['\u2019]s?)?"
_PARTS = (
    "part|parts|half|area|areas|corner|tip|portion|end|side|province|provinces|region|regions|district|"
    "districts|neighbou?rhoods?|reaches|sector|quarter|quarters|cities|towns|villages|third|edge"
)
_DIVISIONS = "region|province|district|oblast|governorate|state|county"
_ROADS = "road|highway|motorway|route|track|railway|railway line|rail line|freeway|expressway"
_ROAD_THAT = rf"\b(?:{_ROADS}),? (?:from|between|(?:that )?(?:linking|connecting|joining|links|connects))"
_GUARDS = "guards?|police|forces?|patrols?|services?|officials?|agents?|checkpoints?|posts?|troops?|control"
_NO_GUARDS = rf"\b(?! (?:{_GUARDS})\b)"
_BORDER_LEAD = rf"(?:{_DISTANCE} (?:(?:{_POINT} )?(?:from|of|off)|inside|into) )?(?:the |its |their )?"
_BORDER_AT = r"(?:near|at|along|across|on|of|from) (?:the )?"
_FRONTS = r" (?:direction|front|axis|sector|frontline|front line)\b"
_BETWEEN = r"(?<!\w)(?:(?P<lead>\w+) )?(?:half-?way |mid-?way |located |lying )?between"
_COASTS = r"(?:coast|shores?|coastline)"

RULES = (
    _rule(
        Tie.BORDER,
        rf"{_BORDER_LEAD}(?:{_NAME}{_OWN} )?(?:[a-z]+ern )?(?:state )?border(?: \w+)? with (?:the )?",
    ),
    _rule(Tie.BORDER, _BORDER_LEAD, rf"['\u2019]s? (?:[a-z]+ern )?border(?: \w+)? with (?:the )?{_TO_NAME}"),
    _rule(Tie.BORDER, rf"{_BORDER_LEAD}border(?: \w+)? between (?:the )?", rf" and (?:the )?{_TO_NAME}"),
    _rule(Tie.BORDER, rf"{_BORDER_LEAD}border(?: \w+)? between (?:the )?{_NAME} and (?:the )?"),
    _rule(Tie.BORDER, _BORDER_LEAD, rf"[-\u2013/]{_NAME} border{_NO_GUARDS}"),
    _rule(Tie.BORDER, rf"{_BORDER_LEAD}{_NAME}[-\u2013/]", rf" border{_NO_GUARDS}"),
    _rule(
        Tie.BORDER,
        rf"(?:{_BORDER_LEAD}|{_BORDER_AT})",
        rf"{_OWN} border{_NO_GUARDS}(?! (?:with|crossing|town|village)\b)",
    ),
    _rule(Tie.ROAD, rf"{_ROAD_THAT} {_TYPED}", rf" (?:to|and|with) {_TYPED}{_TO_NAME}"),
    _rule(Tie.ROAD, rf"{_ROAD_THAT} {_TYPED}{_NAME} (?:to|and|with) {_TYPED}"),
    _rule(Tie.ROAD, "", rf" ?[-\u2013] ?{_NAME}(?: \w+)? (?:{_ROADS})\b"),
    _rule(Tie.ROAD, rf"(?<!\w){_NAME} ?[-\u2013] ?", rf"(?: \w+)? (?:{_ROADS})\b"),
    _rule(Tie.FRONT, rf"(?<!\w){_NAME}[-\u2013]", _FRONTS),
    _rule(Tie.FRONT, "", rf"(?:[-\u2013]{_NAME})?{_FRONTS}"),
    _rule(Tie.FRONT, rf"\bin the direction of {_FILL}"),
    _rule(Tie.BETWEEN, rf"{_BETWEEN} {_TYPED}", rf" and {_TYPED}{_TO_NAME}"),
    _rule(Tie.BETWEEN, rf"{_BETWEEN} {_TYPED}{_NAME} and {_TYPED}"),
    _rule(Tie.COAST, rf"(?:{_DISTANCE} )?\boff (?:(?:the|its) )?(?:{_SIDE} )?{_COASTS} of {_FILL}"),
    _rule(Tie.COAST, rf"(?:{_DISTANCE} )?\boff (?:the )?", rf"{_OWN} (?:{_SIDE} )?(?:\w+ )??{_COASTS}\b"),
    _rule(Tie.COAST, rf"\b(?:waters|sea) (?:off|near) {_FILL}"),
    _rule(Tie.COAST, r"(?<!\w)(?P<lead>\w+ )?off (?:the (?:island|port) of )?"),
    _rule(Tie.OFFSET, rf"{_DISTANCE} (?:(?:to the|due) )?{_POINT},? (?:of|from) {_FILL}"),
    _rule(Tie.WITHIN, rf"{_DISTANCE} (?:from|off|outside(?: of)?|of) {_FILL}"),
    _rule(
        Tie.WITHIN, rf"{_DISTANCE} (?:from|outside|of) (?:the )?(?:centre|center|outskirts|edge) of {_FILL}"
    ),
    _rule(Tie.COUNTRYSIDE, rf"(?:{_SIDE} )?(?:countryside|hinterland) (?:of|around|outside|near) {_FILL}"),
    _rule(Tie.COUNTRYSIDE, rf"(?:\b{_SIDE} )?(?:rural )?", rf"{_OWN} (?:countryside|hinterland)\b"),
    _rule(Tie.COUNTRYSIDE, "", rf"['\u2019]s? {_SIDE} (?:countryside|hinterland)\b"),
    _rule(Tie.COUNTRYSIDE, r"\brural (?:areas (?:of|around) )?"),
    _rule(Tie.REGION, r"(?:the )?(?:region|province|oblast|governorate) (?:surrounding|around) (?:the )?"),
    _rule(
        Tie.OUTSKIRTS,
        rf"(?:\b{_SIDE} )?(?:outskirts|suburbs?|edges?|fringes?|approaches|entrance|gates) (?:of|to) {_FILL}",
    ),
    _rule(Tie.OUTSKIRTS, "", rf"{_OWN} (?:{_SIDE} )?(?:outskirts|suburbs?)\b"),
    _rule(Tie.PART, rf"\bthe {_SIDE} (?:{_DIVISIONS}) of {_FILL}", described=True),
    _rule(Tie.PART, rf"\b(?:far[- ])?{_SIDE} (?:{_PARTS}) of {_FILL}"),
    _rule(Tie.PART, rf"(?<!to )\bthe (?:far |extreme )?{_POINT} of {_FILL}"),
    _rule(
        Tie.BEYOND, rf"(?:(?:just|immediately|further) )?(?:to the )?(?<![\w-]){_POINT} (?:of|from) {_FILL}"
    ),
    _rule(Tie.PART, rf"(?:\bthe|['\u2019]s) (?:far[- ])?{_SIDE} (?:rural )?", described=True),
    _rule(Tie.PART, r"(?:\bthe|['\u2019]s) (?P<central>central) ", described=True),
    _rule(Tie.PART, rf"\b(?:far[- ])?(?<!-){_SIDE} "),
    _rule(
        Tie.PART,
        r"\b(?P<central>central|downtown|(?:the )?(?:city )?(?:centre|center|heart|middle) of) (?:the )?",
    ),
    _rule(Tie.PART, "", rf"['\u2019]s? (?:far[- ])?{_POINT}(?:ern (?:{_PARTS}))?\b(?! of\b)(?!-)"),
    _rule(Tie.PART, "", r"['\u2019]s? (?P<central>(?:city )?cent(?:re|er)|downtown)\b(?! of\b)"),
    _rule(Tie.TOWARDS, rf"\b(?:{_ROADS}) (?:leading )?(?:to|towards?|into|out of|outside) {_FILL}"),
    _rule(
        Tie.NEAR,
        r"\b(?:near(?: to)?|nearby|close to|outside(?: of)?|not far from|(?:in )?the vicinity of|next to|"
        r"adjacent to|surrounding|in and around|around|beyond|"
        rf"(?:area|areas|environs|surroundings|villages|towns|neighbou?rhood) (?:of|around|near)) {_FILL}",
    ),
    _rule(Tie.NEAR, "", rf"{_OWN} (?:area|vicinity|environs|surroundings)\b"),
)
"""The more a rule asks, the earlier it stands."""


def rules_for(text: str) -> list[Rule]:
    """Keep the rules that may hold beside a name with such words around it, in small letters."""
    told = {cues: any(cue in text for cue in cues) for cues in _CUES_OF.values()}
    return [rule for rule in RULES if told.get(rule.cues, True)]


_COMPASS_WORDS = frozenset(
    f"{one}{other}{end}"
    for one in ("north", "south", "east", "west")
    for other in ("", "east", "west")
    for end in ("", "ern", "ernmost")
)
CUES = (
    _COMPASS_WORDS
    | frozenset(point for point in POINTS if len(point) > 1)
    | frozenset(
        "near nearby close outside far vicinity next adjacent surrounding around beyond villages towns area "
        "areas environs surroundings neighbourhood neighborhood outskirts suburb suburbs edge edges fringe "
        "fringes approaches entrance gates road highway motorway route track railway rail freeway expressway "
        "between border coast coastline shore shores off waters sea countryside hinterland rural direction "
        "front frontline axis sector central centre center heart middle downtown km kms kilometer kilometers "
        "kilometre kilometres mile miles mi nm metre metres meter meters m yard yards feet ft".split()
    )
)
"""None of the rules can hold without one of these words in sight."""

DEALINGS = frozenset(
    "talks talk relations ties war conflict dispute agreement deal negotiations tensions cooperation trade "
    "match game peace treaty summit meeting contacts dialogue exchange distinction flight flights".split()
)
"""What is between two governments, not on the ground: "talks between Kyiv and Moscow"."""

VERBS_WITH_OFF = frozenset(
    "cut cuts cutting took take takes set sets setting go goes went sealed seal kicked call called closed "
    "blocked fended fend shut broke break fight fought laid drove driven sold paid pay ward warded".split()
)
"""After which "off" speaks of no water: "cut off Goma"."""
