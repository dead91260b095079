"""Names of natural features and airports as the news writes them, from maps' short forms of them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

Table = Mapping[str, Any]

_ENDS = (
    ("Is.", "Islands"), ("I.", "Island"), ("Mts.", "Mountains"), ("Mtns.", "Mountains"), ("Mt.", "Mountain"),
    ("Pen.", "Peninsula"), ("Pk.", "Peak"), ("Ra.", "Range"), ("Cr.", "Creek"), ("Fk.", "Fork"),
    ("Br.", "Branch"), ("L.", "Lake"), ("R.", "River"), ("Res.", "Reservoir"), ("Arch.", "Archipelago"),
    ("Plat.", "Plateau"), ("Pt.", "Point"), ("NP", "National Park"), ("NM", "National Monument"),
)  # fmt: skip
_STARTS = (
    ("Mt.", "Mount"), ("St.", "St."), ("C.", "Cape"), ("L.", "Lake"), ("N.", "North"), ("S.", "South"),
    ("E.", "East"), ("W.", "West"), ("M.", "Middle"),
)  # fmt: skip
_SHORT = re.compile(r"(?<!\bSt)\.|[()/\d?]")
_MOST_LETTERS = 60

RIVER_WORDS = frozenset(
    "river creek fork branch rio río wadi arroyo canal he jiang slough bayou brook prong run wash"
    " delta".split()
)
LAKE_WORDS = frozenset(
    "lake lago lac laguna lagoon ozero reservoir loch lough embalse presa hu co nuur köl gölü sea"
    " lagoa".split()
)
PEAK_WORDS = frozenset(
    "mount mt mountain mont monte pico peak cerro jabal jebel volcán volcan volcano gunung puncak hill ridge"
    " pass -san shan nevado piton kuh dagi horn pik gora".split()
)
FAMOUS_RIVER = 6
"""Natural Earth's scale rank up to which a river is called by its bare name: "the Euphrates"."""


def plain_name(written: object) -> str:
    """Write a map's name out; ``""`` for one that cannot be.

    >>> plain_name("King William I."), plain_name("HINDU KUSH"), plain_name("Salmon River Mts.")
    ('King William Island', 'Hindu Kush', 'Salmon River Mountains')
    >>> plain_name("Mt. Cleveland"), plain_name("N. Fk. Sprague"), plain_name("?")
    ('Mount Cleveland', 'North Fork Sprague', '')
    """
    words = str(written or "").split()
    if not words:
        return ""
    name = " ".join(words).replace("Isands", "Islands").replace("ISANDS", "ISLANDS")  # as the source has it
    if name.isupper() and len(name) > 3:
        name = name.title().replace("\u2019S", "\u2019s").replace("'S", "'s")
        name = re.sub(r"\b(Of|The|And|De|Do|Du|La)\b", lambda found: found[0].lower(), name)
        name = name[0].upper() + name[1:]
    for short, full in _STARTS:
        if name.startswith(f"{short} "):
            name = f"{full}{name[len(short) :]}"
    for short, full in _ENDS:
        name = re.sub(rf"(?<= ){re.escape(short)}(?= |$)", full, name)
    return "" if _SHORT.search(name) or len(name) > _MOST_LETTERS or len(name) < 3 else name


def _has(name: str, words: frozenset[str]) -> bool:
    return any(word in words for word in name.lower().split())


def river_names(said: Table) -> list[str]:
    """List a river's names: with the type word as it is written, and bare where it is famous."""
    full = plain_name(said.get("name_full") or "")
    written = [plain_name(said.get(key)) for key in ("name", "name_en")]
    written += [plain_name(part.strip()) for part in str(said.get("name_alt") or "").split(",")]
    names: list[str] = [full] if full else []
    rank = said.get("scalerank")
    for name in filter(None, written):
        if _has(name, RIVER_WORDS):
            names.append(name)
            continue
        names += [f"{name} River", f"River {name}"]
        if rank is not None and rank <= FAMOUS_RIVER:
            names.append(f"~{name}")
    return list(dict.fromkeys(names))


def lake_names(said: Table) -> list[str]:
    """List a lake's names: "Lake X" where the map leaves the word out."""
    word = "Reservoir" if said.get("featurecla") == "Reservoir" else "Lake"
    names = []
    for key in ("name", "name_alt", "name_abb", "dam_name"):
        name = plain_name(said.get(key))
        if name and key == "dam_name":
            names.append(name if name.endswith("Dam") else f"{name} Dam")
        elif name and _has(name, LAKE_WORDS):
            names.append(name)
        elif name:
            names.append(f"Lake {name}" if word == "Lake" else f"{name} Reservoir")
    return list(dict.fromkeys(names))


def peak_names(said: Table) -> list[str]:
    """List a peak's names: with "Mount" too where no word says what it is."""
    names = []
    for key in ("name", "name_alt"):
        name = plain_name(said.get(key))
        if name:
            names.append(name)
            if not _has(name, PEAK_WORDS):
                names.append(f"Mount {name}")
    return list(dict.fromkeys(names))


_AIRPORT_WORDS = re.compile(
    r"\b(international|regional|municipal|airport|airfield|aerodrome|air base|air force base|army airfield|"
    r"intl|field|joint base|airpark|terminal|station|county|heliport|domestic|national|executive)\b",
    re.IGNORECASE,
)


def airport_names(said: Table) -> list[str]:
    """List an airport's names; empty for landing strips that neither airlines nor forces use.

    >>> airport_names({"name": "London Heathrow Airport", "city": "London", "iata": "LHR"})
    ['London Heathrow Airport', 'Heathrow Airport', '~Heathrow']
    >>> airport_names({"name": "Goma International Airport", "city": "Goma", "iata": "GOM"})
    ['Goma International Airport', 'Goma Airport']
    """
    name = " ".join(str(said["name"]).split())
    is_base = bool(re.search(r"\b(Air|Airforce) (Force )?(Base|Station)\b|\bAFB\b", name))
    if not name or not (said["iata"] or is_base) or _SHORT.search(name):
        return []
    names = [name]
    city = str(said["city"])
    bare = " ".join(_AIRPORT_WORDS.sub(" ", name).split())
    if name.lower().endswith("international airport") and bare:
        names.append(f"{bare} Airport")
    own = bare.removeprefix(city).strip() if city else ""
    if own and own != bare and own[0].isupper() and len(own) > 4:
        names += [f"{own} Airport"]
        if " " not in own:
            names.append(f"~{own}")
    return list(dict.fromkeys(names))
